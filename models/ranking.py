"""How well a text answers a question, computed here so that every database ranks alike."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from models.search_query import Forms, Query, Term
from models.words import folded

_HEADLINE = 3.0  # a word of the headline counts as three of the body
_OTHER_FORM = 0.5  # `bantuan` for `membantu`; what was asked for itself comes first
_SATURATION, _LENGTH = 1.2, 0.75  # BM25's k1 and b, as everybody sets them


def scores(query: Query, forms: Forms, texts: Sequence[tuple[str | None, str]]) -> list[float]:
    """Give how well each (headline, body) answers, by BM25 over these texts.

    Each has all the words asked for, so that none weighs more for being rare.
    """
    clauses = [list(_counters(clause, forms)) for clause in query.clauses]
    ready = [(folded(headline or ""), folded(body)) for headline, body in texts]
    mean = sum(len(body) for _, body in ready) / max(len(ready), 1)
    found = []
    for headline, body in ready:
        room = _SATURATION * (1 - _LENGTH + _LENGTH * len(body) / max(mean, 1))
        counts = [_HEADLINE * _count(headline, each) + _count(body, each) for each in clauses]
        found.append(sum(count / (count + room) for count in counts))
    return found


Counter = tuple[str, str, float]
"""A word that a text must have before it is worth looking closer, what follows it, its weight."""
_END = r"(?![^\W_])"


def _counters(clause: Iterable[Term], forms: Forms) -> Iterator[Counter]:
    for term in clause:
        if term.is_prefix:
            yield term.words[0], "", 1.0
            continue
        itself = "".join(term.words)
        for first, *rest in term.written(forms):
            is_itself = "".join((first, *rest)) == itself  # `ma ruf` is, for `Maruf`
            yield first, _in_a_row(rest), 1.0 if is_itself else _OTHER_FORM


def _in_a_row(rest: Iterable[str]) -> str:
    return "".join(rf"[\W_]+{re.escape(word)}" for word in rest) + _END


def _count(text: str, counters: Iterable[Counter]) -> float:
    return sum(
        [
            weight * len(_pattern(word, rest).findall(text))
            for word, rest, weight in counters
            if word in text
        ]
    )


@lru_cache(maxsize=2000)
def _pattern(word: str, rest: str) -> re.Pattern[str]:
    """Match the word at its own beginning; what must not be before it is said behind.

    A pattern that begins with a plain word is searched for fastest.
    """
    plain = re.escape(word)
    return re.compile(rf"{plain}(?<![^\W_]{plain}){rest}")
