"""Two texts of a story side by side, paragraph by paragraph, with the words that changed marked."""

from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

LONGEST = 2_000
"""Words of a paragraph; a longer one is marked whole, for comparing takes the square of them."""


class Piece(NamedTuple):
    """Words of a paragraph that changed together, or stayed."""

    changed: bool
    words: str


Paragraph = list[Piece]


def side_by_side(before: str | None, after: str | None) -> list[tuple[Paragraph, Paragraph]]:
    """Give the rows of two columns; a paragraph that is on one side only faces an empty one."""
    old, new = (before or "").split("\n\n"), (after or "").split("\n\n")
    rows: list[tuple[Paragraph, Paragraph]] = []
    for kind, i, i_end, j, j_end in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            rows += [([piece], [piece]) for piece in _alike(old[i:i_end])]
        else:
            pairs = zip_longest(old[i:i_end], new[j:j_end], fillvalue="")
            rows += [_compared(left, right) for left, right in pairs]
    return rows


def _alike(paragraphs: list[str]) -> list[Piece]:
    """All of a few; of more the first and the last, which are beside what changed."""
    between = len(paragraphs) - 2
    if between > 1:
        paragraphs = [paragraphs[0], f"[{between} paragraphs alike]", paragraphs[-1]]
    return [Piece(False, each) for each in paragraphs]


def _compared(before: str, after: str) -> tuple[Paragraph, Paragraph]:
    old, new = before.split(), after.split()
    if not old or not new or max(len(old), len(new)) > LONGEST:
        return [Piece(True, before)], [Piece(True, after)]
    left, right = [], []
    for kind, i, i_end, j, j_end in SequenceMatcher(None, old, new).get_opcodes():
        changed = kind != "equal"
        left.append(Piece(changed, " ".join(old[i:i_end])))
        right.append(Piece(changed, " ".join(new[j:j_end])))
    return [each for each in left if each.words], [each for each in right if each.words]
