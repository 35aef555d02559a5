"""What the archive takes on the disk, and what is left there."""

import shutil
from pathlib import Path

from sqlalchemy import URL


def folder_size(folder: str | None) -> int | None:
    """Give the bytes of the files in it; None where there is no such folder."""
    if not folder or not _is_there(Path(folder)) or not Path(folder).is_dir():
        return None
    return sum(_size(file) for file in Path(folder).rglob("*") if file.is_file())


def free_bytes(database: URL, archive: str | None) -> dict[str, int]:
    """Give what is left on the disk of the archive, and on that of the database if it is a file."""
    places = {"archive": archive}
    if database.get_backend_name() == "sqlite":
        places["database"] = database.database
    return {name: _free(Path(place)) for name, place in places.items() if place}


def _free(place: Path) -> int:
    places = (place.absolute(), *place.absolute().parents)
    there = next(each for each in places if _is_there(each))
    return shutil.disk_usage(there).free


def _is_there(place: Path) -> bool:
    try:
        return place.exists()
    except OSError:  # who asks may not enter a folder above
        return False


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:  # it was deleted just now, as a crawl or `scrapy db prune` does
        return 0
