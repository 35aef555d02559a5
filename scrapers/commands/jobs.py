"""`scrapy jobs`: crawls that run by themselves, as jobs.toml declares them."""

import argparse
import asyncio
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy.settings import BaseSettings

from scrapers.command import OwnCommand
from scrapers.jobs import timers
from scrapers.piped import until_enough
from scrapers.usage import given_settings, wrong_call

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from scrapers.jobs.declared import Job
    from scrapers.jobs.running import Run

NOTHING_DUE, FAILED = 4, 5


class Command(OwnCommand):
    """Lists jobs, runs them, and prints what another scheduler needs to run them."""

    default_settings: ClassVar[dict[str, Any]] = {"LOG_LEVEL": "INFO"}

    def syntax(self) -> str:
        return "[list] | run NAME | due [NAME ...] | start | systemd | cron"

    def short_desc(self) -> str:
        return "Run crawls by the clock, as jobs.toml declares them"

    def long_desc(self) -> str:
        return (
            "list: jobs, their last run, when they are due. run: one job now. due: whatever is due,"
            " for a timer. start: stays and runs what is due. systemd, cron: units and a line to"
            " install. Exit status: 0 ok, 2 wrong call, 3 a crawl broke a floor, 4 nothing was due,"
            " 5 failed, 75 another crawl has the outlet or runs the job. -s NAME=VALUE is passed on"
            " to the crawls."
        )

    @until_enough
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        self.check(args)
        action, *names = args or ["list"]
        declared = self._declared()
        if action not in _ACTIONS or (names and action not in ("run", "due")):
            raise wrong_call("jobs", f"say scrapy jobs {self.syntax()}")
        for name in names:
            if name not in declared:
                known = ", ".join(declared)
                raise wrong_call("jobs", f"unknown job {name!r}; declared are {known}")
        if action == "run" and len(names) != 1:
            raise wrong_call("jobs", "name one job: scrapy jobs run NAME")
        jobs = [declared[name] for name in names] or list(declared.values())
        from sqlalchemy.exc import DBAPIError  # noqa: PLC0415 - slow to import

        try:
            self.exitcode = _ACTIONS[action](jobs, self.settings)
        except DBAPIError as error:
            from models.database import one_line  # noqa: PLC0415

            self.fail(one_line(error), FAILED)

    def _declared(self) -> "dict[str, Job]":
        from scrapers.jobs.declared import JobsFileError, declared_jobs  # noqa: PLC0415 - slow

        try:
            jobs = declared_jobs(self.settings)
        except JobsFileError as error:
            raise wrong_call("jobs", str(error)) from None
        return {job.name: job for job in jobs}


def _list(jobs: "list[Job]", settings: BaseSettings) -> int:
    from rich.console import Console  # noqa: PLC0415 - slow to import

    from models.jobs import job_states  # noqa: PLC0415
    from scrapers.jobs.listed import jobs_table  # noqa: PLC0415
    from scrapers.jobs.running import utc_now  # noqa: PLC0415

    with _database(settings) as engine:
        table = jobs_table(jobs, job_states(engine), utc_now())
    console = Console() if sys.stdout.isatty() else Console(width=10_000)
    console.print(table, markup=False)
    return 0


def _perform(jobs: "list[Job]", settings: BaseSettings, *, only_if_due: bool) -> int:
    from scrapers.jobs.running import EXIT_STATUS  # noqa: PLC0415 - slow to import

    with (
        _running(settings, only_if_due=only_if_due) as (_, run, _),
        ThreadPoolExecutor(len(jobs)) as pool,
    ):
        outcomes = set(pool.map(run, jobs)) - {None}
    if not outcomes:
        print("scrapy jobs: nothing is due", file=sys.stderr)
        return NOTHING_DUE
    return [status for outcome, status in EXIT_STATUS.items() if outcome in outcomes][-1]


def _start(jobs: "list[Job]", settings: BaseSettings) -> int:
    from scrapers.jobs.staying import stay  # noqa: PLC0415 - loads the scheduler

    with _running(settings, only_if_due=True) as (engine, run, stop):
        if port := settings.getint("METRICS_PORT"):
            from scrapers.metrics import serve  # noqa: PLC0415 - only where asked for

            try:
                serve(engine, port, settings["ARCHIVE_DIR"], [job.name for job in jobs])
            except OSError as error:
                print(f"scrapy jobs: METRICS_PORT={port}: {error}", file=sys.stderr)
                return FAILED
        stay(jobs, run, tick=settings.getfloat("JOBS_TICK"), stop=stop)
    return 0


@contextmanager
def _running(
    settings: BaseSettings, *, only_if_due: bool
) -> "Iterator[tuple[Engine, Run, threading.Event]]":
    """Give the database, what runs a job, and the event that asks the crawls to end.

    SIGINT, SIGTERM and SIGHUP set it, too.
    """
    from models.patience import Patience  # noqa: PLC0415 - slow to import
    from scrapers.alarm import tell  # noqa: PLC0415
    from scrapers.jobs.crawling import Crawling  # noqa: PLC0415
    from scrapers.jobs.running import run_job, run_or_fail  # noqa: PLC0415
    from scrapers.log import start_logging  # noqa: PLC0415

    start_logging(settings)
    lease = timedelta(seconds=settings.getfloat("JOBS_LEASE"))
    grace = timedelta(seconds=settings.getfloat("JOBS_GRACE"))
    crawling = Crawling(given_settings(settings), lease=lease, grace=grace)
    patience = Patience(settings.getfloat("DATABASE_PATIENCE"), crawling.stop)
    with _database(settings, patience.seconds) as engine:
        run = partial(
            run_job, engine, perform=crawling,
            lease=lease, only_if_due=only_if_due, patience=patience,
            tell=lambda message: asyncio.run(tell(settings, message)),
        )  # fmt: skip
        with _stopping(crawling.stop):
            yield engine, partial(run_or_fail, run), crawling.stop


@contextmanager
def _database(settings: BaseSettings, patience: float = 0.0) -> "Iterator[Engine]":
    """Give an engine; where there is none, a line on stderr says why, and the command ends with 5
    where there may be one later, and else with 2.
    """
    from models.database import DatabaseAway, DatabaseError  # noqa: PLC0415 - slow to import
    from models.schema import open_database  # noqa: PLC0415

    try:
        engine = open_database(settings["DATABASE_URL"], patience)
    except DatabaseAway as error:
        print(f"scrapy jobs: {error}", file=sys.stderr)
        raise SystemExit(FAILED) from None
    except DatabaseError as error:
        raise wrong_call("jobs", str(error)) from None
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def _stopping(event: threading.Event) -> Iterator[None]:
    """SIGINT, SIGTERM and SIGHUP set the event meanwhile; nohup still keeps the last away."""

    def stop(*_: object) -> None:
        event.set()

    asking = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        asking.append(signal.SIGHUP)
    before = {each: signal.signal(each, stop) for each in asking}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _systemd(jobs: "list[Job]", settings: BaseSettings) -> int:
    del settings
    for job in jobs:
        for name, text in timers.units(job, **_here(), user=getuser()).items():
            print(f"# /etc/systemd/system/{name}\n{text}")
    return 0


def _cron(jobs: "list[Job]", settings: BaseSettings) -> int:
    del settings
    print(timers.cron_line(jobs, **_here()))
    return 0


def _here() -> dict[str, Path]:
    # Not resolved: the interpreter of a virtual environment is a link out of it.
    return {"folder": Path.cwd(), "scrapy": Path(sys.executable).parent / "scrapy"}


_ACTIONS: "dict[str, Callable[[list[Job], BaseSettings], int]]" = {
    "list": _list,
    "run": partial(_perform, only_if_due=False),
    "due": partial(_perform, only_if_due=True),
    "start": _start,
    "systemd": _systemd,
    "cron": _cron,
}
