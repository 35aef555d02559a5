"""An HTTP response as a record keeps it: head, body as served, body as meant."""

import re
from typing import NamedTuple

from scrapers.archive.codings import Unusable, decoded

Headers = tuple[tuple[str, str], ...]

_STATUS = re.compile(r"\S*/\d+(?:\.\d+)? (\d{3})(?: .*)?")  # Twisted takes any protocol
_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\n]{0,200})?\r?\n")


class Response(NamedTuple):
    """A response, taken apart."""

    status: int
    headers: Headers
    raw: bytes
    """The body without chunks, still in its content coding."""
    body: bytes
    notes: tuple[str, ...]
    """What was undone or odd: `chunked`, `br`, `gzip`, `mislabelled:gzip`, `truncated`."""


def read_response(block: bytes, largest: int) -> Response:
    """The response in a record's block; Unusable says why it cannot be had."""
    status, headers, raw = read_head(block)
    notes: list[str] = []
    if "chunked" in values(headers, "transfer-encoding").lower():
        raw, note = _unchunked(raw)
        notes.append(note)
    elif _is_short(headers, raw):
        notes.append("truncated")
    body = decoded(raw, values(headers, "content-encoding"), notes, largest)
    return Response(status, headers, raw, body, tuple(notes))


def read_head(block: bytes) -> tuple[int, Headers, bytes]:
    """Status and headers of a response, and the bytes after its head."""
    head, raw = _split(block)
    first, *lines = head.decode("utf-8", "replace").split("\n")
    match = _STATUS.fullmatch(first.strip())
    if match is None:
        raise Unusable("http-head", f"no status line: {first[:80]!r}")
    return int(match[1]), _headers(lines), raw


def _split(block: bytes) -> tuple[bytes, bytes]:
    head, mark, body = block.partition(b"\r\n\r\n")
    if not mark or b"\n\n" in head:
        head, _, body = block.partition(b"\n\n")
    return head, body


def _headers(lines: list[str]) -> Headers:
    found: list[tuple[str, str]] = []
    for line in lines:
        if line[:1] in (" ", "\t") and found:  # folded, as it once was allowed
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
            continue
        name, colon, value = line.partition(":")
        if colon:
            found.append((name.strip(), value.strip()))
    return tuple(found)


def values(headers: Headers, name: str) -> str:
    """All that the headers of that name, given in lower case, say, in their order."""
    return ", ".join(value for each, value in headers if each.lower() == name)


def _is_short(headers: Headers, raw: bytes) -> bool:
    length = values(headers, "content-length")
    return length.isascii() and length.isdigit() and len(length) < 16 and len(raw) < int(length)


def _unchunked(raw: bytes) -> tuple[bytes, str]:
    """The body without chunks; a body that does not begin with one had them undone already."""
    parts: list[bytes] = []
    at = 0
    while (match := _CHUNK_SIZE.match(raw, at)) is not None:
        size = int(match[1], 16)
        if size == 0:
            return b"".join(parts), "chunked"
        at = match.end() + size
        parts.append(raw[match.end() : at])
        at += 2 if raw[at : at + 2] == b"\r\n" else raw[at : at + 1] == b"\n"
    if not parts:
        return raw, "mislabelled:chunked"
    if at >= len(raw):
        raise Unusable("truncated", "ends without its last chunk")
    raise Unusable("chunks", f"no size of a chunk: {raw[at : at + 40]!r}")
