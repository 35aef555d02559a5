"""`scrapy serve` as its caller meets it: one service, and behind it a site that means harm."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest
from aiohttp.test_utils import TestClient, TestServer

from scrapers.reading_service import Limits, ReadingService
from scrapers.spiders.news import NewsPageSpider
from scrapers.spiders.voaislam import VoaIslamSpider
from tests.crawling import ROOT, scrapy

TOKEN = "rahasia-yang-panjang"
PAGES = ROOT / "tests" / "pages" / "voaislam"
STORY = "https://www.voa-islam.com/read/opini/2020/10/31/1/gudang-beras/"
# The name server of somebody who wants our machine to visit itself.
NAMES = """
import socket
real = socket.gethostbyname
socket.gethostbyname = lambda name: "127.0.0.1" if name == "rebind.example" else real(name)
"""
LEADS_TO = {
    "/to-metadata": "http://169.254.169.254/latest/meta-data/",
    "/to-this-machine": "http://127.0.0.1:5432/",
    "/to-a-name-that-leads-inside": "http://rebind.example/secret",
    "/to-a-file": "file:///etc/passwd",
}


class Site(BaseHTTPRequestHandler):
    """Answers for whatever outlet is asked for."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path in LEADS_TO:
            self.send_response(302)
            self.send_header("Location", LEADS_TO[self.path])
            self.end_headers()
        elif self.path == "/huge":
            self.answer(b"", length=1 << 30)
        elif self.path == "/slow":
            self.answer(b"<html>", length=1 << 20)
            time.sleep(30)
        elif self.path == urllib.parse.urlsplit(STORY).path:
            self.answer((PAGES / "gudang-beras.html").read_bytes())
        elif self.path == "/no-story":
            self.answer(b"<html><title>x</title><p>Tidak ada.</p>")
        else:
            self.send_error(404)

    def answer(self, body: bytes, length: int | None = None) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(length or len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, *_: object) -> None:
        pass


class Service:
    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"

    def ask(
        self, url: str, token: str = TOKEN, path: str = "read"
    ) -> tuple[int, dict[str, object]]:
        """Status and object of the answer."""
        request = urllib.request.Request(
            f"{self.url}/{path}?{urllib.parse.urlencode({'url': url})}",
            headers={"Authorization": f"Bearer {token}"},
        )
        try:
            with urllib.request.urlopen(request, timeout=300) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("serve")
    (folder / "sitecustomize.py").write_text(NAMES)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    site = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    site.daemon_threads = True
    site.block_on_close = False
    threading.Thread(target=site.serve_forever, daemon=True).start()
    settings = {"READ_TIMEOUT": 240, "DOWNLOAD_TIMEOUT": 3, "DOWNLOAD_DELAY": 0}
    words = [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
    words += ["--port", str(port), "--site", f"http://127.0.0.1:{site.server_port}"]
    process = subprocess.Popen(
        [sys.executable, "-m", "scrapy", "serve", *words],
        cwd=ROOT,
        env=os.environ | {"WARTA_TOKEN": TOKEN, "PYTHONPATH": f"{folder}:{ROOT}"},
        stderr=subprocess.DEVNULL,
    )
    try:
        await_port(port)
        yield Service(port)
    finally:
        process.send_signal(signal.SIGTERM)
        status = process.wait(30)
        site.shutdown()
        site.server_close()
    assert status == 0


def await_port(port: int) -> None:
    end = time.monotonic() + 200
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(port)


def test_an_address_is_answered_with_its_article(service: Service) -> None:
    status, article = service.ask(STORY)
    assert status == 200, article
    expected = json.loads((PAGES / "gudang-beras.json").read_text())
    assert set(article) == set(expected)
    for name in ("headline", "body", "published_at", "place", "sign_off_codes"):
        assert article[name] == expected[name]
    assert (article["outlet"], article["source_id"]) == ("voaislam", "1")


def test_without_the_token_nothing_is_visited(service: Service) -> None:
    before = len(Site.asked)
    assert service.ask(STORY, token=TOKEN + "x") == (
        401,
        {"url": "", "error": "token", "text": "send the header Authorization: Bearer TOKEN"},
    )
    assert service.ask(STORY, token="", path="nothing")[0] == 401
    assert len(Site.asked) == before


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://berita.example/to-metadata", "offsite"),
        ("https://berita.example/to-a-name-that-leads-inside", "private-address"),
    ],
)
def test_nothing_leads_inside(service: Service, url: str, reason: str) -> None:
    status, told = service.ask(url)
    assert (status, told["url"], told["error"]) == (403, url, reason), told


@pytest.mark.parametrize(
    ("url", "status", "reason"),
    [
        ("https://berita.example/huge", 502, "too-large"),
        ("https://berita.example/slow", 504, "download-timeout"),
        ("https://berita.example/no-story", 422, "not-an-article:"),
    ],
)
def test_what_brings_no_article_is_told(
    service: Service, url: str, status: int, reason: str
) -> None:
    answer, told = service.ask(url)
    assert (answer, told["url"]) == (status, url)
    assert str(told["error"]).startswith(reason), told


@pytest.mark.parametrize("url", ["", "ftp://x/y", "http://a:b@www.voa-islam.com/", "http://a b/"])
def test_what_is_no_address_is_refused(service: Service, url: str) -> None:
    status, told = service.ask(url)
    assert (status, told["url"], told["error"]) == (400, url, "call")


def test_a_path_that_is_not_there_is_told_as_json(service: Service) -> None:
    assert service.ask("", path="crawl.json")[0] == 404


LIMITS = Limits(seconds=0.2, at_once=1, pause=0)


SECRETS = (
    *("DATABASE_URL", "PGPASSWORD", "SCRAPYD_PASSWORD", "WARTA_ALARM_COMMAND"),
    *("WARTA_ALARM_WEBHOOK", "WARTA_DATABASE_PASSWORD", "WARTA_REDIS_URL", "WARTA_TOKEN"),
)


async def test_a_visit_beyond_its_time_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, given = [], []
    begin = asyncio.create_subprocess_exec

    async def noting(*words: Any, **how: Any) -> asyncio.subprocess.Process:
        given.append(how["env"])
        begun.append(await begin(*words, **how))
        return begun[-1]

    monkeypatch.setattr(asyncio, "create_subprocess_exec", noting)
    for name in (*SECRETS, "WARTA_CONTACT"):
        monkeypatch.setenv(name, "rahasia")
    outlets = {"voaislam": VoaIslamSpider.outlet, "news": NewsPageSpider.outlet}
    application = ReadingService(outlets, TOKEN, LIMITS).application()
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with TestClient(TestServer(application), headers=headers) as client:
        first, second = await asyncio.gather(
            *(client.get("/read", params={"url": STORY}) for _ in range(2))
        )
        answers = {first.status: await first.json(), second.status: await second.json()}
    assert answers[504]["text"] == "the visit took longer than 0.2 s"
    assert answers[503]["error"] == "busy"
    assert [process.returncode for process in begun] == [-signal.SIGKILL]
    assert [key for key, value in given[0].items() if value == "rahasia"] == ["WARTA_CONTACT"]


def test_it_does_not_start_without_a_token() -> None:
    done = scrapy("serve", WARTA_TOKEN="kurang")
    assert (done.returncode, done.stderr) == (
        2,
        "scrapy serve: set WARTA_TOKEN to a secret of 16 characters or more\n",
    )


def test_it_does_not_start_on_a_port_that_cannot_be() -> None:
    done = scrapy("serve", "--port", "99999", WARTA_TOKEN=TOKEN)
    assert done.returncode != 0
    assert done.stderr.splitlines()[-1] == "scrapy serve: bind(): port must be 0-65535."
