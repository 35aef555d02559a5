"""How the press of the region spells months, weekdays, zones, eras and the labels of a date.

Data, as printed; `fold` is what a spelling and a page have in common. *Seen* spellings were read on
pages of Indonesian, Malay, Arabic, Urdu and Turkish outlets of 2008 to 2025; *standard* ones come
from CLDR 48 (id, ms, en, tr, ar, ur) and KBBI and were not met yet. What is in no table here is
refused by name: to accept a new spelling, add it to its row.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from models.credit import LABELS

_APOSTROPHES = "'’‘‛`´ʻʼʽʾʿˈ′＇"
_DASHES = "‐‑‒–—―−﹘﹣－"
_INVISIBLE = "\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u3164\ufeff"
_KASHIDA = "ـ"
# Letters that Arabic, Persian and Urdu keyboards write differently for one word.
_ARABIC_LETTERS = {"ی": "ي", "ى": "ي", "ې": "ي", "ے": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ة": "ه"}
_CHARACTERS: Final[Mapping[int, str | None]] = str.maketrans(
    {
        **dict.fromkeys(_APOSTROPHES + _INVISIBLE + _KASHIDA),
        **dict.fromkeys(_DASHES, "-"),
        **_ARABIC_LETTERS,
        **{chr(zero + n): str(n) for zero in (0x660, 0x6F0) for n in range(10)},
        "،": ",",
        "۔": ".",
        "؛": ";",
        "\u00a0": " ",
        "ı": "i",
    }
)
_MOST_KNOWN = 4096


class _Folded(dict[int, str]):
    """What each character beyond ASCII folds to, found out once: no neighbour changes it."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", chr(code).translate(_CHARACTERS))
        folded = "".join(c for c in plain if not unicodedata.combining(c)).translate(_CHARACTERS)
        if len(self) < _MOST_KNOWN:
            self[code] = folded
        return folded


_FOLDED: Final = _Folded()


def fold(text: str) -> str:
    """The text in lower case without apostrophes, accents, kashida and invisible characters.

    Dashes become `-`, Arabic-Indic digits become ASCII: `Jum’at` gives `jumat`, `Rabīʿ` `rabi`,
    `١٤٤٦ هــ` `1446 ه`.
    """
    if not text.isascii():
        text = text.translate(_FOLDED)
    return text.lower().replace("'", "").replace("`", "")


def fold_name(text: str) -> str:
    """As `fold`, and without blanks and hyphens: `Jumada al-Ula` gives `jumadaalula`."""
    return fold(text).replace(" ", "").replace("-", "")


def as_printed(folded: str, text: str) -> str:
    """A folded word as the text prints it; the folded word where no word of the text folds so."""
    words = re.findall(r"[^\W\d_][^\s|,:;()/\d]*+", text)
    return next((word for word in words if fold(word) == folded), folded)


def _numbered(rows: Iterable[str], key: Callable[[str], str], separator: str) -> dict[str, int]:
    return {
        key(spelling.strip()): number
        for number, row in enumerate(rows, start=1)
        for spelling in row.split(separator)
        if spelling.strip()
    }


# Indonesian · its slips · Malay · English · Turkish · Arabic · Urdu. Seen: Agutus (the source's own
# month table), Febuari (a common slip), Nopember, Nop, Agu, Mac, Julai, Dis, Disember, Sept, Okt,
# Ocak. Standard: Pebruari, Peb, Agt, Ags, Agust, Ogos, Jui.
MONTHS: Final = _numbered(
    [
        "Januari Jan January Ocak Oca يناير جنوری",
        "Februari Pebruari Febuari Feb Peb February Şubat Şub فبراير فروری",
        "Maret Mar Mac March Mart مارس مارچ",
        "April Apr Nisan Nis أبريل إبريل اپریل",
        "Mei May Mayıs مايو مئی",
        "Juni Jun June Haziran Haz يونيو جون",
        "Juli Jul Julai July Temmuz Tem يوليو جولائی",
        "Agustus Agutus Agu Agt Ags Agst Agust Ogos Ogo August Aug Ağustos Ağu أغسطس اگست",
        "September Sep Sept Eylül Eyl سبتمبر ستمبر",
        "Oktober Okt October Oct Ekim Eki أكتوبر اکتوبر",
        "November Nopember Nov Nop Kasım Kas نوفمبر نومبر",
        "Desember Des Disember Dis December Dec Aralık Ara ديسمبر دسمبر",
    ],
    fold,
    " ",
)

HIJRI_MONTH_NAMES: Final = (
    "Muharam", "Safar", "Rabiulawal", "Rabiulakhir", "Jumadilawal", "Jumadilakhir",
    "Rajab", "Syakban", "Ramadan", "Syawal", "Zulkaidah", "Zulhijah",
)  # fmt: skip
"""One name a month, spelled as KBBI does: what a query or a table shows."""

# Indonesian, Malay, English, Turkish, Arabic and Urdu spellings of the Islamic months.
HIJRI_MONTHS: Final = _numbered(
    [
        "Muharram, Muharam, Muhram, Muharrem, محرم, محرم الحرام",
        "Safar, Shafar, Shofar, Safer, صفر, صفر المظفر",
        "Rabi'ul Awwal, Rabi'ul Awal, Robi'ul Awwal, Robi'ul Awal, Rabi' al-Awwal, Rabi' al-Awal,"
        "Rabi'al-Ula, Rebi'ul-evvel, Rebiülevvel, ربيع الأول, ربیع الاول",
        "Rabi'ul Akhir, Rabi'uts Tsani, Rabi'ul Tsani, Robi'uts Tsani, Robi'ul Tsani,"
        "Robi'ul Akhir, Rabi' al-Akhir, Rabi' al-Thani, Rabi' ath-Thani, Rabi'uth Thani,"
        "Rebiülahir, ربيع الآخر, ربيع الثاني, ربیع الثانی",
        "Jumadil Awwal, Jumadil Awal, Jumadil Ula, Jumadal Ula, Jumada al-Ula, Jumada al-Awwal,"
        "Jumadal Awwal, Jumadal Awal, Jamadil Awwal, Jamadil Awal, Cemaziyelevvel,"
        "جمادى الأولى, جمادى الأول, جمادی الاول",
        "Jumadil Akhir, Jumadil Tsani, Jumadits Tsani, Jumadits Tsaniyah, Jumadil Tsaniyah,"
        "Jumadil Akhira, Jumadil Akhirah, Jumadil Akhiroh, Jumadal Akhirah, Jumada al-Akhirah,"
        "Jumada al-Akhira, Jumada al-Thani, Jumada al-Thaniyah, Jumada ath-Thaniyah, Jamadil Akhir,"
        "Cemaziyelahir, جمادى الآخرة, جمادى الآخر, جمادى الثانية, جمادی الثانی",
        "Rajab, Rojab, Rejab, Recep, Receb, رجب, رجب المرجب",
        "Sya'ban, Syaaban, Syakban, Sha'ban, Shaaban, Şaban, شعبان, شعبان المعظم",
        "Ramadhan, Ramadan, Ramadlan, Romadhon, Romadlon, Ramadhon, Ramazan,رمضان, رمضان المبارك",
        "Syawal, Syawwal, Syawaal, Shawwal, Shawal, Şevval, شوال, شوال المكرم",
        "Dzulqa'dah, Dzulqo'dah, Dzulka'dah, Dzulqaidah, Dzulkaidah, Dzulqoidah,"
        "Zulqa'dah, Zulqaidah, Zulka'dah, Zulkaidah, Zulkadah, Zulkaedah, Dhu al-Qa'dah,"
        "Dhul Qa'dah, Dhul Qi'dah, Zilkade, ذو القعدة, ذي القعدة, ذیقعدہ",
        "Dzulhijjah, Dzulhijah, Zulhijjah, Zulhijah, Dhu al-Hijjah, Dhul Hijjah, Zil-hicce,"
        "Zilhicce, ذو الحجة, ذي الحجة, ذی الحج",
    ],
    fold_name,
    ",",
)


def _words(printed: str, key: Callable[[str], str] = fold) -> frozenset[str]:
    return frozenset(map(key, printed.split()))


AMBIGUOUS_HIJRI_MONTHS: Final = _words(
    "Awal Awwal Akhir Tsani Thani Ula Rabi Rabiul Robiul Rabi'-Awal Rabi'-Awwal Rabi'-Akhir Jumada "
    "Jumadal Jumadil Jamadil Jumadi Dzul Zul ربيع جمادى ذو",
    fold_name,
)
"""Halves of names that two months share, by `fold_name`: no number is certain."""

SOLAR_MONTHS: Final = _words(
    "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند Farvardin Ordibehesht "
    "Khordad Tir Mordad Shahrivar Mehr Aban Azar Dey Bahman Esfand",
    fold_name,
)
"""Months of the Persian solar year, whose 13xx and 14xx are not those of the lunar one."""

# Monday is 1, as in ISO 8601. Sab, Min, Mgg, Kam, Rab and the like are standard, the rest was seen.
WEEKDAYS: Final = _numbered(
    [
        "Senin Sen Isnin Isn Monday Mon Pazartesi الاثنين الإثنين پیر",
        "Selasa Sel Tuesday Tue Tues Salı الثلاثاء منگل",
        "Rabu Rab Wednesday Wed Çarşamba الأربعاء بدھ",
        "Kamis Kam Khamis Kha Thursday Thu Thur Thurs Perşembe الخميس جمعرات",
        "Jum'at Jumaat Jum Friday Fri Cuma الجمعة جمعہ",
        "Sabtu Sab Saturday Sat Cumartesi السبت ہفتہ",
        "Ahad Ahd Minggu Min Mgg Sunday Sun Pazar الأحد اتوار",
    ],
    fold,
    " ",
)

ZONES: Final = {
    fold(mark): name
    for name, marks in {
        "Asia/Jakarta": ("WIB", "Asia/Jakarta", "Asia/Pontianak"),
        "Asia/Makassar": ("WITA", "Asia/Makassar"),
        "Asia/Jayapura": ("WIT", "Asia/Jayapura"),
        "Asia/Kuala_Lumpur": ("MYT", "Asia/Kuala_Lumpur"),
        "Asia/Singapore": ("SGT", "Asia/Singapore"),
        "Asia/Brunei": ("BNT", "Asia/Brunei"),
        "UTC": ("UTC", "GMT", "Z"),
    }.items()
    for mark in marks
}
"""Zone marks by `fold`, to IANA names. Seen in heads: WIB, MYT, GMT, Asia/Jakarta."""

HIJRI_MARKS: Final = _words("H AH Hijriyah Hijriah Hijriyyah Hijrah Hijri هـ ھ ق هجري هجرية")
GREGORIAN_MARKS: Final = _words("M CE Masehi Masihi Miladi م ميلادي ميلادية")
SOLAR_MARKS: Final = _words("ش شمسی")

UPDATE_LABELS: Final = _words(
    "Diperbarui Diperbaharui Diupdate Update Updated Modified Diubah Disunting Dikemaskini "
    "Kemaskini dateModified Dimutakhirkan Dimodifikasi Direvisi Edited Diedit Pembaruan "
    "Pemutakhiran Perubahan Revised Changed Terbaru"  # the last is BBC's for `Last updated`
)
"""Words that make the date after them an update: `Diperbarui: …`, `(last modified …)`."""

VISIT_LABELS: Final = _words(
    "unduh diunduh diakses dicetak ini today printed accessed retrieved امروز اليوم"
)
"""Words that make the date after them the visit's: `Waktu unduh: …`, `Hari ini, …`."""

PLAIN_LABELS: Final = _words(
    "last terakhir waktu pada tanggal tgl hari jam pukul pkl at on bertepatan bersamaan dengan "
    "diterbitkan dipublikasikan dipublish terbit tayang ditayangkan dirilis diposting published "
    "posted post publish publikasi dipublikasi posting diposkan dibuat rilis edisi created ditulis "
    "written diunggah upload uploaded dimuat release released date datetime datePublished "
    "الموافق ل تاريخ النشر برابر با اشاعت کی"
)
"""Words that stand beside a date and change nothing about it."""

MARKET_DAYS: Final = _words("Legi Pahing Paing Pon Wage Kliwon")
"""Days of the Javanese week of five, printed behind the weekday: `Jumat Kliwon, 17 Mei 2024`."""

AUTHOR_LABELS: Final = frozenset(
    label for label, roles in LABELS.items() if label.isalpha() and roles != ("source",)
)
"""Words that name who wrote a story, before its date or behind it."""

# واس is the Saudi Press Agency: it opens with the city and closes with its own name, undivided.
TAIL_LABELS: Final = AUTHOR_LABELS | _words(
    "in dalam kategori sumber views view dibaca dilihat واس"
)
"""Words that end the date and open something else: `| LAPORAN: …`, `in Berita`."""

NEWSROOM_WORDS: Final = _words("redaksi admin administrator tim humas")
"""What newsrooms call themselves beside a date: `Redaksi 18 Mei 2024`."""

BARE_LEADS: Final = NEWSROOM_WORDS | _words("الرياض oleh by")
"""Words that may open a date line without a dash or bar before the date."""
