"""The head of a story whose page sets other things around its headline."""

from datetime import UTC, datetime

import pytest

from models.article import Article, RawArticle
from models.outlet import Outlet
from pipelines.read_article import read_article
from scrapers.reader.cut import cut_article
from scrapers.reader.page import Page
from scrapers.spiders.antara import AntaraSpider
from scrapers.spiders.news import NewsPageSpider
from scrapers.spiders.voaislam import VoaIslamSpider
from tests.test_cut import FIRST, HEADLINE, SECOND, THIRD, page
from tests.test_cut import URL as VOA_URL

NEWS = NewsPageSpider.outlet
URLS = {
    NEWS: "https://kabarteluk.example/berita/kapal-bantuan-tiba-di-tripoli-setelah-sepekan",
    VoaIslamSpider.outlet: VOA_URL,
    AntaraSpider.outlet: "https://www.antaranews.com/berita/1234567/kapal-bantuan-tiba-di-tripoli",
}
OUTLETS = pytest.mark.parametrize("outlet", URLS, ids=lambda outlet: outlet.name)
NOW = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
LINE = "Sabtu, 31 Oktober 2020 10:20 WIB"
DATED = f"<div>{LINE}</div><div>1.234 views</div>"
TEXT = f"<div>{FIRST}</div><div>{SECOND}</div><div>{THIRD}</div>"
BODY = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


def cut(html: str, outlet: Outlet = NEWS) -> RawArticle:
    return cut_article(Page(html, URLS[outlet]), outlet)


def read(html: str, outlet: Outlet = NEWS) -> Article:
    return read_article(cut(html, outlet), outlet, now=NOW)


@OUTLETS
@pytest.mark.parametrize(
    "between",
    ["3 Komentar", "Tags", "Terpopuler", "Share berita:", "© ANTARA FOTO/Budi",
     "Ikuti Kabar Teluk di Google News"],
)  # fmt: skip
def test_what_closes_stories_elsewhere_may_stand_between_head_and_text(
    between: str, outlet: Outlet
) -> None:
    raw = cut(page(f"<h1>{HEADLINE}</h1>{DATED}<div>{between}</div>{TEXT}"), outlet)
    assert raw.date_witnesses[0].text == LINE
    assert (raw.headline, raw.view_line, raw.body) == (HEADLINE, "1.234 views", BODY)


def test_comments_under_a_headline_said_again_are_no_story() -> None:
    text = [HEADLINE, LINE, FIRST, SECOND, THIRD, HEADLINE, "3 Komentar", "Budi 31 Oktober 2020"]
    comment = "Semoga kapal berikutnya tidak tertahan lagi oleh badai di lepas pantai Tripoli."
    assert cut_article(Page("\n".join([*text, comment])), NEWS).body.startswith(FIRST)


def test_the_outlets_own_name_in_the_address_makes_its_title_no_headline() -> None:
    raw = cut(page(f"<div>JAKARTA, MINA - {FIRST}</div>", head="<title>Kabar Teluk | Baru</title>"))
    assert raw.headline is None


CAPTION = "Sidang di Pelabuhan, Senin (5/2/2018)"


@pytest.mark.parametrize("caption", [f"<figure><figcaption>{CAPTION}</figcaption></figure>",
                                     f"<div>{CAPTION}</div>"])  # fmt: skip
def test_a_caption_does_not_date_the_story(caption: str) -> None:
    dated = page(f"<h1>{HEADLINE}</h1><div>{LINE}</div>{caption}{TEXT}")
    assert [each.text for each in cut(dated).date_witnesses] == [LINE]
    assert cut(dated.replace(LINE, "")).date_witnesses == ()


@pytest.mark.parametrize("line", [LINE, "Budi - Sabtu, 31 Oktober 2020 | 10:20 WIB",
                                  "Sabtu, 31 Oktober 2020 | 1.234 Views"])  # fmt: skip
def test_the_only_date_line_may_stand_in_furniture(line: str) -> None:
    raw = cut(page(f"<h1>{HEADLINE}</h1><div class=share>{line}</div>{TEXT}"))
    assert [each.text for each in raw.date_witnesses] == [line.removesuffix(" | 1.234 Views")]
    below = "<div>Minggu, 1 November 2020</div>"
    raw = cut(page(f"<h1>{HEADLINE}</h1><div class=share>{line}</div>{below}{TEXT}"))
    assert [each.text for each in raw.date_witnesses] == ["Minggu, 1 November 2020"]


START, END = "Kapal Bantuan Tiba di Tripoli", "Setelah Sepekan Tertahan Badai"
OG = f"<meta property='og:title' content='{HEADLINE}'>"


TITLES = [OG, f"{OG}<title>Kabar Teluk</title>", f"<title>{HEADLINE} - Kabar Teluk</title>",
          "<title>Kabar Teluk</title>", ""]  # fmt: skip


@pytest.mark.parametrize("head", TITLES)
@pytest.mark.parametrize("broken", [f"{START}<br>{END}", "<br>".join(HEADLINE.split())])
def test_line_breaks_do_not_cut_a_headline_short(broken: str, head: str) -> None:
    raw = cut(page(f"<h1>{broken}</h1>{DATED}{TEXT}", head=head))
    assert (raw.headline, raw.body) == (HEADLINE, BODY)


@pytest.mark.parametrize("heading", [f"Laporan Khusus<br>{START}<br>{END}",
                                     f"{START}<br>{END}<br>Foto Budi/Kabar Teluk",
                                     f"{HEADLINE}<br>Foto Budi/Kabar Teluk"])  # fmt: skip
def test_a_heading_may_say_more_than_its_headline(heading: str) -> None:
    assert cut(page(f"<h1>{heading}</h1>{DATED}{TEXT}", head=OG)).headline == HEADLINE


def test_a_heading_that_is_not_closed_holds_more_than_the_headline() -> None:
    broken = page(f"<h3>{LINE}<br>1.234 views<br>{HEADLINE}<br>{FIRST}<br>{SECOND}<br>{THIRD}")
    raw = cut(broken)
    assert (raw.headline, raw.view_line, raw.body) == (HEADLINE, "1.234 views", BODY)
