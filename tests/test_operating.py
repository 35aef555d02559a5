"""What an operator asks of the database: copies, thinning, figures."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models.backup import backup, restore
from models.database import DatabaseError, open_engine
from models.fetch import Ending, Outcome
from models.pruning import thin_view_counts
from models.status import OutletStatus, outlet_statuses
from models.tables import metadata, view_counts
from scrapers.metrics import write_textfile
from tests.databases import new_postgresql_database
from tests.newsroom import NOW, STORY, Newsroom, at

UNREADABLE = Ending(outcome=Outcome.QUARANTINED, reason="no-date", message="no date", stage="read")


def everything(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    with engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(table.select())]
            for table in metadata.sorted_tables
        }


def test_a_backup_is_restored_whole(engine: Engine, tmp_path: Path) -> None:
    newsroom = Newsroom(engine)
    newsroom.visit(STORY)
    newsroom.visit(at(STORY, NOW + timedelta(hours=1), body="Lain."))
    file = tmp_path / "copy"
    with engine.begin() as writer:  # a crawl in the middle of its work does not disturb
        writer.execute(metadata.tables["articles"].update().values(headline="Belum jadi"))
        backup(engine, file)
        writer.rollback()
    if engine.dialect.name == "sqlite":
        assert_restores(engine, file, f"sqlite:///{tmp_path / 'new.sqlite'}")
        return
    with new_postgresql_database() as url:
        assert_restores(engine, file, url)


def assert_restores(engine: Engine, file: Path, url: str) -> None:
    target = open_engine(url)
    try:
        restore(target, file)
        assert everything(target) == everything(engine)
        assert everything(target)["revisions"]
        with pytest.raises(DatabaseError, match="the database is not empty"):
            restore(target, file)
    finally:
        target.dispose()


def test_a_backup_never_overwrites(engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "copy"
    file.write_text("precious")
    with pytest.raises(DatabaseError, match="copy exists already; name a new file"):
        backup(engine, file)
    with pytest.raises(DatabaseError, match="there is no folder"):
        backup(engine, tmp_path / "none" / "copy")
    assert [each.name for each in tmp_path.glob("copy*")] == ["copy"]
    assert file.read_text() == "precious"


def test_what_is_no_backup_is_refused(empty_url: str, tmp_path: Path) -> None:
    file = tmp_path / "copy"
    file.write_text("no database at all" * 100)
    engine = open_engine(empty_url)
    try:
        with pytest.raises(DatabaseError):
            restore(engine, file)
        with pytest.raises(DatabaseError, match="there is no file"):
            restore(engine, tmp_path / "none")
    finally:
        engine.dispose()


def test_thinning_keeps_the_first_and_the_last_of_each_day(engine: Engine) -> None:
    newsroom = Newsroom(engine)
    hours = (0, 1, 2, 15.9, 16, 17, 30, 39, 41, 42)  # from 08:00 on, UTC
    for number, hour in enumerate(hours):
        moment = NOW + timedelta(hours=hour)
        newsroom.visit(at(STORY, moment, view_count=1000 + number))
    before = NOW + timedelta(hours=42)
    whole = everything(engine)
    assert thin_view_counts(engine, before, delete=False) == 6
    assert everything(engine) == whole
    assert thin_view_counts(engine, before, delete=True) == 6
    assert thin_view_counts(engine, before, delete=True) == 0
    kept = newsroom.rows(view_counts, "count")
    assert [count for (count,) in kept] == [1000, 1003, 1007, 1009]
    assert {**everything(engine), "view_counts": []} == {**whole, "view_counts": []}


def test_status_tells_how_an_outlet_is_doing(engine: Engine, tmp_path: Path) -> None:
    newsroom = Newsroom(engine)
    newsroom.visit(STORY)
    newsroom.visit(UNREADABLE, page_id=newsroom.page("8"))
    newsroom.page("9")
    expected = OutletStatus(
        outlet="kabar",
        articles=1,
        due=1,
        quarantined=1,
        crawl="running",
        crawled_at=NOW,
        lag=timedelta(hours=15, minutes=30),
    )
    assert outlet_statuses(engine, NOW) == [expected]
    file = tmp_path / "warta.prom"
    write_textfile(engine, str(file), str(tmp_path))
    told = [line for line in file.read_text().splitlines() if not line.startswith("#")]
    assert 'warta_articles{outlet="kabar"} 1.0' in told
    assert 'warta_first_fetch_lag_seconds{outlet="kabar"} 55800.0' in told
