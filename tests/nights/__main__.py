"""`python -m tests.nights [--nights N] [--seed WORD]`: a newsroom's nights, each crawled.

Prints what happened and what of it is not known in the end; exit status 1 if anything is not.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import conditions
from tests.crawling import rows
from tests.nights.living import lived, wrong
from tests.nights.newsroom import Life, site_of

_TABLES = ("articles", "revisions", "view_counts", "fetches")
_SHOWN = 40
"""Lines of what is wrong."""


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.nights", description=__doc__)
    parser.add_argument("--nights", type=int, default=300)
    parser.add_argument("--seed", default="warta", help="another life for another seed")
    asked = parser.parse_args(words)
    began = time.monotonic()
    with site_of(asked.seed) as site, TemporaryDirectory() as name:
        folder, life = Path(name), Life(site, asked.seed)
        statuses = Counter(done.returncode for done in lived(life, asked.nights, folder))
        lines = wrong(life, folder)
        counts = [_counted(folder / "warta.sqlite", table) for table in _TABLES]
    _tell(f"{conditions()}; {time.monotonic() - began:.0f} s")
    _tell(f"{asked.nights} crawls to {life.night:%Y-%m-%d}, by exit status: {dict(statuses)}")
    _tell(f"the newsroom: {', '.join(f'{number} {what}' for what, number in life.done.items())}")
    _tell(f"the database: {', '.join(counts)}")
    _tell(f"wrong: {len(lines)}", *lines[:_SHOWN])
    return 1 if lines else 0


def _counted(database: Path, table: str) -> str:
    (row,) = rows(database, f"SELECT count(*) AS number FROM {table}")
    return f"{row['number']:,} {table}"


def _tell(*lines: str) -> None:
    print(*lines, sep="\n", flush=True)


if __name__ == "__main__":
    sys.exit(main())
