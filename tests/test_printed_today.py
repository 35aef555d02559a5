"""Lines that print the day of the visit or of the rendering, told apart to the day.

31 October 2020, a Saturday, is 14 Rabi' al-Awwal 1442 in Umm al-Qura.
"""

from datetime import date, timedelta

import pytest

from tests.test_publication import decide, summary

EARLIER = "Jum'at, 16 Mar 2018"
VISIT = {"fetched": "2018-05-03T10:00+07:00"}


def verdicts(*pairs: str, **circumstances: str) -> str:
    return summary(decide(*pairs, **circumstances))[2]


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("Selasa, 1 Mei 2018", "disagrees"),
        ("Rabu, 2 Mei 2018", "visit"),  # the server's clock, or its zone
        ("Kamis, 3 Mei 2018", "visit"),
        ("Jumat, 4 Mei 2018", "visit"),
        ("Sabtu, 5 Mei 2018", "disagrees"),
    ],
)
def test_a_line_a_day_from_the_visit_above_an_earlier_one_is_the_visits(
    line: str, verdict: str
) -> None:
    assert verdicts(f"line: {line}", f"line: {EARLIER}", **VISIT) == f"{verdict} chosen"


def test_a_hijri_half_tells_the_day_of_the_rendering_where_no_visit_is_known() -> None:
    head = "line: Sabtu, 7 Rajab 1446 H / 31 Oktober 2020"
    assert verdicts(head, "line: Selasa, 7 Januari 2025") == "chosen visit"
    assert verdicts(head, "line: Kamis, 9 Januari 2025") == "chosen disagrees"


@pytest.mark.parametrize(
    ("hijri", "verdict"),
    [
        ("11 Rabiul Awal", "disagrees"),  # no day of this line at all
        ("12 Rabiul Awal", "visit"),
        ("14 Rabiul Awal", "visit"),
        ("16 Rabiul Awal", "visit"),
        ("17 Rabiul Awal", "disagrees"),  # the rendering is of later: the line's day is its own
    ],
)
def test_a_line_whose_halves_agree_within_two_days_and_without_a_clock_prints_today(
    hijri: str, verdict: str
) -> None:
    today = f"line: Sabtu, {hijri} 1442 H / 31 Oktober 2020"
    assert verdicts(today, "line: Jumat, 23 Oktober 2020 10:00") == f"{verdict} chosen"


@pytest.mark.parametrize(
    ("address", "expected"),
    [("2018/05/02", "chosen disagrees"), ("2018/05/01", "visit chosen")],
)
def test_a_bare_line_of_the_visits_day_is_the_publications_beside_an_address_of_the_day_before(
    address: str, expected: str
) -> None:
    assert verdicts("line: Kamis, 3 Mei 2018", f"address: {address}", **VISIT) == expected


UNREAD = "line: Sabtu, 28 Aprill 2018"


def test_a_line_of_the_visits_day_makes_up_for_an_unread_one_only_where_it_is_confirmed() -> None:
    today = "line: Kamis, 3 Mei 2018 08:00"
    assert verdicts(UNREAD, today, "address: 2018/05/03", **VISIT) == "unread chosen agrees"
    with pytest.raises(ValueError, match="Aprill"):
        decide(UNREAD, today, **VISIT)
    # A line of any other day does.
    assert verdicts(UNREAD, "line: Selasa, 1 Mei 2018 08:00", **VISIT) == "unread chosen"


@pytest.mark.parametrize(("days", "chosen"), [(0, 1), (2, 1), (3, 0), (-1, 0)])
def test_a_story_tells_of_the_day_it_appears_on_and_of_two_before(days: int, chosen: int) -> None:
    lines = ("4 Mei 2018", "11 Mei 2018")
    told = date(2018, 5, 11) - timedelta(days)
    found = decide(*(f"line: {line}" for line in lines), text=f"Rapat itu ({told:%d/%m/%Y}) usai.")
    assert found.date_line == lines[chosen]
