"""What a new outlet starts from: its module, a saved page and what was read there."""

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from models.article import Article, RawArticle
from models.outlet import Outlet
from scrapers.addresses import on_outlet
from scrapers.reader.cut import cut_article
from scrapers.reader.page import Page, decode
from scrapers.saved import unpacked

UNREAD = "unread"
"""Marks an expected JSON that nobody has compared with its page yet."""

_SILENT = "script:not([type='application/ld+json']), style, noscript, iframe, svg, template"
_DAY = re.compile(r"/(?:19|20)\d\d/\d\d/\d\d(?=/)")
_DAY_GROUPS = r"/(?P<year>\d{4})/(?P<month>\d\d)/(?P<day>\d\d)"
_NUMBER = re.compile(r"(?<![A-Za-z0-9])\d{4,}(?![A-Za-z0-9])")

_MODULE = '''"""{title}."""

import re

from models.outlet import Outlet
from scrapers.news_spider import NewsSpider


class {class_name}Spider(NewsSpider):
    """Crawls {domain}."""

    name = "{name}"
    outlet = Outlet(
        name="{name}",
        title="{title}",
        home={home},
        domains=("{domain}",),
        tags=({tags}),
        # Made from one address, {path}
        story_path=re.compile(
            r"{story_path}"
        ),
        feeds=({feeds}),
    )
'''


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOutlet:
    """The three files of a new outlet, as text."""

    module: str
    page: str
    expected: str


def draft_outlet(
    name: str,
    domain: str,
    body: bytes,
    url: str | None,
    read: Callable[[RawArticle, Outlet], Article],
) -> NewOutlet:
    """What one saved page of an outlet tells about it, for a person to correct.

    `url` is the page's address where it names none itself; the saved page then does. Raises
    ValueError that says what is missing, and `NotAnArticle` for a page without a story.
    """
    if not re.fullmatch(r"[a-z][a-z0-9]*", name):
        raise ValueError(f"{name!r} is no name; write one word of small letters and digits")
    domain = domain.removeprefix("www.").lower()
    if not re.fullmatch(r"[a-z0-9.-]+", domain):
        raise ValueError(f"{domain!r} is no domain; write one like contoh.co.id")
    saved = unpacked(body)
    html = _without_scripts(decode(saved.body, saved.content_type))
    if url is not None:
        html = html.replace("</head>", f'<link rel="canonical" href="{escape(url)}"></head>', 1)
    page = Page(html)
    hosts = Outlet(name=name, title=name, home="", domains=(domain,))
    claims = page.witnesses.addresses
    address = next((own for claim in claims if (own := on_outlet(claim, "", hosts))), None)
    if address is None:
        raise ValueError(f"the page names no address below {domain}: give it with --url")
    parts = urlsplit(address)
    parts = parts._replace(netloc=parts.netloc.rpartition("@")[2])
    story_path = story_pattern(parts.path)
    outlet = Outlet(
        name=name,
        title=domain,
        home=f"{parts.scheme}://{parts.netloc}",
        domains=(domain,),
        tags=(domain, domain.partition(".")[0]),
        story_path=re.compile(story_path),
        feeds=_feeds(html, parts.geturl(), hosts),
    )
    article = read(cut_article(page, outlet), outlet)
    note = {UNREAD: "compare each field with the page, then delete this line"}
    text = json.dumps(
        note | asdict(article), ensure_ascii=False, indent=1, default=lambda day: day.isoformat()
    )
    module = _MODULE.format(
        name=name,
        class_name=name.capitalize(),
        title=domain,
        domain=domain,
        home=_literal(outlet.home),
        tags=_tuple(outlet.tags),
        path=_literal(parts.path),
        story_path=story_path,
        feeds=_tuple(outlet.feeds),
    )
    return NewOutlet(module=module, page=html, expected=text + "\n")


def story_pattern(path: str) -> str:
    """A pattern for the paths of an outlet's stories, from one of them.

    Its longest number beside the day is the id; without one the last step is.
    """
    day = _DAY.search(path)
    numbers = _NUMBER.findall(_DAY.sub("", path, count=1))
    if not numbers:
        return rf"(?:/[^/]+)*{_DAY_GROUPS if day else ''}/(?P<id>[a-z0-9]+(?:-[a-z0-9]+){{2,}})/?$"
    number = max(numbers, key=len)
    if re.search(rf"-{number}/?$", path):
        return r"(?:/[^/]+)*/[A-Za-z0-9-]+-(?P<id>\d{4,})/?$"
    if day and path.rindex(number) > day.start():
        return rf"(?:/[^/]+)*?{_DAY_GROUPS}(?:/[^/]+)*?/(?P<id>\d{{{len(number) - 1},}})(?:[/-]|$)"
    return rf"(?:/[^/]+)*?/(?P<id>\d{{{len(number) - 1},}})(?:[/-]|$)"


def write_outlet(draft: NewOutlet, name: str, stem: str, root: Path, spiders: Path) -> list[Path]:
    """The files written; FileExistsError for one that is there already, and then none is."""
    pages = root / "tests" / "pages" / name
    files = {
        spiders / f"{name}.py": draft.module,
        pages / f"{stem}.html": draft.page,
        pages / f"{stem}.json": draft.expected,
    }
    if taken := next((path for path in files if path.exists()), None):
        raise FileExistsError(f"{taken} exists already")
    pages.mkdir(parents=True, exist_ok=True)
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
    return list(files)


def _without_scripts(html: str) -> str:
    tree = LexborHTMLParser(html)
    for node in tree.css(_SILENT):
        node.decompose()
    return tree.html or ""


def _feeds(html: str, address: str, outlet: Outlet) -> tuple[str, ...]:
    links = LexborHTMLParser(html).css('link[type="application/rss+xml"]')
    hrefs = (href for link in links if (href := link.attributes.get("href")))
    own = (on_outlet(href, address, outlet) for href in hrefs)
    return tuple(url for url in dict.fromkeys(own) if url)[:3]


def _tuple(texts: tuple[str, ...]) -> str:
    """The inside of a tuple's brackets."""
    return ", ".join(map(_literal, texts)) + ("," if len(texts) == 1 else "")


def _literal(text: str) -> str:
    """The text as Python writes it in double quotes: what a page says is a value, never code."""
    return json.dumps(text)
