"""The roll-ups counted from scratch: to fill them, and to tell whether they are right."""

from typing import Any

from sqlalchemy import (
    Connection,
    Integer,
    Select,
    Table,
    Text,
    cast,
    delete,
    except_,
    func,
    insert,
    literal_column,
    select,
)

from models.tables import (
    articles,
    count_by_credit,
    count_by_day,
    count_by_month,
    count_by_outcome,
    count_by_outlet_day,
    count_by_place,
    count_by_place_month,
    credits,
    fetches,
)

# Written out: PostgreSQL does not see that two parameters are the same.
_NONE = literal_column("''", Text)
_ONE, _SEVEN = literal_column("1", Integer), literal_column("7", Integer)


def recount(connection: Connection) -> None:
    """Put what a count from scratch gives in the place of every roll-up."""
    for table, query in from_scratch().items():
        connection.execute(delete(table))
        connection.execute(insert(table).from_select(list(table.c.keys()), query))


def wrong_counts(connection: Connection) -> list[str]:
    """Give one line for each roll-up that disagrees with the rows that it counts."""
    lines = []
    for table, query in from_scratch().items():
        kept = select(table)
        wrong = [
            connection.execute(select(func.count()).select_from(each.subquery())).scalar_one()
            for each in (except_(query, kept), except_(kept, query))
        ]
        if any(wrong):
            lines.append(
                f"{table.name}: {wrong[0]} missing, {wrong[1]} not as the rows have it:"
                " run scrapy db recount"
            )
    return lines


def from_scratch() -> dict[Table, Select[Any]]:
    """Give the query that counts what each roll-up holds, its columns in their order."""
    day = articles.c.published_on
    month = func.substr(cast(day, Text), _ONE, _SEVEN)
    of_any_day = func.coalesce(month, _NONE)
    hijri_month = func.coalesce(func.substr(articles.c.hijri_published, _ONE, _SEVEN), _NONE)
    section, place, country = (
        func.coalesce(articles.c[name], _NONE) for name in ("section", "place", "country_code")
    )
    outlet, ends = articles.c.outlet_id, (func.min(day), func.max(day))
    dated = day.is_not(None)
    somewhere = articles.c.place.is_not(None) | articles.c.country_code.is_not(None)
    credit = select(
        credits.c.article_id,
        credits.c.role,
        func.coalesce(credits.c.name, credits.c.printed).label("credited"),
    )
    once = credit.distinct().subquery()
    by_credit = _counts((once.c.credited, once.c.role, outlet, of_any_day), (func.count(), *ends))
    by_outcome = (fetches.c.crawl_id, fetches.c.outcome)
    return {
        count_by_day: _counts((outlet, day, section)).where(dated),
        count_by_month: _counts((outlet, month, section)).where(dated),
        count_by_outlet_day: _counts((outlet, hijri_month, day)).where(dated),
        count_by_place: _counts((place, country, outlet), (*_measures(), *ends)).where(somewhere),
        count_by_place_month: _counts(
            (place, country, outlet, of_any_day), (*_measures(), *ends)
        ).where(somewhere),
        count_by_credit: by_credit.join_from(articles, once, once.c.article_id == articles.c.id),
        count_by_outcome: _counts(by_outcome, (func.count(),)),
    }


def _measures() -> tuple[Any, ...]:
    views = articles.c.view_count
    return func.count(), func.coalesce(func.sum(views), literal_column("0")), func.count(views)


def _counts(key: tuple[Any, ...], measures: tuple[Any, ...] | None = None) -> Select[Any]:
    return select(*key, *(_measures() if measures is None else measures)).group_by(*key)
