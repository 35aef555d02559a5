"""WARC 1.1 records as bytes (ISO 28500:2017), each a gzip member of its own.

Built here and not with a library: a record is a few header lines before bytes that are there
already, and zlib-ng packs a page to the size of gzip -6 in about half of zlib's time.
"""

import hashlib
from base64 import b32encode
from collections.abc import Iterable
from datetime import UTC, datetime
from http import HTTPStatus
from uuid import uuid4

from zlib_ng import zlib_ng

Headers = Iterable[tuple[str, str]]

COPY_DATE = "Copy-Date"
"""A field of ours: `unknown` where WARC-Date, which must be there, is when we took the copy."""

_LEVEL = 6
_GZIP = 31  # window bits for zlib with gzip's header and trailer
_FRAMING = frozenset({"transfer-encoding", "content-length"})
_SECRET = frozenset({"authorization", "proxy-authorization", "cookie"})


def digest(payload: bytes) -> str:
    """The payload's SHA-1 as WARC files write it: `sha1:` and base 32."""
    return "sha1:" + b32encode(hashlib.sha1(payload, usedforsecurity=False).digest()).decode()


def stamp(moment: datetime) -> str:
    """The moment in UTC, to the microsecond, which WARC 1.1 allows."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def new_id() -> str:
    """A name for a record that no other has."""
    return f"<urn:uuid:{uuid4()}>"


def record(headers: Headers, block: bytes) -> bytes:
    """One packed record; its Content-Length is added."""
    lines = ["WARC/1.1", *(f"{name}: {_one_line(value)}" for name, value in headers)]
    lines.append(f"Content-Length: {len(block)}")
    head = "\r\n".join(lines).encode("utf-8", "replace")
    whole = b"".join((head, b"\r\n\r\n", block, b"\r\n\r\n"))
    packed: bytes = zlib_ng.compress(whole, _LEVEL, _GZIP)
    return packed


def response_head(status: int, protocol: str | None, headers: Headers, length: int) -> bytes:
    """The head of a response, with the body's true length.

    The downloader has undone any chunks, so that the header that announces them gets another name.
    """
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = ""
    lines = [f"{protocol or 'HTTP/1.1'} {status} {phrase}"]
    for name, value in headers:
        prefix = "X-Crawler-" if name.lower() in _FRAMING else ""
        lines.append(f"{prefix}{name}: {_one_line(value)}")
    lines.append(f"Content-Length: {length}")
    return "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n"


def request_head(method: str, target: str, host: str, headers: Headers) -> bytes:
    """The head of a request, without what opens doors: passwords and cookies."""
    lines = [f"{method} {target} HTTP/1.1", f"Host: {host}"]
    lines += [
        f"{name}: {_one_line(value)}"
        for name, value in headers
        if name.lower() not in _SECRET and name.lower() != "host"
    ]
    return "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n"


def _one_line(value: str) -> str:
    return value.replace("\r", " ").replace("\n", " ")
