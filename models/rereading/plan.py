"""The working file of a re-reading: visits, what today's reader makes of them, how far it is.

A SQLite file beside the archive, one for each database. Readings wait here until every visit of
their story is in, so the memory stays the same however large the archive is, and an interrupted run
goes on where it was.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

_TABLES = """
CREATE TABLE IF NOT EXISTS visits (
  fetch_id INTEGER PRIMARY KEY,
  outlet_id INTEGER NOT NULL,
  page_id INTEGER NOT NULL,
  article_id INTEGER,
  fetched_at TEXT NOT NULL,
  outcome TEXT NOT NULL,
  url TEXT NOT NULL,
  site TEXT,               -- the base address that served the page, where not the outlet's own
  file TEXT NOT NULL,      -- its record; empty: none, or the page is kept in quarantine
  offset INTEGER NOT NULL,
  planned TEXT NOT NULL,   -- the story, by what the database says
  story TEXT NOT NULL,     -- by today's reading, where there is one
  version TEXT NOT NULL,   -- of the reader that reads it today
  asked INTEGER NOT NULL,  -- what the run was asked for; its story's other visits go along
  wanted INTEGER NOT NULL DEFAULT 0,
  state INTEGER NOT NULL DEFAULT 0,
  reading BLOB
);
CREATE INDEX IF NOT EXISTS ix_story ON visits (story);
CREATE INDEX IF NOT EXISTS ix_place ON visits (file, offset, fetch_id) WHERE wanted AND state = 0;
CREATE TABLE IF NOT EXISTS done (story TEXT PRIMARY KEY, up_to INTEGER NOT NULL) WITHOUT ROWID;
"""

_COUNTS = {
    "visits": "SELECT count(*) FROM visits WHERE wanted",
    "unread": "SELECT count(*) FROM visits WHERE wanted AND state = 0",
    "waiting": "SELECT count(DISTINCT story) FROM visits WHERE wanted AND NOT EXISTS"
    " (SELECT 1 FROM done WHERE done.story = visits.story)",
}
UNREAD, READ, LOST = 0, 1, 2
"""States of a visit: to be read, read (or refused), without a record that can be had."""


def story_key(outlet_id: int, source_id: str) -> str:
    """Name a story in the plan."""
    return f"{outlet_id}:{source_id}"


class Planned(NamedTuple):
    """A visit as the plan takes it in."""

    fetch_id: int
    outlet_id: int
    page_id: int
    article_id: int | None
    fetched_at: str
    outcome: str
    url: str
    site: str | None
    file: str
    offset: int
    planned: str
    version: str
    asked: bool
    state: int


class Due(NamedTuple):
    """A visit to read: all that reading its page needs beside the page."""

    fetch_id: int
    offset: int
    outlet_id: int
    page_id: int
    url: str
    site: str | None
    fetched_at: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Visits whose records lie in one file, in their order there; no `file`: in quarantine."""

    file: str
    visits: list[Due]


class PlanHeld(Exception):
    """Another process is at work with the same file."""


class Plan:
    """One open working file. Every method commits what it did; PlanHeld where it is in use."""

    def __init__(self, path: Path, *, readonly: bool = False) -> None:
        self.path = path
        self.up_to = 0
        """The last visit of the database that is taken in."""
        self._is_readonly = readonly
        if readonly:
            self._db = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)
            return
        # Held by a file of its own, for workers read this one; a killed process lets go of it.
        self._lock = sqlite3.connect(path.with_suffix(".lock"), timeout=0, isolation_level=None)
        try:
            self._lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            self._lock.close()
            raise PlanHeld(f"another scrapy reparse is at work with {path}") from None
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.executescript(_TABLES)
        # A record that could not be had may be back.
        self._db.execute("UPDATE visits SET state = 0 WHERE state = 2 AND file != ''")

    def close(self) -> None:
        self._db.close()
        if not self._is_readonly:
            self._lock.close()

    def add(self, visits: Iterable[Planned], up_to: int) -> None:
        """Take in the visits of the database up to that one; what is read already stays read."""
        names = ", ".join(Planned._fields)
        marks = ", ".join("?" * len(Planned._fields))
        facts = ", ".join(f"{name} = excluded.{name}" for name in Planned._fields[1:-1])
        self._db.execute("BEGIN")
        self._db.execute("UPDATE visits SET asked = 0, wanted = 0")
        self._db.executemany(
            f"INSERT INTO visits ({names}, story) VALUES ({marks}, ?)"
            f" ON CONFLICT (fetch_id) DO UPDATE SET {facts}, state ="
            " CASE WHEN (file, offset, version) = (excluded.file, excluded.offset,"
            " excluded.version) THEN state ELSE excluded.state END",
            ((*visit, visit.planned) for visit in visits),
        )
        self._db.execute(
            "DELETE FROM done WHERE EXISTS (SELECT 1 FROM visits WHERE visits.story = done.story"
            " AND (state = 0 OR fetch_id > done.up_to))"
        )
        self._db.execute("COMMIT")
        self.up_to = up_to

    def want(self) -> int:
        """Choose the visits of every story that one of those asked for is of; give how many are
        to be read.
        """
        self._db.execute("BEGIN")
        self._db.execute(
            "UPDATE visits SET wanted = 1 WHERE NOT wanted AND"
            " story IN (SELECT story FROM visits WHERE asked OR wanted)"
        )
        self._db.execute("COMMIT")
        return self.count("unread")

    def pieces(self, largest: int) -> Iterator[Piece]:
        """Give what is to be read, file by file, at most `largest` visits at a time."""
        after: tuple[str, int, int] = ("", -1, -1)
        while rows := self._db.execute(
            f"SELECT file, {', '.join(Due._fields)} FROM visits WHERE wanted AND state = 0"
            " AND (file, offset, fetch_id) > (?, ?, ?) ORDER BY file, offset, fetch_id LIMIT ?",
            (*after, largest),
        ).fetchall():
            for file, theirs in groupby(rows, key=lambda row: row[0]):
                due = [Due(*row[1:]) for row in theirs]
                after = (file, due[-1].offset, due[-1].fetch_id)
                yield Piece(file, due)

    def note(self, read: Iterable[tuple[int, int, str | None, bytes | None]]) -> None:
        """Keep what became of visits: id, state, story where it is known now, reading. A story that
        was compared without one of them is not done.
        """
        read = list(read)
        self._db.execute("BEGIN")
        self._db.executemany(
            "UPDATE visits SET state = ?, reading = ?, story ="
            # A visit that belongs to a story already is never given to another one.
            " CASE WHEN article_id IS NULL THEN coalesce(?, planned) ELSE planned END"
            " WHERE fetch_id = ?",
            ((state, reading, story, fetch_id) for fetch_id, state, story, reading in read),
        )
        stories = ((story,) for _, _, story, _ in read)
        self._db.executemany("DELETE FROM done WHERE story = ?", stories)
        self._db.execute("COMMIT")

    def stories(self, size: int) -> Iterator[list[str]]:
        """Give the stories that are to be compared, `size` at a time."""
        last = ""
        while batch := [
            story
            for (story,) in self._db.execute(
                "SELECT DISTINCT story FROM visits WHERE wanted AND story > ?"
                " AND NOT EXISTS (SELECT 1 FROM done WHERE done.story = visits.story)"
                " ORDER BY story LIMIT ?",
                (last, size),
            )
        ]:
            yield batch
            last = batch[-1]

    def visits(self, stories: Sequence[str]) -> list[sqlite3.Row]:
        """Give every visit of the stories, a story after the other."""
        marks = ", ".join("?" * len(stories))
        cursor = self._db.cursor()
        cursor.row_factory = sqlite3.Row
        return cursor.execute(
            "SELECT story, outlet_id, fetch_id, page_id, article_id, fetched_at, outcome, url,"
            " version, state, reading FROM visits"
            f" WHERE story IN ({marks}) ORDER BY story, fetch_id",
            stories,
        ).fetchall()

    def finish(self, stories: Iterable[str]) -> None:
        """Note that the database holds the stories as they are read today."""
        self._db.execute("BEGIN")
        rows = ((story, self.up_to) for story in stories)
        self._db.executemany("INSERT OR REPLACE INTO done VALUES (?, ?)", rows)
        self._db.execute("COMMIT")

    def forget(self) -> bool:
        """Drop what was wanted, once it is in the database; say whether nothing read is left."""
        self._db.execute("DELETE FROM visits WHERE wanted")
        return not self._one("SELECT count(*) FROM visits WHERE state = 1")

    def remove(self) -> None:
        """Close and delete the file."""
        self.close()
        for file in self.path.parent.glob(f"{self.path.stem}.*"):
            file.unlink(missing_ok=True)

    def count(self, what: str) -> int:
        """Count what is wanted: `visits`, those `unread`, and the stories `waiting`."""
        return int(self._one(_COUNTS[what]))

    def _one(self, query: str) -> Any:
        return self._db.execute(query).fetchone()[0]
