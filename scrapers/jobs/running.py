"""Running a job under its lease, as a crawl in a process of its own."""

import logging
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from models import jobs
from models.database import one_line
from models.patience import Patience, is_away
from scrapers.jobs.declared import Job
from scrapers.jobs.schedule import due_from

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]
Renew = Callable[[], bool]
Perform = Callable[[Job, Renew], int]
"""Does a job's work, now and then calls `renew` and ends where that says False; exit status."""
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
    clock: Clock = utc_now,
) -> str | None:
    """Give the run's outcome; None where it was not due, `busy` where somebody else runs it."""
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
    if lost := patience(lambda: jobs.mark_lost(engine, job.name, since)):
        logger.warning("job %s: %d crawl(s) marked lost", job.name, lost)
    logger.info("job %s begins", job.name)

    def renew() -> bool:
        is_ours = jobs.renew(engine, job.name, holder, clock() + lease)
        if not is_ours:
            logger.error("job %s: its lease is somebody else's by now: the crawl ends", job.name)
        return is_ours

    status = perform(job, renew)
    outcome, reason = patience(lambda: _judged(engine, job, status, since))
    ended = clock()
    patience(
        lambda: jobs.release(engine, job.name, holder, outcome=outcome, reason=reason, now=ended)
    )
    log = logger.info if outcome == "ok" else logger.error
    log("job %s: %s%s", job.name, outcome, f" ({reason})" if reason else "")
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


def _judged(engine: Engine, job: Job, status: int, since: datetime) -> tuple[str, str | None]:
    if status == 75:
        return "busy", "another crawl has the outlet"
    crawl = jobs.last_crawl(engine, job.name, since)
    reason = crawl[1] if crawl else None
    if status < 0:
        return "lost", f"killed by signal {-status}"
    return OUTCOMES.get(status, "failed"), reason or (f"exit status {status}" if status else None)


class Crawling:
    """Performs a job as `scrapy crawl`; `stop` asks whatever runs to end."""

    def __init__(self, settings: Sequence[str], *, lease: timedelta, grace: timedelta) -> None:
        """`settings` (`NAME=VALUE`) are passed on to the crawl."""
        self.settings = settings
        self.beat = lease.total_seconds() / 4
        self.grace = grace.total_seconds()
        self.stop = threading.Event()

    def command(self, job: Job) -> list[str]:
        """Give the words of the crawl, which closes by itself at the time limit."""
        limit = f"CLOSESPIDER_TIMEOUT={int(job.time_limit.total_seconds())}"
        words = [sys.executable, "-m", "scrapy", "crawl", job.outlet]
        words += [
            word for name, value in job.arguments.items() for word in ("-a", f"{name}={value}")
        ]
        return words + [word for each in (limit, *self.settings) for word in ("-s", each)]

    def __call__(self, job: Job, renew: Renew) -> int:
        # A session of its own: a Ctrl-C reaches the crawl through us, once, and so gracefully.
        process = subprocess.Popen(  # noqa: S603 - our own command
            self.command(job), env=os.environ | {"WARTA_JOB": job.name}, start_new_session=True
        )
        return self.watch(process, job.time_limit.total_seconds(), renew)

    def watch(self, process: "subprocess.Popen[bytes]", limit: float, renew: Renew) -> int:
        """Wait for the process, ask it to end when its time is over, kill it if it does not."""
        now = time.monotonic()
        ask_at, kill_at, renew_at = now + limit + self.grace, float("inf"), now + self.beat
        while True:
            try:
                return process.wait(timeout=0.2)
            except subprocess.TimeoutExpired:
                now = time.monotonic()
            if now >= renew_at:
                renew_at = now + self.beat
                if not self._renewed(renew):
                    ask_at = now
            if kill_at == float("inf") and (now >= ask_at or self.stop.is_set()):
                process.terminate()
                kill_at = now + self.grace
            elif now >= kill_at:
                process.kill()

    @staticmethod
    def _renewed(renew: Renew) -> bool:
        try:
            return renew()
        except DBAPIError as error:
            if not is_away(error):
                raise
            logger.warning("the lease cannot be renewed: %s", error.orig)
            return True
