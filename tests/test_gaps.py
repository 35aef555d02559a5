"""What an outlet's own ids say of stories that nobody has told of."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine

from models import discovery
from models.fetch import GAP, LONGEST_ADDRESS, Ending, Found, Outcome, PageKind
from models.gaps import Ladder, Month, by_month, missing_ids
from models.tables import pages
from scrapers.commands.gaps import percent
from tests.crawling import call, crawl, rows
from tests.newsroom import NOW, STORY, Newsroom, at, gone, story_address
from tests.replica.site import Replica

OCTOBER, NOVEMBER = date(2026, 10, 10), date(2026, 11, 20)


@pytest.fixture
def newsroom(engine: Engine) -> Newsroom:
    return Newsroom(engine)


def discover(newsroom: Newsroom, *found: Found, found_on: str | None = None) -> None:
    discovery.discover(newsroom.engine, newsroom.outlet_id, found, found_on=found_on, now=NOW)


def test_ids_between_known_ones_are_missing_in_the_month_that_those_suggest(
    newsroom: Newsroom,
) -> None:
    discover(newsroom, story_address(10, OCTOBER), story_address(20, NOVEMBER))
    assert by_month(newsroom.engine, newsroom.outlet_id) == [
        Month(month="2026-10", known=1, missing=5),
        Month(month="2026-11", known=1, missing=4),
    ]


def test_ids_that_are_no_numbers_are_left_out(newsroom: Newsroom) -> None:
    odd = Found(url="https://kabar.example/x", kind=PageKind.STORY, source_id="x", day=OCTOBER)
    sup = Found(url="https://kabar.example/y", kind=PageKind.STORY, source_id="²", day=OCTOBER)
    discover(newsroom, odd, sup)
    assert by_month(newsroom.engine, newsroom.outlet_id) == []


@pytest.mark.parametrize("day", [OCTOBER, NOVEMBER, None])
def test_a_link_may_name_any_number(newsroom: Newsroom, day: date | None) -> None:
    between = (date(2026, 10, 12), date(2026, 10, 20), NOVEMBER)
    discover(newsroom, *map(story_address, (10, 12, 13), between))
    endless = Found(url="https://kabar.example/9", kind=PageKind.STORY, source_id="9" * 5000)
    discover(newsroom, story_address(10**15, day), story_address(3, NOVEMBER), endless)
    months = by_month(newsroom.engine, newsroom.outlet_id)
    assert sum(month.missing for month in months) == 1
    assert missing_ids(newsroom.engine, 1, limit=5, since=None, until=None) == [11]


def test_an_id_that_was_asked_for_in_vain_is_absent_and_one_not_asked_for_yet_is_missing(
    newsroom: Newsroom,
) -> None:
    discover(newsroom, story_address(10, OCTOBER), story_address(14, OCTOBER))
    guesses = [story_address(11), story_address(12)]
    discover(newsroom, *guesses, found_on=GAP)
    (page_id,) = [key for key, name in newsroom.rows(pages, "id", "source_id") if name == "11"]
    assert newsroom.visit(gone(), page_id=page_id) == [Outcome.GONE]
    assert by_month(newsroom.engine, newsroom.outlet_id) == [
        Month(month="2026-10", known=2, absent=1, missing=2)
    ]
    assert newsroom.page_row(page_id)["next_visit_at"] is None  # one answer is enough


def test_an_id_that_a_link_names_after_a_vain_guess_is_known_and_no_more_absent(
    newsroom: Newsroom,
) -> None:
    discover(newsroom, story_address(10, OCTOBER), story_address(12, OCTOBER))
    guess = Found(url="https://kabar.example/?11", kind=PageKind.STORY, source_id="11")
    discover(newsroom, guess, found_on=GAP)
    (page_id,) = [key for key, url in newsroom.rows(pages, "id", "url") if url == guess.url]
    newsroom.visit(gone(), page_id=page_id)
    discover(newsroom, story_address(11, OCTOBER))
    assert by_month(newsroom.engine, newsroom.outlet_id) == [Month(month="2026-10", known=3)]


@pytest.mark.parametrize("days", [(OCTOBER, None), (None, OCTOBER)])
def test_an_id_with_two_addresses_has_the_day_that_either_names(
    days: tuple[date | None, date | None],
) -> None:
    assert Ladder([(1, day, False) for day in days]).day(1) == OCTOBER


def test_a_guess_that_led_to_a_story_takes_the_storys_address(newsroom: Newsroom) -> None:
    guess = Found(url="https://kabar.example/?7", kind=PageKind.STORY, source_id="7")
    discover(newsroom, guess, found_on=GAP)
    page_id = newsroom.rows(pages, "id")[0][0]
    assert newsroom.visit(STORY, page_id=page_id) == [Outcome.STORED]
    assert newsroom.page_row(page_id)["url"] == STORY.url
    assert newsroom.visit(at(STORY, NOW), page_id=page_id) == [Outcome.UNCHANGED]


def test_a_guess_leaves_the_storys_address_to_the_page_that_has_it(newsroom: Newsroom) -> None:
    discover(newsroom, Found(url=STORY.url, kind=PageKind.STORY))
    guess = Found(url="https://kabar.example/?7", kind=PageKind.STORY, source_id="7")
    discover(newsroom, guess, found_on=GAP)
    page_id = newsroom.rows(pages, "id")[-1][0]
    assert newsroom.visit(STORY, page_id=page_id) == [Outcome.STORED]
    assert newsroom.page_row(page_id)["url"] == guess.url


def test_a_guess_keeps_its_address_where_the_ledger_cannot_hold_the_storys(
    newsroom: Newsroom,
) -> None:
    guess = Found(url="https://kabar.example/?7", kind=PageKind.STORY, source_id="7")
    discover(newsroom, guess, found_on=GAP)
    page_id = newsroom.rows(pages, "id")[0][0]
    # Of random letters, or the server could pack it.
    letters = "".join(Random(7).choices("abcdefghijklmnopqrstuvwxyz", k=2 * LONGEST_ADDRESS))
    endless = replace(STORY, url=f"{STORY.url}-{letters}")
    assert newsroom.visit(endless, page_id=page_id) == [Outcome.STORED]
    assert newsroom.page_row(page_id)["url"] == guess.url


def test_a_story_that_is_gone_keeps_its_id_known(newsroom: Newsroom) -> None:
    page_id = newsroom.page("7")
    newsroom.visit(STORY, page_id=page_id)
    newsroom.visit(gone(), page_id=page_id)
    assert by_month(newsroom.engine, newsroom.outlet_id) == [Month(month="2026-10", known=1)]


def test_a_story_counts_in_the_month_of_its_publication_whatever_its_link_said(
    newsroom: Newsroom,
) -> None:
    discover(newsroom, story_address(7, date(2026, 1, 2)))
    page_id = newsroom.rows(pages, "id")[0][0]
    assert newsroom.visit(STORY, page_id=page_id) == [Outcome.STORED]
    assert by_month(newsroom.engine, newsroom.outlet_id) == [Month(month="2026-10", known=1)]


def test_a_guess_at_a_story_that_is_known_is_gone_only_when_another_404_says_so(
    newsroom: Newsroom,
) -> None:
    guess = Found(url="https://kabar.example/?7", kind=PageKind.STORY, source_id="7")
    discover(newsroom, guess, found_on=GAP)
    page_id = newsroom.rows(pages, "id")[0][0]
    newsroom.visit(STORY, page_id=newsroom.page("7"))
    newsroom.visit(gone(), page_id=page_id, fetched_at=NOW)
    assert newsroom.page_row(page_id)["next_visit_at"] is not None


def test_a_guess_that_cannot_be_read_is_tried_again(newsroom: Newsroom) -> None:
    discover(newsroom, story_address(7), found_on=GAP)
    page_id = newsroom.rows(pages, "id")[0][0]
    unread = Ending(outcome=Outcome.QUARANTINED, reason="date-line", stage="read")
    assert newsroom.visit(unread, page_id=page_id) == [Outcome.QUARANTINED]
    assert newsroom.page_row(page_id)["next_visit_at"] is not None


def test_missing_ids_come_newest_first_within_the_days(newsroom: Newsroom) -> None:
    discover(newsroom, story_address(10, OCTOBER), story_address(20, NOVEMBER))

    def ids(**facts: object) -> list[int]:
        given = {"limit": 100, "since": None, "until": None, **facts}
        return missing_ids(newsroom.engine, newsroom.outlet_id, **given)  # type: ignore[arg-type]

    assert ids() == [19, 18, 17, 16, 15, 14, 13, 12, 11]
    assert ids(limit=2) == [19, 18]
    assert ids(since=date(2026, 11, 1)) == [19, 18, 17, 16]
    assert ids(until=date(2026, 10, 20)) == [12, 11]


def test_a_story_dated_anew_dates_no_gap() -> None:
    steps = [(1, OCTOBER), (2, date(2030, 1, 1)), (4, OCTOBER), (6, NOVEMBER)]
    ladder = Ladder([(number, day, False) for number, day in steps])
    assert [ladder.day(number) for number in (2, 3)] == [OCTOBER, OCTOBER]
    assert list(ladder.missing()) == [5, 3]


def test_nothing_is_missing_where_nothing_or_no_day_is_known() -> None:
    assert list(Ladder([]).missing()) == []
    assert Ladder([(1, None, False)]).day(1) is None
    assert list(Ladder([(1, OCTOBER, True), (3, OCTOBER, True)]).missing()) == []


@pytest.mark.parametrize(
    ("missing", "said"), [(0, "0%"), (1, "<1%"), (500, "50%"), (999, ">99%"), (1000, "100%")]
)
def test_a_share_of_nothing_or_of_all_is_said_of_nothing_and_all_alone(
    missing: int, said: str
) -> None:
    month = Month(month="2026-11", known=1000 - missing, absent=0, missing=missing)
    assert percent(month.share) == said


def test_a_crawl_asks_for_missing_ids_and_the_report_counts_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def report(database: Path) -> list[int]:
        """The last line of `scrapy gaps`: known, absent, missing."""
        assert call("gaps", "voaislam", database=database) == 0
        return [int(figure) for figure in capsys.readouterr().out.splitlines()[-1].split()[1:4]]

    database = tmp_path / "warta.sqlite"
    with Replica(stories=40, ids=80, today=date(2025, 1, 7)) as site:
        ids = list(site.ids())
        hidden = ids[10:20]
        for number in hidden:
            site.behave(number, "unlisted")
        assert crawl(site.url, database).returncode == 0
        assert report(database) == [30, 0, ids[-1] - ids[0] + 1 - 30]
        done = crawl(site.url, database, "-a", "gaps=500")
        assert done.returncode == 0, done.stderr
        truths = {str(number): site.truth(number)["url"] for number in ids}
    asked = "SELECT articles.source_id, articles.url, pages.url AS asked FROM articles"
    found = rows(database, asked + " JOIN pages ON pages.id = page_id")
    assert {row["source_id"]: row["url"] for row in found} == truths
    assert {row["source_id"]: row["asked"] for row in found} == truths
    assert report(database) == [40, ids[-1] - ids[0] + 1 - 40, 0]


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        ((), 2, "name one outlet: scrapy gaps OUTLET"),
        (("detik",), 2, "no known outlet 'detik' whose ids rise; those are voaislam"),
        (("kabar",), 2, "no outlet 'kabar' whose ids rise"),
        (("voaislam",), 1, "there is no database"),
    ],
)
def test_what_cannot_be_reported_is_said_and_makes_no_database(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    status: int,
    says: str,
) -> None:
    database = tmp_path / "warta.sqlite"
    assert call("gaps", *words, database=database) == status
    assert says in capsys.readouterr().err
    assert not database.exists()
