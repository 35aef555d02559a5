"""What docs/data.md says about each view and table: one source for readers, Datasette and tests."""

import re
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parents[1] / "data.md"

_SECTION = re.compile(r"\*\*(?P<title>.+?)\.\*\* (?P<description>.+?)\n\n\| column \|", re.DOTALL)
_COLUMN = re.compile(r"^\| `(\w+)` \| (.+) \|$", re.MULTILINE)


class Explained(NamedTuple):
    """Title, description, and the meaning of each column in its order."""

    title: str
    description: str
    columns: dict[str, str]


def explained() -> dict[str, Explained]:
    """Give what is said of each view and table, by its name."""
    sections = re.split(r"^## ", DATA.read_text("utf-8"), flags=re.MULTILINE)[1:]
    found = {}
    for section in sections:
        head = _SECTION.search(section)
        if head:
            words = " ".join(head["description"].split())
            columns = dict(_COLUMN.findall(section))
            found[section.split()[0]] = Explained(head["title"], words, columns)
    return found
