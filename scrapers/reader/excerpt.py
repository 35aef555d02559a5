"""The lines around a page's story, without making lines of the rest of the page.

Most of a page is menus and lists. Where one element of the page, and one only, says what the page's
titles say, the story is looked for from there: a few lines up, and down to where it closes. On a
page that prints its story alone, without a headline, it is looked for from the one element in which
the outlet signs a dateline. The same functions then search the excerpt as they would the whole
page, which is read after all where that does not find a head of which it is sure.
"""

from itertools import count, islice
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from models.outlet import Outlet
from scrapers.reader.anchor import Anchor, attests, find_anchor
from scrapers.reader.elements import BREAKS, SILENT
from scrapers.reader.ending import is_closing_line, is_inserted_line, is_pause
from scrapers.reader.head import Head
from scrapers.reader.lines import Line, lines_from
from scrapers.reader.page import Page
from scrapers.reader.reach import REACH_BELOW
from scrapers.reader.signs import is_prose
from scrapers.reader.starts import MOST_QUOTES
from scrapers.reader.titles import Titles, titles_of


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


def excerpt_of(page: Page, outlet: Outlet) -> Excerpt | None:
    """The lines around what the page's titles attest, or around its dateline where they attest
    nothing; None where that is not one element.
    """
    if not page.is_html or page.has_many_tags:
        return None
    titles = titles_of(page)
    anchor = find_anchor(page, titles, outlet)
    return _around(anchor, titles, outlet) if anchor else None


def _around(anchor: Anchor, titles: Titles, outlet: Outlet) -> Excerpt | None:
    start = _some_lines_above(anchor.node, anchor.reach_up)
    walk = lines_from(start)
    if start.tag == "-text":
        next(walk, None)  # the line may have begun above it
    lines: list[Line] = []
    top: Line | None = None
    has_rivals = anchor.has_rivals
    for i in count():
        if i == len(lines):  # else it was looked at already, from a line above
            lines += islice(walk, 1)
        if i == len(lines):
            break
        line = lines[i]
        if top is None and anchor.is_top(line):
            top, place = line, i
            continue
        has_rivals = has_rivals or attests(titles, line)
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
            has_rivals = has_rivals or any(attests(titles, each) for each in below)
            return Excerpt(lines[:end], place, i, anchor.sure, has_rivals)
    return Excerpt(lines, place, len(lines), anchor.sure, has_rivals) if top is not None else None


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
