"""Which reader made an article: a name that changes with the code that reads."""

import hashlib
from fnmatch import fnmatch
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

SOURCES = {
    "scrapers": ("reader/*.py", "addresses.py", "cutting.py"),
    "pipelines": ("*.py",),
    "models": (
        "article.py",
        "content.py",
        "credit.py",
        "gazetteer*",
        "newsrooms.py",
        "outlet.py",
        "partial_copies.py",
        "spellings.py",
    ),
}
"""What decides how a page is read, beside the outlet's own module; a test follows the imports."""
_SAVES = "save.py"  # of the pipelines the one that reads nothing
_LIBRARIES = ("selectolax", "w3lib", "hijridate")


def reader_version(warta: str, outlet_module: str) -> str:
    """The version that reads an outlet's pages, `0.1.0+1f2e3d4c5b`: Warta's, and a digest of the
    code that reads, the facts about the outlet among it.

    A digest and not a number to be raised by hand: an edit that is forgotten would never be read.
    """
    package, _, name = outlet_module.rpartition(".")
    digest = hashlib.sha256(_shared() + (files(package) / f"{name}.py").read_bytes())
    return f"{warta}+{digest.hexdigest()[:10]}"


@cache
def _shared() -> bytes:
    digest = hashlib.sha256(" ".join(version(name) for name in _LIBRARIES).encode())
    for file in source_files():
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.digest()


def source_files() -> list[Traversable]:
    """The files that read whatever outlet's pages, in a fixed order; also out of an egg."""
    return [
        file
        for package, patterns in SOURCES.items()
        for pattern in patterns
        for file in _matching(files(package), pattern)
        if file.name != _SAVES
    ]


def _matching(folder: Traversable, pattern: str) -> list[Traversable]:
    inner, _, name = pattern.rpartition("/")
    inside = (folder / inner if inner else folder).iterdir()
    found = (file for file in inside if file.is_file() and fnmatch(file.name, name))
    return sorted(found, key=lambda file: file.name)
