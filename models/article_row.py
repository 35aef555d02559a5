"""The columns that a reading of a page fills: of `articles`, and of `view_counts`."""

from dataclasses import fields
from datetime import datetime
from operator import attrgetter, itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from models.article import Article
from models.content import content_hash, is_legible, legible, legible_or_none

Row = dict[str, Any]

FIELDS = tuple(each.name for each in fields(Article) if each.name != "outlet")
_values_of = attrgetter(*FIELDS)
_TEXTS = tuple(name for name in FIELDS if Article.__annotations__[name] in (str, str | None))
_texts_of = itemgetter(*_TEXTS)
_MOMENTS = ("published_at", "fetched_at")
_LISTS = ("date_witnesses", "sign_off_codes", "credits", "problems")


def row_of(article: Article, zone: ZoneInfo) -> Row:
    """Give the columns that the article itself fills; ValueError names what cannot be stored."""
    if article.source_id is None:
        raise ValueError(f"a story without an id of its own cannot be stored: {article.url}")
    row: Row = dict(zip(FIELDS, _values_of(article), strict=True))
    for name in _LISTS:
        row[name] = list(row[name])
    if not is_legible("".join(_all_texts(row))):  # all at once, for it hardly happens
        _refuse_what_is_illegible(row)
        for name in _LISTS:
            row[name] = [_legible(each) for each in row[name]]
    _refuse_what_no_database_keeps(row)
    row["credits"] = row["credits"] or None
    published_at = article.published_at
    local = published_at.astimezone(zone) if published_at else None
    row["published_on"] = local.date() if local else None
    to_the_minute = local is not None and article.published_precision == "minute"
    row["published_time"] = local.isoformat()[11:16] if local and to_the_minute else None
    row["content_hash"] = content_hash(article.headline, article.body)
    row["first_fetched_at"] = article.fetched_at
    return row


def view_row(reading: Row, moment: datetime, zone: str, fetch_id: int) -> Row:
    """Give the columns of `view_counts`, the story's id apart, for the copy of that moment."""
    return {
        "observed_at": moment,
        "observed_on": moment.astimezone(ZoneInfo(zone)).date(),
        "rests_on": "visit" if reading["fetched_at"] else "rendering",
        "count": reading["view_count"],
        "view_line": reading["view_line"],
        "hijri_printed": reading["hijri_printed"],
        "rendered_on": reading["rendered_on"],
        "fetch_id": fetch_id,
    }


def _all_texts(row: Row) -> list[str]:
    texts = [text for text in _texts_of(row) if text]
    for name in _LISTS:
        for each in row[name]:
            if isinstance(each, str):
                texts.append(each)
            else:
                texts += filter(None, each.values())
    return texts


def _refuse_what_is_illegible(row: Row) -> None:
    for name in _TEXTS:
        if not is_legible(row[name] or ""):
            raise ValueError(f"{name} holds characters that no database keeps: {row[name][:80]!r}")


def _refuse_what_no_database_keeps(row: Row) -> None:
    if row["view_count"] and row["view_count"].bit_length() > 63:
        raise ValueError(f"view_count is too large a number: {row['view_count']}")
    for name in _MOMENTS:
        if row[name] and row[name].tzinfo is None:
            raise ValueError(f"{name} is a moment without a zone: {row[name].isoformat()}")


def _legible(value: Any) -> Any:
    if isinstance(value, str):
        return value if is_legible(value) else legible(value)
    return {name: legible_or_none(each) for name, each in value.items()}
