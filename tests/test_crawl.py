"""Whole crawls of the replica, judged by what the replica knows of itself."""

import json
import sqlite3
import zlib
from collections import Counter
from contextlib import closing
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from models.article import Article
from models.schema import open_database
from models.tables import articles, outlets
from tests.crawling import crawl, rows
from tests.replica.site import Replica

TODAY = date(2025, 1, 7)
VISIT_ONLY = {"fetched_at", "date_witnesses", "problems"}
TRUE_FIELDS = {field.name for field in fields(Article)} - VISIT_ONLY - {"credits"}


def stored(database: Path) -> dict[str, dict[str, Any]]:
    """The stored articles by id, with the names and types of `Article`'s fields."""
    engine = open_database(f"sqlite:///{database}")
    with engine.connect() as connection:
        query = select(articles, outlets.c.name.label("outlet")).join(outlets)
        found = connection.execute(query).mappings().all()
    engine.dispose()
    return {row["source_id"]: {name: row[name] for name in TRUE_FIELDS} for row in found}


def comparable(truth: dict[str, Any]) -> dict[str, Any]:
    assert truth.keys() == TRUE_FIELDS
    return truth | {"sign_off_codes": list(truth["sign_off_codes"])}


def make_due(database: Path) -> None:
    """Time passes until everything that is to be visited again is due."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(
            "UPDATE pages SET next_visit_at = '2020-01-01 00:00:00' WHERE next_visit_at IS NOT NULL"
        )


def outcomes(database: Path) -> Counter[str]:
    return Counter(row["outcome"] for row in rows(database, "SELECT outcome FROM fetches"))


def test_every_field_of_every_story_is_as_the_replica_knows_it(tmp_path: Path) -> None:
    database = tmp_path / "warta.sqlite"
    with Replica(stories=120, today=TODAY) as site:
        done = crawl(site.url, database)
        expected = {str(number): comparable(site.truth(number)) for number in site.ids()}
    assert done.returncode == 0, done.stderr
    found = stored(database)
    for source_id, truth in expected.items():
        assert found[source_id] == truth, source_id
    assert found.keys() == expected.keys()
    problems = rows(database, "SELECT url, problems FROM articles WHERE problems != '[]'")
    assert problems == []
    crawled = rows(database, "SELECT * FROM crawls")[0]
    stats = json.loads(crawled["stats"])
    ended = {key.removeprefix("outcome/"): n for key, n in stats.items() if "outcome/" in key}
    assert ended == outcomes(database)
    assert crawled["fetches"] == stats["fetch/count"] == sum(ended.values())
    assert (crawled["outcome"], crawled["reason"]) == ("ok", None)


def test_a_second_crawl_adds_views_and_outcomes_and_nothing_else(tmp_path: Path) -> None:
    database = tmp_path / "warta.sqlite"
    with Replica(stories=40, today=TODAY, past_end="404") as site:
        assert crawl(site.url, database).returncode == 0
        before = rows(database, "SELECT * FROM articles")
        pages = rows(database, "SELECT count(*) AS n FROM pages")
        counted = rows(database, "SELECT count(*) AS n FROM view_counts")[0]["n"]
        assert crawl(site.url, database).returncode == 0
    after = rows(database, "SELECT * FROM articles")
    changing = ("view_count", "view_line")
    assert [{k: v for k, v in row.items() if k not in changing} for row in after] == [
        {k: v for k, v in row.items() if k not in changing} for row in before
    ]
    pairs = zip(before, after, strict=True)
    grown = [(old["view_count"], new["view_count"]) for old, new in pairs if old["view_count"]]
    assert grown
    assert all(new > old for old, new in grown)
    assert rows(database, "SELECT count(*) AS n FROM pages") == pages
    assert rows(database, "SELECT * FROM revisions") == []
    assert rows(database, "SELECT count(*) AS n FROM view_counts")[0]["n"] == 2 * counted
    assert outcomes(database)["unchanged"] == outcomes(database)["stored"] == 40


def test_a_later_crawl_asks_for_a_sections_later_pages_only_after_something_new(
    tmp_path: Path,
) -> None:
    database = tmp_path / "warta.sqlite"
    asked: list[set[str]] = []
    with Replica(stories=120, today=TODAY, past_end="404") as site:
        for new in (0, 0, 1):
            site.publish(new)
            before = len(site.requests)
            assert crawl(site.url, database, REVISIT_AFTER="3600").returncode == 0
            make_due(database)
            paths = {request.path for request in list(site.requests)[before:]}
            asked.append({path for path in paths if "/page/" in path})
    assert len(asked[0]) > 5
    assert asked[1] == set()
    assert len(asked[2]) == 1  # of the section that has a new story


def test_paging_ends_where_a_section_repeats_its_last_page(tmp_path: Path) -> None:
    database = tmp_path / "warta.sqlite"
    with Replica(stories=60, today=TODAY, past_end="repeat") as site:
        done = crawl(site.url, database)
        asked = [request.path for request in site.requests]
    assert done.returncode == 0, done.stderr
    assert len(stored(database)) == 60
    assert len(asked) == len(set(asked))
    longest = max(int(path.rpartition("/")[2]) for path in asked if "/page/" in path)
    assert longest <= 4  # 60 stories of all sections are on three pages at most


def test_every_odd_page_ends_as_it_should_and_the_counts_add_up(tmp_path: Path) -> None:
    database = tmp_path / "warta.sqlite"
    with Replica(stories=194, today=TODAY, healthy=False) as site:
        done = crawl(site.url, database)
        ends = {str(number): site.behaviour(number).ends for number in site.ids()}
    assert done.returncode == 0, done.stderr
    ended = rows(
        database,
        "SELECT source_id, outcome, count(*) AS visits FROM fetches"
        " JOIN pages ON pages.id = page_id WHERE kind = 'story' GROUP BY source_id, outcome",
    )
    assert {row["source_id"] for row in ended} == ends.keys()
    wrong = [row for row in ended if row["outcome"] not in ends[row["source_id"]]]
    assert wrong == []
    assert {row["visits"] for row in ended} == {1}
    kept = rows(database, "SELECT * FROM quarantine")
    assert len(kept) == outcomes(database)["quarantined"] > 0
    assert all(row["stage"] and row["reason"] and row["message"] for row in kept)
    assert any(b"<html" in zlib.decompress(row["body"]).lower() for row in kept)


def test_an_edit_is_a_revision_with_its_kind(tmp_path: Path) -> None:
    database = tmp_path / "warta.sqlite"
    with Replica(stories=6, today=TODAY) as site:
        assert crawl(site.url, database).returncode == 0
        first, second, *_ = (str(number) for number in site.ids())
        before = stored(database)
        site.edit(int(first), headline="Judul Baru Setelah Ralat dari Redaksi Malam Ini")
        body = before[second]["body"] + "\n\nKeterangan tambahan dari pihak keluarga menyusul."
        site.edit(int(second), body=body)
        assert crawl(site.url, database).returncode == 0
        truth = {number: comparable(site.truth(int(number))) for number in (first, second)}
    after = stored(database)
    assert {number: after[number] for number in (first, second)} == truth
    found = rows(
        database,
        "SELECT source_id, kind, number, headline_before, body_before FROM revisions"
        " JOIN articles ON articles.id = article_id ORDER BY source_id",
    )
    assert sorted(found, key=lambda row: int(row["source_id"])) == [
        {
            "source_id": number,
            "kind": kind,
            "number": 1,
            "headline_before": before[number]["headline"],
            "body_before": before[number]["body"],
        }
        for number, kind in ((first, "headline"), (second, "body"))
    ]


def test_desktop_and_mobile_address_are_one_article(tmp_path: Path) -> None:
    database = tmp_path / "warta.sqlite"
    with Replica(stories=8, today=TODAY, layouts=("tables",)) as site:
        number = next(iter(site.ids()))
        mobile, desktop = site.address(number, "mobile"), site.address(number, "desktop")
        assert crawl(site.url, database, "-a", f"url={mobile}").returncode == 0
        only_day = stored(database)[str(number)]
        assert crawl(site.url, database, "-a", f"url={desktop}").returncode == 0
        truth = comparable(site.truth(number))
    assert (only_day["published_precision"], only_day["view_count"]) == ("day", None)
    found = stored(database)
    assert found.keys() == {str(number)}
    assert found[str(number)] == truth
    assert len(rows(database, "SELECT * FROM fetches")) == 2


def test_a_redesign_that_no_reader_can_read_breaks_the_crawl(tmp_path: Path) -> None:
    database = tmp_path / "warta.sqlite"
    with Replica(stories=12, today=TODAY) as site:
        assert crawl(site.url, database).returncode == 0
        site.redesign()
        done = crawl(site.url, database)
    assert done.returncode == 3
    assert "no article among 12 stories fetched" in done.stderr
    last = rows(database, "SELECT outcome, reason FROM crawls ORDER BY id")[-1]
    assert last["outcome"] == "broken"
    assert len(rows(database, "SELECT * FROM quarantine WHERE body IS NOT NULL")) == 12


def test_one_odd_page_is_no_alarm_unless_it_was_asked_for(tmp_path: Path) -> None:
    database = tmp_path / "warta.sqlite"
    with Replica(stories=1, today=TODAY) as site:
        (odd,) = site.ids()
        site.behave(odd, "as-error")
        due = crawl(site.url, database)
        asked = crawl(site.url, database, "-a", f"url={site.address(odd)}")
    assert outcomes(database)["quarantined"] == 2
    assert (due.returncode, asked.returncode) == (0, 3)
    assert "no article at the address: 1 quarantined" in asked.stderr


def test_stories_that_the_outlet_says_are_not_there_break_no_crawl(tmp_path: Path) -> None:
    database = tmp_path / "warta.sqlite"
    with Replica(stories=12, today=TODAY) as site:
        assert crawl(site.url, database).returncode == 0
        ids = list(site.ids())
        for old in ids[:6]:
            site.behave(old, "as-not-found")
        assert crawl(site.url, database).returncode == 0
        for odd in ids[6:8]:
            site.behave(odd, "as-search")
        done = crawl(site.url, database)
    assert done.returncode == 3
    assert "2 of 6 stories could not be read" in done.stderr
    waiting = "SELECT reason, waiting FROM quarantine_reasons ORDER BY reason"
    assert [tuple(row.values()) for row in rows(database, waiting)] == [
        ("not-an-article:not-found", 6),
        ("not-an-article:search", 2),
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("-a", "limit=5"), 5),
        (("-a", "since=2016-01-01", "-a", "until=2018-12-31"), None),
        (("-a", "section=opini"), None),
    ],
)
def test_arguments_bound_what_is_visited(
    tmp_path: Path, words: tuple[str, ...], expected: int | None
) -> None:
    database = tmp_path / "warta.sqlite"
    with Replica(stories=60, today=TODAY) as site:
        done = crawl(site.url, database, *words)
        cards = [site.card(number) for number in site.ids()]
    assert done.returncode == 0, done.stderr
    found = stored(database)
    if expected is not None:
        assert len(found) == expected
    elif "section" in words[1]:
        assert found.keys() == {str(card.id) for card in cards if card.section == "opini"}
    else:
        assert found.keys() == {
            str(card.id)
            for card in cards
            if date(2016, 1, 1) <= card.published_at.date() <= date(2018, 12, 31)
        }
    assert found


def test_a_feed_export_holds_plain_articles(tmp_path: Path) -> None:
    out = tmp_path / "articles.jsonl"
    with Replica(stories=3, today=TODAY) as site:
        done = crawl(site.url, tmp_path / "warta.sqlite", "-O", str(out))
        truth = {str(n): site.truth(n) for n in site.ids()}
    assert done.returncode == 0, done.stderr
    articles = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert {each["source_id"]: each["headline"] for each in articles} == {
        number: each["headline"] for number, each in truth.items()
    }
    assert datetime.fromisoformat(articles[0]["published_at"]).utcoffset() is not None
