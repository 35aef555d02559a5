"""The replica serves what it says it serves, and knows the truth of it."""

import asyncio
import gzip
import hashlib
import re
import time
import urllib.request
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

import aiohttp
import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.replica import behaviours, dates, truth
from tests.replica.behaviours import Behaviour
from tests.replica.layouts import DESKTOP, LAYOUTS, MOBILE
from tests.replica.newsroom import SECTIONS, Newsroom
from tests.replica.process import running
from tests.replica.prose import slug
from tests.replica.site import Replica

TODAY = date(2025, 1, 7)
STORY_LINK = re.compile(r"/(?:read|news)/[a-z-]+/\d{4}/\d\d/\d\d/(\d+)/[^/#;\"]+")


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def fetch(client: aiohttp.ClientSession, url: str, **headers: str) -> tuple[int, bytes]:
    async with client.get(url, headers=headers, allow_redirects=False) as response:
        return response.status, await response.read()


def squeeze(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def text_of(html: str) -> str:
    body = LexborHTMLParser(html).body
    assert body is not None
    return squeeze(body.text())


# The stories


def test_a_seed_always_invents_the_same_stories() -> None:
    newsroom = Newsroom(300)
    told = repr([newsroom.story(number) for number in (0, 17, 123, 299)])
    assert hashlib.sha256(told.encode()).hexdigest() == (
        "e2ddcd212bb70db0ac5534dfb373a7dd53c0144efa8d9fd698938d0e2f1f27a5"
    )
    assert Newsroom(300, "lain").card(17).headline != newsroom.card(17).headline


def test_ids_and_moments_rise_together_and_spread_over_the_years() -> None:
    newsroom = Newsroom(300)
    cards = [newsroom.card(number) for number in range(300)]
    ids = [card.id for card in cards]
    moments = [card.published_at for card in cards]
    assert ids == sorted(set(ids))
    assert moments == sorted(set(moments))
    assert (3_000 <= ids[0] < 3_300, 81_000 < ids[-1] <= 82_000) == (True, True)
    assert (moments[0].year, moments[0].month, moments[-1].year) == (2010, 2, 2022)
    assert {card.section for card in cards} == set(SECTIONS)
    assert [newsroom.number_of(each) for each in ids] == list(range(300))
    assert newsroom.number_of(ids[5] + 1) is None


def test_stories_have_the_size_and_the_variety_of_news() -> None:
    stories = [Newsroom(300).story(number) for number in range(300)]
    sizes = [len("\n\n".join(story.paragraphs)) for story in stories]
    assert (min(sizes) > 1_400, max(sizes) < 4_500) == (True, True)
    assert {len(story.paragraphs) for story in stories} >= set(range(4, 19))
    assert len({story.dateline for story in stories}) > 60
    assert None in {story.dateline for story in stories}
    assert None in {story.sign_off for story in stories}
    assert {0, 2, 3, None} == {story.pulled for story in stories}
    assert any("(baca: " in text for story in stories for text in story.paragraphs)
    assert any(story.byline for story in stories)
    assert {len(story.closing) for story in stories} >= {0, 1, 2}


def test_a_hundred_thousand_stories_are_addressed_without_making_them() -> None:
    began = time.process_time()
    newsroom = Newsroom(100_000)
    assert newsroom.number_of(newsroom.id_of(99_999)) == 99_999
    assert newsroom.card(99_999).published_at.year == 2022
    shelves = {section: newsroom.newest(section) for section in SECTIONS}
    assert sum(len(shelf) for shelf in shelves.values()) == 100_000
    last = len(shelves["indonesiana"]) // 20
    oldest = shelves["indonesiana"].page(last)
    assert [newsroom.card(number).section for number in oldest] == ["indonesiana"] * 20
    assert oldest == sorted(oldest, reverse=True)
    assert newsroom.card.cache_info().maxsize is not None
    assert newsroom.story.cache_info().maxsize is not None
    assert time.process_time() - began < 10


def test_stories_stay_as_they_are_when_new_ones_come() -> None:
    few, more = Newsroom(40), Newsroom(40)
    more.count = 60
    assert [few.story(n) for n in range(40)] == [more.story(n) for n in range(40)]
    assert more.id_of(59) > more.id_of(39)


@pytest.mark.parametrize(
    ("headline", "swallow", "expected"),
    [
        ("Al-Shabaab Serang Syi'ah", False, "alshabaab-serang-syiah"),
        ("Jika Belum Diadili, 4 Nopember", True, "jika-belum-diadili4-nopember"),
        ("270.000 Tewas, 11 Tentara", False, "270000-tewas-11-tentara"),
        ("Voa-Islam.com Gelar Mata-mata", False, "voaislamcom-gelar-matamata"),
    ],
)
def test_slugs_follow_the_rules_of_the_site(headline: str, swallow: bool, expected: str) -> None:
    assert slug(headline, swallow=swallow) == expected


# The dates


@pytest.mark.parametrize(
    ("moment", "rendered", "spelling", "expected"),
    [
        ("2020-10-31T22:25", "2025-01-07", 0, "Sabtu, 7 Rajab 1446 H / 31 Oktober 2020 22:25 wib"),
        (
            "2017-08-01T19:45",
            "2024-11-27",
            0,
            "Selasa, 25 Jumadil Awwal 1446 H / 1 Agutus 2017 19:45 wib",
        ),
        (
            "2017-09-06T17:16",
            "2024-12-05",
            0,
            "Rabu, 4 Jumadil Akhir 1446 H / 6 September 2017 17:16 wib",
        ),
        ("2014-06-20T09:00", "2025-01-21", 0, "Jum'at, 21 Rajab 1446 H / 20 Juni 2014 09:00 wib"),
        ("2018-07-15T00:05", "2025-01-07", 1, "Ahad, 7 Rojab 1446 H / 15 Juli 2018 00:05 wib"),
    ],
)
def test_date_lines_are_printed_as_the_source_prints_them(
    moment: str, rendered: str, spelling: int, expected: str
) -> None:
    published_at = datetime.fromisoformat(moment).replace(tzinfo=dates.WIB)
    line = dates.desktop_date_line(published_at, date.fromisoformat(rendered), spelling)
    assert line == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2017-08-30", "Rabu, 30 Aug 2017"),
        ("2016-10-23", "Ahad, 23 Oct 2016"),
        ("2016-07-02", "Sabtu, 02 Jul 2016"),
    ],
)
def test_the_mobile_date_line_is_another(day: str, expected: str) -> None:
    assert dates.mobile_date_line(datetime.fromisoformat(day).replace(tzinfo=dates.WIB)) == expected


# The truth


def test_the_truth_of_one_story_is_complete() -> None:
    story = Newsroom(300).story(120)
    assert truth.truth(story, LAYOUTS["tables"], today=TODAY, views=3_564) == {
        "outlet": "voaislam",
        "source_id": "34572",
        "section": "world-news",
        "url": "https://www.voa-islam.com/read/world-news/2015/02/11/34572/"
        "berita-terbaru-kuala-lumpur-bantuan-medis-tiba-dengan-64-truk/",
        "headline": "BERITA TERBARU KUALA LUMPUR: Bantuan Medis Tiba dengan 64 Truk",
        "body": "\n\n".join(story.paragraphs),
        "published_at": datetime(2015, 2, 11, 16, 56, tzinfo=dates.WIB),
        "published_precision": "minute",
        "date_line": "Rabu, 7 Rajab 1446 H / 11 Februari 2015 16:56 wib",
        "hijri_printed": "1446-07-07",
        "hijri_published": "1436-04-22",
        "hijri_refers_to": "rendering",
        "rendered_on": TODAY,
        "view_line": "3.564 views",
        "view_count": 3_564,
        "dateline": "KUALA LUMPUR,MALAYSIA (voa-islam.com) -",
        "place": "Kuala Lumpur",
        "country_code": "MY",
        "sign_off": "(st/orient)",
        "sign_off_codes": ("st", "orient"),
        "byline": None,
        "reader": "outlet",
        "language": "id",
    }


def test_a_page_without_a_date_line_knows_the_day_of_its_address_only() -> None:
    story = Newsroom(300).story(120)
    known = truth.truth(story, LAYOUTS["bare"], today=TODAY)
    midnight = story.published_at.replace(hour=0, minute=0)
    shown = ("published_at", "published_precision", "date_line", "hijri_printed", "view_count")
    assert [known[name] for name in shown] == [midnight, "day", None, None, None]
    assert known["hijri_published"] == dates.hijri_iso(story.day)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, "publication"),
        (2, "publication"),
        (3, "rendering"),
        (2000, "rendering"),
        (-3, "neither"),
    ],
)
def test_the_hijri_half_refers_to_the_day_it_stands_for(days: int, expected: str) -> None:
    story = Newsroom(300).story(120)
    today = story.day + timedelta(days=days)
    known = truth.truth(story, LAYOUTS["tables"], today=today)
    assert known["hijri_refers_to"] == expected
    assert known["rendered_on"] == (today if expected == "rendering" else None)


@pytest.mark.parametrize("kind", ["desktop", "mobile"])
async def test_every_page_prints_its_truth_in_the_order_of_the_source(
    kind: str, client: aiohttp.ClientSession
) -> None:
    async with Replica(today=TODAY) as site:
        seen = set()
        for source_id in site.ids():
            status, content = await fetch(client, site.address(source_id, kind))
            assert status == 200
            layout = site.desk.layout(site.card(source_id), kind)
            seen.add(layout.name)
            known = site.truth(source_id, kind)
            headline = None if layout.name in {"bare", "mobile-bare"} else known["headline"]
            parts = [known["date_line"], known["view_line"], headline, known["byline"]]
            parts += [known["dateline"] if site.story(source_id).pulled != 0 else None]
            parts += [*str(known["body"]).split("\n\n"), known["sign_off"]]
            text, place = text_of(content.decode(layout.encoding)), 0
            for part in parts:
                if part is not None:
                    found = text.find(str(part), place)
                    assert found >= 0, (source_id, layout.name, part)
                    place = found + len(str(part))
        assert seen == {layout.name for layout in (DESKTOP if kind == "desktop" else MOBILE)}


# The addresses


async def test_every_address_of_the_source_answers(client: aiohttp.ClientSession) -> None:
    async with Replica(stories=120, crawl_delay=2.5) as site:
        expected = {
            "/": (200, b"VOA-ISLAM.COM : Voice of Al Islam"),
            "/rubrik/indonesiana": (200, b'class="news-list"'),
            "/rubrik/indonesiana/": (200, b"Selanjutnya"),
            "/rubrik/world-news": (200, b"list-item"),
            "/rubrik/doa": (200, b"Belum ada berita"),
            "/rubrik/tidak-ada": (404, b"tidak ditemukan"),
            "/rubrik/indonesiana/page/99": (404, b"tidak ditemukan"),
            "/rubrik/world-news/page/99": (200, b"list-item"),
            "/search/?q=air": (200, b"Hasil pencarian"),
            "/topic/31/air-bersih/": (200, b"Topik: Air Bersih"),
            "/vivo/tausiyah/2018/03/14/451/adab/": (200, b"[VIDEO] Adab"),
            "/about": (200, b"Redaksi"),
            "/naskah": (200, b"Kirim Naskah"),
            "/read/opini/2010/02/08/3001/tidak-ada/": (404, b"tidak ditemukan"),
            "/entah": (404, b"tidak ditemukan"),
            "/rss": (200, b"<rss version"),
            "/robots.txt": (200, b"Disallow: /l/\nCrawl-delay: 2.5\n"),
            "/sitemap.xml": (200, b"<sitemapindex"),
            "/sitemap-news.xml": (200, b"news:publication_date"),
            "/sitemap-1.xml.gz": (200, b"\x1f\x8b"),
            "/sitemap-2.xml.gz": (404, b"tidak ditemukan"),
        }
        for path, (status, part) in expected.items():
            got, content = await fetch(client, site.url + path)
            assert (path, got, part in content) == (path, status, True)
        assert [(each.path, each.status) for each in site.requests] == [
            (path, status) for path, (status, _) in expected.items()
        ]


async def test_an_advertising_link_leads_to_another_host(client: aiohttp.ClientSession) -> None:
    async with Replica(stories=5) as site:
        url = f"{site.url}/l/55/https://obat-herbal.invalid/promo"
        async with client.get(url, allow_redirects=False) as response:
            assert response.status == 302
            assert ".invalid" in response.headers["Location"]


async def test_the_listings_of_the_sections_reach_every_story(
    client: aiohttp.ClientSession,
) -> None:
    async with Replica(stories=130) as site:
        listed: set[int] = set()
        for section in SECTIONS:
            for page in range(1, 9):
                url = f"{site.url}/rubrik/{section}/page/{page}"
                status, content = await fetch(client, url)
                if status == 404:
                    break
                items = content.decode().partition('<div id="detail-left">')[2]
                items = items.partition('<div class="paging">')[0]
                found = {int(each) for each in STORY_LINK.findall(items)}
                if found <= listed:
                    break
                listed |= found
        assert listed == set(site.ids())


async def test_links_to_stories_take_many_forms(client: aiohttp.ClientSession) -> None:
    async with Replica(stories=60) as site:
        _, content = await fetch(client, f"{site.url}/")
        hrefs = [
            node.attributes["href"] or ""
            for node in LexborHTMLParser(content).css("a[href]")
            if STORY_LINK.search(node.attributes["href"] or "")
        ]
        starts = (
            "https://www.voa-islam.com/read/",
            "http://m.voa-islam.com/news/",
            "//www.voa-islam.com/read/",
            "/read/",
            f"{site.url}/read/",
        )
        assert [any(href.startswith(start) for href in hrefs) for start in starts] == [True] * 5
        assert any("#sthash" in href for href in hrefs)
        assert any(href.endswith(";") for href in hrefs)


async def test_feed_and_sitemaps_name_the_stories(client: aiohttp.ClientSession) -> None:
    async with Replica(stories=1_100) as site:
        ids = list(site.ids())
        _, feed = await fetch(client, f"{site.url}/rss")
        items = ET.fromstring(feed).findall("channel/item")
        assert [int(item.findtext("guid") or 0) for item in items] == ids[:-31:-1]
        newest = parsedate_to_datetime(items[0].findtext("pubDate") or "")
        assert newest == site.card(ids[-1]).published_at
        _, index = await fetch(client, f"{site.url}/sitemap.xml")
        maps = [node.text or "" for node in ET.fromstring(index).iter() if node.tag.endswith("loc")]
        assert [each.rpartition("/")[2] for each in maps] == [
            "sitemap-1.xml.gz",
            "sitemap-2.xml.gz",
            "sitemap-news.xml",
        ]
        named = []
        for number in (1, 2):
            _, packed = await fetch(client, f"{site.url}/sitemap-{number}.xml.gz")
            named += STORY_LINK.findall(gzip.decompress(packed).decode())
        assert [int(each) for each in named] == ids


async def test_an_id_leads_to_its_story_wherever_it_stands(client: aiohttp.ClientSession) -> None:
    async with Replica(stories=30) as site:
        card = site.card(next(site.ids()))
        good = ("/", "", ";", ";/")
        for end in good:
            status, _ = await fetch(client, f"{site.url}/read/{card.tail}{end}")
            assert (end, status) == (end, 200)
        wrong = f"{site.url}/read/opini/1999/01/01/{card.id}/lain/"
        async with client.get(wrong, allow_redirects=False) as response:
            assert (response.status, response.headers["Location"]) == (302, f"/read/{card.tail}/")


async def test_headers_and_bytes_are_what_each_layout_declares(
    client: aiohttp.ClientSession,
) -> None:
    async with Replica(stories=120) as site:
        seen = {}
        for source_id in site.ids():
            async with client.get(site.address(source_id)) as response:
                content = await response.read()
            layout = site.desk.layout(site.card(source_id), "desktop")
            seen[layout.name] = response.headers["Content-Type"]
            if layout.encoding == "windows-1252":
                assert b"charset=windows-1252" in content
                with pytest.raises(UnicodeDecodeError):
                    content.decode()
        assert seen["windows-1252"] == "text/html"
        assert seen["wrong-utf-8"] == "text/html; charset=UTF-8"
        assert seen["wrong-latin-1"] == "text/html; charset=ISO-8859-1"


@pytest.mark.parametrize("size", [30_000, 60_000])
async def test_pages_are_padded_to_a_size(size: int, client: aiohttp.ClientSession) -> None:
    async with Replica(stories=24, page_bytes=size) as site:
        for source_id in site.ids():
            _, content = await fetch(client, site.address(source_id))
            assert 0.9 * size < len(content) < 1.1 * size


# What changes


async def test_views_grow_with_each_visit_of_either_page(client: aiohttp.ClientSession) -> None:
    async with Replica(stories=3, layouts=("tables",)) as site:
        source_id = next(site.ids())
        card = site.card(source_id)
        counts = []
        for kind in ("desktop", "mobile", "desktop"):
            _, content = await fetch(client, site.address(source_id, kind))
            counts.append(site.desk.views(card) - card.view_base)
            known = site.truth(source_id, kind)
            assert known["view_line"] is None or str(known["view_line"]).encode() in content
        assert counts == [card.view_growth, 2 * card.view_growth, 3 * card.view_growth]


async def test_an_edited_story_reads_differently_and_so_does_its_truth(
    client: aiohttp.ClientSession,
) -> None:
    async with Replica(stories=20, layouts=("tables",)) as site:
        source_id = next(site.ids())
        before = site.truth(source_id)
        site.edit(source_id, headline="Judul Baru")
        site.edit(source_id, body="Satu paragraf baru saja.\n\nDan satu lagi di bawahnya.")
        _, content = await fetch(client, site.address(source_id))
        text, known = text_of(content.decode()), site.truth(source_id)
        assert ("Judul Baru" in text, "Dan satu lagi di bawahnya." in text) == (True, True)
        assert known["headline"] == "Judul Baru"
        assert known["body"] == "Satu paragraf baru saja.\n\nDan satu lagi di bawahnya."
        same = set(known) - {"headline", "body", "view_line", "view_count"}
        assert {name: known[name] for name in same} == {name: before[name] for name in same}


async def test_a_story_may_edit_itself_after_the_first_visit(
    client: aiohttp.ClientSession,
) -> None:
    async with Replica(stories=30) as site:
        for source_id in list(site.ids())[:3]:
            site.behave(source_id, "edited")
            texts = []
            for _ in range(3):
                await fetch(client, site.address(source_id))
                known = site.truth(source_id)
                texts.append((known["headline"], known["body"]))
            assert (texts[0] != texts[1], texts[1] == texts[2]) == (True, True)


async def test_a_withdrawn_story_is_gone(client: aiohttp.ClientSession) -> None:
    async with Replica(stories=5) as site:
        first, second, *_ = site.ids()
        site.withdraw(first)
        site.withdraw(second, status=410)
        gone = [(await fetch(client, site.address(each)))[0] for each in (first, second)]
        assert gone == [404, 410]


async def test_new_stories_are_published_on_top(client: aiohttp.ClientSession) -> None:
    async with Replica(stories=50) as site:
        new = site.publish(3)
        _, feed = await fetch(client, f"{site.url}/rss")
        guids = [item.findtext("guid") for item in ET.fromstring(feed).findall("channel/item")]
        assert guids[:3] == [str(each) for each in reversed(new)]
        assert [(await fetch(client, site.address(each)))[0] for each in new] == [200] * 3


async def test_a_redesign_hides_the_text_from_readers(client: aiohttp.ClientSession) -> None:
    async with Replica(stories=5) as site:
        source_id = next(site.ids())
        story = site.story(source_id)
        site.redesign()
        _, content = await fetch(client, site.address(source_id))
        html = content.decode()
        assert (story.headline in html, story.paragraphs[0] in html) == (False, False)
        site.redesign("bare")
        assert site.truth(source_id)["view_count"] is None
        site.redesign(None)
        _, content = await fetch(client, site.address(source_id))
        layout = site.desk.layout(site.card(source_id), "desktop")
        assert story.paragraphs[0] in text_of(content.decode(layout.encoding))


# What goes wrong


def test_a_healthy_site_has_ordinary_stories_only() -> None:
    names = {Replica().behaviour(each).name for each in Replica().ids()}
    assert names == {"ordinary"}


def test_a_faulty_site_shows_every_behaviour() -> None:
    site = Replica(healthy=False)
    names = [site.behaviour(each).name for each in site.ids()]
    assert set(names) == {"ordinary", *(each.name for each in behaviours.BEHAVIOURS)}
    assert 0.7 < names.count("ordinary") / len(names) < 0.85


@pytest.mark.parametrize(
    ("name", "statuses"),
    [
        ("ordinary", [200, 200, 200]),
        ("slow", [200, 200, 200]),
        ("withdrawn", [200, 404, 404]),
        ("withdrawn-for-good", [200, 410, 410]),
        ("never-there", [404, 404, 404]),
        ("flaky", [503, 200, 200]),
        ("flaky-twice", [500, 500, 200]),
        ("throttled", [429, 200, 200]),
        ("broken", [500, 500, 500]),
        ("forbidden", [403, 403, 403]),
        ("loop", [302, 302, 302]),
        ("offsite", [302, 302, 302]),
        ("as-listing", [200, 200, 200]),
        ("as-search", [200, 200, 200]),
        ("as-error", [200, 200, 200]),
        ("as-challenge", [200, 200, 200]),
        ("empty", [200, 200, 200]),
        ("misencoded", [200, 200, 200]),
    ],
)
async def test_a_behaviour_answers_as_described(
    name: str, statuses: list[int], client: aiohttp.ClientSession
) -> None:
    async with Replica(stories=7) as site:
        source_id = list(site.ids())[3]
        site.behave(source_id, name)
        answers = [await fetch(client, site.address(source_id)) for _ in statuses]
        assert [status for status, _ in answers] == statuses
        first = site.story(source_id).paragraphs[0].encode()
        odd = bool(site.behaviour(source_id).impostor) or name == "empty"
        assert not (odd and any(first in content for _, content in answers))


async def test_a_refused_visitor_is_told_when_to_come_back(client: aiohttp.ClientSession) -> None:
    async with Replica(stories=3) as site:
        source_id = next(site.ids())
        site.behave(source_id, Behaviour(name="throttled", status=429, visits=1, retry_after=7))
        async with client.get(site.address(source_id)) as response:
            assert (response.status, response.headers["Retry-After"]) == (429, "7")
        site.block(2, status=403, retry_after=30)
        paths = ("/robots.txt", "/", "/rss", "/rss")
        assert [(await fetch(client, site.url + path))[0] for path in paths] == [200, 403, 403, 200]


async def test_a_moved_story_is_listed_where_it_was(client: aiohttp.ClientSession) -> None:
    async with Replica(stories=5) as site:
        source_id = list(site.ids())[-1]
        site.behave(source_id, "moved")
        _, feed = await fetch(client, f"{site.url}/rss")
        link = ET.fromstring(feed).findtext("channel/item/link") or ""
        path = link.removeprefix("https://www.voa-islam.com").partition("#")[0]
        async with client.get(site.url + path, allow_redirects=False) as response:
            assert response.status == 301
            assert site.url + response.headers["Location"] == site.address(source_id)


async def test_a_redated_story_stands_under_two_days(client: aiohttp.ClientSession) -> None:
    async with Replica(stories=4, layouts=("tables",)) as site:
        source_id = list(site.ids())[3]
        site.behave(source_id, "redated")
        card = site.card(source_id)
        earlier = card.published_at - timedelta(days=61)
        other = card.tail.replace(f"{card.published_at:%Y/%m/%d}", f"{earlier:%Y/%m/%d}")
        assert site.desk.listed_tail(card) == other
        for tail in (card.tail, other):
            status, content = await fetch(client, f"{site.url}/read/{tail}/")
            assert (status, card.url.rstrip("/").encode() in content) == (200, True)


async def test_a_redirect_loop_never_ends(client: aiohttp.ClientSession) -> None:
    async with Replica(stories=3) as site:
        source_id = next(site.ids())
        site.behave(source_id, "loop")
        with pytest.raises(aiohttp.TooManyRedirects):
            await client.get(site.address(source_id))


async def test_a_page_may_be_cut_short(client: aiohttp.ClientSession) -> None:
    async with Replica(stories=3) as site:
        source_id = next(site.ids())
        site.behave(source_id, "cut-short")
        with pytest.raises(aiohttp.ClientPayloadError):
            await fetch(client, site.address(source_id))


async def test_misencoded_bytes_are_not_what_they_are_declared(
    client: aiohttp.ClientSession,
) -> None:
    async with Replica(stories=40, layouts=("wrong-latin-1",)) as site:
        source_id = next(each for each in site.ids() if site.card(each).curly)
        site.behave(source_id, "misencoded")
        async with client.get(site.address(source_id)) as response:
            assert response.charset == "UTF-8"
            with pytest.raises(UnicodeDecodeError):
                (await response.read()).decode()


async def test_an_unchanged_story_is_not_sent_again(client: aiohttp.ClientSession) -> None:
    async with Replica(stories=3, validators=True) as site:
        source_id = next(site.ids())
        async with client.get(site.address(source_id)) as response:
            tag, changed = response.headers["ETag"], response.headers["Last-Modified"]
        by_tag = {"If-None-Match": tag}
        by_day = {"If-Modified-Since": changed}
        url = site.address(source_id)
        assert [(await fetch(client, url, **known))[0] for known in (by_tag, by_day)] == [304, 304]
        site.edit(source_id, headline="Judul Baru")
        assert [(await fetch(client, url, **known))[0] for known in (by_tag, by_day)] == [200, 200]


# How it runs


def test_it_serves_from_a_thread_for_programs_outside() -> None:
    with Replica(stories=3) as site:
        source_id = next(site.ids())
        with urllib.request.urlopen(site.address(source_id)) as response:
            assert response.status == 200
        assert [each.status for each in site.requests] == [200]


def test_it_serves_as_a_process_and_ends_when_told_to() -> None:
    words = ("--stories", "40", "--today", "2025-01-07", "--faults", "--crawl-delay", "1")
    with (
        running(*words) as address,
        urllib.request.urlopen(f"{address}/robots.txt") as response,
    ):
        assert b"Crawl-delay: 1\n" in response.read()


async def test_many_visits_at_once_are_served_quickly(client: aiohttp.ClientSession) -> None:
    async with Replica(stories=200) as site:
        began = time.process_time()
        answers = await asyncio.gather(*(fetch(client, site.address(each)) for each in site.ids()))
        assert {status for status, _ in answers} == {200}
        assert time.process_time() - began < 10
