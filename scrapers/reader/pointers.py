"""Lines that lead away from a story: links, and what stands with links to other stories."""

import re
from collections.abc import Sequence

from models.outlet import Outlet
from scrapers.reader.lines import Line
from scrapers.reader.page import Page
from scrapers.reader.parts import is_later_part
from scrapers.reader.refusal import leads_to_story, links_to_story
from scrapers.reader.signs import ends_sentence, is_prose

_WORDS = 3  # of a label without a colon: `Previous article`
_LONG = 60  # characters; no day and no label is longer
_SENTENCE_ENDS = re.compile(r"[.!?][\"”’)]*(?:\s|$)")
_OF_TOPICS = re.compile(
    r"(?:tags?|topi[kc]s?|kategori|categor(?:y|ies)|labels?|kata kunci|keywords?)(?: terkait)?"
    r"\s*[:|]?\s+"
    r"|(?:filed under|posted (?:in|under)|tagged(?: with| in)?|di(?:tulis|pos\w+|tandai)"
    r"(?: di| dalam| pada)?)\s*:?\s+",
    re.IGNORECASE,
)
_BETWEEN_TOPICS = re.compile(r"\s*[,/|#·•;]\s*")
_LABEL_ENDS = tuple(":»>|-–—]")
_LABEL = r"[^\w(\[]{0,3}\b(?:(?:baca|lihat|simak) juga\s*[:»>]?|baca\s*:)\s*(?=\S)"
_ANY_LABEL = re.compile(_LABEL, re.IGNORECASE)
_BEHIND_A_SENTENCE = re.compile(
    rf"(?P<end>[.!?…][\"”’]{{0,3}}|[)\]])\s*{_LABEL}",  # a bracket may be the sign-off
    re.IGNORECASE,
)


def leads_elsewhere(line: Line, page: Page, outlet: Outlet) -> bool:
    """Whether it is a link, or a link to another story with its label or day beside it."""
    if not line.linked:  # as most lines are not
        return False
    if (line.href or "").lower().startswith(("tel:", "mailto:")):
        return False
    if line.is_link:
        is_sentence = len(line.text) >= _LONG and ends_sentence(line.text)
        return not is_sentence or is_later_part(line.href or "")
    if line.linked * 2 < len(line.text) or line.text[-1] == ".":
        return False
    label = line.text[: len(line.text) - line.linked].rstrip()
    if len(label) >= _LONG and _SENTENCE_ENDS.search(label):
        return False  # `… akhir bulan. [baca: …]`
    is_label = label.endswith(_LABEL_ENDS) or label.count(" ") < _WORDS
    is_pointer = is_label and leads_to_story(line, page, outlet)
    return bool(line.beside) or is_pointer or _lists_topics(line)


def _lists_topics(line: Line) -> bool:
    """Whether it is a list of links behind `Tags`, `Topik:`, `Posted in` or another such label."""
    label = _OF_TOPICS.match(line.text)
    return label is not None and (
        len(_BETWEEN_TOPICS.sub("", line.text[label.end() :])) <= line.linked
    )


def without_pointer(line: Line, page: Page, outlet: Outlet) -> str:
    """The text of a paragraph, less the pointer to another story that stands behind its last
    sentence: `… reda. Baca juga: Judul`, where all behind the label is a link. One in brackets is
    the writer's own.
    """
    if not (line.linked and leads_to_story(line, page, outlet)):
        return line.text
    for label in _BEHIND_A_SENTENCE.finditer(line.text):
        titles = _ANY_LABEL.sub("", line.text[label.end() :])
        if line.linked * 10 >= len(titles) * 9 and titles[-1:] != ".":
            return line.text[: label.end("end")]
    return line.text


def is_teaser(i: int, lines: Sequence[Line], page: Page, outlet: Outlet) -> bool:
    """Whether it stands below a link to another story, as do others above or below it."""

    def is_title(j: int) -> bool:
        return 0 <= j < len(lines) and links_to_story(lines[j], page, outlet)

    return is_title(i - 1) and (is_title(i + 1) or (is_title(i - 3) and is_prose(lines[i - 2])))


def heads_links(i: int, lines: Sequence[Line], page: Page, outlet: Outlet) -> bool:
    """Whether a short line heads a list of other stories, or of the parts of this one: two of them
    stand below it, or one in the same table or list.
    """
    least = 1 if lines[i].beside else 2
    below = lines[i + 1 : i + 1 + least]
    return len(below) == least and all(
        (links_to_story(line, page, outlet) or _leads_down(line))
        and (bool(line.beside) or least > 1)
        for line in below
    )


def _leads_down(line: Line) -> bool:
    return line.is_link and (line.href or "").startswith("#")
