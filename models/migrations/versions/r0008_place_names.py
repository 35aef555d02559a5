"""One name a place, in a table and in the views; pages in quarantine counted, not their visits."""

from collections.abc import Mapping

import sqlalchemy as sa
from alembic import op

from models import count_views, story_views
from models.dialects import Dialect
from models.migrations import views_0006
from models.place_names import rows

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

REASONS = ("outlet_id", "stage", "reason", "resolved_at", "quarantined_at")


def upgrade() -> None:
    """Create and fill the table, and let the views give the name and count by page."""
    table = op.create_table(
        "place_names",
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("place", name="pk_place_names"),
    )
    op.create_index("ix_place_names_name", "place_names", ["name"])
    op.bulk_insert(table, rows())
    _index_reasons(*REASONS, "page_id")
    sql = Dialect(op.get_bind().dialect.name == "sqlite")
    _replace_views(story_views.queries(sql) | count_views.queries(sql))


def downgrade() -> None:
    """Drop the table; the views know places by their spellings alone, and count visits."""
    _replace_views(views_0006.changed(Dialect(op.get_bind().dialect.name == "sqlite")))
    _index_reasons(*REASONS)
    op.drop_table("place_names")


def _replace_views(queries: Mapping[str, str]) -> None:
    """Create those views that this revision changes anew."""
    for name in views_0006.changed(Dialect(is_sqlite=True)):
        op.get_bind().exec_driver_sql(f"DROP VIEW {name}")
        op.get_bind().exec_driver_sql(f"CREATE VIEW {name} AS {queries[name]}")


def _index_reasons(*columns: str) -> None:
    op.drop_index("ix_quarantine_reasons", "quarantine")
    op.create_index("ix_quarantine_reasons", "quarantine", list(columns))
