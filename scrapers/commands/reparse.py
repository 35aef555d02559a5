"""`scrapy reparse`: reads the archive again with today's reader, without network."""

import argparse
import hashlib
import os
import signal
import sqlite3
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapers.collector import settle
from scrapers.command import OwnCommand
from scrapers.piped import until_enough
from scrapers.usage import day, no_days_in_reverse, wrong_call

if TYPE_CHECKING:
    from sqlalchemy import URL, Engine

    from models.rereading.scan import Asked
    from scrapers.reparse.run import Told

OK, BROKEN, FAILED = 0, 3, 5


class Command(OwnCommand):
    """What was read by another reader is read again; what differs is shown and written."""

    def syntax(self) -> str:
        return "[options]"

    def short_desc(self) -> str:
        return "Read the archive again with today's reader"

    def long_desc(self) -> str:
        return (
            "Reads what another version of the reader has read, and copies that came after later"
            " ones, and writes what differs; stories are read with all their visits. A run that was"
            " stopped goes on where it was. Exit status: 0 ok, 2 wrong call, 3 a story cannot be"
            " read any more (it stays as it is) or a record is damaged, 5 failed."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--outlet", help="of this outlet alone")
        parser.add_argument("--since", type=day, help="first day of the visit")
        parser.add_argument("--until", type=day, help="last day of the visit")
        parser.add_argument(
            "--quarantine", action="store_true", help="only pages that could not be read"
        )
        parser.add_argument(
            "--all", action="store_true", help="also what today's reader has read already"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="show what would change, and write nothing"
        )
        parser.add_argument("--scheduler", help="Dask's, whose workers read: tcp://HOST:PORT")
        parser.add_argument(
            "--workers", type=int, default=os.cpu_count() or 1, help="processes (one a core)"
        )

    @until_enough
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        self.check(args)
        if args:
            raise wrong_call("reparse", f"takes no arguments, so not {args[0]!r}")
        if opts.workers < 1:
            raise wrong_call("reparse", f"--workers={opts.workers} is no number of processes")
        from models.database import DatabaseBrokeOff, DatabaseError  # noqa: PLC0415 - slow to import
        from models.rereading.plan import PlanHeld  # noqa: PLC0415
        from scrapers.reparse.pieces import OtherReader  # noqa: PLC0415
        from scrapers.reparse.pools import PoolError  # noqa: PLC0415

        signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that it tidies up
        try:
            said = self._run(opts)
        except DatabaseBrokeOff as error:
            self.fail(f"{error}; run it again to go on", FAILED)
        except (DatabaseError, PlanHeld, PoolError, OtherReader) as error:
            self.fail(str(error), FAILED)
        except sqlite3.Error as error:  # of the file where readings wait
            self.fail(f"cannot keep readings in the archive's folder: {error}", FAILED)
        except OSError as error:
            self.fail(f"{error}; run it again to go on", FAILED)
        except KeyboardInterrupt:
            self.fail("stopped; run it again to go on", FAILED)
        else:
            print(said)

    def _run(self, opts: argparse.Namespace) -> str:
        """Give what came of it, in words."""
        from scrapers.reparse.shown import progress, summary  # noqa: PLC0415

        with self.archive() as engine:
            began = time.monotonic()
            asked = self._asked(opts, engine)
            with progress() as told_of:
                told = self._reread(opts, engine, asked, told_of)
        self.exitcode = BROKEN if told.kept or told.damaged or told.unwritten else OK
        return summary(told, is_dry=opts.dry_run, seconds=time.monotonic() - began)

    def _asked(self, opts: argparse.Namespace, engine: "Engine") -> "Asked":
        from scrapy.spiderloader import get_spider_loader  # noqa: PLC0415

        from models.crawls import check_outlet  # noqa: PLC0415
        from models.rereading.scan import Asked  # noqa: PLC0415
        from scrapers.reader.version import reader_version  # noqa: PLC0415

        try:
            if opts.outlet:
                check_outlet(engine, opts.outlet)
        except ValueError as error:
            raise wrong_call("reparse", str(error)) from None
        no_days_in_reverse("reparse", opts.since, opts.until)
        loader = get_spider_loader(self.settings)
        names = [name for name in loader.list() if name == (opts.outlet or name)]
        if not names:
            raise wrong_call("reparse", f"--outlet={opts.outlet}: no spider is of that name")
        warta = self.settings["WARTA_VERSION"]
        return Asked(
            versions={name: reader_version(warta, loader.load(name).__module__) for name in names},
            everything=opts.all,
            since=opts.since,
            until=opts.until,
            quarantined=opts.quarantine,
        )

    def _spiders(self, asked: "Asked") -> dict[str, Any]:
        """Each outlet that is asked for and the module of its spider, by name."""
        from scrapy.spiderloader import get_spider_loader  # noqa: PLC0415

        loader = get_spider_loader(self.settings)
        spiders = {name: loader.load(name) for name in asked.versions}
        return {name: (each.outlet, each.__module__) for name, each in spiders.items()}  # type: ignore[attr-defined]

    def _reread(
        self, opts: argparse.Namespace, engine: "Engine", asked: "Asked", progress: Any
    ) -> "Told":
        from models.rereading.plan import Plan  # noqa: PLC0415
        from models.revisit import read_schedule  # noqa: PLC0415
        from scrapers.archive.codings import LARGEST  # noqa: PLC0415
        from scrapers.reparse.pools import DaskPool, LocalPool, Pool  # noqa: PLC0415
        from scrapers.reparse.run import Rereading  # noqa: PLC0415

        archive = Path(self.settings["ARCHIVE_DIR"] or ".").absolute()
        archive.mkdir(parents=True, exist_ok=True)
        days = self.settings["VIEW_COUNTS_FULL_DAYS"]
        local = LocalPool(opts.workers)
        reading: Pool = DaskPool(opts.scheduler) if opts.scheduler else local
        plan = Plan(archive / _working_file(engine.url))
        settle()
        try:
            return Rereading(
                engine=engine,
                plan=plan,
                reading=reading,
                comparing=local,
                asked=asked,
                spiders=self._spiders(asked),
                archive=archive,
                reader=self.settings["STORY_READER"],
                largest=self.settings.getint("DOWNLOAD_MAXSIZE") or LARGEST,
                thinned_before=datetime.now(UTC) - timedelta(days=float(days)) if days else None,
                schedule=read_schedule(self.settings.get("REVISIT_AFTER")),
                is_dry=opts.dry_run,
                progress=progress,
            ).run()
        finally:
            reading.close()
            local.close()
            plan.close()


def _working_file(database: "URL") -> str:
    """A name for each database: several may have one archive, and one relative address."""
    if database.drivername == "sqlite":
        database = database.set(database=str(Path(str(database.database)).resolve()))
    return f"reparse-{hashlib.sha256(database.render_as_string().encode()).hexdigest()[:10]}.sqlite"
