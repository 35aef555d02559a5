"""What the benchmarks share: a child process measured, rounds compared, a row of the table."""

import os
import platform
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table in docs/performance.md."""

    question: str
    ours: str
    baseline: str
    ratio: str
    goal: str
    reached: bool

    def cells(self) -> list[str]:
        reached = "yes" if self.reached else "no"
        return [self.question, self.ours, self.baseline, self.ratio, self.goal, reached]


def compared(
    question: str,
    ours: Sequence[float],
    baseline: Sequence[float],
    *,
    unit: str,
    of: str,
    at_least: float | None = None,
    at_most: float | None = None,
) -> Row:
    """Ours over the baseline `of`, round by round: the median ratio is what the goal judges."""
    ratios = [mine / theirs for mine, theirs in zip(ours, baseline, strict=True)]
    ratio = median(ratios)
    goal = f"≥ {at_least:g}" if at_least is not None else f"≤ {at_most:g}"
    return Row(
        question=question,
        ours=f"{spread(ours)} {unit}",
        baseline=f"{of}: {spread(baseline)} {unit}",
        ratio=spread(ratios),
        goal=goal,
        reached=ratio >= at_least if at_least is not None else ratio <= (at_most or 0),
    )


def spread(values: Sequence[float]) -> str:
    """Median, least and most: `4.1 (3.9 to 4.4)`."""
    return f"{_short(median(values))} ({_short(min(values))} to {_short(max(values))})"


@dataclass(frozen=True, slots=True)
class Run:
    """What a process took."""

    seconds: float
    cpu: float
    """Seconds of processor time, user and system, of the process and all its threads."""
    peak: float
    """The most memory that it had resident, in MB."""


def measured(words: Sequence[str], *, statuses: tuple[int, ...] = (0,), **environment: str) -> Run:
    """Run a command to its end; RuntimeError with what it said if that is a bad one."""
    began = time.perf_counter()
    with subprocess.Popen(
        words,
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stderr is not None
        said = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in statuses:
        raise RuntimeError(f"{words} ended with {child.returncode}:\n{said[-2000:]}")
    kilo = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / kilo)


def pin(core: int) -> None:
    """Bind this process, and those it starts from now on, to one core (Linux, two or more)."""
    if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(0, {core})


def conditions() -> str:
    """Describe the machine and the versions in one line."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("scrapy", "sqlalchemy", "lxml"))
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {platform.system()}, "
        f"Python {platform.python_version()}, {packages}, SQLite {sqlite3.sqlite_version}, "
        f"load average at the start {load:.1f}"
    )


def shown(rows: Sequence[Row]) -> str:
    """Lay the rows out as a Markdown table."""
    heads = ["question", "ours", "baseline", "ratio", "goal", "reached"]
    lines = [heads, ["---"] * len(heads), *(row.cells() for row in rows)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
