"""Pages that are no article, and how they give themselves away."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from urllib.parse import urljoin, urlsplit

from models.outlet import Outlet
from scrapers.addresses import story_address
from scrapers.reader.lines import Line
from scrapers.reader.page import Page
from scrapers.reader.signs import is_prose

LITTLE_PROSE = 900
"""Characters: error and challenge pages say less than this; a story that quotes one says more."""

_CHALLENGE = re.compile(
    r"just a moment|attention required|checking your browser|you are (?:a )?human"
    r"|ddos protection|enable javascript and cookies to continue|access denied|captcha"
    r"|you are being redirected|one moment, please|request is being verified"
    r"|(?:performing|connection for) security|sedang memeriksa (?:browser|peramban)"
    r"|\b(?:pastikan|verifikasi|konfirmasi|buktikan)\b.{0,40}\bbukan robot",
    re.IGNORECASE,
)
# In scripts that stand alone on a page: Imperva's, Sucuri's, InfinityFree's, Amazon's.
_BARRIER = re.compile(r"_Incapsula_Resource|sucuri_cloudproxy|slowAES|\.awswaf\.com/")
# Each with what is missing or ill, for people and roads are, too: `korban tidak dapat ditemukan`.
_ILL = re.compile(
    r"\b(?:error|galat)\s*[:#-]?\s*5\d\d\b|\b50[023]\b.{0,20}error"
    r"|internal server error|bad gateway|service unavailable|database error|under maintenance"
    r"|(?:^(?:maaf,? )?|\b(?:situs|website|web|server|sistem)\b.{0,20} )"
    r"(?:sedang (?:dalam )?|dalam )(?:perbaikan|pemeliharaan)\b"
    r"|pemeliharaan (?:situs|website|server|sistem)\b"
    r"|account (?:has been )?suspended|bandwidth limit exceeded",
    re.IGNORECASE,
)
_ERROR = re.compile(
    rf"{_ILL.pattern}|\b(?:error|galat)\s*[:#-]?\s*4\d\d\b"
    r"|\b(?:404|410|500|502|503)\b.{0,20}(?:not found|error|gone)"
    r"|\b(?:page |file )?not found\b"
    r"|\bpage .{0,30}(?:can(?:no|['’])t be found|(?:does not|doesn['’]t) exist)"
    r"|halaman .{0,40}tidak (?:dapat )?(?:di)?temukan"
    r"|\b(?:laman|berita|artikel|konten|tulisan) (?:ini )?"
    r"(?:tidak (?:dapat )?ditemukan|(?:sudah )?tidak (?:lagi )?tersedia)"
    r"|\b(?:berita|artikel|tulisan) (?:ini )?(?:telah|sudah) dihapus"
    r"|yang anda (?:cari|tuju|minta|maksud)\b.{0,20} tidak\b",
    re.IGNORECASE,
)
# Of these, what says that the page is not there: `Table not found` does not.
_NOT_FOUND = re.compile(
    r"\b4(?:04|10)\b"
    r"|(?:^|\b(?:page|file|article|post|story|content) )(?:was )?not found\b"
    r"|\bpage .{0,30}(?:found|exist)"
    r"|\b(?:halaman|laman|berita|artikel|konten|tulisan|yang anda (?:cari|tuju|minta|maksud))\b"
    r".{0,40} (?:tidak (?:dapat |bisa )?(?:di)?temukan|tidak (?:lagi )?(?:ada|tersedia)|dihapus)\b",
    re.IGNORECASE,
)
_HOST = re.compile(r"^(?:https?:)?//[^/]+", re.IGNORECASE)
_SEARCH = re.compile(r"hasil (?:pencarian|penelusuran)|search results?", re.IGNORECASE)


class NotAnArticle(ValueError):
    """The page holds no article that can be cut; `reason` is one of `challenge`, `error-page`,
    `not-found`, `search`, `listing`, `empty`, `no-story`, `too-many-lines`, `part-of-story`; the
    message quotes the page.
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


def refuse(page: Page, lines: Sequence[Line], outlet: Outlet) -> NotAnArticle:
    """Why a page in which no story was found is none."""
    title = (page.witnesses.title or "")[:200]  # an unclosed one swallows the page
    start = " · ".join(line.text for line in lines[:4])[:200]
    if reason := looks_broken(page, lines):
        return NotAnArticle(reason, f"{reason} {title or start!r}")
    if not lines:
        return NotAnArticle("empty", f"page without text, title {title!r}")
    for line in lines[:80]:
        if _SEARCH.search(line.text) and len(line.text) < 120:
            return NotAnArticle("search", f"search page {line.text!r}")
    stories = sum(1 for line in lines if links_to_story(line, page, outlet))
    if stories >= 3:
        return NotAnArticle("listing", f"page of {stories} links to stories, {title or start!r}")
    return NotAnArticle("no-story", f"no headline with a story below it in {title or start!r}")


def has_much_prose(lines: Sequence[Line]) -> bool:
    """Whether the lines say more than an error or challenge page does."""
    prose = accumulate(len(line.text) for line in lines if is_prose(line))
    return any(length > LITTLE_PROSE for length in prose)


def looks_broken(page: Page, lines: Sequence[Line]) -> str | None:
    """`challenge`, `error-page` or `not-found` where a page with little prose says so, else None.

    A page that says both, that something is not found and that the site is ill, is an error's.
    """
    if has_much_prose(lines):
        return None
    if not lines and page.has_in_markup(_BARRIER):
        return "challenge"
    printed = (line.text for line in lines[:60] if not line.is_link)  # links say it of other pages
    errors: list[str] = []
    for text in (page.witnesses.title or "", *printed):
        if not errors and _CHALLENGE.search(text):
            return "challenge"
        if _ERROR.search(text):
            errors.append(text)
    if not errors:
        return None
    is_well = all(_NOT_FOUND.search(each) and not _ILL.search(each) for each in errors)
    return "not-found" if is_well else "error-page"


def links_to_story(line: Line, page: Page, outlet: Outlet) -> bool:
    """Whether the line is a link to a story of the outlet other than the page's own."""
    return line.is_link and leads_to_story(line, page, outlet)


def leads_to_story(line: Line, page: Page, outlet: Outlet) -> bool:
    """Whether the line's last link, however short, leads to such a story."""
    if line.href is None:
        return False
    known = page.story_links.get(line.href)
    if known is None:
        known = page.story_links[line.href] = _is_another_story(line.href, page, outlet)
    return known


def links_elsewhere(line: Line, page: Page, outlet: Outlet) -> bool:
    """Whether the line is a link that leads to another page, a story or not."""
    if line.href is None or not line.is_link or line.href.lstrip().startswith("#"):
        return False
    target = _story_at(line.href, page, outlet)
    return target is None or target != _own_id(page, outlet)


def _is_another_story(href: str, page: Page, outlet: Outlet) -> bool:
    target = _story_at(href, page, outlet)
    return target is not None and target != _own_id(page, outlet)


def _story_at(href: str, page: Page, outlet: Outlet) -> str | None:
    return _any_story(href, page, outlet) if outlet.is_any else _story_id(href, outlet)


@lru_cache(maxsize=4096)  # pages of an outlet share their menus
def _story_id(href: str, outlet: Outlet) -> str | None:
    """The id of the story that a link leads to; one to the host of a mirror counts by its path."""
    path = href.strip()
    if not path.startswith("/") or path.startswith("//"):
        path = _HOST.sub("", path)
    path = path.partition("?")[0].partition("#")[0]
    match = outlet.story_path.match(path if path.startswith("/") else f"/{path}")
    return match["id"] if match else None


def _own_id(page: Page, outlet: Outlet) -> str | None:
    if outlet.name not in page.own_ids:
        own = story_address(page.url, outlet) if page.url else None
        page.own_ids[outlet.name] = own.source_id if own else None
    return page.own_ids[outlet.name]


def _any_story(href: str, page: Page, outlet: Outlet) -> str | None:
    """The id of the story that a link's path looks like, where nothing is known of the outlet."""
    try:
        url = urljoin(page.url or "https://unknown.example/", href.strip())
        path = urlsplit(url).path
    except ValueError:
        return None
    target = story_address(url, outlet) if outlet.story_path.search(path) else None
    return target.source_id if target else None
