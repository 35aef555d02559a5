"""Where the story begins: its headline and the lines beside it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from models.outlet import Outlet
from scrapers.reader.around import Around
from scrapers.reader.author import author_among
from scrapers.reader.credits import is_credit_line
from scrapers.reader.date_lines import date_shape, is_date_line
from scrapers.reader.ending import is_closing_line
from scrapers.reader.heading import LONGEST, whole_heading
from scrapers.reader.lines import Line
from scrapers.reader.opening import signs_dateline
from scrapers.reader.page import Page
from scrapers.reader.signs import fold, is_prose, is_share_row
from scrapers.reader.starts import (
    Openings,
    begins_body,
    body_start,
    closes_between,
    has_list_between,
    is_minor,
    prose_by_block,
    stands_in,
    with_pull_quotes,
)
from scrapers.reader.titles import Titles, headline_score, title_without_outlet, titles_of
from scrapers.reader.view_lines import is_view_line

_NEAR = 2  # lines above or below the headline where its date and view line stand
_SHORTEST = 8  # characters of a headline, unless a heading and the page's title say it
_COUNTS = re.compile(
    r"\W*(?:(?P<this>(?:Post Views|(?:Artikel|Berita|Tulisan|Postingan) ini)\b)|visited \d"
    r"|(?:(?:total|page|jumlah) )?(?:views?|hits?|di ?baca|di ?lihat|pembaca) ?:)",
    re.IGNORECASE,
)
_MOST_TRIED = 200  # lines that may be the headline; for each the page is searched for a body
_LEAST = 3  # of a line near a date line, with a body below
_MOST = 15  # the score of a headline: attested, the only heading, with date, views and dateline


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
    score: int = 0
    """How sure the headline is; 0 where no line is the headline."""
    date_lines: list[str] = field(default_factory=list)
    view_line: str | None = None
    byline: str | None = None
    problems: list[str] = field(default_factory=list)
    """What may be a date or a counter, quoted."""


def find_head(lines: Sequence[Line], page: Page, outlet: Outlet) -> Head | None:
    """The head of the page's story, or None where no line looks like a story's beginning."""
    titles = titles_of(page)
    starts = _Starts(lines, page, outlet)
    dated = {i for i, line in enumerate(lines) if is_date_line(line)}
    viewed = {i for i, line in enumerate(lines) if is_view_line(line)}
    titled = {i for i in dated | viewed if _is_titled(lines[i], titles)}
    dated, viewed = dated - titled, viewed - titled
    # In the source's order, date and view line stand right above the headline; elsewhere below.
    by_date, by_views = _beside(dated), _beside(viewed)
    scores: list[tuple[int, int]] = []
    for i, line in enumerate(lines):
        if not _has_length(line, titles) or i in dated or i in viewed:
            continue
        score = headline_score(line, 2 * ((i in by_date) + (i in by_views)), titles, page, outlet)
        if score > 0:
            scores.append((score, i))
    best: _Candidate | None = None
    scores.sort(reverse=True)  # the likeliest first: most others cannot be it
    for score, i in scores[:_MOST_TRIED]:
        if best is not None and (score + 3, i) < best[:2]:  # no start makes it the best
            break
        told = not titles.attest(fold(lines[i].text)) and starts.is_told(i)
        found = None if told else starts.candidate(score, i)
        if found is not None and (best is None or found[:2] > best[:2]):
            best = found
    if best is None or best[0] < _LEAST:
        return _head_without_headline(starts)
    other = _head_without_headline(starts) if _is_chance(best, starts) else None
    return other or _head_at(*best, lines, page, outlet)


def head_below(
    i: int, lines: Sequence[Line], page: Page, outlet: Outlet, *, sure: int
) -> Head | None:
    """The head whose headline is that line, as `find_head` has it where no other is likelier; its
    score may be higher than there from `sure` on.
    """
    titles = titles_of(page)
    is_other = is_date_line(lines[i]) or is_view_line(lines[i])
    if not _has_length(lines[i], titles) or (is_other and not _is_titled(lines[i], titles)):
        return None
    near = [*lines[max(0, i - _NEAR) : i], *lines[i + 1 : i + _NEAR + 1]]
    score = 2 * (any(map(is_date_line, near)) + any(map(is_view_line, near)))
    score = headline_score(lines[i], score, titles, page, outlet)
    found = _Starts(lines, page, outlet).candidate(score, i, sure) if score > 0 else None
    return _head_at(*found, lines, page, outlet) if found else None


_Candidate = tuple[int, int, int]
"""A headline's score, its line, and the first line of the body below it."""


class _Starts:
    """Where the bodies of stories start in some lines."""

    def __init__(self, lines: Sequence[Line], page: Page, outlet: Outlet) -> None:
        self.lines = lines
        self.page = page
        self.outlet = outlet
        self.opening = Openings(lines, outlet)

    @cached_property
    def prose(self) -> dict[int, int]:
        return prose_by_block(self.lines)

    def candidate(self, score: int, i: int, sure: int = _MOST) -> _Candidate | None:
        """The line as a headline, its score with that of the body below; None without a body.

        What lowers the score is not looked for where it stays at `sure` even so.
        """
        lines = self.lines
        if is_share_row(lines[i]) or (score < 4 and is_credit_line(lines[i].text)):
            return None
        start = body_start(i, lines, self.opening, self.outlet)
        if start is None:
            return None
        if score < 4 and has_list_between(lines[i + 1 : start], self.page, self.outlet):
            return None  # the heading of a list
        score += 3 if start in self.opening else 1
        if lines[i].is_link and self._is_foot(start):
            return None  # what a list calls this story
        if closes_between(i, start, lines, self.outlet):
            score -= 1  # a headline that is said again below its story has comments under it
        if score < sure + 3 and is_minor(lines[start], self.prose):
            score -= 3
        return score, i, start

    def is_told(self, i: int) -> bool:
        """Whether a dateline that names the outlet opens the line, or one right above: on a page
        that prints no headline, the text stands where that would.
        """
        return any(
            j in self.opening and signs_dateline(self.lines[j].text, self.outlet)
            for j in range(max(0, i - _NEAR), i + 1)
        )

    def _is_foot(self, start: int) -> bool:
        """Whether more than three quarters of the page's prose stand above."""
        is_text = (not line.asides and is_prose(line) for line in self.lines)
        prose = [len(line.text) * each for line, each in zip(self.lines, is_text, strict=True)]
        return sum(prose[start:]) * 4 < sum(prose)


def _is_chance(found: _Candidate, starts: _Starts) -> bool:
    """Whether nothing but a day near it, as stories tell some, makes the line a headline, and the
    page's title is another one.
    """
    score, i, _ = found
    if score > _LEAST or starts.lines[i].heading in (1, 2):
        return False
    return title_without_outlet(starts.page, starts.outlet) is not None


def _has_length(line: Line, titles: Titles) -> bool:
    """Whether it is as long as headlines are; a shorter one (`Gempa`) is also the page's title."""
    if len(line.text) < _SHORTEST:
        return line.heading in (1, 2) and fold(line.text) in titles.folded
    return len(line.text) <= LONGEST


def _is_titled(line: Line, titles: Titles) -> bool:
    """Whether what looks like a date line or a counter is a headline: `Jadwal Imsak Jakarta Senin,
    18 Maret 2024`.
    """
    shape = date_shape(line.text)
    is_bare = shape is not None and shape.is_plain
    return line.heading in ((1,) if is_bare else (1, 2, 3)) and titles.attest(fold(line.text))


def _beside(places: set[int]) -> set[int]:
    """The places near any of these."""
    return {near for place in places for near in range(place - _NEAR, place + _NEAR + 1)}


def _head_without_headline(starts: _Starts) -> Head | None:
    """The head of a page that prints the body alone; its title is the only headline there is."""
    lines, prose = starts.lines, starts.prose
    headline = title_without_outlet(starts.page, starts.outlet)
    start = next((i for i in range(len(lines)) if i in starts.opening), None)
    if start is not None:
        start = with_pull_quotes(start, lines)
    elif headline is not None:
        main = max(prose, key=lambda key: prose[key], default=0)
        in_main = (i for i, line in enumerate(lines) if main and stands_in(line, main))
        start = next((i for i in in_main if begins_body(lines[i], Line(headline))), None)
    return None if start is None else Head(headline, start, lines[start].asides, start)


def _head_at(
    score: int, i: int, start: int, lines: Sequence[Line], page: Page, outlet: Outlet
) -> Head:
    head = Head(whole_heading(i, lines, page), start, lines[i].asides, i, score)
    around = Around(i, start, lines, page, outlet)
    for line in around.date_lines:
        shape = date_shape(line.text)
        head.date_lines.append(shape.date if shape else line.text)
        head.view_line = head.view_line or (shape.views if shape else None)
    if not head.date_lines and not page.witnesses.moments:
        head.date_lines += [line.text for line in around.dates_without_year[:1]]
        if not head.date_lines:
            head.problems += [
                f"date-line: not sure {line.text!r}" for line in around.unsure_dates[:1]
            ]
    if head.view_line is None:
        counters = (around.counters, around.counters_beside_authors)
        counted = chain(*counters, _counted_below(head, lines, outlet))
        head.view_line = next(counted, None)
    if head.view_line is None:
        unsure = around.unsure_counters[:1]
        head.problems += [f"view-line: not sure what {line.text!r} counts" for line in unsure]
    head.byline = author_among(around.lines, outlet)
    return head


def _counted_below(head: Head, lines: Sequence[Line], outlet: Outlet) -> Iterator[str]:
    """The counter that is set under the text and says whose it is, `Post Views: 1,234`, or stands
    with its paragraphs, below all of them: `Hits: 1234`.
    """
    home = lines[head.start].container
    last: int | None = None  # of the paragraphs; looked for once, if at all
    for i, line in enumerate(lines[head.start :], head.start):
        if line.stands_aside(head.asides):
            continue
        if is_closing_line(line.text, outlet):
            return
        if not ((counts := _COUNTS.match(line.text)) and is_view_line(line)):
            continue
        if not counts["this"]:
            if home == 0 or line.container != home:
                continue
            last = _last_paragraph(lines, home) if last is None else last
            if i < last:
                continue
        yield line.text


def _last_paragraph(lines: Sequence[Line], container: int) -> int:
    inside = (i for i, line in enumerate(lines) if line.container == container)
    return max((i for i in inside if is_prose(lines[i])), default=0)
