"""Captions that have no element of their own, known by the credits that they end with."""

import re

from models.newsrooms import is_newsroom

_CAPTION = re.compile(
    r"(?P<caption>.{0,250})[(\[](?:ist(?:imewa)?|(?:foto|dok|antara foto|afp photo|getty images"
    r"|pixabay|freepik|unsplash|pexels|i?stock|shutterstock|tangkapan layar)\b[^()]{0,60})\.?[)\]]",
    re.IGNORECASE,
)
_BY_LABEL = re.compile(  # `Kepala dinas di kantornya. Foto: Siti Rahma/kumparan`
    r"(?P<caption>.{1,250}[\w.!?)\"”]) (?:Foto|FOTO|Photo) ?[:/] ?"
    r"[A-Z@][\w.@'’-]*(?:/[\w.]+|[ ,]{1,2}(?:[A-Z@(][\w.@'’)-]*|dok\.?|via|dan)){0,5}"
)
_OF_ANTARA = re.compile(r".{0,250}[.!?)\"”] ?ANTARA FOTO ?/[^/.]{2,40}(?:/\w{2,5})*\.?")
_BY_NEWSROOM = re.compile(  # `Warga membentangkan kain (Siti Rahma/detikcom)`
    r"[^()\[\]]{1,200}[^\s.!?…\"”'’] ?"
    r"[(\[](?P<one>[^()\[\]/]{2,40})/(?P<other>[^()\[\]/]{2,40})[)\]]"
)
_SMALL_WORD = re.compile(r"\b[a-z]{3,}\b")
_SMALL_WORDS = 2


def is_caption(line: str) -> bool:
    """Tell whether a line ends in the credit of a picture, and in no newsroom's by somebody."""
    if line[-1] in ")]" and _CAPTION.fullmatch(line):
        return True
    if "oto" not in line and "OTO" not in line:  # as in most lines
        return False
    return _BY_LABEL.fullmatch(line) is not None or _OF_ANTARA.fullmatch(line) is not None


def ends_in_picture_credit(text: str) -> bool:
    """Tell whether a credit of a picture stands behind a finished sentence: `… pekan. (Foto: X)`.

    Captions are printed so, and so are last paragraphs.
    """
    line = text.strip()
    caption = _CAPTION.fullmatch(line) or _BY_LABEL.fullmatch(line)
    return caption is not None and caption["caption"].rstrip().endswith(tuple('.!?”"'))


def credits_picture(text: str) -> bool:
    """Tell whether a line that is no finished sentence ends as captions do, in a bracket that names
    a newsroom or wire by somebody. Stories sign off so at their end, and nowhere else; datelines
    (`Jakarta (ANTARA/PRNewswire)`) have hardly a small word.
    """
    if text[-1:] not in (")", "]"):
        return False
    credit = _BY_NEWSROOM.fullmatch(text)
    if credit is None or len(_SMALL_WORD.findall(text)) < _SMALL_WORDS:
        return False
    halves = credit.group("one", "other")
    is_known = [is_newsroom(half) for half in halves]
    named = (half[0].isupper() or known for half, known in zip(halves, is_known, strict=True))
    return any(is_known) and all(named)  # `(st/Reuters)` signs off
