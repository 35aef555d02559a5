"""`make browse` in a real browser: what an analyst opens, and what the browser asks for."""

import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote

import pytest
import yaml
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from docs.browse.__main__ import PYTHON, refusal
from docs.browse.explained import explained
from docs.browse.searching import find, reading
from docs.browse.shortened import shortened
from models.database import open_engine
from models.side_by_side import side_by_side
from models.tables import metadata
from models.views import NAMES
from tests.newsroom import NOW, STORY, Newsroom, at, gone

ROOT = Path(__file__).parents[1]
CHARTS = ("days", "top", "growth", "places", "months", "health")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync"
    " --disable-background-networking --disable-component-update --window-size=1300,1500"
)
BROWSER = [Path("/usr/bin/chromium"), Path("/usr/bin/chromedriver")]
METADATA = yaml.safe_load((ROOT / "docs/browse/metadata.yaml").read_text("utf-8"))
HOSTILE = "</script><script>window.pwned=1</script>\"'><img src=x onerror=window.pwned=1>{{7*7}}"


@pytest.fixture(scope="module")
def site(sqlite_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of Datasette on two stories, of which the first was edited and the second is
    hostile."""
    if not PYTHON.exists():
        pytest.skip("needs what `make browse` installs")
    file = tmp_path_factory.mktemp("browse") / "Arsip berita, 2026.v2"
    shutil.copy(sqlite_model, file)
    engine = create_engine(f"sqlite:///{file}")
    newsroom = Newsroom(engine)
    newsroom.visit(STORY)
    later = {"headline": "Panen raya selesai", "body": "Petani turun ke ladang.\n\nPadi kuning."}
    newsroom.visit(at(STORY, NOW + timedelta(days=1), view_count=1900, **later))
    hostile = {
        "headline": HOSTILE,
        "body": f"{HOSTILE}\n\ngempa",
        "place": "Palu",
        "byline": HOSTILE,
    }
    address = {"source_id": "8", "url": "javascript:window.pwned=1", "section": HOSTILE}
    newsroom.visit(at(STORY, NOW, **hostile, **address))
    newsroom.visit(at(STORY, NOW + timedelta(days=1), **hostile | {"body": HOSTILE}, **address))
    for source_id, days in (("7", 3), ("8", 3), ("8", 13)):
        page_id = newsroom.page(source_id)
        newsroom.visit(gone(), page_id=page_id, fetched_at=NOW + timedelta(days))
    engine.dispose()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "docs.browse", str(file), "--port", str(port)]
    with subprocess.Popen(words, cwd=ROOT, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}/-/versions.json")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait_for(url: str) -> None:
    for _ in range(1200):  # a minute, for a machine with much else to do
        try:
            urllib.request.urlopen(url).close()
        except URLError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"nothing answers at {url}")


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[webdriver.Chrome]:
    if not all(file.exists() for file in BROWSER):
        pytest.skip("needs Chromium and its driver")
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in [*FLAGS.split(), f"--user-data-dir={tmp_path / 'profile'}"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = webdriver.ChromeService("/usr/bin/chromedriver", env=dict(os.environ))
    driver = webdriver.Chrome(options, service)
    yield driver
    driver.quit()


@dataclass
class Window:
    """A browser on the site. A page that was asked for comes when it comes, and meanwhile the one
    before is there: so what must be seen is waited for."""

    driver: webdriver.Chrome
    site: str

    def open(self, path: str) -> None:
        self.driver.get(self.site + path)

    def fill_in(self, name: str, words: str) -> None:
        box = self.driver.find_element(By.NAME, name)
        box.send_keys(words)
        box.submit()

    def follow(self, link: str) -> None:
        self.driver.find_element(By.LINK_TEXT, link).click()

    def run(self, script: str) -> object:
        return self.driver.execute_script(f"return {script}")

    def texts(self, selector: str) -> list[str]:
        return [each.text for each in self.driver.find_elements(By.CSS_SELECTOR, selector)]

    def shows(self, selector: str, *expected: str) -> None:
        self._wait(lambda: self.texts(selector) == list(expected), f"{selector} not {expected}")

    def has(self, selector: str, number: int = 1) -> None:
        self._wait(lambda: len(self.texts(selector)) >= number, f"not {number} of {selector}")

    def _wait(self, is_there: Callable[[], bool], what: str) -> None:
        waiting = WebDriverWait(self.driver, 15, 0.1, [StaleElementReferenceException])
        waiting.until(lambda _: is_there(), what)


def test_an_analyst_looks_around(site: str, browser: webdriver.Chrome) -> None:
    window = Window(browser, site)
    _look_at_the_charts(window)
    _find_stories(window)
    _read_a_story(window)
    _meet_a_hostile_story(window)
    _look_from_a_phone(window)
    assert [each for each in browser.get_log("browser") if each["level"] == "SEVERE"] == []
    asked = [json.loads(each["message"])["message"] for each in browser.get_log("performance")]
    urls = [
        each["params"]["request"]["url"]
        for each in asked
        if each["method"] == "Network.requestWillBeSent"
    ]
    assert len(urls) > 20
    assert [url for url in urls if not url.startswith((site, "data:", "blob:", "chrome://"))] == []


def _look_at_the_charts(window: Window) -> None:
    window.open("/-/dashboards/archive")
    for name in CHARTS:
        window.has(f"#chart-{name} svg .role-mark path[aria-label]")
    window.open("/-/dashboards/archive?story=999")  # there is no such story
    window.has("#chart-growth svg")
    height = window.run("document.documentElement.scrollHeight")
    assert isinstance(height, int)
    assert height < 5000


def _find_stories(window: Window) -> None:
    window.open("/warta/articles")
    assert "its parts, the outlet's own name left out (JSON)" in window.texts("dl dd")
    window.follow("kabar")  # a facet
    window.has("td.col-headline", 2)
    window.follow("Palu")
    window.shows("td.col-headline", HOSTILE)
    window.open("/warta/articles")
    window.fill_in("_search", "ladang")
    window.shows("td.col-headline", "Panen raya selesai")
    window.open("/-/search")
    window.fill_in("words", '"raya selesai" -gempa bertani')
    window.shows(".hits h3", "Panen raya selesai")
    window.shows(".hits mark", "raya selesai", "Petani")
    window.open("/-/search?words=%22raya")
    window.shows(".message-error", 'a quotation mark has no partner: "raya')
    window.open("/-/search?words=panenn")
    window.shows(".nothing", "Nothing found: no story has panenn (but panen).")
    window.open("/-/search?words=pwned&outlet=kabar&place=PALU&sort=newest")
    window.shows(".hits h3", HOSTILE)
    window.open("/warta/headlines_with")
    window.fill_in("word", "pane")
    window.shows("td.col-headline", "Panen raya selesai")
    window.shows("td.col-outlet", "kabar")


def _read_a_story(window: Window) -> None:
    window.follow("Panen raya selesai")
    window.shows("h1", "Panen raya selesai")
    window.shows(".body p", "Petani turun ke ladang.", "Padi kuning.")
    window.has("#curve svg .mark-line path")
    window.has("#curve svg .mark-symbol path", 2)
    window.shows(".pair del", "dimulai", "sawah", "sudah")
    window.shows(".pair ins", "selesai", "ladang")
    window.shows(
        ".message-warning",
        "The outlet was seen without this story on 2026-11-04, and last with it on 2026-11-02. "
        "Whether it is gone, a later visit will tell.",
    )


def _meet_a_hostile_story(window: Window) -> None:
    window.open("/-/story/2")
    window.has("#curve svg .mark-symbol path")
    window.shows("h1", HOSTILE)
    window.shows(".body p", HOSTILE)
    window.shows(
        ".message-warning",
        "The outlet was first seen without this story on 2026-11-04, and last with it on "
        "2026-11-02.",
    )
    assert "at the outlet" not in window.texts(".facts a")
    assert "as printed" in window.texts(".facts a")


def _look_from_a_phone(window: Window) -> None:
    phone = {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    window.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
    for path in (
        "/-/story/2",
        "/-/dashboards/archive",
        "/-/search?words=panen",
        "/warta/stories",
    ):
        window.open(path)
        assert window.run("[document.documentElement.scrollWidth <= 390, window.pwned]") == [
            True,
            None,
        ], path


def test_every_query_runs_and_the_search_boxes_find(site: str) -> None:
    def asked(path: str) -> Any:
        with urllib.request.urlopen(f"{site}{path}") as answer:
            return json.load(answer)

    queries = METADATA["databases"]["warta"]["queries"]
    assert len(queries) == 13
    for name in queries:
        assert isinstance(asked(f"/warta/{name}.json?_shape=array"), list)
    for table in ("articles", "stories"):
        rows = (
            asked(f"/warta/{table}.json?_shape=array&_search={quote(words)}")
            for words in ("raya", '"panen raya"', "banjir", "Jum'at covid-19 \"")
        )
        assert [len(each) for each in rows] == [1, 1, 0, 0]
    assert len(asked("/warta/signed_by.json?_shape=array&code=AN")) == 2
    for number in ("3", "9" * 18, "9" * 30):
        with pytest.raises(HTTPError, match="404"):
            asked(f"/-/story/{number}")


def test_what_is_found_is_what_the_command_finds(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    Newsroom(engine).visit(STORY, at(STORY, NOW, source_id="8", headline="Ma'ruf"))
    file = str(engine.url.database)
    engine.dispose()
    asked = dict.fromkeys(("words", "since", "until", "outlet", "place", "sort"), "")
    for said, expected in [
        ({"words": "maruf"}, [2]),
        ({"words": "padi", "until": "2026-10-31", "sort": "newest"}, [2, 1]),
        ({"words": "padi", "since": " 2026-11-01"}, []),
        ({"words": "padi", "place": "subang "}, [2, 1]),
        ({"words": " "}, []),
        ({"words": "padi", "since": "kemarin"}, "'kemarin' is no day as YYYY-MM-DD"),
        (
            {"words": "padi", "since": "2026-11-02", "until": "2026-11-01"},
            "the first day, 2026-11-02, is after the last, 2026-11-01",
        ),
        ({"words": "padi", "outlet": "x"}, "no outlet 'x' in the database; it has ['kabar']"),
    ]:
        found = find(reading(file), asked | said)
        assert (found.error or [hit.story_id for hit in found.hits]) == expected, said
    with pytest.raises(OperationalError, match="readonly"), reading(file).begin() as connection:
        connection.exec_driver_sql("DELETE FROM articles")


def test_stories_with_the_same_headline_are_no_one_bar_and_no_one_line(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    newsroom = Newsroom(engine)
    for number, views in (("7", 10), ("8", 30), ("9", 20)):
        headline = "Panen raya" if number == "9" else "Jadwal salat"
        newsroom.visit(at(STORY, NOW, source_id=number, headline=headline, view_count=views))
    charts = METADATA["plugins"]["datasette-dashboards"]["archive"]["charts"]
    with engine.connect() as connection:
        top = connection.exec_driver_sql(charts["top"]["query"]).all()
        growth = connection.exec_driver_sql(re.sub(r"\[\[.*?\]\]", "", charts["growth"]["query"]))
        lines = {row.headline for row in growth}
    engine.dispose()
    assert top == [("Jadwal salat (2)", 30), ("Panen raya", 20), ("Jadwal salat (1)", 10)]
    assert lines == {headline for headline, _ in top}


def test_capital_letters_of_a_place_do_not_count(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    Newsroom(engine).visit(STORY, at(STORY, NOW, source_id="8", place="Jogja"))
    query = METADATA["databases"]["warta"]["queries"]["stories_from"]["sql"]
    with engine.connect() as connection:
        found = [
            [row.story_id for row in connection.exec_driver_sql(query, {"place": place})]
            for place in ("subang", "YOGYAKARTA", "Bandung")
        ]
    engine.dispose()
    assert found == [[1], [2], []]


def test_whatever_is_shown_is_explained_in_the_docs() -> None:
    hidden = {
        name for name, said in METADATA["databases"]["warta"]["tables"].items() if "hidden" in said
    }
    assert explained().keys() | hidden == metadata.tables.keys() | {*NAMES, "alembic_version"}
    assert explained().keys() & hidden == set()
    assert explained()["stories"].title == "Stories"
    assert explained()["stories"].columns["words"] == "words of `body`, counted by its blanks"


@pytest.mark.parametrize(
    ("name", "version", "says"),
    [
        ("tidak-ada.sqlite", None, "there is no database {} yet: scrapy crawl makes it"),
        ("kosong.sqlite", None, "{} holds no archive yet: run scrapy crawl first"),
        ("lama.sqlite", "0006", "{} has the older schema 0006: run scrapy db upgrade"),
        ("apa?.sqlite", "0007", "'{}' has a ?, # or % in its name: give it another one"),
        (".", None, "cannot open {}: it is a folder; name a file in it"),
    ],
)
def test_what_cannot_be_opened_gets_one_line(
    tmp_path: Path, sqlite_model: Path, name: str, version: str | None, says: str
) -> None:
    file = tmp_path / name
    if version:
        shutil.copy(sqlite_model, file)
        with sqlite3.connect(file) as connection:
            connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
        connection.close()
    elif name == "kosong.sqlite":
        file.touch()
    said = refusal(str(file))
    assert said is not None
    assert re.sub("sqlite:///", "", said) == says.format(file)


def test_a_refusal_ends_the_command(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "docs.browse", "postgresql://analyst@127.0.0.1/warta"]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        "browse: 'postgresql://analyst@127.0.0.1/warta' is no file; docs/desk.md names a tool"
        " for PostgreSQL"
    ]


def test_of_many_paragraphs_alike_the_first_and_the_last_are_shown() -> None:
    before = "\n\n".join("abcdef") + "\n\nsatu dua"
    rows = shortened(side_by_side(before, f"baru\n\n{before} tiga"))
    shown = ["".join("*" * p.changed + p.after for p in row) for row in rows]
    assert shown == ["*baru", "a", "[4 paragraphs alike]", "f", "satu dua* tiga"]
    few = side_by_side("a\n\nb\n\nc", "a\n\nb\n\nc")
    assert shortened(few) == few
