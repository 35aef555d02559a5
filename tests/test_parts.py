"""Stories of several pages: the first is stored and says that it goes on, others are refused."""

import pytest

from models.article import RawArticle
from models.outlet import Outlet
from scrapers.reader.cut import cut_article
from scrapers.reader.page import Page
from scrapers.reader.refusal import NotAnArticle
from scrapers.spiders.detik import DetikSpider
from scrapers.spiders.kompas import KompasSpider
from scrapers.spiders.news import NewsPageSpider
from scrapers.spiders.tempo import TempoSpider

KOMPAS, DETIK, TEMPO, NEWS = (
    spider.outlet for spider in (KompasSpider, DetikSpider, TempoSpider, NewsPageSpider)
)
HEADLINE = "Banjir Rendam Dua Gudang Beras"
FIRST = "Dua gudang beras di tepi sungai tergenang banjir setelah hujan turun selama tiga hari."
SECOND = "Warga membawa cangkul dan membersihkan saluran air sampai sore, kata ketua kampung itu."
STORIES = [
    (KOMPAS, "https://regional.kompas.com/read/2024/05/18/10203041/banjir-rendam-dua-gudang"),
    (DETIK, "https://news.detik.com/berita/d-7726882/banjir-rendam-dua-gudang"),
    (TEMPO, "https://nasional.tempo.co/read/1131243/banjir-rendam-dua-gudang"),
    (NEWS, "https://kabar.example/banjir-rendam-dua-gudang"),
    (NEWS, "https://kabar.example/?p=7&x=y"),
]
STORY = STORIES[0][1]
SLUG = STORIES[3][1]


def cut(
    url: str | None, outlet: Outlet = NEWS, *, head: str = "", below: str = "", foot: str = ""
) -> RawArticle:
    html = (
        f"<html><head><title>{HEADLINE}</title>{head}</head><body><article><h1>{HEADLINE}</h1>"
        f"<div><p>{FIRST}</p><p>{SECOND}</p>{below}</div></article>{foot}</body></html>"
    )
    return cut_article(Page(html, url), outlet)


def canonical(url: str) -> str:
    return f"<link rel=canonical href='{url}'>"


def query(url: str, words: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}{words}"


@pytest.mark.parametrize("words", ["page=2", "page_num=3", "halaman=02", "utm_source=x&page=12"])
@pytest.mark.parametrize(("outlet", "url"), STORIES)
def test_a_later_part_is_refused_by_name_whatever_it_claims(
    outlet: Outlet, url: str, words: str
) -> None:
    at = query(url, words)
    with pytest.raises(NotAnArticle) as refusal:
        cut(at, outlet, head=canonical(url))
    assert refusal.value.reason == "part-of-story"
    assert repr(at) in str(refusal.value)


@pytest.mark.parametrize("words", ["page=1", "page=0", "page=all", "page_num=all", "showpage=all",
                                   "single=1", "page=2&single=1", "p=2", "mypage=2"])  # fmt: skip
def test_the_first_part_or_all_of_a_story_is_a_story(words: str) -> None:
    assert cut(query(STORY, words), KOMPAS, head=canonical(STORY)).body == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    ("outlet", "at", "head"),
    [
        (NEWS, f"{SLUG}/2/", canonical(f"{SLUG}/")),
        (NEWS, f"{SLUG}/2/?utm_source=x", canonical(SLUG.replace("//", "//m."))),
        (NEWS, f"{SLUG}/2/", canonical(f"{SLUG}/2/") + f"<link rel=prev href='{SLUG}/'>"),
        (DETIK, f"{STORIES[1][1]}/3", f"<link rel=prev href='{STORIES[1][1]}/2'>"),
        (NEWS, f"{SLUG}?part=2", f"<link rel=prev href='{SLUG}'>{canonical(SLUG)}"),
        (NEWS, None, canonical(f"{SLUG}?page=2")),
    ],
)
def test_the_page_may_say_itself_that_it_is_a_later_part(
    outlet: Outlet, at: str | None, head: str
) -> None:
    with pytest.raises(NotAnArticle, match="a later part of a story, 'http"):
        cut(at, outlet, head=head)


@pytest.mark.parametrize(
    ("at", "head"),
    [
        ("https://kabar.example/berita/7", canonical("https://kabar.example/berita/7")),
        ("https://kabar.example/berita/7", "<link rel=prev href='/berita/6'>"),
        (SLUG, f"<link rel=prev href='/hujan-turun-tiga-hari'><link rel=prev href='{SLUG}/'>"),
        (SLUG, "<link rel=prev href='http://[x'><link rel=next href='/banjir-surut-di-kota'>"),
        (f"{SLUG}/1", canonical(SLUG)),
    ],
)
def test_a_number_or_a_neighbour_alone_makes_no_part(at: str, head: str) -> None:
    assert cut(at, head=head).problems == ()


PAGERS = [
    ("{}", "<div>Halaman:</div><div>1</div><div><a href='{}'>2</a></div>"),
    ("{}", "<ul><li>1</li><li><a href='{}'>2</a></li></ul>"),
    ("{}", "<p>1 <a href='{}'>2</a></p>"),
    ("{}", "<p><a href='{}'>Selanjutnya</a></p>"),
]


@pytest.mark.parametrize("pager", PAGERS)
@pytest.mark.parametrize(("outlet", "url"), STORIES)
def test_a_first_part_says_where_it_goes_on(
    outlet: Outlet, url: str, pager: tuple[str, str]
) -> None:
    following = query(url, "page=2")
    raw = cut(url, outlet, below=pager[1].format(following))
    assert raw.problems == (f"body: goes on at {following!r}",)
    assert raw.body.startswith(f"{FIRST}\n\n{SECOND}")


@pytest.mark.parametrize(
    ("head", "below", "at"),
    [
        (f"<link rel=next href='{SLUG}?halaman=2'>", "", f"{SLUG}?halaman=2"),
        (f"<link rel=next href='{SLUG}/2/'>", "", f"{SLUG}/2/"),
        ("", "<p><a href='?page_num=2'>Selanjutnya</a></p>", f"{SLUG}?page_num=2"),
        ("", f"<p>1 <a href='{SLUG}/2'>2</a></p>", f"{SLUG}/2"),
        (
            "",
            "<p>Halaman 1 <a href='?page=2'>2</a> <a href='?page=all'>Tampilkan Semua</a></p>",
            f"{SLUG}?page=all",
        ),
    ],
)
def test_the_next_part_may_be_named_in_other_ways(head: str, below: str, at: str) -> None:
    assert cut(SLUG, head=head, below=below).problems == (f"body: goes on at {at!r}",)


@pytest.mark.parametrize(
    ("at", "below"),
    [
        (f"{SLUG}?page=all", f"<p>1 <a href='{SLUG}?page=2'>2</a></p>"),
        (SLUG, f"<p><a href='{SLUG}?page=all'>Banjir Rendam</a></p>"),
        (SLUG, "<p><a href='/hujan-turun-tiga-hari?page=2'>Hujan Turun Tiga Hari</a></p>"),
        (SLUG, "<p><a href='/?page=2'>Berita lama</a></p><p><a href='http://[page=2'>x</a></p>"),
        (SLUG, "<p><a href='?page=1'>1</a></p><p><a href='/tag/banjir/2'>Banjir</a></p>"),
    ],
)
def test_other_links_do_not_say_that_a_story_goes_on(at: str, below: str) -> None:
    assert cut(at, below=below).problems == ()


def test_the_links_to_parts_are_no_list_of_stories() -> None:
    pages = "".join(f"<li><a href='{SLUG}?page_num={n}'>Bagian {n}</a></li>" for n in range(2, 6))
    html = (
        f"<html><body><h1>{HEADLINE}</h1><div><p>{FIRST}</p><ul>{pages}</ul><p>{SECOND}</p></div>"
        "</body></html>"
    )
    raw = cut_article(Page(html, SLUG), NEWS)
    assert raw.problems == (f"body: goes on at {f'{SLUG}?page_num=2'!r}",)
