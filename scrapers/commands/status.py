"""`scrapy status`: how the outlets are doing, at a glance."""

import argparse
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from scrapers.command import OwnCommand
from scrapers.piped import until_enough
from scrapers.usage import wrong_call

if TYPE_CHECKING:
    from collections.abc import Collection

    from rich.table import Table
    from sqlalchemy import Engine

    from models.status import OutletStatus

FAILED, WRONG, AWAY = 1, 2, 5


class Command(OwnCommand):
    """One line an outlet, and what the disk holds."""

    def syntax(self) -> str:
        return "[options]"

    def short_desc(self) -> str:
        return "Show outlets, what is due, last crawls, quarantine, lag and disk"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--textfile", metavar="FILE", help="write the figures for Prometheus' node_exporter"
        )

    def long_desc(self) -> str:
        return (
            "With --textfile the file is written in any case: warta_database_up 0 in it says that"
            " the database is away. It tells of the jobs that the jobs file declares; of all that"
            " were ever seen where there is none, or a mistake in it. Exit status: 0 ok, 1 the file"
            " cannot be written, 2 wrong call or jobs file, 5 the database is away or cannot be"
            " used."
        )

    @until_enough
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        self.check(args)
        if args:
            raise wrong_call("status", f"unknown argument {args[0]!r}")
        from sqlalchemy.exc import DBAPIError  # noqa: PLC0415 - slow to import

        from models.database import DatabaseError, away_engine, one_line  # noqa: PLC0415
        from models.schema import open_archive  # noqa: PLC0415

        archive, url = self.settings["ARCHIVE_DIR"], self.settings["DATABASE_URL"]
        try:
            engine = open_archive(url)
        except DatabaseError as error:
            if opts.textfile:
                self._write(away_engine(url, error), opts.textfile, archive)
            else:
                self.fail(str(error), AWAY)
            return
        try:
            if opts.textfile:
                self._write(engine, opts.textfile, archive)
            else:
                _print(engine, archive)
        except DBAPIError as error:
            self.fail(one_line(error), AWAY)
        finally:
            engine.dispose()

    def _write(self, engine: "Engine", file: str, archive: str | None) -> None:
        from scrapers.metrics import write_textfile  # noqa: PLC0415 - slow to import

        try:
            if not write_textfile(engine, file, archive, self._declared()):
                self.exitcode = AWAY  # the figures' own line says why
        except OSError as error:
            self.fail(f"cannot write {file}: {error.strerror or error}", FAILED)

    def _declared(self) -> "Collection[str] | None":
        """Give the names of the jobs that there are; None where no file says so."""
        from scrapers.jobs.declared import JobsFileError, declared_jobs  # noqa: PLC0415 - slow

        with suppress(OSError):  # declared_jobs says why it cannot be looked for
            if not Path(self.settings["JOBS_FILE"]).exists():
                return None
        try:
            return [job.name for job in declared_jobs(self.settings)]
        except JobsFileError as error:  # whoever watches must not lose the figures by it
            self.fail(str(error), WRONG)
            return None


def _print(engine: "Engine", archive: str | None) -> None:
    from rich.console import Console  # noqa: PLC0415 - slow to import

    from models.database_address import shown  # noqa: PLC0415
    from models.status import database_size, outlet_statuses  # noqa: PLC0415
    from scrapers.disk import folder_size, free_bytes  # noqa: PLC0415

    console = Console() if sys.stdout.isatty() else Console(width=10_000)
    console.print(_table(outlet_statuses(engine, datetime.now(UTC))), markup=False)
    free = {
        name: f", {_bytes(size)} free" for name, size in free_bytes(engine.url, archive).items()
    }
    size = _bytes(database_size(engine))
    print(f"database  {shown(engine.url)}, {size}{free.get('database', '')}")
    if archive:
        print(f"archive   {archive}, {_bytes(folder_size(archive) or 0)}{free['archive']}")


def _table(statuses: "list[OutletStatus]") -> "Table":
    from rich.table import Table  # noqa: PLC0415 - slow to import

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("outlet")
    for column in ("articles", "due", "quarantined"):
        table.add_column(column, justify="right")
    for column in ("last crawl", "outcome", "pages/min", "lag", "fetches"):
        table.add_column(column)
    for each in statuses:
        table.add_row(
            each.outlet,
            *map(str, (each.articles, each.due, each.quarantined)),
            f"{each.crawled_at:%Y-%m-%d %H:%M} UTC" if each.crawled_at else "never",
            f"{each.crawl or ''}{f': {each.reason}' if each.reason else ''}",
            "" if each.pages_per_minute is None else f"{each.pages_per_minute:.0f}",
            _span(each.lag),
            ", ".join(f"{number} {outcome}" for outcome, number in each.fetches.items()),
        )
    return table


def _span(span: timedelta | None) -> str:
    if span is None:
        return ""
    minutes = int(span.total_seconds()) // 60
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} d"


def _bytes(number: float) -> str:
    for unit in ("B", "KiB", "MiB", "GiB"):
        if number < 1024:
            return f"{number:.0f} {unit}"
        number /= 1024
    return f"{number:.1f} TiB"
