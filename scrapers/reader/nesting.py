"""Taking the depth out of markup that is nested to hurt.

Parsing HTML costs the square of its depth: for each `<div>` the standard has a parser look through
all open elements for a paragraph to close. A megabyte of `<div>` takes two minutes.
"""

import re

SUSPICIOUS = 10_000
"""Tags; the largest real page seen has 3,000, and this many can nest without harm."""
DEPTH = 400
"""What browsers keep is 512; no real page comes near."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>?")
# They never hold an element of their own kind, or any at all, so a row of them has no depth.
_FLAT = frozenset(
    "area base br col dd dt embed hr img input li link meta optgroup option p param source tbody td"
    " tfoot th thead tr track wbr".split()
)
_NESTING_TAG = re.compile(rf"<(/?)(?!(?:{'|'.join(_FLAT)})(?![a-z0-9]))[a-z]", re.IGNORECASE)


def flattened(html: str) -> str:
    """`html`, of a page with very many tags without those that nest deeper than 400."""
    if html.count("<") < SUSPICIOUS or not _is_too_deep(html):
        return html
    depth = 0

    def keep(tag: re.Match[str]) -> str:
        nonlocal depth
        if tag[2].lower() in _FLAT:
            return tag[0]
        if not tag[1]:
            depth += 1
            return tag[0] if depth <= DEPTH else ""
        depth = max(0, depth - 1)
        return tag[0] if depth < DEPTH else ""

    return _TAG.sub(keep, html)


def _is_too_deep(html: str) -> bool:
    """A tenth of the cost of taking tags out, and big pages are seldom deep."""
    depth = 0
    for slash in _NESTING_TAG.findall(html):
        depth = max(0, depth - 1) if slash else depth + 1
        if depth > DEPTH:
            return True
    return False
