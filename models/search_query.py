"""What a person writes to search with, read: words, "phrases", prefix*, OR, and -exclusions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from models.words import LONGEST, words

SHORTEST_PREFIX = 3
"""Letters; a shorter one begins too many words to be an answer."""
MOST_PARTS = 50
_PART = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))(?=(?P<glued>\S?))')


class QueryError(ValueError):
    """What cannot be read; the message quotes it."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word, a phrase of several, or the beginning of a word."""

    words: tuple[str, ...]
    is_exact: bool = False
    """Whether it was quoted, or is a phrase: then no other form of a word is meant."""
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What all hits have, each clause in one of its terms, and what none has."""

    clauses: tuple[tuple[Term, ...], ...]
    excluded: tuple[Term, ...] = ()

    @property
    def stemmed(self) -> frozenset[str]:
        """The words that stand for all their forms."""
        return self.stemmed_exclusions.union(*map(_stemmed, self.clauses))

    @property
    def stemmed_exclusions(self) -> frozenset[str]:
        """Those of them that no hit has."""
        return _stemmed(self.excluded)


def _stemmed(terms: Iterable[Term]) -> frozenset[str]:
    return frozenset(term.words[0] for term in terms if not (term.is_exact or term.is_prefix))


def read_query(text: str) -> Query:
    """Give what is asked; QueryError says in one line what cannot be read and quotes it."""
    clauses: list[tuple[Term, ...]] = []
    excluded: list[Term] = []
    joins = False  # whether the word before was OR
    for minus, given, is_phrase in _parts(text):
        if given == "OR" and not is_phrase and not minus:
            if joins or not clauses:
                raise QueryError("OR stands between two words")
            joins = True
            continue
        term = _phrase(given) if is_phrase else _word(given)
        if minus and joins:
            raise QueryError("what is excluded cannot stand beside OR")
        if minus:
            excluded.append(term)
        elif joins:
            clauses[-1] = (*clauses[-1], term)
        else:
            clauses.append((term,))
        joins = False
    if joins:
        raise QueryError("OR stands between two words")
    if not clauses:
        if excluded:
            raise QueryError("say what to look for, not only what to leave out")
        raise QueryError("no word to look for")
    if len(clauses) + len(excluded) > MOST_PARTS:
        raise QueryError(f"more than {MOST_PARTS} words: no story is found by so many")
    return Query(tuple(clauses), tuple(excluded))


def _parts(text: str) -> list[tuple[str, str, bool]]:
    """Give each part's minus, its words, and whether it is in quotes; typographic ones too."""
    text = re.sub("[“”„‟″]", '"', text)
    if text.count('"') % 2:
        raise QueryError(f"a quotation mark has no partner: {text.strip()}")
    parts = []
    for match in _PART.finditer(text):
        if match["glued"]:
            raise QueryError(f"put a blank between {match[0]} and what follows")
        is_phrase = match["phrase"] is not None
        parts.append((match["minus"], match["phrase"] if is_phrase else match["word"], is_phrase))
    return parts


def _phrase(given: str) -> Term:
    if "*" in given:
        raise QueryError(f'a phrase has no *: "{given}"')
    return Term(_found(given), is_exact=True)


def _word(given: str) -> Term:
    if "*" not in given:
        found = _found(given)
        return Term(found, is_exact=len(found) > 1)  # Al-Qur'an: three words in a row
    found = _found(given)
    if not given.endswith("*") or "*" in given[:-1] or len(found) > 1:
        raise QueryError(f"a * stands at the end of the beginning of a word: {given}")
    if len(found[0]) < SHORTEST_PREFIX:
        raise QueryError(f"{given} is too short: write at least {SHORTEST_PREFIX} letters")
    return Term(found, is_prefix=True)


def _found(given: str) -> tuple[str, ...]:
    found = tuple(words(given))
    if not found:
        raise QueryError(f"no letter and no digit in {given!r}")
    for word in found:
        if len(word) > LONGEST:
            raise QueryError(f"{word[:40]}… is longer than any word that is found")
    return found
