"""The archive for notebooks: the views' rows, typed, on both databases, and no way to write."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError

from docs.browse.explained import explained
from models import reading_rows, schema
from models.database import DatabaseError, open_engine
from models.reading import Reading, Rows, open_reading
from models.tables import articles, view_counts
from tests.test_views import fill

DAY = date(2026, 10, 31)
MOMENT = datetime(2026, 10, 31, tzinfo=UTC)
READS: dict[str, Callable[..., Rows[Any]]] = {
    "stories": Reading.stories,
    "story_views": Reading.views,
    "story_view_days": Reading.view_days,
    "story_revisions": Reading.revisions,
    "story_credits": Reading.credits,
    "daily_counts": Reading.daily_counts,
    "places": Reading.places,
}


@pytest.fixture
def archive(database_url: str) -> Any:
    engine = open_engine(database_url)
    fill(engine)
    engine.dispose()
    with open_reading(database_url) as opened:
        yield opened


@pytest.mark.parametrize("view", READS)
def test_a_row_has_the_columns_of_its_view_and_the_types_it_says(
    archive: Reading, view: str
) -> None:
    rows = READS[view](archive)
    assert list(rows.kind._fields) == list(explained()[view].columns)
    types = get_type_hints(rows.kind, vars(reading_rows))
    given = list(rows)
    assert given
    for row in given:
        for name, value in row._asdict().items():
            assert isinstance(value, types[name]), (name, value)


def test_the_rows_are_those_of_the_views(archive: Reading) -> None:
    assert [(row.story_id, row.views, row.weekday) for row in archive.stories()] == [
        (1, 1900, "Sabtu"), (2, 1234, "Jumat"), (3, None, None),
    ]  # fmt: skip
    assert [(row.day, row.growth) for row in archive.view_days(place="Subang")] == [
        (date(2026, 11, 1), None), (date(2026, 11, 4), 600),
    ]  # fmt: skip
    assert [row.number for row in archive.revisions()] == [1]
    assert [(row.place, row.stories) for row in archive.places()] == [("Kairo", 1), ("Subang", 1)]


def test_filters_leave_what_they_say(archive: Reading) -> None:
    def ids(**filters: Any) -> list[int]:
        return [row.story_id for row in archive.stories(**filters)]

    assert ids(since=date(2026, 10, 31)) == [1]
    assert ids(until=date(2026, 10, 30)) == [2]
    assert ids(since=date(2026, 10, 30), until=date(2026, 10, 31)) == [1, 2]
    assert ids(place="Kairo") == [2]
    assert ids(outlet="kabar") == [1, 2, 3]
    assert len(list(archive.daily_counts(since=date(2026, 10, 31)))) == 1
    assert len(list(archive.views(outlet="kabar", until=date(2026, 10, 30)))) == 1


@pytest.mark.parametrize(
    ("rows", "filters", "error", "says"),
    [
        (Reading.stories, {"sinc": DAY}, TypeError, "stories has no filter 'sinc'; it has outlet,"),
        (
            Reading.places,
            {"since": DAY},
            TypeError,
            "places has no filter 'since'; it has outlet, ",
        ),
        (Reading.daily_counts, {"place": "Kairo"}, TypeError, "daily_counts has no filter 'place'"),
        (Reading.stories, {"outlet": "entah"}, ValueError, r"no outlet 'entah' .*\['kabar'\]$"),
        (Reading.stories, {"since": "2020-01-01"}, TypeError, "since='2020-01-01' is no date$"),
        (Reading.views, {"until": MOMENT}, TypeError, r"until=datetime.datetime\(.+\) is no date$"),
        (Reading.places, {"place": None}, TypeError, "place=None is no str$"),
    ],
)
def test_a_filter_that_cannot_be_is_refused_at_once(
    archive: Reading, rows: Any, filters: dict[str, Any], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=f"^{says}"):
        rows(archive, **filters)


def test_capital_letters_of_a_place_do_not_count(archive: Reading) -> None:
    for asked in ("kairo", "KAIRO", "Kairo"):
        assert [row.place for row in archive.stories(place=asked)] == ["Kairo"], asked
        assert [row.place for row in archive.places(place=asked)] == ["Kairo"], asked
        assert len(list(archive.credits(place=asked))) == len(list(archive.credits(place="Kairo")))
    assert len(list(archive.view_days(place="subang"))) == 2


def test_a_place_is_looked_up_in_the_index(archive: Reading, database_url: str) -> None:
    writing = open_engine(database_url).execution_options(isolation_level="AUTOCOMMIT")
    with writing.connect() as connection:
        kairo = select(articles).where(articles.c.place == "Kairo")
        story = dict(connection.execute(kairo).mappings().one())
        del story["id"]
        elsewhere = [
            story | {"source_id": f"x{number}", "place": f"Kota {number}"} for number in range(2000)
        ]
        connection.execute(insert(articles), elsewhere)
        count = dict(connection.execute(select(view_counts).limit(1)).mappings().one())
        ids = connection.scalars(select(articles.c.id).where(articles.c.place.like("Kota %")))
        connection.execute(insert(view_counts), [count | {"article_id": each} for each in ids])
        if writing.dialect.name == "postgresql":  # or it would judge by an earlier test's rows
            connection.execute(text("VACUUM ANALYZE"))
    writing.dispose()
    explain = "EXPLAIN" if archive.engine.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    for rows in (archive.stories(place="kairo"), archive.views(place="kairo")):
        literal = rows.query.compile(archive.engine, compile_kwargs={"literal_binds": True})
        with archive.engine.connect() as connection:
            plan = connection.exec_driver_sql(f"{explain} {literal}").all()
        assert "ix_articles_place_published_on" in str(plan)


def test_nothing_can_be_written(archive: Reading) -> None:
    with (
        archive.engine.connect() as connection,
        pytest.raises(DBAPIError, match=r"readonly|read-only"),
    ):
        connection.execute(text("DELETE FROM credits"))


def test_a_missing_database_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match=r"^there is no database .*: scrapy crawl makes it$"):
        open_reading(f"sqlite:///{tmp_path / 'none.sqlite'}")
    assert list(tmp_path.iterdir()) == []


def test_an_older_database_is_told_in_one_line(database_url: str) -> None:
    engine = open_engine(database_url)
    schema.downgrade(engine, "0004")
    try:
        with pytest.raises(
            DatabaseError, match=r"^.* has the older schema 0004: run scrapy db upg"
        ):
            open_reading(database_url)
    finally:
        schema.upgrade(engine)
        engine.dispose()


def test_a_frame_has_days_and_moments(archive: Reading) -> None:
    frame = archive.view_days().frame()
    assert list(frame.columns) == list(explained()["story_view_days"].columns)
    assert frame["day"].dt.day_name().tolist() == ["Sunday", "Wednesday", "Sunday"]
    assert str(archive.stories().frame()["published_at"].dt.tz) == "UTC"
    nowhere = archive.places(place="Entah").frame()
    assert nowhere.empty
    assert nowhere.groupby("place")["stories"].sum().nlargest(3).tolist() == []
