"""Known roots are the only stems of their words; words with an apostrophe are known as one word."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

import sqlalchemy as sa
from alembic import op

from models.words import guessed_stems, joined, stems

_AT_ONCE = 1000
"""Words in a statement, or stories."""
_LONGEST = 40  # as in models.search_words
_TABLE = sa.table("search_words", sa.column("word"), sa.column("stem"))

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Give the words their stems anew, and find those with an apostrophe in all stories."""
    _forget_joined()  # 0003 has filled an older database just now, as saving does today
    _write_anew(stems)
    _insert({word: stems(word) for word in sorted(_joined_words())})


def downgrade() -> None:
    """Leave each word the stems that rules find."""
    _forget_joined()
    _write_anew(guessed_stems)


def _forget_joined() -> None:
    op.execute("DELETE FROM search_words WHERE word LIKE '% %'")


def _write_anew(stems_of: Callable[[str], Iterable[str]]) -> None:
    """Replace the stems of the words that have others: a few hundred."""
    known = defaultdict(set)
    for word, stem in op.get_bind().execute(sa.select(_TABLE.c.word, _TABLE.c.stem)):
        known[word].add(stem)
    others = {
        word: theirs
        for word in sorted(known)
        if known[word] != set(theirs := tuple(stems_of(word)))
    }
    for some in _parts(list(others)):
        op.get_bind().execute(sa.delete(_TABLE).where(_TABLE.c.word.in_(some)))
    _insert(others)


def _insert(stems_of: dict[str, tuple[str, ...]]) -> None:
    for some in _parts(list(stems_of)):
        op.bulk_insert(_TABLE, [{"word": w, "stem": each} for w in some for each in stems_of[w]])


def _joined_words() -> set[str]:
    """Give those that saving the stories would have noted."""
    part = sa.text(
        "SELECT id, headline, body FROM articles WHERE id > :last ORDER BY id LIMIT :most"
    )
    found: set[str] = set()
    last = 0
    while rows := op.get_bind().execute(part, {"last": last, "most": _AT_ONCE}).all():
        for row in rows:
            found |= joined(row.headline or "") | joined(row.body)
        last = rows[-1].id
    return {each for each in found if len(each) <= _LONGEST and each.replace(" ", "").isalpha()}


def _parts(words: list[str]) -> Iterator[list[str]]:
    return (words[start : start + _AT_ONCE] for start in range(0, len(words), _AT_ONCE))
