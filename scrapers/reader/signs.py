"""What a single line looks like: a date line, a view line, prose, a byline."""

import re
import unicodedata
from functools import lru_cache

from scrapers.reader.credits import AUTHOR, AUTHOR_BEGINS, BEHIND_A_NAME
from scrapers.reader.lines import Line

MAX_META = 160
"""Characters: no date or view line seen is longer."""

_LONGEST_WITHOUT_YEAR = 60
_KNOWN_LINES = 2048
"""What is known of so many lines is kept: pages of an outlet share their menus and footers."""

_MONTH = r"[^\W\d_][\w'’‘`ʻ.-]*(?:\s[^\W\d_][\w'’‘`ʻ-]*)?"
# By shape, not by known names: an unknown month must be cut, so that reading can refuse it by name.
_DAY_FIRST = (
    rf"\b\d{{1,2}}\s*(?:[-–./]\s*)?{_MONTH}\s*[-–,./]?\s*(?:1[34]|19|20)\d\d\b"
    r"|\b\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:19|20)\d\d\b"
)
_DAY_SECOND = r"\s+\d{1,2},?\s+(?:19|20)\d\d\b"
_YEAR_FIRST = r"\b(?:19|20)\d\d-\d\d-\d\d\b"
_DATE = re.compile(f"{_DAY_FIRST}|{_YEAR_FIRST}")
_BEHIND_A_MONTH = re.compile(_DAY_SECOND)
# Only where the rest of such a date is printed, for it tries each word of a line as a month.
_MONTH_FIRST_TOO = re.compile(rf"{_DAY_FIRST}|\b{_MONTH}{_DAY_SECOND}|{_YEAR_FIRST}")
_YEAR = re.compile(r"(?:1[34]|19|20)\d\d")
_DAY = re.compile(r"\b\d{1,2}(?!\d)")
_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\b")
_WEEKDAY = re.compile(  # of lower case, which is compared with less than either
    r"\b(?:s(?:en(?:in)?|el(?:asa)?|ab(?:tu)?)|isnin|rabu?|kh?amis|kam|jum(?:['’‘`ʻ]?at|aat)?"
    r"|ahad|min(?:ggu)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
)
_TOLD = re.compile(rf"{_WEEKDAY.pattern}\s*\(\d")  # `Senin (5/2/2018)`
_OTHERS = r"\d[\d.,]*\s*(?:comments?|komentar|shares?|likes?)"  # `0 Comments / 532 Views`
_VIEW = re.compile(
    rf"\W*(?:(?:{_OTHERS}\W+)?\d[\d.,]*\s*(?:k|rb|ribu|jt|juta|m)?\s*(?:views?|kali\s+di(?:baca|lihat)"
    rf"|x?\s*di(?:baca|lihat)|pembaca|hits?)(?:\W+{_OTHERS})?"
    r"|(?:telah\s+|sudah\s+)?di(?:baca|lihat)\s*:?\s*\d[\d.,]*\s*(?:k|rb|ribu|jt|juta)?\s*(?:kali|x)?"
    r"|(?:hits?|pembaca)\s*:\s*\d[\d.,]*\s*(?:k|rb|jt)?"
    r"|(?:post\s+)?views?\s*:?\s*(?:\d[\d.,]*\s*(?:k|rb|jt)?)?)[\W\u3164]*",
    re.IGNORECASE,
)
_MOMENT = re.compile(  # of lower case
    rf"{_WEEKDAY.pattern}.*\d|\b\d{{1,2}}[:.]\d\d\s*wi(?:b|ta|t)\b|\bkemarin\b.*\d[:.]\d\d"
    r"|\b\d+\s+(?:detik|menit|jam|hari|minggu|bulan|tahun)(?:\s+yang)?\s+lalu\b"
)
_VIEW_BESIDE = re.compile(
    r"[\s|•·-]+(\d[\d.,]*\s*(?:k|rb|jt)?\s*(?:views?|kali\s+di(?:baca|lihat))|di(?:baca|lihat)\s+\d\S*\s+kali)"
    r"(?=\s*[|•·]|$)",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?i:(?:(?:ditulis\s+)?oleh|penulis|by)\s*:\s*(?P<labelled>[^\s|][^|]{1,80}?)\s*)"
    rf"(?:{BEHIND_A_NAME})?|{AUTHOR}(?:{BEHIND_A_NAME})?"
)
_BYLINE_BEGINS = AUTHOR_BEGINS + "Pp"
_SENTENCE_END = re.compile(r"[.!?…:;][\"”’')\]]*$|[)\]]$|[\"”]$")
_ASCII_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())
_SHARE = re.compile(
    r"(?:share|bagikan|tweet|facebook|twitter|whatsapp|telegram|rss|print|cetak|email|pinterest"
    r"|google\+?|line|a[-+]|\W|\d)+",
    re.IGNORECASE,
)


def is_date_line(line: Line) -> bool:
    """Whether the line is nothing but a date and what stands beside one in a page's head.

    `Sabtu, 7 Rajab 1446 H / 31 Oktober 2020 22:25 wib` is; a headline that names a day
    (`… 4 Nopember 2016 Umat Islam …`) is not.
    """
    if len(line.text) > MAX_META or line.linked > 8:  # a list's item: title, linked, and its day
        return False
    shape = _date_shape(line.text)
    return shape == "date" or (shape == "date among words" and not is_prose(line))


def is_plain_date(line: Line) -> bool:
    """Whether a date line is more than words and a day, as a caption may be: it has no words, a
    view counter apart, or a clock.
    """
    date, _ = split_views(line.text)
    return _date_shape(date) == "date" or _TIME.search(date) is not None


def tells_day(line: Line) -> bool:
    """Whether a date line dates what it tells, as captions do: `Sidang MK, Senin (5/2/2018)`."""
    return not is_plain_date(line) and _TOLD.search(line.text.lower()) is not None


@lru_cache(maxsize=_KNOWN_LINES)
def _date_shape(text: str) -> str | None:
    if not _YEAR.search(text) or not _DAY.search(text):
        return None
    date = _MONTH_FIRST_TOO if _BEHIND_A_MONTH.search(text) else _DATE
    rest, dates = date.subn("", text)
    if not dates:
        return None
    if views := _VIEW_BESIDE.search(rest):
        rest = rest[: views.start()]
    rest, times = _TIME.subn("", rest)
    rest, weekdays = _WEEKDAY.subn("", rest.lower())
    letters = sum(map(str.isalpha, rest))
    if letters <= 4:
        return "date"
    return "date among words" if letters <= 45 and (times or weekdays) else None


def has_clock(line: Line) -> bool:
    """Whether the line tells the time of a day: `22:25`, `09.15`."""
    return _TIME.search(line.text) is not None


def is_date_without_year(line: Line) -> bool:
    """Whether the line seems to date a story and names no year: `2 jam lalu`, `Sabtu (18/05)`.

    Nobody can read it for sure, so it is quoted.
    """
    text = line.text
    if len(text) > _LONGEST_WITHOUT_YEAR or line.linked or line.heading or _YEAR.search(text):
        return False
    return _MOMENT.search(text.lower()) is not None and not ends_sentence(text)


def is_view_line(line: Line) -> bool:
    """Whether the line is a view counter: `3.564 views`, `dibaca 53,203 kali`, `Views:`."""
    return len(line.text) <= 60 and _is_views(line.text)


@lru_cache(maxsize=_KNOWN_LINES)
def _is_views(text: str) -> bool:
    return _VIEW.fullmatch(text) is not None


def split_views(text: str) -> tuple[str, str | None]:
    """A date line, and the view counter that shares its line, if one does.

    `Kamis, 5 November 2015 14:56 WIB | 1.229 Views` -> the date and `1.229 Views`; a name behind
    the counter is no part of the date.
    """
    views = _VIEW_BESIDE.search(text)
    return (text[: views.start()], views[1]) if views else (text, None)


def is_prose(line: Line) -> bool:
    """Whether the line reads like a paragraph of a story."""
    length = len(line.text)
    if length < 60 or line.linked * 10 >= length * 9:  # as `is_link`; the most frequent question
        return False
    return length >= 160 or ends_sentence(line.text)


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does."""
    return _SENTENCE_END.search(text[-12:]) is not None


def is_share_row(line: Line) -> bool:
    """Whether the line is a row of share buttons."""
    return len(line.text) <= 80 and bool(_SHARE.fullmatch(line.text))


def byline(line: Line) -> str | None:
    """The author that a byline names: `Oleh : Ivan Setyadi` gives `Ivan Setyadi`."""
    text = line.text
    if len(text) > 100 or text[0] not in _BYLINE_BEGINS:  # as most lines are and do
        return None
    match = _BYLINE.fullmatch(text)
    return (match["labelled"] or match["author"]).strip() if match else None


def says(line: Line, title: str) -> bool:
    """Whether the line is nothing but that title, signs apart."""
    # Most lines that are asked are paragraphs, which need no folding to say more.
    return len(line.text) <= 2 * len(title) + 20 and fold(line.text) == fold(title)


@lru_cache(maxsize=_KNOWN_LINES)
def fold(text: str) -> str:
    """Letters and digits only, case folded: two spellings of one headline fold alike."""
    if text.isascii():  # the same as below, in a seventh of the time
        return text.lower().encode().translate(None, _ASCII_SIGNS).decode()
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))
