"""An address read when asked for over HTTP, answered with the JSON of `scrapy extract`.

Each visit is a process of its own, the very command that a person would type: a page that eats time
or memory takes its own process along and nothing else, and no state is left for the next visit.
"""

import asyncio
import hmac
import json
import os
import re
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from models.outlet import Outlet
from scrapers.addresses import is_own_host

USAGE = "write /read?url=ADDRESS or /read?url=ADDRESS&outlet=NAME"
_SECRETS = frozenset(
    {
        *("DATABASE_URL", "PGPASSWORD", "WARTA_DATABASE_PASSWORD", "WARTA_REDIS_URL"),
        *("WARTA_TOKEN", "SCRAPYD_PASSWORD", "WARTA_ALARM_WEBHOOK", "WARTA_ALARM_COMMAND"),
    }
)
"""Variables of the environment that hold one: a process that visits hostile pages gets none."""
_REFUSED = frozenset({"scheme", "offsite", "private-address", "robots"})

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Of the visits that the service makes."""

    seconds: float
    """For a visit, and again for waiting for one's turn."""
    at_once: int
    pause: float
    """Between two visits of one outlet, in seconds."""


class ReadingService:
    """Answers `GET /read?url=ADDRESS` to whoever knows the token; errors are JSON as well."""

    def __init__(
        self, outlets: Mapping[str, Outlet], token: str, limits: Limits, words: Sequence[str] = ()
    ) -> None:
        """`words` are more of the command line of `scrapy extract`."""
        self.outlets = outlets
        self.limits = limits
        self._words = words
        self._key = f"Bearer {token}".encode()
        self._places = asyncio.Semaphore(limits.at_once)
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._free_at: defaultdict[str, float] = defaultdict(float)

    def application(self) -> web.Application:
        """Give the service for aiohttp to run."""
        application = web.Application(middlewares=[self._guard])
        application.router.add_get("/read", self.read)
        return application

    async def read(self, request: web.Request) -> web.Response:
        """200 and the article; or what went wrong: 400 and 403 here, 422 in the page, 502 there."""
        url = request.query.get("url", "")
        outlet = self._outlet(url, request.query.get("outlet"))
        try:
            async with self._turn(outlet.name):
                found = await self._visit(outlet.name, url)
        except _BusyError:
            return _error(503, url, "busy", "too many visits wait for their turn; ask again later")
        except TimeoutError:
            seconds = self.limits.seconds
            return _error(504, url, "timeout", f"the visit took longer than {seconds:g} s")
        return web.json_response(found, status=_status(found), dumps=_dumps)

    def _outlet(self, url: str, name: str | None) -> Outlet:
        """Give the outlet named, else the one that the address is of, else that of any page."""
        try:
            parts = urlsplit(url)
            host, user = parts.hostname, parts.username
        except ValueError:
            host = user = None
        if not host or user is not None or not re.fullmatch(r"https?://[!-~]+", url):
            raise _BadCallError(f"url={url[:200]!r} is no web address; {USAGE}")
        if name is not None and name not in self.outlets:
            raise _BadCallError(f"unknown outlet {name!r}; known are {', '.join(self.outlets)}")
        if name is not None:
            return self.outlets[name]
        described = (each for each in self.outlets.values() if not each.is_any)
        anything = next(each for each in self.outlets.values() if each.is_any)
        return next((each for each in described if is_own_host(host, each)), anything)

    @asynccontextmanager
    async def _turn(self, outlet: str) -> AsyncIterator[None]:
        """One visit of an outlet at a time, and as far apart as a crawl's requests."""
        loop = asyncio.get_running_loop()
        async with AsyncExitStack() as turn:
            try:
                async with asyncio.timeout(self.limits.seconds):
                    await turn.enter_async_context(self._turns[outlet])
                    await turn.enter_async_context(self._places)
                    await asyncio.sleep(self._free_at[outlet] - loop.time())
            except TimeoutError:
                raise _BusyError from None
            try:
                yield
            finally:
                self._free_at[outlet] = loop.time() + self.limits.pause

    async def _visit(self, outlet: str, url: str) -> dict[str, Any]:
        command = [sys.executable, "-m", "scrapy", "extract", *self._words, outlet, url]
        environment = {key: value for key, value in os.environ.items() if key not in _SECRETS}
        process = await asyncio.create_subprocess_exec(
            *command, stdin=DEVNULL, stdout=PIPE, env=environment
        )
        try:
            async with asyncio.timeout(self.limits.seconds):
                told, _ = await process.communicate()
        finally:
            if process.returncode is None:  # too slow, or nobody waits for the answer any more
                process.kill()
                await process.wait()
        if not told:
            status = process.returncode
            return {"url": url, "error": "crashed", "text": f"the visit ended with {status}"}
        return dict(json.loads(told))

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        given = request.headers.get("Authorization", "").encode("utf-8", "surrogateescape")
        try:
            if not hmac.compare_digest(given, self._key):
                answer = _error(401, "", "token", "send the header Authorization: Bearer TOKEN")
                answer.headers["WWW-Authenticate"] = "Bearer"
                return answer
            return await handler(request)
        except _BadCallError as refusal:
            return _error(400, request.query.get("url", ""), "call", str(refusal))
        except web.HTTPError as error:  # no such path, no such method
            return _error(error.status, "", "call", f"{error.reason}; {USAGE}")


class _BadCallError(ValueError):
    """The request asks for nothing that could be visited."""


class _BusyError(Exception):
    """The outlet's turn did not come in time."""


def _status(found: Mapping[str, Any]) -> int:
    reason = found.get("error")
    if reason is None:
        return 200
    if reason in _REFUSED:
        return 403
    if reason.startswith(("not-an-article", "unreadable", "bug:")):
        return 422
    return 504 if "timeout" in reason else 502


def _error(status: int, url: str, reason: str, text: str) -> web.Response:
    told = {"url": url, "error": reason, "text": text}
    return web.json_response(told, status=status, dumps=_dumps)


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
