"""Processes beside the command's own."""

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """\
print("begun", flush=True)
from scrapers.processes import other_processes
if __name__ == "__main__":
    with other_processes(1, print) as pool:
        pool.submit(print, "done", flush=True).result()
"""


def test_a_process_does_not_run_the_command_s_script_again(tmp_path: Path) -> None:
    script = tmp_path / "scrapy"
    script.write_text(SCRIPT)
    ran = subprocess.run(
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.split() == ["begun", "done"]
