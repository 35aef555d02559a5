"""Heads whose themes link their parts, set them in lines of their own, or join them in one."""

import pytest

from tests.test_head import BODY, DAY, HEADLINE, LINE, TEXT, page, read

OTHER = "<a href='/2023/01/longsor-tutup-jalan-di-desa-atas/'>{}</a>"
BUDI = "<a href='/author/budi/'>Budi Santoso</a>"
LINKED = {
    "<a href='#'>31 Oktober 2020</a>": None,
    f"By {BUDI} - October 31, 2020": "Budi Santoso",
    f"{BUDI}, Jurnalis · Sabtu 31 Oktober 2020": None,
    f"Oleh {BUDI} pada 31 Oktober 2020, 10:20 WIB": "Budi Santoso",
}


@pytest.mark.parametrize("line", LINKED)
def test_author_and_day_may_be_linked(line: str) -> None:
    article = read(page(f"<h1>{HEADLINE}</h1><div>{line}</div>{TEXT}"))
    assert (str(article.published_at)[:10], article.byline) == (DAY, LINKED[line])
    assert article.problems == ()


@pytest.mark.parametrize(
    "entry",
    [
        f"<p>{OTHER.format('Longsor Tutup Jalan di Desa Atas')} Senin, 2 Januari 2023 09:15</p>",
        f"<div>{OTHER.format('2 Januari 2023')}</div>",
        "<div><a href='/daerah/'>Longsor Tutup Jalan di Desa Atas</a> Senin, 2 Januari 2023</div>",
    ],
)
def test_the_day_of_another_story_that_is_linked_is_not_the_storys(entry: str) -> None:
    head = f"<h1>{HEADLINE}</h1><div>{LINE}</div>"
    article = read(page(f"{head}{entry}{TEXT}"))
    assert [each["text"] for each in article.date_witnesses] == [LINE]
    assert (str(article.published_at)[:10], article.problems) == (DAY, ())


@pytest.mark.parametrize("label", ["By", "Oleh:", "Penulis", "Ditulis oleh", "Diposting oleh"])
@pytest.mark.parametrize("name", ["Budi Santoso", BUDI, "By Budi Santoso"])
def test_an_author_may_stand_below_the_label(label: str, name: str) -> None:
    lines = f"<div>{label}</div><div>{name}</div><div> - </div><div>{LINE}</div>"
    assert read(page(f"<h1>{HEADLINE}</h1>{lines}{TEXT}")).byline == "Budi Santoso"


@pytest.mark.parametrize("label", ["Foto oleh:", "Photo by:", "Video oleh :", "Ilustrasi oleh:"])
def test_who_made_a_picture_is_not_the_author(label: str) -> None:
    lines = f"<div>{LINE}</div><div>{label} Siti Rahma</div>"
    assert read(page(f"<h1>{HEADLINE}</h1>{lines}{TEXT}")).byline is None


@pytest.mark.parametrize("below", [LINE, "1.234 views", "admin", "Bagikan berita ini", "Share"])
def test_what_is_no_name_is_no_author_below_the_label(below: str) -> None:
    lines = f"<div>Oleh</div><div>{below}</div>"
    assert read(page(f"<h1>{HEADLINE}</h1>{lines}{TEXT}")).byline is None


ENTRY = OTHER.format("Longsor Tutup Jalan di Desa Atas")


@pytest.mark.parametrize("below", ["Oleh Orang Lain - 2 Januari 2023", "Oleh Orang Lain"])
def test_the_author_of_another_story_is_not_the_storys(below: str) -> None:
    lines = f"<div>{LINE}</div><div>{ENTRY}</div><div>{below}</div>"
    assert read(page(f"<h1>{HEADLINE}</h1>{lines}{TEXT}")).byline is None


@pytest.mark.parametrize("below", ["2,1 jt views", "Dilihat: 3.4K"])
def test_the_only_counter_is_quoted_where_it_stands_below_another_story(below: str) -> None:
    lines = f"<div>{LINE}</div><div>{ENTRY}</div><div>{below}</div>"
    article = read(page(f"<h1>{HEADLINE}</h1>{lines}{TEXT}"))
    assert (article.view_line, article.view_count) == (None, None)
    assert article.problems == (f"view-line: not sure what {below!r} counts",)


COUNTERS = {
    ("76", "SHARES", "1.2k", "VIEWS"): ("1.2k VIEWS", 1200),
    ("76", "SHARES", "581", "VIEWS", "12", "COMMENTS"): ("581 VIEWS", 581),
    ("Views:", "581"): ("Views: 581", 581),
    ("581", "Views"): ("581 Views", 581),
    ("76", "VIEWS", "581"): ("VIEWS", None),
}


@pytest.mark.parametrize("printed", COUNTERS)
def test_a_number_may_stand_above_or_below_its_label(printed: tuple[str, ...]) -> None:
    lines = "".join(f"<div>{each}</div>" for each in (LINE, *printed))
    article = read(page(f"<h1>{HEADLINE}</h1>{lines}{TEXT}"))
    assert (article.view_line, article.view_count) == COUNTERS[printed]


@pytest.mark.parametrize("clock", ["10:20 WIB", "10.20 WIB", "10:20", "Pukul 10.20 WIB", "| 10:20"])
def test_a_clock_may_stand_below_its_day(clock: str) -> None:
    lines = f"<li>Sabtu, 31 Oktober 2020</li><li>{clock}</li>"
    article = read(page(f"<h1>{HEADLINE}</h1><ul>{lines}</ul>{TEXT}"))
    assert str(article.published_at)[:16] == "2020-10-31 10:20"
    assert (article.published_precision, article.problems) == ("minute", ())


JOINED = {
    "31 Oktober 2020 oleh Budi Santoso dalam Nasional": ("Budi Santoso", "reporter"),
    "Posted on Oktober 31, 2020 by Budi Santoso in Nasional": ("Budi Santoso", "reporter"),
    f"{LINE} | Penulis: Budi Santoso": ("Budi Santoso", "reporter"),
    f"{LINE} | Editor: Budi Santoso": (None, "editor"),
    f"Oleh Budi Santoso {LINE}": ("Budi Santoso", "reporter"),
    f"Ditulis oleh Budi Santoso {LINE}": ("Budi Santoso", "reporter"),
    "By Budi Santoso October 31, 2020": ("Budi Santoso", "reporter"),
    "Oleh: Budi Santoso 31 Oktober 2020": ("Budi Santoso", "reporter"),
    f"Penulis: Budi Santoso {LINE}": ("Budi Santoso", "reporter"),
    "31 Oktober 2020 Redaktur: Budi Santoso": (None, "editor"),
    "Penyunting: Budi Santoso, 31 Oktober 2020": (None, "editor"),
}


@pytest.mark.parametrize("line", JOINED)
def test_author_and_day_may_share_a_line_without_a_sign_between(line: str) -> None:
    article = read(page(f"<h1>{HEADLINE}</h1><div>{line}</div>{TEXT}"))
    byline, role = JOINED[line]
    assert (str(article.published_at)[:10], article.byline, article.problems) == (DAY, byline, ())
    assert [(each["role"], each["name"]) for each in article.credits] == [(role, "Budi Santoso")]


BESIDE_AN_AUTHOR = [
    *("Oleh: {}*", "Oleh: {} *)", "Author: {}", "Diposting oleh: {}", "Oleh: {} (31/10/2020)"),
    *("Penulis: {}, Editor: Siti", "Penulis: {} / Editor: Siti", "Penulis: {} - Editor: Siti"),
    *("Oleh {} • 3 menit baca", "Oleh: {} 0 Komentar", "By {} - 2 jam lalu", "Oleh {} 2 jam lalu"),
    *("By {} in Nasional", "Oleh {} dalam Opini", "by {} in Nasional, Daerah"),
    *(
        "Penulis: {} in Nasional",
        "By {} No Comments",
        "Oleh: {} Tinggalkan komentar",
        "By {} Share",
    ),
    *("Oleh {} - Leave a comment", "By {} Comments Off", "Oleh: {} Reading Time: 3 mins read"),
    *("By {} 3 years ago", "Oleh: {} Last Updated: March 16, 2021", "By {} (0)", "Oleh: {} 0"),
]


@pytest.mark.parametrize("form", BESIDE_AN_AUTHOR)
@pytest.mark.parametrize("name", ["Budi Santoso", "Ahmad al-Habsyi", "Prof. Dr. KH. Budi Ali, MA"])
def test_what_shares_the_line_of_an_author_is_none_of_his_names(name: str, form: str) -> None:
    line = f"<div>{form.format(name)}</div>"
    article = read(page(f"<h1>{HEADLINE}</h1><div>{LINE}</div>{line}{TEXT}"))
    assert (article.byline, article.problems) == (name, ())
    first = [each["name"] for each in article.credits if each["role"] != "editor"]
    assert first == [name.removesuffix(", MA")]


@pytest.mark.parametrize(
    "line",
    [
        "Oleh: Budi | 1.234 views",
        "Oleh Budi 1.234 views",
        "By Budi Hits: 1.234",
        "Oleh: Budi Dilihat: 1.234 kali",
    ],
)
def test_a_counter_may_share_the_line_of_the_author(line: str) -> None:
    article = read(page(f"<h1>{HEADLINE}</h1><div>{LINE}</div><div>{line}</div>{TEXT}"))
    assert (article.byline, article.view_count, article.problems) == ("Budi", 1234, ())
    assert article.view_line == line.partition("Budi")[2].lstrip(" |")


@pytest.mark.parametrize(
    "line", [f"Redaksi {LINE}", "Admin 31 Oktober 2020", "31 Oktober 2020 | Tim Redaksi"]
)
def test_a_newsroom_beside_a_day_is_no_author(line: str) -> None:
    article = read(page(f"<h1>{HEADLINE}</h1><div>{line}</div>{TEXT}"))
    assert (str(article.published_at)[:10], article.byline, article.problems) == (DAY, None, ())


def test_a_name_beside_a_day_that_begins_with_its_month_is_no_part_of_the_month() -> None:
    row = "<div><a href='/author/sri/'>Sri Wahyuni</a><span>October 31, 2020</span></div>"
    article = read(page(f"<h1>{HEADLINE}</h1>{row}{TEXT}"))
    assert (article.published_at, article.body) == (None, BODY)


@pytest.mark.parametrize("before", ["Leave a Comment / {} / ", "{} | ", "{} • "])
@pytest.mark.parametrize("author", ["By {}", "Oleh {}"])
@pytest.mark.parametrize("sign", [" / ", " | ", " • "])
def test_a_category_and_comments_may_stand_before_the_author(
    before: str, author: str, sign: str
) -> None:
    row = (
        f"{before.format('<a>Daerah</a>, <a>Utama</a>')}{author.format(BUDI)}{sign}31 Oktober 2020"
    )
    article = read(page(f"<h1>{HEADLINE}</h1><div>{row}</div>{TEXT}"))
    assert (str(article.published_at)[:10], article.byline) == (DAY, "Budi Santoso")
    assert [each["name"] for each in article.credits] == ["Budi Santoso"]
    assert (article.body, article.problems) == (BODY, ())


@pytest.mark.parametrize(
    "said",
    ["Dipublikasikan pada", "Diterbitkan:", "Dipublish pada tanggal", "Published on", "Diperbarui"],
)
def test_what_was_done_to_a_story_is_no_name_of_its_author(said: str) -> None:
    row = f"Oleh <a href='/author/budi/'>Budi Santoso</a> {said} <b>31 Oktober 2020</b>"
    article = read(page(f"<h1>{HEADLINE}</h1><div>{row}</div>{TEXT}"))
    assert article.byline == "Budi Santoso"
    assert [each["name"] for each in article.credits] == ["Budi Santoso"]


def test_the_author_may_stand_behind_a_label_and_a_comma() -> None:
    rows = "<ul><li>Penulis, <b>Budi Santoso</b></li><li>Peranan, <b>Kabar Teluk</b></li></ul>"
    article = read(page(f"<h1>{HEADLINE}</h1>{rows}<div>{LINE}</div>{TEXT}"))
    assert (article.byline, article.body) == ("Budi Santoso", BODY)


@pytest.mark.parametrize("name", ["date-share", "social meta"])
def test_a_row_named_for_its_buttons_dates_the_story_beside_the_visits_day(name: str) -> None:
    top = "<div>Senin, 2 Januari 2023</div>"
    row = f"<div class='{name}'>{LINE}</div>"
    article = read(page(f"{top}<h1>{HEADLINE}</h1>{row}{TEXT}"))
    assert str(article.published_at)[:16] == f"{DAY} 10:20"
    below = f"<p>Oleh: Budi Santoso</p><p>Kota</p>{row}"  # far below it may date anything
    article = read(page(f"<div>{LINE}</div><h1>{HEADLINE}</h1>{below.replace('31', '30')}{TEXT}"))
    assert [each["text"] for each in article.date_witnesses] == [LINE]
