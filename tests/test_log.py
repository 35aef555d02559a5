"""Log lines: one an event, JSON on request, and never a password."""

import json
import logging
import sys
from pathlib import Path

import pytest

from scrapers.log import Json, Words, masked
from tests.crawling import crawl, scrapy
from tests.replica.site import Replica


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("postgresql://warta:rahasia@db:5432/w", "postgresql://warta:***@db:5432/w"),
        ("redis://:rahasia@h:6379/0 http://a:ra@hasia@p:1", "redis://:***@h:6379/0 http://a:***@p:1"),
        ("postgresql://db/w?password=rahasia&user=a", "postgresql://db/w?password=***&user=a"),
        ("host=db password=rahasia user=a", "host=db password=*** user=a"),
        ("WARTA_TOKEN=rahasia", "WARTA_TOKEN=***"),
        ("Authorization: Bearer rahasia", "Authorization: Bearer ***"),
        ("{b'Authorization': [b'Basic rahasia==']}", "{b'Authorization': [b'Basic ***']}"),
        ('{"url": "\\"http://u:rahasia@h/\\""}', '{"url": "\\"http://u:***@h/\\""}'),
        # What only looks like one.
        ("http://h:80/a@b 10:30 x@y", "http://h:80/a@b 10:30 x@y"),
        ("https://www.voa-islam.com/read/a:b@c/", "https://www.voa-islam.com/read/a:b@c/"),
    ],
)  # fmt: skip
def test_passwords_are_masked(text: str, shown: str) -> None:
    assert masked(text) == shown


def failing() -> logging.LogRecord:
    """A record with a password in its words, its arguments and its traceback."""
    try:
        int("postgresql://a:rahasia@b/c")
    except ValueError:
        return logging.LogRecord(
            "warta",
            logging.ERROR,
            __file__,
            1,
            "one\n  %s",
            ("http://a:rahasia@b",),
            sys.exc_info(),
        )


def test_a_traceback_has_no_password_and_a_message_one_line() -> None:
    told = Words("%(levelname)s %(message)s").format(failing())
    assert told.splitlines()[0] == "ERROR one http://a:***@b"
    assert told.splitlines()[-1] == (
        "ValueError: invalid literal for int() with base 10: 'postgresql://a:***@b/c'"
    )
    (line,) = Json("{levelname}{message}", style="{").format(failing()).splitlines()
    assert json.loads(line)["message"] == "one\n  http://a:***@b"
    assert json.loads(line)["exc_info"].endswith("'postgresql://a:***@b/c'")


def test_a_crawl_logs_one_json_object_a_line(tmp_path: Path) -> None:
    with Replica(stories=3) as site:
        done = crawl(site.url, tmp_path / "w.sqlite", LOG_JSON="1", JOB="news", LOG_LEVEL="DEBUG")
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert {"time", "level", "logger", "message", "job"} <= set.intersection(*map(set, events))
    assert {event.get("outlet") for event in events} == {None, "voaislam"}
    (end,) = (event for event in events if event["message"].startswith("crawl "))
    assert (end["outcome"], end["reason"], end["job"]) == ("ok", None, "news")
    assert end["fetches"]["stored"] == 3


def test_a_database_out_of_reach_is_named_without_its_password(tmp_path: Path) -> None:
    away = "postgresql://warta:rahasia@127.0.0.1:9/warta"
    done = scrapy("crawl", "voaislam", "-s", "DATABASE_PATIENCE=2", database=away)
    assert done.returncode == 5
    waiting, *_, given_up = done.stderr.splitlines()
    assert "WARNING: cannot reach postgresql://warta:***@127.0.0.1:9/warta: " in waiting
    assert waiting.endswith("next try in 0.25 s")
    assert given_up.startswith("scrapy crawl: cannot reach postgresql://warta:***@127.0.0.1:9")
