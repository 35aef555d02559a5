"""The paragraphs of a story, and only they."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.outlet import Outlet
from scrapers.reader.ending import cut_sign_off, is_closing_line, is_inserted_line
from scrapers.reader.head import Head
from scrapers.reader.lines import Line
from scrapers.reader.opening import cut_dateline
from scrapers.reader.signs import (
    ends_sentence,
    fold,
    is_date_line,
    is_prose,
    is_share_row,
    is_view_line,
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
        if set(line.asides) - set(head.asides) or is_inserted_line(line.text):
            continue
        if line.is_link and not (len(line.text) >= 60 and ends_sentence(line.text)):
            run += 1
            over = over or (open_end and run >= _LINK_RUN)
            continue
        run = 0
        if not _is_furniture(line, kin, head) and (kin.has(line) or not over):
            yield i


def _closing(lines: Sequence[Line], head: Head, outlet: Outlet) -> int:
    """Index of the first closing line, or the number of lines where none is printed."""
    for i in range(head.start, len(lines)):
        line = lines[i]
        if is_closing_line(line.text, outlet) and not set(line.asides) - set(head.asides):
            return i
    return len(lines)


def _is_furniture(line: Line, kin: "_Kin", head: Head) -> bool:
    if is_date_line(line) or is_view_line(line) or is_share_row(line):
        return True
    if head.headline is not None and fold(line.text) == fold(head.headline):
        return True
    return bool(line.block) and not kin.has(line) and not is_prose(line)


class _Kin:
    """Which lines stand in the element that holds most of the story."""

    def __init__(self, lines: Sequence[Line], span: range) -> None:
        prose: dict[int, int] = {}
        for i in span:
            if is_prose(lines[i]) and not lines[i].asides:
                for key in {lines[i].block, lines[i].container}:
                    prose[key] = prose.get(key, 0) + len(lines[i].text)
        first = next((lines[i] for i in span if is_prose(lines[i])), None)
        keys = (first.block, first.container) if first is not None else (0, 0)
        # Paragraphs are siblings in one container, or stretches of one block between line breaks.
        # Where the block holds all that the container holds, the tighter of the two is right.
        block, container = (prose.get(key, 0) for key in keys)
        self.key = (
            keys[0]
            if block * 10 >= container * 9 and self._stretches(lines, span, keys[0])
            else keys[1]
        )

    @staticmethod
    def _stretches(lines: Sequence[Line], span: range, block: int) -> bool:
        return sum(1 for i in span if lines[i].block == block) > 1

    def has(self, line: Line) -> bool:
        return self.key in (line.block, line.container)


def _cut_ending(paragraphs: list[str], outlet: Outlet) -> tuple[list[str], str | None]:
    """The paragraphs up to the sign-off, and the sign-off.

    What follows a sign-off (a source line, a caption, advertising) is not the story. A bracket in
    mid-story looks the same, so most of the text must stand before it.
    """
    total = sum(map(len, paragraphs))
    before = total
    for i in range(len(paragraphs) - 1, -1, -1):
        rest, sign_off = cut_sign_off(paragraphs[i], outlet)
        if sign_off is not None and before * 2 >= total:
            kept = [*paragraphs[:i], rest] if rest else paragraphs[:i]
            return kept, sign_off
        before -= len(paragraphs[i])
        if before * 2 < total:
            break
    return paragraphs, None
