"""The jobs file, its commands, and what they print for other schedulers."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time as clock
from argparse import Namespace
from collections.abc import Callable
from contextlib import closing
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from scrapy.exceptions import UsageError
from scrapy.utils.project import get_project_settings

from scrapers.commands.jobs import Command, _stopping
from scrapers.jobs import timers
from scrapers.jobs.crawling import Crawling, Ended
from scrapers.jobs.declared import Job, JobsFileError, read_jobs
from scrapers.jobs.schedule import Schedule
from scrapers.reader.version import reader_version
from scrapers.spiders import voaislam
from scrapers.spiders.voaislam import VoaIslamSpider
from tests.crawling import FAST, ROOT, rows, scrapy, wait_for
from tests.replica.site import Replica

OUTLETS = {"voaislam": VoaIslamSpider.outlet}
NEWS = """\
# The front pages, often.
[job.news]
outlet = "voaislam"
every = "15m"
time_limit = "10m"
arguments = { limit = 200 }

[job.archive]
outlet = "voaislam"
at = ["05:30", "17:00"]
zone = "Asia/Makassar"
"""
GRACE = timedelta(seconds=0.3)


def read(tmp_path: Path, text: str) -> list[Job]:
    file = tmp_path / "jobs.toml"
    file.write_text(text, "utf-8")
    return read_jobs(file, OUTLETS)


def test_jobs_are_read(tmp_path: Path) -> None:
    assert read(tmp_path, NEWS) == [
        Job(
            name="news",
            outlet="voaislam",
            arguments={"limit": "200"},
            schedule=Schedule(every=timedelta(minutes=15)),
            time_limit=timedelta(minutes=10),
        ),
        Job(
            name="archive",
            outlet="voaislam",
            arguments={},
            schedule=Schedule(at=(time(5, 30), time(17)), zone="Asia/Makassar"),
        ),
    ]


@pytest.mark.parametrize(
    ("was", "becomes", "message"),
    [
        ('every = "15m"', 'evry = "15m"',
         "line 4: [job.news] unknown key 'evry'; accepted are outlet, arguments, every, at, zone,"
         " time_limit"),
        ('outlet = "voaislam"', 'outlet = "voaislm"',
         "line 3: [job.news] outlet = 'voaislm' is unknown; known are voaislam"),
        ('outlet = "voaislam"\n', "", "line 2: [job.news] names no outlet; known are voaislam"),
        ("{ limit = 200 }", "200",
         "line 6: [job.news] arguments = 200 is no table; write { limit = 200 }"),
        ("limit = 200", "limit = true",
         "line 6: [job.news] argument limit = true is neither text in quotes nor a whole number"),
        ("limit = 200", "since = 2020-01-01",
         "line 6: [job.news] argument since = 2020-01-01 is neither text in quotes nor a whole"
         " number"),
        ("limit = 200", "limt = 200",
         "line 6: [job.news] unknown argument 'limt'; accepted are url, since, until, section,"
         " limit, gaps, site"),
        ("limit = 200", 'since = "2020"',
         "line 6: [job.news] since='2020' is no day; write YYYY-MM-DD"),
        ('"15m"', '"15 minutes"',
         "line 4: [job.news] every = '15 minutes' is no span of time; write \"90s\", \"15m\","
         ' "6h" or "1d"'),
        ('"10m"', "600",
         'line 5: [job.news] time_limit = 600 is no span of time; write "90s", "15m", "6h" or'
         ' "1d"'),
        ('"17:00"', '"25:00"',
         "line 10: [job.archive] at = '25:00' is no time of day; write \"05:30\", or a list of"
         " such"),
        ("Makassar", "Makasar",
         "line 11: [job.archive] zone = 'Asia/Makasar' is unknown; write one like"
         ' "Asia/Jakarta"'),
        ('every = "15m"\n', "",
         'line 3: [job.news] is never due: write every = "15m" or at = "05:30"'),
        ("[job.news]", "[jobs.news]", "line 2: unknown key 'jobs'; write tables [job.NAME]"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_the_file_is_named(
    tmp_path: Path, was: str, becomes: str, message: str
) -> None:
    with pytest.raises(JobsFileError) as refusal:
        read(tmp_path, NEWS.replace(was, becomes, 1))
    assert str(refusal.value) == f"{tmp_path / 'jobs.toml'} {message}"


def test_what_is_no_toml_is_named_by_line(tmp_path: Path) -> None:
    with pytest.raises(JobsFileError, match=r"line 4, column 11"):
        read(tmp_path, NEWS.replace('"15m"', "15m"))
    with pytest.raises(JobsFileError, match="declares no job"):
        read(tmp_path, "")
    with pytest.raises(JobsFileError, match=r"there is no .*; write one, or name another"):
        read_jobs(tmp_path / "none.toml", OUTLETS)


def test_a_mark_before_the_first_line_is_no_part_of_it(tmp_path: Path) -> None:
    assert read(tmp_path, f"\ufeff{NEWS}") == read(tmp_path, NEWS)


def watch(code: str, limit: float, *, renewed: bool = True, stop: bool = False) -> Ended:
    crawling = Crawling([], lease=timedelta(seconds=1), grace=GRACE)
    if stop:
        crawling.stop.set()
    process = subprocess.Popen([sys.executable, "-c", code])
    return crawling.watch(process, limit, lambda: renewed)


def test_a_run_beyond_its_limit_is_asked_to_end_then_killed() -> None:
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(30)"
    began = clock.monotonic()
    late = "it did not end by itself after {} s"
    assert watch("import time; time.sleep(30)", limit=0.1) == (-15, late.format(0.1))
    assert watch(deaf, limit=0.5) == (-9, late.format(0.5) + "; killed by signal 9")
    assert clock.monotonic() - began < 10


def test_a_run_ends_when_asked_to_or_when_its_lease_is_gone() -> None:
    sleep = "import time; time.sleep(30)"
    assert watch(sleep, limit=30, stop=True) == (-15, None)
    assert watch(sleep, limit=30, renewed=False) == (-15, "its lease was somebody else's")
    assert watch("raise SystemExit(3)", limit=30) == (3, None)
    assert watch("import os; os.abort()", limit=30) == (-6, "killed by signal 6")


def test_the_crawl_gets_arguments_limit_and_settings(tmp_path: Path) -> None:
    job = read(tmp_path, NEWS)[0]
    command = Crawling(["LOG_LEVEL=ERROR"], lease=GRACE, grace=GRACE).command(job)
    assert (
        command[1:]
        == (
            "-m scrapy crawl voaislam -a limit=200 -s CLOSESPIDER_TIMEOUT=600 -s LOG_LEVEL=ERROR"
        ).split()
    )


def test_a_job_crawls_once_when_due(tmp_path: Path) -> None:
    file, database = tmp_path / "jobs.toml", tmp_path / "w.sqlite"
    flags = [word for name, value in FAST.items() for word in ("-s", f"{name}={value}")]
    with Replica(stories=6) as site:
        file.write_text(
            '[job.news]\noutlet = "voaislam"\nevery = "1d"\ntime_limit = "1m"\n'
            f'arguments = {{ site = "{site.url}", limit = 3 }}\n'
        )
        where = {"WARTA_JOBS_FILE": str(file)}
        first = scrapy("jobs", "due", *flags, database=database, **where)
        second = scrapy("jobs", "due", *flags, database=database, **where)
    assert (first.returncode, second.returncode) == (0, 4), first.stderr + second.stderr
    assert second.stderr.endswith("scrapy jobs: nothing is due\n")
    (crawl,) = rows(database, "SELECT job, outcome, reason, arguments, version FROM crawls")
    assert (crawl["job"], crawl["outcome"], crawl["reason"]) == ("news", "ok", None)
    assert '"limit": 3' in crawl["arguments"]
    listed = scrapy("jobs", database=database, **where)
    assert [line.split()[:2] for line in listed.stdout.splitlines()] == [
        ["job", "outlet"],
        ["news", "voaislam"],
    ]
    assert " ok " in listed.stdout


def test_a_crawl_that_is_killed_is_an_alarm(tmp_path: Path) -> None:
    database, file, told = tmp_path / "w.sqlite", tmp_path / "jobs.toml", tmp_path / "told.json"
    command = tmp_path / "alarm"
    command.write_text(f"#!/bin/sh\ncat > {told}\n")
    command.chmod(0o700)
    with Replica(stories=6, today=date(2025, 1, 7)) as site:
        file.write_text(
            '[job.news]\noutlet = "voaislam"\nevery = "1d"\n'
            f'arguments = {{ site = "{site.url}" }}\n'
        )
        settings = FAST | {"DOWNLOAD_DELAY": "1", "ALARM_COMMAND": str(command)}
        flags = [word for each in settings.items() for word in ("-s", "=".join(each))]
        where = {"DATABASE_URL": f"sqlite:///{database}", "WARTA_JOBS_FILE": str(file)}
        run = subprocess.Popen(
            [sys.executable, "-m", "scrapy", "jobs", "run", "news", *flags],
            stderr=subprocess.DEVNULL, cwd=ROOT, env=os.environ | where | {"WARTA_ARCHIVE": ""},
        )  # fmt: skip
        wait_for(database, "SELECT 1 FROM fetches")
        (crawl,) = rows(database, "SELECT id, pid FROM crawls")
        os.kill(crawl["pid"], signal.SIGKILL)
        assert run.wait(60) == 5
    assert json.loads(told.read_text("utf-8")) == {
        "outlet": "voaislam",
        "crawl": crawl["id"],
        "job": "news",
        "outcome": "lost",
        "reason": "killed by signal 9",
        "outcomes": {},
    }


@pytest.mark.usefixtures("hangs_up")
@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_crawl_ends_with_who_runs_it(tmp_path: Path, asked: signal.Signals) -> None:
    database, file = tmp_path / "w.sqlite", tmp_path / "jobs.toml"
    with Replica(stories=6, today=date(2025, 1, 7)) as site:
        file.write_text(
            '[job.news]\noutlet = "voaislam"\nevery = "1d"\n'
            f'arguments = {{ site = "{site.url}" }}\n'
        )
        settings = FAST | {"DOWNLOAD_DELAY": "1"}
        flags = [word for each in settings.items() for word in ("-s", "=".join(each))]
        where = {"DATABASE_URL": f"sqlite:///{database}", "WARTA_JOBS_FILE": str(file)}
        run = subprocess.Popen(
            [sys.executable, "-m", "scrapy", "jobs", "run", "news", *flags],
            stderr=subprocess.DEVNULL, cwd=ROOT, env=os.environ | where | {"WARTA_ARCHIVE": ""},
        )  # fmt: skip
        wait_for(database, "SELECT 1 FROM fetches")
        run.send_signal(asked)
        assert run.wait(60) == 5
    ended = {"outcome": "failed", "reason": "closed: shutdown"}
    assert rows(database, "SELECT outcome, reason FROM crawls") == [ended]
    assert rows(database, "SELECT outcome, reason FROM jobs") == [ended]


def test_nohup_keeps_a_terminal_that_closes_away() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    asked = threading.Event()
    try:
        with _stopping(asked):
            signal.raise_signal(signal.SIGHUP)
            assert not asked.is_set()
            signal.raise_signal(signal.SIGTERM)
            assert asked.is_set()
    finally:
        signal.signal(signal.SIGHUP, before)


def due(tmp_path: Path, site: str, *words: str, **settings: str) -> tuple[int, str]:
    """What `scrapy jobs due` answered for a job that crawls `site`: exit status and last line."""
    file = tmp_path / "jobs.toml"
    file.write_text(
        '[job.news]\noutlet = "voaislam"\nevery = "1d"\n'
        f'arguments = {{ site = "{site}", limit = 3, section = "opini" }}\n'
    )
    flags = [word for each in (FAST | settings).items() for word in ("-s", "=".join(each))]
    database = tmp_path / "w.sqlite"
    done = scrapy("jobs", "due", *words, *flags, database=database, WARTA_JOBS_FILE=str(file))
    return done.returncode, done.stderr.splitlines()[-1]


def test_status_3_says_that_a_crawl_broke_a_floor(tmp_path: Path) -> None:
    status, told = due(tmp_path, "http://127.0.0.1:9", RETRY_TIMES="0", ROBOTSTXT_OBEY="False")
    assert status == 3, told
    assert "job news: broken (no list of stories could be read: " in told
    (crawl,) = rows(tmp_path / "w.sqlite", "SELECT * FROM crawls")
    assert (crawl["outcome"], crawl["job"]) == ("broken", "news")
    assert crawl["version"] == reader_version("0.1.0", voaislam.__name__)
    assert crawl["finished_at"] > crawl["started_at"]
    assert '"crawl/outcome": "broken"' in crawl["stats"]


@pytest.mark.parametrize(
    ("ended", "status", "says"),
    [
        (0, 0, "job news: ok"),
        (5, 5, "job news: failed (exit status 5)"),
        (75, 75, "job news: busy (another crawl has the outlet)"),
        (-9, 5, "job news: lost (killed by signal 9)"),
    ],
)
def test_the_status_says_how_the_crawl_ended(
    tmp_path: Path,
    sqlite_url: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    ended: int,
    status: int,
    says: str,
) -> None:
    monkeypatch.setattr(Crawling, "__call__", lambda *_: Ended(ended))
    monkeypatch.setattr("scrapers.log.start_logging", lambda _: caplog.set_level("INFO"))
    (tmp_path / "jobs.toml").write_text(NEWS)
    command = Command()
    command.settings = get_project_settings()
    command.settings.setdict({"DATABASE_URL": sqlite_url, "JOBS_FILE": tmp_path / "jobs.toml"})
    command.run(["run", "news"], Namespace())
    assert (command.exitcode, caplog.messages[-1]) == (status, says)


def test_status_5_says_that_the_database_cannot_be_reached(tmp_path: Path) -> None:
    away = "postgresql://warta:rahasia@127.0.0.1:9/warta"
    status, told = due(tmp_path, "http://127.0.0.1:9", DATABASE_URL=away, DATABASE_PATIENCE="0")
    assert status == 5
    assert told.startswith("scrapy jobs: cannot reach postgresql://warta:***@127.0.0.1:9/warta: ")


@pytest.fixture
def jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Exit status of the command in this process, for jobs of which none is run."""
    monkeypatch.setattr("scrapers.log.start_logging", lambda _: None)  # of a process of its own
    file = tmp_path / "jobs.toml"
    file.write_text(NEWS)

    def run(*words: str, **given: str | int) -> int:
        command = Command()
        command.settings = get_project_settings()
        url = f"sqlite:///{tmp_path / 'w.sqlite'}"
        command.settings.setdict({"DATABASE_URL": url, "JOBS_FILE": str(file)} | given)
        command.run(list(words), Namespace())
        return command.exitcode

    return run


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("mysql://kabar/warta", "DATABASE_URL names 'mysql', which Warta cannot store in; write"),
        ("sqlite:///none/w.sqlite", "cannot open none/w.sqlite: there is no folder none; create"),
    ],
)
@pytest.mark.parametrize("action", ["list", "due", "start"])
def test_status_2_says_that_the_address_of_the_database_is_wrong(
    jobs: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
    action: str,
    url: str,
    message: str,
) -> None:
    with pytest.raises(UsageError):
        jobs(action, DATABASE_URL=url)
    (told,) = capsys.readouterr().err.splitlines()
    assert told.startswith(f"scrapy jobs: {message}")


def test_a_port_that_cannot_be_had_is_one_line(
    jobs: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        assert jobs("start", METRICS_PORT=port) == 5
        (told,) = capsys.readouterr().err.splitlines()
        assert told.startswith(f"scrapy jobs: METRICS_PORT={port}: ")


def test_a_wrong_call_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "jobs.toml"
    file.write_text(NEWS)
    answer = scrapy("jobs", "run", "old", WARTA_JOBS_FILE=str(file))
    assert (answer.returncode, answer.stderr) == (
        2,
        "scrapy jobs: unknown job 'old'; declared are news, archive\n",
    )


@pytest.mark.parametrize(
    ("every", "calendar"),
    [
        ("15m", "*-*-* *:00/15:00 UTC"),
        ("6h", "*-*-* 00/6:00:00 UTC"),
        ("1h", "*-*-* 00/1:00:00 UTC"),
        ("1d", "*-*-* 00:00:00 UTC"),
        ("7m", "*-*-* *:*:00 UTC"),
    ],
)
def test_systemd_gets_the_times_of_a_job(tmp_path: Path, every: str, calendar: str) -> None:
    (job, _) = read(tmp_path, NEWS.replace("15m", every))
    assert timers.calendars(job) == [calendar]


def test_systemd_finds_nothing_to_say_about_the_units(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd-analyze is not installed")
    files = []
    folder = tmp_path / "arsip berita 100%d"  # blanks and % mean something to systemd
    folder.mkdir()
    (folder / "scrapy").symlink_to(sys.executable)
    for job in read(tmp_path, NEWS):
        units = timers.units(job, folder=folder, scrapy=folder / "scrapy", user="root")
        for name, text in units.items():
            (tmp_path / name).write_text(text)
            files.append(str(tmp_path / name))
    told = subprocess.run(
        [analyze, "verify", *files], capture_output=True, text=True, check=False, timeout=60
    )
    assert (told.stdout, told.stderr) == ("", "")  # its status says nothing of unknown keys


def test_cron_gets_one_line(tmp_path: Path) -> None:
    jobs = read(tmp_path, NEWS)
    here = {"folder": Path("/srv/warta"), "scrapy": Path("/srv/warta/.venv/bin/scrapy")}
    command = "* * * * cd /srv/warta && /srv/warta/.venv/bin/scrapy jobs due"
    assert timers.cron_line(jobs, **here) == f"*/5 {command}"
    odd = {"folder": Path("/srv/arsip 100%"), "scrapy": Path("/srv/arsip 100%/scrapy")}
    command_of_odd = r"cd '/srv/arsip 100\%' && '/srv/arsip 100\%/scrapy' jobs due"
    assert timers.cron_line(jobs, **odd) == f"*/5 * * * * {command_of_odd}"
    often = read(tmp_path, NEWS.replace("15m", "2m"))
    assert timers.cron_line(often, **here) == f"* {command}"
