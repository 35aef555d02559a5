"""The table of jobs that `scrapy jobs` prints."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.table import Table

from models.jobs import JobState
from scrapers.jobs.declared import Job
from scrapers.jobs.schedule import due_from

COLUMNS = ("job", "outlet", "last run", "outcome", "reason", "due")


def jobs_table(jobs: Sequence[Job], states: Mapping[str, JobState], now: datetime) -> Table:
    """Give one row a job; moments are those of the job's own zone."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in COLUMNS:
        table.add_column(column)
    for job in jobs:
        table.add_row(job.name, job.outlet, *_facts(job, states.get(job.name), now))
    return table


def _facts(job: Job, state: JobState | None, now: datetime) -> tuple[str, str, str, str]:
    """Last run, outcome, reason, due."""
    zone = ZoneInfo(job.schedule.zone)
    moment = due_from(job.schedule, state, now)
    due = "now" if moment <= now else _shown(moment, zone)
    if state is None:
        return "never", "", "", due
    outcome, reason = state.outcome or "", state.reason or ""
    if state.held_until:
        outcome, due = ("died", "now") if moment <= now else ("running", "")
        reason = ""  # that of the run before
    began = _shown(state.started_at, zone) if state.started_at else "never"
    return began, outcome, reason, due


def _shown(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M %Z}"
