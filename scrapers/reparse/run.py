"""A re-reading from its plan to the rows: what is read in parallel is committed here, once."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from models.crawls import known_outlets
from models.existing import open_existing
from models.outlet import Outlet
from models.rereading import scan
from models.rereading.comparing import Compared, Comparing, Kept, compare_stories
from models.rereading.differences import Differences
from models.rereading.plan import Piece, Plan
from models.rereading.scan import Asked
from models.rereading.stored import kept_pages
from models.rereading.write import write
from scrapers.reparse.pieces import Publication, Work, read_piece
from scrapers.reparse.pools import Pool, PoolError

PIECE = 32
"""Pages that a worker reads at a time: less than a tenth of a second, so that none is left alone
with much at the end."""
BATCH = 100
"""Stories that are compared and committed together."""
_FEW_PIECES, _FEW_BATCHES = 6, 30
"""So many take no longer than another process takes to begin."""
_ROUNDS = 5
"""How often what a crawl visits meanwhile is taken in; the rest is left to the next run."""
_EXAMPLES = 20


@dataclass(slots=True, kw_only=True)
class Told:
    """What a re-reading found and did."""

    visits: int = 0
    """All that are concerned; `read` of them were read by this run, the others before."""
    read: int = 0
    stories: int = 0
    changed: int = 0
    differences: Differences = field(default_factory=Differences)
    refused: Counter[str] = field(default_factory=Counter)
    kept: int = 0
    """Stories that cannot be read any more and stay as they are; the first few by name."""
    names: list[Kept] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    missing: int = 0
    unwritten: dict[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rereading:
    """One run of `scrapy reparse`."""

    engine: Engine
    plan: Plan
    reading: Pool
    comparing: Pool
    asked: Asked
    spiders: Mapping[str, tuple[Outlet, str]]
    """Each outlet and the module of its spider, by name."""
    archive: Path
    reader: str
    """The name of the function that reads what is cut."""
    largest: int
    """Bytes of a body, once it is unpacked, that is read."""
    thinned_before: datetime | None = None
    schedule: Sequence[float] | None = None
    is_dry: bool = False
    progress: Callable[[str, int], Callable[[int], None]]
    """Called with what begins and how much of it there is; gives what is told of each advance."""

    def run(self) -> Told:
        """Read, compare and, unless it is a dry run, write.

        DBAPIError and OSError where that breaks off; what was read is then kept in the plan.
        """
        told = Told()
        for _ in range(_ROUNDS):
            up_to = scan.last_visit(self.engine, self.asked)
            self.plan.add(scan.visits(self.engine, self.asked, up_to), up_to)
            while unread := self.plan.want():
                self._read(told, unread)
            told.unwritten = {}
            self._compare(told)
            if None not in told.unwritten.values():
                break
        told.visits = self.plan.count("visits")
        if not self.is_dry:
            self._finish(told, up_to)
        return told

    def _read(self, told: Told, unread: int) -> None:
        advance = self.progress("reading", unread)
        for result in self.reading.map(read_piece, self._works(), _FEW_PIECES):
            if result.missing and (self.archive / result.file).exists():
                raise PoolError(
                    f"a worker does not see {result.file}: the archive's folder, {self.archive},"
                    " must be shared by all"
                )
            self.plan.note(result.read)
            told.read += len(result.read)
            told.damaged += result.damaged
            told.missing += result.missing
            advance(len(result.read))

    def _works(self) -> Iterator[Work]:
        known = {
            outlet_id: Publication(outlet, zone, module, self.asked.versions[name])
            for outlet_id, (name, zone) in known_outlets(self.engine).items()
            if name in self.asked.versions
            for outlet, module in [self.spiders[name]]
        }
        for piece in self.plan.pieces(PIECE):
            ids = {visit.outlet_id for visit in piece.visits}
            yield Work(
                archive=str(self.archive),
                reader=self.reader,
                largest=self.largest,
                piece=piece,
                outlets={each: known[each] for each in ids},
                kept=self._kept(piece),
            )

    def _kept(self, piece: Piece) -> dict[int, tuple[str | None, bytes]]:
        if piece.file:
            return {}
        return kept_pages(self.engine, {visit.fetch_id: visit.page_id for visit in piece.visits})

    def _compare(self, told: Told) -> None:
        advance = self.progress("comparing", self.plan.count("waiting"))
        how = Comparing(
            zones={key: zone for key, (_, zone) in known_outlets(self.engine).items()},
            thinned_before=self.thinned_before,
            is_dry=self.is_dry,
        )
        url = self.engine.url.render_as_string(hide_password=False)
        where = (url, str(self.plan.path), time.monotonic())
        work = partial(compare_batch, where, how)
        try:
            for stories, found in self.comparing.map(work, self.plan.stories(BATCH), _FEW_BATCHES):
                self._note(told, found)
                advance(len(stories))
                if not self.is_dry:
                    self._write(told, stories, found)
        finally:
            _close(*where)

    def _note(self, told: Told, found: Compared) -> None:
        told.stories += found.stories
        told.changed += found.changed
        told.differences.add(found.differences)
        told.refused += found.refused
        told.kept += len(found.kept)
        told.names += found.kept[: _EXAMPLES - len(told.names)]

    def _write(self, told: Told, stories: Sequence[str], found: Compared) -> None:
        left = write(
            self.engine,
            found.changes,
            up_to=self.plan.up_to,
            now=datetime.now(UTC),
            schedule=self.schedule,
        )
        told.unwritten |= left
        self.plan.finish(story for story in stories if story not in left)

    def _finish(self, told: Told, up_to: int) -> None:
        is_elsewhere = 0 < told.read == told.missing  # the archive, or its disk
        if self.asked.is_whole and not told.unwritten and not is_elsewhere:
            scan.finish(self.engine, self.asked, up_to, datetime.now(UTC))
        if self.plan.forget():
            self.plan.remove()


def compare_batch(
    where: tuple[str, str, float], how: Comparing, stories: list[str]
) -> tuple[list[str], Compared]:
    """The stories, and how they differ; `where` is the database, the plan and a mark of the run."""
    engine, plan = _opened(*where)
    with engine.connect() as connection:
        return stories, compare_stories(connection, plan, stories, how)


def _close(*where: Any) -> None:
    """Let go of what this process has opened to compare, if it did some of that itself."""
    if _opened.cache_info().currsize:
        engine, plan = _opened(*where)
        engine.dispose()
        plan.close()
        _opened.cache_clear()


@lru_cache(maxsize=1)
def _opened(url: str, plan: str, _run: float) -> tuple[Engine, Plan]:
    return open_existing(url), Plan(Path(plan), readonly=True)
