"""Connecting to the Redis server that REDIS_URL names; its password is never shown."""

import re
import time
from urllib.parse import urlsplit

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import AuthenticationError, RedisError, ResponseError
from redis.retry import Retry

from models.patience import Pauses

FORM = "write WARTA_REDIS_URL=redis://:PASSWORD@HOST:PORT/NUMBER (rediss:// with TLS)"
SECONDS = 5
"""For one answer of Redis."""


class QueueError(Exception):
    """There is no shared queue; the message is one line that says why and what to do."""


class QueueAway(QueueError):
    """Redis cannot be reached now, but may be later."""


def connect(url: str) -> Redis:
    """Give a client that has connected to nothing yet; QueueError if that is no address."""
    try:
        return Redis.from_url(
            url,
            socket_timeout=SECONDS,
            socket_connect_timeout=SECONDS,
            # A command that is sent twice would take two pages; who calls knows what may be tried
            # again.
            retry=Retry(NoBackoff(), 0),
        )
    except ValueError as error:
        raise QueueError(f"{shown(url)!r} is no address of Redis ({error}); {FORM}") from None


def check(url: str, database: str, patience: float) -> None:
    """Whether work can be shared through this Redis and this database, or QueueError.

    QueueAway where it could not be reached within `patience` seconds.
    """
    if not urlsplit(database).scheme.startswith("postgres"):
        raise QueueError(
            "a shared queue (WARTA_REDIS_URL) needs PostgreSQL, where every machine finds the"
            f" ledger; DATABASE_URL names {urlsplit(database).scheme or 'none'}"
        )
    client, pauses = connect(url), Pauses(patience)
    while True:
        try:
            client.ping()
        except (AuthenticationError, ResponseError) as error:
            raise QueueError(f"Redis at {shown(url)} refuses: {error}; {FORM}") from None
        except RedisError as error:  # not there, or still loading its data
            told = f"cannot reach Redis at {shown(url)}: {error}"
            if (pause := pauses.before_next_try(told)) is None:
                raise QueueAway(told) from None
        else:
            client.close()
            return
        time.sleep(pause)


def shown(url: str) -> str:
    """Give the address without its password."""
    return re.sub(r"//[^/]*@", "//***@", url)
