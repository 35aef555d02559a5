"""`python -m benchmarks.reading_time`: a page from bytes to values, beside a parse and the peers.

Replica pages of every layout, padded to 60 KB. In each round every reader reads the round's pages,
which it has not seen before, one after the other as in a re-reading; the readers take turns by
rounds. The peers are timed where they are installed: `make bench` makes .venv-bench of
requirements-bench.txt, whose Python is asked if it is there.
"""

import gc
import json
import subprocess
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, replace
from urllib.request import urlopen

import lxml.html

from benchmarks.measure import ROOT, Row, compared
from pipelines.read_article import read_article
from scrapers.reader.cut import cut_article
from scrapers.reader.page import Page, decode
from scrapers.spiders.voaislam import VoaIslamSpider
from tests.replica.layouts import DESKTOP
from tests.replica.site import Replica

ROUNDS = 5
EACH = 3
"""Pages of each layout in a round."""
PAGE_BYTES = 60_000
OUTLET = VoaIslamSpider.outlet
PEERS_PYTHON = ROOT / ".venv-bench" / "bin" / "python"
Reader = Callable[[bytes, str], str]


def rows() -> list[Row]:
    """The table's rows, from the environment that has the peers if there is one."""
    if not PEERS_PYTHON.exists():
        return measure()
    words = [str(PEERS_PYTHON), "-m", "benchmarks.reading_time"]
    told = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [Row(**row) for row in json.loads(told)]


def measure() -> list[Row]:
    """Each reader's milliseconds a page, by rounds, and its share of the words of the stories."""
    every = _pages((ROUNDS + 1) * EACH)
    size = len(every) // (ROUNDS + 1)
    readers = {"warta": _warta, "lxml parse": _parse, **_peers()}
    spent: dict[str, list[float]] = {name: [] for name in readers}
    for start in range(0, len(every), size):  # the first round warms up
        pages = every[start : start + size]
        for name, reader in readers.items():
            gc.collect()  # what a reader leaves behind is not the next one's to clear away
            began = time.process_time()
            for body, url, _ in pages:
                reader(body, url)
            spent[name].append((time.process_time() - began) / len(pages) * 1000)
    times = {name: values[1:] for name, values in spent.items()}
    ours = f"reading a page of 60 KB (recall {_recall(_warta, every)})"
    found = [compared(ours, times["warta"], times["lxml parse"], unit="ms", of="lxml's parse alone",
                      at_most=1.5)]  # fmt: skip
    for name, times_faster in (("trafilatura fast", 15), ("newspaper4k", 60)):
        if name in readers:
            of = f"{name} (recall {_recall(readers[name], every)})"
            row = compared(
                ours, times[name], times["warta"], unit="ms", of="", at_least=times_faster
            )
            theirs, mine = row.ours, row.baseline.removeprefix(": ")
            found.append(replace(row, ours=mine, baseline=f"{of}: {theirs}"))
    return found


def _pages(each: int) -> list[tuple[bytes, str, str]]:
    """So many pages of each desktop layout, with address and story, layout after layout."""
    with Replica(stories=each * len(DESKTOP), page_bytes=PAGE_BYTES) as site:
        found = []
        for source_id in site.ids():
            address = site.address(source_id)
            with urlopen(address) as response:
                body = response.read()
            url = OUTLET.home + address.removeprefix(site.url)
            found.append((body, url, str(site.truth(source_id)["body"])))
    return found


def _recall(reader: Reader, pages: list[tuple[bytes, str, str]]) -> str:
    """The share of the stories' words that a reader's texts have."""
    had = wanted = 0
    for body, url, story in pages:
        words = Counter(story.split())
        had += (words & Counter(reader(body, url).split())).total()
        wanted += words.total()
    return f"{had / wanted:.3f}"


def _warta(body: bytes, url: str) -> str:
    return read_article(cut_article(Page.of(body, url), OUTLET), OUTLET).body


def _parse(body: bytes, url: str) -> str:
    del url
    lxml.html.document_fromstring(body)
    return ""


def _peers() -> dict[str, Reader]:
    """The extractors that are installed, each as its makers call it for speed with metadata."""
    peers: dict[str, Reader] = {}
    warnings.simplefilter("ignore")  # of the peers, about their own parts
    try:
        import trafilatura

        def with_trafilatura(body: bytes, url: str) -> str:
            html = decode(body)
            found = trafilatura.bare_extraction(html, url=url, fast=True, with_metadata=True)
            return (found.text or "") if found else ""

        peers["trafilatura fast"] = with_trafilatura
    except ImportError:
        pass
    try:
        import newspaper

        def with_newspaper(body: bytes, url: str) -> str:
            article = newspaper.Article(url, language="id", fetch_images=False)
            article.download(input_html=decode(body))
            article.parse()
            return str(article.text)

        peers["newspaper4k"] = with_newspaper
    except ImportError:
        pass
    return peers


if __name__ == "__main__":
    json.dump([asdict(row) for row in measure()], sys.stdout)
