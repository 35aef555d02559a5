"""Datelines and sign-offs in the forms of voa-islam.com, with what they mean."""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Place:
    """Where a story plays: `DEIR AL-ZOR`, `Deir Al-Zor`, `SY`, `SURIAH`."""

    printed: str
    title: str
    code: str | None
    country: str | None = None
    """In Indonesian capitals; None for a place in Indonesia or one that is a country itself."""
    alone: bool = False
    """Known well enough abroad to be printed without its country."""


ABROAD = (
    Place("MOSKOW", "Moskow", "RU", "RUSIA"),
    Place("KABUL", "Kabul", "AF", "AFGHANISTAN", alone=True),
    Place("DEIR AL-ZOR", "Deir Al-Zor", "SY", "SURIAH"),
    Place("IDLIB", "Idlib", "SY", "SURIAH"),
    Place("YOBE", "Yobe", "NG", "NIGERIA"),
    Place("JENEWA", "Jenewa", "CH", "SWISS"),
    Place("MOGADISHU", "Mogadishu", "SO", "SOMALIA", alone=True),
    Place("TEPI BARAT/GAZA", "Tepi Barat/Gaza", "PS", "PALESTINA"),
    Place("TEPI BARAT", "Tepi Barat", "PS", "PALESTINA"),
    Place("SHABWA", "Shabwa", "YE", "YAMAN"),
    Place("SANA'A", "Sana'a", "YE", "YAMAN"),
    Place("SANAAN", "Sanaan", "YE", "YAMAN"),
    Place("ADEN", "Aden", "YE", "YAMAN"),
    Place("KAIRO", "Kairo", "EG", "MESIR"),
    Place("CAIRO", "Cairo", "EG", "MESIR", alone=True),
    Place("DUHOK", "Duhok", "IQ", "IRAK"),
    Place("BAGHDAD", "Baghdad", "IQ", "IRAK", alone=True),
    Place("ANKARA", "Ankara", "TR", "TURKI", alone=True),
    Place("AMMAN", "Amman", "JO", "YORDANIA"),
    Place("BEIRUT", "Beirut", "LB", "LEBANON", alone=True),
    Place("DUBAI", "Dubai", "AE", "UNI EMIRAT ARAB", alone=True),
    Place("DOHA", "Doha", "QA", "QATAR"),
    Place("RIYADH", "Riyadh", "SA", "ARAB SAUDI"),
    Place("ISLAMABAD", "Islamabad", "PK", "PAKISTAN", alone=True),
    Place("NEW DELHI", "New Delhi", "IN", "INDIA"),
    Place("DHAKA", "Dhaka", "BD", "BANGLADESH"),
    Place("YANGON", "Yangon", "MM", "MYANMAR"),
    Place("KUALA LUMPUR", "Kuala Lumpur", "MY", "MALAYSIA"),
    Place("LONDON", "London", "GB", "INGGRIS"),
    Place("PARIS", "Paris", "FR", "PRANCIS"),
    Place("DEN HAAG", "Den Haag", "NL", "BELANDA"),
    Place("NAIROBI", "Nairobi", "KE", "KENYA", alone=True),
    Place("TRIPOLI", "Tripoli", "LY", "LIBYA"),
    Place("TUNIS", "Tunis", "TN", "TUNISIA"),
    Place("AMERIKA SERIKAT", "Amerika Serikat", "US"),
    Place("AFRIKA UTARA", "Afrika Utara", None),
)

AT_HOME = (
    Place("JAKARTA", "Jakarta", "ID"),
    Place("BEKASI", "Bekasi", "ID"),
    Place("SOLO", "Solo", "ID"),
    Place("BANDUNG", "Bandung", "ID"),
    Place("CILACAP", "Cilacap", "ID"),
    Place("JOGYAKARTA", "Jogyakarta", "ID"),
    Place("YOGYAKARTA", "Yogyakarta", "ID"),
    Place("SURABAYA", "Surabaya", "ID"),
    Place("MAKASSAR", "Makassar", "ID"),
    Place("MEDAN", "Medan", "ID"),
    Place("BANDA ACEH", "Banda Aceh", "ID"),
    Place("PALEMBANG", "Palembang", "ID"),
)

_WITH_COUNTRY = (
    *["{city}, {country} (voa-islam.com) -"] * 10,
    *["{city},{country} (voa-islam.com) -"] * 2,
    "{city}, {country} (voa-islam,com) -",
    "{city}, {country} (voa-islam.com) –",
    "{city}, {country} (Voa-Islam.com) -",
)
_ALONE = (
    *["{city} (voa-islam.com) -"] * 4,
    *["{city} (voa-islam.com) –"] * 3,
    "{city} ( voa-islam.com)--",
    "{city} (voa-islam.com),",
    "{city} (VoA-Islam) –",
    "{city} (Voa Islam) -",
)
_REGION = (
    *["{city} (voa-islam.com) -"] * 3,
    "{city} (voa-islam.com) –",
    "{city}.(voa-islam.com) –",
)
_EARLY = ("{title} (Voa-Islam.com) -", "{title} (Voa-Islam.com) -", "{title} (voa-islam.com)")


def dateline(rng: Random, place: Place, section: str, year: int) -> str:
    """The dateline as printed, with its tag and whatever stands for the dash."""
    by_itself = place.country is None or (place.alone and rng.random() < 0.4)
    if by_itself and year <= 2013 and rng.random() < 0.35:
        form = rng.choice(_EARLY)
    elif section == "politik-indonesia" and by_itself and rng.random() < 0.6:
        form = "{city} (voa-islam.com)-"
    elif place.code != "ID" and place.country is None:
        form = rng.choice(_REGION)
    else:
        form = rng.choice(_ALONE if by_itself else _WITH_COUNTRY)
    return form.format(city=place.printed, title=place.title, country=place.country)


SIGN_OFFS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("(TDS)", ("TDS",)),
    ("(TNA)", ("TNA",)),
    ("(reuters)", ("reuters",)),
    ("(st/Reuters)", ("st", "Reuters")),
    ("(st/ptv)", ("st", "ptv")),
    ("(st/MeMo)", ("st", "MeMo")),
    ("(st/an)", ("st", "an")),
    ("(st/orient)", ("st", "orient")),
    ("(st/TNA)", ("st", "TNA")),
    ("(st/AMN)", ("st", "AMN")),
    ("(an/ARA)", ("an", "ARA")),
    ("(by/kp)", ("by", "kp")),
    ("(jj/wb/voa-islam.com)", ("jj", "wb")),
    ("(bilal/voa-islam)", ("bilal",)),
    ("(Robi/voa-islam.com)", ("Robi",)),
    ("(AF/Voa-Islam.com)", ("AF",)),
    ("[ap/fq/voa-islam.com]", ("ap", "fq")),
    ("[afgh/aby/voa-islam.om]", ("afgh", "aby")),
    ("[ril/syahid/voa-islam.com]", ("ril", "syahid")),
    ("[PurWD/Protonema/voa-islam.com]", ("PurWD", "Protonema")),
    ("* [Staf/voa-islam.com]", ("Staf",)),
)
"""Those for news, with their parts and without the outlet's own name."""

OPINION_SIGN_OFFS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("(riafariana/voa-islam.com)", ("riafariana",)),
    ("[ril/syahid/voa-islam.com]", ("ril", "syahid")),
    ("(bilal/voa-islam)", ("bilal",)),
    ("* [Staf/voa-islam.com]", ("Staf",)),
)
