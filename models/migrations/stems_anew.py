"""Writing the stems of words that are known anew."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

import sqlalchemy as sa
from alembic import op

AT_ONCE = 1000
"""Words in a statement, or stories."""
_TABLE = sa.table("search_words", sa.column("word"), sa.column("stem"))


def write_anew(stems_of: Callable[[str], Iterable[str]]) -> None:
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
    insert(others)


def insert(stems_of: dict[str, tuple[str, ...]]) -> None:
    """Write words that have none yet."""
    for some in _parts(list(stems_of)):
        op.bulk_insert(_TABLE, [{"word": w, "stem": each} for w in some for each in stems_of[w]])


def _parts(words: list[str]) -> Iterator[list[str]]:
    return (words[start : start + AT_ONCE] for start in range(0, len(words), AT_ONCE))
