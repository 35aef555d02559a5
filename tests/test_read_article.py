"""A whole story as printed, read as values."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.request import urlopen
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.article import Article, DateWitness, RawArticle
from pipelines.read_article import read_article
from scrapers.reader.cut import cut_article
from scrapers.reader.page import Page
from scrapers.spiders.voaislam import VoaIslamSpider
from tests.outlets import VOA as OUTLET
from tests.replica.site import Replica

NOW = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
LINE = "Sabtu, 7 Rajab 1446 H / 31 Oktober 2020 22:25 wib"
RAW = RawArticle(
    outlet="voaislam",
    url="https://www.voa-islam.com/read/world-news/2020/10/31/74512/kapal-bantuan-tiba/",
    source_id="74512",
    section="world-news",
    headline="Kapal Bantuan Tiba",
    body="Sebuah kapal tiba pada Sabtu (31/10/2020).\n\nMuatannya segera dibagikan.",
    date_witnesses=(
        DateWitness(source="line", text=LINE),
        DateWitness(source="address", text="2020/10/31"),
    ),
    view_line="3.564 views",
    dateline="MOSKOW, RUSIA (voa-islam.com) -",
    sign_off="(TDS)",
    fetched_at=datetime(2025, 1, 7, 3, 0, tzinfo=UTC),
)
ARTICLE = Article(
    outlet="voaislam",
    source_id="74512",
    section="world-news",
    url=RAW.url,
    headline="Kapal Bantuan Tiba",
    body=RAW.body,
    published_at=datetime(2020, 10, 31, 22, 25, tzinfo=ZoneInfo("Asia/Jakarta")),
    published_precision="minute",
    date_line=LINE,
    date_witnesses=(
        {"source": "line", "text": LINE, "read": "2020-10-31T22:25+07:00", "verdict": "chosen"},
        {"source": "address", "text": "2020/10/31", "read": "2020-10-31", "verdict": "agrees"},
    ),
    hijri_printed="1446-07-07",
    hijri_published="1442-03-14",
    hijri_refers_to="rendering",
    rendered_on=date(2025, 1, 7),
    view_line="3.564 views",
    view_count=3564,
    dateline="MOSKOW, RUSIA (voa-islam.com) -",
    place="Moskow",
    country_code="RU",
    sign_off="(TDS)",
    sign_off_codes=("TDS",),
    byline=None,
    credits=({"role": "unknown", "printed": "TDS", "name": None},),
    reader="outlet",
    language="id",
    fetched_at=RAW.fetched_at,
    problems=(),
)


def test_a_desktop_page_is_read_whole() -> None:
    assert read_article(RAW, OUTLET) == ARTICLE


def test_what_a_page_lacks_is_none() -> None:
    raw = RawArticle(
        outlet="voaislam", url=None, source_id=None, section=None, headline=None, body="Teks."
    )
    assert read_article(raw, OUTLET) == Article(
        outlet="voaislam",
        source_id=None,
        section=None,
        url=None,
        headline=None,
        body="Teks.",
        published_at=None,
        published_precision=None,
        date_line=None,
        date_witnesses=(),
        hijri_printed=None,
        hijri_published=None,
        hijri_refers_to=None,
        rendered_on=None,
        view_line=None,
        view_count=None,
        dateline=None,
        place=None,
        country_code=None,
        sign_off=None,
        sign_off_codes=(),
        byline=None,
        credits=(),
        reader="outlet",
        language="id",
        fetched_at=None,
        problems=(),
    )


def changed(**fields: object) -> dict[str, object]:
    """What differs from the desktop page's article when its raw fields are these."""
    article = read_article(replace(RAW, **fields), OUTLET, now=NOW)  # type: ignore[arg-type]
    pairs = ((name, getattr(article, name)) for name in Article.__slots__ if name not in fields)
    return {name: value for name, value in pairs if value != getattr(ARTICLE, name)}


def line(text: str) -> tuple[DateWitness, ...]:
    return (DateWitness(source="line", text=text),)


def test_a_copy_without_a_known_visit_may_be_as_old_as_its_hijri_date() -> None:
    assert changed(fetched_at=None) == {}


def test_a_copy_cannot_be_rendered_after_its_visit() -> None:
    assert changed(fetched_at=datetime(2024, 12, 1, tzinfo=UTC)) == {
        "hijri_refers_to": "neither",
        "rendered_on": None,
        "problems": (
            "hijri: 1446-07-07 is 2025-01-07, neither the publication's day (2020-10-31) "
            "nor one between it and the visit (2024-12-01)",
        ),
    }


def test_a_dateline_may_print_the_hijri_date() -> None:
    difference = changed(
        date_witnesses=line("Rabu, 7 Februari 2018"),
        dateline="GAZA, 21 Jamadilawal 1439H, Rabu –",
        fetched_at=None,
    )
    assert difference["hijri_printed"] == "1439-05-21"
    assert difference["hijri_published"] == "1439-05-21"
    assert difference["hijri_refers_to"] == "publication"
    assert difference["rendered_on"] is None
    assert "problems" not in difference


def test_an_unreadable_date_in_a_dateline_is_a_problem_only() -> None:
    difference = changed(dateline="GAZA, 21 Jamdilawal 1439H –", date_witnesses=line("1 Mei 2018"))
    assert difference["problems"] == (
        "dateline-date: unknown month 'Jamdilawal' in 'GAZA, 21 Jamdilawal 1439H –'",
    )
    assert difference["hijri_printed"] is None


def test_problems_of_cutting_come_first() -> None:
    moved = (*line("Jum'at, 16 Mar 2018"), DateWitness(source="address", text="2018/01/14"))
    difference = changed(date_witnesses=moved, problems=("address: two claims",))
    read = read_article(
        replace(RAW, date_witnesses=moved, problems=("address: two claims",)), OUTLET
    )
    assert [problem.split(":")[0] for problem in read.problems] == ["address", "address-day"]
    assert difference["published_precision"] == "day"


REFUSED = {
    "date": ({"date_witnesses": line("Sabtu, 31 Oktobber 2020")}, "date-line: unknown month"),
    "weekday": ({"date_witnesses": line("Senin, 31 Oktober 2020")}, "weekday: 'Senin, 31 Okto"),
    "views": ({"view_line": "3.5 views"}, "view-line: unreadable number '3.5' in '3.5 views'"),
    "sign-off": ({"sign_off": " "}, "sign-off: not a sign-off"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_present_but_unreadable_is_quoted(case: str) -> None:
    fields, complaint = REFUSED[case]
    with pytest.raises(ValueError, match=complaint):
        read_article(replace(RAW, **fields), OUTLET, now=NOW)  # type: ignore[arg-type]


TEXT = st.none() | st.text(max_size=80)


@settings(deadline=None)  # a first use may import and load tables
@given(st.lists(st.text(max_size=60), max_size=3), TEXT, TEXT, TEXT, st.text(max_size=300))
def test_no_text_crashes_the_reader(
    lines: list[str],
    views: str | None,
    dateline: str | None,
    sign_off: str | None,
    body: str,
) -> None:
    said = tuple(DateWitness(source="line", text=text) for text in lines)
    raw = replace(
        RAW,
        date_witnesses=said or RAW.date_witnesses,
        view_line=views,
        dateline=dateline,
        sign_off=sign_off,
        body=body,
    )
    try:
        article = read_article(raw, OUTLET, now=NOW)
    except ValueError as refusal:
        assert len(str(refusal)) < 2000  # noqa: PT017
    else:
        assert article.body == body


SEED = next((Path(__file__).parents[2] / "shared" / "seed").glob("*.txt"), None)


@pytest.mark.skipif(SEED is None, reason="the page that started it all is not here")
def test_the_page_that_started_it_all_is_read() -> None:
    assert SEED is not None
    article = read_article(
        cut_article(Page(SEED.read_text("utf-8")), VoaIslamSpider.outlet), VoaIslamSpider.outlet
    )
    assert article.published_at == datetime(2020, 10, 31, 22, 25, tzinfo=ZoneInfo("Asia/Jakarta"))
    assert article.hijri_printed == "1446-07-07"
    assert article.hijri_published == "1442-03-14"
    assert (article.hijri_refers_to, article.rendered_on) == ("rendering", date(2025, 1, 7))
    assert (article.view_count, article.place, article.country_code) == (3564, "Moskow", "RU")
    assert article.sign_off_codes == ("TDS",)
    assert len(article.body.split("\n\n")) == 16
    assert article.problems == ()


def test_many_stories_of_the_replica_are_read_word_for_word() -> None:
    """Each layout many times over: what one story in hundreds has beside it shows only here."""
    outlet = VoaIslamSpider.outlet
    with Replica(stories=600) as site:
        for source_id in site.ids():
            address = site.address(source_id)
            with urlopen(address) as response:
                page = Page.of(response.read(), outlet.home + address.removeprefix(site.url))
            read, truth = read_article(cut_article(page, outlet), outlet), site.truth(source_id)
            assert (read.headline, read.body) == (truth["headline"], truth["body"]), source_id
