"""How many of the forms that real pages print are cut exactly: `python -m tests.coverage_of_forms`.

Each printed dateline opens an invented sentence, each sign-off closes one; the sentence and the
form must come apart again exactly. A form that does not is an exception with a name and a reason.
"""

import sys
from collections.abc import Callable
from typing import NamedTuple

import pytest

from models import newsrooms
from models.outlet import Outlet
from pipelines.places import read_place
from pipelines.sign_offs import read_credits
from scrapers.reader.credits import cut_credits
from scrapers.reader.ending import cut_sign_off
from scrapers.reader.opening import cut_dateline
from tests.outlets import ANY, VOA
from tests.source_examples import printed

SENTENCE = "Dua gudang beras dibuka kembali pada hari itu."

EXCEPTIONS = {
    # Datelines
    "Sahabat VOA-Islam...": "greets the readers and belongs to the text",
    "Jakarta (MI)": "no dash, and MI is a newsroom only where its outlet says so",
    "اسلام آباد (این این آئی)": "Urdu: no outlet of this language is read",
    "اسلام آباد :": "Urdu: no outlet of this language is read",
    "مخاطب 24-": "Persian: no outlet of this language is read",
    # Sign-offs
    "– 4 Disember, 2023": "a date credits nobody",
    "utusan malaysia 23 Jun 2009": "a paper and a date without any sign of a credit",
    "ذریعہ: Nawaiwaqt": "Urdu: no outlet of this language is read",
}


class Coverage(NamedTuple):
    """What became of the printed forms of one kind."""

    exact: list[str]
    missed: list[str]

    def unexplained(self) -> list[str]:
        return [form for form in self.missed if form not in EXCEPTIONS]


def datelines() -> Coverage:
    return _coverage("dateline", _dateline_is_exact)


def sign_offs() -> Coverage:
    return _coverage("signoff", _sign_off_is_exact)


def outlet_of(form: str) -> Outlet:
    """The source where its name is printed, else an outlet of which nothing is known."""
    return VOA if newsrooms.own_name(VOA.tags).search(form) else ANY


def _coverage(field: str, is_exact: Callable[[str], bool]) -> Coverage:
    coverage = Coverage([], [])
    for form, _ in printed(field):
        (coverage.exact if is_exact(form) else coverage.missed).append(form)
    return coverage


def _dateline_is_exact(form: str) -> bool:
    return cut_dateline(f"{form} {SENTENCE}", outlet_of(form)) == (form, SENTENCE)


def _sign_off_is_exact(form: str) -> bool:
    """A sign-off may be followed by labelled credits on lines of their own, or be only those."""
    first, *others = form.split("\n")
    cut = cut_sign_off(f"{SENTENCE} {first}", outlet_of(form))
    lines = others if cut == (SENTENCE, first) else [first, *others]
    return "".join(map(_letters, cut_credits(lines))) == "".join(map(_letters, lines))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _print_coverage() -> None:
    places = [read_place(form, outlet_of(form)) for form in datelines().exact]
    roles: dict[str, int] = {}
    for form in sign_offs().exact:
        first, *others = form.split("\n")
        outlet = outlet_of(form)
        signed = cut_sign_off(first, outlet)[1]
        for credit in read_credits(
            signed, cut_credits(others if signed else [first, *others]), outlet
        ):
            roles[credit.role] = roles.get(credit.role, 0) + 1
    for kind, coverage in (("datelines", datelines()), ("sign-offs", sign_offs())):
        rows = len(coverage.exact) + len(coverage.missed)
        sys.stdout.write(f"{len(coverage.exact)} of {rows} {kind} cut as printed\n")
        for form in coverage.missed:
            sys.stdout.write(f"  not {form!r}: {EXCEPTIONS.get(form, 'UNEXPLAINED')}\n")
    named = [place for place in places if place.place]
    states = [place for place in named if place.country_code]
    sys.stdout.write(
        f"{len(named)} datelines name a place, {len(states)} of them decide its state\n"
    )
    credited = ", ".join(f"{count} {role}" for role, count in sorted(roles.items()))
    sys.stdout.write(f"credits: {credited}\n")


if __name__ == "__main__":
    try:
        _print_coverage()
    except pytest.skip.Exception as absent:
        sys.exit(str(absent))
