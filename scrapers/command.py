"""What the `scrapy` commands of this project have in common."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings

from scrapers.usage import no_stray_options, no_wrong_settings, wrong_call

if TYPE_CHECKING:
    from sqlalchemy import Engine


class OwnCommand(ScrapyCommand):
    """A command that needs no crawl, and fails with a line on stderr and an exit status."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_LEVEL": "WARNING"}
    settings: Settings  # set before run()

    @property
    def name(self) -> str:
        """As on the command line."""
        return type(self).__module__.rpartition(".")[2]

    def check(self, args: list[str]) -> None:
        """Refuse what no call of a command may have."""
        no_stray_options(self.name, args)
        no_wrong_settings(self.name, self.settings)

    @contextmanager
    def archive(self) -> "Iterator[Engine]":
        """Give an engine on the database, which must be there; DatabaseError says why it is not,
        DatabaseBrokeOff why it failed meanwhile.
        """
        from sqlalchemy.exc import DBAPIError  # noqa: PLC0415 - slow to import

        from models.database import DatabaseBrokeOff, one_line  # noqa: PLC0415
        from models.existing import unwritten  # noqa: PLC0415 - slow to import
        from models.schema import open_archive  # noqa: PLC0415 - slow to import

        engine = open_archive(self.settings["DATABASE_URL"])
        try:
            with unwritten(engine):
                yield engine
        except DBAPIError as error:
            raise DatabaseBrokeOff(f"the database broke off: {one_line(error)}") from None
        finally:
            engine.dispose()

    def database(self, status: int) -> "Engine | None":
        """Give an engine on the database, which is made where there is none; None, and the command
        fails with the status, where it stays away.
        """
        from models.database import DatabaseAway, DatabaseError  # noqa: PLC0415 - as above
        from models.schema import open_database  # noqa: PLC0415

        patience = self.settings.getfloat("DATABASE_PATIENCE")
        try:
            return open_database(self.settings["DATABASE_URL"], patience)
        except DatabaseAway as error:
            self.fail(str(error), status)
        except DatabaseError as error:
            raise wrong_call(self.name, str(error)) from None
        return None

    def fail(self, message: str, status: int = 1) -> None:
        """Say why the command fails; it then exits with the status."""
        print(f"scrapy {self.name}: {message}", file=sys.stderr)  # noqa: T201 - a command speaking
        self.exitcode = status
