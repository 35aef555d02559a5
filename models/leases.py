"""Who has an outlet: one crawl, or a crew of them, until it ends or stops saying that it runs."""

import os
import socket
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median_low
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, func, or_, select, update

from models.database import writing
from models.tables import crawls, fetches, outlets

LEASE = timedelta(seconds=60)
"""For how long a crawl holds its outlet without renewing."""
GRACE = LEASE / 2
"""For how much longer a crew does: if others of it live, one has taken the lead by then."""
LOST = ("lost", "ended without a word")
"""Outcome and reason of what stopped saying that it runs."""
_LATEST = 10
"""Visits of a lost crawl that tell its pace."""
_SLOWEST = timedelta(minutes=1)
"""The longest delay between two requests that is kept for a next crawl."""


class OutletHeld(Exception):
    """Another crawl has the outlet; the message says which."""


def take(
    connection: Connection,
    outlet_id: int,
    crawl_id: int,
    *,
    now: datetime,
    pause: timedelta,
    crew: str | None = None,
    lease: timedelta = LEASE,
) -> None:
    """Give the outlet to a crawl, or raise OutletHeld. The outlet's row must be locked.

    An outlet whose holder's time is up, or whose process on this host is gone, is taken over: that
    crawl is `lost`, and all of its crew. When it asked last is not known, so the next request waits
    for `pause`, or for as long as that crawl left between its latest visits: robots.txt may have
    asked for more.

    A crawl that shares its work names a `crew`: it joins that of a holder that shares the same
    work, and otherwise begins its own, whose leader it is; see `lead`.
    """
    holder = connection.execute(
        select(
            crawls.c.id,
            crawls.c.host,
            crawls.c.pid,
            crawls.c.started_at,
            crawls.c.arguments,
            crawls.c.crew,
            outlets.c.name,
            outlets.c.held_until,
            outlets.c.next_request_at,
        )
        .join(crawls, crawls.c.id == outlets.c.held_by_crawl)
        .where(outlets.c.id == outlet_id)
    ).first()
    mine = crawls.c.id == crawl_id
    held: dict[str, object] = {"held_by_crawl": crawl_id, "held_until": now + lease}
    if holder is not None:
        if _holds(holder, now):
            arguments = connection.execute(select(crawls.c.arguments).where(mine)).scalar_one()
            if crew is None or holder.crew is None or arguments != holder.arguments:
                raise OutletHeld(_who(holder))
            connection.execute(update(crawls).where(mine).values(crew=holder.crew))
            return
        until = now + max(pause, _pace(connection, holder.id))
        held["next_request_at"] = max(holder.next_request_at or now, until)
    _bury_others(connection, outlet_id, crawl_id, now)
    connection.execute(update(crawls).where(mine).values(crew=crew))
    connection.execute(update(outlets).where(outlets.c.id == outlet_id).values(held))


def _bury_others(connection: Connection, outlet_id: int, crawl_id: int, now: datetime) -> None:
    """Mark all other running crawls of the outlet `lost`, for none has it; not ingests, which ask
    nothing of it. Of a crew whose leader has ended, too: one that died last had nobody to tell.
    """
    others = select(crawls.c.id, crawls.c.arguments).where(
        crawls.c.outlet_id == outlet_id, crawls.c.outcome == "running", crawls.c.id != crawl_id
    )
    silent = [row.id for row in connection.execute(others) if "ingest" not in row.arguments]
    mark_lost(connection, crawls.c.id.in_(silent), now)


def _pace(connection: Connection, crawl_id: int) -> timedelta:
    """The median time between a crawl's latest visits, a minute at most; none if it made few."""
    latest = select(fetches.c.fetched_at).where(fetches.c.crawl_id == crawl_id)
    newest_first = latest.order_by(fetches.c.id.desc()).limit(_LATEST)
    moments = sorted(connection.execute(newest_first).scalars())
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    return min(median_low(gaps), _SLOWEST) if len(gaps) > 1 else timedelta(0)


def lead(
    engine: Engine, outlet_id: int, crawl_id: int, *, crew: str, now: datetime, lease: timedelta
) -> bool:
    """Take or renew the lead of a crew; False: another of its crawls has it.

    A leader whose time is up is `lost`. OutletHeld: the outlet went to a crawl outside the crew.
    """
    holds = (
        select(outlets.c.held_by_crawl, outlets.c.held_until, outlets.c.name, crawls)
        .join(crawls, crawls.c.id == outlets.c.held_by_crawl, isouter=True)
        .where(outlets.c.id == outlet_id)
    )
    mine = select(crawls.c.outcome).where(crawls.c.id == crawl_id)
    with writing(engine) as connection:
        # `end_crawl` takes turns with this; fetches that refer to the crawl are not held up.
        outcome = connection.execute(mine.with_for_update(key_share=True)).scalar_one()
        if outcome == "lost":  # it was silent for too long, but lives
            _revive(connection, crawl_id)
        elif outcome != "running":  # it ends just now
            return False
        holder = connection.execute(holds).one()
        before = holder.held_by_crawl
        if before not in (None, crawl_id) and holder.held_until > now:
            if holder.crew != crew:
                raise OutletHeld(_who(holder))
            return False
        as_seen = (
            outlets.c.held_by_crawl.is_not_distinct_from(before),
            outlets.c.held_until.is_not_distinct_from(holder.held_until),
        )
        taken = connection.execute(
            update(outlets)
            .where(outlets.c.id == outlet_id, *as_seen)
            .values(held_by_crawl=crawl_id, held_until=now + lease)
        )
        if taken.rowcount == 0:  # meanwhile another took the lead, or its crawl renewed it
            return False
        if before not in (None, crawl_id):
            mark_lost(connection, crawls.c.id == before, now)
        return True


def crew_of(engine: Engine, crawl_id: int) -> tuple[str, datetime]:
    """Give the crew that a crawl belongs to, and when its first crawl began."""
    crew = select(crawls.c.crew).where(crawls.c.id == crawl_id)
    with engine.connect() as connection:
        name = connection.execute(crew).scalar_one()
        began = select(func.min(crawls.c.started_at)).where(crawls.c.crew == name)
        return name, connection.execute(began).scalar_one()


def bury(engine: Engine, crawl_id: int, now: datetime) -> None:
    """Mark a crawl of a crew `lost`."""
    with writing(engine) as connection:
        mark_lost(connection, crawls.c.id == crawl_id, now)


def mark_lost(connection: Connection, which: ColumnElement[bool], now: datetime) -> int:
    """Note of the running crawls among these that they ended without a word, and give how many."""
    made = select(func.count()).where(fetches.c.crawl_id == crawls.c.id).scalar_subquery()
    outcome, reason = LOST
    lost = (
        update(crawls)
        .where(which, crawls.c.outcome == "running")
        .values(outcome=outcome, reason=reason, finished_at=now, fetches=made)
    )
    return connection.execute(lost).rowcount


def renew(engine: Engine, outlet_id: int, crawl_id: int, now: datetime) -> bool:
    """Say that the crawl still runs; False: another one has taken the outlet over."""
    with writing(engine) as connection:
        renewed = connection.execute(
            update(outlets)
            .where(outlets.c.id == outlet_id, outlets.c.held_by_crawl == crawl_id)
            .values(held_until=now + LEASE)
        )
        return renewed.rowcount == 1


def release(connection: Connection, crawl_id: int, until: datetime) -> None:
    """Let the outlet go, if the crawl still has it; nothing is asked of it before that moment."""
    mine = outlets.c.held_by_crawl == crawl_id
    connection.execute(
        update(outlets).where(mine, _asked_before(until)).values(next_request_at=until)
    )
    connection.execute(update(outlets).where(mine).values(held_by_crawl=None, held_until=None))


def rest(engine: Engine, outlet_id: int, until: datetime) -> None:
    """Ask nothing of the outlet before that moment, neither in later crawls."""
    theirs = outlets.c.id == outlet_id
    with writing(engine) as connection:
        connection.execute(
            update(outlets).where(theirs, _asked_before(until)).values(next_request_at=until)
        )


def next_request_at(engine: Engine, outlet_id: int) -> datetime | None:
    """Give the moment before which nothing may be asked of the outlet."""
    moment = select(outlets.c.next_request_at).where(outlets.c.id == outlet_id)
    with engine.connect() as connection:
        found: datetime | None = connection.execute(moment).scalar_one()
        return found


def _asked_before(until: datetime) -> ColumnElement[bool]:
    return or_(outlets.c.next_request_at.is_(None), outlets.c.next_request_at < until)


def _revive(connection: Connection, crawl_id: int) -> None:
    running = {"outcome": "running", "reason": None, "finished_at": None}
    connection.execute(update(crawls).where(crawls.c.id == crawl_id).values(running))


def _who(holder: Row[*tuple[Any, ...]]) -> str:
    """`voaislam is held by crawl 7 on desk, process 4711, since 2025-01-07 00:00:00 UTC`."""
    shared = f"; one with a shared queue and the arguments {holder.arguments} may join it"
    return (
        f"{holder.name} is held by crawl {holder.id} on {holder.host}, process {holder.pid},"
        f" since {holder.started_at:%Y-%m-%d %H:%M:%S} UTC{shared if holder.crew else ''}"
    )


def _holds(holder: Row[*tuple[Any, ...]], now: datetime) -> bool:
    if holder.crew is not None:
        return bool(holder.held_until + GRACE > now)
    return holder.held_until > now and may_be_alive(holder)


def may_be_alive(holder: Row[*tuple[object, ...]]) -> bool:
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
