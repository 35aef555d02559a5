"""Pages out of an archive, read as a crawl reads them, without network."""

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from models.article import Article, RawArticle
from models.fetch import Ending
from models.outlet import Outlet
from scrapers.archive.blocks import Record
from scrapers.cutting import bug, cut_story, no_text, not_cut
from scrapers.statuses import ending_of

logger = logging.getLogger(__name__)

_BINARY = re.compile(rb"[\x01-\x08\x0b\x0c\x0e-\x1f]")
_LOOKED_AT = 5000  # bytes

Read = Callable[[RawArticle, Outlet], Article | Ending]
"""The function that the setting STORY_READER names."""

T = TypeVar("T")

_TOGETHER = 64
_BYTES = 4 << 20
"""The most of a batch, so that a few batches on their way are little memory."""


class Archived(NamedTuple):
    """A page of a story."""

    record: Record
    """It holds a body, so a revisit must be resolved."""
    outlet: Outlet
    page_url: str
    """The story's address in the ledger."""
    site: str | None = None
    """As in a crawl."""


def reread(pages: Sequence[Archived], read: Read) -> list[Article | Ending]:
    """What a crawl would make of each page today: its article, or an ending that says why not.

    The article's `fetched_at` is the moment of the copy, None where that is not known. All pages
    are cut before the first is read: a page as large as the processor's caches drives out of them
    what reads the values of the one before, which then takes three times as long.
    """
    cut = [_cut(*page) for page in pages]
    return [
        read(story, page.outlet) if isinstance(story, RawArticle) else story
        for page, story in zip(pages, cut, strict=True)
    ]


def in_batches(things: Iterable[T], size: Callable[[T], int]) -> Iterator[list[T]]:
    """The things as many at a time as are read together; `size` gives the bytes of one."""
    batch: list[T] = []
    total = 0
    for each in things:
        batch.append(each)
        total += size(each)
        if len(batch) >= _TOGETHER or total >= _BYTES:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch


def _cut(record: Record, outlet: Outlet, page_url: str, site: str | None) -> RawArticle | Ending:
    if record.status is not None and (ending := ending_of(record.status)) is not None:
        return ending
    if "truncated" in record.notes:
        return not_cut("truncated", f"only the first {len(record.body)} bytes were kept")
    if not _is_text(record):
        return no_text(record.content_type)
    try:
        return cut_story(
            record.body,
            record.content_type,
            url=record.url or page_url,
            page_url=page_url,
            outlet=outlet,
            site=site,
            fetched_at=record.copied_at,
            # WET files hold the text of pages; a sign like < in it is no markup.
            is_html=False if record.type == "conversion" else None,
        )
    except Exception as error:
        logger.exception("error while cutting %s", record.url)
        return bug(error)


def _is_text(record: Record) -> bool:
    """As a crawl decides it: by the header, the address's ending and the body's first bytes.

    Where these are text nothing else says that it is none, so Scrapy is asked only where they are
    not: to import it takes a process that reads as long as a hundred pages.
    """
    if not _BINARY.search(record.body, 0, _LOOKED_AT):
        return True
    from scrapy.http import Headers, TextResponse  # noqa: PLC0415
    from scrapy.responsetypes import responsetypes  # noqa: PLC0415

    headers = Headers([(name, value) for name, value in record.headers if name and value])
    if "Content-Type" not in headers and record.content_type:
        headers["Content-Type"] = record.content_type
    kind = responsetypes.from_args(headers=headers, url=record.url, body=record.body)
    return issubclass(kind, TextResponse)
