"""The bytes of a WARC file, unpacked piece by piece, and where the next piece begins after damage.

Built here: warcio and fastwarc both stop for good at the first damaged byte of a packed file.
"""

import re
from typing import BinaryIO, Protocol

from zlib_ng import zlib_ng

CHUNK = 1 << 16
_PAGE = 1 << 14
"""Bytes of a member that are read at first: most pages are no longer once they are packed."""
_ZlibError: type[Exception] = zlib_ng.error  # type: ignore[assignment]  # its stub is wrong
_GZIP = 31  # window bits for zlib with gzip's header and trailer
_MAGIC = b"\x1f\x8b\x08"
_MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")
_ANY_START = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]|(?:\A|\n)WARC/[01]\.")
_NEWLINES = re.compile(rb"[\r\n]*")
_BOMB_RATIO = 200
_BOMB_SIZE = 64 << 20


class Torn(Exception):
    """Bytes that cannot be unpacked or make no record; `reason` is a short code."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class Piece(Protocol):
    """A part of a file in which record follows record: a gzip member, or plain bytes."""

    start: int
    """Its offset in the file."""
    data: bytes
    at: int
    """What is unpacked, and how much of that is taken."""
    taken: int
    """Unpacked bytes that `data` no longer holds."""

    def more(self, wanted: int) -> bytes:
        """Further bytes, about as many as wanted; empty at the end. Torn where there are none."""

    def end(self) -> int:
        """Where the piece ended in the file, once `more` came back empty."""


class Plain:
    """A file that is not packed, from `start` on."""

    def __init__(self, file: BinaryIO, start: int) -> None:
        self.start = start
        self.data, self.at, self.taken = b"", 0, 0
        self._file = file

    def more(self, wanted: int) -> bytes:
        self._file.seek(self.start + self.taken + len(self.data))
        return self._file.read(max(CHUNK, wanted))

    def end(self) -> int:
        return self.start + self.taken + len(self.data)


class Member:
    """A gzip member: one record, or a whole file of them."""

    def __init__(self, file: BinaryIO, start: int) -> None:
        self.start = start
        self.data, self.at, self.taken = b"", 0, 0
        self._file = file
        self._next = start
        self._unpacker = zlib_ng.decompressobj(_GZIP)
        self._tail = b""

    def more(self, wanted: int) -> bytes:
        unpacker = self._unpacker
        while not unpacker.eof:
            packed = self._tail
            if not packed:
                self._file.seek(self._next)
                packed = self._file.read(min(max(wanted, _PAGE), CHUNK))
                self._next += len(packed)
                if not packed:
                    raise Torn("torn", "the file ends within a record")
            try:
                found: bytes = unpacker.decompress(packed, max(wanted, 1 << 20))
            except _ZlibError as error:
                raise Torn("gzip", f"{error}") from None
            self._tail = unpacker.unconsumed_tail
            if found:
                self._refuse_bomb(len(found))
                return found
        return b""

    def end(self) -> int:
        return self._next - len(self._unpacker.unused_data)

    def packed(self) -> bytes:
        """The member as it lies in the file, once `more` came back empty."""
        self._file.seek(self.start)
        return self._file.read(self.end() - self.start)

    def _refuse_bomb(self, found: int) -> None:
        unpacked = self.taken + len(self.data) + found
        packed = self._next - len(self._tail) - self.start
        if unpacked > _BOMB_SIZE and unpacked > _BOMB_RATIO * packed:
            raise Torn("bomb", f"{packed} bytes unpack to more than {unpacked}")


def piece_at(file: BinaryIO, start: int) -> Member | Plain | None:
    """The piece that begins there; None at the end of the file."""
    file.seek(start)
    first = file.read(3)
    if not first:
        return None
    return Member(file, start) if first == _MAGIC else Plain(file, start)


def fill(piece: Piece, wanted: int) -> bool:
    """Whether so many bytes lie ready at `piece.at`; fewer are left only before the end."""
    while (lacking := wanted - (len(piece.data) - piece.at)) > 0:
        more = piece.more(lacking)
        if not more:
            return False
        piece.taken += piece.at
        piece.data = piece.data[piece.at :] + more if piece.at < len(piece.data) else more
        piece.at = 0
    return True


def skip_newlines(piece: Piece) -> bool:
    """Whether anything follows the blank lines between two records."""
    while fill(piece, 1):
        match = _NEWLINES.match(piece.data, piece.at)
        piece.at = match.end() if match else piece.at
        if piece.at < len(piece.data):
            return True
    return False


def skip_to_head(piece: Piece) -> bool:
    """Go on to the next line that begins a record; False, at the end of the piece, without one."""
    while True:
        found = piece.data.find(b"\nWARC/", piece.at)
        if found >= 0:
            piece.at = found + 1
            return True
        piece.at = max(piece.at, len(piece.data) - 5)
        if not fill(piece, len(piece.data) - piece.at + 1):
            piece.at = len(piece.data)
            return False


def next_start(file: BinaryIO, start: int, *, packed: bool) -> int | None:
    """Where, from `start` on, the next piece begins that unpacks to a record; None: nowhere.

    Looks for gzip members only where the file is `packed`: records packed without compression
    would be found inside damaged members.
    """
    pattern, overlap = (_MEMBER if packed else _ANY_START), 16
    while True:
        file.seek(start)
        window = file.read(1 << 20)
        for match in pattern.finditer(window):
            at = start + match.start() + (match[0][:1] == b"\n")
            if not match[0].startswith(_MAGIC) or _holds_record(file, at):
                return at
        if len(window) <= overlap:
            return None
        start += len(window) - overlap


def _holds_record(file: BinaryIO, start: int) -> bool:
    file.seek(start)
    try:
        beginning: bytes = zlib_ng.decompressobj(_GZIP).decompress(file.read(2048), 16)
    except _ZlibError:
        return False
    return beginning.startswith(b"WARC/")
