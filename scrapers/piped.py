"""Standard output into a pipe whose reader has what it wants: `scrapy status | head -3`."""

import argparse
import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from scrapy.commands import ScrapyCommand

Command = TypeVar("Command", bound=ScrapyCommand)
Run = Callable[[Command, list[str], argparse.Namespace], None]


def until_enough(run: Run[Command]) -> Run[Command]:
    """Let a command end without a word when nobody reads on; its exit status is the one so far."""

    @wraps(run)
    def wrapped(command: Command, args: list[str], opts: argparse.Namespace) -> None:
        try:
            run(command, args, opts)
            print(end="", flush=True)  # noqa: T201 - or the last lines fail when Python ends
        except BrokenPipeError:
            write_no_more()
        except SystemExit as end:
            if not isinstance(end.__context__, BrokenPipeError):  # for which rich exits with 1
                raise
            write_no_more()

    return wrapped


def write_no_more() -> None:
    """Let what is left for standard output go nowhere, or Python complains when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
