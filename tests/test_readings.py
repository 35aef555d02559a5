"""Readings that wait in the plan of a re-reading."""

import json
import zlib
from zoneinfo import ZoneInfo

import pytest

from models.article_row import Row, row_of
from models.fetch import Ending, Outcome
from models.rereading.readings import pack, unpack
from tests.newsroom import STORY

ROW: Row = row_of(STORY, ZoneInfo("Asia/Jakarta"))


@pytest.mark.parametrize("body", ["satu\n\ndua\n\ntiga", "“café” \u2028 \\ \x85 \r", "", "\n"])
def test_a_row_comes_back_with_its_columns_in_their_order(body: str) -> None:
    row = {**ROW, "body": body}
    assert list(dict(unpack(pack(row))).items()) == list(row.items())


def test_why_there_is_no_row_comes_back() -> None:
    ending = Ending(outcome=Outcome.QUARANTINED, reason="no-story", message="a\nb", stage="cut")
    assert unpack(pack(ending)) == ending


def test_what_an_earlier_version_packed_is_read() -> None:
    kept = json.dumps(ROW, ensure_ascii=False, default=lambda each: each.isoformat())
    assert unpack(zlib.compress(kept.encode())) == ROW
