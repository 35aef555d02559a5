from datetime import UTC, datetime, timedelta

import pytest

from models.fetch import PART_OF_STORY, Outcome, PageKind
from models.revisit import next_visit, read_schedule

T = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def gap(**facts: object) -> timedelta | None:
    """The time from a visit at T until the next one."""
    given = {
        "kind": PageKind.STORY,
        "published_at": T,
        "first_seen": T,
        "visited_at": T,
        "outcome": Outcome.UNCHANGED,
        "failures": 0,
        **facts,
    }
    moment = next_visit(**given)
    return None if moment is None else moment - T


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (0 * HOUR, HOUR),
        (HOUR, 5 * HOUR),
        (5 * HOUR, HOUR),
        (6 * HOUR, 18 * HOUR),
        (2 * DAY, DAY),
        (3 * DAY, 4 * DAY),
        (7 * DAY, 23 * DAY),
        (30 * DAY, 60 * DAY),
        (90 * DAY, 365 * DAY),
        (100 * DAY, 355 * DAY),
        (2000 * DAY, (90 + 6 * 365 - 2000) * DAY),
    ],
)
def test_a_story_is_visited_ever_more_rarely_as_it_ages(age, expected):
    assert gap(published_at=T - age) == expected


def test_without_a_date_its_age_counts_from_discovery():
    assert gap(published_at=None, first_seen=T - 2 * DAY) == DAY


def test_a_story_dated_ahead_of_the_visit_is_new():
    assert gap(published_at=T + 400 * DAY) == HOUR


@pytest.mark.parametrize("outcome", [Outcome.STORED, Outcome.REVISED, Outcome.NOT_MODIFIED])
def test_whatever_shows_the_story_follows_the_schedule(outcome):
    assert gap(outcome=outcome, schedule=[60, 120]) == timedelta(seconds=60)


def test_a_quarantined_story_is_tried_again_by_its_age():
    assert gap(outcome=Outcome.QUARANTINED) == HOUR


@pytest.mark.parametrize(("age", "expected"), [(0 * DAY, HOUR), (100 * DAY, DAY)])
def test_a_story_that_could_be_read_before_is_tried_again_within_a_day(age, expected):
    facts = {"published_at": T - age, "outcome": Outcome.QUARANTINED}
    assert gap(was_known=True, **facts) == expected
    assert gap(was_known=True, reason=PART_OF_STORY, **facts) is None


def test_a_later_part_of_a_story_is_not_visited_again():
    assert gap(outcome=Outcome.QUARANTINED, reason=PART_OF_STORY) is None


def test_the_last_age_of_a_schedule_repeats_yearly():
    assert gap(published_at=T - DAY, schedule=[60]) == timedelta(seconds=60) + 364 * DAY
    month = [timedelta(days=30).total_seconds()]
    assert gap(published_at=T - 380 * DAY, schedule=month) == 15 * DAY


def test_an_age_of_zero_is_over_before_the_first_visit():
    assert gap(schedule=[0, 60]) == timedelta(seconds=60)


@pytest.mark.parametrize("schedule", [[0], [0.0]])
def test_zero_means_always_due(schedule):
    assert gap(schedule=schedule) == timedelta(0)


@pytest.mark.parametrize(
    ("failures", "expected"),
    [(1, 10), (2, 20), (3, 40), (10, 5120), (11, 7 * 24 * 60), (500, 7 * 24 * 60)],
)
def test_failures_back_off_from_ten_minutes_to_a_week(failures, expected):
    assert gap(outcome=Outcome.FAILED, failures=failures) == timedelta(minutes=expected)


@pytest.mark.parametrize(("failures", "expected"), [(1, 1), (2, 2), (3, 4), (9, 7 * 24)])
def test_blocks_back_off_from_an_hour_to_a_week(failures, expected):
    assert gap(outcome=Outcome.BLOCKED, failures=failures) == expected * HOUR


def test_what_robots_exclude_is_asked_again_after_a_month():
    assert gap(outcome=Outcome.EXCLUDED) == 30 * DAY


@pytest.mark.parametrize(
    ("kind", "is_seed"),
    [(PageKind.STORY, False), (PageKind.LISTING, True), (PageKind.SITEMAP, False)],
)
def test_the_first_404_is_tried_again_after_three_days(kind, is_seed):
    given = {"kind": kind, "is_seed": is_seed, "outcome": Outcome.GONE}
    assert gap(gone_since=T, **given) == 3 * DAY


def test_a_404_on_the_same_day_settles_nothing():
    assert gap(outcome=Outcome.GONE, gone_since=T - 5 * HOUR) == 3 * DAY


@pytest.mark.parametrize(("hours", "expected"), [(47, 3 * DAY), (48, None), (72, None)])
def test_a_404_two_days_after_the_first_is_final(hours, expected):
    assert gap(outcome=Outcome.GONE, gone_since=T - hours * HOUR) == expected


@pytest.mark.parametrize("kind", [PageKind.LISTING, PageKind.FEED, PageKind.SITEMAP])
def test_where_discovery_begins_is_due_again_after_a_quarter_of_an_hour(kind):
    assert gap(kind=kind, outcome=Outcome.LISTED) == timedelta(minutes=15)


@pytest.mark.parametrize("outcome", [Outcome.LISTED, Outcome.NOT_MODIFIED, Outcome.GONE])
def test_later_pages_of_a_section_wait_to_be_woken(outcome):
    assert gap(kind=PageKind.LISTING, outcome=outcome, is_seed=False) is None


def test_a_later_page_that_could_not_be_read_is_tried_again():
    assert gap(kind=PageKind.LISTING, outcome=Outcome.QUARANTINED, is_seed=False) == DAY


def test_a_sitemap_that_an_index_names_is_due_after_a_week():
    assert gap(kind=PageKind.SITEMAP, outcome=Outcome.LISTED, is_seed=False) == 7 * DAY


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        (None, None),
        (0, [0.0]),
        ("0", [0.0]),
        ([3600, 86400], [3600.0, 86400.0]),
        ("3600, 86400", [3600.0, 86400.0]),
    ],
)
def test_the_setting_may_be_a_number_a_list_or_text(setting, expected):
    assert read_schedule(setting) == expected


@pytest.mark.parametrize(
    "setting", ["", "often", [], [-1], [3600, 60], "1h", "3600,inf", "1,nan,5", 1e12, {"a": 1}]
)
def test_any_other_setting_is_refused(setting):
    with pytest.raises(ValueError, match="REVISIT_AFTER is"):
        read_schedule(setting)
