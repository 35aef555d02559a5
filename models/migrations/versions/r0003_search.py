"""Full-text search: the index, and the stem of every word in it."""

import sqlalchemy as sa
from alembic import context, op

from models import search_index, search_schema

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the index and fill it from the stories that there are."""
    op.create_table(
        "search_words",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("stem", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("word", name="pk_search_words"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_search_words_stem", "search_words", ["stem"])
    connection = op.get_bind()
    for statement in search_schema.create_statements(connection.dialect.name):
        connection.exec_driver_sql(statement)
    search_index.fill(connection, context.config.attributes.get("tell"))


def downgrade() -> None:
    """Drop all of it; nothing in it is not in the stories too."""
    connection = op.get_bind()
    for statement in search_schema.drop_statements(connection.dialect.name):
        connection.exec_driver_sql(statement)
    op.drop_table("search_words")
