"""`scrapy status`: how the outlets are doing, at a glance."""

import argparse
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand

from scrapers.usage import no_stray_options, wrong_call


class Command(ScrapyCommand):
    """One line an outlet, and what the disk holds."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_LEVEL": "WARNING"}

    def syntax(self) -> str:
        return "[options]"

    def short_desc(self) -> str:
        return "Show outlets, what is due, last crawls, quarantine, lag and disk"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--textfile", metavar="FILE", help="write the figures for Prometheus' node_exporter"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from models.database import DatabaseError, shown  # noqa: PLC0415 - slow to import
        from models.schema import open_database  # noqa: PLC0415
        from models.status import outlet_statuses  # noqa: PLC0415
        from scrapers.metrics import folder_size, write_textfile  # noqa: PLC0415

        no_stray_options("status", args)
        if args:
            raise wrong_call("status", f"unknown argument {args[0]!r}")
        assert self.settings is not None  # noqa: S101 - Scrapy sets it before run()
        archive = self.settings["ARCHIVE_DIR"]
        try:
            engine = open_database(self.settings["DATABASE_URL"])
        except DatabaseError as error:
            print(f"scrapy status: {error}", file=sys.stderr)
            self.exitcode = 5
            return
        try:
            if opts.textfile:
                write_textfile(engine, opts.textfile, archive)
                return
            _print(outlet_statuses(engine, datetime.now(UTC)))
            print(f"database  {shown(engine.url)}{_file_size(engine.url.database)}")
            size = folder_size(archive)
            if size is not None:
                print(f"archive   {archive}, {_bytes(size)}")
            print(f"disk      {_bytes(shutil.disk_usage('.').free)} free here")
        finally:
            engine.dispose()


def _print(statuses: list[Any]) -> None:
    from rich.console import Console  # noqa: PLC0415 - slow to import
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("outlet")
    for column in ("articles", "due", "quarantined"):
        table.add_column(column, justify="right")
    for column in ("last crawl", "outcome", "pages/min", "lag"):
        table.add_column(column)
    for each in statuses:
        began = f"{each.crawled_at:%Y-%m-%d %H:%M} UTC" if each.crawled_at else "never"
        rate = "" if each.pages_per_minute is None else f"{each.pages_per_minute:.0f}"
        figures = (str(each.articles), str(each.due), str(each.quarantined))
        table.add_row(each.outlet, *figures, began, each.crawl or "", rate, _span(each.lag))
    console = Console() if sys.stdout.isatty() else Console(width=10_000)
    console.print(table, markup=False)


def _span(span: timedelta | None) -> str:
    if span is None:
        return ""
    minutes = int(span.total_seconds()) // 60
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} d"


def _file_size(name: str | None) -> str:
    file = Path(name or "")
    return f", {_bytes(file.stat().st_size)}" if name and file.is_file() else ""


def _bytes(number: float) -> str:
    for unit in ("B", "KiB", "MiB", "GiB"):
        if number < 1024:
            return f"{number:.0f} {unit}"
        number /= 1024
    return f"{number:.1f} TiB"
