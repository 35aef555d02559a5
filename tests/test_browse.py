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
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote

import pytest
import yaml
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from sqlalchemy import create_engine

from docs.browse.__main__ import PYTHON, refusal
from docs.browse.explained import explained
from docs.browse.side_by_side import Paragraph, side_by_side
from models.tables import metadata
from models.views import NAMES
from tests.newsroom import NOW, STORY, Newsroom, at

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
    for _ in range(200):
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


def test_an_analyst_looks_around(site: str, browser: webdriver.Chrome) -> None:
    def texts(selector: str) -> list[str]:
        return [each.text for each in browser.find_elements(By.CSS_SELECTOR, selector)]

    browser.get(f"{site}/-/dashboards/archive")
    WebDriverWait(browser, 15).until(
        lambda _: all(texts(f"#chart-{name} svg .role-mark path[aria-label]") for name in CHARTS)
    )

    browser.get(f"{site}/-/dashboards/archive?story=999")  # there is no such story
    WebDriverWait(browser, 15).until(lambda _: texts("#chart-growth svg"))
    assert browser.execute_script("return document.documentElement.scrollHeight") < 5000

    browser.get(f"{site}/warta/articles")
    assert "parts, the outlet's own name left out" in browser.page_source
    browser.find_element(By.LINK_TEXT, "Palu").click()
    assert "place=Palu" in browser.current_url
    assert "1 row" in texts("h3")[0]

    browser.get(f"{site}/warta/articles")
    box = browser.find_element(By.ID, "_search")
    box.send_keys("lad*")
    box.submit()
    assert "1 row" in texts("h3")[0]

    browser.get(f"{site}/warta/headlines_with")
    box = browser.find_element(By.NAME, "word")
    box.send_keys("panen")
    box.submit()
    assert texts("td.col-headline") == ["Panen raya selesai"]

    browser.find_element(By.LINK_TEXT, "Panen raya selesai").click()
    assert texts("h1") == ["Panen raya selesai"]
    assert texts(".body p") == ["Petani turun ke ladang.", "Padi kuning."]
    WebDriverWait(browser, 15).until(lambda _: texts("#curve svg"))
    assert len(texts("#curve svg .mark-line path")) == 1
    assert len(texts("#curve svg .mark-symbol path")) == 2
    assert texts(".pair del") == ["dimulai", "sawah.", "sudah"]
    assert texts(".pair ins") == ["selesai", "ladang."]

    browser.get(f"{site}/-/story/2")
    WebDriverWait(browser, 15).until(lambda _: texts("#curve svg"))
    assert texts("h1") == texts(".body p") == [HOSTILE]
    assert browser.find_elements(By.LINK_TEXT, "at the outlet") == []
    assert browser.execute_script("return window.pwned") is None

    narrow = {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", narrow)
    shown = ("story/1", "dashboards/archive")
    for path in (*(f"/-/{each}" for each in shown), "/warta/search?word=panen", "/warta/stories"):
        browser.get(site + path)
        assert browser.execute_script("return window.pwned") is None, path
        assert browser.execute_script("return document.documentElement.scrollWidth") <= 390, path

    assert [each for each in browser.get_log("browser") if each["level"] == "SEVERE"] == []
    asked = [json.loads(each["message"])["message"] for each in browser.get_log("performance")]
    urls = [
        each["params"]["request"]["url"]
        for each in asked
        if each["method"] == "Network.requestWillBeSent"
    ]
    assert len(urls) > 20
    assert [url for url in urls if not url.startswith((site, "data:", "blob:", "chrome://"))] == []


def test_every_query_runs_and_the_search_boxes_find(site: str) -> None:
    def asked(path: str) -> object:
        with urllib.request.urlopen(f"{site}{path}") as answer:
            return json.load(answer)

    queries = METADATA["databases"]["warta"]["queries"]
    assert len(queries) == 14
    for name in queries:
        assert isinstance(asked(f"/warta/{name}.json?_shape=array"), list)
    for table in ("articles", "stories"):
        rows = (
            asked(f"/warta/{table}.json?_shape=array&_search={quote(words)}")
            for words in ("raya", "lad*", "banjir")
        )
        assert [len(each) for each in rows] == [1, 1, 0]
    for number in ("3", "9" * 18, "9" * 30):
        with pytest.raises(HTTPError, match="404"):
            asked(f"/-/story/{number}")


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


def test_edits_stand_side_by_side() -> None:
    before = "\n\n".join("abcdef") + "\n\nsatu dua"
    rows = side_by_side(before, f"baru\n\n{before} tiga")
    shown = [
        tuple("".join(f"{'*' * p.changed}{p.words}" for p in side) for side in r) for r in rows
    ]
    assert shown == [
        ("*", "*baru"),
        ("a", "a"),
        ("[4 paragraphs alike]", "[4 paragraphs alike]"),
        ("f", "f"),
        ("satu dua", "satu dua*tiga"),
    ]
    assert side_by_side(None, None) == [([(False, "")], [(False, "")])]


def _marked(paragraph: Paragraph) -> str:
    return "".join(f"{'*' * piece.changed}{piece.words}" for piece in paragraph)


def test_a_paragraph_without_end_is_compared_at_once() -> None:
    began = time.monotonic()
    rows = side_by_side("a b " * 200_000, "b a " * 200_000)
    assert [piece.changed for side in rows[0] for piece in side] == [True, True]
    many = "\n\n".join("ab" * 20_000), "\n\n".join("ba" * 20_000)
    side_by_side(*many)
    assert time.monotonic() - began < 5
