"""The log: one line an event, as words or as JSON, without passwords."""

import logging
import re
import sys

from pythonjsonlogger.core import LogData
from pythonjsonlogger.json import JsonFormatter
from scrapy.settings import BaseSettings
from scrapy.utils.log import TopLevelFormatter, configure_logging

_QUOTE = r"(?:\bb(?=[\"']))?[\"'\\]*"  # that of JSON or Python, if there is one
_SECRETS = (
    # In an address, from the user's name to the last @ before its path.
    re.compile(r"(://[^\s/:@\"'\\]*:)[^\s\"'\\/]+(?=@)"),
    # In a header, after the scheme.
    re.compile(rf"(?i)(authorization{_QUOTE}\s*[=:]\s*\[?{_QUOTE}(?:basic |bearer )?)[^\s\"'\\]+"),
    # In a query, in settings, in libpq's words.
    re.compile(
        rf"(?i)((?:password|passwd|token|secret|api_?key){_QUOTE}\s*[=:]\s*{_QUOTE})"
        r"[^\s\"'\\&,;)}\]]+"
    ),
)


def masked(text: str) -> str:
    """Give the text without passwords of addresses and without what is named a secret."""
    for secret in _SECRETS:
        text = secret.sub(r"\1***", text)
    return text


def start_logging(settings: BaseSettings) -> None:
    """Log to LOG_FILE or standard error from now on, as JSON where LOG_JSON says so.

    Scrapy's own handler, which knows neither JSON nor secrets, is then left out.
    """
    settings.set("LOG_INSTALL_ROOT_HANDLER", False, priority="cmdline")
    configure_logging(settings)  # type: ignore[arg-type]
    handler: logging.Handler = logging.StreamHandler()
    if file := settings["LOG_FILE"]:
        mode = "a" if settings.getbool("LOG_FILE_APPEND") else "w"
        handler = logging.FileHandler(file, mode, encoding=settings["LOG_ENCODING"])
    elif not settings.getbool("LOG_ENABLED"):
        handler = logging.NullHandler()
    handler.setFormatter(_formatter(settings))
    handler.setLevel(settings["LOG_LEVEL"])
    if settings.getbool("LOG_SHORT_NAMES"):
        handler.addFilter(TopLevelFormatter(["scrapy"]))
    logging.root.setLevel(logging.NOTSET)
    logging.root.addHandler(handler)


def say_only_what_is_shown(settings: BaseSettings) -> None:
    """Put nothing into words that LOG_LEVEL hides: Scrapy has a line or two for every page.

    To be called after Scrapy has set up its own logging, which asks for all of them.
    """
    for name in (None, "scrapy"):
        logging.getLogger(name).setLevel(settings["LOG_LEVEL"])


def shows_live(settings: BaseSettings) -> bool:
    """Whether a person watches standard error, so that a moving line may say how things go."""
    asked = settings["LOG_FILE"] or settings.getbool("LOG_JSON")
    return sys.stderr.isatty() and not asked


def _formatter(settings: BaseSettings) -> logging.Formatter:
    if not settings.getbool("LOG_JSON"):
        return Words(settings["LOG_FORMAT"], settings["LOG_DATEFORMAT"])
    return Json(
        "{levelname}{name}{message}",
        style="{",
        timestamp="time",
        rename_fields={"levelname": "level", "name": "logger", "exc_info": "traceback"},
        static_fields={"job": settings["JOB"]} if settings["JOB"] else {},
        json_ensure_ascii=False,
    )


class Words(logging.Formatter):
    """Words on one line; only a traceback, which is for people, has lines of its own."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the library's name
        record.message = re.sub(r"\s*\n\s*", " ", record.message)
        return super().formatMessage(record)

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))


class Json(JsonFormatter):
    """One object a line: time, level, logger, message, and whatever the event came with."""

    def process_log_record(self, log_data: LogData) -> LogData:
        if (spider := log_data.pop("spider", None)) is not None:
            log_data["outlet"] = spider.name
        return super().process_log_record(log_data)

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))
