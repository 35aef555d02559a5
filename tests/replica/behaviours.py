"""What a story's address does besides serving the story, and how a crawl of it should end."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """How one story's address behaves."""

    name: str
    ends: tuple[str, ...] = ("stored",)
    """Outcomes that a first crawl with at least two retries may have for it."""
    status: int = 200
    visits: int = 0
    """After so many visits, or for the first so many tries, it does what its name says."""
    seconds: float = 0.0
    retry_after: int | None = None
    impostor: str | None = None
    """`listing`, `search`, `error`, `not-found` or `challenge`, served with status 200 in the
    story's place."""


ORDINARY = Behaviour(name="ordinary")

BEHAVIOURS = (
    # Changed by the newsroom after the first visit, withdrawn after it or before it.
    Behaviour(name="edited", visits=1),
    Behaviour(name="withdrawn", status=404, visits=1),
    Behaviour(name="withdrawn-for-good", status=410, visits=1),
    Behaviour(name="never-there", status=404, ends=("gone",)),
    # Late, or well only at the second or third try.
    Behaviour(name="slow", seconds=0.5),
    Behaviour(name="flaky", status=503, visits=1),
    Behaviour(name="flaky-twice", status=500, visits=2),
    Behaviour(name="throttled", status=429, visits=1, retry_after=1, ends=("stored", "blocked")),
    # Never well.
    Behaviour(name="broken", status=500, ends=("failed",)),
    Behaviour(name="cut-short", ends=("failed",)),
    Behaviour(name="forbidden", status=403, ends=("blocked",)),
    # Elsewhere: at another address, under two days, in a circle, on another host.
    Behaviour(name="moved", status=301),
    Behaviour(name="redated"),
    Behaviour(name="loop", status=302, ends=("failed",)),
    Behaviour(name="offsite", status=302, ends=("excluded", "failed")),
    # Something else in the story's place, with status 200.
    Behaviour(name="as-listing", impostor="listing", ends=("quarantined",)),
    Behaviour(name="as-search", impostor="search", ends=("quarantined",)),
    Behaviour(name="as-error", impostor="error", ends=("quarantined",)),
    Behaviour(name="as-challenge", impostor="challenge", ends=("blocked", "quarantined")),
    Behaviour(name="empty", ends=("quarantined", "failed")),
    # Bytes in windows-1252, declared UTF-8 in header and page alike.
    Behaviour(name="misencoded", ends=("stored", "quarantined")),
)

ON_REQUEST = (
    Behaviour(name="as-not-found", impostor="not-found", ends=("quarantined",)),
    # No list leads to it: only who knows its id finds it.
    Behaviour(name="unlisted"),
    # Too heavy for every test: 64 MB, plain or packed into a few hundred kilobytes.
    Behaviour(name="huge", ends=("failed",)),
    Behaviour(name="bomb", ends=("failed",)),
)

BY_NAME = {each.name: each for each in (ORDINARY, *BEHAVIOURS, *ON_REQUEST)}

_PERIOD = 97
"""A prime: no layout and no section shares the rhythm of the odd behaviours."""


def of_number(number: int, salt: int) -> Behaviour:
    """The behaviour of a story in a replica that is not healthy: about one in five is odd."""
    place = (number * 31 + salt) % _PERIOD
    return BEHAVIOURS[place] if place < len(BEHAVIOURS) else ORDINARY
