"""The excerpt around a story gives what the whole page gives, and is taken where it can be."""

import random
from collections.abc import Iterator
from urllib.request import urlopen

import pytest

from models.article import RawArticle
from scrapers.reader import cut
from scrapers.reader.cut import cut_article
from scrapers.reader.excerpt import Excerpt, excerpt_of
from scrapers.reader.head import find_head, head_below
from scrapers.reader.page import Page, decode
from scrapers.spiders.voaislam import VoaIslamSpider
from tests.replica.layouts import DESKTOP
from tests.replica.site import Replica
from tests.test_hostile_pages import mutated

OUTLET = VoaIslamSpider.outlet
HEAD = "<p>Rabu, 30 Agustus 2017 10:00 wib</p><p>3.564 views</p>"
TITLE = "Panen Raya di Kampung Pesisir Berlangsung Meriah"
STORY = "".join(
    f"<p>{opening}Warga kampung memanen padi bersama sejak pagi dan membaginya merata. {n}.</p>"
    for n, opening in enumerate(("JAKARTA (voa-islam.com) - ", *[""] * 15))
)
CLOSING = "<p>Sebarkan informasi ini, semoga menjadi amal sholeh kita!</p>"
MENU = "<ul>" + "<li><a href='/rubrik/opini'>Opini</a></li>" * 40 + "</ul>"


def page(body: str, title: str = TITLE, url: str | None = None) -> Page:
    html = f"<html><head><title>{title}</title></head><body>{MENU}{body}{MENU}</body></html>"
    return Page(html, url)


def ending(page: Page) -> RawArticle | str:
    try:
        return cut_article(page, OUTLET)
    except cut.NotAnArticle as refusal:
        return f"{refusal.reason}: {refusal}"


def without_excerpt(page: Page, monkeypatch: pytest.MonkeyPatch) -> RawArticle | str:
    with monkeypatch.context() as patch:
        patch.setattr(cut, "excerpt_of", lambda *_: None)
        return ending(page)


def replica_pages() -> Iterator[tuple[bytes, str]]:
    with Replica(stories=len(DESKTOP), seed="excerpt", page_bytes=15_000) as site:
        for source_id in site.ids():
            for kind in ("desktop", "mobile"):
                address = site.address(source_id, kind)
                yield urlopen(address).read(), OUTLET.home + address.removeprefix(site.url)


def test_pages_of_every_layout_and_mutations_of_them_are_cut_alike(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chance = random.Random(7)
    taken = 0
    for body, url in replica_pages():
        for version in (body, *(mutated(body, chance) for _ in range(2))):
            text = decode(version)
            assert ending(Page(text, url)) == without_excerpt(Page(text, url), monkeypatch)
        taken += excerpt_of(Page.of(body, url), OUTLET) is not None
    assert taken > len(DESKTOP)


@pytest.mark.parametrize(
    "body",
    [
        f"{HEAD}<h1>{TITLE}</h1>{STORY}{CLOSING}",
        f"{HEAD}<h1>{TITLE}</h1>{STORY}",
        f"{HEAD}<h1>{TITLE}</h1><p>Tags: Komentar</p>{STORY}{CLOSING}",
        f"{HEAD}<h1>{TITLE}</h1><p>Komentar</p>{STORY}{CLOSING}",
        f"{HEAD}<h1>{TITLE}</h1><div style='display:none'>{STORY}</div>{CLOSING}",
        f"<div hidden>{HEAD}<h1>{TITLE}</h1>{STORY}</div>{HEAD}<b>{TITLE}</b>{STORY}{CLOSING}",
        f"{HEAD}<h1>{TITLE}</h1>{STORY}{CLOSING}" * 2,
        f"{HEAD}<b>{TITLE}</b>{STORY}{CLOSING}" * 2,
        f"{HEAD}<h1>{TITLE}</h1>{MENU}{HEAD}<b>{TITLE}</b>{STORY}{CLOSING}",
        f"{HEAD}<h1>Panen Raya di Kampung<br>Pesisir Berlangsung Meriah</h1>{STORY}{CLOSING}",
        f"<form>{HEAD}<h1>{TITLE}</h1>{STORY}{CLOSING}</form>",
        f"{MENU}{TITLE}<br>{HEAD}{STORY}{CLOSING}",
        f"<h1>Kabar Kampung</h1>{MENU}{HEAD}<b>{TITLE}</b>{STORY}{CLOSING}",
    ],
)
@pytest.mark.parametrize("title", [TITLE, "VOA-ISLAM.COM : Voice of Al Islam"])
def test_pages_made_to_mislead_are_cut_alike(
    body: str, title: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ending(page(body, title)) == without_excerpt(page(body, title), monkeypatch)


def test_an_excerpt_is_the_story_with_a_few_lines_around_it() -> None:
    whole = page(f"{MENU}{HEAD}<h1>{TITLE}</h1>{STORY}{CLOSING}{MENU}")
    excerpt = excerpt_of(whole, OUTLET)
    assert isinstance(excerpt, Excerpt)
    first = whole.lines.index(next(line for line in whole.lines if line.text == TITLE)) - 8
    assert excerpt.lines == whole.lines[first : first + len(excerpt.lines)]
    assert excerpt.lines[excerpt.top].text == TITLE
    assert excerpt.lines[excerpt.closing].text.startswith("Sebarkan informasi ini")
    assert len(excerpt.lines) == 8 + 1 + 16 + 1 + 12


def test_a_trail_above_the_heading_that_says_the_same_is_not_its_top(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = page(f"<p>{TITLE}</p>{HEAD}<h1>{TITLE}</h1>{STORY}{CLOSING}")
    excerpt = excerpt_of(whole, OUTLET)
    assert excerpt is not None
    assert excerpt.has_rivals
    assert excerpt.lines[excerpt.top].heading == 1
    head = find_head(excerpt.lines, whole, OUTLET)
    assert head is not None
    assert excerpt.holds(head)
    assert ending(whole) == without_excerpt(whole, monkeypatch)


def test_where_no_title_names_the_story_the_only_heading_does() -> None:
    whole = f"{HEAD}<h1>{TITLE}</h1>{STORY}"
    excerpt = excerpt_of(page(whole, title="VOA-ISLAM.COM"), OUTLET)
    assert excerpt is not None
    assert excerpt.lines[excerpt.top].text == TITLE
    assert excerpt_of(page(f"{whole}<h2>Terbaru</h2>", title="VOA-ISLAM.COM"), OUTLET) is None


def test_on_a_page_without_headings_what_says_its_title_is_the_top() -> None:
    excerpt = excerpt_of(page(f"{HEAD}<b>{TITLE}</b>{STORY}{CLOSING}"), OUTLET)
    assert excerpt is not None
    assert excerpt.lines[excerpt.top].text == TITLE


def test_an_only_heading_without_a_date_is_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    story = STORY.replace("JAKARTA (voa-islam.com) - ", "")
    whole = page(f"<p>3.564 views</p><h1>{TITLE}</h1>{story}{CLOSING}", title="VOA-ISLAM.COM")
    excerpt = excerpt_of(whole, OUTLET)
    assert excerpt is not None
    head = head_below(excerpt.top, excerpt.lines, whole, OUTLET, sure=excerpt.sure)
    assert head is not None
    assert excerpt.holds(head)
    assert ending(whole) == without_excerpt(whole, monkeypatch)


@pytest.mark.parametrize(
    ("listed", "is_taken"),
    [
        (f"<ol><li><a href='?'>{TITLE}</a></li></ol>", True),
        (f"<table><tr><td><h4><a href='?'>{TITLE}</a></h4></td></tr></table>", True),
        (f"<ol><li>{TITLE}</li></ol>", False),
        (f"<div><a href='?'>{TITLE}</a></div>", False),
        (f"<ol><li><a href='?'>{TITLE}</a></li></ol><p><i>{TITLE[:9]}</i>{TITLE[9:]}</p>", False),
        (f"<table><tr><td><a href='?'>{TITLE}</a>{MENU * 2}</td></tr></table>", False),
        (f"<ol>{f'<li><a>{TITLE}</a></li>' * 15}</ol>", True),
        (f"<ol>{f'<li><a>{TITLE}</a></li>' * 25}</ol>", False),
    ],
    ids=["list", "table", "no link", "no list", "said once more", "layout", "often", "too often"],
)
def test_a_list_that_names_the_story_does_not_make_the_page_print_its_headline(
    listed: str, is_taken: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"{OUTLET.home}/read/opini/2017/08/30/52345/{'-'.join(TITLE.lower().split())}/"
    title = f"VOA-Islam - {TITLE}"
    whole = page(f"{HEAD}{MENU}{STORY}{CLOSING}{MENU}{listed}", title, url)
    assert (excerpt_of(whole, OUTLET) is not None) == is_taken
    assert ending(whole) == without_excerpt(whole, monkeypatch)


def test_elements_in_each_other_are_not_looked_at_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def looks(*_: object) -> bool:
        raise AssertionError("the text of each is that of all below it")

    monkeypatch.setattr("scrapers.reader.anchor._may_be", looks)
    monkeypatch.setattr("scrapers.reader.anchor._is_signed", looks)
    url = f"{OUTLET.home}/read/opini/2017/08/30/52345/{'-'.join(TITLE.lower().split())}/"
    assert excerpt_of(page(f"<b>{TITLE}" * 2000, url=url), OUTLET) is None
    assert excerpt_of(page("<b>JAKARTA (voa-islam.com) - " * 2000, url=url), OUTLET) is None


def test_where_no_headline_is_printed_the_dateline_marks_the_story(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = f"{OUTLET.home}/read/opini/2017/08/30/52345/{'-'.join(TITLE.lower().split())}/"
    quote = "<p>Padi dipanen bersama, dan hasilnya dibagi merata oleh warga.</p>"
    whole = page(f"<b>{TITLE[:9]}</b>{HEAD}{MENU}{quote}{STORY}{CLOSING}{MENU}", url=url)
    excerpt = excerpt_of(whole, OUTLET)
    assert excerpt is not None
    assert excerpt.lines[excerpt.top].text.startswith("JAKARTA (voa-islam.com) - ")
    head = find_head(excerpt.lines, whole, OUTLET)
    assert head is not None
    assert excerpt.holds(head)
    assert (head.headline, head.top) == (TITLE, excerpt.top - 1)
    assert len(excerpt.lines) == 25 + 16 + 1 + 12
    assert ending(whole) == without_excerpt(whole, monkeypatch)
    assert excerpt_of(page(f"{STORY}{CLOSING}", title="VOA-ISLAM.COM", url=url), OUTLET) is None
    assert excerpt_of(page(f"{STORY}{CLOSING}" * 2, url=url), OUTLET) is None


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ('"Kami Tidak Pergi", Kata Warga Pesisir', '"Kami Tidak Pergi", Kata Warga Pesisir'),
        (TITLE, TITLE.replace(" ", "\n  ")),
        (TITLE, TITLE.replace("Raya ", "Raya<br>")),
        (TITLE, f"<a href='?'>{TITLE}</a>"),
    ],
    ids=["quoted", "over lines", "broken", "linked to itself"],
)
def test_the_dateline_of_another_story_does_not_mark_one_whose_headline_is_written_oddly(
    title: str, printed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    slug = "-".join(title.lower().replace('"', "").replace(",", "").split())
    url = f"{OUTLET.home}/read/opini/2017/08/30/52345/{slug}/"
    told = "Konvoi berisi 34 truk itu membawa gandum, selimut dan obat kepada warga di lembah. " * 9
    teasers = f"<p>MAKASSAR (voa-islam.com) - {told}</p><p>{told}</p><p>{told}</p>"
    story = STORY.replace("(voa-islam.com) - ", "( voa-islam.com)-- ")
    html = (
        "<html><head><title>VOA-ISLAM.COM : Voice of Al Islam</title>"
        f"<meta property='og:title' content='{title}'></head><body>{MENU}{HEAD}"
        f"<div>{printed}</div>{story}{CLOSING}{MENU}<div>{teasers}</div></body></html>"
    )
    read = ending(Page(html, url))
    assert isinstance(read, RawArticle)
    assert read.body.startswith("Warga kampung memanen padi")
    assert read == without_excerpt(Page(html, url), monkeypatch)


def test_no_excerpt_is_taken_where_more_than_one_heading_or_none_names_the_story() -> None:
    assert excerpt_of(page(f"{HEAD}<b>Lain</b>{STORY}"), OUTLET) is None
    assert excerpt_of(page(f"{HEAD}<h1>{TITLE}</h1>{STORY}" * 2), OUTLET) is None
    assert excerpt_of(Page(TITLE + "\n" + "Kata. " * 30), OUTLET) is None
