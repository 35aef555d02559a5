"""The lines around a page's story, without making lines of the rest of the page.

Most of a page is menus and lists. Where one element of the page, and one only, says what the page's
titles say, the story is looked for from there: a few lines up, and down to where it closes. The
same functions then search the excerpt as they would the whole page, which is read after all where
that does not find a headline of which it is sure.
"""

from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from models.outlet import Outlet
from scrapers.reader.ending import is_closing_line, is_inserted_line
from scrapers.reader.head import LONGEST, REACH_UP, Head
from scrapers.reader.lines import BREAKS, SILENT, Line, lines_from
from scrapers.reader.page import Page
from scrapers.reader.signs import fold
from scrapers.reader.titles import Titles

REACH_BELOW = 12
"""Lines below the story: share rows and tags may stand between it and its credits."""
_SURE = 11
"""A headline's score, of 15: attested, and two of date, views, heading and dateline with it. What
no title attests comes to 9 at most, and has 7 where it is not a first or second heading."""
_SURE_WITHOUT_HEADINGS = 8
"""That of a line that a title attests on a page without such headings: no other has more than 7."""
_SURE_ALONE = 9
"""That of the page's only first or second heading, where nothing says what a title says."""
_MOST_HEADINGS = 100
"""A page with more is no page as newsrooms make them."""
_SEARCHED = 30
"""Characters of a title that are searched for where no heading has it."""


class Excerpt(NamedTuple):
    """Lines of a page that follow each other."""

    lines: list[Line]
    headline: int
    closing: int
    """Index of the line that closes the story, or one beyond the last where none does."""
    sure: int
    """The score from which on the headline is the page's."""
    has_rivals: bool
    """Whether another line of them may be likelier."""

    def holds(self, head: Head) -> bool:
        """Whether the whole page has the same head, and all of its story stands here."""
        return head.top == self.headline and head.score >= self.sure and head.start < self.closing


def excerpt_of(page: Page, outlet: Outlet) -> Excerpt | None:
    """The lines around what the page's titles attest; None where that is not one element."""
    titles = Titles(page.witnesses.headlines)
    if not page.is_html or page.has_many_tags:
        return None
    top, sure = _headline(page, titles)
    if top is None:
        return None
    start = _some_lines_above(top)
    walk = lines_from(start)
    if start.tag == "-text":
        next(walk, None)  # the line may have begun above it
    lines: list[Line] = []
    headline: Line | None = None
    is_alone = sure == _SURE_ALONE
    has_rivals = bool(page.headings) and top.tag not in ("h1", "h2")
    for i, line in enumerate(walk):
        lines.append(line)
        attested = len(line.text) <= LONGEST and titles.attest(fold(line.text))
        if headline is None and (line.heading in (1, 2) if is_alone else attested):
            headline, place = line, i
            continue
        has_rivals = has_rivals or attested
        if headline is None:
            continue
        if is_closing_line(line.text, outlet) and not line.stands_aside(headline.asides):
            if is_inserted_line(line.text):
                return None  # it may close the story or not
            below = list(islice(walk, REACH_BELOW))
            has_rivals = has_rivals or any(titles.attest(fold(each.text)) for each in below)
            return Excerpt(lines + below, place, i, sure, has_rivals)
    return Excerpt(lines, place, len(lines), sure, has_rivals) if headline is not None else None


def _headline(page: Page, titles: Titles) -> tuple[LexborNode | None, int]:
    """The one element that says what a title says, or, where none does, the page's only heading;
    and the score that makes it sure.
    """
    if len(page.headings) > _MOST_HEADINGS:
        return None, _SURE
    found, sure = [node for node in page.headings if _may_be(node, titles)], _SURE
    if not found:
        found = [
            node
            for title in dict.fromkeys(title[:_SEARCHED] for title in page.witnesses.headlines)
            for node in page.saying(title)
            if node.tag not in SILENT and _may_be(node, titles) and not _is_linked(node)
        ]
        sure = _SURE if page.headings else _SURE_WITHOUT_HEADINGS
    if not found:
        found, sure = page.headings, _SURE_ALONE
    return (found[0] if len(found) == 1 else None), sure


def _is_linked(node: LexborNode) -> bool:
    """Whether it stands in a link: to what other lists call this story, never its sure headline."""
    above: LexborNode | None = node
    while above is not None and above.tag != "a":
        above = above.parent
    return above is not None


def _may_be(heading: LexborNode, titles: Titles) -> bool:
    """Whether a heading, or a line of it, is attested."""
    folded = fold(heading.text())
    if not titles.may_attest(folded):
        return False
    below = islice(heading.traverse(), 1, None)
    return titles.attest(folded) or any(node.tag in BREAKS for node in below)


def _some_lines_above(node: LexborNode) -> LexborNode:
    """A text that stands some lines above an element, or the page's root if it begins below."""
    lines, broken = 0, False
    while lines <= REACH_UP:
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
