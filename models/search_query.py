"""What a person writes to search with, read: words, "phrases", prefix*, OR, and -exclusions."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from models.word_spellings import spellings
from models.words import APOSTROPHES, LONGEST, words

Forms = Mapping[str, Collection[str]]
"""The forms of a word that are meant by it; one that it lacks means itself alone."""
SHORTEST_PREFIX = 3
"""Letters; a shorter one begins too many words to be an answer."""
MOST_PARTS = 50
_WITHIN = r"(?<=[^\W\d_])[{marks}](?=[^\W_])"
_APOSTROPHE = re.compile(_WITHIN.format(marks=APOSTROPHES))
_HYPHEN = re.compile(_WITHIN.format(marks="‐‑-"))
_ONE = r'(?:"[^"]*"|[^\s"()]+)'
_GROUP = re.compile(r"\(([^()]*)\)")
_ALTERNATIVES = re.compile(rf"\s*{_ONE}(?:\s+OR\s+{_ONE})*\s*")
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

    def written(self, forms: Forms) -> Iterator[tuple[str, ...]]:
        """Give the words in a row that it stands for: `anak-anak` also `anak anaknya`."""
        if self.is_exact or self.is_prefix:
            yield self.words
            return
        *before, word = self.words
        for form in forms.get(word, (word,)):
            yield *before, *form.split()  # `ma ruf`, for `Maruf`


@dataclass(frozen=True, slots=True)
class Query:
    """What all hits have, each clause in one of its terms, and what none has."""

    clauses: tuple[tuple[Term, ...], ...]
    excluded: tuple[Term, ...] = ()
    asked: tuple[str, ...] = field(default=(), compare=False)
    """Each clause as the person wrote it."""

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
    excluded: list[tuple[Term, ...]] = []
    asked: list[str] = []
    joins = False  # whether the word before was OR
    for minus, given, is_phrase in _parts(text):
        if given == "OR" and not is_phrase and not minus:
            if joins or not clauses:
                raise QueryError("OR stands between two words")
            joins = True
            continue
        terms = (_phrase(given),) if is_phrase else _word(given)
        printed = f'"{given}"' if is_phrase else given
        if minus and joins:
            raise QueryError("what is excluded cannot stand beside OR")
        if minus:
            excluded.append(terms)
        elif joins:
            clauses[-1] += terms
            asked[-1] += f" OR {printed}"
        else:
            clauses.append(terms)
            asked.append(printed)
        joins = False
    if joins:
        raise QueryError("OR stands between two words")
    if not clauses:
        if excluded:
            raise QueryError("say what to look for, not only what to leave out")
        raise QueryError("no word to look for")
    if len(clauses) + len(excluded) > MOST_PARTS:
        raise QueryError(f"more than {MOST_PARTS} words: no story is found by so many")
    return Query(tuple(clauses), tuple(chain.from_iterable(excluded)), tuple(asked))


def _parts(text: str) -> list[tuple[str, str, bool]]:
    """Give each part's minus, its words, and whether it is in quotes; typographic ones too."""
    text = re.sub("[“”„‟″]", '"', text)
    if text.count('"') % 2:
        raise QueryError(f"a quotation mark has no partner: {text.strip()}")
    _refuse_groups(text)
    parts = []
    for match in _PART.finditer(text):
        if match["glued"]:
            raise QueryError(f"put a blank between {match[0]} and what follows")
        is_phrase = match["phrase"] is not None
        if match[0] == "AND":  # which a blank means
            continue
        if match[0] == "NOT":
            raise QueryError('what is left out has a - before it: -kuota; a word is quoted: "NOT"')
        if match["word"] == "-":
            raise QueryError("a - stands right before what is left out: -kuota")
        if match["word"] and not re.search(r"[\w*]", match["word"]):  # as in a copied headline
            continue
        parts.append((match["minus"], match["phrase"] if is_phrase else match["word"], is_phrase))
    return parts


def _phrase(given: str) -> Term:
    if "*" in given:
        raise QueryError(f'a phrase has no *: "{given}"')
    return Term(_found(given), is_exact=True)


def _refuse_groups(text: str) -> None:
    """Refuse brackets that would change what OR joins."""
    for match in _GROUP.finditer(text) if "OR" in text.split() else ():
        if not _ALTERNATIVES.fullmatch(match[1]):
            raise QueryError(f"OR joins the two words beside it, and no group: {match[0]}")


def _word(given: str) -> tuple[Term, ...]:
    """Give a word, and how else it is written: `non-aktif` as `nonaktif`, `izin` as `ijin`."""
    found = _found(given)
    if "*" not in given:
        bare = _APOSTROPHE.sub("", given)
        ways = (found, _found(bare), _found(_HYPHEN.sub("", bare)))
        every = dict.fromkeys(each for way in ways for each in spellings(way))
        # Al-Qur'an is three words in a row, anak-anak one and the same.
        return tuple(Term(each, is_exact=len(set(each)) > 1) for each in every)
    if not given.endswith("*") or "*" in given[:-1]:
        raise QueryError(f"a * stands at the end of the beginning of a word: {given}")
    if len(found) > 1:
        raise QueryError(f"a beginning is of one word, and {given} is of {len(found)}")
    if len(found[0]) < SHORTEST_PREFIX:
        raise QueryError(f"{given} is too short: write at least {SHORTEST_PREFIX} letters")
    return (Term(found, is_prefix=True),)


def _found(given: str) -> tuple[str, ...]:
    found = tuple(words(given))
    if not found:
        raise QueryError(f"no letter and no digit in {given!r}")
    for word in found:
        if len(word) > LONGEST:
            raise QueryError(f"{word[:40]}… is longer than any word that is found")
    return found
