"""What the settings may be, checked before a command begins with anything."""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scrapy.settings import BaseSettings, default_settings

from models.revisit import read_schedule

_BYTES = 1_000_000_000_000_000
_DAYS = 100_000  # some 270 years, which any date of ours survives


@dataclass(frozen=True, slots=True)
class Number:
    """The numbers that a setting may be."""

    kind: type[int] | type[float]
    least: float
    most: float = 1_000_000_000
    """In seconds, some thirty years: what adds it to the time of day stays within the calendar."""
    may_be_unset: bool = False

    def __str__(self) -> str:
        name = "whole number" if self.kind is int else "number"
        return f"{name} from {self.least:,} to {self.most:,}"

    def has(self, value: Any) -> bool:
        """Whether the value, also as a word of the command line, is one of them."""
        if value is None:
            return self.may_be_unset
        try:
            number = self.kind(value)
            return number == float(value) and self.least <= number <= self.most
        except (TypeError, ValueError, OverflowError):
            return False


NUMBERS = {
    "ARCHIVE_FILE_SIZE": Number(int, 1, _BYTES),
    "DATABASE_PATIENCE": Number(float, 0),
    "CONCURRENT_REQUESTS": Number(int, 1),
    "CONCURRENT_REQUESTS_PER_DOMAIN": Number(int, 1),
    "DOWNLOAD_DELAY": Number(float, 0),
    "LONGEST_PAUSE": Number(float, 0),
    "REFUSED_PAUSE": Number(float, 0),
    "AUTOTHROTTLE_START_DELAY": Number(float, 0),
    "AUTOTHROTTLE_MAX_DELAY": Number(float, 0),
    "DOWNLOAD_TIMEOUT": Number(float, 0.1),
    "DOWNLOAD_MAXSIZE": Number(int, 0, _BYTES),
    "DOWNLOAD_WARNSIZE": Number(int, 0, _BYTES),
    "REDIRECT_MAX_TIMES": Number(int, 0),
    "RETRY_TIMES": Number(int, 0),
    "RETRY_BACK_OFF": Number(float, 0),
    "FRONTIER_WINDOW": Number(int, 1),
    "CONCURRENT_ITEMS": Number(int, 1),
    "SCRAPER_SLOT_MAX_ACTIVE_SIZE": Number(int, 1, _BYTES),
    "JOBS_TICK": Number(float, 0.1),
    "JOBS_LEASE": Number(float, 1),
    "JOBS_GRACE": Number(float, 0),
    "METRICS_PORT": Number(int, 0, 65535),
    "VIEW_COUNTS_FULL_DAYS": Number(float, 0, _DAYS, may_be_unset=True),
    "ARCHIVE_KEEP_DAYS": Number(float, 0, _DAYS, may_be_unset=True),
    "WORKER_LEASE": Number(float, 1),
    "READ_TIMEOUT": Number(float, 0.1),
    "READ_AT_ONCE": Number(int, 1),
    "MAX_QUARANTINED_SHARE": Number(float, 0, 1),
    "MIN_STORIES_TO_JUDGE": Number(int, 0),
    "MIN_PAGES": Number(int, 0),
    "MIN_STORIES": Number(int, 0),
    "MAX_SILENT_DAYS": Number(float, 0, _DAYS),
    "CHECK_SAMPLE": Number(float, 0, 1),
}
"""Every number of `settings.py`, in its order."""


SWITCHES = (
    *(name for name, value in vars(default_settings).items() if isinstance(value, bool)),
    "LOG_JSON",
    "TELNETCONSOLE_ENABLED",  # a number in Scrapy
)


def check_bounds(settings: BaseSettings) -> None:
    """ValueError quotes the first setting that is not what it may be."""
    for name, number in NUMBERS.items():
        if name in settings and not number.has(settings[name]):
            raise ValueError(f"{name}={settings[name]!r} is no {number}")
    for name in SWITCHES:
        if name in settings and not _is_switch(settings, name):
            raise ValueError(f"{name}={settings[name]!r} is no switch; write 1 or 0")
    level = settings["LOG_LEVEL"]
    if not isinstance(level, int) and level not in logging.getLevelNamesMapping():
        raise ValueError(
            f"LOG_LEVEL={level!r} is no level; write DEBUG, INFO, WARNING, ERROR or CRITICAL"
        )
    if file := settings["LOG_FILE"]:
        _check_log_file(file)
    read_schedule(settings["REVISIT_AFTER"])


def _is_switch(settings: BaseSettings, name: str) -> bool:
    try:
        settings.getbool(name)
    except (TypeError, ValueError):
        return False
    return True


def _check_log_file(file: str) -> None:
    try:
        Path(file).open("a").close()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise ValueError(f"LOG_FILE={file!r} cannot be written: {why}") from None
