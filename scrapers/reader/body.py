"""The paragraphs of a story, and only they."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.outlet import Outlet
from scrapers.reader.ending import (
    cut_sign_off,
    is_closing_line,
    is_inserted_line,
    is_signature,
)
from scrapers.reader.head import Head
from scrapers.reader.lines import Line
from scrapers.reader.opening import cut_dateline
from scrapers.reader.signs import (
    ends_sentence,
    is_date_line,
    is_prose,
    is_share_row,
    is_view_line,
    says,
)

_LINK_RUN = 3  # this many linked lines in a row are a list, after which the story is over
_DATELINE_REACH = 4  # a pull-quote or two may precede the dateline


@dataclass(frozen=True, slots=True)
class Body:
    """The story's text, cut."""

    paragraphs: tuple[str, ...]
    dateline: str | None
    sign_off: str | None
    lines: tuple[int, ...]
    """Indexes of the lines that the paragraphs come from."""


def cut_body(lines: Sequence[Line], head: Head, outlet: Outlet) -> Body:
    """The body below `head`, its dateline and its sign-off."""
    chosen = list(_story_lines(lines, head, outlet))
    paragraphs = [lines[i].text for i in chosen]
    paragraphs, sign_off = _cut_ending(paragraphs, outlet)
    chosen = chosen[: len(paragraphs)]
    dateline = None
    for i, paragraph in enumerate(paragraphs[:_DATELINE_REACH]):
        dateline, rest = cut_dateline(paragraph, outlet)
        if dateline is not None:
            paragraphs[i] = rest
            break
    return Body(tuple(filter(None, paragraphs)), dateline, sign_off, tuple(chosen))


def _story_lines(lines: Sequence[Line], head: Head, outlet: Outlet) -> Iterator[int]:
    """Indexes of the lines of the story, furniture left out."""
    end = _closing(lines, head, outlet)
    kin = _Kin(lines, range(head.start, end))
    open_end = end == len(lines)
    run = 0
    over = False  # a list of links has passed and no closing line will come
    for i in range(head.start, end):
        line = lines[i]
        if (line.asides and line.stands_aside(head.asides)) or _is_inserted(line.text, outlet):
            continue
        if line.is_link and not (len(line.text) >= 60 and ends_sentence(line.text)):
            run += 1
            over = over or (open_end and run >= _LINK_RUN)
            continue
        run = 0
        if not _is_furniture(line, kin, head, outlet) and (kin.has(line) or not over):
            yield i


def _is_inserted(text: str, outlet: Outlet) -> bool:
    if is_inserted_line(text):
        return True
    return bool(outlet.inserted_lines) and any(own.fullmatch(text) for own in outlet.inserted_lines)


def _closing(lines: Sequence[Line], head: Head, outlet: Outlet) -> int:
    """Index of the first closing line, or the number of lines where none is printed."""
    for i in range(head.start, len(lines)):
        line = lines[i]
        if is_closing_line(line.text, outlet) and not line.stands_aside(head.asides):
            return i
    return len(lines)


def _is_furniture(line: Line, kin: "_Kin", head: Head, outlet: Outlet) -> bool:
    if is_date_line(line) or is_view_line(line) or is_share_row(line):
        return True
    if head.headline is not None and says(line, head.headline):
        return True
    if not line.block or kin.near(line) or is_prose(line):
        return False
    return cut_sign_off(line.text, outlet)[0] != ""  # a sign-off may stand in a box of its own


class _Kin:
    """Which lines stand in the same element as the story's paragraphs.

    Paragraphs are siblings in one container, or stretches of one block between line breaks.
    """

    def __init__(self, lines: Sequence[Line], span: range) -> None:
        self._prose: dict[int, int] = {}
        paragraphs = [lines[i] for i in span if is_prose(lines[i]) and not lines[i].asides]
        for line in paragraphs:
            for key in {line.block, line.container}:
                self._prose[key] = self._prose.get(key, 0) + 1
        first = paragraphs[0] if paragraphs else Line("")
        # Where the first paragraph's block holds others as well, it is the tighter of the two.
        self._key = first.block if self._prose.get(first.block, 0) > 1 else first.container

    def has(self, line: Line) -> bool:
        """Whether the line stands with the story's first paragraph."""
        return self._key in (line.block, line.container)

    def near(self, line: Line) -> bool:
        """Whether it stands with the first or with several others; an ad may split a story."""
        most = max(self._prose.get(line.block, 0), self._prose.get(line.container, 0))
        return self.has(line) or most > 1


def _cut_ending(paragraphs: list[str], outlet: Outlet) -> tuple[list[str], str | None]:
    """The paragraphs up to the sign-off, and the sign-off.

    What follows a sign-off (a source line, a caption, advertising) is not the story. A bracket in
    mid-story looks the same, so most of the text must stand before it.
    """
    if len(paragraphs) > 1 and is_signature(paragraphs[-1], outlet):
        return paragraphs[:-1], paragraphs[-1]
    total = sum(map(len, paragraphs))
    before = total
    for i in range(len(paragraphs) - 1, -1, -1):
        rest, sign_off = cut_sign_off(paragraphs[i], outlet)
        if sign_off is not None and i < len(paragraphs) - 1 and sign_off[-1] not in ")]":
            sign_off = None  # stars, bare codes and capitals sign off only at the very end
        if sign_off is not None and before * 2 >= total:
            kept = [*paragraphs[:i], rest] if rest else paragraphs[:i]
            return kept, sign_off
        before -= len(paragraphs[i])
        if before * 2 < total:
            break
    return paragraphs, None
