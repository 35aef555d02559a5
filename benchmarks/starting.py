"""`python -m benchmarks.starting [ROUNDS]`: how soon a command answers."""

import sys
import tempfile
import urllib.request
from pathlib import Path

from benchmarks.measure import Row, compared, conditions, measured, shown
from tests.replica.site import Replica


def rows(rounds: int = 9) -> list[Row]:
    """`scrapy list` and `scrapy extract` of one page beside `scrapy version`."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        with Replica(stories=1, page_bytes=60_000) as site:
            page.write_bytes(urllib.request.urlopen(site.address(*site.ids())).read())
        commands = {
            "version": ["version"],
            "list": ["list"],
            "extract": ["extract", "voaislam", str(page)],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, words in commands.items():
                run = measured([sys.executable, "-m", "scrapy", *words])
                times[name].append(run.seconds * 1000)
    return [
        compared(
            question,
            times[name],
            times["version"],
            unit="ms",
            of="`scrapy version`",
            at_most=1.5,
        )
        for name, question in (("list", "`scrapy list`"), ("extract", "`scrapy extract`, one page"))
    ]


if __name__ == "__main__":
    print(conditions())
    print(shown(rows(*map(int, sys.argv[1:]))))
