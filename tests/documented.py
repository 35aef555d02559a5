"""The queries that the pages of docs/ give to analysts."""

import re
from pathlib import Path

DATA = (Path(__file__).parents[1] / "docs" / "data.md").read_text("utf-8")


def questions() -> dict[str, str]:
    """The queries of docs/data.md, by the question that each answers."""
    section = DATA.partition("\n## Questions\n")[2].partition("\n## ")[0]
    found = re.findall(r"^### (.+?)\n.*?```sql\n(.+?)\n```", section, re.DOTALL | re.MULTILINE)
    return dict(found)


def searches() -> list[str]:
    """The queries of docs/data.md that search, for whichever database."""
    section = DATA.partition("\n## Searching in SQL\n")[2].partition("\n## ")[0]
    blocks = re.findall(r"```sql\n(.+?);\n```", section, re.DOTALL)
    return [query.strip() for block in blocks for query in block.split(";")]
