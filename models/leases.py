"""Who has an outlet to itself: one crawl at a time, until it ends or stops saying that it runs."""

import os
import socket
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, Row, select, update

from models.database import writing
from models.tables import crawls, outlets

LEASE = timedelta(seconds=60)
"""For how long a crawl holds its outlet without renewing."""


class OutletHeld(Exception):
    """Another crawl has the outlet; the message says which."""


def take(
    connection: Connection, outlet_id: int, crawl_id: int, *, now: datetime, pause: timedelta
) -> None:
    """Give the outlet to a crawl, or raise OutletHeld. The outlet's row must be locked.

    An outlet whose holder's time is up, or whose process on this host is gone, is taken over: that
    crawl is `lost`. When it asked last is not known, so the next request waits for `pause`.
    """
    holder = connection.execute(
        select(
            crawls.c.id,
            crawls.c.host,
            crawls.c.pid,
            crawls.c.started_at,
            outlets.c.name,
            outlets.c.held_until,
            outlets.c.next_request_at,
        )
        .join(crawls, crawls.c.id == outlets.c.held_by_crawl)
        .where(outlets.c.id == outlet_id)
    ).first()
    held: dict[str, object] = {"held_by_crawl": crawl_id, "held_until": now + LEASE}
    if holder is not None:
        if holder.held_until > now and _may_be_alive(holder):
            raise OutletHeld(
                f"{holder.name} is held by crawl {holder.id} on {holder.host}, process"
                f" {holder.pid}, since {holder.started_at:%Y-%m-%d %H:%M:%S} UTC"
            )
        connection.execute(
            update(crawls)
            .where(crawls.c.id == holder.id, crawls.c.outcome == "running")
            .values(outcome="lost", reason="ended without a word", finished_at=now)
        )
        held["next_request_at"] = max(holder.next_request_at or now, now + pause)
    connection.execute(update(outlets).where(outlets.c.id == outlet_id).values(held))


def renew(engine: Engine, outlet_id: int, crawl_id: int, now: datetime) -> bool:
    """Say that the crawl still runs; False: another one has taken the outlet over."""
    with writing(engine) as connection:
        renewed = connection.execute(
            update(outlets)
            .where(outlets.c.id == outlet_id, outlets.c.held_by_crawl == crawl_id)
            .values(held_until=now + LEASE)
        )
        return renewed.rowcount == 1


def release(connection: Connection, crawl_id: int) -> None:
    """Let the outlet go, if the crawl still has it."""
    connection.execute(
        update(outlets)
        .where(outlets.c.held_by_crawl == crawl_id)
        .values(held_by_crawl=None, held_until=None)
    )


def next_request_at(engine: Engine, outlet_id: int) -> datetime | None:
    """Give the moment before which nothing may be asked of the outlet."""
    moment = select(outlets.c.next_request_at).where(outlets.c.id == outlet_id)
    with engine.connect() as connection:
        found: datetime | None = connection.execute(moment).scalar_one()
        return found


def _may_be_alive(holder: Row[*tuple[object, ...]]) -> bool:
    """False only for a process of this host that is certainly gone."""
    if holder.host != socket.gethostname() or os.name != "posix" or not holder.pid:
        return True
    try:
        os.kill(holder.pid, 0)  # asks whether it is there; sends nothing
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
