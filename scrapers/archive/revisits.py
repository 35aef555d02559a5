"""What a `revisit` record stands for: the body of an earlier record."""

from collections import OrderedDict
from dataclasses import replace
from pathlib import Path

from scrapers.archive.blocks import Damage, DamagedRecord, Record, header, is_digest_of
from scrapers.archive.codings import LARGEST, Unusable, decoded
from scrapers.archive.reading import record_at
from scrapers.archive.responses import values
from scrapers.statuses import NOT_MODIFIED

_REMEMBERED = 1 << 16
"""Payloads of which the place is remembered; some 20 MB."""
_HOPS = 4  # a revisit of a revisit is odd already
_LONGEST_NAME = 64  # of a digest


class Revisits:
    """Gives revisit records the body that they refer to.

    By the file and offset that they name, which are looked for in `folder`, or else, and where that
    file is not there, by their payload digest among the records that were shown to it.
    """

    def __init__(self, folder: Path, *, largest: int = LARGEST) -> None:
        self.folder = folder
        self._largest = largest
        self._places: OrderedDict[str, tuple[Path, str, int]] = OrderedDict()

    def show(self, record: Record) -> None:
        """Remember where a record with a body is."""
        name = record.fields.get("warc-payload-digest", "")
        if record.type != "revisit" and name and len(name) <= _LONGEST_NAME:
            self._places[name] = (self.folder, record.file, record.offset)
            if len(self._places) > _REMEMBERED:
                self._places.popitem(last=False)

    def resolved(self, record: Record) -> Record | Damage:
        """The record with its body; itself if it is no revisit; Damage where that is lost."""
        if record.type != "revisit":
            return record
        original = record
        try:
            for _ in range(_HOPS):
                original = self._original(original)
                if original.type != "revisit":
                    return self._joined(record, original)
        except (DamagedRecord, OSError) as error:
            return _lost(record, f"{error}")
        return _lost(record, "a revisit of a revisit of a revisit")

    def _original(self, record: Record) -> Record:
        name = record.fields.get("warc-refers-to-filename", "")
        offset = record.fields.get("warc-refers-to-file-offset", "")
        place = self._places.get(record.fields.get("warc-payload-digest", ""))
        if name and offset.isascii() and offset.isdigit() and len(offset) < 16:
            try:
                return record_at(self.folder, name, int(offset), largest=self._largest)
            except (DamagedRecord, OSError):
                if place is None:
                    raise
        if place is None:
            raise DamagedRecord(_lost(record, "nothing met so far has its digest"))
        folder, name, at = place
        return record_at(folder, name, at, largest=self._largest)

    def _joined(self, record: Record, original: Record) -> Record | Damage:
        """The revisit with the body of the original, which must be the one that it was made for."""
        said = record.fields.get("warc-payload-digest", "")
        is_same = said in ("", original.fields.get("warc-payload-digest"))
        is_same = is_same or is_digest_of(said, original.raw) is True
        if not is_same or original.type not in ("response", "resource"):
            return _lost(record, f"{original.file} at {original.offset} holds another page")
        return joined(record, original, self._largest)


def joined(record: Record, original: Record, largest: int) -> Record | Damage:
    """The revisit with the body of its original; Damage where that cannot be unpacked."""
    own = record.status not in (None, NOT_MODIFIED)
    headers = record.headers if own else original.headers
    notes: list[str] = ["revisit"]
    coding = values(headers, "content-encoding")
    try:
        body = decoded(original.raw, coding, notes, largest) if own else original.body
    except Unusable as error:
        return _lost(record, str(error))
    return replace(
        record,
        status=record.status if own else original.status,
        headers=headers,
        content_type=header(headers, "content-type") or original.content_type,
        body=body,
        raw=original.raw,
        notes=tuple(dict.fromkeys((*record.notes, *notes, *original.notes))),
    )


def whole_record_at(folder: Path, file: str, offset: int, *, largest: int = LARGEST) -> Record:
    """The record there, a revisit with the body that it refers to.

    DamagedRecord or OSError where it cannot be had.
    """
    record = record_at(folder, file, offset, largest=largest)
    found = Revisits(folder, largest=largest).resolved(record)
    if isinstance(found, Damage):
        raise DamagedRecord(found)
    return found


def _lost(record: Record, message: str) -> Damage:
    return Damage(
        file=record.file,
        offset=record.offset,
        reason="revisit-lost",
        message=message,
        url=record.url,
    )
