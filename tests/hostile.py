"""`python -m tests.hostile [COUNT]`: so many mutated pages and so many mutated WARC records.

Prints what became of them (each has one end), the slowest one and the memory: what the process had
after the first hundred, and the most that it ever had.
"""

import platform
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from urllib.request import urlopen

from models.article import RawArticle
from models.fetch import Ending
from pipelines.read import read_story
from scrapers.archive.reading import records
from scrapers.cutting import cut_story
from tests.replica.layouts import DESKTOP
from tests.replica.site import Replica
from tests.test_hostile_pages import BAIT, MEGABYTE, OUTLET, URL, mutated
from tests.test_hostile_records import LARGEST, end, hostile_file

WARM = 100


def main(count: int) -> None:
    for name, ends in (("records", warc_records(count)), ("pages", pages(count))):
        tell(name, ends)
    print(f"{datetime.now(UTC).date()}, Python {platform.python_version()}, {platform.machine()}")


def pages(count: int) -> Iterator[str]:
    """The outcome of each page: a megabyte of each bait, and pages of the replica, mutated."""
    chance = Random(20261123)
    with Replica(stories=len(DESKTOP)) as site:
        bodies = [urlopen(site.address(number)).read() for number in site.ids()]
    for _ in range(count):
        yield _read(mutated(chance.choice(bodies), chance))
    for bait in BAIT:
        yield _read((bait * (MEGABYTE // len(bait))).encode("utf-8", "surrogatepass"))


def warc_records(count: int) -> Iterator[str]:
    """The one end of each record that was tampered with."""
    chance, tampered = Random(20261125), 0
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "hostile.warc.gz"
        while tampered < count:
            members, broken = hostile_file(chance)
            tampered += len(broken)
            file.write_bytes(b"".join(members))
            starts = [sum(map(len, members[:number])) for number in range(len(members) + 1)]
            for each in records(file, largest=LARGEST):
                if any(starts[number] <= each.offset < starts[number + 1] for number in broken):
                    yield end(each, Path(name))


def tell(name: str, ends: Iterable[str]) -> None:
    counted: Counter[str] = Counter()
    slowest, warm = 0.0, 0.0
    began = before = time.process_time()
    for ending in ends:
        counted[ending] += 1
        now = time.process_time()
        slowest, before = max(slowest, now - before), now
        if counted.total() == WARM:
            warm = _peak()
    told = ", ".join(f"{number:,} {ending}" for ending, number in counted.most_common())
    print(f"{counted.total():,} {name}: {told}")
    print(
        f"  slowest {slowest:.2f} s of processor time, all {before - began:.0f} s;"
        f" memory {warm:.0f} MB after {WARM}, {_peak():.0f} MB at most"
    )


def _read(body: bytes) -> str:
    cut = cut_story(
        body, "text/html", url=URL, page_url=URL, outlet=OUTLET, fetched_at=datetime.now(UTC)
    )
    result = read_story(cut, OUTLET) if isinstance(cut, RawArticle) else cut
    return f"{result.outcome}" if isinstance(result, Ending) else "article"


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
