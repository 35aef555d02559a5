"""The headline in its heading, which may hold more or be broken over several lines."""

from collections.abc import Sequence

from scrapers.reader.date_lines import is_date_line
from scrapers.reader.lines import Line
from scrapers.reader.page import Page
from scrapers.reader.signs import LEAST_SAID, byline, fold, is_prose
from scrapers.reader.titles import Titles, titles_of
from scrapers.reader.view_lines import is_view_line

LONGEST = 250
"""Characters of a headline."""


def whole_heading(i: int, lines: Sequence[Line], page: Page) -> str:
    """The headline's line with those of its heading that line breaks part from it, as far as the
    page's titles do not say that the headline ends before.
    """
    titles = titles_of(page)
    text = _own_part(lines[i].text, titles)
    for step in (1, -1):
        j = i + step
        while 0 <= j < len(lines) and _is_of_heading(lines[j], lines[i]):
            joined = f"{text} {lines[j].text}" if step > 0 else f"{lines[j].text} {text}"
            folded = fold(text)
            if len(joined) > LONGEST or folded in titles.folded:
                break
            if titles.attest(folded) and not titles.attest(fold(joined)):
                break  # a kicker, or the credit of a picture
            text, j = joined, j + step
    return text


def _is_of_heading(line: Line, headline: Line) -> bool:
    """Whether it stands in the headline's heading; one that is not closed holds the story too."""
    if not line.heading or line.block != headline.block:
        return False
    return not (is_date_line(line) or is_view_line(line) or is_prose(line) or byline(line))


def _own_part(text: str, titles: Titles) -> str:
    """The part that a title says, where a kicker or a subhead in an element of its own is joined to
    it without a space: `Banjir RobWarga Minta Tanggul`.
    """
    folded = fold(text)
    shorter = [title for title in titles.folded if LEAST_SAID <= len(title) < len(folded)]
    for title in shorter:
        for k in _joints(text) if title in folded else ():
            if fold(text[k:]) == title:
                return text[k:]
            if fold(text[:k]) == title and not text[k - 1].isupper():
                return text[:k]
    return text


def _joints(text: str) -> list[int]:
    """Where a capital or a quotation follows a letter or the end of a sentence at once."""
    return [
        k
        for k in range(1, len(text))
        if (text[k].isupper() or text[k] in '"“‘')
        and (text[k - 1].isalnum() or text[k - 1] in ".!?:)”")
    ]
