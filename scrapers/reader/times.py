"""What a page's time elements say of when its story was published."""

from collections.abc import Iterator, Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from scrapers.reader.elements import SILENT
from scrapers.reader.signs import LEAST_SAID, fold

_CLASSES = frozenset(("published", "entry-date"))
"""Of the publication's element in hAtom and in the themes of WordPress."""
MARK = "ublished"
"""What markup has that `MARKED` finds something in."""
MARKED = (
    "[itemprop=datePublished]:not(time, meta),"
    ".published[datetime]:not(time), .published[title]:not(time)"
)
"""Where no time element is used: microdata, and hAtom as Blogger (`abbr`), its templates (`span`
with `datetime`) and older themes of WordPress (with `title`) write it."""
_MOST = 5
_REACH = 40
"""Texts between a headline and the element that dates its story: share rows, authors, a lead."""
_REACH_CHARACTERS = 250
"""Of those texts; two paragraphs have more."""
_LONGEST_SAID = 250
_LONG_LINK = 25
"""Characters: a link as long leads to another story."""


def publication_moments(times: Sequence[LexborNode], titles: Sequence[str]) -> list[str]:
    """Of the elements that are marked as the publication; else of the only one that no mark makes
    an update's, if it stands with the headline: side lists and comments have times as well.
    """
    dated = [time for time in times if _moment(time)]
    marked = [time for time in dated if _is_marked(time)]
    if marked:
        return sorted(set(map(_moment, marked[:_MOST])))
    lone = [time for time in dated if _has_class(time)]
    lone = lone or [time for time in dated if not _is_update(time)]
    moments = set(map(_moment, lone))
    if len(moments) != 1:
        return []
    said = {fold(title) for title in titles}
    return list(moments) if any(_is_with_headline(time, said) for time in lone[:_MOST]) else []


def marked_moments(elements: Sequence[LexborNode], titles: Sequence[str]) -> list[str]:
    """The moment that elements of other kinds have, where it is the only one and stands with the
    headline or in the same entry: side lists are marked as well.
    """
    said = {fold(title) for title in titles}
    moments = {moment for each in elements if (moment := _marked_moment(each))}
    is_own = len(moments) == 1 and any(
        _is_with_headline(each, said) or _is_in_entry(each, said) for each in elements[:_MOST]
    )
    return list(moments) if is_own else []


def _marked_moment(element: LexborNode) -> str:
    values = (element.attributes.get(name) for name in ("content", "datetime"))
    title = (element.attributes.get("title") or "").strip()
    titled = title if title[:4].isdigit() else ""  # it may say where a link leads
    return next((value.strip() for value in values if value), titled)


def _is_in_entry(element: LexborNode, titles: set[str]) -> bool:
    """Whether the innermost entry around it has the headline, and no list of others holds it."""
    if _is_below_a_link(element, titles):
        return False
    entries = (each for each in _around(element) if _is_entry(each))
    entry = next(entries, None)
    headings = entry.css("h1, h2, h3") if entry is not None else []
    return any(_is_said(each, titles) for each in headings)


def _is_entry(element: LexborNode) -> bool:
    return element.tag == "article" or "hentry" in (element.attributes.get("class") or "").split()


def _moment(time: LexborNode) -> str:
    return (time.attributes.get("datetime") or "").strip()


def _is_marked(time: LexborNode) -> bool:
    return time.attributes.get("itemprop") == "datePublished" or "pubdate" in time.attributes


def _has_class(time: LexborNode) -> bool:
    """Whether it has a publication's class; in a theme's side lists others have it as well."""
    return not _CLASSES.isdisjoint((time.attributes.get("class") or "").split())


def _is_update(time: LexborNode) -> bool:
    is_classed = "updated" in (time.attributes.get("class") or "").split()
    return is_classed or time.attributes.get("itemprop") == "dateModified"


def _is_with_headline(time: LexborNode, titles: set[str]) -> bool:
    """Whether the headline is near and no link to another story is nearer."""
    if _is_below_a_link(time, titles):
        return False
    return any(_reaches_headline(time, titles, back=back) for back in (True, False))


def _is_below_a_link(element: LexborNode, titles: set[str]) -> bool:
    """Whether a link to another story stands right above it."""
    above = next(_texts(element, back=True), None)
    return above is not None and _is_long_link(above) and not _is_headline(above, titles)


def _reaches_headline(time: LexborNode, titles: set[str], *, back: bool) -> bool:
    passed = 0
    for text in islice(_texts(time, back=back), _REACH):
        if _is_headline(text, titles):
            return True
        passed += len(text.text_content or "")
        if passed > _REACH_CHARACTERS or _is_long_link(text):
            return False
    return False


def _is_headline(text: LexborNode, titles: set[str]) -> bool:
    """Whether a text stands in a first heading, or in a lower one as a title has it."""
    tags = {node.tag for node in _around(text)}
    return "h1" in tags or (not tags.isdisjoint(("h2", "h3")) and _is_said(text, titles))


def _is_said(text: LexborNode, titles: set[str]) -> bool:
    folded = fold((text.text_content or text.text() or "")[:_LONGEST_SAID])
    return len(folded) >= LEAST_SAID and any(folded in title for title in titles)


def _is_long_link(text: LexborNode) -> bool:
    is_long = len((text.text_content or "").strip()) >= _LONG_LINK
    return is_long and any(node.tag == "a" for node in _around(text))


def _around(node: LexborNode) -> Iterator[LexborNode]:
    """The elements around a node, the nearest first."""
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def _texts(node: LexborNode, *, back: bool) -> Iterator[LexborNode]:
    """The texts that are shown above an element, the nearest first, or below it."""
    while True:
        beside = node.prev if back else node.next
        while beside is None:
            above = node.parent
            if above is None:
                return
            node = above
            beside = node.prev if back else node.next
        node = beside
        while node.tag not in SILENT:
            child = node.last_child if back else node.first_child
            if child is None:
                break
            node = child
        if node.tag == "-text" and not (node.text_content or "").isspace():
            yield node
