"""Pages that others saved, on their way into the same rows as a crawl's."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from models.article import Article
from models.fetch import Ending
from models.ingest import Copy
from models.merge import moment_of
from models.outlet import Outlet
from scrapers.archive.blocks import Damage, DamagedRecord, Record
from scrapers.archive.records import digest
from scrapers.archive.revisits import Revisits, whole_record_at
from scrapers.ingest.copies import Copies
from scrapers.ingest.counts import Counts
from scrapers.ingest.earlier import Earlier
from scrapers.ingest.reading import Reading, in_order
from scrapers.ingest.rows import Place, Places, Rows, Taken
from scrapers.ingest.sorting import (
    NO_ADDRESS,
    NO_OUTLET,
    NO_STORY,
    Candidate,
    Sorter,
    answered_with,
)
from scrapers.ingest.sources import found_in, is_warc
from scrapers.statuses import NOT_MODIFIED

_LOOKED_UP = 64
"""Candidates of which one question to the database asks whether they are known."""
_CLOCKS_DIFFER = timedelta(days=1)
"""The most by which the clock that dated a copy may be ahead of ours."""
_REFUSED = {
    NO_ADDRESS: "the page names no address of its own: say --url",
    NO_OUTLET: "an address of no outlet (scrapy list): say --outlet news to take it all the same",
    NO_STORY: "an address of no single story",
}
Key = tuple[str, Copy, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The files, and what a person says of the saved pages among them."""

    files: Sequence[Path]
    url: str | None = None
    saved_at: Callable[[Outlet], datetime] | None = None
    """The moment at which they were saved, in an outlet's zone."""
    largest: int


@dataclass(slots=True, kw_only=True)
class Ingest:
    """One run over the files; `counts` says what came of it."""

    sources: Sources
    sorter: Sorter
    rows: Rows
    copies: Copies | None
    reader: str
    """The name of the function that reads what is cut."""
    processes: int
    told: Callable[[Path, int, Counts], None]
    """Is told how far which file was read."""
    counts: Counts = field(default_factory=Counts)
    _on_their_way: set[Key] = field(default_factory=set)

    def run(self) -> None:
        """Take in what the files hold; constant memory, whatever their size.

        OSError where a file cannot be read or the archive takes no more, WorkersGone where one
        was killed, the database's errors where it stays away.
        """
        try:
            for read in in_order(self._new(), self.reader, self.processes):
                self._take(*read)
        finally:
            if self.copies:
                self.copies.close()

    def _new(self) -> Iterator[Candidate]:
        """The candidates that are not known yet."""
        waiting: list[Candidate] = []
        for each in self._candidates():
            waiting.append(each)
            if len(waiting) == _LOOKED_UP:
                yield from self._unknown(waiting)
                waiting = []
        yield from self._unknown(waiting)

    def _candidates(self) -> Iterator[Candidate]:
        revisits = Revisits(Path(), largest=self.sources.largest)
        for path in self.sources.files:
            revisits.folder = path.parent
            is_saved = not is_warc(path)
            for found in found_in(path, url=self.sources.url, largest=self.sources.largest):
                self.told(path, found.offset, self.counts)
                if isinstance(found, Damage):
                    self._damaged(found)
                    continue
                revisits.show(found)
                sorted_out = self.sorter.sort(found)
                if isinstance(sorted_out, Candidate):
                    yield from self._resolved(sorted_out, revisits, is_saved=is_saved)
                elif is_saved:
                    self.counts.refuse(found, sorted_out, _REFUSED.get(sorted_out, sorted_out))
                else:
                    self.counts.left_out[sorted_out] += 1

    def _resolved(
        self, candidate: Candidate, revisits: Revisits, *, is_saved: bool
    ) -> Iterator[Candidate]:
        if is_saved and self.sources.saved_at is not None:
            at = self.sources.saved_at(candidate.outlet)
            record: Record | Damage = replace(candidate.record, date=at, fields={})
        else:
            record = revisits.resolved(candidate.record)
            if isinstance(record, Damage) and self.copies:
                folder, largest = self.copies.folder, self.sources.largest
                earlier = Earlier(self.rows, self.sorter, folder, largest=largest)
                record = earlier.whole(candidate.record) or record
        if candidate.record.status == NOT_MODIFIED:
            if isinstance(record, Damage):  # of a page that nobody has
                self.counts.left_out[answered_with(candidate.record)] += 1
            else:
                yield candidate
        elif isinstance(record, Damage):
            self.counts.damage(record)
        else:
            yield replace(candidate, record=record)

    def _damaged(self, damage: Damage) -> None:
        """Content that cannot be had is no loss of ours where the page is none of ours."""
        elsewhere = damage.url and isinstance(found := self.sorter.story(damage.url), str)
        if elsewhere:
            self.counts.left_out[str(found)] += 1
        else:
            self.counts.damage(damage)

    def _unknown(self, candidates: list[Candidate]) -> list[Candidate]:
        of_outlets: dict[str, list[Candidate]] = defaultdict(list)
        for each in candidates:
            of_outlets[each.outlet.name].append(each)
        known: dict[str, dict[Copy, Places]] = {}
        for name, theirs in of_outlets.items():
            dated = {Copy(c.story.url, at) for c in theirs if (at := c.record.copied_at)}
            known[name] = self.rows.known(theirs[0].outlet, dated) if dated else {}
        return [
            each
            for each in candidates
            if each.record.copied_at is None
            or self._is_new(each, each.record.copied_at, known[each.outlet.name])
        ]

    def _is_new(self, candidate: Candidate, at: datetime, known: dict[Copy, Places]) -> bool:
        """Whether nobody has the copy, and it can be one; from now on it is on its way."""
        record = candidate.record
        if at > datetime.now(UTC) + _CLOCKS_DIFFER:
            message = f"a copy of {at:%Y-%m-%d}, which is a day to come"
            damage = Damage(file=record.file, offset=record.offset, reason="date", message=message)
            self.counts.damage(damage)
            return False
        key = _key(candidate, at)
        places = known.get(Copy(candidate.story.url, at), [])
        is_same = partial(self._is_same, record)
        if key in self._on_their_way or any(map(is_same, places)):
            self.counts.known += 1
            return False
        self._on_their_way.add(key)
        return True

    def _is_same(self, record: Record, place: Place) -> bool:
        """Whether a visit at the same moment saw the same: a day may have seen several copies of a
        page, and a second several pages of a story.
        """
        is_page = record.type != "resource"
        if place is None or self.copies is None or (is_page and record.date.microsecond):
            return True
        try:
            kept = whole_record_at(self.copies.folder, *place, largest=self.sources.largest)
        except (DamagedRecord, OSError):
            return True
        if not is_page:
            return kept.raw == record.raw
        found = self.sorter.story(kept.url or "")
        return isinstance(found, str) or found[1] == record.url

    def _take(self, candidates: list[Candidate], readings: list[Reading]) -> None:
        of_outlets: dict[str, list[Taken]] = defaultdict(list)
        for candidate, reading in zip(candidates, readings, strict=True):
            taken = self._kept(candidate, reading)
            if taken is not None:
                of_outlets[candidate.outlet.name].append(taken)
        for name, theirs in of_outlets.items():
            outcomes = self.rows.save(theirs[0].candidate.outlet, theirs, self._is_same)
            for each, outcome in zip(theirs, outcomes, strict=True):
                if outcome is None:
                    self.counts.known += 1
                    continue
                ending = each.result if isinstance(each.result, Ending) else None
                self.counts.end(name, each.candidate.record, outcome, ending)
        self._on_their_way.difference_update(
            _key(each.candidate, each.at) for theirs in of_outlets.values() for each in theirs
        )

    def _kept(self, candidate: Candidate, reading: Reading) -> Taken | None:
        """The copy with its moment and its place in the archive; None for one not taken."""
        record, at = candidate.record, candidate.record.copied_at
        if at is None:
            rendered_on = reading.rendered_on if isinstance(reading, Article) else None
            at = moment_of(None, rendered_on, candidate.outlet.zone)
            if at is None:
                why = reading.message if isinstance(reading, Ending) else None
                message = why or "nothing tells when the copy was made: say --date"
                self.counts.refuse(record, "no date" if why is None else "unreadable", message)
                return None
            known = self.rows.known(candidate.outlet, [Copy(candidate.story.url, at)])
            if not self._is_new(candidate, at, known):
                return None
        archived, original = None, None
        if self.copies:
            archived, original = self.copies.keep(record, candidate.outlet.name)
        return Taken(
            candidate=candidate, result=reading, at=at, archived=archived, original=original
        )


def _key(candidate: Candidate, at: datetime) -> Key:
    """What tells a copy from all others: of saved pages their bodies, else their addresses."""
    record = candidate.record
    which = digest(record.raw) if record.type == "resource" else record.url or ""
    return candidate.outlet.name, Copy(candidate.story.url, at), which
