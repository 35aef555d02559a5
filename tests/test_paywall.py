"""A story of which only the beginning is shown is kept, and says so in the page's own words."""

import json
from typing import Any

import pytest

from models.article import RawArticle
from scrapers.reader.cut import cut_article
from scrapers.reader.page import Page
from scrapers.reader.refusal import NotAnArticle
from scrapers.reader.walls import is_wall
from scrapers.spiders.news import NewsPageSpider

NEWS = NewsPageSpider.outlet
HEADLINE = "Banjir Rendam Dua Gudang Beras"
FIRST = "Dua gudang beras di tepi sungai tergenang banjir setelah hujan turun selama tiga hari."
SECOND = "Warga membawa cangkul dan membersihkan saluran air sampai sore, kata ketua kampung itu."
THIRD = "Pengurus kampung itu berjanji memperbaiki tanggul sebelum musim hujan berikutnya tiba."
OFFER = "Akses tanpa batas ke seluruh artikel, tanpa iklan, mulai dari lima puluh ribu rupiah saja."
WALL = "Konten ini khusus pelanggan"
BEGINNING, SUBSCRIBERS = "body: only its beginning, {!r}", "body: said to be for subscribers, {!r}"
BY_JSON_LD = "body: not accessible for free, by json-ld"

WALLS = """\
Konten ini khusus pelanggan
KONTEN INI KHUSUS PELANGGAN
Konten ini khusus untuk pelanggan.
Konten premium ini hanya untuk pelanggan.
Artikel ini hanya untuk pelanggan
Artikel ini hanya tersedia untuk pelanggan premium.
Artikel ini khusus bagi pelanggan Kabar Kota
Berlangganan untuk membaca selengkapnya
Berlangganan sekarang untuk membaca artikel ini secara lengkap
Silakan login untuk melanjutkan membaca
Silakan masuk untuk melanjutkan membaca
Silakan login/masuk untuk melanjutkan membaca
Silahkan login terlebih dahulu untuk melanjutkan membaca artikel ini
Untuk melanjutkan membaca, silakan masuk atau berlangganan.
Artikel ini hanya untuk pelanggan. Silakan masuk atau berlangganan untuk melanjutkan membaca.
Konten ini khusus pelanggan. Sudah berlangganan? Masuk di sini
Konten ini khusus pelanggan Login | Daftar
Artikel ini hanya untuk pelanggan. Masuk atau berlangganan sekarang.
This post is for paid subscribers
Subscribe to continue reading"""

SENTENCES = """\
Konten ini khusus pelanggan yang membayar iuran, kata direktur perusahaan itu.
“Konten ini khusus pelanggan,” katanya.
Artikel ini hanya untuk pelanggan lama, sedangkan pelanggan baru membayar dua kali.
Pelanggan harus login untuk melanjutkan membaca.
Konten khusus pelanggan
Berita khusus pelanggan PLN
Warga antre masuk untuk membaca pengumuman.
Berlangganan untuk membaca tanpa iklan
Berlangganan untuk membaca artikel lainnya
Silakan login untuk mengirim komentar
Sudah punya akun? Masuk di sini
Masuk atau berlangganan sekarang
Masuk untuk membaca komentar"""


def cut(*, head: str = "", above: str = "", below: str = "", foot: str = "") -> RawArticle:
    html = (
        f"<html><head><title>{HEADLINE}</title>{head}</head><body><article><h1>{HEADLINE}</h1>"
        f"<div>{above}<p>{FIRST}</p><p>{SECOND}</p>{below}</div></article>{foot}</body></html>"
    )
    return cut_article(Page(html, "https://kabar.example/banjir-rendam-dua-gudang"), NEWS)


def json_ld(*things: dict[str, Any]) -> str:
    stories = [{"@type": "NewsArticle", **thing} for thing in things]
    return f"<script type='application/ld+json'>{json.dumps(stories)}</script>"


@pytest.mark.parametrize("wall", WALLS.splitlines())
def test_a_wall_ends_the_text_and_is_quoted(wall: str) -> None:
    raw = cut(below=f"<p>{wall}</p>")
    assert (raw.body, raw.problems) == (f"{FIRST}\n\n{SECOND}", (BEGINNING.format(wall),))


@pytest.mark.parametrize(
    "walled",
    [
        f"<div><h3>{WALL}</h3><p>{OFFER}</p><p>{OFFER}</p><a href='/masuk'>Masuk</a></div>",
        f"<p><a href='/langganan'>{WALL}</a></p><section><ul><li>{OFFER}</li></ul></section>",
        f"<p>{WALL}</p><p>Tags:</p><p>{THIRD}</p>",
    ],
)
def test_what_is_offered_below_a_wall_is_not_the_story(walled: str) -> None:
    for raw in (cut(below=walled), cut(foot=f"<section>{walled}</section>")):
        assert (raw.body, raw.problems) == (f"{FIRST}\n\n{SECOND}", (BEGINNING.format(WALL),))


@pytest.mark.parametrize(
    ("above", "below", "body"),
    [
        ("", f"<p>{WALL}</p><p>{THIRD}</p>", (FIRST, SECOND, THIRD)),
        ("", f"<aside>{WALL}</aside>", (FIRST, SECOND)),
        ("", f"<aside>{WALL}</aside><p>{THIRD}</p>", (FIRST, SECOND, THIRD)),
        (f"<p>{WALL}</p>", "", (FIRST, SECOND)),
        (f"<h4>{WALL}</h4>", "", (FIRST, SECOND)),
    ],
)
def test_a_wall_that_ends_nothing_is_quoted_all_the_same(
    above: str, below: str, body: tuple[str, ...]
) -> None:
    raw = cut(above=above, below=below)
    assert (raw.body, raw.problems) == ("\n\n".join(body), (SUBSCRIBERS.format(WALL),))


@pytest.mark.parametrize("sentence", SENTENCES.splitlines())
def test_a_story_may_tell_of_subscribers(sentence: str) -> None:
    assert not is_wall(sentence)
    raw = cut(below=f"<p>{sentence}</p><p>{THIRD}</p>")
    assert (raw.body.split("\n\n")[2:], raw.problems) == ([sentence, THIRD], ())


def test_a_wall_of_another_story_says_nothing_of_this_one() -> None:
    other = "<a href='/air-surut-di-dua-kampung'>Air surut di dua kampung setelah tiga hari</a>"
    assert cut(foot=f"<div>{other}<p>{WALL}</p></div>").problems == ()
    assert cut(below=f"<p>Tags:</p><p>{WALL}</p>").problems == ()


def test_a_wall_alone_is_no_story() -> None:
    html = f"<title>{HEADLINE}</title><h1>{HEADLINE}</h1><p>{WALLS.splitlines()[-4]}</p>"
    with pytest.raises(NotAnArticle, match="no headline with a story below it"):
        cut_article(Page(html), NEWS)


@pytest.mark.parametrize("value", [False, "False", "false", "http://schema.org/False"])
def test_json_ld_may_say_it_alone(value: object) -> None:
    head = json_ld({"headline": HEADLINE, "isAccessibleForFree": value})
    assert cut(head=head).problems == (BY_JSON_LD,)
    assert cut(head=head, below=f"<p>{WALL}</p>").problems == (BEGINNING.format(WALL),)


@pytest.mark.parametrize("value", [True, "True", None, "", 0, "tidak", [False]])
def test_json_ld_may_say_otherwise_or_nothing(value: object) -> None:
    assert cut(head=json_ld({"headline": HEADLINE, "isAccessibleForFree": value})).problems == ()


def test_json_ld_may_say_it_of_another_story() -> None:
    own, other = {"headline": HEADLINE}, {"headline": "Air surut di dua kampung"}
    kept_back = {"isAccessibleForFree": False}
    assert cut(head=json_ld(own, other | kept_back)).problems == ()
    assert cut(head=json_ld(own | kept_back, other)).problems == (BY_JSON_LD,)
