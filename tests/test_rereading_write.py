"""What a re-reading found, written into the rows of stories that are stored."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, Table, update

from models.article_row import row_of
from models.fetch import PART_OF_STORY, Ending, Outcome
from models.recount import wrong_counts
from models.rereading import write as module
from models.rereading.changes import Change
from models.rereading.stored import load, refusals
from models.rereading.write import write
from models.tables import articles, credits, fetches, pages, quarantine, revisions, view_counts
from tests.newsroom import NOW, STORY, ZONE, Newsroom, at, gone

DAY = timedelta(days=1)
LATER = NOW + 9 * DAY


@pytest.fixture
def newsroom(engine: Engine) -> Newsroom:
    """Stories 7 and 8, as yesterday's reader had them."""
    made = Newsroom(engine)
    made.visit(STORY, replace(STORY, source_id="8"))
    return made


def change(newsroom: Newsroom, source_id: str = "7", **found: Any) -> Change:
    ids = dict(newsroom.rows(articles, "source_id", "id"))
    return Change(
        story=f"{newsroom.outlet_id}:{source_id}",
        outlet_id=newsroom.outlet_id,
        pages=frozenset({newsroom.page(source_id)}),
        article_id=ids.get(source_id),
        **found,
    )


def written(newsroom: Newsroom, *changes: Change, up_to: int = 99) -> dict[str, str | None]:
    return write(newsroom.engine, changes, up_to=up_to, now=LATER)


def credited(newsroom: Newsroom) -> list[tuple[Any, ...]]:
    return newsroom.rows(credits, "article_id", "position", "role", "printed", "name")


def rows_of_stories(newsroom: Newsroom, table: Table) -> list[dict[str, Any]]:
    """A table's rows as a change holds them, without the story's number."""
    columns = [each.name for each in table.c if each.name != "article_id"]
    return [dict(zip(columns, row, strict=True)) for row in newsroom.rows(table, *columns)]


def test_a_storys_credits_take_the_place_of_those_before(newsroom: Newsroom) -> None:
    of_seven, *others = sorted({article_id for article_id, *_ in credited(newsroom)})
    untouched = [row for row in credited(newsroom) if row[0] in others]
    editor = {"role": "editor", "printed": "Siti", "name": "Siti"}
    assert written(newsroom, change(newsroom, credits=[editor])) == {}
    assert credited(newsroom) == [(of_seven, 1, "editor", "Siti", "Siti"), *untouched]
    assert written(newsroom, change(newsroom, credits=[])) == {}
    assert credited(newsroom) == untouched
    assert untouched
    with newsroom.engine.connect() as connection:
        assert wrong_counts(connection) == []


def test_view_counts_that_read_otherwise_take_the_place_of_others_and_some_go(
    newsroom: Newsroom,
) -> None:
    for days in (1, 2):
        newsroom.visit(at(STORY, NOW + days * DAY, view_count=1300 + days))
    rows = rows_of_stories(newsroom, view_counts)
    mended = next(row for row in rows if row["count"] == 1301) | {"count": 13_010}
    written(newsroom, change(newsroom, views=[mended], views_gone=[NOW + 2 * DAY]))
    assert newsroom.rows(view_counts, "article_id", "observed_at", "count") == [
        (1, NOW, 1234),
        (1, NOW + DAY, 13_010),
        (2, NOW, 1234),  # of the same moment, and of another story
    ]


def test_edits_that_read_otherwise_take_the_place_of_others_and_those_beyond_go(
    newsroom: Newsroom,
) -> None:
    for days, body in enumerate(("Sawah kosong.", "Padi habis.", "Padi datang."), start=1):
        newsroom.visit(at(STORY, NOW + days * DAY, body=body))
        newsroom.visit(at(STORY, NOW + days * DAY, body=body, source_id="8"))
    first = rows_of_stories(newsroom, revisions)[0]
    assert first["number"] == 1
    mended = first | {"body_after": "Sawah kering."}
    written(newsroom, change(newsroom, revisions=[mended], last_revision=1))
    assert newsroom.rows(revisions, "article_id", "number", "body_after") == [
        (1, 1, "Sawah kering."),
        (2, 1, "Sawah kosong."),
        (2, 2, "Padi habis."),
        (2, 3, "Padi datang."),
    ]


def test_what_is_stored_of_a_story_is_given_in_its_order(newsroom: Newsroom) -> None:
    for days, body in enumerate(("Sawah kosong.", "Padi habis."), start=1):
        newsroom.visit(at(STORY, NOW + days * DAY, body=body))
    first = rows_of_stories(newsroom, revisions)[0]
    written(newsroom, change(newsroom, revisions=[first]))  # it is written behind the other
    key = (newsroom.outlet_id, "7")
    with newsroom.engine.connect() as connection:
        stored = load(connection, [key])[key]
    assert [row["number"] for row in stored.revisions] == [1, 2]
    assert [row["printed"] for row in stored.credits] == ["an", "kb"]


def test_a_story_that_only_todays_reader_found_is_new(newsroom: Newsroom) -> None:
    page_id = newsroom.page("9")
    row = row_of(replace(STORY, source_id="9"), ZONE)
    row |= {"outlet_id": newsroom.outlet_id, "page_id": page_id}
    found = row.pop("credits")
    new = change(newsroom, "9", row=row, credits=found)
    assert written(newsroom, new) == {}
    stored = newsroom.rows(articles, "source_id", "headline", "gone_at")
    assert stored[-1] == ("9", STORY.headline, None)
    assert [row[0] for row in credited(newsroom)] == [1, 1, 2, 2, 3, 3]
    with newsroom.engine.connect() as connection:
        assert wrong_counts(connection) == []


@pytest.mark.parametrize(
    ("ends", "seen", "gone_at"),
    [
        ([None], 0, None),
        ([3], 0, 3),
        ([3, 5], 0, 5),
        ([3, None], 0, None),
        ([3], 3, None),
        ([3], 4, None),
    ],
)
def test_a_new_story_has_ended_when_the_last_of_its_pages_did(
    newsroom: Newsroom, ends: list[int | None], seen: int, gone_at: int | None
) -> None:
    theirs = [newsroom.page(each) for each in ("9", "9/amp")[: len(ends)]]
    with newsroom.engine.begin() as connection:  # of which only today's reader knows the story
        of_nine = pages.c.id.in_(theirs[1:])
        connection.execute(update(pages).where(of_nine).values(source_id="9"))
        connection.execute(update(pages).where(pages.c.id == theirs[0]).values(source_id=None))
    for page_id, end in zip(theirs, ends, strict=True):
        for days in (end, end + 2) if end else ():
            newsroom.visit(gone(), page_id=page_id, fetched_at=NOW + days * DAY)
    moment = NOW + seen * DAY
    refused = Ending(outcome=Outcome.QUARANTINED, reason="no-story", stage="cut")
    newsroom.visit(refused, page_id=theirs[0], fetched_at=moment)  # an older copy
    ((number,),) = newsroom.rows(quarantine, "fetch_id")
    visit = {"id": number, "page_id": theirs[0], "fetched_at": moment, "reason": None}
    visit |= {"outcome": Outcome.STORED, "was": Outcome.QUARANTINED}
    row = row_of(replace(STORY, source_id="9"), ZONE)
    row |= {"outlet_id": newsroom.outlet_id, "page_id": theirs[0]}
    found = row.pop("credits")
    new = change(newsroom, "9", row=row, credits=found, resolved=[visit])
    assert written(newsroom, replace(new, pages=frozenset(theirs))) == {}
    assert newsroom.rows(articles, "gone_at")[-1] == (gone_at and NOW + gone_at * DAY,)
    assert newsroom.page_row(theirs[0])["source_id"] == "9"
    assert newsroom.rows(quarantine, "resolved_at") == [(LATER,)]
    assert newsroom.rows(fetches, "outcome", "reason", "article_id")[-1] == ("stored", None, 3)


def test_a_page_that_cannot_be_read_for_another_reason_says_that(newsroom: Newsroom) -> None:
    refused = Ending(outcome=Outcome.QUARANTINED, reason="no-story", stage="cut", message="no")
    for days in (1, 2):
        newsroom.visit(refused, fetched_at=NOW + days * DAY)
    ((number, fetch_id), other) = newsroom.rows(quarantine, "id", "fetch_id")
    today = {"stage": "read", "reason": "date-line", "message": "no date in 'Ahad'"}
    visit = {"id": fetch_id, "page_id": newsroom.page(), "fetched_at": NOW + DAY}
    visit |= {"outcome": Outcome.QUARANTINED, "reason": "date-line", "was": Outcome.QUARANTINED}
    found = change(newsroom, fetches=[visit], refusals=[{"id": number, **today, "was": "no-story"}])
    assert written(newsroom, found) == {}
    assert newsroom.rows(quarantine, "id", "stage", "reason", "message", "resolved_at") == [
        (number, *today.values(), None),
        (other[0], "cut", "no-story", "no", None),
    ]
    reasons = newsroom.rows(fetches, "reason")
    assert reasons == [(None,), (None,), ("date-line",), ("no-story",)]
    with newsroom.engine.connect() as connection:
        assert wrong_counts(connection) == []


def amended(newsroom: Newsroom, fetch_id: int, outcome: Outcome, was: Outcome) -> dict[str, Any]:
    """What a re-reading says of a visit of story 7."""
    moments = dict(newsroom.rows(fetches, "id", "fetched_at"))
    row = {"id": fetch_id, "page_id": newsroom.page(), "fetched_at": moments[fetch_id]}
    return row | {"outcome": outcome, "reason": None, "was": was}


def test_a_page_whose_last_visit_brought_another_page_is_asked_for_whole(
    newsroom: Newsroom,
) -> None:
    newsroom.visit(at(STORY, NOW + DAY), etag='"v1"', last_modified="x")
    before = newsroom.page_row(newsroom.page())
    row = amended(newsroom, 3, Outcome.QUARANTINED, Outcome.UNCHANGED)
    row |= {"reason": "login", "stage": "cut", "message": "a login", "resolved_at": None}
    assert written(newsroom, change(newsroom, withdrawn=[row])) == {}
    state = {"last_outcome": "quarantined", "etag": None, "last_modified": None}
    assert newsroom.page_row(newsroom.page()) == before | state
    assert newsroom.rows(quarantine, "fetch_id", "message") == [(3, "a login")]


def test_of_a_visit_that_was_let_go_the_last_refusal_counts(newsroom: Newsroom) -> None:
    """It was refused before, then read, and then known to be another page."""
    newsroom.visit(Ending(outcome=Outcome.QUARANTINED, reason="no-story", stage="cut"))
    row = amended(newsroom, 3, Outcome.QUARANTINED, Outcome.UNCHANGED)
    row |= {"reason": "login", "stage": "cut", "message": "a login", "resolved_at": None}
    assert written(newsroom, change(newsroom, withdrawn=[row])) == {}
    first = quarantine.c.reason == "no-story"
    with newsroom.engine.begin() as connection:
        connection.execute(update(quarantine).where(first).values(resolved_at=NOW))
    with newsroom.engine.connect() as connection:
        known = refusals(connection, {newsroom.page()})
    assert known[3]["reason"] == "login"


def test_a_page_whose_last_visit_was_read_after_all_is_due_by_its_storys_age(
    newsroom: Newsroom,
) -> None:
    refused = Ending(outcome=Outcome.QUARANTINED, reason=PART_OF_STORY, stage="cut")
    newsroom.visit(refused, fetched_at=NOW + DAY)
    before = newsroom.page_row(newsroom.page())
    assert before["next_visit_at"] is None
    row = amended(newsroom, 3, Outcome.UNCHANGED, Outcome.QUARANTINED)
    assert written(newsroom, change(newsroom, resolved=[row])) == {}
    state = {"last_outcome": "unchanged", "next_visit_at": STORY.published_at + 3 * DAY}
    assert newsroom.page_row(newsroom.page()) == before | state


def test_a_visit_before_the_last_says_nothing_of_its_page(newsroom: Newsroom) -> None:
    newsroom.visit(at(STORY, NOW + DAY), etag='"v1"', last_modified="x")
    before = newsroom.page_row(newsroom.page())
    row = amended(newsroom, 1, Outcome.UNCHANGED, Outcome.STORED)
    assert written(newsroom, change(newsroom, fetches=[row])) == {}
    assert newsroom.page_row(newsroom.page()) == before
    row = amended(newsroom, 3, Outcome.REVISED, Outcome.UNCHANGED)
    assert written(newsroom, change(newsroom, fetches=[row])) == {}
    assert newsroom.page_row(newsroom.page()) == before | {"last_outcome": "revised"}


def test_a_story_that_was_visited_meanwhile_is_left_to_the_next_run(newsroom: Newsroom) -> None:
    both = [change(newsroom, each, row={"place": "Bandung"}) for each in ("7", "8")]
    newsroom.visit(at(STORY, NOW + DAY))
    assert written(newsroom, *both, up_to=2) == {f"{newsroom.outlet_id}:7": None}
    assert newsroom.rows(articles, "place") == [("Subang",), ("Bandung",)]


def test_a_story_that_another_page_showed_meanwhile_is_left_too(newsroom: Newsroom) -> None:
    found = change(newsroom, row={"place": "Bandung"})
    newsroom.visit(at(STORY, NOW + DAY), page_id=newsroom.page("7/amp"))
    assert written(newsroom, found, up_to=2) == {found.story: None}


@pytest.fixture
def ended(newsroom: Newsroom) -> int:
    """The page of story 7, which it was not on from the third day on."""
    for days in (3, 6):
        newsroom.visit(gone(), fetched_at=NOW + days * DAY)
    assert newsroom.rows(articles, "gone_at")[0] == (NOW + 3 * DAY,)
    return newsroom.page()


def test_a_visit_that_brought_another_page_takes_back_no_end(
    newsroom: Newsroom, ended: int
) -> None:
    newsroom.visit(at(STORY, NOW + 7 * DAY))
    assert newsroom.rows(articles, "gone_at")[0] == (None,)
    row = amended(newsroom, 5, Outcome.QUARANTINED, Outcome.UNCHANGED)
    row |= {"reason": "not-an-article:not-found", "stage": "cut", "message": "'Oops'"}
    found = change(newsroom, withdrawn=[row | {"resolved_at": None}])
    assert written(newsroom, found) == {}
    assert newsroom.rows(articles, "gone_at")[0] == (NOW + 3 * DAY,)
    assert newsroom.page_row(ended)["gone_since"] == NOW + 3 * DAY


def test_a_page_that_is_read_only_now_takes_back_an_end_before_it(
    newsroom: Newsroom, ended: int
) -> None:
    """Up to the 404s behind it, if there are any."""
    refused = Ending(outcome=Outcome.QUARANTINED, reason="not-an-article:not-found", stage="cut")
    newsroom.visit(refused, fetched_at=NOW + 7 * DAY)
    assert newsroom.rows(articles, "gone_at")[0] == (NOW + 3 * DAY,)
    row = amended(newsroom, 5, Outcome.UNCHANGED, Outcome.QUARANTINED)
    assert written(newsroom, change(newsroom, resolved=[row])) == {}
    assert newsroom.rows(articles, "gone_at")[0] == (None,)
    assert newsroom.page_row(ended)["gone_since"] is None


@pytest.mark.parametrize("bad", ["7", "8"])
def test_a_value_that_the_database_refuses_costs_its_story_alone(
    newsroom: Newsroom, bad: str
) -> None:
    rows: dict[str, Any] = {each: {"place": "Bandung"} for each in ("7", "8")}
    rows[bad] = {"body": None}
    both = [change(newsroom, each, row=row) for each, row in rows.items()]
    left = written(newsroom, *both)
    assert set(left) == {f"{newsroom.outlet_id}:{bad}"}
    assert "null" in str(left.popitem()[1]).lower()
    places = newsroom.rows(articles, "source_id", "place")
    assert places == [(each, "Subang" if each == bad else "Bandung") for each in ("7", "8")]


def test_other_errors_are_raised_and_nothing_is_written(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([OSError("the server is away")])

    def fail_once(*_: object) -> None:
        for error in answers:
            raise error

    both = [change(newsroom, each, row={"place": "Bandung"}) for each in ("7", "8")]
    monkeypatch.setattr(module, "write_withdrawn", fail_once)
    with pytest.raises(OSError, match="the server is away"):
        written(newsroom, *both)
    assert newsroom.rows(articles, "place") == [("Subang",), ("Subang",)]


def test_when_the_database_goes_away_behind_a_bad_value_that_is_raised(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[object] = []

    def fail(*given: object) -> None:
        calls.append(given)
        raise OSError("the server is away")

    bad = change(newsroom, row={"body": None})
    good = change(newsroom, "8", row={"place": "Bandung"})
    monkeypatch.setattr(module, "write_withdrawn", fail)
    with pytest.raises(OSError, match="the server is away"):
        written(newsroom, bad, good)
    assert len(calls) == 1
    assert newsroom.rows(articles, "place") == [("Subang",), ("Subang",)]
