"""Our reading of a page beside another extractor's, in `extract --check` and in a crawl."""

import argparse
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scrapy.exceptions import NotConfigured
from scrapy.utils.project import get_project_settings
from scrapy.utils.test import get_crawler

from models.article import Article
from models.fetch import Fetch, Outcome, PageKind
from scrapers.commands.extract import Command
from scrapers.extensions import check_sample
from scrapers.extensions.check_sample import CheckSample
from scrapers.second_opinion import Disagreement, compare, second_opinion, token_f1
from tests.newsroom import STORY

SAVED = Path(__file__).parent / "pages" / "kompas" / "senjata-rakitan.html"
FIRST = "Pasar ikan di tepi teluk mulai buka pada malam hari agar pembeli bisa berbelanja."
SECOND = "Lampu-lampunya memakai tenaga surya yang dipasang warga sendiri tahun lalu."
OTHER = "Kapal baru tiba di pelabuhan lama setelah berlayar selama sebelas hari."


def story(*paragraphs: str) -> Article:
    return replace(STORY, dateline=None, sign_off=None, body="\n\n".join(paragraphs))


def test_the_same_words_agree_however_they_are_broken_into_lines() -> None:
    assert compare(story(FIRST, SECOND), f"{FIRST} {SECOND}") == Disagreement(1.0, (), ())


def test_dateline_and_sign_off_belong_to_our_reading() -> None:
    ours = replace(story(FIRST), dateline="KENDARI (kabar) -", sign_off="(an/kb)")
    assert compare(ours, f"KENDARI (kabar) - {FIRST} (an/kb)") == Disagreement(1.0, (), ())


def test_a_disagreement_names_the_sentences_of_each() -> None:
    found = compare(story(FIRST, SECOND), f"{FIRST}\n{OTHER}")
    assert (found.only_ours, found.only_theirs) == ((SECOND,), (OTHER,))
    assert 0.4 < found.f1 < 0.7


@pytest.mark.parametrize(
    ("one", "other", "f1"), [("a b", "b a", 1.0), ("a b", "c", 0.0), ("a a", "a", 2 / 3)]
)
def test_token_f1(one: str, other: str, f1: float) -> None:
    assert token_f1(one, other) == pytest.approx(f1)


def test_a_page_without_markup_gives_no_opinion() -> None:
    with pytest.raises(ValueError, match=r"^no second opinion: "):
        second_opinion("")


@pytest.mark.parametrize("sign", ["\x02", "\x0b", "\ufffe", "&#11;", "&#x1F;", "&#xfffe"])
def test_a_sign_that_no_xml_has_costs_no_opinion(
    sign: str, caplog: pytest.LogCaptureFixture
) -> None:
    html = f"<html><body><h1>Pasar</h1><div><p>{sign}{FIRST}</p><p>{SECOND}</p></div></body></html>"
    assert second_opinion(html) == f"Pasar\n{FIRST}\n{SECOND}"
    with pytest.raises(ValueError, match=r"^no second opinion: "):
        second_opinion("<!-- -->")
    assert caplog.messages == []


def test_extract_prints_the_disagreement(capsys: pytest.CaptureFixture[str]) -> None:
    command = Command()
    command.settings = get_project_settings()
    command.run(
        ["kompas", str(SAVED)], argparse.Namespace(raw=False, check=True, url=None, site=None)
    )
    shown = json.loads(capsys.readouterr().out)
    assert shown["reader"] == "outlet"
    assert shown["check"]["f1"] > 0.8
    assert shown["check"]["only_ours"] == []


def fetch_of(html: str, article: Article) -> Fetch:
    return Fetch(
        crawl_id=1,
        page_id=1,
        url="https://kabar.example/7",
        kind=PageKind.STORY,
        fetched_at=datetime(2026, 11, 1, tzinfo=UTC),
        result=article,
        body=html.encode(),
    )


def test_a_crawl_checks_every_so_many_new_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_sample, "PAUSE", 0.0)
    crawler = get_crawler(settings_dict={"CHECK_SAMPLE": 0.5})
    sample = CheckSample.from_crawler(crawler)
    html = f"<html><body><h1>Pasar</h1><div><p>{FIRST}</p><p>{SECOND}</p></div></body></html>"
    for article in (story(FIRST), story(FIRST, SECOND), story(OTHER), story(OTHER, OTHER)):
        sample.fetch_saved(fetch_of(html, article), Outcome.STORED)
    sample.fetch_saved(fetch_of(html, story(FIRST)), Outcome.UNCHANGED)
    stats = crawler.stats.get_stats()
    assert (stats["check/count"], stats["check/far"]) == (2, 1)
    assert stats["check/f1_min"] < 0.4
    sample.spider_closed()


def test_a_fast_crawl_checks_once_a_second() -> None:
    crawler = get_crawler(settings_dict={"CHECK_SAMPLE": 0.5})
    sample = CheckSample.from_crawler(crawler)
    html = f"<html><body><h1>Pasar</h1><div><p>{FIRST}</p><p>{SECOND}</p></div></body></html>"
    for _ in range(20):
        sample.fetch_saved(fetch_of(html, story(FIRST)), Outcome.STORED)
    assert crawler.stats.get_value("check/count") == 1


def test_a_huge_page_is_not_checked() -> None:
    crawler = get_crawler(settings_dict={"CHECK_SAMPLE": 1})
    sample = CheckSample.from_crawler(crawler)
    html = f"<html><body><h1>Pasar</h1><div><p>{FIRST}</p><p>{SECOND}</p></div></body></html>"
    sample.fetch_saved(fetch_of(html.ljust(check_sample.LARGEST + 1), story(FIRST)), Outcome.STORED)
    assert crawler.stats.get_stats() == {}
    sample.fetch_saved(fetch_of(html.ljust(check_sample.LARGEST), story(FIRST)), Outcome.STORED)
    assert crawler.stats.get_value("check/count") == 1


def test_a_crawl_need_not_check() -> None:
    with pytest.raises(NotConfigured):
        CheckSample.from_crawler(get_crawler(settings_dict={"CHECK_SAMPLE": 0}))


def test_a_wrong_share_is_refused() -> None:
    with pytest.raises(ValueError, match=r"CHECK_SAMPLE=7\.0 is no share"):
        CheckSample.from_crawler(get_crawler(settings_dict={"CHECK_SAMPLE": 7}))
