"""The working file of a re-reading."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.rereading.plan import LOST, READ, UNREAD, Plan, PlanHeld, Planned, story_key
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


def test_one_process_at_a_time_has_the_file_and_others_may_read_it(plan: Plan) -> None:
    plan.add([visit(1, PANEN)], 1)
    with pytest.raises(PlanHeld, match="another scrapy reparse is at work with"):
        Plan(plan.path)
    reading = Plan(plan.path, readonly=True)
    assert len(reading.visits([PANEN])) == 1
    reading.close()
    plan.close()
    Plan(plan.path).close()


def due(plan: Plan, largest: int = 9) -> list[tuple[str, list[int]]]:
    return [
        (piece.file, [each.fetch_id for each in piece.visits]) for piece in plan.pieces(largest)
    ]


def test_pieces_are_of_one_file_in_its_order_and_only_of_what_is_wanted(plan: Plan) -> None:
    visits = [
        visit(1, PANEN, offset=50),
        visit(2, PANEN, offset=7),
        visit(3, PANEN, file="b.warc.gz", offset=0),
        visit(4, PANEN, offset=7),
        visit(5, "1:8", asked=False),
        visit(6, PANEN, file="", offset=0, state=LOST),
        refused(7, file="", offset=0),
        visit(8, PANEN, offset=50, state=READ),
    ]
    plan.add(visits, 8)
    assert plan.want() == 5
    assert due(plan) == [("", [7]), ("a.warc.gz", [2, 4, 1]), ("b.warc.gz", [3])]
    assert due(plan, 2) == [
        ("", [7]),
        ("a.warc.gz", [2]),
        ("a.warc.gz", [4, 1]),
        ("b.warc.gz", [3]),
    ]
    plan.note((each, READ, PANEN, b"") for each in (2, 1))
    assert due(plan) == [("", [7]), ("a.warc.gz", [4]), ("b.warc.gz", [3])]


def test_the_other_visits_of_a_story_go_along(plan: Plan) -> None:
    """Of the one that the database names, and of the one that today's reader finds."""
    plan.add([visit(1, PANEN), visit(2, PANEN, asked=False), visit(3, "1:8", asked=False)], 3)
    assert plan.want() == 2
    plan.add([visit(1, PANEN, asked=False), visit(3, "1:8", asked=False), refused(4)], 4)
    assert plan.want() == 1
    plan.note([(4, READ, "1:8", b"")])
    assert plan.want() == 1
    assert due(plan) == [("a.warc.gz", [3])]
    plan.note([(3, READ, "1:9", b"")])  # of a story already, and never given to another
    assert plan.want() == 0
    assert waiting(plan) == ["1:8"]
    assert plan.count("visits") == 2


def test_and_so_do_those_of_a_story_that_one_of_them_turns_out_to_be(plan: Plan) -> None:
    unread = {"article_id": None, "outcome": "quarantined", "asked": False}
    plan.add([visit(1, PANEN), visit(2, PANEN, **unread), visit(3, "1:8", asked=False)], 3)
    assert plan.want() == 2
    plan.note([(1, READ, PANEN, b""), (2, READ, "1:8", b"")])
    assert plan.want() == 1
    assert due(plan) == [("a.warc.gz", [3])]


def test_a_page_of_which_no_story_is_read_stays_by_itself(plan: Plan) -> None:
    plan.add([refused(1), refused(2)], 2)
    plan.note([(1, READ, "1:8", b""), (2, READ, None, b"")])
    assert [row["story"] for row in plan.visits(["1:8", "1?1", "1?2"])] == ["1:8", "1?2"]
    plan.note([(1, LOST, None, None)])
    assert [row["story"] for row in plan.visits(["1:8", "1?1"])] == ["1?1"]


@pytest.mark.parametrize(
    ("changed", "is_read_again"),
    [
        ({}, False),
        ({"outcome": "revised", "planned": "1:8"}, False),
        ({"version": "2"}, True),
        ({"file": "b.warc.gz"}, True),
        ({"offset": 77}, True),
    ],
)
def test_what_is_read_stays_read_where_record_and_reader_are_the_same(
    plan: Plan, changed: dict[str, Any], is_read_again: bool
) -> None:
    plan.add([visit(1, PANEN)], 1)
    plan.note([(1, READ, PANEN, b"read")])
    plan.finish([PANEN])
    again = visit(1, PANEN)._replace(**changed)
    plan.add([again], 1)
    assert plan.want() == is_read_again
    assert waiting(plan) == ([PANEN] if is_read_again else [])
    ((outcome, url),) = ((row["outcome"], row["url"]) for row in plan.visits([PANEN]))
    assert (outcome, url) == (again.outcome, again.url)


def test_a_record_that_could_not_be_had_is_looked_for_again(plan: Plan) -> None:
    plan.add([visit(1, PANEN), visit(2, PANEN, file="", offset=0, state=LOST)], 2)
    plan.note([(1, LOST, None, None)])
    assert plan.want() == 0
    plan.close()
    again = Plan(plan.path)
    assert again.want() == 1
    again.close()


def test_a_story_that_is_done_is_compared_again_when_it_was_visited_since(plan: Plan) -> None:
    both = [visit(1, PANEN), visit(2, "1:8")]
    plan.add(both, 2)
    plan.want()
    plan.note([(1, READ, PANEN, b""), (2, READ, "1:8", b"")])
    assert waiting(plan) == [PANEN, "1:8"]
    assert list(plan.stories(1)) == [[PANEN], ["1:8"]]
    plan.finish([PANEN, "1:8"])
    assert plan.count("waiting") == 0
    plan.add([*both, visit(3, PANEN, file="", offset=0, asked=False, state=LOST)], 3)
    plan.want()
    assert waiting(plan) == [PANEN]
    assert plan.count("waiting") == 1


def test_readings_that_a_run_did_not_want_are_left_to_the_next(plan: Plan) -> None:
    plan.add([visit(1, PANEN), visit(2, "1:8")], 2)
    plan.note([(1, READ, PANEN, b""), (2, READ, "1:8", b"")])
    plan.add([visit(1, PANEN, asked=False)], 2)
    plan.want()
    assert plan.count("visits") == 0
    plan.add([visit(1, PANEN), visit(2, "1:8", asked=False)], 2)
    plan.want()
    assert not plan.forget()
    assert [row["story"] for row in plan.visits([PANEN, "1:8"])] == ["1:8"]
    plan.add([visit(2, "1:8")], 2)
    plan.want()
    assert plan.forget()
    plan.remove()
    assert list(plan.path.parent.iterdir()) == []
