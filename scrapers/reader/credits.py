"""Credits with a label: `Pewarta: Nur Imansyah`, `Rep: C07/ Red: Ichsan Emrald Alamsyah`."""

import re
from collections.abc import Sequence

_LABELS = (
    # forms.md §2.4, and the heads of §2.1 (LAPORAN, Oleh)
    *("Pewarta", "Penulis", "Reporter", "Rep", "Laporan", "Oleh", "Kontributor"),
    *("Redaktur & Reporter", "Redaktur", "Editor", "Red", "Penyunting", "Sumber"),
)
_LABEL = re.compile(
    # Glued to the name before it in `Cholis AnwarEditor:`, so no word boundary before a capital.
    rf"(?:(?<![^\W\d_])|(?<=[a-z.])(?=[A-Z]))(?:{'|'.join(map(re.escape, _LABELS))})\s*:",
    re.IGNORECASE,
)
_BARE = re.compile(rf"(?:{'|'.join(map(re.escape, _LABELS))})\s*:?\s*", re.IGNORECASE)
_LONGEST = 200
"""Characters of a line; the longest seen has 59."""
_LONGEST_NAME = 60


def is_credit_line(line: str) -> bool:
    """Tell whether a line is a labelled credit, or a label whose name stands in the next line."""
    text = line.strip()
    if not 0 < len(text) <= _LONGEST:
        return False
    if _BARE.fullmatch(text) and not text.casefold().startswith(("oleh", "laporan", "sumber")):
        return True
    opening = _LABEL.match(text)
    return opening is not None and all(
        len(credit) <= _LONGEST_NAME + len("Redaktur & Reporter :") for credit in _split(text)
    )


def cut_credits(lines: Sequence[str]) -> tuple[str, ...]:
    """Cut the labelled credits out of lines, each as printed, in the order of the page.

    A label and a name in two lines stay two lines: `Pewarta:` above `Nur Imansyah`.
    """
    cut: list[str] = []
    taken = False
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if taken or not is_credit_line(line):
            taken = False
        elif _BARE.fullmatch(line.strip()):
            taken = 0 < len(following.strip()) <= _LONGEST_NAME
            if taken:
                cut.append(f"{line}\n{following}".strip())
        else:
            cut.extend(_split(line.strip()))
    return tuple(cut)


def _split(text: str) -> list[str]:
    """One credit an entry: `Rep: C07/ Red: …` and `Penulis: …Editor: …` hold several."""
    starts = [label.start() for label in _LABEL.finditer(text)]
    ends = [*starts[1:], len(text)]
    return [text[a:b].rstrip(" /|,;") for a, b in zip(starts, ends, strict=True)]
