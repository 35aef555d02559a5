"""What is kept along with the articles when they are re-read: full-text index and counts."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from models import rollup_rows, search_index
from models.looking_up import among
from models.rereading.changes import Change
from models.rollups import READ, Changes, story_changes
from models.story import Story
from models.tables import articles, count_by_outcome, fetches


class Derived:
    """What the changes, not yet written, mean for index and counts; `write` when they are."""

    def __init__(self, connection: Connection, changes: Sequence[Change]) -> None:
        self._changes = changes
        self._stories = _stories(connection, changes)
        self._counted = story_changes(connection, self._stories.values())
        _count_outcomes(connection, self._counted, changes)

    def write(self, connection: Connection) -> None:
        """Once articles and credits are written."""
        for change in self._changes:
            if change.story in self._stories:
                self._stories[change.story].changed["id"] = change.article_id
        search_index.write(connection, self._stories.values())
        rollup_rows.add(connection, self._counted)


def _stories(connection: Connection, changes: Sequence[Change]) -> dict[str, Story]:
    """Give the stories whose rows or credits change, as index and roll-ups want to know them."""
    changed = [change for change in changes if change.row or change.credits is not None]
    ids = [change.article_id for change in changed if change.article_id is not None]
    columns = (articles.c.id, *(articles.c[name] for name in READ))
    rows = connection.execute(select(*columns).where(among(connection, articles.c.id, ids)))
    stored = {row.id: row._asdict() for row in rows}
    return {
        change.story: Story(
            stored=stored[change.article_id] if change.article_id is not None else {},
            changed=change.row | ({} if change.credits is None else {"credits": change.credits}),
        )
        for change in changed
    }


def _count_outcomes(connection: Connection, counted: Changes, changes: Sequence[Change]) -> None:
    amended = [row for change in changes for row in change.visits]
    ids = [row["id"] for row in amended]
    theirs = select(fetches.c.id, fetches.c.crawl_id).where(among(connection, fetches.c.id, ids))
    crawl = {row.id: row.crawl_id for row in connection.execute(theirs)}
    for row in amended:
        before = counted[count_by_outcome][crawl[row["id"]], row["was"].value]
        before.number -= 1
        before.left = True
        counted[count_by_outcome][crawl[row["id"]], row["outcome"].value].number += 1
