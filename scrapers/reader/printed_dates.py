"""Dates inside a line, found by their shape and the known names of months and weekdays."""

import re
from typing import NamedTuple

from models.spellings import HIJRI_MONTHS, MONTHS, WEEKDAYS, fold, fold_name

_NAME = r"[^\W\d_]++(?:['’‘`][^\W\d_]++)*+"  # never shorter than printed
_WEEKDAY = re.compile(rf"({_NAME})\s*,?\s*")
_YEAR = r"(?:[\s,-]+\d{4}(?:\s?[HM])?(?!\w))?"
_BY_DAY = (
    # Two words before one: `12 Rabiul Awwal 1442` begins with what could be a month by itself.
    re.compile(rf"\d{{1,2}}[\s-]+(?P<month>{_NAME}[\s-]{_NAME})(?!\w)\.?{_YEAR}"),
    re.compile(rf"\d{{1,2}}[\s-]+(?P<month>{_NAME})(?!\w)\.?{_YEAR}"),
    re.compile(r"\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?(?!\w)(?P<month>)"),
)
_BY_MONTH = (re.compile(rf"(?P<month>{_NAME})\.?\s+\d{{1,2}}(?!\w){_YEAR}"),)


class PrintedDate(NamedTuple):
    """Where a date ends, and whether it names its weekday beside the day."""

    end: int
    has_weekday: bool


def date_at(text: str, position: int = 0) -> PrintedDate | None:
    """Find the date that begins at a position: `Rabu, 17 Julai`, `23 Nov`, `28/2`, or `Rabu`."""
    weekday = _WEEKDAY.match(text, position)
    if weekday and fold(weekday[1]) not in WEEKDAYS:
        weekday = None
    start = weekday.end() if weekday else position
    for form in _BY_DAY if text[start : start + 1].isdigit() else _BY_MONTH:
        found = form.match(text, start)
        if found and (not found["month"] or _is_month(found["month"])):
            return PrintedDate(found.end(), has_weekday=weekday is not None)
    return PrintedDate(weekday.end(1), has_weekday=False) if weekday else None


def _is_month(name: str) -> bool:
    return fold(name) in MONTHS or fold_name(name) in HIJRI_MONTHS
