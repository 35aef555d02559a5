"""Telling somebody of a crawl that broke or failed."""

import asyncio
import json
import logging
import os
import shlex
import signal
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import suppress
from typing import Any

from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

logger = logging.getLogger(__name__)

PATIENCE = 10.0
"""Seconds that a command or a webhook has: an alarm must not hold up the next crawl."""


async def tell(settings: BaseSettings, message: dict[str, Any]) -> int:
    """Run ALARM_COMMAND and call ALARM_WEBHOOK with the message as JSON, where they are set.

    Neither changes how the crawl ends. One that does not work is logged; gives how many did not.
    """
    failed = 0
    from aiohttp import ClientError  # noqa: PLC0415 - 8 MB; few crawls have anything to tell

    what = json.dumps(message, ensure_ascii=False).encode()
    for name, call in (("ALARM_COMMAND", _run), ("ALARM_WEBHOOK", _post)):
        if not settings[name]:
            continue
        try:
            await asyncio.wait_for(call(settings[name], what), PATIENCE)
        except (OSError, ValueError, ClientError, TimeoutError) as error:
            logger.error("%s did not work: %s", name, _why(name, error))  # noqa: TRY400
            failed += 1
    return failed


def _why(name: str, error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return f"it took longer than {PATIENCE:g} s"
    if name == "ALARM_COMMAND":
        return getattr(error, "strerror", None) or str(error)
    # Not the error's words: they may hold the webhook's address, which is a secret.
    status = getattr(error, "status", None)
    return type(error).__name__ if status is None else f"it answered {status}"


def of_crawl(crawler: Crawler) -> dict[str, Any]:
    """What there is to tell of a crawl that ends."""
    stats = crawler.stats.get_stats()
    spider = crawler.spider
    return {
        "outlet": spider.name if spider else None,
        "crawl": getattr(spider, "crawl_id", None),
        "job": crawler.settings["JOB"],
        "outcome": stats.get("crawl/outcome"),
        "reason": stats.get("crawl/reason"),
        "outcomes": {
            key.removeprefix("outcome/"): number
            for key, number in sorted(stats.items())
            if key.startswith("outcome/")
        },
    }


async def _run(command: str, what: bytes) -> None:
    words = shlex.split(command)
    if not words:
        raise ValueError(f"{command!r} is no command")
    # A session of its own, so that what it began ends with it where it is too slow.
    process = await asyncio.create_subprocess_exec(
        *words, stdin=PIPE, stdout=DEVNULL, start_new_session=True
    )
    try:
        await process.communicate(what)
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):  # it ended just now
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
    if process.returncode:
        raise OSError(f"exit status {process.returncode}")


async def _post(address: str, what: bytes) -> None:
    from aiohttp import ClientResponseError, ClientSession, ClientTimeout  # noqa: PLC0415 - as above

    async with (
        ClientSession(timeout=ClientTimeout(total=PATIENCE)) as session,
        session.post(address, data=what, headers={"Content-Type": "application/json"}) as response,
    ):
        response.raise_for_status()
        if response.method != "POST":  # a redirection's target is asked for, and told nothing
            status = response.history[0].status
            raise ClientResponseError(response.request_info, response.history, status=status)
