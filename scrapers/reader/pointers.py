"""Lines that lead away from a story: links, and what stands with links to other stories."""

import re
from collections.abc import Sequence

from models.outlet import Outlet
from scrapers.reader.lines import Line
from scrapers.reader.page import Page
from scrapers.reader.refusal import leads_to_story, links_to_story
from scrapers.reader.signs import ends_sentence, is_prose

_WORDS = 3  # of a label without a colon: `Previous article`
_LONG = 60  # characters; no day and no label is longer
_SENTENCE_ENDS = re.compile(r"[.!?][\"”’)]*(?:\s|$)")
_LABEL_ENDS = tuple(":»>|-–—]")


def leads_elsewhere(line: Line, page: Page, outlet: Outlet) -> bool:
    """Whether it is a link, or a link to another story with its label or day beside it."""
    if not line.linked:  # as most lines are not
        return False
    if (line.href or "").lower().startswith(("tel:", "mailto:")):
        return False
    if line.is_link:
        return not (len(line.text) >= 60 and ends_sentence(line.text))
    label = line.text[: len(line.text) - line.linked].rstrip()
    is_told = len(label) >= _LONG and _SENTENCE_ENDS.search(label)  # `… akhir bulan. [baca: …]`
    if line.linked * 2 < len(line.text) or line.text[-1] == "." or is_told:
        return False
    if line.beside:
        return True
    is_label = label.endswith(_LABEL_ENDS) or label.count(" ") < _WORDS
    return is_label and leads_to_story(line, page, outlet)


def is_teaser(i: int, lines: Sequence[Line], page: Page, outlet: Outlet) -> bool:
    """Whether it stands below a link to another story, as do others above or below it."""

    def is_title(j: int) -> bool:
        return 0 <= j < len(lines) and links_to_story(lines[j], page, outlet)

    return is_title(i - 1) and (is_title(i + 1) or (is_title(i - 3) and is_prose(lines[i - 2])))
