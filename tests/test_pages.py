"""Every outlet's saved pages, read whole and compared with the JSON beside them.

A missing JSON is written, marked as unread, and the test fails: somebody has to compare each field
with the page and take the mark out.
"""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.project import get_project_settings

from models.outlet import Outlet
from pipelines.read_article import read_article
from scrapers.new_outlet import UNREAD
from scrapers.reader.cut import cut_article
from scrapers.reader.page import Page
from scrapers.spiders.news import NewsPageSpider

PAGES = Path(__file__).parent / "pages"
SAVED = sorted(PAGES.glob("*/*.html"))
NOW = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
LOADER = get_spider_loader(get_project_settings())


def outlet_of(page: Path) -> Outlet:
    return LOADER.load(page.parent.name).outlet  # type: ignore[attr-defined,no-any-return]


def read(page: Path) -> dict[str, Any]:
    outlet = outlet_of(page)
    article = read_article(cut_article(Page.of(page.read_bytes()), outlet), outlet, now=NOW)
    return json.loads(json.dumps(asdict(article), default=lambda each: each.isoformat()))  # type: ignore[no-any-return]


@pytest.mark.parametrize("page", SAVED, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_a_saved_page_is_read_as_somebody_has_confirmed(page: Path) -> None:
    expected = page.with_suffix(".json")
    if not expected.exists():
        written = {UNREAD: f"compare each field with {page.name}, then delete this line"}
        text = json.dumps(written | read(page), ensure_ascii=False, indent=1)
        expected.write_text(text + "\n", encoding="utf-8")
    told = json.loads(expected.read_text(encoding="utf-8"))
    assert UNREAD not in told, f"{expected} waits to be read by a person"
    assert read(page) == told


def test_every_outlet_has_a_saved_page_under_its_one_name() -> None:
    outlets = {name: LOADER.load(name) for name in LOADER.list()}
    assert {page.parent.name for page in SAVED} == outlets.keys()
    for name, spider in outlets.items():
        assert spider.outlet.name == name == spider.__module__.rpartition(".")[2]  # type: ignore[attr-defined]
        assert spider.__name__.lower() == f"{name}spider" or spider is NewsPageSpider
