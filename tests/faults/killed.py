"""`kill -9`, at any moment from the start of the process to its end; then the same crawl again."""

import subprocess
from collections.abc import Iterator
from contextlib import suppress
from functools import partial

from scrapers.archive.blocks import Damage, Record
from scrapers.archive.reading import records
from tests.faults.fault import Fault
from tests.faults.ground import Ground
from tests.faults.trial import Trial, Verdict

START = 0.2
"""Share of the kills that come before the first request."""


def once(ground: Ground, times: int, dialect: str = "sqlite", **settings: str) -> Iterator[Verdict]:
    """Each crawl killed once, the moments spread over a crawl: its start, its requests, its end."""
    number = 0
    while number < times:
        with ground.trial(dialect, **settings) as trial:
            _kill(ground, trial, (number + ground.random.random()) / times)
            if trial.statuses == [0]:  # it was faster than that
                continue
            committed, before = trial.committed(), trial.served()
            trial.run()
            verdict = ground.judge(trial)
            again = {story for story in committed if trial.served()[story] > before[story]}
            verdict.wrong += [f"asked for again, though committed: {story}" for story in again]
            yield verdict
            number += 1


def _kill(ground: Ground, trial: Trial, share: float) -> None:
    """Kill a new crawl: in its first second or so with the first fifth of shares, then when it has
    made that share of its requests, and a moment more.
    """
    whole = ground.undisturbed(trial.dialect)
    crawl = trial.begin()
    if share < START:
        moment = share / START * whole.start
    else:
        trial.wait_for_requests(crawl, int((share - START) / (1 - START) * whole.requests))
        moment = ground.random.random() / 5
    with suppress(subprocess.TimeoutExpired):
        crawl.wait(moment)
    trial.kill(crawl)


def until_it_ends(ground: Ground, times: int) -> Iterator[Verdict]:
    """Each crawl killed again and again, after 60 to 140 requests, until one comes to its end."""
    for _ in range(times):
        with ground.trial() as trial:
            most = 0
            while not trial.statuses or trial.statuses[-1] < 0:
                before = trial.served()
                crawl = trial.begin()
                trial.wait_for_requests(crawl, ground.random.randrange(60, 140))
                trial.kill(crawl)
                again = (trial.served() - before).keys() - trial.committed()
                most = max(most, len(again))
            verdict = ground.judge(trial)
            verdict.twice = most  # of one kill
            yield verdict


def torn(ground: Ground, times: int) -> Iterator[Verdict]:
    """Killed, and the last page in the archive lost in part, as in a power cut."""
    number = 0
    while number < times:
        with ground.trial() as trial:
            crawl = trial.begin()
            trial.wait_for_requests(crawl, ground.some_requests())
            trial.kill(crawl)
            if not _tear(trial, ground.random.random()):
                continue
            number += 1
            trial.run()
            verdict = ground.judge(trial)
            lost = [line for line in verdict.wrong if line.startswith("archive: ")]
            damaged = [
                each
                for file in sorted(trial.archive.iterdir())
                for each in records(file)
                if isinstance(each, Damage)
            ]
            verdict.wrong = [line for line in verdict.wrong if line not in lost[:1]]
            if len(damaged) != 1:
                verdict.wrong.append(f"one record was torn, found damaged are {damaged}")
            verdict.said = f"{len(damaged)} record torn, {len(lost)} visit without its copy"
            yield verdict


def _tear(trial: Trial, share: float) -> bool:
    """Cut the archive off within its last response, if there is one yet."""
    file = max(trial.archive.glob("*"), default=None)
    if file is None:
        return False
    whole = [each for each in records(file) if isinstance(each, Record)]
    starts = [each.offset for each in whole]
    last = max((each.offset for each in whole if each.type == "response"), default=None)
    if last is None:
        return False
    end = min([start for start in starts if start > last], default=file.stat().st_size)
    with file.open("r+b") as opened:
        opened.truncate(last + 1 + int(share * (end - last - 1)))
    return True


FAULTS = (
    Fault("kill", "`kill -9`, SQLite", 20, once),
    Fault(
        "kill-polite",
        "`kill -9`, SQLite, one request at a time, 50 a second at most",
        5,
        partial(once, CONCURRENT_REQUESTS_PER_DOMAIN="1", DOWNLOAD_DELAY="0.02"),
    ),
    Fault("kill-postgresql", "`kill -9`, PostgreSQL", 5, partial(once, dialect="postgresql")),
    Fault("kill-again", "`kill -9` again and again until a crawl ends", 3, until_it_ends),
    Fault("torn", "`kill -9`, and the archive's last page torn", 3, torn),
)
