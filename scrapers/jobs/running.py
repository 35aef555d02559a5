"""Running a job under its lease."""

import logging
import os
import secrets
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from models import jobs, leases
from models.database import one_line
from models.patience import Patience, is_away
from scrapers.jobs.crawling import Ended, Renew
from scrapers.jobs.declared import Job
from scrapers.jobs.schedule import due_from

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]

Perform = Callable[[Job, Renew], Ended]
"""Does a job's work, now and then calls `renew` and ends where that says False."""
Tell = Callable[[dict[str, Any]], object]
"""Tells whoever wants to know of a run that went wrong."""
Run = Callable[[Job], str | None]
"""`run_job` of everything but the job."""

AT_ONCE = Patience()
OUTCOMES = {0: "ok", 3: "broken", 5: "failed", 75: "busy"}
EXIT_STATUS = {"ok": 0, "busy": 75, "broken": 3, "failed": 5, "lost": 5}
"""By outcome; of several jobs the one counts that stands last here."""


def utc_now() -> datetime:
    """Give the moment; tests have clocks of their own."""
    return datetime.now(UTC)


def run_job(
    engine: Engine,
    job: Job,
    perform: Perform,
    *,
    lease: timedelta,
    only_if_due: bool,
    patience: Patience = AT_ONCE,
    tell: Tell = lambda _: None,
    clock: Clock = utc_now,
) -> str | None:
    """Give the run's outcome; None where it was not due, `busy` where somebody else runs it.

    `tell` is called for what no crawl tells: runs that died, crawls that were killed or had to be
    asked to end, calls of which no crawl began.
    """
    logger = _logger_of(job)
    patience(lambda: jobs.notice(engine, [job.name], clock()))
    state = _state(engine, job, patience)
    if only_if_due and due_from(job.schedule, state, now := clock()) > now:
        return None
    holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
    since = patience(lambda: _taken(engine, state, holder, clock(), lease))
    if since is None:
        if only_if_due:
            return None
        _tell_who_runs(_state(engine, job, patience), logger)
        return "busy"
    if state.holder:
        logger.warning("job %s: %s died while running it", job.name, state.holder)
        tell(_message(job, *leases.LOST))
    if lost := patience(lambda: jobs.mark_lost(engine, job.name, since)):
        logger.warning("job %s: %d crawl(s) marked lost", job.name, lost)
    logger.info("job %s begins", job.name)

    def renew() -> bool:
        is_ours = jobs.renew(engine, job.name, holder, clock() + lease)
        if not is_ours:
            logger.error("job %s: its lease is somebody else's by now: the crawl ends", job.name)
        return is_ours

    ended = perform(job, renew)
    crawl = patience(lambda: jobs.last_crawl(engine, job.name, since))
    outcome, reason = _judged(ended, crawl)
    now = clock()
    patience(
        lambda: jobs.release(engine, job.name, holder, outcome=outcome, reason=reason, now=now)
    )
    log = logger.info if outcome == "ok" else logger.error
    log("job %s: %s%s", job.name, outcome, f" ({reason})" if reason else "")
    is_untold = ended.why or (crawl is None and outcome not in ("ok", "busy"))
    if is_untold and not patience.stop.is_set():
        tell(_message(job, outcome, reason, crawl[0] if crawl else None))
    return outcome


def run_or_fail(run: Run, job: Job) -> str | None:
    """Give what `run` gives; `failed` where the database stays away, or refuses.

    A run that had begun is then due again when its lease has ended.
    """
    try:
        return run(job)
    except DBAPIError as error:
        what = "the database is away" if is_away(error) else "the database failed"
        _logger_of(job).error("job %s: %s: %s", job.name, what, one_line(error))
        return "failed"


def _logger_of(job: Job) -> logging.LoggerAdapter[logging.Logger]:
    """Tells the job and its outlet with each event, as JSON has them."""
    return logging.LoggerAdapter(logger, {"job": job.name, "outlet": job.outlet})


def _state(engine: Engine, job: Job, patience: Patience) -> jobs.JobState:
    return patience(lambda: jobs.job_states(engine)[job.name])


def _taken(
    engine: Engine, state: jobs.JobState, holder: str, now: datetime, lease: timedelta
) -> datetime | None:
    """Give the moment from which the lease is ours; None where it is somebody else's."""
    return now if jobs.take(engine, state, holder, now=now, held_until=now + lease) else None


def _tell_who_runs(state: jobs.JobState, logger: logging.LoggerAdapter[logging.Logger]) -> None:
    since, until = (
        f"{moment:%Y-%m-%d %H:%M:%S} UTC" if moment else "?"
        for moment in (state.started_at, state.held_until)
    )
    logger.error(
        "job %s runs already: %s, since %s; if it is dead, it can be run again after %s",
        *(state.name, state.holder, since, until),
    )


def _judged(ended: Ended, crawl: tuple[int, str | None] | None) -> tuple[str, str | None]:
    status, why = ended
    if status == 75:
        return "busy", "another crawl has the outlet"
    if status < 0:
        return "lost", why or f"killed by signal {-status}"
    reason = why or (crawl[1] if crawl else None)
    return OUTCOMES.get(status, "failed"), reason or (f"exit status {status}" if status else None)


def _message(
    job: Job, outcome: str, reason: str | None, crawl_id: int | None = None
) -> dict[str, Any]:
    told = {"outlet": job.outlet, "crawl": crawl_id, "job": job.name}
    return told | {"outcome": outcome, "reason": reason, "outcomes": {}}
