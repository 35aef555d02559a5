"""What analysts read: views, and the names of countries."""

import sqlalchemy as sa
from alembic import op
from babel import Locale

from models.migrations import views_0002 as views

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Fill the names of countries and create the views."""
    names, english = (Locale.parse(language).territories for language in ("id", "en"))
    codes = [code for code in map(str, names) if len(code) == 2 and code.isalpha()]
    table = sa.table("countries", *map(sa.column, ("code", "name", "name_english")))
    op.bulk_insert(
        table,
        [
            {"code": code, "name": names[code], "name_english": english[code]}
            for code in sorted(codes)
        ],
    )
    for statement in views.create_statements(op.get_bind().dialect.name):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """Drop the views and empty the table of countries."""
    for statement in views.drop_statements():
        op.get_bind().exec_driver_sql(statement)
    op.execute("DELETE FROM countries")
