"""Two texts of a story side by side, paragraph by paragraph, with the words that changed.

No library: those for texts compare characters or lines, and a newsroom changes words. The comparing
itself is `difflib`'s; what is added is which paragraph became which, and that words which two texts
share by chance do not tear a rewritten sentence into shreds.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

LONGEST = 2_000
"""Words of a paragraph; a longer one is compared whole, for comparing takes the square of them."""
_WORD = re.compile(r"\s*(?:\w+(?:[-.,'’]\w+)*|[^\w\s])")
"""A word (`anak-anak`, `Jum’at`, `1.234,5`) or a mark, with the space before it."""
_MOST_PAIRS = 400
"""Of paragraphs of which each is held against each; of more, the first faces the first."""
_KIN = 0.4
"""The share of words by which two paragraphs are the same one, edited; others changed whole."""
_REPLACED = 0.01
"""What it is worth that two paragraphs face each other though they have no word in common."""


class Piece(NamedTuple):
    """Words that changed together, or stayed; those of a paragraph join as they are."""

    before: str
    """Empty where words were only added."""
    after: str

    @property
    def changed(self) -> bool:
        """Whether they differ."""
        return self.before != self.after


Paragraph = list[Piece]


def side_by_side(before: str | None, after: str | None) -> list[Paragraph]:
    """Give the paragraphs of both texts in order; one that is on one side only has one piece."""
    old, new = _paragraphs(before), _paragraphs(after)
    rows: list[Paragraph] = []
    for kind, i, i_end, j, j_end in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            rows += [[Piece(each, each)] for each in old[i:i_end]]
        else:
            rows += [_compared(*pair) for pair in _pairs(old[i:i_end], new[j:j_end])]
    return rows


def words(text: str) -> list[str]:
    """Give the words and marks of a text, each with the space before it."""
    return _WORD.findall(text)


def _paragraphs(text: str | None) -> list[str]:
    return text.split("\n\n") if text else []


def _compared(before: str, after: str) -> Paragraph:
    old, new = words(before), words(after)
    if max(len(old), len(new)) > LONGEST or _likeness(before, after) < _KIN:
        return [Piece(before, after)]
    matches = SequenceMatcher(None, old, new).get_opcodes()
    pieces = (Piece("".join(old[i:k]), "".join(new[j:m])) for _, i, k, j, m in matches)
    return _without_shreds(pieces)


def _without_shreds(pieces: Iterable[Piece]) -> Paragraph:
    """The pieces, with words that stayed between two longer changes as a part of the change."""
    found: Paragraph = []
    for piece in pieces:
        found.append(piece)
        while piece.changed and len(found) > 2 and _is_shred(*found[-3:]):
            found[-3:] = [Piece(*map("".join, zip(*found[-3:], strict=True)))]
    return found


def _is_shred(left: Piece, between: Piece, right: Piece) -> bool:
    return _size(between) < min(_size(left), _size(right))


def _size(piece: Piece) -> int:
    return max(len(words(piece.before)), len(words(piece.after)))


def _pairs(old: list[str], new: list[str]) -> Iterable[tuple[str, str]]:
    """Which paragraph became which, in order; one that came or went faces an empty one."""
    if len(old) * len(new) > _MOST_PAIRS:
        return zip_longest(old, new, fillvalue="")
    return _aligned(old, new, [[_likeness(a, b) + _REPLACED for b in new] for a in old])


def _aligned(
    old: Sequence[str], new: Sequence[str], likeness: list[list[float]]
) -> Iterator[tuple[str, str]]:
    """The pairs in order that are the most alike in all, as Needleman and Wunsch find them."""
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]  # of what is left from there on
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            paired = best[i + 1][j + 1] + likeness[i][j]
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(old) and j < len(new):
        if best[i][j] == best[i + 1][j + 1] + likeness[i][j]:
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield old[i], ""
            i += 1
        else:
            yield "", new[j]
            j += 1
    yield from ((each, "") for each in old[i:])
    yield from (("", each) for each in new[j:])


def _likeness(before: str, after: str) -> float:
    """The share of their words that two paragraphs have in common."""
    old, new = Counter(words(before)), Counter(words(after))
    return 2 * (old & new).total() / (old.total() + new.total() or 1)
