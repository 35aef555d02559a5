"""`scrapy edits`: what changed in which story, as a reader and as a program get it."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, update

from models.crawls import register
from models.edits import Wanted, edits_of, latest_edits, story_at
from models.tables import outlets, revisions
from tests.crawling import call
from tests.newsroom import KABAR, NOW, STORY, Newsroom, at

DAY = timedelta(days=1)
SECOND = at(STORY, NOW, source_id="8", url="https://kabar.example/nasional/2026/10/31/8/banjir")


@pytest.fixture
def newsroom(engine: Engine) -> Newsroom:
    """Story 7 edited on the second and the fourth day, story 8 on the third."""
    newsroom = Newsroom(engine)
    newsroom.visit(STORY, SECOND)
    newsroom.visit(at(STORY, NOW + DAY, headline="Panen raya ditunda"))
    newsroom.visit(at(SECOND, NOW + 2 * DAY, body="Petani turun ke sawah."))
    newsroom.visit(at(STORY, NOW + 3 * DAY, headline="Panen raya batal"))
    return newsroom


def seen(newsroom: Newsroom, **wanted: object) -> list[tuple[int, int]]:
    edits = latest_edits(newsroom.engine, Wanted(**wanted))  # type: ignore[arg-type]
    return [(edit.story_id, edit.number) for edit in edits]


def test_the_latest_edits_come_first(newsroom: Newsroom) -> None:
    assert seen(newsroom) == [(1, 2), (2, 1), (1, 1)]
    assert seen(newsroom, limit=1) == [(1, 2)]
    assert seen(newsroom, outlet="kabar", limit=2) == [(1, 2), (2, 1)]
    register(newsroom.engine, replace(KABAR, name="lain"))
    assert seen(newsroom, outlet="lain") == []


def test_days_are_those_on_which_an_edit_was_seen(newsroom: Newsroom) -> None:
    first, last = (NOW + DAY).date(), (NOW + 3 * DAY).date()
    assert seen(newsroom, since=last) == [(1, 2)]
    assert seen(newsroom, until=first) == [(1, 1)]
    assert seen(newsroom, since=first, until=last - DAY) == [(2, 1), (1, 1)]
    assert seen(newsroom, since=date.min, until=date.max) == seen(newsroom)


def test_an_edit_of_an_unknown_moment_stands_with_its_story_alone(newsroom: Newsroom) -> None:
    with newsroom.engine.begin() as connection:
        connection.execute(update(revisions).where(revisions.c.id == 1).values(found_at=None))
    assert seen(newsroom) == [(1, 2), (2, 1)]
    assert [edit.number for edit in edits_of(newsroom.engine, 1)] == [2, 1]


def test_a_story_is_known_by_outlet_and_id(newsroom: Newsroom) -> None:
    assert story_at(newsroom.engine, [("news", "https://x.example/8"), ("kabar", "8")]) == 2
    assert story_at(newsroom.engine, [("kabar", "9")]) is None
    assert story_at(newsroom.engine, []) is None


def test_an_outlet_that_is_not_there_is_named(newsroom: Newsroom) -> None:
    with pytest.raises(ValueError, match="no outlet 'koran' in the database; it has"):
        latest_edits(newsroom.engine, Wanted(outlet="koran"))


@pytest.fixture
def database(sqlite_url: str) -> Path:
    """One story of a described outlet, edited twice, with what a terminal would obey."""
    engine = create_engine(sqlite_url)
    story = at(STORY, NOW, body="Air naik di hulu.\n\n" + "kata " * 40 + "12 orang tewas.")
    newsroom = Newsroom(engine)
    newsroom.visit(story)
    changed = story.body.replace("12", "15\x1b[31m").replace("naik", "naik lagi")
    newsroom.visit(at(story, NOW + DAY, headline="Panen raya [b]batal", body=changed))
    engine.dispose()
    return Path(sqlite_url.removeprefix("sqlite:///"))


def test_a_reader_sees_the_words_that_changed(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("edits", database=database) == 0
    assert capsys.readouterr().out.splitlines() == [
        "seen 2026-11-02 08:00 UTC  kabar  edit 1 of story 1",
        "Panen raya [b]batal",
        "headline: Panen raya [-dimulai-]{+[b]batal+}",
        "body: Air naik {+lagi+} di hulu.",
        "body: … kata kata kata kata kata kata kata kata [-12-]{+15[31m+} orang tewas.",
        STORY.url,
    ]


def test_a_program_gets_an_object_an_edit(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("edits", "--json", "1", database=database) == 0
    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    assert json.loads(printed) == {
        "story_id": 1,
        "outlet": "kabar",
        "url": STORY.url,
        "headline": "Panen raya [b]batal",
        "published_on": "2026-10-31",
        "number": 1,
        "found_at": "2026-11-02T08:00:00+00:00",
        "changes": [
            {"of": "headline", "removed": "dimulai", "added": "[b]batal"},
            {"of": "body", "removed": "", "added": "lagi"},
            {"of": "body", "removed": "12", "added": "15\x1b[31m"},
        ],
    }


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["--since", "2027-01-01"], 1, "no edit was seen"),
        (
            ["--since", "2026-02-01", "--until", "2026-01-01"],
            2,
            "--since=2026-02-01 is after --until=2026-01-01",
        ),
        (["7"], 2, "the archive has no story '7'"),
        (["https://x.example/a"], 2, "the archive has no story 'https://x.example/a'"),
        (["--outlet", "koran"], 2, "no outlet 'koran' in the database; it has ['kabar']"),
        (["--limit", "0"], 2, "--limit '0' is no number from 1 to 1000"),
        (["1", "--limit", "3"], 2, "all edits of a story are shown: no other choice goes with it"),
        (["1", "2"], 2, "name one story at most: scrapy edits [URL|STORY_ID]"),
        (["--sicne"], 2, "unknown option '--sicne'; see scrapy edits -h"),
    ],
)
def test_what_cannot_be_shown_is_said_in_one_line(
    database: Path,
    words: list[str],
    status: int,
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert call("edits", *words, database=database) == status
    assert capsys.readouterr().err == f"scrapy edits: {said}\n"


def test_a_story_is_found_by_any_form_of_its_address(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = create_engine(f"sqlite:///{database}")
    with engine.begin() as connection:
        connection.execute(update(outlets).values(name="voaislam"))
    engine.dispose()
    address = "https://m.voa-islam.com/news/opini/2026/10/31/7/panen;?utm_source=x"
    assert call("edits", address, database=database) == 0
    assert "edit 1 of story 1" in capsys.readouterr().out
