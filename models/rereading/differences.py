"""The differences of a story, field by field, as a person is told of them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from models.rereading.changes import Change, Stored

_TOLD_ELSEWHERE = frozenset(
    {"content_hash", "page_id", "published_on", "published_time", "reader_version"}
)
"""Columns that follow from others."""
_WIDTH = 60
EXAMPLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field of one story: `old` and `new` are quoted and short."""

    url: str
    old: str
    new: str


@dataclass(slots=True)
class Differences:
    """How often each field differs, with the first examples of each."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[Difference]] = field(default_factory=dict)

    def note(self, change: Change, stored: Stored, url: str) -> bool:
        """Count what a change changes, if anything that a person is told of; say whether."""
        before = self.counts.total()
        for name, old, new in _pairs(change, stored):
            self.counts[name] += 1
            examples = self.examples.setdefault(name, [])
            if len(examples) < EXAMPLES:
                examples.append(Difference(url=url, old=quoted(old, new), new=quoted(new, old)))
        return self.counts.total() > before

    def add(self, other: "Differences") -> None:
        """Count those of another batch too."""
        self.counts += other.counts
        for name, examples in other.examples.items():
            mine = self.examples.setdefault(name, [])
            mine += examples[: EXAMPLES - len(mine)]


def quoted(value: Any, other: Any) -> str:
    """Quote a value beside another one, from shortly before where they part."""
    if value is None:
        return "null"
    text, beside = _plain(value), _plain(other)
    if isinstance(value, datetime | int | float):
        return text
    start = 0
    if len(text) > _WIDTH:
        same = next(
            (i for i, (a, b) in enumerate(zip(text, beside, strict=False)) if a != b),
            min(len(text), len(beside)),
        )
        start = max(0, same - _WIDTH // 3)
    cut = text[start : start + _WIDTH]
    return f"{'…' if start else ''}{cut!r}{'…' if start + _WIDTH < len(text) else ''}"


def _pairs(change: Change, stored: Stored) -> Iterator[tuple[str, Any, Any]]:
    if stored.row is None and change.row:
        yield "new story", None, change.row["headline"] or change.row["body"]
        yield from _outcomes(change)
        return
    for name, new in change.row.items():
        if name not in _TOLD_ELSEWHERE:
            yield name, (stored.row or {}).get(name), new
    if change.credits is not None:
        yield "credits", stored.credits, change.credits
    yield from _revision_pairs(change, stored)
    for row in change.views:
        known = stored.views.get(row["observed_at"])
        yield "view count", known and known["count"], row["count"]
    for moment in change.views_gone:
        yield "view count", stored.views[moment]["count"], None
    yield from _outcomes(change)


def _outcomes(change: Change) -> Iterator[tuple[str, Any, Any]]:
    for row in (*change.resolved, *change.withdrawn, *change.fetches):
        if row["was"] != row["outcome"]:
            yield "outcome", str(row["was"]), str(row["outcome"])
    for row in change.refusals:
        yield "reason of quarantine", row["was"], row["reason"]


def _revision_pairs(change: Change, stored: Stored) -> Iterator[tuple[str, Any, Any]]:
    known = {row["number"]: row for row in stored.revisions}
    for row in change.revisions:
        old = known.get(row["number"])
        yield "revision", old and _edit(old, row), _edit(row, old)
    for number, row in known.items():
        if change.last_revision is not None and number > change.last_revision:
            yield "revision", _edit(row, None), None


def _edit(row: dict[str, Any], other: dict[str, Any] | None) -> str:
    """An edit in words: its kind, and of a text that another reading gives, that text."""
    names = ("headline_before", "headline_after", "body_before", "body_after")
    changed = [row[name] or "" for name in names if other and row[name] != other[name]]
    return " / ".join([f"{row['number']} {row['kind']}", *changed])


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    return value if isinstance(value, str) else str(value)
