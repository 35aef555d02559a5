"""Stories of the plan compared with what the database holds of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models.article import Article
from models.article_row import row_of
from models.fetch import Ending, Outcome
from models.rereading import scan
from models.rereading.comparing import Compared, Comparing, compare_stories
from models.rereading.plan import LOST, READ, Plan, story_key
from models.rereading.readings import pack
from models.rereading.scan import Asked
from tests.newsroom import NOW, STORY, ZONE, Newsroom, at

DAY = timedelta(days=1)
REFUSED = Ending(outcome=Outcome.QUARANTINED, reason="view-line", stage="read", message="'oops'")
ERROR_PAGE = replace(REFUSED, reason="not-an-article:error-page")


class Desk:
    """A newsroom and a plan of the visits that it made."""

    def __init__(self, engine: Engine, plan: Plan) -> None:
        self.newsroom = Newsroom(engine)
        self.plan = plan

    def compared(self, *today: Article | Ending | None, is_dry: bool = False) -> Compared:
        """What today's reader makes of each visit, compared; None: no record is left."""
        newsroom = self.newsroom
        asked = Asked(versions={"kabar": "2"})
        visits = list(scan.visits(newsroom.engine, asked, len(today)))
        self.plan.add(visits, len(today))
        self.plan.want()
        self.plan.note(map(self._reading, visits, today))
        self.plan.want()
        how = Comparing(zones={newsroom.outlet_id: ZONE.key}, is_dry=is_dry)
        stories = [story for batch in self.plan.stories(99) for story in batch]
        with newsroom.engine.connect() as connection:
            return compare_stories(connection, self.plan, stories, how)

    def _reading(
        self, visit: scan.Planned, today: Article | Ending | None
    ) -> tuple[int, int, str | None, bytes | None]:
        if today is None:
            return visit.fetch_id, LOST, None, None
        if isinstance(today, Ending):
            return visit.fetch_id, READ, None, pack(today)
        row = row_of(today, ZONE)
        return visit.fetch_id, READ, story_key(visit.outlet_id, row["source_id"]), pack(row)


@pytest.fixture
def desk(engine: Engine, tmp_path: Path) -> Iterator[Desk]:
    plan = Plan(tmp_path / "reparse-1.sqlite")
    yield Desk(engine, plan)
    plan.close()


def visited(desk: Desk, *results: Article | Ending) -> None:
    for number, result in enumerate(results):
        desk.newsroom.visit(result, archived=("a.warc.gz", number))


def test_a_story_of_which_one_visit_cannot_be_read_any_more_is_kept(desk: Desk) -> None:
    second = at(STORY, NOW + DAY)
    visited(desk, STORY, second)
    found = desk.compared(replace(STORY, byline="Ani"), REFUSED)
    assert [(each.reason, each.message) for each in found.kept] == [("view-line", "'oops'")]
    assert (found.changes, found.changed, found.stories) == ([], 0, 1)


def test_a_visit_that_was_another_page_is_let_go_where_all_others_can_be_read(desk: Desk) -> None:
    edit = at(STORY, NOW + DAY, body="Oops.")
    visited(desk, STORY, edit, at(STORY, NOW + 2 * DAY, body="Oops."))
    found = desk.compared(STORY, ERROR_PAGE, ERROR_PAGE)
    assert found.refused == {}
    (change,) = found.changes
    assert [row["id"] for row in change.withdrawn] == [2, 3]
    assert change.row["body"] == STORY.body
    assert (change.pages, change.article_id) == ({1}, 1)
    (kept,) = desk.compared(None, ERROR_PAGE, edit).kept
    assert kept.reason == ERROR_PAGE.reason
    (kept,) = desk.compared(ERROR_PAGE, ERROR_PAGE, ERROR_PAGE).kept
    assert kept.reason == ERROR_PAGE.reason


def test_a_story_that_only_another_reader_had_read_is_no_change_to_tell(desk: Desk) -> None:
    """Nor are pages that nobody can read, which are counted."""
    other = replace(STORY, source_id="8")
    visited(desk, STORY, other, REFUSED, REFUSED)
    found = desk.compared(STORY, replace(other, place=None), REFUSED, ERROR_PAGE)
    by_story = {change.story: change for change in found.changes}
    assert by_story["1:8"].row == {"place": None, "reader_version": "2"}
    assert by_story["1:7"].row == {"reader_version": "2"}
    (refusal,) = by_story["1:7"].refusals
    assert (refusal["was"], refusal["reason"]) == ("view-line", ERROR_PAGE.reason)
    assert found.refused == {"view-line": 1, ERROR_PAGE.reason: 1}
    assert found.differences.counts == {"place": 1, "reason of quarantine": 1}
    assert found.changed == 2
    dry = desk.compared(STORY, replace(other, place=None), REFUSED, ERROR_PAGE, is_dry=True)
    assert (dry.changes, dry.changed) == ([], 2)


def test_a_page_in_quarantine_stays_there_for_what_it_was_put_there(desk: Desk) -> None:
    """Where today's reader says of it what is no reason for quarantine."""
    visited(desk, REFUSED)
    found = desk.compared(Ending(outcome=Outcome.BLOCKED, reason="challenge"))
    assert found.changes == []
    assert found.refused == {"challenge": 1}


def test_a_refusal_may_differ_in_what_it_quotes_alone(desk: Desk) -> None:
    visited(desk, REFUSED)
    (change,) = desk.compared(replace(REFUSED, message="'aduh'")).changes
    assert [row["message"] for row in change.refusals] == ["'aduh'"]
    assert desk.compared(REFUSED).changes == []


def test_only_the_reader_is_another_one(desk: Desk) -> None:
    visited(desk, STORY)
    found = desk.compared(STORY)
    assert [change.row for change in found.changes] == [{"reader_version": "2"}]
    assert found.changed == 0


def test_all_pages_of_a_story_are_of_its_change(desk: Desk) -> None:
    visited(desk, STORY)
    page = desk.newsroom.page("7/amp")
    desk.newsroom.visit(at(STORY, NOW + DAY), page_id=page, archived=("a.warc.gz", 9))
    (change,) = desk.compared(STORY, at(STORY, NOW + DAY)).changes
    assert change.pages == {1, page}


def test_a_story_whose_visits_cannot_be_had_is_as_it_was(desk: Desk) -> None:
    visited(desk, STORY)
    found = desk.compared(None)
    assert (found.changes, found.kept, found.stories) == ([], [], 1)
