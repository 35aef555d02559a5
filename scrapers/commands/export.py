"""`scrapy export FILE`: rows of the archive as Parquet, CSV or JSON Lines."""

import argparse
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapers.command import OwnCommand
from scrapers.usage import day, no_days_in_reverse, wrong_call

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from models.exports import Wanted


class Command(OwnCommand):
    """One file, whole or not at all."""

    def syntax(self) -> str:
        return "[options] FILE.parquet|FILE.csv|FILE.jsonl|FILE.jsonl.gz"

    def short_desc(self) -> str:
        return "Export the archive to Parquet, CSV or JSON Lines"

    def long_desc(self) -> str:
        return (
            "Moments are in UTC. In CSV, words that begin like a formula get an apostrophe."
            " Exit status: 0 written (or nothing new), 1 nothing written, 2 wrong call."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--what",
            default="articles",
            help="articles (default), credits, views, revisions, fetches or quarantine",
        )
        parser.add_argument("--since", type=day, help="first day of publication, YYYY-MM-DD")
        parser.add_argument("--until", type=day, help="last day of publication, YYYY-MM-DD")
        parser.add_argument("--outlet", help="of this outlet alone")
        parser.add_argument(
            "--new",
            action="store_true",
            help="what visits since the last --new to FILE brought, to FILE's next numbered part",
        )
        parser.add_argument("--force", action="store_true", help="replace FILE, or its next part")
        parser.add_argument("--excel", action="store_true", help="CSV as Excel reads it")
        parser.add_argument(
            "--semicolon",
            action="store_true",
            help="with --excel: for one that writes 0,5, as in Indonesia",
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        self.check(args)
        if len(args) != 1:
            raise wrong_call("export", f"say scrapy export {self.syntax()}")
        path = Path(args[0])
        try:
            _check(path, opts)
        except OSError as error:  # a folder that may not be entered, a name that is too long
            raise wrong_call("export", str(error)) from None
        from models.database import DatabaseBrokeOff, DatabaseError  # noqa: PLC0415 - slow to import

        signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that it tidies up
        try:
            with self.archive() as engine:
                self.exitcode = export(engine, path, opts)
        except DatabaseBrokeOff as error:
            self.fail(f"{error}; nothing is left behind")
        except DatabaseError as error:
            self.fail(str(error))
        except OSError as error:
            self.fail(f"cannot write {path}: {error.strerror or error}; nothing is left behind")
        except KeyboardInterrupt:
            self.fail("stopped; nothing is left behind", 130)


def export(engine: "Engine", path: Path, opts: argparse.Namespace) -> int:
    """Write what is wanted and give the exit status; OSError where the file cannot be written."""
    from models.crawls import check_outlet  # noqa: PLC0415
    from models.exports import Wanted  # noqa: PLC0415

    try:
        if opts.outlet:
            check_outlet(engine, opts.outlet)
    except ValueError as error:
        raise wrong_call("export", str(error)) from None
    chosen = {"outlet": opts.outlet, "since": opts.since, "until": opts.until}
    if not opts.new:
        if _write(engine, path, Wanted(**chosen), opts):
            return 0
        print(f"scrapy export: no {opts.what} to export", file=sys.stderr)
        return 1
    return _export_new(engine, path, chosen, opts)


def _export_new(
    engine: "Engine", path: Path, chosen: dict[str, Any], opts: argparse.Namespace
) -> int:
    from models.exports import Wanted, last_settled_fetch, visit  # noqa: PLC0415
    from scrapers import export_parts as parts  # noqa: PLC0415

    memory = path.with_name(f"{path.name}.new.json")
    asked = {"what": opts.what} | {key: value and str(value) for key, value in chosen.items()}
    state = parts.remembered(memory, asked)
    parts.check_database(memory, state, visit(engine, state["fetch"]))
    part = parts.part_of(path, state["parts"] + 1)
    if not opts.force:
        parts.check_part(part, state)

    def about_to_be_there(file: Path) -> None:
        parts.check_unchanged(memory, asked, state)
        parts.remember(memory, state | {"writing": parts.stamp(file)})

    last = last_settled_fetch(engine)
    now = asked | {"fetch": last, "visit": visit(engine, last)}
    wanted = Wanted(**chosen, after_fetch=state["fetch"], up_to_fetch=last)
    if _write(engine, part, wanted, opts, about_to_be_there):
        now["parts"] = state["parts"] + 1
    else:
        now["parts"] = state["parts"]
        print(f"nothing new since the last export to {path}", file=sys.stderr)
    if now != state:
        parts.remember(memory, now)
    return 0


def _write(
    engine: "Engine",
    path: Path,
    wanted: "Wanted",
    opts: argparse.Namespace,
    before_rename: Callable[[Path], None] | None = None,
) -> int:
    from models.exports import count, kinds, rows  # noqa: PLC0415
    from scrapers.export_files import FORMATS, suffix_of, whole_file  # noqa: PLC0415

    with engine.connect() as connection:
        total = count(connection, opts.what, wanted)
        if not total:
            return 0
        more = {"excel": True, "semicolon": opts.semicolon} if opts.excel else {}
        found = rows(connection, opts.what, wanted)
        with whole_file(path, before_rename) as file, _progress(found, total) as it:
            written = FORMATS[suffix_of(path) or ""](file, kinds(opts.what), it, **more)
    print(f"{path}: {written} {opts.what}", file=sys.stderr)
    return total


@contextmanager
def _progress(rows: Iterator[Any], total: int) -> Iterator[Iterator[Any]]:
    """Show how far it is, to a person."""
    if not sys.stderr.isatty():
        yield rows
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import track  # noqa: PLC0415

    yield iter(track(rows, "exporting", total, transient=True, console=Console(stderr=True)))


def _check(path: Path, opts: argparse.Namespace) -> None:
    from models.exports import DATASETS  # noqa: PLC0415
    from scrapers.export_files import FORMATS, suffix_of  # noqa: PLC0415

    suffix = suffix_of(path)
    if suffix is None:
        raise wrong_call("export", f"{path} ends in none of {', '.join(FORMATS)}")
    if opts.what not in DATASETS:
        raise wrong_call("export", f"no {opts.what!r} to export; there are {', '.join(DATASETS)}")
    if opts.excel and suffix != ".csv":
        raise wrong_call("export", "--excel goes with a .csv file")
    if opts.semicolon and not opts.excel:
        raise wrong_call("export", "--semicolon goes with --excel")
    no_days_in_reverse("export", opts.since, opts.until)
    if not path.parent.is_dir():
        raise wrong_call("export", f"there is no folder {path.parent}")
    if path.is_dir() or (path.exists() and not opts.force and not opts.new):
        raise wrong_call("export", f"{path} exists; name another file, or say --force")
    if suffix == ".parquet":
        try:
            import pyarrow  # noqa: F401, PLC0415 - an extra
        except ImportError:
            raise wrong_call("export", "Parquet needs pyarrow: pip install pyarrow") from None
