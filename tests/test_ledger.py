import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, insert, select, text

from models import discovery, ledger
from models.crawls import end_crawl, register
from models.database import open_engine, writing
from models.fetch import PART_OF_STORY, Ending, Found, Listing, Outcome, PageKind
from models.ledger import DuePage
from models.tables import crawls, outlets, pages
from tests.newsroom import KABAR, NOW, STORY, Newsroom, at, gone, story_address

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
FRONT = Found(url="https://kabar.example/", kind=PageKind.LISTING)
FEED = Found(url="https://kabar.example/rss", kind=PageKind.FEED)


@pytest.fixture
def newsroom(engine: Engine) -> Newsroom:
    return Newsroom(engine)


def discover(newsroom: Newsroom, *found: Found, **facts: Any) -> int:
    given = {"found_on": None, "now": NOW, **facts}
    return discovery.discover(newsroom.engine, newsroom.outlet_id, found, **given)


def due(newsroom: Newsroom, **facts: Any) -> list[str]:
    """The addresses that are due, without the host."""
    given = {"now": NOW, "limit": 100, **facts}
    found = ledger.due(newsroom.engine, newsroom.outlet_id, **given)
    return [page.url.removeprefix("https://kabar.example") for page in found]


# --- Outlets and crawls -----------------------------------------------------------------------


def test_an_outlet_that_another_crawl_registers_at_the_same_moment_is_the_same(
    engine: Engine,
) -> None:
    with ThreadPoolExecutor(1) as pool:
        with writing(engine) as connection:
            row = {"name": KABAR.name, "title": "", "home": "", "zone": "UTC"}
            connection.execute(insert(outlets).values(row))
            other = pool.submit(register, engine, KABAR)
            time.sleep(0.2)  # until it waits; whoever comes later has it easier
        outlet_id = other.result(timeout=30)
    with engine.connect() as connection:
        found = connection.execute(select(outlets.c.id, outlets.c.title)).all()
    assert found == [(outlet_id, KABAR.title)]


def test_an_outlet_is_registered_once_and_its_facts_follow_the_code(newsroom: Newsroom) -> None:
    assert newsroom.rows(outlets) == [
        (1, "kabar", "Kabar", "https://kabar.example", "Asia/Jakarta", None, None, None)
    ]
    moved = replace(KABAR, title="Kabar Baru", zone="Asia/Makassar")
    assert register(newsroom.engine, moved) == 1
    assert newsroom.rows(outlets, "title", "zone") == [("Kabar Baru", "Asia/Makassar")]


def test_a_crawl_is_running_until_it_ends(newsroom: Newsroom) -> None:
    newsroom.visit(STORY, gone())
    columns = ("outlet_id", "started_at", "finished_at", "outcome", "reason", "arguments")
    begun = (newsroom.outlet_id, NOW, None, "running", None, {"limit": 5})
    assert newsroom.rows(crawls, *columns) == [begun]
    end_crawl(
        newsroom.engine,
        newsroom.crawl_id,
        outcome="broken",
        reason="3 of 4 stories quarantined",
        stats={"start_time": NOW, "outcome/stored": 1},
        now=NOW + HOUR,
    )
    assert newsroom.rows(crawls, *columns, "stats", "fetches", "version") == [
        (
            newsroom.outlet_id,
            NOW,
            NOW + HOUR,
            "broken",
            "3 of 4 stories quarantined",
            {"limit": 5},
            {"start_time": "2026-11-01 08:00:00+00:00", "outcome/stored": 1},
            2,
            "0.1.0",
        )
    ]


def test_fetches_are_counted_for_each_crawl_alone(newsroom: Newsroom) -> None:
    newsroom.visit(STORY)
    second = Newsroom(newsroom.engine)
    second.visit(at(STORY, NOW + HOUR), gone())
    for crawl_id in (newsroom.crawl_id, second.crawl_id):
        end_crawl(newsroom.engine, crawl_id, outcome="ok", reason=None, stats={}, now=NOW + HOUR)
    assert newsroom.rows(crawls, "fetches") == [(1,), (2,)]


# --- Discovery --------------------------------------------------------------------------------


def test_discovery_counts_story_addresses_that_are_new(newsroom: Newsroom) -> None:
    assert discover(newsroom, FRONT, story_address(1), story_address(2)) == 2
    assert discover(newsroom, story_address(2), story_address(3), FRONT) == 1
    assert discover(newsroom) == 0
    assert len(newsroom.rows(pages)) == 4


def test_a_page_remembers_where_it_was_found(newsroom: Newsroom) -> None:
    found = story_address(1, date(2026, 10, 9), section="nasional")
    discover(newsroom, found, found_on=FRONT.url)
    assert newsroom.rows(pages) == [
        (
            1,
            newsroom.outlet_id,
            "https://kabar.example/baca/1",
            "story",
            "1",
            "nasional",
            date(2026, 10, 9),
            FRONT.url,
            NOW,
            NOW,
            None,
            None,
            None,
            None,
            0,
            None,
            None,
            None,
            None,
        )
    ]


def test_a_sitemap_that_has_changed_since_its_visit_is_due_again(newsroom: Newsroom) -> None:
    child = Found(url="https://kabar.example/sitemap-1.xml", kind=PageKind.SITEMAP)
    discover(newsroom, child, found_on="https://kabar.example/sitemap.xml")
    page_id = newsroom.rows(pages, "id")[0][0]
    unvisited = replace(child, changed_at=NOW + HOUR)  # it waits for its first visit
    discover(newsroom, unvisited, now=NOW + 2 * HOUR, wake=False)
    assert due(newsroom, now=NOW) == ["/sitemap-1.xml"]
    newsroom.visit(Listing(found=()), page_id=page_id)
    for moment, expected in ((-HOUR, []), (HOUR, ["/sitemap-1.xml"])):
        index = replace(child, changed_at=NOW + moment)
        discover(newsroom, index, now=NOW + 2 * HOUR, wake=False)
        assert due(newsroom, now=NOW + 2 * HOUR) == expected


def test_an_address_twice_in_a_listing_is_one_page(newsroom: Newsroom) -> None:
    assert discover(newsroom, story_address(1), story_address(1)) == 1


def test_a_known_story_is_not_added_under_another_address(newsroom: Newsroom) -> None:
    other = replace(story_address(1), url="https://kabar.example/nasional/1")
    third = replace(story_address(1), url="https://kabar.example/daerah/1")
    assert discover(newsroom, story_address(1), other) == 1
    assert discover(newsroom, third) == 0
    assert [url for (url,) in newsroom.rows(pages, "url")] == ["https://kabar.example/baca/1"]


def test_a_story_whose_page_is_gone_is_added_under_its_new_address(newsroom: Newsroom) -> None:
    page_id = newsroom.page("1")
    newsroom.visit(gone(), page_id=page_id)
    assert discover(newsroom, story_address(1)) == 1
    assert discover(newsroom, replace(story_address(1), url="https://kabar.example/x/1")) == 0


def test_a_story_that_is_shown_again_after_it_was_gone_is_visited_again(newsroom: Newsroom) -> None:
    """A site that answered with 404 for days, as a wrong server does, has its stories back."""
    discover(newsroom, story_address(1), story_address(2))
    for days in (0, 3):
        newsroom.visit(gone(), page_id=1, fetched_at=NOW + days * DAY)
    newsroom.visit(replace(STORY, source_id="2"), page_id=2)
    for days, expected in ((5, []), (6, ["/baca/1"])):
        now = NOW + days * DAY
        assert discover(newsroom, story_address(1), story_address(2), now=now, wake=False) == 0
        assert [url for url in due(newsroom, now=now) if url != "/baca/2"] == expected
    newsroom.visit(gone(), page_id=1, fetched_at=NOW + 6 * DAY)  # a dead link
    assert due(newsroom, now=NOW + 8 * DAY) == ["/baca/2"]
    discover(newsroom, story_address(1), now=NOW + 8 * DAY, wake=False)
    assert due(newsroom, now=NOW + 8 * DAY) == ["/baca/2"]


def test_a_later_part_of_a_story_is_not_visited_again_for_a_list(newsroom: Newsroom) -> None:
    discover(newsroom, story_address(1))
    part = Ending(outcome=Outcome.QUARANTINED, reason=PART_OF_STORY, stage="cut")
    newsroom.visit(part, page_id=1)
    discover(newsroom, story_address(1), now=NOW + 99 * DAY, wake=False)
    assert due(newsroom, now=NOW + 99 * DAY) == []


def test_a_story_of_which_a_later_part_alone_is_known_is_added(newsroom: Newsroom) -> None:
    """As when a copy of its second page was taken in before any list named the story."""
    second = replace(story_address(1), url="https://kabar.example/baca/1?page=2")
    discover(newsroom, second)
    assert discover(newsroom, story_address(1)) == 0
    part = Ending(outcome=Outcome.QUARANTINED, reason=PART_OF_STORY, stage="cut")
    newsroom.visit(part, page_id=1)
    assert discover(newsroom, story_address(1)) == 1
    assert due(newsroom) == ["/baca/1"]


@pytest.mark.parametrize(("visited", "wait"), [(3, 3), (12, 12), (29, 29), (400, 30)])
def test_a_dead_link_is_tried_ever_more_rarely(newsroom: Newsroom, visited: int, wait: int) -> None:
    discover(newsroom, story_address(1))
    for days in (0, visited):
        newsroom.visit(gone(), page_id=1, fetched_at=NOW + days * DAY)
    for days, expected in ((wait - 1, []), (wait, ["/baca/1"])):
        now = NOW + (visited + days) * DAY
        discover(newsroom, story_address(1), now=now, wake=False)
        assert due(newsroom, now=now) == expected


def test_stories_without_an_id_are_told_apart_by_their_address(newsroom: Newsroom) -> None:
    found = [replace(story_address(number), source_id=None) for number in (1, 2)]
    assert discover(newsroom, *found) == 2


def test_the_same_address_of_another_outlet_is_another_page(newsroom: Newsroom) -> None:
    discover(newsroom, story_address(1))
    other = register(newsroom.engine, replace(KABAR, name="lain"))
    found = [story_address(1)]
    assert discovery.discover(newsroom.engine, other, found, found_on=None, now=NOW) == 1


def test_seeds_become_due_at_the_start_of_each_crawl(newsroom: Newsroom) -> None:
    discover(newsroom, FRONT, story_address(1))
    with newsroom.engine.begin() as connection:
        connection.execute(pages.update().values(next_visit_at=NOW + DAY))
    discover(newsroom, FRONT, story_address(1), now=NOW + HOUR)
    assert due(newsroom, now=NOW + HOUR) == ["/"]


def test_addresses_that_no_index_holds_are_left_out_with_a_warning(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    long = replace(story_address(1), url="https://kabar.example/" + "a" * 2000)
    broken = replace(story_address(2), url="https://kabar.example/\0")
    assert discover(newsroom, long, broken, story_address(3)) == 1
    assert [record.message[:50] for record in caplog.records] == [
        "left out an address of 2022 characters: 'https://k",
        "left out an address of 23 characters: 'https://kab",
    ]


def test_a_sitemap_of_thousands_enters_at_once(newsroom: Newsroom) -> None:
    found = [story_address(number) for number in range(3000)]
    assert discover(newsroom, *found) == 3000
    assert discover(newsroom, *found) == 0


def test_discovery_on_a_connection_is_part_of_its_transaction(newsroom: Newsroom) -> None:
    with newsroom.engine.connect() as connection, connection.begin() as transaction:
        found = [story_address(1)]
        new = discovery.discover(connection, newsroom.outlet_id, found, found_on=None, now=NOW)
        transaction.rollback()
    assert new == 1
    assert newsroom.rows(pages) == []


# --- What is due ------------------------------------------------------------------------------


def test_a_due_page_carries_what_a_conditional_request_needs(newsroom: Newsroom) -> None:
    discover(newsroom, story_address(7, section="nasional"))
    newsroom.visit(STORY, page_id=1, etag='"v1"', last_modified="Sat, 31 Oct 2026")
    found = ledger.due(newsroom.engine, newsroom.outlet_id, now=NOW + 9 * DAY, limit=5)
    assert found == [
        DuePage(
            id=1,
            url="https://kabar.example/baca/7",
            kind=PageKind.STORY,
            etag='"v1"',
            last_modified="Sat, 31 Oct 2026",
            source_id="7",
            section="nasional",
            failures=0,
        )
    ]


def test_listings_come_first_then_the_newest_day(newsroom: Newsroom) -> None:
    discover(
        newsroom,
        story_address(1, date(2026, 10, 1)),
        story_address(2),
        story_address(3, date(2026, 10, 3)),
        story_address(4, date(2026, 10, 3)),
        FRONT,
        FEED,
    )
    order = ["/", "/rss", "/baca/3", "/baca/4", "/baca/1", "/baca/2"]
    assert due(newsroom) == order
    assert [due(newsroom, limit=limit) for limit in range(7)] == [order[:n] for n in range(7)]


def test_what_is_not_due_yet_and_what_is_gone_for_good_are_left_alone(newsroom: Newsroom) -> None:
    discover(newsroom, story_address(1), story_address(2), story_address(3))
    newsroom.visit(gone(), page_id=1, fetched_at=NOW - 4 * DAY)
    newsroom.visit(gone(), page_id=1, fetched_at=NOW)
    newsroom.visit(replace(STORY, source_id="2"), page_id=2)
    assert due(newsroom) == ["/baca/3"]
    assert due(newsroom, now=NOW + 4000 * DAY) == ["/baca/2", "/baca/3"]


def test_pages_in_flight_are_excluded_however_many(newsroom: Newsroom) -> None:
    discover(newsroom, *(story_address(number) for number in range(1, 11)), FRONT)
    assert due(newsroom, exclude={1, 2, 3, 11}, limit=2) == ["/baca/4", "/baca/5"]
    assert due(newsroom, exclude=range(1, 50_000)) == []


def test_a_page_that_is_saved_while_the_ledger_is_asked_is_not_due_again(
    newsroom: Newsroom,
) -> None:
    discover(newsroom, story_address(1))
    flying = {1}
    event.listen(newsroom.engine, "before_cursor_execute", lambda *_: flying.clear())
    assert due(newsroom, exclude=flying) == []
    assert flying == set()


def test_kinds_narrow_what_is_due(newsroom: Newsroom) -> None:
    discover(newsroom, FRONT, FEED, story_address(1))
    assert due(newsroom, kinds=[PageKind.STORY]) == ["/baca/1"]
    assert due(newsroom, kinds=[PageKind.FEED]) == ["/rss"]
    assert due(newsroom, kinds=[]) == []


def test_since_and_until_look_at_the_day_of_stories_that_have_one(newsroom: Newsroom) -> None:
    days = [date(2026, 10, day) for day in (1, 2, 3)]
    discover(newsroom, FRONT, story_address(9), *map(story_address, (1, 2, 3), days))
    assert due(newsroom, since=days[1]) == ["/", "/baca/3", "/baca/2", "/baca/9"]
    assert due(newsroom, until=days[1]) == ["/", "/baca/2", "/baca/1", "/baca/9"]
    assert due(newsroom, since=days[1], until=days[1]) == ["/", "/baca/2", "/baca/9"]


def test_a_section_narrows_listings_and_stories(newsroom: Newsroom) -> None:
    discover(
        newsroom,
        FRONT,
        replace(FEED, section="opini"),
        story_address(1, section="opini"),
        story_address(2, section="nasional"),
    )
    assert due(newsroom, section="opini") == ["/rss", "/baca/1"]


def test_nothing_is_visited_twice_in_a_crawl_though_always_due(newsroom: Newsroom) -> None:
    discover(newsroom, story_address(1), story_address(2))
    newsroom.visit(replace(STORY, source_id="1"), page_id=1)
    with newsroom.engine.begin() as connection:
        connection.execute(pages.update().values(next_visit_at=NOW))
    assert due(newsroom, unvisited_since=NOW) == ["/baca/2"]
    assert due(newsroom, unvisited_since=NOW + HOUR) == ["/baca/1", "/baca/2"]


def test_other_outlets_pages_are_not_due_here(newsroom: Newsroom) -> None:
    other = register(newsroom.engine, replace(KABAR, name="lain"))
    discovery.discover(newsroom.engine, other, [story_address(1)], found_on=None, now=NOW)
    assert due(newsroom) == []


def test_due_stories_are_sorted_within_the_index(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    with engine.connect() as connection:
        plan = connection.execute(
            text(
                "EXPLAIN QUERY PLAN SELECT id FROM pages WHERE outlet_id = 1 AND kind = 'story'"
                " AND next_visit_at <= '2026' AND (last_fetched_at IS NULL"
                " OR last_fetched_at < '2026') ORDER BY day DESC NULLS LAST, id LIMIT 10"
            )
        )
        details = [row.detail for row in plan]
    engine.dispose()
    assert "USING COVERING INDEX ix_pages_due" in details[0]


# --- One address ------------------------------------------------------------------------------


def test_one_address_gives_its_page_due_or_not(newsroom: Newsroom) -> None:
    found = story_address(7)
    page = ledger.page_for(newsroom.engine, newsroom.outlet_id, found, NOW)
    newsroom.visit(STORY, page_id=page.id)
    again = ledger.page_for(newsroom.engine, newsroom.outlet_id, found, NOW + HOUR)
    assert again == page
    assert due(newsroom) == []


def test_another_address_of_a_known_story_that_is_asked_for_is_a_page(newsroom: Newsroom) -> None:
    page = ledger.page_for(newsroom.engine, newsroom.outlet_id, story_address(7), NOW)
    other = replace(story_address(7), url="https://kabar.example/nasional/7")
    second = ledger.page_for(newsroom.engine, newsroom.outlet_id, other, NOW)
    assert (second.url, second.source_id) == (other.url, page.source_id)
    assert second.id != page.id


def test_a_new_address_of_a_story_that_is_gone_gives_a_page_of_its_own(newsroom: Newsroom) -> None:
    page = ledger.page_for(newsroom.engine, newsroom.outlet_id, story_address(7), NOW)
    newsroom.visit(gone(), page_id=page.id)
    other = replace(story_address(7), url="https://kabar.example/nasional/7")
    assert ledger.page_for(newsroom.engine, newsroom.outlet_id, other, NOW).url == other.url


def test_an_address_that_cannot_be_held_is_refused(newsroom: Newsroom) -> None:
    long = replace(story_address(1), url="https://kabar.example/" + "a" * 2000)
    with pytest.raises(ValueError, match="cannot hold: 'https://kabar"):
        ledger.page_for(newsroom.engine, newsroom.outlet_id, long, NOW)
