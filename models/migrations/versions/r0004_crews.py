"""Crawls that share their work."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the name that crawls which share their work have in common."""
    op.add_column("crawls", sa.Column("crew", sa.Text()))


def downgrade() -> None:
    """Take it away again."""
    op.drop_column("crawls", "crew")
