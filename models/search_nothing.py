"""Why a search has found nothing, in a line for the person who asked."""

from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches

from sqlalchemy import Engine, func, select

from models.place_names import spellings
from models.search import Wanted, has_stories, search
from models.search_query import read_query
from models.tables import count_by_place, search_words
from models.words import words

_SAME = 2  # letters at the beginning of a word that is meant and of the one that was written
_LONGER = 2  # letters, at most, that it has more or fewer
_CANDIDATES = 20_000  # words to compare, which takes a fifth of a second


def why_nothing(engine: Engine, wanted: Wanted) -> str:
    """Give the first of these that is so: the archive is empty, no story has one of the words, none
    has all of them, none without what is left out, none comes from the place, or none of the others
    fits the days, the outlet and the place.
    """
    if not has_stories(engine):
        return "the archive holds no stories yet"
    query = read_query(wanted.words)
    plain = Wanted(words=" ".join(query.asked), limit=1, sort="newest")
    unknown = [each for each in query.asked if not _finds(engine, replace(plain, words=each))]
    if unknown:
        return f"no story has {', and none '.join(_with_like(engine, each) for each in unknown)}"
    if not _finds(engine, plain):
        return "each of these is in some story, but no story has them all"
    if query.excluded and not _finds(engine, replace(plain, words=wanted.words)):
        return "every story that has this also has what is left out"
    if wanted.place is not None and not _comes_from(engine, wanted.place):
        return f"no story comes from {wanted.place!r}"
    bounds = _bounds(wanted)
    return f"there are stories, but none {bounds}" if bounds else "until a moment ago: ask again"


def _finds(engine: Engine, wanted: Wanted) -> bool:
    return bool(search(engine, wanted).hits)


def _bounds(wanted: Wanted) -> str:
    said: Sequence[tuple[str, object]] = (
        ("since", wanted.since),
        ("until", wanted.until),
        ("of", wanted.outlet),
        ("from", wanted.place),
    )
    return " ".join(f"{word} {value}" for word, value in said if value is not None)


def _comes_from(engine: Engine, place: str) -> bool:
    known = select(count_by_place.c.place).where(count_by_place.c.place.in_(spellings(place)))
    with engine.connect() as connection:
        return connection.execute(known.limit(1)).first() is not None


def _with_like(engine: Engine, asked: str) -> str:
    """Give a word with the words of the archive that look most like it: it may be mistyped."""
    found = words(asked)
    if not asked.isalpha() or len(found) != 1:
        return asked
    (word,) = found
    column = search_words.c.word
    near = (
        select(column)
        .distinct()
        .where(column.startswith(word[:_SAME], autoescape=True))
        .where(func.length(column).between(len(word) - _LONGER, len(word) + _LONGER))
        .limit(_CANDIDATES)
    )
    with engine.connect() as connection:
        candidates = connection.execute(near).scalars().all()
    like = get_close_matches(word, sorted(candidates), n=3, cutoff=0.8)
    return f"{asked} (but {', '.join(like)})" if like else asked
