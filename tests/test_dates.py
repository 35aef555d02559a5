"""Printed date lines, read and refused."""

import re
import sys
from collections.abc import Callable
from datetime import UTC, date, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st

from models.spellings import MONTHS, WEEKDAYS, fold
from pipelines.date_grammar import read_known_line
from pipelines.date_line import DateLine, Stamp
from pipelines.dates import read_date_line, read_quickly
from pipelines.hijri import HijriDate
from tests.source_examples import printed

WIB = ZoneInfo("Asia/Jakarta")
WITA = ZoneInfo("Asia/Makassar")
MYT = ZoneInfo("Asia/Kuala_Lumpur")
GMT = ZoneInfo("UTC")
MON, TUE, WED, THU, FRI, SAT, SUN = range(1, 8)


def line(
    day: str, clock: str | None = None, zone: object = None, weekday: int | None = None
) -> DateLine:
    return DateLine(stamp(day, clock, zone, weekday))


def stamp(
    day: str, clock: str | None = None, zone: object = None, weekday: int | None = None
) -> Stamp:
    return Stamp(
        date.fromisoformat(day), time.fromisoformat(clock) if clock else None, zone, weekday
    )


READ = {
    # the source: desktop, mobile, lists of its front page
    "Sabtu, 7 Rajab 1446 H / 31 Oktober 2020 22:25 wib": line(
        "2020-10-31", "22:25", WIB, SAT
    )._replace(hijri=HijriDate(1446, 7, 7)),
    "Selasa, 25 Jumadil Awwal 1446 H / 1 Agutus 2017 19:45 wib": line(
        "2017-08-01", "19:45", WIB, TUE
    )._replace(hijri=HijriDate(1446, 5, 25)),
    "Jum'at, 21 Rajab 1446 H / 20 Juni 2014 09:00 wib": line(
        "2014-06-20", "09:00", WIB, FRI
    )._replace(hijri=HijriDate(1446, 7, 21)),
    "Rabu, 30 Aug 2017": line("2017-08-30", weekday=WED),
    "Kamis, 26 Nov 2020": line("2020-11-26", weekday=THU),
    "Ahad, 23 Oct 2016": line("2016-10-23", weekday=SUN),
    "Jum'at, 19 Jan 2018 08:39": line("2018-01-19", "08:39", weekday=FRI),
    # Indonesian and Malay outlets
    "Kamis, 5 November 2015 14:56 WIB": line("2015-11-05", "14:56", WIB, THU),
    "Selasa, 23 Februari 2016 15:06 WIB | 998 Views": line("2016-02-23", "15:06", WIB, TUE),
    "Kamis, 05/11/2015 10:08 WIB": line("2015-11-05", "10:08", WIB, THU),
    "Senin, 10 Agu 2020 18:02 WIB": line("2020-08-10", "18:02", WIB, MON),
    "Tim detikcom - detikNews | Kamis, 02 Nov 2023 20:59 WIB": line(
        "2023-11-02", "20:59", WIB, THU
    ),
    "Rabu, 4 November 2015 | 21:04 WIB": line("2015-11-04", "21:04", WIB, WED),
    "Kompas.com - 02/11/2023, 21:34 WIB": line("2023-11-02", "21:34", WIB),
    "Kamis, 05 November 2015 | 11:13 WIB": line("2015-11-05", "11:13", WIB, THU),
    "Selasa, 10 Agustus 2010": line("2010-08-10", weekday=TUE),
    "Senin, 15 Februari 2016, 16:15 WIB": line("2016-02-15", "16:15", WIB, MON),
    "Ahad 11 Jan 2015 00:05 WIB": line("2015-01-11", "00:05", WIB, SUN),
    "Jumat , 17 February 2017, 13:16 WIB": line("2017-02-17", "13:16", WIB, FRI),
    "Sabtu, 31 Juli 2010, 07:30 WIB": line("2010-07-31", "07:30", WIB, SAT),
    "Kamis, 5 November 2015 - 15:56 wib": line("2015-11-05", "15:56", WIB, THU),
    "| Jum'at, 17 Februari 2017 - 13:30 wib": line("2017-02-17", "13:30", WIB, FRI),
    "Selasa, 30 Agustus 2022 - 13:07 WIB": line("2022-08-30", "13:07", WIB, TUE),
    "on 16 Feb 2016 at 09:10 WIB": line("2016-02-16", "09:10", WIB),
    "Senin, 07 Januari 2013 – 10:22 WIB": line("2013-01-07", "10:22", WIB, MON),
    "RABU, 13 JANUARI 2016 | 12:05 WIB | LAPORAN: AMELIA FITRIANI": line(
        "2016-01-13", "12:05", WIB, WED
    ),
    "Sen, 11 Juli 2022 | 13:30 WIB": line("2022-07-11", "13:30", WIB, MON),
    "siti aisyah - Ahad, 5 April 2020 - 20:25 WIB": line("2020-04-05", "20:25", WIB, SUN),
    "Oleh : Ivan Setyadi | Rabu, 17 Mei 2017 | 06:06 WIB": line("2017-05-17", "06:06", WIB, WED),
    "Oleh: Abdul Ahad | Rabu, 17 Mei 2017 | 06:06 WIB": line("2017-05-17", "06:06", WIB, WED),
    "By Tatik Ariyani, Rabu, 12 Mei 2021 | 09:13 WIB": line("2021-05-12", "09:13", WIB, WED),
    "Ahad, 05 Mei 2019 | 19:19:50 WIB": line("2019-05-05", "19:19:50", WIB, SUN),
    "Jumat 13-03-2020,17:25 WIB": line("2020-03-13", "17:25", WIB, FRI),
    "Yati Maulana | Minggu, 25/12/2022 15:30 WIB": line("2022-12-25", "15:30", WIB, SUN),
    "- 2 Agustus 2022, 12:44 WIB": line("2022-08-02", "12:44", WIB),
    "• Sabtu, 23 November 2024 | 15:53": line("2024-11-23", "15:53", weekday=SAT),
    "Maret 21, 2019": line("2019-03-21"),
    "Maret 21, 2019 in Berita": line("2019-03-21"),
    "Rabu, 8 Oktober, 2025": line("2025-10-08", weekday=WED),
    "18 Maret 2018   10:35 Diperbarui: 18 Maret 2018   11:36": DateLine(
        stamp("2018-03-18", "10:35"), updated=stamp("2018-03-18", "11:36")
    ),
    "Terbaru 18 Mei 2012 - 19:35 WIB": DateLine(
        updated=stamp("2012-05-18", "19:35", WIB)
    ),
    "Diperbarui: 18 Maret 2018 11:36": DateLine(updated=stamp("2018-03-18", "11:36")),
    "Pembaruan: Senin, 4 November 2024": DateLine(updated=stamp("2024-11-04", weekday=MON)),
    "Dicetak pada Senin, 4 November 2024": DateLine(visited=stamp("2024-11-04", weekday=MON)),
    "Tanggal upload: 4 November 2024": line("2024-11-04"),
    "25 - Jan - 2025, 02:09": line("2025-01-25", "02:09"),
    "20 September 2016, 17:30.": line("2016-09-20", "17:30"),
    "Rabu, 16 Apr 2014 13:58 WIB": line("2014-04-16", "13:58", WIB, WED),
    "(last modified 2025-07-30T06:25:16+00:00 )": DateLine(
        updated=stamp("2025-07-30", "06:25:16", timezone(timedelta(0)))
    ),
    "Jan 13, 2023 11:41 Asia/Jakarta": line("2023-01-13", "11:41", WIB),
    "Selasa, 18 September 2018 - 21:27 WIB     |     Waktu unduh: 2018-09-18 21:48 WIB": DateLine(
        stamp("2018-09-18", "21:27", WIB, TUE), visited=stamp("2018-09-18", "21:48", WIB)
    ),
    "8:43 AM MYT – 4 Disember, 2023": line("2023-12-04", "08:43", MYT),
    "– 4 Disember, 2023": line("2023-12-04"),
    "12:05 PM, 1 Ogos 2019": line("2019-08-01", "12:05"),
    "12:05 am, 1 Ogos 2019": line("2019-08-01", "00:05"),
    "9:05 p.m. 1 Ogos 2019": line("2019-08-01", "21:05"),
    "Isnin , 10-08-2020 –": line("2020-08-10", weekday=MON),
    "Khamis, 21 Mac 2019": line("2019-03-21", weekday=THU),
    "JUMAAT, 5 JULAI 2019": line("2019-07-05", weekday=FRI),
    "Minggu, 22 Nop 2015 19.05 WITA": line("2015-11-22", "19:05", WITA, SUN),
    # hours from and to, the same moment in two zones, and what is neither
    "Minggu, 22 Nop 2015 09:00-11:30 WIB": line("2015-11-22", "09:00", WIB, SUN),
    "Minggu, 22 Nop 2015 09:00–11:30": line("2015-11-22", "09:00", weekday=SUN),
    "Minggu, 22 Nop 2015 09:00 -11:30": line("2015-11-22", "09:00", weekday=SUN),
    "Minggu, 22 Nop 2015 09:15 WIB - 10:30 WIB": line("2015-11-22", "09:15", WIB, SUN),
    "Minggu, 22 Nop 2015 10:15 WITA / 09:15 WIB": line("2015-11-22", "10:15", WITA, SUN),
    "Sabtu, 7 Rajab 1446 H / Rabu, 31 Oktober 2020 22:25 wib": line(
        "2020-10-31", "22:25", WIB, WED
    )._replace(hijri=HijriDate(1446, 7, 7)),  # contradicts the day, as other witnesses tell
    "2015-11-22 09:00-11:30": line("2015-11-22", "09:00"),
    "2015/11/22 09.00 -11:30": line("2015-11-22", "09:00"),
    "2015-11-22 21:15:00-05:00": line("2015-11-22", "21:15", timezone(timedelta(hours=-5))),
    "2015-11-22 21:15-0500": line("2015-11-22", "21:15", timezone(timedelta(hours=-5))),
    "22 Nov 2015 21:15:00 -05:00": line("2015-11-22", "21:15", timezone(timedelta(hours=-5))),
    "22 Nov 2015 21:15 -0500": line("2015-11-22", "21:15", timezone(timedelta(hours=-5))),
    "2015-11-22T21:15-05:00": line("2015-11-22", "21:15", timezone(timedelta(hours=-5))),
    "2015-11-22T21:15:00+7:00": line("2015-11-22", "21:15", timezone(timedelta(hours=7))),
    "Jum'at Kliwon, 20 Juni 2014": line("2014-06-20", weekday=FRI),
    "18 Agst 2020": line("2020-08-18"),
    "Hari ini, Kamis 5 November 2015": DateLine(
        visited=stamp("2015-11-05", weekday=THU)
    ),
    "Berita hari ini | Kamis 5 November 2015 10.08 WIB": line("2015-11-05", "10:08", WIB, THU),
    # a Hijri date beside the Gregorian one, or alone
    "30 Sya'ban 1442  |  Senin 12 April 2021": line("2021-04-12", weekday=MON)._replace(
        hijri=HijriDate(1442, 8, 30)
    ),
    "10-12 Rabi’ul Akhir 1442 H/25-27 November 2020": DateLine(
        Stamp(date(2020, 11, 25), last_day=date(2020, 11, 27)),
        hijri=HijriDate(1442, 4, 10, 12),
    ),
    "24 Dzulhijjah 1435 H / 19 Oktober 2014 jam: 09.00-11.30 wib": line(
        "2014-10-19", "09:00", WIB
    )._replace(hijri=HijriDate(1435, 12, 24)),
    "29 Jumadil Akhir 1435 H / 29 April 2014 M": line("2014-04-29")._replace(
        hijri=HijriDate(1435, 6, 29)
    ),
    "24 Rabiulakhir 1419 Hijriah, bertepatan dengan 17 Agustus 1998": line("1998-08-17")._replace(
        hijri=HijriDate(1419, 4, 24)
    ),
    "26 Rajab 1429 H": DateLine(hijri=HijriDate(1429, 7, 26)),
    "Selasa, 26 Rajab 1429": DateLine(hijri=HijriDate(1429, 7, 26, weekday=TUE)),
    # Arabic, Urdu, Persian, Turkish, English
    "الرياض 14 جمادى الآخرة 1444 هـ الموافق 07 يناير 2023 م واس": line("2023-01-07")._replace(
        hijri=HijriDate(1444, 6, 14)
    ),
    "06 فبراير 2023 م": line("2023-02-06"),
    "16 رجب 1444 هــ": DateLine(hijri=HijriDate(1444, 7, 16)),
    "12 ربيع الأول 1442 هجري الموافق لـ 29 أكتوبر 2020": line("2020-10-29")._replace(
        hijri=HijriDate(1442, 3, 12)
    ),
    "تاريخ النشر: 3 صفر 1444هـ -الموافق: 30 أغسطس 2022م": line("2022-08-30")._replace(
        hijri=HijriDate(1444, 2, 3)
    ),
    "19/10/2020 - 17:35": line("2020-10-19", "17:35"),
    "الجمعة 16 مايو 2025": line("2025-05-16", weekday=FRI),
    "٧ رجب ١٤٤٦ هـ": DateLine(hijri=HijriDate(1446, 7, 7)),
    "بدھ ، 07 مئی 2025": line("2025-05-07", weekday=WED),
    "datetime 19  جولائی  2023": line("2023-07-19"),
    "• برابر با : Thursday - 9 May - 2024": line("2024-05-09", weekday=THU),
    "01 Recep 1446 01 Ocak 2025 Çarşamba": line("2025-01-01", weekday=WED)._replace(
        hijri=HijriDate(1446, 7, 1)
    ),
    "Ocak 30, 2025": line("2025-01-30"),
    "Mon 5-May-2025": line("2025-05-05", weekday=MON),
    "Rabu 23-Mei-2007": line("2007-05-23", weekday=WED),
    "Wednesday, 04 November, 2015 | 07:28 WIB": line("2015-11-04", "07:28", WIB, WED),
    "Friday, January 17, 2025": line("2025-01-17", weekday=FRI),
    "2025-12-12@15:31:41 GMT": line("2025-12-12", "15:31:41", GMT),
    "اشاعت کی تاریخ: 12th, December 2025 GMT": line("2025-12-12", zone=GMT),
    # markup and addresses
    "2015-11-05T14:56:43+07:00": line("2015-11-05", "14:56:43", timezone(timedelta(hours=7))),
    "2016-02-16T02:10:56Z": line("2016-02-16", "02:10:56", UTC),
    "2015-11-05 T10:08:58Z": line("2015-11-05", "10:08:58", UTC),
    "2016-02-16 09:10:56": line("2016-02-16", "09:10:56"),
    "2020-10-31T15:25:00.000Z": line("2020-10-31", "15:25", UTC),
    "2020-10-31": line("2020-10-31"),
    "Thu, 05 Nov 2015 14:56:43 +0700": line(
        "2015-11-05", "14:56:43", timezone(timedelta(hours=7)), THU
    ),
    "Thu, 05 Nov 2015 07:56:43 GMT": line("2015-11-05", "07:56:43", GMT, THU),
    "5 November 2015 14:56 (GMT+7)": line("2015-11-05", "14:56", timezone(timedelta(hours=7))),
    "dateModified 2016-02-16T04:13:59Z": DateLine(updated=stamp("2016-02-16", "04:13:59", UTC)),
    "2017/08/30": line("2017-08-30"),
    "Diunggah: 4 November 2024": line("2024-11-04"),
    "Humas | 4 November 2024": line("2024-11-04"),
    # the author's name joined without a sign
    "Budi Santoso Senin, 4 November 2024 | 10:20 WIB": line("2024-11-04", "10:20", WIB, MON),
    "Budi Santoso - Kabar.com Senin, 4 November 2024 | 10:20": line(
        "2024-11-04", "10:20", None, MON
    ),
    "Budi Santoso , Jurnalis-Senin, 04 November 2024 |10:20 WIB": line(
        "2024-11-04", "10:20", WIB, MON
    ),
    "Reporter & Editor : BUDI SANTOSO Senin, 4 November 2024 10:20 WIB": line(
        "2024-11-04", "10:20", WIB, MON
    ),
    "Senin, 4 November 2024 10:20 WIB Budi Santoso": line("2024-11-04", "10:20", WIB, MON),
    "Penulis Budi Santoso Senin, 4 November 2024 10:20": line("2024-11-04", "10:20", None, MON),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READ.items())
def test_a_date_line_is_read_whole(text: str, expected: DateLine) -> None:
    assert read_date_line(text) == expected


@pytest.mark.parametrize(("text", "expected"), READ.items())
def test_the_quick_way_reads_what_the_grammar_reads(text: str, expected: DateLine) -> None:
    assert read_known_line(text, fold(text)) == expected


REFUSED = {
    # spellings that no table has, by name
    "Sabtu, 31 Oktobber 2020 22:25 WIB": "unknown month 'Oktobber'",
    "Sabtu, 7 Rajjab 1446 H / 31 Oktober 2020 22:25 wib": "unknown month 'Rajjab'",
    "Sabtu, 7 Apit 1446 H / 31 Oktober 2020": "unknown month 'Apit'",
    "Sabbtu, 31 Oktober 2020 22:25 WIBB": "unknown word 'WIBB'",
    "31 Oktober 2020 22:25 WIBB": "unknown word 'WIBB'",
    "Sabtu besok 31 Oktober 2020": "unknown",
    "31 Oktober 2020 22:25 Waktu Arab": "unknown word 'Arab'",
    "31 Oktober 2020 Budi Santoso": "unknown word 'Budi'",
    "Penulis Budi Santoso 31 Oktober 2020": "unknown 'Penulis Budi Santoso'",
    "31 Oktober 2020 ?": r"unknown word '\?'",
    "Tim detikcom - detikNews Kamis, 02 Nov 2023 20:59 WIB": "unknown 'Tim detikcom - detikNews'",
    # labels that no table has: what do they date?
    "Jadwal Acara: Senin, 5 Oktober 2020 10:20 WIB": "unknown 'Jadwal Acara'",
    "Jadwal Acara : | Senin, 5 Oktober 2020 10:20 WIB": "unknown 'Jadwal Acara'",
    "Tenggat tanggal: Senin, 5 Oktober 2020": "unknown 'Tenggat'",
    # headlines and sentences that name a day
    "Gempa 5 Oktober 2020": "unknown",
    "Gempa Besar - 5 Oktober 2020": "more than a date",
    "Gempa Besar Senin, 5 Oktober 2020": "unknown 'Gempa Besar'",
    "Gempa di Laut Senin, 5 Oktober 2020 10:20 WIB": "unknown 'Gempa di Laut'",
    "Senen Senin, 5 Oktober 2020 10:20 WIB": "unknown 'Senen'",
    "5 Oktober 2020 - Kartini": "more than a date",
    "Fitnah bermaharajalela – PM (Utusan Malaysia 4 Julai 2008)": "unknown",
    "Ahok Belum Diadili, 4 Nopember 2016 Umat Islam Kepung Istana": "unknown word 'Umat'",
    # no whole day
    "2020": "unknown word '2020'",
    "Oktober": "no date",
    "Oktober 2020": "unknown word '2020'",
    "31 Oktober": "unknown word '31'",
    "5 menit yang lalu": "unknown word '5'",
    "kemarin": "no date",
    "8:43 AM MYT": "no day beside the clock",
    "1442 Hijrah / 2021 Masihi": "unknown word '1442'",
    "1442H / 2021M": "unknown word '1442'",
    "رجب المرجب ١٤٤٦ھ": "unknown",
    "17 Julai": "unknown word '17'",
    "5/11/20": "unknown",
    "": "no date",
    " | ": "no date",
    # no such day or clock
    "31 Februari 2020": "no such day",
    "30 Februari 2020 10:00 WIB": "no such day",
    "Selasa, 12/22/2020": "no such day",
    "17/19/2016": "no such day",
    "0 Mei 2020": "no such day",
    "31 Oktober 1020": "year 1020",
    "31 Oktober 2020 24:00 WIB": "no such clock",
    "31 Oktober 2020 22:65 WIB": "no such clock",
    "31 Oktober 2020 13:05 AM": "no such clock",
    "31 Oktober 2020T10:00+29:00": "no such zone",
    "27-25 November 2020": "no such span",
    # two of a kind
    "Sabtu, 25 November 2017 | 09:10 WIB Rabu, 17 Mei 2017 | 06:06 WIB": "two",
    "25 November 2017 | 17 Mei 2017": "two dates",
    "7 Rajab 1446 H / 8 Rajab 1446 H": "two Hijri dates",
    "31 Oktober 2020 10:00 11:00": "two clocks",
    "Kamis, 5 November 2015 10:08 WIB | LAPORAN: X 6 November 2015": "second date",
    # calendars
    "• امروز : پنج شنبه - ۲۰ اردیبهشت - ۱۴۰۳": "solar month 'اردیبهشت'",
    "تاریخ انتشار: ۰۹ دی ۱۴۰۲ - ۰۸:۲۶": "solar month 'دی'",
    "7 Rajab 1403 ش": "solar year",
    "7 Rajab 1446 M": "era mark",
    "31 Oktober 2020 H": "era mark",
    "7 Awal 1446 H": "ambiguous Hijri month 'Awal'",
    "7 Rabi Akhir 1446 H": "ambiguous Hijri month",
    "7 Rajab 1246 H": "Hijri year 1246",
    "7 Rajab 1501 H": "Hijri year 1501",
    "31 Rajab 1446 H / 31 Oktober 2020": "no such Hijri day",
    "Jum'at, 26 Rajab 1429": "weekday does not fit",
    # too long to be one
    "Sabtu, 31 Oktober 2020 " * 20: "a date line of 460 characters",
    "1" * 1_000_000: "a date line of 1000000 characters",
}  # fmt: skip


@pytest.mark.parametrize(("text", "complaint"), REFUSED.items(), ids=range(len(REFUSED)))
def test_what_is_not_known_is_refused_by_name(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint) as refusal:
        read_date_line(text)
    assert text[:40] in str(refusal.value).replace("\\'", "'")


BEYOND_THE_GRAMMAR = {
    "5th of November, 2015": line("2015-11-05"),
    "Thursday, 5th of November, 2015 14:30": line("2015-11-05", "14:30", weekday=THU),
    "5th of November, 2015 GMT+7": line("2015-11-05"),
    "Rabu, 17 Mai 2017": None,  # known to dateparser, not to our tables
    "5 Oktober 2020 jam 3 sore": None,
    "12345 2020": None,
    "1 Mei": None,
}


@pytest.mark.parametrize(("text", "expected"), BEYOND_THE_GRAMMAR.items())
def test_a_whole_date_in_other_words_is_read_strictly_or_not_at_all(
    text: str, expected: DateLine | None
) -> None:
    if expected is None:
        with pytest.raises(ValueError, match="unknown"):
            read_date_line(text)
    else:
        assert read_date_line(text) == expected


def test_a_weekday_that_contradicts_its_date_shows() -> None:
    right, wrong = (
        read_date_line("Sabtu, 31 Oktober 2020"),
        read_date_line("Senin, 31 Oktober 2020"),
    )
    assert right.published is not None
    assert wrong.published is not None
    assert (right.published.weekday_fits, wrong.published.weekday_fits) == (True, False)
    assert stamp("2020-10-31").weekday_fits is None


@pytest.mark.parametrize("mark", "'’‘`´ʻʼʿ′")
def test_every_apostrophe_makes_a_friday(mark: str) -> None:
    assert read_date_line(f"Jum{mark}at, 30 Oktober 2020") == line("2020-10-30", weekday=FRI)


@pytest.mark.parametrize("language", ["id", "ms", "en", "tr", "ar", "ur"])
def test_every_name_that_cldr_has_is_in_the_tables(language: str) -> None:
    locale = Locale(language)
    widths = ("wide", "abbreviated") if language in ("id", "ms", "en") else ("wide",)
    for width in widths:
        months = {fold(name): number for number, name in locale.months["format"][width].items()}
        assert {name: MONTHS.get(name) for name in months} == months
        if language == "tr" and width == "abbreviated":
            continue
        days = {fold(name): day + 1 for day, name in locale.days["format"][width].items()}
        assert {name: WEEKDAYS.get(name) for name in days} == days


NOT_DATE_LINES = {
    "• امروز : پنج شنبه - ۲۰ اردیبهشت - ۱۴۰۳": "Persian solar year",
    "تاریخ انتشار: ۰۹ دی ۱۴۰۲ - ۰۸:۲۶": "Persian solar year",
    "فرهنگیهنری 23:22 - 11 دی 1403": "Persian solar year",
    "Fitnah bermaharajalela – PM (Utusan Malaysia 4 Julai 2008)": "a headline with its source",
}
_HAS_YEAR = re.compile(r"(?<!\d)(?:1[34]|19|20)\d\d(?!\d)")
_ADDRESS_DAY = re.compile(r"voa-islam\.com/(?:read|news)/[a-z-]+/(\d{4})/(\d\d)/(\d\d)/")


def test_every_real_date_line_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    heads = [
        (text, url)
        for head, url in printed("header")
        for text in head.split("\n")
        if _HAS_YEAR.search(fold(text)) and text not in NOT_DATE_LINES
    ]
    read = {text: read_date_line(text) for text, _ in heads}
    stamps = [each.published for each in read.values() if each.published]
    moved = [
        (text, url)
        for text, url in heads
        if (day := _ADDRESS_DAY.search(url or ""))
        and (said := read[text].published)
        and said.day != date(*map(int, day.groups()))
    ]
    with capsys.disabled():
        sys.stdout.write(f" {len(heads)} real date lines read, {len(NOT_DATE_LINES)} refused ")
    assert len(heads) >= 90
    assert moved == []
    assert [each for each in stamps if each.weekday_fits is False] == []
    for text in NOT_DATE_LINES:
        with pytest.raises(ValueError, match=r"solar|unknown"):
            read_date_line(text)


def outcome(read: Callable[[str], object], text: str) -> object:
    try:
        return read(text)
    except ValueError as refusal:
        return refusal


# What may stand in each place of a line, first what does in a common one.
_PARTS = [
    [
        "",
        "Kompas.com - ",
        "Oleh : Ivan |",
        "Gempa, ",
        "Gempa : | ",
        "wib | ",
        "ini - ",
        "a.in, ",
        "Tim X - Y | ",
    ],
    ["", "| ", "- ", "• "],
    ["Sabtu", "", "Jum'at", "Thu", "Sabbtu", "الجمعة"],
    [", ", "", " ", " , ", ","],
    [
        "",
        "7 Rajab 1446 H / ",
        "7 Rajab 1446 ",
        "30 Sya'ban 1442هـ | ",
        "7 Rajab 1446 M / ",
        "30 Rajjab 1446 H / ",
        "7 Rajab 1600 H / ",
        "29 Rabiul Awal 1400 H / ",
    ],
    ["", "Senin ", "Rabu, ", "M "],
    ["31", "7", "05", "2015", "311"],
    [" ", "-", "/", ".", ", ", " - "],
    ["Oktober", "Nop", "Feb", "2", "02", "13", "Oktobber", "مايو"],
    [" ", "-", "/", ".", ", ", " - "],
    ["2020", "1890", "12", "30"],
    ["", " M", "م", "H"],
    [" ", "", ", ", " | ", " - ", "-", "T", "  "],
    ["22:25", "", "22.25", "24:10", "7:05", "22:25:59", "22:25:59.123", "09.00-11.30"],
    [" ", "", "  ", " ("],
    ["WIB", "", "GMT", "Z", "+0700", "+07:00", "-0930", "+9900", "GMT+7)", "utc-99", "WIBB", "-"],
    [
        "",
        ".",
        " ,",
        " | 998 Views",
        " | LAPORAN: X",
        " | ini",
        "| Tim X",
        "| 3 Mei 2019",
        " | 10.15",
    ],
]
_CHANGES = st.lists(
    st.integers(0, len(_PARTS) - 1).flatmap(
        lambda place: st.tuples(st.just(place), st.sampled_from(_PARTS[place]))
    ),
    max_size=5,
)


@settings(deadline=None, max_examples=500)  # a first use may import and load tables
@given(_CHANGES)
def test_the_quick_way_reads_nothing_that_the_grammar_does_not(
    changes: list[tuple[int, str]],
) -> None:
    chosen = dict(changes)
    text = "".join(chosen.get(place, parts[0]) for place, parts in enumerate(_PARTS))
    folded = fold(text)
    quick = outcome(lambda text: read_quickly(text, folded), text)
    if quick is not None:
        assert repr(quick) == repr(outcome(lambda text: read_known_line(text, folded), text))


@settings(deadline=None)  # a first use may import and load tables
@given(st.text(max_size=400))
def test_no_text_crashes_the_reader(text: str) -> None:
    assert isinstance(outcome(read_date_line, text), DateLine | ValueError)


_WORDS = ["Sabtu", "Ahad", "7", "31", "Rajab", "Oktober", "1446", "2020", "H", "M", "wib", "/", "|"]
_WORDS += [
    "-",
    ",",
    "22:25",
    "+07:00",
    "Diperbarui:",
    "unduh",
    "Oleh",
    "LAPORAN",
    "x",
    "05/11/2015",
]


@settings(deadline=None)  # a first use may import and load tables
@given(st.lists(st.sampled_from(_WORDS), max_size=14).map(" ".join))
def test_no_order_of_known_words_crashes_the_reader(text: str) -> None:
    found = outcome(read_date_line, text)
    assert isinstance(found, ValueError) or any(found)


@settings(deadline=None)  # a first use may import and load tables
@given(
    st.dates(date(1990, 1, 1), date(2070, 1, 1)),
    st.times(),
    st.sampled_from(
        ["Oktober", "NOVEMBER", "Agutus", "Febuari", "Feb", "Mac", "Dis", "July", "Eylül", "مايو"]
    ),
    st.sampled_from(["{d} {m} {y} {t} WIB", "{d}-{m}-{y}, {t} wib", "{t} WIB - {d} {m}, {y}"]),
)
def test_any_day_survives_printing(day: date, clock: time, month: str, form: str) -> None:
    day = day.replace(month=MONTHS[fold(month)], day=min(day.day, 28))
    clock = clock.replace(second=0, microsecond=0)
    text = form.format(d=day.day, m=month, y=day.year, t=f"{clock:%H:%M}")
    assert read_date_line(text) == DateLine(Stamp(day, clock, WIB))


@pytest.mark.parametrize(
    "text",
    [
        "a" * 300, "1 " * 150, "1a" * 150, "1-1" * 100, "a " * 150, "a|" * 150, "1 a-b-" * 50,
        "12:" * 100, "1/1/" * 75, "a.a." * 75, " " * 300, "1 " + "a-" * 149, "oleh " * 60,
        "diperbarui " * 27, "sabtu " * 50, "10:00-" * 50, "١" * 300, "\u0301" * 300, "ﷺ" * 300,
    ],
)  # fmt: skip
def test_hostile_lines_are_refused_at_once(text: str) -> None:
    with pytest.raises(ValueError, match=r"in|of"):
        read_date_line(text)
