"""WARC files made for tests, sound and not."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

from scrapers.archive.exchange import Exchange
from scrapers.archive.writer import ArchiveWriter

NOW = datetime(2025, 1, 7, 3, 4, 5, 678901, UTC)
PAGE = b"<html>" + b"Berita dari Jakarta. " * 200 + b"</html>"
URL = "https://www.voa-islam.com/read/1"


def exchange(url: str = URL, body: bytes = PAGE, at: datetime = NOW, status: int = 200) -> Exchange:
    return Exchange(
        url=url,
        at=at,
        method="GET",
        request_headers=(("Accept", "text/html"), ("Authorization", "Basic c2VjcmV0")),
        status=status,
        protocol="HTTP/1.1",
        headers=(
            ("Content-Type", "text/html; charset=UTF-8"),
            ("Set-Cookie", "a=1"),
            ("Set-Cookie", "b=2"),
            ("Transfer-Encoding", "chunked"),
        ),
        body=body,
    )


def writer(folder: Path, largest: int = 1 << 30) -> ArchiveWriter:
    return ArchiveWriter(folder, "voaislam", {"software": "Warta/test", "robots": "obey"}, largest)


def plain_record(
    block: bytes,
    url: str = URL,
    kind: str = "response",
    content_type: str = "application/http; msgtype=response",
    length: int | str | None = None,
    date: str = "2021-03-04T05:06:07Z",
    end: str = "\r\n",
    **more: str,
) -> bytes:
    """One record as bytes, not packed, without a digest."""
    fields = {
        "WARC-Type": kind,
        "WARC-Record-ID": "<urn:uuid:0>",
        "WARC-Target-URI": url,
        "WARC-Date": date,
        "Content-Type": content_type,
        "Content-Length": str(len(block) if length is None else length),
    } | {name.replace("_", "-"): value for name, value in more.items()}
    head = end.join(["WARC/1.0", *(f"{name}: {value}" for name, value in fields.items()), "", ""])
    return head.encode() + block + end.encode() * 2


def http(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """A response as it went over the wire."""
    lines = [f"HTTP/1.1 {status}", "Content-Type: text/html", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def packed(*records: bytes) -> bytes:
    """A gzip member for each record."""
    return b"".join(gzip.compress(record, mtime=0) for record in records)


def chunked(body: bytes, size: int = 1000) -> bytes:
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
