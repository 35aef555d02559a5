"""`scrapy query`: what a terminal, a pipe and a program get of the rows."""

from pathlib import Path

import pytest

from tests.crawling import call

HOSTILE = "'a' || char(27) || '[31mb' || char(27) || ']0;c' || char(7) || char(8238) || 'd'"


@pytest.fixture
def database(sqlite_url: str) -> Path:
    return Path(sqlite_url.removeprefix("sqlite:///"))


@pytest.mark.parametrize("is_terminal", [False, True])
def test_a_terminal_has_nothing_to_obey(
    database: Path,
    is_terminal: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: is_terminal)
    monkeypatch.setenv("TERM", "dumb")  # without styles of our own
    assert call("query", f'SELECT {HOSTILE} AS "x\x1b[2Jy"', database=database) == 0
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert lines == ["x[2Jy", "a[31mb]0;cd"]
