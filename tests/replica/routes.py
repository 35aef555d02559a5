"""What the replica answers at each of the source's addresses."""

import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from aiohttp import web

from tests.replica import answers, lists, machine, story_route
from tests.replica.addresses import Addresses
from tests.replica.behaviours import Behaviour
from tests.replica.desk import Desk
from tests.replica.furniture import ADVERTS, OTHER_RUBRICS, Furniture
from tests.replica.newsroom import SECTIONS
from tests.replica.padding import Padding
from tests.replica.story_route import StoryRoute

_STATIC = {
    "/about": "Redaksi",
    "/advertisement": "Advertisement",
    "/naskah": "Kirim Naskah",
    "/pedoman-pemberitaan-media-siber": "Pedoman Pemberitaan Media Siber",
}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Request(NamedTuple):
    """One line of the log."""

    at: float
    """`time.monotonic()` at its arrival."""
    method: str
    path: str
    status: int
    """0 where the visitor left before the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How this replica differs from the plain one; see `Replica`."""

    clock: Callable[[], date]
    page_bytes: int = 0
    crawl_delay: float | None = None
    validators: bool = False
    past_end: str | None = None


class Routes:
    """The handlers, the log of what was asked for, and the outlet-wide block."""

    def __init__(self, desk: Desk, options: Options) -> None:
        self.requests: deque[Request] = deque(maxlen=1_000_000)
        self.block: Behaviour | None = None
        self.blocks_left = 0
        self._desk = desk
        self._options = options
        self.furnish("")

    def furnish(self, own: str) -> None:
        """Draws the surroundings anew: at the start, and after a change of what lists show."""
        addresses = Addresses(own, self._desk.listed_tail)
        self._site = Furniture(self._desk.newsroom, addresses)
        padding = Padding(self._site, self._options.page_bytes)
        self._stories = StoryRoute(
            self._desk,
            self._site,
            padding,
            clock=self._options.clock,
            validators=self._options.validators,
        )

    def app(self) -> web.Application:
        app = web.Application(middlewares=[self._watch])
        routes = {
            story_route.PATH: self.story,
            "/": self.front,
            "/rubrik/{section:[a-z-]+}{slash:/?}": self.rubric,
            r"/rubrik/{section:[a-z-]+}/page/{page:\d{1,7}}{slash:/?}": self.rubric,
            "/indeks": self.day,
            "/rss": self.feed,
            "/robots.txt": self.robots,
            "/sitemap.xml": self.sitemap_index,
            "/sitemap-news.xml": self.news_sitemap,
            r"/sitemap-{number:\d{1,6}}.xml.gz": self.sitemap,
            "/search{slash:/?}": self.search,
            r"/topic/{id:\d+}/{slug:[^/]+}{slash:/?}": self.topic,
            r"/vivo/{section}/{day:\d{4}/\d\d/\d\d}/{id:\d+}/{slug:[^/]+}{slash:/?}": self.video,
            "/l/{n}/{url:.+}": self.outbound,
            **dict.fromkeys(_STATIC, self.static),
            "/{rest:.*}": self.missing,
        }
        for path, handler in routes.items():
            app.router.add_get(path, handler)
        return app

    @web.middleware
    async def _watch(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        at, status = time.monotonic(), 0
        try:
            response: web.StreamResponse
            if self.block and self.blocks_left and request.path != "/robots.txt":
                self.blocks_left -= 1
                response = answers.refusal(self.block)
            else:
                response = await handler(request)
            status = response.status
        finally:
            self.requests.append(Request(at, request.method, request.path_qs, status))
        return response

    async def story(self, request: web.Request) -> web.StreamResponse:
        return await self._stories.answer(request)

    async def rubric(self, request: web.Request) -> web.Response:
        section = request.match_info["section"]
        if section not in SECTIONS and section not in OTHER_RUBRICS:
            return answers.not_found(self._site)
        number = max(1, int(request.match_info.get("page", "1")))
        repeat = self._options.past_end == "repeat"
        if self._options.past_end is None:
            repeat = section in SECTIONS and SECTIONS.index(section) % 2 == 1
        html = lists.rubric(self._site, section, number, repeat=repeat)
        return answers.not_found(self._site) if html is None else answers.page(html)

    async def day(self, request: web.Request) -> web.Response:
        day = date.fromisoformat(request.query["date"])
        number = int(request.query.get("page", "1"))
        return answers.page(lists.of_day(self._site, day, number))

    async def front(self, _: web.Request) -> web.Response:
        return answers.page(lists.front(self._site, self._options.clock()))

    async def search(self, request: web.Request) -> web.Response:
        return answers.page(lists.search(self._site, request.query.get("q", "")))

    async def topic(self, request: web.Request) -> web.Response:
        return answers.page(lists.topic(self._site, request.match_info["slug"]))

    async def video(self, request: web.Request) -> web.Response:
        title = request.match_info["slug"].replace("-", " ").title()
        return answers.page(lists.other(self._site, f"[VIDEO] {title}", "Putar video di atas."))

    async def static(self, request: web.Request) -> web.Response:
        title = _STATIC[request.path]
        return answers.page(lists.other(self._site, title, f"{title} voa-islam.com."))

    async def outbound(self, request: web.Request) -> web.Response:
        return answers.redirect(302, ADVERTS[len(request.match_info["url"]) % len(ADVERTS)][1])

    async def feed(self, _: web.Request) -> web.Response:
        kind = "application/rss+xml; charset=UTF-8"
        return answers.page(machine.feed(self._site), content_type=kind)

    async def robots(self, _: web.Request) -> web.Response:
        return web.Response(text=machine.robots(self._options.crawl_delay))

    async def sitemap_index(self, _: web.Request) -> web.Response:
        return answers.page(machine.sitemap_index(self._site), content_type=answers.XML)

    async def news_sitemap(self, _: web.Request) -> web.Response:
        return answers.page(machine.news_sitemap(self._site), content_type=answers.XML)

    async def sitemap(self, request: web.Request) -> web.Response:
        body = machine.sitemap(self._site, int(request.match_info["number"]))
        if body is None:
            return answers.not_found(self._site)
        return web.Response(body=body, headers={"Content-Type": "application/x-gzip"})

    async def missing(self, _: web.Request) -> web.Response:
        return answers.not_found(self._site)
