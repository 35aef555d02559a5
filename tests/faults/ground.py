"""Where the faults are done: one site, and what an undisturbed crawl of it leaves in a database."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from tests.databases import new_postgresql_database
from tests.faults.comparing import Content, content
from tests.faults.trial import Trial, Verdict
from tests.replica.site import Replica


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """A crawl that nothing happened to."""

    content: Content
    start: float
    """Seconds from the start of the process to its first request."""
    requests: int
    archive: int
    """Bytes."""
    database: int
    """Bytes; 0 on a server."""


class Ground:
    """Trials on one site, each with a database and an archive of its own."""

    def __init__(self, site: Replica, seed: str = "warta") -> None:
        self.site = site
        self.random = Random(seed)
        self.undisturbed = cache(self._undisturbed)

    @contextmanager
    def trial(self, dialect: str = "sqlite", **settings: str) -> Iterator[Trial]:
        """A new one; the undisturbed crawls that it is compared with and timed by come before."""
        self.undisturbed("sqlite")  # see some_requests; its requests are none of the trial's
        self.undisturbed(dialect)
        with self._trial(dialect, **settings) as trial:
            yield trial

    @contextmanager
    def _trial(self, dialect: str, **settings: str) -> Iterator[Trial]:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="warta-fault-")))
            database = f"sqlite:///{folder / 'warta.sqlite'}"
            if dialect == "postgresql":
                database = stack.enter_context(new_postgresql_database())
            yield Trial(folder, database, self.site, **settings)

    def judge(self, trial: Trial) -> Verdict:
        return trial.judge(self.undisturbed(trial.dialect).content)

    def judge_rerun(self, trial: Trial, mend: Callable[[], object] = lambda: None) -> Verdict:
        """A crawl has given up: undo the fault and run it again. What it said and lost counts."""
        said, lost = trial.last_error(), trial.not_archived()
        mend()
        trial.run()
        verdict = self.judge(trial)
        verdict.wrong += lost
        verdict.said = said
        return verdict

    def some_requests(self) -> int:
        """How many requests of a crawl have been made at a random moment in it."""
        return self.random.randrange(1, self.undisturbed("sqlite").requests * 9 // 10)

    def _undisturbed(self, dialect: str) -> Undisturbed:
        with self._trial(dialect) as trial:
            began = time.monotonic()
            if status := trial.run():
                raise RuntimeError(f"undisturbed, it ended with {status}: {trial.last_error()}")
            start = self.site.requests[-trial.asked_in_this_crawl()].at - began
            with trial.engine() as engine:
                found = content(engine)
            file = trial.folder / "warta.sqlite"
            return Undisturbed(
                found,
                start,
                trial.asked_in_this_crawl(),
                sum(each.stat().st_size for each in trial.archive.iterdir()),
                file.stat().st_size if file.exists() else 0,
            )
