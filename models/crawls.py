"""Outlets and their crawls: begun, ended, counted."""

import json
import os
import socket
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, exists, func, insert, select, update

from models import leases
from models.bulk import insert_rows
from models.database import writing
from models.fetch import Outcome
from models.looking_up import is_among, listed
from models.outlet import Outlet
from models.tables import crawls, fetches, outlets, pages


def register(engine: Engine, outlet: Outlet) -> int:
    """Give the outlet's id; its row says what the outlet's module says today."""
    facts = {"title": outlet.title, "home": outlet.home, "zone": outlet.zone}
    known = update(outlets).where(outlets.c.name == outlet.name).values(facts)
    with writing(engine) as connection:
        outlet_id = connection.execute(known.returning(outlets.c.id)).scalar()
        if outlet_id is None:  # another crawl may just begin, too, in the same new database
            row = {"name": outlet.name, **facts}
            insert_rows(connection, outlets, [row], "ON CONFLICT (name) DO NOTHING")
            outlet_id = connection.execute(known.returning(outlets.c.id)).scalar_one()
    return int(outlet_id)


def known_outlets(engine: Engine) -> dict[int, tuple[str, str]]:
    """Give name and zone of each outlet by its id, in the order of their names."""
    query = select(outlets.c.id, outlets.c.name, outlets.c.zone).order_by(outlets.c.name)
    with engine.connect() as connection:
        return {row.id: (row.name, row.zone) for row in connection.execute(query)}


def check_outlet(engine: Engine, name: str) -> int:
    """Give the id of an outlet; ValueError, which says which there are, for one that is not."""
    ids = {known: outlet_id for outlet_id, (known, _) in known_outlets(engine).items()}
    if name not in ids:
        raise ValueError(f"no outlet {name!r} in the database; it has {list(ids)}")
    return ids[name]


def last_new_article(engine: Engine, outlet_id: int) -> datetime | None:
    """Give the moment at which a crawl of the outlet last brought a story that was new; None
    without any. What an ingest takes in may be of long ago.
    """
    is_stored = fetches.c.outcome == Outcome.STORED.value
    newest = (
        select(crawls.c.id)
        .where(
            crawls.c.outlet_id == outlet_id,
            crawls.c.arguments["ingest"].as_string().is_(None),
            exists().where(fetches.c.crawl_id == crawls.c.id, is_stored),
        )
        .order_by(crawls.c.id.desc())
        .limit(1)
    )
    moment = select(func.max(fetches.c.fetched_at)).where(
        fetches.c.crawl_id == newest.scalar_subquery(), is_stored
    )
    with engine.connect() as connection:
        found: datetime | None = connection.execute(moment).scalar_one()
    return found


def lock_outlets(
    connection: Connection, outlet_ids: Collection[int] | Select[Any]
) -> dict[int, Row[*tuple[Any, ...]]]:
    """Give the outlets by id, locked: whoever writes stories or pages of one takes turns.

    So what a writer looks up is still true when it writes. SQLite has one writer anyhow. The lock
    does not stop others from referring to the outlet.
    """
    rows = connection.execute(
        select(outlets.c.id, outlets.c.name, outlets.c.zone)
        .where(outlets.c.id.in_(outlet_ids))
        .order_by(outlets.c.id)  # always in this order, so that two writers cannot deadlock
        .with_for_update(key_share=True)
    )
    return {row.id: row for row in rows}


def lock_outlets_of(
    connection: Connection, page_ids: Collection[int]
) -> dict[int, tuple[str, str]]:
    """Give name and zone of the pages' outlets by id, locked as `lock_outlets` locks them."""
    dialect = connection.dialect.name
    theirs = f"SELECT outlet_id FROM pages WHERE {is_among(pages, 'id', dialect)}"  # noqa: S608
    statement = f"SELECT id, name, zone FROM outlets WHERE id IN ({theirs}) ORDER BY id"  # noqa: S608
    if dialect != "sqlite":
        statement += " FOR NO KEY UPDATE"
    rows = connection.exec_driver_sql(statement, (listed(page_ids, dialect),))
    return {outlet_id: (name, zone) for outlet_id, name, zone in rows}


def begin_crawl(
    engine: Engine,
    outlet_id: int,
    *,
    arguments: dict[str, Any],
    version: str,
    now: datetime,
    pause: timedelta | None = None,
    job: str | None = None,
    crew: str | None = None,
    lease: timedelta = leases.LEASE,
) -> int:
    """Give the id of a new crawl, which is `running` until `end_crawl`.

    With `pause`, the crawl has the outlet to itself or shares it with its crew, or OutletHeld says
    who has it; see `models.leases.take`. Without, it asks nothing of the outlet and needs no leave.
    """
    crawl = insert(crawls).values(
        outlet_id=outlet_id,
        started_at=now,
        outcome="running",
        arguments=_plain(arguments),
        version=version,
        host=socket.gethostname(),
        pid=os.getpid(),
        job=job,
    )
    with writing(engine) as connection:
        lock_outlets(connection, [outlet_id])
        crawl_id = int(connection.execute(crawl.returning(crawls.c.id)).scalar_one())
        if pause is not None:
            leases.take(
                connection, outlet_id, crawl_id, now=now, pause=pause, crew=crew, lease=lease
            )
        return crawl_id


def end_crawl(
    engine: Engine,
    crawl_id: int,
    *,
    outcome: str,
    reason: str | None,
    stats: dict[str, Any],
    now: datetime,
    pause: timedelta = timedelta(0),
) -> None:
    """Write how a crawl ended (`ok`, `broken`, `failed`) and how many fetches it made.

    Its outlet is asked for nothing for the `pause`, so that the next crawl keeps the pace.
    """
    made = select(func.count()).where(fetches.c.crawl_id == crawl_id).scalar_subquery()
    ending = {"finished_at": now, "outcome": outcome, "reason": reason, "stats": _plain(stats)}
    with writing(engine) as connection:
        connection.execute(
            update(crawls).where(crawls.c.id == crawl_id).values(fetches=made, **ending)
        )
        leases.release(connection, crawl_id, now + pause)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """As JSON keeps it; Scrapy's stats hold moments and the like, which become their text."""
    plain: dict[str, Any] = json.loads(json.dumps(values, default=str))
    return plain
