"""`make browse`: Datasette on a SQLite archive, read-only, with charts and a page for each story.

.venv/bin/python -m docs.browse demo/warta.sqlite --port 8001
"""

import argparse
import os
import sys
from pathlib import Path

from models.database import DatabaseError
from models.existing import lies_still
from models.schema import open_archive

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PYTHON = ROOT / ".venv-browse" / "bin" / "python"
SETTINGS = {
    "truncate_cells_html": "160",  # a list of stories shows how each begins
    "suggest_facets": "off",  # each suggestion would count every story
    "default_page_size": "50",
    "default_facet_size": "12",
    "sql_time_limit_ms": "3000",
    "facet_time_limit_ms": "500",  # a million stories by place; by section it gives up
}


def main() -> None:
    """Become Datasette; exit status 1 after one line on what cannot be opened."""
    parser = argparse.ArgumentParser(prog="browse", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("database", metavar="FILE", help="a SQLite database of Warta's")
    parser.add_argument("--port", default="8001", help="8001 if not said")
    said = parser.parse_args()
    why_not = refusal(said.database)
    if why_not:
        sys.exit(f"browse: {why_not}")
    file = Path(said.database).resolve()
    os.chdir(ROOT)  # the plugins import from here
    words = [str(PYTHON), "-m", "datasette", "serve", "-h", "127.0.0.1", "-p", said.port]
    words += ["--immutable", str(file)] if lies_still(file) else [str(file)]
    words += ["-m", str(HERE / "metadata.yaml"), "--plugins-dir", str(HERE / "plugins")]
    words += ["--template-dir", str(HERE / "templates"), "--static", f"browse:{HERE / 'static'}"]
    for name, value in SETTINGS.items():
        words += ["--setting", name, value]
    os.execv(words[0], words)  # noqa: S606 - no shell, and no word of anybody else's


def refusal(database: str) -> str | None:
    """Say why this cannot be opened, in one line."""
    if "://" in database:
        return f"{database!r} is no file; docs/desk.md names a tool for PostgreSQL"
    if set(database) & set("?#%"):  # Datasette puts the name into an address as it is
        return f"{database!r} has a ?, # or % in its name: give it another one"
    try:
        open_archive(f"sqlite:///{Path(database).resolve()}").dispose()
    except DatabaseError as error:
        return str(error)
    return None if PYTHON.exists() else f"there is no {PYTHON} yet: make browse installs it"


if __name__ == "__main__":
    main()
