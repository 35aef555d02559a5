"""What `scrapy reparse` tells a person: how far it is, and what it found."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from scrapers.reparse.run import Told
from scrapers.terminal import visible

Progress = Callable[[str, int], Callable[[int], None]]


@contextmanager
def progress() -> Iterator[Progress]:
    """Bars with rate and time left on a terminal; elsewhere nothing until the summary."""
    if not sys.stderr.isatty():
        yield lambda _what, _total: lambda _more: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bars  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    class Rate(ProgressColumn):
        """So many a second."""

        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text("" if speed is None else f"{speed:,.0f}/s")

    with Bars(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    ) as bars:

        def begin(what: str, total: int) -> Callable[[int], None]:
            task = bars.add_task(what, total=total)
            return lambda more: bars.advance(task, more)

        yield begin


def summary(told: Told, *, is_dry: bool, seconds: float) -> str:
    """All that a run found, in lines, without what a terminal would obey: pages are quoted."""
    lines = [
        f"{told.read:,} pages of {told.stories:,} stories read in {seconds:.1f} s"
        f" ({told.read / max(seconds, 0.001):,.0f} pages/s);"
        f" {told.visits - told.read:,} were read before",
        f"{told.changed:,} stories {'would change' if is_dry else 'changed'}",
    ]
    lines += _differences(told)
    lines += _left(told)
    return "\n".join(map(visible, lines))


def _differences(told: Told) -> Iterator[str]:
    for field, count in told.differences.counts.most_common():
        yield f"  {field}: {count:,}"
        for example in told.differences.examples[field]:
            yield f"    {example.old} -> {example.new}  {example.url}"


def _left(told: Told) -> Iterator[str]:
    """What is not as it should be."""
    if told.refused:
        reasons = ", ".join(f"{reason} {count:,}" for reason, count in told.refused.most_common())
        yield f"{told.refused.total():,} pages stay in quarantine: {reasons}"
    if told.kept:
        yield f"{told.kept:,} stories cannot be read any more and stay as they are:"
        yield from (f"  {each.url}: {each.reason}: {each.message}" for each in told.names)
        if told.kept > len(told.names):
            yield f"  and {told.kept - len(told.names):,} more"
    if told.damaged:
        yield f"{len(told.damaged):,} records are damaged; their stories keep what they brought:"
        yield from (f"  {each}" for each in told.damaged[:20])
    if told.missing:
        yield f"{told.missing:,} pages are in files that are not there"
    busy = [story for story, reason in told.unwritten.items() if reason is None]
    if busy:
        yield f"{len(busy):,} stories were visited meanwhile; run it again"
    for story, reason in told.unwritten.items():
        if reason is not None:
            yield f"story {story} was not written: {reason}"
