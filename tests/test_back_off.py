import time

import pytest
from scrapy import Request

from scrapers.middlewares.back_off import BackOff


@pytest.mark.parametrize(("retries", "seconds"), [(0, 0.0), (1, 0.02), (3, 0.08)])
async def test_each_retry_waits_twice_as_long(retries: int, seconds: float) -> None:
    request = Request("http://127.0.0.1", meta={"retry_times": retries})
    began = time.monotonic()
    await BackOff(0.02).process_request(request)
    assert time.monotonic() - began >= seconds
    began = time.monotonic()
    await BackOff(60).process_request(request)  # a redirect of it: no second wait
    assert time.monotonic() - began < 1
