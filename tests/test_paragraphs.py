"""Of what stands between a story's paragraphs, all that it tells is kept, and no furniture."""

import re

import pytest

from models.article import RawArticle
from models.outlet import Outlet
from scrapers.reader.cut import cut_article
from scrapers.reader.page import Page
from scrapers.spiders.news import NewsPageSpider
from scrapers.spiders.voaislam import VoaIslamSpider
from tests.outlets import ANY, VOA

URL = "https://www.voa-islam.com/read/world-news/2024/05/18/74512/banjir-rendam-kecamatan/"
TITLE = "Banjir Rendam Sembilan Kecamatan di Tepi Sungai"
A, B, C, D = (
    f"{who} menyiapkan tiga ratus tenda bagi warga yang mengungsi, kata juru bicara {who} itu."
    for who in ("Dinas sosial", "Palang merah", "Pemerintah desa", "Kelompok nelayan")
)
LINK = '<a href="/read/opini/2018/01/19/9/judul-lain/">Judul Berita Lain</a>'


def p(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def cut(body: str, outlet: Outlet = VOA, after: str = "", layout: str = "<body>") -> RawArticle:
    head = f"<p>Sabtu, 18 Mei 2024 10:20 wib</p><p>1.234 views</p><h1>{TITLE}</h1>"
    page = f"<title>{TITLE}</title>{layout}<main>{head}<div>{body}</div>{after}</main>"
    return cut_article(Page(page, URL), outlet)


def paragraphs(body: str, outlet: Outlet = VOA, after: str = "") -> list[str]:
    return cut(body, outlet, after).body.split("\n\n")


KEPT = {
    "a list": (
        p(A, "Yang hilang:") + "<ol><li>Siti (34)</li><li>Budi (51)</li></ol>" + p(B),
        [A, "Yang hilang:", "Siti (34)", "Budi (51)", B],
    ),
    "a list at the end": (
        p(A, B, "Yang hilang:") + "<ul><li>Siti (34)</li><li><p>Budi (51)</p></li></ul>",
        [A, B, "Yang hilang:", "Siti (34)", "Budi (51)"],
    ),
    "a list in a list": (
        p(A, B) + "<ul><li>Subang<ul><li>dua desa</li></ul></li></ul>" + p(C),
        [A, B, "Subang", "dua desa", C],
    ),
    "a table and its numbers": (
        p(A) + "<table><tr><th>Kota<th>Tenda<tr><td>Subang<td>120</table>" + p(B),
        [A, "Kota", "Tenda", "Subang", "120", B],
    ),
    "a table in a figure": (
        p(A)
        + '<figure class="wp-block-table"><!-- wp --><table><tr><td>Subang<td>120</table>'
        + "<figcaption>Data hari ini</figcaption></figure>"
        + p(B),
        [A, "Subang", "120", B],
    ),
    "a list in a box": (p(A) + "<div>\n<ol><li>Subang</li></ol>\n</div>" + p(B), [A, "Subang", B]),
    "a table at the end": (
        p(A, B) + '<div class="table-responsive"><table><tr><td>Subang<td>120</table></div>',
        [A, B, "Subang", "120"],
    ),
    "terms": (p(A) + "<dl><dt>Senin<dd>Subang</dl>" + p(B), [A, "Senin", "Subang", B]),
    "a sentence in a box": (
        p(A) + '<div class="quote"><p>"Kami butuh air," kata Siti.</p></div>' + p(B, C),
        [A, '"Kami butuh air," kata Siti.', B, C],
    ),
    "a box for each paragraph": (
        "".join(f"<div><p>{text}</p></div>" for text in (A, "Tuntutan warga", B, "Ia diam.", C)),
        [A, "Tuntutan warga", B, "Ia diam.", C],
    ),
    "headings in boxes": (
        "".join(
            f"<div><div><h2>{head}</h2></div><div>{p(*text)}</div></div>"
            for head, text in (("Tenda", (A, B)), ("Tanggul", (C, D)))
        ),
        [A, B, "Tanggul", C, D],
    ),
    "a heading above a pointer": (
        p(A) + "<h3>Tenda bagi warga</h3>" + p(LINK, B),
        [A, "Tenda bagi warga", B],
    ),
    "what a list of services names": (
        p(A, "1. Facebook", B, "2) WhatsApp", C),
        [A, "1. Facebook", B, "2) WhatsApp", C],
    ),
    "the words that a sermon begins with": (
        p("Khutbah Pertama", "Bismillahirrahmanirrahim", A, B),
        ["Khutbah Pertama", "Bismillahirrahmanirrahim", A, B],
    ),
    "how an answer to a reader begins": (
        p("Pertanyaan:", A, "Jawaban:", B),
        ["Pertanyaan:", A, "Jawaban:", B],
    ),
    "whom a first paragraph calls": (
        p("Ma'asyiral muslimin rahimakumullah,", A, B),
        ["Ma'asyiral muslimin rahimakumullah,", A, B],
    ),
    "a greeting above a dateline": (
        p("Assalamu’alaikum warahmatullahi wabarakatuh", f"MAKASSAR (voa-islam.com) - {A}", B),
        ["Assalamu’alaikum warahmatullahi wabarakatuh", A, B],
    ),
    "a heading above the first paragraph": (
        "<h2>Tenda bagi warga</h2>" + p(A, B),
        ["Tenda bagi warga", A, B],
    ),
    "a first paragraph without a full stop": (
        p(f"{A[:-1]} pada Sabtu pagi itu", B),
        [f"{A[:-1]} pada Sabtu pagi itu", B],
    ),
    "a first paragraph with a pointer at its end": (
        p(f"{A} Baca juga: {LINK}", B),
        [f"{A} Baca juga: Judul Berita Lain", B],
    ),
    "a verse above the first paragraph": (
        '<p dir="rtl">إِنَّ اللَّهَ مَعَ الصَّابِرِينَ</p>' + p(A, B),
        ["إِنَّ اللَّهَ مَعَ الصَّابِرِينَ", A, B],
    ),
    "what looks like a pointer": (
        p(A, "Baca: Allahumma shayyiban", "Dibaca 3 kali", "Lihat: Tafsir Ibnu Katsir 3/45", B),
        [A, "Baca: Allahumma shayyiban", "Dibaca 3 kali", "Lihat: Tafsir Ibnu Katsir 3/45", B],
    ),
    "an interview": (
        p(A, "Red: Apa kabar, Pak?", "Hasan: Baik.", "Red: Terima kasih.", B),
        [A, "Red: Apa kabar, Pak?", "Hasan: Baik.", "Red: Terima kasih.", B],
    ),
    "what a review lists": (
        p(A, "Judul: Laut", "Penulis: Siti Rahma", "Penerjemah: Budi", "Penerbit: Pustaka", B),
        [A, "Judul: Laut", "Penulis: Siti Rahma", "Penerjemah: Budi", "Penerbit: Pustaka", B],
    ),
    "what one of a game lists": (
        p(A, "Developer: Studio Laut", "Publisher: Pustaka", B),
        [A, "Developer: Studio Laut", "Publisher: Pustaka", B],
    ),
    "a verse in a box": (
        p(A) + f'<div class="arab">{p("إِنَّ اللَّهَ مَعَ الصَّابِرِينَ")}</div>' + p(B),
        [A, "إِنَّ اللَّهَ مَعَ الصَّابِرِينَ", B],
    ),
    "a group": (
        p(A)
        + '<div class="wp-block-group has-background"><div class="wp-block-group__inner-container">'
        + "<h3>Tenda</h3><ul><li>Subang</li></ul></div></div>"
        + p(B),
        [A, "Tenda", "Subang", B],
    ),
    "entries that hold boxes": (
        p(A) + "<ol><li><h3>Subang</h3>Dua desa</li><li><div>Garut</div></li></ol>" + p(B),
        [A, "Subang", "Dua desa", "Garut", B],
    ),
    "results": (
        p(A) + "<table><tr><td>Subang<td>2-1<td>Garut</table>" + p(B),
        [A, "Subang", "2-1", "Garut", B],
    ),
    "a number to write to": (
        p(A, "Informasi:", "WhatsApp: 0812-3456-7890", B),
        [A, "Informasi:", "WhatsApp: 0812-3456-7890", B],
    ),
    "a number to call": (
        p(A, '<a href="tel:0812">0812-3456</a>', '<a href="mailto:a@b.id">a@b.id</a>', B),
        [A, "0812-3456", "a@b.id", B],
    ),
    "a sentence behind an ad": (
        f"{p(A, B)}</div><div>{p(C, 'Ia diam.')}</div><div>{p(D)}",
        [A, B, C, "Ia diam.", D],
    ),
    "what stands behind a box that is not closed": (
        p(A) + '<div class="ads"><div>Tenda</div>' + p(B, C, D, "Ia diam"),
        [A, "Tenda", B, C, D, "Ia diam"],
    ),
    "stretches behind a box that is not closed": (
        f'{A}<div class="ads"><br>{B}<br>{C}<br>{D}<br>Ia diam',
        [A, B, C, D, "Ia diam"],
    ),
    "what `read more` unfolds": (p(A, B) + f'<div class="read-more">{p(C)}</div>', [A, B, C]),
    "a sentence with a date": (
        p(A, "Sidang ditunda sampai Senin (2/11/2020).", B, C),
        [A, "Sidang ditunda sampai Senin (2/11/2020).", B, C],
    ),
    "the days of a schedule": (
        p(A, "<b>Sabtu, 18 Mei 2024</b>", "Subang lawan Karawang", B),
        [A, "Sabtu, 18 Mei 2024", "Subang lawan Karawang", B],
    ),
    "a day with its label at the end": (
        p(A, B, C, "Tanggal: 20 Mei 2024"),
        [A, B, C, "Tanggal: 20 Mei 2024"],
    ),
    "a picture's credit behind its last words": (
        p(A, B, f"{C} (Foto: Siti Rahma)"),
        [A, B, f"{C} (Foto: Siti Rahma)"],
    ),
    "a picture's credit and what follows": (p(A, B, "© Sebuah Kantor Berita", C, D), [A, B, C, D]),
    "a subhead that ends like a rubric's": (
        p(A, B) + "<b>Syarat Penerima Bantuan Lainnya:</b>" + p(C, D),
        [A, B, C, D],
    ),
    "a pause in what has a box for each paragraph": (
        "".join(f"<div><p>{text}</p></div>" for text in (A, B, "© Sebuah Kantor Berita", C, D)),
        [A, B, C, D],
    ),
    "a pause below a first paragraph in a box": (
        f"<div>{p(A)}</div><div>{p(B, C, '© Sebuah Kantor Berita', D)}</div>",
        [A, B, C, D],
    ),
    "an invitation above the last paragraph": (
        f"<div>{p(A, B)}</div>{p('Ikuti saluran WhatsApp kami')}<div>{p(C)}</div>",
        [A, B, C],
    ),
    "a pause that splits the story": (
        f"<div>{p(A, B)}</div><div>{p('Berita Terkait', LINK)}</div><div>{p(C, D)}</div>",
        [A, B, C, D],
    ),
    "a list of links in what has a box for each paragraph": (
        "".join(f"<div><p>{text}</p></div>" for text in (A, B, LINK, LINK, LINK, C, D, A)),
        [A, B, C, D, A],
    ),
    "a list of links below a first paragraph in a box": (
        f"<div>{p(A)}</div><div>{p(B, C, LINK, LINK, LINK, D, 'Ia diam')}</div>",
        [A, B, C, D, "Ia diam"],
    ),
    "a box of related stories and what follows": (
        p(A, B, "Berita Terkait", LINK, C, D),
        [A, B, C, D],
    ),
}


@pytest.mark.parametrize("outlet", [VOA, ANY], ids=["outlet", "any"])
@pytest.mark.parametrize("case", KEPT)
def test_what_a_story_tells_between_its_paragraphs_is_kept(case: str, outlet: Outlet) -> None:
    body, expected = KEPT[case]
    assert paragraphs(body, outlet) == expected


@pytest.mark.parametrize("outlet", [VOA, ANY], ids=["outlet", "any"])
def test_a_box_of_short_paragraphs_above_the_others_is_kept(outlet: Outlet) -> None:
    short = ["Tujuh desa terendam.", "Listrik padam sejak Jumat.", "Sahabat pembaca..."]
    boxes = f"<div>{p(*short)}</div><div>{p(A, B, C)}</div>"
    assert paragraphs(boxes, outlet) == [*short, A, B, C]


@pytest.mark.parametrize(
    "layout", ['<body class="with-sidebar">', '<body><div class="left-sidebar">']
)
def test_a_list_is_kept_in_a_layout_that_is_named_after_its_sidebar(layout: str) -> None:
    page = cut(p(A, B) + "<ul><li>Siti Rahma</li></ul>" + p("Ia diam", C), ANY, layout=layout)
    assert page.body.split("\n\n") == [A, B, "Siti Rahma", "Ia diam", C]


@pytest.mark.parametrize(
    "name", ["entry-content no-share", "has-sidebar", "post category-advertorial tag-iklan"]
)
def test_what_an_element_is_said_to_lack_or_to_treat_makes_no_furniture_of_it(name: str) -> None:
    assert paragraphs(f'<div class="{name}">{p(A, B, C)}</div>') == [A, B, C]


@pytest.mark.parametrize("outlet", [VOA, ANY], ids=["outlet", "any"])
@pytest.mark.parametrize("box", ["<div><p>{}</p></div>", "<section><p>{}</p></section>"])
def test_a_short_last_paragraph_is_kept_where_each_has_a_box(box: str, outlet: Outlet) -> None:
    texts = [A, B, C, "Tidak ada korban jiwa."]
    boxes = "".join(map(box.format, texts))
    elsewhere = "<div><div><p>Terima kasih.</p></div></div>"
    assert paragraphs(boxes, outlet, after=elsewhere) == texts


@pytest.mark.parametrize("outlet", [VOA, ANY], ids=["outlet", "any"])
def test_a_table_is_kept_in_a_page_that_is_laid_out_as_one(outlet: Outlet) -> None:
    table = "<table><tr><td>Subang<td>120<tr><td>Garut<td><ul><li>34<li>lebih</ul></table>"
    page = f"<table><tr><td>{p(A, B)}{table}</table>"
    assert paragraphs(page, outlet) == [A, B, "Subang", "120", "Garut", "34", "lebih"]


@pytest.mark.parametrize("outlet", [VOA, ANY], ids=["outlet", "any"])
def test_numbers_are_kept_at_the_end_of_a_storys_second_box(outlet: Outlet) -> None:
    table = "<table><tr><td>Subang<td>120</table>"
    boxes = f"<div>{p(A, B)}</div><div>{p(C, D)}{table}</div>"
    assert paragraphs(boxes, outlet) == [A, B, C, D, "Subang", "120"]


DAYS = [
    "Senin, 6 Februari 2023, pasar dibuka.",
    "Acara digelar Ahad, 5 Maret 2023 pukul 08.00 WIB.",
]


@pytest.mark.parametrize("outlet", [VOA, ANY], ids=["outlet", "any"])
@pytest.mark.parametrize("told", DAYS)
def test_a_sentence_that_tells_a_day_may_begin_or_end_a_story(told: str, outlet: Outlet) -> None:
    raw = cut(p(told, A, B), outlet)
    assert raw.body.split("\n\n") == [told, A, B]
    assert [each.text for each in raw.date_witnesses if each.source == "line"] == [
        "Sabtu, 18 Mei 2024 10:20 wib"
    ]
    assert paragraphs(p(A, B, told), outlet) == [A, B, told]


def test_so_it_may_with_a_sign_off_behind_it() -> None:
    raw = cut(p(A, B, f"{DAYS[0]} (st/an)"))
    assert (raw.body.split("\n\n"), raw.sign_off) == ([A, B, DAYS[0]], "(st/an)")


@pytest.mark.parametrize(
    "stamp", ["Diperbarui Ahad, 5 Maret 2023 pukul 08.00 WIB.", "5 Maret 2023."]
)
def test_a_stamp_with_a_full_stop_is_no_paragraph(stamp: str) -> None:
    assert paragraphs(p(A, B, stamp)) == [A, B]


@pytest.mark.parametrize("outlet", [VOA, ANY], ids=["outlet", "any"])
def test_a_verse_may_begin_or_end_a_story(outlet: Outlet) -> None:
    verse = "إن مع العسر يسرا"
    assert paragraphs(f"{p(verse, A, B, C)}", outlet) == [verse, A, B, C]
    boxes = f"<div>{p(A, B)}</div><div>{p(C, verse)}</div>"
    assert paragraphs(boxes, outlet) == [A, B, C, verse]


@pytest.mark.parametrize("box", ["© Sebuah Kantor Berita", "Berita Terkait", "Populer"])
def test_a_long_story_goes_on_behind_a_box(box: str) -> None:
    told = [f"{text} Hari ke-{n}." for n in range(6) for text in (A, B, C, D)]
    assert paragraphs(p(*told[:12], box, *told[12:])) == told


LEFT_OUT = {
    "a stamp": p(A, B) + "<p>Sabtu, 18 Mei 2024 10:20 wib</p>" + p(C),
    "a counter": p(A, B) + "<p>1.234 views</p>" + p(C),
    "a share row": p(A, B) + "<ul><li>Share</li><li>Tweet</li></ul>" + p(C),
    "a loader": p(A, B, "Mohon tunggu...", C),
    "a share row in English": p(A, B, "Share this article", C),
    "a share row with a number": p(A, B, C) + "<ul><li>Share</li><li>12</li></ul>",
    "a heading above the text": f"<h3>Baca juga</h3><h3>{LINK}</h3><h2>{TITLE}</h2>" + p(A, B, C),
    "the heading of a box": p(A, B) + f"<div><h3>Pilihan redaksi</h3>{LINK}</div>" + p(C),
    "who the author is": p("Oleh: Siti Rahma", "(Pemerhati Sosial dan Agama)", A, B, C),
    "a caption above the text": p("Tenda bagi warga yang mengungsi di tepi sungai", A, B, C),
    "links with days": p(A, B, C) + f"<ul><li>{LINK} (18 Mei 2024)</li><li>{LINK} (Ahad)</li></ul>",
    "a caption at the end": p(
        A, B, C, "Tenda bagi warga yang mengungsi di tepi sungai (Foto: Siti)"
    ),
    "a caption": p(A, B, f"{D} (Foto: Siti)", C),
    "a long comment": p(A, B, C)
    + f'<div class="comments"><div class="comment">{p(D, D, D, D)}</div></div>',
    "a pointer": p(A, B, f"Baca: {LINK}", C),
    "an embedded post": p(A, B)
    + f'<blockquote class="twitter-tweet"><p>{D}</p>&mdash; Budi (@budi)</blockquote>'
    + p(C),
    "what the next page begins with": p(A, B, C)
    + f'<div><a href="?page=2">Halaman Selanjutnya</a><p>{D}</p></div>',
    "a link to what the next page begins with": p(A, B, C) + f'<a href="?page=2"><p>{D}</p></a>',
    "what a box tells of the author": p(A, B, C) + f"<div><h4>By Budi Santoso</h4><p>{D}</p></div>",
    "a label in a box": p(A, B) + "<div><div>Pilihan redaksi</div></div>" + p(C),
}


@pytest.mark.parametrize("case", LEFT_OUT)
def test_furniture_between_paragraphs_is_none_of_them(case: str) -> None:
    assert paragraphs(LEFT_OUT[case]) == [A, B, C]


QUOTED = "“Siapa beriman, hendaklah ia berkata baik.” (Bukhari Muslim)"


@pytest.mark.parametrize("outlet", [VOA, ANY], ids=["outlet", "any"])
@pytest.mark.parametrize("bracket", [QUOTED, f"{C} (tertawa)", f"{C} (Kabar, 12/3/2020)"])
def test_a_bracket_with_paragraphs_behind_it_ends_no_story(bracket: str, outlet: Outlet) -> None:
    raw = cut(p(A, B, bracket, C, D), outlet)
    assert (raw.body.split("\n\n"), raw.sign_off) == ([A, B, bracket, C, D], None)


def test_a_note_below_the_sign_off_is_kept_with_it() -> None:
    note = "Catatan: berita ini diralat setelah ada keterangan baru dari juru bicara dinas sosial."
    assert paragraphs(p(A, B, f"{C} (TDS)", note)) == [A, B, f"{C} (TDS)", note]


def test_below_a_sign_off_that_names_the_outlet_is_no_story() -> None:
    raw = cut(p(A, B, f"{C} (an/voa-islam.com)", "Gamis murah dan jilbab terbaru, pesan sekarang."))
    assert (raw.body.split("\n\n"), raw.sign_off) == ([A, B, C], "(an/voa-islam.com)")


def test_a_caption_below_the_sign_off_is_none_of_the_paragraphs() -> None:
    raw = cut(p(A, B, f"{C} (st/Reuters)", f"{D} (Foto: Siti)"))
    assert (raw.body.split("\n\n"), raw.sign_off) == ([A, B, C], "(st/Reuters)")


@pytest.mark.parametrize("signs", ["***", "(*)", "[]"])
def test_signs_in_a_line_of_their_own_sign_off(signs: str) -> None:
    raw = cut(p(A, "***", B, C, signs))
    assert (raw.body.split("\n\n"), raw.sign_off) == ([A, B, C], signs)


@pytest.mark.parametrize(
    "entries",
    [["* Posko timur", "* Posko barat"], ["- ANTARA", "- Reuters"], ["SUBANG", "KOTA BANDUNG"]],
)
def test_the_last_entry_of_a_list_signs_nothing_off(entries: list[str]) -> None:
    raw = cut(p(A, B, *entries))
    assert (raw.body.split("\n\n"), raw.sign_off) == ([A, B, *entries], None)


def test_where_and_when_something_was_printed_signs_nothing_off() -> None:
    raw = cut(p(A, B, f"{C} (Kabar, 12/3/2020)"))
    assert (raw.body.split("\n\n")[-1], raw.sign_off) == (f"{C} (Kabar, 12/3/2020)", None)


def test_an_outlets_own_closing_line_closes_whatever_follows() -> None:
    own = "Sebarkan informasi ini, semoga menjadi amal sholeh kita!"
    assert paragraphs(p(A, B, own, C, D)) == [A, B]


@pytest.mark.parametrize("name", ["widget", "related", "comments", "newsletter"])
def test_what_long_furniture_says_is_no_story(name: str) -> None:
    assert paragraphs(p(A, B), after=f'<div class="{name}">{p(C, D, C, D)}</div>') == [A, B]


@pytest.mark.parametrize("outlet", [VOA, ANY], ids=["outlet", "any"])
@pytest.mark.parametrize("heading", ["Tentang Penulis", "Profil Penulis:", "About the Author"])
def test_what_a_box_tells_of_the_author_is_no_story(heading: str, outlet: Outlet) -> None:
    box = f"<div><h4>{heading}</h4>{p(C)}</div>"
    assert paragraphs(p(A, B), outlet, after=box) == [A, B]
    boxed = f"{p(A, B)}{box}{p(C, D)}"
    assert paragraphs(boxed, outlet)[:2] == [A, B]
    assert paragraphs(boxed, outlet)[-2:] == [C, D]


@pytest.mark.parametrize("box", ["Berita Terkait", "World News lainnya:", "Populer"])
def test_teasers_behind_a_box_are_no_story(box: str) -> None:
    teasers = "".join(f"<div><h4>{LINK}</h4>{p(text)}</div>" for text in (C, D))
    assert paragraphs(p(A, B), after=f"<h3>{box}</h3>{teasers}") == [A, B]


def test_dated_entries_of_a_list_of_stories_are_no_paragraphs() -> None:
    title = "Belajar Rasa Ingin Tahu dari Serambi Masjid Tua di Tepi Sungai Besar"
    link = f'<a href="/read/opini/2018/01/19/9/judul-lain/">{title}</a>'
    entries = "".join(f"<li>{link} <em>(Jum'at, {day} Jul 2020 10:54)</em></li>" for day in (3, 4))
    after = f"<h4>Opini lainnya:</h4><ul>{entries}</ul>{p(C)}"
    assert paragraphs(p(A, B), after=after) == [A, B]


def test_a_paragraph_in_a_table_stays_with_the_pointer_behind_it() -> None:
    title = (
        "Kapal Kargo Kandas di Perairan Utara Pulau, Awak Selamat Menjelang Musim Tanam Raya, Ini"
        " Tanggapan Nelayan dan Pemerintah Desa"
    )
    link = f'<a href="/read/opini/2018/01/19/9/judul-lain/#sthash.x">{title}</a>'
    last = f"{C} [baca: {link}]"
    raw = cut(f"<table><tr><td>{p(A, B, last, D)}</td></tr></table>")
    assert raw.body.split("\n\n") == [A, B, f"{C} [baca: {title}]", D]


def test_two_paragraphs_behind_a_list_of_links_are_no_story() -> None:
    after = p(LINK, LINK, LINK) + f"<div>{p(D)}</div><div>{p(D)}</div>"
    assert paragraphs(p(A, B, C), after=after) == [A, B, C]


def test_what_closes_a_page_is_no_pause_in_its_story() -> None:
    assert paragraphs(p(A, B, "Populer", LINK, "+Pasang iklan"), after=p(C, D)) == [A, B]


def test_a_box_far_above_other_prose_closes_the_story() -> None:
    links = "".join(f"<p>{LINK} {n}</p>" for n in range(13))
    assert paragraphs(p(A, B, "Berita Terkait"), after=f"{links}{p(C)}") == [A, B]


OUTLETS = pytest.mark.parametrize(
    "outlet", [VoaIslamSpider.outlet, NewsPageSpider.outlet], ids=["outlet", "any"]
)


@OUTLETS
@pytest.mark.parametrize(
    "label",
    ["Pilihan Editor: ", "Berita Terkait: ", "Baca Juga ", "🔥 BACA JUGA: ", "Baca juga » "],
)
def test_a_link_to_another_story_with_its_label_is_no_paragraph(label: str, outlet: Outlet) -> None:
    assert paragraphs(p(A, B, label + LINK, C), outlet) == [A, B, C]


@OUTLETS
@pytest.mark.parametrize(
    "pointer",
    [
        f"<strong>Baca juga: {LINK}</strong>",
        f"» BACA: {LINK}",
        f"Baca Juga {LINK} Lihat juga: {LINK}",
        f'<a href="/peta">Peta</a> ada. {LINK.replace("Judul", "BACA JUGA: Judul")}',
    ],
)
def test_a_pointer_behind_the_last_sentence_is_none_of_the_paragraph(
    pointer: str, outlet: Outlet
) -> None:
    sentence = "Peta ada." if "Peta" in pointer else ""
    assert paragraphs(p(A, f"{B} {pointer}", C), outlet) == [A, f"{B} {sentence}".rstrip(), C]
    assert paragraphs(p(A, B, f"{C} (TDS) {pointer}"), outlet) == (
        [A, B, f"{C} (TDS) {sentence}"] if sentence else [A, B, C]
    )


@OUTLETS
@pytest.mark.parametrize(
    "told",
    [
        f"Baca juga: {LINK} yang kami muat kemarin",
        'Baca juga: <a href="https://peta.example/">Peta</a>',
        f"Baca juga: Kitab Tanah dan {LINK}",
        f"Ia menulis {LINK}",
        f"(baca: {LINK})",
        f"[Baca juga: {LINK}]",
    ],
)
def test_what_a_paragraph_says_of_another_story_is_its_own(told: str, outlet: Outlet) -> None:
    whole = re.sub("<.*?>", "", told)
    assert paragraphs(p(A, f"{B} {told}", C), outlet) == [A, f"{B} {whole}", C]


@OUTLETS
@pytest.mark.parametrize(
    "told",
    [
        f"Warga menolak, seperti dimuat dalam {LINK}.",
        'Alamat posko: <a href="https://peta.example/masjid">Jalan Masjid Agung Nomor 12</a>',
    ],
)
def test_a_sentence_or_an_address_with_a_link_is_a_paragraph(told: str, outlet: Outlet) -> None:
    assert len(paragraphs(p(A, B, told, C), outlet)) == 4


TAGS = '<a href="/tag/banjir">Banjir</a>, <a href="/tag/tepi-sungai">#Tepi Sungai</a>'


@OUTLETS
@pytest.mark.parametrize(
    "label",
    [
        "Topik: ",
        "Topik ",
        "Kategori : ",
        "Labels: ",
        "Filed under: ",
        "Posted in ",
        "Tagged ",
        "Tag ",
    ],
)
def test_linked_tags_are_no_paragraph(label: str, outlet: Outlet) -> None:
    assert paragraphs(p(A, B, C, label + TAGS), outlet) == [A, B, C]
    assert paragraphs(p(A, B, label + TAGS, C), outlet) == [A, B, C]
    assert paragraphs(f"{A}<br><br>{B}<br><br>{label}{TAGS}<br>{C}", outlet) == [A, B, C]


@OUTLETS
@pytest.mark.parametrize(
    "told", [f"Topik yang dibahas {TAGS}", f"Kategori: {TAGS} menang", "Topik: Air"]
)
def test_what_a_story_says_of_its_topics_is_its_own(told: str, outlet: Outlet) -> None:
    whole = re.sub("<.*?>", "", told)
    assert paragraphs(p(A, B, told, C), outlet) == [A, B, whole, C]


def linked(address: str, tag: str = "li") -> str:
    return f'<{tag}><a href="{address}">Posko Masjid Agung</a></{tag}>'


@OUTLETS
def test_what_a_story_lists_stays_where_it_is_linked(outlet: Outlet) -> None:
    body = p(A, B) + f"<ul>{linked('https://peta.example/1')}</ul>" + linked("/peta", "h2") + p(C)
    assert paragraphs(body, outlet) == [A, B, "Posko Masjid Agung", "Posko Masjid Agung", C]


@OUTLETS
@pytest.mark.parametrize(
    "box",
    [
        f"<ul>{linked('#bab-1')}</ul>",  # a table of contents
        f"<ul><li>{LINK}</li></ul>",
        f"<p>Baca juga:</p><ul>{linked('/rubrik/opini')}{linked('/rubrik/doa')}</ul>",
    ],
)
def test_a_list_that_leads_away_from_the_story_is_left_out(box: str, outlet: Outlet) -> None:
    assert paragraphs(p(A, B) + box + p(C), outlet) == [A, B, C]


@OUTLETS
@pytest.mark.parametrize(
    "box",
    [
        f"<table><tr><td><p>Pilihan Redaksi</p><ul><li>{LINK}</li></ul></td></tr></table>",
        p("Pilihan Redaksi", LINK, LINK),
        p("Daftar Isi") + '<ul><li><a href="#a">Tenda</a></li><li><a href="#b">Air</a></li></ul>',
    ],
)
def test_the_heading_of_a_list_of_other_stories_is_left_out(box: str, outlet: Outlet) -> None:
    assert paragraphs(p(A, B) + box + p(C), outlet) == [A, B, C]


@OUTLETS
def test_so_it_is_where_each_paragraph_has_a_box(outlet: Outlet) -> None:
    box = f"<section>Paling banyak dibaca<ul><li>{LINK}</li><li>{LINK}</li></ul></section>"
    boxes = "".join(f"<div>{each}</div>" for each in (p(A), p(B), box, p(C), "<h3>Air</h3>", p(D)))
    assert paragraphs(boxes, outlet) == [A, B, C, "Air", D]


@OUTLETS
def test_a_box_with_few_words_behind_a_list_stands_with_the_others(outlet: Outlet) -> None:
    told = [A, B, "Kapan berangkat?", C, "Tujuh anak ikut.", D]
    boxes = [f"<div>{p(each)}</div>" for each in told]
    boxes.insert(2, f"<section><ul>{3 * f'<li>{LINK}</li>'}</ul></section>")
    assert paragraphs("".join(boxes), outlet) == told
    cards = f"<section><ul>{3 * f'<li>{LINK}</li>'}</ul>" + 2 * f"<div><div>{p(D)}</div></div>"
    assert paragraphs("".join(boxes[:2]), outlet, after=f"{cards}</section>") == told[:2]


@OUTLETS
def test_a_short_story_with_a_list_of_others_is_no_listing(outlet: Outlet) -> None:
    box = f"<p>Baca juga:</p><ul>{3 * f'<li>{LINK}</li>'}</ul>"
    assert paragraphs(p(A, B) + box + p(C), outlet) == [A, B, C]


@OUTLETS
def test_teasers_below_links_to_other_stories_are_no_paragraphs(outlet: Outlet) -> None:
    cards = "".join(f"<div><h4>{LINK}</h4>{p(text)}</div>" for text in (C, D))
    assert paragraphs(p(A, B), outlet, after=f"<h3>Baca Juga</h3>{cards}") == [A, B]


@OUTLETS
def test_a_paragraph_below_a_link_to_another_story_is_kept(outlet: Outlet) -> None:
    body = f"<div>{p(A, B)}</div><div>{p(LINK)}</div><div>{p(C)}</div>"
    assert paragraphs(body, outlet) == [A, B, C]


def test_an_invitation_may_stand_above_the_sign_off() -> None:
    invitation = "Cek Berita dan Artikel yang lain di Google News"
    raw = cut(p(A, B, C, invitation, "(ABC)"), after=p("TAGS", D))
    assert (raw.body.split("\n\n"), raw.sign_off) == ([A, B, C], "(ABC)")


def test_a_newsroom_alone_signs_off() -> None:
    raw = cut(p(A, B, C, "ANTARA"), ANY)
    assert (raw.body.split("\n\n"), raw.sign_off) == ([A, B, C], "ANTARA")


@pytest.mark.parametrize("first", ["Bismillahirrahmanirrahim", "Kronologi Kejadian", "Apa sebab?"])
@pytest.mark.parametrize("between", ["", p("Warga mengungsi."), f"<aside>{LINK}</aside>"])
def test_few_words_behind_the_outlets_dateline_are_the_first_paragraph(
    first: str, between: str
) -> None:
    raw = cut(p(f"SUBANG (voa-islam.com) - {first}") + between + p(A, B))
    assert raw.dateline == "SUBANG (voa-islam.com) -"
    told = ["Warga mengungsi."] if "mengungsi" in between else []
    assert raw.body.split("\n\n") == [first, *told, A, B]


@pytest.mark.parametrize("outlet", [VOA, ANY], ids=["outlet", "any"])
def test_entries_of_a_list_have_no_dateline(outlet: Outlet) -> None:
    entries = [f"{place}: {B}" for place in ("Jakarta", "Medan")]
    for told in ([A, *entries, C], [*entries, C]):
        raw = cut(p(*told), outlet)
        assert (raw.body.split("\n\n"), raw.dateline) == (told, None)
    raw = cut(p(A) + "".join(f"<ul><li>{entry}</li></ul>" for entry in entries) + p(C), outlet)
    assert (raw.body.split("\n\n"), raw.dateline) == ([A, *entries, C], None)


@pytest.mark.parametrize("outlet", [VOA, ANY], ids=["outlet", "any"])
def test_the_next_story_on_the_page_is_not_this_one(outlet: Outlet) -> None:
    after = f"<div><h1>Judul Berita Lain</h1><p>Jumat, 17 Mei 2024 09:00 wib</p>{p(C, D)}</div>"
    assert paragraphs(p(A, B), outlet, after=after) == [A, B]
    told = p(A, B) + "<h1>Tenda bagi warga</h1>" + p(C)
    assert paragraphs(told, outlet) == [A, B, "Tenda bagi warga", C]


@OUTLETS
@pytest.mark.parametrize("byline", ["", "<p>Oleh: Siti Rahma</p>"])
def test_nor_is_it_below_a_smaller_heading_that_links_to_it(byline: str, outlet: Outlet) -> None:
    title = f"<h2>{LINK}</h2>{byline}<p>Jumat, 17 Mei 2024</p>"
    assert paragraphs(p(A, B), outlet, after=f"<div>{title}{p(C, D)}</div>") == [A, B]
    assert paragraphs(p(A, B), outlet, after=f"<div>{title}<div>{p(C, D)}</div></div>") == [A, B]
    # but a dated title stands among paragraphs, too, even where each has a box of its own
    title = title.replace("2024", "2024 09:00 wib")
    assert paragraphs(p(A, B) + title + p(C, D), outlet) == [A, B, C, D]
    long = p(*5 * (A, B)) + f"<div>{7 * title}</div>" + p(C, D)
    assert paragraphs(long, outlet) == [*5 * (A, B), C, D]
    aside = f"<div class='related'>{title}</div><div>{p(C, D)}</div>"
    assert paragraphs(p(A, B), outlet, after=aside) == [A, B, C, D]
    boxes = [f"<div>{p(each)}</div>" for each in (A, B, C, D)]
    boxes.insert(2, f"<div>{title}</div>")
    assert paragraphs("".join(boxes), outlet) == [A, B, C, D]


def test_nor_below_a_heading_like_its_own() -> None:
    stamp = "<p>Jumat, 17 Mei 2024 09:00 wib</p>"
    page = f"<main><h2>{TITLE}</h2>{stamp}<div>{p(A, B)}</div></main>"
    page += f"<main><h2>Judul Berita Lain</h2>{stamp}<div>{p(C, D)}</div></main>"
    body = cut_article(Page(f"<title>{TITLE}</title><body>{page}", URL), VOA).body
    assert body.split("\n\n") == [A, B]


TOLD = "Warga di sembilan kecamatan mengungsi sejak malam"


@pytest.mark.parametrize("mark", ["", "."])
@pytest.mark.parametrize("behind", ["", "<p>Oleh: Siti Rahma</p>"])
def test_a_heading_below_the_headline_is_the_first_paragraph(mark: str, behind: str) -> None:
    top = f"<h1>{TITLE}</h1><p>Sabtu, 18 Mei 2024 10:20 wib</p><h2>{TOLD}{mark}</h2>{behind}"
    page = f"<title>{TITLE}</title><body><main>{top}<div>{p(A, B)}</div></main>"
    assert cut_article(Page(page, URL), VOA).body.split("\n\n") == [TOLD + mark, A, B]


@pytest.mark.parametrize(
    "heading",
    [
        "Bagikan berita ini kepada teman",
        "Komentar pembaca",
        f"<a href='/rubrik/'>{TOLD}</a>",
        f"{TITLE}!",
        "Dibaca 1.234 kali sejak Sabtu, 18 Mei 2024",
        "Ikuti berita Kabar Kampung di Google News",
        f"{11 * 'Rubrik<br>'}</h2><h2>{TOLD}",  # far below the headline
    ],
)
def test_no_other_heading_there_is(heading: str) -> None:
    top = f"<h1>{TITLE}</h1><p>Sabtu, 18 Mei 2024 10:20 wib</p><h2>{heading}</h2>"
    page = f"<title>{TITLE}</title><body><main>{top}<div>{p(A, B)}</div></main>"
    assert cut_article(Page(page, URL), VOA).body.split("\n\n") == [A, B]


@OUTLETS
def test_a_heading_above_a_lone_paragraph_in_another_box_is_kept(outlet: Outlet) -> None:
    page = f"<div>{p(A, B)}</div><div><div><h2>Lebih mahal</h2></div><div>{p(C)}</div></div>"
    assert paragraphs(f"<div>{page}</div><div>{p(D)}</div>", outlet) == [A, B, "Lebih mahal", C, D]
    teaser = f"<div><h2>{LINK}</h2>{p(C)}<h3>Banjir</h3></div>"
    assert paragraphs(f"<div>{p(A, B)}</div>{teaser}<div>{p(D)}</div>", outlet)[:2] == [A, B]


BIOGRAPHY = (
    "Bergabung sejak 2015. Meliput isu pendidikan dan lingkungan di kawasan timur Indonesia."
)


def test_what_stands_below_the_name_that_the_head_has_tells_of_the_author() -> None:
    name = "<div><a href='/penulis/siti'><p>Siti Rahma</p></a></div>"
    head = f"<h1>{TITLE}</h1><p>Sabtu, 18 Mei 2024 10:20 wib</p>{name}"
    box = f"<div><p>{{}}</p><p>{BIOGRAPHY}</p></div>"
    page = f"<title>{TITLE}</title><body><main>{head}<div>{p(A, B)}</div>{box}</main>"
    for below, told in (("Siti Rahma", [A, B]), ("Budi Santoso", [A, B, BIOGRAPHY])):
        body = cut_article(Page(page.format(below), URL), ANY).body.split("\n\n")
        assert [each for each in body if each != below] == told


CAPTION = "Warga membentangkan kain panjang di jalan desa menuju balai (Siti Rahma/detikcom)"


@OUTLETS
def test_captions_that_a_newsroom_and_a_name_credit_are_no_paragraphs(outlet: Outlet) -> None:
    caption = f"<div><span>{CAPTION}</span></div>"
    text = f"<b>SUBANG</b> - {A}<br><br>{B}"
    assert paragraphs(f"{caption}<div>{text}{caption}{C}</div>", outlet) == [A, B, C]
    assert paragraphs(f"{caption}<div>{p(A, B)}</div>", outlet) == [A, B]
    assert paragraphs(p(A) + caption + p(B), outlet) == [A, B]
    # but stories sign off so, and begin so
    wire = cut(p("Jakarta (ANTARA/PRNewswire)", A, B), outlet)
    assert (wire.dateline, wire.body.split("\n\n")) == ("Jakarta (ANTARA/PRNewswire)", [A, B])
    told, _, sign_off = CAPTION.partition(" (")
    for above in ([A, B], []):
        signed = cut(p(*above, CAPTION), outlet)
        assert signed.body.split("\n\n") == [*above, told]
        assert signed.sign_off == f"({sign_off}"


NOTES = [
    "Ralat: jumlah tenda yang benar adalah tiga ratus.",
    "Koreksi, 19 Mei 2024: Nama kecamatan dalam paragraf kedua sudah diperbaiki oleh redaksi kami.",
    "Catatan Redaksi: Artikel ini diperbarui pada Minggu (19/5/2024) pukul 08.00 WIB.",
]


@OUTLETS
@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("box", ["<p>{}</p>", "<div>{}</div>", "<div><p><em>{}</em></p></div>"])
def test_a_newsrooms_note_on_a_correction_stays_wherever_it_stands(
    note: str, box: str, outlet: Outlet
) -> None:
    note_box = box.format(note)
    signed = p(A, B, C, f"{D} (st/an)")
    for body, after in (
        (signed, note_box),
        (signed + note_box, ""),
        (p(A, B, C, D, "(st/an)"), note_box),
    ):
        raw = cut(body, outlet, after)
        assert (raw.body.split("\n\n"), raw.sign_off) == ([A, B, C, D, note], "(st/an)")
    told = p(f"SUBANG (voa-islam.com) - {A}", B)
    for body in (told, f"<div>{told}</div>"):
        raw = cut(note_box + f"<div>{body}</div>", outlet)
        assert (raw.body.split("\n\n"), raw.dateline) == ([note, A, B], "SUBANG (voa-islam.com) -")
        assert [each.text for each in raw.date_witnesses if each.source == "line"] == [
            "Sabtu, 18 Mei 2024 10:20 wib"
        ]


SUBHEADS = {
    "a line": f"<p>{TOLD}</p><p>Oleh</p><p>Siti Rahma</p><p>{{day}}</p>",
    "a short heading": "<h2>Warga mengungsi sejak malam</h2><p>{day}</p>",
    "a name": "<h2>Warga mengungsi sejak malam</h2><p><a>Siti Rahma</a> 18 Mei 2024 0</p>",
    "a short sentence": "<p>Warga mengungsi ke bukit.</p><p>Oleh: Siti Rahma</p><p>{day}</p>",
}


@pytest.mark.parametrize("case", SUBHEADS)
def test_so_is_what_only_date_or_author_part_from_the_text(case: str) -> None:
    below = SUBHEADS[case].format(day="Sabtu, 18 Mei 2024 10:20 wib")
    subhead = re.split("<[^>]+>", below)[1]
    text = p(f"SUBANG (voa-islam.com) - {A}", B)
    page = f"<title>{TITLE}</title><body><main><h1>{TITLE}</h1>{below}<div>{text}</div></main>"
    assert cut_article(Page(page, URL), VOA).body.split("\n\n") == [subhead, A, B]
    # elsewhere it may be anything
    author = "Siti Rahma, Dosen pada Fakultas Hukum Universitas Negeri"
    named = page.replace(f">{subhead}<", f">{author}<").replace("h2>", "p>")
    assert cut_article(Page(named, URL), VOA).body.split("\n\n") == [A, B]
    page = page.replace(f"<h1>{TITLE}</h1>", f"<header><h1>{TITLE}</h1></header>")
    assert cut_article(Page(page, URL), VOA).body.split("\n\n") == [A, B]


@pytest.mark.parametrize(
    ("description", "told"),
    [
        (C, [C, A, B]),
        (f"{C[:60]}...", [C, A, B]),
        (f"{D} {C}", [A, B]),
        (A, [A, B]),
        (f"{A[:60]}…", [A, B]),
    ],
)
def test_what_the_page_says_of_itself_is_its_story_s_in_a_box_above_the_text(
    description: str, told: list[str]
) -> None:
    first = C if description[:9] == C[:9] or description[:9] == D[:9] else A[:60]
    box = f"<div class='intro'><p>{first}</p></div>"
    text = p(f"SUBANG (voa-islam.com) - {A}", B)
    meta = f"<title>{TITLE}</title><meta name='description' content='{description}'>"
    head = f"<div><h1>{TITLE}</h1><p>Sabtu, 18 Mei 2024 10:20 wib</p></div>"
    page = f"{meta}<body><main>{head}<div>{box}<div>{text}</div></div></main>"
    assert cut_article(Page(page, URL), VOA).body.split("\n\n") == told


CREDITED = {
    "paragraphs": p("Pewarta:", "Siti Rahma", "Editor:", "Budi Santoso"),
    "line breaks": "<p>Pewarta:<br>Siti Rahma<br>Editor:<br>Budi Santoso</p>",
    "cells": "<table><tr><td>Pewarta:<td>Siti Rahma<tr><td>Editor:<td>Budi Santoso</table>",
}


@pytest.mark.parametrize("outlet", [VOA, ANY], ids=["outlet", "any"])
@pytest.mark.parametrize("case", CREDITED)
def test_a_name_below_its_label_is_a_credit_and_no_paragraph(case: str, outlet: Outlet) -> None:
    raw = cut(p(A, B) + CREDITED[case], outlet)
    assert raw.body.split("\n\n") == [A, B]
    assert raw.credits == ("Pewarta:\nSiti Rahma", "Editor:\nBudi Santoso")
