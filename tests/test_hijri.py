"""Islamic dates: spellings, spans, years out of reach, and what a printed one dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.spellings import (
    AMBIGUOUS_HIJRI_MONTHS,
    HIJRI_MONTH_NAMES,
    HIJRI_MONTHS,
    MONTHS,
    SOLAR_MONTHS,
    fold_name,
)
from pipelines.dates import read_date_line
from pipelines.hijri import (
    HijriDate,
    gregorian_day,
    hijri_of,
    read_dateline_hijri,
    refers_to,
)

SPELLINGS = {
    1: ["Muharram", "Muharam", "Muhram", "محرم", "محرم الحرام", "Muharrem"],
    2: ["Safar", "Shafar", "Shofar", "Ṣafar", "صفر"],
    3: [
        "Rabi'ul Awwal", "Rabiul Awwal", "Rabi'ul Awal", "Rabiul Awal", "Robi'ul Awwal",
        "Robiul Awwal", "Rabiulawal", "Rabi' al-Awwal", "Rabīʿ al-awwal", "ربيع الأول",
        "Rebî'ul-evvel",
    ],
    4: [
        "Rabi'ul Akhir", "Rabi’ul Akhir", "Rabiul Akhir", "Rabiulakhir", "Rabi'uts Tsani",
        "Rabiul Tsani", "Robi'uts Tsani", "Robiul Tsani", "Rabi'ul Tsani", "Rabīʿ ath-thānī",
        "ربيع الآخر", "ربيع الثاني",
    ],
    5: [
        "Jumadil Awwal", "Jumadil Awal", "Jumadil Ula", "Jumadal Ula", "Jumada al-Ula",
        "Jamadil Awwal", "Jumadilawal", "Jamadilawal", "Jamadil Awal", "Jumādá al-ūlá",
        "جمادى الأولى",
    ],
    6: [
        "Jumadil Akhir", "Jumadil Tsani", "Jumadits Tsani", "Jumadits Tsaniyah", "Jumadil Akhira",
        "Jumadil Akhirah", "Jumadil Akhiroh", "Jumadal Akhirah", "Jamadil Akhir",
        "Jumadil Tsaniyah", "Jamadilakhir", "Jumadilakhir", "Jumādá al-ākhirah", "جمادى الآخرة",
        "جمادی الثانی",
    ],
    7: ["Rajab", "Rojab", "Rejab", "رجب", "رجب المرجب", "Recep", "Receb"],
    8: ["Sya'ban", "Sya’ban", "Syaban", "Syaaban", "Sha'ban", "Shaʿbān", "شعبان", "Şaban"],
    9: [
        "Ramadhan", "Ramadan", "Ramadlan", "Romadhon", "Romadlon", "Ramaḍān", "رمضان", "Ramazan",
    ],
    10: ["Syawal", "Syawwal", "Syawaal", "Shawwāl", "شوال", "Şevval"],
    11: [
        "Dzulqa'dah", "Dzulqa’dah", "Dzulqo'dah", "Dzulka'dah", "Dzul Qa'dah", "Dzulqaidah",
        "Dzulkaidah", "Zulqa'dah", "Zulqaidah", "Zulkaidah", "Zulkadah", "Zulkaedah",
        "Dhū al-Qaʿdah", "ذو القعدة",
    ],
    12: [
        "Dzulhijjah", "Dzul Hijjah", "Dzulhijah", "Zulhijjah", "Zulhijah", "Dhū al-Ḥijjah",
        "ذو الحجة", "Zil-hicce",
    ],
}  # fmt: skip
ALL_SPELLINGS = [(name, number) for number, names in SPELLINGS.items() for name in names]


@pytest.mark.parametrize(("name", "month"), ALL_SPELLINGS)
def test_every_spelling_names_its_month(name: str, month: int) -> None:
    for form in (name, name.upper()):
        assert read_date_line(f"7 {form} 1442 H").hijri == HijriDate(1442, month, 7)


def test_no_spelling_names_two_things() -> None:
    assert [HIJRI_MONTHS[fold_name(name)] for name in HIJRI_MONTH_NAMES] == list(range(1, 13))
    assert not HIJRI_MONTHS.keys() & (MONTHS.keys() | SOLAR_MONTHS | AMBIGUOUS_HIJRI_MONTHS)
    assert not MONTHS.keys() & SOLAR_MONTHS


@pytest.mark.parametrize(
    "mark", ["H", "H.", "h", "Hijriyah", "Hijriah", "Hijrah", "هـ", "هــ", "هجري", "ھ", "ه. ق", ""]
)
@pytest.mark.parametrize("joint", ["", " "])
def test_every_era_mark_is_a_hijri_one(mark: str, joint: str) -> None:
    assert read_date_line(f"21 Rajab 1439{joint}{mark}").hijri == HijriDate(1439, 7, 21)


DATELINES = {
    "GAZA, 21 Jamadilawal 1439H, Rabu –": HijriDate(1439, 5, 21, weekday=3),
    "GAZA, 18 Jamadilawal 1439H, Ahad –": HijriDate(1439, 5, 18, weekday=7),
    "HTI-Press. Selasa, 26 Rajab 1429 –": HijriDate(1429, 7, 26, weekday=2),
    "JAKARTA, 10-12 Rabi’ul Akhir 1442 H -": HijriDate(1442, 4, 10, 12),
    "الرياض ٧ رجب ١٤٤٦ هـ": HijriDate(1446, 7, 7),
    "MEKKAH, 1 Muharram 1343 H –": HijriDate(1343, 1, 1),
    "MEKKAH, 30 Dzulhijjah 1500 H –": HijriDate(1500, 12, 30),
    "MEKKAH, 29-30 Ramadhan 1442 H –": HijriDate(1442, 9, 29, 30),
    "MOSKOW, RUSIA (voa-islam.com) -": None,
    "ISTANBUL, 23 Februari 2016 (Antara/PRNewswire) --": None,
    "KUALA LUMPUR 25 Jun –": None,
    "Duniaekspress.com (22/03/2019)-": None,
}


@pytest.mark.parametrize(("dateline", "expected"), DATELINES.items())
def test_a_dateline_may_hold_a_hijri_date(dateline: str, expected: HijriDate | None) -> None:
    assert read_dateline_hijri(dateline) == expected


REFUSED_DATELINES = {
    "GAZA, 21 Jamadilawal 1439H, Sabtu –": "weekday does not fit",
    "GAZA, 21 Jamdilawal 1439H –": "unknown month 'Jamdilawal'",
    "GAZA, 21 Awal 1439H –": "ambiguous Hijri month 'Awal'",
    "TEHERAN, 21 Farvardin 1399 –": "solar month 'Farvardin'",
    "TEHERAN, 21 Rajab 1399 ش": "solar year",
    "MEKKAH, 9 Dzulhijjah 1310 H –": "Hijri year 1310",
    "MEKKAH, 30 Dzulhijjah 1342 H –": "Hijri year 1342",
    "MEKKAH, 1 Muharram 1501 H –": "Hijri year 1501",
    "MEKKAH, 0 Dzulhijjah 1442 H –": "no such Hijri day",
    "MEKKAH, 31 Dzulhijjah 1442 H –": "no such Hijri day",
    "MEKKAH, 29-31 Dzulhijjah 1442 H –": "no such Hijri day",
    "MEKKAH, 10-10 Dzulhijjah 1442 H –": "no such Hijri day",
    "MEKKAH, 12-10 Dzulhijjah 1442 H –": "no such Hijri day",
}


@pytest.mark.parametrize(("dateline", "complaint"), REFUSED_DATELINES.items())
def test_a_hijri_date_that_cannot_be_is_refused(dateline: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint) as refusal:
        read_dateline_hijri(dateline)
    assert repr(dateline) in str(refusal.value)


DAYS = {
    HijriDate(1446, 7, 7): "2025-01-07",
    HijriDate(1446, 5, 25): "2024-11-27",
    HijriDate(1446, 6, 4): "2024-12-05",
    HijriDate(1446, 7, 21): "2025-01-21",
    HijriDate(1446, 7, 20): "2025-01-20",
    HijriDate(1446, 7, 11): "2025-01-11",
    HijriDate(1343, 1, 1): "1924-08-01",
    HijriDate(1439, 5, 21, weekday=3): "2018-02-07",
    HijriDate(1439, 5, 21, weekday=4): "2018-02-08",  # a month that began a day later
    HijriDate(1439, 5, 21, weekday=2): "2018-02-06",
    HijriDate(1446, 8, 30): "2025-03-01",  # Umm al-Qura's Syakban had 29 days that year
}


@pytest.mark.parametrize(("hijri", "day"), DAYS.items())
def test_a_hijri_day_is_a_gregorian_one(hijri: HijriDate, day: str) -> None:
    assert gregorian_day(hijri).isoformat() == day


def test_a_weekday_two_days_off_fits_no_calendar() -> None:
    with pytest.raises(ValueError, match="weekday does not fit"):
        gregorian_day(HijriDate(1439, 5, 21, weekday=5), "Jumaat, 21 Jamadilawal 1439H")


def test_a_hijri_date_is_written_in_iso_order() -> None:
    assert str(HijriDate(1446, 7, 7)) == "1446-07-07"
    assert str(HijriDate(1442, 4, 10, 12)) == "1442-04-10/1442-04-12"


def test_a_gregorian_day_has_its_hijri_one_within_the_table() -> None:
    assert hijri_of(date(2020, 10, 31)) == "1442-03-14"
    assert hijri_of(date(2021, 4, 13)) == "1442-09-01"
    for day in (date(1924, 7, 31), date(2077, 11, 17)):
        with pytest.raises(ValueError, match=f"no Hijri date for {day}"):
            hijri_of(day)


VISITED = date(2025, 1, 7)
RAJAB_7 = HijriDate(1446, 7, 7)  # 2025-01-07


@pytest.mark.parametrize(
    ("hijri", "published", "visited", "meaning"),
    [
        (RAJAB_7, date(2020, 10, 31), VISITED, "rendering"),
        (RAJAB_7, date(2020, 10, 31), date(2025, 1, 5), "rendering"),
        (RAJAB_7, date(2020, 10, 31), date(2025, 1, 4), "neither"),
        (RAJAB_7, date(2020, 10, 31), date(2026, 6, 1), "rendering"),
        (RAJAB_7, date(2025, 1, 7), VISITED, "publication"),
        (RAJAB_7, date(2025, 1, 5), VISITED, "publication"),
        (RAJAB_7, date(2025, 1, 9), VISITED, "publication"),
        (RAJAB_7, date(2025, 1, 4), VISITED, "rendering"),
        (RAJAB_7, date(2025, 1, 10), date(2025, 2, 1), "neither"),
        (RAJAB_7, None, VISITED, "rendering"),
        (RAJAB_7, None, date(2025, 1, 8), "rendering"),
        (RAJAB_7, None, date(2025, 1, 9), "neither"),
        (RAJAB_7, None, date(2025, 2, 1), "neither"),
        (HijriDate(1442, 4, 10, 12), date(2020, 11, 29), VISITED, "publication"),
        (HijriDate(1442, 4, 10, 12), date(2020, 11, 30), VISITED, "neither"),
    ],
)
def test_a_printed_hijri_date_dates_the_publication_or_the_copy(
    hijri: HijriDate, published: date | None, visited: date, meaning: str
) -> None:
    assert refers_to(hijri, published, visited) == meaning


@given(st.dates(date(1924, 8, 1), date(2077, 11, 16)))
def test_every_day_goes_to_hijri_and_back(day: date) -> None:
    year, month, number = map(int, hijri_of(day).split("-"))
    assert gregorian_day(HijriDate(year, month, number)) == day
    shifted = day + timedelta(1)
    hijri = HijriDate(year, month, number, weekday=shifted.isoweekday())
    assert gregorian_day(hijri) == shifted


@given(st.text(max_size=400))
def test_no_dateline_crashes_the_reader(text: str) -> None:
    try:
        found = read_dateline_hijri(text)
    except ValueError:
        found = None
    assert found is None or isinstance(found, HijriDate)
