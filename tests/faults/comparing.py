"""Whether a database holds what another one holds, to the last column that time does not change."""

import zlib
from collections import Counter
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, Table, select

from models.recount import wrong_counts
from models.tables import articles, fetches, metadata, outlets, pages

# What two crawls of the same pages differ in even when nothing goes wrong: when they ran and who
# they were, when a page was visited, how long it took, and where in the archive it lies (that it
# does lie there is looked up, see `Trial.unreadable`). Numbers of rows are read as what they name.
CRAWLS = {"crawls", "count_by_outcome"}
LEFT_OUT = {
    "outlets": {"held_by_crawl", "held_until", "next_request_at"},
    # Several lists show a story, and the one that is read first is noted. `next_visit_at` of what
    # could not be stored is compared as days from its visit; that of lists is left out: a later
    # page of a section that was read before the page in front of it is due once more. Of
    # `gone_since` and `gone_at` it is compared whether they are set.
    "pages": {"found_on", "found_at", "last_fetched_at", "body_file", "body_offset"},
    "articles": {"fetched_at", "first_fetched_at"},
    "fetches": {"crawl_id", "fetched_at", "seconds", "archive_file", "archive_offset", "body_file"},
    "view_counts": {"observed_at", "observed_on"},
    "quarantine": {"quarantined_at", "resolved_at"},
}
NAMES = {
    "outlet_id": select(outlets.c.id, outlets.c.name),
    "page_id": select(pages.c.id, pages.c.url),
    "article_id": select(articles.c.id, articles.c.source_id),
    "fetch_id": select(fetches.c.id, pages.c.url).join(pages),
}

Content = dict[str, Counter[tuple[Any, ...]]]


def content(engine: Engine) -> Content:
    """The rows of every table, ids replaced by what they name."""
    with engine.connect() as connection:
        named = {
            column: {row[0]: row[1] for row in connection.execute(query)}
            for column, query in NAMES.items()
        }
        return {
            table.name: Counter(_rows(connection, table, named))
            for table in metadata.sorted_tables
            if table.name not in CRAWLS
        }


def differences(expected: Content, found: Content) -> list[str]:
    """One line for each row that only one of them has."""
    return [
        f"{table}: {number} {what} {str(row)[:300]}"
        for table in expected
        for what, rows in (
            ("missing", expected[table] - found[table]),
            ("too many", found[table] - expected[table]),
        )
        for row, number in rows.items()
    ]


def miscounted(engine: Engine) -> list[str]:
    """Roll-ups that disagree with the rows that they count."""
    with engine.connect() as connection:
        return wrong_counts(connection)


Named = dict[str, dict[int, str]]


def _rows(connection: Connection, table: Table, named: Named) -> list[tuple[Any, ...]]:
    left_out = LEFT_OUT.get(table.name, set()) | {"id"}
    query = select(table)
    if table is fetches:  # every crawl asks anew for the lists where discovery begins
        query = query.join(pages).where(pages.c.kind == "story")
    return [
        tuple(_value(row, name, named) for name in row if name not in left_out)
        for row in connection.execute(query).mappings()
    ]


def _value(row: RowMapping, name: str, named: Named) -> Any:
    value = row[name]
    if name in named:
        return named[name].get(value)
    if name == "next_visit_at":
        if value is None or row["kind"] != "story" or row["last_outcome"] == "stored":
            return value if row["kind"] == "story" else None
        return (value - row["last_fetched_at"]).days
    if name in ("gone_since", "gone_at"):
        return value is not None
    if name == "body" and isinstance(value, bytes):
        return zlib.crc32(zlib.decompress(value))
    return str(value) if isinstance(value, list | dict) else value
