"""`python -m benchmarks.storing_share [STORIES [ROUNDS]]`: what part of a crawl storing takes.

The crawl is that of benchmarks.crawling, with SQLite and without the full-text index. In it,
`models.store.save`, which writes all that a visit brings, is clocked by the processor time of its
thread; the whole is the processor time of the process, start to exit.
"""

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from scrapy.cmdline import execute

from benchmarks.crawling import crawl_words
from benchmarks.filling import without_full_text
from benchmarks.measure import Row, compared, conditions, measured, shown
from models.schema import open_database
from pipelines import save as pipeline
from tests.replica.process import running

SPENT = "SPENT_ON_STORING"
"""The environment variable that names the file for the seconds."""


def rows(stories: int = 2000, rounds: int = 5) -> list[Row]:
    """Storing beside all that a crawl does, in microseconds a story."""
    storing: list[float] = []
    whole: list[float] = []
    with running("--stories", str(stories), "--page-bytes", "60000") as site:
        for _ in range(rounds):
            with tempfile.TemporaryDirectory() as folder:
                spent = Path(folder) / "spent"
                run = measured(
                    [sys.executable, "-m", "benchmarks.storing_share", *crawl_words(site)],
                    DATABASE_URL=f"sqlite:///{folder}/warta.sqlite",
                    WARTA_ARCHIVE=f"{folder}/archive",
                    **{SPENT: str(spent)},
                )
                storing.append(float(spent.read_text("ascii")) / stories * 1e6)
                whole.append(run.cpu / stories * 1e6)
    question = "storing in a whole crawl, full text apart"
    return [compared(question, storing, whole, unit="µs a story", of="the crawl", at_most=0.08)]


def crawl(words: list[str]) -> None:
    """Run the crawl in this process, and write down the seconds that storing took."""
    seconds = 0.0
    save = pipeline.save

    def clocked(*given: Any, **named: Any) -> Any:
        nonlocal seconds
        began = time.thread_time()
        try:
            return save(*given, **named)
        finally:
            seconds += time.thread_time() - began

    pipeline.save = clocked
    engine = open_database(os.environ["DATABASE_URL"])
    with without_full_text(engine):
        engine.dispose()
        try:
            execute(["scrapy", *words])
        finally:
            Path(os.environ[SPENT]).write_text(str(seconds), "ascii")


if __name__ == "__main__":
    if SPENT in os.environ:
        crawl(sys.argv[1:])
    else:
        print(conditions())
        print(shown(rows(*map(int, sys.argv[1:]))))
