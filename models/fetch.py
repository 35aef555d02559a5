"""A visit of an address and what came of it: the item that travels through the pipelines."""

import logging
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from models.article import Article, RawArticle

logger = logging.getLogger(__name__)

LONGEST_ADDRESS = 2000
"""In bytes. PostgreSQL's index takes little more (2,704)."""


class Outcome(StrEnum):
    """How a fetch ended; every fetch ends in exactly one of these."""

    STORED = "stored"
    REVISED = "revised"
    UNCHANGED = "unchanged"
    NOT_MODIFIED = "not_modified"
    LISTED = "listed"
    """A page of addresses (section, feed, sitemap): its addresses are in the ledger."""
    QUARANTINED = "quarantined"
    GONE = "gone"
    BLOCKED = "blocked"
    FAILED = "failed"
    EXCLUDED = "excluded"


READ = frozenset({Outcome.STORED, Outcome.REVISED, Outcome.UNCHANGED})
"""The page came and its story was read."""
SHOWN = READ | {Outcome.NOT_MODIFIED}
"""The outlet showed the text that is stored."""


class PageKind(StrEnum):
    """What an address is expected to hold."""

    STORY = "story"
    LISTING = "listing"
    FEED = "feed"
    SITEMAP = "sitemap"


PART_OF_STORY = "not-an-article:part-of-story"
"""The `reason` of a page that is a later part of a story, whose own address is another."""
NOT_THERE = frozenset({"not-an-article:not-found", "not-an-article:led-elsewhere"})
"""The `reason` of pages by which an outlet answers for a story that it has no more, or not there:
a 404 in other words."""
NOT_THE_STORY = NOT_THERE | {PART_OF_STORY, "not-an-article:error-page"}
"""The `reason` of pages that are known to be something else, and not merely unreadable."""
OLDER_COPY = "older-copy"
"""The `reason` of a visit that came after later ones and whose place in its story's history is not
known before that is read again as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An address that discovery came across."""

    url: str
    kind: PageKind
    source_id: str | None = None
    section: str | None = None
    day: date | None = None
    """The day that the address itself names."""
    changed_at: datetime | None = None
    """When the page last changed, as an index of sitemaps says of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a page of addresses holds."""

    found: tuple[Found, ...]
    next_page: Found | None = None
    """Visited only if one of `unseen` is new: paging stops on that evidence."""
    unseen: tuple[Found, ...] | None = None
    """Its own section's stories, without those that pages before it showed in this crawl; None: all
    that it holds."""

    def __repr__(self) -> str:
        return f"<Listing of {len(self.found)} addresses>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A fetch that brought no article and no listing, and why."""

    outcome: Outcome
    reason: str
    """A short code that groups well: `http-503`, `robots`, `date-line`, `not-an-article:search`."""
    message: str | None = None
    """One sentence that quotes what could not be used."""
    stage: str | None = None
    """For `quarantined`: `cut`, `read` or `save`."""

    def __repr__(self) -> str:
        return f"<Ending {self.outcome}: {self.reason[:80]}>"


@dataclass(slots=True, kw_only=True)
class Fetch:
    """One visit of one address; pipelines replace `result` as they learn more."""

    crawl_id: int
    page_id: int
    url: str
    """The address that was asked for."""
    kind: PageKind
    fetched_at: datetime
    result: RawArticle | Article | Listing | Ending
    status: int | None = None
    robots: str | None = None
    """What robots.txt says to the visit: `allowed`, `forbidden`, `unreachable`; None: not asked."""
    seconds: float | None = None
    etag: str | None = None
    last_modified: str | None = None
    content_type: str | None = None
    archived: tuple[str, int] | None = None
    """The file in the archive and the offset of the response's record there."""
    original: tuple[str, str, int] | None = None
    """Digest, file and offset of the record that holds the body: that one, or an earlier one."""
    body: bytes | None = None
    """The page, decompressed, as it came; kept only if the fetch ends in quarantine."""

    def __repr__(self) -> str:
        size = "no body" if self.body is None else f"{len(self.body):,} bytes"
        return f"<Fetch of {self.kind} {self.url[:200]}, {self.status}, {size}: {self.result!r}>"


GAP = "gap"
"""In `pages.found_on`: the address was guessed from an id that is missing between known ones."""

DAYS = "days"
"""In `pages.found_on`: the list of a day that a crawl asked for (`-a since=`)."""

FETCH_SAVED = object()
"""Scrapy signal: a fetch and its outcome are committed. Arguments: `fetch`, `outcome`."""


def is_usable(url: str) -> bool:
    """Whether the database can hold and index the address; a page may link to anything."""
    usable = "\0" not in url and len(url.encode("utf-8", "backslashreplace")) <= LONGEST_ADDRESS
    if not usable:
        logger.warning("left out an address of %d characters: %.200r", len(url), url)
    return usable
