"""Lines that date a story, by their shape: `Sabtu, 18 Mei 2024 | 09:15 WIB | 1.234 views`."""

import re
from functools import lru_cache
from typing import NamedTuple

from models.spellings import (
    AUTHOR_LABELS,
    NEWSROOM_WORDS,
    PLAIN_LABELS,
    UPDATE_LABELS,
    VISIT_LABELS,
    ZONES,
)
from scrapers.reader.lines import Line
from scrapers.reader.row_parts import READING, ROW_PART
from scrapers.reader.signs import KNOWN_LINES, ends_sentence, is_prose
from scrapers.reader.view_lines import views_beside

MAX_META = 160
"""Characters: no date or view line seen is longer."""

_LONGEST_WITHOUT_YEAR = 60
_FEW_LETTERS = 4
"""Beside a date: `WIB`, `H`; a word more is for others to say what it is."""
_MOST_LETTERS = 45
_MOST_LETTERS_OF_NAMES = 70

_ONE_WORD = r"[^\W\d_][\w'’‘`ʻ.-]*"  # a month before its day is none of two, as `Rabiul Awal` is
_MONTH = rf"{_ONE_WORD}(?:\s[^\W\d_][\w'’‘`ʻ-]*)?"
# By shape, not by known names: an unknown month must be cut, so that reading can refuse it by name.
_DAY_FIRST = (
    rf"\b\d{{1,2}}\s*(?:[-–./]\s*)?{_MONTH}\s*[-–,./]?\s*(?:1[34]|19|20)\d\d\b"
    r"|\b\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:19|20)\d\d\b"
)
_DAY_SECOND = r"\s+\d{1,2},?\s+(?:19|20)\d\d\b"
_YEAR_FIRST = r"\b(?:19|20)\d\d(?:-\d\d-|/\d\d/)\d\d(?!\d)"
_DATE = re.compile(f"{_DAY_FIRST}|{_YEAR_FIRST}")
_BEHIND_A_MONTH = re.compile(_DAY_SECOND)
# Only where the rest of such a date is printed, for it tries each word of a line as a month.
_MONTH_FIRST_TOO = re.compile(rf"{_DAY_FIRST}|\b{_ONE_WORD}{_DAY_SECOND}|{_YEAR_FIRST}")
_SHORT_YEAR = re.compile(
    r"(?<![\d/.-])\d{1,2}([-/.])\d{1,2}\1\d\d(?![\d/.,-]*\d)|\b\d{1,2}\s[^\W\d_]{3,9}\s['’]\d\d\b"
)
_YEAR = re.compile(r"(?:1[34]|19|20)\d\d")
_DAY = re.compile(r"\b\d{1,2}(?!\d)")
_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\b")
_CLOCK = re.compile(  # a dot alone may be a decimal mark
    r"\W*(?:(?:pukul|jam)\W+)?\d{1,2}(?:[:.]\d\d(?:[:.]\d\d)?\W*wi(?:b|ta|t)|:\d\d(?::\d\d)?)\W*",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(  # of lower case, which is compared with less than either
    r"\b(?:s(?:en(?:in)?|el(?:asa)?|ab(?:tu)?)|isnin|rabu?|kh?amis|kam|jum(?:['’‘`ʻ]?at|aat)?"
    r"|ahad|min(?:ggu)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
)
_COMMONEST = re.compile(  # `Sabtu, 7 Rajab 1446 H / 31 Oktober 2020 22:25 wib`, `5 Mei 2019 09:15`
    rf"(?:(?i:{_WEEKDAY.pattern}),? )?(?:\d\d? {_MONTH} 1[34]\d\d H / )?"
    rf"\d\d? {_MONTH} (?:19|20)\d\d(?: \d\d[:.]\d\d(?: (?i:wi(?:b|ta|t)))?)?"
)
"""Says at a tenth of the cost what is found part by part in any other line."""
_TOLD = re.compile(rf"{_WEEKDAY.pattern}\s*\(\d")  # `Senin (5/2/2018)`
_SMALL_WORD = re.compile(r"\b[a-z]{3,}\b")
_END_OF_SENTENCE = re.compile(r"[^)][.!?][\"”’']*$")
"""But not that of a caption, `Sidang MK, Senin (5/2/2018).`, which ends with its day."""
_MOMENT = re.compile(  # of lower case
    rf"{_WEEKDAY.pattern}.*\d|\b\d{{1,2}}[:.]\d\d\s*wi(?:b|ta|t)\b|\bkemarin\b.*\d[:.]\d\d"
    r"|\b\d+\s+(?:detik|menit|jam|hari|minggu|bulan|tahun)(?:\s+yang)?\s+lalu\b"
)
_SHORT_LINK, _LONG_LINK = 8, 40
"""Characters: no title is shorter, no name longer."""
_OF_A_PERSON = re.compile(
    r"\b(?:authors?|penulis|reporter|editors?|jurnalis|wartawan|users?|profile?|redaksi|kontributor)\b"
)
_MASK = "\x01"
"""Stands in for the signs of a date where something else is looked for beside it."""
_BARE = r"(?:\d{1,3}(?:[.,]\d{3})*|\d+(?:[.,]\d)?\s?(?:k|rb|jt))"
_NUMBERS = (  # without a word
    rf"(?:(?<=[{_MASK}Bb]\s)|(?<=[{_MASK}Bb]\s[|•·]\s))"
    rf"(?:{_BARE}\s){{0,2}}{_BARE}(?:\s+{READING})?|(?<=\()\d+(?=\))"
    rf"|(?<=[:.]\d\d\s)(?:{_BARE}\s|\d+\s){{0,3}}(?:{_BARE}|\d+)"
)
_TOPICS = r"(?:kategori|category|rubrik)\s*:\s*[^|•·]{2,40}+|#\w[^|•·]*+"
_NO_PART = re.compile(  # with the signs before it
    rf"[\s|•·,/(-]+(?:{ROW_PART}|{_NUMBERS}|{_TOPICS})\)?\s*(?=$|[|•·])", re.IGNORECASE
)
_SECTION = re.compile(rf"(?<={_MASK})(?:\s[|•·])?\s(?:in|dalam) [A-Z][^|•·.\d]{{1,40}}+$")
"""Of a line that is none with it: `March 15, 2021 in Berita`."""
_LABELS = "|".join(
    re.escape(word)
    for word in sorted(
        {*PLAIN_LABELS, *UPDATE_LABELS, *VISIT_LABELS, *NEWSROOM_WORDS, *ZONES}, key=len
    )
    if word.isascii()
)
_LABEL = re.compile(rf"\b(?:{_LABELS})\b(?!-)")
_AUTHOR = re.compile(rf"\W*(?:(?:oleh|by)(?:\s*:)?|(?:{'|'.join(AUTHOR_LABELS)})\s*:)\s*\w")

_BEFORE_AUTHOR = re.compile(
    # What stands in a row before author and day: `Leave a Comment / Daerah / By Budi / 18 Mei 2024`
    r"(?:[^/|•·]{1,60}\s[/|•·]\s){1,3}(?=(?i:oleh|by)\s)"
)


class DateShape(NamedTuple):
    """A line that dates a story, in parts."""

    date: str
    """The line without what shares it: views, comments, the time that reading takes."""
    views: str | None
    is_plain: bool
    """Whether it has no words but those that label dates."""
    is_labelled: bool = False
    """Whether it would be none without such a word: `Tanggal: 20 Mei 2024`."""
    names_author: bool = False
    """Whether an author's label, `Oleh`, stands first or right behind the date."""


@lru_cache(maxsize=KNOWN_LINES)
def date_shape(text: str) -> DateShape | None:
    """The parts of a line that holds a date and little else; None where it does not."""
    if not _YEAR.search(text) or not _DAY.search(text):
        return None
    row = _BEFORE_AUTHOR.match(text)
    return _shape(text if row is None or _YEAR.search(row[0]) else text[row.end() :])


def _shape(text: str) -> DateShape | None:
    if _COMMONEST.fullmatch(text):
        return DateShape(text, None, is_plain=True)
    form = _MONTH_FIRST_TOO if _BEHIND_A_MONTH.search(text) else _DATE
    masked, dates = form.subn(lambda found: _MASK * len(found[0]), text)
    if not dates:
        return None
    date, views = text, None
    if counted := views_beside(masked):
        views = counted["views"].strip()
        date, masked = _without(counted.span(), date, masked)
    if beside := _NO_PART.search(masked):
        date, masked = _without(beside.span(), date, masked)
    rest, times = _TIME.subn("", masked.replace(_MASK, ""))
    rest, weekdays = _WEEKDAY.subn("", rest.lower())
    letters = _letters(rest)
    is_labelled = letters > (_MOST_LETTERS if times or weekdays else _FEW_LETTERS)
    if letters > _FEW_LETTERS:
        rest = _LABEL.sub("", rest)
        letters = _letters(rest)
    if letters <= _FEW_LETTERS:
        return DateShape(date, views, is_plain=True, is_labelled=is_labelled)
    names = _AUTHOR.match(rest) is not None
    most = _MOST_LETTERS_OF_NAMES if names else _MOST_LETTERS
    is_dated = letters <= most and (times or weekdays or names)
    if not is_dated and (section := _SECTION.search(masked)):
        shape = _shape(date[: section.start()])
        return shape and shape._replace(views=views)
    return DateShape(date, views, False, is_labelled, names) if is_dated else None


def _without(other: tuple[int, int], date: str, masked: str) -> tuple[str, str]:
    """The line and the masked one, without what shares it and what stands behind that, unless it
    is the date, or its clock.
    """
    start, end = other
    if _MASK not in masked[:start]:
        behind = len(masked[end:].lstrip(" |•·/,()-–—"))
        return date[-behind:], masked[-behind:]
    if _TIME.search(masked, end):
        joined = (f"{line[:start]} {line[end:].lstrip()}" for line in (date, masked))
        return next(joined), next(joined)
    return date[:start], masked[:start]


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def is_date_line(line: Line) -> bool:
    """Whether the line is nothing but a date and what stands beside one in a page's head.

    `Sabtu, 7 Rajab 1446 H / 31 Oktober 2020 22:25 wib` is; a headline that names a day
    (`… 4 Nopember 2016 Umat Islam …`) is not.
    """
    if len(line.text) > MAX_META:
        return False
    shape = date_shape(line.text)
    if shape is None or shape.is_plain:
        return shape is not None
    is_told = not shape.names_author and _is_sentence(line.text)
    return not (is_told or is_prose(line) or _links_title(line, shape))


def _is_sentence(text: str) -> bool:
    """Whether it tells of a day in words: `Senin, 6 Februari 2023, pasar dibuka kembali.` does, and
    not `Jakarta, Senin, 6 Februari 2023.`, which may stand in a head.
    """
    if not _END_OF_SENTENCE.search(text):
        return False
    rest = _WEEKDAY.sub("", _DATE.sub("", text))
    return _SMALL_WORD.search(_LABEL.sub("", rest)) is not None


def _links_title(line: Line, shape: DateShape) -> bool:
    """Whether it is a list's item: a title, linked, and its day. Authors are linked as well."""
    if line.linked <= _SHORT_LINK or shape.names_author:
        return False
    return line.linked >= _LONG_LINK or not _OF_A_PERSON.search(line.href or "")


def is_plain_date(line: Line) -> bool:
    """Whether a date line is more than words and a day, as a caption may be: it has no words, a
    view counter apart, or a clock.
    """
    shape = date_shape(line.text)
    return shape is not None and (shape.is_plain or _TIME.search(shape.date) is not None)


def is_labelled_day(line: Line) -> bool:
    """Whether only a label or an author makes it a date line: a story may tell days like this."""
    shape = date_shape(line.text)
    return shape is not None and shape.is_labelled


def tells_day(line: Line) -> bool:
    """Whether a date line dates what it tells, as captions do: `Sidang MK, Senin (5/2/2018)`."""
    return not is_plain_date(line) and _TOLD.search(line.text.lower()) is not None


def has_clock(line: Line) -> bool:
    """Whether the line tells the time of a day: `22:25`, `09.15`."""
    return _TIME.search(line.text) is not None


def is_clock(line: Line) -> bool:
    """Whether the line is a time of day and nothing else: `09:15`, `Pukul 09.15 WIB`."""
    return len(line.text) <= _LONGEST_WITHOUT_YEAR and _CLOCK.fullmatch(line.text) is not None


def is_date_without_year(line: Line) -> bool:
    """Whether the line seems to date a story and names no year: `2 jam lalu`, `Sabtu (18/05)`.

    Nobody can read it for sure, so it is quoted.
    """
    text = line.text
    if len(text) > _LONGEST_WITHOUT_YEAR or line.linked or line.heading or _YEAR.search(text):
        return False
    return _MOMENT.search(text.lower()) is not None and not ends_sentence(text)


def seems_dated(line: Line) -> bool:
    """Whether a line that is no date line holds a day and few words: `Budi · 18 Mei 2024`."""
    return line.linked <= _SHORT_LINK and holds_day(line) and not is_date_line(line)


def holds_day(line: Line) -> bool:
    """Whether a line holds a day and few words, whatever of it is linked."""
    text = line.text
    if len(text) > _LONGEST_WITHOUT_YEAR or line.heading or ends_sentence(text):
        return False
    return (
        _DATE.search(text) or _MONTH_FIRST_TOO.search(text) or _SHORT_YEAR.search(text)
    ) is not None
