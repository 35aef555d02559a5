"""Known roots are the only stems of their words; words with an apostrophe are known as one word."""

import sqlalchemy as sa
from alembic import op

from models.migrations.stems_anew import AT_ONCE, insert, write_anew
from models.words import guessed_stems, joined, stems

_LONGEST = 40  # as in models.search_words

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Give the words their stems anew, and find those with an apostrophe in all stories."""
    _forget_joined()  # 0003 has filled an older database just now, as saving does today
    write_anew(stems)
    insert({word: stems(word) for word in sorted(_joined_words())})


def downgrade() -> None:
    """Leave each word the stems that rules find."""
    _forget_joined()
    write_anew(guessed_stems)


def _forget_joined() -> None:
    op.execute("DELETE FROM search_words WHERE word LIKE '% %'")


def _joined_words() -> set[str]:
    """Give those that saving the stories would have noted."""
    part = sa.text(
        "SELECT id, headline, body FROM articles WHERE id > :last ORDER BY id LIMIT :most"
    )
    found: set[str] = set()
    last = 0
    while rows := op.get_bind().execute(part, {"last": last, "most": AT_ONCE}).all():
        for row in rows:
            found |= joined(row.headline or "") | joined(row.body)
        last = rows[-1].id
    return {each for each in found if len(each) <= _LONGEST and each.replace(" ", "").isalpha()}
