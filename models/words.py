"""The words of a text as both databases index them, and the stems of Indonesian words."""

import re
import threading
import unicodedata
from functools import lru_cache

import Stemmer

LONGEST = 255
"""Characters of the longest word that is found; PostgreSQL refuses words of some 2,000 bytes."""
_WORD = re.compile(r"[^\W_]+")
# Of ASCII: letters in lower case and digits, and a space for everything else.
_PLAIN = bytes(ord(chr(each).lower()) if chr(each).isalnum() else 32 for each in range(128))
_PLAIN += bytes(range(128, 256))
_MARKS = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022\xa0"
"""What stands between the words of an Indonesian text, beyond ASCII."""
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
    """Give the stems that the word may have: `menutup` that of `ditutup`, `tutup`, or `nutup`.

    A prefix takes the first letter of many words with it, which Snowball's rules, without a
    vocabulary, put back for some: both `kirim` and `irim` would make `mengirim`. `ke` and `ter`
    may be a prefix or how the word begins: `terima`, which `diterima` has whole.
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
    return (found,)


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
