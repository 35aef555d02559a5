"""Who is credited for a story."""

from typing import NamedTuple


class Credit(NamedTuple):
    """One name or code that a story is signed or credited with."""

    role: str
    """`reporter`, `editor`, `wire`, `outlet`, `code` (an internal mark such as `R6`), `unknown`."""
    printed: str
    """As on the page: `st`, `Reuters`, `C07`."""
    name: str | None
    """Whose name it is, in full, where that is certain; initials stay None."""
