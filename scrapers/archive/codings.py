"""Content codings of HTTP undone, within bounds."""

import re
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import brotli
from zlib_ng import zlib_ng

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LARGEST = 16 << 20
"""Bytes of a body once it is unpacked, unless the caller has another limit (DOWNLOAD_MAXSIZE)."""
_MOST_LAYERS = 4  # of Content-Encoding; more is bait
_MOST_MEMBERS = 100  # of a gzip or zstd body; servers that join any join a few
_MEMBER = (b"\x1f\x8b",)
_FRAME = (b"(\xb5/\xfd", *(bytes((each, 0x2A, 0x4D, 0x18)) for each in range(0x50, 0x60)))
"""The second kind, of which there are sixteen, is passed over; pzstd writes such before others."""
_BINARY = re.compile(rb"[\0-\x08\x0e-\x1f]")
_DEFLATE, _RAW_DEFLATE, _GZIP = 15, -15, 31  # window bits for zlib
_ZlibError: type[Exception] = zlib_ng.error  # type: ignore[assignment]  # its stub is wrong


class Unusable(ValueError):
    """A body that cannot be had; `reason` is a short code."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


def decoded(raw: bytes, codings: str, notes: list[str], largest: int) -> bytes:
    """The body with its Content-Encoding undone, at most `largest` bytes; what was done is noted.

    A body that is plainly not in the coding that it names is taken as it is: crawlers that unpack
    what they keep often leave the header behind.
    """
    names = [name for each in codings.lower().split(",") if (name := each.strip())]
    if len(names) > _MOST_LAYERS:
        raise Unusable("coding", f"{len(names)} content codings: {codings[:80]!r}")
    body = raw
    for name in reversed(names):
        if name in ("identity", "utf-8", "none") or not body:
            continue
        unpack = _UNPACK.get(name, partial(_unknown, name=name))
        unpacked = unpack(body, largest)
        if unpacked is None:
            notes.append(f"mislabelled:{name if name in _UNPACK else 'unknown'}")
            continue
        notes.append(name)
        body = unpacked
    if len(body) > largest:
        raise Unusable("too-large", f"a body of more than {largest} bytes")
    return body


def _joined(
    body: bytes, largest: int, unpacker: Callable[[], Any], starts: tuple[bytes, ...] = ()
) -> bytes:
    """What its members hold, each behind the first known by its `starts`; the rest is padding."""
    parts: list[bytes] = []
    size = 0
    for _ in range(_MOST_MEMBERS):
        member = unpacker()
        part = member.decompress(body, largest - size + 1)
        parts.append(part)
        size += len(part)
        if size > largest:
            raise Unusable("bomb", f"{len(body)} bytes unpack to more than {largest}")
        if not member.eof:
            raise Unusable("truncated", "ends within its content coding")
        body = member.unused_data
        if not body.startswith(starts):
            return b"".join(parts)
    raise Unusable("coding", f"more than {_MOST_MEMBERS} members")


def _gunzipped(body: bytes, largest: int) -> bytes | None:
    if body[:2] != b"\x1f\x8b":
        return None
    try:
        return _joined(body, largest, partial(zlib_ng.decompressobj, _GZIP), _MEMBER)
    except _ZlibError as error:
        raise Unusable("coding", f"gzip: {error}") from None


def _undeflated(body: bytes, largest: int) -> bytes | None:
    for window in (_DEFLATE, _RAW_DEFLATE):  # servers send either under the one name
        try:
            return _joined(body, largest, partial(zlib_ng.decompressobj, window))
        except _ZlibError:
            continue
    _refuse_binary(body, "deflate")
    return None


def _unbrotlied(body: bytes, largest: int) -> bytes | None:
    unpacker: Any = brotli.Decompressor()
    try:
        found: bytes = unpacker.process(body, output_buffer_limit=largest + 1)
    except brotli.error:
        _refuse_binary(body, "br")
        return None
    if len(found) > largest:
        raise Unusable("bomb", f"{len(body)} bytes unpack to more than {largest}")
    if not unpacker.is_finished():
        raise Unusable("truncated", "ends within its content coding")
    return found


def _unzstd(body: bytes, largest: int) -> bytes | None:
    try:
        return _joined(body, largest, zstd.ZstdDecompressor, _FRAME)
    except zstd.ZstdError:
        _refuse_binary(body, "zstd")
        return None


def _unknown(body: bytes, _: int, *, name: str) -> None:
    """Some servers name the encoding of characters here, `iso-8859-1`."""
    _refuse_binary(body, name)


def _refuse_binary(body: bytes, name: str) -> None:
    """Unusable unless it reads like text, and so was never packed."""
    start = body[:512]
    if _BINARY.search(start):
        raise Unusable("coding", f"not in its content coding {name[:40]}: {start[:40]!r}")


_UNPACK: dict[str, Callable[[bytes, int], bytes | None]] = {
    "gzip": _gunzipped,
    "x-gzip": _gunzipped,
    "deflate": _undeflated,
    "br": _unbrotlied,
    "zstd": _unzstd,
}
