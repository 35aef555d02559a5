"""A record: its own header and its block, and what the block holds."""

import hashlib
from base64 import b32encode
from dataclasses import dataclass, field
from datetime import UTC, datetime

from scrapers.archive.codings import Unusable
from scrapers.archive.records import COPY_DATE
from scrapers.archive.responses import Headers, Response, read_head, read_response

_ALGORITHMS = frozenset({"sha1", "sha256", "sha512", "md5"})
_PAYLOADS = frozenset({"response", "revisit", "resource", "conversion"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record and what it holds."""

    type: str
    """`response`, `revisit`, `resource`, `conversion`, `request`, `warcinfo`, `metadata`, …"""
    file: str
    """The name of the file, without its folder."""
    offset: int
    """Where its gzip member begins, or the record itself in a file that is not packed."""
    url: str | None
    date: datetime
    """WARC-Date, aware."""
    fields: dict[str, str] = field(repr=False)
    """Its own header, names in lower case."""
    status: int | None = None
    headers: Headers = field(default=(), repr=False)
    """Of the response, as served."""
    content_type: str | None = None
    body: bytes = field(default=b"", repr=False)
    """As meant, chunks and content coding undone; empty for records that are about others."""
    raw: bytes = field(default=b"", repr=False)
    """As served, chunks undone: in our files, what WARC-Payload-Digest is of."""
    packed: bytes = field(default=b"", repr=False)
    """Its gzip member, if that was asked for, holds nothing else and is what its digest says."""
    notes: tuple[str, ...] = ()
    """What was undone or odd: `chunked`, `br`, `gzip`, `mislabelled:gzip`, `truncated`, …"""

    @property
    def copied_at(self) -> datetime | None:
        """When the outlet served it; None where the one who brought the copy could not say."""
        return None if self.fields.get(COPY_DATE.lower()) == "unknown" else self.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """A place of a file that gave no record, or a record whose content cannot be had."""

    file: str
    offset: int
    reason: str
    """A short code: `torn`, `gzip`, `header`, `length`, `digest`, `bomb`, `truncated`, …"""
    message: str
    url: str | None = None


class DamagedRecord(ValueError):
    """What was asked for cannot be had: `damage` says why."""

    def __init__(self, damage: Damage) -> None:
        super().__init__(f"{damage.file} at {damage.offset}: {damage.reason}: {damage.message}")
        self.damage = damage


def record_of(
    fields: dict[str, str], block: bytes, file: str, offset: int, largest: int, packed: bytes
) -> Record:
    """The record with its content; Unusable where that cannot be had."""
    kind = fields.get("warc-type", "").lower()
    if not kind:
        raise Unusable("header", "no WARC-Type")
    date = _moment(fields.get("warc-date", ""))
    content_type = fields.get("content-type")
    response: Response | None = None
    body, raw = b"", block
    if kind == "revisit":
        response, content_type, raw = _head_alone(block), None, b""
    elif kind in _PAYLOADS and _is_http(fields, block):
        response = read_response(block, largest)
        content_type = header(response.headers, "content-type")
        body, raw = response.body, response.raw
    elif kind in _PAYLOADS:
        body = block
    notes = ("truncated",) if _is_truncated(kind, fields) else ()
    return Record(
        type=kind,
        file=file,
        offset=offset,
        url=target(fields),
        date=date,
        fields=fields,
        status=response.status if response else None,
        headers=response.headers if response else (),
        content_type=content_type,
        body=body,
        raw=raw,
        packed=packed,
        notes=tuple(dict.fromkeys((*notes, *response.notes))) if response else notes,
    )


def target(fields: dict[str, str]) -> str | None:
    """The address that a record is of; some writers put it in angle brackets."""
    return fields.get("warc-target-uri", "").strip("<>") or None


def _is_truncated(kind: str, fields: dict[str, str]) -> bool:
    """Whether the page is said not to be whole, or to go on in `continuation` records. A revisit
    may say so of its own block, whose body is left out on purpose: `length` is what the standard
    has it say, and what Wget writes.
    """
    if "warc-segment-number" in fields:
        return True
    why = fields.get("warc-truncated")
    return why is not None and not (kind == "revisit" and why.lower() == "length")


def _head_alone(block: bytes) -> Response | None:
    """The head of a response without its body, as a revisit has it, if it has one."""
    if not block:
        return None
    status, headers, _ = read_head(block)
    return Response(status, headers, b"", b"", ())


def has_digest(block: bytes, fields: dict[str, str]) -> bool:
    """Whether the block proves to be whole; False where nothing is said of it.

    Unusable where it is not what WARC-Block-Digest says.
    """
    said = fields.get("warc-block-digest", "")
    if (is_right := is_digest_of(said, block)) is False:
        name = said.partition(":")[0].strip()
        raise Unusable("digest", f"the block is not what its {name[:20]} says")
    return bool(is_right)


def is_digest_of(said: str, data: bytes) -> bool | None:
    """Whether that is the digest, in whatever spelling; None for none, or of an unknown kind."""
    name, _, said = said.partition(":")
    name, said = name.strip().lower().replace("-", ""), said.strip()
    if name not in _ALGORITHMS or not said:
        return None
    found = hashlib.new(name, data, usedforsecurity=False).digest()
    in_base32 = b32encode(found).decode().rstrip("=")
    return said.upper().rstrip("=") == in_base32 or said.lower() == found.hex()


def header(headers: Headers, name: str) -> str | None:
    """The last header of that name, given in lower case: the one that a crawl goes by."""
    return next((value for each, value in reversed(headers) if each.lower() == name), None)


def _is_http(fields: dict[str, str], block: bytes) -> bool:
    kind = fields.get("content-type", "").lower()
    return kind.startswith("application/http") or (not kind and block.startswith(b"HTTP/"))


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Unusable("date", f"WARC-Date: {text[:60]!r}") from None
