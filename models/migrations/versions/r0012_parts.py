"""A later part of a story, which is visited once, does not keep its `missing_since` null."""

from alembic import op

from models import story_views
from models.dialects import Dialect

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the view anew; on PostgreSQL in its place, for others may have made views on it."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    query = story_views.queries(Dialect(is_sqlite))["stories"]
    if is_sqlite:
        op.get_bind().exec_driver_sql("DROP VIEW stories")
    create = "CREATE VIEW" if is_sqlite else "CREATE OR REPLACE VIEW"
    op.get_bind().exec_driver_sql(f"{create} stories AS {query}")


def downgrade() -> None:
    """Leave the view: it has the same columns and asks for no newer ones."""
