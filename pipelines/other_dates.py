"""Dates that the grammar of date lines does not know, read by dateparser at its strictest."""

import re
from datetime import datetime

# A day, a month and a year must stand there: dateparser would fill what is missing from today.
_WHOLE_DATE = re.compile(r"(?=.*\b\d{1,2}(?!\d))(?=.*\b(?:19|20)\d\d\b)[\w\s,.:/+-]{8,60}")
_SETTINGS = {"STRICT_PARSING": True, "PARSERS": ["absolute-time"], "DATE_ORDER": "DMY"}


def read_other_date(text: str) -> datetime | None:
    """The moment of a whole Gregorian date in Indonesian, Malay or English, else None.

    `5th of November, 2015`. Never a bare year or month and never a relative time. Costs a thousand
    times what the grammar costs, and its import a quarter of a second, hence the late import.
    """
    if not _WHOLE_DATE.fullmatch(text):
        return None
    import dateparser  # type: ignore[import-untyped]  # noqa: PLC0415

    moment: datetime | None = dateparser.parse(
        text, languages=["id", "ms", "en"], settings=_SETTINGS
    )
    if moment is None or str(moment.year) not in text:
        return None
    return moment
