"""`python -m benchmarks.archiving [PAGES [ROUNDS]]`: keeping responses as WARC records.

Ours is `scrapers.archive.writer`, a response and a request a page, each a gzip member of its own;
beside it warcio's writer with the same records, at its gzip level. Pages are the replica's, about
60 KB each; a part of PAGES is written by turns by both.
"""

import sys
import tempfile
import time
import urllib.request
from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO
from itertools import islice
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from benchmarks.measure import Row, compared, conditions, shown
from scrapers.archive.writer import ArchiveWriter, Exchange
from tests.replica.site import Replica

NOW = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
ASKED = (("User-Agent", "Warta/0.1.0"), ("Accept", "text/html"), ("Accept-Language", "id"))


def rows(pages: int = 200, rounds: int = 5) -> list[Row]:
    """Pages a second, and bytes on disk, beside warcio's."""
    exchanges = _exchanges(pages)
    rates: tuple[list[float], list[float]] = ([], [])
    sizes: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for write, rate, size in zip((_ours, _warcio), rates, sizes, strict=True):
            with tempfile.TemporaryDirectory() as folder:
                began = time.process_time()
                write(Path(folder), exchanges)
                rate.append(pages / (time.process_time() - began))
                size.append(sum(file.stat().st_size for file in Path(folder).iterdir()) / pages)
    return [
        compared("archiving a page", *rates, unit="pages/CPU s", of="warcio", at_least=2),
        compared("size of an archived page", *sizes, unit="bytes", of="warcio", at_most=1.05),
    ]


def _exchanges(pages: int) -> list[Exchange]:
    exchanges = []
    with Replica(stories=pages, page_bytes=60_000) as site:
        for source_id in islice(site.ids(), pages):
            with urllib.request.urlopen(site.address(source_id)) as answer:
                headers, body = tuple(answer.headers.items()), answer.read()
            exchanges.append(
                Exchange(
                    url=site.address(source_id), at=NOW, method="GET", request_headers=ASKED,
                    status=200, protocol="HTTP/1.1", headers=headers, body=body,
                )
            )  # fmt: skip
    return exchanges


def _ours(folder: Path, exchanges: list[Exchange]) -> None:
    with closing(ArchiveWriter(folder, "voaislam", {"software": "Warta"}, 1 << 30)) as writer:
        for exchange in exchanges:
            writer.write(exchange)


def _warcio(folder: Path, exchanges: list[Exchange]) -> None:
    with (folder / "warcio.warc.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True, warc_version="1.1")
        for exchange in exchanges:
            response = writer.create_warc_record(
                exchange.url,
                "response",
                payload=BytesIO(exchange.body),
                http_headers=StatusAndHeaders("200 OK", list(exchange.headers), "HTTP/1.1"),
            )
            asked = StatusAndHeaders("GET / HTTP/1.1", list(ASKED), is_http_request=True)
            request = writer.create_warc_record(exchange.url, "request", http_headers=asked)
            writer.write_request_response_pair(request, response)


if __name__ == "__main__":
    print(conditions())
    print(shown(rows(*map(int, sys.argv[1:]))))
