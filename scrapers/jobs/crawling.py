"""Doing a job's work: a crawl in a process of its own."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy.exc import DBAPIError

from models.patience import is_away
from scrapers.jobs.declared import Job

logger = logging.getLogger(__name__)

Renew = Callable[[], bool]

_ASKING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
"""Signals by which somebody asks a crawl to end, and knows of it."""


class Ended(NamedTuple):
    """How a job's work ended."""

    status: int
    """Exit status, or minus the signal that killed it."""
    why: str | None = None
    """What only we know: that it was killed, or that we had to ask it to end."""


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

    def __call__(self, job: Job, renew: Renew) -> Ended:
        # A session of its own: a Ctrl-C reaches the crawl through us, once, and so gracefully.
        process = subprocess.Popen(  # noqa: S603 - our own command
            self.command(job), env=os.environ | {"WARTA_JOB": job.name}, start_new_session=True
        )
        return self.watch(process, job.time_limit.total_seconds(), renew)

    def watch(self, process: "subprocess.Popen[bytes]", limit: float, renew: Renew) -> Ended:
        """Wait for the process, ask it to end when its time is over, kill it if it does not."""
        now = time.monotonic()
        ask_at, kill_at, renew_at = now + limit + self.grace, float("inf"), now + self.beat
        asked_for = None
        while True:
            try:
                status = process.wait(timeout=0.2)
            except subprocess.TimeoutExpired:
                now = time.monotonic()
            else:
                return Ended(status, self._why(status, asked_for))
            if now >= renew_at:
                renew_at = now + self.beat
                if not self._renewed(renew):
                    ask_at, asked_for = now, "its lease was somebody else's"
            if kill_at == float("inf") and (now >= ask_at or self.stop.is_set()):
                asked_for = asked_for or f"it did not end by itself after {limit:g} s"
                process.terminate()
                kill_at = now + self.grace
            elif now >= kill_at:
                process.kill()

    def _why(self, status: int, asked_for: str | None) -> str | None:
        if self.stop.is_set():
            return None
        reasons = [asked_for] if asked_for else []
        if status < 0 and -status not in _ASKING:
            reasons.append(f"killed by signal {-status}")
        return "; ".join(reasons) or None

    @staticmethod
    def _renewed(renew: Renew) -> bool:
        try:
            return renew()
        except DBAPIError as error:
            if not is_away(error):
                raise
            logger.warning("the lease cannot be renewed: %s", error.orig)
            return True
