"""`python -m benchmarks [NAME …]`: all benchmarks, or those named, into docs/performance.md.

A module of this folder with `rows()` adds to the table; the print of one with `main()` alone is
quoted below it. The text between the marks is written anew, the rest of the page is people's.
"""

import importlib
import subprocess
import sys
import time
from datetime import UTC, datetime
from types import ModuleType

from benchmarks.measure import ROOT, Row, conditions, shown

PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- make bench -->\n", "<!-- end of make bench -->\n"
NOT_MEASURING = {
    *("__init__", "__main__", "measure", "other_crawls", "bare_statements"),
    *("filling", "invented", "invented_words", "loading", "vocabulary"),
}


def main(names: list[str]) -> None:
    """Run, print and write."""
    known = sorted(file.stem for file in (ROOT / "benchmarks").glob("*.py"))
    began, before = time.monotonic(), conditions()
    rows: list[Row] = []
    quoted = ""
    for name in names or [name for name in known if name not in NOT_MEASURING]:
        print(f"== {name}", flush=True)
        started = time.monotonic()
        module = importlib.import_module(f"benchmarks.{name}")
        if hasattr(module, "rows"):
            rows += _rows_in_a_process(module)
        else:
            quoted += f"\n`python -m benchmarks.{name}`:\n\n```\n{_printed(name)}\n```\n"
        print(f"   {time.monotonic() - started:.0f} s", flush=True)
    minutes = (time.monotonic() - began) / 60
    day = datetime.now(UTC).date()
    text = f"Measured on {day} in {minutes:.0f} minutes: {before}.\n\n{shown(rows)}{quoted}"
    print(text)
    page = PAGE.read_text("utf-8")
    head, _, rest = page.partition(BEGIN)
    PAGE.write_text(f"{head}{BEGIN}\n{text}\n{END}{rest.partition(END)[2]}", "utf-8")


def _rows_in_a_process(module: ModuleType) -> list[Row]:
    """The rows of a benchmark; in a process of its own, for some bind themselves to a core."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        rows: list[Row] = pool.submit(module.rows).result()
    return rows


def _printed(name: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout.strip()
    if done.returncode:
        said += f"\nended with {done.returncode}: {done.stderr.strip().splitlines()[-1:]}"
    return said


if __name__ == "__main__":
    main(sys.argv[1:])
