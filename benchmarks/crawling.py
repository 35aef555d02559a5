"""`python -m benchmarks.crawling [STORIES [ROUNDS]]`: the whole crawl beside Scrapy's download.

The replica serves pages of about 60 KB from a process and a core of its own. Ours is `scrapy crawl`
as users run it (robots, address guard, archive, reading, storing, outcomes, SQLite), without delay
and with 64 requests at a time; the others download the pages that ours downloaded. All times hold
whole processes, from the first import to the exit.
"""

import sqlite3
import sys
import tempfile
from contextlib import closing
from itertools import islice
from pathlib import Path
from statistics import median

from benchmarks.measure import Row, Run, compared, conditions, measured, pin, shown, spread
from tests.replica.process import running

AT_ONCE = {"CONCURRENT_REQUESTS": "64", "CONCURRENT_REQUESTS_PER_DOMAIN": "64"}
QUIET = {"LOG_LEVEL": "ERROR"}
NO_DELAY = {"DOWNLOAD_DELAY": "0", "AUTOTHROTTLE_ENABLED": "False", "RETRY_BACK_OFF": "0.1"}
NAIVE_SHARE = 0.3  # the naive crawl takes five times as long: it gets that much of the pages


def rows(stories: int = 2000, rounds: int = 5) -> list[Row]:
    """Crawl by turns and compare."""
    runs: dict[str, list[Run]] = {"ours": [], "bare": [], "bare, CI=1": [], "naive": []}
    pages = fewer = 0
    with tempfile.TemporaryDirectory() as folder:
        pin(0)
        with running("--stories", str(stories), "--page-bytes", "60000") as site:
            pin(1)
            for turn in range(rounds):
                place = Path(folder) / str(turn)
                place.mkdir()
                runs["ours"].append(whole_crawl(site, place))
                pages, fewer = _list_addresses(site, place)
                whole, part = str(place / "all.txt"), str(place / "some.txt")
                others = {
                    "bare": ("bare", whole),
                    "bare, CI=1": ("bare", whole, "CONCURRENT_ITEMS=1"),
                    "naive": ("naive", part),
                }
                order = list(others)[turn % 3 :] + list(others)[: turn % 3]
                for name in order:
                    runs[name].append(_other(*others[name], folder=place))
                _tell(turn, runs)
    rate = {name: [pages / run.seconds for run in each] for name, each in runs.items()}
    rate["naive"] = [fewer / run.seconds for run in runs["naive"]]
    unit = "pages/s"
    question = f"the whole crawl of {pages:,} pages"
    return [
        compared(question, rate["ours"], rate["bare"], unit=unit, of="bare Scrapy", at_least=0.8),
        compared(question, rate["ours"], rate["bare, CI=1"], unit=unit,
                 of="bare Scrapy, CONCURRENT_ITEMS=1", at_least=0.4),
        compared(question, rate["ours"], rate["naive"], unit=unit,
                 of=f"parsel and a commit per item, {fewer:,} pages", at_least=4),
        _memory(runs),
    ]  # fmt: skip


def whole_crawl(site: str, folder: Path) -> Run:
    """Crawl a new site into a new database and a new archive of that folder."""
    return measured(
        [sys.executable, "-m", "scrapy", *crawl_words(site)],
        DATABASE_URL=f"sqlite:///{folder}/warta.sqlite",
        WARTA_ARCHIVE=str(folder / "archive"),
    )


def crawl_words(site: str) -> list[str]:
    """The arguments of `scrapy` for the crawl of that site."""
    settings = AT_ONCE | QUIET | NO_DELAY
    flags = [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
    return ["crawl", "voaislam", "-a", f"site={site}", *flags]


def _other(kind: str, file: str, *settings: str, folder: Path) -> Run:
    words = [f"{name}={value}" for name, value in (AT_ONCE | QUIET).items()]
    database = folder / f"{kind}{len(settings)}.sqlite"
    return measured(
        [sys.executable, "-m", "benchmarks.other_crawls", kind, file, *words, *settings],
        NAIVE_DATABASE=str(database),
    )


def _list_addresses(site: str, folder: Path) -> tuple[int, int]:
    """Write down what ours fetched, the same pages for the others; give both counts."""
    with closing(sqlite3.connect(folder / "warta.sqlite")) as connection:
        query = "SELECT url FROM fetches JOIN pages ON page_id = pages.id ORDER BY fetches.id"
        urls = [url.replace("https://www.voa-islam.com", site) for (url,) in
                connection.execute(query)]  # fmt: skip
    some = list(islice((url for url in urls if "/read/" in url), int(len(urls) * NAIVE_SHARE)))
    (folder / "all.txt").write_text("\n".join(urls), "utf-8")
    (folder / "some.txt").write_text("\n".join(some), "utf-8")
    return len(urls), len(some)


def _memory(runs: dict[str, list[Run]]) -> Row:
    ours, bare = ([run.peak for run in runs[name]] for name in ("ours", "bare, CI=1"))
    more = [mine - theirs for mine, theirs in zip(ours, bare, strict=True)]
    return Row(
        question="memory of the whole crawl, peak",
        ours=f"{spread(ours)} MB",
        baseline=f"bare Scrapy, CONCURRENT_ITEMS=1: {spread(bare)} MB",
        ratio=f"{spread(more)} MB more",
        goal="≤ 40 MB more",
        reached=median(more) <= 40,
    )


def _tell(turn: int, runs: dict[str, list[Run]]) -> None:
    told = (
        f"{name} {each[-1].seconds:.1f} s, {each[-1].cpu:.1f} s CPU, {each[-1].peak:.0f} MB"
        for name, each in runs.items()
    )
    print(f"round {turn + 1}: " + "; ".join(told), flush=True)


if __name__ == "__main__":
    print(conditions())
    print(shown(rows(*map(int, sys.argv[1:]))))
