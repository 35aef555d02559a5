"""`python -m benchmarks.constant_memory [PAGES [ROUNDS]]`: memory of ingest, reparse and export.

Each command is run as one process over few and over three times as many pages (PAGES), or stories
where it exports, and the most memory that it had is compared. Pages are the replica's, 60 KB each;
stories to export, ten times as many, are invented. Parquet is the format that takes most. What a
process has is its own, so few and many are measured at the same time.
"""

import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from benchmarks.ingesting import warc_file
from benchmarks.invented import Archive
from benchmarks.loading import fill
from benchmarks.measure import Row, compared, conditions, measured, shown

FEWER = 3
MORE_TO_EXPORT = 10


def rows(pages: int = 4500, rounds: int = 5) -> list[Row]:
    """The most memory of each command with many pages beside that with few."""
    few = pages // FEWER
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(2) as pool:
        sizes = (few, pages)
        of_few, of_many = pool.map(lambda size: _rounds(Path(name, str(size)), size, rounds), sizes)
    return [
        compared(f"memory of `scrapy {command}`, {pages * more:,} {what}",
                 [each[command] for each in of_many], [each[command] for each in of_few],
                 unit="MB", of=f"{few * more:,} {what}", at_most=1.05)
        for command, more, what in (
            ("ingest", 1, "pages"),
            ("reparse", 1, "pages"),
            ("export", MORE_TO_EXPORT, "stories"),
        )
    ]  # fmt: skip


def _rounds(folder: Path, number: int, rounds: int) -> list[dict[str, float]]:
    """The most memory of each command over so many pages, round by round."""
    folder.mkdir()
    # Apart: a child's peak counts what its parent had resident when it was started.
    making = get_context("spawn").Process(target=_make, args=(folder, number))
    making.start()
    making.join()
    return [_peaks(folder, turn) for turn in range(rounds)]


def _make(folder: Path, number: int) -> None:
    """Pages to take in, and stories to export."""
    warc_file(folder, number)
    fill(f"sqlite:///{folder}/invented.sqlite", Archive(number * MORE_TO_EXPORT))


def _peaks(folder: Path, turn: int) -> dict[str, float]:
    """The most memory of each command, in MB: an ingest, its archive read again, an export."""
    file = next((folder / "given").iterdir())
    places = {
        "DATABASE_URL": f"sqlite:///{folder}/{turn}.sqlite",
        "WARTA_ARCHIVE": f"{folder}/archive-{turn}",
    }
    stories = {"DATABASE_URL": f"sqlite:///{folder}/invented.sqlite"}
    words = {
        "ingest": ([str(file), "--processes", "1"], places),
        "reparse": (["--all", "--workers", "1"], places),
        "export": ([f"{folder}/{turn}.parquet"], stories),
    }
    return {
        command: measured([sys.executable, "-m", "scrapy", command, *given], **environment).peak
        for command, (given, environment) in words.items()
    }


if __name__ == "__main__":
    print(conditions())
    print(shown(rows(*map(int, sys.argv[1:]))))
