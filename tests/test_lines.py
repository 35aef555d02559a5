import pytest
from selectolax.lexbor import LexborHTMLParser

from scrapers.reader.lines import Line, html_lines, text_lines
from scrapers.reader.page import decode


def lines(html: str) -> list[Line]:
    root = LexborHTMLParser(html).root
    assert root is not None
    return html_lines(root)


def texts(html: str) -> list[str]:
    return [line.text for line in lines(html)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>satu<p>dua", ["satu", "dua"]),
        ("<td>satu<br><br>dua<br/>tiga</td>", ["satu", "dua", "tiga"]),
        ("<table><tr><td>satu<td>dua</table>", ["satu", "dua"]),
        ("<span>Rabu,</span> <span>20&nbsp;Rajab</span>\n1446 H", ["Rabu, 20 Rajab 1446 H"]),
        ("<b>JAKARTA</b> (voa-islam.com) - Isi", ["JAKARTA (voa-islam.com) - Isi"]),
        ("satu<div>dua<p>tiga</p>empat</div>lima", ["satu", "dua", "tiga", "empat", "lima"]),
        ("<!-- <ul><li>menu</ul> -->isi<script>var a=1</script>", ["isi"]),
        ("<p><style>p{}</style><noscript>x</noscript><select><option>y</select>isi", ["isi"]),
        ("<div style='display: none'>rahasia</div><div hidden>juga</div>isi", ["isi"]),
        (
            "isi<div hidden id='S:0'>yang dialirkan</div><div hidden id='S'>x</div>",
            ["isi", "yang dialirkan"],
        ),
        ("isi\u200b sela\u00adma&#0;", ["isi selama\ufffd"]),
        ("<P>satu</P><FONT><BR>dua", ["satu", "dua"]),
    ],
)
def test_markup_becomes_the_lines_a_person_sees(html: str, expected: list[str]) -> None:
    assert texts(html) == expected


@pytest.mark.parametrize(
    ("html", "row"),
    [
        ("<a>Siti Rahma</a><span>Mei 18, 2021</span>", "Siti Rahma Mei 18, 2021"),
        ("<a>Siti Rahma</a><time>18 Mei 2021</time>", "Siti Rahma 18 Mei 2021"),
        (
            "<a>Daerah</a><b>Senin, 18/5/2020</b><i>oleh Siti</i>",
            "Daerah Senin, 18/5/2020 oleh Siti",
        ),
        ("<b>18 Mei 2020 10:20 WIB</b><i>1.234 views</i>", "18 Mei 2020 10:20 WIB 1.234 views"),
        ("<b>18 Mei 2020, 10.20</b><i>WIB</i>", "18 Mei 2020, 10.20 WIB"),
        (
            "<b>Rabu</b>, 18 Mei <i>20</i>20 <b>K</b>abar <b>K</b>OMPAS",
            "Rabu, 18 Mei 2020 Kabar KOMPAS",
        ),
        ("<b>CO</b><sub>2</sub> dan Rp<b>2020</b>", "CO2 dan Rp2020"),
        ("<b>8 Rajab 1446</b>H / 20 Mei 2024<b>M</b>", "8 Rajab 1446H / 20 Mei 2024M"),
        ("Pada 2020 <b>detik</b>Com dibuka.", "Pada 2020 detikCom dibuka."),
        ("<b>detik</b>Com", "detikCom"),
        ("May 18<sup>th</sup>, 2021 | tahun 2020<i>an</i>", "May 18th, 2021 | tahun 2020an"),
    ],
)
def test_a_row_s_parts_that_a_style_keeps_apart_do_not_run_together(html: str, row: str) -> None:
    assert texts(html) == [row]


def test_a_line_knows_what_its_markup_says_of_it() -> None:
    heading, link, mixed, aside = lines(
        "<div><h1>Judul</h1><p><a href='/read/x'>Berita lain</a></p><p>Isi <a href=#>ini</a></p>"
        "<ul class='box-terpopuler'><li>Populer</li></ul></div>"
    )
    assert (heading.heading, heading.is_link) == (1, False)
    assert (link.is_link, link.href) == (True, "/read/x")
    assert (mixed.is_link, mixed.linked) == (False, 3)
    assert heading.container == link.container == mixed.container != aside.container
    assert aside.asides
    assert not mixed.asides


def test_ten_thousand_nested_elements_are_only_slow_to_type() -> None:
    assert texts("<div>" * 10_000 + "isi" + "</div>" * 10_000) == ["isi"]


def test_plain_text_is_split_at_line_breaks_and_folded() -> None:
    assert [line.text for line in text_lines("satu\u00a0 dua\r\n\r\n \ttiga\n")] == [
        "satu dua",
        "tiga",
    ]


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("“Jum’at” – tujuh".encode(), "text/html; charset=iso-8859-1"),
        ("“Jum’at” – tujuh".encode("windows-1252"), "text/html; charset=windows-1252"),
        ("“Jum’at” – tujuh".encode("windows-1252"), "text/html; charset=iso-8859-1"),
        ("“Jum’at” – tujuh".encode("windows-1252"), None),
        ("“Jum’at” – tujuh".encode("windows-1252"), "text/html; charset=utf-8"),
        # Codecs of Python's that decode no page.
        ("“Jum’at” – tujuh".encode("windows-1252"), "text/html; charset=undefined"),
        ("“Jum’at” – tujuh".encode("windows-1252"), "text/html; charset=zlib"),
        ("“Jum’at” – tujuh".encode("windows-1252"), "text/html; charset=idna"),
        ("“Jum’at” – tujuh".encode("utf-16"), None),
        ("\ufeff“Jum’at” – tujuh".encode(), None),
    ],
)
def test_bytes_are_decoded_by_what_they_are(body: bytes, content_type: str | None) -> None:
    assert decode(body, content_type) == "“Jum’at” – tujuh"


def test_a_broken_byte_costs_itself_only() -> None:
    body = "“Jum’at” ".encode() + b"\xff isi"
    assert decode(body, "text/html; charset=utf-8") == "“Jum’at” \ufffd isi"
