"""How far `scrapy reparse` has read an outlet's archive with which reader."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "rereadings",
        sa.Column("outlet_id", KEY, nullable=False),
        sa.Column("reader_version", sa.Text(), nullable=False),
        sa.Column("up_to_fetch", KEY, nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["outlet_id"], ["outlets.id"], name="fk_rereadings_outlet_id_outlets"
        ),
        sa.PrimaryKeyConstraint("outlet_id", "reader_version", name="pk_rereadings"),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("rereadings")
