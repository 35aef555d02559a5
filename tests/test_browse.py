"""`make browse` in a real browser: what an analyst opens, and what the browser asks for."""

import json
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from sqlalchemy import create_engine, insert

from models import tables

ROOT = Path(__file__).parents[1]
DATASETTE = ROOT / ".venv-browse" / "bin" / "datasette"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync"
    " --disable-background-networking --disable-component-update --window-size=1300,1500"
)
BROWSER = [Path("/usr/bin/chromium"), Path("/usr/bin/chromedriver")]
pytestmark = pytest.mark.skipif(not DATASETTE.exists(), reason="needs what `make browse` installs")
MOMENT = datetime(2020, 10, 31, 15, 25, tzinfo=UTC)


@pytest.fixture
def site(sqlite_url: str) -> Iterator[str]:
    engine = create_engine(sqlite_url)
    outlet = {"id": 1, "name": "a", "title": "A", "home": "https://a.id", "zone": "Asia/Jakarta"}
    crawl = {"id": 1, "outlet_id": 1, "started_at": MOMENT, "outcome": "ok", "arguments": {}}
    page = {"id": 1, "outlet_id": 1, "url": "https://a.id/1", "kind": "story", "found_at": MOMENT}
    story = {
        "id": 1, "outlet_id": 1, "source_id": "1", "headline": "Kabar Gempa", "body": "b",
        "section": "dunia", "place": "Palu", "country_code": "ID", "view_count": 7,
        "published_on": MOMENT.date(), "date_witnesses": [], "sign_off_codes": [], "problems": [],
        "language": "id", "content_hash": "h", "reader": "outlet",
    }  # fmt: skip
    fetch = {"id": 1, "crawl_id": 1, "page_id": 1, "fetched_at": MOMENT, "outcome": "stored"}
    seen = {
        "article_id": 1,
        "observed_at": MOMENT,
        "observed_on": MOMENT.date(),
        "rests_on": "visit",
        "count": 7,
        "fetch_id": 1,
    }
    with engine.begin() as connection:
        for table, row in (
            (tables.outlets, outlet), (tables.crawls, crawl), (tables.pages, page),
            (tables.articles, story), (tables.fetches, fetch), (tables.view_counts, seen),
        ):  # fmt: skip
            connection.execute(insert(table), row)
    engine.dispose()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [str(DATASETTE), "serve", sqlite_url.removeprefix("sqlite:///")]
    words += ["-m", str(ROOT / "docs/browse/metadata.yaml"), "-h", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(words, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}/-/versions.json")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait_for(url: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(url).close()
        except URLError:
            time.sleep(0.1)
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


def test_charts_facets_and_queries(site: str, browser: webdriver.Chrome) -> None:
    browser.get(f"{site}/-/dashboards/archive")
    marks = "svg.marks .role-mark path, canvas.marks"
    WebDriverWait(browser, 15).until(
        lambda page: len(page.find_elements(By.CSS_SELECTOR, marks)) >= 5
    )

    browser.get(f"{site}/warta/articles")
    assert "Parts of the sign-off" in browser.page_source
    browser.find_element(By.LINK_TEXT, "Palu").click()
    assert "place=Palu" in browser.current_url
    assert "1 row" in browser.find_element(By.TAG_NAME, "h3").text

    browser.get(f"{site}/warta/articles")
    box = browser.find_element(By.ID, "_search")
    box.send_keys("gem*")
    box.submit()
    assert "1 row" in browser.find_element(By.TAG_NAME, "h3").text

    browser.get(f"{site}/warta/headlines_with?word=gempa")
    assert browser.find_element(By.CSS_SELECTOR, "td.col-headline").text == "Kabar Gempa"

    said = [each for each in browser.get_log("browser") if each["level"] == "SEVERE"]
    assert [each for each in said if "favicon" not in each["message"]] == []
    asked = [json.loads(each["message"])["message"] for each in browser.get_log("performance")]
    urls = [
        each["params"]["request"]["url"]
        for each in asked
        if each["method"] == "Network.requestWillBeSent"
    ]
    assert urls
    assert [url for url in urls if not url.startswith((site, "data:", "blob:", "chrome://"))] == []


@pytest.mark.parametrize("table", ["articles", "stories"])
def test_the_search_box_finds_what_has_the_words_and_nothing_else(site: str, table: str) -> None:
    counts = []
    for asked in ("kabar", "gem*", "banjir"):
        question = f"{site}/warta/{table}.json?_search={quote(asked)}"
        with urllib.request.urlopen(question) as answer:
            counts.append(json.load(answer)["filtered_table_rows_count"])
    assert counts == [1, 1, 0]


def test_every_query_runs(site: str) -> None:
    text = (ROOT / "docs/browse/metadata.yaml").read_text()
    names = re.findall(
        r"^      (\w+):\n        title: .*\n(?:        desc.*\n)?        sql:", text, re.M
    )
    assert len(names) == 14
    for name in names:
        with urllib.request.urlopen(f"{site}/warta/{name}.json?_shape=array") as answer:
            assert isinstance(json.load(answer), list)
