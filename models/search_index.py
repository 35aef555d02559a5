"""Writing the full-text index (`models.search_schema`): with each story, or all of it anew."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, select, text

from models.database import writing
from models.merge import Story
from models.search_schema import COLUMNS, FILL, outlet_facet, place_facet, search_id
from models.tables import articles, search_words
from models.words import LONGEST, stem, words

Tell = Callable[[int, int], None]
_BATCH = 1000
_STEMMED_LENGTH = 40  # of the longest word that has a stem; longer ones are no words of a language
# PostgreSQL counts positions up to 16,383 and holds 1 MB of words a story: what is beyond is
# found, but not in phrases, or not at all.
_LAST_POSITION = 16_383
_MOST_POSITIONS = 255
_ROOM = 900_000
_GAP = 10  # between headline and body, so that no phrase spans both
_SOURCE = select(articles.c.id, *(articles.c[name] for name in sorted(COLUMNS)))


def write(connection: Connection, stories: Iterable[Story]) -> None:
    """Index the new and changed texts among the stories that were just written."""
    rows, others = [], []
    for story in stories:
        if story.changed.keys() >= COLUMNS:
            rows.append({**story.changed, "id": story["id"]})
        elif not COLUMNS.isdisjoint(story.changed):
            others.append(story["id"])
    if others:
        found = connection.execute(_SOURCE.where(articles.c.id.in_(others)))
        rows += [row._asdict() for row in found]
    if rows:
        _write_rows(connection, rows)


def reindex(engine: Engine, tell: Tell | None = None) -> int:
    """Make the whole index anew and give how many stories it has; until then the old one serves."""
    with writing(engine) as connection:
        return fill(connection, tell)


def fill(connection: Connection, tell: Tell | None = None) -> int:
    """Index all stories in the place of what is indexed, and give their number.

    `tell` hears how many of how many are done.
    """
    total = connection.execute(select(func.count()).select_from(articles)).scalar_one()
    is_sqlite = connection.dialect.name == "sqlite"
    connection.execute(delete(search_words))
    if is_sqlite:
        connection.exec_driver_sql("INSERT INTO search_index(search_index) VALUES('delete-all')")
    done = 0
    for rows in _batches(connection):
        if is_sqlite:
            connection.execute(text(FILL), {"first": rows[0]["id"], "last": rows[-1]["id"]})
        _write_rows(connection, rows)
        done += len(rows)
        if tell is not None:
            tell(done, total)
    if not is_sqlite:
        connection.execute(text("ANALYZE search_index"))  # the planner must know common words
    return done


def _batches(connection: Connection) -> Iterator[list[dict[str, Any]]]:
    last = 0
    while True:
        part = _SOURCE.where(articles.c.id > last).order_by(articles.c.id).limit(_BATCH)
        rows = [row._asdict() for row in connection.execute(part)]
        if not rows:
            return
        yield rows
        last = rows[-1]["id"]


def _write_rows(connection: Connection, rows: list[dict[str, Any]]) -> None:
    split = [(row, words(row["headline"] or ""), words(row["body"])) for row in rows]
    _note_words(connection, {word for _, *both in split for part in both for word in part})
    if connection.dialect.name == "postgresql":
        connection.execute(text(_UPSERT), [_posting(*each) for each in split])


def _note_words(connection: Connection, used: set[str]) -> None:
    """Give every word that is new its stem."""
    rows = [
        (word, stem(word))
        for word in sorted(used)  # in one order, so that two crawls never wait for each other
        if len(word) <= _STEMMED_LENGTH and word.isalpha()
    ]
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT OR IGNORE INTO search_words VALUES (?, ?)", rows)
    else:
        names, stems = map(list, zip(*rows, strict=True))
        connection.execute(text(_NEW_WORDS), {"words": names, "stems": stems})


def _posting(row: dict[str, Any], headline: list[str], body: list[str]) -> dict[str, Any]:
    """Give the row of PostgreSQL's index, its words as a tsvector is written."""
    positions: dict[str, list[int]] = {}
    for start, part in ((1, headline), (len(headline) + _GAP, body)):
        for position, word in enumerate(part, start):
            positions.setdefault(word, []).append(min(position, _LAST_POSITION))
    facets = [outlet_facet(row["outlet_id"], "postgresql")]
    if row["place"] is not None:
        facets.append(place_facet(row["place"], "postgresql"))
    entries = [f"'{facet}'" for facet in facets]
    room = _ROOM
    for word, places in positions.items():
        if len(word) > LONGEST:
            continue
        places = places[:_MOST_POSITIONS]  # noqa: PLW2901
        room -= len(word.encode()) + 2 * len(places) + 8
        if room < 0:
            break
        entries.append(f"{word}:{','.join(map(str, places))}")
    return {
        "article_id": row["id"],
        "search_id": search_id(row["published_on"], row["id"]),
        "words": " ".join(entries),
    }


_UPSERT = """INSERT INTO search_index (article_id, search_id, words)
VALUES (:article_id, :search_id, CAST(:words AS tsvector))
ON CONFLICT (article_id) DO UPDATE SET search_id = excluded.search_id, words = excluded.words"""
_NEW_WORDS = """INSERT INTO search_words (word, stem)
SELECT n.word, n.stem FROM unnest(CAST(:words AS text[]), CAST(:stems AS text[])) AS n (word, stem)
WHERE NOT EXISTS (SELECT 1 FROM search_words w WHERE w.word = n.word)
ON CONFLICT DO NOTHING"""
