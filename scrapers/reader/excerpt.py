"""The lines around a page's story, without making lines of the rest of the page.

Most of a page is menus and lists. Where one element of the page, and one only, says what the page's
titles say, the story is looked for from there: a few lines up, and down to where it closes. On a
page that prints its story alone, without a headline, it is looked for from the one element in which
the outlet signs a dateline. The same functions then search the excerpt as they would the whole
page, which is read after all where that does not find a head of which it is sure.
"""

from collections.abc import Callable
from functools import partial
from itertools import count, islice
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from models.outlet import Outlet
from scrapers.reader.around import REACH_ABOVE
from scrapers.reader.elements import BREAKS, SILENT
from scrapers.reader.ending import is_closing_line, is_inserted_line, is_pause
from scrapers.reader.head import Head
from scrapers.reader.heading import LONGEST
from scrapers.reader.lines import Line, fold_space, lines_from
from scrapers.reader.opening import signs_dateline
from scrapers.reader.page import Page
from scrapers.reader.reach import REACH_BELOW
from scrapers.reader.signs import fold, is_prose
from scrapers.reader.starts import MOST_QUOTES, REACH_DOWN
from scrapers.reader.titles import Titles, title_without_outlet, titles_of

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


class Excerpt(NamedTuple):
    """Lines of a page that follow each other."""

    lines: list[Line]
    top: int
    """Index of the headline; of the line with the dateline where `sure` is 0."""
    closing: int
    """Index of the line that closes the story, or one beyond the last where none does."""
    sure: int
    """The score from which on the headline is the page's; 0 where it prints none."""
    has_rivals: bool
    """Whether another line of them may be likelier."""

    def holds(self, head: Head) -> bool:
        """Whether the whole page has the same head, and all of its story stands here."""
        if self.sure:
            is_same = head.top == self.top and head.score >= self.sure
        else:  # pull-quotes may stand above the dateline
            is_same = head.score == 0 and self.top - head.top in range(MOST_QUOTES + 1)
        return is_same and head.start < self.closing


class _Sought(NamedTuple):
    """What an excerpt is made around."""

    node: LexborNode
    is_top: Callable[[Line], bool]
    """Whether a line, the first of its kind, is the excerpt's top."""
    sure: int
    has_rivals: bool
    reach_up: int


def excerpt_of(page: Page, outlet: Outlet) -> Excerpt | None:
    """The lines around what the page's titles attest, or around its dateline where they attest
    nothing; None where that is not one element.
    """
    if not page.is_html or page.has_many_tags:
        return None
    titles = titles_of(page)
    sought = _sought(page, titles, outlet)
    return _around(sought, titles, outlet) if sought else None


def _sought(page: Page, titles: Titles, outlet: Outlet) -> _Sought | None:
    found, sure = _headlines(page, titles)
    if not found and not page.headings:
        node = _signed(page, outlet)
        return _Sought(node, partial(_is_signed, outlet), 0, True, REACH_DOWN) if node else None
    if len(found) != 1:
        return None
    is_heading = found[0].tag in ("h1", "h2")
    has_rivals = bool(page.headings) and not is_heading
    attests = _heads if is_heading else _attests
    is_alone = is_heading and sure == _SURE_ALONE
    is_top = _is_heading if is_alone else partial(attests, titles)
    return _Sought(found[0], is_top, sure, has_rivals, REACH_ABOVE)


def _around(sought: _Sought, titles: Titles, outlet: Outlet) -> Excerpt | None:
    start = _some_lines_above(sought.node, sought.reach_up)
    walk = lines_from(start)
    if start.tag == "-text":
        next(walk, None)  # the line may have begun above it
    lines: list[Line] = []
    top: Line | None = None
    has_rivals = sought.has_rivals
    for i in count():
        if i == len(lines):  # else it was looked at already, from a line above
            lines += islice(walk, 1)
        if i == len(lines):
            break
        line = lines[i]
        if top is None and sought.is_top(line):
            top, place = line, i
            continue
        has_rivals = has_rivals or _attests(titles, line)
        if top is None:
            continue
        if is_closing_line(line.text, outlet) and not line.stands_aside(top.asides):
            if is_inserted_line(line.text):
                return None  # it may close the story or not
            end = i + 1 + REACH_BELOW
            lines += islice(walk, max(0, end - len(lines)))
            below = lines[i + 1 : end]
            if is_pause(line.text, outlet) and any(map(is_prose, below)):
                continue  # the story may go on
            has_rivals = has_rivals or any(_attests(titles, each) for each in below)
            return Excerpt(lines[:end], place, i, sought.sure, has_rivals)
    return Excerpt(lines, place, len(lines), sought.sure, has_rivals) if top is not None else None


def _is_heading(line: Line) -> bool:
    return line.heading in (1, 2)


def _heads(titles: Titles, line: Line) -> bool:
    """Whether it is the heading that is sought; a trail or a list above it may say the same."""
    return _is_heading(line) and _attests(titles, line)


def _attests(titles: Titles, line: Line) -> bool:
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


def _some_lines_above(node: LexborNode, most: int) -> LexborNode:
    """A text that stands so many lines above an element, or the page's root if it begins below."""
    lines, broken = 0, False
    while lines <= most:
        before = node.prev
        if before is None:
            above = node.parent
            if above is None or not above.is_element_node:
                return node
            node = above
        else:
            node = before
            while node.tag not in SILENT and (last := node.last_child) is not None:
                broken = broken or node.tag in BREAKS
                node = last
        if node.tag in BREAKS:
            broken = True
        elif broken and node.tag == "-text" and not (node.text_content or "").isspace():
            lines, broken = lines + 1, False
    return node
