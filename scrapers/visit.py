"""What came of a request, as an `Ending` where it brought no page to read."""

import re

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from models.fetch import Ending, Outcome

BLOCKED = frozenset({401, 403, 407, 429, 451})
GONE = frozenset({404, 410})
HANDLED = [304, *range(400, 600)]
"""Statuses that reach the callback; redirects are followed before."""


class Excluded(IgnoreRequest):
    """An address that is not asked for: offsite, private, no http; `reason` is the short code."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


def ending_of_status(response: Response) -> Ending | None:
    """The ending that a status means by itself; None for a page to look into."""
    status = response.status
    if 200 <= status < 300:
        return None
    if status == 304:
        return Ending(outcome=Outcome.NOT_MODIFIED, reason="http-304")
    outcome = Outcome.FAILED
    if status in GONE:
        outcome = Outcome.GONE
    elif status in BLOCKED:
        outcome = Outcome.BLOCKED
    return Ending(outcome=outcome, reason=f"http-{status}", message=f"answered with {status}")


def ending_of_failure(failure: Failure) -> Ending:
    """The ending of a request that brought no response."""
    error = failure.value
    message = str(error)[:500] or type(error).__name__
    if isinstance(error, Excluded):
        return Ending(outcome=Outcome.EXCLUDED, reason=error.reason, message=message)
    if isinstance(error, IgnoreRequest):
        # Scrapy's own middlewares refuse with a bare IgnoreRequest; only the words tell why.
        if "robots.txt" in message:
            return Ending(outcome=Outcome.EXCLUDED, reason="robots", message=message)
        return Ending(outcome=Outcome.FAILED, reason="redirects", message=message)
    reason = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(error).__name__).lower()
    return Ending(outcome=Outcome.FAILED, reason=reason.removesuffix("-error"), message=message)
