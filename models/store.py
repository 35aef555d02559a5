"""Saving visits: what each brought, and the one outcome that it ended in."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlalchemy import Connection, Engine

from models import records, rollup_rows
from models.crawls import lock_outlets_of
from models.database import one_line, writing
from models.ends import date_anew
from models.fetch import Ending, Fetch, Outcome
from models.outcomes import decide
from models.patience import is_bad_row
from models.rollups import changes
from models.visits import committed, look_up


def save(
    engine: Engine,
    fetches: Sequence[Fetch],
    *,
    schedule: Sequence[float] | None = None,
    reader_version: str | None = None,
    again: bool = False,
) -> list[Outcome | Exception]:
    """Commit the visits in one transaction, in their order; give each one's outcome.

    A visit that cannot be stored is quarantined at the stage `save`, and one for which even that
    fails gives its exception; neither keeps the others out. Any other error, as of a database that
    is away (`models.patience.is_away`), is raised, and then nothing is written.

    `schedule`: see `models.revisit.next_visit`. `reader_version` is noted beside the text. `again`:
    the same visits were given before, and a server that went away may have committed them.
    """
    if not fetches:
        return []
    done = committed(engine, fetches) if again else {}
    if done:
        left = [each for each in fetches if (each.page_id, each.fetched_at) not in done]
        rest = iter(save(engine, left, schedule=schedule, reader_version=reader_version))
        return [done.get((each.page_id, each.fetched_at)) or next(rest) for each in fetches]
    return _save(engine, lambda _: fetches, schedule, reader_version)


def save_new(
    engine: Engine,
    fetches: Sequence[Fetch],
    are_known: Callable[[Connection], Sequence[bool]],
    *,
    schedule: Sequence[float] | None = None,
    reader_version: str | None = None,
) -> list[Outcome | Exception | None]:
    """Save the visits that are not stored yet, as `save` does; None for each that is.

    `are_known` says which are, one by one: it is asked while nobody else writes visits of these
    outlets, so that of two who save the same visit only one finds it new.
    """
    known: Sequence[bool] = []

    def new(connection: Connection) -> list[Fetch]:
        nonlocal known
        lock_outlets_of(connection, {fetch.page_id for fetch in fetches})
        known = are_known(connection)
        return [fetch for fetch, is_known in zip(fetches, known, strict=True) if not is_known]

    outcomes = iter(_save(engine, new, schedule, reader_version))
    return [None if is_known else next(outcomes) for is_known in known]


def _save(
    engine: Engine,
    chosen: Callable[[Connection], Sequence[Fetch]],
    schedule: Sequence[float] | None,
    reader_version: str | None,
) -> list[Outcome | Exception]:
    try:
        with writing(engine) as connection:
            return list(_write(connection, chosen(connection), schedule, reader_version))
    except Exception as error:
        if not is_bad_row(error):
            raise
    with writing(engine) as connection:
        return [
            _write_alone(connection, fetch, schedule, reader_version)
            for fetch in chosen(connection)
        ]


def _write(
    connection: Connection,
    fetches: Sequence[Fetch],
    schedule: Sequence[float] | None,
    reader_version: str | None,
) -> list[Outcome]:
    if not fetches:
        return []
    visits = look_up(connection, fetches, reader_version)
    for visit in visits:
        decide(connection, visit, schedule)
    counted = changes(connection, visits)
    records.write(connection, visits)
    if telling := {visit.page["id"] for visit in visits if visit.dates_end}:
        date_anew(connection, telling)
    rollup_rows.add(connection, counted)
    return [visit.outcome for visit in visits]


def _write_alone(
    connection: Connection,
    fetch: Fetch,
    schedule: Sequence[float] | None,
    reader_version: str | None,
) -> Outcome | Exception:
    try:
        with connection.begin_nested():
            return _write(connection, [fetch], schedule, reader_version)[0]
    except Exception as error:
        if not is_bad_row(error):
            raise
        refusal = Ending(
            outcome=Outcome.QUARANTINED,
            reason=f"unstorable:{type(error).__name__}",
            message=one_line(error),
            stage="save",
        )
    try:
        with connection.begin_nested():
            return _write(connection, [replace(fetch, result=refusal)], schedule, reader_version)[0]
    except Exception as error:
        if not is_bad_row(error):
            raise
        return error
