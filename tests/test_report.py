import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from PIL import Image
from sqlalchemy import Engine, insert

from models import tables
from models.crawls import register
from models.database import open_engine
from models.fetch import Ending, Outcome
from models.report import gather
from scrapers.commands.report import report
from scrapers.report_charts import charts
from scrapers.report_page import bars, columns, every_year
from tests.crawling import scrapy
from tests.newsroom import KABAR, NOW, STORY, Newsroom, at, gone

MOMENT = datetime(2026, 11, 1, 10, 0, tzinfo=UTC)
PNGS = ["fields.png", "last-crawls.png", "most-read.png", "places.png", "stories-a-year.png"]
UNCOUNTED: dict[str, Any] = {"view_count": None, "view_line": None}
HOSTILE = "$\\frac{$<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str | None] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _read(text: str) -> _Tags:
    parser = _Tags()
    parser.feed(text)
    return parser


def fill(engine: Engine) -> None:
    outlet = {"id": 1, "name": "a", "title": HOSTILE, "home": "h", "zone": "Asia/Jakarta"}
    crawl = {"id": 1, "outlet_id": 1, "started_at": MOMENT, "outcome": "broken", "arguments": {}}
    page = {"id": 1, "outlet_id": 1, "url": "u", "kind": "story", "found_at": MOMENT}
    story = {
        "id": 1, "outlet_id": 1, "source_id": "1", "headline": HOSTILE, "place": HOSTILE,
        "body": "b", "published_on": date(2026, 10, 1), "date_witnesses": [], "view_count": 12345,
        "sign_off_codes": [], "problems": [], "language": "id", "content_hash": "h",
        "url": "javascript:alert(1)", "reader": "outlet",
    }  # fmt: skip
    fetch = {"id": 1, "crawl_id": 1, "page_id": 1, "fetched_at": MOMENT, "outcome": "quarantined"}
    kept = {"fetch_id": 1, "page_id": 1, "outlet_id": 1, "stage": "cut", "quarantined_at": MOMENT}
    edit = {"article_id": 1, "number": 1, "kind": "body", "body_before": "a", "body_after": "b"}
    with engine.begin() as connection:
        connection.execute(insert(tables.outlets), outlet)
        connection.execute(insert(tables.crawls), crawl | {"reason": HOSTILE, "fetches": 1})
        connection.execute(insert(tables.pages), page)
        connection.execute(insert(tables.articles), story)
        connection.execute(insert(tables.fetches), fetch)
        connection.execute(insert(tables.revisions), edit | {"fetch_id": 1})
        hostile = {"url": "data:text/html,x", "reason": HOSTILE, "message": HOSTILE}
        connection.execute(insert(tables.quarantine), kept | hostile)


def test_a_crawl_that_runs_has_made_visits(engine: Engine) -> None:
    newsroom = Newsroom(engine)
    newsroom.visit(STORY, gone())
    (crawl,) = gather(engine, 5).crawls
    assert (crawl["outcome"], crawl["fetches"]) == ("running", 2)
    assert crawl["outcomes"] == {"stored": 1, "gone": 1}


def test_of_stories_read_as_often_the_first_comes_first(engine: Engine) -> None:
    stories = [at(STORY, NOW, source_id=str(n), headline=f"Judul {n}") for n in range(20)]
    Newsroom(engine).visit(*stories)
    read = [row["headline"] for row in gather(engine, 3).read]
    assert read == ["Judul 0", "Judul 1", "Judul 2"]


def test_lists_of_stories_name_their_outlets(engine: Engine) -> None:
    newsroom = Newsroom(engine)
    newsroom.visit(STORY)
    newsroom.visit(at(STORY, NOW + timedelta(days=1), headline="Lain", view_count=9))
    figures = gather(engine, 12)
    assert [row["title"] for row in (*figures.read, *figures.edited)] == ["Kabar", "Kabar"]
    assert "<th>headline</th><th>outlet</th>" in report(figures, MOMENT)


def test_the_figures_are_counted_and_the_greatest_come_first(engine: Engine) -> None:
    register(engine, replace(KABAR, name="lain", title="Lain"))
    newsroom = Newsroom(engine)
    jogja: dict[str, Any] = {"place": "Jogja", "published_at": MOMENT.replace(year=2019)}
    stories = [
        at(STORY, NOW, source_id="1", view_count=5, **jogja),
        at(STORY, NOW, source_id="2", **jogja | UNCOUNTED | {"place": "Yogyakarta"}),
        at(STORY, NOW, source_id="3", view_count=7, place=None, published_at=None),
        at(STORY, NOW, source_id="4", view_count=3),
    ]
    newsroom.visit(*stories)
    for number, (story, count) in enumerate(((stories[0], 1), (stories[3], 2)), 1):
        for edit in range(count):
            later = NOW + timedelta(days=number + edit)
            newsroom.visit(at(story, later, headline=f"Edisi {edit}", **UNCOUNTED))
    for reason, source_id in zip("bbbacb", "566788", strict=True):
        unread = Ending(outcome=Outcome.QUARANTINED, reason=reason, stage="read", message=reason)
        newsroom.visit(unread, page_id=newsroom.page(source_id))
    newsroom.visit(at(STORY, NOW + timedelta(days=1), source_id="8"))
    figures = gather(engine, 2)
    assert figures.volumes == [("2019", 2), ("2026", 2)]
    assert figures.places == gather(engine, 12).places == [("Subang", 2), ("Yogyakarta", 2)]
    assert [row["view_count"] for row in figures.read] == [1234, 7]
    assert [row["edits"] for row in figures.edited] == [2, 1]
    assert [(row["reason"], row["pages"]) for row in figures.waiting] == [("b", 2), ("a", 1)]
    (fresh,) = figures.fresh
    assert tuple(fresh.values()) == (
        "Kabar",
        5,
        date(2019, 11, 1),
        date(2026, 10, 31),
        NOW + timedelta(days=3),
    )
    shortest = gather(engine, 1)
    assert shortest.places == [("Subang", 2)]
    assert [row["reason"] for row in shortest.waiting] == ["b"]
    assert (len(shortest.read), len(shortest.edited)) == (1, 1)
    assert figures.covered[0][1] == 5
    assert dict(figures.covered)["published_at"] == dict(figures.covered)["place"] == 4


def test_a_hundred_per_cent_is_all_and_none_is_none() -> None:
    drawn = bars([("headline", 1000), ("place", 999), ("byline", 1), ("url", 0)], 1000)
    assert [each for each in _read(drawn).words if "%" in each] == ["100%", "99%", "1%", "0%"]


def test_hostile_values_stay_words(engine: Engine) -> None:
    fill(engine)
    read = _read(report(gather(engine, 12), MOMENT))
    assert read.tags & {"script", "img", "iframe", "link"} == set()
    assert [name for name in read.attributes if name.startswith("on")] == []
    assert read.links == []
    assert read.words.count(HOSTILE) == 8
    assert {"12 345", "2026-10-01", "1 quarantined", f"broken: {HOSTILE}"} <= set(read.words)


def test_an_example_of_quarantine_says_what_is_wrong_with_its_own_page(engine: Engine) -> None:
    newsroom = Newsroom(engine)
    for message, number in (("'nanti'", 1), ("'kemarin'", 2)):
        unread = Ending(
            outcome=Outcome.QUARANTINED, reason="date-line", stage="read", message=message
        )
        newsroom.visit(unread, page_id=newsroom.page(str(number)))
    assert [tuple(row.values()) for row in gather(engine, 12).waiting] == [
        ("read", "date-line", 2, "https://kabar.example/story/1", "'nanti'")
    ]


def test_years_without_stories_are_years_too_unless_they_are_many() -> None:
    filled = [("2019", 3), ("2020", 0), ("2021", 0), ("2022", 5)]
    assert every_year([("2019", 3), ("2022", 5)]) == filled
    shortened = [("1970", 1), ("…", 0), ("2010", 7), ("2011", 8)]
    assert every_year([("1970", 1), ("2010", 7), ("2011", 8)]) == shortened
    assert every_year([]) == []
    many = [(str(year), 1) for year in range(1971, 2027)]
    drawn = columns(every_year([("1950", 1), *many]))
    assert [word for word in _read(drawn).words if word == "…"] == ["…"]


def test_a_chart_is_scrolled_where_it_would_be_too_small_to_read(engine: Engine) -> None:
    fill(engine)
    page = report(gather(engine, 12), MOMENT)
    assert page.count("<svg") == page.count('<div class="scroll"><svg') == 3
    assert "svg { width: 100%; min-width:" in page


def test_an_empty_archive_has_a_page(engine: Engine) -> None:
    read = _read(report(gather(engine, 12), MOMENT))
    assert read.words.count("None.") == 7
    assert "Made on 01 November 2026, 10:00 UTC" in read.words


def test_charts_are_pictures_with_something_on_them(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    assert charts(gather(engine, 12)) == {}
    fill(engine)
    drawn = charts(gather(engine, 12))
    engine.dispose()
    assert sorted(drawn) == PNGS
    for name, png in drawn.items():
        picture = Image.open(io.BytesIO(png)).convert("RGB")
        assert picture.size == (1080, 576)
        assert len(picture.getcolors(maxcolors=100_000) or ()) > 50, name


def test_the_command(sqlite_url: str, tmp_path: Path) -> None:
    engine = open_engine(sqlite_url)
    fill(engine)
    engine.dispose()
    folder, file = tmp_path / "charts", tmp_path / "r.html"
    folder.mkdir()
    done = scrapy("report", "--charts", str(folder), str(file), database=sqlite_url)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == str(file)
    assert sorted(each.name for each in folder.iterdir()) == PNGS
