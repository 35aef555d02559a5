"""What an address says of itself: outlet, story id, section, day."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from models.fetch import Found, PageKind
from models.outlet import Outlet

_COUNTS = re.compile(
    # Who came from where, and which part of the story is asked for, or all of it.
    r"(?:utm_\w+|(?:fb|g|d|y|tw|tt)clid|msclkid|[gw]braid|srsltid|igsh(?:id)?|mibextid|mc_[ce]id|_g[al]"
    r"|ref|source)=|single=1$"
    r"|(?:page|page_num|halaman|showpage)=(?:\d*|all)$",
    re.IGNORECASE,
)
_UNWRAPPED = (IPv6Network("::/96"), IPv6Network("64:ff9b::/96"))
# What `urljoin` gives back as it is, for it needs no base; only a `;` at the end would be lost.
_WHOLE = re.compile(r"https?://\w[^;]*")
_WAYBACK = re.compile(r"https?://web\.archive\.org/web/\d{4,14}(?:[a-z]{2}_)?/(https?://.+)")
_DAY_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?:[/-]|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryAddress:
    """The address of a story, taken apart."""

    url: str
    """In the outlet's canonical form."""
    source_id: str
    section: str | None
    day_text: str | None
    """The day as the address writes it, parts joined by a slash: `2017/08/30`."""
    day: date | None
    """That day, or None where the address names none or one that does not exist."""


@lru_cache(maxsize=1024)  # a crawl asks for a page's address here and there
def story_address(url: str, outlet: Outlet) -> StoryAddress | None:
    """`url` taken apart, or None if it is no story of `outlet`.

    Desktop and mobile addresses give the same result. Query, fragment and junk tails
    (`;#sthash…`, `;`) are dropped: the id is the identity.
    """
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not is_own_host(host, outlet):
        return None
    if outlet.is_any:
        return _any_address(parts)
    match = outlet.story_path.match(parts.path)
    if not match:
        return None
    groups = {name: value or "" for name, value in match.groupdict().items()}
    if outlet.canonical_path:
        path = outlet.canonical_path.format_map(groups).replace("//", "/")
        canonical = outlet.home + path
    else:  # each of the outlet's hosts may have a channel of its own
        canonical = f"{urlsplit(outlet.home).scheme}://{host}{parts.path.rstrip(';')}"
    days = [groups[part] for part in ("year", "month", "day") if groups.get(part)]
    return StoryAddress(
        url=canonical,
        source_id=groups["id"],
        section=groups.get("section") or None,
        day_text="/".join(days) if len(days) == 3 else None,
        day=_day(days),
    )


def found_at(url: str, story: StoryAddress) -> Found:
    """An address of a story, with what that says of it."""
    return Found(
        url=url,
        kind=PageKind.STORY,
        source_id=story.source_id,
        section=story.section,
        day=story.day,
    )


def original(url: str) -> str:
    """Where a page was that the Wayback Machine has a copy of; any other address as it is."""
    match = _WAYBACK.match(url) if "//web.archive.org/" in url else None
    return match[1] if match else url


def is_own_host(host: str, outlet: Outlet) -> bool:
    """Whether `host` is one of the outlet's domains or below one."""
    if outlet.is_any:
        return _is_public(host)
    return any(host == domain or host.endswith("." + domain) for domain in outlet.domains)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the internet; IPv4 inside IPv6 counts as IPv4.

    Ranges: the IANA special-purpose registries, as Python's `ipaddress` has them. ValueError for
    what is no IP address.
    """
    ip: Any = ip_address(address.strip("[]"))
    if ip.version == 6:
        ip = ip.ipv4_mapped or ip.sixtofour or _embedded(ip) or ip
    return bool(ip.is_global) and not (ip.is_multicast or ip.is_reserved)


def on_outlet(url: str, base: str, outlet: Outlet, site: str | None = None) -> str | None:
    """`url`, as met on the page at `base`, as an absolute address of the outlet.

    Where the crawl runs against another base address (`site`: the replica, a mirror), links to that
    base are links to the outlet. None for anything that is not the outlet's.
    """
    url = url.strip()
    try:
        parts = urlsplit(url if _WHOLE.fullmatch(url) else urljoin(base, url))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    if site is not None and (host, port) == _host_and_port(site):
        return outlet.home + parts._replace(scheme="", netloc="").geturl()
    return parts.geturl() if is_own_host(host, outlet) else None


def at_site(url: str, outlet: Outlet, site: str | None) -> str:
    """Where to fetch `url`: itself, or for an address of the outlet the same path at `site`."""
    parts = urlsplit(url)
    if site is None or not is_own_host(parts.hostname or "", outlet):
        return url
    return site.rstrip("/") + parts._replace(scheme="", netloc="").geturl()


@lru_cache(maxsize=16)
def _host_and_port(site: str) -> tuple[str | None, int | None]:
    parts = urlsplit(site)
    return parts.hostname, parts.port


def _any_address(parts: SplitResult) -> StoryAddress | None:
    """An address as its own identity, without what only counts its visitors or its pages."""
    pairs = (pair for pair in parts.query.split("&") if pair and not _COUNTS.match(pair))
    path = parts.path.rstrip(";")
    url = parts._replace(path=path, query="&".join(pairs), fragment="").geturl()
    if path in ("", "/") and not parts.query:
        return None  # a front page
    day = _DAY_IN_PATH.search(path)
    days = list(day.groups()) if day else []
    return StoryAddress(
        url=url, source_id=url, section=None, day_text="/".join(days) or None, day=_day(days)
    )


def _is_public(host: str) -> bool:
    """Whether a host is out in the world, and no machine of ours that a page may point us to."""
    try:
        return is_public(host)
    except ValueError:
        return "." in host and not host.endswith((".local", ".localhost", ".internal"))


def _embedded(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address in one that a translator or an old stack unwraps (NAT64, `::127.0.0.1`)."""
    if any(ip in network for network in _UNWRAPPED):
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return None


def _day(days: list[str]) -> date | None:
    if len(days) != 3:
        return None
    try:
        return date(int(days[0]), int(days[1]), int(days[2]))
    except ValueError:
        return None
