"""Words of the full-text index have every stem that they may have: `menutup` that of `ditutup`."""

from collections.abc import Callable, Iterable

import sqlalchemy as sa
from alembic import op

from models.words import stem, stems

_AT_ONCE = 10_000
"""Words."""

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Give the words their stems anew."""
    _make_anew(("word", "stem"), stems)


def downgrade() -> None:
    """Leave each word the one that Snowball finds."""
    _make_anew(("word",), lambda word: (stem(word),))


def _make_anew(key: tuple[str, ...], stems_of: Callable[[str], Iterable[str]]) -> None:
    """Create the table with another key; all that it holds follows from its words."""
    connection = op.get_bind()
    known = connection.execute(sa.text("SELECT DISTINCT word FROM search_words ORDER BY word"))
    words = list(known.scalars())
    op.drop_table("search_words")
    table = op.create_table(
        "search_words",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("stem", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(*key, name="pk_search_words"),
        sqlite_with_rowid=False,
    )
    for start in range(0, len(words), _AT_ONCE):
        some = words[start : start + _AT_ONCE]
        op.bulk_insert(table, [{"word": w, "stem": each} for w in some for each in stems_of(w)])
    op.create_index("ix_search_words_stem", "search_words", ["stem"])
