"""Text of pages on a terminal, which obeys some characters instead of showing them."""

import json
import sys
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.text import Text

_UNSAFE = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
"""Categories of characters that a terminal obeys or that turn a line around."""


def visible(text: str) -> str:
    """Leave out what a terminal would obey instead of showing."""
    return text if text.isprintable() else text.translate(dict.fromkeys(_unsafe(text)))


def visible_lines(text: str) -> str:
    """Leave it out of each line, and keep the lines."""
    return text if text.isprintable() else "\n".join(map(visible, text.splitlines()))


def print_blocks(blocks: "Iterable[tuple[Iterable[Text], str | None]]") -> None:
    """Print lines that belong together, each time with the address that they are of."""
    from rich.console import Console  # noqa: PLC0415 - slow to import
    from rich.text import Text  # noqa: PLC0415

    console = Console(highlight=False)
    for number, (lines, url) in enumerate(blocks):
        if number:
            console.print()
        for line in lines:
            console.print(line, soft_wrap=not sys.stdout.isatty())  # piped away: not broken
        if url:
            console.print(Text(visible(url), "dim"), soft_wrap=True)  # to click on


def escaped(line: str) -> str:
    """Write what is not visible as JSON escapes; json.dumps does so for some of it."""
    if line.isprintable():
        return line
    return line.translate({each: json.dumps(chr(each))[1:-1] for each in _unsafe(line)})


def _unsafe(text: str) -> list[int]:
    return [ord(each) for each in set(text) if unicodedata.category(each) in _UNSAFE]
