"""Copies of what was taken in, so that our own archive has everything that was read."""

from pathlib import Path

from scrapers.archive.blocks import DamagedRecord, Record
from scrapers.archive.exchange import Body, Exchange, Kept
from scrapers.archive.originals import Original
from scrapers.archive.reading import record_at
from scrapers.archive.records import COPY_DATE, digest
from scrapers.archive.writer import ArchiveWriter
from scrapers.statuses import GONE, NOT_MODIFIED

_AS_SERVED = frozenset({"br", "deflate", "gzip", "x-gzip", "zstd"})
"""What may be noted of a body that is kept as it came: its coding."""


class Copies:
    """An ingest's own files in the archive, of each outlet apart."""

    def __init__(
        self, folder: Path, info: dict[str, str], largest: int, *, largest_body: int
    ) -> None:
        """`largest` and `largest_body` are those of the writer."""
        self.folder = folder
        self._info = info
        self._largest = largest
        self._largest_body = largest_body
        self._writers: dict[str, ArchiveWriter] = {}

    def keep(self, record: Record, outlet: str) -> tuple[tuple[str, int] | None, Body | None]:
        """Where the archive has the record now, and its page; OSError where it takes no more.

        What lies in the archive itself is not copied: so an archive whose database was lost is
        taken in again. Nor is a 304, which says nothing without the page that it speaks of.
        """
        if self._is_there(record):
            return (record.file, record.offset), None
        if record.status == NOT_MODIFIED:
            return None, None
        if outlet not in self._writers:
            info = {**self._info, "isPartOf": outlet}
            self._writers[outlet] = ArchiveWriter(
                self.folder, outlet, info, self._largest, largest_body=self._largest_body
            )
        kept = _write(self._writers[outlet], record)
        return (kept.file, kept.offset), None if record.status in GONE else kept.body

    def close(self) -> None:
        for each in self._writers.values():
            each.close()

    def _is_there(self, record: Record) -> bool:
        """Whether the place leads to it: in a file that is packed whole, it does not."""
        try:
            there = record_at(self.folder, record.file, record.offset, largest=self._largest_body)
        except (DamagedRecord, OSError):
            return False
        return there.fields == record.fields


def _write(writer: ArchiveWriter, record: Record) -> Kept:
    return _copied(writer, record) or _written(writer, record)


def _copied(writer: ArchiveWriter, record: Record) -> Kept | None:
    """Where the record is now, byte for byte; None where it is not what we would write ourselves:
    a response as served, under the address that it has with us, whose digest is right.
    """
    if not record.packed or record.type != "response":
        return None
    says = record.fields.get
    url, date, own_id = says("warc-target-uri"), says("warc-date"), says("warc-record-id")
    if url != record.url or not (url and date and own_id):
        return None
    body_digest = digest(record.raw)
    if says("warc-payload-digest") != body_digest or not _AS_SERVED.issuperset(record.notes):
        return None
    original = Original(url, date, own_id, record.file, record.offset)
    return writer.copy(record.packed, original, body_digest)


def _written(writer: ArchiveWriter, record: Record) -> Kept:
    if record.status is not None:
        return writer.write(
            Exchange(
                url=record.url or "",
                at=record.date,
                method=None,
                status=record.status,
                protocol=None,
                headers=record.headers,
                body=record.raw,
                is_truncated="truncated" in record.notes,
            )
        )
    fields = [
        ("WARC-Type", "conversion" if record.type == "conversion" else "resource"),
        ("WARC-Target-URI", record.url or ""),
        ("Content-Type", record.content_type or "application/octet-stream"),
    ]
    if record.copied_at is None:
        fields.append((COPY_DATE, "unknown"))
    if "truncated" in record.notes:
        fields.append(("WARC-Truncated", "unspecified"))
    return writer.write_block(record.date, fields, record.raw)
