"""A real Scrapyd on this machine: deploy the flat project, schedule crawls, list jobs."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from scrapers.reader.version import reader_version
from scrapers.spiders import voaislam
from tests.crawling import FAST, ROOT, rows
from tests.replica.site import Replica

PASSWORD = "rahasia-sekali"
# Its crawls shall find the project in the egg, and only there.
START = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import scrapyd.__main__ as d; d.main()"
DEPLOY = "from scrapyd_client.deploy import main; main()"


class Scrapyd:
    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.url = f"http://127.0.0.1:{port}"

    def ask(self, action: str, password: str = PASSWORD, **form: Any) -> dict[str, Any]:
        data = urllib.parse.urlencode(form, doseq=True).encode() if form else None
        key = b64encode(f"warta:{password}".encode()).decode()
        request = urllib.request.Request(
            f"{self.url}/{action}", data, {"Authorization": f"Basic {key}"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return dict(json.load(answer))

    def await_end(self, *jobs: str) -> None:
        end = time.monotonic() + 400
        while time.monotonic() < end:
            finished = self.ask("listjobs.json?project=warta")["finished"]
            if {job["id"] for job in finished} >= set(jobs):
                return
            time.sleep(0.2)
        raise TimeoutError(self.log())

    def log(self) -> str:
        return (self.folder / "scrapyd.log").read_text()


@contextmanager
def running(folder: Path) -> Iterator[Scrapyd]:
    """Scrapyd with our configuration, its data in `folder`."""
    shutil.copy(ROOT / "scrapy.cfg", folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "SCRAPYD_HTTP_PORT": str(port),
        "SCRAPYD_PASSWORD": PASSWORD,
        "DATABASE_URL": f"sqlite:///{folder / 'w.sqlite'}",
        "WARTA_ARCHIVE": "",
    }
    with (folder / "scrapyd.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", START], cwd=folder, env=environment, stdout=log, stderr=log
        )
    try:
        scrapyd = Scrapyd(folder, port)
        end = time.monotonic() + 200
        while "web console available" not in scrapyd.log():
            assert process.poll() is None, scrapyd.log()
            assert time.monotonic() < end, scrapyd.log()
            time.sleep(0.05)
        yield scrapyd
    finally:
        process.terminate()
        process.wait(30)


def deploy(scrapyd: Scrapyd, folder: Path) -> None:
    """Pack and send a copy of the project, for packing leaves files behind."""
    for name in ("scrapers", "pipelines", "models"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("settings.py", "scrapy.cfg", "setup.py", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    config = (folder / "scrapy.cfg").read_text().replace("http://127.0.0.1:6800", scrapyd.url)
    (folder / "scrapy.cfg").write_text(config)
    done = subprocess.run(
        [sys.executable, "-c", DEPLOY, "-v", "test"],
        cwd=folder,
        env=os.environ | {"SCRAPYD_PASSWORD": PASSWORD},
        capture_output=True,
        text=True,
        check=False,
        timeout=400,
    )
    assert '"status": "ok"' in done.stdout, done.stdout + done.stderr


def test_crawls_are_begun_over_http(tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    settings = [f"{name}={value}" for name, value in FAST.items()]
    with running(tmp_path) as scrapyd, Replica(stories=6) as site:
        deploy(scrapyd, project)
        with pytest.raises(urllib.error.HTTPError, match="401"):
            scrapyd.ask("listjobs.json?project=warta", password="guessed")
        ask = {"project": "warta", "spider": "voaislam", "setting": settings}
        good = scrapyd.ask("schedule.json", **ask, site=site.url, limit=3)["jobid"]
        scrapyd.await_end(good)
        bad = scrapyd.ask(
            "schedule.json",
            project="warta",
            spider="voaislam",
            setting=[*settings, "ROBOTSTXT_OBEY=False", "RETRY_TIMES=0"],
            site="http://127.0.0.1:9",
            section="opini",
        )["jobid"]
        scrapyd.await_end(good, bad)
        told = scrapyd.log()
    crawls = rows(tmp_path / "w.sqlite", "SELECT * FROM crawls ORDER BY id")
    assert [(row["job"], row["outcome"]) for row in crawls] == [
        (f"scrapyd:{good}", "ok"),
        (f"scrapyd:{bad}", "broken"),
    ]
    assert json.loads(crawls[0]["arguments"]) == {"limit": 3, "site": site.url}
    version = reader_version("0.1.0", voaislam.__name__)  # the same out of an egg
    assert (crawls[0]["version"], crawls[0]["reason"]) == (version, None)
    assert len(rows(tmp_path / "w.sqlite", "SELECT id FROM articles")) == 3
    ends = dict(re.findall(r"Process (finished|died: exitstatus=\d+).*?job='(\w+)'", told))
    assert ends == {"finished": good, "died: exitstatus=3": bad}, told
    assert PASSWORD not in told


def test_it_does_not_start_without_a_password(tmp_path: Path) -> None:
    shutil.copy(ROOT / "scrapy.cfg", tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", START],
        cwd=tmp_path,
        env=os.environ | {"SCRAPYD_PASSWORD": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )
    assert done.returncode != 0
    assert "set SCRAPYD_PASSWORD to a secret of 12 characters or more" in done.stdout + done.stderr
