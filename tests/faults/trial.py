"""A crawl that a fault is done to, and what is said of it in the end."""

import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import Engine, select

from models.database import open_engine
from models.schema import current
from models.tables import fetches, pages
from scrapers.archive.blocks import DamagedRecord, Record
from scrapers.archive.reading import record_at, records
from tests.crawling import crawling
from tests.faults.comparing import Content, content, differences, miscounted
from tests.replica.site import Replica

TODAY = date(2025, 1, 7)
ODD = ("never-there", "as-listing", "moved", "as-error", "broken", "misencoded", "as-search")
"""What every tenth story of the site does, in turn; each of them always does the same."""
IN_TWENTY_YEARS = str(20 * 365 * 86_400)
"""After publication a story is due again: in no trial, and at a moment that all agree upon."""


@dataclass(slots=True)
class Verdict:
    """What became of one crawl after a fault, when it had been run again."""

    statuses: tuple[int, ...]
    """Of the crawl that met the fault and of those after it."""
    missing: int = 0
    """Pages that an undisturbed crawl's database has."""
    duplicates: int = 0
    """Stories or visits that are there once more than in an undisturbed crawl's."""
    twice: int = 0
    """Stories that the site served again: they were in flight."""
    wrong: list[str] = field(default_factory=list)
    """Whatever else is not as it should be, one line each."""
    said: str = ""
    """The last reason that a crawl gave."""


class Trial:
    """One site, one database, one archive; `database` is an address."""

    def __init__(self, folder: Path, database: str, site: Replica, **settings: str) -> None:
        self.folder = folder
        self.database = database
        self.site = site
        self.archive = folder / "archive"
        self.settings = settings
        self.statuses: list[int] = []
        self._start = len(site.requests)
        self._before = self._start

    def begin(self, **settings: str) -> subprocess.Popen[bytes]:
        """A crawl that runs."""
        self._before = len(self.site.requests)
        given = {
            "REVISIT_AFTER": IN_TWENTY_YEARS,
            "ARCHIVE_DIR": str(self.archive),
            "LOG_FILE": str(self.log),
            **self.settings,
            **settings,
        }
        return crawling(self.site.url, self.database, **given)

    def end(self, crawl: subprocess.Popen[bytes], seconds: float = 120) -> int:
        """Its exit status, when it has ended by itself."""
        self.statuses.append(crawl.wait(seconds))
        return self.statuses[-1]

    def wait_for_requests(self, crawl: subprocess.Popen[bytes], number: int) -> None:
        """Until it has made so many, or has ended."""
        wait_until(lambda: self.asked_in_this_crawl() >= number or crawl.poll() is not None)

    def kill(self, crawl: subprocess.Popen[bytes]) -> None:
        """Kill it, unless it has ended by itself."""
        crawl.kill()
        self.end(crawl)

    def run(self, **settings: str) -> int:
        return self.end(self.begin(**settings))

    @property
    def dialect(self) -> str:
        return self.database.partition(":")[0]

    @property
    def log(self) -> Path:
        return self.folder / "crawl.log"

    def last_error(self) -> str:
        """The last line of the log that says what is wrong."""
        lines = self.log.read_text("utf-8").splitlines() if self.log.exists() else []
        wrong = [line for line in lines if "ERROR" in line and "Gave up retrying" not in line]
        return wrong[-1].partition("] ")[2] if wrong else ""

    def served(self) -> Counter[str]:
        """How often each story's page was sent whole so far, by the story's id."""
        return Counter(
            _story(path)
            for _, _, path, status in list(self.site.requests)[self._start :]
            if status == 200 and _story(path)
        )

    def asked_in_this_crawl(self) -> int:
        return len(self.site.requests) - self._before

    def committed(self) -> set[str]:
        """The ids of the stories whose visit is in the database, if it has tables already."""
        with self.engine() as engine, engine.connect() as connection:
            if current(engine) is None:
                return set()
            visited = select(pages.c.source_id).where(pages.c.last_fetched_at.is_not(None))
            return set(connection.execute(visited).scalars())

    def judge(self, undisturbed: Content) -> Verdict:
        """Compare with what an undisturbed crawl leaves, when a crawl has run to its end."""
        verdict = Verdict(tuple(self.statuses), said=self.last_error())
        with self.engine() as engine:
            found = content(engine)
            verdict.wrong = differences(undisturbed, found) + miscounted(engine)
            verdict.wrong += self.unreadable(engine)
        verdict.missing = (undisturbed["pages"] - found["pages"]).total()
        extra = (found[name] - undisturbed[name] for name in ("articles", "fetches", "view_counts"))
        verdict.duplicates = sum(rows.total() for rows in extra)
        verdict.twice = sum(number - 1 for number in self.served().values())
        return verdict

    def unreadable(self, engine: Engine) -> list[str]:
        """Visits whose page is not where their rows say that the archive has it."""
        query = select(fetches.c.archive_file, fetches.c.archive_offset)
        lines = []
        with engine.connect() as connection:
            for file, offset in connection.execute(
                query.where(fetches.c.archive_file.is_not(None))
            ):
                try:
                    record_at(self.archive, file, offset)
                except (DamagedRecord, OSError) as error:
                    lines.append(f"archive: {error}")
        return lines

    def not_archived(self) -> list[str]:
        """Stories that the site served more often than the archive has them."""
        kept = Counter(
            _story(urlsplit(each.url).path)
            for file in self.archive.glob("*")
            for each in records(file)
            if isinstance(each, Record) and each.url and each.type in {"response", "revisit"}
        )
        return [f"served, and not in the archive: {story}" for story in self.served() - kept]

    @contextmanager
    def engine(self) -> Iterator[Engine]:
        engine = open_engine(self.database)
        try:
            yield engine
        finally:
            engine.dispose()


@contextmanager
def replica(stories: int, *, odd: bool = True) -> Iterator[Replica]:
    """A site whose pages are the same at every visit; at every tenth something is wrong."""
    with Replica(stories=stories, today=TODAY, past_end="404") as site:
        site.desk.counts_visits = False
        if odd:
            for place, number in enumerate(list(site.ids())[9::10]):
                site.behave(number, ODD[place % len(ODD)])
        yield site


def _story(path: str) -> str:
    """The id in `/read/SECTION/YYYY/MM/DD/ID/SLUG/`; nothing for another page."""
    return path.split("/")[6] if path.startswith("/read/") else ""


def wait_until(is_so: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.005)
