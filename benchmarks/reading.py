"""`python -m benchmarks.reading`: our reader beside generic extractors, on real pages and in time.

The peers are those of requirements-bench.txt; one that is not installed is left out. The real pages
lie beside the project, ../shared/pages; without them only the times are printed.
"""

import platform
import statistics
import sys
import time
import urllib.request
import warnings
from collections.abc import Callable
from itertools import product
from typing import NamedTuple

import pytest
from selectolax.lexbor import LexborHTMLParser

from pipelines.read_article import read_article
from scrapers.reader.cut import cut_article
from scrapers.reader.page import Page, decode
from scrapers.second_opinion import second_opinion, token_f1
from scrapers.spiders.news import NewsPageSpider
from scrapers.spiders.voaislam import VoaIslamSpider
from tests.real_pages import RealPage, own_outlet, read, real_pages
from tests.replica.site import Replica

ROUNDS = 5
NEWS = NewsPageSpider.outlet
ONLY_OURS = (
    "views, dateline, place and state, sign-off, credits by role, Hijri dates, date witnesses"
)


class Reading(NamedTuple):
    """What a reader makes of a page; None where it has no such field."""

    title: str | None
    day: str | None
    body: str


Reader = Callable[[RealPage], Reading]


def main() -> None:
    """Print the conditions, the table of readings and the times."""
    print(f"Python {platform.python_version()}, {platform.machine()}, {ROUNDS} rounds, medians\n")
    try:
        compare_readers(real_pages())
    except pytest.skip.Exception as absent:
        print(absent)
    time_readers()


def compare_readers(pages: list[RealPage]) -> None:
    """One row a reader: how many titles and days are right, body F1, milliseconds a page."""
    print(f"{len(pages)} real pages; body F1 by words, dateline and sign-off counted or not\n")
    print(f"{'reader':<24}{'title':>7}{'day':>7}{'F1 mean':>9}{'F1 min':>8}{'ms':>8}")
    for name, reader in {"warta, own module": _own, "warta, any page": _any, **_peers()}.items():
        _print_row(name, reader, pages)
    print(f"\nfields that none of the others has: {ONLY_OURS}\n")


def _print_row(name: str, reader: Reader, pages: list[RealPage]) -> None:
    readings, spent = [], []
    for page in pages:
        times = []
        for _ in range(ROUNDS):
            began = time.process_time()
            reading = reader(page)
            times.append(time.process_time() - began)
        readings.append((page, reading))
        spent.append(statistics.median(times) * 1000)
    scores = [_f1(reading, page) for page, reading in readings]
    titles = sum(reading.title == page.title for page, reading in readings)
    dated = [reading.day == page.day for page, reading in readings if reading.day is not None]
    days = f"{sum(dated)}" if dated else "none"
    print(
        f"{name:<24}{titles:>7}{days:>7}{statistics.mean(scores):>9.3f}{min(scores):>8.3f}"
        f"{statistics.median(spent):>8.1f}"
    )


def _f1(reading: Reading, page: RealPage) -> float:
    """The collectors keep some datelines and sign-offs and drop others; either is right."""
    ours = read(page, own_outlet(page))
    truths = (
        f"{dateline} {page.body} {sign_off}"
        for dateline, sign_off in product({ours.dateline or "", ""}, {ours.sign_off or "", ""})
    )
    return max(token_f1(reading.body, truth) for truth in truths)


def _own(page: RealPage) -> Reading:
    return _ours(page, own_outlet(page))


def _any(page: RealPage) -> Reading:
    return _ours(page, NEWS)


def _ours(page: RealPage, outlet: object) -> Reading:
    article = read(page, outlet)  # type: ignore[arg-type]
    day = article.published_at.date().isoformat() if article.published_at else ""
    parts = (article.dateline, article.body, article.sign_off)
    return Reading(article.headline, day, " ".join(part for part in parts if part))


def _peers() -> dict[str, Reader]:
    """The extractors that are installed, each as its makers call it."""
    peers: dict[str, Reader] = {"readability-lxml": _readability}
    warnings.simplefilter("ignore")  # of the peers, about their own parts
    try:
        import trafilatura

        def with_trafilatura(page: RealPage) -> Reading:
            found = trafilatura.bare_extraction(decode(page.html), url=page.url, with_metadata=True)
            return Reading(found.title, found.date or "", found.text or "")

        peers["trafilatura"] = with_trafilatura
    except ImportError:
        pass
    try:
        import newspaper

        def with_newspaper(page: RealPage) -> Reading:
            article = newspaper.Article(page.url, language="id", fetch_images=False)
            article.download(input_html=decode(page.html))
            article.parse()
            return Reading(article.title, str(article.publish_date or "")[:10], article.text)

        peers["newspaper4k"] = with_newspaper
    except ImportError:
        pass
    try:
        from newsplease import NewsPlease

        def with_news_please(page: RealPage) -> Reading:
            found = NewsPlease.from_html(decode(page.html), url=page.url, fetch_images=False)
            return Reading(found.title, str(found.date_publish or "")[:10], found.maintext or "")

        peers["news-please"] = with_news_please
    except ImportError:
        pass
    return peers


def _readability(page: RealPage) -> Reading:
    from readability import Document

    html = decode(page.html)
    return Reading(Document(html).short_title(), None, second_opinion(html))


def time_readers() -> None:
    """How long a page takes from bytes to values, and how that grows with its size."""
    small = _replica_pages(60_000, 30)
    large, larger = _replica_pages(500_000, 4), _replica_pages(1_000_000, 4)
    outlet = VoaIslamSpider.outlet

    def cut_and_read(body: bytes, url: str) -> None:
        read_article(cut_article(Page.of(body, url), outlet), outlet)

    def parse(body: bytes, url: str) -> None:
        del url
        LexborHTMLParser(decode(body)).css_first("body")

    def generic(body: bytes, url: str) -> None:
        read_article(cut_article(Page.of(body, url), NEWS), NEWS)

    ours, bare, any_page = (_median(call, small) for call in (cut_and_read, parse, generic))
    print(f"page of {statistics.median(len(b) for b, _ in small) / 1000:.0f} KB, CPU ms")
    print(f"  parsed by lexbor alone     {bare:7.2f}")
    print(f"  cut and read               {ours:7.2f}   (at most 4)")
    print(f"  cut and read as any page   {any_page:7.2f}")
    # Pages of so many tags are read whole.
    before, grown = _median(cut_and_read, large), _median(cut_and_read, larger)
    print(f"page of {statistics.median(len(b) for b, _ in larger) / 1000:.0f} KB, CPU ms")
    print(
        f"  cut and read               {grown:7.2f}   {grown / before:.1f} times that of half its"
        " size (at most 3)"
    )


def _median(call: Callable[[bytes, str], None], pages: list[tuple[bytes, str]]) -> float:
    times = []
    for body, url in pages:
        call(body, url)
        for _ in range(ROUNDS):
            began = time.process_time()
            call(body, url)
            times.append(time.process_time() - began)
    return statistics.median(times) * 1000


def _replica_pages(size: int, count: int) -> list[tuple[bytes, str]]:
    """Desktop pages of the replica's layouts, and their addresses on the outlet."""
    home = VoaIslamSpider.outlet.home
    with Replica(stories=300, page_bytes=size) as site:
        pages = []
        for source_id in list(site.ids())[:: 300 // count][:count]:
            address = site.address(source_id)
            with urllib.request.urlopen(address) as response:
                pages.append((response.read(), home + address.removeprefix(site.url)))
    return pages


if __name__ == "__main__":
    sys.exit(main())
