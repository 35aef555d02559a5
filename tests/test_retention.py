"""What `scrapy db prune` lets go of the archive, and what never."""

import argparse
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import pytest
from scrapy.settings import Settings
from sqlalchemy import Engine

from models.crawls import begin_crawl, end_crawl
from models.fetch import Ending, Outcome
from models.tables import fetches, metadata
from scrapers.archive.retention import prune_archive
from scrapers.commands.db import Command
from scrapers.retention import prune
from tests.newsroom import NOW, STORY, Newsroom, at

UNREADABLE = Ending(outcome=Outcome.QUARANTINED, reason="no-date", message="no date", stage="read")
DAY = timedelta(days=1)


def name(number: int, day: int = 1) -> str:
    return f"kabar-202611{day:02}T080000-{number:05}-mesin.example.warc.gz"


def keep(folder: Path, *names: str) -> None:
    folder.mkdir(exist_ok=True)
    for each in names:
        (folder / each).write_bytes(b"x" * 1000)


def next_crawl(newsroom: Newsroom, number: int) -> None:
    ended = NOW + number * DAY
    end_crawl(newsroom.engine, newsroom.crawl_id, outcome="ok", reason=None, stats={}, now=ended)
    newsroom.crawl_id = begin_crawl(
        newsroom.engine, newsroom.outlet_id, arguments={}, version="1", now=ended
    )


@pytest.fixture
def archive(engine: Engine, tmp_path: Path) -> Path:
    """Three crawls, a day apart: the first wrote two files, the second left a page in quarantine,
    the third still runs."""
    newsroom = Newsroom(engine)
    folder = tmp_path / "archive"
    keep(folder, name(1), name(2), name(1, 2), name(1, 3), "strange.warc.gz")
    newsroom.visit(STORY, archived=(name(1), 400))
    newsroom.visit(at(STORY, NOW + timedelta(hours=1)), archived=(name(2), 400))
    next_crawl(newsroom, 1)
    newsroom.visit(
        UNREADABLE, page_id=newsroom.page("8"), fetched_at=NOW + DAY, archived=(name(1, 2), 400)
    )
    next_crawl(newsroom, 2)
    newsroom.visit(at(STORY, NOW + 2 * DAY), archived=(name(1, 3), 400))
    return folder


def files(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_spare_files_go_and_nothing_else(engine: Engine, archive: Path) -> None:
    whole = files(archive)
    late = NOW + 30 * DAY
    assert prune_archive(engine, archive, late, delete=False) == (2, 2000, 1)
    assert files(archive) == whole
    before = contents(engine)
    assert prune_archive(engine, archive, late, delete=True) == (2, 2000, 1)
    assert files(archive) == [name(1, 2), name(1, 3), "strange.warc.gz"]
    after = contents(engine)
    assert {**after, "fetches": []} == {**before, "fetches": []}
    assert Newsroom.rows(_reading(engine), fetches, "archive_file", "archive_offset") == [
        (None, None),
        (None, None),
        (name(1, 2), 400),
        (name(1, 3), 400),
    ]
    assert prune_archive(engine, archive, late, delete=True) == (0, 0, 1)


@pytest.mark.parametrize("step", ["forget_archive_files", "Path.unlink"])
def test_what_a_killed_run_left_goes_with_the_next(
    engine: Engine, archive: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(f"scrapers.archive.retention.{step}", killed)
        with pytest.raises(KeyboardInterrupt):
            prune_archive(engine, archive, NOW + 30 * DAY, delete=True)
    prune_archive(engine, archive, NOW + 30 * DAY, delete=True)
    assert files(archive) == [name(1, 2), name(1, 3), "strange.warc.gz"]
    known = Newsroom.rows(_reading(engine), fetches, "archive_file")
    assert known == [(None,), (None,), (name(1, 2),), (name(1, 3),)]


def test_a_page_that_was_read_since_keeps_no_file(engine: Engine, tmp_path: Path) -> None:
    newsroom, folder = Newsroom(engine), tmp_path / "archive"
    keep(folder, name(1), name(1, 2))
    newsroom.visit(UNREADABLE, page_id=newsroom.page("7"), archived=(name(1), 400))
    next_crawl(newsroom, 1)
    late = NOW + 30 * DAY
    assert prune_archive(engine, folder, late, delete=False) == (0, 0, 1)
    newsroom.visit(at(STORY, NOW + DAY), archived=(name(1, 2), 400))
    assert prune_archive(engine, folder, late, delete=True) == (1, 1000, 0)
    assert files(folder) == [name(1, 2)]


def test_files_of_one_crawl_go_together(engine: Engine, archive: Path) -> None:
    # A page of the second may be a revisit record that names the first.
    between = NOW + timedelta(minutes=30)
    assert prune_archive(engine, archive, between, delete=True) == (0, 0, 0)


def test_a_file_is_as_old_as_its_last_visit(engine: Engine, tmp_path: Path) -> None:
    newsroom = Newsroom(engine)
    keep(tmp_path / "archive", name(1))
    for hours in (0, 1):
        newsroom.visit(at(STORY, NOW + timedelta(hours=hours)), archived=(name(1), 400 + hours))
    next_crawl(newsroom, 1)
    for minutes, spare in ((30, 0), (90, 1)):
        before = NOW + timedelta(minutes=minutes)
        assert prune_archive(engine, tmp_path / "archive", before, delete=False)[0] == spare


def test_a_page_that_was_read_later_keeps_no_file(engine: Engine, tmp_path: Path) -> None:
    newsroom = Newsroom(engine)
    keep(tmp_path / "archive", name(1), name(1, 2))
    newsroom.visit(UNREADABLE, archived=(name(1), 400))
    next_crawl(newsroom, 1)
    assert prune_archive(engine, tmp_path / "archive", NOW + DAY, delete=False) == (0, 0, 1)
    newsroom.visit(at(STORY, NOW + 2 * DAY), archived=(name(1, 2), 400))
    assert prune_archive(engine, tmp_path / "archive", NOW + DAY, delete=False) == (1, 1000, 0)


def test_a_file_stays_while_a_later_one_that_stays_refers_to_it(
    engine: Engine, tmp_path: Path
) -> None:
    newsroom = Newsroom(engine)
    folder = tmp_path / "archive"
    keep(folder, *(name(1, day) for day in range(1, 5)))
    for day, original in enumerate((1, 1, 2, 4), start=1):  # the third to the first by the second
        newsroom.visit(
            at(STORY, NOW + day * DAY),
            archived=(name(1, day), 400),
            original=("sha1:A", name(1, original), 400),
        )
        next_crawl(newsroom, day)
    late = NOW + timedelta(days=2, hours=12)
    assert prune_archive(engine, folder, late, delete=True) == (0, 0, 2)
    assert len(files(folder)) == 4
    assert prune_archive(engine, folder, late + DAY, delete=True) == (3, 3000, 0)
    assert files(folder) == [name(1, 4)]


def test_a_running_crawl_may_still_find_its_pages_unchanged(engine: Engine, tmp_path: Path) -> None:
    newsroom, folder = Newsroom(engine), tmp_path / "archive"
    keep(folder, name(1))
    newsroom.visit(STORY, archived=(name(1), 400), original=("sha1:A", name(1), 400))
    next_crawl(newsroom, 1)
    late = NOW + 30 * DAY
    assert prune_archive(engine, folder, late, delete=True) == (0, 0, 1)
    end_crawl(engine, newsroom.crawl_id, outcome="ok", reason=None, stats={}, now=NOW + 2 * DAY)
    assert prune_archive(engine, folder, late, delete=True) == (1, 1000, 0)


def test_a_file_that_is_referred_to_meanwhile_stays(
    engine: Engine, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom = Newsroom(engine)
    rename = Path.rename

    def rename_and_revisit(file: Path, target: Path) -> Path:
        if file.name == name(2):
            newsroom.visit(
                at(STORY, NOW + 3 * DAY),
                archived=(name(1, 3), 900),
                original=("sha1:A", name(1), 400),
            )
        return rename(file, target)

    monkeypatch.setattr(Path, "rename", rename_and_revisit)
    whole = files(archive)
    assert prune_archive(engine, archive, NOW + 30 * DAY, delete=True) == (0, 0, 3)
    assert files(archive) == whole


def test_a_copy_of_long_ago_is_as_old_as_its_taking_in(engine: Engine, tmp_path: Path) -> None:
    newsroom = Newsroom(engine)
    keep(tmp_path / "archive", name(1))
    newsroom.visit(at(STORY, NOW - 2000 * DAY), archived=(name(1), 400))
    next_crawl(newsroom, 1)
    for days, spare in ((-1, 0), (1, 1)):
        found = prune_archive(engine, tmp_path / "archive", NOW + days * DAY, delete=False)
        assert found[0] == spare


def test_the_files_of_another_machine_are_left_to_it(engine: Engine, archive: Path) -> None:
    (archive / name(1)).unlink()
    assert prune_archive(engine, archive, NOW + 30 * DAY, delete=True) == (1, 1000, 1)
    kept = Newsroom.rows(_reading(engine), fetches, "archive_file")
    assert kept == [(name(1),), (None,), (name(1, 2),), (name(1, 3),)]


def test_whatever_the_database_says_only_archive_files_go(engine: Engine, tmp_path: Path) -> None:
    newsroom = Newsroom(engine)
    keep(tmp_path / "archive")
    (tmp_path / "precious").write_text("x")
    newsroom.visit(STORY, archived=("../precious", 0))
    next_crawl(newsroom, 1)
    assert prune_archive(engine, tmp_path / "archive", NOW + 30 * DAY, delete=True) == (0, 0, 0)
    assert (tmp_path / "precious").exists()


def test_the_command_only_tells_until_it_is_told_now(
    database_url: str,
    engine: Engine,
    archive: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("scrapers.retention.datetime", YearLater)
    command = pruning(database_url, archive, 300)
    command.run(["prune"], argparse.Namespace())
    told = capsys.readouterr().out
    assert "2 archive files, 0.0 MB, from before " in told
    assert "would be deleted by scrapy db prune now" in told
    assert "1 older ones are kept for pages in quarantine or in later files" in told
    assert name(1) in files(archive)
    command.run(["prune", "now"], argparse.Namespace())
    assert name(1) not in files(archive)
    assert command.exitcode == 0


class YearLater(datetime):
    """A year after the crawls, which are of the future themselves."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return (NOW + 365 * DAY).astimezone(tz)


def pruning(url: str, archive: Path, days: object) -> Command:
    command = Command()
    given = {"DATABASE_URL": url, "ARCHIVE_DIR": str(archive), "ARCHIVE_KEEP_DAYS": days}
    command.settings = Settings(given | {"VIEW_COUNTS_FULL_DAYS": None})
    return command


@pytest.mark.parametrize("days", [-5, "-5", "all", "nan", "1e9"])
def test_days_to_come_are_none_to_prune_by(engine: Engine, archive: Path, days: object) -> None:
    whole = files(archive)
    settings = pruning("", archive, days).settings
    assert settings is not None
    with pytest.raises(ValueError, match=f"^ARCHIVE_KEEP_DAYS={days!r} is no number from 0 to "):
        list(prune(engine, settings, delete=True))
    assert files(archive) == whole


def contents(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    with engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(table.select())]
            for table in metadata.sorted_tables
        }


def _reading(engine: Engine) -> Newsroom:
    newsroom = Newsroom.__new__(Newsroom)
    newsroom.engine = engine
    return newsroom
