"""What goes into the archive, and where it then is."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request and its response as they went over the wire, transfer coding undone."""

    url: str
    at: datetime
    method: str | None
    """None: the request is not known, as of a copy that others made."""
    request_headers: tuple[tuple[str, str], ...] = ()
    status: int
    protocol: str | None
    headers: tuple[tuple[str, str], ...]
    body: bytes
    is_truncated: bool = False


class Body(NamedTuple):
    """A body that is in the archive, and the record that holds it."""

    digest: str
    file: str
    offset: int


class Kept(NamedTuple):
    """Where the archive has a response."""

    file: str
    offset: int
    body: Body | None
    """In that record, or in the one that it refers to; None for a 304, which brings none."""
