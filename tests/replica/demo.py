"""`make demo`: the main job on the replica, and what there is to see afterwards."""

import os
import subprocess
import sys
import time
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table
from sqlalchemy import func, select

from models.overview import newest, totals
from models.schema import open_database
from models.tables import crawls
from tests.replica.site import Replica

ROOT = Path(__file__).parents[2]
STORIES = 300
# The replica is ours and on this machine: no need to be gentle. Every story is due in each run,
# so that a second run shows what revisits add.
SETTINGS = {
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
    "RETRY_BACK_OFF": 0.2,
    "REFUSED_PAUSE": 0.2,
    "DOWNLOAD_TIMEOUT": 10,
    "REVISIT_AFTER": "0",
}


def main() -> int:
    console = Console()
    os.chdir(ROOT)
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "demo")
    folder.mkdir(exist_ok=True)
    database = folder / "warta.sqlite"
    url = f"sqlite:///{database}"
    engine = open_database(url)
    before = totals(engine)
    with engine.connect() as connection:
        runs = connection.scalar(select(func.count()).select_from(crawls))
    began = time.monotonic()
    with Replica(stories=STORIES, healthy=False) as site:
        # A site of this run's own; what earlier runs saw has happened to its stories already.
        site.desk.visits.update(dict.fromkeys(site.ids(), runs))
        console.print(f"The replica serves {STORIES} invented stories at {site.url}")
        status = _crawl(site.url, url, folder)
    seconds = time.monotonic() - began
    _show(console, before, totals(engine), seconds)
    _show_newest(console, newest(engine, 8))
    console.print(
        f"\nThe database: [bold]{database}[/bold]\n\nWhat to try next\n"
        "  make demo                                     again: views grow, texts change\n"
        f"  export DATABASE_URL={url}\n"
        "  .venv/bin/scrapy query 'SELECT place, count(*) FROM articles GROUP BY place'\n"
        "  .venv/bin/scrapy extract voaislam PAGE.html   what the reader makes of a page\n"
        "  .venv/bin/scrapy crawl -h                     a crawl of your own\n",
        highlight=False,
    )
    return status


def _crawl(site: str, database: str, folder: Path) -> int:
    options = [option for name, value in SETTINGS.items() for option in ("-s", f"{name}={value}")]
    return subprocess.run(
        [
            *(sys.executable, "-m", "scrapy", "crawl", "voaislam", "-a", f"site={site}"),
            *options,
            *("-L", "CRITICAL"),
        ],
        env=os.environ
        | {"DATABASE_URL": database, "WARTA_ARCHIVE": str(folder / "archive")}
        | {"no_proxy": "127.0.0.1"},  # the replica is on this machine
        check=False,
    ).returncode


def _show(console: Console, before: dict[str, int], after: dict[str, int], seconds: float) -> None:
    table = Table(title=f"In the database ({seconds:.0f} s)", title_justify="left")
    for column in ("table", "before", "now", "new"):
        table.add_column(column, justify="left" if column == "table" else "right")
    for name, number in after.items():
        table.add_row(name, str(before[name]), str(number), f"+{number - before[name]}")
    console.print(table)


def _show_newest(console: Console, rows: object) -> None:
    table = Table(title="The newest stories", title_justify="left", expand=True)
    for column in ("published", "Hijri", "views", "place"):
        table.add_column(column, justify="right" if column == "views" else "left", no_wrap=True)
    table.add_column("headline", overflow="ellipsis", no_wrap=True, ratio=1)
    zone = ZoneInfo("Asia/Jakarta")
    for row in rows:  # type: ignore[attr-defined]
        place = f"{row['place'] or ''} {row['country_code'] or ''}".strip()
        views = "" if row["view_count"] is None else f"{row['view_count']:,}".replace(",", ".")
        when = row["published_at"].astimezone(zone).strftime("%d %b %Y %H:%M")
        table.add_row(when, row["hijri_published"], views, place, row["headline"])
    console.print(table)


if __name__ == "__main__":
    sys.exit(main())
