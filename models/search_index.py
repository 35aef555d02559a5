"""Writing the full-text index (`models.search_schema`): with each story, or all of it anew."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice, repeat

from sqlalchemy import Connection, Engine, func, select, text

from models.article_row import Row
from models.database import writing
from models.looking_up import rows_among
from models.merge import Story
from models.search_schema import COLUMNS, FILL, outlet_facet, place_facet, search_id
from models.search_words import forget_words, note_words
from models.tables import articles
from models.words import LONGEST, words

Tell = Callable[[int, int], None]
_BATCH = 1000
_ROOM = 700_000  # bytes as written; a tsvector holds 1 MB, and what is beyond is not found
_GAP = 10  # between headline and body, so that no phrase spans both
_NAMES = ("id", *sorted(COLUMNS))
_POSITIONS = tuple(map(str, range(1, 16_384)))  # PostgreSQL knows no later one
_SOURCE = select(*(articles.c[name] for name in _NAMES))


def write(connection: Connection, stories: Iterable[Story]) -> None:
    """Index the new and changed texts among the stories that were just written."""
    touched = [story for story in stories if not COLUMNS.isdisjoint(story.changed)]
    if connection.dialect.name == "sqlite":  # its triggers do the rest
        texts = (story.changed.get(name) for story in touched for name in ("headline", "body"))
        note_words(connection, set().union(*(words(text) for text in texts if text)))
        return
    new: list[Row] = []
    changed: list[Row] = []
    others: list[int] = []
    for story in touched:
        known = {**story.stored, **story.changed}
        if known.keys() >= COLUMNS:
            (changed if story.stored else new).append(known)
        else:
            others.append(known["id"])
    changed += [
        dict(zip(_NAMES, row, strict=True))
        for row in rows_among(connection, articles, _NAMES, "id", others)
    ]
    _write_rows(connection, changed, new)


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
        _write_rows(connection, rows)
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


def _write_rows(connection: Connection, rows: list[Row], new: Sequence[Row] = ()) -> None:
    """Index rows; `new` ones are known to be missing from the index."""
    split = [(row, words(row["headline"] or ""), words(row["body"])) for row in (*rows, *new)]
    used: set[str] = set()
    used.update(*(part for _, *both in split for part in both))
    note_words(connection, used)
    if connection.dialect.name == "postgresql":
        postings = [_posting(*each) for each in split]
        for statement, theirs in ((_UPSERT, postings[: len(rows)]), (_COPY, postings[len(rows) :])):
            if theirs:
                connection.exec_driver_sql(statement, theirs)


def _posting(row: Row, headline: list[str], body: list[str]) -> tuple[int, int, str]:
    """Give the row of PostgreSQL's index, its words as a tsvector is written."""
    facets = [f"'{outlet_facet(row['outlet_id'], 'postgresql')}'"]
    if row["place"] is not None:
        facets.append(f"'{place_facet(row['place'], 'postgresql')}'")
    indexed = " ".join([*facets, *_lexemes(headline, body)])
    return row["id"], search_id(row["published_on"], row["id"]), indexed


def _lexemes(headline: list[str], body: list[str]) -> Iterator[str]:
    """Give each word with its positions."""
    positions: dict[str, list[str]] = defaultdict(list)
    for start, part in ((0, headline), (len(headline) + _GAP - 1, body)):
        places = chain(islice(_POSITIONS, start, None), repeat(_POSITIONS[-1]))
        for word, place in zip(part, places, strict=False):
            positions[word].append(place)
    room = _ROOM
    for word, theirs in positions.items():
        if len(word) > LONGEST:
            continue
        lexeme = f"{word}:{','.join(theirs[:255])}"
        room -= len(lexeme) if word.isascii() else len(lexeme.encode())
        if room < 0:
            return
        yield lexeme


_COPY = "COPY search_index (article_id, search_id, words) FROM STDIN"  # see models.database
_UPSERT = """INSERT INTO search_index (article_id, search_id, words)
VALUES (%s, %s, CAST(%s AS tsvector))
ON CONFLICT (article_id) DO UPDATE SET search_id = excluded.search_id, words = excluded.words"""
