"""Letting go of what the retention settings do not ask for; articles are never touched."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func, select, tuple_, update
from sqlalchemy import delete as delete_rows

from models.database import writing
from models.tables import crawls, fetches, quarantine, view_counts

_AT_ONCE = 500
"""Names in one statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OldFiles:
    """Names of archive files whose last page came before a moment."""

    spare: list[str]
    needed: list[str]
    """Of crawls that left a page in quarantine, which may have no other copy."""


def old_archive_files(engine: Engine, before: datetime) -> OldFiles:
    """Give the files of whole crawls: within one, later files refer to pages in earlier ones."""
    files = (
        select(fetches.c.crawl_id, fetches.c.archive_file, func.max(fetches.c.fetched_at))
        .join(crawls, crawls.c.id == fetches.c.crawl_id)
        .where(fetches.c.archive_file.is_not(None), crawls.c.outcome != "running")
        .group_by(fetches.c.crawl_id, fetches.c.archive_file)
        .order_by(fetches.c.archive_file)
    )  # fmt: skip
    waiting = (
        select(fetches.c.crawl_id)
        .distinct()
        .join(quarantine, quarantine.c.fetch_id == fetches.c.id)
        .where(quarantine.c.resolved_at.is_(None))
    )
    by_crawl: defaultdict[int, dict[str, datetime]] = defaultdict(dict)
    with engine.connect() as connection:
        for crawl_id, name, last in connection.execute(files):
            by_crawl[crawl_id][name] = last
        held = set(connection.execute(waiting).scalars())
    old = {key: names for key, names in by_crawl.items() if max(names.values()) < before}
    return OldFiles(
        spare=sorted(name for key, names in old.items() for name in names if key not in held),
        needed=sorted(name for key, names in old.items() for name in names if key in held),
    )


def forget_archive_files(engine: Engine, names: Sequence[str]) -> None:
    """Note that the pages of these files are in the archive no more."""
    gone = {"archive_file": None, "archive_offset": None}
    for start in range(0, len(names), _AT_ONCE):
        some = fetches.c.archive_file.in_(names[start : start + _AT_ONCE])
        with writing(engine) as connection:
            connection.execute(update(fetches).where(some).values(gone))


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
