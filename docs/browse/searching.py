"""The search of `scrapy search` for a page of Datasette's: what was asked, what was found."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine, NullPool, create_engine

from models.crawls import known_outlets
from models.excerpt import Excerpt
from models.existing import open_to_read
from models.search import SORTS, Hit, Wanted, search
from models.search_nothing import why_nothing
from models.search_query import QueryError

MOST = 50
Piece = tuple[str, bool]
"""A part of a text, and whether it was looked for."""


class Found(NamedTuple):
    """What the page shows."""

    hits: list[Hit]
    is_bounded: bool = False
    """Whether there are more than were ranked."""
    error: str | None = None
    why_nothing: str = ""


def find(engine: Engine, said: Mapping[str, str]) -> Found:
    """Answer what the page's form says; of what cannot be read, why."""
    if not said["words"].strip():
        return Found([])
    try:
        wanted = _wanted(said)
        answer = search(engine, wanted)
        why = "" if answer.hits else why_nothing(engine, wanted)
    except ValueError as error:
        return Found([], error=str(error))
    return Found(answer.hits, answer.is_bounded, why_nothing=why)


def _wanted(said: Mapping[str, str]) -> Wanted:
    since, until = _day(said["since"]), _day(said["until"])
    if since and until and since > until:
        raise QueryError(f"the first day, {since}, is after the last, {until}")
    return Wanted(
        words=said["words"],
        since=since,
        until=until,
        outlet=said["outlet"] or None,
        place=said["place"].strip() or None,
        limit=MOST,
        sort=said["sort"] if said["sort"] in SORTS else SORTS[0],
    )


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given.strip()) if given.strip() else None
    except ValueError:
        raise QueryError(f"{given!r} is no day as YYYY-MM-DD") from None


def pieces(excerpt: Excerpt) -> Iterator[Piece]:
    """Give the text in parts."""
    end = 0
    for start, stop in excerpt.marks:
        yield excerpt.text[end:start], False
        yield excerpt.text[start:stop], True
        end = stop
    yield excerpt.text[end:], False


@cache
def reading(file: str) -> Engine:
    """Give an engine that only reads the file."""
    return create_engine("sqlite://", creator=lambda: open_to_read(Path(file)), poolclass=NullPool)


def outlets(engine: Engine) -> list[str]:
    """Give the names to choose from."""
    return [name for name, _ in known_outlets(engine).values()]
