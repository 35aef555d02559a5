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
from tests.test_cut import COMMENTS, FIRST, HEADLINE, SECOND, THIRD, page
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


@OUTLETS
def test_a_headline_of_one_short_word_has_its_head(outlet: Outlet) -> None:
    titled = "<title>Gempa - Kabar Teluk</title><meta property=og:title content=Gempa>"
    raw = cut(page(f"<h1>Gempa</h1>{DATED}{TEXT}", head=titled), outlet)
    assert (raw.headline, raw.view_line, raw.body) == ("Gempa", "1.234 views", BODY)
    assert raw.date_witnesses[0].text == LINE


def test_a_short_heading_that_no_title_says_is_a_rubric() -> None:
    raw = cut(page(f"<h2>Opini</h2><h2>{HEADLINE}</h2>{DATED}{TEXT}"))
    assert (raw.headline, raw.view_line) == (HEADLINE, "1.234 views")


@pytest.mark.parametrize("title", ["Beranda", "", "Kabar Teluk", "Berita Terkini - Kabar Teluk"])
def test_a_link_home_is_the_outlets_name_and_a_second_heading_a_subhead(title: str) -> None:
    head = f"<title>{title}</title>"
    name = "<h1><a href=/>Kabar Teluk</a></h1>"
    assert cut(page(f"{name}<h3>{HEADLINE}</h3>{DATED}{TEXT}", head=head)).headline == HEADLINE
    subhead = "<h2>Warga menunggu di pelabuhan sejak pagi</h2>"
    dated = f"<div>{LINE}</div>"
    assert cut(page(f"<h1>{HEADLINE}</h1>{subhead}{dated}{TEXT}", head=head)).headline == HEADLINE


def test_a_title_may_be_cut_before_the_outlets_name() -> None:
    head = f"<title>{HEADLINE[:35]}… - Kabar Teluk</title>"
    subhead = "<h2>Warga menunggu di pelabuhan sejak pagi</h2>"
    html = page(f"<h2>{HEADLINE}</h2>{subhead}{DATED}{TEXT}", head=head)
    assert cut(html).headline == HEADLINE


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


@pytest.mark.parametrize("heading", [f"<span>Banjir Rob</span>{HEADLINE}",
                                     f"{HEADLINE}<small>Pelabuhan tetap buka</small>",
                                     f"{HEADLINE}<span>“Kami Menunggu”</span>"])  # fmt: skip
def test_a_heading_may_join_more_to_its_headline(heading: str) -> None:
    assert cut(page(f"<h1>{heading}</h1>{DATED}{TEXT}", head=OG)).headline == HEADLINE


@pytest.mark.parametrize("headline", [f"Pra-{HEADLINE}", f"{HEADLINE}nya", f"{HEADLINE} Lagi"])
def test_a_title_that_is_cut_short_does_not_cut_the_headline(headline: str) -> None:
    assert cut(page(f"<h1>{headline}</h1>{DATED}{TEXT}", head=OG)).headline == headline


DATED_HEADLINES = [
    "Jadwal Imsak Jakarta Hari Ini, Senin 18 Maret 2024 / 7 Ramadhan 1445 H",
    *("Ramalan Cuaca Sabtu, 18 Mei 2024", "Khutbah Jumat, 17 Mei 2024", "Hari Ini, 18 Mei 2024"),
]


@pytest.mark.parametrize("trail", ["", "<ol><li>Beranda</li><li>{}</li></ol>"])
@pytest.mark.parametrize("headline", DATED_HEADLINES)
def test_a_headline_may_look_like_a_date_line(headline: str, trail: str) -> None:
    titled = f"<title>{headline} - Kabar Teluk</title>"
    head = f"{trail.format(headline)}<h1>{headline}</h1>{DATED}"
    article = read(page(f"{head}{TEXT}", head=titled))
    assert (article.headline, article.body, article.view_count) == (headline, BODY, 1234)
    assert (article.date_line, article.problems) == (LINE, ())


@pytest.mark.parametrize("titled", [f"<title>{HEADLINE}. - Kabar Teluk</title>", ""])
def test_a_headline_may_end_as_sentences_do(titled: str) -> None:
    raw = cut(page(f"<h1>{HEADLINE}.</h1>{DATED}{TEXT}", head=titled))
    assert (raw.headline, raw.body) == (f"{HEADLINE}.", BODY)


def test_a_heading_that_is_not_closed_holds_more_than_the_headline() -> None:
    broken = page(f"<h3>{LINE}<br>1.234 views<br>{HEADLINE}<br>{FIRST}<br>{SECOND}<br>{THIRD}")
    raw = cut(broken)
    assert (raw.headline, raw.view_line, raw.body) == (HEADLINE, "1.234 views", BODY)


def timed(day: str, marks: str = "", text: str | None = None) -> str:
    return f"<time {marks} datetime='{day}T09:15:00+07:00'>{text or day}</time>"


def entry(day: str) -> str:
    link = "<a href='/2023/01/longsor-di-desa-atas/'>Longsor Tutup Jalan di Desa Atas</a>"
    return f"<div>{link}{timed(day)}</div>"


DAY, OTHER = "2020-10-31", "2023-01-02"
OWN = timed(DAY)
NEVER_UPDATED = timed(DAY, "class='published updated'")
UNDATED = {
    "a side list's": f"<h1>{HEADLINE}</h1>{TEXT}{entry(OTHER)}",
    "a ticker's": f"{entry(OTHER)}<h1>{HEADLINE}</h1>{TEXT}",
    "a comment's": f"<h1>{HEADLINE}</h1>{TEXT}<h2>3 Komentar</h2><b>Budi</b> {timed(OTHER)}",
    "an update's": f"<h1>{HEADLINE}</h1>{timed(OTHER, 'class=updated')}{TEXT}",
    "a change's": f"<h1>{HEADLINE}</h1>{timed(OTHER, 'itemprop=dateModified')}{TEXT}",
    "one of two": f"<h1>{HEADLINE}</h1>{OWN}{timed(OTHER)}{TEXT}",
}
DATED_BY_TIME = {
    "below the headline": f"<h1>{HEADLINE}</h1><p>Redaksi {OWN}</p>{TEXT}",
    "above it": f"<p>{OWN}</p><h1>{HEADLINE}</h1>{TEXT}",
    "below one that is linked": f"<h2><a href='#'>{HEADLINE}</a></h2>{OWN}{TEXT}",
    "beside an update": f"<h1>{HEADLINE}</h1>{timed(DAY, 'class=entry-date')}"
    f"{timed(OTHER, 'class=updated')}{TEXT}",
    "never updated": f"<h1>{HEADLINE}</h1>{NEVER_UPDATED}{TEXT}",
    "marked": f"<h1>{HEADLINE}</h1>{TEXT}{entry(OTHER)}{timed(DAY, 'itemprop=datePublished')}",
}


@pytest.mark.parametrize("case", UNDATED)
def test_a_time_element_that_is_not_the_headlines_dates_no_story(case: str) -> None:
    raw = cut(page(UNDATED[case], head=OG))
    assert [each for each in raw.date_witnesses if each.source == "time"] == []


@pytest.mark.parametrize("case", DATED_BY_TIME)
def test_the_time_element_beside_the_headline_dates_the_story(case: str) -> None:
    raw = cut(page(DATED_BY_TIME[case], head=OG))
    times = [each.text for each in raw.date_witnesses if each.source == "time"]
    assert times == ["2020-10-31T09:15:00+07:00"]


def test_the_text_of_two_days_without_a_blank_between_costs_no_date() -> None:
    both = timed(DAY, "class=published", "31 Oktober 2020")
    both += timed(OTHER, "class=updated", "2 Januari 2023")
    article = read(page(f"<h1>{HEADLINE}</h1><p>{both}</p>{TEXT}"))
    assert (str(article.published_at)[:16], article.problems) == ("2020-10-31 09:15", ())


@pytest.mark.parametrize(
    ("line", "views"),
    [
        ("Sabtu, 31 Oktober 2020 | 1.234 Views | Redaksi", 1234),
        ("31 Oktober 2020 | 1.234 Views | Redaksi", 1234),
        ("31 Oktober 2020 3K views", 3000),
    ],
)
def test_a_counter_may_stand_behind_the_day(line: str, views: int) -> None:
    article = read(page(f"<h1>{HEADLINE}</h1><div>{line}</div>{TEXT}"))
    assert (str(article.published_at)[:10], article.view_count) == (DAY, views)
    assert article.problems == ()


BESIDE_A_DATE = {
    "Dibaca: 1,2rb kali": 1200,
    "Dibaca : 1.234 kali": 1234,
    "dilihat 3.4K": 3400,
    "Views: 1,234": 1234,
    "Hits: 1234": 1234,
    "1.234 x dibaca": 1234,
    "1.234 pembaca": 1234,
    "Telah dibaca sebanyak 1.234 kali": 1234,
    "0 Komentar 1.234 Views": 1234,
    "1,234 total views, 3 views today": 1234,
    "1.234 kali dikunjungi": 1234,
    "Total pengunjung: 1.234": 1234,
    "Diakses: 1.234 kali": 1234,
    "Ditonton 1.234 kali": 1234,
    "Read 1,234 times": 1234,
    "Visited 1,234 times, 2 visits today": 1234,
    "1.234 hits": 1234,
    "👁 1.234": 1234,
    "👁\ufe0f 1,2rb": 1200,
}


@pytest.mark.parametrize("counter", BESIDE_A_DATE)
@pytest.mark.parametrize(
    "form", ["{line} | {counter}", "{line} ({counter})", "{line} {counter}",
                                  "{counter} | {line}", "Oleh: Budi | {counter} | {line}"],
)  # fmt: skip
def test_a_counter_may_share_the_line_of_the_date(form: str, counter: str) -> None:
    line = form.format(line=LINE, counter=counter)
    article = read(page(f"<h1>{HEADLINE}</h1><div>{line}</div>{TEXT}"))
    assert (article.view_count, article.problems) == (BESIDE_A_DATE[counter], ())
    assert str(article.published_at)[:16] == "2020-10-31 10:20"


@pytest.mark.parametrize(
    "counter",
    [
        *("3\u2009564 views", "12 345 views", "1000+ views", "1.2M views", "> 1.000 views"),
        *("1.234 pengunjung", "Visitors: 1.234", "1.234 orang membaca", "Reads 1.234"),
    ],
)
@pytest.mark.parametrize("form", ["<div>{line}</div><div>{counter}</div>",
                                  "<div>{line} | {counter}</div>"])  # fmt: skip
def test_a_counter_of_no_known_form_is_quoted_and_not_guessed(form: str, counter: str) -> None:
    lines = form.format(line=LINE, counter=counter.replace(">", "&gt;"))
    article = read(page(f"<h1>{HEADLINE}</h1>{lines}{TEXT}"))
    assert article.view_count is None
    assert [problem.partition(":")[0] for problem in article.problems] == ["view-line"]
    assert counter.replace("\u2009", " ") in article.problems[0]


@pytest.mark.parametrize(
    "beside",
    [
        "Baca 3 menit",
        "3 min read",
        "0 Komentar",
        "No Comments",
        "Leave a Comment on Kapal di Tripoli",
        "Tinggalkan komentar",
        "Komentar Dinonaktifkan pada Kapal di Tripoli",
        "Comments Off",
        "Less than a minute",
        "Reading Time: 3 mins read",
        "2 menit waktu baca",
        "Updated 3 years ago",
        "Share Print",
        "A A",
        "A A A",
        "Bagikan:",
        "Share: Facebook Twitter WhatsApp",
        "Komentar",
        "Follow",
        "Bookmark",
        "Dengarkan artikel",
        "0",
        "(0)",
        "1.234 0",
        "0 4 2 minutes read",
        "#Kapal, #Kota Tripoli",
        "Kategori: Berita",
    ],
)
@pytest.mark.parametrize("line", [LINE, "31 Oktober 2020", "Oktober 31, 2020"])
def test_what_counts_no_readers_may_share_the_line_of_the_date(line: str, beside: str) -> None:
    for sign in ("", "| "):
        article = read(page(f"<h1>{HEADLINE}</h1><div>{line} {sign}{beside}</div>{TEXT}"))
        assert (article.date_line, article.view_count, article.problems) == (line, None, ())


@pytest.mark.parametrize("behind", ["", " | 1.234 views"])
@pytest.mark.parametrize("section", ["in Berita", "| dalam Luar Negeri, Nasional"])
@pytest.mark.parametrize("line", ["31 Oktober 2020", "Oktober 31, 2020"])
def test_a_day_may_be_printed_with_its_section(line: str, section: str, behind: str) -> None:
    article = read(page(f"<h1>{HEADLINE}</h1><div>{line} {section}{behind}</div>{TEXT}"))
    assert (article.date_line, article.problems) == (line, ())
    assert article.view_count == (1234 if behind else None)


@pytest.mark.parametrize("beside", ["0 123", "0 1234", "1234 5 2"])
def test_numbers_behind_the_clock_are_none_of_it(beside: str) -> None:
    line = "Sabtu, 31 Oktober 2020 - 10:20"
    article = read(page(f"<h1>{HEADLINE}</h1><div>{line} {beside}</div>{TEXT}"))
    assert str(article.published_at)[:16] == "2020-10-31 10:20"
    assert (article.date_line, article.problems) == (line, ())


@pytest.mark.parametrize("beside", ["0 Komentar", "1.234 views", "Baca 3 menit"])
def test_a_clock_may_stand_behind_what_is_none_of_the_date(beside: str) -> None:
    line = f"Sabtu, 31 Oktober 2020 | {beside} | 10:20 WIB"
    article = read(page(f"<h1>{HEADLINE}</h1><div>{line}</div>{TEXT}"))
    assert str(article.published_at)[:16] == "2020-10-31 10:20"
    assert (article.date_line, article.problems) == ("Sabtu, 31 Oktober 2020 | 10:20 WIB", ())


LABELLED = {
    "Publikasi: 31 Oktober 2020 / Update: 2 November 2020": None,
    "Dipublikasikan pada 31 Oktober 2020": None,
    "Published: October 31, 2020": None,
    "Posted on 31 Oktober 2020 by admin": None,
    "31 Oktober 2020 (Diperbarui 2 November 2020)": None,
    "31 Oktober 2020 oleh redaksi dalam Nasional": None,
    "By Budi Santoso - October 31, 2020": "Budi Santoso",
    "by Budi Santoso — October 31, 2020 in Nasional": "Budi Santoso",
    "By Budi Santoso On Okt 31, 2020": "Budi Santoso",
    "Oleh Budi Santoso, Sabtu, 31 Oktober 2020 - Redaktur: Siti Rahma - 345": "Budi Santoso",
    "Oleh Budi Santoso · 31 Oktober 2020": "Budi Santoso",
    "Oleh Abdul Ahad - 31 Oktober 2020": "Abdul Ahad",
    "Ditulis oleh Budi Santoso pada 31 Oktober 2020": "Budi Santoso",
    "Diposting oleh Budi Santoso pada tanggal 31 Oktober 2020": "Budi Santoso",
    "Penulis: Budi Santoso | Editor: Siti | 31 Oktober 2020": "Budi Santoso",
    "2020/10/31": None,
    "2020-10-31T10:20:00+07:00": None,
    "Sabtu Pon, 31 Oktober 2020": None,
}


@pytest.mark.parametrize("line", LABELLED)
def test_a_label_or_an_author_may_stand_beside_the_day(line: str) -> None:
    article = read(page(f"<h1>{HEADLINE}</h1><div>{line}</div>{TEXT}"))
    assert (str(article.published_at)[:10], article.byline) == (DAY, LABELLED[line])
    assert (article.date_line, article.problems) == (line, ())


@pytest.mark.parametrize(
    "line",
    [
        "Oleh Siti Rahma • Tayang: Sabtu, 31 Oktober 2020 | 10:20 WIB",
        "By Siti Rahma - Dipublikasikan Sabtu, 31 Oktober 2020 10:20 WIB",
        "Dibaca: 1.234 kali • Oleh Siti Rahma • 31 Oktober 2020 10:20 WIB",
        "Sabtu, 31 Oktober 2020 10:20 WIB • Oleh Siti Rahma • 1.234 kali dibaca",
        "Sabtu, 31 Oktober 2020 10:20 WIB • 1.234 views • Oleh Siti Rahma",
        "Sabtu, 31 Oktober 2020 - Dibaca sebanyak: 1.234 kali - Oleh Siti Rahma",
    ],
)
def test_an_author_may_stand_anywhere_beside_day_and_counter(line: str) -> None:
    story = read(page(f"<h1>{HEADLINE}</h1><div>{line}</div>{TEXT}"))
    assert (story.byline, story.body) == ("Siti Rahma", BODY)
    clock = "10:20" if "10:20" in line else "00:00"
    assert story.published_at == datetime.fromisoformat(f"2020-10-31T{clock}+07:00")


def test_an_author_and_a_day_may_be_followed_by_the_counter() -> None:
    line = "Oleh Budi Santoso - 31 Oktober 2020 - 1.234 views"
    article = read(page(f"<h1>{HEADLINE}</h1><div>{line}</div>{TEXT}"))
    assert (article.byline, article.view_count) == ("Budi Santoso", 1234)
    assert str(article.published_at)[:10] == DAY


def test_the_day_of_an_update_alone_dates_nothing() -> None:
    article = read(page(f"<h1>{HEADLINE}</h1><div>Last Updated: October 31, 2020</div>{TEXT}"))
    assert (article.published_at, article.date_witnesses[0]["verdict"]) == (None, "update")


@pytest.mark.parametrize(
    "line", ["Budi Santoso · 31 Oktober 2020", "31/10/20 09:15", "31-10-20", "31 Okt '20"]
)
def test_what_may_date_a_story_or_not_is_quoted_where_nothing_does(line: str) -> None:
    undated = page(f"<h1>{HEADLINE}</h1><div>{line}</div>{TEXT}")
    assert (read(undated).published_at, read(undated).problems) == (
        None,
        (f"date-line: not sure {line!r}",),
    )
    dated = read(undated.replace(TEXT, f"<div>{LINE}</div>{TEXT}"))
    assert (dated.date_line, dated.problems) == (LINE, ())


COUNTERS = {
    "Hits: 1234": 1234,
    "Pembaca: 1.234": 1234,
    "Post Views: 1,234": 1234,
    "12 Views 3 Comments": 12,
    "0 Comments / 532 Views": 532,
    "Artikel ini telah dibaca 1.234 kali": 1234,
    "Dibaca oleh 1.234 orang": 1234,
    "Jumlah pembaca: 1.234": 1234,
    "1,234 total views, 3 views today": 1234,
    "Komentar: 0 | Dibaca: 1.234": 1234,
    "Read 1234 times": 1234,
    "👁 1.234 views": 1234,
    "1.234 x ditonton": 1234,
    "Di Baca: 1.234 Kali": 1234,
    "Total Views: 1,234 ,": 1234,
    "Jumlah Pengunjung: 1.234": 1234,
    "Berita ini 1.234 kali dibaca": 1234,
    "(Visited 1,234 times, 2 visits today)": 1234,
}


@pytest.mark.parametrize("counter", COUNTERS)
def test_a_counter_may_have_other_words(counter: str) -> None:
    article = read(page(f"<h1>{HEADLINE}</h1><div>{LINE}</div><div>{counter}</div>{TEXT}"))
    assert (article.view_line, article.view_count) == (counter, COUNTERS[counter])


@pytest.mark.parametrize("counter", ["Artikel ini telah dibaca 1.234 kali", "Post Views: 1.234"])
def test_a_counter_under_the_text_that_says_whose_it_is_is_taken(counter: str) -> None:
    article = read(page(f"<h1>{HEADLINE}</h1><div>{LINE}</div>{TEXT}<div>{counter}</div>"))
    assert (article.view_line, article.view_count, article.body) == (counter, 1234, BODY)


def test_the_pages_own_outlet_is_no_author() -> None:
    head = "<meta property=og:site_name content='Kabar Teluk'>"
    html = page(
        f"<h1>{HEADLINE}</h1><div>{LINE}</div><div>Oleh: Kabar Teluk</div>{TEXT}", head=head
    )
    assert read(html).byline is None


def test_a_plugins_counter_under_the_text_is_the_storys() -> None:
    text = f"<div>{TEXT}<p>Post Views: 1,234</p></div><p>3 Komentar</p>{COMMENTS}"
    article = read(page(f"<h1>{HEADLINE}</h1><div>{LINE}</div>{text}<p>Post Views: 9,999</p>"))
    assert (article.view_count, article.body) == (1234, BODY)


@pytest.mark.parametrize("counter", ["Hits: 1234", "(Visited 1,234 times, 1 visits today)"])
def test_a_counter_below_the_paragraphs_in_their_element_is_the_storys(counter: str) -> None:
    text = "<p>{}</p>".format("</p><p>".join((FIRST, SECOND, THIRD)))
    head = f"<h1>{HEADLINE}</h1><div>{LINE}</div>"
    article = read(page(f"{head}<article>{text}<p>{counter}</p></article><p>Hits: 9</p>"))
    assert (article.view_count, article.body) == (1234, BODY)
    among = read(page(f"{head}<article><p>{counter}</p>{text}</article>"))
    assert among.body == BODY
    apart = read(page(f"{head}<article>{text}</article><div><p>{counter}</p></div>"))
    assert (apart.view_count, apart.body) == (None, BODY)


def test_an_author_may_be_joined_to_the_label() -> None:
    author = "<h4><span>By</span><a>Budi Santoso</a></h4>"
    assert (
        read(page(f"<h1>{HEADLINE}</h1>{author}<div>{LINE}</div>{TEXT}")).byline == "Budi Santoso"
    )


def test_a_credit_below_the_headline_is_none() -> None:
    html = f"<title>Kabar</title><p>{LINE}</p><p>{HEADLINE}</p><p>Reporter : Budi Santoso</p>{TEXT}"
    assert read(html).headline == HEADLINE


WITHOUT_YEAR = [
    *("Sabtu, 31/10/20 09:15 WIB", "Sabtu 31 Oktober, 09.15 WIB", "Sabtu (31/10), 09:15 WIB"),
    *("2 jam lalu", "2 jam yang lalu", "Kemarin, 14:30 WIB"),
]


@pytest.mark.parametrize("line", WITHOUT_YEAR)
def test_a_date_without_a_year_is_quoted_and_not_guessed(line: str) -> None:
    article = read(page(f"<h1>{HEADLINE}</h1><div>{line}</div>{TEXT}"))
    assert article.published_at is None
    assert [problem.partition(":")[0] for problem in article.problems] == ["date-line", "date"]
    assert article.problems[0].endswith(f"in {line!r}")


@pytest.mark.parametrize(
    "other",
    [
        f"<h1>{HEADLINE}</h1><div>{WITHOUT_YEAR[0]}</div><div>{LINE}</div>",
        f"<div>{LINE}</div><h1>{HEADLINE}</h1><div>2 jam lalu</div>",
        f"<h1>{HEADLINE}</h1><p>2 jam lalu</p>{timed(DAY, 'itemprop=datePublished')}",
        f"<h1>{HEADLINE}</h1><p>Menit ke-12 Pidato Kepala Pelabuhan</p>",
    ],
)
def test_nothing_is_quoted_where_the_page_says_the_day_or_nothing_like_it(other: str) -> None:
    assert read(page(f"{other}{TEXT}")).problems == ()


@pytest.mark.parametrize(
    "line",
    [
        "Jakarta, Sabtu, 31 Oktober 2020.",
        "Jakarta, Sabtu, 31 Oktober 2020 pukul 10.20 wib.",
        "Oleh Siti Rahma, Sabtu, 31 Oktober 2020.",
    ],
)
def test_a_date_line_may_end_with_a_full_stop(line: str) -> None:
    story = read(page(f"<h1>{HEADLINE}</h1><div>{line}</div>{TEXT}"))
    assert (str(story.published_at)[:10], story.body) == (DAY, BODY)


def test_a_caption_that_ends_with_its_day_is_none_of_the_text() -> None:
    told = "<div>Sidang di Tripoli, Senin (26/10/2020).</div>"
    raw = cut(page(f"<h1>{HEADLINE}</h1>{DATED}{told}{TEXT}"))
    assert (raw.date_witnesses[0].text, raw.body) == (LINE, BODY)


@pytest.mark.parametrize("near", ["", f"{LINE}</div><div>1.234 views</div><div>"])
@pytest.mark.parametrize("opens", ["Siapa mereka?", f"{FIRST}</div><div>Kronologi Kejadian"])
def test_where_no_headline_is_printed_no_line_of_the_text_becomes_one(
    opens: str, near: str
) -> None:
    text = (
        f"<div>{near}TRIPOLI (voa-islam.com) - {opens}</div><div>{SECOND}</div><div>{THIRD}</div>"
    )
    titled = f"<title>{HEADLINE} - VOA-ISLAM.COM</title>"
    raw = cut(page(text, head=titled), VoaIslamSpider.outlet)
    told = opens.replace("</div><div>", "\n\n")
    assert (raw.headline, raw.body) == (HEADLINE, f"{told}\n\n{SECOND}\n\n{THIRD}")


def test_so_it_is_near_a_day_that_the_text_tells() -> None:
    told = "Pada Jumat (3/2/2023), warga berkumpul di masjid."
    text = f"<div>{FIRST}</div><div>{told}</div><div>Isi surat mereka</div><div>{SECOND}</div>"
    titled = f"<title>{HEADLINE} - VOA-ISLAM.COM</title>"
    raw = cut(page(text, head=titled), VoaIslamSpider.outlet)
    assert (raw.headline, raw.body) == (
        HEADLINE,
        f"{FIRST}\n\n{told}\n\nIsi surat mereka\n\n{SECOND}",
    )
