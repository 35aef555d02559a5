"""What came of an ingest, in numbers and examples."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from models.fetch import Ending, Outcome
from scrapers.archive.blocks import Damage, DamagedRecord, Record

_SHOWN = 20
"""Damages that are told with their place; all are counted."""


@dataclass(slots=True)
class Counts:
    """Each record found is counted in exactly one of the first four."""

    outcomes: dict[str, Counter[Outcome]] = field(default_factory=dict)
    """By outlet."""
    known: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    """No stories of ours, by why."""
    damaged: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    """Saved pages that a person named and that cannot be taken, by why."""
    notes: Counter[str] = field(default_factory=Counter)
    """Oddities of pages that were taken."""
    examples: list[str] = field(default_factory=list)

    @property
    def pages(self) -> int:
        """Pages that ended in an outcome or were known."""
        return self.known + sum(each.total() for each in self.outcomes.values())

    @property
    def found(self) -> int:
        others = (self.left_out, self.damaged, self.refused)
        return self.pages + sum(each.total() for each in others)

    def damage(self, damage: Damage) -> None:
        self.damaged[damage.reason] += 1
        self._show(str(DamagedRecord(damage)))

    def refuse(self, record: Record, why: str, message: str) -> None:
        self.refused[why] += 1
        self._show(f"{record.file}: {message}")

    def end(self, outlet: str, record: Record, outcome: Outcome, ending: Ending | None) -> None:
        self.outcomes.setdefault(outlet, Counter())[outcome] += 1
        self.notes.update(record.notes)
        if ending is not None and outcome is Outcome.QUARANTINED:
            self._show(f"{record.file} at {record.offset}: {ending.reason}: {ending.message}")

    def rows(self) -> Iterator[tuple[str, str, int]]:
        """Group, what, and how many, as a person reads it."""
        for outlet, outcomes in sorted(self.outcomes.items()):
            for outcome, number in sorted(outcomes.items()):
                yield outlet, outcome.value, number
        if self.known:
            yield "known", "the same copy again", self.known
        for group, numbers in (
            ("left out", self.left_out),
            ("refused", self.refused),
            ("damaged", self.damaged),
            ("of the pages", self.notes),
        ):
            for what, number in sorted(numbers.items()):
                yield group, what, number

    def recorded(self) -> dict[str, int]:
        """The numbers as the `crawls` row keeps them."""
        return {f"{group}/{what}": number for group, what, number in self.rows()}

    def _show(self, line: str) -> None:
        if len(self.examples) < _SHOWN:
            self.examples.append(line[:300])
