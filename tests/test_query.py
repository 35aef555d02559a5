"""`scrapy query`: what a terminal, a pipe and a program get of the rows."""

import json
import os
import shlex
import subprocess
import sys
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest
from sqlalchemy import Engine, types

from models.asking import JSON
from models.database import open_engine
from models.tables import metadata
from scrapers.commands.query import print_answer
from scrapers.printed_rows import FORMATS, MEASURED, aligned
from tests.crawling import ROOT, call
from tests.newsroom import STORY, Newsroom

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


def test_a_pipe_has_one_line_a_row_and_nothing_is_cropped(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "replace(hex(zeroblob(5050)), '0', 'x')"
    asked = f"SELECT 5 AS n, 'satu' || char(10, 10) || 'dua' AS body, {words} AS long, NULL AS none"
    assert call("query", f"{asked} UNION ALL SELECT -15, 'x', 'y', 1", database=database) == 0
    header, first, second = capsys.readouterr().out.splitlines()
    assert header.split() == ["n", "body", "long", "none"]
    assert first == f"  5  satu⏎⏎dua  {'x' * 10_100}"
    assert second == f"-15  x          y{' ' * 10_099}     1"


def test_a_column_gets_the_room_that_a_later_row_needs() -> None:
    rows = [("a", 1)] * MEASURED + [("語é", 22), ("e\u0301", 3)]
    lines = list(aligned(["x", "y"], rows))
    assert lines[0] == "x  y\n"
    assert lines[-3:] == ["a  1\n", "語é  22\n", "e\u0301     3\n"]


def test_csv_has_the_cells_of_an_export(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = "SELECT '=1+1' AS a, -1 AS b, NULL AS c, '2020-10-31 15:25:00.000000' AS d_at,"
    asked += " 'kemarin' AS e_at"
    assert call("query", "--format", "csv", asked, database=database) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown == ["a,b,c,d_at,e_at", "'=1+1,-1,,2020-10-31T15:25:00.000000+00:00,kemarin"]


@pytest.mark.parametrize("form", FORMATS)
def test_both_databases_answer_alike(
    engine: Engine, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Newsroom(engine).visit(replace(STORY, headline="a\u202e\n\x1bb"))
    asked = "SELECT headline, place, published_at, sum(1) AS n, NULL AS none FROM stories"
    print_answer(engine, f"-- (all)\n{asked} GROUP BY 1, 2, 3", form)
    shown = capsys.readouterr().out
    moment = STORY.published_at.astimezone(UTC).isoformat(timespec="microseconds")
    if form == "jsonl":
        given = json.loads(shown)
        expected = {"place": STORY.place, "published_at": moment, "n": 1, "none": None}
        assert given == {"headline": "a\u202e\n\x1bb"} | expected
        assert "a\\u202e\\n\\u001bb" in shown
    if form == "csv":
        assert shown.endswith(f'b",{STORY.place},{moment},1,\r\n')
    if form == "table":
        assert shown.splitlines()[1].startswith(f"a⏎b       {STORY.place}  ")


@pytest.mark.parametrize("form", FORMATS)
def test_lists_are_lists_on_both_databases(
    engine: Engine, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Newsroom(engine).visit(replace(STORY, problems=("body: “Jum'at”", "[")))
    print_answer(engine, "SELECT problems, '[' AS stats FROM articles", form)
    shown = capsys.readouterr().out
    if form == "jsonl":
        assert json.loads(shown) == {"problems": ["body: “Jum'at”", "["], "stats": "["}
    else:
        problems = json.dumps(["body: “Jum'at”", "["], ensure_ascii=False)
        expected = {
            "csv": f'"{problems.replace(chr(34), chr(34) * 2)}",[',
            "table": f"{problems}  [",
        }
        assert shown.splitlines()[1] == expected[form]


@pytest.mark.parametrize("form", FORMATS)
def test_lists_of_postgresql_may_hold_days_and_numbers(
    postgresql_url: str, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = open_engine(postgresql_url)
    asked = "SELECT ARRAY[DATE '2020-10-31', NULL] AS days, ARRAY[1.5, 2] AS numbers"
    print_answer(engine, asked, form)
    engine.dispose()
    assert (
        capsys.readouterr().out.splitlines()[-1]
        == {
            "csv": '"[""2020-10-31"", null]","[1.5, 2]"',
            "jsonl": '{"days": ["2020-10-31", null], "numbers": [1.5, 2]}',
            "table": '["2020-10-31", null]  [1.5, 2]',
        }[form]
    )


def test_columns_with_lists_are_those_of_the_tables() -> None:
    found = {column.name for table in metadata.sorted_tables for column in table.c
             if isinstance(column.type, types.JSON)}  # fmt: skip
    assert found == JSON


def test_postgresql_explains_too(postgresql_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    engine = open_engine(postgresql_url)
    for asked in (
        "EXPLAIN SELECT 1",
        "SHOW jit",
        "VALUES (1)",
        "(SELECT 1)",
        "/* a */ TABLE places",
    ):
        print_answer(engine, asked, "table")
    engine.dispose()
    assert "Result" in capsys.readouterr().out


def test_a_question_may_begin_with_a_comment(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("query", "-- of a file\nSELECT 1 AS n;", database=database) == 0
    assert capsys.readouterr().out.split() == ["n", "1"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--fromat", "SELECT 1"), "unknown option '--fromat'"),
        (("--format", "xml", "SELECT 1"), "--format 'xml' is none of csv, jsonl, table"),
        (("--format", "jsonl", "SELECT 1 AS a, 2 AS a"), "two columns are called 'a'; name one wi"),
        (("DELETE FROM credits",), "attempt to write a readonly database"),
    ],
)
def test_a_wrong_call_is_told_in_one_line(
    database: Path, words: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("query", *words, database=database) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"scrapy query: {says}")
    assert said.count("\n") == 1


@pytest.mark.parametrize("form", FORMATS)
def test_a_reader_that_has_enough_ends_it_at_once(database: Path, form: str) -> None:
    asked = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000)"
        " SELECT i FROM n"
    )
    with subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "scrapy", "query", "--format", form, asked],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": f"sqlite:///{database}"},
    ) as query:
        assert query.stdout is not None
        assert query.stderr is not None
        assert query.stdout.readline().strip() in {b"i", b'{"i": 1}'}
        query.stdout.close()
        assert query.stderr.read() == b""
        assert query.wait(60) == 0


def test_rows_that_cannot_be_written(database: Path) -> None:
    done = subprocess.run(
        f"{shlex.quote(sys.executable)} -m scrapy query 'SELECT 1' >/dev/full",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": f"sqlite:///{database}"},
    )
    assert done.returncode == 1
    assert done.stderr == "scrapy query: cannot write: No space left on device\n"
