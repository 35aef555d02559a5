"""Pages as browsers save them: out of MHTML, with what was noted of where and when.

A copy of the Wayback Machine's is one of the outlet's page, of the moment when the archive took it.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.utils import parsedate_to_datetime

from scrapers.addresses import original

_MHTML = re.compile(
    rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?Content-Type:\s*multipart/related\b",
    re.IGNORECASE,
)
_SAVED_FROM = re.compile(rb"<!-- saved from url=\(\d{4}\)(https?://[^\s>]{1,2000}) -->")
_SINGLE_FILE = re.compile(
    rb"Page saved with SingleFile\s+url: (https?://[^\s>]{1,2000})\s+"
    rb"saved date: \w{3} (\w{3}) (\d\d) (\d{4} [\d:]{8}) GMT([+-]\d{4})"
)
# As it ends each page that it shows, in UTC.
_WAYBACK = re.compile(rb"FILE ARCHIVED ON (\d\d:\d\d:\d\d) (\w{3}) (\d\d), (\d{4}) AND RETRIEVED")
_NOTED = 4096  # bytes at a page's beginning
_MOST_PARTS = 2000  # of MHTML
_JSON = re.compile(rb'[\s\xef\xbb\xbf]*\{\s*"')
"""As of a HAR, whose pages would be read with the signs that quote them."""
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_OTHERS = {
    b"filedesc:": "an ARC file: make WARC of it first, as warcio recompress does",
    b"(\xb5/\xfd": "packed by zstd: unpack it first",
    b"]*M\x18": "packed by zstd: unpack it first",  # with a dictionary
    b"BZh": "packed by bzip2: unpack it first",
    b"\xfd7zXZ": "packed by xz: unpack it first",
}
"""Archives of other forms, by their first bytes."""
_NO_PAGES = (b"PK\x03\x04", b"%PDF-", b"bplist00", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A page that somebody saved."""

    body: bytes
    content_type: str | None = None
    """As MHTML says of it; None: nobody says."""
    url: str | None = None
    """Where it was, as the browser noted."""
    at: datetime | None = None
    """When it was copied, aware, as the browser or the Wayback Machine noted."""


def other_archive(start: bytes) -> str | None:
    """What a file is that begins so and holds pages in a form that is not read; None: no such."""
    return next((what for first, what in _OTHERS.items() if start.startswith(first)), None)


def unpacked(file: bytes) -> Saved:
    """The page that a file holds; ValueError for what is no page at all, or holds none."""
    if what := other_archive(file):
        raise ValueError(what)
    if file.startswith(_NO_PAGES) or _JSON.match(file):
        raise ValueError(f"no HTML, MHTML or plain text: starts with {file[:12]!r}")
    saved = _noted(file)
    if wayback := _WAYBACK.search(saved.body):
        time, month, day, year = (each.decode() for each in wayback.groups())
        saved = replace(saved, at=_moment(f"{day} {month} {year} {time} +0000"))
    return replace(saved, url=original(saved.url)) if saved.url else saved


def _noted(file: bytes) -> Saved:
    if _MHTML.match(file, 0, _NOTED):
        return _of_mhtml(file)
    if found := _SINGLE_FILE.search(file, 0, _NOTED):
        url, month, day, time, zone = (each.decode("ascii", "replace") for each in found.groups())
        return Saved(body=file, url=url, at=_moment(f"{day} {month} {time} {zone}"))
    noted = _SAVED_FROM.search(file, 0, _NOTED)
    # Two dashes would end the comment: Chrome writes the second one so.
    url = noted[1].decode("ascii", "replace").replace("-%2D", "--") if noted else None
    return Saved(body=file, url=url)


def _of_mhtml(file: bytes) -> Saved:
    """The page itself, which stands among its pictures, styles and frames."""
    whole = message_from_bytes(_head(file))
    if not (boundary := whole.get_boundary()):
        raise ValueError("MHTML without a boundary")
    mark = b"--" + boundary.encode("ascii", "replace")
    parts = [part.lstrip() for part in file.split(mark, _MOST_PARTS)[1:]]
    pages = [message_from_bytes(part) for part in parts if _is_html(_head(part))]
    if not pages:
        raise ValueError("MHTML without an HTML page")
    url = whole["Snapshot-Content-Location"]
    page = next((each for each in pages if url and each["Content-Location"] == url), pages[0])
    if page is pages[-1] and _is_html(_head(parts[-1])):
        raise ValueError("MHTML ends within its page")
    url = str(url or page["Content-Location"] or "")
    payload = page.get_payload(decode=True)
    return Saved(
        body=payload if isinstance(payload, bytes) else b"",
        content_type=str(page["Content-Type"]),
        url=url if url.startswith(("http://", "https://")) else None,
        at=_moment(str(whole["Date"])),
    )


def _head(part: bytes) -> bytes:
    return _BLANK_LINE.split(part[:_NOTED], 1)[0]


def _is_html(head: bytes) -> bool:
    return message_from_bytes(head).get_content_type() == "text/html"


def _moment(date: str) -> datetime | None:
    """The moment of a mail's date, in UTC; None where that names none of its own.

    `-0000`, which Chrome writes, is UTC from somewhere that is not told.
    """
    try:
        moment = parsedate_to_datetime(re.sub(r"-0000\s*$", "+0000", date))
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None
