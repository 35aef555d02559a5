"""Lines that count a story's readers: `3.564 views`, `Dibaca: 1,2rb kali`."""

import re
from functools import lru_cache

from scrapers.reader.lines import Line
from scrapers.reader.signs import KNOWN_LINES

_LONGEST = 60
_COUNT = r"\d[\d.,]*\s*(?:(?:k|rb|ribu|jt|juta)\b)?"
_READ = r"di ?(?:baca|lihat|kunjungi|akses|tonton)"
_THIS = r"(?:(?:artikel|berita|tulisan|postingan)\s+ini\s+)?"
_ANY_READ = rf"{_THIS}(?:(?:telah|sudah)\s+)?{_READ}"
_OTHERS = r"(?:comments?|komentar|shares?|likes?)"
_NUMBER_FIRST = (
    rf"{_COUNT}\s*(?:(?:total\s+)?views?|kali\s+{_READ}|x?\s*{_READ}|pembaca|hits?)"
    r"(?:,\s+\d[\d.,]*\s+views?\s+today)?"
)
_LABEL_FIRST = (
    rf"{_ANY_READ}(?:\s*:|\s+sebanyak|\s+oleh)?\s*{_COUNT}\s*(?:kali|x|orang|pembaca)?"
    r"|(?:hits?|pembaca|(?:jumlah|total)\s+(?:pembaca|dibaca|dilihat|pengunjung|kunjungan|hits?))"
    rf"\s*:\s*{_COUNT}"
    rf"|(?:(?:post|page|total|jumlah)\s+)?views?\s*:?\s*{_COUNT}"
    rf"|read:?\s+\d[\d.,]*\s+times|👁\ufe0f?\s*{_COUNT}"
    r"|visited\s+\d[\d.,]*\s+times?,\s+\d[\d.,]*\s+visits?(?:\(s\))?\s+today"
)
_VIEW = re.compile(
    rf"[^\w<>~]*(?:{_THIS}(?:\d[\d.,]*\s*{_OTHERS}\W+)?(?:{_NUMBER_FIRST})(?:\W+\d[\d.,]*\s*{_OTHERS}){{0,2}}"
    rf"|(?:{_OTHERS}\s*:\s*\d[\d.,]*\W+)?(?:{_LABEL_FIRST})(?:\W+{_OTHERS}\s*:\s*\d[\d.,]*)?"
    r"|(?:post\s+)?views?\s*:?)[\W\u3164]*",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    # A short number before that of the views may be its thousands, or count something else.
    rf"(?:^|(?<![<>~])[\s|•·/,([-]+)(?<![|•·(\s]\d\s)(?<![|•·(\s]\d\d\s)(?<![|•·(\s]\d\d\d\s)"
    rf"(?P<views>{_NUMBER_FIRST}|{_LABEL_FIRST})"
    rf"(?=[)\]]?\s*(?:[|•·/,)]|[-–—]\s|\d[\d.,]*\s*{_OTHERS}|$))",
    re.IGNORECASE,
)
_COUNTING = ("view", "visit", "hit", "read", "baca", "lihat", "unjung", "akses", "tonton", "👁")
"""Every such counter has one of these in it."""
_MINUTES = re.compile(r"\d\s*(?:menit|min(?:ute)?s?)\b", re.IGNORECASE)  # `2 menit dibaca`
_MAYBE_READ = (
    r"(?:viewe[rd]s?|visit(?:or)?s?|reads?|seen|clicks?|impressions?|klik|membaca|pengunjung|kunjungan"
    r"|(?:pe)?(?:tayang|nayang|tampil)an|diklik|ditayangkan|akses)"
)
_UNSURE = re.compile(  # counts readers, or visits of the outlet, or something else
    rf"(?:^|[|•·(])\W*(?:{_COUNT}\s*(?:x|kali|orang)?(?:\s+(?:telah|sudah))?\s*{_MAYBE_READ}(?:\s+\w+){{0,2}}"
    rf"|(?:\w+\s+)?{_MAYBE_READ}\s*(?::|by|sebanyak)?\s*{_COUNT}\s*(?:x|kali|orang|times)?)\W*(?:$|[|•·)])",
    re.IGNORECASE,
)
_ODD = re.compile(rf"\d.*\b(?:views?|hits|pembaca|{_READ})\b|\b(?:views?|hits|{_READ})\b.*\d", re.I)


def is_view_line(line: Line) -> bool:
    """Whether the line is a view counter: `3.564 views`, `dibaca 53,203 kali`, `Views:`."""
    return len(line.text) <= _LONGEST and _is_views(line.text)


@lru_cache(maxsize=KNOWN_LINES)
def _is_views(text: str) -> bool:
    return _VIEW.fullmatch(text) is not None


def is_bare_count(line: Line) -> bool:
    """Whether the line is a number: themes set what it counts in a line of its own."""
    return len(line.text) <= _LONGEST and re.fullmatch(_COUNT, line.text) is not None


def counts_others(line: Line) -> bool:
    """Whether the line says that a number beside it counts something else: `COMMENTS`."""
    return re.fullmatch(_OTHERS, line.text, re.IGNORECASE) is not None


def views_beside(text: str) -> re.Match[str] | None:
    """The view counter, group `views`, that shares a line with a date; the date's own numbers must
    not stand in the text.
    """
    lowered = text.lower()
    if not any(word in lowered for word in _COUNTING):  # as most dates have none beside them
        return None
    return _BESIDE.search(text)


def seems_counted(line: Line) -> bool:
    """Whether the line seems to count readers in a form that is not known: `1000+ views`,
    `3 564 views`.
    """
    if len(line.text) > _LONGEST or line.linked or _MINUTES.search(line.text):
        return False
    return (_ODD.search(line.text) or _UNSURE.search(line.text)) is not None
