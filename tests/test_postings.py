"""What PostgreSQL's full-text index is sent, beside what the server reads from the same in text."""

from collections import defaultdict

import pytest
from sqlalchemy import text

from models.database import open_engine
from models.postings import positions, posting

HEADLINE, LATER = "panen raya".split(), 16_384


def written(facets: list[str], headline: list[str], body: list[str]) -> str:
    """The same as people write it; the server makes its last position of all later ones."""
    positions: dict[str, list[int]] = defaultdict(list)
    for first, part in ((1, headline), (len(headline) + 10, body)):
        for position, word in enumerate(part, start=first):
            positions[word].append(position)
    found = [f"{word}:{','.join(map(str, theirs[:255]))}" for word, theirs in positions.items()]
    return " ".join([*(f"'{facet}'" for facet in facets), *found])


@pytest.mark.parametrize(
    ("facets", "headline", "body"),
    [
        ([], [], []),
        (["@outlet:1", "@place:737562616e67"], HEADLINE, "padi panen café сыно padi".split()),
        (["@outlet:1"], [], ["padi"] * 300),
        (["@outlet:1"], HEADLINE, [*("padi sawah".split() * 9_000), "tepian"]),
        ([], [*(["padi"] * LATER), "tepian"], ["sawah", "padi"]),
        ([], HEADLINE, [f"kata{number}" for number in range(30_000)]),
    ],
)  # fmt: skip
def test_it_is_what_the_server_reads(
    postgresql_url: str, facets: list[str], headline: list[str], body: list[str]
) -> None:
    engine = open_engine(postgresql_url)
    try:
        with engine.connect() as connection:
            known = connection.execute(
                text("SELECT CAST(:text AS tsvector)"), {"text": written(facets, headline, body)}
            ).scalar()
            (sent,) = connection.exec_driver_sql(
                "SELECT CAST(%b AS tsvector)", (posting(facets, positions(headline, body)),)
            ).one()
    finally:
        engine.dispose()
    assert sent == known


def test_what_has_no_room_is_left_out(postgresql_url: str) -> None:
    engine = open_engine(postgresql_url)
    body = [f"{'x' * 200}{number}" for number in range(9_000)]
    try:
        with engine.connect() as connection:
            (found,) = connection.exec_driver_sql(
                "SELECT tsvector_to_array(%b)", (posting([], positions([], body)),)
            ).one()
    finally:
        engine.dispose()
    assert 4_000 < len(found) < 9_000
    assert set(found) == set(body[: len(found)])
