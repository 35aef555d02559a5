"""What the replica answers at the address of a story, in health and otherwise."""

import asyncio
from collections.abc import Callable
from datetime import date

from aiohttp import web

from tests.replica import answers, refusals, truth
from tests.replica.behaviours import Behaviour
from tests.replica.dates import today_line
from tests.replica.desk import Desk, old_tail, redated_tail
from tests.replica.furniture import Furniture
from tests.replica.layouts.page import Layout, Page
from tests.replica.padding import Padding
from tests.replica.stories import Card, Story

PATH = (
    r"/{kind:read|news}/{section:[a-z-]+}/{day:\d{4}/\d\d/\d\d}/{id:\d{1,12}}"
    r"/{slug:[^/]*}{slash:/?}"
)
_STREAMED = {"cut-short": answers.cut_short, "huge": answers.huge, "bomb": answers.bomb}
_FIRST_TRIES = frozenset({"flaky", "flaky-twice", "throttled"})
_ALWAYS = frozenset({"broken", "forbidden"})


class StoryRoute:
    """Serves stories, counts visits and tries, and does what a story's behaviour says."""

    def __init__(
        self,
        desk: Desk,
        site: Furniture,
        padding: Padding,
        *,
        clock: Callable[[], date],
        validators: bool,
    ) -> None:
        self._desk = desk
        self._site = site
        self._padding = padding
        self._clock = clock
        self._validators = validators

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Any address with a known id leads to the story, as its id is its identity."""
        found = request.match_info
        number = self._desk.newsroom.number_of(int(found["id"]))
        if number is None:
            return answers.not_found(self._site)
        card = self._desk.newsroom.card(number)
        self._desk.tries[card.id] += 1
        behaviour = self._desk.behaviour(card)
        tail = f"{found['section']}/{found['day']}/{card.id}/{found['slug'].rstrip(';')}"
        desktop = found["kind"] == "read"
        redated = desktop and behaviour.name == "redated" and tail == redated_tail(card)
        if tail != card.tail and not redated:
            known = behaviour.name == "moved" and tail == old_tail(card)
            return answers.redirect(301 if known else 302, f"/{found['kind']}/{card.tail}/")
        await asyncio.sleep(behaviour.seconds)
        if behaviour.name in _STREAMED:
            return await _STREAMED[behaviour.name](request)
        odd = self._refused(card, behaviour) or self._elsewhere(request, card, behaviour)
        if odd is not None:
            return odd()
        return self._serve(request, card, "desktop" if desktop else "mobile")

    def _refused(self, card: Card, behaviour: Behaviour) -> Callable[[], web.Response] | None:
        """The refusal that is due now, if any."""
        name = behaviour.name
        withdrawn = name.startswith("withdrawn") and (
            self._desk.visits[card.id] >= behaviour.visits
        )
        if withdrawn or name == "never-there":
            return lambda: answers.not_found(self._site, behaviour.status)
        ill = name in _FIRST_TRIES and self._desk.tries[card.id] <= behaviour.visits
        if ill or name in _ALWAYS:
            return lambda: answers.refusal(behaviour)
        return None

    def _elsewhere(
        self, request: web.Request, card: Card, behaviour: Behaviour
    ) -> Callable[[], web.Response] | None:
        """A redirect, or another page in the story's place, if that is what it does."""
        path = request.path
        there = {
            "loop": path.rstrip("/") if path.endswith("/") else path + "/",
            "offsite": f"http://kabar-tetangga.invalid/{card.slug}",
        }.get(behaviour.name)
        if there is not None:
            return lambda: answers.redirect(behaviour.status, there)
        if behaviour.name == "empty":
            return lambda: answers.page("")
        kind = behaviour.impostor
        if kind is not None:
            return lambda: answers.page(refusals.impostor(kind, self._site, card.section))
        return None

    def _serve(self, request: web.Request, card: Card, kind: str) -> web.Response:
        layout = self._desk.layout(card, kind)
        headers = {"Content-Type": layout.content_type}
        if self._validators:
            headers |= answers.validators(self._desk.story(card), layout)
            if answers.not_modified(request, headers):
                return web.Response(status=304, headers=headers)
        if request.method != "HEAD":
            self._desk.visits[card.id] += 1
        # Asked for only now: an edit may fall due with this very visit.
        story = self._desk.story(card)
        if self._validators:
            headers |= answers.validators(story, layout)
        html = self._padding.fill(layout.render(self._page(story, layout, card)))
        encoding = layout.encoding
        if self._desk.behaviour(card).name == "misencoded":
            encoding, headers["Content-Type"] = "windows-1252", answers.HTML
        return web.Response(body=html.encode(encoding, "xmlcharrefreplace"), headers=headers)

    def _page(self, story: Story, layout: Layout, card: Card) -> Page:
        today = self._clock()
        return Page(
            story=story,
            date_line=truth.line_of_date(story, layout, today),
            view_line=truth.line_of_views(self._desk.views(card)),
            today_line=today_line(today, story.variant // 7),
            furniture=self._site,
            look=story.variant % self._site.LOOKS,
        )
