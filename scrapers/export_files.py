"""Files that rows are exported to: whole or not there at all."""

import csv
import gzip
import io
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any

Row = dict[str, Any]

ROW_GROUP = 5000
"""Rows that Parquet keeps together, which is also what is held in memory."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # OWASP, CSV Injection


@contextmanager
def whole_file(
    path: Path, before_rename: Callable[[Path], None] | None = None
) -> Iterator[IO[bytes]]:
    """Write beside the file and rename at the end; on any error nothing is left behind.

    What processes left behind that were killed goes, too.
    """
    path = Path(os.path.realpath(path))  # a link stays one, and leads where it led
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    _remove_leftovers(path)
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if before_rename is not None:
            before_rename(part)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _remove_leftovers(path: Path) -> None:
    named = re.compile(rf"\.{re.escape(path.name)}\.([1-9][0-9]{{0,8}})\.part")
    for each in path.parent.iterdir():
        if (name := named.fullmatch(each.name)) and _is_gone(int(name[1])):
            each.unlink(missing_ok=True)


def _is_gone(process: int) -> bool:
    if process == os.getpid():  # a container's processes often have the same number
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def write_parquet(file: IO[bytes], kinds: dict[str, str], rows: Iterable[Row]) -> int:
    """Parquet with zstd; moments aware in UTC, days, integers and lists as what they are."""
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.parquet as pq  # noqa: PLC0415

    words = pa.large_string()
    witness = pa.struct([(name, words) for name in ("source", "text", "read", "verdict")])
    types = {
        "moment": pa.timestamp("us", tz="UTC"),
        "day": pa.date32(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "text": words,
        "texts": pa.list_(words),
        "witnesses": pa.list_(witness),
    }
    schema = pa.schema([(name, types[kind]) for name, kind in kinds.items()])
    written = 0
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for group in _groups(rows):
            writer.write_batch(pa.RecordBatch.from_pylist(group, schema=schema))
            written += len(group)
    return written


def write_csv(
    file: IO[bytes],
    kinds: dict[str, str],
    rows: Iterable[Row],
    *,
    excel: bool = False,
    semicolon: bool = False,
) -> int:
    """CSV in UTF-8, lists as JSON.

    For `excel` it begins with the mark by which that knows UTF-8, and moments are as it knows them.
    Where a comma stands in numbers, it takes a `semicolon` between cells.
    """
    text = io.TextIOWrapper(file, "utf-8-sig" if excel else "utf-8", newline="")

    def shown(value: Any) -> Any:
        if excel and isinstance(value, datetime):
            return value.replace(microsecond=0, tzinfo=None).isoformat(" ")
        if semicolon and isinstance(value, float):
            return str(value).replace(".", ",")
        return cell(value)

    try:
        writer = csv.writer(text, delimiter=";" if semicolon else ",")
        writer.writerow(kinds)
        written = 0
        for row in rows:
            writer.writerow([shown(row[name]) for name in kinds])
            written += 1
        text.flush()
    finally:
        _let_go(text)
    return written


def cell(value: Any) -> Any:
    """Give a value for a spreadsheet, where words that begin like a formula get an apostrophe."""
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, date):
        return iso(value)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def iso(value: object) -> str:
    """Give a day, or a moment: with microseconds, for pandas takes one shape of them a column."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON form for {type(value).__name__}")


def write_jsonl(file: IO[bytes], kinds: dict[str, str], rows: Iterable[Row]) -> int:
    """Give one JSON object a line."""
    written = 0
    for row in rows:
        shown = {name: row[name] for name in kinds}
        line = json.dumps(shown, ensure_ascii=False, default=iso)
        file.write(line.encode() + b"\n")
        written += 1
    return written


def write_jsonl_gz(file: IO[bytes], kinds: dict[str, str], rows: Iterable[Row]) -> int:
    """Give the same, compressed; the same rows give the same bytes."""
    with gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as packed:
        return write_jsonl(packed, kinds, rows)  # type: ignore[arg-type]


FORMATS: dict[str, Callable[..., int]] = {
    ".parquet": write_parquet,
    ".csv": write_csv,
    ".jsonl": write_jsonl,
    ".jsonl.gz": write_jsonl_gz,
}


def suffix_of(path: Path) -> str | None:
    """Give the ending that names a format, or None."""
    return next((each for each in FORMATS if path.name.lower().endswith(each)), None)


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    iterator = iter(rows)
    while group := list(islice(iterator, ROW_GROUP)):
        yield group


def _let_go(text: io.TextIOWrapper) -> None:
    """Leave the file open for its owner, even where the last words do not fit the disk."""
    text.detach()
