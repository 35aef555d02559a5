"""A disk takes no more: a small file system in memory, mounted for the crawl."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

from tests.faults.fault import Fault
from tests.faults.ground import Ground
from tests.faults.trial import Verdict, wait_until

ENOUGH = 256 << 20


class Disk:
    """A file system of a size that can be changed while it is in use."""

    def __init__(self, folder: Path, size: int) -> None:
        self.folder = folder
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=True)

    def grow(self) -> None:
        subprocess.run(["mount", "-o", f"remount,size={ENOUGH}", self.folder], check=True)

    def is_full(self) -> bool:
        left = os.statvfs(self.folder)
        return left.f_bavail * left.f_frsize < 64 << 10


@contextmanager
def disk(size: int) -> Iterator[Disk]:
    with tempfile.TemporaryDirectory(prefix="warta-disk-") as name:
        mounted = Disk(Path(name), size)
        try:
            yield mounted
        finally:
            subprocess.run(["umount", name], check=True)


def of_the_archive(ground: Ground, times: int) -> Iterator[Verdict]:
    """Full at a random moment; then the same crawl again, with room."""
    for _ in range(times):
        size = ground.random.uniform(0.1, 0.8) * ground.undisturbed("sqlite").archive
        with disk(int(size)) as full, ground.trial() as trial:
            trial.archive = full.folder
            trial.run()
            said = trial.last_error()
            full.grow()
            trial.run()
            verdict = ground.judge(trial)
            verdict.said = said
            yield verdict


def of_the_database(ground: Ground, times: int) -> Iterator[Verdict]:
    """Full for longer than the crawl is patient; then the same crawl again, with room."""
    for size in _sizes(ground, times):
        with disk(size) as full, ground.trial(DATABASE_PATIENCE="2") as trial:
            trial.database = f"sqlite:///{full.folder / 'warta.sqlite'}"
            trial.run()
            yield ground.judge_rerun(trial, full.grow)


def of_the_database_for_a_while(ground: Ground, times: int) -> Iterator[Verdict]:
    """Full, and then there is room again."""
    for size in _sizes(ground, times):
        with disk(size) as full, ground.trial() as trial:
            trial.database = f"sqlite:///{full.folder / 'warta.sqlite'}"
            crawl = trial.begin()
            wait_until(full.is_full)
            sleep(1)
            full.grow()
            trial.end(crawl)
            verdict = ground.judge(trial)
            verdict.wrong += trial.not_archived()
            yield verdict


def _sizes(ground: Ground, times: int) -> Iterator[int]:
    """From too little for the tables to almost enough; the log beside the file grows like it."""
    whole = ground.undisturbed("sqlite").database
    for _ in range(times):
        yield int(whole * ground.random.uniform(0.1, 1.3))


def unfit() -> str | None:
    if not hasattr(os, "geteuid") or os.geteuid():
        return "needs the right to mount a small disk (root)"
    try:
        with disk(1 << 16):
            return None
    except (OSError, subprocess.CalledProcessError):
        return "no file system may be mounted here"


FAULTS = (
    Fault("archive-full", "the archive's disk full", 3, of_the_archive, unfit),
    Fault(
        "database-full", "SQLite's disk full for longer than DATABASE_PATIENCE", 3,
        of_the_database, unfit,
    ),
    Fault(
        "database-full-for-a-while", "SQLite's disk full for a second", 3,
        of_the_database_for_a_while, unfit,
    ),
)  # fmt: skip
