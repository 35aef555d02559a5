"""What stands between a headline and the text, and tells of the story as its first line does."""

import re
from collections.abc import Iterator, Sequence

from models.outlet import Outlet
from scrapers.reader.corrections import is_correction
from scrapers.reader.credits import is_credit_line
from scrapers.reader.date_lines import holds_day, is_date_line
from scrapers.reader.ending import is_closing_line, is_inserted_line
from scrapers.reader.head import Head
from scrapers.reader.lines import Line
from scrapers.reader.page import Page
from scrapers.reader.signs import LEAST_SAID, byline, ends_sentence, fold, is_share_row, says
from scrapers.reader.view_lines import is_view_line

_REACH = 10
"""Lines below the headline: date, byline, counters, buttons; what is farther down is a menu's."""
_SHORTEST = 40
"""Characters; headings that name what stands below them, `Bagikan berita ini`, are shorter."""
_SHORTEST_ABOVE_DATE = 20
"""Of a heading or a sentence that only the story's date or author can part from the headline."""
_SMALL_WORD = re.compile(r"\b[a-z]{3,}\b")
_SMALL_WORDS = 4
"""In what tells something without being a sentence."""
_REACH_OF_DATE = 4
_AGAIN = 3
"""Paragraphs that may hold what some themes print above them as an excerpt."""


def standfirst(
    lines: Sequence[Line], start: int, head: Head, page: Page, outlet: Outlet
) -> Iterator[int]:
    """Indexes of the lines between the headline and the first paragraph, at `start`, that are the
    story's: corrections, headings, what the page's own description says, and what stands right
    below the headline, above the date. With a full stop such a line is prose, and may be the first
    paragraph itself.
    """
    for i in range(head.top + 1, min(start, head.top + 1 + _REACH)):
        line = lines[i]
        if line.linked or line.stands_aside(head.asides):
            continue
        if is_correction(line.text):
            yield i
        elif line.block == lines[head.top].block or _is_of_the_page(line, outlet):
            continue
        elif (line.heading > 0 and len(line.text) >= _SHORTEST) or _is_above_date(i, lines, head):
            titles = (lines[head.top].text, *page.witnesses.headlines)
            if not any(says(line, title) for title in titles):
                yield i
        elif _is_described(line, page) and not _is_said_again(line, lines[start : start + _AGAIN]):
            yield i


def _is_of_the_page(line: Line, outlet: Outlet) -> bool:
    """Whether it says when and by whom the page was made, or calls upon the reader."""
    is_stamp = is_date_line(line) or is_view_line(line) or byline(line) is not None
    is_call = is_inserted_line(line.text) or is_closing_line(line.text, outlet)
    return is_stamp or is_call or is_credit_line(line.text) or is_share_row(line)


def _is_above_date(i: int, lines: Sequence[Line], head: Head) -> bool:
    """Whether it stands right below the headline, in its box, above the story's date or author: a
    subhead, as themes have one. Captions stand below those.
    """
    line = lines[i]
    if lines[i - 1].block != lines[head.top].block or line.container != lines[head.top].container:
        return False
    is_told = line.heading > 0 or ends_sentence(line.text)
    if len(line.text) < (_SHORTEST_ABOVE_DATE if is_told else _SHORTEST):
        return False
    if not is_told and len(_SMALL_WORD.findall(line.text)) < _SMALL_WORDS:
        return False  # `Siti Rahma, Dosen pada Fakultas Hukum Universitas Negeri`
    below = lines[i + 1 : i + 1 + _REACH_OF_DATE]
    return any(holds_day(each) or is_date_line(each) or byline(each) is not None for each in below)


def _is_described(line: Line, page: Page) -> bool:
    """Whether it says what the page says of itself in its description, which may be cut short."""
    description = page.witnesses.description
    if description is None:
        return False
    said, told = fold(description), fold(line.text)
    if len(told) < LEAST_SAID:
        return False
    return told == said or (len(said) >= _SHORTEST and told.startswith(said))


def _is_said_again(line: Line, below: Sequence[Line]) -> bool:
    told = fold(line.text)
    return any(told in fold(each.text) for each in below)  # behind a dateline
