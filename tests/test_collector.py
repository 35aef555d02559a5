import gc

from scrapers.collector import settle


def test_what_comes_later_is_still_collected() -> None:
    settle()  # as `conftest.py` did before
    assert gc.get_freeze_count() > 0
    cycle: list[object] = []
    cycle.append(cycle)
    del cycle
    assert gc.collect() > 0
