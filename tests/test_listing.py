import gzip
import tracemalloc
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from scrapy.http import HtmlResponse, Response, TextResponse, XmlResponse

from models.fetch import Found, Listing, PageKind
from scrapers.listing import cut_listing, seeds, sitemap_seeds
from scrapers.spiders.voaislam import VoaIslamSpider
from tests.crawling import FAST, ROOT, rows, scrapy
from tests.replica.site import Replica

OUTLET = VoaIslamSpider.outlet
HOME = OUTLET.home
SITE = "http://127.0.0.1:8000"
STORY = Found(
    url=f"{HOME}/read/opini/2018/03/16/55148/sebuah-judul/",
    kind=PageKind.STORY,
    source_id="55148",
    section="opini",
    day=date(2018, 3, 16),
)


def test_a_section_page_holds_each_story_once_and_names_the_next_page() -> None:
    page = HtmlResponse(
        SITE + "/rubrik/opini",
        body=b"""<a href="/read/opini/2018/03/16/55148/sebuah-judul/"><img></a>
        <h4><a href="http://127.0.0.1:8000/read/opini/2018/03/16/55148/sebuah-judul;#sthash">J</a>
        <a href="//m.voa-islam.com/news/opini/2018/01/14/55148/sebuah-judul">J</a>
        <a href="/l/7/http://example.com/read/opini/2018/03/16/9/x/">Iklan</a>
        <a href="https://example.com/read/opini/2018/03/16/8/x/">Lain</a><a>x</a><a href="">y</a>
        <a href="http://[bad/">z</a><!-- <a href="/read/opini/2018/03/16/1/a/">k</a> -->""",
    )
    listing = cut_listing(page, HOME + "/rubrik/opini", PageKind.LISTING, OUTLET, SITE)
    following = Found(url=f"{HOME}/rubrik/opini/page/2", kind=PageKind.LISTING, section="opini")
    assert listing == Listing(found=(STORY,), next_page=following)


@pytest.mark.parametrize("tail", ["?page=2", "?halaman=3", "?page=all", "2/"])
def test_links_to_parts_of_a_story_are_no_other_stories(tail: str) -> None:
    links = f"<a href='{STORY.url}{tail}'>2</a><a href='{STORY.url}'>1</a>"
    page = HtmlResponse(HOME, body=links, encoding="utf-8")
    assert cut_listing(page, HOME, PageKind.LISTING, OUTLET, None).found == (STORY,)


def test_links_are_taken_from_where_the_page_says_that_they_start() -> None:
    body = f"<base href='{HOME}/'><a href='read/opini/2018/03/16/55148/sebuah-judul/'>J</a>"
    page = HtmlResponse(f"{HOME}/rubrik/opini", body=body, encoding="utf-8")
    assert cut_listing(page, page.url, PageKind.LISTING, OUTLET, None).found == (STORY,)


@pytest.mark.parametrize(
    ("start", "is_list"),
    [
        ('<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="x">', True),
        ("\ufeff \n<?xml version='1.0'?><!-- Joomla --><HTML>", True),
        ("<?xml version='1.0'?><rss>", False),
        ('{"a": 1}', False),
    ],
)
def test_a_list_may_be_xhtml(start: str, is_list: bool) -> None:
    body = f"{start}<a href='{STORY.url}'>J</a></html>" if is_list else start
    page = HtmlResponse(f"{HOME}/rubrik/opini", body=body.encode())
    if is_list:
        assert cut_listing(page, page.url, PageKind.LISTING, OUTLET, None).found == (STORY,)
        return
    with pytest.raises(ValueError, match="listing without markup"):
        cut_listing(page, page.url, PageKind.LISTING, OUTLET, None)


@pytest.mark.parametrize("kind", [PageKind.LISTING, PageKind.FEED])
@pytest.mark.parametrize("charset", ["undefined", "zlib"])
def test_a_list_whose_charset_is_none_is_read(kind: PageKind, charset: str) -> None:
    body = f"<a href='{STORY.url}'>J</a>"
    if kind is PageKind.FEED:
        body = f"<rss><channel><item><link>{STORY.url}</link></item></channel></rss>"
    headers = {"Content-Type": f"text/html; charset={charset}"}
    page = HtmlResponse(f"{HOME}/x", headers=headers, body=body.encode())
    assert cut_listing(page, page.url, kind, OUTLET, None).found == (STORY,)


def test_a_page_of_links_and_nothing_else_takes_little_memory() -> None:
    page = HtmlResponse(HOME, body=b"<a href=x>" * 50_000, encoding="utf-8")
    assert page.text  # decoded before what is measured
    tracemalloc.start()
    try:
        cut_listing(page, HOME, PageKind.LISTING, OUTLET, None)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_a_later_page_names_the_one_after_it() -> None:
    page = HtmlResponse(SITE, body=b"")
    listing = cut_listing(page, HOME + "/rubrik/opini/page/41", PageKind.LISTING, OUTLET, SITE)
    following = Found(url=f"{HOME}/rubrik/opini/page/42", kind=PageKind.LISTING, section="opini")
    assert listing == Listing(found=(), next_page=following)


@pytest.mark.parametrize(
    "feed",
    [
        b"""<rss version="2.0"><channel><link>https://www.voa-islam.com/</link><item>
        <link>https://www.voa-islam.com/read/opini/2018/03/16/55148/sebuah-judul</link>
        <guid>https://www.voa-islam.com/read/opini/2018/03/16/55148/sebuah-judul</guid>
        </item></channel></rss>""",
        b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry>
        <link href="https://voa-islam.com/read/opini/2018/03/16/55148/sebuah-judul"/></entry></feed>""",
    ],
)
@pytest.mark.parametrize("response", [XmlResponse, HtmlResponse, TextResponse])
def test_feeds_are_read_whatever_their_declared_type(
    feed: bytes, response: type[TextResponse]
) -> None:
    page = response(HOME + "/rss", body=feed, encoding="utf-8")
    assert cut_listing(page, page.url, PageKind.FEED, OUTLET, None) == Listing(found=(STORY,))


def test_sitemaps_lead_to_sitemaps_and_stories_packed_or_not() -> None:
    index = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap>
    <loc>https://www.voa-islam.com/sitemap-1.xml.gz</loc>
    <lastmod>2018-03-16T05:00:00+07:00</lastmod></sitemap></sitemapindex>"""
    urls = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url>
    <loc>https://www.voa-islam.com/read/opini/2018/03/16/55148/sebuah-judul/</loc></url></urlset>"""
    changed = datetime(2018, 3, 15, 22, 0, tzinfo=UTC)
    child = Found(url=HOME + "/sitemap-1.xml.gz", kind=PageKind.SITEMAP, changed_at=changed)
    for body, expected in [(index, child), (urls, STORY), (gzip.compress(urls), STORY)]:
        page = Response(HOME + "/sitemap.xml", body=body)
        listing = cut_listing(page, page.url, PageKind.SITEMAP, OUTLET, None)
        assert listing == Listing(found=(expected,))


@pytest.mark.parametrize("kind", [PageKind.FEED, PageKind.SITEMAP])
def test_what_a_script_complains_of_before_its_xml_costs_nothing(kind: PageKind) -> None:
    item = f"<item><link>{STORY.url}</link></item>"
    xml = f"<rss><channel>{item}</channel></rss>"
    if kind is PageKind.SITEMAP:
        xml = f"<urlset><url><loc>{STORY.url}</loc></url></urlset>"
    body = f"<br />\n<b>Warning</b>: Undefined <b>x</b><br />\n<?xml version='1.0'?>\n{xml}"
    page = TextResponse(f"{HOME}/x", body=body, encoding="utf-8")
    assert cut_listing(page, page.url, kind, OUTLET, None).found == (STORY,)


@pytest.mark.parametrize(
    ("lastmod", "expected"),
    [
        (b"2018-03-16", datetime(2018, 3, 17, tzinfo=UTC)),  # until that day's end
        (b"2018-03-16T05:00:00", datetime(2018, 3, 16, 5, tzinfo=UTC)),
        (b" 2018-03-16T05:00Z ", datetime(2018, 3, 16, 5, tzinfo=UTC)),
        (b"9999-12-31T23:59:59Z", datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)),
        (b"9999-12-31", None),
        (b"0001-01-01T00:00:00+07:00", None),
        (b"kemarin", None),
        (b"", None),
    ],
)
def test_an_index_says_when_a_sitemap_changed(lastmod: bytes, expected: datetime | None) -> None:
    index = (
        b'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap>'
        b"<loc>https://www.voa-islam.com/a.xml</loc><lastmod>%b</lastmod></sitemap></sitemapindex>"
    )
    page = Response(HOME + "/sitemap.xml", body=index % lastmod)
    (child,) = cut_listing(page, page.url, PageKind.SITEMAP, OUTLET, None).found
    assert child.changed_at == expected


@pytest.mark.parametrize(
    ("kind", "page"),
    [
        (PageKind.FEED, HtmlResponse(HOME, body=b"<html><p>Maaf, ada galat</p>")),
        (PageKind.FEED, TextResponse(HOME, body=b"", encoding="utf-8")),
        (PageKind.SITEMAP, Response(HOME, body=b"<html><p>Maaf</p></html>")),
        (PageKind.SITEMAP, Response(HOME, body=b"bukan xml")),
        (PageKind.SITEMAP, Response(HOME, body=b"")),
        (PageKind.SITEMAP, Response(HOME, body=b"\x1f\x8b\x08")),
        (PageKind.SITEMAP, Response(HOME, body=b"\x1f\x8b\x08\0\0\0\0\0\0\0\xff\xff\xff")),
        (PageKind.SITEMAP, Response(HOME, body=b"\x1f\x8bx" + b"\xff" * 30)),
        (PageKind.LISTING, Response(HOME, body=b"\x89PNG")),
        (PageKind.LISTING, TextResponse(HOME, body=b'{"html": "<a>"}', encoding="utf-8")),
    ],
)
def test_a_page_of_another_kind_is_refused(kind: PageKind, page: Response) -> None:
    with pytest.raises(ValueError, match=r"no feed|no sitemap|without (?:text|markup)"):
        cut_listing(page, page.url, kind, OUTLET, None)


@pytest.mark.parametrize(
    ("kind", "page"),
    [
        (PageKind.LISTING, '<base href="http://[x"><a href="http://[::1">x</a><a href="{}">y</a>'),
        (PageKind.FEED, "<rss><item><link>x-&#55357;&#xDE00;</link></item><item><link>{}</link>"),
        (PageKind.FEED, "<rss><item><link>http://[::1</link></item><item><link>{}</link>"),
        (PageKind.SITEMAP, "<urlset><url><loc>x-&#xd83d;</loc></url><url><loc>{}</loc></url>"),
        (PageKind.SITEMAP, "<urlset><url><loc>http://[</loc></url><url><loc>{}</loc></url>"),
    ],
)
def test_one_broken_link_costs_no_other(kind: PageKind, page: str) -> None:
    response = HtmlResponse(HOME + "/list", body=page.format(STORY.url), encoding="utf-8")
    assert cut_listing(response, response.url, kind, OUTLET, None).found == (STORY,)


def test_the_sitemaps_of_a_robots_txt_are_the_outlets_own_and_no_front_page() -> None:
    named = [
        "",
        "  ",
        "# nanti",
        "/sitemap.xml",
        f"{HOME}/berita.xml # baru",
        "https://x.example/a",
    ]
    found = sitemap_seeds([*named, "http://[x", f"{HOME}/sitemap.xml"], OUTLET, None)
    assert [each.url for each in found] == [f"{HOME}/sitemap.xml", f"{HOME}/berita.xml"]


def test_seeds_are_sections_and_feeds_or_the_one_section_named() -> None:
    sitemap = Found(url=f"{HOME}/a.xml", kind=PageKind.SITEMAP)
    assert seeds(replace(OUTLET, sitemaps=("/a.xml",))) == [*seeds(OUTLET), sitemap]
    every = seeds(OUTLET)
    assert Found(url=HOME + "/rss", kind=PageKind.FEED) in every
    assert len(every) == len(OUTLET.sections) + 1
    assert seeds(OUTLET, "opini") == [
        Found(url=HOME + "/rubrik/opini", kind=PageKind.LISTING, section="opini")
    ]


DATED = """
from dataclasses import replace
from scrapers.news_spider import NewsSpider
from scrapers.spiders.voaislam import VoaIslamSpider

class Dated(NewsSpider):
    name = "voaislam"
    outlet = replace(
        VoaIslamSpider.outlet, section_path=None, feeds=(), sitemaps=(),
        day_path="/indeks?date={year}-{month}-{day}",
        day_page_path="/indeks?date={year}-{month}-{day}&page={page}",
    )
"""


def test_days_that_are_asked_for_are_read_to_their_last_page(tmp_path: Path) -> None:
    """Nothing is known of such lists at any outlet of ours; the replica has them."""
    (tmp_path / "dated").mkdir()
    (tmp_path / "dated/__init__.py").touch()
    (tmp_path / "dated/outlet.py").write_text(DATED)
    database = tmp_path / "warta.sqlite"
    days = {date(2020, 2, 28), date(2020, 2, 29)}
    given = {"SPIDER_MODULES": "dated", "ROBOTSTXT_OBEY": "False"}
    options = [f"{name}={value}" for name, value in (FAST | given).items()]
    words = ["crawl", "voaislam", *(word for option in options for word in ("-s", option))]
    with Replica(stories=40_000, today=date(2025, 1, 7)) as site:
        room = site.newsroom
        there = [n for n in range(room.count) if room.published_at(n).date() in days]
        done = scrapy(
            *words, "-a", f"site={site.url}", "-a", "since=2020-02-28", "-a", "until=2020-02-29",
            database=database, PYTHONPATH=f"{tmp_path}:{ROOT}",
        )  # fmt: skip
        asked = [each.path for each in site.requests if each.path.startswith("/indeks")]
    assert done.returncode == 0, done.stderr
    found = rows(database, "SELECT source_id FROM articles")
    assert {row["source_id"] for row in found} == {str(room.id_of(number)) for number in there}
    lists = [f"/indeks?date=2020-02-{day}" for day in (28, 29)]
    # The site shows the last page of a day again, which ends it.
    pages = [address + page for address in lists for page in ("", "&page=2", "&page=3")]
    assert sorted(asked) == pages
    due = "SELECT url FROM pages WHERE kind = 'listing' AND next_visit_at IS NOT NULL"
    assert rows(database, due) == []  # no later crawl asks for them by itself
