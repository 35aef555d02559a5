"""What `scrapy reparse` makes of its options and settings, and of what a run tells."""

from argparse import ArgumentParser
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from scrapy.utils.project import get_project_settings

from models.crawls import register
from models.database import open_engine
from models.rereading.plan import PlanHeld
from scrapers.archive.codings import LARGEST
from scrapers.commands import reparse
from scrapers.commands.reparse import Command
from scrapers.reparse.run import Rereading, Told
from scrapers.spiders.voaislam import VoaIslamSpider

Call = Callable[..., tuple[Rereading, int]]


@pytest.fixture
def call(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Calls the command; gives the run that it would make, and the exit status after it."""
    engine = open_engine(sqlite_url)
    register(engine, VoaIslamSpider.outlet)
    engine.dispose()
    monkeypatch.setattr("signal.signal", lambda *_: None)
    monkeypatch.setattr(reparse, "settle", lambda: None)

    def called(
        *words: str, told: Told | BaseException | None = None, **settings: Any
    ) -> tuple[Rereading, int]:
        runs: list[Rereading] = []

        def run(self: Rereading) -> Told:
            runs.append(self)
            if isinstance(told, BaseException):
                raise told
            return told or Told()

        monkeypatch.setattr(Rereading, "run", run)
        command = Command()
        command.settings = get_project_settings()
        command.settings.setdict({"DATABASE_URL": sqlite_url, "ARCHIVE_DIR": str(tmp_path / "a")})
        command.settings.setdict(settings)
        parser = ArgumentParser()
        command.add_options(parser)
        command.run([], parser.parse_args(words))
        return runs[0], command.exitcode

    return called


def test_without_options_all_that_another_reader_has_read_is_read_and_written(call: Call) -> None:
    run, status = call()
    asked = run.asked
    assert (asked.everything, asked.quarantined, asked.since, asked.until) == (False,) * 2 + (
        None,
    ) * 2
    assert {"voaislam", "news"} <= asked.versions.keys()
    assert run.spiders.keys() == asked.versions.keys()
    assert (run.is_dry, status) == (False, 0)


def test_each_option_is_for_one_thing(call: Call) -> None:
    assert call("--all")[0].asked.everything
    assert call("--quarantine")[0].asked.quarantined
    assert call("--since", "2026-11-01")[0].asked.since == date(2026, 11, 1)
    assert call("--until", "2026-11-01")[0].asked.until == date(2026, 11, 1)
    assert list(call("--outlet", "voaislam")[0].asked.versions) == ["voaislam"]
    assert call("--dry-run")[0].is_dry


def test_settings_of_crawls_and_of_retention_hold_for_what_is_read_again(call: Call) -> None:
    settings = {"REVISIT_AFTER": "60,3600", "VIEW_COUNTS_FULL_DAYS": 30, "DOWNLOAD_MAXSIZE": 5}
    run, _ = call(**settings)
    assert (run.schedule, run.largest) == ([60, 3600], 5)
    month_ago = datetime.now(UTC) - timedelta(days=30)
    assert run.thinned_before is not None
    assert timedelta(0) <= month_ago - run.thinned_before < timedelta(minutes=1)
    run, _ = call(REVISIT_AFTER=None, VIEW_COUNTS_FULL_DAYS=None, DOWNLOAD_MAXSIZE=0)
    assert (run.schedule, run.thinned_before, run.largest) == (None, None, LARGEST)


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (Told(kept=1), 3),
        (Told(damaged=["a.warc.gz at 7: torn"]), 3),
        (Told(unwritten={"1:7": None}), 3),
        (Told(missing=1, changed=1), 0),
    ],
)
def test_the_exit_status_says_whether_a_person_has_to_look(
    call: Call, told: Told, status: int
) -> None:
    assert call(told=told)[1] == status


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (KeyboardInterrupt(), "scrapy reparse: stopped; run it again to go on\n"),
        (PlanHeld("another is at work"), "scrapy reparse: another is at work\n"),
    ],
)
def test_a_run_that_does_not_end_says_why(
    call: Call, error: BaseException, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(told=error)[1] == 5
    assert capsys.readouterr() == ("", said)


def test_another_run_may_have_the_file_when_one_has_ended(call: Call) -> None:
    call()
    assert call()[1] == 0
