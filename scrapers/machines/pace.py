"""One pace for all who ask the same host: Redis gives each request its moment."""

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable

from redis import Redis
from redis.exceptions import RedisError

from scrapers.visit import NotAsked

logger = logging.getLogger(__name__)

# Milliseconds of Redis's clock. Gives how long to wait and whether that is a pause, after which to
# ask again; an interval below 0 asks for nothing but the pause. A host that Redis knows nothing of
# may have been asked just now by somebody: Redis may have been emptied.
_TURN = """
local pause = redis.call('PTTL', KEYS[2])
if pause > 0 then return {pause, 1} end
local interval = tonumber(ARGV[1])
if interval < 0 then return {0, 0} end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local at = math.max(now, tonumber(redis.call('GET', KEYS[1]) or now + interval))
redis.call('SET', KEYS[1], at + interval, 'PX', math.max(at - now + 2 * interval, 60000))
return {at - now, 0}
"""
_PAUSE = """
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then
  redis.call('SET', KEYS[1], '', 'PX', ARGV[1])
end
"""


class Pace:
    """Who waits for its turn asks so often, and no more often, as one crawl alone would.

    Without Redis everyone keeps a pace of its own, which is slower by the number of `workers`.
    A pause of more than `longest` seconds is not waited for. `wait` sleeps, and may raise NotAsked.
    """

    def __init__(
        self,
        server: Redis,
        workers: Callable[[], int],
        longest: float = 600,
        wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._turn = server.register_script(_TURN)
        self._pause = server.register_script(_PAUSE)
        self._workers = workers
        self._longest = longest
        self._wait = wait
        self._locks: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._paused_until = 0.0  # as far as is known here, should Redis be away

    async def turn(self, host: str, interval: float) -> None:
        """Returns when a request may go out to the host, `interval` seconds after any other.

        NotAsked where it wants to be left alone for too long, or where `wait` gives up. One request
        of a worker waits at a time, so that workers take turns and a dead one leaves no gap.
        """
        async with self._locks[host]:
            wait, paused = await self._ask(host, interval)
            while wait > 0:
                if paused and wait > self._longest:
                    raise NotAsked(f"{host} wants to be left alone for {wait:.0f} s")
                await self._wait(wait)
                # Meanwhile another worker may have been told to pause.
                wait, paused = await self._ask(host, interval if paused else -1)

    async def pause(self, host: str, seconds: float) -> None:
        """Nobody asks the host before so many seconds have passed."""
        self._paused_until = max(self._paused_until, time.monotonic() + seconds)
        keys, given = [f"warta:pause:{host}"], [int(seconds * 1000)]
        try:
            await asyncio.to_thread(self._pause, keys, given)
        except RedisError as error:
            logger.warning("Redis is away, so that others do not hear of a pause: %s", error)

    async def _ask(self, host: str, interval: float) -> tuple[float, bool]:
        keys, given = [f"warta:next:{host}", f"warta:pause:{host}"], [round(interval * 1000)]
        try:
            wait, paused = await asyncio.to_thread(self._turn, keys, given)
        except RedisError:
            pause = self._paused_until - time.monotonic()
            return (pause, True) if pause > 0 else (max(0.0, interval) * self._workers(), False)
        if paused:
            self._paused_until = max(self._paused_until, time.monotonic() + wait / 1000)
        return wait / 1000, bool(paused)
