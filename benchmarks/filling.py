"""A database with many stories in it: 10,000 that were saved, and copies of them by SQL."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, Table, text

from models import search_index
from models.recount import recount
from models.search_schema import SQLITE_TRIGGERS
from models.tables import articles, credits, fetches, pages, view_counts

_NUMBERS = {"articles.id", "articles.page_id", "pages.id", "fetches.id", "fetches.page_id",
            "fetches.article_id", "credits.article_id", "view_counts.article_id",
            "view_counts.fetch_id"}  # fmt: skip


def multiply(engine: Engine, stories: int, times: int) -> None:
    """Copy stories 1 to `stories`, with pages and visits, so that there are `times` as many.

    The numbers of pages, stories and visits must be the same, from 1 on.
    """
    with engine.begin() as connection:
        for table in (pages, articles, fetches, credits, view_counts):
            key = "article_id" if "article_id" in table.primary_key.columns else "id"
            names = [column.name for column in table.c]
            for turn in range(1, times):
                values = ", ".join(_copied(table, name, turn * stories) for name in names)
                connection.execute(
                    text(
                        f"INSERT INTO {table.name} ({', '.join(names)}) "
                        f"SELECT {values} FROM {table.name} WHERE {key} <= {stories}"
                    )
                )
            if engine.dialect.name == "postgresql" and key == "id":
                sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
                connection.execute(text(f"SELECT setval({sequence}, {stories * times})"))
        recount(connection)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


@contextmanager
def without_full_text(engine: Engine) -> Iterator[None]:
    """Meanwhile this process writes no full-text index, nor does SQLite, which has triggers."""
    if engine.dialect.name == "sqlite":
        with engine.begin() as connection:
            for name in SQLITE_TRIGGERS:
                connection.execute(text(f"DROP TRIGGER {name}"))
    write = search_index.write
    search_index.write = lambda *_: None
    try:
        yield
    finally:
        search_index.write = write


def _copied(table: Table, name: str, further: int) -> str:
    if f"{table.name}.{name}" in _NUMBERS:
        return f"{name} + {further}"
    if name == "source_id":
        return f"CAST(id + {further} AS TEXT)"
    if name == "url":
        return f"'https://kabar.example/baca/' || (id + {further})"
    return name
