"""A story's row while a batch changes it, and which of its columns change together."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from models.article_row import Row

PUBLISHED = (
    "published_at",
    "published_precision",
    "published_on",
    "published_time",
    "date_line",
    "date_witnesses",
    "hijri_published",
    "problems",
)
VIEWS = ("view_count", "view_line")
GROUPS = (
    ("section",),
    ("url",),
    ("hijri_printed", "hijri_refers_to", "rendered_on"),
    VIEWS,
    ("dateline", "place", "country_code"),
    ("sign_off", "sign_off_codes"),
    ("byline",),
    ("credits",),
)
"""Columns that change together: the first decides, the others were read from it or explain it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A change of headline or body between two visits."""

    number: int
    found_at: datetime | None
    kind: str
    headline_before: str | None
    body_before: str
    headline_after: str | None
    body_after: str


@dataclass(slots=True)
class Story:
    """A story's row and what a batch changes in it; `stored` is empty for a new story."""

    stored: Row = field(default_factory=dict)
    changed: Row = field(default_factory=dict)
    revisions: int = 0
    """How many there are; like the stored `body`, needed only where the text may differ."""
    seen_at: datetime | None = None
    """The latest moment at which the outlet is known to have shown the stored text."""
    viewed_at: datetime | None = None
    """The moment of the latest view observation."""

    def __getitem__(self, column: str) -> Any:
        return self.changed[column] if column in self.changed else self.stored.get(column)

    def set(self, values: Row, columns: Iterable[str]) -> None:
        for column in columns:
            if self[column] != values[column]:
                self.changed[column] = values[column]

    @property
    def is_new(self) -> bool:
        return not self.stored and not self.changed
