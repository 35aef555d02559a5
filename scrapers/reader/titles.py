"""Which line is the headline, as the page's own titles attest."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from urllib.parse import urljoin, urlsplit

from models.outlet import Outlet
from scrapers.reader.ending import is_closing_line
from scrapers.reader.lines import Line
from scrapers.reader.page import Page
from scrapers.reader.refusal import links_elsewhere, links_to_story
from scrapers.reader.signs import LEAST_SAID, fold, is_prose

_DOTS = re.compile(r"…|\.{3}")
_LEAST_BEGUN = 20
"""Letters of a title that is cut."""


class Titles:
    """Titles of one story."""

    def __init__(self, headlines: Sequence[str]) -> None:
        parts = chain.from_iterable((each, *_cut_short(each)) for each in headlines)
        self.folded = tuple(dict.fromkeys(map(fold, parts)))
        self._beginnings = tuple(title[:8] for title in self.folded)
        self._ends = tuple(title[-8:] for title in self.folded)

    def may_attest(self, folded: str) -> bool:
        """Whether a part of a line, folded, may be one of them."""
        return any(part in folded for part in (*self._beginnings, *self._ends))

    def attest(self, folded: str) -> bool:
        """Whether a line, folded, is one of them, or a title is this line and more."""
        # Few lines of a page come as far as the second look.
        if not (folded.startswith(self._beginnings) or folded.endswith(self._ends)):
            return False
        return any(_same_title(folded, title) for title in self.folded)


def titles_of(page: Page) -> Titles:
    """The titles that a page gives itself."""
    return _titles(tuple(page.witnesses.headlines))


@lru_cache(maxsize=8)  # a page's are asked for from excerpt to heading
def _titles(headlines: tuple[str, ...]) -> Titles:
    return Titles(headlines)


def _cut_short(title: str) -> list[str]:
    """What stands before the dots of `Banjir Rendam Sembilan … - Kabar Kampung`."""
    if "…" not in title and "..." not in title:  # as in most
        return []
    begun, *more = _DOTS.split(title, maxsplit=1)
    return [begun] if more and len(fold(begun)) >= _LEAST_BEGUN else []


def headline_score(line: Line, score: int, titles: Titles, page: Page, outlet: Outlet) -> int:
    """How much a line looks like the headline; `score` is what its neighbours say."""
    folded = fold(line.text)
    if line.text.endswith(".") and line.heading != 1 and folded not in titles.folded:
        return 0
    if line.heading and line.is_link and _leads_home(line, page):
        return 0  # the outlet's name
    is_attested = titles.attest(folded)
    if is_attested:
        score += 4
    elif line.heading not in (1, 2) and (
        not score
        # What stands below or above a dated list: an entry of a menu, the end of the story.
        or links_elsewhere(line, page, outlet)
        or is_closing_line(line.text, outlet)
    ):
        return 0
    if line.heading in (1, 2):
        score += 4 if len(page.headings) == 1 else 2
        score += line.heading == 1 and not is_attested  # the other may be its subhead
    if score and links_to_story(line, page, outlet):
        score -= 4
    elif line.linked > 8 and line.heading not in (1, 2):
        score -= 3  # a list that names this story too
    if line.asides:
        score -= 1
    return score - 3 if is_prose(line) and score < 4 else score


def _leads_home(line: Line, page: Page) -> bool:
    try:
        parts = urlsplit(urljoin(page.url or "", line.href or ""))
    except ValueError:
        return False
    return parts.path in ("", "/") and not parts.query and bool(parts.netloc or parts.path)


def _same_title(line: str, title: str) -> bool:
    if line == title:
        return True
    if len(line) < LEAST_SAID or len(title) < LEAST_SAID:
        return False
    if title.startswith(line) or title.endswith(line):
        return len(line) * 5 >= len(title) * 2
    return len(title) >= _LEAST_BEGUN and line.startswith(title)  # titles cut with "..."


def title_without_outlet(page: Page, outlet: Outlet) -> str | None:
    """The headline of a page that prints none: its title, unless that is the outlet's own name."""
    names = [fold(name) for name in (*outlet.tags, outlet.title)]
    for title in page.witnesses.headlines:
        parts = [
            part
            for part in title.replace(" | ", " - ").replace(" – ", " - ").split(" - ")
            if not any(name in fold(part) and len(fold(part)) <= len(name) + 6 for name in names)
        ]
        headline = " - ".join(parts).strip()
        if headline and (not page.url or _in_address(headline, page.url)):
            return headline
    return None


def _in_address(headline: str, url: str) -> bool:
    """Whether the address was made from this headline: most of its words stand in the slug. The
    host has those of the outlet's own name.
    """
    words = [fold(word) for word in headline.split() if len(fold(word)) > 2]
    slug = fold(url.partition("//")[2].partition("/")[2])
    return bool(words) and sum(word in slug for word in words) * 2 >= len(words)
