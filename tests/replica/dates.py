"""Days as voa-islam.com prints them, with its own misspelling of August."""

from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

from hijridate import Gregorian

WIB = timezone(timedelta(hours=7), "WIB")

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jum'at", "Sabtu", "Ahad")

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agutus",  # the site's month table says so
    "September",
    "Oktober",
    "November",
    "Desember",
)
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
ENGLISH_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)

HIJRI_MONTHS = (
    ("Muharram", "Muharam", "Muhram"),
    ("Safar", "Shafar", "Shofar"),
    ("Rabi'ul Awwal", "Rabiul Awwal", "Rabi'ul Awal", "Rabiul Awal", "Robi'ul Awwal"),
    ("Rabi'ul Akhir", "Rabi’ul Akhir", "Rabiul Akhir", "Rabiulakhir", "Rabi'uts Tsani"),
    ("Jumadil Awwal", "Jumadil Awal", "Jumadil Ula", "Jumadal Ula", "Jumada al-Ula"),
    ("Jumadil Akhir", "Jumadil Tsani", "Jumadits Tsani", "Jumadil Akhirah", "Jumadal Akhirah"),
    ("Rajab", "Rojab"),
    ("Sya'ban", "Sya’ban", "Syaban"),
    ("Ramadhan", "Ramadan", "Ramadlan", "Romadhon"),
    ("Syawal", "Syawwal", "Syawaal"),
    ("Dzulqa'dah", "Dzulqa’dah", "Dzulqo'dah", "Dzulka'dah", "Zulkaidah", "Dzul Qa'dah"),
    ("Dzulhijjah", "Dzul Hijjah", "Dzulhijah", "Zulhijjah"),
)


@lru_cache(maxsize=1024)
def hijri(day: date) -> tuple[int, int, int]:
    """Year, month and day in the Umm al-Qura calendar."""
    year, month, number = Gregorian.fromdate(day).to_hijri().datetuple()
    return year, month, number


def hijri_text(day: date, spelling: int = 0) -> str:
    """`7 Rajab 1446`; `spelling` picks one of the month's spellings."""
    year, month, number = hijri(day)
    spellings = HIJRI_MONTHS[month - 1]
    return f"{number} {spellings[spelling % len(spellings)]} {year}"


def hijri_iso(day: date) -> str:
    """`1446-07-07`."""
    return "{:04}-{:02}-{:02}".format(*hijri(day))


def weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


def long_day(day: date) -> str:
    """`31 Oktober 2020`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def desktop_date_line(published_at: datetime, rendered: date, spelling: int = 0) -> str:
    """`Sabtu, 7 Rajab 1446 H / 31 Oktober 2020 22:25 wib`: the Hijri half is the render day."""
    return (
        f"{weekday(published_at)}, {hijri_text(rendered, spelling)} H / "
        f"{long_day(published_at)} {published_at:%H:%M} wib"
    )


def mobile_date_line(published_at: datetime) -> str:
    """`Rabu, 30 Aug 2017`."""
    month = ENGLISH_MONTHS[published_at.month - 1]
    return f"{weekday(published_at)}, {published_at:%d} {month} {published_at:%Y}"


def list_date(published_at: datetime, *, english: bool = False) -> str:
    """`Jum'at, 19 Jan 2018 08:39`, as lists of stories print it."""
    month = (ENGLISH_MONTHS if english else SHORT_MONTHS)[published_at.month - 1]
    return f"{weekday(published_at)}, {published_at:%d} {month} {published_at:%Y %H:%M}"


def today_line(today: date, look: int) -> str:
    """The day of the visit as the top of a page prints it; three looks."""
    looks = (
        f"{weekday(today)}, {long_day(today)}",
        f"{weekday(today)}, {hijri_text(today)} H / {long_day(today)}",
        f"{weekday(today)}, {long_day(today)} | {hijri_text(today)} H",
    )
    return looks[look % len(looks)]
