"""`scrapy reparse` on what two crawls of the replica left behind."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlalchemy import Engine, func, insert, select, text, update

from models.database import open_engine
from models.recount import wrong_counts
from models.rereading.plan import Plan
from models.rereading.scan import Asked
from models.tables import (
    articles,
    fetches,
    metadata,
    pages,
    quarantine,
    rereadings,
    revisions,
    view_counts,
)
from models.words import words
from scrapers.reader.version import reader_version
from scrapers.reparse.pools import LocalPool
from scrapers.reparse.run import Rereading, Told
from scrapers.reparse.shown import summary
from scrapers.spiders import voaislam
from tests.crawling import ROOT, crawl, rows, scrapy
from tests.databases import DIALECTS
from tests.replica.site import Replica

VERSION = reader_version("0.1.0", voaislam.__name__)
ASKED = ("everything", "since", "until", "quarantined")


def SILENT(what: str, total: int) -> Callable[[int], None]:  # noqa: N802
    return lambda _more: None


STORIES = 24
YESTERDAY = {
    "ITEM_PIPELINES": '{"tests.other_readers.Yesterday": 200, "pipelines.save.SavePipeline": 900}',
    "WARTA_VERSION": "0.0.9",
    "READER_VERSION": "0.0.9",
}


class Crawled(NamedTuple):
    """A database with its archive beside it."""

    database: Path
    archive: Path


def crawled(folder: Path, **first: str) -> Crawled:
    """Two crawls of the same site with an edit in between; the first with those settings, the
    second of the newest stories alone.
    """
    folder.mkdir()
    database = folder / "warta.sqlite"
    with Replica(STORIES, today=date(2025, 1, 7)) as site:
        newest = list(site.ids())[-5:]
        for source_id, behaviour in zip(newest, ("as-error", "misencoded", "moved"), strict=False):
            site.behave(source_id, behaviour)
        assert crawl(site.url, database, **first).returncode in (0, 3)
        site.edit(newest[3], headline="Judul Baru Setelah Ralat dari Redaksi Malam Ini")
        site.edit(newest[4], body="Paragraf pertama yang ditulis ulang.\n\nParagraf kedua.")
        done = crawl(site.url, database, "-a", "limit=14")
        assert done.returncode == 0, done.stderr
    return Crawled(database, folder / "archive")


@pytest.fixture(scope="module")
def yesterdays(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """First crawled with yesterday's reader, then with today's."""
    return crawled(tmp_path_factory.mktemp("reparse") / "yesterday", **YESTERDAY)


@pytest.fixture(scope="module")
def todays(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """The same, crawled with today's reader from the first visit on."""
    return crawled(tmp_path_factory.mktemp("reparse") / "today")


@pytest.fixture
def mine(yesterdays: Crawled, tmp_path: Path) -> Crawled:
    """A copy of what yesterday's reader left, to be changed by one test."""
    shutil.copy(yesterdays.database, tmp_path / "warta.sqlite")
    shutil.copytree(yesterdays.archive, tmp_path / "archive")
    return Crawled(tmp_path / "warta.sqlite", tmp_path / "archive")


@pytest.fixture(params=DIALECTS)
def engine(request: pytest.FixtureRequest, mine: Crawled) -> Iterator[Engine]:
    """The copy's database, or the same rows on a PostgreSQL server."""
    engine = open_engine(f"sqlite:///{mine.database}")
    if request.param == "postgresql":
        theirs = open_engine(request.getfixturevalue("postgresql_url"))
        _copy_rows(engine, theirs)
        engine.dispose()
        engine = theirs
    yield engine
    engine.dispose()


def _copy_rows(source: Engine, target: Engine) -> None:
    with source.connect() as here, target.begin() as there:
        for table in metadata.sorted_tables:
            found = [row._asdict() for row in here.execute(select(table))]
            if found and "reference" not in table.info:
                there.execute(table.insert(), found)
                if "id" in table.c:
                    last = max(row["id"] for row in found)
                    there.execute(text(f"SELECT setval('{table.name}_id_seq', {last})"))


@pytest.fixture(scope="module")
def pool() -> Iterator[LocalPool]:
    """Processes that read and compare for all of the tests."""
    pool = LocalPool(2)
    yield pool
    pool.close()


def reread(pool: LocalPool, engine: Engine, archive: Path, **options: Any) -> Told:
    """A whole run, written by this process."""
    chosen = {name: options.pop(name) for name in ASKED if name in options}
    plan = Plan(archive / "reparse-test.sqlite")
    try:
        return Rereading(
            engine=engine,
            plan=plan,
            reading=pool,
            comparing=pool,
            asked=Asked(versions={"voaislam": VERSION}, **chosen),
            spiders={"voaislam": (voaislam.VoaIslamSpider.outlet, voaislam.__name__)},
            archive=archive,
            **{
                "reader": "pipelines.read.read_story",
                "largest": 1 << 24,
                "progress": SILENT,
                **options,
            },
        ).run()
    finally:
        plan.close()


def reparse(place: Crawled, *words: str) -> subprocess.CompletedProcess[str]:
    return scrapy("reparse", "--workers", "1", *words, database=place.database)


def content(database: Path | Engine) -> dict[str, list[Any]]:
    """What a database holds, without its numbers of rows and the moments of visits."""
    if isinstance(database, Path):
        engine = open_engine(f"sqlite:///{database}")
        try:
            return content(engine)
        finally:
            engine.dispose()
    left_out = {"id", "outlet_id", "page_id", "fetched_at", "first_fetched_at", "reader_version"}
    columns = [column for column in articles.c if column.name not in left_out | {"gone_at"}]
    number = func.row_number().over(partition_by=pages.c.id, order_by=fetches.c.id)
    of_story = articles.c.source_id
    queries = {
        "articles": select(*columns).order_by(of_story),
        "credits": text(
            "SELECT source_id, position, role, printed, name FROM credits"
            " JOIN articles ON id = article_id ORDER BY source_id, position"
        ),
        "revisions": select(
            of_story, revisions.c.number, revisions.c.kind,
            revisions.c.headline_before, revisions.c.body_before,
            revisions.c.headline_after, revisions.c.body_after,
        ).join(articles).order_by(of_story, revisions.c.number),
        "views": select(of_story, view_counts.c.count, view_counts.c.view_line,
                        view_counts.c.rendered_on)
        .join(articles).order_by(of_story, view_counts.c.observed_at),
        "visits": select(pages.c.url, number, fetches.c.outcome, fetches.c.reason)
        .join(pages).order_by(pages.c.url, fetches.c.id),
        "quarantine": select(quarantine.c.url, quarantine.c.stage, quarantine.c.reason)
        .where(quarantine.c.resolved_at.is_(None)).order_by(quarantine.c.url, quarantine.c.id),
        "pages": select(pages.c.url, pages.c.source_id, pages.c.last_outcome)
        .order_by(pages.c.url),
    }  # fmt: skip
    with database.connect() as connection:
        return {
            name: [tuple(row) for row in connection.execute(query)]
            for name, query in queries.items()
        }


def everything(engine: Engine) -> dict[str, list[Any]]:
    """Every row, to the last column; not how far it was read."""
    with engine.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(select(table))))
            for table in metadata.sorted_tables
            if table.name != "rereadings"
        }


def test_a_reader_that_is_taken_back_reads_all_again(
    pool: LocalPool, engine: Engine, mine: Crawled
) -> None:
    first = reread(pool, engine, mine.archive)
    with engine.begin() as connection:  # then came another, which was none the better
        connection.execute(update(rereadings).values(reader_version="0.2.0+1"))
    held = everything(engine)
    assert reread(pool, engine, mine.archive).visits >= first.visits
    assert everything(engine) == held
    assert reread(pool, engine, mine.archive).visits == 0


def test_search_and_counts_follow_what_is_read_anew(
    engine: Engine, mine: Crawled, pool: LocalPool
) -> None:
    query = select(articles.c.id, articles.c.body)
    with engine.connect() as connection:
        before = {row.id: row.body for row in connection.execute(query)}
    assert reread(pool, engine, mine.archive).unwritten == {}
    with engine.connect() as connection:
        assert wrong_counts(connection) == []
        longer = {key: body for key, body in connection.execute(query) if body != before.get(key)}
        assert longer
        for key, body in longer.items():
            last = " ".join(words(body)[-4:])  # of the paragraph that yesterday's reader lost
            asked = {"sqlite": (f'"{last}"', "MATCH :asked"),
                     "postgresql": (last, "@@ phraseto_tsquery('simple', :asked)")}  # fmt: skip
            value, where = asked[engine.dialect.name]
            found = text(f"SELECT story_id FROM story_search WHERE words {where}")
            assert key in set(connection.execute(found, {"asked": value}).scalars()), last


def test_it_ends_as_if_todays_reader_had_made_every_visit(mine: Crawled, todays: Crawled) -> None:
    wanted = content(todays.database)
    assert content(mine.database) != wanted
    done = reparse(mine)
    assert done.returncode == 0, done.stdout + done.stderr
    assert content(mine.database) == wanted
    assert done.stderr == ""
    resolved = rows(mine.database, "SELECT * FROM quarantine WHERE resolved_at IS NOT NULL")
    assert {row["reason"] for row in resolved} == {"date-line"}
    assert rows(mine.database, "SELECT DISTINCT reader_version AS v FROM articles") == [
        {"v": VERSION}
    ]
    assert not list(mine.archive.glob("reparse-*"))


def test_a_second_run_reads_nothing_and_one_of_everything_changes_nothing(
    pool: LocalPool, engine: Engine, mine: Crawled, todays: Crawled
) -> None:
    first = reread(pool, engine, mine.archive)
    assert content(engine) == content(todays.database)
    assert first.changed > STORIES / 2
    held = everything(engine)
    assert reread(pool, engine, mine.archive).visits == 0
    again = reread(pool, engine, mine.archive, everything=True)
    assert (again.read, again.stories, again.changed) == (first.visits, first.stories, 0)
    assert everything(engine) == held


def test_a_dry_run_quotes_what_would_change_and_writes_nothing(
    pool: LocalPool, engine: Engine, mine: Crawled
) -> None:
    held = everything(engine)
    told = reread(pool, engine, mine.archive, is_dry=True)
    assert everything(engine) == held
    shown = summary(told, is_dry=True, seconds=1)
    assert re.search(r"place: \d+\n    '[A-Z .]+' -> '[A-Z][a-z]", shown)
    assert re.search(
        r"\n  view count: \d+\n    null -> \d+  https://www.voa-islam.com/read/", shown
    )
    assert re.search(r"\n  new story: \d+\n    null -> '", shown)
    assert re.search(r"\n  body: \d+\n    …?'.*' -> …?'", shown)
    assert "    'quarantined' -> 'stored'  https" in shown
    assert f"{told.changed} stories would change" in shown
    assert "2 pages stay in quarantine: not-an-article:error-page 2" in shown
    # What it has read, the run that writes need not read again.
    assert reread(pool, engine, mine.archive).read == 0


def test_a_database_has_one_working_file_however_its_address_is_written(mine: Crawled) -> None:
    relative = {"DATABASE_URL": f"sqlite:///{os.path.relpath(mine.database, ROOT)}"}
    assert scrapy("reparse", "--dry-run", database=mine.database, **relative).returncode == 0
    done = reparse(mine)
    assert done.stdout.startswith("0 pages of 24 stories read in")
    assert not list(mine.archive.glob("reparse-*"))


def test_only_what_is_asked_for_is_read_with_the_rest_of_its_stories(
    pool: LocalPool, mine: Crawled
) -> None:
    engine = open_engine(f"sqlite:///{mine.database}")
    every = reread(pool, engine, mine.archive, is_dry=True)
    assert reread(pool, engine, mine.archive, is_dry=True, until=date(2020, 1, 1)).visits == 0
    today = reread(pool, engine, mine.archive, is_dry=True, since=date(2020, 1, 1))
    assert today.visits == every.visits
    refused = reread(pool, engine, mine.archive, quarantined=True)
    assert 0 < refused.visits < every.visits
    assert refused.differences.counts.keys() >= {"new story", "outcome"}
    left = reread(pool, engine, mine.archive)
    assert left.changed < every.changed
    assert left.refused == every.refused
    engine.dispose()


@pytest.mark.parametrize(
    ("reader", "said"),
    [
        ("forgetful", "view-line: no number in 'dibaca orang'"),
        ("renaming", "another-story: read as story '"),
    ],
)
def test_a_story_that_cannot_be_read_any_more_stays_and_is_named(
    pool: LocalPool, engine: Engine, mine: Crawled, reader: str, said: str
) -> None:
    forgotten = select(articles).where(articles.c.source_id.like("%4")).order_by(articles.c.id)
    with engine.connect() as connection:
        before = [row._asdict() for row in connection.execute(forgotten)]
    assert before
    told = reread(pool, engine, mine.archive, reader=f"tests.other_readers.{reader}")
    with engine.connect() as connection:
        assert [row._asdict() for row in connection.execute(forgotten)] == before
    assert told.kept == len(before)
    assert told.changed > 0
    shown = summary(told, is_dry=False, seconds=1)
    for row in before:
        assert f"/{row['source_id']}/" in shown
    assert said in shown


def test_what_is_quoted_of_an_archive_has_nothing_that_a_terminal_obeys() -> None:
    told = Told(damaged=["theirs.warc.gz at 12: revisit-lost: names 'a/\x1b[2Jb'"])
    shown = summary(told, is_dry=False, seconds=1)
    assert shown.endswith("\n  theirs.warc.gz at 12: revisit-lost: names 'a/[2Jb'")


def test_a_visit_that_brought_another_page_is_let_go_and_taken_back(
    pool: LocalPool, engine: Engine, mine: Crawled
) -> None:
    reread(pool, engine, mine.archive)
    held = content(engine)
    told = reread(
        pool, engine, mine.archive, reader="tests.other_readers.unedited", everything=True
    )
    assert (told.kept, told.changed, told.unwritten) == (0, 2, {})
    left = content(engine)
    assert len(left["articles"]) == len(held["articles"])
    assert "Judul Baru" not in str(left["articles"])
    assert "ditulis ulang" not in str(left["articles"] + left["revisions"])
    assert len(left["quarantine"]) == len(held["quarantine"]) + 2
    with engine.connect() as connection:
        assert wrong_counts(connection) == []
        waiting = quarantine.c.reason == "not-an-article:error-page"
        query = select(pages.c.etag).join(quarantine).where(waiting)
        assert {row.etag for row in connection.execute(query)} == {None}
    # A reader that knows better has it all back.
    reread(pool, engine, mine.archive, everything=True)
    assert content(engine) == held
    with engine.connect() as connection:
        assert wrong_counts(connection) == []


def test_bodies_are_read_up_to_the_limit_of_the_crawl(
    pool: LocalPool, engine: Engine, mine: Crawled
) -> None:
    stored = fetches.c.outcome == "stored"
    with engine.connect() as connection:
        longest = connection.execute(select(func.max(fetches.c.bytes)).where(stored)).scalar_one()
    told = reread(pool, engine, mine.archive, largest=longest - 1, is_dry=True)
    assert f"a body of more than {longest - 1} bytes" in " ".join(told.damaged)
    plan = mine.archive / "reparse-test.sqlite"
    plan.unlink(missing_ok=True)
    told = reread(pool, engine, mine.archive, largest=longest, is_dry=True)
    assert told.damaged == []


def test_a_torn_record_costs_itself_and_its_story_keeps_what_it_had(
    pool: LocalPool, engine: Engine, mine: Crawled, todays: Crawled
) -> None:
    with engine.connect() as connection:
        last = connection.execute(
            select(fetches)
            .where(fetches.c.outcome == "stored", fetches.c.crawl_id == 1)
            .order_by(fetches.c.archive_offset.desc())
        ).first()
        assert last is not None
        story = select(articles).where(articles.c.id == last.article_id)
        before = connection.execute(story).one()._asdict()
    file = mine.archive / last.archive_file
    file.write_bytes(file.read_bytes()[: last.archive_offset + 200])
    told = reread(pool, engine, mine.archive)
    with engine.connect() as connection:
        assert connection.execute(story).one()._asdict() == before
    assert any(f"at {last.archive_offset}: torn" in line for line in told.damaged), told.damaged
    wanted = {row[0]: row for row in content(todays.database)["articles"]}
    found = {row[0]: row for row in content(engine)["articles"]}
    differing = {key for key, row in wanted.items() if found.get(key) != row}
    assert len(differing) <= len(told.damaged)


def test_an_archive_that_was_not_there_is_read_when_it_is_back(
    pool: LocalPool, engine: Engine, mine: Crawled, todays: Crawled
) -> None:
    held = everything(engine)
    aside = mine.archive.rename(mine.archive.with_name("aside"))
    mine.archive.mkdir()
    told = reread(pool, engine, mine.archive)
    assert told.missing == told.read > 0
    assert everything(engine) == held
    reread(pool, engine, aside)
    assert content(engine) == content(todays.database)


def test_a_run_that_was_killed_goes_on_where_it_was(mine: Crawled, todays: Crawled) -> None:
    slow = ("-s", "STORY_READER=tests.other_readers.slow")
    words = (sys.executable, "-m", "scrapy", "reparse", "--workers", "1", *slow)
    with subprocess.Popen(words, cwd=ROOT, env=_environment(mine)) as run:
        end = time.monotonic() + 60
        while _read_so_far(mine) == 0 and time.monotonic() < end:
            time.sleep(0.05)
        run.send_signal(signal.SIGKILL)
    read = _read_so_far(mine)
    assert read > 0
    done = reparse(mine)
    assert done.returncode == 0, done.stderr
    assert f"; {read} were read before" in done.stdout
    assert content(mine.database) == content(todays.database)


def _environment(place: Crawled) -> dict[str, str]:
    mine = {"DATABASE_URL": f"sqlite:///{place.database}", "WARTA_ARCHIVE": str(place.archive)}
    return os.environ | mine


def _read_so_far(place: Crawled) -> int:
    found = list(place.archive.glob("reparse-*.sqlite"))
    if not found:
        return 0
    try:
        return int(rows(found[0], "SELECT count(*) AS n FROM visits WHERE state = 1")[0]["n"])
    except sqlite3.OperationalError:
        return 0  # still without tables


def test_dasks_workers_read_for_one_that_commits_and_one_may_be_killed(
    mine: Crawled, todays: Crawled, tmp_path: Path
) -> None:
    pytest.importorskip("distributed")
    place = tmp_path / "scheduler.json"
    local = ("--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(place))
    with ExitStack() as started:

        def start(program: str, *words: str) -> subprocess.Popen[bytes]:
            command = (sys.executable, "-m", f"distributed.cli.{program}", *local, *words)
            process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
            started.enter_context(process)
            started.callback(process.kill)
            return process

        start("dask_scheduler", "--port", "0")
        victim, _ = (start("dask_worker", "--nthreads", "1", "--no-nanny") for _ in range(2))
        end, address = time.monotonic() + 60, None
        while address is None and time.monotonic() < end:
            time.sleep(0.05)  # the file is there before what it says
            said = place.read_text() if place.exists() else ""
            address = re.search(r"tcp://[\d.:]+", said)
        assert address is not None
        slow = ("-s", "STORY_READER=tests.other_readers.slow", "--workers", "1")
        words = (sys.executable, "-m", "scrapy", "reparse", "--scheduler", address[0], *slow)
        with subprocess.Popen(words, cwd=ROOT, env=_environment(mine), text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:  # fmt: skip
            while _busy(victim) < 3 and run.poll() is None:
                time.sleep(0.05)
            victim.send_signal(signal.SIGKILL)
            said, complained = run.communicate(timeout=90)
    assert run.returncode == 0, said + complained
    assert content(mine.database) == content(todays.database)


def _busy(process: subprocess.Popen[bytes]) -> float:
    """The seconds of processor time that it took: its start takes one, reading the rest."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_a_page_without_a_record_is_read_from_quarantine(
    pool: LocalPool, engine: Engine, mine: Crawled
) -> None:
    refused = fetches.c.outcome == "quarantined"
    nowhere = {"archive_file": None, "archive_offset": None}
    with engine.begin() as connection:
        connection.execute(update(fetches).where(refused).values(nowhere))
    told = reread(pool, engine, mine.archive, quarantined=True)
    assert told.differences.counts["new story"] > 0
    assert told.refused.total() > 0


@pytest.mark.parametrize(
    ("year", "days", "ended"), [(2100, 3, True), (2100, 1, False), (2020, 3, False)]
)
def test_a_story_that_is_read_only_when_its_page_is_gone_has_ended(
    pool: LocalPool, engine: Engine, mine: Crawled, year: int, days: int, ended: bool
) -> None:
    end = datetime(year, 1, 1, tzinfo=UTC)  # the crawls were just now
    refused = select(fetches.c.page_id).where(fetches.c.outcome == "quarantined").distinct()
    with engine.begin() as connection:
        before = set(connection.scalars(select(articles.c.id)))
        missing = [
            {"crawl_id": 1, "page_id": page_id, "fetched_at": moment, "outcome": "gone"}
            for page_id in connection.scalars(refused).all()
            for moment in (end, end + timedelta(days))
        ]
        connection.execute(insert(fetches), missing)
    reread(pool, engine, mine.archive, quarantined=True)
    with engine.connect() as connection:
        gone = select(articles.c.gone_at).where(articles.c.id.not_in(before))
        assert set(connection.scalars(gone)) == {end if ended else None}


def test_a_page_that_is_read_again_is_of_the_story_that_it_shows(
    pool: LocalPool, engine: Engine, mine: Crawled
) -> None:
    refused = select(fetches.c.page_id).where(fetches.c.outcome == "quarantined")
    theirs = pages.c.id.in_(refused)
    with engine.begin() as connection:
        connection.execute(update(pages).where(theirs).values(source_id="amp/" + pages.c.url))
    reread(pool, engine, mine.archive, quarantined=True)
    with engine.connect() as connection:
        query = select(pages.c.source_id, articles.c.source_id).join(articles)
        found = connection.execute(query).all()
    assert len(found) > 0
    assert all(page == story for page, story in found)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--outlet", "kabar"], "no outlet 'kabar' in the database; it has ['voaislam']"),
        (["--workers", "0"], "--workers=0 is no number of processes"),
        (["a.warc.gz"], "takes no arguments, so not 'a.warc.gz'"),
        (["--since", "2025-02-01", "--until", "2025-01-01"], "is after --until=2025-01-01"),
    ],
)
def test_a_wrong_call_is_answered_in_one_line(
    yesterdays: Crawled, words: list[str], said: str
) -> None:
    done = reparse(yesterdays, *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_an_outlet_that_has_no_spider_any_more_is_refused(mine: Crawled) -> None:
    with closing(sqlite3.connect(mine.database)) as connection, connection:
        connection.execute("UPDATE outlets SET name = 'kabar'")
    done = reparse(mine, "--outlet", "kabar")
    assert done.returncode == 2
    assert "--outlet=kabar: no spider is of that name" in done.stderr
