"""`scrapy query "SELECT …"`: a look into the database without another tool."""

import argparse
import sys
from typing import TYPE_CHECKING

from scrapers.command import OwnCommand
from scrapers.piped import until_enough
from scrapers.printed_rows import FORMATS
from scrapers.usage import only_text, wrong_call

if TYPE_CHECKING:
    from sqlalchemy import Engine


class Command(OwnCommand):
    """Prints the rows of one SQL query; it cannot change anything."""

    def syntax(self) -> str:
        return '[options] "SELECT ..."'

    def short_desc(self) -> str:
        return "Print the answer to an SQL query"

    def long_desc(self) -> str:
        return (
            "A table on a terminal; elsewhere one line a row, with ⏎ where a value breaks the line."
            " CSV has the cells of scrapy export; JSON Lines have numbers, nulls and moments."
            " Exit status: 0 answered, 1 no answer could be had or written, 2 wrong call."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--format", default="table", help="csv, jsonl or table (default)")

    @until_enough
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        self.check([arg for arg in args if "\n" not in arg])  # a comment, in SQL
        _check(args, opts)
        from models.database import DatabaseError  # noqa: PLC0415 - other commands need none

        try:
            with self.archive() as engine:
                try:
                    print_answer(engine, args[0], opts.format)
                except (DatabaseError, ValueError) as error:
                    raise wrong_call("query", str(error)) from None
        except DatabaseError as error:
            self.fail(str(error))


def _check(args: list[str], opts: argparse.Namespace) -> None:
    if len(args) != 1:
        raise wrong_call("query", 'write one query: scrapy query "SELECT …"')
    only_text("query", *args)
    if opts.format not in FORMATS:
        raise wrong_call("query", f"--format {opts.format!r} is none of {', '.join(FORMATS)}")


def print_answer(engine: "Engine", question: str, form: str) -> None:
    """Print the rows as they come; DatabaseError or ValueError where that cannot be done."""
    from models.asking import answer, with_types  # noqa: PLC0415

    with answer(engine, question) as (columns, rows):
        FORMATS[form](columns, rows if form == "table" else with_types(columns, rows))
        sys.stdout.flush()
