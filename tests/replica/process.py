"""The replica as a process of its own, for measurements that must not share an interpreter."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


@contextmanager
def running(*words: str) -> Iterator[str]:
    """The address of a server started with these command line words; it ends with the block.

    RuntimeError if it does not start or does not end well.
    """
    command = [sys.executable, "-m", "tests.replica.site", *words]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().strip()
            if not address.startswith("http://"):
                raise RuntimeError(f"the replica did not start: it printed {address!r}")
            yield address
        finally:
            server.terminate()
            status = server.wait(timeout=10)
    if status != 0:
        raise RuntimeError(f"the replica ended with status {status}")
