"""The lines by which a page keeps the rest of its story for those who pay or sign in."""

import re

_THIS = r"(?:konten|artikel|berita|tulisan|liputan)(?: (?:premium|eksklusif|berbayar))? ini"
_READERS = (
    r"(?:para )?(?:pelanggan|subscriber|pembaca berlangganan)(?: (?:premium|berbayar|setia))?"
    r"(?: (?-i:[A-Z])[\w.]+){0,3}(?: saja)?"  # `pelanggan Kabar Kota`
)
_JOIN = r"(?:(?:ber)?langganan(?:lah)?|log ?in|masuk|daftar)"
_JOINING = (
    rf"(?:(?:silah?kan|ayo|yuk|harap|mohon),? )?{_JOIN}(?:(?:,|,? atau|/| dan) ?{_JOIN})*"
    r"(?: (?:sekarang|dulu|dahulu|terlebih dahulu))?"
)
_REST = (
    r"(?:selengkapnya|selanjutnya|lebih lanjut|kelanjutannya"
    rf"|(?:(?:seluruh|isi|kelanjutan|lanjutan) )?{_THIS}"
    r"(?: (?:selengkapnya|secara (?:lengkap|penuh|utuh)))?)"
)
_READING = (
    r"(?:untuk|agar|supaya) (?:(?:dapat|bisa) )?"
    rf"(?:(?:melanjutkan|lanjut|terus) (?:mem)?baca(?: {_REST})?|(?:membaca|mengakses) {_REST})"
)
_SAID = (
    rf"(?:{_THIS} (?:hanya|khusus|eksklusif)(?: tersedia)?(?: (?:untuk|bagi))? {_READERS}"
    rf"|{_JOINING} {_READING}|{_READING},? {_JOINING}"
    r"|this (?:post|article|content|story) is (?:only )?for (?:paid |paying )?subscribers(?: only)?"
    r"|subscribe to continue reading)"
)
_BESIDE = (  # links in the same line, which alone may stand on any page
    rf"(?:atau |silah?kan )?{_JOIN}(?: (?:sekarang|di ?sini))?"
    r"|sudah (?:berlangganan|(?:men)?jadi pelanggan|punya akun) ?\?"
)
_WALL = re.compile(
    rf"{_SAID}(?:[ .!?,:|/–-]{{0,4}}(?:{_SAID}|{_BESIDE}))*+[ .!:…]{{0,4}}", re.IGNORECASE
)
"""Whole lines alone, and of `this` story: sentences and headings tell of subscribers, too."""
_LONGEST = 160


def is_wall(text: str) -> bool:
    """Tell whether a line keeps the rest of its story from those who have not signed in."""
    return len(text) <= _LONGEST and _WALL.fullmatch(text) is not None
