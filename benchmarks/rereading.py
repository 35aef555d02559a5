"""`python -m benchmarks.rereading [STORIES [ROUNDS]]`: `scrapy reparse` of what a crawl archived.

The replica's pages are 60 KB each. Measured are whole processes, from the first import to the exit:
the crawl, then `scrapy reparse --all` of its archive with one worker and with two, which reads each
page again, compares it with what is stored and finds nothing to write. Rates are pages per second
of processor time, all processes of a command together: what a core does. Beside it stands warcio
reading the same files to the end of every body. The time by the clock tells what a second worker
brings; it takes two free cores, of which the first process, which plans and writes, needs a share.
"""

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from warcio.archiveiterator import ArchiveIterator

from benchmarks.crawling import whole_crawl
from benchmarks.measure import Row, Run, compared, conditions, measured, shown, spread
from tests.replica.process import running

WANTED = 500
"""Pages a second and core, as for `scrapy ingest`."""
UNIT = "pages/s and core"


def rows(stories: int = 3000, rounds: int = 5) -> list[Row]:
    """The rate beside those of the crawl and of warcio, and one worker beside two."""
    crawled: list[float] = []
    one: list[Run] = []
    two: list[Run] = []
    theirs: list[float] = []
    with running("--stories", str(stories), "--page-bytes", "60000") as site:
        for _ in range(rounds):
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                crawled.append(stories / whole_crawl(site, folder).cpu)
                one.append(_reparse(folder, workers=1))
                two.append(_reparse(folder, workers=2))
                theirs.append(stories / _seconds_of_warcio(folder / "archive"))
    ours = [stories / run.cpu for run in one]
    ratios = [mine / other for mine, other in zip(ours, theirs, strict=True)]
    question = f"`scrapy reparse` of {stories:,} pages, one worker"
    return [
        Row(
            question=question,
            ours=f"{spread(ours)} {UNIT}",
            baseline=f"warcio reading them: {spread(theirs)} {UNIT}",
            ratio=spread(ratios),
            goal=f"≥ {WANTED} {UNIT}",
            reached=median(ours) >= WANTED,
        ),
        compared(question, ours, crawled, unit=UNIT, of="the crawl that brought them", at_least=3),
        compared(
            "the same with two workers, by the clock",
            *([stories / run.seconds for run in runs] for runs in (two, one)),
            unit="pages/s",
            of="one worker",
            at_least=1.7,
        ),
    ]


def _reparse(folder: Path, workers: int) -> Run:
    return measured(
        [sys.executable, "-m", "scrapy", "reparse", "--all", "--workers", str(workers)],
        DATABASE_URL=f"sqlite:///{folder}/warta.sqlite",
        WARTA_ARCHIVE=str(folder / "archive"),
    )


def _seconds_of_warcio(archive: Path) -> float:
    began, size = time.process_time(), 0
    for file in archive.glob("*.warc.gz"):
        with file.open("rb") as stream:
            size += sum(len(each.content_stream().read()) for each in ArchiveIterator(stream))
    assert size > 0
    return time.process_time() - began


if __name__ == "__main__":
    print(conditions())
    print(shown(rows(*map(int, sys.argv[1:]))))
