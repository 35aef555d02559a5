"""Whether the database knows what a newsroom's site showed, and the archive what that knows."""

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import text

from models.database import open_engine
from tests.nights.newsroom import Life, Shown

_AT_ONCE = timedelta(minutes=10)
"""A crawl begins and ends within that."""
_CERTAIN = timedelta(days=2)
"""Between the first and the last 404 of a story that is gone: see docs/data.md."""
_TEXTS = (
    "SELECT source_id, number, headline_before, body_before, headline_after, body_after, headline,"
    " body FROM articles LEFT JOIN revisions ON article_id = articles.id"
    " ORDER BY source_id, number"
)
_COUNTS = (
    "SELECT source_id, observed_at, count FROM view_counts JOIN articles ON id = article_id"
    " ORDER BY source_id, observed_at"
)
_ENDS = "SELECT source_id, missing_since, gone_at FROM stories"
OF_A_COPY = frozenset(
    {"date_line", "date_witnesses", "hijri_printed", "hijri_refers_to", "rendered_on"}
)
"""Columns of a story that it may have of one or another of its copies, if some print no date."""
_OF_ROWS = frozenset({"id", "article_id", "fetch_id", "page_id"})
_HISTORY = {
    "stories": "SELECT * FROM articles ORDER BY source_id",
    "edits": "SELECT source_id, revisions.* FROM revisions JOIN articles ON articles.id ="
    " article_id ORDER BY source_id, number",
    "view counts": "SELECT source_id, view_counts.* FROM view_counts JOIN articles ON id ="
    " article_id ORDER BY source_id, observed_at",
    "credits": "SELECT source_id, credits.* FROM credits JOIN articles ON id = article_id"
    " ORDER BY source_id, position",
    "ends": "SELECT source_id, missing_since, gone_at, last_seen_at FROM stories"
    " ORDER BY source_id",
}


def unknown(database: str, life: Life) -> Iterator[str]:
    """What the database does not have as the site showed it, one line each."""
    texts, counts, ends = _texts(database), _counts(database), rows(database, _ENDS)
    yield from (f"{story}: never shown" for story in texts.keys() - life.shown.keys())
    for story, shown in life.shown.items():
        expected = _changes(shown)
        if (found := texts.get(story, [])) != expected:
            yield f"{story}: {len(found)} texts, not the {len(expected)} that were shown"
        if not _are_counts_of(seen := counts.get(story, []), shown):
            yield f"{story}: views {seen}, not {[each.views for each in shown]}"
    for row in ends:
        missing = life.missing.get(row["source_id"], [])
        is_gone = bool(missing) and missing[-1] - missing[0] >= _CERTAIN
        said = row["gone_at"] or row["missing_since"]
        if bool(row["gone_at"]) != is_gone or not _is_at(said, missing[0] if missing else None):
            yield f"{row['source_id']}: missing since {said}, not {missing}"


def rows(database: str, query: str) -> list[dict[str, Any]]:
    """The rows that a query gives."""
    engine = open_engine(database)
    try:
        with engine.connect() as connection:
            return [dict(row) for row in connection.execute(text(query)).mappings()]
    finally:
        engine.dispose()


def differing(database: str, anew: str, except_for: frozenset[str] = frozenset()) -> Iterator[str]:
    """What a database made anew does not have as the first one does, one line each."""
    for what, query in _HISTORY.items():
        before, after = rows(database, query), rows(anew, query)
        if len(before) != len(after):
            yield f"{len(after)} {what}, not {len(before)}"
        for one, other in zip(before, after, strict=False):
            for column in one.keys() - _OF_ROWS - except_for:
                if one[column] != other[column]:
                    yield f"{what} of {one['source_id']}: {column} {other[column]!r:.80}"


def _texts(database: str) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows(database, _TEXTS):
        if row["number"] is None:
            found[row["source_id"]] = [(row["headline"], row["body"])]
            continue
        first = [(row["headline_before"], row["body_before"])]
        texts = found.setdefault(row["source_id"], first)
        texts.append((row["headline_after"], row["body_after"]))
    return found


def _counts(database: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for row in rows(database, _COUNTS):
        found.setdefault(row["source_id"], []).append(row["count"])
    return found


def _are_counts_of(seen: Sequence[int], shown: Sequence[Shown]) -> bool:
    """Whether each count that a crawl must have stored is there, and none that was not shown."""
    left = list(seen)
    for _, visits in groupby(shown, key=lambda each: each.night):
        of_night = [each for each in visits if each.views is not None]
        for number, each in enumerate(of_night, start=1):
            if left[:1] == [each.views]:
                left.pop(0)
            elif not each.is_doubtful or number == len(of_night):
                return False
    return not left


def _changes(shown: Sequence[Shown]) -> list[tuple[str, str]]:
    """Each text that is another than the one before it."""
    texts = [(_composed(each.headline), _composed(each.body)) for each in shown]
    return [text for i, text in enumerate(texts) if i == 0 or text != texts[i - 1]]


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _is_at(said: Any, moment: datetime | None) -> bool:
    if said is None or moment is None:
        return said is moment
    at = said if isinstance(said, datetime) else datetime.fromisoformat(said).replace(tzinfo=UTC)
    return timedelta(0) <= at - moment < _AT_ONCE
