"""What the retention settings let go, told line by line; deleted only on request."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from scrapy.settings import BaseSettings
from sqlalchemy import Engine

from models.pruning import thin_view_counts
from scrapers.archive.retention import prune_archive
from scrapers.bounds import NUMBERS

VIEWS, ARCHIVE = "VIEW_COUNTS_FULL_DAYS", "ARCHIVE_KEEP_DAYS"


def prune(engine: Engine, settings: BaseSettings, *, delete: bool) -> Iterator[str]:
    """Give what is spare, a line each; `delete` deletes it. ValueError for a setting that is no
    number of days gone by, before anything is deleted.
    """
    since_views, since_archive = (_days_ago(name, settings[name]) for name in (VIEWS, ARCHIVE))
    done = "UTC deleted" if delete else "UTC would be deleted by scrapy db prune now"
    if since_views is None:
        yield f"{VIEWS} is not set: every observation is kept"
    else:
        number = thin_view_counts(engine, since_views, delete=delete)
        yield f"{number} view observations from before {since_views:%Y-%m-%d %H:%M} {done}"
    if since_archive is None or not settings["ARCHIVE_DIR"]:
        yield f"{ARCHIVE} is not set: every file of the archive is kept"
        return
    folder = Path(settings["ARCHIVE_DIR"])
    files, size, needed = prune_archive(engine, folder, since_archive, delete=delete)
    told = f"{files} archive files, {size / 1e6:.1f} MB, from before"
    yield f"{told} {since_archive:%Y-%m-%d %H:%M} {done}"
    if needed:
        yield f"{needed} older ones are kept for pages in quarantine or in later files"


def _days_ago(name: str, days: Any) -> datetime | None:
    if days is None:
        return None
    number = NUMBERS[name]
    if not number.has(days):  # a moment to come would take everything
        raise ValueError(f"{name}={days!r} is no {number}")
    return datetime.now(UTC) - timedelta(days=float(days))
