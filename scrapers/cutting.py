"""What the page of a story holds, whether it came over the network or out of an archive."""

from datetime import datetime

from models.article import RawArticle
from models.fetch import NOT_THERE, Ending, Outcome, PageKind
from models.outlet import Outlet
from scrapers.addresses import on_outlet, story_address
from scrapers.reader.cut import cut_article
from scrapers.reader.page import Page
from scrapers.reader.refusal import NotAnArticle, looks_broken


def cut_story(
    body: bytes,
    content_type: str | None,
    *,
    url: str,
    page_url: str,
    outlet: Outlet,
    fetched_at: datetime | None,
    site: str | None = None,
    guessed_id: str | None = None,
    is_html: bool | None = None,
) -> RawArticle | Ending:
    """The printed words of the story, or an ending that quotes why there are none.

    `url` is where the page was, `page_url` the story's address in the ledger, which counts where
    `url` is none of the outlet's; `site` as in a crawl. `guessed_id`: the id that `page_url` was
    made up from, so that only where it led to, or the page, says the story's address. `is_html`:
    None where that is to be seen.

    Front pages and logins that a story's address leads to are not the story, well as they may read.
    """
    at = on_outlet(url, url, outlet, site)
    story = story_address(at, outlet) if at else None
    led_to: str | None = None
    if guessed_id is not None:
        if story is None or story.source_id != guessed_id:
            return _no_such_id(f"the guess for {guessed_id!r} led to {url!r}")
        at = None if at == page_url else at
    elif story is None:
        led_to, at = at, page_url
    page = Page.of(body, at, content_type=content_type, is_html=is_html)
    cut = _cut(page, outlet, fetched_at)
    if guessed_id is not None and isinstance(cut, Ending) and cut.reason in NOT_THERE:
        return _no_such_id(f"the guess for {guessed_id!r}: {cut.message}")
    if led_to in (None, page_url) or (isinstance(cut, Ending) and cut.outcome is Outcome.BLOCKED):
        return cut
    if _is_of(page_url, page, outlet):
        return cut
    message = f"{page_url!r} led to {led_to!r}, which is no story's address"
    return not_cut("not-an-article:led-elsewhere", message)


def _cut(page: Page, outlet: Outlet, fetched_at: datetime | None) -> RawArticle | Ending:
    try:
        return cut_article(page, outlet, fetched_at)
    except NotAnArticle as refusal:
        if refusal.reason == "challenge":
            return Ending(outcome=Outcome.BLOCKED, reason="challenge", message=str(refusal))
        return not_cut(f"not-an-article:{refusal.reason}", str(refusal))
    except ValueError as refusal:
        return not_cut("no-story", str(refusal))


def _is_of(url: str, page: Page, outlet: Outlet) -> bool:
    """Whether the page says that it is the story at `url`; True where that is no story's either."""
    story = story_address(url, outlet)
    claims = (story_address(claim, outlet) for claim in page.witnesses.addresses)
    return story is None or any(each and each.source_id == story.source_id for each in claims)


def instead_of_list(body: bytes, content_type: str | None, kind: PageKind) -> Ending | None:
    """A challenge, or the page of an error, that came where a list was asked for; None: neither."""
    page = Page.of(body, content_type=content_type)
    reason = looks_broken(page, page.lines) if page.is_html else None
    start = page.lines[0].text[:200] if page.lines else ""
    message = f"{reason} {page.witnesses.title or start!r}"
    if reason == "challenge":
        return Ending(outcome=Outcome.BLOCKED, reason=reason, message=message)
    return not_cut(f"no-{kind}", message) if reason else None


def _no_such_id(message: str) -> Ending:
    return Ending(outcome=Outcome.GONE, reason="no-such-id", message=message)


def not_cut(reason: str, message: str) -> Ending:
    """The page goes to quarantine, for it could not be cut."""
    return Ending(outcome=Outcome.QUARANTINED, reason=reason, message=message, stage="cut")


def no_text(content_type: str | None) -> Ending:
    """The page goes to quarantine, for it holds no text."""
    return not_cut("not-an-article:no-text", f"no text: {content_type!r}")


def bug(error: Exception) -> Ending:
    """The page goes to quarantine, for our own code failed on it."""
    name = type(error).__name__
    return not_cut(f"bug:{name}", str(error)[:500] or name)
