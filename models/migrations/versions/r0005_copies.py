"""Where the archive has a body that visits share, and an index by which a copy is known."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and the index."""
    op.add_column("pages", sa.Column("body_digest", sa.Text()))
    op.add_column("pages", sa.Column("body_file", sa.Text()))
    op.add_column("pages", sa.Column("body_offset", sa.BigInteger()))
    op.add_column("fetches", sa.Column("body_file", sa.Text()))
    op.create_index("ix_fetches_page_id_fetched_at", "fetches", ["page_id", "fetched_at"])


def downgrade() -> None:
    """Remove them."""
    op.drop_index("ix_fetches_page_id_fetched_at", "fetches")
    op.drop_column("fetches", "body_file")
    for column in ("body_offset", "body_file", "body_digest"):
        op.drop_column("pages", column)
