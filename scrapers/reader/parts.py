"""Stories of several pages: whether a page is a later part of one, and where its story goes on."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import SplitResult, urljoin, urlsplit

from models.outlet import Outlet
from scrapers.addresses import story_address
from scrapers.reader.lines import Line
from scrapers.reader.page import Page

# As outlets number them; `page_num` is Tempo's, `single=1` Detik's.
_PART = re.compile(r"(?:^|&)(?:page|page_num|halaman)=0*(\d{1,4})(?:&|$)", re.IGNORECASE)
_WHOLE = re.compile(
    r"(?:^|&)(?:(?:page|page_num|halaman|showpage)=all|single=1)(?:&|$)", re.IGNORECASE
)
# As WordPress, Joomla, Blogger and newsrooms' own systems ask for them.
_FOR_PRINT = re.compile(
    r"https?://amp\.|[/.]amp(?:[/?#.]|$)|/(?:print|cetak)/?(?:[?#]|$)"
    r"|[?&](?:(?:amp|print|cetak)(?:=(?!0|no\b|false)[^&#]*)?"
    r"|(?:output|outputtype|format|mode|view|m)=(?:amp|print)|tmpl=component)(?:[&#]|$)",
    re.IGNORECASE,
)
_STEP = re.compile(r"(?P<story>.*[^/])/(?P<number>\d{1,2})/?")  # as WordPress and Detik do
_PAGER = re.compile(r"\b1\b.*\b2\b")


def later_part(page: Page, outlet: Outlet) -> str | None:
    """The page's address, where it leads to another part of its story than the first."""
    address, witnesses = _address(page), page.witnesses
    if is_later_part(address):
        return address
    story = _story_of_step(address)
    if (story is None and not witnesses.before) or _asks_for_all(address):
        return None
    # A path may be numbered for any reason, `/berita/7`: the page must say that it is a part.
    told = (_joined(address, url) for url in witnesses.addresses)
    if story and any(_split(url).path.rstrip("/") == _split(story).path for url in told):
        return address
    own = _own(page, outlet) | ({_id(story, outlet)} if story else set())
    before = (_joined(address, url) for url in witnesses.before)
    others = (url for url in before if _place(url) != _place(address))
    return address if any(each in own for url in others if (each := _id(url, outlet))) else None


def goes_on_at(lines: Sequence[Line], page: Page, outlet: Outlet) -> str | None:
    """Where the story goes on, as one of these lines or the page's head links to it."""
    address = _address(page)
    if _asks_for_all(address):
        return None
    for href in (*page.witnesses.after, *_pagers(lines)):
        url = _joined(address, href)
        story = url if is_later_part(url) or _asks_for_all(url) else _story_of_step(url)
        if story and (found := _id(story, outlet)) and found in _own(page, outlet):
            return url
    return None


def is_later_part(address: str) -> bool:
    """Whether the query of an address asks for another part of a story than the first."""
    if "?" not in address:
        return False
    part = _PART.search(_split(address).query)
    return part is not None and int(part[1]) > 1 and not _asks_for_all(address)


def is_for_print(address: str) -> bool:
    """Whether an address asks for the copy of a story that is made for print or as AMP."""
    return _FOR_PRINT.search(address) is not None


def _asks_for_all(address: str) -> bool:
    return "?" in address and _WHOLE.search(_split(address).query) is not None


def _pagers(lines: Sequence[Line]) -> Iterator[str]:
    """Where lines lead that may lead on; to the whole story only `1 2 Tampilkan Semua` does, for
    any link to a story may ask for all of it.
    """
    for line in lines:
        if line.href is None or not _may_lead_on(line.href):
            continue
        if _PAGER.search(line.text) or not _asks_for_all(line.href):
            yield line.href


def _may_lead_on(href: str) -> bool:
    """Spare most links all else: they have neither such a query nor a number at their end."""
    query = href.partition("?")[2].lower()
    if query and ("page" in query or "halaman" in query or "single" in query):
        return True
    return _ends_in_digit(href.strip())


def _address(page: Page) -> str:
    return page.url or next(iter(page.witnesses.addresses), "")


def _own(page: Page, outlet: Outlet) -> set[str]:
    """The ids of the page's story, by the address visited and by those it gives itself."""
    address = _address(page)
    return {_id(_joined(address, url), outlet) for url in (address, *page.witnesses.addresses)}


def _id(url: str, outlet: Outlet) -> str:
    """The id of the story at an address, empty where there is none."""
    story = story_address(url, outlet)
    return story.source_id.rstrip("/") if story else ""


def _story_of_step(address: str) -> str | None:
    """The address of the story, where the path has a part's number for its last step."""
    if not _ends_in_digit(address.partition("?")[0].partition("#")[0]):
        return None  # before it is taken apart, for this is asked of every page
    parts = _split(address)
    step = _STEP.fullmatch(parts.path)
    if step is None or int(step["number"]) < 2:
        return None
    return parts._replace(path=step["story"]).geturl()


def _place(url: str) -> tuple[str, str]:
    parts = _split(url)
    return parts.path.rstrip("/"), parts.query


def _ends_in_digit(path: str) -> bool:
    return path[-2:].rstrip("/")[-1:].isdigit()


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:  # of what is no address, nothing is known
        return urlsplit("")


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href.strip())
    except ValueError:
        return ""
