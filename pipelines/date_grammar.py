"""The grammar of date lines: a lead, weekday, Hijri date, Gregorian date, clock, zone, a tail.

All but one date may be missing, and the order is free. Every word must be known, save the names in
a lead (`Kompas.com -`, `Oleh : Ivan Setyadi |`) and in a tail (`| LAPORAN: …`), which are granted
only to a line that has a weekday or a clock as well: `Gempa 5 Oktober 2020` is a headline.
"""

import re
from datetime import date, time, tzinfo

from models.spellings import AUTHOR_LABELS, as_printed
from pipelines.date_line import DateLine, Stamp
from pipelines.date_words import Kind, Token, UnknownForm, tokens
from pipelines.hijri import checked

_LONGEST_NAME = 80  # characters of a lead or a tail
_LEAD_ENDS = re.compile(r"[|•·:,/(\n]|\s-|-\s|\b(?:on|pada)\b")
_PARTS = re.compile(r"\s*[|•·]|\s+-\s")
_SPAN = re.compile(r"\s*(?:-|wi(?:b|ta|t)\s*[-/])\s*")  # `09.00-11.30`, `10:15 WITA / 09:15 WIB`
_TAIL_BEGINS = re.compile(r"[|•·(\n]|\s-\s")
_ZONED = re.compile(r"\s*(?:wi(?:b|ta|t)\b)?\s*")
_MARKS = (Kind.HIJRI_MARK, Kind.GREGORIAN_MARK, Kind.SOLAR_MARK)
PUBLISHED, UPDATED, VISITED = Kind.PLAIN_LABEL, Kind.UPDATE_LABEL, Kind.VISIT_LABEL


def read_known_line(text: str, folded: str) -> DateLine:
    """The values of a folded line; errors quote the line as printed."""
    line = _Line(text, folded)
    for token in tokens(text, folded):
        _TAKERS[token.kind](line, token)
        line.end = token.end
    return line.finish()


class _Draft:
    """A stamp in the making."""

    __slots__ = ("clock", "clock_end", "day", "last_day", "weekday", "zone")

    def __init__(self, day: date, last_day: date | None, weekday: int | None) -> None:
        self.day = day
        self.last_day = last_day
        self.weekday = weekday
        self.clock: time | None = None
        self.clock_end = 0
        self.zone: tzinfo | None = None

    def stamp(self) -> Stamp:
        return Stamp(self.day, self.clock, self.zone, self.weekday, self.last_day)


class _Line:
    """What has been read of a line so far."""

    end = 0  # of the token before
    role: str = PUBLISHED  # of the next date
    label_end = 0
    hijri: tuple[int, int, int, int | None] | None = None
    last_date: str | None = None
    weekday: Token | None = None  # not yet given to a date
    clock: Token | None = None  # stands before its date
    zone: tzinfo | None = None  # stands before its date
    lead_end = 0
    lead_bare = False
    lead_names = False  # an author, for it begins `Oleh …` or `Reporter: …`
    lead_may_name = False  # one, for it begins `Penulis …`
    core_start: int | None = None  # of the first token after the lead
    tail_start: int | None = None
    has_name = False  # in the lead or the tail

    def __init__(self, text: str, folded: str) -> None:
        self.text = text
        self.folded = folded
        self.drafts: dict[str, _Draft] = {}

    def begin(self, token: Token) -> None:
        """Whatever dates the line ends its lead; behind a tail there is no more of it."""
        if self.tail_start is not None:
            raise ValueError(f"a second date or clock in {self.text!r}")
        if self.core_start is None:
            self.core_start = token.start

    def take_role(self, token: Token) -> None:
        self.role, self.label_end, self.tail_start = token.kind, token.end, None

    def take_label(self, token: Token) -> None:
        """Says nothing that the line does not say without it."""

    def take_day(self, token: Token) -> None:
        if self.weekday is not None and self.ends_name(self.weekday, token):
            self.take_weekday_as_name(self.weekday)
        self.begin(token)
        if self.role in self.drafts:
            self.role = PUBLISHED
        if self.role == VISITED and "|" in self.folded[self.label_end : token.start]:
            self.role = PUBLISHED  # `Berita hari ini | Rabu, …`
        if self.role in self.drafts:
            raise ValueError(f"two dates in {self.text!r}")
        weekday = self.weekday.value if self.weekday else None
        first, last = token.value
        draft = self.drafts[self.role] = _Draft(first, last, weekday)
        if self.clock is not None:
            (draft.clock, zone), draft.clock_end = self.clock.value, self.clock.end
            draft.zone = zone or self.zone
        self.weekday = self.clock = self.zone = None
        self.last_date = Kind.GREGORIAN_MARK

    def take_hijri_day(self, token: Token) -> None:
        self.begin(token)
        if self.hijri is not None:
            raise ValueError(f"two Hijri dates in {self.text!r}")
        self.hijri = token.value
        self.last_date = Kind.HIJRI_MARK

    def take_clock(self, token: Token) -> None:
        self.begin(token)
        draft = self.drafts.get(self.role)
        if draft is not None and draft.clock is None:
            (draft.clock, zone), draft.clock_end = token.value, token.end
            draft.zone = zone or draft.zone
        elif draft is None and self.clock is None:
            self.clock = token
        else:
            end = draft.clock_end if draft else self.end
            if not _SPAN.fullmatch(self.folded, end, token.start):
                raise ValueError(f"two clocks in {self.text!r}")

    def take_weekday(self, token: Token) -> None:
        if self.tail_start is not None:
            return
        draft = self.drafts.get(self.role)
        if draft is not None and draft.weekday is None:
            draft.weekday = token.value
            return
        if self.weekday is not None:  # `Oleh: Abdul Ahad | Rabu, …`: the former was a name
            self.take_weekday_as_name(self.weekday)
        self.weekday = token
        if self.core_start is None:
            self.core_start = token.start

    def ends_name(self, weekday: Token, day: Token) -> bool:
        """Whether a weekday ends the lead, as in `Oleh Abdul Ahad - 18 Mei 2024`."""
        is_joined = self.lead_end and self.folded[self.lead_end : weekday.start].isspace()
        return bool(is_joined and _PARTS.match(self.folded, weekday.end, day.start))

    def take_weekday_as_name(self, weekday: Token) -> None:
        self.lead_end, self.core_start, self.has_name = weekday.end, None, True
        self.weekday = None

    def take_word(self, token: Token) -> None:
        kind = token.kind
        if self.tail_start is not None:
            return
        if self.last_date is None:
            self.take_lead(token)
        elif kind == Kind.ZONE:
            draft = self.drafts.get(self.role)
            if draft is not None and draft.zone is None:
                draft.zone = token.value
        elif kind in _MARKS:
            self.take_era(token)
        else:
            self.take_tail(token)

    def take_lead(self, token: Token) -> None:
        if token.kind == Kind.ZONE and self.clock is not None and self.zone is None:
            self.zone = token.value
            return
        if self.folded[token.start : token.end] == "&":  # `Reporter & Editor : Budi …`
            return
        if token.kind == Kind.OTHER or self.clock is not None:
            raise self.unknown(token)
        if not self.lead_end:
            self.lead_names = self.names_author(token)
            self.lead_may_name = self.folded[token.start : token.end] in AUTHOR_LABELS
        self.role = PUBLISHED
        self.weekday = self.core_start = None
        self.lead_end = token.end
        self.lead_bare = token.kind == Kind.BARE_LEAD
        self.has_name = self.has_name or not self.lead_bare

    def names_author(self, token: Token) -> bool:
        word = self.folded[token.start : token.end]
        has_colon = self.folded[token.end :].lstrip().startswith(":")
        return word in ("oleh", "by") or (has_colon and word in AUTHOR_LABELS)

    def take_era(self, token: Token) -> None:
        if token.kind == Kind.SOLAR_MARK:
            raise ValueError(f"solar year in {self.text!r}: not a lunar Hijri date")
        if token.kind != self.last_date:
            raise ValueError(f"era mark of the other calendar in {self.text!r}")

    def take_tail(self, token: Token) -> None:
        if token.kind not in (Kind.TAIL_LABEL, Kind.BARE_LEAD):
            is_joined = self.folded[self.end : token.start].isspace() and self.is_person(token)
            if not (is_joined or _TAIL_BEGINS.search(self.folded, self.end, token.start)):
                raise self.unknown(token)
            self.has_name = True
        self.tail_start = token.start

    def is_person(self, token: Token) -> bool:
        """Whether two names or more stand right behind the clock: `… 10:20 WIB Budi Santoso`."""
        draft = self.drafts.get(self.role)
        if (
            draft is None
            or draft.clock is None
            or not _ZONED.fullmatch(self.folded, draft.clock_end, token.start)
        ):
            return False
        words = self.folded[token.start :].split()
        printed = self.text.split()[-len(words) :]
        return len(words) > 1 and all(word.isalpha() and word.istitle() for word in printed)

    def unknown(self, token: Token) -> UnknownForm:
        word = self.folded[token.start : token.end]
        return UnknownForm(f"unknown word {as_printed(word, self.text)!r} in {self.text!r}")

    def finish(self) -> DateLine:
        if self.last_date is None:
            what = "no day beside the clock" if self.clock else "no date"
            raise UnknownForm(f"{what} in {self.text!r}")
        self.check_names()
        published = self.drafts.get(PUBLISHED)
        hijri = None
        if self.hijri is not None:
            # Beside a Gregorian date the weekday is that one's.
            weekday = self.weekday.value if self.weekday and not published else None
            hijri = checked(*self.hijri, self.text, weekday)
        updated, visited = self.drafts.get(UPDATED), self.drafts.get(VISITED)
        return DateLine(
            published.stamp() if published else None,
            updated.stamp() if updated else None,
            visited.stamp() if visited else None,
            hijri,
        )

    def check_names(self) -> None:
        """Refuse what looks more like a headline than like a date line."""
        start = self.core_start or 0
        ends = _LEAD_ENDS.search(self.folded, self.lead_end, start) if self.lead_end else None
        # With a colon it is a label, and of an unknown one nobody knows what it dates.
        is_label = ends is not None and ends[0] == ":"
        is_author = self.lead_names or (self.lead_may_name and self.has_sure_name())
        is_author = is_author or (not is_label and self.leads_with_names())
        named = self.lead_end and not (self.lead_bare or is_author)
        if named and (is_label or ends is None):
            raise UnknownForm(f"unknown {self.text[: self.lead_end]!r} in {self.text!r}")
        tail = len(self.folded) - self.tail_start if self.tail_start is not None else 0
        if self.lead_end > _LONGEST_NAME or tail > _LONGEST_NAME or not self.has_sure_name():
            raise UnknownForm(f"more than a date in {self.text!r}")

    def leads_with_names(self) -> bool:
        """Whether names, two words or more, stand before weekday, day and clock: `Budi Santoso
        Senin, 4 November 2024 10:20 WIB`.
        """
        if not any(draft.weekday and draft.clock for draft in self.drafts.values()):
            return False
        words = self.text.split()[: len(self.folded[: self.lead_end].split())]
        return len(words) > 1 and all(word[0].isupper() or word in ",-–" for word in words)

    def has_sure_name(self) -> bool:
        """Whether an author's label, a weekday or a clock grants its names to the line, if it has
        any.
        """
        if not self.has_name or self.weekday or self.lead_names:
            return True
        return any(draft.weekday or draft.clock for draft in self.drafts.values())


_TAKERS = {
    Kind.DAY: _Line.take_day,
    Kind.HIJRI_DAY: _Line.take_hijri_day,
    Kind.CLOCK: _Line.take_clock,
    Kind.WEEKDAY: _Line.take_weekday,
    UPDATED: _Line.take_role,
    VISITED: _Line.take_role,
    PUBLISHED: _Line.take_label,
    **dict.fromkeys(
        (Kind.ZONE, *_MARKS, Kind.TAIL_LABEL, Kind.BARE_LEAD, Kind.NAME, Kind.OTHER),
        _Line.take_word,
    ),
}
