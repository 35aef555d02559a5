"""Another process holds SQLite's write lock."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep

from models.database import LOCK_SECONDS
from tests.faults.fault import Fault
from tests.faults.ground import Ground
from tests.faults.trial import Trial, Verdict

HELD = 3.0


def for_a_while(ground: Ground, times: int) -> Iterator[Verdict]:
    for _ in range(times):
        with ground.trial() as trial:
            crawl = trial.begin()
            trial.wait_for_requests(crawl, ground.some_requests())
            with _lock(trial):
                sleep(HELD)
            trial.end(crawl)
            verdict = ground.judge(trial)
            verdict.wrong += trial.not_archived()
            yield verdict


def for_too_long(ground: Ground, times: int) -> Iterator[Verdict]:
    """Until the crawl has given up; then the same crawl again."""
    for _ in range(times):
        with ground.trial() as trial:
            crawl = trial.begin(DATABASE_PATIENCE="1")
            trial.wait_for_requests(crawl, ground.some_requests())
            with _lock(trial):
                trial.end(crawl, 6 * LOCK_SECONDS)
            yield ground.judge_rerun(trial)


@contextmanager
def _lock(trial: Trial) -> Iterator[None]:
    holder = sqlite3.connect(trial.folder / "warta.sqlite", isolation_level=None, timeout=20)
    try:
        holder.execute("BEGIN IMMEDIATE")
        yield
    finally:
        holder.close()


FAULTS = (
    Fault("lock", f"SQLite's lock held by another writer for {HELD:g} s", 3, for_a_while),
    Fault("lock-held", "SQLite's lock held for longer than DATABASE_PATIENCE", 2, for_too_long),
)
