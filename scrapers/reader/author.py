"""The author that the lines around a headline name."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from models.outlet import Outlet
from scrapers.reader.credits import AUTHOR_LABEL, behind_a_date
from scrapers.reader.date_lines import date_shape, is_date_line
from scrapers.reader.lines import Line
from scrapers.reader.signs import byline, is_share_row

_LABEL = re.compile(rf"{AUTHOR_LABEL}\s*:?")
"""In a line of its own, above the name."""
_BEFORE_COMMA = "Penulis, "
"""As BBC News Indonesia has it; only there, for opinions end in `Penulis, Dosen Universitas …`."""


def author_among(lines: Sequence[Line], outlet: Outlet) -> str | None:
    """The first author that one of the lines names."""
    for line, below in zip_longest(lines, lines[1:]):
        found = _own_byline(line, outlet) or byline(line)
        if found is None and line.text.startswith(_BEFORE_COMMA):
            found = byline(Line(f"By {line.text.removeprefix(_BEFORE_COMMA)}"))
        if found is None and below is not None and _LABEL.fullmatch(line.text):
            named = None if is_share_row(below) else byline(Line(f"By {below.text}"))
            found = byline(below) or named
        if found is None and is_date_line(line):
            found = _author_beside_date(line)
        if found is not None:
            return found
    return None


def _author_beside_date(line: Line) -> str | None:
    """The author in a row with the date, before it, behind it or behind the counter."""
    date = shape.date if (shape := date_shape(line.text)) else ""
    parts = (date, behind_a_date(date), behind_a_date(line.text))
    authors = (byline(Line(part)) for part in parts if part)
    return next((author for author in authors if author), None)


def _own_byline(line: Line, outlet: Outlet) -> str | None:
    found = (pattern.fullmatch(line.text) for pattern in outlet.byline_lines)
    return next((match[1].strip() for match in found if match), None)
