"""Datelines are cut off exactly, ordinary openings stay whole."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.reader.opening import cut_dateline
from tests.outlets import ANY, VOA

SENTENCE = "Dua gudang beras dibuka kembali pada hari itu."

OWN = """\
MOSKOW, RUSIA (voa-islam.com) -
KABUL, AFGHANISTAN (voa-islam.com) -
DEIR AL-ZOR, SURIAH (voa-islam.com) -
YOBE, NIGERIA (voa-islam.com) -
JENEWA, SWISS (voa-islam.com) -
MOGADISHU,SOMALIA (voa-islam.com) -
TEPI BARAT/GAZA, PALESTINA (voa-islam.com) -
KHAN YUNIS, GAZA, PALESTINA (voa-islam.com) -
JAKARTA (voa-islam.com) -
CILACAP (voa-islam.com) -
AMERIKA SERIKAT (voa-islam.com) -
AFRIKA UTARA (voa-islam.com) -
AMERIKA (voa-islam.com) –
Dubai (Voa-Islam.com) -
Yerusalem (Voa-Islam.com) -
BEKASI (voa-islam.com) –
BANDUNG (voa-islam.com) –
JAKARTA (voa-islam.com)-
JAKARTA (voa-islam.com)–
JAKARTA ( voa-islam.com)--
JAKARTA(voa-islam.com) -
JAKARTA (voa-islam.com) - -
JAKARTA (voa-islam.com),
JAKARTA (voa-islam.com):
JAKARTA [voa-islam.com] -
JAKARTA (VOA-ISLAM.COM) -
Cairo (voa-islam.com)
AMERIKA SERIKAT.(voa-islam.com) –
DUHOK, IRAK (voa-islam,com) -
JAKARTA (VoA-Islam) –
JOGYAKARTA (Voa Islam) -
SANAAN, YAMAN (voa-islam.com) -
COX'S BAZAR, BANGLADESH (voa-islam.com) -
SAN’A, YAMAN (voa-islam.com) -
BAB AL-MANDAB (voa-islam.com) -
D.I. YOGYAKARTA (voa-islam.com) -
GAZA, PALESTINA (voa-islam.com/AFP) -
BETHLEHEM, ISRAEL (voa-islam.com) -
VOA-ISLAM –
voa-islam.com -
VOA-ISLAM.COM, JAKARTA -
Voa-Islam.com – JAKARTA –"""

OTHERS = """\
KABUL (Arrahmah.com) –
IDLIB (Arrahmah.id) —
Afghan (arrahmah) –
BANDUNG (SALAM-ONLINE):
FALLUJAH (Jurnalislam.com) –
RAMALLAH (Suaramuslim.net)–
Temanggung (SI ONLINE) -
Jakarta (ANTARA) -
Baghdad (ANTARA News) -
Mataram, NTB (ANTARA News) -
Cilacap (ANTARA Kalbar) -
BANDUNG, (Panjimas.com) –
BEKASI (Infaq Dakwah Center) –
Solo (Waspada Aceh) –
JAKARTA, KOMPAS.com —
JAKARTA\xa0, KOMPAS.com\xa0—
ABUJA, KOMPAS.com -
Jakarta, NU Online
Semarang, NU Online Jateng
Jakarta, MINA –
Jakarta, Aktual.com –
JAKARTA, SATUHARAPAN.COM-
DAMASKUS, iNews.id -
POSO, Waspada.co id –
Jakarta, IDN Times -
Jakarta, CNN Indonesia —
Damaskus, Purna Warta –
JAKARTA, METRO –
Semarang, Idola 92.6 FM –
KOTAMOBAGU, Infaq Dakwah Center (IDC)--
REPUBLIKA.CO.ID, JAKARTA --
REPUBLIKA.CO.ID,YOGYAKARTA--
IHRAM.CO.ID, BANJARMASIH --
TEMPO.CO, Jakarta -
TEMPO.CO , Jakarta -
Liputan6.com, Jakarta -
INILAHCOM, Jakarta -
KIBLAT.NET, Kairo –
TRIBUNNEWS.COM, JAKARTA --
TRIBUNMANADO.CO.ID,MANADO -
MURIANEWS, Jakarta –
MONITOR, Jakarta –
KBR68H, Jakarta -
EDITOR.ID, Jakarta, –
ARCOM.CO.ID ,Bandung.
Pena-indonesia.com- JAKARTA–
[PORTAL-ISLAM.ID] JOGJA -
Spirit of Aqsa, Gaza –
Infopalestina – Gaza:
Berita Baru, Internasional –
Hidayatullah.com—
Hidayatullah.com–
tirto.id -
Suara.com -
Merdeka.com -
jpnn.com - jpnn.com -
iNSulteng –
suara-tamiang.com:
NU CILACAP ONLINE –
NU Online Jombang,
REPUBLIKA.CO.ID,
(SI ONLINE) -
CINA—
JENEWA—
BANGLADESH–
WASHINGTON -
JAKARTA---
JAKARTA --
MARANG:
KUALA LUMPUR :
Jakarta -
Jakarta-
Jakarta–
Solo -
TEMBURONG, Rabu, 17 Julai. -
BANDAR SERI BEGAWAN, 10 JULAI –
KUALA LUMPUR 25 Jun –
KUALA LUMPUR 3 Julai -
KOTA BHARU, 19 Dis:
KOTA BARU, 23 Nov —
BAITULMAQDIS, 21 MAC –
KAJANG, 9 Sept –
PUTRAJAYA, Sept 16 (Bernama) --
ISTANBUL, 23 Februari 2016 (Antara/PRNewswire) --
JAKARTA, 28/2 -
Jakarta, 13/5 (ANTARA) -
LONDON, Rabu (Middle East Monitor):
GAZA, 21 Jamadilawal 1439H, Rabu –
HTI-Press. Selasa, 26 Rajab 1429 –
Duniaekspress.com (22/03/2019)-
Duniaekspress, 29 september 2017. – Idlib –
Isnin , 10-08-2020 –
1 Oktober 2020-
LEBAK | Maslahat Umat —
LANGKAT | Kabar Kota –
PIKIRAN RAKYAT -
WE Online, Jakarta -
KONTAN.CO.ID - JAKARTA.
Dakwatuna.com – Jakarta.
JAKARTA, 4 November 2024 /PRNewswire/ --
JAKARTA, Indonesia, Nov. 4, 2024 /PRNewswire-AsiaNet/ --
SINGAPURA - Media OutReach Newswire - 4 November 2024 -
Liputan6.com, Jakarta
Liputan6.com, Banda Aceh
Spirit of Aqsa – Betlehem |
SURYA.CO.ID | SURABAYA -
SURYA.co.id|SURABAYA -
KABAR.COM || BANDUNG, INDONESIA –
BANDUNG || Kabar.com -
Kabar.com |
Kabar.com, Jakarta,
Medan, (Analisa).
KAB. BANDUNG -
Kab. Malang –
Kota Bandung -"""

ORDINARY = """\
Jakarta - Bogor adalah jalur kereta yang padat.
Jakarta-Bogor adalah jalur kereta yang padat.
Jakarta–Bogor adalah jalur kereta yang padat.
Jakarta - Bandung - Surabaya dilayani tiga kereta.
Indonesia - Malaysia sepakat berdagang beras.
AS - Iran Berunding Lagi.
AS-Iran: Perundingan dimulai.
Palestina, Israel - dua nama di peta.
Sahabat VOA-Islam... mari kita simak.
Sahabat Muslimah VOA-Islam... mari kita simak.
Sahabat VOA-Islam, mari kita simak.
Assalamu'alaikum. Mari kita simak.
Assalamu’alaikum warahmatullahi wabarakatuh. Mari kita simak.
VOA-Islam menerima surat pembaca.
Voa-Islam.com menerima surat pembaca.
(voa-islam.com) menjadi sumber berita.
PKS (Partai Keadilan Sejahtera) - Ketuanya datang.
Partai Keadilan Sejahtera (PKS) – Ketuanya datang.
Palestina (PLO) menyatakan sikap.
Jakarta (Ibu Kota) adalah kota besar.
Masjid Al-Aqsa (Yerusalem) - Ratusan orang datang.
Jakarta (MI) Harga beras naik.
ISLAM - Agama yang damai.
FOTO - Gudang beras dibuka.
BREAKING NEWS - Gudang beras dibuka.
KTT G-20 - Para tamu datang.
HAKIM: "Apakah Saudara tahu?"
SUMBER: Kementerian Pertanian.
Sumber: Kementerian Pertanian.
Indonesia: Negeri yang kaya.
Anda - Pembaca yang baik.
Lima - Enam orang datang.
Dunia - Harga beras naik.
17 Agustus 1945 - Proklamasi dibacakan.
Senin—Selasa hujan turun.
Sabtu (31/10/2020) pagi gudang dibuka.
Pada Sabtu (31/10/2020) - gudang dibuka.
Kamis, 5 November 2015 - 15:56 wib
Kompas.com - 02/11/2023, 21:34 WIB
Rabu 23-Mei-2007
Google.com - mesin pencari terbesar - digugat.
Menurut Republika.co.id - Menteri datang.
Kompas.com, Detik.com, dan Tempo.co memberitakannya.
Iran, Rusia, dan Turki bertemu.
Suriah, Yaman, Irak - Tiga negara dilanda banjir.
Muslim - Kristen di Kairo bersatu.
"Jakarta - Menteri datang," katanya.
1. Jakarta - Menteri datang.
[VIDEO] Menteri datang.
Jakarta: Hujan ringan, 24 sampai 33 derajat Celsius.
Medan | Berawan
JAKARTA. Hujan ringan, 24 sampai 33 derajat Celsius.
Kabar.com | 02/11/2023, 21:34 WIB
Harga naik 20 persen/PRNewswire/"""


@pytest.mark.parametrize("dateline", OWN.split("\n"))
def test_the_outlets_own_dateline_is_cut_as_printed(dateline):
    assert cut_dateline(f"{dateline} {SENTENCE}", VOA) == (dateline, SENTENCE)


@pytest.mark.parametrize("dateline", OTHERS.split("\n"))
def test_a_dateline_of_any_outlet_is_cut_as_printed(dateline):
    assert cut_dateline(f"{dateline} {SENTENCE}", ANY) == (dateline, SENTENCE)


@pytest.mark.parametrize("outlet", [VOA, ANY], ids=lambda outlet: outlet.name)
@pytest.mark.parametrize("paragraph", ORDINARY.split("\n"))
def test_an_ordinary_opening_stays_whole(paragraph, outlet):
    assert cut_dateline(paragraph, outlet) == (None, paragraph)


def test_a_glued_dash_needs_no_space_before_the_story():
    assert cut_dateline("JAKARTA (voa-islam.com)-29 gudang dibuka.", VOA) == (
        "JAKARTA (voa-islam.com)-",
        "29 gudang dibuka.",
    )
    assert cut_dateline("CINA—Gudang dibuka.", ANY) == ("CINA—", "Gudang dibuka.")
    assert cut_dateline("JAKARTA-Ketua gudang datang.", ANY) == (
        "JAKARTA-",
        "Ketua gudang datang.",
    )


@pytest.mark.parametrize("dateline", ["Jakarta:", "JAKARTA.", "MEDAN |", "Medan |"])
def test_a_place_with_a_sign_that_lists_have_too_needs_a_paragraph_behind_it(dateline):
    told = f"Menteri Perdagangan mengatakan: {SENTENCE}"
    assert cut_dateline(f"{dateline} {told}", ANY) == (dateline, told)


def test_a_place_without_a_dash_may_stand_above_a_quotation():
    said = "“Gudang beras dibuka,” kata Menteri."
    assert cut_dateline(f"Liputan6.com, Jakarta {said}", ANY) == ("Liputan6.com, Jakarta", said)


def test_a_dateline_may_be_broken_over_lines():
    dateline = "LOS ANGELES, KOMPAS.com\n-"
    assert cut_dateline(f"{dateline} {SENTENCE}", ANY) == (dateline, SENTENCE)


def test_a_dateline_may_stand_on_a_line_of_its_own():
    assert cut_dateline("Jakarta, NU Online", ANY) == ("Jakarta, NU Online", "")
    assert cut_dateline("MOSKOW, RUSIA (voa-islam.com) -", VOA) == (
        "MOSKOW, RUSIA (voa-islam.com) -",
        "",
    )


def test_a_tag_that_no_table_knows_needs_the_outlets_word_or_a_dash():
    paragraph = "Jakarta (MI) Harga beras naik."
    named = type(ANY)(name="mi", title="MI", home="", domains=(), tags=("mi",))
    assert cut_dateline(paragraph, named) == ("Jakarta (MI)", "Harga beras naik.")
    assert cut_dateline("Jakarta (MI) - Harga beras naik.", ANY)[0] == "Jakarta (MI) -"


OPENINGS = st.lists(
    st.sampled_from(
        [
            *("JAKARTA", "Gaza", "RUSIA", "voa-islam.com", "KOMPAS.com", "NU Online", "Rabu"),
            *("25 Jun", "(voa-islam.com)", "(AFP)", "(13/5)", "Presiden", "kata", "ﷺ", "\u200b"),
            *("(", ")", "[", "]", ",", ".", ":", "|", "-", "–", "—", "--", " ", "\n", "\xa0", "/"),
        ]
    ),
    max_size=14,
).map("".join)


@given(st.one_of(OPENINGS, st.text(max_size=300)), st.sampled_from([VOA, ANY]))
def test_dateline_white_space_and_rest_rebuild_any_paragraph(paragraph, outlet):
    dateline, rest = cut_dateline(paragraph, outlet)
    if dateline is None:
        assert rest == paragraph
    else:
        stripped = paragraph.strip()
        assert dateline == dateline.strip() != ""
        assert stripped.startswith(dateline)
        assert stripped[len(dateline) :].strip() == rest.strip()


@pytest.mark.parametrize(
    "unit", ["a", " ", "(", "Aa ", "- ", "A.a", "Jakarta, ", "1/", "JAKARTA ("]
)
def test_a_paragraph_of_a_megabyte_costs_little(unit):
    paragraph = unit * (1_000_000 // len(unit))
    cut_dateline("Xyz - Abc", VOA)  # loads the gazetteer
    started = time.perf_counter()
    cut_dateline(paragraph, VOA)
    assert time.perf_counter() - started < 0.1
