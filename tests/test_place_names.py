"""One name a place, whichever of its spellings is printed."""

import csv
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text

from models import gazetteer, place_names
from models.reading import open_reading
from models.report import gather
from models.search import Wanted, search
from models.tables import place_names as table
from pipelines.places import read_place
from tests.newsroom import STORY, Newsroom
from tests.outlets import VOA

NAMES = {row["place"]: row["name"] for row in place_names.rows()}
FILE = Path(place_names.__file__).with_name("place_names.tsv")


def spellings() -> list[tuple[str, str]]:
    """Every spelling of the file with its name, the name itself first."""
    rows = csv.DictReader(FILE.read_text("utf-8").splitlines(), delimiter="\t")
    return [(each, r["name"]) for r in rows for each in (r["name"], *r["spellings"].split(", "))]


def test_no_spelling_means_two_places_and_every_row_has_its_reason() -> None:
    assert [each for each, n in Counter(each for each, _ in spellings()).items() if n > 1] == []
    for line in FILE.read_text("utf-8").splitlines():
        assert len(line.split("\t")) == 3
        assert all(cell.strip() == cell != "" for cell in line.split("\t"))


def test_a_spelling_lies_in_the_state_of_its_name() -> None:
    for spelling, name in spellings():
        found, meant = gazetteer.find(spelling), gazetteer.find(name)
        assert found is not None, spelling
        assert meant is not None, name
        assert found.country_codes == meant.country_codes, spelling


def test_what_the_reader_makes_of_a_spelling_has_the_name() -> None:
    for spelling, name in spellings():
        for printed in (spelling, spelling.upper()):
            place, _ = read_place(f"{printed} (voa-islam.com) -", VOA)
            assert NAMES.get(str(place)) == name, printed


def test_ways_to_type_a_spelling_are_the_same_place() -> None:
    for typed in ("Sana'a", "Sana’a", "Sana‘a", "Sanaa"):
        assert NAMES[typed] == "Sanaa"
    for typed in ("Al-Quds", "al-Quds", "Al Quds", "al Quds", "Alquds"):
        assert NAMES[typed] == "Yerusalem"
    assert "Gaza" not in NAMES


def test_a_database_holds_what_the_file_says(engine: Engine) -> None:
    with engine.connect() as connection:
        assert dict(connection.execute(select(table.c.place, table.c.name)).all()) == NAMES  # type: ignore[arg-type]


@pytest.fixture
def filed(engine: Engine) -> Engine:
    """Stories from a city in three spellings, from another, and from nowhere."""
    newsroom = Newsroom(engine)
    for number, place in enumerate(("Jogja", "Yogyakarta", "Jogyakarta", "Subang", None)):
        code = "ID" if place else None
        newsroom.visit(replace(STORY, source_id=str(number), place=place, country_code=code))
    return engine


def test_views_give_the_name_beside_the_spelling(filed: Engine) -> None:
    of_places = [
        ("Jogja", "Yogyakarta", 1),
        ("Jogyakarta", "Yogyakarta", 1),
        ("Subang", "Subang", 1),
        ("Yogyakarta", "Yogyakarta", 1),
    ]
    with filed.connect() as connection:
        for view, expected in (
            ("places", of_places),
            ("place_months", of_places),
            ("(SELECT *, 1 AS stories FROM stories)", [*of_places, (None, None, 1)]),
        ):
            query = (
                f"SELECT place, place_name, stories FROM {view} AS v ORDER BY place IS NULL, place"
            )
            assert [tuple(row) for row in connection.execute(text(query))] == expected


@pytest.mark.parametrize("asked", ["Jogja", "yogyakarta", "JOGYAKARTA"])
def test_a_search_finds_all_spellings(filed: Engine, asked: str) -> None:
    answer = search(filed, Wanted(words="panen", place=asked))
    assert sorted(hit.story["place"] for hit in answer.hits) == [
        "Jogja",
        "Jogyakarta",
        "Yogyakarta",
    ]
    others = search(filed, Wanted(words="panen", place="subang"))
    assert [hit.story["place"] for hit in others.hits] == ["Subang"]


def test_python_reads_all_spellings(filed: Engine) -> None:
    url = filed.url.render_as_string(hide_password=False)
    with open_reading(url) as archive:
        for rows in (archive.stories(place="Jogja"), archive.places(place="Jogja")):
            assert sorted(str(row.place) for row in rows) == ["Jogja", "Jogyakarta", "Yogyakarta"]
        assert len(list(archive.views(place="JOGYAKARTA"))) == 3


def test_the_report_counts_by_name(filed: Engine) -> None:
    assert gather(filed, 5).places == [("Yogyakarta", 3), ("Subang", 1)]
