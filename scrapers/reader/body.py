"""The paragraphs of a story, and only they."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.outlet import Outlet
from scrapers.reader.corrections import is_correction
from scrapers.reader.head import Head
from scrapers.reader.lines import Line
from scrapers.reader.opening import cut_dateline, may_be_entry
from scrapers.reader.page import Page
from scrapers.reader.pointers import without_pointer
from scrapers.reader.sign_off import cut_sign_off, is_signature, names_outlet
from scrapers.reader.signs import ends_sentence
from scrapers.reader.story import Story

_BULLETS = "*-–—•"
_DATELINE_REACH = 4  # a pull-quote or two may precede the dateline


@dataclass(frozen=True, slots=True)
class Body:
    """The story's text, cut."""

    paragraphs: tuple[str, ...]
    dateline: str | None
    sign_off: str | None
    lines: tuple[int, ...]
    """Indexes of the lines that the paragraphs come from."""


def cut_body(lines: Sequence[Line], head: Head, page: Page, outlet: Outlet) -> Body:
    """The body below `head`, its dateline and its sign-off."""
    story = Story(lines, head, page, outlet)
    chosen = list(story.lines())
    paragraphs = [without_pointer(lines[i], page, outlet) for i in chosen]
    end = len(paragraphs)
    while end > 1 and is_correction(paragraphs[end - 1]):
        end -= 1
    notes = paragraphs[end:]  # below the sign-off
    own = (story.is_paragraph_at(i) for i in reversed(chosen[:end]))
    told, sign_off = _cut_ending(paragraphs[:end], own, outlet)
    chosen = [*chosen[: len(told)], *chosen[end:]]
    dateline, paragraphs = _cut_opening([*told, *notes], outlet)
    said = tuple(paragraph for paragraph in paragraphs if any(map(str.isalnum, paragraph)))
    return Body(said, dateline, sign_off, tuple(chosen))


def _cut_opening(paragraphs: list[str], outlet: Outlet) -> tuple[str | None, list[str]]:
    """The dateline, and the paragraphs without it."""
    for i, paragraph in enumerate(paragraphs[:_DATELINE_REACH]):
        dateline, rest = cut_dateline(paragraph, outlet)
        if dateline is None:
            continue
        if may_be_entry(dateline):  # then only at the top, and not where the next one has one, too
            below, _ = cut_dateline(paragraphs[1], outlet) if len(paragraphs) > 1 else (None, "")
            if i or (below is not None and may_be_entry(below)):
                continue
        return dateline, [*paragraphs[:i], rest, *paragraphs[i + 1 :]]
    return None, paragraphs


def _cut_ending(
    paragraphs: list[str], certain: Iterator[bool], outlet: Outlet
) -> tuple[list[str], str | None]:
    """The paragraphs up to the sign-off, and the sign-off.

    What follows a sign-off (a source line, a caption, advertising) is not the story. A bracket in
    mid-story looks the same, so most of the text must stand before it, and, unless it names the
    outlet, no paragraph behind it that is for `certain`, told from the last on, the story's.
    """
    if len(paragraphs) > 1:
        *_, above, last = paragraphs
        if ends_sentence(above) and is_signature(last, outlet):
            return paragraphs[:-1], last
        if above[0] in _BULLETS and above[0] == last[0]:
            return paragraphs, None  # the last entry of a list
    total = sum(map(len, paragraphs))
    before = total
    goes_on = False
    for i, is_certain in zip(range(len(paragraphs) - 1, -1, -1), certain, strict=True):
        rest, sign_off = cut_sign_off(paragraphs[i], outlet)
        if sign_off is not None and i < len(paragraphs) - 1 and sign_off[-1] not in ")]":
            sign_off = None  # stars, bare codes and capitals sign off only at the very end
        if sign_off is not None and goes_on and not names_outlet(sign_off, outlet):
            sign_off = None
        if sign_off is not None and before * 2 >= total:
            kept = [*paragraphs[:i], rest] if rest else paragraphs[:i]
            return kept, sign_off
        goes_on = goes_on or is_certain
        before -= len(paragraphs[i])
        if before * 2 < total:
            break
    return paragraphs, None
