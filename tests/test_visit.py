"""Every way in which a visit can end without an article."""

import asyncio
import gzip
import time
import zlib
from dataclasses import replace

import brotli
import pytest
from scrapy import Request
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import HtmlResponse, Response
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.test import get_crawler
from twisted.internet.error import DNSLookupError
from twisted.internet.error import TimeoutError as DownloadTimeout
from twisted.python.failure import Failure

from models.fetch import GAP, Ending, Listing, Outcome, PageKind
from models.ledger import DuePage
from scrapers.listing import guess as guessed
from scrapers.middlewares.accounting import Accounting
from scrapers.middlewares.codings import Codings
from scrapers.middlewares.guard import AddressGuard
from scrapers.resolver import PublicResolver
from scrapers.spiders.voaislam import VoaIslamSpider
from scrapers.visit import Excluded, Undecoded, ending_of_failure, ending_of_status

STORY = "https://www.voa-islam.com/read/opini/2017/08/30/52950/judul/"
RUBRIC = "https://www.voa-islam.com/rubrik/opini"
PAGE = DuePage(
    id=7, url=STORY, kind=PageKind.STORY, etag=None, last_modified=None,
    source_id="52950", section="opini", failures=0,
)  # fmt: skip


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, None),
        (206, None),
        (304, Outcome.NOT_MODIFIED),
        (401, Outcome.BLOCKED),
        (403, Outcome.BLOCKED),
        (404, Outcome.GONE),
        (410, Outcome.GONE),
        (418, Outcome.FAILED),
        (429, Outcome.BLOCKED),
        (451, Outcome.BLOCKED),
        (500, Outcome.FAILED),
        (503, Outcome.FAILED),
    ],
)
def test_a_status_means_an_outcome(status: int, outcome: Outcome | None) -> None:
    ending = ending_of_status(Response(STORY, status=status))
    assert (ending.outcome if ending else None) == outcome
    assert ending is None or ending.reason == f"http-{status}"


@pytest.mark.parametrize(
    ("asked", "outcome"),
    [
        ({}, Outcome.FAILED),
        ({"If-None-Match": '"a"'}, Outcome.NOT_MODIFIED),
        ({"If-Modified-Since": "Sat, 31 Oct 2020 22:25:00 GMT"}, Outcome.NOT_MODIFIED),
    ],
)
def test_a_304_that_nobody_asked_for_is_a_failure(asked: dict[str, str], outcome: Outcome) -> None:
    response = Response(STORY, status=304, request=Request(STORY, headers=asked))
    ending = ending_of_status(response)
    assert ending is not None
    assert (ending.outcome, ending.reason) == (outcome, "http-304")


@pytest.mark.parametrize(
    ("error", "outcome", "reason"),
    [
        (Excluded("offsite", "away"), Outcome.EXCLUDED, "offsite"),
        (IgnoreRequest("Forbidden by robots.txt"), Outcome.EXCLUDED, "robots"),
        (IgnoreRequest("max redirections reached"), Outcome.FAILED, "redirects"),
        (HttpError(Response(STORY, status=999)), Outcome.FAILED, "http-999"),
        (IgnoreRequest("exceeded DOWNLOAD_MAXSIZE (1 B)"), Outcome.FAILED, "too-large"),
        (DownloadCancelledError("larger than"), Outcome.FAILED, "too-large"),
        (DNSLookupError(), Outcome.FAILED, "dnslookup"),
        (DownloadTimeout(), Outcome.FAILED, "timeout"),
        (ConnectionResetError(), Outcome.FAILED, "connection-reset"),
        (zlib.error("invalid block type"), Outcome.FAILED, "zlib"),
    ],
)
def test_an_error_means_an_outcome(error: Exception, outcome: Outcome, reason: str) -> None:
    ending = ending_of_failure(Failure(error))
    assert (ending.outcome, ending.reason) == (outcome, reason)
    assert ending.message


def spider(**arguments: str) -> VoaIslamSpider:
    crawler = get_crawler(VoaIslamSpider)
    crawler.spider = VoaIslamSpider.from_crawler(crawler, **arguments)
    crawler.spider.crawl_id = 1
    return crawler.spider


@pytest.mark.parametrize(
    ("url", "site", "reason"),
    [
        (STORY, None, None),
        ("http://m.voa-islam.com/news/x", None, None),
        ("http://127.0.0.1:8000/read/x", "http://127.0.0.1:8000", None),
        ("http://127.0.0.1:8001/read/x", "http://127.0.0.1:8000", "offsite"),
        ("http://127.0.0.1:8000/read/x", None, "offsite"),
        ("https://voa-islam.com.example.org/read/x", None, "offsite"),
        ("ftp://www.voa-islam.com/x", None, "scheme"),
        ("data:,x", None, "scheme"),
        ("file:///etc/passwd", None, "scheme"),
    ],
)
def test_only_the_outlet_s_own_addresses_are_asked_for(
    url: str, site: str | None, reason: str | None
) -> None:
    crawled = spider(**({"site": site} if site else {}))
    guard = AddressGuard.from_crawler(crawled.crawler)
    found = None
    try:
        guard.process_request(Request(url))
    except Excluded as refusal:
        found = refusal.reason
    assert found == reason


@pytest.mark.parametrize("proxy", ["http://me:pw@Proxy.lan:3128", "me:pw@proxy.lan:3128"])
def test_only_the_environments_proxies_may_be_inside(
    monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setattr(PublicResolver, "exempt", set())
    monkeypatch.setenv("http_proxy", proxy)
    monkeypatch.setenv("https_proxy", "10.0.0.1:3128")
    monkeypatch.setenv("no_proxy", "voa-islam.com")
    AddressGuard.from_crawler(spider().crawler)
    assert PublicResolver.exempt == {"proxy.lan", "10.0.0.1"}


def test_a_bug_in_cutting_costs_no_page() -> None:
    crawled = spider()
    response = HtmlResponse(STORY, body=b"<p>isi", request=Request(STORY, meta={"page": PAGE}))
    accounting = Accounting.from_crawler(crawled.crawler)
    (fetch,) = accounting.process_spider_exception(response, KeyError("hilang"))
    assert fetch.result == Ending(
        outcome=Outcome.QUARANTINED, reason="bug:KeyError", message="'hilang'", stage="cut"
    )
    assert (fetch.page_id, fetch.body, fetch.status) == (7, b"<p>isi", 200)


@pytest.mark.parametrize(
    ("response", "reason"),
    [
        (Response(STORY, body=b"\x89PNG\r\n"), "not-an-article:no-text"),
        (HtmlResponse(STORY, body=b""), "not-an-article:empty"),
        (HtmlResponse(STORY, body=b"<title>404 Not Found</title>x"), "not-an-article:not-found"),
    ],
)
def test_a_page_that_is_no_story_goes_to_quarantine(response: Response, reason: str) -> None:
    response = response.replace(request=Request(STORY, meta={"page": PAGE}))
    (fetch,) = spider().parse(response)
    assert isinstance(fetch.result, Ending)
    assert (fetch.result.outcome, fetch.result.reason) == (Outcome.QUARANTINED, reason)
    assert fetch.result.stage == "cut"


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        ("Halaman tidak ditemukan", (Outcome.GONE, "no-such-id")),
        ("Database error", (Outcome.QUARANTINED, "not-an-article:error-page")),
    ],
)
def test_a_guessed_id_that_is_not_found_is_answered(
    says: str, expected: tuple[Outcome, str]
) -> None:
    guess = replace(PAGE, url=guessed("52950", VoaIslamSpider.outlet).url, found_on=GAP)
    request = Request(guess.url, meta={"page": guess})
    body = f"<title>{says}</title><p>Silakan kembali.</p>".encode()
    (fetch,) = spider().parse(HtmlResponse(guess.url, body=body, request=request))
    assert isinstance(fetch.result, Ending)
    assert (fetch.result.outcome, fetch.result.reason) == expected
    assert says in (fetch.result.message or "")


CHALLENGE = "<title>Just a moment...</title><p>Checking your browser</p>"
ERROR = "<h1>Database error</h1><p>Silakan kembali beberapa saat lagi.</p>"


@pytest.mark.parametrize(
    ("body", "kind", "found_on", "expected"),
    [
        (CHALLENGE, PageKind.LISTING, None, "challenge"),
        (CHALLENGE, PageKind.LISTING, STORY, "challenge"),
        (CHALLENGE, PageKind.FEED, None, "challenge"),
        ("<html><script src=/_Incapsula_Resource>", PageKind.LISTING, None, "challenge"),
        (ERROR, PageKind.LISTING, None, "no-listing"),
        (ERROR, PageKind.LISTING, STORY, None),  # beyond the section's last page
        ("<p>Belum ada berita di rubrik ini.</p>", PageKind.LISTING, None, None),
        (f"{CHALLENGE}<a href='{STORY}'>Berita</a>", PageKind.LISTING, None, None),
    ],
)
def test_a_page_in_a_lists_place_is_no_empty_list(
    body: str, kind: PageKind, found_on: str | None, expected: str | None
) -> None:
    page = replace(PAGE, url=RUBRIC, kind=kind, found_on=found_on, source_id=None)
    request = Request(RUBRIC, meta={"page": page})
    (fetch,) = spider().parse(HtmlResponse(RUBRIC, body=body.encode(), request=request))
    found = fetch.result.reason if isinstance(fetch.result, Ending) else None
    assert found == expected


async def test_a_long_list_is_cut_beside_all_else(monkeypatch: pytest.MonkeyPatch) -> None:
    def takes_long(*_: object) -> Listing:
        time.sleep(0.5)
        return Listing(found=())

    async def tick() -> None:
        while True:
            await asyncio.sleep(0.05)
            ticks.append(time.monotonic())

    ticks: list[float] = []
    monkeypatch.setattr("scrapers.news_spider.cut_listing", takes_long)
    rubric = replace(PAGE, url=RUBRIC, kind=PageKind.LISTING, source_id=None)
    ticking = asyncio.create_task(tick())
    request = spider().request(rubric)
    assert request.callback is not None
    (fetch,) = [each async for each in request.callback(HtmlResponse(RUBRIC, request=request))]
    ticking.cancel()
    assert fetch.result == Listing(found=())
    assert len(ticks) > 2


FRONT = (
    "<h1>Pasar Baru Dibangun di Selatan Kota</h1><p>Jumat, 30 Oktober 2020 21:10 WIB</p>"
    "<p>Pemerintah kota mengumumkan pembangunan pasar di selatan kota mulai bulan depan.</p>"
    "<p>Para pedagang berharap sewa kios tidak naik setelah pasar itu selesai dibangun.</p>"
)


@pytest.mark.parametrize(
    ("there", "head", "reason"),
    [
        ("https://www.voa-islam.com/", "", "not-an-article:led-elsewhere"),
        ("https://www.voa-islam.com/login?next=/read/", "", "not-an-article:led-elsewhere"),
        ("https://www.voa-islam.com/blokir", "<title>Just a moment...</title>", "challenge"),
        ("https://www.voa-islam.com/baru/52950", f"<link rel=canonical href={STORY}>", None),
        ("https://m.voa-islam.com/news/opini/2017/08/30/52950/judul/", "", None),
    ],
)
def test_a_page_that_a_storys_address_leads_to_is_not_always_the_story(
    there: str, head: str, reason: str | None
) -> None:
    request = Request(there, meta={"page": PAGE})
    response = HtmlResponse(there, body=(head + FRONT).encode(), request=request)
    (fetch,) = spider().parse(response)
    found = fetch.result.reason if isinstance(fetch.result, Ending) else None
    assert found == reason


def test_a_challenge_blocks() -> None:
    body = b"<title>Just a moment...</title><p>Checking your browser"
    response = HtmlResponse(STORY, body=body, request=Request(STORY, meta={"page": PAGE}))
    (fetch,) = spider().parse(response)
    assert isinstance(fetch.result, Ending)
    assert (fetch.result.outcome, fetch.result.reason) == (Outcome.BLOCKED, "challenge")


@pytest.mark.parametrize(
    ("served", "reason"),
    [
        (gzip.compress(FRONT.encode())[:-20], "truncated"),
        (gzip.compress(FRONT.encode())[:-4] + b"torn", "coding"),
        (gzip.compress(FRONT.encode() * 1000), "too-large"),
        (gzip.compress(FRONT.encode()), None),
        (FRONT.encode(), None),  # a page that is not in the coding that it names
    ],
)
def test_a_page_comes_whole_out_of_its_coding_or_fails(served: bytes, reason: str | None) -> None:
    crawler = get_crawler(VoaIslamSpider, {"DOWNLOAD_MAXSIZE": 100_000})
    response = Response(STORY, headers={"Content-Encoding": "gzip"}, body=served)
    found, body = None, None
    try:
        body = Codings.from_crawler(crawler).process_response(Request(STORY), response).body
    except Undecoded as error:
        found = ending_of_failure(Failure(error)).reason
    assert found == reason
    assert body == (None if reason else FRONT.encode())


@pytest.mark.parametrize(
    "codings",
    [
        ["gzip, utf-8"],
        ["gzip, identity"],
        ["utf-8, gzip"],
        ["none"],
        ["iso-8859-1"],
        ["br", "gzip"],
    ],
)
def test_a_page_comes_out_of_its_codings_as_out_of_the_archive(
    codings: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    body = brotli.compress(FRONT.encode()) if "br" in codings else FRONT.encode()
    body = gzip.compress(body) if any("gzip" in each for each in codings) else body
    headers = {"Content-Encoding": codings, "Content-Type": "text/html"}
    response = Response(STORY, headers=headers, body=body)
    found = Codings.from_crawler(get_crawler()).process_response(Request(STORY), response)
    assert isinstance(found, HtmlResponse)
    assert (found.body, caplog.records) == (FRONT.encode(), [])


@pytest.mark.parametrize("coding", ["br", "gzip", "deflate", "zstd", "iso-8859-1"])
def test_text_without_markup_that_was_never_packed_is_taken_as_it_is(coding: str) -> None:
    rules = b"User-agent: *\nDisallow: /admin\n"
    response = Response(STORY, headers={"Content-Encoding": coding}, body=rules)
    found = Codings.from_crawler(get_crawler()).process_response(Request(STORY), response)
    assert isinstance(found, Response)
    assert found.body == rules


def test_a_page_in_more_codings_than_the_archive_undoes_fails() -> None:
    headers = {"Content-Encoding": ["br, br, br", "br, br"]}
    response = Response(STORY, headers=headers, body=FRONT.encode())
    with pytest.raises(Undecoded):
        Codings.from_crawler(get_crawler()).process_response(Request(STORY), response)


def test_without_a_limit_of_bytes_a_page_comes_out_of_its_coding() -> None:
    packed = gzip.compress(FRONT.encode())
    response = Response(STORY, headers={"Content-Encoding": "gzip"}, body=packed)
    crawler = get_crawler(VoaIslamSpider, {"DOWNLOAD_MAXSIZE": 0})
    found = Codings.from_crawler(crawler).process_response(Request(STORY), response)
    assert isinstance(found, Response)
    assert found.body == FRONT.encode()


def test_a_torn_page_fails_whatever_its_status_of_success() -> None:
    torn = gzip.compress(FRONT.encode())[:-20]
    response = Response(STORY, status=203, headers={"Content-Encoding": "gzip"}, body=torn)
    with pytest.raises(Undecoded):
        Codings.from_crawler(get_crawler()).process_response(Request(STORY), response)


def test_the_body_of_a_404_may_be_torn() -> None:
    torn = gzip.compress(FRONT.encode())[:-20]
    response = Response(STORY, status=404, headers={"Content-Encoding": "gzip"}, body=torn)
    found = Codings.from_crawler(get_crawler()).process_response(Request(STORY), response)
    assert isinstance(found, Response)
    assert found.status == 404
