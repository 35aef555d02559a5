"""The words of a text as both databases index them, and the stems of Indonesian words."""

import re
import threading
import unicodedata
from functools import lru_cache

import Stemmer

from models.word_roots import known_root

LONGEST = 255
"""Characters of the longest word that is found; PostgreSQL refuses words of some 2,000 bytes."""
_WORD = re.compile(r"[^\W_]+")
# Of ASCII: letters in lower case and digits, and a space for everything else.
_PLAIN = bytes(ord(chr(each).lower()) if chr(each).isalnum() else 32 for each in range(128))
_PLAIN += bytes(range(128, 256))
_MARKS = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022\xa0"
"""What stands between the words of an Indonesian text, beyond ASCII."""
APOSTROPHES = "'\u2018\u2019`\u02bb\u02bc\u02be\u02bf"
"""How ain, hamza and an apostrophe are written."""
_JOINED = re.compile(rf"[^\W_]+(?:[{APOSTROPHES[:4]}][^\W_]+)+")
_NEAR = 60  # characters; longer words have no forms
_LETTERS = dict.fromkeys(map(ord, APOSTROPHES[4:]))  # the last four are letters to Unicode
_ACCENT = re.compile("[\u0300-\u036f]")
# Latin, Greek, Cyrillic and what stands between words. Of Arabic, composing again what was taken
# apart makes other letters.
_WITH_ACCENTS = re.compile("[\0-\u058f\u1e00-\u206f]+")
_ACCENTS = re.compile("(?<=[A-Za-z])[\u0300-\u036f]+")
_stemmers = threading.local()  # a stemmer may serve one thread at a time
_NASAL = re.compile("[mp]e(ng|ny|n|m)(?=[aeiou])")
_FIRST = {"ng": ("", ("", "k")), "n": ("", ("t", "n")), "ny": ("s", ("s", "ny")), "m": ("p", "pm")}
"""What Snowball puts in the place of a prefix before a vowel, and with what the word may begin."""


def words(text: str) -> list[str]:
    """Give the words in lower case, without accents: `Jum'at di Café` has jum, at, di, cafe.

    What SQLite's tokenizer of `models.search_index` makes of the text too, but for letters and
    signs that Unicode got after 2012.
    """
    if not text.isascii():
        if "\u03a3" in text:  # the only letter whose lower case depends on those around it
            return _WORD.findall(folded(text))
        for mark in _MARKS:
            text = text.replace(mark, " ")
    parts = text.encode("utf-8", "surrogatepass").translate(_PLAIN)
    found = parts.decode("utf-8", "surrogatepass").split()
    if text.isascii():
        return found
    return [
        word
        for part in found
        for word in ([part] if part.isascii() else _WORD.findall(folded(part)))
    ]


def joined(text: str) -> set[str]:
    """Give the words with an apostrophe in them, as `words` has them: `Ma'ruf` is `ma ruf`."""
    found: set[str] = set()
    for mark in APOSTROPHES[:4]:
        place = text.find(mark)
        while place >= 0:
            if text[max(place - 1, 0)].isalpha() and text[place + 1 : place + 2].isalpha():
                before = text[max(place - _NEAR, 0) : place].rsplit(maxsplit=1)[-1]
                behind = text[place : place + _NEAR].split(maxsplit=1)[0]
                found.update(_JOINED.findall(before + behind))
            place = text.find(mark, place + 1)
    return {" ".join(words(each)) for each in found}


def spans(text: str) -> list[tuple[int, int, str]]:
    """Give where each word of `words` begins and ends in the text, and the word."""
    text_with_accents = f"{_WORD.pattern}(?:[\u0300-\u036f]+[^\\W_]*)*"
    found = [match.span() for match in re.finditer(text_with_accents, text)]
    return [(start, end, "".join(words(text[start:end]))) for start, end in found]


@lru_cache(maxsize=20_000)  # most running words are among a few thousand
def stem(word: str) -> str:
    """Give what `membantu`, `bantuan` and `bantu` have in common: `bantu`.

    Snowball's rules know no vocabulary, so that some words lose more: `menteri` becomes `teri`; see
    `stems` for what else they cannot know.
    """
    try:
        stemmer = _stemmers.indonesian
    except AttributeError:
        stemmer = _stemmers.indonesian = Stemmer.Stemmer("indonesian", 0)
    stemmed: str = stemmer.stemWord(word)
    return stemmed


def stems(word: str) -> tuple[str, ...]:
    """Give the stems that the word may have; one with an apostrophe or a blank is taken without.

    Of a root that is known (`models.word_roots`) the only one: `media` is no form of `dia`.
    """
    word = word.replace(" ", "").translate(_LETTERS)
    root = known_root(word)
    return guessed_stems(word) if root is None else (root,)


def guessed_stems(word: str) -> tuple[str, ...]:
    """Give the stems that rules find: for `menutup` that of `ditutup`, `tutup`, or `nutup`.

    A prefix takes the first letter of many words with it, which Snowball's rules, without a
    vocabulary, put back for some: both `kirim` and `irim` would make `mengirim`. `ke` and `ter`
    may be a prefix or how the word begins: `terima`, which `diterima` has whole. `kan` may be the
    suffix or a part of it: `katakan`, `tindakan`.
    """
    found = stem(word)
    prefix = _NASAL.match(word)
    if prefix is not None and found != word:
        put, firsts = _FIRST[prefix[1]]
        rest, bare = found.removeprefix(put), word[prefix.end() :]
        if bare.startswith(rest):
            return tuple(first + rest for first in firsts)
        # The end of `menikah` was taken for the particle of `siapakah`, and the prefix kept.
        return (found, *(stem(first + bare) for first in firsts))
    if word.startswith(("ke", "ter")):
        return tuple(dict.fromkeys((found, stem(f"di{word}"), word)))
    return (found, f"{found}k") if word.startswith(f"{found}kan") else (found,)


def folded(text: str) -> str:
    """Give the text in lower case, without accents on Latin letters."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFD", text)
    if _ACCENT.search(apart):  # a tenth of the cost of leaving them out
        text = _WITH_ACCENTS.sub(_without_accents, text)
    return text.lower()


def _without_accents(part: re.Match[str]) -> str:
    apart = unicodedata.normalize("NFD", part[0])
    return unicodedata.normalize("NFC", _ACCENTS.sub("", apart))
