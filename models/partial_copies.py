"""Copies that show less than their story: the first of its pages, a print, what strangers may read.

What such a copy lacks was not taken out by the newsroom, and a whole copy adds nothing to it.
"""

from collections.abc import Sequence
from typing import Any, Protocol

from models.content import folded

GOES_ON = "body: goes on at"
BEGINNING = "body: only its beginning"
FOR_PRINT = "body: of a copy for print or AMP"
_PARTIAL = (GOES_ON, BEGINNING, FOR_PRINT)
"""How the problems of a copy begin that may lack paragraphs."""


class Copy(Protocol):
    """The columns of `articles` that a copy brought, or a row of it."""

    def __getitem__(self, column: str, /) -> Any: ...


def is_part(copy: Copy, whole: Copy) -> bool:
    """Whether a copy that is known to be partial says nothing that the other one, which is not,
    does not say: of a print its paragraphs in their order, of a first page those at the beginning.
    """
    if is_partial_copy(whole) or not is_partial_copy(copy):
        return False
    heads = {folded(each["headline"]) for each in (copy, whole) if each["headline"]}
    if len(heads) > 1:
        return False
    part, all_of_it = _paragraphs(copy), _paragraphs(whole)
    if any(each.startswith((GOES_ON, BEGINNING)) for each in copy["problems"]):
        return part == all_of_it[: len(part)]
    rest = iter(all_of_it)
    return all(paragraph in rest for paragraph in part)


def is_partial_copy(copy: Copy) -> bool:
    """Whether it may lack paragraphs of its story."""
    return any(each.startswith(_PARTIAL) for each in copy["problems"])


def is_for_print(copy: Copy) -> bool:
    """Whether it may lack what only a print leaves out."""
    return any(each.startswith(FOR_PRINT) for each in copy["problems"])


def without_print(problems: Sequence[str]) -> list[str]:
    """The problems of a text that a print shows as other copies do, and which so lacks nothing."""
    return [each for each in problems if not each.startswith(FOR_PRINT)]


def _paragraphs(copy: Copy) -> Sequence[str]:
    return [folded(paragraph) for paragraph in copy["body"].split("\n\n")]
