"""The replica as a server: `Replica` in tests, `python -m tests.replica.site` by hand."""

import argparse
import asyncio
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from types import TracebackType
from typing import Self

from aiohttp import web

from tests.replica import behaviours
from tests.replica.behaviours import Behaviour
from tests.replica.dates import WIB
from tests.replica.desk import Desk
from tests.replica.layouts import LAYOUTS, REDESIGNED
from tests.replica.newsroom import Newsroom, Period
from tests.replica.routes import Options, Request, Routes
from tests.replica.stories import Card, Story
from tests.replica.truth import truth

_HOST = "127.0.0.1"


class Replica:
    """The source's site on a free loopback port, with invented stories.

    `async with Replica(stories=40) as site` serves from the running loop, `with Replica(…) as
    site` from a thread of its own; `site.url` is its address. Healthy, every story is there and
    stays as it is; with `healthy=False` about one in five does one of `behaviours.BEHAVIOURS`.
    """

    def __init__(
        self,
        stories: int = 300,
        *,
        seed: str = "warta",
        today: date | None = None,
        healthy: bool = True,
        layouts: tuple[str, ...] = (),
        page_bytes: int = 0,
        crawl_delay: float | None = None,
        validators: bool = False,
        past_end: str | None = None,
        ids: int | None = None,
        period: Period | None = None,
        port: int = 0,
    ) -> None:
        """`today` stops the site's clock; `past_end` (`404` or `repeat`) is what a section shows
        after its last page, by default either, depending on the section."""
        self.today = today
        given = {"ids": ids, "period": period}
        self.newsroom = Newsroom(stories, seed, **{k: v for k, v in given.items() if v})
        self.desk = Desk(self.newsroom, healthy=healthy, layouts=layouts)
        self.url = ""
        self._port = port
        self._runner: web.AppRunner | None = None
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._options = Options(
            clock=lambda: self.today or datetime.now(WIB).date(),
            page_bytes=page_bytes,
            crawl_delay=crawl_delay,
            validators=validators,
            past_end=past_end,
        )
        self._routes = Routes(self.desk, self._options)

    @property
    def requests(self) -> deque[Request]:
        """What was asked for so far, in order of the answers; the last million."""
        return self._routes.requests

    def ids(self) -> Iterator[int]:
        """The ids of all published stories, oldest first."""
        return map(self.newsroom.id_of, range(self.newsroom.count))

    def card(self, source_id: int) -> Card:
        number = self.newsroom.number_of(source_id)
        if number is None:
            raise KeyError(f"no story has the id {source_id}")
        return self.newsroom.card(number)

    def story(self, source_id: int) -> Story:
        """The story as it reads now."""
        return self.desk.story(self.card(source_id))

    def behaviour(self, source_id: int) -> Behaviour:
        return self.desk.behaviour(self.card(source_id))

    def address(self, source_id: int, kind: str = "desktop") -> str:
        """Where this server has the `desktop` or `mobile` page of a story."""
        root = {"desktop": "read", "mobile": "news"}[kind]
        return f"{self.url}/{root}/{self.card(source_id).tail}/"

    def truth(self, source_id: int, kind: str = "desktop") -> dict[str, object]:
        """What the last visit of the story should have been read as, by field of an article."""
        card = self.card(source_id)
        layout = self.desk.layout(card, kind)
        return truth(
            self.desk.story(card),
            layout,
            today=self._options.clock(),
            views=self.desk.views(card),
        )

    def edit(self, source_id: int, *, headline: str | None = None, body: str | None = None) -> None:
        """From now on the story reads so; paragraphs are separated by a blank line."""
        self.desk.edit(self.card(source_id).id, headline, body)

    def withdraw(self, source_id: int, status: int = 404) -> None:
        self.behave(source_id, replace(behaviours.BY_NAME["withdrawn"], status=status, visits=0))

    def behave(self, source_id: int, behaviour: Behaviour | str) -> None:
        """Gives one story another behaviour, by name or with details of your own."""
        if isinstance(behaviour, str):
            behaviour = behaviours.BY_NAME[behaviour]
        self.desk.behave(self.card(source_id).id, behaviour)
        self._routes.furnish(self.url)

    def publish(self, stories: int = 1) -> list[int]:
        """The ids of that many new stories, which now are the newest."""
        first = self.newsroom.count
        self.newsroom.count += stories
        self._routes.furnish(self.url)
        return [self.newsroom.id_of(number) for number in range(first, self.newsroom.count)]

    def redesign(self, layout: str | None = REDESIGNED.name) -> None:
        """Puts all stories into one layout, by default one that no reader can read; None undoes
        it."""
        self.desk.redesign = LAYOUTS[layout] if layout else None

    def block(self, times: int, status: int = 429, retry_after: int | None = None) -> None:
        """Refuses the next requests, whatever they ask for except robots.txt."""
        refusal = Behaviour(name="blocked", status=status, retry_after=retry_after)
        self._routes.block, self._routes.blocks_left = refusal, times

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Answers nobody meanwhile; for a replica with a thread of its own."""
        assert self._loop is not None
        over = threading.Event()
        self._loop.call_soon_threadsafe(over.wait)
        try:
            yield
        finally:
            over.set()

    async def start(self) -> None:
        runner = web.AppRunner(self._routes.app(), access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        await web.TCPSite(runner, _HOST, self._port).start()
        self._runner = runner
        self.url = f"http://{_HOST}:{runner.addresses[0][1]}"
        self._routes.furnish(self.url)

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="replica", daemon=True)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self.start(), self._loop).result(timeout=30)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._loop is None or self._thread is None:
            return
        asyncio.run_coroutine_threadsafe(self.stop(), self._loop).result(timeout=30)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=30)
        self._loop.close()


def _arguments(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.replica.site", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one (default)")
    parser.add_argument("--stories", type=int, default=300)
    parser.add_argument("--seed", default="warta", help="other stories for another seed")
    parser.add_argument("--today", type=date.fromisoformat, help="the day on the site's clock")
    parser.add_argument("--faults", action="store_true", help="some stories fail, move, vanish")
    parser.add_argument("--page-bytes", type=int, default=0, help="pad story pages to this size")
    parser.add_argument("--crawl-delay", type=float, help="what robots.txt asks for, in seconds")
    parser.add_argument("--validators", action="store_true", help="send ETag and Last-Modified")
    return parser.parse_args(words)


async def _serve(options: argparse.Namespace) -> None:
    replica = Replica(
        options.stories,
        seed=options.seed,
        today=options.today,
        healthy=not options.faults,
        page_bytes=options.page_bytes,
        crawl_delay=options.crawl_delay,
        validators=options.validators,
        port=options.port,
    )
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with replica:
        sys.stdout.write(f"{replica.url}\n")
        sys.stdout.flush()
        await stopped.wait()


if __name__ == "__main__":
    asyncio.run(_serve(_arguments(None)))
