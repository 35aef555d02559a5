"""The short lines that sermons, letters and answers to readers begin with."""

import re

_LONGEST = 100
_GREETING = re.compile(
    "(?:"
    + "|".join(
        (
            r"kh[ou]tbah (?:pertama|i|1)",
            r"bismil+a\w*(?:[ -]\w+){0,3}",
            r"as+ala+mu ?['’‘`]?alaikum\b.{0,60}",
            r"(?:pertanyaan|jawaban)(?: ?:)?|(?:tanya|soal|jawab) ?:",
            r"(?:ma['’‘`]?a?syira\w*|jama['’‘`]?ah|hadirin|kaum muslim\w+|sidang jum['’‘`]?at)\b"
            r".{0,60}\b(?:rahima\w+|dirahmati|dimuliakan|berbahagia)\b.{0,20}",
        )
    )
    + r")[\s.,:!]*",
    re.IGNORECASE,
)


def is_greeting(text: str) -> bool:
    """Tell whether a line is one that stands above the first paragraph of some texts."""
    return len(text) <= _LONGEST and _GREETING.fullmatch(text) is not None
