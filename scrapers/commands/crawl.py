"""`scrapy crawl OUTLET`: one crawl, whose exit status a scheduler can rely on."""

import argparse
import os
import signal
import sys
from typing import Any, ClassVar

from scrapy import signals
from scrapy.commands import BaseRunSpiderCommand
from scrapy.crawler import AsyncCrawlerProcess

from scrapers.collector import settle
from scrapers.command import OwnCommand
from scrapers.log import say_only_what_is_shown, shows_live, start_logging
from scrapers.usage import spider_of, wrong_call

OK, BROKEN, FAILED, HELD = 0, 3, 5, 75
"""Exit statuses: the crawl kept its floors, broke one, did not run to its end, found the outlet
held by another crawl."""


class Command(OwnCommand, BaseRunSpiderCommand):
    """Scrapy's own command, with arguments checked first and an honest exit status."""

    # Its process is made in run(): a wrong call is answered before Scrapy's banner.
    default_settings: ClassVar[dict[str, Any]] = {}

    def syntax(self) -> str:
        return "[options] OUTLET"

    def short_desc(self) -> str:
        return "Crawl an outlet into the database"

    def long_desc(self) -> str:
        return (
            "Visits what the ledger says is due. Arguments: -a since=YYYY-MM-DD -a until=YYYY-MM-DD"
            " -a section=NAME -a limit=N -a url=ADDRESS (one story)"
            " -a gaps=N (missing ids, see scrapy gaps)"
            " -a site=http://HOST:PORT (another base address, such as the replica's). Exit status:"
            " 0 ok, 2 wrong call, 3 a floor was broken, 5 failed,"
            " 75 another crawl has the outlet."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        self.check(args)
        if len(args) != 1:
            raise wrong_call("crawl", "name one outlet: scrapy crawl OUTLET")
        if job := opts.spargs.pop("_job", None):  # Scrapyd's number of the run
            self.settings.set("JOB", f"scrapyd:{job}", priority="cmdline")
        if shows_live(self.settings) and not opts.loglevel:
            self.settings.set("LOG_LEVEL", "WARNING", priority="cmdline")  # the progress line tells
        start_logging(self.settings)
        if not self._has_database(args[0], opts.spargs) or not self._has_queue():
            return
        self.crawler_process = AsyncCrawlerProcess(self.settings)
        say_only_what_is_shown(self.settings)
        crawler = self._create_crawler(args[0])
        crawler.signals.connect(settle, signal=signals.engine_started)
        _end_with_the_terminal()
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        if self.crawler_process.bootstrap_failed:
            self.exitcode = FAILED
            return
        stats = crawler.stats.get_stats()
        outcome = stats.get("crawl/outcome")
        self.exitcode = {"ok": OK, "broken": BROKEN, "held": HELD}.get(str(outcome), FAILED)
        if not self.settings.getbool("LOG_JSON"):  # its last line says the same
            _print_summary(args[0], stats, str(self.settings["DATABASE_URL"]))

    def _has_database(self, name: str, given: dict[str, str]) -> bool:
        """Check everything that can be wrong with the call, before anything is fetched.

        False, and a line on stderr, where the database stays out of reach.
        """
        from scrapers.arguments import read_arguments  # noqa: PLC0415

        try:
            read_arguments(spider_of("crawl", self.settings, name).outlet, given)
        except ValueError as error:
            raise wrong_call("crawl", str(error)) from None
        engine = self.database(FAILED)
        if engine is None:
            return False
        engine.dispose()
        return True

    def _has_queue(self) -> bool:
        """Whether the shared queue, if one is set, can be reached; stderr says why not."""
        url = self.settings["REDIS_URL"]
        if not url:
            return True
        try:
            from scrapers.machines.connection import (  # noqa: PLC0415 - an extra
                QueueAway,
                QueueError,
                check,
            )
        except ImportError:
            raise wrong_call("crawl", "WARTA_REDIS_URL is set: pip install scrapy-redis") from None
        try:
            check(url, self.settings["DATABASE_URL"], self.settings.getfloat("DATABASE_PATIENCE"))
        except QueueAway as error:
            self.fail(str(error), FAILED)
            return False
        except QueueError as error:
            raise wrong_call("crawl", str(error)) from None
        return True


def _end_with_the_terminal() -> None:
    """A terminal that closes (SIGHUP) asks the crawl to end, as SIGTERM does, unless under nohup.

    What is still said to it goes nowhere.
    """
    has_terminal = sys.stderr.isatty()

    def end(*_: object) -> None:
        if has_terminal:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
        signal.raise_signal(signal.SIGTERM)

    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, end)


def _print_summary(name: str, stats: dict[str, Any], url: str) -> None:
    from sqlalchemy import make_url  # noqa: PLC0415

    from models.database_address import shown  # noqa: PLC0415

    title = f"{name}: {stats.get('crawl/outcome')}"
    keys = sorted(key for key in stats if key.startswith("outcome/"))
    fetches = [(key.removeprefix("outcome/"), str(stats[key])) for key in keys]
    fetches.append(("all", str(stats.get("fetch/count", 0))))
    print_table = _print_box if sys.stderr.isatty() else _print_lines
    print_table(title, fetches)
    if reason := stats.get("crawl/reason"):
        print(reason, file=sys.stderr)
    print(f"database: {shown(make_url(url))}", file=sys.stderr)


def _print_box(title: str, fetches: list[tuple[str, str]]) -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table(title=title, title_justify="left")
    table.add_column("outcome")
    table.add_column("fetches", justify="right")
    *outcomes, every = fetches
    for row in outcomes:
        table.add_row(*row)
    table.add_section()
    table.add_row(*every)
    Console(stderr=True, file=sys.stderr).print(table)


def _print_lines(title: str, fetches: list[tuple[str, str]]) -> None:
    """For a log: what draws the box takes a tenth of the time of a short crawl to import."""
    print(title, file=sys.stderr)
    for outcome, number in fetches:
        print(f"{outcome:14}{number:>7}", file=sys.stderr)
