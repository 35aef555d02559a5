"""`scrapy serve`: reads the address that a request names, now, and answers with the JSON."""

import argparse
import os
from typing import Any, ClassVar

from scrapers.command import OwnCommand
from scrapers.usage import given_settings, outlets_of, wrong_call

SHORTEST_TOKEN = 16


class Command(OwnCommand):
    """Stays and answers; nothing is stored."""

    default_settings: ClassVar[dict[str, Any]] = {"LOG_LEVEL": "INFO"}

    def syntax(self) -> str:
        return "[--host ADDRESS] [--port NUMBER] [--site ADDRESS]"

    def short_desc(self) -> str:
        return "Read an address when asked over HTTP, and answer with the article as JSON"

    def long_desc(self) -> str:
        return (
            "GET /read?url=ADDRESS, with the header `Authorization: Bearer TOKEN`; TOKEN is what"
            f" WARTA_TOKEN holds, {SHORTEST_TOKEN} characters or more. The answer is the object of"
            " `scrapy extract`, with status 200; or url, error and text, with 400 for a call that"
            " names no address, 401 for a wrong token, 403 for an address that is not visited, 422"
            " for a page without an article, 502 or 504 for a server that fails or is too slow,"
            " 503 where too many visits wait."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--host", default="127.0.0.1", help="where to listen (this machine)")
        parser.add_argument("--port", type=int, default=6810, help="(6810)")
        parser.add_argument("--site", help="another base address that serves the outlets' pages")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        self.check(args)
        if args:
            raise wrong_call("serve", f"unknown argument {args[0]!r}")
        token = os.environ.get("WARTA_TOKEN", "")
        if len(token) < SHORTEST_TOKEN:
            raise wrong_call(
                "serve", f"set WARTA_TOKEN to a secret of {SHORTEST_TOKEN} characters or more"
            )
        from aiohttp import web  # noqa: PLC0415 - slow to import

        from scrapers.log import start_logging  # noqa: PLC0415
        from scrapers.reading_service import Limits, ReadingService  # noqa: PLC0415

        given = given_settings(self.settings)
        start_logging(self.settings)
        limits = Limits(
            seconds=self.settings.getfloat("READ_TIMEOUT"),
            at_once=self.settings.getint("READ_AT_ONCE"),
            pause=self.settings.getfloat("DOWNLOAD_DELAY"),
        )
        # Whoever asked can ask again: nobody is there to wait for a retry.
        own = (f"DOWNLOAD_TIMEOUT={limits.seconds:g}", "RETRY_TIMES=0", "LOG_LEVEL=WARNING")
        words = [word for each in (*own, *given) for word in ("-s", each)]
        words += ["--site", opts.site] if opts.site else []
        service = ReadingService(outlets_of(self.settings), token, limits, words)
        try:
            web.run_app(
                service.application(), host=opts.host, port=opts.port,
                handler_cancellation=True, shutdown_timeout=5, print=None,
            )  # fmt: skip
        except (OSError, OverflowError) as error:  # the latter for a port beyond 65535
            self.fail(str(error), 5)
