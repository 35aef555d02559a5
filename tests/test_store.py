import sys
import threading
import zlib
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice, permutations
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, insert, select, text
from sqlalchemy.exc import DBAPIError

from models import ledger, records
from models.article import Article, RawArticle
from models.content import content_hash
from models.crawls import begin_crawl, end_crawl, lock_outlets_of
from models.database import open_engine, writing
from models.discovery import discover
from models.fetch import OLDER_COPY, PART_OF_STORY, Ending, Found, Listing, Outcome, PageKind
from models.store import save, save_new
from models.tables import (
    articles,
    crawls,
    credits,
    fetches,
    metadata,
    pages,
    quarantine,
    revisions,
    view_counts,
)
from tests.newsroom import KABAR, NOW, STORY, ZONE, Newsroom, at, gone, story_address

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def newsroom(engine: Engine) -> Newsroom:
    return Newsroom(engine)


def stored(newsroom: Newsroom, *columns: str) -> dict[str, Any]:
    """The one article's row."""
    (row,) = newsroom.rows(articles, *columns)
    names = columns or tuple(articles.c.keys())
    return dict(zip(names, row, strict=True))


# --- One story --------------------------------------------------------------------------------


def test_the_columns_of_articles_are_the_fields_of_an_article() -> None:
    added = {
        "id",
        "outlet_id",
        "published_on",
        "published_time",
        "content_hash",
        "first_fetched_at",
        "gone_at",
        "page_id",
        "reader_version",
    }
    names = {each.name for each in fields(Article)} - {"outlet", "credits"}
    assert set(articles.c.keys()) == names | added


def test_a_new_story_is_stored_whole(newsroom: Newsroom) -> None:
    page_id = newsroom.page()
    fetch = newsroom.fetch(STORY, page_id, body=b"<html>")
    assert save(newsroom.engine, [fetch], reader_version="3") == [Outcome.STORED]
    expected = {each.name: getattr(STORY, each.name) for each in fields(Article)}
    del expected["outlet"], expected["credits"]
    expected |= {
        "id": 1,
        "outlet_id": newsroom.outlet_id,
        "published_at": datetime(2026, 10, 31, 16, 30, tzinfo=UTC),
        "published_on": date(2026, 10, 31),
        "published_time": "23:30",
        "date_witnesses": list(STORY.date_witnesses),
        "sign_off_codes": ["an", "kb"],
        "problems": [],
        "content_hash": content_hash(STORY.headline, STORY.body),
        "first_fetched_at": NOW,
        "gone_at": None,
        "page_id": page_id,
        "reader_version": "3",
    }
    assert stored(newsroom) == expected
    assert newsroom.rows(credits) == [
        (1, 1, "reporter", "an", None),
        (1, 2, "unknown", "kb", None),
    ]
    assert newsroom.rows(revisions) == []
    assert newsroom.rows(view_counts) == [
        (1, NOW, NOW.date(), "visit", 1234, "1.234 views", "1448-05-20", None, 1)
    ]
    assert newsroom.rows(fetches) == [
        (1, newsroom.crawl_id, page_id, 1, NOW, 0.25, 200, None, "stored", None, 6, *[None] * 3)
    ]


def test_the_published_day_is_the_one_in_the_outlets_zone(newsroom: Newsroom) -> None:
    newsroom.visit(replace(STORY, published_at=datetime(2026, 10, 31, 17, 30, tzinfo=UTC)))
    assert stored(newsroom, "published_on") == {"published_on": date(2026, 11, 1)}


def test_the_same_text_again_adds_a_view_observation_and_an_outcome(newsroom: Newsroom) -> None:
    newsroom.visit(STORY)
    before = stored(newsroom)
    again = at(STORY, NOW + HOUR, view_count=1300, view_line="1.300 views")
    assert newsroom.visit(again) == [Outcome.UNCHANGED]
    assert stored(newsroom) == {**before, "view_count": 1300, "view_line": "1.300 views"}
    assert newsroom.rows(revisions) == []
    assert newsroom.rows(view_counts, "observed_at", "count") == [(NOW, 1234), (NOW + HOUR, 1300)]
    assert newsroom.rows(fetches, "outcome", "article_id") == [("stored", 1), ("unchanged", 1)]


@pytest.mark.parametrize(
    "changes",
    [
        {"view_line": "9 views", "view_count": 9},
        {"hijri_printed": "1448-05-25", "hijri_refers_to": "rendering"},
        {"headline": "Panen  raya\u00a0dimulai "},
        {"body": "Petani turun\nke sawah.\n\n\n\nPadi sudah kuning.\n"},
        {"date_line": "Sabtu, 25 Jumadil Awwal 1448 H / 31 Oktober 2026 23:30 wib"},
        {"section": "daerah", "url": "https://kabar.example/daerah/2026/11/01/7/panen-raya"},
        {"sign_off": "(kb)", "sign_off_codes": ("kb",)},
        {"headline": None},
    ],
)
def test_what_is_not_the_text_makes_no_revision(
    newsroom: Newsroom, changes: dict[str, Any]
) -> None:
    newsroom.visit(STORY)
    before = stored(newsroom)
    assert newsroom.visit(at(STORY, NOW + HOUR, **changes)) == [Outcome.UNCHANGED]
    views = {name: changes.get(name, before[name]) for name in ("view_line", "view_count")}
    assert stored(newsroom) == {**before, **views}
    assert newsroom.rows(revisions) == []


def test_white_space_is_no_part_of_the_text() -> None:
    spaces = [space for space in map(chr, range(sys.maxunicode + 1)) if space.isspace()]
    for space in spaces:
        written = f"{space}Panen{space}{space}raya{space}\n"
        assert content_hash(written, written) == content_hash("Panen raya", "Panen raya")


def test_unicode_forms_make_no_revision(newsroom: Newsroom) -> None:
    newsroom.visit(replace(STORY, body="Kafé dibuka."))
    again = at(STORY, NOW + HOUR, body="Kafe\u0301 dibuka.")
    assert newsroom.visit(again) == [Outcome.UNCHANGED]


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"headline": "Panen raya selesai"}, "headline"),
        ({"body": "Sawah kosong."}, "body"),
        ({"headline": "Panen raya selesai", "body": "Sawah kosong."}, "headline+body"),
        ({"headline": None, "body": "Sawah kosong."}, "body"),
    ],
)
def test_a_changed_text_is_a_revision_of_its_kind(
    newsroom: Newsroom, changes: dict[str, Any], kind: str
) -> None:
    newsroom.visit(STORY)
    assert newsroom.visit(at(STORY, NOW + HOUR, **changes)) == [Outcome.REVISED]
    headline = changes.get("headline") or STORY.headline
    body = changes.get("body", STORY.body)
    assert newsroom.rows(revisions) == [
        (1, 1, 1, NOW + HOUR, kind, STORY.headline, STORY.body, headline, body, 2)
    ]
    assert stored(
        newsroom, "headline", "body", "content_hash", "fetched_at", "first_fetched_at"
    ) == {
        "headline": headline,
        "body": body,
        "content_hash": content_hash(headline, body),
        "fetched_at": NOW + HOUR,
        "first_fetched_at": NOW,
    }


def test_an_edit_that_is_dated_anew_has_its_dates_and_a_mere_day_takes_no_minute(
    newsroom: Newsroom,
) -> None:
    newsroom.visit(STORY)
    anew = STORY.published_at + 2 * HOUR
    line = "Ahad, 1 November 2026 01:30 wib"
    newsroom.visit(at(STORY, NOW + HOUR, body="A.", published_at=anew, date_line=line))
    expected = {"published_at": anew, "published_precision": "minute", "date_line": line}
    assert stored(newsroom, *expected) == expected
    day = anew.replace(hour=0, minute=0) + 3 * DAY
    mobile = at(STORY, NOW + 2 * HOUR, body="B.", published_at=day, published_precision="day")
    assert newsroom.visit(mobile) == [Outcome.REVISED]
    assert stored(newsroom, *expected) == expected


def test_revisions_are_numbered_from_one(newsroom: Newsroom) -> None:
    for hours, body in enumerate(["A.", "B.", "A."]):
        newsroom.visit(at(STORY, NOW + hours * HOUR, body=body))
    assert newsroom.rows(revisions, "number", "body_before", "body_after") == [
        (1, "A.", "B."),
        (2, "B.", "A."),
    ]


def test_a_revision_brings_its_other_values_but_never_null(newsroom: Newsroom) -> None:
    newsroom.visit(STORY)
    mobile = at(
        STORY,
        NOW + HOUR,
        body="Sawah kosong.",
        section=None,
        published_at=datetime(2026, 10, 31, tzinfo=ZONE),
        published_precision="day",
        date_line="Sabtu, 31 Oct 2026",
        hijri_printed=None,
        hijri_refers_to=None,
        view_line=None,
        view_count=None,
        dateline="KARAWANG (kabar) -",
        place="Karawang",
        country_code=None,
        sign_off=None,
        sign_off_codes=(),
        byline="Ani",
        problems=("odd: an oddity",),
    )
    before = stored(newsroom)
    assert newsroom.visit(mobile) == [Outcome.REVISED]
    assert stored(newsroom) == {
        **before,
        "body": "Sawah kosong.",
        "content_hash": content_hash(STORY.headline, "Sawah kosong."),
        "fetched_at": NOW + HOUR,
        "dateline": "KARAWANG (kabar) -",
        "place": "Karawang",
        "country_code": None,  # it was read from the old dateline
        "byline": "Ani",
        "problems": ["odd: an oddity"],
    }


def test_an_unchanged_story_is_completed(newsroom: Newsroom) -> None:
    bare = replace(
        STORY,
        headline=None,
        section=None,
        published_at=None,
        published_precision=None,
        date_line=None,
        date_witnesses=(),
        hijri_printed=None,
        hijri_published=None,
        hijri_refers_to=None,
        view_line=None,
        view_count=None,
        dateline=None,
        place=None,
        country_code=None,
        sign_off=None,
        sign_off_codes=(),
    )
    newsroom.visit(bare)
    before = stored(newsroom)
    assert newsroom.visit(at(STORY, NOW + HOUR, byline="Ani")) == [Outcome.UNCHANGED]
    expected = {name: getattr(STORY, name) for name in before if hasattr(STORY, name)}
    assert stored(newsroom) == {
        **before,
        **expected,
        "published_on": date(2026, 10, 31),
        "published_time": "23:30",
        "date_witnesses": list(STORY.date_witnesses),
        "sign_off_codes": ["an", "kb"],
        "problems": [],
        "byline": "Ani",
        "content_hash": content_hash(STORY.headline, STORY.body),
        "fetched_at": NOW,  # the visit that gave the text
    }
    assert newsroom.rows(revisions) == []


def test_a_date_line_is_completed_where_it_means_the_date_that_is_known(
    newsroom: Newsroom,
) -> None:
    newsroom.visit(at(STORY, NOW, date_line=None))
    other = at(STORY, NOW + HOUR, published_at=STORY.published_at + HOUR)
    newsroom.visit(other)
    assert stored(newsroom, "date_line") == {"date_line": None}
    newsroom.visit(at(STORY, NOW + 2 * HOUR))
    assert stored(newsroom, "date_line") == {"date_line": STORY.date_line}


def test_a_mere_day_gives_way_to_a_minute_and_not_the_other_way(newsroom: Newsroom) -> None:
    dates = ("published_at", "published_precision", "date_line")
    day = {
        "published_at": datetime(2026, 10, 31, tzinfo=ZONE),
        "published_precision": "day",
        "date_line": "Sabtu, 31 Oct 2026",
    }
    minute = {name: getattr(STORY, name) for name in dates}
    newsroom.visit(replace(STORY, **day))
    newsroom.visit(at(STORY, NOW + HOUR))
    assert stored(newsroom, *dates) == minute
    newsroom.visit(at(STORY, NOW + 2 * HOUR, **day))
    assert stored(newsroom, *dates) == minute


def test_a_story_twice_in_a_batch_is_one_story(newsroom: Newsroom) -> None:
    edited = at(STORY, NOW + 2 * HOUR, body="Sawah kosong.", view_count=1400)
    outcomes = newsroom.visit(STORY, at(STORY, NOW + HOUR, view_count=1300), edited)
    assert outcomes == [Outcome.STORED, Outcome.UNCHANGED, Outcome.REVISED]
    assert stored(newsroom, "body", "view_count") == {"body": "Sawah kosong.", "view_count": 1400}
    assert newsroom.rows(revisions, "body_before", "body_after") == [(STORY.body, "Sawah kosong.")]
    assert newsroom.rows(view_counts, "count") == [(1234,), (1300,), (1400,)]
    outcomes = newsroom.visit(at(STORY, NOW + 3 * HOUR), at(edited, NOW + 4 * HOUR))
    assert outcomes == [Outcome.REVISED, Outcome.REVISED]
    assert newsroom.rows(revisions, "number") == [(1,), (2,), (3,)]


def test_of_two_copies_of_one_moment_the_later_saved_is_the_newer(newsroom: Newsroom) -> None:
    outcomes = newsroom.visit(STORY, replace(STORY, body="Sawah kosong."))
    assert outcomes == [Outcome.STORED, Outcome.REVISED]
    assert stored(newsroom, "body") == {"body": "Sawah kosong."}


def test_a_page_whose_story_was_not_known_is_given_it(newsroom: Newsroom) -> None:
    page_id = newsroom.page(None)
    newsroom.visit(STORY, page_id=page_id)
    assert newsroom.page_row(page_id)["source_id"] == "7"


def test_a_page_that_calls_itself_another_storys_is_of_that(newsroom: Newsroom) -> None:
    amp = newsroom.page("amp/7")
    newsroom.visit(STORY, page_id=amp)
    assert newsroom.page_row(amp)["source_id"] == "7"
    gone_for_good(newsroom, amp)
    assert stored(newsroom, "gone_at") == {"gone_at": NOW + 2 * DAY}


def test_a_page_that_is_shown_at_another_address_is_not_gone(newsroom: Newsroom) -> None:
    amp = newsroom.page("amp/7")
    newsroom.visit(STORY, page_id=amp)
    newsroom.visit(at(STORY, NOW + DAY))
    gone_for_good(newsroom, newsroom.page())
    assert stored(newsroom, "gone_at") == {"gone_at": None}


def test_another_address_that_is_there_though_it_cannot_be_read_takes_a_storys_end_back(
    newsroom: Newsroom,
) -> None:
    moved = Found(url="https://kabar.example/baru/7", kind=PageKind.STORY, source_id="7")
    newsroom.visit(STORY)
    gone_for_good(newsroom, newsroom.page())
    there = ledger.page_for(newsroom.engine, newsroom.outlet_id, moved, NOW).id
    odd = Ending(outcome=Outcome.QUARANTINED, reason="date-line", stage="read", message="'nanti'")
    newsroom.visit(odd, page_id=there, fetched_at=NOW + 6 * DAY)
    assert stored(newsroom, "gone_at") == {"gone_at": None}


@pytest.mark.parametrize("comes", ["before the 404s", "after them"])
def test_an_address_that_only_an_old_copy_shows_keeps_a_story_whenever_that_is_saved(
    newsroom: Newsroom, comes: str
) -> None:
    amp, copy = newsroom.page("amp/7"), at(STORY, NOW + DAY)
    newsroom.visit(STORY)
    if comes == "before the 404s":
        newsroom.visit(copy, page_id=amp)
    gone_for_good(newsroom, newsroom.page())
    if comes == "after them":
        assert stored(newsroom, "gone_at") == {"gone_at": NOW + 2 * DAY}
        newsroom.visit(copy, page_id=amp)
    assert stored(newsroom, "gone_at") == {"gone_at": None}
    gone_for_good(newsroom, amp)  # as the visit that is due there tells
    assert stored(newsroom, "gone_at") == {"gone_at": NOW + 2 * DAY}


def test_a_batch_that_names_a_page_knows_whose_end_it_saw(newsroom: Newsroom) -> None:
    amp = newsroom.page("amp/7")
    newsroom.visit(STORY, page_id=newsroom.page())
    gone_for_good(newsroom, newsroom.page())
    seen = [at(STORY, NOW + 6 * DAY), gone(), gone()]
    days = (6, 7, 10)
    batch = [
        newsroom.fetch(each, amp, fetched_at=NOW + day * DAY)
        for each, day in zip(seen, days, strict=True)
    ]
    assert save(newsroom.engine, batch) == [Outcome.UNCHANGED, Outcome.GONE, Outcome.GONE]
    assert stored(newsroom, "gone_at") == {"gone_at": NOW + 7 * DAY}


def test_desktop_and_mobile_pages_of_a_story_are_one_story(newsroom: Newsroom) -> None:
    desktop = newsroom.page("7")
    mobile = newsroom.page("8")  # not known to be the same story until it is read
    assert save(newsroom.engine, [newsroom.fetch(STORY, desktop)]) == [Outcome.STORED]
    again = newsroom.fetch(at(STORY, NOW + HOUR), mobile)
    assert save(newsroom.engine, [again]) == [Outcome.UNCHANGED]
    assert len(newsroom.rows(articles)) == 1


# --- Copies of other days ---------------------------------------------------------------------


def test_an_older_visit_never_overwrites_newer_text(newsroom: Newsroom) -> None:
    newsroom.visit(STORY)
    before = stored(newsroom)
    old = at(STORY, NOW - 9 * DAY, body="Padi masih hijau.", view_count=5)
    assert newsroom.visit(old) == [Outcome.REVISED]
    assert stored(newsroom) == {**before, "first_fetched_at": NOW - 9 * DAY}
    assert newsroom.rows(revisions) == [
        (1, 1, 1, NOW, "body", STORY.headline, "Padi masih hijau.", STORY.headline, STORY.body, 2)
    ]
    assert newsroom.rows(view_counts, "observed_at", "count") == [(NOW - 9 * DAY, 5), (NOW, 1234)]
    # The same copy once more tells nothing new.
    assert newsroom.visit(old) == [Outcome.UNCHANGED]
    assert len(newsroom.rows(revisions)) == 1
    assert len(newsroom.rows(view_counts)) == 2


def test_an_older_visit_of_the_same_batch_never_overwrites_newer_text(
    newsroom: Newsroom,
) -> None:
    newsroom.visit(STORY)
    newer, between = at(STORY, NOW + 3 * HOUR, body="A."), at(STORY, NOW + HOUR, body="B.")
    assert newsroom.visit(newer, between) == [Outcome.REVISED, Outcome.UNCHANGED]
    assert stored(newsroom, "body", "fetched_at") == {"body": "A.", "fetched_at": NOW + 3 * HOUR}


def test_an_older_text_and_a_newer_one_of_a_batch_are_two_revisions(newsroom: Newsroom) -> None:
    newsroom.visit(STORY)
    older, newer = at(STORY, NOW - HOUR, body="A."), at(STORY, NOW + HOUR, body="B.")
    assert newsroom.visit(older, newer) == [Outcome.REVISED, Outcome.REVISED]
    assert newsroom.rows(revisions, "number", "body_before", "body_after") == [
        (1, "A.", STORY.body),
        (2, STORY.body, "B."),
    ]


def test_an_older_text_among_revisions_is_left_to_the_archive(newsroom: Newsroom) -> None:
    newsroom.visit(STORY, at(STORY, NOW + 2 * HOUR, body="Sawah kosong."))
    between = at(STORY, NOW + HOUR, body="Padi dipotong.")
    assert newsroom.visit(between) == [Outcome.UNCHANGED]
    assert stored(newsroom, "body") == {"body": "Sawah kosong."}
    assert len(newsroom.rows(revisions)) == 1
    assert newsroom.rows(fetches, "reason") == [(None,), (None,), (OLDER_COPY,)]


def test_what_a_later_visit_adds_goes_with_what_explains_it(newsroom: Newsroom) -> None:
    ahead = {"hijri_printed": "1448-05-22", "hijri_refers_to": "neither", "rendered_on": None}
    newsroom.visit(replace(STORY, **ahead, country_code=None))
    shown = {**ahead, "hijri_refers_to": "rendering", "rendered_on": date(2026, 11, 2)}
    newsroom.visit(at(STORY, NOW + DAY, **shown, place=None))
    assert stored(newsroom, *shown) == shown
    assert stored(newsroom, "place", "country_code") == {"place": "Subang", "country_code": None}


def test_the_earliest_copy_of_a_text_dates_it(newsroom: Newsroom) -> None:
    newsroom.visit(at(STORY, NOW + DAY, hijri_printed="1448-05-23", sign_off="(an)"))
    earlier = at(STORY, NOW, dateline=None, view_count=5, view_line="5 views", problems=("odd",))
    assert newsroom.visit(earlier, at(earlier, NOW + HOUR)) == [Outcome.UNCHANGED] * 2
    assert stored(
        newsroom, "fetched_at", "first_fetched_at", "hijri_printed", "dateline", "sign_off",
        "view_count", "problems",
    ) == {
        "fetched_at": NOW,
        "first_fetched_at": NOW,
        "hijri_printed": STORY.hijri_printed,
        "dateline": STORY.dateline,
        "sign_off": STORY.sign_off,
        "view_count": STORY.view_count,
        "problems": ["odd"],
    }  # fmt: skip
    assert newsroom.rows(fetches, "reason") == [(None,)] * 3


@pytest.mark.parametrize(
    "lacking",
    [
        {"date_line": None, "date_witnesses": ({"source": "address"},), "problems": ("odd",)},
        {
            "published_at": datetime(2026, 10, 31, tzinfo=ZONE),
            "published_precision": "day",
            "date_line": "31 Okt 2026",
            "problems": ("odd",),
        },
        {"published_at": None, "published_precision": None, "date_line": None, "problems": ()},
    ],
)
@pytest.mark.parametrize("comes", ["first", "last"])
def test_the_dates_of_the_better_copy_stand_with_all_that_explains_them(
    newsroom: Newsroom, lacking: dict[str, Any], comes: str
) -> None:
    later = at(STORY, NOW + DAY, problems=("late",))
    copies = [at(STORY, NOW, **lacking), later]
    for copy in copies if comes == "first" else copies[::-1]:
        newsroom.visit(copy)
    assert stored(newsroom, "date_line", "date_witnesses", "published_time", "problems") == {
        "date_line": STORY.date_line,
        "date_witnesses": list(STORY.date_witnesses),
        "published_time": "23:30",
        "problems": ["late"],
    }


def test_an_early_copy_of_an_edited_text_does_not_date_the_edit(newsroom: Newsroom) -> None:
    edit = at(STORY, NOW + HOUR, body="Sawah kosong.")
    newsroom.visit(STORY, edit)
    assert newsroom.visit(at(edit, NOW - HOUR)) == [Outcome.UNCHANGED]
    expected = {"fetched_at": NOW + HOUR, "first_fetched_at": NOW}
    assert stored(newsroom, *expected) == expected
    assert newsroom.rows(fetches, "reason")[-1] == ("older-copy",)


def test_a_copy_of_which_only_an_earlier_day_is_known_dates_no_text(newsroom: Newsroom) -> None:
    newsroom.visit(STORY)
    copy = replace(STORY, fetched_at=None, rendered_on=date(2026, 10, 31))
    copy = replace(copy, hijri_refers_to="rendering")
    assert newsroom.visit(copy, fetched_at=NOW - DAY) == [Outcome.UNCHANGED]
    assert stored(newsroom, "fetched_at") == {"fetched_at": NOW}
    # It is the first that showed the text, so what else it says is decided when all are read.
    assert newsroom.rows(fetches, "reason")[-1] == ("older-copy",)


def test_a_visit_dates_a_text_of_which_only_a_day_was_known(newsroom: Newsroom) -> None:
    copy = replace(STORY, fetched_at=None, rendered_on=date(2026, 10, 31))
    newsroom.visit(copy, fetched_at=NOW - DAY)
    later = at(STORY, NOW, problems=("late",))
    assert newsroom.visit(later, at(STORY, NOW + HOUR)) == [Outcome.UNCHANGED] * 2
    expected = {"fetched_at": NOW, "first_fetched_at": NOW, "problems": []}
    assert stored(newsroom, *expected) == expected


def test_a_visit_from_before_that_day_dates_the_text_with_all_that_it_says(
    newsroom: Newsroom,
) -> None:
    copy = replace(STORY, fetched_at=None, rendered_on=date(2026, 10, 31))
    newsroom.visit(copy, fetched_at=NOW - DAY)
    earlier = at(STORY, NOW - 9 * DAY, problems=("odd",))
    assert newsroom.visit(earlier) == [Outcome.UNCHANGED]
    expected = {"first_fetched_at": NOW - 9 * DAY, "problems": ["odd"]}
    assert stored(newsroom, *expected) == expected


def test_an_older_text_of_which_only_a_day_is_known_has_no_moment(newsroom: Newsroom) -> None:
    newsroom.visit(STORY)
    copy = replace(STORY, fetched_at=None, rendered_on=date(2026, 10, 31), body="Padi hijau.")
    assert newsroom.visit(copy, fetched_at=NOW - DAY) == [Outcome.REVISED]
    expected = {"fetched_at": NOW, "first_fetched_at": None}
    assert stored(newsroom, *expected) == expected


def test_text_that_was_seen_again_later_is_newer_than_a_copy_in_between(
    newsroom: Newsroom,
) -> None:
    newsroom.visit(STORY, at(STORY, NOW + 2 * DAY, view_line=None, view_count=None))
    between = at(STORY, NOW + DAY, body="Padi dipotong.")
    assert newsroom.visit(between) == [Outcome.UNCHANGED]
    assert stored(newsroom, "body") == {"body": STORY.body}


@pytest.mark.parametrize("where", ["before a failure", "at another address"])
def test_a_copy_from_before_the_last_sighting_is_no_edit(newsroom: Newsroom, where: str) -> None:
    """Of an outlet that prints no counter, of which each observation would be a sighting."""
    story = replace(STORY, view_line=None, view_count=None)
    failed = Ending(outcome=Outcome.FAILED, reason="timeout")
    newsroom.visit(story)
    seen = newsroom.page() if where == "before a failure" else newsroom.page("amp/7")
    newsroom.visit(at(story, NOW + 2 * DAY), page_id=seen)
    newsroom.visit(failed, page_id=newsroom.page(), fetched_at=NOW + 3 * DAY)
    between = at(story, NOW + DAY, body="Padi dipotong.")
    assert newsroom.visit(between) == [Outcome.UNCHANGED]
    assert newsroom.rows(articles, "body", "fetched_at") == [(STORY.body, NOW)]
    assert newsroom.rows(fetches, "reason")[-1] == (OLDER_COPY,)


def test_a_file_without_a_visit_rests_its_views_on_the_day_it_was_rendered(
    newsroom: Newsroom,
) -> None:
    saved = replace(
        STORY,
        fetched_at=None,
        hijri_printed="1446-07-07",
        hijri_refers_to="rendering",
        rendered_on=date(2025, 1, 7),
    )
    assert newsroom.visit(saved) == [Outcome.STORED]
    midnight = datetime(2025, 1, 6, 17, tzinfo=UTC)
    assert newsroom.rows(view_counts) == [
        (
            1,
            midnight,
            date(2025, 1, 7),
            "rendering",
            1234,
            "1.234 views",
            "1446-07-07",
            date(2025, 1, 7),
            1,
        )
    ]
    assert stored(newsroom, "fetched_at", "first_fetched_at", "view_count") == {
        "fetched_at": None,
        "first_fetched_at": None,
        "view_count": 1234,
    }
    # Of two copies of one day, the greater count is the later one, whatever text it came with.
    greatest = replace(saved, view_count=1250, view_line="1.250 views")
    newsroom.visit(greatest, replace(saved, view_count=1240))
    newsroom.visit(replace(saved, view_count=1230, body="Padi dipotong."))
    assert newsroom.rows(view_counts, "count", "view_line", "fetch_id") == [
        (1250, "1.250 views", 2)
    ]
    assert newsroom.rows(articles, "view_count") == [(1250,)]


def test_views_are_of_the_visit_whatever_day_the_page_was_rendered_on(newsroom: Newsroom) -> None:
    newsroom.visit(replace(STORY, hijri_refers_to="rendering", rendered_on=date(2026, 11, 1)))
    assert newsroom.rows(view_counts, "observed_at") == [(NOW,)]


def test_a_file_without_any_moment_brings_no_view_observation(newsroom: Newsroom) -> None:
    assert newsroom.visit(replace(STORY, fetched_at=None)) == [Outcome.STORED]
    assert newsroom.rows(view_counts) == []
    assert newsroom.visit(at(STORY, NOW)) == [Outcome.UNCHANGED]
    undated = replace(STORY, fetched_at=None, body="Entah kapan.")
    assert newsroom.visit(undated) == [Outcome.UNCHANGED]
    assert stored(newsroom, "body") == {"body": STORY.body}


def test_the_row_shows_the_count_of_the_latest_observation(newsroom: Newsroom) -> None:
    newsroom.visit(STORY, at(STORY, NOW + DAY, view_count=2000))
    newsroom.visit(at(STORY, NOW + HOUR, view_count=1500))
    assert stored(newsroom, "view_count") == {"view_count": 2000}
    assert newsroom.rows(view_counts, "count") == [(1234,), (1500,), (2000,)]


# --- Pages ------------------------------------------------------------------------------------


def test_a_page_knows_its_last_visit_and_its_next(newsroom: Newsroom) -> None:
    page_id = newsroom.page()
    newsroom.visit(STORY, page_id=page_id, etag='"v1"', last_modified="Sat, 31 Oct 2026")
    row = newsroom.page_row(page_id)
    assert {name: row[name] for name in ("etag", "last_modified", "last_outcome", "failures")} == {
        "etag": '"v1"',
        "last_modified": "Sat, 31 Oct 2026",
        "last_outcome": "stored",
        "failures": 0,
    }
    assert row["last_fetched_at"] == NOW
    assert row["next_visit_at"] == STORY.published_at + DAY


def test_the_schedule_is_the_callers(newsroom: Newsroom) -> None:
    page_id = newsroom.page()
    save(newsroom.engine, [newsroom.fetch(STORY, page_id)], schedule=[0])
    assert newsroom.page_row(page_id)["next_visit_at"] == NOW


def test_a_304_keeps_validators_and_says_that_the_story_is_there(newsroom: Newsroom) -> None:
    page_id = newsroom.page()
    newsroom.visit(STORY, page_id=page_id, etag='"v1"')
    later = NOW + 10 * DAY
    ending = Ending(outcome=Outcome.NOT_MODIFIED, reason="http-304")
    assert newsroom.visit(ending, page_id=page_id, fetched_at=later, status=304) == [
        Outcome.NOT_MODIFIED
    ]
    row = newsroom.page_row(page_id)
    assert (row["etag"], row["last_outcome"]) == ('"v1"', "not_modified")
    assert row["next_visit_at"] == STORY.published_at + 30 * DAY
    assert newsroom.rows(fetches, "outcome", "reason", "article_id", "status") == [
        ("stored", None, 1, 200),
        ("not_modified", "http-304", 1, 304),
    ]


def test_a_page_in_quarantine_is_asked_for_whole(newsroom: Newsroom) -> None:
    page_id = newsroom.page()
    newsroom.visit(STORY, page_id=page_id, etag='"v1"', last_modified="Sun, 01 Nov 2026")
    odd = Ending(outcome=Outcome.QUARANTINED, reason="date-line", message="x", stage="read")
    newsroom.visit(odd, page_id=page_id, fetched_at=NOW + HOUR, etag='"v2"')
    row = newsroom.page_row(page_id)
    assert (row["etag"], row["last_modified"]) == (None, None)


def test_a_story_that_is_suddenly_unreadable_is_visited_again_a_day_later_once(
    newsroom: Newsroom,
) -> None:
    page_id, then = newsroom.page(), NOW + 100 * DAY
    newsroom.visit(at(STORY, then), page_id=page_id)
    odd = Ending(outcome=Outcome.QUARANTINED, reason="not-an-article:no-story", stage="cut")
    for moment, expected in [(then + HOUR, DAY), (then + DAY + HOUR, 353 * DAY)]:
        newsroom.visit(odd, page_id=page_id, fetched_at=moment)
        due_at = newsroom.page_row(page_id)["next_visit_at"]
        assert timedelta(0) <= due_at - moment - expected < DAY


def test_a_story_that_is_unreadable_after_a_failure_is_visited_again_a_day_later_too(
    newsroom: Newsroom,
) -> None:
    """On an outlet's bad day the server may be away first, and then show an error's page."""
    page_id, then = newsroom.page(), NOW + 100 * DAY
    newsroom.visit(at(STORY, then), page_id=page_id)
    away = Ending(outcome=Outcome.FAILED, reason="http-503")
    odd = Ending(outcome=Outcome.QUARANTINED, reason="not-an-article:error-page", stage="cut")
    newsroom.visit(away, page_id=page_id, fetched_at=then + HOUR)
    newsroom.visit(odd, page_id=page_id, fetched_at=then + 2 * HOUR)
    assert newsroom.page_row(page_id)["next_visit_at"] == then + 2 * HOUR + DAY


def test_failures_are_counted_until_a_visit_succeeds(newsroom: Newsroom) -> None:
    page_id = newsroom.page()
    failed = Ending(outcome=Outcome.FAILED, reason="http-503")
    for minutes, failures in [(0, 1), (10, 2)]:
        moment = NOW + timedelta(minutes=minutes)
        newsroom.visit(failed, page_id=page_id, fetched_at=moment, status=503)
        row = newsroom.page_row(page_id)
        assert row["failures"] == failures
        assert row["next_visit_at"] == moment + timedelta(minutes=10 * failures)
    newsroom.visit(at(STORY, NOW + HOUR), page_id=page_id)
    assert newsroom.page_row(page_id)["failures"] == 0


def test_an_old_copy_does_not_turn_back_the_page(newsroom: Newsroom) -> None:
    page_id = newsroom.page()
    newsroom.visit(STORY, page_id=page_id, etag='"v2"')
    before = newsroom.page_row(page_id)
    newsroom.visit(at(STORY, NOW - 9 * DAY), page_id=page_id, etag='"v1"')
    assert newsroom.page_row(page_id) == before


def test_of_two_visits_of_one_moment_the_page_knows_the_later_saved(newsroom: Newsroom) -> None:
    page_id = newsroom.page()
    newsroom.visit(gone(), page_id=page_id)
    newsroom.visit(STORY, page_id=page_id)
    row = newsroom.page_row(page_id)
    assert (row["last_outcome"], row["gone_since"]) == ("stored", None)


def test_what_robots_txt_forbids_is_no_failure(newsroom: Newsroom) -> None:
    page_id = newsroom.page()
    newsroom.visit(Ending(outcome=Outcome.FAILED, reason="timeout"), page_id=page_id)
    newsroom.visit(Ending(outcome=Outcome.EXCLUDED, reason="robots"), page_id=page_id)
    assert newsroom.page_row(page_id)["failures"] == 0


def test_a_listing_is_asked_for_only_if_it_has_changed(newsroom: Newsroom) -> None:
    page_id = newsroom.page("opini", kind=PageKind.LISTING)
    newsroom.visit(Listing(found=()), page_id=page_id, etag='"v1"', last_modified="x")
    row = newsroom.page_row(page_id)
    assert (row["etag"], row["last_modified"]) == ('"v1"', "x")


@pytest.mark.parametrize(
    ("reason", "is_back"), [("not-an-article:no-story", True), ("not-an-article:not-found", False)]
)
def test_a_page_that_is_there_again_ends_the_end_though_it_cannot_be_read(
    newsroom: Newsroom, reason: str, is_back: bool
) -> None:
    page_id, then = newsroom.page(), NOW + 100 * DAY
    newsroom.visit(at(STORY, then), page_id=page_id)
    newsroom.visit(gone(), page_id=page_id, fetched_at=then + DAY)
    newsroom.visit(gone(), page_id=page_id, fetched_at=then + 4 * DAY)
    odd = Ending(outcome=Outcome.QUARANTINED, reason=reason, stage="cut", message="'Oops'")
    newsroom.visit(odd, page_id=page_id, fetched_at=then + 30 * DAY)
    assert stored(newsroom, "gone_at") == {"gone_at": None if is_back else then + DAY}
    if is_back:  # as what is suddenly unreadable, it is looked at again soon
        row = newsroom.page_row(page_id)
        assert (row["gone_since"], row["next_visit_at"]) == (None, then + 31 * DAY)


def test_two_404s_days_apart_mark_a_story_gone_and_its_text_stays(newsroom: Newsroom) -> None:
    page_id = newsroom.page()
    newsroom.visit(STORY, page_id=page_id)
    first, second = NOW + DAY, NOW + 4 * DAY
    assert newsroom.visit(gone(), page_id=page_id, fetched_at=first) == [Outcome.GONE]
    assert stored(newsroom, "gone_at") == {"gone_at": None}
    assert newsroom.page_row(page_id)["next_visit_at"] == first + 3 * DAY
    newsroom.visit(gone(410), page_id=page_id, fetched_at=second)
    assert stored(newsroom, "gone_at", "body") == {"gone_at": first, "body": STORY.body}
    assert newsroom.page_row(page_id)["next_visit_at"] is None
    # It comes back.
    newsroom.visit(at(STORY, NOW + 5 * DAY), page_id=page_id)
    assert stored(newsroom, "gone_at") == {"gone_at": None}
    assert newsroom.page_row(page_id)["gone_since"] is None


def gone_for_good(newsroom: Newsroom, page_id: int) -> None:
    """Seen without the story on the second and the fifth day."""
    for days in (2, 5):
        newsroom.visit(gone(), page_id=page_id, fetched_at=NOW + days * DAY)


def test_a_copy_from_before_its_end_leaves_a_story_gone(newsroom: Newsroom) -> None:
    newsroom.visit(STORY)
    gone_for_good(newsroom, newsroom.page())
    edited = at(STORY, NOW + DAY, body="Sawah kosong.")
    assert newsroom.visit(edited) == [Outcome.REVISED]
    seen = {"gone_at": NOW + 2 * DAY, "body": "Sawah kosong."}
    assert stored(newsroom, "gone_at", "body") == seen
    newsroom.visit(at(edited, NOW + 3 * DAY))  # so the first of the 404s was an accident
    assert stored(newsroom, "gone_at") == {"gone_at": None}
    assert newsroom.page_row(newsroom.page())["next_visit_at"] == NOW + 8 * DAY  # to confirm it


def test_a_story_that_is_known_by_an_old_copy_alone_is_gone_like_its_page(
    newsroom: Newsroom,
) -> None:
    page_id = newsroom.page()
    gone_for_good(newsroom, page_id)
    assert newsroom.visit(at(STORY, NOW + 3 * DAY)) == [Outcome.STORED]
    assert stored(newsroom, "gone_at") == {"gone_at": None}  # it was there after the first 404
    other = at(STORY, NOW, source_id="8")
    gone_for_good(newsroom, newsroom.page("8"))
    assert newsroom.visit(other) == [Outcome.STORED]
    assert newsroom.rows(articles, "source_id", "gone_at") == [("7", None), ("8", NOW + 2 * DAY)]


@pytest.mark.parametrize("reason", [None, "timeout"])
def test_one_404_is_no_end_of_an_older_copys_story(newsroom: Newsroom, reason: str | None) -> None:
    newsroom.visit(gone(), page_id=newsroom.page(), fetched_at=NOW + DAY)
    if reason:
        failed = Ending(outcome=Outcome.FAILED, reason=reason)
        newsroom.visit(failed, page_id=newsroom.page(), fetched_at=NOW + 9 * DAY)
    newsroom.visit(STORY)
    assert stored(newsroom, "gone_at") == {"gone_at": None}


def test_a_304_says_that_a_story_is_gone_no_more(newsroom: Newsroom) -> None:
    page_id = newsroom.page()
    newsroom.visit(STORY, page_id=page_id)
    for days in (1, 4):
        newsroom.visit(gone(), page_id=page_id, fetched_at=NOW + days * DAY)
    back = Ending(outcome=Outcome.NOT_MODIFIED, reason="http-304")
    newsroom.visit(gone(), page_id=page_id, fetched_at=NOW + 7 * DAY)
    newsroom.visit(back, page_id=page_id, fetched_at=NOW + 2 * DAY)  # a visit of earlier
    assert stored(newsroom, "gone_at") == {"gone_at": NOW + 4 * DAY}
    newsroom.visit(back, page_id=page_id, fetched_at=NOW + 9 * DAY)
    assert stored(newsroom, "gone_at") == {"gone_at": None}
    assert newsroom.page_row(page_id)["gone_since"] is None


@pytest.mark.parametrize("reason", ["timeout", "not-an-article:not-found"])
def test_what_tells_nothing_leaves_a_story_gone(newsroom: Newsroom, reason: str) -> None:
    newsroom.visit(STORY)
    gone_for_good(newsroom, newsroom.page())
    outcome = Outcome.FAILED if reason == "timeout" else Outcome.QUARANTINED
    newsroom.visit(Ending(outcome=outcome, reason=reason, stage="cut"), fetched_at=NOW + 9 * DAY)
    assert stored(newsroom, "gone_at") == {"gone_at": NOW + 2 * DAY}


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize(
    ("last", "expected"),
    [(9, NOW + 4 * DAY), (5, None)],
    ids=["certain", "not yet"],
)
def test_the_end_of_a_story_is_the_same_in_whatever_order_its_visits_are_saved(
    newsroom: Newsroom, last: int, expected: datetime | None, *, together: bool
) -> None:
    back = Ending(outcome=Outcome.NOT_MODIFIED, reason="http-304")
    failed = Ending(outcome=Outcome.FAILED, reason="timeout")
    told = [(gone(), 1), (back, 2), (gone(), 4), (failed, 5), (gone(), last), (failed, 10)]
    for number, order in enumerate(islice(permutations(range(7)), 0, None, 173)):
        story, page_id = replace(STORY, source_id=f"{number}"), newsroom.page(f"{number}")
        visits = [(story, 0), *told]
        made = [
            newsroom.fetch(result, page_id, fetched_at=NOW + days * DAY)
            for result, days in (visits[place] for place in order)
        ]
        for batch in [made] if together else [[each] for each in made]:
            save(newsroom.engine, batch)
        row = newsroom.page_row(page_id)
        assert (row["gone_since"], row["last_outcome"]) == (NOW + 4 * DAY, "failed"), order
    assert {gone_at for (gone_at,) in newsroom.rows(articles, "gone_at")} == {expected}


def test_a_304_of_a_story_that_was_never_read_is_a_visit_and_no_more(newsroom: Newsroom) -> None:
    """As an archive may hold one without its page."""
    unread = Ending(outcome=Outcome.NOT_MODIFIED, reason="http-304")
    assert newsroom.visit(unread) == [Outcome.NOT_MODIFIED]
    assert newsroom.rows(articles) == []
    assert newsroom.page_row(newsroom.page())["next_visit_at"] == NOW + HOUR
    newsroom.visit(Ending(outcome=Outcome.FAILED, reason="timeout"), fetched_at=NOW + HOUR)
    newsroom.visit(unread, page_id=newsroom.page("8"))
    newsroom.visit(at(STORY, NOW - DAY))  # an older copy, in which it is read
    assert newsroom.rows(fetches, "outcome", "article_id") == [
        ("not_modified", 1),
        ("failed", None),
        ("not_modified", None),
        ("stored", 1),
    ]


def test_a_404_at_an_address_of_hearsay_is_answer_enough(newsroom: Newsroom) -> None:
    """A person or an archive named it. What the outlet itself names is asked for once more."""
    found = [Found(url="https://kabar.example/8", kind=PageKind.STORY, source_id="8")]
    discover(newsroom.engine, newsroom.outlet_id, found, found_on=KABAR.home, now=NOW)
    ((named,),) = newsroom.rows(pages, "id")
    hearsay, listing = newsroom.page("7"), newsroom.page("opini", kind=PageKind.LISTING)
    for page_id in (named, hearsay, listing):
        newsroom.visit(gone(), page_id=page_id)
    due_at = [newsroom.page_row(page_id)["next_visit_at"] for page_id in (named, hearsay, listing)]
    assert due_at == [NOW + 3 * DAY, None, NOW + 3 * DAY]


def test_one_404_is_not_enough_once_an_older_copy_has_brought_its_story(newsroom: Newsroom) -> None:
    page_id, other_id = newsroom.page(), newsroom.page("8")
    newsroom.visit(at(STORY, NOW, source_id="8"))
    gone_for_good(newsroom, other_id)
    newsroom.visit(gone(), page_id=page_id, fetched_at=NOW + DAY)
    newsroom.visit(gone(), page_id=page_id, fetched_at=NOW + DAY - HOUR)
    assert newsroom.page_row(page_id)["next_visit_at"] is None
    newsroom.visit(STORY, page_id=page_id)
    assert newsroom.page_row(page_id)["next_visit_at"] == NOW + 4 * DAY
    assert newsroom.page_row(other_id)["next_visit_at"] is None


def test_a_success_between_two_404s_starts_the_count_anew(newsroom: Newsroom) -> None:
    page_id = newsroom.page()
    newsroom.visit(STORY, page_id=page_id)
    newsroom.visit(gone(), page_id=page_id, fetched_at=NOW + DAY)
    newsroom.visit(at(STORY, NOW + 2 * DAY), page_id=page_id)
    newsroom.visit(gone(), page_id=page_id, fetched_at=NOW + 5 * DAY)
    assert stored(newsroom, "gone_at") == {"gone_at": None}
    assert newsroom.page_row(page_id)["gone_since"] == NOW + 5 * DAY


@pytest.mark.parametrize(
    "lost",
    [
        Ending(outcome=Outcome.FAILED, reason="timeout"),
        Ending(outcome=Outcome.EXCLUDED, reason="robots"),
        Ending(outcome=Outcome.QUARANTINED, reason="not-an-article:error-page", stage="cut"),
        Ending(outcome=Outcome.QUARANTINED, reason="not-an-article:not-found", stage="cut"),
        Ending(outcome=Outcome.QUARANTINED, reason="not-an-article:led-elsewhere", stage="cut"),
    ],
    ids=lambda lost: lost.reason,
)
def test_no_story_between_two_404s_leaves_the_first_in_force(
    newsroom: Newsroom, lost: Ending
) -> None:
    page_id = newsroom.page()
    newsroom.visit(STORY, page_id=page_id)
    for ending, day in ((gone(), 1), (lost, 2), (gone(), 3)):
        newsroom.visit(ending, page_id=page_id, fetched_at=NOW + day * DAY)
    assert stored(newsroom, "gone_at") == {"gone_at": NOW + DAY}


def test_a_later_part_of_a_story_between_two_404s_says_that_it_is_there(
    newsroom: Newsroom,
) -> None:
    page_id = newsroom.page()
    newsroom.visit(STORY, page_id=page_id)
    part = Ending(outcome=Outcome.QUARANTINED, reason=PART_OF_STORY, stage="cut")
    for ending, day in ((gone(), 1), (part, 2), (gone(), 3)):
        newsroom.visit(ending, page_id=page_id, fetched_at=NOW + day * DAY)
    assert newsroom.page_row(page_id)["gone_since"] == NOW + 3 * DAY


def test_a_later_part_that_is_no_longer_visited_keeps_no_story(newsroom: Newsroom) -> None:
    second = Found(url="https://kabar.example/7?page=2", kind=PageKind.STORY, source_id="7")
    newsroom.visit(STORY)
    part_id = ledger.page_for(newsroom.engine, newsroom.outlet_id, second, NOW).id
    part = Ending(outcome=Outcome.QUARANTINED, reason=PART_OF_STORY, stage="cut")
    newsroom.visit(part, page_id=part_id, fetched_at=NOW + HOUR)
    gone_for_good(newsroom, newsroom.page())
    assert stored(newsroom, "gone_at") == {"gone_at": NOW + 2 * DAY}


def test_a_page_that_turns_out_to_be_a_later_part_keeps_no_story(newsroom: Newsroom) -> None:
    second = Found(url="https://kabar.example/7?page=2", kind=PageKind.STORY, source_id="7")
    part_id = ledger.page_for(newsroom.engine, newsroom.outlet_id, second, NOW).id
    newsroom.visit(STORY)
    newsroom.visit(UNREAD, page_id=part_id, fetched_at=NOW + HOUR)
    gone_for_good(newsroom, newsroom.page())
    assert stored(newsroom, "gone_at") == {"gone_at": None}
    part = Ending(outcome=Outcome.QUARANTINED, reason=PART_OF_STORY, stage="cut")
    newsroom.visit(part, page_id=part_id, fetched_at=NOW + 6 * DAY)
    assert stored(newsroom, "gone_at") == {"gone_at": NOW + 2 * DAY}


def test_two_addresses_of_a_story_in_one_batch_are_told_apart(newsroom: Newsroom) -> None:
    """One is gone for certain, the other shows the story, which nothing told of it before."""
    newsroom.visit(STORY)
    other = Found(url="https://kabar.example/amp/7", kind=PageKind.STORY, source_id=None)
    other_id = ledger.page_for(newsroom.engine, newsroom.outlet_id, other, NOW).id
    newsroom.visit(gone(), page_id=newsroom.page(), fetched_at=NOW + DAY)
    then = NOW + 4 * DAY
    made = [
        newsroom.fetch(at(STORY, NOW + 3 * DAY), other_id),
        newsroom.fetch(gone(), newsroom.page(), fetched_at=then),
    ]
    save(newsroom.engine, made)
    assert stored(newsroom, "gone_at") == {"gone_at": None}


def test_a_story_that_is_gone_at_all_of_its_addresses_is_gone(newsroom: Newsroom) -> None:
    found = Found(url="https://kabar.example/baru/7", kind=PageKind.STORY, source_id="7")
    discover(newsroom.engine, newsroom.outlet_id, [found], found_on=None, now=NOW)
    ((moved,),) = newsroom.rows(pages, "id")
    newsroom.visit(STORY, page_id=(old := newsroom.page()))
    for day in (1, 4):
        for page_id in (old, moved):
            newsroom.visit(gone(), page_id=page_id, fetched_at=NOW + day * DAY)
    assert stored(newsroom, "gone_at") == {"gone_at": NOW + DAY}


def test_a_story_that_moved_is_not_gone(newsroom: Newsroom) -> None:
    old = newsroom.page()
    newsroom.visit(STORY, page_id=old)
    newsroom.visit(gone(), page_id=old, fetched_at=NOW + DAY)
    moved = Found(url="https://kabar.example/baru/7", kind=PageKind.STORY, source_id="7")
    assert discover(newsroom.engine, newsroom.outlet_id, [moved], found_on=None, now=NOW)
    newsroom.visit(gone(), page_id=old, fetched_at=NOW + 4 * DAY)
    assert stored(newsroom, "gone_at") == {"gone_at": None}
    assert newsroom.page_row(old)["next_visit_at"] is None


def test_a_story_that_comes_behind_its_own_end_in_one_batch_is_new(newsroom: Newsroom) -> None:
    page_id = newsroom.page()
    newsroom.visit(gone(), page_id=page_id, fetched_at=NOW)
    batch = [
        newsroom.fetch(gone(), page_id, fetched_at=NOW + 4 * DAY),
        newsroom.fetch(at(STORY, NOW + 5 * DAY), page_id),
    ]
    assert save(newsroom.engine, batch) == [Outcome.GONE, Outcome.STORED]
    assert newsroom.rows(articles, "gone_at", "fetched_at") == [(None, NOW + 5 * DAY)]


# --- Pages of addresses -----------------------------------------------------------------------


def test_a_listings_addresses_enter_the_ledger_with_it(newsroom: Newsroom) -> None:
    page_id = newsroom.page("terkini", kind=PageKind.LISTING)
    second = Found(url="https://kabar.example/terkini/2", kind=PageKind.LISTING)
    listing = Listing(found=(story_address(1), story_address(2)), next_page=second)
    assert newsroom.visit(listing, page_id=page_id) == [Outcome.LISTED]
    address = f"https://kabar.example/listing/{page_id}"
    assert newsroom.rows(pages, "url", "kind", "found_on", "next_visit_at") == [
        ("https://kabar.example/listing/terkini", "listing", None, NOW + timedelta(minutes=15)),
        ("https://kabar.example/baca/1", "story", address, NOW),
        ("https://kabar.example/baca/2", "story", address, NOW),
        ("https://kabar.example/terkini/2", "listing", address, NOW),
    ]


SECOND = Found(url="https://kabar.example/terkini/2", kind=PageKind.LISTING)


def goes_on_after(newsroom: Newsroom, story: Found) -> bool:
    """Whether a section's first page that holds only this story leads to the second."""
    page_id = newsroom.page("terkini", kind=PageKind.LISTING)
    listing = Listing(found=(story,), next_page=SECOND)
    newsroom.visit(listing, page_id=page_id, fetched_at=NOW + 2 * HOUR)
    return SECOND.url in {url for (url,) in newsroom.rows(pages, "url")}


def begin_another_crawl(newsroom: Newsroom, now: datetime) -> None:
    newsroom.crawl_id = begin_crawl(
        newsroom.engine, newsroom.outlet_id, arguments={}, version="0.1.0", now=now
    )


def test_paging_ends_with_a_listing_of_stories_that_were_visited_before_the_crawl(
    newsroom: Newsroom,
) -> None:
    newsroom.visit(STORY)
    begin_another_crawl(newsroom, NOW + HOUR)
    assert not goes_on_after(newsroom, story_address(7))


def test_paging_goes_on_past_a_story_that_a_killed_crawl_found_and_did_not_visit(
    newsroom: Newsroom,
) -> None:
    newsroom.page("7")
    begin_another_crawl(newsroom, NOW + HOUR)
    assert goes_on_after(newsroom, story_address(7))


def test_paging_goes_on_past_a_story_that_the_feed_told_of_in_this_crawl(
    newsroom: Newsroom,
) -> None:
    begin_another_crawl(newsroom, NOW - HOUR)
    newsroom.visit(STORY)
    assert goes_on_after(newsroom, story_address(7))


def test_the_next_page_is_due_again_when_a_new_story_comes(newsroom: Newsroom) -> None:
    first = newsroom.page("terkini", kind=PageKind.LISTING)
    second = newsroom.page("2", kind=PageKind.LISTING)
    newsroom.visit(Listing(found=()), page_id=second)
    known = Found(url="https://kabar.example/listing/2", kind=PageKind.LISTING)
    fresh = Listing(found=(known, story_address(1)), next_page=known)
    newsroom.visit(replace(fresh, next_page=None), page_id=first)
    assert newsroom.page_row(second)["next_visit_at"] == NOW + timedelta(minutes=15)
    fresh = replace(fresh, found=(known, story_address(2)))
    newsroom.visit(fresh, page_id=first, fetched_at=NOW + timedelta(minutes=1))
    assert newsroom.page_row(second)["next_visit_at"] == NOW + timedelta(minutes=1)


# --- Quarantine -------------------------------------------------------------------------------

UNREAD = Ending(
    outcome=Outcome.QUARANTINED,
    reason="date-line",
    message="no month in 'Sabtu, 31 Oktobr 2026'",
    stage="read",
)


def test_a_quarantined_page_is_kept_whole_with_its_reason(newsroom: Newsroom) -> None:
    page_id = newsroom.page()
    body = b"<html>Sabtu, 31 Oktobr 2026</html>" * 50
    outcome = newsroom.visit(
        UNREAD, page_id=page_id, body=body, content_type="text/html", etag='"v1"'
    )
    assert outcome == [Outcome.QUARANTINED]
    (row,) = newsroom.rows(quarantine)
    kept = dict(zip(quarantine.c.keys(), row, strict=True))
    assert len(kept["body"]) < len(body)
    assert zlib.decompress(kept.pop("body")) == body
    assert kept == {
        "id": 1,
        "fetch_id": 1,
        "page_id": page_id,
        "outlet_id": newsroom.outlet_id,
        "url": f"https://kabar.example/story/{page_id}",
        "stage": "read",
        "reason": "date-line",
        "message": "no month in 'Sabtu, 31 Oktobr 2026'",
        "content_type": "text/html",
        "quarantined_at": NOW,
        "resolved_at": None,
    }
    assert newsroom.page_row(page_id)["etag"] is None  # so that the next visit gets a page, no 304


def test_a_later_reading_resolves_the_quarantine(newsroom: Newsroom) -> None:
    page_id = newsroom.page()
    newsroom.visit(UNREAD, page_id=page_id)
    newsroom.visit(gone(), page_id=page_id, fetched_at=NOW + HOUR)
    assert newsroom.rows(quarantine, "resolved_at") == [(None,)]
    newsroom.visit(at(STORY, NOW + DAY), page_id=page_id)
    assert newsroom.rows(quarantine, "resolved_at") == [(NOW + DAY,)]
    newsroom.visit(at(STORY, NOW + 2 * DAY), page_id=page_id)
    assert newsroom.rows(quarantine, "resolved_at") == [(NOW + DAY,)]


def test_so_does_one_in_the_same_batch(newsroom: Newsroom) -> None:
    page_id = newsroom.page()
    outcomes = newsroom.visit(UNREAD, at(STORY, NOW + HOUR), page_id=page_id)
    assert outcomes == [Outcome.QUARANTINED, Outcome.STORED]
    assert newsroom.rows(quarantine, "resolved_at") == [(NOW + HOUR,)]


def test_an_older_copy_that_cannot_be_read_waits_for_no_mend_where_a_later_one_was_read(
    newsroom: Newsroom,
) -> None:
    page_id = newsroom.page()
    newsroom.visit(STORY, at(STORY, NOW + 2 * DAY), page_id=page_id)
    newsroom.visit(UNREAD, page_id=page_id, fetched_at=NOW + DAY)
    newsroom.visit(UNREAD, page_id=page_id, fetched_at=NOW + 3 * DAY)
    assert newsroom.rows(quarantine, "resolved_at") == [(NOW + 2 * DAY,), (None,)]


def test_a_copy_from_before_resolves_no_quarantine(newsroom: Newsroom) -> None:
    page_id = newsroom.page()
    newsroom.visit(UNREAD, page_id=page_id, fetched_at=NOW + DAY)
    assert newsroom.visit(STORY, page_id=page_id) == [Outcome.STORED]
    assert newsroom.rows(quarantine, "resolved_at") == [(None,)]
    newsroom.visit(*(at(STORY, NOW + days * DAY) for days in (0.5, 2, 3)), page_id=page_id)
    assert newsroom.rows(quarantine, "resolved_at") == [(NOW + 2 * DAY,)]


def test_what_a_lost_session_is_about_to_commit_is_waited_for(newsroom: Newsroom) -> None:
    visit = newsroom.fetch(STORY)
    row = {"crawl_id": visit.crawl_id, "page_id": visit.page_id, "fetched_at": visit.fetched_at}
    with ThreadPoolExecutor(1) as other:
        with writing(newsroom.engine) as lost:
            lock_outlets_of(lost, {visit.page_id})
            lost.execute(insert(fetches).values(row | {"outcome": "stored"}))
            again = other.submit(save, newsroom.engine, [visit], again=True)
            with pytest.raises(TimeoutError):
                again.result(0.3)
        assert again.result(30) == [Outcome.STORED]
    assert newsroom.rows(fetches, "outcome") == [("stored",)]
    assert newsroom.rows(articles) == []


def test_of_visits_that_are_given_again_those_that_are_missing_are_stored(
    newsroom: Newsroom,
) -> None:
    visits = [newsroom.fetch(at(STORY, NOW, source_id=each)) for each in ("7", "8", "9")]
    assert save(newsroom.engine, visits[1:2]) == [Outcome.STORED]
    assert save(newsroom.engine, visits, again=True) == 3 * [Outcome.STORED]
    assert newsroom.rows(articles, "source_id") == [("8",), ("7",), ("9",)]
    assert len(newsroom.rows(fetches)) == 3


def test_hostile_text_in_a_diagnosis_is_made_storable(newsroom: Newsroom) -> None:
    ending = replace(UNREAD, message="no date in 'a\0b\ud800'")
    assert newsroom.visit(ending, content_type="text/\0html") == [Outcome.QUARANTINED]
    assert newsroom.rows(quarantine, "message", "content_type") == [
        ("no date in 'a?b?'", "text/?html")
    ]


# --- Bad rows and absent databases ------------------------------------------------------------


@pytest.mark.parametrize("before", [0, 1, 2])
def test_a_database_that_goes_away_is_no_fault_of_a_row(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, before: int
) -> None:
    """Neither of the batch, nor of a visit by itself, nor of the quarantine that it comes to."""
    away = DBAPIError("INSERT", {}, OSError("gone"), connection_invalidated=True)
    answers = iter([*before * [ValueError("a bad row")], away])

    def fail(connection: Connection, visits: Any) -> None:
        for error in answers:
            raise error
        write(connection, visits)

    write = records.write
    monkeypatch.setattr(records, "write", fail)
    with pytest.raises(DBAPIError, match="gone"):
        newsroom.visit(STORY)
    assert newsroom.rows(fetches) == []
    assert newsroom.visit(STORY) == [Outcome.STORED]  # it is back


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"source_id": None}, "a story without an id of its own cannot be stored"),
        ({"body": "a\0b"}, "body holds characters that no database keeps: 'a\\x00b'"),
        ({"headline": "\ud800"}, "headline holds characters that no database keeps: '\\ud800'"),
        ({"view_count": 2**63}, "view_count is too large a number: 9223372036854775808"),
        ({"published_at": STORY.published_at.replace(tzinfo=None)}, "a moment without a zone"),
        ({"outlet": "lain"}, "a story of 'lain' on a page of 'kabar'"),
        ({"language": None}, "language"),
    ],
)
def test_one_bad_row_is_quarantined_and_sinks_no_other(
    newsroom: Newsroom, changes: dict[str, Any], message: str
) -> None:
    stories = [replace(STORY, source_id=str(number)) for number in range(1, 4)]
    page_ids = [newsroom.page(story.source_id) for story in stories]
    stories[1] = replace(stories[1], **changes)
    batch = [
        newsroom.fetch(story, page_id, body=b"page")
        for story, page_id in zip(stories, page_ids, strict=True)
    ]
    assert save(newsroom.engine, batch) == [
        Outcome.STORED,
        Outcome.QUARANTINED,
        Outcome.STORED,
    ]
    assert newsroom.rows(articles, "source_id") == [("1",), ("3",)]
    assert newsroom.rows(fetches, "page_id", "outcome") == [
        (page_ids[0], "stored"),
        (page_ids[1], "quarantined"),
        (page_ids[2], "stored"),
    ]
    ((stage, reason, told, body),) = newsroom.rows(quarantine, "stage", "reason", "message", "body")
    assert (stage, zlib.decompress(body)) == ("save", b"page")
    assert reason.startswith("unstorable:")
    assert message in told
    assert "\n" not in told


def test_a_page_that_was_not_read_is_quarantined(newsroom: Newsroom) -> None:
    raw = RawArticle(
        outlet="kabar", url=None, source_id="7", section=None, headline=None, body="Isi."
    )
    fetch = newsroom.fetch(STORY)
    fetch.result = raw
    assert save(newsroom.engine, [fetch]) == [Outcome.QUARANTINED]
    ((message,),) = newsroom.rows(quarantine, "message")
    assert message.endswith("was not read: it is still a RawArticle")


def test_a_fetch_of_an_unknown_crawl_gives_its_exception_and_the_others_are_saved(
    newsroom: Newsroom,
) -> None:
    batch = [newsroom.fetch(replace(STORY, source_id=str(number))) for number in (1, 2)]
    batch[0].crawl_id = 999
    lost, outcome = save(newsroom.engine, batch)
    assert isinstance(lost, Exception)
    assert outcome is Outcome.STORED
    assert newsroom.rows(articles, "source_id") == [("2",)]


def rename(engine: Engine, table: str, name: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE {table} RENAME TO {name}"))


def test_an_error_of_the_database_itself_is_raised_and_writes_nothing(
    newsroom: Newsroom,
) -> None:
    batch = [newsroom.fetch(STORY), newsroom.fetch(UNREAD)]
    rename(newsroom.engine, "quarantine", "elsewhere")
    try:
        with pytest.raises(DBAPIError, match="quarantine"):
            save(newsroom.engine, batch)
    finally:
        rename(newsroom.engine, "elsewhere", "quarantine")
    assert newsroom.rows(articles) == []
    assert newsroom.rows(fetches) == []


def test_an_empty_batch_asks_nothing(newsroom: Newsroom) -> None:
    assert save(newsroom.engine, []) == []


def test_the_outcomes_of_a_crawl_add_up(newsroom: Newsroom) -> None:
    newsroom.visit(
        STORY, UNREAD, at(STORY, NOW + HOUR), Ending(outcome=Outcome.BLOCKED, reason="x")
    )
    outcomes = sorted(outcome for (outcome,) in newsroom.rows(fetches, "outcome"))
    assert outcomes == ["blocked", "quarantined", "stored", "unchanged"]
    end_crawl(newsroom.engine, newsroom.crawl_id, outcome="ok", reason=None, stats={}, now=NOW)
    assert newsroom.rows(crawls, "fetches") == [(4,)]


def test_a_batch_takes_as_many_statements_as_one_fetch(newsroom: Newsroom) -> None:
    stories = [replace(STORY, source_id=str(number)) for number in range(100)]
    batch = [newsroom.fetch(story) for story in stories]

    def statements(part: list[Any]) -> int:
        count = 0

        def tick(*_: Any) -> None:
            nonlocal count
            count += 1

        event.listen(newsroom.engine, "before_cursor_execute", tick)
        assert save(newsroom.engine, part) == [Outcome.STORED] * len(part)
        event.remove(newsroom.engine, "before_cursor_execute", tick)
        return count

    save(newsroom.engine, batch[:1])  # its words are new to the search, which is a statement more
    # Inserts, look-ups and updates are one statement each, however many the fetches; only SQLite
    # takes new stories by the power of two: 64, 32 and 2 of these.
    more = 2 if newsroom.engine.dialect.name == "sqlite" else 0
    assert statements(batch[2:]) == statements(batch[1:2]) + more


def test_two_writers_of_an_outlet_take_turns(newsroom: Newsroom) -> None:
    """Neither stores a story twice, and neither fails for the other's sake."""
    stories = [replace(STORY, source_id=str(number)) for number in range(20)]
    batches = [[newsroom.fetch(at(story, NOW + HOUR * n)) for story in stories] for n in (0, 1)]
    listing = Listing(found=tuple(story_address(number) for number in range(40)))
    batches[1].append(newsroom.fetch(listing, newsroom.page("l", kind=PageKind.LISTING)))
    url = newsroom.engine.url.render_as_string(hide_password=False)
    begin = threading.Barrier(2)

    def write(batch: list[Any]) -> list[Any]:
        engine = open_engine(url)
        begin.wait()
        outcomes = [outcome for fetch in reversed(batch) for outcome in save(engine, [fetch])]
        engine.dispose()
        return outcomes

    with ThreadPoolExecutor(2) as pool:
        outcomes = Counter(outcome for part in pool.map(write, batches) for outcome in part)
    assert outcomes == {Outcome.STORED: 20, Outcome.UNCHANGED: 20, Outcome.LISTED: 1}
    assert len(newsroom.rows(articles)) == 20
    assert len(newsroom.rows(view_counts)) == 40


def test_of_two_who_save_the_same_visit_one_finds_it_new(newsroom: Newsroom) -> None:
    engine, visits = newsroom.engine, [newsroom.fetch(STORY)]
    others: list[Future[Any]] = []

    def are_known(connection: Connection) -> list[bool]:
        return [connection.execute(select(fetches.c.id)).first() is not None]

    def first(connection: Connection) -> list[bool]:
        others.append(pool.submit(save_new, engine, visits, are_known))
        with pytest.raises(TimeoutError):  # it waits for this transaction
            others[0].result(timeout=0.3)
        return are_known(connection)

    with ThreadPoolExecutor(1) as pool:
        assert save_new(engine, visits, first) == [Outcome.STORED]
        assert others[0].result(timeout=10) == [None]
    assert len(newsroom.rows(fetches)) == 1


# --- Both dialects ----------------------------------------------------------------------------


def busy_day(newsroom: Newsroom) -> None:
    """A bit of everything, in batches."""
    for round_number in range(3):
        moment = NOW + round_number * DAY
        batch: list[Any] = []
        for number in range(20):
            body = f"Isi {number}." if number % 5 else f"Isi {number}, {round_number}."
            story = at(
                STORY,
                moment,
                source_id=str(number),
                body=body,
                view_count=None if number % 3 == 0 else 100 * round_number + number,
                view_line=None if number % 3 == 0 else "x views",
            )
            batch.append(newsroom.fetch(story))
            if number % 4 == 0:
                batch.append(newsroom.fetch(at(story, moment + HOUR)))
            if number % 7 == 0:
                page_id = newsroom.page(str(number))
                batch.append(newsroom.fetch(gone(), page_id, fetched_at=moment + 2 * HOUR))
            if number % 9 == 0:
                page_id = newsroom.page(str(number))
                batch.append(newsroom.fetch(UNREAD, page_id, fetched_at=moment, body=b"page"))
        batch.append(newsroom.fetch(replace(STORY, source_id="x", body="a\0b")))
        listing = Listing(found=tuple(story_address(n, date(2026, 10, 9)) for n in range(30, 60)))
        batch.append(newsroom.fetch(listing, newsroom.page("l", kind=PageKind.LISTING)))
        save(newsroom.engine, batch)


def everything(newsroom: Newsroom) -> dict[str, list[tuple[Any, ...]]]:
    names = {"crawls": [name for name in list(crawls.c.keys()) if name not in {"host", "pid"}]}
    return {
        table.name: newsroom.rows(table, *names.get(table.name, []))
        for table in metadata.sorted_tables
    }


def test_both_dialects_hold_the_same_rows(sqlite_url: str, postgresql_url: str) -> None:
    held = []
    for url in (sqlite_url, postgresql_url):
        engine = open_engine(url)
        newsroom = Newsroom(engine)
        busy_day(newsroom)
        held.append(everything(newsroom))
        engine.dispose()
    assert [name for name, rows in held[0].items() if not rows] == ["jobs", "rereadings"]
    for name, rows in held[0].items():
        assert rows == held[1][name], name


# --- Credits ----------------------------------------------------------------------------------


def credited(newsroom: Newsroom) -> list[tuple[Any, ...]]:
    return newsroom.rows(credits, "position", "role", "printed", "name")


def credit(role: str, printed: str, name: str | None = None) -> dict[str, str | None]:
    return {"role": role, "printed": printed, "name": name}


def test_a_changed_text_brings_its_own_credits(newsroom: Newsroom) -> None:
    newsroom.visit(STORY)
    named = (credit("wire", "Reuters", "Reuters"),)
    newsroom.visit(at(STORY, NOW + HOUR, body="Teks lain.", credits=named))
    assert credited(newsroom) == [(1, "wire", "Reuters", "Reuters")]


def test_credits_that_a_copy_lacks_stay(newsroom: Newsroom) -> None:
    newsroom.visit(STORY)
    newsroom.visit(at(STORY, NOW + HOUR, credits=()))
    newsroom.visit(at(STORY, NOW + 2 * HOUR, body="Teks lain.", credits=()))
    assert credited(newsroom) == [(1, "reporter", "an", None), (2, "unknown", "kb", None)]


def test_credits_come_with_a_later_copy_of_the_same_text(newsroom: Newsroom) -> None:
    newsroom.visit(replace(STORY, credits=()))
    assert credited(newsroom) == []
    newsroom.visit(at(STORY, NOW + HOUR))
    assert credited(newsroom) == [(1, "reporter", "an", None), (2, "unknown", "kb", None)]


def test_the_stories_of_a_batch_keep_their_credits_apart(newsroom: Newsroom) -> None:
    other = replace(STORY, source_id="8", credits=(credit("editor", "Sari Dewi", "Sari Dewi"),))
    newsroom.visit(STORY, other, at(STORY, NOW + HOUR))
    assert newsroom.rows(credits, "article_id", "printed") == [
        (1, "an"),
        (1, "kb"),
        (2, "Sari Dewi"),
    ]
