"""The figures of `scrapy status` for Prometheus, read from the database when asked for."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prometheus_client import CollectorRegistry, start_http_server, write_to_textfile
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import Engine

from models.status import outlet_statuses


class Figures(Collector):
    """A gauge for each figure, labelled with the outlet."""

    def __init__(self, engine: Engine, archive: str | None) -> None:
        self.engine = engine
        self.archive = archive

    def describe(self) -> list[GaugeMetricFamily]:
        return []  # else the registry would collect once at once, to learn the names

    def collect(self) -> Iterator[GaugeMetricFamily]:
        statuses = outlet_statuses(self.engine, datetime.now(UTC))
        for name, (told, value) in _FIGURES.items():
            gauge = GaugeMetricFamily(f"warta_{name}", told, labels=["outlet"])
            for status in statuses:
                if (number := value(status)) is not None:
                    gauge.add_metric([status.outlet], float(number))
            yield gauge
        size = folder_size(self.archive)
        if size is not None:
            yield GaugeMetricFamily("warta_archive_bytes", "Size of the archive", value=size)


_FIGURES: dict[str, tuple[str, Any]] = {
    "articles": ("Stories stored", lambda s: s.articles),
    "due_pages": ("Addresses to visit now", lambda s: s.due),
    "quarantined_pages": ("Pages that nobody could read yet", lambda s: s.quarantined),
    "last_crawl_ok": (
        "1 if the crawl begun last kept its floors or still runs",
        lambda s: None if s.crawl is None else s.crawl in ("ok", "running"),
    ),
    "last_crawl_timestamp_seconds": (
        "When the crawl begun last began",
        lambda s: s.crawled_at and s.crawled_at.timestamp(),
    ),
    "first_fetch_lag_seconds": (
        "From publication to first fetch, median of the latest stories",
        lambda s: s.lag and s.lag.total_seconds(),
    ),
}


def write_textfile(engine: Engine, file: str, archive: str | None) -> None:
    """Write the figures for node_exporter's textfile collector, whole at once."""
    write_to_textfile(file, _registry(engine, archive))


def serve(engine: Engine, port: int, archive: str | None) -> None:
    """Answer Prometheus on this machine only, from a thread of its own."""
    start_http_server(port, addr="127.0.0.1", registry=_registry(engine, archive))


def folder_size(folder: str | None) -> int | None:
    """Give the bytes of the files in it; None where there is no such folder."""
    if not folder or not Path(folder).is_dir():
        return None
    return sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())


def _registry(engine: Engine, archive: str | None) -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(Figures(engine, archive))
    return registry
