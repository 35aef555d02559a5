"""Letting go of what the retention settings do not ask for; articles are never touched."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func, select, tuple_, update
from sqlalchemy import delete as delete_rows

from models.database import writing
from models.tables import crawls, fetches, pages, quarantine, view_counts

_AT_ONCE = 500
"""Names in one statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OldFiles:
    """Names of archive files of crawls that ended before a moment."""

    spare: list[str]
    needed: list[str]
    """Of crawls that left a page in quarantine, which may have no other copy, and those that kept
    ones refer to, or may yet refer to."""
    young: list[str]
    """Names of the files of all other crawls."""


_VISITS = (
    select(
        fetches.c.crawl_id,
        fetches.c.archive_file,
        fetches.c.body_file,
        func.max(fetches.c.fetched_at),
        crawls.c.started_at,
        crawls.c.outcome,
    )
    .join(crawls, crawls.c.id == fetches.c.crawl_id)
    .where(fetches.c.archive_file.is_not(None))
    .group_by(
        fetches.c.crawl_id,
        fetches.c.archive_file,
        fetches.c.body_file,
        crawls.c.started_at,
        crawls.c.outcome,
    )
)
_CRAWLS_IN_QUARANTINE = (
    select(fetches.c.crawl_id)
    .distinct()
    .join(quarantine, quarantine.c.fetch_id == fetches.c.id)
    .where(quarantine.c.resolved_at.is_(None))
)
_MAY_REFER_TO = (
    select(crawls.c.id, pages.c.body_file)
    .distinct()
    .join(pages, pages.c.outlet_id == crawls.c.outlet_id)
    .where(crawls.c.outcome == "running", pages.c.body_file.is_not(None))
)
"""A running crawl and the bodies of its pages: it may find one unchanged, and say so later."""


def old_archive_files(engine: Engine, before: datetime) -> OldFiles:
    """Give the files of whole crawls: within one, later files refer to pages in earlier ones.

    A crawl is old when its last visit is, and it did not begin later: a copy that was taken in may
    be of a day long ago.
    """
    own: defaultdict[int, set[str]] = defaultdict(set)
    others: defaultdict[int, set[str]] = defaultdict(set)
    with engine.connect() as connection:
        kept = set(connection.execute(_CRAWLS_IN_QUARANTINE).scalars())
        young = set()
        for crawl_id, body_file in connection.execute(_MAY_REFER_TO):
            others[crawl_id].add(body_file)
            young.add(crawl_id)
        for crawl_id, name, body_file, last, began, outcome in connection.execute(_VISITS):
            own[crawl_id].add(name)
            if body_file is not None:
                others[crawl_id].add(body_file)
            if outcome == "running" or max(last, began) >= before:
                young.add(crawl_id)
    kept |= young
    _keep_what_they_need(kept, own, others)
    return OldFiles(
        spare=sorted({name for key in own.keys() - kept for name in own[key]}),
        needed=sorted({name for key in kept - young for name in own[key]}),
        young=sorted({name for key in young for name in own[key]}),
    )


def _keep_what_they_need(
    kept: set[int], own: Mapping[int, set[str]], others: Mapping[int, set[str]]
) -> None:
    """Add the crawls of which a kept one needs a file, and those that they need in turn."""
    by_file = defaultdict(set)
    for crawl_id, names in own.items():
        for name in names:
            by_file[name].add(crawl_id)
    waiting = list(kept)
    while waiting:
        crawl_id = waiting.pop()
        for name in (*own.get(crawl_id, ()), *others.get(crawl_id, ())):
            new = by_file[name] - kept
            kept |= new
            waiting += new


def forget_archive_files(engine: Engine, names: Sequence[str]) -> None:
    """Note that the pages of these files are in the archive no more."""
    gone = {"archive_file": None, "archive_offset": None, "body_file": None}
    for start in range(0, len(names), _AT_ONCE):
        some = fetches.c.archive_file.in_(names[start : start + _AT_ONCE])
        with writing(engine) as connection:
            connection.execute(update(fetches).where(some).values(gone))


def thin_view_counts(engine: Engine, before: datetime, *, delete: bool) -> int:
    """Give how many view observations from before that moment are more than enough.

    Enough are the first of a story, and the last of each of its days in the outlet's zone, which
    `story_view_days` tells. `delete` deletes the others.
    """
    key = (view_counts.c.article_id, view_counts.c.observed_at)
    day = view_counts.c.observed_on
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
