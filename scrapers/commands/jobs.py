"""`scrapy jobs`: crawls that run by themselves, as jobs.toml declares them."""

import argparse
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from zoneinfo import ZoneInfo

from scrapy.commands import ScrapyCommand
from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader

from scrapers.jobs import timers
from scrapers.usage import no_stray_options, wrong_call

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from scrapers.jobs.declared import Job
    from scrapers.jobs.running import Crawling

NOTHING_DUE = 4


class Command(ScrapyCommand):
    """Lists jobs, runs them, and prints what another scheduler needs to run them."""

    requires_project = True
    requires_crawler_process = False
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

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        no_stray_options("jobs", args)
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
        assert self.settings is not None  # noqa: S101 - Scrapy sets it before run()
        self.exitcode = _ACTIONS[action](jobs, self.settings)

    def _declared(self) -> "dict[str, Job]":
        from scrapers.jobs.declared import JobsFileError, read_jobs  # noqa: PLC0415 - slow

        assert self.settings is not None  # noqa: S101 - Scrapy sets it before run()
        loader = get_spider_loader(self.settings)
        outlets = {name: loader.load(name).outlet for name in loader.list()}  # type: ignore[attr-defined]
        try:
            jobs = read_jobs(Path(self.settings["JOBS_FILE"]), outlets)
        except JobsFileError as error:
            raise wrong_call("jobs", str(error)) from None
        return {job.name: job for job in jobs}


def _list(jobs: "list[Job]", settings: BaseSettings) -> int:
    from rich.console import Console  # noqa: PLC0415 - slow to import
    from rich.table import Table  # noqa: PLC0415

    from models.jobs import job_states  # noqa: PLC0415
    from scrapers.jobs.running import utc_now  # noqa: PLC0415
    from scrapers.jobs.schedule import due_from  # noqa: PLC0415

    with _database(settings) as engine:
        if engine is None:
            return 5
        states, now = job_states(engine), utc_now()
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("job", "outlet", "last run", "outcome", "reason", "due"):
        table.add_column(column)
    for job in jobs:
        state, zone = states.get(job.name), ZoneInfo(job.schedule.zone)
        due = due_from(job.schedule, state, now)
        shown = "now" if due <= now else _moment(due, zone)
        outcome = (state and state.outcome) or ""
        if state and state.held_until:
            shown, outcome = ("now", "died") if due <= now else ("", "running")
        began = _moment(state.started_at, zone) if state and state.started_at else "never"
        table.add_row(job.name, job.outlet, began, outcome, (state and state.reason) or "", shown)
    console = Console() if sys.stdout.isatty() else Console(width=10_000)
    console.print(table, markup=False)
    return 0


def _moment(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M %Z}"


def _run(jobs: "list[Job]", settings: BaseSettings) -> int:
    return _perform(jobs, settings, only_if_due=False)


def _due(jobs: "list[Job]", settings: BaseSettings) -> int:
    return _perform(jobs, settings, only_if_due=True)


def _perform(jobs: "list[Job]", settings: BaseSettings, *, only_if_due: bool) -> int:
    from scrapers.jobs.running import EXIT_STATUS, run_job  # noqa: PLC0415 - slow to import

    crawling = _crawling(settings)
    lease = timedelta(seconds=settings.getfloat("JOBS_LEASE"))
    with _database(settings) as engine, _stopping(crawling), ThreadPoolExecutor(len(jobs)) as pool:
        if engine is None:
            return 5
        runs = [
            pool.submit(run_job, engine, job, crawling, lease=lease, only_if_due=only_if_due)
            for job in jobs
        ]
        outcomes = {run.result() for run in runs} - {None}
    if not outcomes:
        print("scrapy jobs: nothing is due", file=sys.stderr)
        return NOTHING_DUE
    return [status for outcome, status in EXIT_STATUS.items() if outcome in outcomes][-1]


def _start(jobs: "list[Job]", settings: BaseSettings) -> int:
    import logging  # noqa: PLC0415

    from apscheduler.schedulers.blocking import BlockingScheduler  # noqa: PLC0415 - slow
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415

    from scrapers.jobs.running import run_job, utc_now  # noqa: PLC0415

    # A look while the job runs is skipped, as it should be; no need to tell each time.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    logger = logging.getLogger(__name__)
    crawling = _crawling(settings)
    lease = timedelta(seconds=settings.getfloat("JOBS_LEASE"))

    def look(engine: "Engine", job: "Job") -> None:
        if crawling.stop.is_set():
            return
        try:
            run_job(engine, job, crawling, lease=lease, only_if_due=True)
        except DBAPIError as error:
            logger.error("job %s: the database is away: %s", job.name, error.orig)  # noqa: TRY400

    with _database(settings) as engine:
        if engine is None:
            return 5
        scheduler = BlockingScheduler(
            executors={"default": {"type": "threadpool", "max_workers": len(jobs)}},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
            timezone="UTC",
        )
        for job in jobs:
            scheduler.add_job(
                look, "interval", seconds=settings.getfloat("JOBS_TICK"), args=(engine, job),
                next_run_time=utc_now(),
            )  # fmt: skip
        if port := settings.getint("METRICS_PORT"):
            from scrapers.metrics import serve  # noqa: PLC0415 - only where asked for

            serve(engine, port, settings["ARCHIVE_DIR"])
        with _stopping(crawling, lambda: scheduler.shutdown(wait=False)):
            logger.info("%d jobs; waiting for what is due", len(jobs))
            scheduler.start()
            scheduler._executors["default"]._pool.shutdown(wait=True)  # noqa: SLF001 - no other way
    return 0


def _crawling(settings: BaseSettings) -> "Crawling":
    from scrapy.utils.log import configure_logging  # noqa: PLC0415

    from scrapers.jobs.running import Crawling  # noqa: PLC0415

    configure_logging(settings.copy_to_dict())
    given = [
        f"{name}={settings[name]}"
        for name in settings
        if settings.getpriority(name) == 40 and name != "JOB"  # those of the command line
    ]
    return Crawling(
        given,
        lease=timedelta(seconds=settings.getfloat("JOBS_LEASE")),
        grace=timedelta(seconds=settings.getfloat("JOBS_GRACE")),
    )


@contextmanager
def _database(settings: BaseSettings) -> "Iterator[Engine | None]":
    """Give an engine; None, and a line on stderr, where there is none."""
    from models.database import DatabaseError  # noqa: PLC0415 - slow to import
    from models.schema import open_database  # noqa: PLC0415

    try:
        engine = open_database(settings["DATABASE_URL"])
    except DatabaseError as error:
        print(f"scrapy jobs: {error}", file=sys.stderr)
        yield None
        return
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def _stopping(crawling: "Crawling", also: Callable[[], None] | None = None) -> Iterator[None]:
    """SIGINT and SIGTERM ask the crawls to end, and wait for them."""

    def stop(*_: object) -> None:
        if not crawling.stop.is_set():
            crawling.stop.set()
            if also:
                also()

    before = {each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM)}
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
    "run": _run,
    "due": _due,
    "start": _start,
    "systemd": _systemd,
    "cron": _cron,
}
