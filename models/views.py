"""What analysts read: the same views, with the same columns, on SQLite and PostgreSQL.

`docs/data.md` explains every column; a test holds it to this file.
"""

from collections.abc import Iterator

from models import count_views, story_views
from models.dialects import Dialect


def create_statements(dialect_name: str) -> Iterator[str]:
    """Give one CREATE VIEW a view, in an order in which each may use those before it."""
    for name, query in _queries(Dialect(dialect_name == "sqlite")).items():
        yield f"CREATE VIEW {name} AS {query}"


def drop_statements() -> Iterator[str]:
    """Give the way back, last view first."""
    for name in reversed(NAMES):
        yield f"DROP VIEW {name}"


def _queries(sql: Dialect) -> dict[str, str]:
    return story_views.queries(sql) | count_views.queries(sql)


NAMES = tuple(_queries(Dialect(is_sqlite=True)))
"""Every view."""
