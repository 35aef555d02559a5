"""One page, HTML or plain text, with what its markup says of itself."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode
from w3lib.encoding import html_to_unicode

from scrapers.addresses import original
from scrapers.reader.json_ld import is_kept_back, told_by
from scrapers.reader.lines import Line, fold_space, html_lines, text_lines
from scrapers.reader.nesting import SUSPICIOUS, flattened
from scrapers.reader.times import MARK, MARKED, marked_moments, publication_moments

_MARKUP = re.compile(
    r"<(?:!doctype|html|head|body|meta|title|div|p|br|table|td|span|article|h[1-6]|a)\b",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[^\\\"\n\r\f\0]+")
LONGEST_TITLE = 500  # characters; a title element that is not closed swallows the page
PUBLICATION_METAS = frozenset(
    "article:published_time article:published og:article:published_time og:published_time"
    " published_time datepublished pubdate publishdate publish-date publish_date"
    " content_publisheddate dtk:publishdate dc.date.issued dcterms.issued parsely-pub-date"
    " cxenseparse:publishtime cxenseparse:recs:publishtime sailthru.date".split()
)
"""Names, in lower case, by which outlets and their plugins call the moment of publication."""
_QUIET = int(LexborDocumentOptions.WO_EVENTS)  # nothing of a page reacts to how it is parsed


@dataclass(slots=True)
class Witnesses:
    """What the markup says of the story, as written; a witness each, none of them the truth."""

    title: str | None = None
    headlines: list[str] = field(default_factory=list)
    """From Open Graph, JSON-LD and the title element, most trusted first."""
    addresses: list[str] = field(default_factory=list)
    """Canonical link, `og:url`, JSON-LD."""
    before: list[str] = field(default_factory=list)
    """Where the head's links to what precedes the page lead, and `after` to what follows it."""
    after: list[str] = field(default_factory=list)
    moments: list[tuple[str, str]] = field(default_factory=list)
    """(source, text) of publication: source is `json-ld`, `meta` or `time`."""
    byline: str | None = None
    is_kept_back: bool = False
    """Whether JSON-LD says that the story is not accessible for free."""
    site: str | None = None
    """What the outlet calls itself."""
    description: str | None = None
    """What the page says of itself in a sentence or two."""


class Page:
    """A page's text in reading order and its witnesses."""

    def __init__(self, text: str, url: str | None = None, *, is_html: bool | None = None) -> None:
        self.url = url
        self._text = text
        self._markup: str | bytes = text
        self.story_links: dict[str, bool] = {}
        """Whether a link on the page leads to another story, as far as that was asked."""
        self.own_ids: dict[str, str | None] = {}
        """The id of the page's own story, by the name of the outlet that was asked."""
        self.is_html = bool(_MARKUP.search(text, 0, 20_000)) if is_html is None else is_html

    @classmethod
    def of(
        cls,
        body: bytes,
        url: str | None = None,
        *,
        content_type: str | None = None,
        is_html: bool | None = None,
    ) -> "Page":
        """The page of these bytes, as `decode` reads them."""
        text = _utf8(body)
        page = cls(decode(body, content_type) if text is None else text, url, is_html=is_html)
        if text is not None and not body.startswith(BOM_UTF8):
            page._markup = body  # the parser wants UTF-8
        return page

    @cached_property
    def _tree(self) -> LexborHTMLParser:
        markup = flattened(self._text) if self.has_many_tags else self._markup
        return LexborHTMLParser(markup, options=_QUIET)

    @cached_property
    def lines(self) -> list[Line]:
        """The page's lines in reading order."""
        root = self._tree.root if self.is_html else None
        return html_lines(root) if root is not None else text_lines(self._text)

    @cached_property
    def witnesses(self) -> Witnesses:
        """What the markup claims; empty for plain text."""
        return _collect(self._tree, self._text) if self.is_html else Witnesses()

    @cached_property
    def headings(self) -> list[LexborNode]:
        """Its first and second headings."""
        return [*self._tree.tags("h1"), *self._tree.tags("h2")]

    def saying(self, texts: Iterable[str], *, in_any_case: bool = False) -> list[LexborNode]:
        """The elements in whose own text, as written, one of these stands."""
        case = " i" if in_any_case else ""
        plain = (text for text in dict.fromkeys(texts) if _PLAIN.fullmatch(text))
        said = ",".join(f':lexbor-contains("{text}"{case})' for text in plain)
        found = self._tree.css(said) if said else []
        return list({node.mem_id: node for node in found}.values())  # once for each selector

    def has_in_markup(self, pattern: re.Pattern[str]) -> bool:
        """Whether the pattern is anywhere in it, in scripts as well; of a long page its start."""
        return pattern.search(self._text, 0, 100_000) is not None

    @cached_property
    def has_many_tags(self) -> bool:
        """Whether it has more tags than newsrooms' pages do."""
        markup = self._markup
        opened = markup.count("<") if isinstance(markup, str) else markup.count(b"<")
        return opened >= SUSPICIOUS

    @property
    def printed(self) -> str:
        """The text of its body in one piece, white space and all."""
        body = self._tree.body if self.is_html else None
        return body.text() if body is not None else ""

    def text_at(self, css: str) -> str | None:
        """The text of the first element that a selector matches."""
        node = self._tree.css_first(css) if self.is_html else None
        return fold_space(node.text()) or None if node is not None else None


def decode(body: bytes, content_type: str | None = None) -> str:
    """The text of a page's bytes.

    Bytes that are valid UTF-8 are UTF-8 whatever the page declares: other encodings of Indonesian
    text are all but never valid UTF-8 by chance, while wrong declarations are common. Otherwise the
    declaration counts, as browsers read it (`iso-8859-1` is windows-1252). Declared UTF-8 in which
    hardly a letter beyond ASCII is valid was windows-1252. What cannot be decoded becomes U+FFFD.
    """
    if (utf8 := _utf8(body)) is not None:
        return utf8
    try:
        encoding, text = html_to_unicode(content_type, body, default_encoding="windows-1252")
    except (LookupError, UnicodeError):  # Python has codecs that decode no page: `undefined`
        return body.decode("windows-1252", errors="replace")
    if encoding == "utf-8":
        broken = text.count("\ufffd")
        beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
        if broken > beyond_ascii - broken:
            return body.decode("windows-1252", errors="replace")
    return str(text)


def _utf8(body: bytes) -> str | None:
    """The text of UTF-8, None where the bytes are none."""
    if body.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return None
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None  # the declaration decides


def _collect(tree: LexborHTMLParser, markup: str) -> Witnesses:
    found = Witnesses()
    for title in tree.tags("title")[:1]:
        found.title = fold_space(title.text())[:LONGEST_TITLE] or None
    _collect_meta(tree, found)
    _collect_json_ld(tree, found)
    _collect_links(tree, found)
    found.addresses = [original(url) for url in found.addresses]
    if found.title:
        found.headlines.append(found.title)
    if times := tree.tags("time"):
        moments = publication_moments(times, found.headlines)
        found.moments.extend(("time", moment) for moment in moments)
    if not found.moments and MARK in markup:
        moments = marked_moments(tree.css(MARKED), found.headlines)
        found.moments.extend(("time", moment) for moment in moments)
    found.moments = [(source, text) for source, text in found.moments if text]
    return found


def _collect_meta(tree: LexborHTMLParser, found: Witnesses) -> None:
    with_content = (each for node in tree.tags("meta") if "content" in (each := node.attributes))
    for attributes in islice(with_content, 200):
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = fold_space(attributes.get("content") or "")
        if not content:
            continue
        match (name or "").lower():
            case "og:title":
                found.headlines.append(content)
            case "og:site_name":
                found.site = content
            case "description" | "og:description":
                found.description = found.description or content
            case "og:url":
                found.addresses.append(content)
            case moment if moment in PUBLICATION_METAS:
                found.moments.append(("meta", content))
            case "author" | "article:author" if "://" not in content:
                found.byline = found.byline or content


def _collect_json_ld(tree: LexborHTMLParser, found: Witnesses) -> None:
    scripts = _tagged(tree, "script", "type", "application/ld+json")[:20]
    if not scripts:
        return
    titles = [*found.headlines, found.title or ""]
    told = told_by((script.text() for script in scripts), titles)
    for each in told:
        if each.headline:
            found.headlines.insert(0, each.headline)
        if each.published:
            found.moments.insert(0, ("json-ld", each.published))
        if each.address:
            found.addresses.append(each.address)
    found.byline = next((each.author for each in told if each.author), found.byline)
    found.is_kept_back = is_kept_back(told, titles)


def _collect_links(tree: LexborHTMLParser, found: Witnesses) -> None:
    canonical: list[str] = []
    kinds = {"canonical": canonical, "prev": found.before, "next": found.after}
    for node in tree.tags("link"):
        attributes = node.attributes
        kind = kinds.get((attributes.get("rel") or "").lower())
        if kind is not None and len(kind) < 3 and (href := (attributes.get("href") or "").strip()):
            kind.append(href)
    found.addresses[:0] = reversed(canonical)


def _tagged(tree: LexborHTMLParser, tag: str, name: str, value: str) -> list[LexborNode]:
    """The elements of a tag whose attribute says so, capitals or not; a selector costs more."""
    return [node for node in tree.tags(tag) if (node.attributes.get(name) or "").lower() == value]
