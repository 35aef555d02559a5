"""Standard output that takes no more: the reader of a pipe has enough, or a disk is full."""

import argparse
import errno
import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from scrapers.command import OwnCommand

Command = TypeVar("Command", bound=OwnCommand)
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
Run = Callable[[Command, list[str], argparse.Namespace], None]


def until_enough(run: Run[Command]) -> Run[Command]:
    """Let a command end without a word when nobody reads on; its exit status is the one so far.

    What it cannot write on a full or broken disk is one line, and exit status 1.
    """

    @wraps(run)
    def wrapped(command: Command, args: list[str], opts: argparse.Namespace) -> None:
        try:
            run(command, args, opts)
            print(end="", flush=True)  # noqa: T201 - or the last lines fail when Python ends
        except BrokenPipeError:
            write_no_more()
        except OSError as error:
            if error.errno not in _FULL:
                raise
            write_no_more()
            command.fail(f"cannot write: {error.strerror}")
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
