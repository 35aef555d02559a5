"""How often a story was read, from the line that says so."""

import re
import unicodedata
from decimal import Decimal
from typing import Final

from models.spellings import as_printed, fold

_MULTIPLIERS: Final = {"": 1, "k": 10**3, "rb": 10**3, "ribu": 10**3, "jt": 10**6, "juta": 10**6}
"""`k`, `rb` and `ribu` thousand, `jt` and `juta` million. `m` is refused: it is a million in
English and a milliard in Indonesian."""

_VIEW_WORDS: Final = frozenset(
    fold(
        "view views viewed viewer viewers dibaca dilihat ditonton dikunjungi pembaca pengunjung "
        "penonton tayangan hit hits post page kali x telah sudah orang jumlah total diakses read "
        "times visited visits kunjungan baca lihat kunjungi akses tonton "
        "مشاهدة مشاهدات"
    ).split()
)
_SILENT_WORDS: Final = frozenset(
    fold("artikel berita tulisan postingan ini di sebanyak oleh").split()
)
"""`Artikel ini telah dibaca sebanyak 1.234 kali` has them, which say nothing of the number."""
_OTHER_WORDS: Final = frozenset(
    fold("share shares dibagikan komentar comment comments likes today").split()
)
_DECORATION: Final = frozenset(("So", "Mn", "Pi", "Pf"))
"""Categories of Unicode: an eye, the variation of an emoji, `»`."""
_TOKEN: Final = re.compile(
    r"(?P<number>\d[\d.,]*+)(?:\s?(?P<suffix>k|rb|ribu|jt|juta)\b)?|(?P<word>[^\W\d_]++)"
    r"|(?P<mark>[^\s\w|.,:/()\[\]•·-]|-(?=\d))"
)
_DECIMAL: Final = re.compile(r"\d+(?:[.,]\d{1,2})?")  # `1.234K` may be 1234 or 1,234,000
_WHOLE: Final = re.compile(r"\d+|[1-9]\d{0,2}(?:(?:\.\d{3})+|(?:,\d{3})+)")
_TODAY: Final = re.compile(r",\s+\d[\d.,]*\s+visits?(?:\(s\))?\s+today")
"""`Visited 1,234 times, 2 visits today` counts a part of the first number again."""
_LONGEST = 100  # characters; the longest line seen has 30
_MOST = 10**12
_VIEWS, _OTHER = "views", "other"


def read_count(view_line: str) -> int | None:
    """The number of a view line: `3.564 views` gives 3564, `Views:` without one gives None.

    A dot or comma before exactly three digits parts thousands; before a suffix (`1,2rb`, `1.3k`)
    it is a decimal mark. Of a line that counts other things too (`76 SHARES 581 VIEWS`) the number
    beside the views is taken. Raises ValueError that quotes what cannot be read: `3.5 views`.
    """
    if len(view_line) > _LONGEST:
        raise ValueError(f"a view line of {len(view_line)} characters: {view_line[:60]!r}…")
    tokens = (
        match for match in _TOKEN.finditer(_TODAY.sub("", fold(view_line))) if not _is_silent(match)
    )
    items = [_item(match, view_line) for match in tokens]
    numbers = [item for item in items if isinstance(item, int)]
    if not numbers and _VIEWS in items:
        return None
    if len(numbers) == 1 and _OTHER not in items:
        return numbers[0]
    labelled = _labelled(items)
    views = [number for number, labels in labelled if labels == {_VIEWS}]
    if len(views) != 1 or not all(labels for _, labels in labelled):
        raise ValueError(f"no view count in {view_line!r}")
    return views[0]


def _is_silent(match: re.Match[str]) -> bool:
    mark = match["mark"]
    return unicodedata.category(mark) in _DECORATION if mark else match[0] in _SILENT_WORDS


def _item(match: re.Match[str], line: str) -> int | str:
    """A number, or what the word beside one counts."""
    if match["number"]:
        return _number(match["number"].rstrip(".,"), match["suffix"] or "", line)
    if match[0] in _VIEW_WORDS:
        return _VIEWS
    if match[0] in _OTHER_WORDS:
        return _OTHER
    raise ValueError(f"unknown word {as_printed(match[0], line)!r} in {line!r}")


def _number(printed: str, suffix: str, line: str) -> int:
    pattern = _DECIMAL if suffix else _WHOLE
    if not pattern.fullmatch(printed):
        raise ValueError(f"unreadable number {printed!r} in {line!r}")
    plain = printed.replace(",", ".") if suffix else printed.replace(".", "").replace(",", "")
    count = Decimal(plain) * _MULTIPLIERS[suffix]
    if count > _MOST:
        raise ValueError(f"unreadable number {printed + suffix!r} in {line!r}")
    return int(count)


def _labelled(items: list[int | str]) -> list[tuple[int, set[str]]]:
    """Each number with its labels: those after it, or before it where a label comes first."""
    ordered = items if items and isinstance(items[0], int) else items[::-1]
    pairs: list[tuple[int, set[str]]] = []
    for item in ordered:
        if isinstance(item, int):
            pairs.append((item, set()))
        elif pairs:
            pairs[-1][1].add(item)
        else:
            return []  # labels on both sides: `SHARES 5 VIEWS`
    return pairs
