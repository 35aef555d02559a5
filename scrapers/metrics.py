"""The figures of `scrapy status` and of the jobs for Prometheus, read when asked for."""

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from prometheus_client import CollectorRegistry, start_http_server, write_to_textfile
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from models.jobs import JobState, job_states
from models.status import OutletStatus, database_size, outlet_statuses
from scrapers.disk import folder_size, free_bytes

logger = logging.getLogger(__name__)


class Figures(Collector):
    """Gauges, labelled with the outlet or the job.

    Where the database is away, `warta_database_up` is 0 and what it would know is left out.
    """

    def __init__(
        self, engine: Engine, archive: str | None, declared: Collection[str] | None = None
    ) -> None:
        """`declared`: the jobs that there are; None: all that were ever seen."""
        self.engine = engine
        self.archive = archive
        self.declared = declared
        self.is_up = False
        """Whether the database answered when it was asked last."""

    def describe(self) -> list[GaugeMetricFamily]:
        return []  # else the registry would collect once at once, to learn the names

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            known = list(self._of_the_database())
        except DBAPIError as error:
            logger.warning("no figures: the database is away: %s", error.orig)
            known = []
        self.is_up = bool(known)
        yield _gauge("database_up", "1 if the database answers", {(): float(self.is_up)})
        yield from known
        if (size := folder_size(self.archive)) is not None:
            yield _gauge("archive_bytes", "Size of the archive", {(): size})
        free: dict[tuple[str, ...], int]
        free = {(name,): size for name, size in free_bytes(self.engine.url, self.archive).items()}
        yield _gauge("disk_free_bytes", "Left on the disk of what is kept there", free, ["of"])

    def _of_the_database(self) -> Iterator[GaugeMetricFamily]:
        yield _gauge("database_bytes", "Size of the database", {(): database_size(self.engine)})
        now = datetime.now(UTC)
        outlets = outlet_statuses(self.engine, now)
        for name, (told, value) in _OF_OUTLETS.items():
            yield _gauge(name, told, {(each.outlet,): value(each) for each in outlets}, ["outlet"])
        yield _gauge(
            "last_crawl_fetches", "Visits of the last crawl that ended, by outcome",
            {(e.outlet, outcome): n for e in outlets for outcome, n in e.fetches.items()},
            ["outlet", "outcome"],
        )  # fmt: skip
        jobs = [
            each
            for each in job_states(self.engine).values()
            if self.declared is None or each.name in self.declared
        ]
        for name, (told, of_job) in _OF_JOBS.items():
            yield _gauge(name, told, {(each.name,): of_job(each, now) for each in jobs}, ["job"])


def _timestamp(moment: datetime | None) -> float | None:
    return moment.timestamp() if moment else None


def _last_crawl_ok(status: OutletStatus) -> bool | None:
    return None if status.crawl is None else status.crawl in ("ok", "running")


def _is_running(job: JobState, now: datetime) -> bool:
    return job.held_until is not None and job.held_until > now


def _last_run_ok(job: JobState, now: datetime) -> bool | None:
    if job.held_until is not None and not _is_running(job, now):
        return False  # it died
    return None if job.outcome is None else job.outcome in ("ok", "busy")


_OF_OUTLETS: dict[str, tuple[str, Any]] = {
    "articles": ("Stories stored", lambda s: s.articles),
    "due_pages": ("Addresses to visit now", lambda s: s.due),
    "quarantined_pages": ("Pages that nobody could read yet", lambda s: s.quarantined),
    "last_crawl_ok": ("1 if the crawl begun last kept its floors or still runs", _last_crawl_ok),
    "last_crawl_timestamp_seconds": (
        "When the crawl begun last began",
        lambda s: _timestamp(s.crawled_at),
    ),
    "last_crawl_duration_seconds": ("Of the last crawl that ended", lambda s: s.seconds),
    "first_fetch_lag_seconds": (
        "From publication to first fetch, median of the latest new stories",
        lambda s: None if s.lag is None else s.lag.total_seconds(),
    ),
}
_OF_JOBS: dict[str, tuple[str, Any]] = {
    "job_last_run_ok": (
        "1 if the last run that ended was ok, or left to another crawl; 0 if it died",
        _last_run_ok,
    ),
    "job_last_run_timestamp_seconds": (
        "When it ended, unless it died",
        lambda job, _: _timestamp(job.finished_at),
    ),
    "job_running": ("1 while somebody runs it", _is_running),
}


def write_textfile(
    engine: Engine, file: str, archive: str | None, declared: Collection[str] | None = None
) -> bool:
    """Write the figures for node_exporter's textfile collector, whole at once, and give whether
    the database answered.
    """
    figures = Figures(engine, archive, declared)
    write_to_textfile(file, _registry(figures))
    return figures.is_up


def serve(engine: Engine, port: int, archive: str | None, declared: Collection[str]) -> None:
    """Answer Prometheus on this machine only, from a thread of its own, about the declared jobs."""
    registry = _registry(Figures(engine, archive, declared))
    start_http_server(port, addr="127.0.0.1", registry=registry)


def _gauge(
    name: str, told: str, values: Mapping[tuple[str, ...], Any], labels: Iterable[str] = ()
) -> GaugeMetricFamily:
    """Give the gauge of the values by their labels; what is None is left out."""
    gauge = GaugeMetricFamily(f"warta_{name}", told, labels=list(labels))
    for labelled, value in values.items():
        if value is not None:
            gauge.add_metric(labelled, float(value))
    return gauge


def _registry(figures: Figures) -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(figures)
    return registry
