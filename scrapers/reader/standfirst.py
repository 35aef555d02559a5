"""What stands between a headline and the text, and tells of the story as its first line does."""

from collections.abc import Iterator, Sequence

from models.outlet import Outlet
from scrapers.reader.corrections import is_correction
from scrapers.reader.date_lines import is_date_line
from scrapers.reader.ending import is_closing_line, is_inserted_line
from scrapers.reader.head import Head
from scrapers.reader.lines import Line
from scrapers.reader.page import Page
from scrapers.reader.signs import byline, says
from scrapers.reader.view_lines import is_view_line

_REACH = 10
"""Lines below the headline: date, byline, counters, buttons; what is farther down is a menu's."""
_SHORTEST = 40
"""Characters; headings that name what stands below them, `Bagikan berita ini`, are shorter."""


def standfirst(above: Sequence[Line], head: Head, page: Page, outlet: Outlet) -> Iterator[int]:
    """Indexes of the headings and corrections below the headline that are the story's, among the
    lines above its first paragraph. With a full stop such a line is prose, and the first paragraph
    itself.
    """
    for i in range(head.top + 1, min(len(above), head.top + 1 + _REACH)):
        line = above[i]
        if is_correction(line.text) and not line.linked and not line.stands_aside(head.asides):
            yield i
            continue
        if line.heading == 0 or len(line.text) < _SHORTEST or line.linked:
            continue
        if line.block == above[head.top].block or line.stands_aside(head.asides):
            continue
        titles = (above[head.top].text, *page.witnesses.headlines)
        if not _is_of_the_page(line, outlet) and not any(says(line, title) for title in titles):
            yield i


def _is_of_the_page(line: Line, outlet: Outlet) -> bool:
    """Whether it says when and by whom the page was made, or calls upon the reader."""
    is_stamp = is_date_line(line) or is_view_line(line) or byline(line) is not None
    return is_stamp or is_inserted_line(line.text) or is_closing_line(line.text, outlet)
