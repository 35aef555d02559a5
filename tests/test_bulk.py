from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, delete, insert, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from models.bulk import insert_rows, insert_together, new_ids, update_rows
from models.patience import is_bad_row
from models.tables import articles, pages
from tests.newsroom import NOW, ZONE, Newsroom

ODD = datetime(999, 1, 2, 3, 4, 5, 6, tzinfo=UTC)


@pytest.fixture
def newsroom(engine: Engine) -> Newsroom:
    return Newsroom(engine)


def article(newsroom: Newsroom, key: int, published_at: datetime) -> dict[str, Any]:
    return {
        "id": key,
        "outlet_id": newsroom.outlet_id,
        "source_id": f"s{key}",
        "body": "“Kafé” 100 % ? $1 :b %s",
        "published_at": published_at,
        "published_on": date(999, 1, 2),
        "date_witnesses": [{"source": "line", "text": "“31 Mei”", "read": None}],
        "sign_off_codes": [],
        "problems": [],
        "reader": "outlet",
        "language": "id",
        "content_hash": "0",
        "gone_at": None,
    }


@pytest.mark.parametrize("moment", [NOW, NOW.astimezone(ZONE), ODD])
def test_rows_are_written_as_sqlalchemy_writes_them(newsroom: Newsroom, moment: datetime) -> None:
    with newsroom.engine.begin() as connection:
        connection.execute(insert(articles), [article(newsroom, 1, moment)])
        insert_rows(connection, articles, [article(newsroom, 2, moment)])
        insert_rows(connection, articles, [article(newsroom, 3, NOW + timedelta(hours=1))])
        changed = {name: article(newsroom, 3, moment)[name] for name in ("id", "published_at")}
        update_rows(connection, articles, [changed])
        # As the driver gives them, without the types of the columns.
        first, *others = connection.exec_driver_sql("SELECT * FROM articles ORDER BY id").fetchall()
    for key, row in enumerate(others, start=2):
        assert tuple(row) == (key, newsroom.outlet_id, f"s{key}", *tuple(first)[3:])


@pytest.mark.parametrize("number", [1, 2, 7, 64, 131])
def test_rows_are_the_same_in_few_statements(newsroom: Newsroom, number: int) -> None:
    rows = [article(newsroom, key, NOW + timedelta(hours=key)) for key in range(1, number + 1)]
    with newsroom.engine.begin() as connection:
        insert_rows(connection, articles, rows)
        expected = connection.execute(select(articles).order_by(articles.c.id)).all()
        connection.execute(delete(articles))
        insert_rows(connection, articles, rows[::-1], few_statements=True)
        assert connection.execute(select(articles).order_by(articles.c.id)).all() == expected
    assert len(expected) == number


def test_no_rows_need_no_statement(newsroom: Newsroom) -> None:
    with newsroom.engine.begin() as connection:
        insert_rows(connection, articles, [])
        update_rows(connection, articles, [])
        insert_together(connection, {articles: []}, {articles: ""})
        assert new_ids(connection, articles, 0) == []


def test_new_ids_are_taken_by_nobody_else(newsroom: Newsroom) -> None:
    page_id = newsroom.page()
    with newsroom.engine.begin() as connection:
        ids = new_ids(connection, pages, 3)
        assert len({page_id, *ids}) == 4
        row = {"outlet_id": newsroom.outlet_id, "kind": "story", "found_at": NOW}
        insert_rows(connection, pages, [{**row, "id": key, "url": str(key)} for key in ids])
    assert newsroom.page("8") not in ids


def test_errors_are_sqlalchemys(newsroom: Newsroom) -> None:
    row = article(newsroom, 1, NOW)
    with newsroom.engine.begin() as connection:
        insert_rows(connection, articles, [row])
    with newsroom.engine.begin() as connection, pytest.raises(IntegrityError):
        insert_rows(connection, articles, [row])


def test_a_moment_without_a_zone_is_refused(newsroom: Newsroom) -> None:
    with newsroom.engine.begin() as connection:
        with pytest.raises(ValueError, match="a moment without a zone: 2026-11-01T08:00:00"):
            insert_rows(connection, articles, [article(newsroom, 1, NOW.replace(tzinfo=None))])
        assert connection.execute(select(articles.c.id)).all() == []


@pytest.mark.parametrize("few_statements", [False, True])
def test_what_cannot_be_copied_spoils_its_savepoint_alone(
    newsroom: Newsroom, *, few_statements: bool
) -> None:
    with newsroom.engine.begin() as connection:
        for spoilt in ({"body": "\ud800"}, {"body": None}, {"view_count": 2**70}, {"id": 1}):
            insert_rows(connection, articles, [article(newsroom, 1, NOW)])
            sound = article(newsroom, 2, NOW) | {"view_count": 1}
            rows = [sound, sound | {"id": 3, "source_id": "s3"} | spoilt]
            with (
                pytest.raises((SQLAlchemyError, ValueError, OverflowError)) as raised,
                connection.begin_nested(),
            ):
                insert_rows(connection, articles, rows, few_statements=few_statements)
            assert is_bad_row(raised.value), raised.value
            assert connection.execute(select(articles.c.id)).scalars().all() == [1]
            connection.execute(delete(articles))
