"""Copies that show less than their story: what they lack is no edit."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from models.article import Article
from models.fetch import Outcome
from models.tables import articles, revisions, view_counts
from scrapers.reader.cut import cut_article
from scrapers.reader.page import Page
from scrapers.reader.parts import is_for_print
from scrapers.spiders.voaislam import VoaIslamSpider
from tests.newsroom import NOW, STORY, Newsroom, at

HOUR = timedelta(hours=1)
PARAGRAPHS = ("Petani turun ke sawah.", "Padi sudah kuning.", "Harga gabah naik.")
FIRST_PAGE, PAYWALL, PRINT = (
    "body: goes on at 'https://kabar.example/7?page=2'",
    "body: only its beginning, 'Konten ini khusus pelanggan'",
    "body: of a copy for print or AMP, 'https://kabar.example/7?print=1'",
)


def text(*numbers: int) -> str:
    return "\n\n".join(PARAGRAPHS[number] for number in numbers)


WHOLE = replace(STORY, body=text(0, 1, 2))


def part(*numbers: int, problem: str = PRINT, hours: int = 1, **changes: Any) -> Article:
    return at(WHOLE, NOW + hours * HOUR, body=text(*numbers), problems=(problem,), **changes)


@pytest.fixture
def newsroom(engine: Engine) -> Newsroom:
    return Newsroom(engine)


@pytest.mark.parametrize(
    ("numbers", "problem"),
    [((0, 2), PRINT), ((1,), PRINT), ((0, 1), FIRST_PAGE), ((0,), PAYWALL)],
)
@pytest.mark.parametrize("headline", [WHOLE.headline, None])
def test_a_part_of_a_whole_text_is_one_more_visit(
    newsroom: Newsroom, numbers: tuple[int, ...], problem: str, headline: str | None
) -> None:
    newsroom.visit(WHOLE)
    copy = part(*numbers, problem=problem, headline=headline, byline="Budi", view_count=1300)
    assert newsroom.visit(copy, at(WHOLE, NOW + 2 * HOUR)) == [Outcome.UNCHANGED] * 2
    assert newsroom.rows(articles, "body", "byline", "problems", "fetched_at") == [
        (WHOLE.body, "Budi", [], NOW)
    ]
    assert newsroom.rows(view_counts, "count") == [(1234,), (1300,), (1234,)]
    assert newsroom.rows(revisions) == []


@pytest.mark.parametrize(
    ("numbers", "problem"), [((0, 2), PRINT), ((0, 1), FIRST_PAGE), ((0,), PAYWALL)]
)
@pytest.mark.parametrize("headline", [WHOLE.headline, None])
def test_a_whole_text_takes_the_place_of_a_part_without_an_edit(
    newsroom: Newsroom, numbers: tuple[int, ...], problem: str, headline: str | None
) -> None:
    newsroom.visit(part(*numbers, problem=problem, hours=0, byline="Budi"))
    whole = at(WHOLE, NOW + HOUR, headline=headline, view_count=1300, sign_off="(xy)")
    assert newsroom.visit(whole) == [Outcome.UNCHANGED]
    columns = ("headline", "body", "byline", "sign_off", "problems", "view_count")
    assert newsroom.rows(articles, *columns, "fetched_at", "first_fetched_at") == [
        (WHOLE.headline, WHOLE.body, "Budi", "(xy)", [], 1300, NOW + HOUR, NOW)
    ]
    assert newsroom.rows(revisions) == []
    assert newsroom.visit(at(whole, NOW + 2 * HOUR)) == [Outcome.UNCHANGED]


@pytest.mark.parametrize(
    "copy",
    [
        part(2, 0),
        part(0, 2, headline="Panen raya selesai"),
        part(0, 2, problem=FIRST_PAGE),
        part(0, 2, problem=PAYWALL),
        part(0, 2, problem="view line: 'x'"),
        replace(part(0, 2), body=f"{text(0)}\n\nPadi sudah dipanen."),
    ],
)
def test_what_a_part_says_otherwise_is_an_edit(newsroom: Newsroom, copy: Article) -> None:
    newsroom.visit(WHOLE)
    assert newsroom.visit(copy) == [Outcome.REVISED]


def test_a_part_is_held_against_another_part_as_whole_copies_are(newsroom: Newsroom) -> None:
    newsroom.visit(part(0, 1, 2, hours=0))
    assert newsroom.visit(part(0, 2)) == [Outcome.REVISED]


def test_the_edits_of_a_story_go_on_from_one_text_to_the_next(newsroom: Newsroom) -> None:
    """A part that an edit led to gives way to the whole text by another edit."""
    newsroom.visit(part(1, 2, hours=0))
    newsroom.visit(part(0, 2))
    assert newsroom.visit(at(WHOLE, NOW + 2 * HOUR)) == [Outcome.REVISED]
    found = newsroom.rows(revisions, "body_before", "body_after")
    assert found == [(text(1, 2), text(0, 2)), (text(0, 2), WHOLE.body)]


@pytest.mark.parametrize("is_printed_first", [False, True])
def test_a_print_of_all_that_other_copies_show_lacks_nothing(
    newsroom: Newsroom, is_printed_first: bool
) -> None:
    whole, copy = WHOLE, part(0, 1, 2)
    if is_printed_first:
        whole, copy = at(WHOLE, NOW + HOUR), part(0, 1, 2, hours=0)
    newsroom.visit(*sorted((whole, copy), key=lambda each: str(each.fetched_at)))
    assert newsroom.rows(articles, "problems") == [([],)]
    assert newsroom.visit(part(0, 2, hours=2)) == [Outcome.UNCHANGED]


def test_prints_alone_never_show_that_they_lack_nothing(newsroom: Newsroom) -> None:
    newsroom.visit(part(0, 2, hours=0))
    newsroom.visit(part(0, 2))
    assert newsroom.rows(articles, "problems") == [([PRINT],)]


@pytest.mark.parametrize("is_part_first", [False, True])
def test_the_better_date_of_part_and_whole_stands_with_the_wholes_problems(
    newsroom: Newsroom, is_part_first: bool
) -> None:
    undated = dict.fromkeys(("published_at", "published_precision", "date_line"))
    if is_part_first:
        copies = [part(0, 2, hours=0, **undated), at(WHOLE, NOW + HOUR)]
    else:
        copies = [replace(WHOLE, **undated), part(0, 2)]  # type: ignore[arg-type]
    for copy in copies:
        newsroom.visit(copy)
    columns = ("published_at", "published_precision", "date_line", "problems")
    assert newsroom.rows(articles, *columns) == [
        (STORY.published_at, "minute", STORY.date_line, [])
    ]


def test_the_visit_of_a_whole_text_dates_a_story_known_by_a_saved_part(newsroom: Newsroom) -> None:
    rendered_on = NOW.date() - timedelta(days=1)
    saved = replace(part(0, 2), fetched_at=None, rendered_on=rendered_on)
    newsroom.visit(saved)
    newsroom.visit(WHOLE)
    assert newsroom.rows(articles, "first_fetched_at", "fetched_at", "body") == [
        (NOW, NOW, WHOLE.body)
    ]


def test_an_older_whole_text_waits_for_its_place(newsroom: Newsroom) -> None:
    """Among the others it is placed where all are read again."""
    newsroom.visit(part(0, 2))
    assert newsroom.visit(WHOLE) == [Outcome.UNCHANGED]
    assert newsroom.rows(articles, "body", "first_fetched_at") == [(text(0, 2), NOW)]
    assert newsroom.rows(revisions) == []


STORY_AT = "https://www.voa-islam.com/read/opini/2020/10/31/7/panen"


@pytest.mark.parametrize(
    "address",
    [
        f"{STORY_AT}/?print=1",
        f"{STORY_AT}?a=b&print",
        f"{STORY_AT}/print/",
        f"{STORY_AT}/cetak",
        f"{STORY_AT}/amp",
        f"{STORY_AT}/amp/#top",
        f"{STORY_AT}.amp.html",
        f"{STORY_AT}?amp=1",
        f"{STORY_AT}?output=amp",
        f"{STORY_AT}?outputType=amp",
        f"{STORY_AT}?tmpl=component&print=1",
        "https://amp.kabar.example/read/7/panen",
        "https://m.kabar.example/amp/berita/7/panen",
    ],
)
def test_copies_for_print_and_amp_are_known_by_their_address(address: str) -> None:
    assert is_for_print(address)


@pytest.mark.parametrize(
    "address",
    [
        STORY_AT,
        f"{STORY_AT}?print=0",
        f"{STORY_AT}?amp=false&q=print",
        f"{STORY_AT}-amp-baru/",
        "https://print.kabar.example/read/7/panen",
        "https://kabar.example/print/2020/10/31/7",
        "https://ampera.example/amplop/7?output=ampuh",
    ],
)
def test_other_addresses_are_no_copies_for_print(address: str) -> None:
    assert not is_for_print(address)


def test_a_copy_for_print_says_so() -> None:
    lines = ("Sabtu, 31 Oktober 2020 22:25 wib", "Panen Raya Dimulai di Desa", *PARAGRAPHS * 3)
    html = "<html><body>" + "".join(f"<p>{line}</p>" for line in lines) + "</body></html>"
    at_print = f"{STORY_AT}/?print=1"
    problem = f"body: of a copy for print or AMP, {at_print!r}"
    assert problem in cut_article(Page(html, at_print), VoaIslamSpider.outlet).problems
    assert cut_article(Page(html, STORY_AT), VoaIslamSpider.outlet).problems == ()
