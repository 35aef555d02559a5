"""A setting that is no number, or out of its bounds, is refused before a command begins."""

from pathlib import Path

import pytest
from scrapy.cmdline import execute
from scrapy.settings import Settings

import settings
from scrapers.bounds import NUMBERS, SWITCHES, check_bounds
from tests.crawling import ROOT, scrapy

COMMANDS = {
    "crawl": ["voaislam"],
    "db": ["prune", "now"],
    "export": ["a.csv"],
    "extract": ["voaislam", "README.md"],
    "gaps": ["voaislam"],
    "genspider": ["-t", "outlet", "kabar", "kabar.example", "--page", "README.md"],
    "ingest": ["README.md"],
    "jobs": ["due"],
    "query": ["SELECT 1"],
    "reparse": [],
    "report": ["a.html"],
    "search": ["petani"],
    "serve": [],
    "status": [],
}


def test_every_number_of_the_settings_has_its_bounds() -> None:
    known = {name: value for name, value in vars(settings).items() if name.isupper()}
    numbers = {
        name
        for name, value in known.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    }
    assert numbers - set(NUMBERS) == set()
    assert set(NUMBERS) - set(known) == set()
    check_bounds(Settings(known))


def test_every_switch_of_the_settings_is_known_as_one() -> None:
    switches = {name for name, value in vars(settings).items() if isinstance(value, bool)}
    assert switches - set(SWITCHES) == set()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ARCHIVE_FILE_SIZE", "1000"),
        ("DATABASE_PATIENCE", "0.2"),
        ("ARCHIVE_KEEP_DAYS", None),
        ("VIEW_COUNTS_FULL_DAYS", "0"),
        ("CHECK_SAMPLE", 1),
        ("METRICS_PORT", "65535"),
        ("READ_AT_ONCE", 2.0),
        ("LOG_LEVEL", "DEBUG"),
        ("LOG_LEVEL", 10),
        ("REVISIT_AFTER", "3600,86400"),
        ("LOG_JSON", "1"),
        ("ROBOTSTXT_OBEY", "False"),
        ("TELNETCONSOLE_ENABLED", 0),
    ],
)
def test_what_is_meant_is_taken(name: str, value: object) -> None:
    check_bounds(Settings({name: value}))


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("ARCHIVE_FILE_SIZE", "1G", "no whole number from 1 to 1,000,000,000,000,000"),
        ("ARCHIVE_FILE_SIZE", "0", "no whole number from 1 to "),
        ("ARCHIVE_FILE_SIZE", 1.5, "no whole number from 1 to "),
        ("MAX_SILENT_DAYS", "abc", "no number from 0 to 100,000"),
        ("MAX_SILENT_DAYS", None, "no number from 0 to 100,000"),
        ("DATABASE_PATIENCE", "inf", "no number from 0 to 1,000,000,000"),
        ("DATABASE_PATIENCE", "nan", "no number from 0 to 1,000,000,000"),
        ("READ_TIMEOUT", "0", "no number from 0.1 to 1,000,000,000"),
        ("READ_AT_ONCE", "-1", "no whole number from 1 to 1,000,000,000"),
        ("ARCHIVE_KEEP_DAYS", "-5", "no number from 0 to 100,000"),
        ("MAX_QUARANTINED_SHARE", "20", "no number from 0 to 1"),
        ("METRICS_PORT", "9" * 400, "no whole number from 0 to 65,535"),
        ("LOG_LEVEL", "FOO", "no level; write DEBUG, INFO, WARNING, ERROR or CRITICAL"),
        ("LOG_JSON", "yes", "no switch; write 1 or 0"),
        ("LOG_ENABLED", "off", "no switch; write 1 or 0"),
        ("ROBOTSTXT_OBEY", "nein", "no switch; write 1 or 0"),
    ],
)
def test_what_cannot_be_meant_is_quoted(name: str, value: object, wanted: str) -> None:
    with pytest.raises(ValueError, match=f"^{name}=") as caught:
        check_bounds(Settings({name: value}))
    assert str(caught.value).startswith(f"{name}={value!r} is {wanted}")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_refuses_it_before_it_begins(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(ROOT)
    given = {"DATABASE_URL": f"sqlite:///{tmp_path}/w.sqlite", "ARCHIVE_DIR": str(tmp_path / "a")}
    given |= {"MAX_SILENT_DAYS": "abc"}
    words = [word for name, value in given.items() for word in ("-s", f"{name}={value}")]
    with pytest.raises(SystemExit) as ended:
        execute(["scrapy", command, *COMMANDS[command], *words])
    assert ended.value.code == 2
    said = f"scrapy {command}: MAX_SILENT_DAYS='abc' is no number from 0 to 100,000\n"
    assert capsys.readouterr() == ("", said)
    assert list(tmp_path.iterdir()) == []


def test_a_log_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    file = str(tmp_path / "none" / "warta.log")
    with pytest.raises(ValueError, match=r"^LOG_FILE=") as caught:
        check_bounds(Settings({"LOG_FILE": file}))
    assert str(caught.value) == f"LOG_FILE={file!r} cannot be written: No such file or directory"


def test_the_form_of_the_log_may_be_written_large_and_no_other() -> None:
    def told(form: str) -> tuple[int, str]:
        done = scrapy("db", "check", database="mysql://x", WARTA_LOG=form)
        return done.returncode, done.stderr.partition(";")[0]

    assert told("JSON")[0] == 1
    assert told("jsonl") == (2, "scrapy db: LOG_JSON='jsonl' is no switch")


def test_the_level_of_the_log_may_be_written_small() -> None:
    done = scrapy("db", "check", database="mysql://x", WARTA_LOG_LEVEL="debug")
    assert done.stderr.startswith("scrapy db: DATABASE_URL names 'mysql'")
    done = scrapy("db", "check", database="mysql://x", WARTA_LOG_LEVEL="foo")
    assert (done.returncode, done.stderr.split(";")[0]) == (
        2,
        "scrapy db: LOG_LEVEL='FOO' is no level",
    )
