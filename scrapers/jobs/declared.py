"""The jobs that a TOML file declares, checked whole before any of them runs."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from scrapy.settings import BaseSettings

from models.outlet import Outlet
from scrapers.arguments import read_arguments
from scrapers.jobs.schedule import Schedule
from scrapers.usage import outlets_of

ACCEPTED = "outlet, arguments, every, at, zone, time_limit"
TIME_LIMIT = timedelta(hours=6)
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class JobsFileError(ValueError):
    """The file cannot be used; the message is one line that says where, why and what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A crawl of one outlet, and when it is due."""

    name: str
    outlet: str
    arguments: dict[str, str]
    schedule: Schedule
    time_limit: timedelta = TIME_LIMIT
    """When the crawl closes; what it did not reach is due in the next run."""


def declared_jobs(settings: BaseSettings) -> list[Job]:
    """Give the jobs of the file that the settings name."""
    return read_jobs(Path(settings["JOBS_FILE"]), outlets_of(settings))


def read_jobs(file: Path, outlets: Mapping[str, Outlet]) -> list[Job]:
    """Give the jobs in the file's order."""
    try:
        text = file.read_text("utf-8-sig")  # some editors put a mark before the first line
        content = tomllib.loads(text)
    except FileNotFoundError:
        raise JobsFileError(
            f"there is no {file}; write one, or name another in JOBS_FILE"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise JobsFileError(f"cannot read {file}: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise JobsFileError(f"{file}: {error}") from None
    for key in content:
        if key != "job":
            raise _error(file, text, (key,), f"unknown key {key!r}; write tables [job.NAME]")
    declared = content.get("job")
    if not isinstance(declared, dict) or not declared:
        raise JobsFileError(f"{file} declares no job; write a table [job.NAME]")
    found = []
    for name, facts in declared.items():
        if not isinstance(facts, dict) or not re.fullmatch(r"[A-Za-z0-9_-]+", name):
            message = "a job is a table [job.NAME], named with letters, digits, - and _"
            raise _error(file, text, (name,), message)
        key = ""
        try:
            for key in facts:
                if key not in ACCEPTED.split(", "):
                    raise ValueError(f"unknown key {key!r}; accepted are {ACCEPTED}")  # noqa: TRY301
            for key, reader in _READERS.items():
                reader(facts.get(key))
            key = "outlet"
            job = _job(name, facts, outlets)
            key = "arguments"
            read_arguments(outlets[job.outlet], job.arguments)
        except ValueError as error:
            raise _error(file, text, (name, key), f"[job.{name}] {error}") from None
        found.append(job)
    return found


def _job(name: str, facts: dict[str, Any], outlets: Mapping[str, Outlet]) -> Job:
    outlet = facts.get("outlet")
    if not isinstance(outlet, str) or outlet not in outlets:
        known = ", ".join(sorted(outlets))
        wrong = "names no outlet" if outlet is None else f"outlet = {outlet!r} is unknown"
        raise ValueError(f"{wrong}; known are {known}")
    schedule = Schedule(
        every=_span("every", facts.get("every")),
        at=_at(facts.get("at")),
        zone=_zone(facts.get("zone")) or outlets[outlet].zone,
    )
    if not schedule.every and not schedule.at:
        raise ValueError('is never due: write every = "15m" or at = "05:30"')
    return Job(
        name=name,
        outlet=outlet,
        arguments=_arguments(facts.get("arguments")),
        schedule=schedule,
        time_limit=_span("time_limit", facts.get("time_limit")) or TIME_LIMIT,
    )


def _span(key: str, value: Any) -> timedelta | None:
    if value is None:
        return None
    match = re.fullmatch(r"([1-9]\d{0,5})([smhd])", value) if isinstance(value, str) else None
    if not match:
        raise ValueError(f'{key} = {value!r} is no span of time; write "90s", "15m", "6h" or "1d"')
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def _at(value: Any) -> tuple[time, ...]:
    given = value if isinstance(value, list) else [] if value is None else [value]
    for each in given:
        if not isinstance(each, str) or not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", each):
            raise ValueError(f'at = {each!r} is no time of day; write "05:30", or a list of such')
    return tuple(sorted({time.fromisoformat(each) for each in given}))


def _zone(value: Any) -> str | None:
    if value is None:
        return None
    try:
        return ZoneInfo(value).key
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError):
        raise ValueError(f'zone = {value!r} is unknown; write one like "Asia/Jakarta"') from None


def _arguments(value: Any) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ValueError(  # noqa: TRY004 - what is wrong in the file is one kind of error
            f"arguments = {value!r} is no table; write {{ limit = 200 }}"
        )
    for key, each in value.items():
        if type(each) not in (str, int):
            written = str(each).lower() if isinstance(each, bool) else str(each)
            raise ValueError(
                f"argument {key} = {written} is neither text in quotes nor a whole number"
            )
    return {key: str(each) for key, each in value.items()}


_READERS: dict[str, Callable[[Any], object]] = {
    "every": partial(_span, "every"),
    "at": _at,
    "zone": _zone,
    "time_limit": partial(_span, "time_limit"),
    "arguments": _arguments,
}


def _error(file: Path, text: str, path: tuple[str, ...], message: str) -> JobsFileError:
    """Name the line: that of the key in its job's table, else that of the table."""
    lines = text.splitlines()
    tables = [n for n, each in enumerate(lines) if each.lstrip().startswith("[")]
    line, end = 0, len(lines)
    for key in path:
        word = re.compile(rf"\s*(\[+\s*(job\s*\.\s*)?)?[\"']?{re.escape(key)}[\"']?\s*[]=.]")
        line = next((n for n in range(line, end) if word.match(lines[n])), line)
        end = next((n for n in tables if n > line), len(lines))
    return JobsFileError(f"{file} line {line + 1}: {message}")
