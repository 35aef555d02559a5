"""Roll-ups and indexes, with which the views answer over a million stories."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from alembic import op

from models import views
from models.migrations import views_0002, views_0006
from models.recount import recount

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
GONE = sa.text("gone_at IS NOT NULL")
Columns = tuple[tuple[str, Any], ...]
DAYS: Columns = (("first_day", sa.Date), ("last_day", sa.Date))
COUNTED: Columns = (("stories", sa.Integer), ("views", sa.BigInteger), ("counted", sa.Integer))
ROLLUPS: dict[str, tuple[tuple[str, ...], Columns, Columns]] = {
    "count_by_day": (("outlet_id", "published_on", "section"), COUNTED, ()),
    "count_by_month": (("outlet_id", "month", "section"), COUNTED, ()),
    "count_by_outlet_day": (("outlet_id", "hijri_month", "published_on"), COUNTED, ()),
    "count_by_place": (("place", "country_code", "outlet_id"), COUNTED, DAYS),
    "count_by_place_month": (("place", "country_code", "outlet_id", "month"), COUNTED, DAYS),
    "count_by_credit": (("credited", "role", "outlet_id", "month"), COUNTED[:1], DAYS),
    "count_by_outcome": (("crawl_id", "outcome"), (("fetches", sa.Integer),), ()),
}
KEY_TYPES: dict[str, Any] = {"outlet_id": KEY, "crawl_id": KEY, "published_on": sa.Date()}
INDEXES = (
    ("ix_count_by_day_published_on", "count_by_day", ["published_on"]),
    ("ix_count_by_place_month_month", "count_by_place_month", ["month"]),
    ("ix_count_by_credit_month", "count_by_credit", ["month"]),
    ("ix_articles_country_code_published_on", "articles", ["country_code", "published_on"]),
    ("ix_articles_view_count", "articles", ["view_count"]),
    ("ix_crawls_started_at", "crawls", ["started_at"]),
    ("ix_revisions_found_at", "revisions", ["found_at"]),
    ("ix_credits_name_role", "credits", ["name", "role"]),
    ("ix_credits_printed", "credits", ["printed"]),
    (
        "ix_quarantine_reasons",
        "quarantine",
        ["outlet_id", "stage", "reason", "resolved_at", "quarantined_at"],
    ),
)
REPLACED = (
    ("ix_credits_role_name", "credits", ["role", "name"]),
    ("ix_quarantine_outlet_id_reason", "quarantine", ["outlet_id", "reason"]),
)


def upgrade() -> None:
    """Create the roll-ups, count what is there, and let the views read them."""
    _run(views_0002.drop_statements())
    for name, (key, counts, days) in ROLLUPS.items():
        _create(name, key, counts, days)
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns)
    op.create_index(
        "ix_articles_gone_at", "articles", ["gone_at"], sqlite_where=GONE, postgresql_where=GONE
    )
    for name, table, _ in REPLACED:
        op.drop_index(name, table)
    recount(op.get_bind())
    _run(views_0006.create_statements(op.get_bind().dialect.name))


def downgrade() -> None:
    """Drop the roll-ups; the views count on asking again."""
    _run(views.drop_statements())
    for name, table, columns in REPLACED:
        op.create_index(name, table, columns)
    op.drop_index("ix_articles_gone_at", "articles")
    for name, table, _ in INDEXES:
        op.drop_index(name, table)
    for name in ROLLUPS:
        op.drop_table(name)
    _run(views_0002.create_statements(op.get_bind().dialect.name))


def _create(name: str, key: tuple[str, ...], counts: Columns, days: Columns) -> None:
    """Create a roll-up; what it counts refers to an outlet or a crawl."""
    reference = "crawl" if "crawl_id" in key else "outlet"
    op.create_table(
        name,
        *(sa.Column(each, KEY_TYPES.get(each, sa.Text()), nullable=False) for each in key),
        *(sa.Column(each, type_, nullable=False) for each, type_ in counts),
        *(sa.Column(each, type_) for each, type_ in days),
        sa.PrimaryKeyConstraint(*key, name=f"pk_{name}"),
        sa.ForeignKeyConstraint(
            [f"{reference}_id"],
            [f"{reference}s.id"],
            name=f"fk_{name}_{reference}_id_{reference}s",
        ),
        sqlite_with_rowid=False,
    )


def _run(statements: Iterable[str]) -> None:
    for statement in statements:
        op.get_bind().exec_driver_sql(statement)
