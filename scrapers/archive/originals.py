"""Records that later ones refer to instead of keeping the same body again."""

from pathlib import Path
from typing import NamedTuple

from scrapers.archive.blocks import DamagedRecord
from scrapers.archive.reading import record_at
from scrapers.archive.records import digest


class Original(NamedTuple):
    """A record that holds a body, as a `revisit` refers to it."""

    url: str
    date: str
    """As its own header has it."""
    record_id: str
    file: str
    offset: int


def find_original(
    folder: Path, payload_digest: str, file: str, offset: int, largest: int
) -> Original | None:
    """The response there that holds the very body; None where it is gone, torn or another."""
    try:
        record = record_at(folder, file, offset, largest=largest)
    except (DamagedRecord, OSError):
        return None
    if record.type != "response" or digest(record.raw) != payload_digest or record.url is None:
        return None
    fields = record.fields
    return Original(record.url, fields["warc-date"], fields.get("warc-record-id", ""), file, offset)
