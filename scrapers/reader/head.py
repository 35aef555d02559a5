"""Where the story begins: its headline and the lines beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from models.outlet import Outlet
from scrapers.reader.ending import is_closing_line, is_inserted_line
from scrapers.reader.lines import Line
from scrapers.reader.opening import cut_dateline
from scrapers.reader.page import Page
from scrapers.reader.refusal import links_to_story
from scrapers.reader.signs import (
    byline,
    ends_sentence,
    fold,
    is_date_line,
    is_prose,
    is_share_row,
    is_view_line,
    split_views,
)

_REACH_UP = 6  # lines above the headline that can belong to it
_REACH_DOWN = 25  # lines between headline and story: share rows, captions, related links


@dataclass(slots=True)
class Head:
    """The head of a story, as printed."""

    headline: str | None
    start: int
    """Index of the first line of the body."""
    asides: tuple[int, ...]
    """The furniture that the story itself stands in."""
    top: int
    """Index of the headline's line; the body's first where no line is the headline."""
    date_lines: list[str] = field(default_factory=list)
    view_line: str | None = None
    byline: str | None = None


def find_head(page: Page, outlet: Outlet) -> Head | None:
    """The head of the page's story, or None where no line looks like a story's beginning."""
    lines = page.lines
    titles = [fold(title) for title in page.witnesses.headlines]
    opening = {i for i, line in enumerate(lines) if is_opening(line, outlet)}
    opening |= {
        i
        for i, (line, below) in enumerate(pairwise(lines))
        if len(line.text) < 60 and is_prose(below) and _is_bare_dateline(line, outlet)
    }
    prose = prose_by_block(lines)
    dated = [is_date_line(line) for line in lines]
    viewed = [is_view_line(line) for line in lines]
    best: tuple[int, int, int] | None = None
    for i, line in enumerate(lines):
        if dated[i] or viewed[i] or not 8 <= len(line.text) <= 250 or is_share_row(line):
            continue
        # In the source's order, date and view line stand right above the headline; elsewhere below.
        above, below = max(0, i - 2), i + 3
        neighbours = any(dated[above:below]) + any(viewed[above:below])
        score = _headline_score(line, 2 * neighbours, titles, page, outlet)
        if score <= 0 or (best is not None and score + 3 < best[0]):  # no start makes it the best
            continue
        start = _body_start(i, lines, opening, outlet)
        if start is not None and score < 4 and _list_between(i, start, page, outlet):
            start = None  # the heading of a list
        if start is not None:
            score += 3 if start in opening else 1
            score -= 3 * _is_minor(lines[start], prose)
            if best is None or score >= best[0]:
                best = (score, i, start)
    if best is not None and best[0] >= 3:
        return _head_at(best[1], best[2], page, outlet)
    return _head_without_headline(page, outlet, opening, prose)


def _head_without_headline(
    page: Page, outlet: Outlet, opening: set[int], prose: dict[int, int]
) -> Head | None:
    """The head of a page that prints the body alone; its title is the only headline there is."""
    lines = page.lines
    headline = _title_without_outlet(page, outlet)
    start = min(opening, default=None)
    if start is not None:
        start = _with_pull_quotes(start, lines)
    elif headline is not None:
        main = max(prose, key=lambda key: prose[key], default=0)
        in_main = (i for i, line in enumerate(lines) if main and stands_in(line, main))
        start = next((i for i in in_main if _begins_body(lines[i], Line(headline))), None)
    return None if start is None else Head(headline, start, lines[start].asides, start)


def _with_pull_quotes(opening: int, lines: Sequence[Line]) -> int:
    """The first of the paragraphs that stand directly above the dateline."""
    start = opening
    while start > 0 and opening - start < 3:
        above, below = lines[start - 1], lines[opening]
        if not _begins_body(above, Line("")) or not stands_in(above, below.container):
            break
        start -= 1
    return start


def prose_by_block(lines: Sequence[Line]) -> dict[int, int]:
    """Characters of prose by the element that they stand in; empty for plain text."""
    prose: dict[int, int] = {}
    for line in lines:
        if line.block and not line.asides and is_prose(line):
            for key in {line.block, line.container}:
                prose[key] = prose.get(key, 0) + len(line.text)
    return prose


def _is_minor(line: Line, prose: dict[int, int]) -> bool:
    """Whether the line's surroundings hold but a small part of the page's prose."""
    held = max(prose.get(line.block, 0), prose.get(line.container, 0))
    return held * 4 < max(prose.values(), default=0)


def stands_in(line: Line, block: int) -> bool:
    """Whether the line is a paragraph, or a stretch between line breaks, of that element."""
    return block in (line.block, line.container)


def is_opening(line: Line, outlet: Outlet) -> bool:
    """Whether the line opens a story: a dateline and the sentence after it."""
    if len(line.text) < 60 or line.is_link:
        return False
    dateline, rest = cut_dateline(line.text[:300], outlet)
    return dateline is not None and len(rest) >= 20


def _is_bare_dateline(line: Line, outlet: Outlet) -> bool:
    """Whether the line is a dateline and nothing else, as where the sentence has its own block."""
    return not line.is_link and cut_dateline(line.text, outlet) == (line.text, "")


def _headline_score(
    line: Line, score: int, titles: Sequence[str], page: Page, outlet: Outlet
) -> int:
    """How much a line looks like the headline; `score` is what its neighbours say."""
    folded = fold(line.text)
    if line.text.endswith(".") and folded not in titles:
        return 0
    if any(_same_title(folded, title) for title in titles):
        score += 4
    if line.heading in (1, 2):
        score += 2
    if score and links_to_story(line, page, outlet):
        score -= 4
    elif line.linked > 8 and line.heading not in (1, 2):
        score -= 3  # a list that names this story too
    if line.asides:
        score -= 1
    return score - 3 if is_prose(line) and score < 4 else score


def _same_title(line: str, title: str) -> bool:
    if line == title:
        return True
    if len(line) < 12 or len(title) < 12:
        return False
    if title.startswith(line) or title.endswith(line):
        return len(line) * 5 >= len(title) * 2
    return len(title) >= 20 and line.startswith(title)  # titles cut with "..."


def _body_start(
    headline: int, lines: Sequence[Line], opening: set[int], outlet: Outlet
) -> int | None:
    """The first line of the body below a headline, or None where none follows."""
    asides = lines[headline].asides
    start = None
    for j in range(headline + 1, len(lines)):
        line = lines[j]
        is_aside = line.stands_aside(asides)
        if start is None and j > headline + _REACH_DOWN and not is_aside:
            return None
        if is_aside or is_inserted_line(line.text):
            continue
        if is_closing_line(line.text, outlet):
            return start
        if start is None:
            if j in opening or _begins_body(line, lines[headline]):
                start = j
                if j in opening or not line.block:
                    return j
                kin = {line.block, line.container}
                last = j + 8
        elif j in opening:  # a caption above the dateline is not the body; a pull-quote is
            return start if {lines[j].block, lines[j].container} & kin else j
        elif j > last:
            return start
    return start


def _list_between(headline: int, start: int, page: Page, outlet: Outlet) -> bool:
    between = page.lines[headline + 1 : start]
    return sum(1 for line in between if links_to_story(line, page, outlet)) >= 3


def _begins_body(line: Line, headline: Line) -> bool:
    if line.is_link or is_date_line(line) or is_view_line(line) or is_share_row(line):
        return False
    if byline(line) or fold(line.text) == fold(headline.text):
        return False
    return is_prose(line) or (
        len(line.text) >= 12 and not line.heading and ends_sentence(line.text)
    )


def _head_at(i: int, start: int, page: Page, outlet: Outlet) -> Head:
    lines = page.lines
    head = Head(lines[i].text, start, lines[i].asides, i)
    above = _lines_above(i, lines, page, outlet)
    for line in [*above, *lines[i + 1 : start]]:
        if is_date_line(line):
            date, views = split_views(line.text)
            head.date_lines.append(date)
            head.view_line = head.view_line or views
        elif is_view_line(line) and head.view_line is None:
            head.view_line = line.text
        if head.byline is None:
            head.byline = _own_byline(line, outlet) or byline(line)
    return head


def _own_byline(line: Line, outlet: Outlet) -> str | None:
    found = (pattern.fullmatch(line.text) for pattern in outlet.byline_lines)
    return next((match[1].strip() for match in found if match), None)


def _lines_above(i: int, lines: Sequence[Line], page: Page, outlet: Outlet) -> list[Line]:
    """The lines above the headline that are not those of a list of other stories."""
    above: list[Line] = []
    for line in reversed(lines[max(0, i - _REACH_UP) : i]):
        if links_to_story(line, page, outlet):
            # What stands in the same box as a link to another story dates that story.
            return [each for each in above if not _same_box(each, line)][::-1]
        above.append(line)
    return above[::-1]


def _same_box(one: Line, other: Line) -> bool:
    return bool(one.block) and (
        one.container == other.container
        or one.block in (other.block, other.container)
        or one.container == other.block
    )


def _title_without_outlet(page: Page, outlet: Outlet) -> str | None:
    """The headline of a page that prints none: its title, unless that is the outlet's own name."""
    names = [fold(name) for name in (*outlet.tags, outlet.title)]
    for title in page.witnesses.headlines:
        parts = [
            part
            for part in title.replace(" | ", " - ").replace(" – ", " - ").split(" - ")
            if not any(name in fold(part) and len(fold(part)) <= len(name) + 6 for name in names)
        ]
        headline = " - ".join(parts).strip()
        if headline and (not page.url or _in_address(headline, page.url)):
            return headline
    return None


def _in_address(headline: str, url: str) -> bool:
    """Whether the address was made from this headline: most of its words stand in the slug."""
    words = [fold(word) for word in headline.split() if len(fold(word)) > 2]
    slug = fold(url)
    return bool(words) and sum(word in slug for word in words) * 2 >= len(words)
