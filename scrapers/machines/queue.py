"""Pages between the crawls of a crew: scrapy-redis's queue and its filter of duplicates."""

import json
from collections.abc import Collection
from dataclasses import asdict
from threading import Lock
from typing import Any

from scrapy import Spider
from scrapy_redis.dupefilter import RFPDupeFilter
from scrapy_redis.queue import FifoQueue

from models.fetch import PageKind
from models.ledger import DuePage

FORGOTTEN_AFTER = 3600
"""Seconds after which Redis drops what a crew left that ended without a word."""


class PageQueue(FifoQueue):  # type: ignore[misc]
    """First in, first out; holds pages in place of pickled requests, so nothing in it is run.

    What is popped goes in the same step to the worker's own list. It stays there until it is done,
    so others see that it is being fetched and, when the worker dies, that it is not.
    """

    def __init__(self, server: Any, spider: Spider, key: str, taken: str) -> None:
        super().__init__(server, spider, key)
        self.taken = taken

    def pop(self, timeout: float = 0) -> DuePage | None:
        """Give the next page; None if none came in `timeout` seconds."""
        encoded = self.server.blmove(self.key, self.taken, timeout, "RIGHT", "LEFT")
        return None if encoded is None else self._decode_request(encoded)

    def _encode_request(self, page: DuePage) -> str:
        return json.dumps(asdict(page))

    def _decode_request(self, encoded: bytes) -> DuePage:
        page = json.loads(encoded)
        return DuePage(**page | {"kind": PageKind(page["kind"])})


class PageFilter(RFPDupeFilter):  # type: ignore[misc]
    """Knows the pages that are queued or being fetched, by their numbers in the ledger."""

    def request_fingerprint(self, page: DuePage) -> str:
        return str(page.id)

    def known(self) -> set[int]:
        return {int(number) for number in self.server.smembers(self.key)}

    def forget(self, page_ids: Collection[int]) -> None:
        if page_ids:
            self.server.srem(self.key, *page_ids)


class SharedQueue:
    """What one crawl, the worker, sees of its crew's pages. Every method asks Redis, and waits.

    Nothing here is the truth: whatever gets lost is still due in the ledger.
    """

    def __init__(self, server: Any, spider: Spider, crew: str, worker: int, lease: float) -> None:
        self.server = server
        self.worker = worker
        self.lease = lease
        self._key = f"warta:{crew}"
        self._workers = f"{self._key}:workers"  # until when each is taken to be alive
        self.pages = PageQueue(server, spider, f"{self._key}:pages", self._taken(worker))
        self.filter = PageFilter(server, f"{self._key}:known")
        self._taking = Lock()
        self._lost_answer = self._has_left = False

    def beat(self) -> int:
        """Say that the worker is alive; gives how many there are."""
        self.server.zadd(self._workers, {self.worker: self._now() + self.lease})
        for key in (self._workers, self.pages.key, self.pages.taken, self.filter.key):
            self.server.expire(key, FORGOTTEN_AFTER)
        return int(self.server.zcard(self._workers))

    def take(self, mine: Collection[int], seconds: float) -> DuePage | None:
        """Give the next page, which is the worker's now; None if none comes in time.

        `mine`: what it has by its own account. Anything else that it took was lost on the way here.
        """
        with self._taking:
            if self._has_left:
                return None
            if self._lost_answer:
                for each in self._pages_of(self.worker):
                    if each.id not in mine:
                        self.done(each)
            self._lost_answer = True
            page: DuePage | None = self.pages.pop(seconds)
            self._lost_answer = False
            return page

    def put(self, pages: Collection[DuePage]) -> None:
        """Queue the pages, each at most once at a time. For the crew's leader."""
        for page in pages:
            if not self.filter.request_seen(page):
                self.pages.push(page)

    def done(self, page: DuePage) -> None:
        """The page was fetched and what it brought is committed."""
        self.server.lrem(self.pages.taken, 0, self.pages._encode_request(page))  # noqa: SLF001
        self.filter.forget([page.id])

    def is_idle(self) -> bool:
        """Whether no page waits and no worker has one. In this order: pages move from one to the
        other, and workers make themselves known before they take any.
        """
        if len(self.pages):
            return False
        workers = self.server.zrange(self._workers, 0, -1)
        return not any(self.server.llen(self._taken(int(worker))) for worker in workers)

    def bury(self) -> list[int]:
        """Give the workers that have died; what they had taken is unknown from now on."""
        dead = [int(each) for each in self.server.zrangebyscore(self._workers, 0, self._now())]
        for worker in dead:
            self._remove(worker)
        return dead

    def leave(self) -> None:
        """Whatever the worker has taken and not done is for others."""
        with self._taking:
            self._has_left = True
            self._remove(self.worker)

    def _remove(self, worker: int) -> None:
        self.filter.forget([page.id for page in self._pages_of(worker)])
        self.server.delete(self._taken(worker))
        self.server.zrem(self._workers, worker)

    def _pages_of(self, worker: int) -> list[DuePage]:
        encoded = self.server.lrange(self._taken(worker), 0, -1)
        return [self.pages._decode_request(each) for each in encoded]  # noqa: SLF001

    def _taken(self, worker: int) -> str:
        return f"{self._key}:taken:{worker}"

    def _now(self) -> float:
        seconds, micros = self.server.time()  # Redis's clock, the same for all
        return float(seconds + micros / 1_000_000)
