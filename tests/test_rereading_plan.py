"""The working file of a re-reading."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.rereading.plan import READ, UNREAD, Plan, Planned, story_key
from tests.newsroom import NOW

PANEN = story_key(1, "7")


@pytest.fixture
def plan(tmp_path: Path) -> Iterator[Plan]:
    plan = Plan(tmp_path / "reparse-1.sqlite")
    yield plan
    plan.close()


def visit(number: int, planned: str, **facts: Any) -> Planned:
    """A visit of a page that was read when it came, and is to be read again."""
    given = {"outlet_id": 1, "page_id": number, "article_id": 1, "fetched_at": NOW.isoformat()}
    given |= {"outcome": "stored", "url": f"https://kabar.example/{number}", "site": None}
    given |= {"file": "a.warc.gz", "offset": number, "version": "1", "asked": True, "state": UNREAD}
    return Planned(fetch_id=number, planned=planned, **(given | facts))


def refused(number: int, **facts: Any) -> Planned:
    """A visit of which no story is known."""
    return visit(number, f"1?{number}", article_id=None, outcome="quarantined", **facts)


def waiting(plan: Plan) -> list[str]:
    return [story for batch in plan.stories(9) for story in batch]


def test_a_story_is_compared_again_when_one_more_visit_is_known_to_be_its(plan: Plan) -> None:
    """As when a run that was asked for less was broken off."""
    plan.add([visit(1, PANEN), refused(2, asked=False)], 2)
    assert plan.want() == 1
    plan.note([(1, READ, PANEN, b"")])
    plan.finish([PANEN])
    plan.add([visit(1, PANEN), refused(2)], 2)
    assert waiting(plan) == []
    assert plan.want() == 1
    plan.note([(2, READ, PANEN, b"")])
    assert plan.want() == 0
    assert waiting(plan) == [PANEN]
    assert [row["fetch_id"] for row in plan.visits([PANEN])] == [1, 2]
