"""`scrapy gaps OUTLET`: how much of an outlet is missing, by its own count."""

import argparse
import sys
from typing import TYPE_CHECKING

from scrapers.command import OwnCommand
from scrapers.piped import until_enough
from scrapers.usage import outlets_of, wrong_call

if TYPE_CHECKING:
    from models.gaps import Month


class Command(OwnCommand):
    """One line a month: ids known, asked for in vain, missing."""

    def syntax(self) -> str:
        return "OUTLET"

    def short_desc(self) -> str:
        return "Estimate by month which stories of an outlet are missing"

    def long_desc(self) -> str:
        return (
            "The ids of some outlets rise with time, so the ids between known ones are an estimate"
            " of what is missing. scrapy crawl OUTLET -a gaps=N asks for N of them, newest first."
        )

    @until_enough
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from models.crawls import known_outlets  # noqa: PLC0415 - slow to import
        from models.database import DatabaseError  # noqa: PLC0415
        from models.gaps import by_month  # noqa: PLC0415

        self.check(args)
        if len(args) != 1:
            raise wrong_call("gaps", "name one outlet: scrapy gaps OUTLET")
        outlets = outlets_of(self.settings)
        rising = ", ".join(sorted(name for name in outlets if outlets[name].probe_path))
        if args[0] not in rising.split(", "):
            known = "known outlet" if args[0] in outlets else "outlet"
            raise wrong_call("gaps", f"no {known} {args[0]!r} whose ids rise; those are {rising}")
        try:
            with self.archive() as engine:
                ids = {name: outlet_id for outlet_id, (name, _) in known_outlets(engine).items()}
                months = by_month(engine, ids[args[0]]) if args[0] in ids else []
        except DatabaseError as error:
            self.fail(str(error))
            return
        if not months:
            print(f"nothing is known of {args[0]} yet: scrapy crawl {args[0]}", file=sys.stderr)
            return
        _print(months)


def _print(months: "list[Month]") -> None:
    from rich.console import Console  # noqa: PLC0415 - slow to import
    from rich.table import Table  # noqa: PLC0415

    from models.gaps import Month  # noqa: PLC0415

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("month")
    for column in ("known", "absent", "missing", "share"):
        table.add_column(column, justify="right")
    total = Month(
        month="all",
        known=sum(each.known for each in months),
        absent=sum(each.absent for each in months),
        missing=sum(each.missing for each in months),
    )
    for each in (*months, total):
        figures = (str(each.known), str(each.absent), str(each.missing), percent(each.share))
        table.add_row(each.month, *figures, style="bold" if each is total else None)
    Console().print(table, markup=False)


def percent(share: float) -> str:
    """The share to one in a hundred; nothing and all are said of nothing and all alone."""
    if 0 < share < 0.01:
        return "<1%"
    return ">99%" if 0.99 < share < 1 else f"{share:.0%}"
