"""`python -m tests.nights [--nights N] [--seed WORD] [--on DIALECT] [--kill SHARE]`: a newsroom's
nights, each crawled.

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
from tests.databases import DIALECTS
from tests.nights.checking import rows
from tests.nights.living import homes, lived, wrong
from tests.nights.newsroom import Life, site_of

_TABLES = ("articles", "revisions", "view_counts", "fetches")
_SHOWN = 40
"""Lines of what is wrong."""


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.nights", description=__doc__)
    parser.add_argument("--nights", type=int, default=300)
    parser.add_argument("--seed", default="warta", help="another life for another seed")
    parser.add_argument("--on", choices=DIALECTS, default=DIALECTS[0], help="kind of database")
    parser.add_argument("--kill", type=float, default=0, help="share of nights to kill a crawl of")
    asked = parser.parse_args(words)
    began = time.monotonic()
    with (
        site_of(asked.seed) as site,
        TemporaryDirectory() as name,
        homes(Path(name), asked.on) as (home, *others),
    ):
        life = Life(site, asked.seed)
        statuses = Counter(lived(life, asked.nights, home, kill=asked.kill))
        counts = [_counted(home.database, table) for table in _TABLES]
        lines = wrong(life, home, *others)
    _tell(f"{conditions()}; {time.monotonic() - began:.0f} s")
    _tell(f"{statuses.total()} crawls to {life.night:%Y-%m-%d}, by exit status: {dict(statuses)}")
    _tell(f"the newsroom: {', '.join(f'{number} {what}' for what, number in life.done.items())}")
    _tell(f"the database: {', '.join(counts)}")
    _tell(f"wrong: {len(lines)}", *lines[:_SHOWN])
    return 1 if lines else 0


def _counted(database: str, table: str) -> str:
    (row,) = rows(database, f"SELECT count(*) AS number FROM {table}")
    return f"{row['number']:,} {table}"


def _tell(*lines: str) -> None:
    print(*lines, sep="\n", flush=True)


if __name__ == "__main__":
    sys.exit(main())
