"""What the reader of pages makes of layouts that are built to mislead it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.article import DateWitness, RawArticle
from scrapers.reader.cut import cut_article
from scrapers.reader.page import Page
from scrapers.reader.refusal import NotAnArticle
from scrapers.spiders.news import NewsPageSpider
from scrapers.spiders.voaislam import VoaIslamSpider

OUTLET = VoaIslamSpider.outlet
URL = "https://www.voa-islam.com/read/world-news/2020/10/31/74512/kapal-bantuan-tiba-di-tripoli/"
LINE = "Sabtu, 7 Rajab 1446 H / 31 Oktober 2020 22:25 wib"
HEADLINE = "Kapal Bantuan Tiba di Tripoli Setelah Sepekan Tertahan Badai"
FIRST = (
    "Sebuah kapal yang membawa tepung dan obat-obatan tiba di Tripoli pada Sabtu (31/10/2020)"
    " setelah sepekan tertahan badai di lepas pantai."
)
SECOND = '"Muatan segera dibagikan ke tiga kota," kata kepala pelabuhan kepada wartawan setempat.'
THIRD = (
    "Badan cuaca memperkirakan angin kencang masih bertiup sampai awal pekan depan di kawasan itu."
)
OPENING = "TRIPOLI, LIBYA (voa-islam.com) - "
CLOSING = "Sebarkan informasi ini, semoga menjadi amal sholeh kita!"
WITNESSES = (
    DateWitness(source="line", text=LINE),
    DateWitness(source="address", text="2020/10/31"),
)
EXPECTED = RawArticle(
    outlet="voaislam",
    url=URL,
    source_id="74512",
    section="world-news",
    headline=HEADLINE,
    body=f"{FIRST}\n\n{SECOND}\n\n{THIRD}",
    date_witnesses=WITNESSES,
    view_line="3.564 views",
    dateline="TRIPOLI, LIBYA (voa-islam.com) -",
    sign_off="(TDS)",
)
OTHERS = "".join(
    f"<li><a href='/read/opini/2018/01/19/{n}/judul-lain/'>Judul Berita Lain Nomor {n}</a>"
    f"<br>Jum'at, 19 Jan 2018 08:39<br>12.345 views</li>"
    for n in range(5)
)
COMMENTS = (
    "<h3>3 Komentar</h3><div><b>Budi</b> Ahad, 1 November 2020 09:12<p>Semoga bantuan itu sampai"
    " kepada yang berhak dan kapal berikutnya tidak tertahan lagi oleh badai.</p></div>"
)


def cut(html: str, url: str | None = URL) -> RawArticle:
    return cut_article(Page(html, url), OUTLET)


def page(story: str, *, before: str = "", after: str = "", head: str = "") -> str:
    return f"<html><head>{head}</head><body>{before}{story}{after}</body></html>"


def test_the_plain_text_of_a_page_is_enough() -> None:
    text = "\n".join(
        [LINE, "3.564 views", HEADLINE, OPENING + FIRST, SECOND, THIRD + " (TDS)", CLOSING]
    )
    raw = cut_article(Page(text, URL), OUTLET)
    assert raw == EXPECTED


STORIES = {
    "paragraphs": f"<div><span>{LINE}</span><p>3.564 views</p><h2>{HEADLINE}</h2><div id=c>"
    f"<p><b>TRIPOLI, LIBYA</b> (voa-islam.com) - {FIRST}</p><p>{SECOND}</p><p>{THIRD} (TDS)</p>"
    f"</div><p>{CLOSING}</p></div>",
    "nested tables": f"<table><tr><td><table><tr><td><font>{LINE}</font></td></tr><tr><td>"
    f"3.564 views<tr><td><font size=5><b>{HEADLINE}</b></font><tr><td><font>{OPENING}{FIRST}<br>"
    f"<br>{SECOND}<br><br>{THIRD} (TDS)</font><br>{CLOSING}</table></table>",
    "one div of text": f"<div>{LINE}<br>3.564 views<br>{HEADLINE}<br>{OPENING}{FIRST}<br>"
    f"{SECOND}<br>{THIRD} (TDS)<br>{CLOSING}</div>",
    "modern": f"<article><header>{LINE}<div>3.564 views</div><h1>{HEADLINE}</h1></header>"
    f"<figure><img><figcaption>Foto: pelabuhan Tripoli pada hari kedatangan kapal.</figcaption>"
    f"</figure><div><p>{OPENING}{FIRST}</p><div class='ads'>Gamis murah dan jilbab terbaru!</div>"
    f"<p>Baca juga: <a href='/read/opini/2018/01/19/5/x/'>Judul lain</a></p><p>{SECOND}</p>"
    f"<p>{THIRD} (TDS)</p></div>{CLOSING}</article>",
    "spans and entities": "<p><span>Sabtu,</span>&nbsp;<span>7 Rajab 1446 H</span> / <i>31&nbsp;"
    f"Oktober 2020</i> 22:25 wib</p><i>3.564&nbsp;views</i><h3>{HEADLINE}</h3><div><div>{OPENING}"
    f"{FIRST}</div><div>{SECOND.replace(chr(34), '&quot;')}</div><div>{THIRD} (TDS)</div></div>"
    f"{CLOSING}",
    "unclosed": f"<P>{LINE}<P>3.564 views<P>{HEADLINE}<P>{OPENING}{FIRST}<P>{SECOND}<P>{THIRD} "
    f"(TDS)<P>{CLOSING}",
    "split by advertising": f"<p>{LINE}</p><p>3.564 views</p><h1>{HEADLINE}</h1><div><p>{OPENING}"
    f"{FIRST}</p></div><div><a href=/l/1/x>Obat herbal</a></div><div><p>{SECOND}</p><p>{THIRD} "
    f"(TDS)</p></div><p>Foto: kapal di dermaga</p><p>{CLOSING}</p>",
}
SURROUNDINGS = {
    "alone": {},
    "lists": {
        "before": f"<ul>{OTHERS}</ul>",
        "after": f"<b>World News lainnya:</b><ul>{OTHERS}</ul>",
    },
    "logo and menu": {
        "before": "<h1><a href=/>VOA-ISLAM.COM</a></h1><!-- <ul><li>12.345 views</li></ul> -->"
        "<p>Home | Redaksi | Advertisement</p><p>Facebook RSS</p>",
        "head": f"<title>{HEADLINE} - VOA-ISLAM.COM</title><meta property=og:type content=article>",
    },
    "comments": {"after": COMMENTS, "head": f"<meta property=og:title content='{HEADLINE}'>"},
}  # fmt: skip


@pytest.mark.parametrize("surroundings", SURROUNDINGS)
@pytest.mark.parametrize("story", STORIES)
def test_the_same_words_are_cut_whatever_the_markup(story: str, surroundings: str) -> None:
    assert cut(page(STORIES[story], **SURROUNDINGS[surroundings])) == EXPECTED


@pytest.mark.parametrize("story", STORIES)
def test_a_page_without_a_date_line_takes_none_from_the_lists_around_it(story: str) -> None:
    html = STORIES[story].replace(LINE, "")
    if story == "spans and entities":
        html = html[html.index("<i>3.564") :]
    raw = cut(page(html, **SURROUNDINGS["lists"]))
    assert raw.date_witnesses == WITNESSES[1:]
    assert (raw.view_line, raw.headline) == ("3.564 views", HEADLINE)


def entry(url: str, text: str, day: str, views: str) -> str:
    """An entry of a list of the latest stories."""
    return f"<div><a href='{url}'>{text}</a><br>{day}<br>{views}</div>"


OTHER = "/read/opini/2018/01/19/9/judul-lain/", "Judul Berita Lain", "Jum'at, 19 Jan 2018 08:39"
OWN = URL, HEADLINE, "Sabtu, 31 Okt 2020 22:25"
OWN_DATES = ["Sabtu, 31 Okt 2020 22:25", LINE, "2020/10/31"]


@pytest.mark.parametrize("head", [(LINE, "3.564 views"), ("3.564 views", LINE), (LINE,)])
def test_of_the_latest_stories_above_only_the_storys_own_entry_dates_and_counts_it(
    head: tuple[str, ...],
) -> None:
    latest = entry(*OTHER, "12.345 views") + entry(*OWN, "3.560 views")
    body = STORIES["one div of text"].partition(HEADLINE)[2]
    printed = "".join(f"<p>{line}</p>" for line in head)
    raw = cut(page(f"{latest}<div>{printed}<h1>{HEADLINE}</h1>{body}"))
    dates = [text for text in OWN_DATES if text != LINE or LINE in head]
    assert [each.text for each in raw.date_witnesses] == dates
    assert raw.view_line == ("3.564 views" if len(head) == 2 else "3.560 views")


def test_of_the_latest_stories_below_their_entry_for_it_only_that_dates_and_counts_it() -> None:
    latest = entry(*OWN, "3.560 views") + entry(*OTHER, "12.345 views")
    body = STORIES["one div of text"].partition(HEADLINE)[2]
    raw = cut(page(f"{latest}<div>{body}", head=f"<title>{HEADLINE}</title>"))
    assert (raw.headline, raw.view_line) == (HEADLINE, "3.560 views")
    assert [each.text for each in raw.date_witnesses] == [OWN_DATES[0], OWN_DATES[2]]


def test_a_link_right_above_the_only_date_line_does_not_take_it_away() -> None:
    ticker = "<p><a href='/read/opini/2018/01/19/9/judul-lain/'>Judul Berita Lain</a></p>"
    raw = cut(page(f"<div>{ticker}</div>{STORIES['paragraphs']}"))
    assert (raw.date_witnesses, raw.view_line) == (WITNESSES, "3.564 views")


def test_a_mobile_page_has_its_own_head_and_tail() -> None:
    raw = cut(
        page(
            f"<a href=/>View Full Version</a><p>Sabtu, 31 Oct 2020</p><h1>{HEADLINE}</h1><div>"
            f"{OPENING}{FIRST}<br><br>{SECOND}<br><br>{THIRD} (TDS)</div><p>latestnews</p>"
            f"<ul>{OTHERS}</ul><a href=/>View Full Version</a>"
        ),
        "http://m.voa-islam.com/news/world-news/2020/10/31/74512/kapal-bantuan-tiba-di-tripoli",
    )
    assert raw.date_witnesses == (
        DateWitness(source="line", text="Sabtu, 31 Oct 2020"),
        DateWitness(source="address", text="2020/10/31"),
    )
    assert (raw.url, raw.view_line, raw.body) == (URL, None, EXPECTED.body)


def test_a_page_of_the_body_alone_takes_its_headline_from_the_title() -> None:
    raw = cut(
        page(
            f"<div>{OPENING}{FIRST}<br><br>{SECOND}</div>",
            head=f"<title>VOA-ISLAM.COM | {HEADLINE}</title>",
        )
    )
    assert (raw.headline, raw.body) == (HEADLINE, f"{FIRST}\n\n{SECOND}")
    assert raw.date_witnesses == WITNESSES[1:]


@pytest.mark.parametrize("opening", [OPENING, ""])
def test_a_page_of_the_body_alone_takes_no_headline_from_the_lists_around_it(opening: str) -> None:
    menu = "".join(f"<li><a href='/rubrik/{n}'>Berita Rubrik {n}</a></li>" for n in "abcdef")
    own = f"<li><a href='{URL}'>{HEADLINE}</a><br>Sabtu, 31 Okt 2020 22:25<br>3.564 views</li>"
    foot = "<p>Seluruh materi situs ini boleh diperbanyak dengan syarat mencantumkan sumber.</p>"
    raw = cut(
        page(
            f"<div>{opening}{FIRST}<br><br>{SECOND}<br><br>{THIRD}</div>{CLOSING}",
            head=f"<title>VOA-ISLAM.COM | {HEADLINE}</title>",
            before=f"<ul>{OTHERS}</ul><ul>{menu}</ul>",
            after=f"<ul>{own}</ul>{foot}",
        )
    )
    assert (raw.headline, raw.body) == (HEADLINE, EXPECTED.body)
    assert (raw.date_witnesses, raw.view_line) == (WITNESSES[1:], None)


DATED = "Sabtu, 31 Oktober 2020 22:25 WIB"
AUTHORS = [
    (f"Oleh : Budi Santoso - {DATED}", "Budi Santoso", ("Oleh : Budi Santoso",)),
    (f"Oleh: Budi Santoso | {DATED}", "Budi Santoso", ("Oleh: Budi Santoso",)),
    (f"Penulis: Siti Rahma, {DATED}", "Siti Rahma", ("Penulis: Siti Rahma",)),
    ("Oleh: Siti – 2020-10-31", "Siti", ("Oleh: Siti",)),
    ("Oleh: Siti - Oktober 31, 10.25 WIB", "Siti", ("Oleh: Siti",)),
    ("Oleh Ainul Mizan", "Ainul Mizan", ("Oleh Ainul Mizan",)),
    ("OLEH AINUL MIZAN", "AINUL MIZAN", ("OLEH AINUL MIZAN",)),
    ("By Hanin Mazaya", "Hanin Mazaya", ("By Hanin Mazaya",)),
    ("By: Hanin Mazaya", "Hanin Mazaya", ("By: Hanin Mazaya",)),
    ("Ditulis oleh: Siti Rahma", "Siti Rahma", ("Ditulis oleh: Siti Rahma",)),
    (f"Ditulis oleh Siti Rahma | {DATED}", "Siti Rahma", ("Ditulis oleh Siti Rahma",)),
    (f"Oleh Budi dan Siti - {DATED}", "Budi dan Siti", ("Oleh Budi dan Siti",)),
    (
        "Oleh Budi, S.Pd (Guru di Aceh)",
        "Budi, S.Pd (Guru di Aceh)",
        ("Oleh Budi, S.Pd (Guru di Aceh)",),
    ),
    ("Oleh Karena Itu", None, ()),
    ("Oleh-Oleh Haji", None, ()),
    ("Oleh warga di pelabuhan", None, ()),
    ("By Satu Dua Tiga Empat Lima Enam", None, ()),
    ("Oleh: Siti - Angkatan 45", "Siti - Angkatan 45", ("Oleh: Siti - Angkatan 45",)),
]


@pytest.mark.parametrize(("line", "byline", "credits"), AUTHORS)
def test_the_line_of_an_author_names_the_author(
    line: str, byline: str | None, credits: tuple[str, ...]
) -> None:
    body = STORIES["one div of text"].partition(HEADLINE)[2]
    raw = cut(page(f"<h1>{HEADLINE}</h1><p>{line}</p><div>{body}"))
    assert (raw.byline, raw.credits, raw.body) == (byline, credits, EXPECTED.body)


def test_a_name_below_the_story_is_no_paragraph_and_credited() -> None:
    signed = f"<p>{THIRD}</p><p>Oleh Ainul Mizan</p>"
    raw = cut(page(STORIES["paragraphs"].replace(f"<p>{THIRD} (TDS)</p>", signed)))
    assert (raw.body, raw.credits) == (EXPECTED.body, ("Oleh Ainul Mizan",))


@pytest.mark.parametrize(
    "said",
    [
        "<b>Reporter:</b> Bagaimana tanggapan Anda tentang badai itu?",
        "<b>Reporter:</b> Baik! Lalu apa yang Anda lihat di pelabuhan",
        "<b>Editor:</b> Ceritakan awal mula pelayaran ini.",
        "<b>Oleh:</b> “Terima kasih atas kedatangan kapal itu.”",
    ],
)
def test_what_is_said_behind_a_label_is_a_paragraph_and_nobodys_name(said: str) -> None:
    html = STORIES["paragraphs"].replace(f"<p>{SECOND}</p>", f"<p>{said}</p>")
    raw = cut(page(html))
    text = said.replace("<b>", "").replace("</b>", "")
    assert (raw.body, raw.credits) == (f"{FIRST}\n\n{text}\n\n{THIRD}", ())


def test_a_label_above_a_question_names_nobody() -> None:
    below = f"<p>{THIRD} (TDS)</p></div><p>Reporter:</p><p>Siapa kapten kapal itu?</p>"
    raw = cut(page(STORIES["paragraphs"].replace(f"<p>{THIRD} (TDS)</p></div>", below)))
    assert (raw.body, raw.credits) == (EXPECTED.body, ())


def test_a_pull_quote_may_precede_the_dateline() -> None:
    quote = "..Muatan segera dibagikan ke tiga kota di sepanjang pantai itu.."
    raw = cut(
        page(f"<h1>{HEADLINE}</h1><div><p><b>{quote}</b></p><p>{OPENING}{FIRST}</p></div>{CLOSING}")
    )
    assert (raw.dateline, raw.body) == (EXPECTED.dateline, f"{quote}\n\n{FIRST}")


def test_a_long_story_with_links_among_its_paragraphs_is_no_list() -> None:
    told = "".join(
        f"<p>{text}</p><p><a href='/read/opini/2018/01/19/{n}/lain/'>Judul Berita Lain {n}</a></p>"
        for n, text in enumerate((SECOND, THIRD, FIRST))
    )
    story = f"<p>{LINE}</p><h1>{HEADLINE}</h1><p>{OPENING}{FIRST}</p>{told}"
    assert cut(page(f"{story}<p>{SECOND}</p><p>{THIRD}</p>")).headline == HEADLINE


def test_a_box_of_related_stories_within_a_story_makes_it_no_list() -> None:
    box = f"<aside class='related'><ul>{OTHERS}</ul></aside>"
    story = f"<p>{LINE}</p><h1>{HEADLINE}</h1><p>{OPENING}{FIRST}</p>{box}"
    assert cut(page(f"{story}<p>{SECOND}</p><p>{THIRD}</p>")).body == EXPECTED.body


def test_a_saved_page_may_tell_its_address_in_json_ld_alone() -> None:
    told = f'{{"@type": "NewsArticle", "url": "{URL}"}}'
    head = f'<script type="application/ld+json">{told}</script>'
    assert cut(page(STORIES["paragraphs"], head=head), None).url == URL


def test_a_page_that_calls_itself_another_story_is_kept_with_a_problem() -> None:
    other = URL.replace("74512", "74513")
    raw = cut(page(STORIES["paragraphs"], head=f"<link rel=canonical href='{other}'>"))
    assert raw.source_id == "74512"
    assert raw.problems == (f"address: page calls itself {other!r}, visited at {URL!r}",)


BARE = "https://kabar.example/berita.php"
LONG = "https://kabar.example/berita/pasar-ikan-buka-malam-hari/"


@pytest.mark.parametrize(
    ("visited", "claim", "expected"),
    [
        (f"{BARE}?id=7", BARE, f"{BARE}?id=7"),
        (f"{BARE}?news_id=7&m=1", f"{BARE}?m=1", f"{BARE}?news_id=7&m=1"),
        (LONG, "https://kabar.example/berita/", LONG),
        (LONG, "http://[bad", LONG),
        # These say which address is the story's, whatever else is in the one visited.
        (f"{BARE}?id=7&m=1", f"{BARE}?id=7", f"{BARE}?id=7"),
        (f"{LONG}?PHPSESSID=a1b2", LONG, LONG),
        (f"{LONG}amp/", LONG, LONG),
        ("https://kabar.example/?p=7", LONG, LONG),
        (f"{BARE}?id=7", LONG, LONG),
        (LONG, "https://lain.example/2020/10/31/pasar", "https://lain.example/2020/10/31/pasar"),
    ],
)
def test_an_address_that_all_stories_may_call_theirs_is_no_ones_identity(
    visited: str, claim: str, expected: str
) -> None:
    html = page(STORIES["paragraphs"], head=f"<link rel=canonical href='{claim}'>")
    raw = cut_article(Page(html, visited), NewsPageSpider.outlet)
    assert (raw.url, raw.source_id) == (expected, expected)
    doubted = visited == expected and claim not in (expected, "http://[bad")
    assert any(problem.startswith("address: ") for problem in raw.problems) is doubted


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("", "empty"),
        ("<html><body><img></body></html>", "empty"),
        ("<html><title>Just a moment...</title><script>x</script></html>", "challenge"),
        ("<html><script src='/_Incapsula_Resource?SWJ=1'></script></html>", "challenge"),
        ("<html><script src='/aes.js'></script><script>slowAES.decrypt()</script>", "challenge"),
        (page("<p>Please wait while your request is being verified...</p>"), "challenge"),
        (page(f"<h1>Rubrik</h1><ul>{OTHERS}</ul>"), "listing"),
        (
            page(
                "".join(
                    f"<h4><a href='/read/opini/2018/01/19/{n}/x/'>Judul Berita Nomor {n}</a></h4>"
                    f"<p>Jum'at, 19 Jan 2018</p><p>{FIRST}</p>"
                    for n in range(6)
                )
            ),
            "listing",
        ),
        (page("<h2>Hasil pencarian untuk: tripoli</h2>" + f"<ul>{OTHERS}</ul>"), "search"),
        (page("<h1>404 Not Found</h1><p>nginx</p>"), "not-found"),
        (page("<p>Maaf, halaman yang Anda cari tidak ditemukan di situs ini.</p>"), "not-found"),
        *(
            (page(f"<h1>{title}</h1><p>{text} {title.lower()}, silakan kembali.</p>"), reason)
            for title, text, reason in (
                ("Berita tidak ditemukan", "Mohon maaf sebesar-besarnya:", "not-found"),
                ("Artikel sudah tidak tersedia", "Kami sampaikan kepada pembaca:", "not-found"),
                ("Mohon maaf", "Berita yang Anda cari sudah tidak ada di sini;", "not-found"),
                ("Mohon maaf", "Laman yang Anda minta tidak dapat diproses;", "error-page"),
                ("Situs dalam pemeliharaan", "Kami mohon maaf sebesar-besarnya:", "error-page"),
                ("Account Suspended", "This site cannot be shown to you:", "error-page"),
                ("Oops! That page can’t be found", "Nothing at this place:", "not-found"),
                ("Database error", "Table berita not found:", "error-page"),
                ("Halaman tidak ditemukan", "Error 500, sistem dalam perbaikan:", "error-page"),
                ("Error 404", "Kami mohon maaf sebesar-besarnya:", "not-found"),
                ("Verifikasi", "Pastikan Anda bukan robot sebelum membaca:", "challenge"),
            )
        ),
        (
            page(
                "<h1>Checking your browser before accessing voa-islam.com.</h1>"
                "<p>This process is automatic. Your browser will redirect to your content.</p>",
                head="<title>Just a moment...</title>",
            ),
            "challenge",
        ),
        (page("<script>render({'judul': 'x'})</script><p>Memuat</p>"), "no-story"),
    ],
)
def test_what_is_no_article_is_refused_with_the_reason(html: str, reason: str) -> None:
    with pytest.raises(NotAnArticle) as refusal:
        cut(html)
    assert refusal.value.reason == reason


@pytest.mark.parametrize(
    "odd",
    [
        "<p>Hingga Sabtu sore dua nelayan itu tidak dapat ditemukan tim penyelamat di laut.</p>",
        "<p>Jalan lintas selatan sedang dalam perbaikan sehingga kendaraan harus memutar.</p>",
        "<h4><a href='/read/opini/2018/01/19/7/x/'>Apa Itu Captcha dan Siapa Membuatnya</a></h4>",
        "<h4><a href='/read/opini/2018/01/19/7/x/'>Access Denied: Situs KPU Dibobol</a></h4>",
        "<h4><a href='/read/opini/2018/01/19/7/x/'>Berita Ini Telah Dihapus Facebook</a></h4>",
    ],
)
def test_a_short_story_beside_such_words_is_a_story(odd: str) -> None:
    html = page(f"<h1>{HEADLINE}</h1><p>Rabu, 30 Aug 2017</p><p>{FIRST}</p><p>{SECOND}</p>{odd}")
    assert cut(html).headline == HEADLINE


def test_a_story_about_an_error_page_is_a_story() -> None:
    html = STORIES["paragraphs"].replace(HEADLINE, "Situs Kementerian Tampilkan Error 404 Dua Hari")
    long = f"<p>{SECOND}</p>" * 12
    raw = cut(page(html.replace(f"<p>{SECOND}</p>", long)))
    assert raw.headline == "Situs Kementerian Tampilkan Error 404 Dua Hari"


SEED = next((Path(__file__).parents[2] / "shared" / "seed").glob("*.txt"), None)


@pytest.mark.skipif(SEED is None, reason="the page that started it all is not here")
def test_the_page_that_started_it_all() -> None:
    assert SEED is not None
    raw = cut_article(Page(SEED.read_text("utf-8")), OUTLET)
    assert (raw.view_line, raw.dateline, raw.sign_off) == (
        "3.564 views",
        "MOSKOW, RUSIA (voa-islam.com) -",
        "(TDS)",
    )
    assert raw.date_witnesses == (DateWitness(source="line", text=LINE),)
    assert len(raw.body.split("\n\n")) == 16
    assert not any(word in raw.body for word in ("MOSKOW", "TDS", "Sebarkan"))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=2000) | st.binary(max_size=2000).map(lambda b: b.decode("latin-1")))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    for html in (text, page(STORIES["paragraphs"], before=text), STORIES["modern"][:300] + text):
        try:
            cut(html)
        except NotAnArticle as refusal:
            assert refusal.reason  # noqa: PT017 - either outcome is right, a crash is not
