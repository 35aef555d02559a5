"""The arguments of a crawl (`-a NAME=VALUE`), checked before the first request."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from models.content import is_legible
from models.outlet import Outlet
from scrapers.addresses import on_outlet, story_address

ACCEPTED = "url, since, until, section, limit, gaps, site"


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlArguments:
    """What a person asked a crawl to do."""

    url: str | None = None
    """One story, visited now whatever the ledger says is due."""
    since: date | None = None
    until: date | None = None
    """First and last publication day of the stories to visit, by the day in their address."""
    section: str | None = None
    limit: int | None = None
    """How many stories to visit at the most."""
    gaps: int | None = None
    """How many ids that are missing between known ones to ask for, once all else is done."""
    site: str | None = None
    """Another base address that serves the outlet's pages: the replica, a mirror."""

    @property
    def may_be_shared(self) -> bool:
        """Whether several crawls may do the work: one story, a few, or guesses are not worth it."""
        return self.url is None and self.limit is None and self.gaps is None

    @property
    def is_partial(self) -> bool:
        """Whether the crawl says nothing of the outlet as a whole."""
        return self.url is not None or self.section is not None

    def recorded(self) -> dict[str, Any]:
        """The given arguments as the `crawls` row keeps them."""
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in asdict(self).items()
            if value is not None
        }


def read_arguments(outlet: Outlet, given: dict[str, str]) -> CrawlArguments:
    """The checked arguments; ValueError names the first wrong one and what is accepted."""
    unknown = sorted(set(given) - set(ACCEPTED.split(", ")))
    if unknown:
        raise ValueError(f"unknown argument {unknown[0]!r}; accepted are {ACCEPTED}")
    for name, text in given.items():
        if not is_legible(text):
            raise ValueError(f"{name}={text!r} is no text in UTF-8")
    site = read_site(given.get("site"))
    arguments = CrawlArguments(
        url=_story(given.get("url"), outlet, site),
        since=_day("since", given.get("since")),
        until=_day("until", given.get("until")),
        section=_section(given.get("section"), outlet),
        limit=_number("limit", given.get("limit")),
        gaps=_number("gaps", given.get("gaps")),
        site=site,
    )
    if outlet.is_any and arguments.url is None:
        raise ValueError(f"{outlet.name} visits single pages only; write -a url=ADDRESS")
    if arguments.gaps is not None and outlet.probe_path is None:
        raise ValueError(f"nothing is known of the order of ids of {outlet.title}: no gaps to see")
    if arguments.gaps is not None and arguments.section:
        raise ValueError("gaps are of all sections: nobody knows the section of a missing id")
    if arguments.since and arguments.until and arguments.since > arguments.until:
        raise ValueError(f"since={arguments.since} is after until={arguments.until}")
    return arguments


def read_site(text: str | None) -> str | None:
    """The base address without a slash at its end; ValueError where it is none."""
    if text is None:
        return None
    try:
        parts = urlsplit(text)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        secret = parts.password is not None  # it would be stored and shown with the crawl
    except ValueError:
        valid = secret = False
    if secret:
        raise ValueError("site names a password, which Warta does not send; leave it out")
    if not valid:
        raise ValueError(f"site={text!r} is no base address; write http://HOST[:PORT]")
    return text.rstrip("/")


def _story(text: str | None, outlet: Outlet, site: str | None) -> str | None:
    if text is None:
        return None
    url = on_outlet(text, outlet.home + "/", outlet, site)
    if url is None or story_address(url, outlet) is None:
        raise ValueError(
            f"url={text!r} is no story address of {outlet.title}; one starts with"
            f" {outlet.home}/ and leads to a single story"
        )
    return url


def _day(name: str, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{name}={text!r} is no day; write YYYY-MM-DD") from None


def _section(text: str | None, outlet: Outlet) -> str | None:
    if text is not None and text not in outlet.sections:
        raise ValueError(f"section={text!r} is unknown; accepted are {', '.join(outlet.sections)}")
    return text


def _number(name: str, text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise ValueError(f"{name}={text!r} is no number; write a whole number from 1 on")
    return int(text)
