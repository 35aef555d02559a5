"""The parts of a sign-off, and whom they credit."""

import re
from collections.abc import Iterator, Sequence

from models import newsrooms
from models.credit import LABELS, Credit
from models.outlet import Outlet

LONGEST = 200
"""Characters; the longest sign-off seen has 44, the longest labelled credit 59."""

_FRAME = re.compile(r"^[*\s–—/(\[-]+|[)\]*\s.]+$")
_SEPARATOR = re.compile(r"\s*[/|\n]\s*|\s+[-–]\s+")  # `(tirto.id - abc/def)`
_AND_WIRES = re.compile(r"(?P<codes>[a-z/]+) [(](?P<wires>[^()/]+)[)]")  # ab/hp (dpa, Reuters)
_LABEL = re.compile(r"(?P<label>[^\W\d_][\w&/ ]{1,24}?)\s*:\s*(?P<name>\S.*)", re.DOTALL)
_AUTHOR = re.compile(
    r"(?P<label>(?i:(?:di\w+ )?oleh|(?:\w+ )?by)) (?P<name>[^:]+)"
)  # without a colon
_REPORT = re.compile(r"(?P<label>laporan) \w+ [^,:]{2,60}, (?P<name>[^:]+)", re.IGNORECASE)
"""The reporter behind the newsroom: `Laporan Wartawan Tribunnews.com, Siti Rahma`."""
_LABEL_ABOVE = re.compile(r"[\s:]*\n[\s:]*")  # in a line of its own, with or without its colon
_DATE = re.compile(r"\s+\d{1,2}/\d{1,2}/\d{4}\s*$")  # – HARAKAHDAILY 29/8/2018
_CODE = re.compile(r"[A-Za-z]{1,3}-?\d{1,3}|\d{6}")  # R6, C07, c10, d2, E-2, OL-3, 290212
_OUTSIDE = r"(?![^()]*\))"  # not in brackets: `Siti Rahma (Dosen, Peneliti)`
_CALLING = (  # opens what a person is, behind the name: `Siti Rahma, Dosen dan Peneliti Sosial`
    r"(?i:dosen|guru|pengajar|mahasisw[ai]|pelajar|santri|alumn[iu]s?|peneliti|pengamat|pemerhati|pakar"
    r"|ahli|analis|praktisi|aktivis|pegiat|penggiat|relawan|ketua|wakil|anggota|member|sekretaris|staf"
    r"|kepala|direktur|manajer|koordinator|pimpinan|pendiri|pengasuh|mantan|pensiunan|karyawan|konsultan"
    r"|ekonom|advokat|pengacara|dokter|psikolog|penulis|kolumnis|jurnalis|wartawan|redaktur|sejarawan"
    r"|budayawan|sastrawan|politi(?:si|kus)|ibu rumah tangga)\b"
)
_PERSONS = re.compile(
    # a slash parts names, not initials
    rf"\s*(?:(?:;|&|\bdan\b)\s*+(?!{_CALLING})|(?<=[a-z.])\s*/\s*(?=[A-Z][a-z])){_OUTSIDE}"
)
_DEGREE = (
    r"(?:[A-Z][a-z]{0,2}\.(?:[A-Za-z]{1,5}\.?)+"  # S.Pd, M.Pd.I, Ph.D, A.Md.Keb
    r"|[SM]\.\s(?:Ag|E|H|Hum|I\.?Kom|IP|Ked|Kep|Kom|P|Pd|Psi|Pt|Sc|Si|Sos|T|Th)(?:\.\s?I)?\.?"
    r"|(?:Lc|PhD|[SM](?:Ag|Hum|Kom|Pd|Psi|Sc|Si|Sos|Th)I?)\.?"
    r"|[A-Z]{2,4}\.?)"  # SH, MH
)
_NOT_NAME = re.compile(
    rf"(?:\s*,\s*{_DEGREE})*(?:\s*,\s*{_CALLING}.*)?\s*(?:\([^()]*\))?$", re.DOTALL
)
_IS_DEGREE = re.compile(_DEGREE)
_COMMA = re.compile(rf"\s*,\s*{_OUTSIDE}")
_COMMA_BUT_DEGREES = re.compile(rf"\s*,(?!\s*(?:{_DEGREE}\s*(?:[,(]|$)|{_CALLING}))\s*{_OUTSIDE}")
_STRINGER = re.compile(r"^kontributor\s[^,]{1,40},\s*", re.IGNORECASE)
"""Kompas names a stringer's town first: `Penulis : Kontributor Lhokseumawe, Masriadi`."""
_HOST = re.compile(r"https?://(?:www\.)?([\w.-]+)\S*", re.IGNORECASE)

_NOBODY = re.compile(
    r"staf|red|redaksi|tim(?: redaksi)?|(?:dari )?berbagai sumber|humas\b.*|(?:pers )?rilis|rls|adv"
    r"|advertorial|siaran pers|admin(?:istrator)?",
    re.IGNORECASE,
)
"""Who is no person, and what is no name."""


def read_sign_off(sign_off: str, outlet: Outlet) -> tuple[str, ...]:
    """Read the parts of a sign-off, the outlet's own name left out.

    `(st/Reuters)` -> `st`, `Reuters`; `[ap/fq/voa-islam.com]` -> `ap`, `fq`; `(*)` -> nothing.
    """
    own = newsrooms.own_name(outlet.tags)
    return tuple(name for _, name in _parts(sign_off) if not own.fullmatch(name))


def read_credits(
    sign_off: str | None, labelled: Sequence[str], outlet: Outlet
) -> tuple[Credit, ...]:
    """Read whom the sign-off and the labelled credits of a page name, in that order.

    The outlet's own name is credited too, with its title.
    """
    found: list[Credit] = []
    if sign_off is not None:
        parts = _parts(sign_off)
        names = [name for _, name in parts]
        coded = any(_CODE.fullmatch(name) for name in names)
        for i, (label, name) in enumerate(parts):
            if label is None or _agency(name, outlet):
                found.append(_credit(i, names, outlet, coded=coded))
            else:
                found += _labelled(f"{label}: {name}", outlet)
    for line in labelled:
        found += _labelled(line, outlet)
    return tuple(found)


def _parts(sign_off: str) -> list[tuple[str | None, str]]:
    """Its parts: the label, where one is printed, and the name."""
    if not sign_off.strip() or len(sign_off) > LONGEST:
        raise ValueError(f"not a sign-off: {sign_off[:LONGEST]!r}")
    if told := _AND_WIRES.fullmatch(sign_off):
        sign_off = f"{told['codes']}/{told['wires'].replace(',', '/')}"
    bare = _FRAME.sub("", _DATE.sub("", sign_off.strip()))
    parts = map(_part, _SEPARATOR.split(bare))
    return [(label, name) for label, name in parts if name]


def _part(text: str) -> tuple[str | None, str]:
    match = _LABEL.fullmatch(text)
    is_labelled = match is not None and match["label"].casefold() in LABELS
    label, name = match.groups() if match and is_labelled else (None, text)
    return label, " ".join(name.strip("*()[] \t").split())


def _credit(position: int, parts: Sequence[str], outlet: Outlet, *, coded: bool) -> Credit:
    """Credit one part of a sign-off, by what it is called and where it stands.

    The first of several parts is the reporter; one that stands alone may be anybody, and so may
    the second pair of initials (a second reporter, an editor, a wire).
    """
    part, behind = parts[position], position > 0
    if (agency := _agency(part, outlet)) is not None:
        return agency
    if behind and part.casefold() in newsrooms.WIRE_CODES:
        return Credit("wire", part, None)
    if _CODE.fullmatch(part) or (coded and len(part) == 1):
        return Credit("code", part, None)
    role = "reporter" if len(parts) > 1 and not behind else "unknown"
    return Credit(role, part, _full_name(part))


def _agency(part: str, outlet: Outlet) -> Credit | None:
    """Credit a newsroom, if the part names one; wires come before outlets, as ANTARA is both."""
    if newsrooms.own_name(outlet.tags).fullmatch(part):
        return Credit("outlet", part, outlet.title)
    if part.casefold() in newsrooms.WIRES:
        return Credit("wire", part, newsrooms.WIRES[part.casefold()])
    if host := _HOST.fullmatch(part):
        return Credit("outlet", part, host[1])
    return Credit("outlet", part, part) if newsrooms.KNOWN.fullmatch(part) else None


def _full_name(part: str) -> str | None:
    """The name of a person if it is printed in full: two words, `Agus S`, or `Monalisa`."""
    single = len(part) > 3 and part.istitle()
    return part if (" " in part or single) and not _NOBODY.fullmatch(part) else None


def _labelled(line: str, outlet: Outlet) -> Iterator[Credit]:
    text = " ".join(_LABEL_ABOVE.sub(": ", line[: LONGEST + 1]).split())
    match = _LABEL.fullmatch(text) or _AUTHOR.fullmatch(text) or _REPORT.fullmatch(text)
    if len(line) > LONGEST or match is None or match["label"].casefold() not in LABELS:
        raise ValueError(f"not a labelled credit: {line[:LONGEST]!r}")
    roles, printed = LABELS[match["label"].casefold()], match["name"]
    if roles == ("source",):
        yield _agency(printed, outlet) or Credit("unknown", printed, printed)
        return
    for name in _persons(_STRINGER.sub("", printed)):
        if _CODE.fullmatch(name):
            yield Credit("code", name, None)
        elif name.casefold() in newsrooms.WIRES:
            yield Credit("wire", name, newsrooms.WIRES[name.casefold()])
        else:
            full = _full_name(_NOT_NAME.sub("", name, count=1))
            yield from (Credit(role, name, full) for role in roles)


def _persons(printed: str) -> Iterator[str]:
    """The persons that a label names; degrees and callings belong to the name before them.

    `Ainul Mizan, S.Pd (Pemerhati Sosial)` is one; initials, as in `AB, CD`, may be of two.
    """
    for names in _PERSONS.split(printed):
        first = names.partition(",")[0].strip()
        comma = _COMMA if _IS_DEGREE.fullmatch(first) else _COMMA_BUT_DEGREES
        yield from filter(None, comma.split(names))
