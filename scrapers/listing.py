"""Pages of addresses, cut: sections, feeds, sitemaps."""

import re
import zlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urljoin

from parsel import Selector
from scrapy.http import Response, TextResponse
from scrapy.utils.gz import gunzip
from scrapy.utils.sitemap import Sitemap

from models.fetch import Found, Listing, PageKind
from models.outlet import Outlet
from scrapers.addresses import found_at, on_outlet, story_address
from scrapers.reader.page import decode

# References to halves of characters, U+D800 to U+DFFF, as emoji have been written.
_HALVES = (
    rb"(?i)&#(?:x0*d[89a-f][0-9a-f]{2}"
    rb"|0*5(?:529[6-9]|5[3-9]\d\d|6\d\d\d|7[0-2]\d\d|73[0-3]\d|734[0-3]));"
)
# What scripts complain of before what they were asked for: `<br /> <b>Warning</b>: …`.
_BEFORE_XML = rb"(?s)\A(?!\s*<\?xml).{1,10000}?(?=<\?xml )"

# What Selector would take the whole page for XML by, in which it finds no links.
_BEFORE_XHTML = r"(?is)\A\s*<\?xml[^>]*>(?=.{0,1000}?<html)"

SITEMAPS_NAMED = object()
"""Scrapy signal: a robots.txt names sitemaps. Argument: `urls`, as written."""


def sitemap_seeds(urls: Iterable[str], outlet: Outlet, site: str | None) -> list[Found]:
    """Those of the sitemaps that robots.txt names which are the outlet's own."""
    named = (url.partition("#")[0].strip() for url in urls)  # a comment is no part of it
    own = (on_outlet(url, outlet.home, outlet, site) for url in named if url)
    return [Found(url=url, kind=PageKind.SITEMAP) for url in dict.fromkeys(own) if url]


def guess(source_id: str, outlet: Outlet) -> Found:
    """The address that should lead to the story of an id; section and day are not known."""
    path = (outlet.probe_path or "").format(id=source_id)
    return Found(url=urljoin(outlet.home, path), kind=PageKind.STORY, source_id=source_id)


def seeds(outlet: Outlet, section: str | None = None) -> list[Found]:
    """The addresses where discovery begins; those of one section where one is named."""
    found = []
    if outlet.section_path:
        for name in [section] if section else outlet.sections:
            url = urljoin(outlet.home, outlet.section_path.format(section=name))
            found.append(Found(url=url, kind=PageKind.LISTING, section=name))
    if section is None:
        feeds = (urljoin(outlet.home, path) for path in outlet.feeds)
        found += [Found(url=url, kind=PageKind.FEED) for url in feeds]
        sitemaps = (urljoin(outlet.home, path) for path in outlet.sitemaps)
        found += [Found(url=url, kind=PageKind.SITEMAP) for url in sitemaps]
    return found


def days(outlet: Outlet, since: date, until: date) -> list[Found]:
    """The lists of all that came out on these days, both included, if the outlet has such lists."""
    if outlet.day_path is None:
        return []
    found = []
    for number in range((until - since).days + 1):
        day = since + timedelta(days=number)
        path = outlet.day_path.format(year=day.year, month=f"{day:%m}", day=f"{day:%d}")
        found.append(Found(url=urljoin(outlet.home, path), kind=PageKind.LISTING, day=day))
    return found


def cut_listing(
    response: Response, address: str, kind: PageKind, outlet: Outlet, site: str | None
) -> Listing:
    """The addresses on a page that was fetched for them.

    `address` is the page's own on the outlet. ValueError where the page is not of that kind.
    """
    if kind is PageKind.SITEMAP:
        return _sitemap(response, outlet, site)
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    if not isinstance(response, TextResponse):
        raise ValueError(f"{kind} without text, {content_type!r}")  # noqa: TRY004 - bad input
    text = decode(response.body, content_type)
    if kind is PageKind.FEED:
        return Listing(found=_stories(_feed_links(text), response.url, outlet, site))
    page = Selector(text=re.sub(_BEFORE_XHTML, "", text))
    if page.type != "html":
        raise ValueError(f"{kind} without markup: {text[:80]!r}")
    base = _joined(response.url, page.xpath("//base/@href").get(default=""))
    # Through parsel each link is an object, and a page of a million takes a gigabyte.
    links = page.root.xpath("//a/@href", smart_strings=False)
    return Listing(found=_stories(links, base, outlet, site), next_page=_next_page(address, outlet))


def _stories(
    links: Iterable[str], base: str, outlet: Outlet, site: str | None
) -> tuple[Found, ...]:
    found: dict[str, Found] = {}
    for link in dict.fromkeys(links):  # a headline and its picture lead to the same page
        url = on_outlet(link, base, outlet, site)
        story = story_address(url, outlet) if url else None
        if story and story.source_id not in found:
            found[story.source_id] = found_at(story.url, story)
    return tuple(found.values())


def _joined(base: str, url: str) -> str:
    try:
        return urljoin(base, url.strip())
    except ValueError:
        return base


def _feed_links(text: str) -> list[str]:
    """Links of an RSS or Atom feed; ValueError for anything else."""
    xml = re.sub(_HALVES.decode(), "\ufffd", text)  # lxml ends over one
    xml = re.sub(_BEFORE_XML.decode(), "", xml)
    feed = Selector(text=xml, type="xml")
    feed.remove_namespaces()
    if not feed.xpath("/rss | /feed | /RDF"):
        raise ValueError(f"no feed: starts with {text[:80]!r}")
    links: list[str] = feed.xpath(
        "//item/link/text() | //item/guid/text() | //entry/link/@href"
    ).getall()
    return [link.strip() for link in links]


def _sitemap(response: Response, outlet: Outlet, site: str | None) -> Listing:
    body = response.body
    try:
        if body[:2] == b"\x1f\x8b":  # of a torn one as much as there is
            body = gunzip(body, max_size=64 * 1024 * 1024)
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(f"no sitemap: {error}: starts with {body[:80]!r}") from None
    try:
        sitemap = Sitemap(re.sub(_BEFORE_XML, b"", re.sub(_HALVES, b"&#xfffd;", body)))
    except (StopIteration, SyntaxError):  # lxml's XMLSyntaxError is a SyntaxError
        raise ValueError(f"no sitemap: starts with {body[:80]!r}") from None
    if sitemap.type not in ("urlset", "sitemapindex"):
        raise ValueError(f"no sitemap: starts with {body[:80]!r}")
    entries = [entry for entry in sitemap if "loc" in entry]
    if sitemap.type == "urlset":
        links = (entry["loc"] for entry in entries)
        return Listing(found=_stories(links, response.url, outlet, site))
    return Listing(
        found=tuple(
            Found(url=url, kind=PageKind.SITEMAP, changed_at=_moment(entry.get("lastmod")))
            for entry in entries
            if (url := on_outlet(entry["loc"], response.url, outlet, site))
        )
    )


def _moment(lastmod: str | None) -> datetime | None:
    """The moment of a sitemap's `lastmod` (W3C date and time); None where it has none of its own.

    A day alone ends at its last moment, so that what changed later that day counts.
    """
    text = (lastmod or "").strip()
    try:
        moment = datetime.fromisoformat(text)
        if len(text) == len("2020-10-31"):
            moment += timedelta(days=1)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):  # `9999-12-31` has no day after it
        return None


def _next_page(address: str, outlet: Outlet) -> Found | None:
    """The page after this one of the same section, or of the same day."""
    for first, later in (
        (outlet.section_path, outlet.section_page_path),
        (outlet.day_path, outlet.day_page_path),
    ):
        if first is None or later is None:
            continue
        patterns = (_as_pattern(urljoin(outlet.home, path)) for path in (later, first))
        match = next((found for each in patterns if (found := each.fullmatch(address))), None)
        if match is not None:
            groups = match.groupdict()
            path = later.format(**groups | {"page": int(groups.get("page") or 1) + 1})
            return Found(
                url=urljoin(outlet.home, path),
                kind=PageKind.LISTING,
                section=groups.get("section"),
                day=_day(groups),
            )
    return None


def _day(groups: dict[str, str]) -> date | None:
    """The day that an address names; ValueError for the 31st of a short month."""
    if "day" not in groups:
        return None
    return date(int(groups["year"]), int(groups["month"]), int(groups["day"]))


_PARTS = {
    "section": r"[^/?#&]+", "page": r"\d{1,6}", "year": r"\d{4}", "month": r"\d\d", "day": r"\d\d",
}  # fmt: skip


def _as_pattern(template: str) -> re.Pattern[str]:
    pattern = re.escape(template)
    for name, form in _PARTS.items():
        pattern = pattern.replace(rf"\{{{name}\}}", f"(?P<{name}>{form})")
    return re.compile(pattern + "/?")
