"""The numbered parts of `scrapy export --new`, and what it remembers from one to the next.

The memory has what was asked for, the number of the last visit that is in a part (`fetch`), what
tells that visit from any other (`visit`), and how many `parts` there are. While a part is made,
`writing` has the size and time of the file that is about to get the part's name: a run that was
killed before it noted the new state is known by it, and its part is written again.
"""

import json
from pathlib import Path
from typing import Any

from scrapers.export_files import suffix_of, whole_file
from scrapers.usage import wrong_call

State = dict[str, Any]
Visit = dict[str, str] | None


def remembered(memory: Path, asked: State) -> State:
    """Give the state of the last run, which must have asked the same."""
    if not memory.exists():
        return asked | {"fetch": 0, "parts": 0, "visit": None}
    try:
        state: State = json.loads(memory.read_bytes())
        was = {key: state[key] for key in asked}
        int(state["fetch"]), int(state["parts"])
    except (ValueError, KeyError, TypeError):
        raise wrong_call("export", f"{memory} is not what --new remembers; remove it") from None
    if was != asked:
        raise wrong_call("export", f"{memory} remembers another choice, {was}; name another FILE")
    return state


def remember(memory: Path, state: State) -> None:
    """Keep the state for the next run."""
    with whole_file(memory) as file:
        file.write(json.dumps(state).encode())


def check_unchanged(memory: Path, asked: State, state: State) -> None:
    """Refuse to go on where another run has written a part meanwhile: ours would take its place."""
    if remembered(memory, asked) != state:
        raise wrong_call("export", f"another run wrote to {memory} meanwhile; run it again")


def check_database(memory: Path, state: State, there: Visit) -> None:
    """Refuse a database whose visit `there` of the number that is remembered is another, or none.

    Memories of older versions do not say which visit it was.
    """
    if state["fetch"] and (there is None or state.get("visit", there) != there):
        raise wrong_call(
            "export",
            f"{memory} goes with another database, or with this one before it was restored: visit"
            f" {state['fetch']} is not here; remove it and its parts, or export whole",
        )


def check_part(part: Path, state: State) -> None:
    """Refuse to replace a file, unless it is the part that a killed run did not note any more."""
    if part.exists() and state.get("writing") != stamp(part):
        raise wrong_call("export", f"{part} exists; move it away, or say --force")


def stamp(file: Path) -> list[int]:
    """Give what stays the same when a file gets another name."""
    seen = file.stat()
    return [seen.st_size, seen.st_mtime_ns]


def part_of(path: Path, number: int) -> Path:
    """Give the name of a part: `articles-0001.csv`."""
    suffix = suffix_of(path) or ""
    return path.with_name(f"{path.name[: -len(suffix)]}-{number:04}{path.name[-len(suffix) :]}")
