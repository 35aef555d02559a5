"""Which visits of the database are read again."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, insert, update

from models.fetch import OLDER_COPY, Ending, Listing, Outcome, PageKind
from models.rereading import scan
from models.rereading.plan import LOST, UNREAD, Planned
from models.rereading.scan import Asked
from models.tables import crawls, fetches, pages, rereadings
from tests.newsroom import NOW, STORY, Newsroom, at

DAY = timedelta(days=1)
TODAY = "0.2.0+2"
REFUSED = Ending(outcome=Outcome.QUARANTINED, reason="date-line", stage="read")
CHALLENGE = Ending(outcome=Outcome.BLOCKED, reason="challenge")


@pytest.fixture
def newsroom(engine: Engine) -> Newsroom:
    """A crawl of yesterday's reader, `0.1.0`."""
    return Newsroom(engine)


def archived(number: int) -> dict[str, Any]:
    return {"archived": ("a.warc.gz", number)}


def found(newsroom: Newsroom, up_to: int = 99, **asked: Any) -> list[Planned]:
    chosen = Asked(**({"versions": {"kabar": TODAY}} | asked))
    return list(scan.visits(newsroom.engine, chosen, up_to))


def asked_for(newsroom: Newsroom, **asked: Any) -> list[int]:
    return [visit.fetch_id for visit in found(newsroom, **asked) if visit.asked]


def read_again(newsroom: Newsroom, version: str, up_to: int) -> None:
    row = {"outlet_id": newsroom.outlet_id, "reader_version": version}
    row |= {"up_to_fetch": up_to, "finished_at": NOW}
    with newsroom.engine.begin() as connection:
        connection.execute(insert(rereadings).values(row))


def test_a_visit_is_planned_for_the_story_that_it_brought(newsroom: Newsroom) -> None:
    newsroom.visit(at(STORY, NOW), **archived(20))
    with newsroom.engine.begin() as connection:  # the page shows another one since
        connection.execute(update(pages).values(source_id="8"))
    (visit,) = found(newsroom)
    assert visit == Planned(
        fetch_id=1,
        outlet_id=1,
        page_id=1,
        article_id=1,
        fetched_at=NOW.isoformat(),
        outcome="stored",
        url="https://kabar.example/story/7",
        site=None,
        file="a.warc.gz",
        offset=20,
        planned="1:7",
        version=TODAY,
        asked=True,
        state=UNREAD,
    )
    assert found(newsroom, up_to=0) == []
    assert found(newsroom, versions={"lain": TODAY}) == []


def test_what_brought_no_page_of_a_story_is_left_out(newsroom: Newsroom) -> None:
    gone = Ending(outcome=Outcome.GONE, reason="http-404")
    newsroom.visit(gone, **archived(1))
    newsroom.visit(CHALLENGE)
    listing = newsroom.page("x", kind=PageKind.LISTING)
    newsroom.visit(Listing(found=()), page_id=listing, **archived(2))
    newsroom.visit(REFUSED, page_id=listing, **archived(3))
    assert found(newsroom) == []
    newsroom.visit(CHALLENGE, **archived(4))  # it may have been none
    assert [(visit.fetch_id, visit.planned) for visit in found(newsroom)] == [(5, "1:7")]


def test_a_page_without_a_record_is_had_only_from_quarantine(newsroom: Newsroom) -> None:
    newsroom.visit(STORY)
    newsroom.visit(REFUSED, page_id=newsroom.page(None))
    facts = [(visit.planned, visit.file, visit.asked, visit.state) for visit in found(newsroom)]
    assert facts == [("1:7", "", False, LOST), ("1?2", "", True, UNREAD)]


def test_the_days_asked_for_are_those_of_the_outlet(newsroom: Newsroom) -> None:
    evening = datetime(2026, 11, 1, 16, 59, tzinfo=UTC)  # Jakarta is seven hours ahead
    for number, moment in enumerate((evening, evening + timedelta(minutes=1)), start=1):
        newsroom.visit(at(STORY, moment), **archived(number))
    first, second = date(2026, 11, 1), date(2026, 11, 2)
    assert asked_for(newsroom, since=first, until=second) == [1, 2]
    assert asked_for(newsroom, since=second) == [2]
    assert asked_for(newsroom, until=first) == [1]
    assert asked_for(newsroom, until=date(2026, 10, 31)) == []


def test_pages_that_could_not_be_read_may_be_asked_for_alone(newsroom: Newsroom) -> None:
    newsroom.visit(STORY, **archived(1))
    newsroom.visit(REFUSED, **archived(2))
    newsroom.visit(CHALLENGE, **archived(3))
    assert asked_for(newsroom, quarantined=True) == [2, 3]


def test_what_todays_reader_has_read_is_left_out(newsroom: Newsroom) -> None:
    for days in range(3):
        newsroom.visit(at(STORY, NOW + days * DAY), **archived(days))
    read_again(newsroom, TODAY, up_to=2)
    assert asked_for(newsroom) == [3]
    assert asked_for(newsroom, everything=True) == [1, 2, 3]
    with newsroom.engine.begin() as connection:
        connection.execute(update(crawls).values(version=TODAY))
    assert asked_for(newsroom) == []
    with newsroom.engine.begin() as connection:
        connection.execute(update(fetches).where(fetches.c.id == 2).values(reason=OLDER_COPY))
        connection.execute(update(rereadings).values(reader_version="0.1.9"))
    assert asked_for(newsroom) == [1, 2]


def test_an_older_copy_is_asked_for_though_todays_reader_has_read_it(newsroom: Newsroom) -> None:
    newsroom.visit(at(STORY, NOW + 2 * DAY), **archived(1))
    newsroom.visit(replace(at(STORY, NOW), body="Padi."), **archived(2))
    read_again(newsroom, TODAY, up_to=2)
    assert asked_for(newsroom) == [2]


def test_how_far_an_outlet_is_read_is_noted_of_that_outlet_alone(newsroom: Newsroom) -> None:
    newsroom.visit(at(STORY, NOW + 2 * DAY), REFUSED)
    newsroom.visit(at(STORY, NOW, body="Padi."), at(STORY, NOW + DAY, body="Padi."))
    other = {"outlet_id": 2, "outcome": "ok", "arguments": {}, "started_at": NOW, "id": 2}
    with newsroom.engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO outlets (id, name, title, home, zone)"
            " VALUES (2, 'lain', 'Lain', 'https://lain.example', 'Asia/Jakarta')"
        )
        connection.execute(insert(crawls).values(other))
        visit = {"crawl_id": 2, "page_id": 1, "fetched_at": NOW, "outcome": "unchanged"}
        connection.execute(insert(fetches).values(visit | {"id": 0, "reason": OLDER_COPY}))
        old = {"reader_version": "0.1.0", "up_to_fetch": 1, "finished_at": NOW}
        connection.execute(insert(rereadings), [old | {"outlet_id": each} for each in (1, 2)])
    asked = Asked(versions={"kabar": TODAY})
    assert scan.last_visit(newsroom.engine, asked) == 4
    scan.finish(newsroom.engine, asked, 3, NOW)
    assert newsroom.rows(rereadings, "outlet_id", "reader_version", "up_to_fetch") == [
        (1, TODAY, 3),
        (2, "0.1.0", 1),
    ]
    reasons = [(0, OLDER_COPY), (1, None), (2, "date-line"), (3, None), (4, OLDER_COPY)]
    assert newsroom.rows(fetches, "id", "reason") == reasons


def test_a_database_without_a_visit_is_read_up_to_none(newsroom: Newsroom) -> None:
    assert scan.last_visit(newsroom.engine, Asked(versions={"kabar": TODAY})) == 0


@pytest.mark.parametrize(
    ("asked", "is_whole"),
    [
        ({}, True),
        ({"everything": True}, True),
        ({"since": date(2026, 11, 1)}, False),
        ({"until": date(2026, 11, 1)}, False),
        ({"quarantined": True}, False),
    ],
)
def test_only_what_is_asked_for_whole_is_done(asked: dict[str, Any], is_whole: bool) -> None:
    assert Asked(versions={}, **asked).is_whole == is_whole
