"""Some nights of an invented newsroom; `python -m tests.nights` lives through a year of them."""

from pathlib import Path

from tests.nights.living import KILLED, homes, lived, wrong
from tests.nights.newsroom import Life, site_of

SEED = "berita"
"""Of a life in which all of that happens soon."""
NIGHTS = 18
WITH_KILLS = 6


def test_night_after_night_all_that_was_shown_is_known(tmp_path: Path) -> None:
    with site_of(SEED) as site, homes(tmp_path, "sqlite") as (home, *others):
        life = Life(site, SEED)
        assert {*lived(life, NIGHTS, home)} <= {0, 3}
        assert wrong(life, home, *others) == []
    # A life without events would prove nothing.
    happened = ("published", "edited", "withdrawn", "brought back", "redesigned", "unreadable")
    assert all(life.done[what] for what in happened)
    assert life.missing


def test_so_it_is_on_postgresql_where_crawls_are_killed(tmp_path: Path) -> None:
    with site_of(SEED) as site, homes(tmp_path, "postgresql") as (home, *others):
        life = Life(site, SEED)
        assert {*lived(life, WITH_KILLS, home, kill=1)} <= {0, 3, KILLED}
        assert wrong(life, home, *others) == []
    assert life.done["killed"]
