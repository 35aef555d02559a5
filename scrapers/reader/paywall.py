"""Whether a page shows strangers only the beginning of its story."""

from collections.abc import Iterator, Sequence

from models.outlet import Outlet
from models.partial_copies import BEGINNING
from scrapers.reader.ending import is_closing_line
from scrapers.reader.head import Head
from scrapers.reader.lines import Line
from scrapers.reader.page import Page
from scrapers.reader.reach import REACH_BELOW
from scrapers.reader.refusal import links_to_story
from scrapers.reader.walls import is_wall


def kept_back(
    lines: Sequence[Line], head: Head, last: int, page: Page, outlet: Outlet
) -> str | None:
    """The problem that a body which ends at the line `last` is not the whole story, or may not be.

    Only a wall below the last paragraph ends the text. One above it, or in furniture, which may
    speak of other stories, is quoted and no more; and many outlets mark free pages wrongly.
    """
    walls = list(_walls(lines, head, last, page, outlet))
    for i in walls:
        if i > last and not lines[i].stands_aside(head.asides):
            return f"{BEGINNING}, {lines[i].text!r}"
    if walls:
        return f"body: said to be for subscribers, {lines[walls[0]].text!r}"
    return "body: not accessible for free, by json-ld" if page.witnesses.is_kept_back else None


def _walls(
    lines: Sequence[Line], head: Head, last: int, page: Page, outlet: Outlet
) -> Iterator[int]:
    """Indexes of the walls between the headline and what closes the story."""
    for i in range(head.top + 1, min(last + 1 + REACH_BELOW, len(lines))):
        line = lines[i]
        if is_wall(line.text):
            yield i
        elif i > last and (
            is_closing_line(line.text, outlet) or links_to_story(line, page, outlet)
        ):
            return
