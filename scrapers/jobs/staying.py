"""The clock of a machine without timers: looks again and again what is due, and runs it."""

import logging
import threading
from collections.abc import Sequence
from functools import partial

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from scrapers.jobs.declared import Job
from scrapers.jobs.running import Run, utc_now

logger = logging.getLogger(__name__)


def stay(jobs: Sequence[Job], run: Run, *, tick: float, stop: threading.Event) -> None:
    """Run each job when it is due, looking every `tick` seconds, until `stop` is set.

    Returns when the runs that were under way have ended; to end them is the business of `run`.
    """
    # A look while the job runs is skipped, as it should be; no need to tell each time.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    scheduler = BackgroundScheduler(
        executors={"default": ThreadPoolExecutor(max_workers=len(jobs))},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        timezone="UTC",
    )
    for job in jobs:
        look = partial(_look, job, run, stop)
        scheduler.add_job(look, "interval", seconds=tick, next_run_time=utc_now())
    logger.info("%d jobs; waiting for what is due", len(jobs))
    scheduler.start()
    stop.wait()
    scheduler.shutdown(wait=True)


def _look(job: Job, run: Run, stop: threading.Event) -> None:
    if not stop.is_set():
        run(job)
