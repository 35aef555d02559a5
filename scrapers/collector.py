"""Python's garbage collector in a process that works for long."""

import gc

_NEW = 10_000
"""Objects made, beyond those let go, before it looks through the new ones: some dozen pages'."""


def settle() -> None:
    """Leave alone what is there now, and look through what comes later at longer intervals.

    Modules, tables and settings stay to the end, and going through them all again and again took a
    tenth of a crawl's time. What a page leaves in cycles is still collected.
    """
    gc.freeze()
    gc.set_threshold(_NEW, 10, 10)
