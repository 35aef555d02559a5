"""The stems of every word in the full-text index, by which a question is widened."""

from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Pool, delete, event, text

from models.database import when_committed
from models.tables import search_words
from models.words import stems

_LONGEST = 40  # characters; longer ones are no words of a language, and have no other forms
_MOST_KNOWN = 50_000  # words, some 6 MB: most running words of a crawl
_known: WeakKeyDictionary[Pool, set[str]] = WeakKeyDictionary()
"""Words that a database is known to have, the commonest first: they need not be written again."""
_written: WeakKeyDictionary[Connection, set[str]] = WeakKeyDictionary()
"""Those that an open transaction has written: an index made anew is one transaction."""


def note_words(connection: Connection, used: set[str]) -> None:
    """Give every word that is new the stems that it may have."""
    known = _known.setdefault(connection.engine.pool, set())
    written = _written.get(connection, ())
    rows = [
        (word, stem)
        # In one order, so that no two crawls wait for each other.
        for word in sorted((used - known).difference(written))
        if len(word) <= _LONGEST and word.replace(" ", "").isalpha()
        for stem in stems(word)
    ]
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT OR IGNORE INTO search_words VALUES (?, ?)", rows)
    else:
        names, theirs = map(list, zip(*rows, strict=True))
        connection.execute(text(_NEW_WORDS), {"words": names, "stems": theirs})
    written = _written_by(connection, known)
    if len(known) + len(written) < _MOST_KNOWN:
        written.update(word for word, _ in rows)


def forget_words(connection: Connection) -> None:
    """Delete every word."""
    _known.pop(connection.engine.pool, None)
    if connection in _written:
        _written[connection].clear()
    connection.execute(delete(search_words))


def _written_by(connection: Connection, known: set[str]) -> set[str]:
    """The words that the open transaction has written; they are known once it is committed."""
    if connection in _written:
        return _written[connection]
    written = _written[connection] = set()
    when_committed(connection, lambda: known.update(written))
    for undone in ("rollback", "rollback_savepoint"):
        event.listen(connection, undone, lambda *_: written.clear())
    return written


_NEW_WORDS = """INSERT INTO search_words (word, stem)
SELECT n.word, n.stem FROM unnest(CAST(:words AS text[]), CAST(:stems AS text[])) AS n (word, stem)
WHERE NOT EXISTS (SELECT 1 FROM search_words w
  WHERE (w.word, w.stem) = (n.word, n.stem))
ON CONFLICT DO NOTHING"""
