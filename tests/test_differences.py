"""What a person is told of the differences that a re-reading finds."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from models.fetch import Outcome
from models.rereading.changes import Change, Stored
from models.rereading.differences import EXAMPLES, Difference, Differences, quoted
from models.story import Revision
from tests.newsroom import NOW

URL = "https://kabar.example/baca/7"
DAY = timedelta(days=1)
OLD = Stored(row={"headline": "Panen raya", "place": None})


def told(stored: Stored, **changes: Any) -> list[tuple[str, str, str]]:
    change = Change(story="1:7", outlet_id=1, pages=frozenset({1}), article_id=1, **changes)
    found = Differences()
    assert found.note(change, stored, URL) == bool(found.counts)
    return [(name, each.old, each.new) for name, some in found.examples.items() for each in some]


@pytest.mark.parametrize(
    ("value", "other", "said"),
    [
        (None, "Subang", "null"),
        ("", "Subang", "''"),
        (0, 1, "0"),
        (NOW.astimezone(ZoneInfo("Asia/Jakarta")), None, "2026-11-01 08:00:00 UTC"),
        (["an"], None, "\"['an']\""),
        ("a" * 60, None, f"'{'a' * 60}'"),
        ("a" * 50 + "b" * 10, "a" * 50 + "c", f"'{'a' * 50 + 'b' * 10}'"),
        ("a" * 61, None, f"'{'a' * 60}'…"),
        ("a" * 61, "b", f"'{'a' * 60}'…"),
        ("a" * 50 + "b" * 50, "a" * 50 + "c", f"…'{'a' * 20 + 'b' * 40}'…"),
        ("a" * 50 + "b" * 30, "a" * 50 + "c", f"…'{'a' * 20 + 'b' * 30}'"),
        ("a" * 100, "a" * 100 + "b", f"…'{'a' * 20}'"),
        ("a" * 100 + "b", "a" * 100, f"…'{'a' * 20}b'"),
    ],
)
def test_a_value_is_quoted_from_shortly_before_it_differs(
    value: Any, other: Any, said: str
) -> None:
    assert quoted(value, other) == said


def test_each_column_is_told_but_those_that_follow_from_others() -> None:
    assert told(OLD, row={"place": "Subang", "reader_version": "2"}) == [
        ("place", "null", "'Subang'")
    ]
    assert told(OLD, row={"reader_version": "2"}) == []


def test_a_new_story_is_told_by_its_headline_or_its_text() -> None:
    row = {"headline": None, "body": "Padi.", "place": "Subang"}
    visit = {"was": Outcome.QUARANTINED, "outcome": Outcome.STORED}
    assert told(Stored(), row=row, credits=[], resolved=[visit]) == [
        ("new story", "null", "'Padi.'"),
        ("outcome", "'quarantined'", "'stored'"),
    ]
    assert told(Stored(), row=row | {"headline": "Panen"}) == [("new story", "null", "'Panen'")]


def test_visits_that_ended_otherwise_are_told_and_why_others_were_refused() -> None:
    change = {
        "fetches": [
            {"was": Outcome.REVISED, "outcome": Outcome.UNCHANGED},
            {"was": Outcome.QUARANTINED, "outcome": Outcome.QUARANTINED},
        ],
        "withdrawn": [{"was": Outcome.STORED, "outcome": Outcome.QUARANTINED}],
        "refusals": [{"was": "no-story", "reason": "date-line"}],
    }
    assert told(OLD, **change) == [
        ("outcome", "'stored'", "'quarantined'"),
        ("outcome", "'revised'", "'unchanged'"),
        ("reason of quarantine", "'no-story'", "'date-line'"),
    ]


def test_view_counts_and_credits_are_told_old_and_new() -> None:
    later = NOW + DAY
    moments = {NOW: {"count": 0}, later: {"count": 9}}
    stored = Stored(row={}, credits=[], views=moments)
    views = [{"observed_at": NOW, "count": 10}, {"observed_at": later + DAY, "count": 0}]
    assert told(stored, views=views, views_gone=[later], credits=[{"printed": "an"}]) == [
        ("credits", "'[]'", "\"[{'printed': 'an'}]\""),
        ("view count", "0", "10"),
        ("view count", "null", "0"),
        ("view count", "9", "null"),
    ]


def edit(number: int, after: str, headline: str | None = "Panen") -> dict[str, Any]:
    revision = Revision(
        number=number,
        found_at=datetime(2026, 11, number, tzinfo=UTC),
        kind="body",
        headline_before=headline,
        body_before="Padi.",
        headline_after=headline,
        body_after=after,
    )
    return asdict(revision)


def test_edits_are_told_by_the_texts_that_another_reading_gives() -> None:
    stored = Stored(row={}, revisions=[edit(1, "Padi datang."), edit(2, "Habis.")])
    mended = edit(1, "Padi kering.", None)
    assert told(stored, revisions=[mended], last_revision=1) == [
        ("revision", "'1 body / Panen / Panen / Padi datang.'", "'1 body /  /  / Padi kering.'"),
        ("revision", "'2 body'", "null"),
    ]
    assert told(stored, revisions=[edit(3, "Sawah.")]) == [("revision", "null", "'3 body'")]


def test_of_all_batches_each_field_is_counted_and_the_first_examples_are_kept() -> None:
    change = Change(story="1:7", outlet_id=1, pages=frozenset(), article_id=1, row={"place": "X"})
    whole, batch = Differences(), Differences()
    for number in range(EXAMPLES + 1):
        batch.note(change, OLD, f"{URL}{number}")
    for _ in range(2):
        whole.add(batch)
    assert whole.counts == {"place": 2 * (EXAMPLES + 1)}
    assert batch.examples == whole.examples
    assert whole.examples["place"] == [
        Difference(url=f"{URL}{number}", old="null", new="'X'") for number in range(EXAMPLES)
    ]
