"""Visits that were taken for their story's and, as is known today, brought another page."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from models.bulk import insert_rows
from models.looking_up import among
from models.rereading.changes import Change
from models.tables import fetches, pages, quarantine

_OF_TODAY = ("stage", "reason", "message", "resolved_at")


def write_withdrawn(connection: Connection, changes: Sequence[Change]) -> None:
    """Put the visits into quarantine, whose pages are in the archive."""
    withdrawn = {row["id"]: row for change in changes for row in change.withdrawn}
    if not withdrawn:
        return
    visits = (
        select(fetches.c.id, fetches.c.page_id, pages.c.outlet_id, pages.c.url)
        .join(pages, pages.c.id == fetches.c.page_id)
        .where(among(connection, fetches.c.id, withdrawn))
    )
    rows = [
        {
            "fetch_id": visit.id,
            "page_id": visit.page_id,
            "outlet_id": visit.outlet_id,
            "url": visit.url,
            "quarantined_at": withdrawn[visit.id]["fetched_at"],
            **{name: withdrawn[visit.id][name] for name in _OF_TODAY},
        }
        for visit in connection.execute(visits)
    ]
    insert_rows(connection, quarantine, rows)
