"""Blanks between the parts of a row that only a style keeps apart: `<a>Siti Rahma</a><span>Mei 18,
2021</span>`, which browsers show with a margin or a bar between name and day.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

_LONGEST = 160
"""Characters: no row seen is longer."""
_CLOCK_OR_DAY = re.compile(r"\d{1,2}(?:\s+[^\W\d]|[:./-]\d)")

_BEHIND_A_NUMBER = re.compile(r"(?:st|nd|rd|th|an|nya)(?!\w)")  # `18<sup>th</sup>`, `2020<i>an</i>`


def may_be_joined(texts: Sequence[str], text: str) -> bool:
    """Tell whether the texts of a line, `text` in all, may be parts of a row with a day in it."""
    return (
        len(text) <= _LONGEST
        and ("20" in text or "19" in text)
        and text[-1] not in ".!?"
        and any(one[-1:].isalnum() and other[:1].isalnum() for one, other in pairwise(texts))
    )


def parted(texts: Sequence[str]) -> str:
    """The texts with a blank where one word, day or clock ends in one and another begins in the
    next; a word may be written in two elements (`<b>K</b>abar`) and stays one.
    """
    blanks = [" " if _is_joint(one, other) else "" for one, other in pairwise(texts)]
    return "".join(part for pair in zip(texts, [*blanks, ""], strict=True) for part in pair)


def _is_joint(one: str, other: str) -> bool:
    last, first = one[-1:], other[:1]
    if last.isdigit():
        is_word = len(other) > 1 and other[:2].isalpha()  # `1446H`, `2024M` stay as they are
        return is_word and _BEHIND_A_NUMBER.match(other) is None
    if not last.isalpha():
        return False
    if first.isupper():
        return last.islower() or (len(one) > 1 and other[1:2].islower())
    return _CLOCK_OR_DAY.match(other) is not None
