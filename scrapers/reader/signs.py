"""What a single line looks like: prose, a byline, a row of share buttons."""

import re
import unicodedata
from functools import lru_cache

from scrapers.reader.credits import AUTHOR_ALONE, BEHIND_A_NAME, NEXT_CREDIT, may_name_author
from scrapers.reader.lines import Line

KNOWN_LINES = 2048
"""What is known of so many lines is kept: pages of an outlet share their menus and footers."""
LEAST_SAID = 12
"""Letters of a title, folded, that tell it from other words and one story from another."""

_BYLINE = re.compile(
    # who made a picture is not the story's author
    r"(?i:(?:(?:(?!foto|photo|video|ilustrasi|gambar|grafis)\w+\s+)?(?:oleh|by)|penulis|author)"
    r"\s*:\s*(?P<labelled>[^\s|][^|]{1,80}?)\s*)"
    rf"(?:\*+\)?)?(?:{BEHIND_A_NAME}|{NEXT_CREDIT})?|{AUTHOR_ALONE}"
)
_GLUED = re.compile(r"^(By|Oleh)(?=[A-Z][a-z])")  # two elements without a blank between them
_ENDS = tuple('.!?…:;)]"”')
_CLOSING_MARKS = "\"”’')]"
_ASCII_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())
_SHARE = re.compile(
    r"(?:(?:share|bagikan|sebarkan)(?: this(?: article| post)?|(?: artikel| berita)? ini)?"
    r"|like(?: this)?|loading|mohon tunggu|(?:sedang )?memuat|tweet|facebook|twitter|whatsapp"
    r"|telegram|rss|print|pdf|ebook|cetak|email|pinterest|google\+?|line|a[-+]|\W|\d)+",
    re.IGNORECASE,
)


_NUMBERED = re.compile(r"\d{1,2}[.)] [^\W\d]")  # `1. Facebook`, in what a story lists
_NUMBER_TO_CALL = re.compile(r"\d(?:[ .-]?\d){8,}")  # `WhatsApp: 0812-3456-7890`


def is_prose(line: Line) -> bool:
    """Whether the line reads like a paragraph of a story."""
    length = len(line.text)
    if length < 60 or line.linked * 10 >= length * 9:  # as `is_link`; the most frequent question
        return False
    return length >= 160 or ends_sentence(line.text)


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does."""
    return text.endswith(_ENDS) or text.rstrip(_CLOSING_MARKS).endswith(_ENDS)


def is_share_row(line: Line) -> bool:
    """Whether the line is a row of share buttons."""
    if len(line.text) > 80 or _SHARE.fullmatch(line.text) is None:
        return False
    if _NUMBERED.match(line.text):
        return False
    return _NUMBER_TO_CALL.search(line.text) is None or not any(map(str.isalpha, line.text))


def byline(line: Line) -> str | None:
    """The author that a byline names: `Oleh : Ivan Setyadi` gives `Ivan Setyadi`."""
    text = line.text
    if len(text) > 100 or not may_name_author(text):
        return None
    match = _BYLINE.fullmatch(_GLUED.sub(r"\1 ", text, count=1))
    return (match["labelled"] or match["author"]).strip() if match else None


def says(line: Line, title: str) -> bool:
    """Whether the line is nothing but that title, signs apart."""
    # Most lines that are asked are paragraphs, which need no folding to say more.
    return len(line.text) <= 2 * len(title) + 20 and fold(line.text) == fold(title)


@lru_cache(maxsize=KNOWN_LINES)
def fold(text: str) -> str:
    """Letters and digits only, case folded: two spellings of one headline fold alike."""
    if text.isascii():  # the same as below, in a seventh of the time
        return text.lower().encode().translate(None, _ASCII_SIGNS).decode()
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))
