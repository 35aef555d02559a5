"""An ingest on a terminal: how far it is, and what came of it."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from scrapers.ingest.counts import Counts
from scrapers.terminal import visible

_EVERY = 50
"""Records between two looks at the bar."""


@contextmanager
def progress(files: Sequence[Path]) -> Iterator[Callable[[Path, int, Counts], None]]:
    """A bar over the bytes of all files, with the rate and the time left; no bar elsewhere than
    on a terminal. Gives what is to be told of each record: its file, its offset, the counts.
    """
    if not sys.stderr.isatty():
        yield lambda _file, _offset, _counts: None
        return
    from rich.console import Console  # noqa: PLC0415 - slow to import
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    before: dict[Path, int] = {}
    total = 0
    for file in files:
        before[file] = total
        total += file.stat().st_size
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[pages]} pages  {task.fields[rate]:.0f} pages/s"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
    with bar:
        task = bar.add_task("", total=total, pages=0, rate=0.0)
        seen = 0

        def told(file: Path, offset: int, counts: Counts) -> None:
            nonlocal seen
            seen += 1
            if seen % _EVERY and counts.found:
                return
            seconds = bar.tasks[task].elapsed or 0.0
            bar.update(
                task,
                description=file.name,
                completed=before[file] + offset,
                pages=f"{counts.pages:,}",
                rate=counts.pages / seconds if seconds else 0.0,
            )

        yield told
        bar.update(task, completed=total)


def summary(counts: Counts, older: int, broken: Sequence[str], failure: str | None) -> None:
    """What came of the ingest, as a table and sentences on stderr; `older` copies wait for their
    place in a history.
    """
    from rich.console import Console  # noqa: PLC0415 - as above
    from rich.table import Table  # noqa: PLC0415

    table = Table(title="ingest", title_justify="left")
    for head in ("", "what"):
        table.add_column(head)
    table.add_column("records", justify="right")
    last = None
    for group, what, number in counts.rows():
        if last not in (None, group):
            table.add_section()
        table.add_row("" if group == last else group, what, f"{number:,}")
        last = group
    table.add_section()
    table.add_row("all", "", f"{counts.found:,}")
    console = Console(stderr=True, file=sys.stderr, soft_wrap=True)
    console.print(table)
    lines = [*counts.examples, *broken]
    if older:
        lines.append(
            "copies older than what was known, which scrapy reparse will place among the edits of"
            f" their stories: {older:,}"
        )
    for line in (*lines, *([failure] if failure else [])):
        console.print(visible(line), markup=False, highlight=False)
