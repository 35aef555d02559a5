"""The tokens of a date line: its dates, clocks, zones and words, each with its value."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, time, timedelta, timezone, tzinfo
from typing import Any, Final
from zoneinfo import ZoneInfo

from models import spellings
from pipelines.hijri import hijri_month


class Kind:
    """What a token of a date line is; no enumeration, whose members take four times as long to get
    and, as keys, eight times as long to hash.
    """

    DAY: Final = "day"
    """value: (first day, last day of a span or None), Gregorian"""
    HIJRI_DAY: Final = "hijri day"
    """value: (year, month, first day, last day or None), not yet checked"""
    CLOCK: Final = "clock"
    """value: (time, zone or None)"""
    ZONE: Final = "zone"
    """value: tzinfo"""
    WEEKDAY: Final = "weekday"
    """value: ISO weekday"""
    HIJRI_MARK: Final = "hijri mark"
    GREGORIAN_MARK: Final = "gregorian mark"
    SOLAR_MARK: Final = "solar mark"
    UPDATE_LABEL: Final = "update label"
    VISIT_LABEL: Final = "visit label"
    PLAIN_LABEL: Final = "plain label"
    TAIL_LABEL: Final = "tail label"
    BARE_LEAD: Final = "bare lead"
    NAME: Final = "name"
    """a word that is in no table"""
    OTHER: Final = "other"
    """a number or a mark that belongs to no date"""


@dataclass(slots=True)
class Token:
    """A token and where it stands in the folded line."""

    kind: str
    value: Any
    start: int
    end: int


class UnknownForm(ValueError):
    """The grammar does not know a word of the line; another reader may."""


_WORDS: Final[dict[str, tuple[str, Any]]] = {
    word: (kind, value)
    for kind, table in (
        (Kind.BARE_LEAD, dict.fromkeys(spellings.BARE_LEADS)),
        (Kind.TAIL_LABEL, dict.fromkeys(spellings.TAIL_LABELS)),
        (Kind.PLAIN_LABEL, dict.fromkeys(spellings.PLAIN_LABELS | spellings.MARKET_DAYS)),
        (Kind.UPDATE_LABEL, dict.fromkeys(spellings.UPDATE_LABELS)),
        (Kind.VISIT_LABEL, dict.fromkeys(spellings.VISIT_LABELS)),
        (Kind.SOLAR_MARK, dict.fromkeys(spellings.SOLAR_MARKS)),
        (Kind.HIJRI_MARK, dict.fromkeys(spellings.HIJRI_MARKS)),
        (Kind.GREGORIAN_MARK, dict.fromkeys(spellings.GREGORIAN_MARKS)),
        (Kind.ZONE, {mark: ZoneInfo(zone) for mark, zone in spellings.ZONES.items()}),
        (Kind.WEEKDAY, spellings.WEEKDAYS),
    )
    for word, value in table.items()
}

_UNKNOWN: Final[tuple[str, Any]] = (Kind.NAME, None)

_LETTERS = r"[^\W\d_]++"
_NAME = rf"{_LETTERS}(?:[ -]{_LETTERS}){{0,2}}"  # `oktober`, `rabi al-awwal`
_YEAR = r"\d{4}(?!\d)"
# Linear: each alternative begins with a digit or a letter and is bounded or possessive. What stands
# between tokens is passed over first, and a word that begins nothing else is tried first.
_TOKEN: Final = re.compile(
    rf"""
    [\s_,.:;|/()\[\]•·@<>"“”-]*+
    (?: (?P<plain> {_LETTERS} (?! \w | \.[^\W\d_] | [\s.-]{{0,2}}\d | / | \s?[+-] ) )
  | (?P<iso> (?P<y>\d{{4}}) (?P<dash>[-/]) (?P<m>\d\d?) (?P=dash) (?P<d>\d\d?) (?!\d) )
  | (?P<numeric> (?P<nd>\d\d?) \s?(?P<mark>[-/.])\s? (?P<nm>\d\d?) \s?(?P=mark)\s?
        (?P<ny>{_YEAR}) )
  | (?P<clock> (?P<t>t)?(?P<hour>\d\d?) [:.] (?P<minute>\d\d)
        (?:[:.](?P<second>\d\d)(?:\.\d{{1,9}})?)? (?!\d) (?:\s?(?P<half>[ap])\.?m\b)?
        (?:\s?(?P<offset>z\b|\+\d\d?:\d\d(?!\d)|[+-]\d{{4}}(?!\d)|\+\d\d(?!\d)
          |-(?(t)|(?(second)|(?!)))\d\d:\d\d(?![\d:])))? )  # `09:00-11:30` is a span of hours
  | (?P<written> (?P<day>\d\d?) (?:\s?(?:st|nd|rd|th)\b)? (?:\s?-\s?(?P<last>\d\d?))? [\s.,-]*
        (?P<month>{_NAME}) [\s.,-]* (?P<year>{_YEAR}) )
  | (?P<month_first> (?P<name>{_LETTERS}) \.?[\s-]? (?P<fd>\d\d?) (?:st|nd|rd|th)? (?:,\s?|\s)
        (?P<fy>{_YEAR}) )
  | (?P<zone> asia/[a-z_]++ )
  | (?P<utc> (?:gmt|utc)\s?(?P<hours>[+-]\d\d?(?::?\d\d)?)(?!\d) )
  | (?P<word> [^\W\d_][^\W_]*+ (?:\.[^\W\d_]++)*+ )
  | (?P<other> \d[\d.,]*+ | [^\s\w,.:;|/()\[\]•·@<>"“”-] ) )
    """,
    re.VERBOSE,
)


def tokens(text: str, folded: str) -> Iterator[Token]:
    """The tokens of a folded line; ValueErrors quote the text as printed.

    What stands between tokens is white space and punctuation.
    """
    for match in _TOKEN.finditer(folded):
        group, number = match.lastgroup or "", match.lastindex or 0
        if group == "plain" or group == "word":  # noqa: PLR1714 - most are plain
            kind, value = _WORDS.get(match[number], _UNKNOWN)
        else:
            kind, value = _READERS[group](match, text)
        start, end = match.span(number)
        yield Token(kind, value, start, end)


def are_names(lead: str) -> bool:
    """Whether all words of a lead are names, or labels of names and newsrooms."""
    kinds = (Kind.NAME, Kind.TAIL_LABEL, Kind.BARE_LEAD)
    words = lead.replace(".", " ").replace(":", " ").replace("- ", " ").split()
    return all(word.isalpha() and _WORDS.get(word, _UNKNOWN)[0] in kinds for word in words)


def has_names(text: str) -> bool:
    """Whether a line has words that are in no table; one of no known form has."""
    try:
        return any(token.kind == Kind.NAME for token in tokens(text, spellings.fold(text)))
    except ValueError:
        return True


def _read_iso(match: re.Match[str], text: str) -> tuple[str, Any]:
    year, month, day = match.group("y", "m", "d")
    return Kind.DAY, (_day(year, int(month), day, text), None)


def _read_numeric(match: re.Match[str], text: str) -> tuple[str, Any]:
    """Day first, as everywhere in the region: `12/22/2020` has no month 22."""
    year, month, day = match.group("ny", "nm", "nd")
    return Kind.DAY, (_day(year, int(month), day, text), None)


def _read_written(match: re.Match[str], text: str) -> tuple[str, Any]:
    day, last, name, year = match.group("day", "last", "month", "year")
    return _read_named(day, last, name, year, text)


def _read_month_first(match: re.Match[str], text: str) -> tuple[str, Any]:
    return _read_named(match["fd"], None, match["name"], match["fy"], text)


def _read_named(day: str, last: str | None, name: str, year: str, text: str) -> tuple[str, Any]:
    month = spellings.MONTHS.get(name)
    if month is not None:
        first_day = _day(year, month, day, text)
        last_day = None if last is None else _day(year, month, last, text)
        if last_day is not None and last_day <= first_day:
            raise ValueError(f"no such span of days in {text!r}")
        return Kind.DAY, (first_day, last_day)
    month = hijri_month(name, text)
    if month is None:
        # An unknown spelling is for our tables to learn; `5th of November` is for another reader.
        error = UnknownForm if name.rsplit(maxsplit=1)[-1] in spellings.MONTHS else ValueError
        raise error(f"unknown month {spellings.as_printed(name, text)!r} in {text!r}")
    return Kind.HIJRI_DAY, (int(year), month, int(day), None if last is None else int(last))


def _read_clock(match: re.Match[str], text: str) -> tuple[str, Any]:
    hour, minute, second, half, offset = match.group("hour", "minute", "second", "half", "offset")
    hours = int(hour)
    if half == "p" and hours < 12:
        hours += 12
    elif half == "a" and hours >= 12:
        hours = 0 if hours == 12 else 24  # no such hour: `13:05 AM`
    try:
        clock = time(hours, int(minute), int(second or 0))
    except ValueError as error:
        raise ValueError(f"no such clock {match['clock']!r} in {text!r}") from error
    return Kind.CLOCK, (clock, read_offset(offset, text) if offset else None)


def _read_zone(match: re.Match[str], text: str) -> tuple[str, Any]:
    if match["zone"] not in _WORDS:
        raise UnknownForm(f"unknown zone {match['zone']!r} in {text!r}")
    return _WORDS[match["zone"]]


def _read_utc(match: re.Match[str], text: str) -> tuple[str, Any]:
    return Kind.ZONE, read_offset(match["hours"], text)


def _read_other(_match: re.Match[str], _text: str) -> tuple[str, Any]:
    return Kind.OTHER, None


_READERS: Final[dict[str, Callable[[re.Match[str], str], tuple[str, Any]]]] = {
    "iso": _read_iso,
    "numeric": _read_numeric,
    "clock": _read_clock,
    "written": _read_written,
    "month_first": _read_month_first,
    "zone": _read_zone,
    "utc": _read_utc,
    "other": _read_other,
}


def _day(year: str, month: int, day: str, text: str) -> date:
    if not 1900 <= int(year) <= 2100:
        raise ValueError(f"year {year} in {text!r}")
    try:
        return date(int(year), month, int(day))
    except ValueError as error:
        raise ValueError(f"no such day in {text!r}: {error}") from error


def read_offset(mark: str, text: str) -> tzinfo:
    """The zone of `z`, `+07:00`, `+0700` or `+7`; ValueError where there is none."""
    if mark == "z":
        return UTC
    digits = mark[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    if int(hours) > 14 or int(minutes) > 59:
        raise ValueError(f"no such zone {mark!r} in {text!r}")
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-offset if mark[0] == "-" else offset)
