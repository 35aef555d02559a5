"""`python -m benchmarks.dates`: every spelling of a date line in the tests, beside dateparser."""

import time
from collections.abc import Callable

import dateparser

from benchmarks.measure import Row, compared
from pipelines.dates import read_date_line
from tests.test_dates import READ

ROUNDS = 5
PASSES = 50
"""How often ours reads the lines in a round: once takes it a millisecond, dateparser fifty."""


def rows() -> list[Row]:
    """One row: microseconds a line, and how many days each of the two reads right."""
    days = {text: line.published.day for text, line in READ.items() if line.published}
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(ROUNDS + 1):  # the first round warms up
        ours.append(_per_line(read_date_line, list(days) * PASSES))
        theirs.append(_per_line(lambda text: dateparser.parse(text, languages=["id"]), list(days)))
    right = sum(read_date_line(text) == line for text, line in READ.items())
    read = {text: dateparser.parse(text, languages=["id"]) for text in days}
    known = sum(read[text] is not None and read[text].date() == day for text, day in days.items())
    row = compared(
        f"reading a date line ({right} of {len(READ)} spellings right)",
        theirs[1:],
        ours[1:],
        unit="µs",
        of="",
        at_least=100,
    )
    of = f"dateparser ({known} of {len(days)} days right)"
    return [
        Row(
            question=row.question,
            ours=row.baseline.removeprefix(": "),
            baseline=f"{of}: {row.ours}",
            ratio=row.ratio,
            goal=row.goal,
            reached=row.reached and right == len(READ),
        )
    ]


def _per_line(read: Callable[[str], object], texts: list[str]) -> float:
    began = time.process_time()
    for text in texts:
        read(text)
    return (time.process_time() - began) / len(texts) * 1e6


if __name__ == "__main__":
    print(*(row.cells() for row in rows()), sep="\n")
