"""Where the text of a story starts."""

from collections.abc import Sequence

from models.outlet import Outlet
from scrapers.reader.credits import is_credit_line
from scrapers.reader.date_lines import is_date_line
from scrapers.reader.ending import is_closing_line, is_inserted_line
from scrapers.reader.lines import Line
from scrapers.reader.opening import cut_dateline, may_be_entry, signs_dateline
from scrapers.reader.page import Page
from scrapers.reader.pictures import credits_picture
from scrapers.reader.refusal import links_to_story
from scrapers.reader.signs import (
    byline,
    ends_sentence,
    is_prose,
    is_share_row,
    says,
)
from scrapers.reader.view_lines import is_bare_count, is_view_line

REACH_DOWN = 25  # lines between headline and story: share rows, captions, related links
REACH_OVER = 6
"""Lines below the headline where what closes stories elsewhere (`3 Komentar`, `Tags`, `© …` under a
picture) may stand in a row above the text."""
MOST_QUOTES = 3  # paragraphs above the dateline
_REACH_OF_DATELINE = 12
"""Lines below one that names the outlet and opens a short paragraph: others, a list of links."""


class Openings:
    """Which lines open a story, by their index; found out as they are asked for."""

    def __init__(self, lines: Sequence[Line], outlet: Outlet) -> None:
        self._lines = lines
        self._outlet = outlet
        self._known: dict[int, bool] = {}

    def __contains__(self, i: int) -> bool:
        known = self._known.get(i)
        if known is None:
            known = self._known[i] = self._opens(i)
        return known

    def _opens(self, i: int) -> bool:
        """Whether a dateline and the sentence after it stand here, or in this line and the next; or
        a dateline that names the outlet and few words, `Bismillah`.
        """
        line = self._lines[i]
        if line.is_link:
            return False
        if len(line.text) >= 60:
            dateline, rest = cut_dateline(line.text[:300], self._outlet)
            if dateline is None or len(rest) < 20 or may_be_entry(dateline):
                return False
            return not is_date_line(line)  # `31 Oktober 2020 - Dibaca: 1.234 kali - Oleh …`
        below = self._lines[i + 1 : i + 1 + _REACH_OF_DATELINE]
        if signs_dateline(line.text, self._outlet):
            return any(is_prose(each) and not each.asides for each in below)
        if not below or not is_prose(below[0]):
            return False
        return cut_dateline(line.text, self._outlet) == (line.text, "")


def body_start(
    headline: int, lines: Sequence[Line], opening: Openings, outlet: Outlet
) -> int | None:
    """The first line of the body below a headline, or None where none follows."""
    asides = lines[headline].asides
    start = caption = None
    for j in range(headline + 1, len(lines)):
        line = lines[j]
        is_aside = bool(line.asides) and line.stands_aside(asides)
        if start is None and j > headline + REACH_DOWN and not is_aside:
            return caption
        if is_aside or is_inserted_line(line.text) or _describes_author(j, lines):
            continue
        if is_closing_line(line.text, outlet):
            if start is None and (j <= headline + REACH_OVER or is_bare_count(lines[j - 1])):
                continue  # `12` above `COMMENTS`
            return caption if start is None else start
        if start is None:
            if j in opening or begins_body(line, lines[headline]):
                if j not in opening and caption is None and credits_picture(line.text):
                    caption = j  # unless it is all there is
                    continue
                start = j
                if j in opening or not line.block:
                    return j
                kin = {line.block, line.container}
                last = j + 8
        elif j in opening:  # a caption above the dateline is not the body; a pull-quote is
            return start if {lines[j].block, lines[j].container} & kin else j
        elif j > last:
            return start
    return caption if start is None else start


def _describes_author(i: int, lines: Sequence[Line]) -> bool:
    """Whether a bracket below a credit says who that is: `(Pemerhati Sosial)`."""
    text = lines[i].text
    return text[0] == "(" and text[-1] == ")" and is_credit_line(lines[i - 1].text)


def begins_body(line: Line, headline: Line) -> bool:
    """Whether a line below the headline can be the first of the text."""
    if line.is_link or is_date_line(line) or is_view_line(line) or is_share_row(line):
        return False
    if byline(line) or says(line, headline.text):
        return False
    return is_prose(line) or (
        len(line.text) >= 12 and not line.heading and ends_sentence(line.text)
    )


def closes_between(headline: int, start: int, lines: Sequence[Line], outlet: Outlet) -> bool:
    """Whether a line that closes stories elsewhere stands between a headline and the text."""
    asides = lines[headline].asides
    between = lines[headline + 1 : min(start, headline + REACH_OVER + 1)]
    return any(
        is_closing_line(line.text, outlet) and not line.stands_aside(asides) for line in between
    )


def has_list_between(between: Sequence[Line], page: Page, outlet: Outlet) -> bool:
    """Whether links to other stories stand between a heading and the text below it."""
    return sum(1 for line in between if links_to_story(line, page, outlet)) >= 3


def with_pull_quotes(opening: int, lines: Sequence[Line]) -> int:
    """The first of the paragraphs that stand directly above the dateline."""
    start = opening
    while start > 0 and opening - start < MOST_QUOTES:
        above, below = lines[start - 1], lines[opening]
        if not begins_body(above, Line("")) or not stands_in(above, below.container):
            break
        start -= 1
    return start


def prose_by_block(lines: Sequence[Line]) -> dict[int, int]:
    """Characters of prose by the element that they stand in; empty for plain text."""
    prose: dict[int, int] = {}
    for line in lines:
        if line.block and not line.asides and is_prose(line):
            length, block, container = len(line.text), line.block, line.container
            prose[block] = prose.get(block, 0) + length
            if container != block:
                prose[container] = prose.get(container, 0) + length
    return prose


def is_minor(line: Line, prose: dict[int, int]) -> bool:
    """Whether the line's surroundings hold but a small part of the page's prose."""
    held = max(prose.get(line.block, 0), prose.get(line.container, 0))
    return held * 4 < max(prose.values(), default=0)


def stands_in(line: Line, block: int) -> bool:
    """Whether the line is a paragraph, or a stretch between line breaks, of that element."""
    return block in (line.block, line.container)
