"""`scrapy report [FILE.html]`: the archive and its last crawls on one page to mail."""

import argparse
from contextlib import ExitStack
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapers.command import OwnCommand
from scrapers.piped import until_enough
from scrapers.usage import wrong_call

if TYPE_CHECKING:
    from models.report import Figures

LONGEST = 12
"""Rows a table or chart."""


class Command(OwnCommand):
    """One HTML file that needs no other."""

    def syntax(self) -> str:
        return "[--force] [--charts FOLDER] [FILE.html]"

    def short_desc(self) -> str:
        return "Write one HTML page about the archive and its last crawls"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--force", action="store_true", help="replace what is there")
        parser.add_argument(
            "--charts", type=Path, metavar="FOLDER", help="charts as PNG, too; needs matplotlib"
        )

    @until_enough
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        self.check(args)
        if len(args) > 1:
            raise wrong_call("report", f"say scrapy report {self.syntax()}")
        path = Path(args[0] if args else "report.html")
        try:
            _check(path, opts)
        except OSError as error:  # a folder that may not be entered, a name that is too long
            raise wrong_call("report", str(error)) from None
        from models.database import DatabaseError  # noqa: PLC0415 - slow to import
        from models.report import gather  # noqa: PLC0415

        try:
            with self.archive() as engine:
                figures = gather(engine, LONGEST)
            files = {path: report(figures, datetime.now(UTC)).encode()}
            if opts.charts:
                from scrapers.report_charts import charts  # noqa: PLC0415 - slow to import

                files |= {opts.charts / name: png for name, png in charts(figures).items()}
            _write(files, opts)
        except DatabaseError as error:
            self.fail(str(error))
        except OSError as error:
            said = f"cannot write {error.filename or path}: {error.strerror or error}"
            self.fail(f"{said}; nothing is left behind")
        else:
            print(*files, sep="\n")


def report(figures: "Figures", made: datetime) -> str:
    """Give the page."""
    from scrapers import report_page as html  # noqa: PLC0415

    names = {"articles": "stories", "view_counts": "view counts", "fetches": "visits"}
    names["quarantine"] = "quarantined visits"
    totals = figures.totals
    covered = [(name.replace("_", " "), count) for name, count in figures.covered]
    parts = [
        html.tiles({names.get(name, name): number for name, number in totals.items()}),
        html.section("Stories a year", html.columns(html.every_year(figures.volumes), "stories")),
        html.section(
            "Outlets and freshness",
            html.table(
                ("outlet", "stories", "first", "last", "last text"), map(_plain, figures.fresh)
            ),
            "Days of publication; the last visit that brought a text, in UTC.",
        ),
        html.section(
            "How much of each field is there",
            html.bars(covered, totals["articles"] or 1),
            "Share of all stories; what a page does not print stays empty.",
        ),
        html.section("Places", html.bars(figures.places, unit="stories")),
        html.section(
            "Most read",
            html.table(("headline", "outlet", "published", "views"), map(_story, figures.read)),
        ),
        html.section(
            "Most edited",
            html.table(("headline", "outlet", "published", "edits"), map(_story, figures.edited)),
        ),
        html.section(
            "In quarantine",
            html.table(("stage", "reason", "pages", "for example"), map(_waiting, figures.waiting)),
            "Pages that could not be read, and why; they are kept until a reading succeeds.",
        ),
        html.section(
            "Last crawls",
            html.table(
                ("began", "outlet", "outcome", "visits", "how the visits ended"),
                map(_crawl, figures.crawls),
            ),
        ),
    ]
    return html.page("The news archive", made, parts)


def _check(path: Path, opts: argparse.Namespace) -> None:
    if path.is_dir() or (path.exists() and not opts.force):
        raise wrong_call("report", f"{path} exists; name another file, or say --force")
    if opts.charts and not opts.charts.is_dir():
        raise wrong_call("report", f"there is no folder {opts.charts}")
    if opts.charts and find_spec("matplotlib") is None:
        raise wrong_call("report", "--charts needs matplotlib: pip install matplotlib")


def _write(files: dict[Path, bytes], opts: argparse.Namespace) -> None:
    """Write all of them or none."""
    from scrapers.export_files import whole_file  # noqa: PLC0415

    for path in files:
        if path.exists() and not opts.force:
            raise wrong_call("report", f"{path} exists; name another folder, or say --force")
    with ExitStack() as all_whole:
        for path, content in files.items():
            file = all_whole.enter_context(whole_file(path))
            file.write(content)
            file.flush()  # so that a full disk is found before the first is renamed


def _plain(row: Any) -> tuple[Any, ...]:
    return tuple(row.values())


def _story(row: Any) -> tuple[Any, ...]:
    from scrapers.report_page import Link  # noqa: PLC0415

    headline, url, outlet, published, number = row.values()
    return Link((headline or "(no headline)", url)), outlet, published, number


def _waiting(row: Any) -> tuple[Any, ...]:
    from scrapers.report_page import Link  # noqa: PLC0415

    example = Link((row["says"] or row["url"], row["url"]))
    return row["stage"], row["reason"], row["pages"], example


def _crawl(row: dict[str, Any]) -> tuple[Any, ...]:
    ends = ", ".join(f"{number} {name}" for name, number in row["outcomes"].items())
    said = f"{row['outcome']}: {row['reason']}" if row["reason"] else row["outcome"]
    return row["started_at"], row["title"], said, row["fetches"], ends
