"""PostgreSQL goes away under a crawl; the server is one of our own, on a free port."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from time import sleep

from tests.faults.fault import Fault
from tests.faults.ground import Ground
from tests.faults.trial import Trial, Verdict

AWAY = 3.0
"""Seconds without a server."""
WINDOW = 64
"""Pages that a crawl may have out at a time, so that what it holds meanwhile is bounded."""
OWNER = "postgres"


class Server:
    """A cluster in a folder of its own, which runs as `postgres` where we are root."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self._folder = folder
        self._programs = programs
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.database = f"postgresql://{OWNER}@127.0.0.1:{self._port}/postgres"
        self._run("initdb", "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")

    def start(self) -> None:
        options = f"-p {self._port} -k {self._folder} -c listen_addresses=127.0.0.1"
        self._run("pg_ctl", "start", "-w", "-o", options, "-l", str(self._folder / "server.log"))

    def stop(self, how: str) -> None:
        """`fast` ends every session in order, `immediate` is a crash: the next start recovers."""
        self._run("pg_ctl", "stop", "-w", "-m", how)

    def _run(self, program: str, *words: str) -> None:
        subprocess.run(
            [self._programs / program, "-D", self._folder / "data", *words],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self._folder,
            user=None if os.geteuid() else OWNER,
        )


@contextmanager
def server() -> Iterator[Server]:
    """A server that runs, and is gone afterwards."""
    programs = _programs()
    assert programs is not None
    with tempfile.TemporaryDirectory(prefix="warta-server-") as name:
        folder = Path(name)
        if not os.geteuid():
            shutil.chown(folder, OWNER)
        cluster = Server(folder, programs)
        cluster.start()
        try:
            yield cluster
        finally:
            with suppress(subprocess.CalledProcessError):  # it is stopped already
                cluster.stop("immediate")


def for_a_while(ground: Ground, times: int, how: str) -> Iterator[Verdict]:
    """Stopped at a random moment, and started a little later."""
    for _ in range(times):
        with server() as cluster, _trial(ground, cluster) as trial:
            crawl = trial.begin()
            trial.wait_for_requests(crawl, ground.some_requests())
            cluster.stop(how)
            before = trial.asked_in_this_crawl()
            sleep(AWAY)
            meanwhile = trial.asked_in_this_crawl() - before
            cluster.start()
            trial.end(crawl)
            verdict = ground.judge(trial)
            verdict.wrong += trial.not_archived()
            if meanwhile > WINDOW:
                verdict.wrong.append(f"{meanwhile} pages fetched while the server was away")
            yield verdict


def for_too_long(ground: Ground, times: int) -> Iterator[Verdict]:
    """Started only when the crawl has given up; then the same crawl again."""
    for _ in range(times):
        with server() as cluster, _trial(ground, cluster) as trial:
            crawl = trial.begin(DATABASE_PATIENCE="2")
            trial.wait_for_requests(crawl, ground.some_requests())
            cluster.stop("fast")
            trial.end(crawl)
            yield ground.judge_rerun(trial, cluster.start)


@contextmanager
def _trial(ground: Ground, cluster: Server) -> Iterator[Trial]:
    with ground.trial("postgresql", FRONTIER_WINDOW=str(WINDOW)) as trial:
        trial.database = cluster.database
        yield trial


def _programs() -> Path | None:
    """The folder of initdb and pg_ctl; distributions keep it off the path."""
    folders = sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")), reverse=True)
    program = shutil.which("initdb") or shutil.which("initdb", path=os.pathsep.join(folders))
    return Path(program).parent if program else None


def unfit() -> str | None:
    return None if _programs() else "no PostgreSQL server (initdb) on this machine"


FAULTS = (
    Fault("stop", f"PostgreSQL stopped for {AWAY:g} s", 3, partial(for_a_while, how="fast"), unfit),
    Fault(
        "crash", f"PostgreSQL crashed, and started {AWAY:g} s later", 3,
        partial(for_a_while, how="immediate"), unfit,
    ),
    Fault("gone", "PostgreSQL stopped for longer than DATABASE_PATIENCE", 3, for_too_long, unfit),
)  # fmt: skip
