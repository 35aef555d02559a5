"""`python -m benchmarks.memory [STORIES]`: how much memory a crawl takes, over its course."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.replica.process import running

SETTINGS = {
    "DOWNLOAD_DELAY": "0",
    "AUTOTHROTTLE_ENABLED": "False",
    "CONCURRENT_REQUESTS": "64",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "64",
    "FRONTIER_WINDOW": "256",
    "LOG_LEVEL": "ERROR",
}


def main() -> None:
    """Crawl the replica and print the memory that it took."""
    stories = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder, running("--stories", str(stories)) as site:
        flags = [word for name, value in SETTINGS.items() for word in ("-s", f"{name}={value}")]
        began = time.monotonic()
        with subprocess.Popen(
            [sys.executable, "-m", "scrapy", "crawl", "voaislam", "-a", f"site={site}", *flags],
            env=os.environ
            | {"DATABASE_URL": f"sqlite:///{folder}/warta.sqlite", "WARTA_ARCHIVE": f"{folder}/a"},
            stderr=subprocess.PIPE,
            text=True,
        ) as crawl:
            resident = []
            while crawl.poll() is None:
                if size := _resident(crawl.pid):
                    resident.append(size)
                time.sleep(0.5)
            seconds = time.monotonic() - began
            print(crawl.stderr.read() if crawl.stderr else "")
    thirds = [max(part) for part in _thirds(resident)]
    print(
        f"{stories} stories in {seconds:.0f} s, 64 at a time, no delay, exit status "
        f"{crawl.returncode}\nresident, MB: peak {max(resident):.0f}; by thirds of the run "
        f"{', '.join(f'{peak:.0f}' for peak in thirds)}"
    )


def _resident(pid: int) -> float | None:
    """Megabytes of a process that runs, None for one that has just ended (Linux)."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii")
    except OSError:
        return None
    for line in status.splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return None


def _thirds(values: list[float]) -> list[list[float]]:
    size = max(1, len(values) // 3)
    return [values[:size], values[size : 2 * size] or values, values[2 * size :] or values]


if __name__ == "__main__":
    main()
