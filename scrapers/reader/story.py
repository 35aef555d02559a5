"""Which lines of a page are its story's."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from models.outlet import Outlet
from scrapers.reader.calls import turns_page
from scrapers.reader.corrections import is_correction
from scrapers.reader.credits import LONGEST_LABEL, is_name_below, label_of, speakers
from scrapers.reader.date_lines import has_clock, is_date_line, is_labelled_day
from scrapers.reader.ending import is_inserted_line, points_or_tells
from scrapers.reader.greetings import is_greeting
from scrapers.reader.head import Head
from scrapers.reader.kin import Kin, shares_row
from scrapers.reader.lines import Line
from scrapers.reader.page import Page
from scrapers.reader.pictures import credits_picture, ends_in_picture_credit
from scrapers.reader.pointers import heads_links, is_teaser, leads_elsewhere
from scrapers.reader.reach import Reach
from scrapers.reader.refusal import leads_to_story
from scrapers.reader.sign_off import cut_sign_off
from scrapers.reader.signs import byline, ends_sentence, is_prose, is_share_row, says
from scrapers.reader.standfirst import standfirst
from scrapers.reader.view_lines import is_view_line
from scrapers.reader.walls import is_wall

_LONG = 100
"""Characters; captions that do not end as a sentence does are shorter."""
_REACH_OF_CAPTION = 6
_LINK_RUN = 3  # this many linked lines in a row are a list, after which the story may be over
_OF_WORK = re.compile(
    r"(?:judul|penerbit|sutradara|pemain|produser|isbn|tebal|cetakan|genre|developer|pengembang)"
    r"\b[^:]{0,25}:",
    re.IGNORECASE,
)
_ARABIC = re.compile("[\u0621-\u064a]")


class Story:
    """Which lines below a head are its story's."""

    def __init__(self, lines: Sequence[Line], head: Head, page: Page, outlet: Outlet) -> None:
        self._lines = lines
        self._head = head
        self._page = page
        self._outlet = outlet
        self._reach = Reach(lines, head, page, outlet)
        end = self._reach.end
        self._speakers = speakers(line.text for line in lines[head.start : end])
        self._kin = Kin(head.asides)
        self._kin.add(lines[head.start : end])
        below = range(end - 1, head.start, -1)
        self._last = next((i for i in below if self._reach.is_prose_at(i)), head.start)

    def lines(self) -> Iterator[int]:
        """Indexes of the lines of the story, furniture left out."""
        reach = self._reach
        run = 0
        points = False  # behind `Baca juga:`
        over = False  # behind a list of links, on a page without a closing line
        start = self._start()
        yield from standfirst(self._lines, start, self._head, self._page, self._outlet)
        for i in range(start, reach.end):
            line = self._lines[i]
            if reach.stands_aside(line) or i in reach.pauses:
                continue
            if self._is_inserted(i):
                points = True
                continue
            if leads_elsewhere(line, self._page, self._outlet) and (
                points or not self._is_entry(i)
            ):
                run += 1
                continue
            if reach.is_open and run >= _LINK_RUN:
                over = over or not reach.goes_on(i - 1, least=_LINK_RUN)
            run, points = 0, False
            own = not over or self._kin.has(line) or self._kin.is_boxed_with_first(line)
            if own and (is_correction(line.text) or not self._is_furniture(i)):
                yield i

    def _start(self) -> int:
        """The first line, with the heading, the greeting, the verse in Arabic, or the paragraph
        without a full stop right above the others.
        """
        i, lines = self._head.start, self._lines
        while i - 1 > self._head.top:
            above = lines[i - 1]
            is_told = len(above.text) >= _LONG and above.linked * 2 < len(above.text)
            apart = above.container != lines[self._head.top].container
            is_text = apart and (is_told or above.heading > 0) and not is_wall(above.text)
            is_text = is_text or _is_recited(above) or is_greeting(above.text)
            is_text = is_text and self._kin.has(above)
            if not is_text or self._is_furniture(i - 1):
                break
            i -= 1
        return i

    def is_paragraph_at(self, i: int) -> bool:
        """Whether a paragraph of the story stands there, for certain."""
        stands_with_others = self._kin.is_scattered or self._kin.has(self._lines[i])
        return stands_with_others and self._reach.is_prose_at(i)

    def _is_inserted(self, i: int) -> bool:
        text = self._lines[i].text
        if credits_picture(text) and self._goes_on(i):
            return True
        if is_inserted_line(text) or self._is_name_below(i):
            return not (self._ends_with_picture(i) or self._is_told(i))
        return any(own.fullmatch(text) for own in self._outlet.inserted_lines)

    def _goes_on(self, i: int) -> bool:
        """Whether a paragraph of the story stands right below."""
        below = range(i + 1, min(i + 1 + _REACH_OF_CAPTION, self._last + 1))
        return any(self._reach.is_prose_at(j) and self._kin.has(self._lines[j]) for j in below)

    def _is_name_below(self, i: int) -> bool:
        if len(self._lines[i - 1].text) > LONGEST_LABEL:  # as most lines are
            return False
        above = [line.text for line in self._lines[max(self._head.start, i - 2) : i]]
        return is_name_below(above, self._lines[i].text)

    def _is_told(self, i: int) -> bool:
        """Whether it is what somebody says whose label has asked before, or begins as a pointer
        does and links nowhere.
        """
        line = self._lines[i]
        if not (line.block and self._kin.has(line)):
            return False
        points = points_or_tells(line.text) and not line.linked
        return points or label_of(line.text) in self._speakers or self._is_of_work(i)

    def _is_of_work(self, i: int) -> bool:
        """Whether it is one of the facts that a review lists: `Penulis: …` by `Penerbit: …`."""
        beside = (self._lines[j].text for j in range(max(0, i - 2), i + 3) if j < self._reach.end)
        return label_of(self._lines[i].text) is not None and any(map(_OF_WORK.match, beside))

    def _ends_with_picture(self, i: int) -> bool:
        """Whether it is the story's last paragraph, with the credit of a picture for sign-off."""
        line = self._lines[i]
        if i != self._last or not (self._kin.has(line) and ends_in_picture_credit(line.text)):
            return False
        above = next(
            (j for j in range(i - 1, self._head.start, -1) if self._reach.is_prose_at(j)), None
        )
        return above is None or cut_sign_off(self._lines[above].text, self._outlet)[1] is None

    def _is_furniture(self, i: int) -> bool:
        line, head = self._lines[i], self._head
        among = head.start <= i < self._last
        near = self._kin.near(line)
        is_counter = is_view_line(line) and not (among and self._is_prayed(line))
        if is_counter or (head.headline is not None and says(line, head.headline)):
            return True
        if is_share_row(line):  # stars that sign off and a table's numbers look like one
            is_number = not any(map(str.isalpha, line.text)) and any(map(str.isdigit, line.text))
            told = near and (among or shares_row(i, self._lines))
            return not (told if is_number else self._is_last_sign(i))
        if is_date_line(line) and not is_labelled_day(line):
            # A sentence or a schedule may name a day; a stamp has a clock.
            told = ends_sentence(line.text) or not has_clock(line)
            return not (near and ((among and told) or self._signs_sentence(line)))
        own = among and (self._kin.is_scattered or self._heads(i))
        if not line.block or near or is_prose(line) or own:
            return self._is_teaser(i)
        stands_with_prose = among or self._kin.near(line, least=1) or self._kin.is_boxed(line)
        if stands_with_prose and (ends_sentence(line.text) or _is_recited(line)):
            return False
        return cut_sign_off(line.text, self._outlet)[0] != ""  # it may stand in a box of its own

    def _signs_sentence(self, line: Line) -> bool:
        """Whether it is a sentence, or more, with a sign-off behind it."""
        told, sign_off = cut_sign_off(line.text, self._outlet)
        return bool(sign_off and told) and not is_date_line(replace(line, text=told))

    def _is_prayed(self, line: Line) -> bool:
        """Whether it is what a story tells to be said: `Dibaca 3 kali`."""
        return self._kin.has(line) and "dibaca" in line.text.lower()

    def _is_teaser(self, i: int) -> bool:
        """Whether it tells of another story, of what follows on the next page or of the author,
        apart from the paragraphs of this one; or heads a list of others.
        """
        line, above = self._lines[i], self._lines[i - 1]
        if not is_prose(line):
            return not ends_sentence(line.text) and heads_links(
                i, self._lines, self._page, self._outlet
            )
        if self._kin.is_scattered or self._kin.near(line):
            return False
        if turns_page(above.text) or self._names_author(above):
            return True
        return is_teaser(i, self._lines, self._page, self._outlet)

    def _names_author(self, line: Line) -> bool:
        """Whether it says who wrote the story, as above what an author's box tells of him."""
        return byline(line) is not None or any(says(line, name) for name in self._names)

    @cached_property
    def _names(self) -> list[str]:
        """Of authors, and what looks like one in the page's head, where no label says so."""
        head = self._lines[self._head.top + 1 : self._head.start]
        names = (each.text for each in head if byline(Line(f"By {each.text}")) is not None)
        return [*filter(None, (self._head.byline, self._page.witnesses.byline)), *names]

    def _heads(self, i: int) -> bool:
        """Whether it is a heading right above a paragraph of the story."""
        line, below = self._lines[i], self._lines[i + 1]
        return line.heading > 0 and is_prose(below) and not self._is_teaser(i + 1)

    def _is_last_sign(self, i: int) -> bool:
        """Whether it signs off with stars, or a bracket without a name, below the paragraphs."""
        line = self._lines[i]
        is_below = i > self._last and self._kin.has(line)
        return is_below and cut_sign_off(line.text, self._outlet)[1] is not None

    def _is_entry(self, i: int) -> bool:
        """Whether it is a heading, or an item of a list, that the story itself links somewhere."""
        line = self._lines[i]
        is_part = line.heading > 0 or bool(line.beside)
        if not (is_part and self._head.start < i < self._last and self._kin.has(line)):
            return False
        return "#" not in (line.href or "") and not leads_to_story(line, self._page, self._outlet)


def _is_recited(line: Line) -> bool:
    """Whether it has words in Arabic, as verses do."""
    return not line.text.isascii() and _ARABIC.search(line.text) is not None
