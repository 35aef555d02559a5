"""What the invented stories are made of: bodies, people, goods and the sentences in `text/`.

No person and no statement here is real; places and a few common abbreviations are.
"""

from pathlib import Path

_TEXT = Path(__file__).parent / "text"


def _lines(name: str) -> tuple[str, ...]:
    return tuple((_TEXT / name).read_text(encoding="utf-8").splitlines())


NEWS = _lines("news.txt")
OPINION = _lines("opinion.txt")
HEADLINES = _lines("headlines.txt")
HEADLINE_TAILS = _lines("headline_tails.txt")
OPINION_HEADLINES = _lines("opinion_headlines.txt")
COMMENTS = _lines("comments.txt")

BODIES = (
    ("Forum Pekerja Lintas Pulau", "FPLP"),
    ("Badan Penanggulangan Bencana Daerah", "BPBD"),
    ("Dewan Koordinasi Pengungsi Selatan", "DKPS"),
    ("Komite Gencatan Senjata Bersama", "KGSB"),
    ("Lembaga Amil Zakat Cahaya Pesisir", "LAZCP"),
    ("Ikatan Guru Madrasah Swasta", "IGMS"),
    ("Pusat Kajian Pangan Khatulistiwa", "PKPK"),
    ("Perserikatan Bangsa-Bangsa", "PBB"),
    ("Front Rakyat untuk Pembangunan Lembah", "FRPL"),
    ("Misi Pengamat Uni Sabana", "MIPUS"),
    ("Serikat Nelayan Teluk Utara", "SNTU"),
    ("Gerakan Relawan Medis Lintas Batas", "GRMLB"),
    ("Asosiasi Pedagang Pasar Rakyat", "APPR"),
    ("Majelis Musyawarah Desa Hulu", "MMDH"),
    ("Inisiatif Sungai Bersih", "IS"),
)

PEOPLE = (
    "Wirasena Hadikara",
    "Jamal Turangga",
    "Umar Sadewata",
    "Halimah Pranacitra",
    "Yusran Malikbara",
    "Fatimah Dewangsari",
    "Idris Samudrakarim",
    "Salim Bagasatya",
    "Nuraini Kertarasa",
    "Taufan Al-Ghufarini",
    "Zaki Rimbawana",
    "Khadijah Lestarini",
    "Abdullah bin Sarwana",
    "Bakri Tanjungmas",
    "Rasyid Ombakara",
    "Ma'mun Wanasaba",
)

ROLES = (
    "juru bicara",
    "kepala bidang lapangan",
    "sekretaris",
    "wakil ketua",
    "koordinator relawan",
    "kepala logistik",
    "pengamat dari",
    "anggota dewan penasihat",
)

GOODS = (
    "beras",
    "gandum",
    "air bersih",
    "obat-obatan",
    "minyak goreng",
    "bibit padi",
    "tenda",
    "solar",
    "buku pelajaran",
    "daging qurban",
    "alat ukur cuaca",
)

VIRTUES = (
    "Kejujuran",
    "Adab",
    "Rasa Malu",
    "Ilmu",
    "Kesabaran",
    "Waktu Luang",
    "Persaudaraan",
    "Al-Qur'an",
    "Syukur",
    "Tanggung-jawab",
    "Amanah",
    "Sabar",
    "Musyawarah",
    "Kesederhanaan",
    "Silaturahim",
    "Rasa Ingin Tahu",
    "Kerja Keras",
    "Gotong-royong",
    "Doa Ibu",
    "Harapan",
)

SOURCES = ("islamconverts", "kabar pesisir", "buletin lembah", "warta hulu", "catatan relawan")
