"""Strings printed by real pages, for tests that run where they are at hand."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

_PATH = Path(__file__).parents[2] / "shared" / "source" / "examples.jsonl"


def printed(field: str) -> Iterator[tuple[str, str | None]]:
    """The (text, address) of every real page that shows the field; skips where there are none."""
    if not _PATH.is_file():
        pytest.skip("no collection of real pages beside the project")
    for row in map(json.loads, _PATH.read_text(encoding="utf-8").splitlines()):
        if row[field] is not None:
            yield row[field], row["url"]
