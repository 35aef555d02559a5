"""Archived pages through today's reader: what a crawl stored comes out again."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from models.article import Article
from models.fetch import Ending, Outcome
from pipelines.read import read_story
from scrapers.archive.blocks import Record
from scrapers.archive.rereading import Archived, reread
from scrapers.archive.revisits import whole_record_at
from scrapers.spiders.voaislam import VoaIslamSpider
from tests.crawling import crawl, rows
from tests.replica.site import Replica

OUTLET = VoaIslamSpider.outlet
PAGE = Path("tests/pages/voaislam/gudang-beras.html")
URL = "https://www.voa-islam.com/read/indonesiana/2021/03/04/70001/gudang-beras/"


def record(body: bytes, content_type: str = "text/html", kind: str = "response") -> Record:
    return Record(
        type=kind,
        file="a.warc.gz",
        offset=0,
        url=URL,
        date=datetime(2025, 1, 7, tzinfo=UTC),
        fields={},
        status=200,
        content_type=content_type,
        body=body,
        raw=body,
    )


def read_again(page: Record, url: str = URL) -> Article | Ending:
    (result,) = reread([Archived(page, OUTLET, url)], read_story)
    return result


def test_what_a_crawl_stored_is_read_again_from_its_archive(tmp_path: Path) -> None:
    database = tmp_path / "warta.sqlite"
    with Replica(stories=8, today=date(2025, 1, 7)) as site:
        assert crawl(site.url, database).returncode == 0
    stored = rows(
        database,
        "SELECT a.headline, a.body, a.view_count, a.date_line, a.fetched_at, a.source_id, p.url,"
        " archive_file, archive_offset FROM articles AS a JOIN fetches ON article_id = a.id"
        " JOIN pages AS p ON p.id = fetches.page_id",
    )
    assert len(stored) == 8
    for row in stored:
        page = whole_record_at(tmp_path / "archive", row["archive_file"], row["archive_offset"])
        article = read_again(page, row["url"])
        assert isinstance(article, Article)
        assert article.headline == row["headline"]
        assert article.body == row["body"]
        assert article.view_count == row["view_count"]
        assert article.date_line == row["date_line"]
        assert article.source_id == row["source_id"]
        assert article.fetched_at == datetime.fromisoformat(row["fetched_at"] + "+00:00")


def test_a_copy_without_a_date_is_read_as_one() -> None:
    undated = replace(record(PAGE.read_bytes()), fields={"copy-date": "unknown"})
    article = read_again(undated)
    assert isinstance(article, Article)
    assert article.fetched_at is None


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (record(b"\x89PNG\r\n\x1a\n\0\0", "image/png"), "not-an-article:no-text"),
        (record(b"%PDF-1.4 \0\1", "application/pdf"), "not-an-article:no-text"),
        (replace(record(PAGE.read_bytes()), notes=("truncated",)), "truncated"),
        (record(b"<html><body></body></html>"), "not-an-article:"),
    ],
)
def test_a_page_that_cannot_be_read_is_quarantined_with_the_reason(
    page: Record, reason: str
) -> None:
    ending = read_again(page)
    assert isinstance(ending, Ending)
    assert ending.outcome is Outcome.QUARANTINED
    assert ending.reason.startswith(reason)


def test_a_bug_in_reading_costs_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("oops")

    monkeypatch.setattr("scrapers.cutting.cut_article", broken)
    ending = read_again(record(PAGE.read_bytes()))
    assert isinstance(ending, Ending)
    assert ending.reason == "bug:KeyError"
