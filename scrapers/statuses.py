"""What the status of an answer means by itself."""

from models.fetch import Ending, Outcome

NOT_MODIFIED = 304
GONE = frozenset({404, 410})
BLOCKED = frozenset({401, 403, 407, 429, 451})


def ending_of(status: int, *, is_conditional: bool = True) -> Ending | None:
    """The ending that a status means; None for a page to look into.

    A 304 to a request that was not conditional tells of nothing that is known.
    """
    if 200 <= status < 300:
        return None
    if status == NOT_MODIFIED and is_conditional:
        return Ending(outcome=Outcome.NOT_MODIFIED, reason="http-304")
    outcome = Outcome.FAILED
    if status in GONE:
        outcome = Outcome.GONE
    elif status in BLOCKED:
        outcome = Outcome.BLOCKED
    return Ending(outcome=outcome, reason=f"http-{status}", message=f"answered with {status}")
