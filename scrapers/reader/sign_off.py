"""The sign-off at the end of a story: a bracket, stars or a name that credits somebody."""

import re
from collections.abc import Iterator

from models import newsrooms
from models.outlet import Outlet
from scrapers.reader.credits import ANY_LABEL

REACH = 200
"""Characters of the paragraph's end that are looked at; the longest sign-off seen has 44."""

_FINISHED = re.compile(r"(?:[.!?…][\"”“'’»)\]]*|[,.][\"”’']|^)\s*$")
"""What stands before a sign-off: nothing, or a finished sentence. A quotation mark alone does not
finish one: `kelompok “Negara Islam” (IS)`."""

_BRACKET = re.compile(r"(?:\*+\s*)?[(\[](?P<inner>[^()\[\]]{0,80})[)\]](?:\s*\*+)?\.?$")
_STARS = re.compile(r"\*{1,5}(?:\s+(?P<name>[^\W\d_][\w .'’-]{1,40}))?$")
_CODES = re.compile(
    r"(?<!\S)(?:/[A-Z]{2,4}|[a-z]{2,5}/[a-z]{2,5}|[A-Z]\w{1,15}/Red|(?:Red|Tim)/[A-Z]\w{1,15})$"
)
_AND_WIRES = re.compile(  # `ab/hp (dpa, Reuters)`, as Deutsche Welle signs
    r"(?<!\S)[a-z]{2,4}(?:/[a-z]{2,4})* [(](?P<wires>[A-Za-z]{2,8}(?:, ?[A-Za-z]{2,8}){0,4})[)]$"
)
_DASHED = re.compile(
    r"(?<![\w-])[–—-]\s*(?P<name>[^\W\d_][\w .&-]{1,40}?)(?:\s+\d{1,2}/\d{1,2}/\d{4})?\.?$"
)
_CAPITALS = re.compile(
    # Names, not what capitals abbreviate: `DINI TEJA`, `LARISSA HUDA | ANTARA`, but not `TNI AD`.
    r"(?<=\s)(?P<name>[A-Z]{3,}(?:\s+(?:[A-Z]\.?|[A-Z.'’-]{4,}))+(?:\s+\|\s+[A-Z .'’-]+)?)$"
)

_DATE = re.compile(
    r"[\d\s/.,:–-]+(?:wib|wita|wit)?"  # (31/10/2020), (37), (10.15 WIB)
    r"|(?:senin|selasa|rabu|kamis|jum['’]?at|sabtu|ahad|minggu)\b.*"
    r"|\d{1,2}\s+[a-z]+(?:\s+\d{4})?",  # (31 Oktober), (37 tahun)
    re.IGNORECASE,
)
_DATED = re.compile(r"\d/\d{1,2}/\d|(?<!\w)\d{1,2}/\d{1,2}$")
_SPOKEN = re.compile(
    # What follows a finished sentence and credits nobody: verses, traditions, formulas, notes,
    # pointers, pictures, and the marks of serials.
    r"(?:q\.?\s?s|h\.?\s?r|al[- ]?qur['’]?an|sura[ht]|ayat|hadi[ts]|swt|saw|a+mi+n|insya|masya)\b.*"
    r"|(?:wallahu|allahu|subhanallah|hasbunallah|alhamdulillah|mut+afa[qk]).*"
    r"|bukhari\W+(?:dan )?muslim|(?:semoga|merdeka atau|sambil|menghela)\b.*"
    r"|ter(?:tawa|senyum|kekeh)|(?:bukan )?nama (?:sebenarnya|samaran)"
    r"|(?:baca|lihat|klik|gambar|video|ilustrasi|dok)\b.*"
    r"|.*\b(?:foto|photo)s?\b.*"
    r"|(?:\d+/)?(?:bersambung|selesai|tamat|habis|end)",
    re.IGNORECASE,
)
_OF_THE_SITE = re.compile(
    # Boxes are headed in capitals, too; and notes on the author stand behind stars.
    r"(?:berita|artikel|kabar|video|stori|cerita|topik|tags?) (?:ter\w+|populer|lainnya|se\w+nya)"
    r"|(?:trending|latest|breaking|hot|more) (?:news|topics?)|pilihan (?:redaksi|editor|untuk\w*)"
    r"|(?:ikuti|tentang|hubungi|follow) (?:kami|us)|(?:wajib|cari|indeks|bagikan|laporkan) \w+"
    r"|rekomendasi .*|kata kunci|komentar .*|post navigation|(?:konten|sponsored) \w+"
    r"|live streaming|.* mungkin suka|penulis\b.*",
    re.IGNORECASE,
)
_LABEL = re.compile(rf"{ANY_LABEL}\s*:\s*(?=\S)")
_LABELLED = re.compile(rf"{_LABEL.pattern}\S.{{1,60}}")
_SEVERAL = re.compile(r"(?:(?:diolah )?dari )?(?:berbagai|beberapa) sumber", re.IGNORECASE)
_DESK = re.compile(rf"{newsrooms.DOMAIN}\s+[-–]\s+\w[\w &-]{{1,40}}", re.IGNORECASE)
_INITIALS = re.compile(r"[a-z]{2,4}(?:/[a-z]{2,4})+")
_PART = re.compile(r"[^\W_][\w.,'’@-]*(?:\s+[\w.'’-]+){0,3}")
_NAME = re.compile(r"\w[\w.'’-]*|[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){1,3}")


def names_outlet(sign_off: str, outlet: Outlet) -> bool:
    """Tell whether a sign-off bears the outlet's own name: `(jj/wb/voa-islam.com)`."""
    own = newsrooms.own_name(outlet.tags)
    return any(own.fullmatch(part.strip()) for part in re.split(r"[/|]", sign_off.strip("*()[]. ")))


def cut_sign_off(paragraph: str, outlet: Outlet) -> tuple[str, str | None]:
    """Cut the sign-off from the end of a story's last paragraph.

    `… lebih tinggi. (TDS)` -> `… lebih tinggi.` and `(TDS)`; the paragraph and None where it has
    none. The rest is empty where the paragraph is nothing but a sign-off.
    """
    text = paragraph.rstrip()
    tail = text[-REACH:]
    start = _sign_off_start(tail, len(tail) == len(text), outlet)
    if start is None:
        return paragraph, None
    cut = len(text) - len(tail) + start
    return text[:cut].rstrip(), text[cut:]


def is_signature(line: str, outlet: Outlet) -> bool:
    """Tell whether the last line of a story is nothing but a name in capitals: `DINI TEJA`, or a
    newsroom's, `ANTARA`.
    """
    if line.isupper() and _is_source(line):
        return True
    name = _CAPITALS.fullmatch(f" {line.strip()}", 1)
    return name is not None and _is_name(name["name"], _CAPITALS, outlet)


def _sign_off_start(tail: str, whole: bool, outlet: Outlet) -> int | None:
    """Find where the sign-off begins; `whole` says that the tail is all of the paragraph."""
    if tail.endswith(")") and (found := _AND_WIRES.search(tail)):
        is_signed = "/" in tail[found.start() : found.start("wires")] or any(
            map(_is_source, re.split(", ?", found["wires"]))
        )
        if is_signed and _is_finished(tail[: found.start()], whole):
            return found.start()
    if tail.rstrip("*. \t").endswith((")", "]")) and (bracket := _BRACKET.search(tail)):
        inner, before = bracket["inner"].strip(), tail[: bracket.start()].rstrip()
        finished = _is_finished(before, whole) or (
            before.endswith(('"', "”")) and _INITIALS.fullmatch(inner) is not None
        )
        return bracket.start() if _is_sign_off(inner, finished, outlet) else None
    for form in _bare_forms(tail):
        found = form.search(tail)
        if found and _is_finished(tail[: found.start()], whole):
            name = found.groupdict().get("name")
            return found.start() if name is None or _is_name(name, form, outlet) else None
    return None


def _bare_forms(tail: str) -> Iterator[re.Pattern[str]]:
    """Spare ordinary paragraphs the search for sign-offs without brackets."""
    end = tail[-60:]
    if "*" in end:
        yield _STARS
    if "/" in end:
        yield _CODES
    if "–" in end or "—" in end or "- " in end:
        yield _DASHED
    if end[-1:].isupper():
        yield _CAPITALS


def _is_finished(before: str, whole: bool) -> bool:
    return _FINISHED.search(before) is not None and (whole or bool(before.strip()))


def _is_sign_off(inner: str, finished: bool, outlet: Outlet) -> bool:
    """Tell whether a bracket credits somebody, by its form and by what stands before it."""
    if not inner.strip("* "):
        return finished
    if names_outlet(inner, outlet):
        return True
    parts = [_LABEL.sub("", part.strip(), count=1) for part in re.split(r"[/|]", inner)]
    parts = [part for part in parts if part.strip("* ")]  # (*/bs)
    if _DATE.fullmatch(inner) or _SPOKEN.fullmatch(inner) or not any(map(str.isalpha, inner)):
        return False
    if _DATED.search(inner):
        return False  # (Republika, 12/3) says where something was printed
    if len(parts) > 1:
        shaped = all(_PART.fullmatch(part) for part in parts)
        return shaped and (finished or _is_source(parts[-1]))
    forms = (_NAME, _LABELLED, _SEVERAL, _DESK)
    return finished and any(form.fullmatch(inner.strip("*/ ")) for form in forms)


def _is_name(name: str, form: re.Pattern[str], outlet: Outlet) -> bool:
    """Tell whether words without brackets name a person or a newsroom."""
    if _SPOKEN.fullmatch(name) or _OF_THE_SITE.fullmatch(name):
        return False
    own = newsrooms.own_name(outlet.tags).fullmatch(name) is not None
    return (
        form in (_CAPITALS, _STARS) or own or _is_source(name) or (name.isupper() and len(name) > 3)
    )


def _is_source(part: str) -> bool:
    return part.casefold() in newsrooms.WIRE_CODES or newsrooms.is_newsroom(part)
