"""Every dateline and sign-off of the collected real pages is cut as printed, or is named."""

import pytest

from tests.coverage_of_forms import EXCEPTIONS, Coverage, datelines, sign_offs


@pytest.mark.parametrize("coverage_of", [datelines, sign_offs], ids=["datelines", "sign-offs"])
def test_printed_forms_are_cut_exactly_or_named(coverage_of):
    coverage: Coverage = coverage_of()
    counts = f"{len(coverage.exact)} exact, {len(coverage.missed)} not"
    assert coverage.unexplained() == [], counts


def test_no_exception_is_out_of_date():
    assert set(datelines().missed + sign_offs().missed) == set(EXCEPTIONS)
