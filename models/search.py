"""Full-text search over headlines and bodies, with the same answers on both databases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, select, text

from models.crawls import check_outlet
from models.excerpt import Excerpt, excerpt
from models.place_names import spellings
from models.ranking import scores
from models.search_query import Forms, Query, QueryError, read_query
from models.search_schema import STORY_MASK, outlet_facet, place_facet, search_id
from models.search_terms import Facets, match_expression, tsquery
from models.tables import articles, outlets, search_words
from models.words import stems

NEWEST = 500
"""How many of the newest matches are ranked, and as many that have the very words asked for."""
MOST_FORMS = 200
"""Of a word, the shortest; the longest family of real words has some eighty."""
SORTS = ("rank", "newest")
_SHOWN = ("source_id", "section", "place", "headline", "url", "published_on", "published_time")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A question, and which stories may answer it."""

    words: str
    since: date | None = None
    """First day of publication; stories without a date are then left out, as with `until`."""
    until: date | None = None
    outlet: str | None = None
    place: str | None = None
    """In any of its spellings (`models.place_names`); capital letters do not count."""
    limit: int = 10
    sort: str = "rank"


@dataclass(frozen=True, slots=True)
class Hit:
    """A story that answers."""

    story_id: int
    score: float | None
    """How well, the best first; null where the newest come first."""
    story: dict[str, Any]
    headline: Excerpt | None
    body: Excerpt


@dataclass(frozen=True, slots=True)
class Answer:
    """The best hits, and whether more stories match than were ranked."""

    hits: list[Hit]
    is_bounded: bool


def search(engine: Engine, wanted: Wanted) -> Answer:
    """Answer a question; QueryError says what is wrong with it.

    `rank` orders by BM25 (`models.ranking`) the newest matches, `NEWEST` with any form of the words
    and as many with the very words: all matches of most questions, but not of a word that is in
    every tenth story. `newest` has no such bound.
    """
    query = read_query(wanted.words)
    with engine.connect() as connection:
        forms = _forms(connection, query)
        facets = _facets(connection, wanted)
        most = wanted.limit if wanted.sort == "newest" else max(NEWEST, wanted.limit)
        found = _newest(connection, query, forms, facets, wanted, most)
        is_bounded = wanted.sort == "rank" and len(found) == most
        if wanted.sort == "newest":
            return Answer(_hits(connection, query, forms, dict.fromkeys(found)), is_bounded)
        # What is excluded stays so in all its forms.
        excluded = {word: forms[word] for word in query.stemmed_exclusions}
        has_forms = any(len(forms[word]) > 1 for word in forms.keys() - excluded.keys())
        if is_bounded and has_forms:
            found += _newest(connection, query, excluded, facets, wanted, most)
        best = _ranked(connection, query, forms, found)[: wanted.limit]
        return Answer(_hits(connection, query, forms, dict(best)), is_bounded)


def has_stories(engine: Engine) -> bool:
    """Whether there is anything to search."""
    with engine.connect() as connection:
        return connection.execute(select(articles.c.id).limit(1)).first() is not None


def _forms(connection: Connection, query: Query) -> Forms:
    """Give every form of the words that stand for all of theirs, themselves first."""
    stems_of = {word: stems(word) for word in sorted(query.stemmed)}
    families: dict[str, list[str]] = {each: [] for theirs in stems_of.values() for each in theirs}
    known = select(search_words).where(search_words.c.stem.in_(families))
    for row in connection.execute(known):
        families[row.stem].append(row.word)
    return {word: _family(word, families, theirs) for word, theirs in stems_of.items()}


def _family(word: str, families: Mapping[str, list[str]], of: Sequence[str]) -> list[str]:
    known = {form for each in of for form in families[each]}
    return sorted({word, *sorted(known, key=_by_length)[:MOST_FORMS]}, key=_by_length)


def _by_length(word: str) -> tuple[int, str]:
    return len(word), word


def _facets(connection: Connection, wanted: Wanted) -> list[list[str]]:
    dialect = connection.dialect.name
    facets: list[list[str]] = []
    if wanted.outlet is not None:
        try:
            outlet_id = check_outlet(connection.engine, wanted.outlet)
        except ValueError as error:
            raise QueryError(str(error)) from None
        facets.append([outlet_facet(outlet_id, dialect)])
    if wanted.place is not None:
        if not wanted.place.strip():  # to SQLite's index the place of all stories that name none
            raise QueryError(f"no place is called {wanted.place!r}")
        same = connection.execute(spellings(wanted.place)).scalars()
        facets.append(sorted({place_facet(each, dialect) for each in same}))
    return facets


def _newest(
    connection: Connection,
    query: Query,
    forms: Forms,
    facets: Facets,
    wanted: Wanted,
    most: int,
) -> list[int]:
    """Give the numbers in the index of the newest matches, newest first."""
    is_sqlite = connection.dialect.name == "sqlite"
    statement, language = (_SQLITE, match_expression) if is_sqlite else (_POSTGRESQL, tsquery)
    dated = wanted.since is not None or wanted.until is not None
    first = search_id(wanted.since or date.min, 0) if dated else 0
    until = wanted.until if wanted.until is not None else date.max
    given = {
        "asked": language(query, forms, facets),
        "first": first,
        "last": search_id(until, STORY_MASK),
        "most": most,
    }
    return list(connection.execute(statement, given).scalars())


_SQLITE = text(
    """SELECT rowid FROM search_index
WHERE search_index MATCH :asked AND rowid BETWEEN :first AND :last
ORDER BY rowid DESC LIMIT :most"""
)
_POSTGRESQL = text(
    """SELECT search_id FROM search_index
WHERE words @@ CAST(:asked AS tsquery) AND search_id BETWEEN :first AND :last
ORDER BY search_id DESC LIMIT :most"""
)


def _ranked(
    connection: Connection, query: Query, forms: Forms, found: Sequence[int]
) -> list[tuple[int, float]]:
    """Give the numbers with their scores, the best first, the newest first of equals."""
    texts = _stories(connection, found, "headline", "body")
    found_scores = scores(query, forms, [(row[0], row[1]) for row in texts.values()])
    scored = zip(texts, found_scores, strict=True)
    return sorted(scored, key=lambda each: (-each[1], -each[0]))


def _stories(
    connection: Connection, found: Sequence[int], *columns: str
) -> dict[int, tuple[Any, ...]]:
    """Give these columns of the stories, by their numbers in the index."""
    numbers = {each & STORY_MASK: each for each in found}
    chosen = (articles.c.id, *(articles.c[name] for name in columns))
    rows = connection.execute(select(*chosen).where(articles.c.id.in_(list(numbers))))
    return {numbers[row[0]]: tuple(row[1:]) for row in rows}


def _hits(
    connection: Connection, query: Query, forms: Forms, ranked: Mapping[int, float | None]
) -> list[Hit]:
    """Give the stories in this order, by their numbers in the index."""
    names = {row.id: row.name for row in connection.execute(select(outlets.c.id, outlets.c.name))}
    stories = _stories(connection, list(ranked), "outlet_id", "body", *_SHOWN)
    hits = []
    for each in filter(stories.__contains__, ranked):  # all, unless one was deleted just now
        score = ranked[each]
        outlet_id, body, *shown = stories[each]
        story = {"outlet": names[outlet_id], **dict(zip(_SHOWN, shown, strict=True))}
        headline = story["headline"]
        hits.append(
            Hit(
                story_id=each & STORY_MASK,
                score=None if score is None else round(score, 4),
                story=story,
                headline=None if headline is None else excerpt(headline, query, forms, 1000),
                body=excerpt(body, query, forms),
            )
        )
    return hits
