"""The README is followed word for word: its queries, options, columns and make targets."""

import json
import re
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from models.fetch import Outcome
from models.tables import articles
from scrapers.arguments import ACCEPTED
from tests.crawling import ROOT, call, scrapy
from tests.replica.site import Replica

README = (ROOT / "README.md").read_text("utf-8")
QUERIES = re.findall(r'scrapy query "(.+?)"\n```\n\n```\n(.+?)```', README, re.DOTALL)
PROGRAM = re.search(r"```python\n(.+?)```\n\n```\n(.+?)```", README, re.DOTALL)
EXPORTS = re.findall(r"scrapy export (.+?) +#", README)
SEARCHES = re.findall(r"scrapy search (.+?)\n```\n\n```\n(.+?)```", README, re.DOTALL)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database that `make demo` makes, made by the module that it calls."""
    folder = tmp_path_factory.mktemp("demo")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.replica.demo", str(folder)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "The newest stories" in done.stdout
    return folder / "warta.sqlite"


def test_the_answers_are_those_that_are_printed(
    demo: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One test, for the demo is made once for each worker that has one of them."""
    assert (len(QUERIES), len(SEARCHES), len(EXPORTS)) == (3, 1, 4)
    for query, printed in QUERIES:
        assert call("query", query, database=demo) == 0
        lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
        assert lines == printed.splitlines(), query
    for words, printed in SEARCHES:
        answer = scrapy("search", *shlex.split(words), database=demo)
        assert (answer.returncode, answer.stderr) == (0, ""), words
        assert answer.stdout == printed
    monkeypatch.chdir(tmp_path)
    for words in EXPORTS:
        assert call("export", *shlex.split(words), database=demo) == 0, words
    assert PROGRAM
    exec(PROGRAM[1], {})
    assert capsys.readouterr().out == PROGRAM[2]


def test_every_column_of_articles_is_explained() -> None:
    explained = set(re.findall(r"`([a-z_]+)`", README))
    bookkeeping = {"id", "outlet_id", "page_id", "content_hash", "reader_version", "language",
                   "fetched_at", "first_fetched_at", "gone_at"}  # fmt: skip
    assert {column.name for column in articles.c} - bookkeeping <= explained


def test_outcomes_arguments_and_targets_are_those_of_the_code() -> None:
    named = re.search(r"exactly one outcome \((.+?)\)", README, re.DOTALL)
    assert named is not None
    assert set(re.findall(r"`([a-z_]+)`", named[1])) == set(Outcome)
    assert set(re.findall(r"-a (\w+)=", README)) <= set(ACCEPTED.split(", "))
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert set(re.findall(r"\bmake (\w+)", README)) - {"demo", "test", "venv"} <= set(targets)
    for name in ("crawl", "extract", "query", "search", "db"):
        assert (ROOT / "scrapers" / "commands" / f"{name}.py").exists()


def test_extract_prints_one_object_a_page_in_the_order_of_the_arguments(tmp_path: Path) -> None:
    page = tmp_path / "halaman.html"
    page.write_text(
        "<h1>Bendungan Baru Diresmikan di Hulu Sungai</h1><p>Rabu, 30 Aug 2017</p><p>JAKARTA "
        "(voa-islam.com) - Bendungan baru itu diresmikan pada Rabu pagi oleh para petani "
        "setempat. (TDS)</p>",
        "utf-8",
    )
    url = "https://www.voa-islam.com/read/opini/2017/08/30/52950/bendungan/"
    missing = str(tmp_path / "tidak-ada \udcff.html")  # a byte that is no text
    done = scrapy("extract", "voaislam", missing, str(page), "nada\nx")
    assert done.returncode == 1
    first, second, third = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["file"], first["error"]) == (missing, "unreadable-file")
    assert second["headline"] == "Bendungan Baru Diresmikan di Hulu Sungai"
    assert (second["published_at"], second["place"]) == ("2017-08-30T00:00:00+07:00", "Jakarta")
    assert third["error"] == "unreadable-file"
    addressed = scrapy("extract", "voaislam", "--raw", "--url", url, str(page))
    assert addressed.returncode == 0, addressed.stderr
    raw = json.loads(addressed.stdout)
    assert (raw["source_id"], raw["url"], raw["sign_off"]) == ("52950", url, "(TDS)")


def test_extract_escapes_what_a_terminal_would_obey(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, headline = tmp_path / "halaman.html", "Bendungan \x9b31mBaru \u202eDiresmikan"
    page.write_text(
        f"<h1>{headline}</h1><p>Rabu, 30 Aug 2017</p><p>JAKARTA (voa-islam.com) - Bendungan baru"
        " itu diresmikan pada Rabu pagi oleh para petani setempat. (TDS)</p>",
        "utf-8",
    )
    assert call("extract", "voaislam", str(page), database=tmp_path / "none") == 0
    printed = capsys.readouterr().out
    assert json.loads(printed)["headline"] == headline
    assert printed.rstrip("\n").isprintable()


def test_extract_visits_addresses_with_a_crawl_s_manners() -> None:
    with Replica(stories=3, today=date(2025, 1, 7)) as site:
        number = next(iter(site.ids()))
        story, search = site.address(number), f"{site.url}/search/?q=air"
        elsewhere = "http://127.0.0.1:9/read/opini/2017/08/30/1/x/"
        # Crawls of this machine share a queue, which extract has no use for.
        done = scrapy(
            "extract", "voaislam", "--site", site.url, search, story, elsewhere,
            WARTA_REDIS_URL="redis://127.0.0.1:9/0",
        )  # fmt: skip
        truth = site.truth(number)
    assert done.returncode == 1, done.stderr
    first, second, third = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["url"], first["error"]) == (search, "robots")
    assert (second["headline"], second["body"]) == (truth["headline"], truth["body"])
    assert (third["url"], third["error"]) == (elsewhere, "offsite")
    assert "Traceback" not in done.stderr  # of the sitemap that robots.txt names


@pytest.mark.parametrize(
    ("words", "database", "says"),
    [
        (("crawl", "entah"), None, "scrapy crawl: unknown outlet 'entah'; known are "),
        (("crawl", "voaislam", "--cepat"), None, "scrapy crawl: unknown option '--cepat'"),
        (("crawl", "voaislam", "-a", "limit=x"), None, "scrapy crawl: limit='x' is no number"),
        (("crawl", "voaislam"), "mysql://a:rahasia@b/c", "names 'mysql', which Warta cannot"),
    ],
)
def test_a_wrong_call_gets_one_clear_line(
    tmp_path: Path, words: tuple[str, ...], database: str | None, says: str
) -> None:
    given = database or tmp_path / "warta.sqlite"
    done = scrapy(*words, database=given)
    assert done.returncode == 2
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "rahasia" not in done.stderr
