"""How far down a page its story reaches."""

from collections.abc import Sequence

from models.outlet import Outlet
from scrapers.reader.date_lines import has_clock, is_date_line
from scrapers.reader.ending import invites, is_closing_line, is_pause
from scrapers.reader.head import Head
from scrapers.reader.kin import Kin
from scrapers.reader.lines import Line
from scrapers.reader.page import Page
from scrapers.reader.pointers import leads_elsewhere
from scrapers.reader.refusal import links_to_story
from scrapers.reader.sign_off import cut_sign_off
from scrapers.reader.signs import is_prose
from scrapers.reader.walls import is_wall

_REACH_OF_DATE = 3  # lines below a headline
_LOWEST_TITLE = 2  # a smaller heading that links to a story is a box's
_LONGEST_BOX = 100  # lines, of other stories with their dates, that may stand in the midst of one
REACH_BELOW = 12
"""Lines below a closing line that may hold the story's credits, or say that it goes on."""


class Reach:
    """To the line that closes the story, past those after which it goes on."""

    def __init__(self, lines: Sequence[Line], head: Head, page: Page, outlet: Outlet) -> None:
        self._lines = lines
        self._head = head
        self._page = page
        self._outlet = outlet
        self._begin()
        self.pauses: set[int] = set()
        """Indexes of the lines that would close it, did it not go on."""
        self.end = self._closing()
        """Index of the line that closes it, or the number of lines where none is printed."""
        self._begin()

    @property
    def is_open(self) -> bool:
        """Whether no line closes it."""
        return self.end == len(self._lines)

    def stands_aside(self, line: Line) -> bool:
        """Whether it stands in furniture in which the headline does not stand."""
        return bool(line.asides) and line.stands_aside(self._head.asides)

    def is_prose_at(self, i: int) -> bool:
        """Whether a paragraph stands there, of the story or of another one."""
        return is_prose(self._lines[i]) and not self.stands_aside(self._lines[i])

    def goes_on(self, i: int, least: int, reach: int = REACH_BELOW) -> bool:
        """Whether prose stands within `reach` lines below that line with the prose above, or so
        many paragraphs without a link between them, as teasers have: an ad may split a story. To be
        asked of lines in the order of the page.
        """
        kin = self._kin_above(i)
        if self._signs_off(i + 1, kin):
            return True
        paragraphs = 0
        for j in range(i + 1, min(i + 1 + reach, len(self._lines))):
            line = self._lines[j]
            if self.stands_aside(line):
                continue
            if line.is_link or leads_elsewhere(line, self._page, self._outlet):
                paragraphs = 0
            elif self.is_prose_at(j):
                paragraphs += 1
                if kin.near(line) or kin.is_boxed_with_first(line) or paragraphs >= least:
                    return True
            elif is_closing_line(line.text, self._outlet):
                if not is_pause(line.text, self._outlet):
                    return False
                paragraphs = 0
        return False

    def _signs_off(self, i: int, kin: Kin) -> bool:
        """Whether the story's sign-off stands there, in a bracket of its own."""
        line = self._lines[i] if i < len(self._lines) else Line("")
        if line.text[-1:] not in (")", "]") or not kin.has(line):
            return False
        return cut_sign_off(line.text, self._outlet)[0] == ""

    def _begins_another(self, i: int) -> bool:
        """Whether another story's headline, dated, stands there: some pages print the next story
        below theirs.
        """
        own, line = self._lines[self._head.top], self._lines[i]
        if i <= self._head.start or line.block == own.block:
            return False
        below = self._lines[i + 1 : i + _REACH_OF_DATE + 1]
        dates = [each for each in below if is_date_line(each)]
        is_like = line.heading == own.heading and any(map(has_clock, dates))
        if is_like and own.heading == 1:
            return True
        is_title = is_like or (bool(dates) and links_to_story(line, self._page, self._outlet))
        # Of other ranks, titles with their dates stand among the paragraphs of a story as well.
        return is_title and not (
            self.stands_aside(line)
            or self.goes_on(i, _LONGEST_BOX, _LONGEST_BOX)
            or self._kin.is_scattered
        )

    def _goes_on_behind(self, pause: int) -> bool:
        text = self._lines[pause].text
        return self.goes_on(pause, 1 if invites(text) else REACH_BELOW if is_wall(text) else 2)

    def _closing(self) -> int:
        for i in range(self._head.start, len(self._lines)):
            line = self._lines[i]
            if 0 < line.heading <= _LOWEST_TITLE and self._begins_another(i):
                return i
            if is_closing_line(line.text, self._outlet) and not self.stands_aside(line):
                if not (is_pause(line.text, self._outlet) and self._goes_on_behind(i)):
                    return i
                self.pauses.add(i)
        return len(self._lines)

    def _begin(self) -> None:
        self._kin, self._added = Kin(self._head.asides), self._head.start

    def _kin_above(self, i: int) -> Kin:
        """The kin of what stands above; made once, for a hostile page pauses at each line."""
        self._kin.add(self._lines[self._added : i])
        self._added = max(self._added, i)
        return self._kin
