"""Letting go of what the retention settings do not ask for; articles are never touched."""

from datetime import datetime

from sqlalchemy import Engine, func, select, tuple_
from sqlalchemy import delete as delete_rows

from models.database import writing
from models.tables import view_counts


def thin_view_counts(engine: Engine, before: datetime, *, delete: bool) -> int:
    """Give how many view observations from before that moment are more than enough.

    Enough are the first of a story, and the last of each of its days (UTC). `delete` deletes the
    others.
    """
    key = (view_counts.c.article_id, view_counts.c.observed_at)
    day = func.date(view_counts.c.observed_at)
    ranked = select(
        *key,
        func.row_number()
        .over(partition_by=(key[0], day), order_by=key[1].desc())
        .label("from_last"),
        func.min(key[1]).over(partition_by=key[0]).label("first"),
    ).subquery()
    spare = select(ranked.c.article_id, ranked.c.observed_at).where(
        ranked.c.from_last > 1,
        ranked.c.observed_at > ranked.c.first,
        ranked.c.observed_at < before,
    )
    if not delete:
        with engine.connect() as connection:
            count = select(func.count()).select_from(spare.subquery())
            return int(connection.execute(count).scalar_one())
    with writing(engine) as connection:
        return connection.execute(delete_rows(view_counts).where(tuple_(*key).in_(spare))).rowcount
