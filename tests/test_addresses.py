from datetime import date

import pytest

from scrapers.addresses import StoryAddress, at_site, on_outlet, story_address
from scrapers.spiders.voaislam import VoaIslamSpider

OUTLET = VoaIslamSpider.outlet
STORY = StoryAddress(
    url="https://www.voa-islam.com/read/world-news/2017/08/30/52950/sebuah-judul/",
    source_id="52950",
    section="world-news",
    day_text="2017/08/30",
    day=date(2017, 8, 30),
)


@pytest.mark.parametrize(
    "url",
    [
        "http://www.voa-islam.com/read/world-news/2017/08/30/52950/sebuah-judul",
        "https://voa-islam.com/read/world-news/2017/08/30/52950/sebuah-judul/",
        "http://admin.voa-islam.com/read/world-news/2017/08/30/52950/sebuah-judul/?utm_source=x",
        "http://m.voa-islam.com/news/world-news/2017/08/30/52950/sebuah-judul",
        "https://www.voa-islam.com/read/world-news/2017/08/30/52950/sebuah-judul#sthash.aB.dpbs",
        "https://www.voa-islam.com/read/world-news/2017/08/30/52950/sebuah-judul;#sthash.aB.dpbs",
        "https://www.voa-islam.com/read/world-news/2017/08/30/52950/sebuah-judul;",
    ],
)
def test_every_address_of_a_story_is_the_same_story(url: str) -> None:
    assert story_address(url, OUTLET) == STORY


@pytest.mark.parametrize(
    "url",
    [
        "https://www.voa-islam.com/",
        "https://www.voa-islam.com/rubrik/world-news/page/2",
        "https://www.voa-islam.com/vivo/aksi/2017/08/30/451/sebuah-video/",
        "https://www.voa-islam.com/l/7/https://www.voa-islam.com/read/a/2017/08/30/1/b",
        "https://www.example.com/read/world-news/2017/08/30/52950/sebuah-judul",
        "https://notvoa-islam.com/read/world-news/2017/08/30/52950/sebuah-judul",
        "https://voa-islam.com@example.com/read/world-news/2017/08/30/52950/sebuah-judul",
        "ftp://voa-islam.com/read/world-news/2017/08/30/52950/sebuah-judul",
        "javascript:alert(1)",
        "http://[::1/read/world-news/2017/08/30/52950/x",
        "",
    ],
)
def test_what_is_no_story_of_the_outlet_is_none(url: str) -> None:
    assert story_address(url, OUTLET) is None


def test_a_day_that_does_not_exist_keeps_the_story_without_it() -> None:
    story = story_address("https://voa-islam.com/read/opini/2017/02/31/7/x", OUTLET)
    assert story is not None
    assert (story.source_id, story.day_text, story.day) == ("7", "2017/02/31", None)


def test_a_link_on_a_mirror_is_a_link_on_the_outlet() -> None:
    site = "http://127.0.0.1:8000"
    page = site + "/rubrik/opini"
    assert on_outlet("/read/x", page, OUTLET, site) == "https://www.voa-islam.com/read/x"
    assert on_outlet(site + "/a?b=1", page, OUTLET, site) == "https://www.voa-islam.com/a?b=1"
    assert on_outlet("http://m.voa-islam.com/c", page, OUTLET, site) == "http://m.voa-islam.com/c"
    assert on_outlet("http://127.0.0.1:9/x", page, OUTLET, site) is None
    assert on_outlet("http://169.254.169.254/latest", page, OUTLET, site) is None


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("http://www.voa-islam.com/a?b=1#c", "http://www.voa-islam.com/a?b=1#c"),
        (" http://www.voa-islam.com?b=1 ", "http://www.voa-islam.com?b=1"),
        ("http://www.voa-islam.com/a;", "http://www.voa-islam.com/a"),
        ("http://www.voa-islam.com/a;b/c;#d", "http://www.voa-islam.com/a;b/c#d"),
        ("http://www.voa-islam.com/a?", "http://www.voa-islam.com/a"),
        ("//www.voa-islam.com/a", "http://www.voa-islam.com/a"),
        ("http:///a", "http://www.voa-islam.com/a"),
        ("http://\n/a", "http://www.voa-islam.com/a"),
        ("http:a", "http://www.voa-islam.com/rubrik/a"),
        ("http://[::1/a", None),
        ("http://www.voa-islam.com:x/a", None),
    ],
)
def test_a_link_is_read_as_from_its_page(link: str, address: str | None) -> None:
    assert on_outlet(link, "http://www.voa-islam.com/rubrik/opini", OUTLET) == address


def test_an_address_is_fetched_at_the_mirror() -> None:
    url = "https://www.voa-islam.com/read/opini/2017/01/02/7/x/?a=1"
    assert at_site(url, OUTLET, None) == url
    assert at_site(url, OUTLET, "http://127.0.0.1:8000/") == (
        "http://127.0.0.1:8000/read/opini/2017/01/02/7/x/?a=1"
    )
