"""The part of a text that shows why it was found, with the places of what was looked for."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.search_query import Forms, Query, Term
from models.words import spans

WORDS = 28
"""How many words an excerpt of a body has: some three lines of a terminal."""
_MOST_HITS = 1000  # a text with more is a list, or a trap
Marks = list[tuple[int, int]]
Word = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Original text and where in it the words looked for begin and end."""

    text: str
    marks: Marks


def excerpt(text: str, query: Query, forms: Forms, most_words: int = WORDS) -> Excerpt:
    """Give the stretch of the text with most of what was looked for, its white space as blanks."""
    text = " ".join(text.split())
    found = spans(text)
    hits = _hits(found, query, forms)
    first = _best_start(len(found), hits, most_words)
    last = min(first + most_words, len(found))
    start = found[first][0] if first else 0
    end = found[last - 1][1] if last < len(found) else len(text)
    before, after = "… " if first else "", " …" if last < len(found) else ""
    marks = [
        (found[i][0] - start + len(before), found[j][1] - start + len(before))
        for i, j in _joined(place for place in hits if first <= place < last)
    ]
    return Excerpt(f"{before}{text[start:end]}{after}", marks)


def _hits(found: list[Word], query: Query, forms: Forms) -> dict[int, set[int]]:
    """Give for each word that was looked for, by its place, the clauses it answers."""
    hits: dict[int, set[int]] = {}
    for number, clause in enumerate(query.clauses):
        for place in _places(found, clause, forms):
            hits.setdefault(place, set()).add(number)
    return hits


def _places(found: list[Word], clause: Iterable[Term], forms: Forms) -> Iterable[int]:
    text = [word for _, _, word in found]
    for term in clause:
        if term.is_prefix:
            yield from (n for n, word in enumerate(text) if word.startswith(term.words[0]))
            continue
        rows: dict[str, list[list[str]]] = {}  # by their last word, what stands before it
        for *before, last in term.written(forms):
            rows.setdefault(last, []).append(before)
        for place, word in enumerate(text):
            for before in rows.get(word, ()):
                start = place - len(before)
                if text[max(start, 0) : place] == before:
                    yield from range(start, place + 1)


def _best_start(length: int, hits: Mapping[int, set[int]], most_words: int) -> int:
    """Give the first word of the stretch that answers most clauses, with some words before it."""
    if length <= most_words:
        return 0
    places = sorted(hits)
    best, best_start = (-1, 0), 0
    for place in places[:_MOST_HITS]:
        start = max(0, min(place - 4, length - most_words))
        stretch = places[bisect_left(places, start) : bisect_left(places, start + most_words)]
        inside = [hits[each] for each in stretch]
        worth = (len(set().union(*inside)), len(inside))
        if worth > best:
            best, best_start = worth, start
    return best_start


def _joined(places: Iterable[int]) -> list[tuple[int, int]]:
    """Give runs of neighbouring places as one."""
    runs: list[tuple[int, int]] = []
    for place in sorted(places):
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
