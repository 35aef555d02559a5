"""What a new reading changes of a story, and what it never gives up."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from models.article import Article
from models.article_row import Row, row_of
from models.content import content_hash
from models.fetch import Ending, Outcome
from models.partial_copies import FOR_PRINT
from models.rereading.changes import Change, Stored, compare
from models.rereading.history import Reread, in_turn, replay
from models.rereading.partial import is_partial, reconcile
from tests.newsroom import NOW, STORY, ZONE, at

SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
ERROR_PAGE = Ending(
    outcome=Outcome.QUARANTINED, reason="not-an-article:error-page", stage="cut", message="'Oops'"
)


def visit(number: int, result: Article | Ending | None, **facts: Any) -> Reread:
    """A visit of the story's page; it was read when it was made, unless `facts` say otherwise."""
    reading: Row | Ending | None = result if isinstance(result, Ending) else None
    if isinstance(result, Article):
        reading = {**row_of(result, ZONE), "outlet_id": 1, "page_id": 1, "reader_version": "2"}
    moment = result.fetched_at if isinstance(result, Article) else None
    given = {"page_id": 1, "article_id": 1, "outcome": Outcome.UNCHANGED}
    given |= {"fetched_at": moment or NOW, **facts}
    return Reread(fetch_id=number, result=reading, **given)


def stored(*visits: Reread, **changes: Any) -> Stored:
    """The story as those visits left it."""
    history = replay(visits, "Asia/Jakarta")
    credits = history.row.pop("credits") or []
    row = {**history.row, "id": 1, "gone_at": None, **changes}
    return Stored(row=row, credits=credits, revisions=history.revisions, views=dict(history.views))


def compared(known: Stored, *visits: Reread, thinned_before: datetime | None = None) -> Change:
    history = replay(visits, "Asia/Jakarta")
    if is_partial(visits):
        reconcile(known, visits, history, "Asia/Jakarta")
    change = Change(story="1:7", outlet_id=1, pages=frozenset({1}), article_id=1)
    compare(change, known, visits, history, {}, thinned_before)
    return change


def test_a_view_count_whose_record_is_lost_stays_and_is_the_latest() -> None:
    first, second = visit(1, STORY), visit(2, at(STORY, NOW + DAY, view_count=2000))
    lost = replace(second, result=None)
    change = compared(stored(first, second), first, lost)
    assert change.is_empty


def test_of_two_counts_of_one_moment_the_greater_stays_though_its_record_is_lost() -> None:
    greater, less = visit(1, at(STORY, NOW, view_count=2000)), visit(2, STORY)
    known = stored(greater, less)
    assert compared(known, replace(greater, result=None), less).is_empty
    assert compared(known, greater, replace(less, result=None)).is_empty


@pytest.mark.parametrize("is_lost", [False, True])
def test_a_view_count_that_a_page_does_not_show_goes(is_lost: bool) -> None:
    """Whether there is a record of the count before it, or not."""
    first, second = visit(1, STORY), visit(2, at(STORY, NOW + DAY, view_count=2000))
    without = visit(2, at(STORY, NOW + DAY, view_count=None, view_line=None))
    before = replace(first, result=None) if is_lost else first
    change = compared(stored(first, second), before, without)
    assert change.views_gone == [NOW + DAY]
    assert change.row == {"view_count": STORY.view_count}


def test_a_minute_that_only_a_lost_record_told_stays() -> None:
    """And so does how the other visits ended, whose text is what is stored."""
    first, second = visit(1, STORY, outcome=Outcome.STORED), visit(2, at(STORY, NOW + DAY))
    known = stored(first, second)
    midnight = datetime(2026, 10, 31, tzinfo=ZONE)
    day = at(STORY, NOW + DAY, published_at=midnight, published_precision="day", byline="Ani")
    change = compared(known, replace(first, result=None), visit(2, day))
    assert change.row == {"byline": "Ani"}
    assert change.visits == []
    nothing = {"published_at": None, "published_precision": None, "date_line": None}
    nothing |= {"place": None, "dateline": None, "country_code": None, "problems": ("none",)}
    change = compared(known, replace(first, result=None), visit(2, replace(day, **nothing)))
    assert change.row == {"byline": "Ani", "problems": ["none"]}


def test_the_visit_that_found_the_stored_text_tells_what_it_says_today() -> None:
    lost = visit(1, STORY, outcome=Outcome.STORED)
    edit = at(STORY, NOW + DAY, body="Padi dipotong.")
    found = visit(2, edit, outcome=Outcome.REVISED)
    today = visit(2, replace(edit, byline="Ani"), outcome=Outcome.REVISED)
    change = compared(stored(lost, found), replace(lost, result=None), today)
    assert change.row == {"byline": "Ani"}
    # One that showed an earlier text says nothing of the one that is stored.
    today = visit(1, replace(STORY, byline="Ani"), outcome=Outcome.STORED)
    assert compared(stored(lost, found), today, replace(found, result=None)).is_empty


def test_a_print_takes_no_paragraph_from_a_text_whose_record_is_lost() -> None:
    whole = visit(1, STORY, outcome=Outcome.STORED)
    paragraphs = STORY.body.split("\n\n")
    for_print = visit(2, at(STORY, NOW + DAY, body=paragraphs[0], problems=(FOR_PRINT,)))
    known = stored(whole, for_print)
    assert compared(known, replace(whole, result=None), for_print).is_empty
    # Of a story of which no more than prints is known, each tells what it says today.
    first, second = (replace(STORY, body="Padi.", problems=(FOR_PRINT,)) for _ in range(2))
    prints = [visit(1, first, outcome=Outcome.STORED), visit(2, at(second, NOW + DAY))]
    today = visit(2, at(second, NOW + DAY, byline="Ani"))
    change = compared(stored(*prints), replace(prints[0], result=None), today)
    assert change.row == {"byline": "Ani"}


def test_an_older_copy_says_nothing_of_a_text_that_lost_records_showed_later() -> None:
    """Nothing but the order of arrival tells that its text is not the one that is stored."""
    first, last = visit(1, STORY, outcome=Outcome.STORED), visit(2, at(STORY, NOW + 9 * DAY))
    older = visit(3, at(STORY, NOW + 5 * DAY, body="Padi dipotong.", view_count=None))
    known = stored(first, last)
    lost = [replace(each, result=None) for each in (first, last)]
    assert compared(known, *lost, older).is_empty
    assert compared(known, first, lost[1], older).is_empty


def test_a_page_that_can_be_read_only_now_and_says_another_text_is_an_edit() -> None:
    """Where today's reader reads the text before it, too, and no lost record shows that later."""
    first, second = visit(1, STORY, outcome=Outcome.STORED), visit(2, at(STORY, NOW + DAY))
    lost = replace(first, result=None)
    edit = at(STORY, NOW + 5 * DAY, body="Padi dipotong.")
    late = visit(3, edit, outcome=Outcome.QUARANTINED, article_id=None)
    change = compared(stored(first, second), lost, second, late)
    (revision,) = change.revisions
    assert (revision["number"], revision["body_before"]) == (1, STORY.body)
    assert (revision["found_at"], revision["fetch_id"]) == (NOW + 5 * DAY, 3)
    names = ("body", "fetched_at")
    assert [change.row[name] for name in names] == [edit.body, edit.fetched_at]
    assert [(row["id"], row["outcome"]) for row in change.resolved] == [(3, Outcome.REVISED)]
    read = replace(late, outcome=Outcome.REVISED, article_id=1)
    assert compared(stored(first, second, read), lost, second, read).is_empty
    after = visit(4, at(STORY, NOW + 6 * DAY))
    change = compared(stored(first, second, after), lost, second, late, replace(after, result=None))
    assert "body" not in change.row
    assert change.revisions == []


def test_edits_found_among_later_copies_follow_on_those_that_are_stored() -> None:
    lost = visit(1, STORY, outcome=Outcome.STORED)
    edits = [at(STORY, NOW + days * DAY, body=f"Padi {days}.") for days in (1, 2)]
    found = visit(2, edits[0], outcome=Outcome.REVISED)
    late = visit(3, edits[1], outcome=Outcome.QUARANTINED, article_id=None)
    change = compared(stored(lost, found), replace(lost, result=None), found, late)
    assert [(row["number"], row["body_before"]) for row in change.revisions] == [(2, "Padi 1.")]
    assert change.last_revision is None
    assert change.fetches == []


def test_visits_of_one_minute_take_turns_as_they_came() -> None:
    first, second = visit(1, at(STORY, NOW + 30 * SECOND)), visit(2, STORY)
    early = visit(3, at(STORY, NOW - 60 * SECOND))
    assert in_turn([second, early, first]) == [early, first, second]


def test_visits_of_several_minutes_do_not_all_take_turns_as_they_came() -> None:
    """Each so soon after the other, as copies that were taken in newest first."""
    visits = [visit(9 - number, at(STORY, NOW + number * 30 * SECOND)) for number in range(4)]
    assert [each.fetch_id for each in in_turn(visits)] == [8, 9, 6, 7]


def test_a_page_that_can_be_read_only_now_brought_what_is_known_from_a_lost_record() -> None:
    """And leaves the text as it is, which today's reader does not have."""
    first = visit(1, STORY, outcome=Outcome.STORED)
    longer = at(STORY, NOW + DAY, body=f"{STORY.body}\n\nHabis.")
    late = visit(2, longer, outcome=Outcome.QUARANTINED, article_id=None)
    change = compared(stored(first), replace(first, result=None), late)
    assert [(row["id"], row["outcome"]) for row in change.resolved] == [(2, Outcome.UNCHANGED)]
    assert change.row == {}


def test_a_page_that_could_not_be_read_and_has_no_record_costs_nothing() -> None:
    first, refused = visit(1, STORY), visit(2, None, outcome=Outcome.QUARANTINED)
    shorter = visit(1, at(STORY, NOW, body="Padi."))
    edited = stored(shorter, visit(3, at(STORY, NOW + DAY)))
    assert compared(edited, first, refused, visit(3, at(STORY, NOW + DAY))).last_revision == 0


def test_copies_without_a_moment_tell_what_their_text_says_today() -> None:
    """If there is no other, for nobody knows which came last."""
    undated = replace(STORY, fetched_at=None)
    first, second = visit(1, undated, outcome=Outcome.STORED), visit(2, undated)
    today = visit(2, replace(undated, byline="Ani"))
    change = compared(stored(first, second), replace(first, result=None), today)
    assert change.row == {"byline": "Ani"}
    edits = [visit(number, replace(undated, body=f"Padi {number}.")) for number in (2, 3)]
    known = stored(first, *edits)
    assert len(known.revisions) == 2
    assert compared(known, replace(first, result=None), *edits).is_empty


def test_two_copies_of_one_moment_both_show_the_text() -> None:
    first, second = (visit(number, STORY) for number in (1, 2))
    today = visit(2, replace(STORY, byline="Ani"))
    change = compared(stored(first, second), replace(first, result=None), today)
    assert change.row == {"byline": "Ani"}


def test_a_headline_that_only_a_lost_record_told_stays() -> None:
    first, second = visit(1, STORY), visit(2, at(STORY, NOW + DAY, headline=None))
    today = visit(2, at(STORY, NOW + DAY, headline=None, body=f"{STORY.body}\n\nHabis."))
    change = compared(stored(first, second), replace(first, result=None), today)
    assert change.row["content_hash"] == content_hash(STORY.headline, change.row["body"])
    assert change.row["body"].endswith("Habis.")
    assert "headline" not in change.row


def test_a_copy_between_two_edits_says_nothing_of_the_last() -> None:
    bodies = (STORY.body, "Padi dipotong.", "Padi dijual.")
    first, second, third = (
        visit(number, at(STORY, NOW + number * DAY, body=body), outcome=Outcome.REVISED)
        for number, body in enumerate(bodies)
    )
    known = stored(first, second, third)
    assert len(known.revisions) == 2
    lost = [replace(each, result=None) for each in (first, third)]
    assert compared(known, *lost, second).row == {}


@pytest.mark.parametrize("is_lost", [False, True])
def test_what_a_story_says_takes_back_no_end(is_lost: bool) -> None:
    first, second = visit(1, STORY, outcome=Outcome.STORED), visit(2, at(STORY, NOW + DAY))
    today = replace(first, result=None) if is_lost else first
    assert compared(stored(first, second, gone_at=NOW + 2 * DAY), today, second).is_empty


@pytest.mark.parametrize(
    "found",
    [
        {"row": {"place": "Subang"}},
        {"credits": []},
        {"revisions": [{}]},
        {"last_revision": 0},
        {"views": [{}]},
        {"views_gone": [NOW]},
        {"fetches": [{}]},
        {"resolved": [{}]},
        {"withdrawn": [{}]},
        {"refusals": [{}]},
    ],
)
def test_whatever_differs_is_a_change(found: dict[str, Any]) -> None:
    nothing = Change(story="1:7", outlet_id=1, pages=frozenset({1}), article_id=1)
    assert nothing.is_empty
    assert not replace(nothing, **found).is_empty


def test_credits_alone_may_differ() -> None:
    first, today = visit(1, STORY), visit(1, replace(STORY, credits=()))
    change = compared(stored(first), today)
    assert (change.row, change.credits) == ({}, [])
    assert compared(stored(today), replace(today, outcome=Outcome.STORED)).is_empty


def test_view_counts_that_were_let_go_stay_gone() -> None:
    """Of an old day all but the last, and of a story all but the first."""
    moments = [NOW + hours * HOUR for hours in (0, 1, 2, 30)]
    visits = [
        visit(number, at(STORY, moment, view_count=1000 + number))
        for number, moment in enumerate(moments)
    ]
    known = stored(*visits)
    for moment in moments:
        del known.views[moment]
    change = compared(known, *visits, thinned_before=NOW + 2 * DAY)
    assert [row["observed_at"] for row in change.views] == [moments[0], moments[2], moments[3]]
    assert len(compared(known, *visits, thinned_before=NOW + HOUR).views) == 4


def test_a_count_of_none_is_one() -> None:
    unread = visit(1, at(STORY, NOW, view_count=0, view_line="0 views"))
    assert stored(unread).views[NOW]["count"] == 0


def test_a_view_count_that_a_crawl_brings_meanwhile_stays() -> None:
    first, meanwhile = visit(1, STORY, outcome=Outcome.STORED), visit(2, at(STORY, NOW + DAY))
    assert compared(stored(first, meanwhile), first).views_gone == []


@pytest.mark.parametrize("thinned_before", [None, NOW + 9 * DAY])
def test_a_count_that_reads_otherwise_takes_the_place_of_the_one_before(
    thinned_before: datetime | None,
) -> None:
    """Though it may be let go next."""
    visits = [visit(number, at(STORY, NOW + number * HOUR)) for number in range(3)]
    mended = visit(1, at(STORY, NOW + HOUR, view_count=12_340))
    today = [visits[0], mended, visits[2]]
    (row,) = compared(stored(*visits), *today, thinned_before=thinned_before).views
    assert (row["observed_at"], row["count"]) == (NOW + HOUR, 12_340)


def test_the_last_count_of_an_old_day_is_the_last_that_stays() -> None:
    moments = [NOW + hours * HOUR for hours in (0, 30, 31)]
    visits = [visit(number, at(STORY, moment)) for number, moment in enumerate(moments)]
    known = stored(*visits)
    del known.views[moments[1]]
    without = visit(2, at(STORY, moments[2], view_count=None, view_line=None))
    change = compared(known, *visits[:2], without, thinned_before=NOW + 9 * DAY)
    assert change.views_gone == [moments[2]]
    assert [row["observed_at"] for row in change.views] == [moments[1]]


def test_of_two_counts_of_one_day_the_first_to_come_tells_how_the_greater_was_seen() -> None:
    saved = replace(STORY, fetched_at=None, rendered_on=date(2026, 11, 1))
    midnight = datetime(2026, 10, 31, 17, tzinfo=UTC)
    both = [visit(number, saved, fetched_at=midnight) for number in (1, 2)]
    assert stored(*both).views[midnight]["fetch_id"] == 1


def test_the_first_visit_that_brought_the_story_ends_the_quarantine_of_one_that_did_not() -> None:
    error = visit(1, at(STORY, NOW, body="Oops."))
    good = [visit(number, at(STORY, NOW + number * DAY)) for number in (2, 3)]
    elsewhere = visit(4, at(STORY, NOW + DAY), page_id=2)
    known = stored(error, *good, elsewhere)
    change = compared(known, visit(1, ERROR_PAGE), *good, elsewhere)
    (row,) = change.withdrawn
    assert (row["id"], row["reason"], row["resolved_at"]) == (1, ERROR_PAGE.reason, NOW + 2 * DAY)
    assert change.last_revision == 0
