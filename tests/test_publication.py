"""Deciding between witnesses: whose day is the publication's."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.article import DateWitness
from pipelines.publication import Publication, read_publication
from tests.outlets import VOA

NOW = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
SEED = "Sabtu, 7 Rajab 1446 H / 31 Oktober 2020 22:25 wib"


def witnesses(*pairs: str) -> tuple[DateWitness, ...]:
    """`line: …` a witness."""
    return tuple(
        DateWitness(source=source, text=text)
        for source, _, text in (pair.partition(": ") for pair in pairs)
    )


def decide(*pairs: str, fetched: str | None = None, text: str = "") -> Publication:
    visit = datetime.fromisoformat(fetched) if fetched else None
    return read_publication(witnesses(*pairs), VOA, fetched_at=visit, now=NOW, text=text)


def summary(publication: Publication) -> tuple[str | None, str | None, str, list[str]]:
    """(moment, its line, verdicts, codes of problems)."""
    at = publication.at and publication.at.isoformat(timespec="minutes")
    if publication.precision == "day" and at:
        assert at.endswith("T00:00+07:00")
        at = at[:10]
    verdicts = " ".join(str(each["verdict"]) for each in publication.witnesses)
    return at, publication.date_line, verdicts, [p.split(":")[0] for p in publication.problems]


def test_of_two_lines_that_agree_the_one_with_a_hijri_half_is_the_heads() -> None:
    found = decide("line: Sabtu, 31 Okt 2020 22:25", f"line: {SEED}", "address: 2020/10/31")
    assert summary(found) == ("2020-10-31T22:25+07:00", SEED, "agrees chosen agrees", [])


def test_a_witness_is_read_as_the_publication_also_where_it_names_an_update() -> None:
    (said,) = decide("line: 31 Oktober 2020 22:25 | Diperbarui: 1 November 2020 10:00").witnesses
    assert said["read"] == "2020-10-31T22:25+07:00"


def test_the_hijri_half_may_stand_in_another_line() -> None:
    lines = ("line: Senin, 6 Februari 2023", "line: 15 Rajab 1444 H")
    for said in (lines, lines[::-1]):
        assert str(decide(*said).hijri) == "1444-07-15"


def test_every_witness_is_kept_with_what_it_says() -> None:
    found = decide(f"line: {SEED}", "address: 2020/10/31", "json-ld: dateModified 2021-01-01")
    assert found.at == datetime.fromisoformat("2020-10-31T22:25+07:00")
    assert str(found.at and found.at.tzinfo) == "Asia/Jakarta"
    assert found.precision == "minute"
    assert found.date_line == SEED
    assert str(found.hijri) == "1446-07-07"
    assert found.problems == ()
    assert found.witnesses == (
        {"source": "line", "text": SEED, "read": "2020-10-31T22:25+07:00", "verdict": "chosen"},
        {"source": "address", "text": "2020/10/31", "read": "2020-10-31", "verdict": "agrees"},
        {
            "source": "json-ld",
            "text": "dateModified 2021-01-01",
            "read": "2021-01-01",
            "verdict": "update",
        },
    )


LINE = "Sabtu, 31 Oktober 2020 22:25 WIB"
DECIDED = {
    "nothing said": ((), {}, (None, None, "", [])),
    "a mobile page knows the day": (
        ("line: Rabu, 30 Aug 2017", "address: 2017/08/30"),
        {},
        ("2017-08-30", "Rabu, 30 Aug 2017", "chosen agrees", []),
    ),
    "an address alone": (("address: 2017/08/30",), {}, ("2017-08-30", None, "chosen", [])),
    "markup has the clock, the line the day": (
        ("line: Rabu, 30 Aug 2017", "json-ld: 2017-08-30T08:15:44+07:00", "address: 2017/08/30"),
        {},
        ("2017-08-30T08:15+07:00", "Rabu, 30 Aug 2017", "agrees chosen agrees", []),
    ),
    "a moment in UTC is one in the outlet's zone": (
        ("line: on 16 Feb 2016 at 09:10 WIB", "json-ld: 2016-02-16T02:10:56Z"),
        {},
        ("2016-02-16T09:10+07:00", "on 16 Feb 2016 at 09:10 WIB", "chosen agrees", []),
    ),
    "a moment in UTC may be of the next day here": (
        ("json-ld: 2020-10-30T22:10:00Z",),
        {},
        ("2020-10-31T05:10+07:00", None, "chosen", []),
    ),
    "another zone's clock is turned into the newsroom's": (
        ("line: Minggu, 1 November 2020 00:25 WITA",),
        {},
        ("2020-10-31T23:25+07:00", "Minggu, 1 November 2020 00:25 WITA", "chosen", []),
    ),
    "markup that writes midnight knows only the day": (
        (f"line: {LINE}", "json-ld: 2020-10-31T00:00:00+07:00", "meta: 2020-10-31T00:00:00Z"),
        {},
        ("2020-10-31T22:25+07:00", LINE, "chosen agrees agrees", []),
    ),
    "midnight in UTC, again only a day": (
        ("line: Sabtu, 31 Oktober 2020", "time: 2020-10-30T17:00:00Z"),
        {},
        ("2020-10-31", "Sabtu, 31 Oktober 2020", "chosen agrees", []),
    ),
    "a line's midnight is a time": (
        ("line: Sabtu, 31 Oktober 2020 00:00 WIB",),
        {},
        ("2020-10-31T00:00+07:00", "Sabtu, 31 Oktober 2020 00:00 WIB", "chosen", []),
    ),
    "markup calls the newsroom's clock UTC": (
        ("line: Kamis, 05/11/2015 10:08 WIB", "meta: 2015-11-05 T10:08:58Z"),
        {},
        ("2015-11-05T10:08+07:00", "Kamis, 05/11/2015 10:08 WIB", "chosen agrees", ["zone"]),
    ),
    "markup calls the newsroom's late clock UTC": (
        ("line: Kamis, 05/11/2015 22:08 WIB", "meta: 2015-11-05 T22:08:58Z"),
        {},
        ("2015-11-05T22:08+07:00", "Kamis, 05/11/2015 22:08 WIB", "chosen agrees", ["zone"]),
    ),
    "markup gives UTC and does not say so, around midnight": (
        ("line: Jumat, 06/11/2015 00:08 WIB", "meta: 2015-11-05 17:08:58", "address: 2015/11/05"),
        {},
        (
            "2015-11-06T00:08+07:00",
            "Jumat, 06/11/2015 00:08 WIB",
            "chosen agrees disagrees",
            ["zone", "address-day"],
        ),
    ),
    "two clocks of one day, neither of them the other's": (
        ("line: Kamis, 05/11/2015 10:08 WIB", "meta: 2015-11-05 03:09:00"),
        {},
        ("2015-11-05T10:08+07:00", "Kamis, 05/11/2015 10:08 WIB", "chosen agrees", ["clock"]),
    ),
    "markup's own clock in UTC stays beside the line's": (
        ("line: Kamis, 05/11/2015 22:08 WIB", "meta: 2015-11-05T12:00:00Z"),
        {},
        ("2015-11-05T22:08+07:00", "Kamis, 05/11/2015 22:08 WIB", "chosen agrees", ["clock"]),
    ),
    "the line's clock in a zone to its east is another time": (
        ("line: Kamis, 05/11/2015 10:08 WIB", "meta: 2015-11-05T10:08:00+08:00"),
        {},
        ("2015-11-05T10:08+07:00", "Kamis, 05/11/2015 10:08 WIB", "chosen agrees", ["clock"]),
    ),
    "a day without a clock is no midnight in UTC": (
        ("line: Kamis, 05/11/2015 07:00 WIB", "meta: 2015-11-05"),
        {},
        ("2015-11-05T07:00+07:00", "Kamis, 05/11/2015 07:00 WIB", "chosen agrees", []),
    ),
    "of two lines neither is mended, and the earlier chosen": (
        ("line: Kamis, 05/11/2015 10:08 WIB", "line: Kamis, 05/11/2015 03:08"),
        {},
        ("2015-11-05T03:08+07:00", "Kamis, 05/11/2015 03:08", "agrees chosen", ["clock"]),
    ),
    "midnight in a zone to the east is only a day": (
        ("line: Sabtu, 31 Oktober 2020", "meta: 2020-10-31T00:00:00+09:00"),
        {},
        ("2020-10-31", "Sabtu, 31 Oktober 2020", "chosen agrees", []),
    ),
    "without a line, the clock of JSON-LD": (
        ("meta: 2020-10-31T10:00", "time: 2020-10-31T11:30", "json-ld: 2020-10-31T12:45"),
        {},
        ("2020-10-31T12:45+07:00", None, "agrees agrees chosen", ["clock", "clock"]),
    ),
    "without that, the clock of a time element": (
        ("meta: 2020-10-31T10:00", "time: 2020-10-31T11:30"),
        {},
        ("2020-10-31T11:30+07:00", None, "agrees chosen", ["clock"]),
    ),
    "the day of the reading is no visit's": (
        ("line: Jumat, 20 November 2026", "line: Jum'at, 16 Mar 2018"),
        {},
        ("2018-03-16", "Jum'at, 16 Mar 2018", "disagrees chosen", ["line-day"]),
    ),
    "the web's first day": (("meta: 1990-01-01",), {}, ("1990-01-01", None, "chosen", [])),
    "two clocks of one day": (
        (f"line: {LINE}", "json-ld: 2020-10-31T19:03:00+07:00"),
        {},
        ("2020-10-31T22:25+07:00", LINE, "chosen agrees", ["clock"]),
    ),
    "the story was dated anew, the address stayed": (
        ("line: Jum'at, 16 Mar 2018", "address: 2018/01/14"),
        {"fetched": "2018-05-01T10:00+07:00"},
        ("2018-03-16", "Jum'at, 16 Mar 2018", "chosen disagrees", ["address-day"]),
    ),
    "the story was dated anew on the day of the visit": (
        ("line: Jum'at, 16 Maret 2018 08:00 wib", "address: 2018/01/14"),
        {"fetched": "2018-03-16T10:00+07:00"},
        (
            "2018-03-16T08:00+07:00",
            "Jum'at, 16 Maret 2018 08:00 wib",
            "chosen disagrees",
            ["address-day"],
        ),
    ),
    "the page prints the day of the visit": (
        ("line: Kamis, 20 November 2025", "address: 2022/08/02"),
        {"fetched": "2025-11-20T10:00+07:00"},
        ("2022-08-02", None, "visit chosen", []),
    ),
    "the page prints the day of the visit above the story's": (
        ("line: Sabtu, 25 November 2017 | 09:10 WIB", "line: Rabu, 17 Mei 2017 | 06:06 WIB"),
        {"fetched": "2017-11-25T02:12:00+00:00"},
        ("2017-05-17T06:06+07:00", "Rabu, 17 Mei 2017 | 06:06 WIB", "visit chosen", []),
    ),
    "a fresh story under the day of the visit": (
        ("line: Kamis, 5 November 2015", "line: Rabu, 4 November 2015 | 21:04 WIB"),
        {"fetched": "2015-11-05T02:12:00+00:00"},
        ("2015-11-04T21:04+07:00", "Rabu, 4 November 2015 | 21:04 WIB", "visit chosen", []),
    ),
    "the source prints its today, and the same in the Hijri half": (
        ("line: Selasa, 7 Rajab 1446 H / 7 Januari 2025", f"line: {SEED}"),
        {},
        ("2020-10-31T22:25+07:00", SEED, "visit chosen", []),
    ),
    "a today line with its Hijri date above a mobile page's": (
        ("line: Selasa, 7 Januari 2025 | 7 Rajab 1446 H", "line: Jum'at, 14 Feb 2020"),
        {},
        ("2020-02-14", "Jum'at, 14 Feb 2020", "visit chosen", []),
    ),
    "two lines, no visit known: the earlier": (
        ("line: Rabu, 8 Oktober, 2025", "line: Maret 21, 2019"),
        {},
        ("2019-03-21", "Maret 21, 2019", "disagrees chosen", ["line-day"]),
    ),
    "two lines, the story's own dates tell": (
        ("line: Rabu, 8 Oktober 2025", "line: Maret 21, 2019"),
        {"text": "JAKARTA - Presiden pada Senin (6/10/2025) mengatakan"},
        ("2025-10-08", "Rabu, 8 Oktober 2025", "chosen disagrees", ["line-day"]),
    ),
    "a line without a year": (
        ("line: 2 jam lalu",),
        {},
        (None, None, "unread", ["date-line", "date"]),
    ),
    "a line without a year, the day known from the address": (
        ("line: Sabtu (31/10), 22:25 WIB", "address: 2020/10/31"),
        {},
        ("2020-10-31", None, "unread chosen", ["date-line"]),
    ),
    "two lines, one of them a caption": (
        (f"line: {LINE}", "line: Sidang di Pelabuhan, Senin, 5 Februari 2018"),
        {},
        ("2020-10-31T22:25+07:00", LINE, "chosen disagrees", ["line-day"]),
    ),
    "two lines, both with names and one with a clock": (
        (f"line: Budi | {LINE}", "line: Siti - Senin, 5 Februari 2018"),
        {},
        ("2020-10-31T22:25+07:00", f"Budi | {LINE}", "chosen disagrees", ["line-day"]),
    ),
    "two lines with names, neither with a clock: the earlier": (
        ("line: Budi - Sabtu, 31 Oktober 2020", "line: Siti - Senin, 5 Februari 2018"),
        {},
        ("2018-02-05", "Siti - Senin, 5 Februari 2018", "disagrees chosen", ["line-day"]),
    ),
    "two lines, the address tells": (
        ("line: Mon 5-May-2025", "line: Rabu 23-Mei-2007", "address: 2007/05/23"),
        {},
        ("2007-05-23", "Rabu 23-Mei-2007", "disagrees chosen agrees", ["line-day"]),
    ),
    "two lines, markup tells for the later": (
        ("line: Sabtu, 25 Mei 2024", "line: Minggu, 26 Mei 2024", "json-ld: 2024-05-26"),
        {},
        ("2024-05-26", "Minggu, 26 Mei 2024", "disagrees chosen agrees", ["line-day"]),
    ),
    "an update is none": (
        ("line: (last modified 2025-07-30T06:25:16+00:00 )", "line: Jan 13, 2023 11:41 WIB"),
        {},
        ("2023-01-13T11:41+07:00", "Jan 13, 2023 11:41 WIB", "update chosen", []),
    ),
    "the download is none": (
        ("line: 18 September 2018 20:35 WIB | Waktu unduh: 2018-09-19 20:48 WIB",),
        {},
        (
            "2018-09-18T20:35+07:00",
            "18 September 2018 20:35 WIB | Waktu unduh: 2018-09-19 20:48 WIB",
            "chosen",
            [],
        ),
    ),
    "only an update": (
        ("line: Diperbarui: 18 Maret 2018 11:36",),
        {},
        (None, None, "update", ["date"]),
    ),
    "only the moment of a copy": (
        ("line: Waktu unduh: 2018-09-19 20:48 WIB",),
        {},
        (None, None, "visit", ["date"]),
    ),
    "only a Hijri date": (
        ("line: Selasa, 26 Rajab 1429 H",),
        {},
        (None, None, "disagrees", ["date"]),
    ),
    "a Hijri line beside its Gregorian twin": (
        ("line: 06 فبراير 2023 م", "line: 16 رجب 1444 هــ"),
        {},
        ("2023-02-06", "06 فبراير 2023 م", "chosen agrees", []),
    ),
    "a Hijri line of the visit": (
        ("line: Rabu, 30 Aug 2017", "line: 7 Rajab 1446 H"),
        {"fetched": "2025-01-07T10:00+07:00"},
        ("2017-08-30", "Rabu, 30 Aug 2017", "chosen visit", []),
    ),
    "a false weekday, the day confirmed": (
        ("line: Senin, 31 Oktober 2020 22:25 WIB", "address: 2020/10/31"),
        {},
        (
            "2020-10-31T22:25+07:00",
            "Senin, 31 Oktober 2020 22:25 WIB",
            "chosen agrees",
            ["weekday"],
        ),
    ),
    "a false weekday beside a confirmed line": (
        (f"line: {LINE}", "line: Senin, 30 Oktober 2020", "address: 2020/10/31"),
        {},
        ("2020-10-31T22:25+07:00", LINE, "chosen disagrees agrees", ["weekday"]),
    ),
    "an unknown spelling beside a readable line": (
        ("line: Kemis, 29 Oktobber 2020", f"line: {LINE}"),
        {},
        ("2020-10-31T22:25+07:00", LINE, "unread chosen", ["date-line"]),
    ),
    "an unknown spelling, the clock known from markup": (
        ("line: Sabtu, 31 Oktobber 2020", "json-ld: 2020-10-31T22:25:00+07:00"),
        {},
        ("2020-10-31T22:25+07:00", None, "unread chosen", ["date-line"]),
    ),
    "markup that stands for no date": (
        (f"line: {LINE}", "meta: 0001-01-01T00:00:00Z", "time: 1970-01-01T00:00:00Z"),
        {},
        ("2020-10-31T22:25+07:00", LINE, "chosen unread unread", ["date-meta", "date-time"]),
    ),
    "markup against the address: the address moves": (
        ("json-ld: 2018-03-16T08:00:00+07:00", "address: 2018/01/14"),
        {},
        ("2018-03-16T08:00+07:00", None, "chosen disagrees", ["address-day"]),
    ),
    "markup is outvoted": (
        ("json-ld: 2018-03-16T08:00:00+07:00", "meta: 2018-01-14", "address: 2018/01/14"),
        {},
        ("2018-01-14", None, "disagrees chosen agrees", ["json-ld-day"]),
    ),
    "a line later than the markup is an update's or the visit's": (
        ("line: Selasa, 30 April 2024", "json-ld: 2022-06-01T08:00:00+07:00"),
        {},
        ("2022-06-01T08:00+07:00", None, "disagrees chosen", ["line-day"]),
    ),
    "a sure line before the markup": (
        ("line: Rabu, 17 Mei 2017 | 06:06 WIB", "json-ld: 2021-02-03T08:00:00+07:00"),
        {},
        (
            "2017-05-17T06:06+07:00",
            "Rabu, 17 Mei 2017 | 06:06 WIB",
            "chosen disagrees",
            ["json-ld-day"],
        ),
    ),
    "a line behind the markup is none of an earlier edition's, whatever the text says": (
        (
            "line: Rabu, 17 Mei 2017 | 06:06 WIB",
            "line: Jumat, 5 Februari 2021 | 10:00 WIB",
            "json-ld: 2021-02-03T08:00:00+07:00",
        ),
        {"text": "Sidang itu (5/2/2021) ditunda."},
        (
            "2017-05-17T06:06+07:00",
            "Rabu, 17 Mei 2017 | 06:06 WIB",
            "chosen disagrees disagrees",
            ["line-day", "json-ld-day"],
        ),
    ),
    "markup that cannot be read beside the day of the address": (
        ("address: 2020/10/31", "meta: kemarin dulu"),
        {},
        ("2020-10-31", None, "chosen unread", ["date-meta"]),
    ),
    "a line before markup and address is an event's": (
        (
            "line: Rabu, 17 Mei 2017",
            "json-ld: 2021-02-03T08:00:00+07:00",
            "address: 2021/02/03",
        ),
        {},
        ("2021-02-03T08:00+07:00", None, "disagrees chosen agrees", ["line-day"]),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", DECIDED)
def test_the_day_is_decided_by_evidence(case: str) -> None:
    said, circumstances, expected = DECIDED[case]
    assert summary(decide(*said, **circumstances)) == expected


@pytest.mark.parametrize("case", DECIDED)
def test_no_verdict_depends_on_the_order_of_the_page(case: str) -> None:
    said, circumstances, expected = DECIDED[case]
    assert summary(decide(*said[::-1], **circumstances))[:2] == expected[:2]


def test_a_problem_names_both_sides() -> None:
    found = decide("line: Jum'at, 16 Mar 2018", "address: 2018/01/14")
    assert found.problems == (
        "address-day: '2018/01/14' names 2018-01-14, \"Jum'at, 16 Mar 2018\" 2018-03-16",
    )


REFUSED = {
    "an unknown spelling and the bare day of an address": (
        ("line: Sabtu, 31 Oktobber 2020 22:25 WIB", "address: 2020/10/31"),
        {},
        "date-line: unknown month 'Oktobber' in 'Sabtu, 31 Oktobber 2020 22:25 WIB'",
    ),
    "an unknown spelling under the day of the visit": (
        ("line: Kamis, 20 November 2025", "line: Rabu, 17 Mai 2017"),
        {"fetched": "2025-11-20T10:00+07:00"},
        "date-line: unknown month 'Mai' in 'Rabu, 17 Mai 2017'",
    ),
    "nothing can be read": (
        ("line: kemarin sore", "meta: gestern"),
        {},
        "^date-line: no date in 'kemarin sore'; date-meta: no date in 'gestern'$",
    ),
    "junk markup alone": (("meta: 0001-01-01",), {}, "date-meta: year 0001"),
    "a false weekday that nobody mends": (
        ("line: Senin, 31 Oktober 2020 22:25 WIB",),
        {},
        "weekday: 'Senin, 31 Oktober 2020 22:25 WIB' names another weekday than that of "
        "2020-10-31, Saturday",
    ),
    "a false weekday against the address": (
        ("line: Senin, 31 Oktober 2020 22:25 WIB", "address: 2020/11/02"),
        {},
        "weekday: 'Senin",
    ),
    "a false weekday under the day of the visit": (
        ("line: Kamis, 20 November 2025", "line: Senin, 17 Mei 2017"),
        {},
        "weekday: 'Senin",
    ),
    "a line without a weekday against the address": (
        ("line: 16 Maret 2018 08:00 wib", "address: 2018/01/14"),
        {},
        r"date: witnesses disagree and none is sure: 2018-03-16 in '16 Maret 2018 08:00 wib' "
        r"\(line\), 2018-01-14 in '2018/01/14' \(address\)",
    ),
    "an unsure line before the markup": (
        ("line: 16 Januari 2018", "json-ld: 2018-03-16T08:00:00+07:00"),
        {},
        "date: witnesses disagree",
    ),
    "a day after the visit": (
        ("line: Sabtu, 31 Oktober 2020 22:25 WIB",),
        {"fetched": "2020-10-28T10:00+07:00"},
        "2020-10-31 in 'Sabtu, 31 Oktober 2020 22:25 WIB' is not in 1990-01-01 to 2020-10-30",
    ),
    "a day to come": (("line: 23 November 2026",), {}, "is not in 1990-01-01 to 2026-11-22"),
    "a day before the web": (("line: 17 Agustus 1945",), {}, "1945-08-17 in '17 Agustus 1945'"),
    "a span of days": (("line: 25-27 November 2020",), {}, "several days"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_nobody_can_decide_is_refused_with_all_its_words(case: str) -> None:
    said, circumstances, complaint = REFUSED[case]
    with pytest.raises(ValueError, match=complaint):
        decide(*said, **circumstances)


def test_a_line_of_the_visits_day_that_the_address_bears_out_is_the_publications() -> None:
    lines = ("line: Minggu, 1 November 2020 08:00 WIB", "line: Sabtu, 31 Oktober 2020")
    found = decide(*lines, "address: 2020/11/01", fetched="2020-11-01T10:00+07:00")
    assert summary(found)[0] == "2020-11-01T08:00+07:00"


def test_a_number_and_a_year_in_the_text_are_no_date() -> None:
    lines = ("line: Sabtu, 10 Januari 2015", "line: Senin, 12 Januari 2015")
    assert summary(decide(*lines, text="dihadiri 12 orang 2015"))[0] == "2015-01-10"


def test_a_hijri_half_that_agrees_beside_a_clock_is_no_sign_of_the_visit() -> None:
    line = "Sabtu, 14 Rabiul Awwal 1442 H / 31 Oktober 2020 22:25 wib"
    found = decide(f"line: {line}", "line: Jum'at, 30 Oktober 2020")
    assert summary(found)[2] == "disagrees chosen"


def test_the_day_of_a_visit_is_kept_without_a_clock() -> None:
    found = decide("line: Hari ini Minggu, 1 November 2020", f"line: {SEED}")
    assert [each["read"] for each in found.witnesses] == ["2020-11-01", "2020-10-31T22:25+07:00"]


def test_a_story_may_come_two_days_early() -> None:
    found = decide(f"line: {LINE}", fetched="2020-10-29T10:00+07:00")
    assert found.at == datetime.fromisoformat("2020-10-31T22:25+07:00")


SOURCES = st.sampled_from(["line", "address", "json-ld", "meta", "time", "microdata"])
SAID = st.sampled_from(
    [LINE, SEED, "Senin, 31 Oktober 2020", "2020/10/31", "2020-10-31T22:25:00Z", "7 Rajab 1446 H",
     "2019-01-01", "Diperbarui: 1 Mei 2021", "31 Oktobber 2020", "25-27 Mei 2021", "1 Mei 2021"]
)  # fmt: skip


@settings(deadline=None)  # a first use may import and load tables
@given(st.lists(st.builds(DateWitness, source=SOURCES, text=SAID | st.text(max_size=60))))
def test_any_witnesses_are_decided_or_refused(said: list[DateWitness]) -> None:
    try:
        found = read_publication(said, VOA, fetched_at=None, now=NOW)
    except ValueError:
        return
    assert (found.at is None) == (found.precision is None)
    assert [each["text"] for each in found.witnesses] == [witness.text for witness in said]
    verdicts = [each["verdict"] for each in found.witnesses]
    assert verdicts.count("chosen") == (found.at is not None)
    assert set(verdicts) <= {"chosen", "agrees", "disagrees", "update", "visit", "unread"}
