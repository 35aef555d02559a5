"""Blanks between the parts of a row that only a style keeps apart: `<a>Siti Rahma</a><span>Mei 18,
2021</span>`, which browsers show with a margin or a bar between name and day.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

_LONGEST = 160
"""Characters: no row seen is longer."""
_GLUED = re.compile(r"[a-z][A-Z0-9]|\d[^\W\d_]{2}|[A-Z][A-Z0-9][a-z.:]")
_CLOCK_OR_DAY = re.compile(r"\d{1,2}(?:\s+[^\W\d]|[:./-]\d)")

_BEHIND_A_NUMBER = re.compile(r"(?:st|nd|rd|th|an|nya)(?!\w)")  # `18<sup>th</sup>`, `2020<i>an</i>`


def may_be_joined(texts: Sequence[str], text: str) -> bool:
    """Tell whether the texts of a line, `text` in all, may be parts of a row with a day in it."""
    return (
        len(texts) > 1
        and len(text) <= _LONGEST
        and ("20" in text or "19" in text)
        and text[-1] not in ".!?"
        and _GLUED.search(text) is not None
    )


def parted(texts: Sequence[str]) -> str:
    """The texts with a blank where one word, day or clock ends in one and another begins in the
    next; a word may be written in two elements (`<b>K</b>abar`) and stays one.
    """
    said = [text for text in texts if text]
    blanks = [" " if _is_joint(one, other) else "" for one, other in pairwise(said)]
    return "".join(part for pair in zip(said, [*blanks, ""], strict=True) for part in pair)


def _is_joint(one: str, other: str) -> bool:
    last, first = one[-1], other[0]
    if last.isdigit():
        return other[:2].isalpha() and _BEHIND_A_NUMBER.match(other) is None
    if not last.isalpha():
        return False
    if first.isupper():
        return last.islower() or (len(one) > 1 and other[1:2].islower())
    return _CLOCK_OR_DAY.match(other) is not None
