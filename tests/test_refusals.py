"""How long an outlet that refuses is left alone."""

import asyncio
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.settings import Settings

from models.fetch import Outcome
from scrapers.extensions import refusals
from scrapers.extensions.refusals import Refusals
from scrapers.visit import NotAsked

URL = "https://kabar.test/1"
STORY = Request(URL, meta={"page": object()})
ROBOTS = Request("https://kabar.test/robots.txt")


@dataclass
class Outlet:
    """A crawl's refusals, on a clock of their own."""

    monkeypatch: pytest.MonkeyPatch
    now: float = 1000.0
    noted: list[float] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.monkeypatch.setattr(refusals, "time", SimpleNamespace(monotonic=lambda: self.now))
        crawler: Any = SimpleNamespace(
            settings=Settings({"REFUSED_PAUSE": 10, "LONGEST_PAUSE": 600}),
            engine=SimpleNamespace(
                _slot=SimpleNamespace(closing=None), close_spider_async=self._close
            ),
            spider=SimpleNamespace(frontier=SimpleNamespace(rest=self._rest)),
        )
        self.refusals = Refusals(crawler)

    async def _rest(self, seconds: float) -> None:
        self.noted.append(round(seconds))

    async def _close(self, *, reason: str) -> None:
        self.closed.append(reason)

    async def answers(self, status: int, request: Request = STORY, **headers: str) -> float:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        response = Response(request.url, status=status, headers=given)
        return await self.refusals.heard(request, response)

    def ends(self, outcome: Outcome, status: int | None) -> None:
        fetch: Any = SimpleNamespace(status=status)
        self.refusals.fetch_saved(fetch, outcome)


@pytest.fixture
def outlet(monkeypatch: pytest.MonkeyPatch) -> Outlet:
    return Outlet(monkeypatch)


@pytest.mark.parametrize(
    ("outcome", "status", "second"),
    [
        (Outcome.STORED, 200, 10),
        (Outcome.GONE, 404, 10),
        (Outcome.NOT_MODIFIED, 304, 10),
        (Outcome.BLOCKED, 403, 20),
        (Outcome.FAILED, None, 20),  # a firewall that lets connections hang
        (Outcome.EXCLUDED, None, 20),  # of which the outlet was not asked
    ],
)
async def test_pauses_double_until_the_outlet_lets_something_through(
    outlet: Outlet, outcome: Outcome, status: int | None, second: int
) -> None:
    assert await outlet.answers(403) == 0
    outlet.ends(Outcome.STORED, 200)  # under way before the pause
    await outlet.answers(403)
    assert outlet.noted == [10]
    outlet.now += 10
    outlet.ends(outcome, status)
    await outlet.answers(429)
    assert outlet.noted == [10, second]
    assert outlet.closed == []


async def test_a_challenge_in_a_pages_place_is_a_refusal(outlet: Outlet) -> None:
    outlet.ends(Outcome.BLOCKED, 200)
    await asyncio.sleep(0)
    outlet.now += 10
    outlet.ends(Outcome.BLOCKED, 403)  # whose answer was heard already
    await outlet.answers(403)
    assert outlet.noted == [10, 20]


async def test_a_wait_that_is_asked_for_is_kept_as_it_is(outlet: Outlet) -> None:
    assert await outlet.answers(429, Retry_After="30") == 30
    assert await outlet.answers(503, ROBOTS, Retry_After="20") == 20  # within the other one
    assert await outlet.answers(200, Retry_After="40") == 0
    outlet.now += 29.5
    outlet.refusals.crawler.engine._slot.closing = True  # type: ignore[union-attr]  # noqa: SLF001
    with pytest.raises(NotAsked):
        await outlet.refusals.over()
    outlet.refusals.crawler.engine._slot.closing = None  # type: ignore[union-attr]  # noqa: SLF001
    outlet.now += 0.5
    await outlet.refusals.over()
    assert outlet.noted == [30, 20]


async def test_no_pause_for_a_robots_txt_that_is_refused(outlet: Outlet) -> None:
    await outlet.answers(403, ROBOTS)
    await outlet.answers(503)
    await outlet.refusals.over()
    assert outlet.noted == []


@pytest.mark.parametrize(("asked", "closed"), [(600, []), (601, ["asked_to_wait"])])
async def test_a_wait_beyond_the_longest_ends_the_crawl_once(
    outlet: Outlet, asked: int, closed: list[str]
) -> None:
    for _ in range(2):
        await outlet.answers(429, Retry_After=str(asked))
    await asyncio.sleep(0)
    assert outlet.closed == closed
    if closed:
        with pytest.raises(NotAsked, match="for 601 s"):
            await outlet.refusals.over()
