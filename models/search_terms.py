"""A question in each database's own language of full-text search."""

from collections.abc import Iterable, Sequence

from models.search_query import Forms, Query, Term

Facets = Iterable[Sequence[str]]
"""Words of the index that no text has: a story that is found has one of each of these."""


def match_expression(query: Query, forms: Forms, facets: Facets) -> str:
    """Give the question for FTS5's MATCH, which has a column for facets."""
    clauses = " AND ".join(_any(clause, forms) for clause in query.clauses)
    asked = f"{{headline body}} : ({clauses})"
    for facet in facets:
        one_of = " OR ".join(f'"{word}"' for word in facet)
        asked = f"({asked}) AND facets : ({one_of})"
    if query.excluded:
        asked = f"({asked}) NOT ({{headline body}} : {_any(query.excluded, forms)})"
    return asked


def tsquery(query: Query, forms: Forms, facets: Facets) -> str:
    """Give the question as PostgreSQL writes a tsquery."""
    parts = [_any_lexeme(clause, forms) for clause in query.clauses]
    parts += ["('" + "' | '".join(facet) + "')" for facet in facets]
    if query.excluded:
        parts.append(f"!{_any_lexeme(query.excluded, forms)}")
    return " & ".join(parts)


def _any(terms: Iterable[Term], forms: Forms) -> str:
    return f"({' OR '.join(_term(term, forms) for term in terms)})"


def _term(term: Term, forms: Forms) -> str:
    if term.is_prefix:
        return f'"{term.words[0]}" *'
    return " OR ".join(f'"{" ".join(phrase)}"' for phrase in term.written(forms))


def _any_lexeme(terms: Iterable[Term], forms: Forms) -> str:
    return f"({' | '.join(_lexemes(term, forms) for term in terms)})"


def _lexemes(term: Term, forms: Forms) -> str:
    if term.is_prefix:
        return f"'{term.words[0]}':*"
    return " | ".join(_in_a_row(phrase) for phrase in term.written(forms))


def _in_a_row(words: Sequence[str]) -> str:
    return "('" + "' <-> '".join(words) + "')"
