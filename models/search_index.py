"""Writing the full-text index (`models.search_schema`): with each story, or all of it anew."""

from collections.abc import Callable, Iterable, Iterator

from sqlalchemy import Connection, Engine, func, select, text

from models.article_row import Row
from models.database import writing
from models.looking_up import rows_among
from models.postings import positions, posting
from models.search_schema import COLUMNS, FILL, outlet_facet, place_facet, search_id
from models.search_words import forget_words, note_words
from models.story import Story
from models.tables import articles
from models.words import joined, words

Tell = Callable[[int, int], None]
_BATCH = 1000
_AT_ONCE = 100  # rows in a statement, which may have 1 MB each
_NAMES = ("id", *sorted(COLUMNS))
_SOURCE = select(*(articles.c[name] for name in _NAMES))


def write(connection: Connection, stories: Iterable[Story]) -> None:
    """Index the new and changed texts among the stories that were just written."""
    touched = [story for story in stories if not COLUMNS.isdisjoint(story.changed)]
    if connection.dialect.name == "sqlite":  # its triggers do the rest
        _note_words(connection, (story.changed for story in touched))
        return
    rows: list[Row] = []
    others: list[int] = []
    for story in touched:
        known = {**story.stored, **story.changed}
        if known.keys() >= COLUMNS:
            rows.append(known)
        else:
            others.append(known["id"])
    _write_rows(connection, rows + _rows_of(connection, others))


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
    forget_words(connection)
    if is_sqlite:
        connection.exec_driver_sql("INSERT INTO search_index(search_index) VALUES('delete-all')")
    done = 0
    for rows in _batches(connection):
        if is_sqlite:
            connection.execute(text(FILL), {"first": rows[0]["id"], "last": rows[-1]["id"]})
            _note_words(connection, rows)
        else:
            _write_rows(connection, rows)
            _write_rows(connection, _edited_since(connection, rows))
        done += len(rows)
        if tell is not None:
            tell(done, total)
    if not is_sqlite:
        connection.execute(text("ANALYZE search_index"))  # the planner must know common words
    return done


def _batches(connection: Connection) -> Iterator[list[Row]]:
    last = 0
    while True:
        part = _SOURCE.where(articles.c.id > last).order_by(articles.c.id).limit(_BATCH)
        rows = [row._asdict() for row in connection.execute(part)]
        if not rows:
            return
        yield rows
        last = rows[-1]["id"]


def _rows_of(connection: Connection, ids: list[int]) -> list[Row]:
    found = rows_among(connection, articles, _NAMES, "id", ids)
    return [dict(zip(_NAMES, row, strict=True)) for row in found]


def _edited_since(connection: Connection, rows: list[Row]) -> list[Row]:
    """Those that a crawl has changed since they were read; one that comes later waits for us."""
    read = {row["id"]: row for row in rows}
    return [row for row in _rows_of(connection, list(read)) if row != read[row["id"]]]


def _note_words(connection: Connection, rows: Iterable[Row]) -> None:
    used: set[str] = set()
    for row in rows:  # text by text: a batch has many words, and few different ones
        for name in ("headline", "body"):
            written = row.get(name) or ""
            used.update(words(written), joined(written))
    note_words(connection, used)


def _write_rows(connection: Connection, rows: list[Row]) -> None:
    """Write PostgreSQL's rows."""
    used: set[str] = set()
    postings = []
    for row in rows:
        found = positions(words(row["headline"] or ""), words(row["body"]))
        used.update(found, joined(row["headline"] or ""), joined(row["body"]))
        number = search_id(row["published_on"], row["id"])
        postings.append((row["id"], number, posting(_facets(row), found)))
    note_words(connection, used)
    for first in range(0, len(postings), _AT_ONCE):
        columns = map(list, zip(*postings[first : first + _AT_ONCE], strict=True))
        connection.exec_driver_sql(_UPSERT, tuple(columns))


def _facets(row: Row) -> list[str]:
    facets = [outlet_facet(row["outlet_id"], "postgresql")]
    if row["place"] is not None:
        facets.append(place_facet(row["place"], "postgresql"))
    return facets


_UPSERT = """INSERT INTO search_index (article_id, search_id, words)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %b::tsvector[])
ON CONFLICT (article_id) DO UPDATE SET search_id = excluded.search_id, words = excluded.words"""
