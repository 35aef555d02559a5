"""Which lines stand together with the paragraphs of a story."""

from collections.abc import Iterable, Sequence

from scrapers.reader.lines import Line
from scrapers.reader.signs import is_prose, is_share_row

_ROW = 8  # columns of a table


class Kin:
    """Which lines stand in the same element as the story's paragraphs.

    Paragraphs are siblings in one container, or stretches of one block between line breaks.
    """

    def __init__(self, asides: tuple[int, ...]) -> None:
        self._asides = asides
        self._first = Line("")
        self._paragraphs = 0
        self._prose: dict[int, int] = {}
        self._boxes: dict[int, int] = {}
        self._most = 0
        self._key = 0

    def add(self, lines: Iterable[Line]) -> None:
        """Take in the lines that come next; those of the story are its paragraphs."""
        prose = self._prose
        for line in lines:
            if line.stands_aside(self._asides):
                continue
            if not self._first.text:
                self._first = line
            if not is_prose(line):
                continue
            if not self._paragraphs:
                self._first = line
            self._paragraphs += 1
            self._boxes[line.around] = self._boxes.get(line.around, 0) + 1
            for key in {line.block, line.container}:
                prose[key] = count = prose.get(key, 0) + 1
                self._most = max(self._most, count)
        first = self._first
        # Where the first paragraph's block holds others as well, it is the tighter of the two.
        self._key = first.block if prose.get(first.block, 0) > 1 else first.container

    @property
    def is_scattered(self) -> bool:
        """Whether each paragraph has an element of its own, which then says nothing of others."""
        return self._paragraphs > self._most == 1

    def has(self, line: Line) -> bool:
        """Whether the line stands with the story's first paragraph; where all are short, each does
        but those of lists elsewhere.
        """
        if not (self._paragraphs or line.beside):
            return True
        return self._key in (line.block, line.container, *line.beside)

    def near(self, line: Line, least: int = 2) -> bool:
        """Whether it stands with the first or with so many others; an ad may split a story."""
        surroundings = (line.block, line.container, *line.beside)
        return self.has(line) or max(self._prose.get(each, 0) for each in surroundings) >= least

    def is_boxed(self, line: Line) -> bool:
        """Whether each paragraph has a box of its own, and the line's stands among those."""
        return self.is_scattered and self._boxes.get(line.around, 0) > 1

    def is_boxed_with_first(self, line: Line) -> bool:
        """Whether each paragraph has a box of its own, and the line's stands beside the first's."""
        return self.is_scattered and self._first.around == line.around != 0


def shares_row(i: int, lines: Sequence[Line]) -> bool:
    """Whether words stand beside a line in its row of a table, or in its list."""
    row = lines[max(0, i - _ROW) : i + _ROW + 1]
    home = lines[i].container
    return bool(lines[i].beside) and any(
        line.container == home and not is_share_row(line) for line in row
    )
