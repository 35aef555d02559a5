"""`python -m tests.forking` imports what `scrapy` does, and forks a `scrapy` for every call.

Imports are most of what a short crawl costs, and the suite runs a hundred. What is forked is a
process as any other, with its own environment, output, exit status and a regular end; only nothing
that depends on the environment may have been imported before.

A call is a line of JSON on the standard input; its exit status is a line on the standard output.
TEST_MOMENT in its environment is the moment at which it begins, TEST_SECONDS how long it lives.
"""

import gc
import json
import os
import signal
import sys
import threading
from datetime import datetime

import time_machine

MODULES = (
    "pipelines",
    "scrapers.commands",
    "scrapers.extensions",
    "scrapers.handler",
    "scrapers.middlewares",
    "scrapers.spiders",
    "scrapy.cmdline",
    "scrapy.downloadermiddlewares",
    "scrapy.spidermiddlewares",
)
LONGEST = 120
"""Seconds after which a call is killed."""


def serve() -> None:
    from scrapy.utils.misc import walk_modules_iter  # noqa: PLC0415 - see above

    for name in MODULES:
        list(walk_modules_iter(name))
    assert not {"settings", "twisted.internet.reactor"} & sys.modules.keys()
    assert threading.active_count() == 1
    gc.freeze()  # a child would go through all of it, and so copy it
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            become_scrapy(**json.loads(line))
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def become_scrapy(words: list[str], variables: dict[str, str], stdout: str, stderr: str) -> None:
    """Never come back."""
    from scrapy.cmdline import execute  # noqa: PLC0415 - see above

    for number, file in enumerate((os.devnull, stdout, stderr)):
        mode = os.O_WRONLY | os.O_CREAT if number else os.O_RDONLY
        os.dup2(os.open(file, mode, 0o600), number)
    os.environ.clear()
    os.environ.update(variables)
    signal.setitimer(signal.ITIMER_REAL, float(variables.get("TEST_SECONDS", LONGEST)))
    if moment := variables.get("TEST_MOMENT"):
        time_machine.travel(datetime.fromisoformat(moment)).start()
    execute(["scrapy", *words])


if __name__ == "__main__":
    serve()
