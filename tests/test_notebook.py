"""The example of docs/notebook, run from its first line to its last."""

import runpy
import sys
from datetime import timedelta
from pathlib import Path

import matplotlib.pyplot as plt
import pytest
from sqlalchemy import create_engine

from models.article import Article
from tests.newsroom import NOW, STORY, Newsroom, at

SEEN_AGAIN = at(STORY, NOW + timedelta(days=1), view_count=1900)
BARE = at(STORY, NOW, source_id="9", headline=None, place=None, country_code=None, view_count=None)


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    monkeypatch.setattr(sys, "argv", ["example", *words])
    try:
        runpy.run_module("docs.notebook.example")
    finally:
        plt.close("all")


@pytest.mark.parametrize("stories", [(STORY, SEEN_AGAIN), (BARE,)])
def test_it_goes_from_the_database_to_three_plots(
    stories: tuple[Article, ...],
    sqlite_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    engine = create_engine(sqlite_url)
    for story in stories:
        Newsroom(engine).visit(story)
    engine.dispose()
    run(monkeypatch, sqlite_url, str(tmp_path))
    plots = [str(tmp_path / f"{name}.png") for name in ("stories-a-year", "views-by-age", "places")]
    assert capsys.readouterr().out.splitlines() == plots
    assert all(Path(plot).read_bytes().startswith(b"\x89PNG") for plot in plots)


def test_it_says_in_one_line_why_it_cannot(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = tmp_path / "nowhere"
    with pytest.raises(SystemExit, match=r"^there is no folder .*nowhere for the plots$"):
        run(monkeypatch, sqlite_url, str(nowhere))
    with pytest.raises(SystemExit, match=r"holds no story with a date yet: run scrapy crawl"):
        run(monkeypatch, sqlite_url, str(tmp_path))
    with pytest.raises(SystemExit, match=r"^there is no database .*nowhere yet"):
        run(monkeypatch, str(nowhere), str(tmp_path))
