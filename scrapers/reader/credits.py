"""Credits with a label: `Pewarta: Nur Imansyah`, `Rep: C07/ Red: Ichsan Emrald Alamsyah`."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import zip_longest

from models.credit import LABELS
from models.spellings import MONTHS, WEEKDAYS
from scrapers.reader.row_parts import ROW_PART

_PREPOSITIONAL = ("laporan", "oleh", "by", "sumber", "source", "wartawan", "author")
"""Labels that need their colon: as words by themselves they say nothing."""

ANY_LABEL = rf"(?i:{'|'.join(sorted(map(re.escape, LABELS), key=len, reverse=True))})"
_LABEL = re.compile(
    # Glued to the name before it in `Cholis AnwarEditor:`, so a capital may follow a letter.
    rf"(?:(?<![^\W\d_])|(?<=[a-z.])(?=[A-Z])){ANY_LABEL}\s*:"
)
_NAMED = re.compile(r":.*\w", re.DOTALL)
_DAY_OR_MONTH = rf"(?i:{'|'.join(filter(str.isascii, (*WEEKDAYS, *MONTHS)))})\b\.?,?\s+"
_COUNTER = (
    r"(?:(?:(?:post|page|total|jumlah)\s+)?(?:views?|hits?|pembaca)"
    r"|di ?(?:baca|lihat|kunjungi|akses|tonton))\s*:?\s*\d[\d.,]*(?:\s*(?:kali|x|orang))?"
)
_BESIDE_NAMES = rf"(?i:{ROW_PART}|{_COUNTER}|(?:last )?updated?\b.*\d.*)\s*$"
_PUBLISHED = (  # what was done to a story, and never a name
    r"(?i:di(?:publikasi(?:kan)?|publish|terbitkan|posting|poskan|muat|tayangkan|rilis|unggah|perbarui"
    r"|update)|published|posted|updated)\b"
)
_NAME = (  # `Oleh Budi Sabtu, 18 Mei 2024`: the day is none of his names
    rf"(?!{_DAY_OR_MONTH}\d|(?i:on|pada)\s|{_PUBLISHED}|{_BESIDE_NAMES})(?:al-|['’‘])?[A-Z][\w.'’-]*"
)
_TITLES = r"(?:[A-Z][A-Za-z]{0,3}\. ){0,4}"
_DEGREES = rf"(?:, ?(?!{_DAY_OR_MONTH}\d)[A-Z][\w.]{{0,6}}){{0,3}}"
_BETWEEN_NAMES = r",? (?:(?:dan|bin|binti|ibn|&|van|van der|de) )?"
BEHIND_A_NAME = (
    # What shares the line of a name and is none: `… | Rabu, 17 Mei 2017`, `… - Update: 8/5/2024`.
    # A date by its shape, for its month may have any name: a day first, then a year or a time.
    r"\s*\|.*|(?:(?:\s+[-–—•·/]|\s*,|\s+(?:[Oo]n|[Pp]ada(?: tanggal)?))\s+"
    rf"(?:[^\W\d_]+:?\s+)?(?:[^\W\d_][\w'’‘`]*,?\s+)?"
    rf"|\s+(?:{_PUBLISHED}:?\s+(?:(?:on|pada)\s+(?:tanggal\s+)?)?)?(?:{_DAY_OR_MONTH})?)"
    r"(?=.*?(?:(?<!\d)(?:1[34]|19|20)\d\d(?!\d)|\d[:.]\d\d))(?:\d{1,2}\b|\d{4}-).*"
    # `… • 3 menit baca`, `… 0 Komentar`, `… - 2 jam lalu`, `… (18/5/2024)`
    r"|(?:\s+[-–—•·/]|\s*,)?\s+\d[\d.,]*(?:\s?(?:k|rb))?\s+(?i:menit|min(?:ute)?s?|detik|jam|hari|minggu"
    r"|bulan|tahun|komentar|comments?|shares?|views?|kali|x)\b.*|(?:\s+[-–—])?\s+\(\d[\d/.-]*\)"
    r"|\s+[-–—]\s+\d[\d.,]*|\s+0|\s+(?:in|dalam)\s+[A-Z][^.:\d]{1,40}$"
    rf"|(?:\s+[-–—•·/]|\s*,)?\s+{_BESIDE_NAMES}"
)
_AUTHOR_WORDS = ("oleh", "by", "penulis", "author")
AUTHOR_LABEL = rf"(?i:{'|'.join(label for label in LABELS if label.endswith(_AUTHOR_WORDS))})"
AUTHOR = (
    # `Oleh Ainul Mizan, S.Pd`: no colon, so that nothing but names may follow.
    rf"(?:(?i:{'|'.join(label for label in LABELS if label.endswith(('oleh', 'by')))}) "
    r"(?!(?i:oleh|karena|sebab)\b)|"
    # `Laporan Wartawan Tribunnews.com, Siti Rahma`
    r"(?i:laporan (?:wartawan|reporter|kontributor|jurnalis)) [^,:]{2,60}, )"
    rf"(?P<author>{_TITLES}{_NAME}(?:{_BETWEEN_NAMES}{_NAME}){{0,4}}{_DEGREES}"
    r"(?: \((?!\d)[^():]{1,60}\))?)(?:\s?\*+\)?)?"
)
NEXT_CREDIT = rf"\W*{_LABEL.pattern}.*"
_FOOTNOTE = re.compile(r"\s*\*+\)?$")  # `Oleh: Budi Santoso *)`, who is told of below
AUTHOR_ALONE = rf"{AUTHOR}(?:{BEHIND_A_NAME}|\s+(?:in|dalam|di)\s+[A-Z].*)?"
_AUTHOR = re.compile(AUTHOR_ALONE)
_BEHIND_A_NAME = re.compile(f"(?:{BEHIND_A_NAME})$")
_BEHIND_A_DATE = re.compile(
    rf"\d.*?\W(?P<credit>{ANY_LABEL}\s*:.*|{AUTHOR})(?:$|\s+(?:in|dalam|di|-|\|)\s)"
)
_ASKED = re.compile(r"[?!][\"”’')\]]*(?:\s|$)")
_FINISHED = re.compile(r"[.…][\"”’')\]]*$")
_SMALL_WORD = re.compile(r"(?<!\S)[a-z]")
_SMALL_WORDS = 3
"""In a finished sentence at least; `H. Umar bin Ali.` has one, `Kantor berita resmi.` two."""
_LONGEST = 200
"""Characters of a line; the longest seen has 59."""
LONGEST_LABEL = 30
_LONGEST_CREDIT = 80
"""Characters of one label and its name."""


def is_credit_line(line: str) -> bool:
    """Tell whether a line is a labelled credit, or a label whose name stands in the next line."""
    text = line.strip()
    if not 0 < len(text) <= _LONGEST:
        return False
    if _is_bare(text) or _author(text):
        return True
    return (
        ":" in text
        and _LABEL.match(text) is not None
        and all(len(each) <= _LONGEST_CREDIT and not _is_speech(each) for each in _split(text))
    )


def _is_bare(text: str) -> bool:
    """Whether it is a label without a name: `Pewarta:`, `Editor`."""
    if len(text) > LONGEST_LABEL:
        return False
    label = text.removesuffix(":").rstrip().lower()
    return label in LABELS and (text[-1] == ":" or label not in _PREPOSITIONAL)


def _is_label(line: str, following: str) -> bool:
    """Tell whether a line is nothing but a label, whose name stands below: `Pewarta:`."""
    text = line.strip()
    if len(text) > LONGEST_LABEL or text.rstrip(" :").lower() not in LABELS:
        return False
    return is_credit_line(text) or following.lstrip().startswith(":")


def is_name_below(above: Sequence[str], line: str) -> bool:
    """Tell whether a line is the name below a label, or the colon between the two, by the one or
    two lines above.
    """
    if not above or len(above[-1]) > LONGEST_LABEL:
        return False
    if above[-1] == ":":
        above = above[:-1]
    if not above or not _is_label(above[-1], line):
        return False
    return line == ":" or _may_be_name(line.strip())


def label_of(line: str) -> str | None:
    """The label that a line begins with, in lower case: `Red: Terima kasih.` has `red`."""
    label = _LABEL.match(line) if ":" in line[:LONGEST_LABEL] else None
    return label[0].rstrip(" :").lower() if label else None


def speakers(lines: Iterable[str]) -> frozenset[str]:
    """The labels that speak in an interview: `Red: Apa kabar, Pak?`."""
    found = (label for line in lines if (label := label_of(line)) and _is_speech(line))
    return frozenset(found)


@lru_cache(maxsize=256)  # for the byline and for the credits
def behind_a_date(line: str) -> str | None:
    """The credit behind the date of a line: `… WIB | Editor: Budi`, `… by Budi in Nasional`."""
    lowered = line.lower()
    if not any(label in lowered for label in LABELS):  # as most dates have none behind them
        return None
    found = _BEHIND_A_DATE.search(line)
    return found["credit"] if found else None


def cut_credits(lines: Sequence[str]) -> tuple[str, ...]:
    """Cut the labelled credits out of lines, each as printed, in the order of the page.

    A label and a name in two lines stay two lines: `Pewarta:` above `Nur Imansyah`.
    """
    cut: list[str] = []
    waiting: list[str] = []
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        text = line.strip()
        if not text and not waiting:
            continue
        if (bare := _is_label(text, following)) or is_credit_line(text):
            waiting = [line.lstrip()] if bare else []
            cut += () if bare else _split(text)
        elif waiting and text == ":":  # between label and name in a table of three columns
            waiting.append(line)
        else:
            if waiting and _may_be_name(text):
                cut.append("\n".join((*waiting, _without_date(line))).rstrip())
            waiting = []
    return tuple(cut)


def _author(text: str) -> re.Match[str] | None:
    return _AUTHOR.fullmatch(text) if may_name_author(text) else None


def may_name_author(text: str) -> bool:
    """Tell whether an author's label may open a line; most lines are spared the search."""
    start = text[:LONGEST_LABEL].lower()
    # Not in a loop, which takes five times as long: it is asked of each line several times.
    return (
        "oleh" in start
        or "by" in start
        or "penulis" in start
        or "author" in start
        or "laporan" in start
    )


def _may_be_name(text: str) -> bool:
    return len(text) <= _LONGEST_CREDIT and any(map(str.isalnum, text)) and not _says(text)


def _is_speech(credit: str) -> bool:
    """Tell whether a label is a speaker's, as in an interview: `Reporter: Apa tanggapan Anda?`."""
    label, _, said = credit.partition(":")
    # Whatever stands behind `Sumber:`, the body leaves it out: here it must not be lost.
    return LABELS.get(label.strip().lower()) != ("source",) and _says(said)


def _says(text: str) -> bool:
    """Tell whether a text asks, calls or holds a finished sentence, which no name does."""
    if _ASKED.search(text):
        return True
    return (
        _FINISHED.search(text.rstrip()) is not None
        and len(_SMALL_WORD.findall(text)) >= _SMALL_WORDS
    )


def _split(text: str) -> list[str]:
    """One credit an entry: `Rep: C07/ Red: …` and `Penulis: …Editor: …` hold several."""
    if author := _author(text):
        return [text[: author.end("author")]]
    starts = [label.start() for label in _LABEL.finditer(text)]
    ends = [*starts[1:], len(text)]
    pieces = (_without_date(text[start:end]) for start, end in zip(starts, ends, strict=True))
    return [
        _FOOTNOTE.sub("", piece.rstrip(" /,;•·-–—")) for piece in pieces if _NAMED.search(piece)
    ]


def _without_date(credit: str) -> str:
    bare = _BEHIND_A_NAME.sub("", credit, count=1)
    return bare if any(map(str.isalnum, bare)) else credit  # a bar may stand before a name as well
