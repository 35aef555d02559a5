"""What the database knows of jobs: the lease of a run, and how the last one went."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, and_, or_, select, update

from models import leases
from models.bulk import insert_rows
from models.database import writing
from models.tables import crawls, jobs, outlets


@dataclass(frozen=True, slots=True, kw_only=True)
class JobState:
    """A row of `jobs`; all moments are aware."""

    name: str
    seen_at: datetime
    runs: int = 0
    holder: str | None = None
    held_until: datetime | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    outcome: str | None = None
    reason: str | None = None
    done_until: datetime | None = None


def job_states(engine: Engine) -> dict[str, JobState]:
    """Give the jobs that were seen so far, by name."""
    with engine.connect() as connection:
        rows = connection.execute(select(jobs)).mappings()
        return {row["name"]: JobState(**row) for row in rows}


def notice(engine: Engine, names: Iterable[str], now: datetime) -> None:
    """Give each job that has none a row, so that its times count from now on."""
    rows = [{"name": name, "seen_at": now} for name in sorted(set(names))]
    with writing(engine) as connection:  # another scheduler may just notice them, too
        insert_rows(connection, jobs, rows, "ON CONFLICT (name) DO NOTHING")


def take(
    engine: Engine, seen: JobState, holder: str, *, now: datetime, held_until: datetime
) -> bool:
    """Take the lease of a job unless somebody has it, or had it since `seen` was read.

    So of two machines that see the same job due, one runs it, once. Who tries again, for a server
    that went away may have committed the first time, has it as well. A run that died is then
    known as the last one that ended.
    """
    free = or_(jobs.c.held_until.is_(None), jobs.c.held_until <= now)
    as_seen = and_(jobs.c.runs == seen.runs, free)
    taken = {"holder": holder, "held_until": held_until, "started_at": now, "runs": seen.runs + 1}
    if seen.holder is not None:
        taken |= dict(zip(("outcome", "reason"), leases.LOST, strict=True))
    statement = (
        update(jobs)
        .where(jobs.c.name == seen.name, or_(as_seen, jobs.c.holder == holder))
        .values(taken)
    )
    with writing(engine) as connection:
        return connection.execute(statement).rowcount == 1


def renew(engine: Engine, name: str, holder: str, held_until: datetime) -> bool:
    """Prolong the lease; False where it is somebody else's by now."""
    mine = (jobs.c.name == name, jobs.c.holder == holder)
    with writing(engine) as connection:
        statement = update(jobs).where(*mine).values(held_until=held_until)
        return connection.execute(statement).rowcount == 1


def release(
    engine: Engine, name: str, holder: str, *, outcome: str, reason: str | None, now: datetime
) -> None:
    """Give the lease back and write how the run ended; one that found its outlet busy is due."""
    ending = {"finished_at": now, "outcome": outcome, "reason": reason}
    if outcome != "busy":
        ending["done_until"] = now
    mine = (jobs.c.name == name, jobs.c.holder == holder)
    with writing(engine) as connection:
        connection.execute(update(jobs).where(*mine).values(holder=None, held_until=None, **ending))


def mark_lost(engine: Engine, name: str, now: datetime) -> int:
    """Mark crawls of a job that nobody runs any more, and give how many.

    The caller has the job's lease. A crawl that still holds its outlet is alive.
    """
    alive = select(outlets.c.held_by_crawl).where(
        outlets.c.held_by_crawl.is_not(None), outlets.c.held_until > now
    )
    with writing(engine) as connection:
        which = and_(crawls.c.job == name, crawls.c.id.not_in(alive))
        return leases.mark_lost(connection, which, now)


def last_crawl(engine: Engine, name: str, since: datetime) -> tuple[int, str | None] | None:
    """Give number and reason of the last crawl that the job began since then."""
    query = (
        select(crawls.c.id, crawls.c.reason)
        .where(crawls.c.job == name, crawls.c.started_at >= since)
        .order_by(crawls.c.id.desc())
        .limit(1)
    )
    with engine.connect() as connection:
        row = connection.execute(query).first()
        return (row.id, row.reason) if row else None
