"""Ten saved pages of the press, where they are at hand; they belong to their publishers."""

import json
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.project import get_project_settings

from models.article import Article
from models.outlet import Outlet
from pipelines.read_article import read_article
from scrapers.addresses import is_own_host
from scrapers.reader.cut import cut_article
from scrapers.reader.page import Page
from scrapers.second_opinion import token_f1

_PAGES = Path(__file__).parents[2] / "shared" / "pages"


@dataclass(frozen=True, slots=True, kw_only=True)
class RealPage:
    """A saved page and what its collectors say it tells."""

    file: str
    url: str
    html: bytes
    title: str
    day: str
    body: str


def real_pages() -> list[RealPage]:
    """All of them; skips where there are none."""
    manifest = _PAGES / "manifest.jsonl"
    if not manifest.is_file():
        pytest.skip("no saved pages of the press beside the project")
    rows = map(json.loads, manifest.read_text(encoding="utf-8").splitlines())
    return [
        RealPage(
            file=row["file"],
            url=row["url"],
            html=(_PAGES / row["file"]).read_bytes(),
            title=row["truth"]["title"],
            day=row["truth"]["date"],
            body=row["truth"]["body"],
        )
        for row in rows
    ]


def own_outlet(page: RealPage) -> Outlet:
    """The outlet whose module knows the page's host."""
    loader = get_spider_loader(get_project_settings())
    outlets = [loader.load(name).outlet for name in loader.list()]  # type: ignore[attr-defined]
    host = urlsplit(page.url).hostname or ""
    return next(one for one in outlets if not one.is_any and is_own_host(host, one))


def read(page: RealPage, outlet: Outlet) -> Article:
    return read_article(cut_article(Page.of(page.html, page.url), outlet), outlet)


def body_f1(article: Article, body: str) -> float:
    """Words of our body against the collectors', who keep some datelines and sign-offs in it and
    leave others out; the reading that is nearer to theirs counts.
    """
    before, after = article.dateline or "", article.sign_off or ""
    return max(
        token_f1(f"{dateline} {article.body} {sign_off}", body)
        for dateline in {before, ""}
        for sign_off in {after, ""}
    )
