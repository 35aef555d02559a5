"""The folder of the migrations, which Alembic must have as files."""

import atexit
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import TemporaryDirectory


@cache
def migrations_folder() -> Path:
    """Give the folder; from within an egg, as Scrapyd runs one, it is unpacked for this process."""
    packed = files("models") / "migrations"
    if isinstance(packed, Path):
        return packed
    unpacked = TemporaryDirectory(prefix="warta-migrations-")
    atexit.register(unpacked.cleanup)
    _copy(packed, Path(unpacked.name))
    return Path(unpacked.name)


def _copy(packed: Traversable, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for each in packed.iterdir():
        if each.is_dir():
            _copy(each, folder / each.name)
        else:
            (folder / each.name).write_bytes(each.read_bytes())
