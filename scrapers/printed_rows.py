"""Rows of any query on standard output: as a table, CSV or JSON Lines."""

import csv
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain, islice
from typing import Any
from unicodedata import combining, east_asian_width

from scrapers.export_files import cell, iso
from scrapers.terminal import escaped, visible, visible_lines

Columns = Sequence[str]
Row = Sequence[Any]

MEASURED = 1000
"""Rows that say how wide a table's columns are; they alone are held in memory."""
_LINE_BREAK = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")


def print_table(columns: Columns, rows: Iterable[Row]) -> None:
    """Give a person a table, and whatever reads a pipe one line a row with nothing left out."""
    if sys.stdout.isatty():
        _print_wrapped(columns, list(rows))
    else:
        sys.stdout.writelines(aligned(columns, rows))


def aligned(columns: Columns, rows: Iterable[Row]) -> Iterator[str]:
    """Give lines; a column that needs more room after MEASURED rows has it from there on."""
    rest = iter(rows)
    first = list(islice(rest, MEASURED))
    to_the_right = _numbers(columns, first)
    lines = [[_on_one_line(each) for each in row] for row in (columns, *first)]
    widths = [max(map(_width, texts)) for texts in zip(*lines, strict=True)]
    for texts in chain(lines, ([_on_one_line(each) for each in row] for row in rest)):
        widths = [max(width, _width(text)) for width, text in zip(widths, texts, strict=True)]
        cells = map(_padded, texts, widths, to_the_right)
        yield f"{'  '.join(cells).rstrip()}\n"


def _padded(text: str, width: int, to_the_right: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if to_the_right else text + space


def _print_wrapped(columns: Columns, rows: list[Row]) -> None:
    from rich.console import Console  # noqa: PLC0415 - slow to import
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415 - a headline's brackets are not styles

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column, is_number in zip(columns, _numbers(columns, rows), strict=True):
        table.add_column(Text(visible(column)), justify="right" if is_number else "left")
    for row in rows:
        table.add_row(*(Text(visible_lines(_text(each))) for each in row))
    Console().print(table, markup=False)


def _numbers(columns: Columns, rows: list[Row]) -> list[bool]:
    kinds = int | float | Decimal | None
    return [all(isinstance(row[i], kinds) for row in rows) for i in range(len(columns))]


def _text(value: Any) -> str:
    return "" if value is None else str(_with_json(value))


def _with_json(value: Any) -> Any:
    """Give PostgreSQL's lists and objects as the texts that SQLite has."""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=_form)
    return value


def _on_one_line(value: Any) -> str:
    text = _text(value)
    if text.isprintable():
        return text
    return visible(_LINE_BREAK.sub("⏎", text).replace("\t", " "))


def _width(text: str) -> int:
    """Places that a terminal gives to the text: two to an ideograph, none to an accent above."""
    if text.isascii():
        return len(text)
    wide = sum(text.count(each) for each in set(text) if east_asian_width(each) in "WF")
    return len(text) + wide - sum(text.count(each) for each in set(text) if combining(each))


def print_csv(columns: Columns, rows: Iterable[Row]) -> None:
    """Give the cells that `scrapy export` writes; a terminal is not made to obey them."""
    of_terminal = sys.stdout.isatty()

    def shown(value: Any) -> Any:
        given = cell(value.hex() if isinstance(value, bytes) else _with_json(value))
        return visible_lines(given) if of_terminal and isinstance(given, str) else given

    writer = csv.writer(sys.stdout)
    writer.writerow(map(shown, columns))
    writer.writerows(map(shown, row) for row in rows)


def print_jsonl(columns: Columns, rows: Iterable[Row]) -> None:
    """Give one object a row; ValueError where JSON cannot tell columns apart or write a number."""
    twice = next((each for each in columns if list(columns).count(each) > 1), None)
    if twice is not None:
        raise ValueError(f"two columns are called {twice!r}; name one with AS")
    for row in rows:
        shown = dict(zip(columns, row, strict=True))
        line = json.dumps(shown, ensure_ascii=False, allow_nan=False, default=_form)
        print(escaped(line))  # noqa: T201 - of a command


def _form(value: object) -> Any:
    """Give what JSON has for a value of the database's own."""
    if isinstance(value, Decimal):
        is_whole = value.is_finite() and value == value.to_integral_value()
        return int(value) if is_whole else float(value)
    if isinstance(value, bytes):
        return value.hex()
    return iso(value) if isinstance(value, date) else str(value)


FORMATS: dict[str, Callable[[Columns, Iterable[Row]], None]] = {
    "csv": print_csv,
    "jsonl": print_jsonl,
    "table": print_table,
}
