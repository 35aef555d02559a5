"""Stories of random paragraphs in random markup: all of their text is read, and nothing beside it.

The same in every run; another SEED tries others.
"""

import unicodedata
from collections.abc import Callable
from random import Random
from urllib.request import urlopen

import pytest

from models.outlet import Outlet
from scrapers.reader.cut import cut_article
from scrapers.reader.page import Page
from scrapers.spiders.news import NewsPageSpider
from scrapers.spiders.voaislam import VoaIslamSpider
from tests.replica.layouts import DESKTOP
from tests.replica.site import Replica

SEED = "cerita"
PAGES = 300
STORIES = 8
TITLE = "Banjir Rendam Sembilan Kecamatan di Tepi Sungai"
URL = "https://www.voa-islam.com/read/world-news/2024/05/18/74512/banjir-rendam-kecamatan/"
WORDS = (
    "warga desa banjir sungai pasar beras tenda bantuan petugas sekolah masjid jalan rumah air pagi"
    " malam hujan angin kapal nelayan harga cabai minyak dokter pasien anak ibu guru murid polisi"
    " hakim sidang camat lurah bupati relawan dapur umum posko data"
).split()
SHORT = (
    "Warga mengungsi.",
    "Benarkah demikian?",
    "Allahu Akbar!",
    "“Saya tidak tahu,” ujarnya.",
    '"Mengapa baru sekarang?" tanyanya.',
    "Pada Jumat (3/2/2023), warga berkumpul di masjid.",
    "Senin, 6 Februari 2023, pasar dibuka kembali.",
    "Acara digelar Ahad, 5 Maret 2023 pukul 08.00 WIB.",
    "1. Siapkan air bersih.",
    "Dan bersabarlah kamu (QS Al-Anfal: 46).",
    "Harga beras naik Rp 2.000 per kilogram.",
    "Video itu sudah dibagikan ribuan kali di Facebook.",
)
"""Paragraphs that look like something else, or like little."""

Part = tuple[str, list[str]]
"""Markup, and what it prints."""


class Writer:
    """Invents stories, as newsrooms set them."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed)

    def page(self) -> Part:
        choice = self._random.choice
        first = self._long()
        parts = [(f"<p>{choice(('', 'SUBANG (voa-islam.com) - '))}{first}</p>", [first])]
        for _ in range(self._random.randint(2, 14)):
            if self._random.random() < 0.2:
                parts.append((self._furniture(), []))
            parts.append(choice(self._kinds())())
        parts.append((choice(("", "<p>(st/an)</p>", "<p>[syahid/voa-islam.com]</p>")), []))
        head = choice(
            (
                f"<p>Sabtu, 18 Mei 2024 10:20 wib</p><p>1.234 views</p><h1>{TITLE}</h1>",
                f"<h1>{TITLE}</h1><div>Oleh Siti Rahma | Sabtu, 18 Mei 2024 10:20 WIB</div>",
                f"<h2>{TITLE}</h2><span>18 Mei 2024</span>",
            )
        )
        box = choice(
            ("<div>{}</div>", "<section><div>{}</div></section>", "<table><tr><td>{}</table>")
        )
        story = head + box.format("".join(markup for markup, _ in parts))
        side = f"<div class=sidebar><h4>Terpopuler</h4>{self._links(5)}</div>"
        below = choice(("", f"<p>Berita Terkait</p>{self._links(3)}"))
        body = f"<main>{choice(('', side))}{story}{below}{side}</main><footer>© 2024</footer>"
        return f"<title>{TITLE} - VOA-ISLAM.COM</title>{body}", [t for _, ts in parts for t in ts]

    def _kinds(self) -> list[Callable[[], Part]]:
        often = [self._paragraph] * 6
        return [*often, self._short, self._list, self._quoted, self._headed, self._broken,
                self._table]  # fmt: skip

    def _sentence(self, least: int, most: int) -> str:
        words = self._random.choices(WORDS, k=self._random.randint(least, most))
        return " ".join(words).capitalize() + self._random.choice("...!?")

    def _long(self) -> str:
        return " ".join(self._sentence(9, 16) for _ in range(self._random.randint(1, 3)))

    def _any(self) -> str:
        return self._random.choice((self._long(), self._sentence(2, 5)))

    def _paragraph(self) -> Part:
        text = self._long()
        return self._random.choice(("<p>{}</p>", "<div>{}</div>")).format(text), [text]

    def _short(self) -> Part:
        text = self._sentence(2, 5)
        return self._random.choice(("<p>{}</p>", "<p><em>{}</em></p>")).format(text), [text]

    def _list(self) -> Part:
        texts = [self._any() for _ in range(self._random.randint(2, 4))]
        return f"<ul>{''.join(f'<li>{text}' for text in texts)}</ul>", texts

    def _quoted(self) -> Part:
        text = self._any()
        return f"<blockquote><p>{text}</p></blockquote>", [text]

    def _headed(self) -> Part:
        heading, text = " ".join(self._random.choices(WORDS, k=3)).title(), self._long()
        box = self._random.choice(("<h3>{}</h3>", "<p><strong>{}</strong></p>"))
        return f"{box.format(heading)}<p>{text}</p>", [heading, text]

    def _broken(self) -> Part:
        texts = [self._long(), self._any()]
        return f"<p>{'<br><br>'.join(texts)}</p>", texts

    def _table(self) -> Part:
        cells = [(self._random.choice(WORDS).title(), str(self._random.randint(2, 990)))
                 for _ in range(self._random.randint(2, 4))]  # fmt: skip
        rows = "".join(f"<tr><td>{name}<td>{number}" for name, number in cells)
        return f"<table>{rows}</table>", [cell for row in cells for cell in row]

    def _furniture(self) -> str:
        link = self._links(1)
        return self._random.choice(
            (
                f"<p>Baca juga: {link.removeprefix('<li>')}</p>",
                f"<div class=ads><p>{self._long()}</p></div>",
                f"<figure><img src=x><figcaption>{self._sentence(2, 5)}</figcaption></figure>",
                f"<div class=related><h4>Berita Terkait</h4><ul>{self._links(3)}</ul></div>",
                "<p>&nbsp;</p>",
            )
        )

    def _links(self, number: int) -> str:
        at = self._random.randint(1, 9999)
        words = " ".join(self._random.choices(WORDS, k=6)).title()
        return "".join(
            f"<li><a href='/read/opini/2018/01/19/{at + i}/x/'>{words} {i}</a>"
            for i in range(number)
        )


@pytest.mark.parametrize(
    "outlet", [VoaIslamSpider.outlet, NewsPageSpider.outlet], ids=lambda outlet: outlet.name
)
def test_all_of_a_story_is_read_whatever_its_markup(outlet: Outlet) -> None:
    writer = Writer(SEED)
    for number in range(PAGES):
        html, texts = writer.page()
        assert cut_article(Page(html, URL), outlet).body.split("\n\n") == texts, number


def test_paragraphs_that_look_like_something_else_are_read_in_every_layout() -> None:
    random = Random(SEED)
    outlet = VoaIslamSpider.outlet
    with Replica(stories=STORIES, seed=SEED) as site:
        for source_id in site.ids():
            paragraphs = list(site.story(source_id).paragraphs)
            for text in random.sample(SHORT, 4):
                paragraphs.insert(random.choice((0, 1, len(paragraphs) // 2, 99)), text)
            site.edit(source_id, body="\n\n".join(paragraphs))
            address = site.address(source_id)
            url = outlet.home + address.removeprefix(site.url)
            for layout in DESKTOP:
                site.redesign(layout.name)
                with urlopen(address) as response:
                    raw = cut_article(Page.of(response.read(), url=url), outlet)
                read = unicodedata.normalize("NFC", raw.body).split("\n\n")
                expected = [unicodedata.normalize("NFC", text) for text in paragraphs]
                assert read == expected, (source_id, layout.name)
