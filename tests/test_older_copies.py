"""Copies that are taken in after later ones of their stories."""

import shutil
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from scrapy.commands import ScrapyCommand
from scrapy.utils.project import get_project_settings
from sqlalchemy import Engine, select

from models.database import open_engine
from models.fetch import OLDER_COPY
from models.recount import wrong_counts
from models.spellings import HIJRI_MONTHS
from models.tables import articles, crawls, credits, fetches, revisions, view_counts
from pipelines.hijri import hijri_of
from scrapers.commands.ingest import Command as Ingest
from scrapers.commands.reparse import Command as Reparse
from scrapers.reader.version import reader_version
from scrapers.spiders import voaislam
from tests.warcs import http, packed, plain_record

HOME = "https://www.voa-islam.com"
BEGIN = datetime(2021, 1, 1, 3, tzinfo=UTC)
HEADLINES = ("Warga Membersihkan Saluran Air", "Saluran Air di Kampung Baru Dibersihkan")
BODIES = (
    "Menurut ketua RT, kerja bakti itu diadakan setiap bulan agar kampung tidak tergenang banjir.",
    "Ketua RT berkata bahwa kerja bakti itu akan diadakan setiap pekan selama musim hujan.",
    "Ralat: kerja bakti itu diadakan dua kali setiap bulan, bukan setiap pekan seperti ditulis.",
)
OPENING = "Puluhan warga membersihkan saluran air di Kampung Baru pada hari Sabtu."


LAST = "Kerja bakti berikutnya akan diadakan pada hari Ahad pekan depan, kata ketua RT itu."


def copy(random: Random, story: int, day: int, text: int, *, prints: bool) -> bytes:
    """A copy of a story as it was on that day; it may lack what others have, `prints` one of its
    paragraphs, too.
    """
    at = BEGIN + timedelta(days=day)
    date_line = "Sabtu, 31 Oktober 2020 22:25 wib"
    if story % 2:  # as the source does, beside the day on which it is shown
        year, month, hijri_day = map(int, hijri_of(at.date()).split("-"))
        name = next(name for name, number in HIJRI_MONTHS.items() if number == month)
        date_line = date_line.replace(", ", f", {hijri_day} {name.title()} {year} H / ")
    lines = (
        date_line,
        random.choice((f"{100 + day} views", "")),
        HEADLINES[text % 2],
        random.choice(("JAKARTA (voa-islam.com) - ", "")) + OPENING,
        BODIES[text // 2] + random.choice((" (ab/cd)", "")),
    )
    is_print = prints and random.random() < 0.5
    if prints:
        last = () if is_print and random.random() < 0.5 else (LAST,)
        lines = (*lines[:-1], *last, lines[-1])
    html = "".join(f"<p>{line}</p>" for line in lines if line)
    page = f"<html><head></head><body>{html}</body></html>".encode()
    url = f"{HOME}/read/indonesiana/2020/10/31/{story}/judul/" + ("?print=1" if is_print else "")
    return plain_record(http(page), url, date=f"{at:%Y-%m-%dT%H:%M:%SZ}")


def copies(seed: int, *, prints: bool = False) -> list[bytes]:
    """Copies of forty stories, half of them edited now and then, in the order they were made."""
    random = Random(seed)
    made = []
    for story in range(1, 41):
        edits = random.choice((1, 1, 2, 6))
        days = random.sample(range(300), random.randrange(1, 7))
        made += [
            (day, copy(random, story, day, random.randrange(edits), prints=prints)) for day in days
        ]
    return [each for _, each in sorted(made)]


@pytest.fixture(autouse=True)
def unsettled(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command's process is its own, the tests' is not."""
    for name in ("ingest", "reparse"):
        monkeypatch.setattr(f"scrapers.commands.{name}.settle", lambda: None)


@pytest.fixture
def in_order(sqlite_model: Path, tmp_path: Path) -> Iterator[Engine]:
    """Another database, for the same copies in the order in which they were made."""
    file = tmp_path / "in-order.sqlite"
    shutil.copy(sqlite_model, file)
    engine = open_engine(f"sqlite:///{file}")
    yield engine
    engine.dispose()


def run(command: ScrapyCommand, engine: Engine, folder: Path, *words: str) -> None:
    """Call a command on the database, whose archive is in the folder."""
    command.settings = get_project_settings()
    url = engine.url.render_as_string(hide_password=False)
    command.settings.setdict({"DATABASE_URL": url, "ARCHIVE_DIR": str(folder / "archive")})
    parser = ArgumentParser()
    command.add_options(parser)
    options, files = parser.parse_known_args(words)
    command.run(files, options)
    assert command.exitcode == 0


def take_in(engine: Engine, folder: Path, *parts: Sequence[bytes]) -> None:
    """Ingest the parts, one after the other."""
    folder.mkdir()
    for number, part in enumerate(parts):
        file = folder / f"{number}.warc.gz"
        file.write_bytes(packed(*part))
        run(Ingest(), engine, folder, str(file), "--processes", "1")


def stories(engine: Engine) -> dict[str, list[Any]]:
    """All that is told of the stories, without numbers of rows."""
    numbers = {"id", "outlet_id", "page_id", "article_id", "fetch_id"}
    found = {}
    with engine.connect() as connection:
        for table in (articles, credits, revisions, view_counts):
            columns = [column for column in table.c if column.name not in numbers]
            query = select(articles.c.source_id, *columns)
            if table is not articles:
                query = query.join_from(table, articles)
            rows = [tuple(row) for row in connection.execute(query)]
            found[table.name] = sorted(rows, key=repr)
    return found


def reasons(engine: Engine) -> list[str]:
    """Those of the visits that have one."""
    with engine.connect() as connection:
        given = select(fetches.c.reason).where(fetches.c.reason.is_not(None))
        return list(connection.execute(given).scalars())


@pytest.mark.parametrize("prints", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_in_whatever_order_they_come_a_reparse_makes_the_same_histories_of_them(
    engine: Engine, in_order: Engine, tmp_path: Path, seed: int, prints: bool
) -> None:
    made = copies(seed, prints=prints)
    take_in(in_order, tmp_path / "in order", made)
    assert reasons(in_order) == []
    mixed = Random(seed).sample(made, len(made))
    take_in(engine, tmp_path / "mixed", mixed[:60], mixed[60:70], mixed[70:])
    waiting = reasons(engine)
    assert set(waiting) == {OLDER_COPY}
    assert 10 < len(waiting) < len(made) / 2
    run(Reparse(), engine, tmp_path / "mixed", "--workers", "1")
    assert reasons(engine) == []
    assert stories(engine) == stories(in_order)
    with engine.connect() as connection:
        assert wrong_counts(connection) == []


def test_what_is_taken_in_was_read_by_todays_reader(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    take_in(engine, tmp_path / "in order", copies(1))
    today = reader_version("0.1.0", voaislam.__name__)
    with engine.connect() as connection:
        readers = select(articles.c.reader_version).union(select(crawls.c.version))
        assert connection.execute(readers).scalars().all() == [today]
    capsys.readouterr()
    run(Reparse(), engine, tmp_path / "in order", "--workers", "1")
    assert "0 pages of 0 stories" in capsys.readouterr().out
