"""The full-text index of headlines and bodies: the words as printed, newest story last.

SQLite's is the FTS5 table `search_index`, which triggers keep in step with `articles`: they need
no stemmer. PostgreSQL's is a table of the same name with the same words as a `tsvector`, written
by `models.search_index`. On both, `search_id` is the day of publication and the id of the story in
one number, so that a period is a range and the newest story the highest number. Stems are no part
of it: `search_words` knows the stem of every word, and a question is widened by them.
"""

from datetime import date

from sqlalchemy import Connection, text

STORY_BITS = 32
STORY_MASK = (1 << STORY_BITS) - 1
COLUMNS = frozenset({"outlet_id", "headline", "body", "published_on", "place"})
"""What of a story is in the index."""
SQLITE_TRIGGERS = ("search_insert", "search_update", "search_delete")


def search_id(published_on: date | None, article_id: int) -> int:
    """Give the number of a story in the index; stories without a date come before all others."""
    return (published_on.toordinal() if published_on else 0) << STORY_BITS | article_id


def outlet_facet(outlet_id: int, dialect: str) -> str:
    """Give the word by which the index knows the outlet's stories; no text has it."""
    return f"zqo{outlet_id}" if dialect == "sqlite" else f"@outlet:{outlet_id}"


def place_facet(place: str, dialect: str) -> str:
    """Give the word by which the index knows the stories of a place; no text has it."""
    name = place.encode("utf-8", "replace").lower().hex()  # lowers ASCII alone, as SQLite does
    return f"zqp{name}" if dialect == "sqlite" else f"@place:{name[:500]}"


def create_statements(dialect: str) -> tuple[str, ...]:
    """Give what makes the empty index, `search_words` apart."""
    return _SQLITE if dialect == "sqlite" else _POSTGRESQL


def drop_statements(dialect: str) -> tuple[str, ...]:
    """Give the way back."""
    dropped = ("DROP VIEW story_search", "DROP TABLE search_index")
    if dialect == "postgresql":
        return dropped
    triggers = (f"DROP TRIGGER {name}" for name in SQLITE_TRIGGERS)
    return (*triggers, *dropped, "DROP VIEW search_content")


def missing(connection: Connection) -> list[str]:
    """Give a line for each part of the index that the database lacks."""
    names: tuple[str, ...] = ("search_index", "story_search")
    if connection.dialect.name == "postgresql":
        there = text(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = current_schema()"
        )
    else:
        names += ("search_content", *SQLITE_TRIGGERS)
        there = text("SELECT name FROM sqlite_master")
    known = set(connection.execute(there).scalars())
    return [f"the search index lacks {name}" for name in names if name not in known]


def _sqlite_id(row: str) -> str:
    day = f"CAST(julianday({row}.published_on) - 1721424.5 AS INTEGER)"  # as date.toordinal counts
    return f"(coalesce({day}, 0) << {STORY_BITS} | {row}.id)"


def _sqlite_text(row: str) -> str:
    facets = f"'zqo' || {row}.outlet_id || coalesce(' zqp' || hex(lower({row}.place)), '')"
    return f"{row}.headline, {row}.body, {facets} AS facets"


def _sqlite_row(row: str) -> str:
    return f"{_sqlite_id(row)}, {_sqlite_text(row)}"


_INTO = "INSERT INTO search_index (rowid, headline, body, facets)"
_OUT_OF = "INSERT INTO search_index (search_index, rowid, headline, body, facets)"
_THESE = "FROM articles a WHERE a.id BETWEEN :first AND :last"
FILL = f"{_INTO} SELECT {_sqlite_row('a')} {_THESE} ORDER BY 1"
"""Makes SQLite's entries of the stories with such ids; the index is written out wherever its order
goes back.
"""
_DIFFERS = " OR ".join(f"old.{name} IS NOT new.{name}" for name in sorted(COLUMNS))

_SQLITE = (
    # The text of an entry, for snippet() and highlight(). FTS5 itself lists the entries there are.
    f"""CREATE VIEW search_content AS
SELECT d.id AS search_id, {_sqlite_text("a")}
FROM search_index_docsize d JOIN articles a ON a.id = d.id & {STORY_MASK}""",  # noqa: S608
    """CREATE VIRTUAL TABLE search_index USING fts5(
  headline, body, facets, content="search_content", content_rowid="search_id",
  tokenize="unicode61 remove_diacritics 2 categories 'L* N*'")""",
    f"""CREATE TRIGGER search_insert AFTER INSERT ON articles BEGIN
  {_INTO} SELECT {_sqlite_row("new")};
END""",
    # An entry is taken out by saying what it was made of.
    f"""CREATE TRIGGER search_update AFTER UPDATE OF {", ".join(sorted(COLUMNS))} ON articles
WHEN {_DIFFERS} BEGIN
  {_OUT_OF} SELECT 'delete', {_sqlite_row("old")};
  {_INTO} SELECT {_sqlite_row("new")};
END""",
    f"""CREATE TRIGGER search_delete AFTER DELETE ON articles BEGIN
  {_OUT_OF} SELECT 'delete', {_sqlite_row("old")};
END""",
    # `story_search MATCH ...` and `rowid` are how Datasette asks.
    f"""CREATE VIEW story_search AS
SELECT i.rowid & {STORY_MASK} AS story_id, i.rowid AS search_id, i.search_index AS words,
  i.search_index AS story_search, i.rowid & {STORY_MASK} AS rowid
FROM search_index i""",  # noqa: S608
)
_POSTGRESQL = (
    """CREATE TABLE search_index (
  article_id bigint PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
  search_id bigint NOT NULL UNIQUE,
  words tsvector NOT NULL)""",
    # In the row and not compressed: each story that is looked at is unpacked otherwise.
    "ALTER TABLE search_index ALTER COLUMN words SET STORAGE EXTERNAL",
    "ALTER TABLE search_index SET (toast_tuple_target = 8160)",
    "CREATE INDEX ix_search_index_words ON search_index USING gin (words)",
    """CREATE VIEW story_search AS
SELECT article_id AS story_id, search_id, words FROM search_index""",
)
