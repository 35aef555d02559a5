"""The roll-ups equal a count from scratch, whatever is saved in whatever order."""

import argparse
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from scrapy.settings import Settings
from sqlalchemy import Engine, delete, event, insert, select, text, update

from models import schema
from models.article import Article
from models.crawls import register
from models.database import open_engine
from models.fetch import READ, Ending, Outcome
from models.migrations import views_0002
from models.recount import wrong_counts
from models.tables import (
    count_by_credit,
    count_by_day,
    count_by_outcome,
    count_by_outlet_day,
    count_by_place,
)
from scrapers.commands.db import Command
from tests.newsroom import KABAR, NOW, STORY, Newsroom, at, gone

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BLOCKED = Ending(outcome=Outcome.BLOCKED, reason="http-403")
# Any address is an example, and of pages in quarantine the visits were counted.
OTHER_TODAY = {"example_url", "waiting", "resolved"}
UNREAD = Ending(outcome=Outcome.QUARANTINED, reason="date-line", stage="read", message="'nanti'")
CREDITS: tuple[tuple[dict[str, str | None], ...], ...] = (
    (),
    ({"role": "reporter", "printed": "an", "name": None},),
    ({"role": "wire", "printed": "Reuters", "name": "Reuters"},
     {"role": "wire", "printed": "REUTERS", "name": "Reuters"}),
    ({"role": "editor", "printed": "Nur", "name": "Nur Imansyah"},
     {"role": "reporter", "printed": "Nur", "name": "Nur Imansyah"}),
)  # fmt: skip


def wrong(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return wrong_counts(connection)


def any_reading(random: Random, number: int) -> Article:
    """A story of one of few ids, at a random moment, with whatever may change of it."""
    day = STORY.published_at + random.choice((-40, -1, 0, 0, 0, 1, 30)) * DAY  # type: ignore[operator]
    precision = random.choice(("minute", "minute", "day", None))
    hijri = None if precision is None else f"1448-{4 + day.month % 3:02}-{day.day % 29 + 1:02}"
    return replace(
        STORY,
        source_id=str(random.randrange(8)),
        fetched_at=random.choice((NOW + number * HOUR, NOW - number * HOUR)),
        published_at=day if precision else None,
        published_precision=precision,
        hijri_published=hijri,
        section=random.choice(("nasional", "dunia", None)),
        place=random.choice(("Subang", "Kairo", None)),
        country_code=random.choice(("ID", "EG", None)),
        view_count=random.choice((number, number * 7, None)),
        credits=random.choice(CREDITS),
        body=random.choice((STORY.body, "Petani pulang.", f"Ralat nomor {number}.")),
    )


def visit_at_random(engine: Engine, seed: int, batches: int) -> None:
    random = Random(seed)
    newsroom = Newsroom(engine)
    for number in range(batches):
        results: list[Any] = [any_reading(random, number) for _ in range(random.randrange(1, 7))]
        outcomes = newsroom.visit(*results, *random.choice(((), (gone(),), (BLOCKED, UNREAD))))
        assert READ.issuperset(outcomes[: len(results)]), f"seed {seed}, batch {number}"
        if number % 5 == 0:
            assert wrong(engine) == [], f"seed {seed}, batch {number}"
    assert wrong(engine) == [], f"seed {seed}"


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_saved_the_counts_are_those_from_scratch(engine: Engine, seed: int) -> None:
    visit_at_random(engine, seed, 25)


def test_the_views_answer_as_when_they_counted_on_asking(engine: Engine) -> None:
    visit_at_random(engine, 2, 12)
    with engine.connect() as connection:
        for statement in views_0002.create_statements(engine.dialect.name):
            connection.execute(
                text(statement.replace("CREATE VIEW ", "CREATE TEMP VIEW was_").replace(":", r"\:"))
            )
        for name in views_0002.NAMES:
            result = connection.execute(text(f"SELECT * FROM was_{name}"))
            columns = [each for each in list(result.keys()) if each not in OTHER_TODAY]
            before = sorted(([getattr(row, each) for each in columns] for row in result), key=repr)
            now = connection.execute(text(f"SELECT {', '.join(columns)} FROM {name}"))
            assert sorted((list(row) for row in now), key=repr) == before, name
            assert before, name
        connection.rollback()


def test_a_story_that_changes_leaves_the_counts_it_was_in(engine: Engine) -> None:
    newsroom = Newsroom(engine)
    earlier = STORY.published_at - 2 * DAY  # type: ignore[operator]
    newsroom.visit(STORY, at(STORY, NOW, source_id="8", published_at=earlier))
    place_days = ("stories", "views", "first_day", "last_day")
    day, both = STORY.published_at.date(), newsroom.rows(count_by_place, *place_days)  # type: ignore[union-attr]
    assert both == [(2, 2468, earlier.date(), day)]
    moved = at(STORY, NOW + DAY, source_id="8", published_at=earlier, body="Ralat.",
               place="Kairo", country_code="EG", section="dunia", credits=CREDITS[2])  # fmt: skip
    newsroom.visit(moved)
    assert newsroom.rows(count_by_place, "place", *place_days) == [
        ("Kairo", 1, 1234, earlier.date(), earlier.date()),
        ("Subang", 1, 1234, day, day),
    ]
    assert newsroom.rows(count_by_credit, "credited", "stories") == [
        ("Reuters", 1), ("an", 1), ("kb", 1),
    ]  # fmt: skip
    assert newsroom.rows(count_by_day, "section", "stories") == [("dunia", 1), ("nasional", 1)]


def test_who_is_credited_otherwise_has_the_days_of_that_role(engine: Engine) -> None:
    newsroom = Newsroom(engine)
    day = STORY.published_at
    for number, days, role in (("7", -10, "editor"), ("8", -5, "reporter"), ("9", 0, "editor")):
        credit = {"role": role, "printed": "Nur", "name": None}
        moment = day + days * DAY  # type: ignore[operator]
        newsroom.visit(at(STORY, NOW, source_id=number, published_at=moment, credits=(credit,)))
    other = {"role": "editor", "printed": "Sari", "name": None}
    newsroom.visit(at(STORY, NOW + DAY, source_id="9", body="Ralat.", credits=(other,)))
    assert wrong(engine) == []


def test_an_undated_story_that_moves_leaves_the_counts_it_was_in(engine: Engine) -> None:
    newsroom = Newsroom(engine)
    undated = replace(STORY, published_at=None, published_precision=None, hijri_published=None)
    newsroom.visit(undated, replace(undated, source_id="8"))
    moved = at(undated, NOW + DAY, body="Ralat.", place="Kairo", country_code="EG")
    assert newsroom.visit(moved) == [Outcome.REVISED]
    assert wrong(engine) == []


def test_days_between_stories_are_a_gap(engine: Engine) -> None:
    newsroom = Newsroom(engine)
    first = STORY.published_at
    for number, days in enumerate((0, 1, 4, 4, 5, 16, 18)):
        moment = first + days * DAY  # type: ignore[operator]
        newsroom.visit(at(STORY, NOW, source_id=str(number), published_at=moment))
    other = {"outlet_id": register(engine, replace(KABAR, name="lain")), "hijri_month": "1448-05"}
    other |= {"published_on": date(2026, 11, 2), "stories": 1, "views": 0, "counted": 0}
    with engine.begin() as connection:
        connection.execute(insert(count_by_outlet_day).values(other))
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM coverage_gaps ORDER BY day_before")).all()
    assert [
        (str(row.day_before), str(row.day_after), row.days_without_stories) for row in rows
    ] == [
        ("2026-11-01", "2026-11-04", 2),
        ("2026-11-05", "2026-11-16", 10),
        ("2026-11-16", "2026-11-18", 1),
    ]


def test_where_no_story_has_a_counter_the_sum_is_null(engine: Engine) -> None:
    Newsroom(engine).visit(replace(STORY, view_line=None, view_count=None))
    views = ("daily_counts", "monthly_counts", "places", "place_months", "hijri_months")
    with engine.connect() as connection:
        for view in views:
            query = text(f"SELECT stories, views FROM {view}")
            assert connection.execute(query).one() == (1, None), view


def test_views_by_month_leave_out_stories_without_a_date_or_a_place(engine: Engine) -> None:
    undated = replace(STORY, published_at=None, published_precision=None, hijri_published=None)
    nowhere = replace(STORY, source_id="8", place=None, credits=())  # of a country alone
    Newsroom(engine).visit(undated, nowhere)
    with engine.connect() as connection:
        for view in ("credit_months", "place_months"):
            assert connection.execute(text(f"SELECT * FROM {view}")).all() == [], view


def test_a_visit_that_brings_nothing_writes_no_count_of_stories(engine: Engine) -> None:
    newsroom = Newsroom(engine)
    newsroom.visit(STORY)
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    newsroom.visit(at(STORY, NOW + HOUR), gone(503))
    assert [
        each for each in statements if "count_by" in each and "count_by_outcome" not in each
    ] == []
    assert sum("count_by_outcome" in each for each in statements) == 1


def test_an_archive_of_before_is_counted_by_the_migration(engine: Engine) -> None:
    visit_at_random(engine, 3, 6)
    schema.downgrade(engine, "0004")
    try:
        with engine.connect() as connection:
            old = connection.execute(text("SELECT sum(stories) FROM daily_counts")).scalar_one()
    finally:
        schema.upgrade(engine)
    with engine.connect() as connection:
        new = connection.execute(text("SELECT sum(stories) FROM daily_counts")).scalar_one()
        outcomes = connection.execute(select(count_by_outcome)).all()
    assert old == new > 0
    assert outcomes
    assert wrong(engine) == []


def test_check_tells_counts_that_are_wrong_and_recount_mends_them(
    database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = open_engine(database_url)
    Newsroom(engine).visit(STORY)

    def db(*args: str) -> tuple[int, str]:
        command = Command()
        command.settings = Settings({"DATABASE_URL": database_url})
        command.run(list(args), argparse.Namespace())
        return command.exitcode, capsys.readouterr().out

    assert db("check")[0] == 0
    with engine.begin() as connection:
        connection.execute(update(count_by_day).values(views=1))
        connection.execute(delete(count_by_credit).where(count_by_credit.c.role == "unknown"))
    status, out = db("check")
    assert status == 1
    assert out.splitlines() == [
        "count_by_day: 1 missing, 1 not as the rows have it: run scrapy db recount",
        "count_by_credit: 1 missing, 0 not as the rows have it: run scrapy db recount",
    ]
    assert db("recount") == (0, "counted anew\n")
    assert db("check")[0] == 0
    engine.dispose()
