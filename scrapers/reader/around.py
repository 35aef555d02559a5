"""Which lines around a headline are its own: those of lists of other stories stand there too."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from models.outlet import Outlet
from scrapers.reader.date_lines import (
    has_clock,
    is_clock,
    is_date_line,
    is_date_without_year,
    is_plain_date,
    seems_dated,
    tells_day,
)
from scrapers.reader.lines import Line
from scrapers.reader.page import Page
from scrapers.reader.refusal import links_to_story
from scrapers.reader.signs import byline, says
from scrapers.reader.view_lines import (
    counts_others,
    is_bare_count,
    is_view_line,
    seems_counted,
    views_beside,
)

REACH_UP = 6
"""Lines above the headline that can belong to it."""
REACH_ABOVE = REACH_UP + 2
"""Lines above it that are looked at: two higher, they may say whose the first of those are."""

_NEAR = 2
"""Lines below the headline where the row with its date stands."""
_Kind = Callable[[Line], bool]


class Around:
    """The lines above a headline and between it and the body that are not another story's."""

    def __init__(
        self, i: int, start: int, lines: Sequence[Line], page: Page, outlet: Outlet
    ) -> None:
        self._headline = i
        self._lines = lines
        self._page = page
        self._outlet = outlet
        self._places = [*self._places_above(i), *range(i + 1, start)]

    @property
    def lines(self) -> list[Line]:
        """All of them, whatever they say, but those right below a link to another story."""
        return [self._lines[j] for j in self._places if not self._is_of_entry(j)]

    @property
    def date_lines(self) -> list[Line]:
        """Those that date the story, in the order of the page; a caption dates its picture. What
        stands in furniture dates it only where nothing else does, or nothing but what stands above
        the headline, which may be the visit's day: themes name rows `date-share`, `social-meta`.
        """
        found = {j: self._with_clock(j) for j in self._own(is_date_line, is_view_line)}
        plain = [j for j, line in found.items() if is_plain_date(line)]
        beside = [j for j, line in found.items() if not (self._is_aside(line) or tells_day(line))]
        if max(beside, default=self._headline) < self._headline:
            near = range(self._headline + 1, self._headline + 1 + _NEAR)
            beside += [j for j in plain if j in near]
        return [found[j] for j in beside or plain]

    def _is_aside(self, line: Line) -> bool:
        return line.stands_aside(self._lines[self._headline].asides)

    def _with_clock(self, j: int) -> Line:
        """A date line, with the clock where that stands in the line below."""
        line = self._lines[j]
        below = self._lines[j + 1] if j + 1 < len(self._lines) else line
        if has_clock(line) or not is_clock(below):
            return line
        return replace(line, text=f"{line.text} {below.text}")

    @property
    def dates_without_year(self) -> list[Line]:
        """Those that seem to date it and name no year, the nearest first."""
        return self._nearest(is_date_without_year, is_view_line)

    @property
    def unsure_dates(self) -> list[Line]:
        """Those that hold a day in a form that may date it or not, the nearest first."""
        return self._nearest(seems_dated, is_view_line)

    @property
    def unsure_counters(self) -> list[Line]:
        """Those that seem to count its readers in no known form, the nearest first."""
        return self._nearest(seems_counted, is_date_line)

    @property
    def counters(self) -> list[str]:
        """What counts its readers, the nearest first."""
        own = self._own(is_view_line, is_date_line)
        return [self._counter_at(j) for j in self._by_distance(own) if not self._is_of_entry(j)]

    def _is_of_entry(self, j: int) -> bool:
        """Whether a link to another story stands right above it, both below the headline."""
        return j > self._headline + 1 and self._is_of_another(j - 1)

    @property
    def counters_beside_authors(self) -> list[str]:
        """What counts its readers in the line of a byline: `Oleh: Budi | 1.234 views`."""
        beside = (views_beside(line.text) for line in self.lines if byline(line))
        return [views["views"].strip() for views in beside if views]

    def _counter_at(self, j: int) -> str:
        """A counter, with its number where that stands in the line above or below its label."""
        text = self._lines[j].text
        if any(map(str.isdigit, text)):
            return text
        beside = (self._lines[k] for k in (j - 1, j + 1) if 0 <= k < len(self._lines))
        above, below = (line.text if is_bare_count(line) else None for line in beside)
        if above and below and j + 2 < len(self._lines) and counts_others(self._lines[j + 2]):
            below = None
        if below and (text.endswith(":") or not above):
            return f"{text} {below}"
        return f"{above} {text}" if above and not below else text

    def _nearest(self, is_kind: _Kind, is_other: _Kind) -> list[Line]:
        """Its own lines of a kind, as `_own` has them, without furniture, the nearest first."""
        own = [self._lines[j] for j in self._by_distance(self._own(is_kind, is_other))]
        return [line for line in own if not self._is_aside(line)]

    def _by_distance(self, places: list[int]) -> list[int]:
        return sorted(places, key=lambda j: abs(j - self._headline))

    def _places_above(self, i: int) -> list[int]:
        first = max(0, i - REACH_UP)
        for j in range(i - 1, first - 1, -1):
            if self._is_of_another(j):
                # What stands in the same box as a link to another story dates that story.
                return [k for k in range(j + 1, i) if not _same_box(self._lines[k], self._lines[j])]
        return list(range(first, i))

    def _own(self, is_kind: _Kind, is_other: _Kind) -> list[int]:
        """Where lines of a kind are, but for the first below each link to another story, with or
        without a line of the other kind between: an entry of a list. All where that leaves none.
        """
        found = [j for j in self._places if is_kind(self._lines[j])]
        headline = self._lines[self._headline].text  # said again, as in a trail of links
        found = [j for j in found if not says(self._lines[j], headline)]
        places = [j for j in found if not self._is_of_another(j)]
        above = (j - 1 - (j > 0 and is_other(self._lines[j - 1])) for j in places)
        own = [j for j, k in zip(places, above, strict=True) if k < 0 or not self._is_of_another(k)]
        return own or places or found

    def _is_of_another(self, j: int) -> bool:
        return links_to_story(self._lines[j], self._page, self._outlet)


def _same_box(one: Line, other: Line) -> bool:
    return bool(one.block) and (
        one.container == other.container
        or one.block in (other.block, other.container)
        or one.container == other.block
    )
