"""How many printed forms of real pages are cut and read: `python -m tests.coverage_of_forms`.

A printed date line or counter must be known for one as a line of its own, and be read. Each
printed dateline opens an invented sentence, each sign-off closes one; the sentence and the form
must come apart again exactly. A form that does not is an exception with a name and a reason.
"""

import re
import sys
from collections.abc import Callable, Iterable
from typing import NamedTuple

import pytest

from models import newsrooms
from models.outlet import Outlet
from models.spellings import fold
from pipelines.counters import read_count
from pipelines.dates import read_date_line
from pipelines.places import read_place
from pipelines.sign_offs import read_credits
from scrapers.reader.credits import cut_credits
from scrapers.reader.date_lines import is_date_line
from scrapers.reader.lines import Line, fold_space
from scrapers.reader.opening import cut_dateline
from scrapers.reader.sign_off import cut_sign_off
from scrapers.reader.view_lines import is_view_line
from tests.outlets import ANY, VOA
from tests.source_examples import printed

_YEAR = re.compile(r"(?<!\d)(?:1[34]|19|20)\d\d(?!\d)")
SENTENCE = "Dua gudang beras dibuka kembali pada hari itu."

EXCEPTIONS = {
    # Datelines
    "Sahabat VOA-Islam...": "greets the readers and belongs to the text",
    "Jakarta (MI)": "no dash, and MI is a newsroom only where its outlet says so",
    "اسلام آباد (این این آئی)": "Urdu: no outlet of this language is read",
    "اسلام آباد :": "Urdu: no outlet of this language is read",
    "مخاطب 24-": "Persian: no outlet of this language is read",
    # Lines in the heads of pages
    "• امروز : پنج شنبه - ۲۰ اردیبهشت - ۱۴۰۳": "a solar Persian year",
    "تاریخ انتشار: ۰۹ دی ۱۴۰۲ - ۰۸:۲۶": "a solar Persian year",
    "فرهنگیهنری 23:22 - 11 دی 1403": "a solar Persian year",
    "Fitnah bermaharajalela – PM (Utusan Malaysia 4 Julai 2008)": "a headline with its source",
    "الرياض 14 جمادى الآخرة 1444 هـ الموافق 07 يناير 2023 م واس": "Arabic: read, but no outlet of"
    " this language is cut",
    "تاريخ النشر: 3 صفر 1444هـ -الموافق: 30 أغسطس 2022م": "Arabic: read, not cut",
    "الجمعة 16 مايو 2025": "Arabic: read, not cut",
    "اشاعت کی تاریخ: 12th, December 2025 GMT": "Urdu: read, not cut",
    "01 Recep 1446 01 Ocak 2025 Çarşamba": "Turkish: read, not cut",
    # Counters
    "524": "a number without a label may count anything",
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


def date_lines() -> Coverage:
    """The lines of printed heads that name a year."""
    heads = (line for head, _ in printed("header") for line in head.split("\n"))
    return _sorted((line for line in heads if _YEAR.search(fold(line))), _date_line_is_read)


def counters() -> Coverage:
    return _sorted((form for form, _ in printed("views")), _counter_is_read)


def datelines() -> Coverage:
    return _coverage("dateline", _dateline_is_exact)


def sign_offs() -> Coverage:
    return _coverage("signoff", _sign_off_is_exact)


def outlet_of(form: str) -> Outlet:
    """The source where its name is printed, else an outlet of which nothing is known."""
    return VOA if newsrooms.own_name(VOA.tags).search(form) else ANY


def _coverage(field: str, is_exact: Callable[[str], bool]) -> Coverage:
    return _sorted((form for form, _ in printed(field)), is_exact)


def _sorted(forms: Iterable[str], is_exact: Callable[[str], bool]) -> Coverage:
    coverage = Coverage([], [])
    for form in forms:
        (coverage.exact if is_exact(form) else coverage.missed).append(form)
    return coverage


def _date_line_is_read(line: str) -> bool:
    try:
        return is_date_line(Line(fold_space(line))) and any(read_date_line(line))
    except ValueError:
        return False


def _counter_is_read(line: str) -> bool:
    return is_view_line(Line(fold_space(line))) and read_count(line) is not None


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
    kinds = (
        ("date lines", date_lines()),
        ("counters", counters()),
        ("datelines", datelines()),
        ("sign-offs and credits", sign_offs()),
    )
    for kind, coverage in kinds:
        rows = len(coverage.exact) + len(coverage.missed)
        sys.stdout.write(f"{len(coverage.exact)} of {rows} {kind} cut and read as printed\n")
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
