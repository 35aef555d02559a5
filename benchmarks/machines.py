"""`python -m benchmarks.machines [STORIES]`: one, two and four crawls on the work of one outlet.

PostgreSQL, Redis (BENCH_REDIS_URL, or the one of this machine), the replica and all workers share
this machine's cores: pages per second say what sharing costs or gains here, CPU per page what it
costs anywhere. Times are the replica's, from the first request to the last, so starting up and
ending are left out.
"""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import text

from benchmarks.measure import ROOT, conditions
from models.database import open_engine
from tests.databases import new_postgresql_database
from tests.replica.site import Replica

REDIS = os.environ.get("BENCH_REDIS_URL", "redis://127.0.0.1:6379/0")
FAST = {"DOWNLOAD_DELAY": "0", "CONCURRENT_REQUESTS_PER_DOMAIN": "16", "RETRY_BACK_OFF": "0.1"}
SLOW = FAST | {"DOWNLOAD_DELAY": "0.05"}
KILLED = FAST | {"WORKER_LEASE": "3"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of one run."""

    requests: int
    seconds: float
    cpu: float
    """Seconds, of the workers that ended by themselves."""
    shares: list[int]
    """Fetches of each worker."""
    missing: int
    twice: int
    """Requests for a page that had been asked for before."""
    articles_twice: int


def main(stories: int = 300) -> None:
    """Print a line for each run."""
    print(conditions())
    print("\nwithout delay, 16 requests at a time and worker")
    alone = _run(1, stories, FAST, redis="")
    _tell("one crawl, no Redis", alone, alone)
    for workers in (1, 2, 4):
        _tell(f"{workers} sharing", _run(workers, stories, FAST), alone)
    print("\nwithout delay, one killed (kill -9) after a third of the stories, lease 3 s")
    for workers in (2, 4):
        _tell(f"{workers} sharing", _run(workers, stories, KILLED, kill_at=stories // 3), alone)
    print("\nDOWNLOAD_DELAY 0.05: 20 requests per second allowed")
    for workers in (1, 2, 4):
        run = _run(workers, stories // 3, SLOW)
        _tell(f"{workers} sharing", run, alone)
        print(f"    {(run.requests - 1) / run.seconds / 20:.2f} of the configured rate")


def _run(
    workers: int,
    stories: int,
    settings: dict[str, str],
    *,
    kill_at: int | None = None,
    redis: str = REDIS,
) -> Result:
    with Replica(stories=stories, page_bytes=60_000) as site, new_postgresql_database() as url:
        engine = open_engine(url)
        command = [sys.executable, "-m", "scrapy", "crawl", "voaislam", "-a", f"site={site.url}"]
        settings = settings | {"LOG_LEVEL": "ERROR", "AUTOTHROTTLE_ENABLED": "False"}
        flags = [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
        given = {"DATABASE_URL": url, "WARTA_REDIS_URL": redis, "WARTA_ARCHIVE": ""}
        subprocess.run(
            [sys.executable, "-m", "scrapy", "db", "upgrade"],
            cwd=ROOT, env=os.environ | given, check=True, capture_output=True,
        )  # fmt: skip
        crew = [
            subprocess.Popen(
                [*command, *flags], cwd=ROOT, env=os.environ | given, stderr=subprocess.DEVNULL
            )
            for _ in range(workers)
        ]
        if kill_at is not None:
            _kill(site, crew[0], kill_at)
        try:
            cpu = sum(map(_cpu, crew))
        finally:
            for worker in crew:
                worker.kill()  # none outlives a run that failed
        with engine.connect() as connection:
            ids = [int(each) for each in connection.execute(text(
                "SELECT source_id FROM articles")).scalars()]  # fmt: skip
            counts = "SELECT count(f.id) FROM crawls k LEFT JOIN fetches f ON f.crawl_id = k.id"
            shares = connection.execute(text(f"{counts} GROUP BY k.id ORDER BY k.id"))
            shares = list(shares.scalars())
        engine.dispose()
        asked = Counter(each.path for each in site.requests if each.path != "/robots.txt")
        return Result(
            requests=len(site.requests),
            seconds=site.requests[-1].at - site.requests[0].at,
            cpu=cpu,
            shares=shares,
            missing=len(set(site.ids()) - set(ids)),
            twice=asked.total() - len(asked),
            articles_twice=len(ids) - len(set(ids)),
        )


def _cpu(worker: "subprocess.Popen[bytes]") -> float:
    """Seconds that the worker took, once it has ended."""
    _, status, usage = os.wait4(worker.pid, 0)
    worker.returncode = os.waitstatus_to_exitcode(status)
    if worker.returncode not in (0, -signal.SIGKILL):
        raise RuntimeError(f"a worker ended with {worker.returncode}")
    return usage.ru_utime + usage.ru_stime


def _kill(site: Replica, victim: "subprocess.Popen[bytes]", stories: int) -> None:
    while sum("/read/" in each.path for each in list(site.requests)) < stories:
        time.sleep(0.01)
    victim.kill()


def _tell(name: str, run: Result, alone: Result) -> None:
    rate, baseline = run.requests / run.seconds, alone.requests / alone.seconds
    shares = " + ".join(map(str, run.shares))
    print(
        f"  {name:20} {run.requests} requests, {run.seconds:.1f} s, {rate:.0f}/s"
        f" ({rate / baseline:.2f} of one crawl alone), {1000 * run.cpu / run.requests:.1f} ms CPU"
        f" each, fetches {shares}; {run.missing} missing, {run.twice} asked for twice,"
        f" {run.articles_twice} articles twice",
        flush=True,
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
