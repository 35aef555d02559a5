"""`scrapy report [FILE.html]`: the archive and its last crawls on one page to mail."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy.commands import ScrapyCommand

from scrapers.usage import no_stray_options, wrong_call

if TYPE_CHECKING:
    from sqlalchemy import Engine

LONGEST = 12
"""Rows a table or chart."""


class Command(ScrapyCommand):
    """One HTML file that needs no other."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_LEVEL": "WARNING"}

    def syntax(self) -> str:
        return "[--force] [FILE.html]"

    def short_desc(self) -> str:
        return "Write one HTML page about the archive and its last crawls"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--force", action="store_true", help="replace FILE")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        no_stray_options("report", args)
        if len(args) > 1:
            raise wrong_call("report", f"say scrapy report {self.syntax()}")
        path = Path(args[0] if args else "report.html")
        if path.is_dir() or (path.exists() and not opts.force):
            raise wrong_call("report", f"{path} exists; name another file, or say --force")
        from models.database import DatabaseError  # noqa: PLC0415 - slow to import
        from models.schema import open_archive  # noqa: PLC0415
        from scrapers.export_files import whole_file  # noqa: PLC0415

        assert self.settings is not None  # noqa: S101 - Scrapy sets it before run()
        try:
            engine = open_archive(self.settings["DATABASE_URL"])
            try:
                text = report(engine, datetime.now(UTC))
            finally:
                engine.dispose()
            with whole_file(path) as file:
                file.write(text.encode())
        except DatabaseError as error:
            print(f"scrapy report: {error}", file=sys.stderr)
            self.exitcode = 1
        except OSError as error:
            said = error.strerror or error
            print(f"scrapy report: cannot write {path}: {said}", file=sys.stderr)
            self.exitcode = 1
        else:
            print(path)


def report(engine: "Engine", made: datetime) -> str:
    """Give the page."""
    from models import overview  # noqa: PLC0415 - slow to import
    from models import report as figures  # noqa: PLC0415
    from scrapers import report_page as html  # noqa: PLC0415

    totals = overview.totals(engine)
    names = {"articles": "stories", "view_counts": "view counts", "fetches": "visits"}
    names["quarantine"] = "ever quarantined"
    with engine.connect() as connection:
        covered = sorted(figures.coverage(connection).items(), key=lambda each: -each[1])
        volumes = [(row["year"], row["stories"]) for row in figures.volumes(connection)]
        places = [(row["place"], row["stories"]) for row in figures.places(connection, LONGEST)]
        fresh = figures.freshness(connection)
        read = figures.most_read(connection, LONGEST)
        edited = figures.most_edited(connection, LONGEST)
        waiting = figures.in_quarantine(connection, LONGEST)
        crawls = figures.last_crawls(connection, LONGEST)
    parts = [
        html.tiles({names.get(name, name): number for name, number in totals.items()}),
        html.section("Stories a year", html.columns(volumes, "stories")),
        html.section(
            "Outlets and freshness",
            html.table(("outlet", "stories", "first", "last", "last text"), map(_plain, fresh)),
            "Days of publication; the last visit that brought a text, in UTC.",
        ),
        html.section(
            "How much of each field is there",
            html.bars([(n.replace("_", " "), c) for n, c in covered], totals["articles"] or 1),
            "Share of all stories; what a page does not print stays empty.",
        ),
        html.section("Places", html.bars(places, unit="stories")),
        html.section(
            "Most read", html.table(("headline", "published", "views"), map(_story, read))
        ),
        html.section(
            "Most edited", html.table(("headline", "published", "edits"), map(_story, edited))
        ),
        html.section(
            "In quarantine",
            html.table(
                ("stage", "reason", "pages", "for example"),
                (
                    (
                        row["stage"],
                        row["reason"],
                        row["pages"],
                        html.Link((row["says"] or row["url"], row["url"])),
                    )
                    for row in waiting
                ),
            ),
            "Pages that could not be read, and why; they are kept until a reading succeeds.",
        ),
        html.section(
            "Last crawls",
            html.table(
                ("began", "outlet", "outcome", "visits", "how the visits ended"),
                map(_crawl, crawls),
            ),
        ),
    ]
    return html.page("The news archive", made, parts)


def _plain(row: Any) -> tuple[Any, ...]:
    return tuple(row.values())


def _story(row: Any) -> tuple[Any, ...]:
    from scrapers.report_page import Link  # noqa: PLC0415

    headline, url, published, number = row.values()
    return Link((headline or "(no headline)", url)), published, number


def _crawl(row: dict[str, Any]) -> tuple[Any, ...]:
    ends = ", ".join(f"{number} {name}" for name, number in row["outcomes"].items())
    said = f"{row['outcome']}: {row['reason']}" if row["reason"] else row["outcome"]
    return row["started_at"], row["title"], said, row["fetches"], ends
