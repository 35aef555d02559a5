"""A piece of the archive read by today's reader: what a worker process does, here or elsewhere."""

import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from pkgutil import resolve_name
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.article import Article
from models.article_row import Row, row_of
from models.fetch import Ending, Outcome
from models.outlet import Outlet
from models.rereading.plan import LOST, READ, Due, Piece, story_key
from models.rereading.readings import pack
from scrapers.archive.blocks import Damage, DamagedRecord, Record
from scrapers.archive.reading import record_at, records
from scrapers.archive.rereading import Archived, Read, in_batches, reread
from scrapers.archive.revisits import Revisits
from scrapers.reader.version import reader_version

_FAR = 1 << 18
"""Bytes up to the next record that is wanted; what lies farther is leapt to."""


class OtherReader(Exception):
    """The worker's code is not that of the command."""


class Publication(NamedTuple):
    """An outlet as a worker needs it."""

    outlet: Outlet
    zone: str
    """As the database has it."""
    module: str
    """Of the spider that the outlet comes from."""
    version: str
    """Of the reader that the command has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A piece, and what it takes to read it."""

    archive: str
    """The folder."""
    reader: str
    """The name of the function that reads what is cut."""
    largest: int
    """Bytes of a body, once it is unpacked, that is read."""
    piece: Piece
    outlets: Mapping[int, Publication]
    """Each that has a visit in it, by its id."""
    kept: Mapping[int, tuple[str | None, bytes]] = field(default_factory=dict)
    """Pages that have no record, by visit: content type, and the packed page of `quarantine`."""


@dataclass(slots=True, kw_only=True)
class Result:
    """What became of the visits of a piece."""

    file: str
    read: list[tuple[int, int, str | None, bytes | None]] = field(default_factory=list)
    """As `Plan.note` takes them."""
    damaged: list[str] = field(default_factory=list)
    """Records that cannot be had, and why."""
    missing: int = 0
    """Visits whose file is not there."""


def read_piece(work: Work) -> Result:
    """What today's reader makes of every visit in the piece; OtherReader where it is another."""
    result, reader = Result(file=work.piece.file), _reader(work.reader)
    for each in work.outlets.values():
        _check_version(each.outlet.name, each.module, each.version)
    try:
        for batch in in_batches(_found(work, result), lambda each: len(each[1].body)):
            visits = [visit for visit, _ in batch]
            outlets = [work.outlets[visit.outlet_id] for visit in visits]
            pages = (
                Archived(record, its.outlet, visit.url, visit.site)
                for (visit, record), its in zip(batch, outlets, strict=True)
            )
            articles = reread(list(pages), reader)
            rows = [_storable(*each) for each in zip(articles, outlets, strict=True)]
            result.read += map(_reading, visits, rows)
    except FileNotFoundError:
        result.missing = len(work.piece.visits) - len(result.read)
    seen = {visit_id for visit_id, *_ in result.read}
    lost = (visit.fetch_id for visit in work.piece.visits if visit.fetch_id not in seen)
    result.read += [(fetch_id, LOST, None, None) for fetch_id in lost]
    return result


def _reading(visit: Due, read: Row | Ending) -> tuple[int, int, str | None, bytes | None]:
    key = story_key(visit.outlet_id, read["source_id"]) if isinstance(read, dict) else None
    return visit.fetch_id, READ, key, pack(read)


def _storable(article: Article | Ending, its: Publication) -> Row | Ending:
    """The columns of `articles` that the page brings, or why it brings none."""
    if not isinstance(article, Article):
        return article
    try:
        return row_of(article, ZoneInfo(its.zone))
    except ValueError as error:  # as saving says it
        return Ending(
            outcome=Outcome.QUARANTINED,
            reason=f"unstorable:{type(error).__name__}",
            message=str(error),
            stage="save",
        )


def _found(work: Work, result: Result) -> Iterator[tuple[Due, Record]]:
    if not work.piece.file:
        yield from _kept(work)
        return
    folder = Path(work.archive)
    revisits = Revisits(folder, largest=work.largest)
    for visit, found in _at_their_places(folder, work.piece, work.largest):
        whole = revisits.resolved(found) if isinstance(found, Record) else found
        if isinstance(whole, Record):
            yield visit, whole
        else:
            result.damaged.append(str(DamagedRecord(whole)))


def _kept(work: Work) -> Iterator[tuple[Due, Record]]:
    """Pages that are kept in quarantine and nowhere else."""
    for visit in work.piece.visits:
        if visit.fetch_id in work.kept:
            content_type, packed = work.kept[visit.fetch_id]
            yield (
                visit,
                Record(
                    type="response",
                    file="",
                    offset=0,
                    url=visit.url,
                    date=datetime.fromisoformat(visit.fetched_at),
                    fields={},
                    content_type=content_type,
                    body=zlib.decompress(packed),
                ),
            )


def _at_their_places(
    folder: Path, piece: Piece, largest: int
) -> Iterator[tuple[Due, Record | Damage]]:
    """The record of each visit; the file is read from its first place on, with leaps over what
    nobody wants.
    """
    waiting: dict[int, list[Due]] = defaultdict(list)
    for visit in piece.visits:
        waiting[visit.offset].append(visit)
    while waiting:
        first = min(waiting)
        for found in records(folder / piece.file, first, largest=largest):
            for visit in waiting.pop(found.offset, ()):
                yield visit, found
            following = min(waiting, default=None)
            if following is None or not found.offset < following < found.offset + _FAR:
                break
        for visit in waiting.pop(first, ()):  # nothing begins there
            yield visit, _alone(folder, piece.file, first, largest)


def _alone(folder: Path, file: str, offset: int, largest: int) -> Record | Damage:
    try:
        return record_at(folder, file, offset, largest=largest)
    except DamagedRecord as error:
        return error.damage


@cache
def _reader(name: str) -> Read:
    read: Read = resolve_name(name)
    return read


@cache
def _check_version(outlet: str, module: str, wanted: str) -> None:
    mine = reader_version(wanted.partition("+")[0], module)
    if mine != wanted:
        raise OtherReader(f"a worker reads {outlet} with {mine}, the command with {wanted}")
