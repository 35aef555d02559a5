"""The rows of `quarantine`: pages that could not be read, and when a later reading succeeded."""

import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from models.article_row import Row
from models.bulk import insert_rows, update_rows
from models.content import legible_or_none
from models.fetch import READ, Ending, Outcome
from models.looking_up import among, rows_among
from models.tables import fetches, quarantine
from models.visits import Visit


def write(connection: Connection, visits: Mapping[int, Visit]) -> None:
    """Insert a row for each visit that ended there, by the id of its row of `fetches`."""
    rows = [
        _row(fetch_id, visit, visit.fetch.result)
        for fetch_id, visit in visits.items()
        if visit.outcome is Outcome.QUARANTINED and isinstance(visit.fetch.result, Ending)
    ]
    insert_rows(connection, quarantine, rows)


def resolve(connection: Connection, visits: Sequence[Visit]) -> None:
    """Date the end of a page's quarantine by the visit that read it, if that is no older copy."""
    read: dict[int, list[datetime]] = defaultdict(list)
    for visit in visits:
        if visit.outcome in READ and not visit.is_first:
            read[visit.page["id"]].append(visit.fetch.fetched_at)
    for page_id, moment in _overtaken(connection, visits):
        read[page_id].append(moment)
    if not read:
        return
    names = ("id", "page_id", "quarantined_at")
    waiting = rows_among(
        connection, quarantine, names, "page_id", read, where="resolved_at IS NULL"
    )
    rows = [
        {"id": key, "resolved_at": min(later)}
        for key, page_id, since in waiting
        if (later := [at for at in read[page_id] if at >= since])
    ]
    update_rows(connection, quarantine, rows)


def _row(fetch_id: int, visit: Visit, ending: Ending) -> Row:
    fetch = visit.fetch
    return {
        "fetch_id": fetch_id,
        "page_id": fetch.page_id,
        "outlet_id": visit.page["outlet_id"],
        "url": legible_or_none(fetch.url),
        "stage": ending.stage,
        "reason": legible_or_none(ending.reason),
        "message": legible_or_none(ending.message),
        "content_type": legible_or_none(fetch.content_type),
        "body": None if fetch.body is None else zlib.compress(fetch.body),
        "quarantined_at": fetch.fetched_at,
    }


def _overtaken(connection: Connection, visits: Sequence[Visit]) -> list[tuple[int, datetime]]:
    """When the pages were read of which an older copy, that cannot be read, has come since."""
    theirs = {
        visit.page["id"]
        for visit in visits
        if visit.outcome is Outcome.QUARANTINED
        and visit.fetch.fetched_at < visit.page["last_fetched_at"]
    }
    if not theirs:
        return []
    query = select(fetches.c.page_id, fetches.c.fetched_at).where(
        among(connection, fetches.c.page_id, theirs), fetches.c.outcome.in_(sorted(READ))
    )
    return [(row.page_id, row.fetched_at) for row in connection.execute(query)]
