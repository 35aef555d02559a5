"""Processes of this machine that work beside the command's own."""

import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from importlib.machinery import ModuleSpec
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import Any

from scrapers.collector import settle


def other_processes(number: int, work: Callable[..., Any]) -> ProcessPoolExecutor:
    """So many of them, for `work`, which is not done yet: they begin when the first is asked for.

    Spawned and not forked: no lock, connection or thread of ours comes along.
    """
    main = sys.modules["__main__"]
    if main.__spec__ is None and Path(getattr(main, "__file__", "")).name == "scrapy":
        # Each process runs its parent's main script again, which imports Scrapy, half a second of
        # work that none of them needs; unless it goes by the name of a package's main module.
        main.__spec__ = ModuleSpec("scrapy.__main__", None)
    return ProcessPoolExecutor(number, get_context("spawn"), initializer=_begin, initargs=(work,))


def _begin(_work: Callable[..., Any]) -> None:
    """Ctrl-C is for the command, and a worker ends when the command is gone. What the work imports
    is there by now, for the work came along.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    settle()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
