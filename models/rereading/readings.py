"""A reading as it is kept until its story is compared: packed JSON, a few kilobytes a page.

The body stands behind it on lines of its own: as JSON it took longer than everything else.
"""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from zlib_ng import zlib_ng

from models.article_row import Row
from models.content import legible_or_none
from models.fetch import Ending, Outcome

_MOMENTS = ("published_at", "fetched_at", "first_fetched_at")
_DAYS = ("published_on", "rendered_on")


def pack(result: Row | Ending) -> bytes:
    """Give the columns that a page brings, or why it brings none, as bytes."""
    if isinstance(result, Ending):
        said = (result.outcome, result.reason, result.message, result.stage)
        text = _json(list(map(legible_or_none, said)))
    else:
        text = f"{_json({**result, 'body': None})}\n{result['body']}"
    packed: bytes = zlib_ng.compress(text.encode("utf-8", "replace"), 1)
    return packed


def unpack(packed: bytes) -> Row | Ending:
    """Give back what was packed."""
    head, is_row, body = zlib_ng.decompress(packed).decode().partition("\n")
    kept = json.loads(head)
    if isinstance(kept, list):
        outcome, reason, message, stage = kept
        return Ending(outcome=Outcome(outcome), reason=reason, message=message, stage=stage)
    if is_row:  # a run that an earlier Warta broke off left rows as JSON alone
        kept["body"] = body
    for name in _MOMENTS:
        kept[name] = _read(datetime.fromisoformat, kept[name])
    for name in _DAYS:
        kept[name] = _read(date.fromisoformat, kept[name])
    row: Row = kept
    return row


def _as_text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON form for {type(value).__name__}")


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_as_text).encode


def _read(read: Callable[[str], Any], text: str | None) -> Any:
    return None if text is None else read(text)
