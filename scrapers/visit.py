"""What came of a request, as an `Ending` where it brought no page to read."""

import re

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    IgnoreRequest,
)
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.httpobj import urlparse_cached
from twisted.python.failure import Failure

from models.fetch import Ending, Outcome
from scrapers.resolver import PublicResolver
from scrapers.statuses import ending_of

_CONDITIONS = ("If-None-Match", "If-Modified-Since")
HANDLED = [304, *range(400, 600)]
"""Statuses that reach the callback; redirects are followed before."""


class Excluded(IgnoreRequest):
    """An address that is not asked for: offsite, private, no http; `reason` is the short code."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class RobotsUnreachable(IgnoreRequest):
    """robots.txt cannot be had now: the visit is tried again another time."""


class NotAsked(IgnoreRequest):
    """A request that was not sent because the crawl ends: its page is still due."""


class NotArchived(Exception):
    """A response that could not be kept and is therefore not read: its page is still due."""


class Undecoded(Exception):
    """A body that cannot be had out of its content coding; `reason` is the short code."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


def ending_of_status(response: Response) -> Ending | None:
    """The ending that a response's status means by itself; None for a page to look into."""
    return ending_of(response.status, is_conditional=_is_conditional(response))


def _is_conditional(response: Response) -> bool:
    request = response.request
    return request is None or any(name in request.headers for name in _CONDITIONS)


def ending_of_failure(failure: Failure) -> Ending:
    """The ending of a request that brought no response."""
    error = failure.value
    message = str(error)[:500] or type(error).__name__
    if isinstance(error, Excluded):
        return Ending(outcome=Outcome.EXCLUDED, reason=error.reason, message=message)
    # Mostly it is robots.txt that is asked for first, and not let through.
    if isinstance(error, CannotResolveHostError | RobotsUnreachable):
        host = urlparse_cached(failure.request).hostname or ""  # type: ignore[attr-defined]
        if address := PublicResolver.refused.get(host):
            message = f"{host} leads to {address}, which is no public address"
            return Ending(outcome=Outcome.EXCLUDED, reason="private-address", message=message)
    # Scrapy's own middlewares refuse with a bare IgnoreRequest; only the words tell why.
    is_bare = isinstance(error, IgnoreRequest) and not isinstance(error, RobotsUnreachable)
    if is_bare and "robots.txt" in message:
        return Ending(outcome=Outcome.EXCLUDED, reason="robots", message=message)
    return Ending(outcome=Outcome.FAILED, reason=_code(error), message=message)


def _code(error: BaseException | None) -> str:
    """The short code of a failure."""
    if isinstance(error, RobotsUnreachable):
        return "robots-unreachable"
    if isinstance(error, Undecoded):
        return error.reason
    if isinstance(error, DownloadCancelledError) or "DOWNLOAD_MAXSIZE" in str(error):
        return "too-large"
    if isinstance(error, HttpError):  # a status that no page has, or a redirect to nowhere
        return f"http-{error.response.status}"
    if isinstance(error, IgnoreRequest):
        return "redirects"
    kind = type(error)
    name = kind.__module__ if kind.__name__ == "error" else kind.__name__  # zlib's and brotli's
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower().removesuffix("-error")
