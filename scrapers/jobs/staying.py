"""The clock of a machine without timers: looks again and again what is due, and runs it."""

import logging
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from scrapers.jobs.declared import Job
from scrapers.jobs.running import Run

logger = logging.getLogger(__name__)


def stay(jobs: Sequence[Job], run: Run, *, tick: float, stop: threading.Event) -> None:
    """Run each job when it is due, looking every `tick` seconds, until `stop` is set.

    Returns when the runs that were under way have ended; to end them is the business of `run`.
    """
    logger.info("%d jobs; waiting for what is due", len(jobs))
    with ThreadPoolExecutor(len(jobs)) as pool:
        for job in jobs:
            pool.submit(_keep_looking, job, run, tick, stop)
        stop.wait()


def _keep_looking(job: Job, run: Run, tick: float, stop: threading.Event) -> None:
    """Wait for the same time between two looks, whatever the system's clock is set to meanwhile."""
    while not stop.is_set():
        try:
            run(job)
        except Exception:  # a fault in one look ends neither this job's next ones nor the others'
            logger.exception("job %s", job.name)
        stop.wait(tick)
