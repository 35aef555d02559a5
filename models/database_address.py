"""The address of a database, `DATABASE_URL`: read, and shown without its passwords."""

import os
import re
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

FORMS = "write sqlite:///FILE or postgresql://USER@HOST/NAME"

_IN_QUERY = re.compile(r"(?i)((?:^|[?&\s])(?:ssl)?password=)[^&\s]*")

_QUERY_OF_SERVER = re.compile(r"[^/]*//[^/?@]*\?\w+=.*@")
"""A query with an @ behind a server without the name of a database: all is taken for a user."""


def read_address(url: str, *, is_there: bool = False) -> URL:
    """Give the address with its driver; ValueError says in one line what is wrong with it.

    Who says that the database `is_there` need not be able to write SQLite's file.
    """
    try:
        address = make_url(url)
        backend = address.get_backend_name()
    except (ArgumentError, ValueError):
        raise ValueError(
            f"DATABASE_URL {_masked(url)!r} is not a database address; {FORMS}"
        ) from None
    if backend == "sqlite":
        return _file_address(address, is_there=is_there)
    if backend in {"postgres", "postgresql"}:
        if url.partition("?")[0].count("@") > 1:  # the host would be the password's end
            raise ValueError(
                f"DATABASE_URL {_masked(url)!r} has more than one @;"
                " those of a name or password are written %40"
            )
        if _QUERY_OF_SERVER.match(url):  # likewise, and shown
            raise ValueError(
                "DATABASE_URL has an @ behind its ? and no name of a database before it:"
                f" {FORMS}, and @ and ? in a name or password %40 and %3F"
            )
        return address.set(drivername="postgresql+psycopg")
    raise ValueError(f"DATABASE_URL names {backend!r}, which Warta cannot store in; {FORMS}")


def shown(address: URL) -> str:
    """Give the address without its passwords; one may also stand in the query."""
    if address.get_backend_name() == "sqlite" and not address.host:
        return f"sqlite:///{address.database or ''}"
    address = address.set(drivername=address.get_backend_name())
    return _IN_QUERY.sub(r"\1***", address.render_as_string(hide_password=True))


def _masked(url: str) -> str:
    """Give an address that cannot be taken apart, without what may be a password."""
    return _IN_QUERY.sub(r"\1***", re.sub(r"(?s)^([\w+]*:/*)?.*@", r"\1***@", url))


def _file_address(address: URL, *, is_there: bool) -> URL:
    if address.host or not address.database or address.database == ":memory:":
        raise ValueError(f"{shown(address)} names no file; {FORMS}")
    file = Path(address.database)
    try:
        refusal = _why_no_file(file, is_there=is_there)
    except OSError as error:  # a folder above may not be entered, or a name is too long
        refusal = error.strerror
    if refusal:
        raise ValueError(f"cannot open {file}: {refusal}")
    return address.set(drivername="sqlite")


def _why_no_file(file: Path, *, is_there: bool) -> str | None:
    if not file.parent.is_dir():
        return f"there is no folder {file.parent}; create it"
    if file.is_dir():
        return "it is a folder; name a file in it"
    if is_there and file.exists():
        return None if os.access(file, os.R_OK) else f"{file} may not be read by you"
    # SQLite also puts its log beside the file.
    for each in (file.parent, file):
        if each.exists() and not os.access(each, os.R_OK | os.W_OK):
            return f"{each} may not be read and written by you"
    return None
