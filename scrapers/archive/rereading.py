"""A page out of an archive, read as a crawl reads it, without network."""

import logging
import re
from collections.abc import Callable

from models.article import Article, RawArticle
from models.fetch import Ending
from models.outlet import Outlet
from scrapers.archive.blocks import Record
from scrapers.cutting import bug, cut_story, no_text, not_cut

logger = logging.getLogger(__name__)

_BINARY = re.compile(rb"[\x01-\x08\x0b\x0c\x0e-\x1f]")
_LOOKED_AT = 5000  # bytes

Read = Callable[[RawArticle, Outlet], Article | Ending]
"""The function that the setting STORY_READER names."""


def reread(
    record: Record, outlet: Outlet, read: Read, *, page_url: str, site: str | None = None
) -> Article | Ending:
    """What a crawl would make of the page today: its article, or an ending that says why not.

    `record` holds a body, so a revisit must be resolved. `page_url` is the story's address in the
    ledger, `site` as in a crawl. The article's `fetched_at` is the moment of the copy, None where
    that is not known.
    """
    if "truncated" in record.notes:
        return not_cut("truncated", f"only the first {len(record.body)} bytes were kept")
    if not _is_text(record):
        return no_text(record.content_type)
    try:
        cut = cut_story(
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
    return read(cut, outlet) if isinstance(cut, RawArticle) else cut


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
