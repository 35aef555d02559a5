"""One kind of fault: what it is called, and what does it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.faults.ground import Ground
from tests.faults.trial import Verdict


@dataclass(frozen=True, slots=True)
class Fault:
    """A row of the table."""

    name: str
    told: str
    """In the words of the table."""
    times: int
    """How often it is tried unless the caller says otherwise."""
    do: Callable[[Ground, int], Iterator[Verdict]]
    """Does it so often; a verdict for each."""
    unfit: Callable[[], str | None] = lambda: None
    """Why this machine cannot do it."""
