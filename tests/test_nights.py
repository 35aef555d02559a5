"""Some nights of an invented newsroom; `python -m tests.nights` lives through a year of them."""

from pathlib import Path

from tests.nights.living import lived, wrong
from tests.nights.newsroom import Life, site_of

SEED = "berita"
"""Of a life in which all of that happens soon."""
NIGHTS = 18


def test_night_after_night_all_that_was_shown_is_known(tmp_path: Path) -> None:
    with site_of(SEED) as site:
        life = Life(site, SEED)
        statuses = {done.returncode for done in lived(life, NIGHTS, tmp_path)}
        assert statuses <= {0, 3}
        assert wrong(life, tmp_path) == []
    # A life without events would prove nothing.
    happened = ("published", "edited", "withdrawn", "brought back", "redesigned", "unreadable")
    assert all(life.done[what] for what in happened)
    assert life.missing
