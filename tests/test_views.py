"""The analysts' views: the same on both databases, explained column by column, and right."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine, inspect, text

from docs.browse.explained import explained
from models import ledger
from models.crawls import register
from models.database import open_engine
from models.fetch import PART_OF_STORY, Ending, Found, Outcome, PageKind
from models.report import gather
from models.status import outlet_statuses
from models.tables import countries, metadata
from models.views import NAMES
from tests.newsroom import KABAR, NOW, STORY, ZONE, Newsroom, at, gone

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
UNREAD = Ending(outcome=Outcome.QUARANTINED, reason="date-line", stage="read", message="'nanti'")


def fill(engine: Engine) -> None:
    """A story seen three times on two days and changed once, one of a mere day, a bare one."""
    newsroom = Newsroom(engine)
    newsroom.visit(STORY)
    newsroom.visit(at(STORY, NOW + HOUR, view_count=1300))
    newsroom.visit(at(STORY, NOW + 3 * DAY, view_count=1900, body="Petani pulang."))
    midnight = datetime(2026, 10, 30, tzinfo=ZONE)
    daily = {"published_at": midnight, "published_precision": "day", "place": "Kairo"}
    newsroom.visit(at(STORY, NOW, source_id="8", country_code="EG", **daily))
    bare = ("published_at", "published_precision", "hijri_published", "view_count", "place",
            "country_code", "section", "headline")  # fmt: skip
    newsroom.visit(at(STORY, NOW, source_id="9", **dict.fromkeys(bare)))


def answer(engine: Engine, query: str) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def as_text(value: Any) -> Any:
    assert not isinstance(value, Decimal)
    if isinstance(value, datetime):
        return f"{value.replace(tzinfo=None):%Y-%m-%d %H:%M:%S.%f}"
    return value.isoformat() if isinstance(value, date) else value


def test_every_column_of_every_view_is_explained_in_its_order(engine: Engine) -> None:
    inspector = inspect(engine)
    of_the_search = {"story_search", "search_content"}
    assert sorted({*inspector.get_view_names()} - of_the_search) == sorted(NAMES)
    real = {
        name: [column["name"] for column in inspector.get_columns(name)]
        for name in (*NAMES, *(explained().keys() & metadata.tables.keys()))
    }
    assert {name: list(said.columns) for name, said in explained().items()} == real


def test_both_databases_give_the_same_rows(sqlite_url: str, postgresql_url: str) -> None:
    given = []
    for url in (sqlite_url, postgresql_url):
        engine = open_engine(url)
        fill(engine)
        rows = {}
        for name in (*NAMES, countries.name):
            answers = answer(engine, f"SELECT * FROM {name}")
            rows[name] = sorted(([as_text(value) for value in row] for row in answers), key=repr)
        given.append(rows)
        engine.dispose()
    assert given[0] == given[1]
    empty = {"coverage_gaps", "quarantine_reasons"}
    assert {name for name, rows in given[0].items() if not rows} == empty


def test_a_story_is_readable(engine: Engine) -> None:
    fill(engine)
    columns = (
        "weekday, published_time, hijri_year, hijri_month_name, hijri_day, country, words, views,"
        " view_observations, revisions"
    )
    assert answer(engine, f"SELECT {columns} FROM stories ORDER BY story_id") == [
        ("Sabtu", "23:30", 1448, "Jumadilawal", 20, "Indonesia", 2, 1900, 3, 1),
        ("Jumat", None, 1448, "Jumadilawal", 20, "Mesir", 7, 1234, 1, 0),
        (None, None, None, None, None, None, 7, None, 0, 0),
    ]


def test_a_story_that_does_not_answer_is_missing_before_it_is_gone(engine: Engine) -> None:
    newsroom = Newsroom(engine)
    columns = "fetched_at, last_seen_at, missing_since, gone_at"

    def told() -> tuple[Any, ...]:
        (row,) = answer(engine, f"SELECT {columns} FROM stories")
        return tuple(value and as_text(value)[:19] for value in row)

    def day(number: int) -> str:
        return f"{NOW + number * DAY:%Y-%m-%d %H:%M:%S}"

    newsroom.visit(STORY, at(STORY, NOW + DAY))
    assert told() == (day(0), day(1), None, None)
    newsroom.visit(UNREAD, fetched_at=NOW + 2 * DAY)
    newsroom.visit(gone(503), gone(), fetched_at=NOW + 3 * DAY)
    assert told() == (day(0), day(1), day(3), None)
    newsroom.visit(gone(410), fetched_at=NOW + 6 * DAY)
    assert told() == (day(0), day(1), day(3), day(3))
    moved = Found(url="https://kabar.example/baru/7", kind=PageKind.STORY, source_id="7")
    there = ledger.page_for(engine, newsroom.outlet_id, moved, NOW).id
    assert told() == (day(0), day(1), day(3), day(3))
    newsroom.visit(at(STORY, NOW + 7 * DAY), page_id=there)
    assert told() == (day(0), day(7), None, None)


def test_a_story_with_two_addresses_is_missing_since_the_last_of_them_is(engine: Engine) -> None:
    newsroom = Newsroom(engine)
    other = Found(url="https://kabar.example/baru/7", kind=PageKind.STORY, source_id="7")
    there = ledger.page_for(engine, newsroom.outlet_id, other, NOW).id
    newsroom.visit(STORY)
    newsroom.visit(at(STORY, NOW + HOUR), page_id=there)
    namesake = register(engine, replace(KABAR, name="lain"))  # another outlet's page of that id
    theirs = ledger.page_for(engine, namesake, other, NOW).id
    newsroom.visit(UNREAD, page_id=theirs, fetched_at=NOW + 9 * DAY)
    newsroom.visit(gone(), fetched_at=NOW + DAY)
    newsroom.visit(gone(), page_id=there, fetched_at=NOW + 2 * DAY)
    columns = "last_seen_at, missing_since"
    told = [as_text(value)[:19] for value in answer(engine, f"SELECT {columns} FROM stories")[0]]
    assert told == [f"{NOW + HOUR:%Y-%m-%d %H:%M:%S}", f"{NOW + 2 * DAY:%Y-%m-%d %H:%M:%S}"]


def test_a_page_that_says_that_it_is_not_found_neither_takes_a_story_away_nor_brings_it_back(
    engine: Engine,
) -> None:
    newsroom = Newsroom(engine)
    reason = "not-an-article:not-found"
    not_found = Ending(outcome=Outcome.QUARANTINED, reason=reason, stage="cut")
    newsroom.visit(STORY)
    columns = "last_seen_at, missing_since, gone_at"

    def told() -> list[str | None]:
        (row,) = answer(engine, f"SELECT {columns} FROM stories")
        return [value and as_text(value)[:10] for value in row]

    first = f"{NOW:%Y-%m-%d}"
    newsroom.visit(not_found, fetched_at=NOW + DAY)
    assert told() == [first, None, None]
    assert answer(engine, "SELECT reason, waiting FROM quarantine_reasons") == [(reason, 1)]
    newsroom.visit(gone(), fetched_at=NOW + 2 * DAY)
    newsroom.visit(gone(), fetched_at=NOW + 5 * DAY)
    newsroom.visit(not_found, fetched_at=NOW + 9 * DAY)
    missing = f"{NOW + 2 * DAY:%Y-%m-%d}"
    assert told() == [first, missing, missing]


def test_a_later_part_of_a_story_that_is_visited_once_does_not_keep_it_from_missing(
    engine: Engine,
) -> None:
    newsroom = Newsroom(engine)
    second = Found(url="https://kabar.example/7?page=2", kind=PageKind.STORY, source_id="7")
    part = Ending(outcome=Outcome.QUARANTINED, reason=PART_OF_STORY, stage="cut")
    newsroom.visit(STORY)
    part_id = ledger.page_for(engine, newsroom.outlet_id, second, NOW).id
    newsroom.visit(part, page_id=part_id)
    assert newsroom.page_row(part_id)["next_visit_at"] is None
    missing = "SELECT missing_since = gone_at, missing_since FROM stories"
    for days, is_gone in ((1, None), (4, True)):
        newsroom.visit(gone(), fetched_at=NOW + days * DAY)
        ((certain, since),) = answer(engine, missing)
        assert (certain, as_text(since)[:10]) == (is_gone, f"{NOW + DAY:%Y-%m-%d}")


def test_growth_is_told_where_it_was_seen(engine: Engine) -> None:
    fill(engine)
    columns = "views, hours_since_publication, days_since_publication, growth, hours_since_previous"
    assert answer(engine, f"SELECT {columns} FROM story_views ORDER BY story_id, observed_at") == [
        (1234, 15.5, 1, None, None),
        (1300, 16.5, 1, 66, 1.0),
        (1900, 87.5, 4, 600, 71.0),
        (1234, None, 2, None, None),
    ]
    columns = "days_since_publication, views, growth, days_since_previous, growth_a_day"
    query = f"SELECT {columns} FROM story_view_days WHERE story_id = 1 ORDER BY day"
    assert answer(engine, query) == [(1, 1300, None, None, None), (4, 1900, 600, 3, 200.0)]


def test_a_day_of_rendering_gives_no_hours(engine: Engine) -> None:
    """Neither since publication nor to the next observation."""
    newsroom = Newsroom(engine)
    day = date(2026, 11, 1)
    saved = replace(STORY, fetched_at=None, rendered_on=day, hijri_refers_to="rendering")
    newsroom.visit(saved, fetched_at=datetime(2026, 11, 1, tzinfo=ZONE))
    newsroom.visit(at(STORY, NOW, view_count=1300))
    columns = "hours_since_publication, days_since_publication, growth, hours_since_previous"
    assert answer(engine, f"SELECT {columns} FROM story_views ORDER BY observed_at") == [
        (None, 1, None, None),
        (15.5, 1, 66, None),
    ]
    ((observed_at,),) = answer(engine, "SELECT views_observed_at FROM stories")
    assert as_text(observed_at)[:19] == f"{NOW:%Y-%m-%d %H:%M:%S}"


def test_a_page_waits_once_however_often_it_was_visited(engine: Engine) -> None:
    newsroom = Newsroom(engine)
    for number in range(3):
        newsroom.visit(UNREAD, UNREAD, page_id=newsroom.page("8"), fetched_at=NOW + number * DAY)
    newsroom.visit(UNREAD, UNREAD, page_id=newsroom.page("7"))
    newsroom.visit(UNREAD, page_id=newsroom.page("9"))
    newsroom.visit(at(STORY, NOW + HOUR))
    columns = "stage, reason, waiting, resolved"
    assert answer(engine, f"SELECT {columns} FROM quarantine_reasons") == [
        ("read", "date-line", 2, 1)
    ]
    assert [row["pages"] for row in gather(engine, 5).waiting] == [2]
    assert [each.quarantined for each in outlet_statuses(engine, NOW)] == [2]


def test_outcomes_of_a_crawl_add_up(engine: Engine) -> None:
    fill(engine)
    columns = "fetches, stored, revised, unchanged, seconds"
    assert answer(engine, f"SELECT {columns} FROM crawl_health") == [(5, 3, 1, 1, None)]


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("SELECT headline FROM stories WHERE published_on = '2026-10-31'", "published_on=?"),
        ("SELECT headline FROM stories WHERE place = 'Subang'", "place=?"),
        ("SELECT views, growth FROM story_views WHERE story_id = 1", "article_id=?"),
        ("SELECT day, growth FROM story_view_days WHERE published_on = '2026-10-31'",
         "published_on=?"),
        ("SELECT * FROM story_revisions WHERE story_id = 1", "article_id=?"),
        ("SELECT * FROM story_credits WHERE role = 'wire' AND name = 'Reuters'", "name=?"),
        ("SELECT * FROM daily_counts WHERE day = '2026-10-31'", "published_on=?"),
        ("SELECT * FROM quarantine_reasons", "USING COVERING INDEX ix_quarantine_reasons"),
    ],
)  # fmt: skip
def test_an_index_serves_the_filter(sqlite_url: str, query: str, index: str) -> None:
    engine = open_engine(sqlite_url)
    plan = " ".join(str(row[3]) for row in answer(engine, f"EXPLAIN QUERY PLAN {query}"))
    engine.dispose()
    assert index in plan
    assert not re.search(r"SCAN (a|v|r|k)\b", plan)
