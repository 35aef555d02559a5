"""Files that others made, as records: WARC, saved HTML, plain text."""

import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from scrapers.addresses import original
from scrapers.archive.blocks import Damage, Record
from scrapers.archive.reading import records
from scrapers.archive.records import COPY_DATE
from scrapers.reader.page import Page
from scrapers.reader.parts import is_later_part
from scrapers.saved import other_archive, unpacked

_GZIP = 31  # window bits for zlib with gzip's header and trailer


def is_warc(path: Path) -> bool:
    """Whether the file is one of records, by its name or its first bytes."""
    with path.open("rb") as file:
        start = file.read(5)
    return ".warc" in path.name.lower() or start[:2] == b"\x1f\x8b" or start == b"WARC/"


def found_in(path: Path, *, url: str | None, largest: int) -> Iterator[Record | Damage]:
    """What the file holds; OSError where it cannot be read. `url`: where a saved page was."""
    if not is_warc(path):
        yield _saved_page(path, url, largest)
    elif what := other_archive(_start(path)):
        yield Damage(file=path.name, offset=0, reason="no-warc", message=what)
    else:
        yield from records(path, largest=largest, as_packed=True)


def _start(path: Path) -> bytes:
    """The file's first bytes, unpacked where it is gzip."""
    with path.open("rb") as file:
        start = file.read(1 << 10)
    if not start.startswith(b"\x1f\x8b"):
        return start
    with suppress(zlib.error):
        return zlib.decompressobj(_GZIP).decompress(start, 16)
    return b""  # damaged, as it is to be told with its place


def _saved_page(path: Path, url: str | None, largest: int) -> Record | Damage:
    with path.open("rb") as file:
        body = file.read(largest + 1)
    if len(body) > largest:
        message = f"a page of more than {largest} bytes"
        return Damage(file=path.name, offset=0, reason="too-large", message=message)
    try:
        saved = unpacked(body)
    except ValueError as error:
        return Damage(file=path.name, offset=0, reason="no-page", message=str(error))
    page = Page.of(saved.body, content_type=saved.content_type)
    return Record(
        type="resource",
        file=path.name,
        offset=0,
        url=original(url) if url else _own_address(page, saved.url),
        date=saved.at or datetime.now(UTC),
        fields={} if saved.at else {COPY_DATE.lower(): "unknown"},
        content_type=saved.content_type or ("text/html" if page.is_html else "text/plain"),
        body=saved.body,
        raw=saved.body,
    )


def _own_address(page: Page, noted: str | None) -> str | None:
    """The address that the page gives itself, or else the one that a browser noted."""
    claimed = [each for each in page.witnesses.addresses if each.startswith(("http:", "https:"))]
    if not claimed or (noted and is_later_part(noted)):  # all parts of a story may claim the first
        return noted
    return claimed[0]
