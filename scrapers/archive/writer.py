"""Appending records to files of bounded size."""

import os
import re
import socket
from collections import OrderedDict
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from scrapers.archive import records
from scrapers.archive.codings import LARGEST
from scrapers.archive.exchange import Body, Exchange, Kept
from scrapers.archive.originals import Original, find_original
from scrapers.statuses import NOT_MODIFIED

_REMEMBERED = 4096
"""Bodies that one crawl may meet again: the memory of a crawl stays bounded."""
_IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_UNCHANGED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


class ArchiveWriter:
    """One crawl's files in `folder`, named `OUTLET-TIME-NUMBER-HOST.warc.gz` as is usual; a new
    crawl begins new ones, so that nothing is ever written behind a record that a crash has torn.
    Files of several machines can be collected: none has the name of another.
    """

    def __init__(
        self,
        folder: Path,
        outlet: str,
        info: dict[str, str],
        largest: int,
        *,
        largest_body: int = LARGEST,
    ) -> None:
        """`info` goes into each file's `warcinfo`; a file of `largest` bytes is closed."""
        self.folder = folder
        self._outlet = outlet
        self._host = re.sub(r"[^A-Za-z0-9.-]", "-", socket.gethostname())
        self._info = info
        self._largest = largest
        self._largest_body = largest_body
        self._file: int | None = None
        self._name = ""
        self._end = 0
        self._number = 0
        self._info_id = ""
        self._known: OrderedDict[str, Original] = OrderedDict()

    def write(self, exchange: Exchange, earlier: Body | None = None) -> Kept:
        """Where the response is now, as a `revisit` where the archive has its body already, or the
        page of which a 304 says that it has not changed.

        That is one of this crawl, or `earlier`, a former visit's of the page, which is looked at
        before anything refers to it: its file may be gone, or torn. OSError where nothing can be
        written; the files then hold whole records only.
        """
        payload_digest, original = self._body(exchange, earlier)
        name, end = self._room()
        date, record_id = records.stamp(exchange.at), records.new_id()
        response = self._response(exchange, date, record_id, payload_digest, original)
        request = self._request(exchange, date, record_id) if exchange.method else b""
        self._append(response + request)
        if exchange.status == NOT_MODIFIED:
            return Kept(name, end, None)
        self._remember(
            payload_digest, original or Original(exchange.url, date, record_id, name, end)
        )
        known = self._known[payload_digest]
        return Kept(name, end, Body(payload_digest, known.file, known.offset))

    def copy(self, packed: bytes, original: Original, payload_digest: str) -> Kept | None:
        """Where a response is now that is packed already, as it was; None where the archive has its
        body, so that it should be written as a `revisit`. `original`: what the record says of
        itself, wherever it lay.
        """
        if payload_digest in self._known:
            return None
        name, end = self._room()
        self._append(packed)
        self._remember(payload_digest, original._replace(file=name, offset=end))
        return Kept(name, end, Body(payload_digest, name, end))

    def write_block(self, at: datetime, fields: records.Headers, block: bytes) -> Kept:
        """Where a record is now that is no response: `fields` say what it is and of what."""
        name, end = self._room()
        payload_digest = records.digest(block)
        headers = [
            ("WARC-Record-ID", records.new_id()),
            ("WARC-Date", records.stamp(at)),
            ("WARC-Warcinfo-ID", self._info_id),
            ("WARC-Payload-Digest", payload_digest),
            ("WARC-Block-Digest", payload_digest),
            *fields,
        ]
        self._append(records.record(headers, block))
        return Kept(name, end, Body(payload_digest, name, end))

    def close(self) -> None:
        """Whole on the disk, not only with the system."""
        if self._file is not None:
            file, self._file = self._file, None
            try:
                os.fsync(file)
            finally:
                os.close(file)

    def _room(self) -> tuple[str, int]:
        """The file that takes the next record, and the offset there."""
        if self._file is None or self._end >= self._largest:
            self._begin_file()
        return self._name, self._end

    def _body(self, exchange: Exchange, earlier: Body | None) -> tuple[str, Original | None]:
        """The digest of the page that the response is or, a 304, speaks of, and the record that has
        it already.
        """
        own = records.digest(exchange.body)
        if exchange.status != NOT_MODIFIED and own in self._known:
            return own, self._known[own]
        if earlier is not None and (exchange.status == NOT_MODIFIED or earlier.digest == own):
            original = find_original(self.folder, *earlier, self._largest_body)
            return (earlier.digest if original else own), original
        return own, None

    def _remember(self, payload_digest: str, original: Original) -> None:
        self._known[payload_digest] = original
        self._known.move_to_end(payload_digest)
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)

    def _response(
        self,
        exchange: Exchange,
        date: str,
        record_id: str,
        payload_digest: str,
        original: Original | None,
    ) -> bytes:
        head = records.response_head(
            exchange.status, exchange.protocol, exchange.headers, len(exchange.body)
        )
        block = head if original else head + exchange.body
        headers = [
            ("WARC-Type", "revisit" if original else "response"),
            ("WARC-Record-ID", record_id),
            ("WARC-Date", date),
            ("WARC-Target-URI", exchange.url),
            ("WARC-Warcinfo-ID", self._info_id),
            ("WARC-Payload-Digest", payload_digest),
            ("WARC-Block-Digest", records.digest(block)),
            ("Content-Type", "application/http; msgtype=response"),
        ]
        if exchange.is_truncated:
            headers.append(("WARC-Truncated", "unspecified"))
        if original:
            headers += [
                ("WARC-Profile", _UNCHANGED if exchange.status == NOT_MODIFIED else _IDENTICAL),
                ("WARC-Refers-To", original.record_id),
                ("WARC-Refers-To-Target-URI", original.url),
                ("WARC-Refers-To-Date", original.date),
                # As other crawlers name it, so that the page is found without an index.
                ("WARC-Refers-To-Filename", original.file),
                ("WARC-Refers-To-File-Offset", str(original.offset)),
            ]
        return records.record(headers, block)

    def _request(self, exchange: Exchange, date: str, response_id: str) -> bytes:
        parts = urlsplit(exchange.url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        block = records.request_head(
            exchange.method or "", target, parts.netloc.rpartition("@")[2], exchange.request_headers
        )
        headers = [
            ("WARC-Type", "request"),
            ("WARC-Record-ID", records.new_id()),
            ("WARC-Date", date),
            ("WARC-Target-URI", exchange.url),
            ("WARC-Warcinfo-ID", self._info_id),
            ("WARC-Concurrent-To", response_id),
            ("WARC-Block-Digest", records.digest(block)),
            ("Content-Type", "application/http; msgtype=request"),
        ]
        return records.record(headers, block)

    def _begin_file(self) -> None:
        self.close()
        self.folder.mkdir(parents=True, exist_ok=True)
        at = datetime.now(UTC)
        time = at.strftime("%Y%m%dT%H%M%S")
        while self._file is None:
            self._number += 1
            self._name = f"{self._outlet}-{time}-{self._number:05}-{self._host}.warc.gz"
            path = self.folder / self._name
            try:
                self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
            except FileExistsError:
                continue  # another crawl began in the same second
        self._end = 0
        self._info_id = records.new_id()
        block = "".join(f"{name}: {value}\r\n" for name, value in self._info.items()).encode()
        headers = [
            ("WARC-Type", "warcinfo"),
            ("WARC-Record-ID", self._info_id),
            ("WARC-Date", records.stamp(at)),
            ("WARC-Filename", self._name),
            ("WARC-Block-Digest", records.digest(block)),
            ("Content-Type", "application/warc-fields"),
        ]
        try:
            self._append(records.record(headers, block))
        except OSError:
            path.unlink()
            self.close()
            raise

    def _append(self, packed: bytes) -> None:
        """Whole, and with the system at once: a killed crawl loses nothing of it."""
        if self._file is None:
            raise ValueError("no file is open")
        view = memoryview(packed)
        try:
            while view:
                view = view[os.write(self._file, view) :]
        except OSError:
            os.ftruncate(self._file, self._end)
            os.lseek(self._file, self._end, os.SEEK_SET)
            raise
        self._end += len(packed)
