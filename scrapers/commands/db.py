"""`scrapy db`: the schema of the database that DATABASE_URL names."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.settings import BaseSettings

from scrapers.command import OwnCommand
from scrapers.piped import until_enough
from scrapers.usage import wrong_call

if TYPE_CHECKING:
    from sqlalchemy import Engine

FAILED, AWAY = 1, 5


class Command(OwnCommand):
    """Shows and changes which revision of the schema the database has."""

    def syntax(self) -> str:
        return (
            "upgrade [REVISION] | downgrade REVISION | check | current | backup FILE | restore FILE"
            " | prune [now] | reindex | recount"
        )

    def short_desc(self) -> str:
        return "Bring the database to the schema that this Warta needs, or look at it"

    def long_desc(self) -> str:
        return (
            "upgrade: to the newest revision, or the one named. downgrade: back to REVISION; `base`"
            " removes every table. check: exit status 1 unless the database has the newest revision"
            " and the tables as the code knows them, its file is sound (SQLite), and its counts"
            " agree with its stories."
            " current: prints the revision. backup: a whole and consistent copy, also while crawls"
            " write. restore: such a copy into an empty database. prune: what the retention"
            " settings let go; `prune now` deletes it. reindex: makes the full-text index anew."
            " recount: counts stories by day, place and credit anew, where check finds them wrong."
            " Exit status: 0 ok, 1 refused or as check says, 2 wrong call, 5 the database is away."
        )

    @until_enough
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        self.check(args)
        action, *words = args or [""]
        _, fewest, most = _ACTIONS.get(action, (None, 0, -1))
        if not fewest <= len(words) <= most:
            raise wrong_call("db", f"say scrapy db {self.syntax()}")
        from sqlalchemy.exc import DBAPIError  # noqa: PLC0415 - slow to import

        from models.database import DatabaseAway, DatabaseError, one_line  # noqa: PLC0415
        from models.patience import is_away  # noqa: PLC0415

        told = StringIO()  # until all is done, for whoever reads it may have enough before
        try:
            with redirect_stdout(told):
                self._act(action, words)
        except DatabaseAway as error:
            self.fail(str(error), AWAY)
        except (DatabaseError, OSError) as error:
            self.fail(str(error), FAILED)
        except DBAPIError as error:
            self.fail(one_line(error), AWAY if is_away(error) else FAILED)
        finally:
            print(told.getvalue(), end="")

    def _act(self, action: str, words: list[Any]) -> None:
        engine = _opened(action, self.settings["DATABASE_URL"])
        try:
            given = [self.settings, *words] if action == "prune" else words
            self.exitcode = _ACTIONS[action][0](engine, *given)
        finally:
            engine.dispose()


def _opened(action: str, url: str) -> "Engine":
    """Give an engine on the database, which only upgrade and restore may make."""
    from models.database import open_engine  # noqa: PLC0415
    from models.existing import open_existing  # noqa: PLC0415
    from models.schema import open_archive  # noqa: PLC0415

    if action in ("backup", "prune"):
        return open_archive(url, of_any_age=action == "backup")
    return (open_engine if action in ("upgrade", "restore") else open_existing)(url)


def _upgrade(engine: "Engine", revision: str = "head") -> int:
    from models import schema  # noqa: PLC0415

    before = schema.current(engine)
    with _progress() as tell:
        schema.upgrade(engine, revision, tell)
    return _tell_change(before, schema.current(engine))


def _downgrade(engine: "Engine", revision: str) -> int:
    from models import schema  # noqa: PLC0415

    before = schema.current(engine)
    schema.downgrade(engine, revision)
    return _tell_change(before, schema.current(engine))


def _check(engine: "Engine") -> int:
    from models import schema  # noqa: PLC0415
    from models.damage import damages  # noqa: PLC0415

    if _is_other_schema(engine):
        return 1
    has = schema.current(engine)
    differences = [*schema.check(engine), *damages(engine)]
    if not differences:
        from models.recount import wrong_counts  # noqa: PLC0415

        with engine.connect() as connection:
            differences = wrong_counts(connection)
    for difference in differences:
        print(difference)
    if not differences:
        print(f"revision {has}, as it should be")
    return 1 if differences else 0


def _current(engine: "Engine") -> int:
    from models import schema  # noqa: PLC0415

    print(schema.current(engine) or "none: the database is empty")
    return 0


def _backup(engine: "Engine", file: str) -> int:
    from models.backup import backup  # noqa: PLC0415

    backup(engine, Path(file))
    print(f"{file}: {Path(file).stat().st_size} bytes")
    return 0


def _restore(engine: "Engine", file: str) -> int:
    from models import schema  # noqa: PLC0415
    from models.backup import restore  # noqa: PLC0415
    from models.database import DatabaseError  # noqa: PLC0415

    restore(engine, Path(file))
    revision = schema.current(engine)
    if revision is None:
        raise DatabaseError(f"restored, but {file} holds no archive: the database has no revision")
    print(f"restored; revision {revision}")
    return 0


def _prune(engine: "Engine", settings: BaseSettings, when: str = "later") -> int:
    from scrapers.retention import prune  # noqa: PLC0415

    if when not in ("now", "later"):
        raise wrong_call("db", f"prune {when!r} is unknown; say scrapy db prune, or prune now")
    try:
        for line in prune(engine, settings, delete=when == "now"):
            print(line)
    except ValueError as error:
        raise wrong_call("db", str(error)) from None
    return 0


def _reindex(engine: "Engine") -> int:
    from models.search_index import reindex  # noqa: PLC0415

    if _is_other_schema(engine):
        return 1
    with _progress() as tell:
        stories = reindex(engine, tell)
    print(f"{stories} stories in the full-text index")
    return 0


def _is_other_schema(engine: "Engine") -> bool:
    from models import schema  # noqa: PLC0415

    has, newest = schema.current(engine), schema.newest()
    if has != newest:
        print(f"revision {has or 'none'}, but this Warta needs {newest}: run scrapy db upgrade")
    return has != newest


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """Show a person how many stories are indexed."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("indexing the words", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _recount(engine: "Engine") -> int:
    from models.database import writing  # noqa: PLC0415
    from models.recount import recount  # noqa: PLC0415

    if _is_other_schema(engine):
        return 1
    with writing(engine) as connection:
        recount(connection)
    print("counted anew")
    return 0


def _tell_change(before: str | None, after: str | None) -> int:
    before, after = before or "none", after or "none"
    print(f"revision {after}, unchanged" if after == before else f"revision {before} -> {after}")
    return 0


_ACTIONS: dict[str, tuple[Callable[..., int], int, int]] = {
    "upgrade": (_upgrade, 0, 1),
    "downgrade": (_downgrade, 1, 1),
    "check": (_check, 0, 0),
    "current": (_current, 0, 0),
    "backup": (_backup, 1, 1),
    "restore": (_restore, 1, 1),
    "prune": (_prune, 0, 1),
    "reindex": (_reindex, 0, 0),
    "recount": (_recount, 0, 0),
}
"""What each does, and how few and how many words it takes."""
