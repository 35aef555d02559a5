import asyncio
import time
from types import SimpleNamespace

import pytest
from scrapy import Request

from scrapers.middlewares.back_off import BackOff
from scrapers.visit import NotAsked


def back_off(seconds: float, *, closing: bool = False) -> BackOff:
    slot = SimpleNamespace(closing=asyncio.Event() if closing else None)
    crawler = SimpleNamespace(engine=SimpleNamespace(_slot=slot))
    return BackOff(crawler, seconds)


@pytest.mark.parametrize(("retries", "seconds"), [(0, 0.0), (1, 0.02), (3, 0.08)])
async def test_each_retry_waits_twice_as_long(retries: int, seconds: float) -> None:
    request = Request("http://127.0.0.1", meta={"retry_times": retries})
    began = time.monotonic()
    await back_off(0.02).process_request(request)
    assert time.monotonic() - began >= seconds
    began = time.monotonic()
    await back_off(60).process_request(request)  # a redirect of it: no second wait
    assert time.monotonic() - began < 30


async def test_a_crawl_that_closes_waits_for_no_retry() -> None:
    request = Request("http://127.0.0.1", meta={"retry_times": 1})
    with pytest.raises(NotAsked):
        await back_off(60, closing=True).process_request(request)
