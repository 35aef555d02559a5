"""Text of pages on a terminal, which obeys some characters instead of showing them."""

import json
import unicodedata

_UNSAFE = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
"""Categories of characters that a terminal obeys or that turn a line around."""


def visible(text: str) -> str:
    """Leave out what a terminal would obey instead of showing."""
    return text if text.isprintable() else text.translate(dict.fromkeys(_unsafe(text)))


def visible_lines(text: str) -> str:
    """Leave it out of each line, and keep the lines."""
    return text if text.isprintable() else "\n".join(map(visible, text.splitlines()))


def escaped(line: str) -> str:
    """Write what is not visible as JSON escapes; json.dumps does so for some of it."""
    if line.isprintable():
        return line
    return line.translate({each: json.dumps(chr(each))[1:-1] for each in _unsafe(line)})


def _unsafe(text: str) -> list[int]:
    return [ord(each) for each in set(text) if unicodedata.category(each) in _UNSAFE]
