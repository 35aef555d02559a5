"""Who is credited for a story."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

LABELS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(("pewarta", "penulis", "reporter", "rep", "wartawan"), ("reporter",)),
        **dict.fromkeys(("laporan", "kontributor", "jurnalis", "koresponden"), ("reporter",)),
        **dict.fromkeys(("reporter magang", "peliput"), ("reporter",)),
        **dict.fromkeys(("oleh", "ditulis oleh", "by", "written by", "author"), ("reporter",)),
        # who writes it or who sets it
        **dict.fromkeys(("diposting oleh", "diposkan oleh"), ("unknown",)),
        **dict.fromkeys(("dipublikasikan oleh", "posted by"), ("unknown",)),
        **dict.fromkeys(("uploader", "pengunggah", "publisher"), ("unknown",)),
        **dict.fromkeys(("penerjemah", "alih bahasa", "translator"), ("unknown",)),
        **dict.fromkeys(("editor", "redaktur", "red", "ed", "penyunting"), ("editor",)),
        "redaktur & reporter": ("editor", "reporter"),
        **dict.fromkeys(("penulis/editor", "penulis & editor"), ("reporter", "editor")),
        **dict.fromkeys(("reporter/editor", "reporter & editor"), ("reporter", "editor")),
        **dict.fromkeys(("penulis dan editor", "reporter dan editor"), ("reporter", "editor")),
        **dict.fromkeys(("sumber", "source", "sumber berita", "sumber artikel"), ("source",)),
        "sumber refrensi berita": ("source",),  # a slip that is printed
    }
)
"""What a label, in lower case, says of the name behind it; a source may be anything."""


class Credit(NamedTuple):
    """One name or code that a story is signed or credited with."""

    role: str
    """`reporter`, `editor`, `wire`, `outlet`, `code` (an internal mark such as `R6`), `unknown`."""
    printed: str
    """As on the page: `st`, `Reuters`, `C07`."""
    name: str | None
    """Whose name it is, in full, where that is certain; initials stay None."""
