"""The parts of a sign-off, and whom they credit."""

import re
from collections.abc import Sequence

from models import newsrooms
from models.credit import Credit
from models.outlet import Outlet

LONGEST = 160

_FRAME = re.compile(r"^[*\s–—/(\[-]+|[)\]*\s.]+$")
_SEPARATOR = re.compile(r"\s*[/|\n]\s*")
_LABEL = re.compile(r"(?P<label>[^\W\d_][\w& ]{1,24}?)\s*:\s*(?P<name>\S.*)", re.DOTALL)
_DATE = re.compile(r"\s*\d{1,2}/\d{1,2}/\d{4}\s*")
_CODE = re.compile(r"[A-Za-z]-?\d{1,2}|\d{6}")
_ROLES = {
    # forms.md §2.4 and §2.1
    **dict.fromkeys(("pewarta", "penulis", "reporter", "rep", "laporan", "oleh"), ("reporter",)),
    "kontributor": ("reporter",),
    **dict.fromkeys(("editor", "redaktur", "red", "penyunting"), ("editor",)),
    "redaktur & reporter": ("editor", "reporter"),
    "sumber": ("source",),
}


def read_sign_off(sign_off: str, outlet: Outlet) -> tuple[str, ...]:
    """Read the parts of a sign-off, the outlet's own name left out.

    `(st/Reuters)` -> `st`, `Reuters`; `[ap/fq/voa-islam.com]` -> `ap`, `fq`; `(*)` -> nothing.
    """
    if not sign_off.strip() or len(sign_off) > LONGEST:
        raise ValueError(f"not a sign-off: {sign_off[:LONGEST]!r}")
    own = newsrooms.own_name(outlet.tags)
    parts = (_name(part) for part in _SEPARATOR.split(_bare(sign_off)))
    return tuple(part for part in parts if part and not own.fullmatch(part))


def read_credits(
    sign_off: str | None, labelled: Sequence[str], outlet: Outlet
) -> tuple[Credit, ...]:
    """Read whom the sign-off and the labelled credits of a page name, in that order."""
    found: list[Credit] = []
    if sign_off is not None:
        parts = read_sign_off(sign_off, outlet)
        coded = any(_CODE.fullmatch(part) for part in parts)
        found += [_credit(part, i, len(parts), coded) for i, part in enumerate(parts)]
    for line in labelled:
        found += _labelled(line, outlet)
    return tuple(found)


def _bare(sign_off: str) -> str:
    return _FRAME.sub("", _DATE.sub("", _FRAME.sub("", sign_off.strip())))


def _name(part: str) -> str:
    label = _LABEL.fullmatch(part)
    name = label["name"] if label and label["label"].casefold() in _ROLES else part
    return " ".join(name.strip("*()[] \t").split())


def _credit(part: str, position: int, count: int, coded: bool) -> Credit:
    """The credit of one part of a sign-off, by what it is called and where it stands.

    The first of several parts is the reporter; a part alone may be anybody.
    """
    if part.casefold() in newsrooms.WIRES and (position or count == 1):
        return Credit("wire", part, newsrooms.WIRES[part.casefold()])
    if newsrooms.KNOWN.fullmatch(part):
        return Credit("outlet", part, part)
    if _CODE.fullmatch(part) or (coded and len(part) == 1):
        return Credit("code", part, None)
    if count > 1 and position == 0:
        return Credit("reporter", part, part if " " in part else None)
    return Credit("unknown", part, None)


def _labelled(line: str, outlet: Outlet) -> list[Credit]:
    match = _LABEL.fullmatch(" ".join(line.split()))
    if match is None or match["label"].casefold() not in _ROLES:
        raise ValueError(f"not a labelled credit: {line[:LONGEST]!r}")
    name = match["name"]
    roles = _ROLES[match["label"].casefold()]
    if roles == ("source",):
        if newsrooms.own_name(outlet.tags).fullmatch(name):
            return [Credit("outlet", name, name)]
        credit = _credit(name, 0, 1, coded=False)
        return [credit if credit.role in {"wire", "outlet"} else Credit("unknown", name, name)]
    if _CODE.fullmatch(name):
        return [Credit("code", name, None)]
    return [Credit(role, name, name) for role in roles]
