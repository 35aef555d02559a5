import contextlib
import csv
import gzip
import json
import os
import re
import subprocess
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pandas
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from scrapy.exceptions import UsageError
from sqlalchemy import Engine, delete, insert, text, update

from models import exports, tables
from models.database import DatabaseError, open_engine
from models.fetch import Ending, Outcome
from models.schema import open_archive
from scrapers import export_parts
from scrapers.commands.export import _check, export
from scrapers.export_files import cell, whole_file
from tests.crawling import call
from tests.databases import new_postgresql_database
from tests.newsroom import NOW, STORY, Newsroom, at

DESK = (Path(__file__).parents[1] / "docs" / "desk.md").read_text("utf-8")
NEWER = {"view_count": 11}
MOMENT = datetime(2020, 10, 31, 15, 25, tzinfo=UTC)
HEADLINE = '=HYPERLINK("http://x")'
UNREAD = Ending(outcome=Outcome.QUARANTINED, reason="date-line", stage="read", message="'nanti'")


def _visit(engine: Engine, number: int, count: int) -> None:
    """Story `number` is stored by visit `number`."""
    page = {"id": number, "outlet_id": 1, "url": f"https://a.id/{number}", "kind": "story"}
    fetch = {"id": number, "crawl_id": 1, "page_id": number, "article_id": number}
    story = {
        "id": number, "outlet_id": 1, "source_id": str(number), "headline": HEADLINE,
        "body": "satu\n\ndua", "published_at": MOMENT, "published_on": date(2020, 10, number),
        "date_witnesses": [{"source": "line", "text": "t", "read": None, "verdict": "unread"}],
        "sign_off_codes": ["st", "Reuters"], "problems": [], "language": "id",
        "content_hash": "h", "reader": "columns", "view_count": count,
    }  # fmt: skip
    seen = {
        "article_id": number,
        "observed_at": MOMENT,
        "observed_on": MOMENT.date(),
        "rests_on": "visit",
        "count": count,
    }
    with engine.begin() as connection:
        connection.execute(insert(tables.pages), page | {"found_at": MOMENT})
        connection.execute(insert(tables.articles), story)
        connection.execute(
            insert(tables.fetches), fetch | {"fetched_at": MOMENT, "outcome": "stored"}
        )
        for position, printed in enumerate(("st", "Reuters"), 1):
            credit = {"article_id": number, "position": position, "printed": printed}
            connection.execute(insert(tables.credits), credit | {"role": "wire"})
        connection.execute(insert(tables.view_counts), seen | {"fetch_id": number})


@pytest.fixture
def archive(engine: Engine) -> Engine:
    outlet = {"id": 1, "name": "a", "title": "A", "home": "https://a.id", "zone": "Asia/Jakarta"}
    crawl = {"id": 1, "outlet_id": 1, "started_at": MOMENT, "outcome": "ok", "arguments": {}}
    with engine.begin() as connection:
        connection.execute(insert(tables.outlets), outlet)
        connection.execute(insert(tables.crawls), crawl)
    _visit(engine, 1, 10)
    _visit(engine, 2, -20)
    return engine


def _options(**given: Any) -> Namespace:
    plain = {"what": "articles", "since": None, "until": None, "outlet": None, "new": False}
    return Namespace(**(plain | dict.fromkeys(("force", "excel", "semicolon"), False) | given))


def test_parquet_keeps_the_types(archive: Engine, tmp_path: Path) -> None:
    file = tmp_path / "a.parquet"
    assert export(archive, file, _options()) == 0
    table = pq.read_table(file)
    assert table.schema.field("published_at").type == pa.timestamp("us", tz="UTC")
    assert table.schema.field("published_on").type == pa.date32()
    assert table.schema.field("view_count").type == pa.int64()
    assert pq.ParquetFile(file).metadata.row_group(0).column(0).compression == "ZSTD"
    row = table.to_pylist()[0]
    assert (row["published_at"], row["published_on"]) == (MOMENT, date(2020, 10, 1))
    assert row["sign_off_codes"] == ["st", "Reuters"]
    assert row["problems"] == []
    assert row["date_witnesses"] == [
        {"source": "line", "text": "t", "read": None, "verdict": "unread"}
    ]
    assert (row["headline"], row["place"]) == (HEADLINE, None)


def test_csv_is_safe_in_a_spreadsheet(archive: Engine, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    assert export(archive, file, _options(excel=True)) == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.DictReader(text))
    assert [row["headline"] for row in rows] == [f"'{HEADLINE}"] * 2
    assert [row["view_count"] for row in rows] == ["10", "-20"]
    assert rows[0]["published_at"] == "2020-10-31 15:25:00"
    assert rows[0]["published_on"] == "2020-10-01"
    assert rows[0]["sign_off_codes"] == '["st", "Reuters"]'


def test_where_a_comma_stands_in_numbers_semicolons_stand_between_cells(
    archive: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "fetches.csv"
    with archive.begin() as connection:
        connection.execute(update(tables.fetches), {"seconds": 0.25, "reason": "a;b"})
    options = _options(what="fetches", excel=True, semicolon=True)
    assert export(archive, file, options) == 0
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.DictReader(text, delimiter=";"))
    assert [(row["seconds"], row["reason"]) for row in rows] == [("0,25", "a;b")] * 2


def test_pandas_reads_moments_and_the_code_of_namibia(archive: Engine, tmp_path: Path) -> None:
    said = re.search(r"^pandas\.read_csv\(.+\)$", DESK, re.MULTILINE)
    assert said
    fraction = MOMENT.replace(microsecond=44)
    with archive.begin() as connection:
        first = update(tables.articles).where(tables.articles.c.id == 1)
        connection.execute(first, {"published_at": fraction, "country_code": "NA", "body": "NA"})
    assert export(archive, tmp_path / "articles.csv", _options()) == 0
    with contextlib.chdir(tmp_path):
        frame = eval(said[0], {"pandas": pandas})
    assert frame["published_at"].tolist() == [fraction, MOMENT]
    assert frame["country_code"].isna().tolist() == [False, True]
    assert export(archive, tmp_path / "articles.jsonl", _options()) == 0
    given = [row["published_at"] for row in _lines(tmp_path / "articles.jsonl")]
    assert given == ["2020-10-31T15:25:00.000044+00:00", "2020-10-31T15:25:00.000000+00:00"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_words_like_a_formula_get_an_apostrophe(start: str) -> None:
    assert cell(f"{start}1") == f"'{start}1"


def test_numbers_stay_numbers() -> None:
    assert [cell(-1), cell(-0.5), cell(None), cell("a=1")] == [-1, -0.5, None, "a=1"]


@pytest.mark.parametrize(
    ("what", "rows"),
    [("articles", 2), ("credits", 4), ("views", 2), ("fetches", 2), ("articles", 1)],
)
def test_datasets_as_lines(archive: Engine, tmp_path: Path, what: str, rows: int) -> None:
    file = tmp_path / "a.jsonl.gz"
    since = date(2020, 10, 2) if rows == 1 else None
    assert export(archive, file, _options(what=what, since=since, outlet="a")) == 0
    lines = [json.loads(line) for line in gzip.decompress(file.read_bytes()).splitlines()]
    assert len(lines) == rows
    if what == "credits":
        assert [line["printed"] for line in lines] == ["st", "Reuters"] * 2


def test_of_one_outlet_alone(
    archive: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = {"id": 2, "name": "b", "title": "B", "home": "https://b.id", "zone": "Asia/Jakarta"}
    with archive.begin() as connection:
        connection.execute(insert(tables.outlets), other)
        for table in (tables.pages, tables.articles):
            connection.execute(update(table).where(table.c.id == 2).values(outlet_id=2))
    for what in ("articles", "credits", "views", "fetches"):
        file = tmp_path / f"{what}.jsonl"
        assert export(archive, file, _options(what=what, outlet="b")) == 0
        assert {row["outlet"] for row in _lines(file)} == {"b"}
    with pytest.raises(UsageError):
        export(archive, tmp_path / "c.jsonl", _options(outlet="c"))
    assert "no outlet 'c' in the database" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "files"),
    [
        ("a.jsonl", ["a.jsonl"]),
        ("a.PARQUET", ["a.PARQUET"]),
        ("there.csv --force --what views", ["there.csv"]),
        ("a.csv --excel --semicolon --outlet kabar", ["a.csv"]),
        ("there.csv --new", ["there-0001.csv", "there.csv", "there.csv.new.json"]),
    ],
)
def test_as_a_person_calls_it(
    sqlite_url: str, tmp_path: Path, words: str, files: list[str],
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr("signal.signal", lambda *_: None)
    engine = open_engine(sqlite_url)
    Newsroom(engine).visit(STORY)
    engine.dispose()
    folder = tmp_path / "exports"
    folder.mkdir()
    monkeypatch.chdir(folder)
    if "there" in words:
        (folder / "there.csv").touch()
    assert call("export", *words.split(), database=tmp_path / "warta.sqlite") == 0
    assert re.fullmatch(rf"{files[0]}: 1 (articles|views)\n", capsys.readouterr().err)
    assert sorted(each.name for each in folder.iterdir()) == files


def test_days_of_visits(archive: Engine, tmp_path: Path) -> None:
    options = {"what": "fetches", "since": date(2020, 10, 31)}
    assert export(archive, tmp_path / "a.csv", _options(**options)) == 0
    options = {"what": "fetches", "until": date(2020, 10, 30)}
    assert export(archive, tmp_path / "b.csv", _options(**options)) == 1
    assert not (tmp_path / "b.csv").exists()


def test_only_what_is_new(archive: Engine, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    for what in ("articles", "views"):
        file = tmp_path / f"{what}.jsonl"
        assert export(archive, file, _options(what=what, new=True)) == 0
        assert export(archive, file, _options(what=what, new=True)) == 0
    _visit(archive, 3, 30)
    for what, key in (("articles", "id"), ("views", "article_id")):
        file = tmp_path / f"{what}.jsonl"
        assert export(archive, file, _options(what=what, new=True)) == 0
        parts = [
            [json.loads(line)[key] for line in part.read_text().splitlines()]
            for part in sorted(tmp_path.glob(f"{what}-*.jsonl"))
        ]
        assert parts == [[1, 2], [3]]
    with pytest.raises(UsageError):
        export(archive, file, _options(what="views", new=True, outlet="a"))


def _memory(file: Path) -> dict[str, Any]:
    state: dict[str, Any] = json.loads(file.with_name(f"{file.name}.new.json").read_text())
    return state


@pytest.mark.parametrize("change", ["restored", "another", "another crawl"])
def test_what_is_new_is_refused_to_another_database(
    archive: Engine, tmp_path: Path, change: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.jsonl"
    assert export(archive, file, _options(what="fetches", new=True)) == 0
    later = MOMENT + timedelta(microseconds=1)
    with archive.begin() as connection:
        if change == "restored":
            connection.execute(delete(tables.view_counts).where(tables.view_counts.c.fetch_id == 2))
            connection.execute(delete(tables.fetches).where(tables.fetches.c.id == 2))
        if change == "another":
            connection.execute(update(tables.fetches).values(fetched_at=later))
        if change == "another crawl":
            connection.execute(update(tables.crawls).values(started_at=later))
    capsys.readouterr()
    with pytest.raises(UsageError):
        export(archive, file, _options(what="fetches", new=True))
    assert capsys.readouterr().err == (
        f"scrapy export: {file}.new.json goes with another database, or with this one before it was"
        " restored: visit 2 is not here; remove it and its parts, or export whole\n"
    )
    assert _memory(file)["fetch"] == 2


def test_what_older_versions_remembered_is_good(archive: Engine, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    assert export(archive, file, _options(new=True)) == 0
    memory = _memory(file)
    older = {name: value for name, value in memory.items() if name != "visit"}
    file.with_name("a.jsonl.new.json").write_text(json.dumps(older))
    assert export(archive, file, _options(new=True)) == 0
    assert _memory(file) == memory
    moment = MOMENT.isoformat()
    assert memory["visit"] == {"fetched_at": moment, "crawl_started_at": moment}
    assert [each.name for each in tmp_path.glob("a-*")] == ["a-0001.jsonl"]


def test_what_older_versions_remembered_is_no_other_database_s(
    archive: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.jsonl"
    assert export(archive, file, _options(new=True)) == 0
    memory = _memory(file) | {"fetch": 3}
    del memory["visit"]
    file.with_name("a.jsonl.new.json").write_text(json.dumps(memory))
    with pytest.raises(UsageError):
        export(archive, file, _options(new=True))
    assert "visit 3 is not here" in capsys.readouterr().err


@pytest.mark.parametrize("change", ["[]", "{", '{"fetch": 1}', {"fetch": "x"}, {"parts": None}])
def test_what_was_never_remembered_is_refused(
    archive: Engine, tmp_path: Path, change: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    file, memory = tmp_path / "a.jsonl", tmp_path / "a.jsonl.new.json"
    assert export(archive, file, _options(new=True)) == 0
    memory.write_text(change if isinstance(change, str) else json.dumps(_memory(file) | change))
    with pytest.raises(UsageError):
        export(archive, file, _options(new=True))
    assert f"{memory} is not what --new remembers; remove it\n" in capsys.readouterr().err


def test_a_part_replaces_no_other_file(
    archive: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs = tmp_path / "a-0001.jsonl"
    theirs.write_text("theirs")
    with pytest.raises(UsageError):
        export(archive, tmp_path / "a.jsonl", _options(new=True))
    said = f"scrapy export: {theirs} exists; move it away, or say --force\n"
    assert capsys.readouterr().err == said
    assert theirs.read_text() == "theirs"
    assert export(archive, tmp_path / "a.jsonl", _options(new=True, force=True)) == 0
    assert len(_lines(theirs)) == 2


def test_a_part_that_a_killed_run_did_not_note_is_written_again(
    archive: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, part = tmp_path / "a.jsonl", tmp_path / "a-0001.jsonl"
    _killed_before_it_noted_the_part(archive, file, monkeypatch)
    _visit(archive, 3, 30)
    part.write_bytes(part.read_bytes() + b"{}\n")  # by somebody else
    with pytest.raises(UsageError):
        export(archive, file, _options(new=True))
    part.unlink()
    _killed_before_it_noted_the_part(archive, file, monkeypatch)
    assert export(archive, file, _options(new=True)) == 0
    assert [row["id"] for row in _lines(part)] == [1, 2, 3]
    assert (_memory(file)["parts"], "writing" in _memory(file)) == (1, False)


def _killed_before_it_noted_the_part(
    archive: Engine, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = export_parts.remember

    def remember(memory: Path, state: dict[str, Any]) -> None:
        if "writing" not in state:
            raise KeyboardInterrupt
        really(memory, state)

    monkeypatch.setattr(export_parts, "remember", remember)
    with pytest.raises(KeyboardInterrupt):
        export(archive, file, _options(new=True))
    monkeypatch.setattr(export_parts, "remember", really)


def test_of_two_runs_at_once_one_writes_the_part(
    archive: Engine, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    file, really = tmp_path / "a.jsonl", exports.rows

    def rows(*given: Any) -> Iterator[dict[str, Any]]:
        monkeypatch.setattr(exports, "rows", really)
        assert export(archive, file, _options(new=True)) == 0
        _visit(archive, 3, 30)
        assert export(archive, file, _options(new=True)) == 0
        yield from really(*given)

    monkeypatch.setattr(exports, "rows", rows)
    with pytest.raises(UsageError):
        export(archive, file, _options(new=True))
    told = f"another run wrote to {file}.new.json meanwhile; run it again"
    assert told in capsys.readouterr().err
    parts = [[row["id"] for row in _lines(part)] for part in sorted(tmp_path.glob("*a-*"))]
    assert parts == [[1, 2], [3]]
    assert (_memory(file)["parts"], _memory(file)["fetch"]) == (2, 3)


def test_a_link_leads_where_it_led(archive: Engine, tmp_path: Path) -> None:
    disk, link = tmp_path / "disk", tmp_path / "latest.jsonl"
    disk.mkdir()
    link.symlink_to(disk / "stories.jsonl")
    for _ in range(2):
        assert export(archive, link, _options(force=True)) == 0
        assert link.readlink() == disk / "stories.jsonl"
        assert [each.name for each in disk.iterdir()] == ["stories.jsonl"]
    assert len(_lines(link)) == 2
    (disk / "stories.jsonl").unlink()
    (disk / "stories.jsonl").symlink_to(link)  # in a circle, they lead nowhere
    assert export(archive, link, _options(force=True)) == 0


def test_what_killed_processes_left_is_removed(archive: Engine, tmp_path: Path) -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    for name in ("a.csv", "a-0001.csv", "a.csv.new.json"):
        for process in (gone.pid, os.getpid(), os.getppid()):
            (tmp_path / f".{name}.{process}.part").touch()
    (tmp_path / ".a.csv.x.part").touch()
    assert export(archive, tmp_path / "a.csv", _options()) == 0
    assert export(archive, tmp_path / "a.csv", _options(new=True)) == 0
    alive = {f".{name}.{os.getppid()}.part" for name in ("a.csv", "a-0001.csv", "a.csv.new.json")}
    left = {each.name for each in tmp_path.iterdir() if each.name.startswith(".")}
    assert left == {*alive, ".a.csv.x.part"}


def test_what_is_new_has_a_page_of_quarantine_again_once_it_is_read(
    engine: Engine, tmp_path: Path
) -> None:
    newsroom = Newsroom(engine)
    file = tmp_path / "q.jsonl"
    newsroom.visit(UNREAD)
    assert export(engine, file, _options(what="quarantine", new=True)) == 0
    newsroom.visit(replace(STORY, source_id="2", url=f"{STORY.url}2"))
    assert export(engine, file, _options(what="quarantine", new=True)) == 0
    newsroom.visit(at(STORY, NOW + timedelta(hours=1)))
    assert export(engine, file, _options(what="quarantine", new=True)) == 0
    parts = [
        [(row["id"], row["reason"], row["resolved_at"] is None) for row in _lines(part)]
        for part in sorted(tmp_path.glob("q-*.jsonl"))
    ]
    assert parts == [[(1, "date-line", True)], [(1, "date-line", False)]]


def test_stories_have_the_one_name_of_their_place(engine: Engine, tmp_path: Path) -> None:
    Newsroom(engine).visit(replace(STORY, place="Jogja"))
    assert export(engine, tmp_path / "a.jsonl", _options()) == 0
    (row,) = _lines(tmp_path / "a.jsonl")
    assert (row["place"], row["place_name"]) == ("Jogja", "Yogyakarta")


def _lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_of_several_parts_duckdb_takes_the_latest_row(
    archive: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = re.search(r"```sql\n(SELECT \* FROM read_parquet.+?)```", DESK, re.DOTALL)
    assert said
    assert export(archive, tmp_path / "articles.parquet", _options(new=True)) == 0
    visit = {"id": 3, "crawl_id": 1, "page_id": 1, "article_id": 1, "outcome": "revised"}
    with archive.begin() as connection:
        connection.execute(insert(tables.fetches), visit | {"fetched_at": MOMENT})
        connection.execute(update(tables.articles).where(tables.articles.c.id == 1), NEWER)
    assert export(archive, tmp_path / "articles.parquet", _options(new=True)) == 0
    monkeypatch.chdir(tmp_path)
    rows = duckdb.sql(f"SELECT id, view_count FROM ({said[1]}) ORDER BY id").fetchall()
    assert rows == [(1, 11), (2, -20)]


def test_nothing_half_written(tmp_path: Path) -> None:
    def stop() -> Iterator[None]:
        with whole_file(tmp_path / "a.csv") as file:
            file.write(b"half")
            raise KeyboardInterrupt
        yield

    with pytest.raises(KeyboardInterrupt):
        next(stop())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a.csv", "a.parquet", "a.jsonl", "a.jsonl.gz"])
def test_full_disk(archive: Engine, tmp_path: Path, name: str) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", str(disk)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount a small disk")
    try:
        (disk / "filler").write_bytes(b"x" * 4096)
        with pytest.raises(OSError, match="No space"):
            export(archive, disk / name, _options())
        assert [file.name for file in disk.iterdir()] == ["filler"]
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("there.csv", {}),
        ("a.xlsx", {}),
        ("a.csv", {"what": "pages"}),
        ("no/a.csv", {}),
        ("a.csv", {"semicolon": True}),
        ("a.jsonl", {"excel": True}),
        ("folder.csv", {"force": True}),
        ("a.csv", {"since": date(2020, 10, 2), "until": date(2020, 10, 1)}),
    ],
)
def test_refused_calls(
    tmp_path: Path, name: str, given: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "there.csv").touch()
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(UsageError):
        _check(tmp_path / name, _options(**given))
    assert capsys.readouterr().err.count("\n") == 1


def test_a_database_without_tables(empty_url: str) -> None:
    with pytest.raises(DatabaseError, match=r"no archive yet|there is no database"):
        open_archive(empty_url)


def test_an_archive_without_stories(engine: Engine, tmp_path: Path) -> None:
    assert export(engine, tmp_path / "a.csv", _options()) == 1
    assert list(tmp_path.glob("a*")) == []


def test_what_is_new_waits_for_writers_of_this_database_alone(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "LOCK_SECONDS", 0.3)
    engine = open_engine(postgresql_url)
    newsroom = Newsroom(engine)
    newsroom.visit(STORY)
    with new_postgresql_database() as url:
        other = open_engine(url)
        with other.begin() as elsewhere:
            elsewhere.execute(text("CREATE TABLE busy (id INTEGER)"))
            assert exports.last_settled_fetch(engine) == 1
        other.dispose()
    with engine.begin() as here:
        here.execute(text("UPDATE outlets SET title = title"))
        with pytest.raises(DatabaseError, match=r"has been writing for 0\.3 s"):
            exports.last_settled_fetch(engine)
    engine.dispose()
