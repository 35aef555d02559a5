"""Records out of WARC files, ours and others': plain, gzip per record, or gzip around a file.

A damaged place costs the records that it touches and no others: it gives one `Damage`, and reading
goes on at the next gzip member or `WARC/1.` line.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from scrapers.archive.blocks import Damage, DamagedRecord, Record, has_digest, record_of, target
from scrapers.archive.codings import LARGEST, Unusable
from scrapers.archive.unpacking import (
    Member,
    Piece,
    Torn,
    fill,
    next_start,
    piece_at,
    skip_newlines,
    skip_to_head,
)

_LONGEST_HEAD = 64 << 10
_HEAD_ROOM = 1 << 20  # of a response, beside its body
_LOOKED_AGAIN = 8  # times the file's size: how much of it may be unpacked again after damage


def records(
    path: Path, start: int = 0, *, largest: int = LARGEST, as_packed: bool = False
) -> Iterator[Record | Damage]:
    """Every record of a file from an offset on, in order, and every damage in between.

    Memory is bounded by `largest`, the most bytes of a body once it is unpacked. OSError where the
    file cannot be read. A `revisit` is given as it stands, see `scrapers.archive.revisits`.
    `as_packed`: each also as it is packed, where it is packed by itself and has its digest.
    """
    with path.open("rb", buffering=1 << 20) as file:
        size = path.stat().st_size
        is_packed, spent = False, 0
        at: int | None = start
        while at is not None and (piece := piece_at(file, at)) is not None:
            if not isinstance(piece, Member) and not _begins_record(file, at):
                yield _damage(path.name, at, "no-record", f"no record: {_quoted(file, at)}")
                at = next_start(file, at + 1, packed=is_packed)
                continue
            is_packed = isinstance(piece, Member)
            try:
                yield from _records_of(piece, path.name, largest, as_packed=as_packed)
                at = piece.end()
            except Torn as torn:
                yield _damage(path.name, piece.start, torn.reason, str(torn))
                spent += piece.end() - piece.start
                after = at + 1 if spent < _LOOKED_AGAIN * size else piece.end()
                at = next_start(file, after, packed=is_packed)


def record_at(folder: Path, file: str, offset: int, *, largest: int = LARGEST) -> Record:
    """The record there, a `revisit` as it stands; DamagedRecord or OSError where it cannot be had.

    `file` is a name in `folder` and never leads out of it.
    """
    if Path(file).name != file or "\0" in file:
        raise DamagedRecord(_damage(file, offset, "file-name", f"no file name: {file!r}"))
    with (folder / file).open("rb") as opened:
        piece = piece_at(opened, offset) if offset >= 0 else None
        if piece is None:
            raise DamagedRecord(_damage(file, offset, "torn", "the file ends before"))
        if not isinstance(piece, Member) and not _begins_record(opened, offset):
            message = f"no record: {_quoted(opened, offset)}"
            raise DamagedRecord(_damage(file, offset, "no-record", message))
        try:
            found = next(_records_of(piece, file, largest), None)
        except Torn as torn:
            raise DamagedRecord(_damage(file, offset, torn.reason, str(torn))) from None
    if not isinstance(found, Record):
        raise DamagedRecord(found or _damage(file, offset, "no-record", "nothing is packed here"))
    return found


def _records_of(
    piece: Piece, file: str, largest: int, *, as_packed: bool = False
) -> Iterator[Record | Damage]:
    """The records of one piece; Torn where the rest of it cannot be unpacked."""
    while skip_newlines(piece):
        begin = piece.taken + piece.at
        offset = piece.start if isinstance(piece, Member) else piece.start + begin
        fields: dict[str, str] = {}
        try:
            fields, head = _head(piece)
            block, torn = _block(piece, fields, head, largest)
        except Unusable as error:
            yield _damage(file, offset, error.reason, str(error), fields)
            piece.at += 1
            if not skip_to_head(piece):
                return
            continue
        try:
            is_alone = begin == 0 and isinstance(piece, Member) and not torn
            is_alone = is_alone and not skip_newlines(piece)  # and gzip's checksum was right
            if not is_alone and not has_digest(block, fields) and torn:
                raise torn
            packed = b""
            if as_packed and is_alone and isinstance(piece, Member) and _proves(block, fields):
                packed = piece.packed()
            yield record_of(fields, block, file, offset, largest, packed)
        except Unusable as error:
            yield _damage(file, offset, error.reason, str(error), fields)
        if torn:
            raise torn


def _head(piece: Piece) -> tuple[dict[str, str], int]:
    """The record's own header at `piece.at`, and its length."""
    while (ends := _head_ends(piece.data, piece.at)) is None:
        ready = len(piece.data) - piece.at
        if ready >= _LONGEST_HEAD or not fill(piece, ready + 1):
            break
    start = piece.data[piece.at : piece.at + 60]
    if ends is None or not start.startswith(b"WARC/"):
        raise Unusable("header", f"no header of a record: {start!r}")
    head = piece.data[piece.at : ends[0]]
    fields: dict[str, str] = {}
    name = ""
    for line in head.decode("utf-8", "replace").split("\n")[1:]:
        if line[:1] in (" ", "\t") and name in fields:
            fields[name] += f" {line.strip()}"
            continue
        name, colon, value = line.partition(":")
        name = name.strip().lower()
        if colon:
            fields.setdefault(name, value.strip())
    return fields, ends[1] - piece.at


def _head_ends(data: bytes, at: int) -> tuple[int, int] | None:
    """Where the header at `at` ends, and where the block behind it begins."""
    limit = at + _LONGEST_HEAD
    crlf = data.find(b"\r\n\r\n", at, limit)
    lf = data.find(b"\n\n", at, limit if crlf < 0 else crlf)
    if lf >= 0:
        return lf, lf + 2
    return None if crlf < 0 else (crlf, crlf + 4)


def _block(
    piece: Piece, fields: dict[str, str], head: int, largest: int
) -> tuple[bytes, Torn | None]:
    """The record's block, taken from the piece, and whether the piece is torn right behind it."""
    said = fields.get("content-length", "")
    if not (said.isascii() and said.isdigit() and len(said) < 16):
        raise Unusable("length", f"Content-Length: {said[:40]!r}")
    length = int(said)
    if length > largest + _HEAD_ROOM:
        raise Unusable("too-large", f"a record of {length} bytes")
    if not fill(piece, head + length):
        left = len(piece.data) - piece.at - head
        raise Unusable("length", f"{length} bytes announced, {left} there")
    torn = None
    try:
        fill(piece, head + length + 9)
    except Torn as error:
        torn = error
    begin, end = piece.at + head, piece.at + head + length
    block = piece.data[begin:end]
    behind = piece.data[end : end + 9]
    if behind[:4] != b"\r\n\r\n" and behind.lstrip(b"\r\n")[:5] not in (b"WARC/", b""):
        raise Unusable("length", f"goes on past the announced {length} bytes: {behind!r}")
    piece.at = end
    return block, torn


def _proves(block: bytes, fields: dict[str, str]) -> bool:
    try:
        return has_digest(block, fields)
    except Unusable:
        return False


def _damage(
    file: str, offset: int, reason: str, message: str, fields: dict[str, str] | None = None
) -> Damage:
    url = target(fields or {})
    return Damage(file=file, offset=offset, reason=reason, message=message, url=url)


def _begins_record(file: BinaryIO, at: int) -> bool:
    file.seek(at)
    return file.read(5) == b"WARC/"


def _quoted(file: BinaryIO, at: int) -> str:
    file.seek(at)
    return repr(file.read(40))
