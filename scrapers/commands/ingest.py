"""`scrapy ingest FILE…`: pages that others saved, into the same rows as a crawl's."""

import argparse
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from scrapy.spiderloader import get_spider_loader

from models.content import legible
from models.outlet import Outlet
from scrapers.collector import settle
from scrapers.command import OwnCommand
from scrapers.usage import spider_of, wrong_call

if TYPE_CHECKING:
    from scrapers.ingest.rows import Rows
    from scrapers.news_spider import NewsSpider

OK, BROKEN, FAILED = 0, 3, 5
_FIRST_WEB_PAGE = 1991
"""The year; no page was saved before it."""


class Command(OwnCommand):
    """Takes in WARC files, saved HTML and plain text."""

    def syntax(self) -> str:
        return "[options] FILE ..."

    def short_desc(self) -> str:
        return "Take in pages that others saved: WARC, HTML, plain text"

    def long_desc(self) -> str:
        return (
            "Records of WARC files (Common Crawl's WARC and WET among them) bring their own address"
            " and date. A saved page brings the address in its canonical link or that of --url, and"
            " was made at --date, or else on the day of rendering that its date line names. What is"
            " known already is not taken twice, so an interrupted ingest is simply run again. Exit"
            " status: 0 ok, 2 wrong call, 3 something was damaged, refused or broke a floor,"
            " 5 failed."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--outlet", help="take pages of this one only; news takes those of any public host"
        )
        parser.add_argument("--url", help="where the one saved page named was")
        parser.add_argument(
            "--date",
            type=_moment,
            help="when the saved pages were made: YYYY-MM-DD[THH:MM[+07:00]], in the outlet's zone"
            " unless it names one",
        )
        parser.add_argument("--site", help="another base address that serves --outlet's pages")
        parser.add_argument(
            "--processes",
            type=int,
            default=os.cpu_count() or 1,
            help="how many read pages at once (default: one a core)",
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        self.check(args)
        spiders = self._spiders(opts.outlet)
        if opts.site and not opts.outlet:
            raise wrong_call("ingest", "--site goes with --outlet")
        if opts.processes < 1:
            raise wrong_call("ingest", f"--processes {opts.processes}: one at the least")
        files = _files(args)
        if opts.url and (len(files) != 1 or opts.site):
            raise wrong_call("ingest", "--url goes with exactly one FILE, and not with --site")
        from scrapers.ingest.rows import Rows  # noqa: PLC0415 - slow to import
        from scrapers.reader.version import reader_version  # noqa: PLC0415

        engine = self.database(FAILED)
        if engine is None:
            return
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that it ends in order
        given = {"outlet": opts.outlet, "url": opts.url, "site": opts.site}
        recorded = {name: value for name, value in given.items() if value is not None}
        arguments = {"ingest": [legible(str(file)) for file in files[:100]], **recorded}
        versions = {
            each.outlet.name: reader_version(self.settings["WARTA_VERSION"], each.__module__)
            for each in spiders
        }
        rows = Rows(engine, self.settings, arguments, versions)
        try:
            self._ingest(files, [each.outlet for each in spiders], rows, opts)
        finally:
            rows.close()
            engine.dispose()

    def _spiders(self, name: str | None) -> "list[type[NewsSpider]]":
        names = [name] if name is not None else sorted(get_spider_loader(self.settings).list())
        return [spider_of("ingest", self.settings, each) for each in names]

    def _ingest(
        self, files: list[Path], outlets: list[Outlet], rows: "Rows", opts: argparse.Namespace
    ) -> None:
        from sqlalchemy.exc import DBAPIError  # noqa: PLC0415

        from models.database import one_line  # noqa: PLC0415
        from scrapers.archive.codings import LARGEST  # noqa: PLC0415
        from scrapers.ingest.reading import WorkersGone  # noqa: PLC0415
        from scrapers.ingest.run import Ingest, Sources  # noqa: PLC0415
        from scrapers.ingest.shown import progress, summary  # noqa: PLC0415
        from scrapers.ingest.sorting import Sorter  # noqa: PLC0415

        largest = self.settings.getint("DOWNLOAD_MAXSIZE") or LARGEST  # 0 is no limit of Scrapy's
        sources = Sources(
            files=files,
            url=opts.url,
            saved_at=_in_zone(opts.date) if opts.date else None,
            largest=largest,
        )
        failure = None
        with progress(files) as told:
            ingest = Ingest(
                sources=sources,
                sorter=Sorter(outlets, opts.site),
                rows=rows,
                copies=self._copies(files, largest),
                reader=self.settings["STORY_READER"],
                processes=opts.processes,
                told=told,
            )
            settle()
            try:
                ingest.run()
            except KeyboardInterrupt:
                failure = "interrupted; run it again and it goes on"
            except DBAPIError as error:
                failure = f"the database is away: {one_line(error)}"
            except (OSError, WorkersGone) as error:
                failure = str(error)
        broken: list[str] = []
        older = 0
        with suppress(DBAPIError):  # then the next ingest finds the crawls lost
            counts = ingest.counts
            broken = rows.end(counts.outcomes, counts.recorded(), failure)
            older = rows.older()
        summary(ingest.counts, older, broken, failure)
        is_bad = broken or ingest.counts.damaged or ingest.counts.refused
        self.exitcode = FAILED if failure else BROKEN if is_bad else OK

    def _copies(self, files: list[Path], largest: int) -> Any:
        from scrapers.ingest.copies import Copies  # noqa: PLC0415

        folder = self.settings["ARCHIVE_DIR"]
        if not folder:
            return None
        names = ", ".join(legible(file.name) for file in files[:20])
        info = {
            "software": f"Warta/{self.settings['WARTA_VERSION']}",
            "format": "WARC File Format 1.1",
            "description": f"copies of records that others made, from {names}",
        }
        file_size = self.settings.getint("ARCHIVE_FILE_SIZE")
        return Copies(Path(folder), info, file_size, largest_body=largest)


def _files(args: list[str]) -> list[Path]:
    if not args:
        raise wrong_call("ingest", "name at least one FILE")
    files = [Path(arg) for arg in args]
    for file in files:
        try:
            if not file.is_file():
                raise wrong_call("ingest", f"{file} is no file")
            file.open("rb").close()
        except OSError as error:
            raise wrong_call("ingest", str(error)) from None
    return files


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no moment; write YYYY-MM-DD or YYYY-MM-DDTHH:MM"
        ) from None
    if moment.year < _FIRST_WEB_PAGE:
        raise argparse.ArgumentTypeError(f"{text!r} is before there were web pages")
    return moment


def _in_zone(moment: datetime) -> Callable[[Outlet], datetime]:
    if moment.tzinfo is not None:
        return lambda outlet: moment
    return lambda outlet: moment.replace(tzinfo=ZoneInfo(outlet.zone))
