"""Refusing a wrong call in one line."""

import sys

from scrapy.exceptions import UsageError


def wrong_call(command: str, message: str) -> UsageError:
    """Prints `scrapy COMMAND: MESSAGE` to stderr; raise what comes back, which exits with 2."""
    print(f"scrapy {command}: {message}", file=sys.stderr)  # noqa: T201 - a command speaking
    return UsageError(print_help=False)


def no_stray_options(command: str, args: list[str]) -> None:
    """Refuses options that Scrapy's parser did not know and left among the arguments."""
    for arg in args:
        if arg.startswith("-") and arg != "-":
            raise wrong_call(command, f"unknown option {arg!r}; see scrapy {command} -h")
