"""`scrapy query "SELECT …"`: a look into the database without another tool."""

import argparse
import sys
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand

from scrapers.terminal import visible_lines
from scrapers.usage import no_stray_options, only_text, wrong_call


class Command(ScrapyCommand):
    """Prints the rows of one SQL query; it cannot change anything."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_LEVEL": "WARNING"}

    def syntax(self) -> str:
        return '[options] "SELECT ..."'

    def short_desc(self) -> str:
        return "Print the answer to an SQL query"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from models.asking import answer  # noqa: PLC0415 - other commands need no database
        from models.database import DatabaseError  # noqa: PLC0415
        from models.schema import open_archive  # noqa: PLC0415

        no_stray_options("query", args)
        if len(args) != 1:
            raise wrong_call("query", 'write one query: scrapy query "SELECT …"')
        only_text("query", *args)
        assert self.settings is not None  # noqa: S101 - Scrapy sets it before run()
        try:
            engine = open_archive(self.settings["DATABASE_URL"])
        except DatabaseError as error:
            print(f"scrapy query: {error}", file=sys.stderr)
            self.exitcode = 1
            return
        try:
            with answer(engine, args[0]) as (columns, rows):
                _print(columns, list(rows))
        except DatabaseError as error:
            raise wrong_call("query", str(error)) from None
        finally:
            engine.dispose()


def _print(columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, pad_edge=False, header_style="bold")
    for i, column in enumerate(columns):
        numbers = all(isinstance(row[i], int | float | None) for row in rows)
        table.add_column(_shown(column), justify="right" if numbers else "left")
    for row in rows:
        table.add_row(*("" if value is None else _shown(value) for value in row))
    console = Console() if sys.stdout.isatty() else Console(width=10_000)
    console.print(table, markup=False)


def _shown(value: Any) -> Any:
    from rich.text import Text  # noqa: PLC0415

    return Text(visible_lines(str(value)))  # a headline's brackets are not styles
