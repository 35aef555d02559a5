"""The one element of a page from which its story is looked for: its headline, or its dateline."""

from collections.abc import Callable
from functools import partial
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from models.outlet import Outlet
from scrapers.reader.around import REACH_ABOVE
from scrapers.reader.elements import BREAKS, SILENT
from scrapers.reader.heading import LONGEST
from scrapers.reader.lines import Line, fold_space
from scrapers.reader.opening import signs_dateline
from scrapers.reader.page import Page
from scrapers.reader.signs import fold
from scrapers.reader.starts import REACH_DOWN
from scrapers.reader.titles import Titles, title_without_outlet

_SURE = 11
"""A headline's score, of 15: attested, and two of date, views, heading and dateline with it. What
no title attests comes to 9 at most, and has 7 where it is not a first or second heading."""
_SURE_WITHOUT_HEADINGS = 8
"""That of a line that a title attests on a page without such headings: no other has more than 7."""
_SURE_ALONE = 8
"""The same of the page's only first or second heading, where nothing says what a title says."""
_MOST_HEADINGS = 100
"""A page with more is no page as newsrooms make them."""
_SEARCHED = 30
"""Characters of a title that are searched for where no heading has it."""
_LINKS = ("a",)
_ROWS = ("li", "tr")
_MOST_NAMED = 20
"""Elements that say the story's title, or name the outlet; two or three do, and of each the text is
looked at, which may be the whole page's.
"""
_LONGEST_ROW = 300
"""Characters of a list's entry, with its day and a teaser."""


class Anchor(NamedTuple):
    """What an excerpt is made around."""

    node: LexborNode
    is_top: Callable[[Line], bool]
    """Whether a line, the first of its kind, is the excerpt's top."""
    sure: int
    """The score from which on that line is the page's headline; 0 where it prints none."""
    has_rivals: bool
    """Whether another line may be likelier."""
    reach_up: int
    """How many lines above the element the excerpt begins."""


def find_anchor(page: Page, titles: Titles, outlet: Outlet) -> Anchor | None:
    """The element that says what the titles say, or that signs a dateline where none does; None
    where that is not one element.
    """
    found, sure = _headlines(page, titles)
    if not found and not page.headings:
        node = _signed(page, outlet)
        return Anchor(node, partial(_is_signed, outlet), 0, True, REACH_DOWN) if node else None
    if len(found) != 1:
        return None
    is_heading = found[0].tag in ("h1", "h2")
    has_rivals = bool(page.headings) and not is_heading
    says = _heads if is_heading else attests
    is_alone = is_heading and sure == _SURE_ALONE
    is_top = _is_heading if is_alone else partial(says, titles)
    return Anchor(found[0], is_top, sure, has_rivals, REACH_ABOVE)


def _is_heading(line: Line) -> bool:
    return line.heading in (1, 2)


def _heads(titles: Titles, line: Line) -> bool:
    """Whether it is the heading that is sought; a trail or a list above it may say the same."""
    return _is_heading(line) and attests(titles, line)


def attests(titles: Titles, line: Line) -> bool:
    """Whether a line is one of the titles, or begins or ends one."""
    return len(line.text) <= LONGEST and titles.attest(fold(line.text))


def _is_signed(outlet: Outlet, line: Line) -> bool:
    return signs_dateline(line.text, outlet)


def _signed(page: Page, outlet: Outlet) -> LexborNode | None:
    """The one element, links apart, with a signed dateline; None where the page prints its title
    outside of lists, or the address does not bear out that this is its story's: then it has a
    headline.
    """
    title = title_without_outlet(page, outlet) if page.url is not None else None
    if title is None or _prints(page, title):
        return None
    named = page.saying((f"({tag}" for tag in outlet.tags), in_any_case=True)
    if len(named) > _MOST_NAMED:
        return None
    found = [
        node
        for node in named
        if node.tag not in SILENT
        and _is_signed(outlet, Line(fold_space(node.text())))
        and not _is_linked(node)
    ]
    return found[0] if len(found) == 1 else None


def _prints(page: Page, title: str) -> bool:
    """Whether the title stands on the page elsewhere than in lists of stories."""
    folded = fold(title)
    lines = page.printed.splitlines()
    said = "".join(map(fold.__wrapped__, lines)).count(folded)  # not to be kept, they are many
    if not said:
        return False
    named = page.saying([_searched(title)])
    if len(named) > _MOST_NAMED:
        return True
    return said != sum(fold(node.text()).count(folded) for node in named if _is_entry(node))


def _is_entry(node: LexborNode) -> bool:
    """Whether it stands in a link in a short row of a list or a table: a headline may be a link to
    its own page, too, and its row the whole page's.
    """
    row = _above(node, _ROWS) if _is_linked(node) else None
    return row is not None and len(fold_space(row.text())) <= _LONGEST_ROW


def _headlines(page: Page, titles: Titles) -> tuple[list[LexborNode], int]:
    """The elements that say what a title says, or, where none does, the page's headings; and the
    score that makes one of them sure if it is the only one.
    """
    if len(page.headings) > _MOST_HEADINGS:
        return page.headings, _SURE
    found = [node for node in page.headings if _may_be(node, titles)]
    if found:
        return found, _SURE
    said = page.saying(map(_searched, page.witnesses.headlines))
    if len(said) > _MOST_NAMED:
        return said, _SURE
    found = [
        node
        for node in said
        if node.tag not in SILENT and _may_be(node, titles) and not _is_linked(node)
    ]
    if found:
        return found, _SURE if page.headings else _SURE_WITHOUT_HEADINGS
    return page.headings, _SURE_ALONE


def _searched(title: str) -> str:
    """What is searched for of a title: no quotation marks, for they would end the question."""
    return max(title.split('"'), key=len).strip()[:_SEARCHED]


def _is_linked(node: LexborNode) -> bool:
    """Whether it stands in a link: to what other lists call this story, never its sure headline."""
    return _above(node, _LINKS) is not None


def _above(node: LexborNode, tags: tuple[str, ...]) -> LexborNode | None:
    """The nearest element with one of these tags in which it stands, itself included."""
    above: LexborNode | None = node
    while above is not None and above.tag not in tags:
        above = above.parent
    return above


def _may_be(heading: LexborNode, titles: Titles) -> bool:
    """Whether a heading, or a line of it, is attested."""
    folded = fold(heading.text())
    if not titles.may_attest(folded):
        return False
    below = islice(heading.traverse(), 1, None)
    return titles.attest(folded) or any(node.tag in BREAKS for node in below)
