"""What `models.store.save` is measured against: the rows that it left, written by bare statements.

The bare database has the same schema and the same pages. It gets every row of a batch that ours
wrote (stories, credits, visits, view counts) and the same changes of its pages, in one transaction,
with values that are ready: nothing is looked up, decided or converted.
"""

import sqlite3
from typing import Any, Protocol

import psycopg

# The table, and which rows of it.
WRITTEN = {
    "articles": "id >= {first}",
    "credits": "article_id >= {first}",
    "fetches": "id > (SELECT max(id) - {number} FROM fetches)",
    "view_counts": "article_id >= {first}",
}
STATE = (
    "source_id",
    "next_visit_at",
    "etag",
    "last_modified",
    "last_outcome",
    "last_fetched_at",
    "failures",
    "gone_since",
    "id",
)
_COLUMNS = ", ".join(STATE)


class Bare(Protocol):
    """Bare statements of one kind of database."""

    def take(self, first: int, number: int) -> dict[str, Any]:
        """The rows that ours wrote last for that many stories, and the state of their pages."""

    def write(self, taken: dict[str, Any]) -> None:
        """Write that, in one transaction."""

    def close(self) -> None:
        """Let go of both databases."""


class Executemany:
    """Of SQLite's driver."""

    def __init__(self, ours: str, bare: str) -> None:
        self.ours = sqlite3.connect(ours)
        self.bare = sqlite3.connect(bare, isolation_level=None)
        for pragma in ("foreign_keys=ON", "synchronous=NORMAL", "cache_size=-8192"):
            self.bare.execute(f"PRAGMA {pragma}")

    def take(self, first: int, number: int) -> dict[str, Any]:
        queries = _queries(first, number)
        return {table: self.ours.execute(query).fetchall() for table, query in queries.items()}

    def write(self, taken: dict[str, Any]) -> None:
        self.bare.execute("BEGIN IMMEDIATE")
        for table in WRITTEN:
            marks = ", ".join("?" * len(taken[table][0]))
            self.bare.executemany(f"INSERT INTO {table} VALUES ({marks})", taken[table])
        assignments = ", ".join(f"{name} = ?" for name in STATE[:-1])
        self.bare.executemany(f"UPDATE pages SET {assignments} WHERE id = ?", taken["pages"])
        self.bare.execute("COMMIT")

    def close(self) -> None:
        self.ours.close()
        self.bare.close()


class CopyAndMerge:
    """Of PostgreSQL: COPY for what is new, COPY and a merge for the pages."""

    def __init__(self, ours: str, bare: str, *, indexed: bool) -> None:
        """`indexed`: with the full-text index, which for SQLite is a matter of triggers."""
        self.more = {"search_index": "article_id >= {first}"} if indexed else {}
        self.ours = psycopg.connect(ours, autocommit=True)
        self.bare = psycopg.connect(bare, autocommit=True)
        self.bare.execute(f"CREATE TEMP TABLE new AS SELECT {_COLUMNS} FROM pages LIMIT 0")

    def take(self, first: int, number: int) -> dict[str, Any]:
        queries = _queries(first, number, self.more)
        return {table: self._lines(query) for table, query in queries.items()}

    def _lines(self, query: str) -> bytes:
        with self.ours.cursor().copy(f"COPY ({query}) TO STDOUT") as copy:
            return b"".join(bytes(part) for part in copy)

    def write(self, taken: dict[str, Any]) -> None:
        assignments = ", ".join(f"{name} = new.{name}" for name in STATE[:-1])
        with self.bare.transaction():
            self.bare.execute("TRUNCATE new")
            for table, lines in taken.items():
                target = "new" if table == "pages" else table
                with self.bare.cursor().copy(f"COPY {target} FROM STDIN") as copy:
                    copy.write(lines)
            self.bare.execute(f"UPDATE pages SET {assignments} FROM new WHERE pages.id = new.id")

    def close(self) -> None:
        self.ours.close()
        self.bare.close()


def _queries(first: int, number: int, more: dict[str, str] | None = None) -> dict[str, str]:
    queries = {
        table: f"SELECT * FROM {table} WHERE {theirs.format(first=first, number=number)}"
        for table, theirs in (WRITTEN | (more or {})).items()
    }
    last = first + number - 1
    return queries | {"pages": f"SELECT {_COLUMNS} FROM pages WHERE id BETWEEN {first} AND {last}"}
