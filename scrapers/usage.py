"""The words of a command line: refused in one line, or passed on to another command."""

import sys
from argparse import ArgumentTypeError
from datetime import date
from typing import TYPE_CHECKING

from scrapy.exceptions import UsageError
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings, Settings
from scrapy.spiderloader import get_spider_loader

from models.content import is_legible
from scrapers.bounds import check_bounds

if TYPE_CHECKING:
    from models.outlet import Outlet
    from scrapers.news_spider import NewsSpider

NOT_PASSED_ON = frozenset({"JOB", "LOG_FILE_APPEND", "LOG_INSTALL_ROOT_HANDLER"})
"""The commands that we start add to the log file that we write, and never empty it."""


def wrong_call(command: str, message: str) -> UsageError:
    """Prints `scrapy COMMAND: MESSAGE` to stderr; raise what comes back, which exits with 2."""
    print(f"scrapy {command}: {message}", file=sys.stderr)  # noqa: T201 - a command speaking
    return UsageError(print_help=False)


def no_stray_options(command: str, args: list[str]) -> None:
    """Refuses options that Scrapy's parser did not know and left among the arguments."""
    for arg in args:
        if arg.startswith("-") and arg != "-":
            raise wrong_call(command, f"unknown option {arg!r}; see scrapy {command} -h")


def no_wrong_settings(command: str, settings: BaseSettings) -> None:
    """Refuses numbers of `settings.py` that are none, or out of their bounds."""
    try:
        check_bounds(settings)
    except ValueError as error:
        raise wrong_call(command, str(error)) from None


def spider_of(command: str, settings: Settings, name: str) -> "type[NewsSpider]":
    """Gives the spider of an outlet; refuses a name that none has."""
    loader = get_spider_loader(settings)
    if name not in loader.list():
        known = ", ".join(sorted(loader.list()))
        raise wrong_call(command, f"unknown outlet {name!r}; known are {known}")
    return loader.load(name)  # type: ignore[return-value]


def outlets_of(settings: BaseSettings) -> "dict[str, Outlet]":
    """Gives the outlets that a module describes, by name."""
    loader = get_spider_loader(settings)
    return {name: loader.load(name).outlet for name in loader.list()}  # type: ignore[attr-defined]


def day(text: str) -> date:
    """Reads the value of an option that is a day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no day as YYYY-MM-DD") from None


def no_days_in_reverse(command: str, since: date | None, until: date | None) -> None:
    """Refuses days between which there can be none."""
    if since and until and since > until:
        raise wrong_call(command, f"--since={since} is after --until={until}")


def only_text(command: str, *words: str | None) -> None:
    """Refuses words whose bytes are no text; file names may be of such bytes."""
    for word in words:
        if word is not None and not is_legible(word):
            raise wrong_call(command, f"{word!r} is no text in UTF-8")


def given_settings(settings: BaseSettings) -> list[str]:
    """Gives the settings of the command line (`-s`) as NAME=VALUE, for the commands it starts."""
    of_command_line = SETTINGS_PRIORITIES["cmdline"]
    return [
        f"{name}={settings[name]}"
        for name in settings
        if settings.getpriority(name) == of_command_line and name not in NOT_PASSED_ON
    ]
