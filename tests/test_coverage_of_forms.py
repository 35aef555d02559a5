"""What the collected real pages print is cut and read as printed, or is named."""

import pytest

from tests.coverage_of_forms import (
    EXCEPTIONS,
    Coverage,
    counters,
    date_lines,
    datelines,
    sign_offs,
)

KINDS = [date_lines, counters, datelines, sign_offs]


@pytest.mark.parametrize("coverage_of", KINDS, ids=lambda kind: kind.__name__)
def test_printed_forms_are_cut_exactly_or_named(coverage_of):
    coverage: Coverage = coverage_of()
    counts = f"{len(coverage.exact)} exact, {len(coverage.missed)} not"
    assert coverage.unexplained() == [], counts


def test_no_exception_is_out_of_date():
    assert {form for kind in KINDS for form in kind().missed} == set(EXCEPTIONS)
