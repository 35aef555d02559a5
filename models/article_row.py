"""The columns of `articles` that a reading of a page fills."""

from dataclasses import fields
from datetime import datetime
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from models.article import Article
from models.content import content_hash, is_legible, legible

Row = dict[str, Any]

FIELDS = tuple(each.name for each in fields(Article) if each.name != "outlet")
_values_of = attrgetter(*FIELDS)
_LISTS = ("date_witnesses", "sign_off_codes", "credits", "problems")


def row_of(article: Article, zone: ZoneInfo) -> Row:
    """Give the columns that the article itself fills; ValueError names what cannot be stored."""
    if article.source_id is None:
        raise ValueError(f"a story without an id of its own cannot be stored: {article.url}")
    row: Row = dict(zip(FIELDS, _values_of(article), strict=True))
    _refuse_what_no_database_keeps(row)
    for name in _LISTS:
        row[name] = [_legible(each) for each in row[name]]
    row["credits"] = row["credits"] or None
    published_at = article.published_at
    local = published_at.astimezone(zone) if published_at else None
    row["published_on"] = local.date() if local else None
    to_the_minute = local is not None and article.published_precision == "minute"
    row["published_time"] = local.isoformat()[11:16] if local and to_the_minute else None
    row["content_hash"] = content_hash(article.headline, article.body)
    row["first_fetched_at"] = article.fetched_at
    return row


def _refuse_what_no_database_keeps(row: Row) -> None:
    for name, value in row.items():
        if isinstance(value, str):
            if not is_legible(value):
                raise ValueError(f"{name} holds characters that no database keeps: {value[:80]!r}")
        elif isinstance(value, int):
            if value.bit_length() > 63:
                raise ValueError(f"{name} is too large a number: {value}")
        elif isinstance(value, datetime) and value.tzinfo is None:
            raise ValueError(f"{name} is a moment without a zone: {value.isoformat()}")


def _legible(value: Any) -> Any:
    if isinstance(value, str):
        return value if is_legible(value) else legible(value)
    if isinstance(value, dict) and not all(map(is_legible, filter(None, value.values()))):
        return {name: each and legible(each) for name, each in value.items()}
    return value
