"""How well a text answers a question, computed here so that every database ranks alike."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from models.search_query import Query, Term
from models.words import count_phrase, words

_HEADLINE = 3.0  # a word of the headline counts as three of the body
_OTHER_FORM = 0.5  # `bantuan` for `membantu`; what was asked for itself comes first
_SATURATION, _LENGTH = 1.2, 0.75  # BM25's k1 and b, as everybody sets them


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores texts against one question."""

    query: Query
    forms: Mapping[str, Collection[str]]

    def scores(self, texts: Sequence[tuple[str | None, str]]) -> list[float]:
        """Give the score of each (headline, body), by BM25 over these texts.

        Each has all the words asked for, so that none weighs more for being rare.
        """
        weights = [self._weights(clause) for clause in self.query.clauses]
        split = [(words(headline or ""), words(body)) for headline, body in texts]
        mean = sum(len(body) for _, body in split) / len(split) if split else 0
        found = []
        for headline, body in split:
            room = _SATURATION * (1 - _LENGTH + _LENGTH * len(body) / (mean or 1))
            counts = [
                _HEADLINE * _count(headline, clause, known) + _count(body, clause, known)
                for clause, known in zip(self.query.clauses, weights, strict=True)
            ]
            found.append(sum(count / (count + room) for count in counts if count))
        return found

    def _weights(self, clause: Iterable[Term]) -> dict[str, float]:
        """Give what each occurrence of a word counts for the clause."""
        terms = [term for term in clause if not term.is_prefix and len(term.words) == 1]
        forms = chain.from_iterable(
            self.forms.get(term.words[0], ()) for term in terms if not term.is_exact
        )
        return dict.fromkeys(forms, _OTHER_FORM) | {term.words[0]: 1.0 for term in terms}


def _count(text: list[str], clause: Iterable[Term], weights: Mapping[str, float]) -> float:
    count = sum([weights[word] for word in text if word in weights])
    for term in clause:
        if term.is_prefix:
            count += sum(word.startswith(term.words[0]) for word in text)
        elif len(term.words) > 1:
            count += count_phrase(text, term.words)
    return count
