"""A page as lines in reading order, whatever tags surround them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from selectolax.lexbor import LexborNode

from scrapers.reader.elements import (
    ASIDE_TAGS,
    BLOCKS,
    BREAKS,
    HEADINGS,
    IN_LISTS,
    LISTS,
    PAGE,
    SILENT,
    fills_its_box,
    groups,
    hides,
    is_item,
    is_open,
    is_streamed,
    names_aside,
)
from scrapers.reader.joints import may_be_joined, parted

MOST = 30_000
"""Lines of a page that can be an article's; the longest real page seen has 500."""
_MOST_ASIDES = 40
"""Of those around a line, the outermost; the most seen are 8."""
_MOST_BESIDE = 4
"""Lists around a line that are told apart: a page's layout, a table, a list in its cell."""

# What an element, or a text, does to the line that it stands in: numbers, for looking up a member
# of an enumeration takes as long as all else that is done with most nodes.
_TEXT, _BLOCK, _BREAK, _LINK, _SILENT = range(5)
_KINDS: Final = {
    "-text": _TEXT,
    "br": _BREAK,
    "a": _LINK,
    **dict.fromkeys(BLOCKS, _BLOCK),
    **dict.fromkeys(SILENT, _SILENT),
}
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\\x00]+")


@dataclass(slots=True)
class Line:
    """One printed line and the little that its markup says about it."""

    text: str
    """White space folded to single spaces, never empty."""
    heading: int = 0
    """1 to 6 inside `h1` to `h6`, else 0."""
    linked: int = 0
    """How many of its characters stand in links."""
    href: str | None = None
    """Where its last link leads, as written."""
    block: int = 0
    """Identity of the element whose line this is; 0 in plain text."""
    container: int = 0
    """Identity of that element's parent: paragraphs of one story share it, or share `block`."""
    around: int = 0
    """Identity of the container's parent: paragraphs that have a box each share it."""
    asides: tuple[int, ...] = ()
    """Identities of the surrounding elements that look like furniture. A line of the story may
    stand in one (`<div class="with-sidebar">`), so they count only where the story's head does
    not stand in them too."""
    beside: tuple[int, ...] = ()
    """In a list or a table: the container of the paragraphs that stand beside that. Of one in
    another, which may be the page's own layout, those of both, the outermost first.
    """

    def stands_aside(self, asides: tuple[int, ...]) -> bool:
        """Whether it stands in furniture other than that."""
        return bool(self.asides) and not set(asides).issuperset(self.asides)

    @property
    def is_link(self) -> bool:
        """Whether nearly all of it is a link."""
        return self.linked * 10 >= len(self.text) * 9


_Place = tuple[bool, int, int, int, int, int, str | None, tuple[int, ...], tuple[int, ...]]
"""What the elements around mean for a line. Whether the innermost of them ends the line when it
ends; the key of the nearest block, itself included; what the lines of that block call their
container, and its parent; what paragraphs below that block call theirs; heading, link, asides and
`beside` as in `Line`. A bare tuple, which is made and taken apart in a tenth of the time of one
with names."""
_NOWHERE: Final[_Place] = (False, 0, 0, 0, 0, 0, None, (), ())


def text_lines(text: str) -> list[Line]:
    """The lines of a plain text; no more than `MOST` and one."""
    lines = (Line(folded) for raw in text.splitlines() if (folded := fold_space(raw)))
    return list(islice(lines, MOST + 1))


def html_lines(root: LexborNode) -> list[Line]:
    """The lines below `root` in document order; no more than `MOST` and one."""
    return list(islice(lines_from(root), MOST + 1))


def lines_from(start: LexborNode) -> Iterator[Line]:  # noqa: PLR0912 - see below
    """The lines from the node `start` on, in document order, to the end of its document."""
    node: LexborNode | None
    node, stack, here = _entered(start)
    is_block, _, _, _, _, _, link, _, _ = here
    texts: list[str] = []  # of the line in the making
    linked: list[str] = []
    href: str | None = None
    while node is not None:  # some thousand times a page: no call that can be spared
        tag, child = node.tag or "", None
        kind = _KINDS.get(tag)
        if kind == _TEXT:
            text = node.text_content or ""
            if texts or not text.isspace():  # white space begins no line
                texts.append(text)
                if link is not None:
                    linked.append(text)
                    href = link
        elif kind is None:  # nothing of its own
            child = node.first_child
            if child is not None:
                stack.append((node, here))
        else:
            if texts and kind != _LINK and (kind != _SILENT or _breaks_line(node)):
                if line := _line(texts, linked, href if linked else None, here):
                    yield line
                texts, linked = [], []
            if kind != _SILENT and (child := node.first_child) is not None:
                inside = _enter(node, tag, kind, here)
                if inside is None:
                    child = None
                else:
                    stack.append((node, here))
                    here = inside
                    is_block, _, _, _, _, _, link, _, _ = here
        following = node.next if child is None else child
        while following is None and stack:
            left, around = stack.pop()
            if around is not here:
                if texts and is_block:
                    if line := _line(texts, linked, href if linked else None, here):
                        yield line
                    texts, linked = [], []
                here = around
                is_block, _, _, _, _, _, link, _, _ = here
            following = left.next
        node = following
    if line := _line(texts, linked, href if linked else None, here):
        yield line


_Stack = list[tuple[LexborNode, _Place]]


def _entered(node: LexborNode) -> tuple[LexborNode, _Stack, _Place]:
    """A node, the elements around it, outermost first, each with the place it has, and the node's.

    Instead of a node that is not shown: the element that hides it, whose lines are none.
    """
    elements: list[LexborNode] = []
    parent = node.parent
    while parent is not None and parent.is_element_node:
        elements.append(parent)
        parent = parent.parent
    stack: _Stack = []
    here = _NOWHERE
    for element in reversed(elements):
        tag = element.tag or ""
        kind = _KINDS.get(tag)
        inside = None if kind == _SILENT else _enter(element, tag, kind, here)
        if inside is None:
            return element, stack, here
        stack.append((element, here))
        here = inside
    return node, stack, here


def _line(texts: list[str], linked: list[str], href: str | None, here: _Place) -> Line | None:
    """The line that texts make, None where it shows nothing."""
    count = 0
    is_one = len(texts) == 1  # as most lines are
    text = fold_space(texts[0] if is_one else "".join(texts))
    if not text:
        return None
    if not is_one and may_be_joined(texts, text):
        text = fold_space(parted(texts))
    _, block, outer, beyond, _, heading, _, asides, beside = here
    if linked:
        count = len(text) if is_one else sum(len(fold_space(each)) for each in linked)
    return Line(text, heading, count, href, block, outer, beyond, asides, beside)


def _breaks_line(node: LexborNode) -> bool:
    """Whether an element that shows nothing breaks the line all the same: a block in it does."""
    return any(below.tag in BREAKS for below in node.traverse())


def fold_space(text: str) -> str:
    """`text` with every run of white space (NBSP too) as one space and without invisible marks."""
    if text.isprintable() and "  " not in text:  # as most is: no other white space, nothing unseen
        return text.strip(" ")
    if not text.isascii() or "\0" in text:
        text = _INVISIBLE.sub("", text)
    return " ".join(text.split())


def _enter(node: LexborNode, tag: str, kind: int | None, around: _Place) -> _Place | None:
    """The place inside an element, the same where it changes nothing; None where it is hidden."""
    _, block, outer, beyond, home, heading, link, asides, beside = around
    if kind == _LINK:
        href = node.attributes.get("href") or ""
        return False, block, outer, beyond, home, heading, href, asides, beside
    if kind != _BLOCK:
        return around
    key, attributes = node.mem_id, node.attributes
    inner = home if tag == "blockquote" else key  # a quotation stands among the paragraphs
    if attributes:
        name = attributes.get("class")
        identity = attributes.get("id")
        if ("hidden" in attributes and not is_streamed(identity)) or hides(attributes.get("style")):
            return None
        if names_aside(name, identity) and tag not in PAGE and not is_open(node, name, identity):
            asides = (*asides, key)[:_MOST_ASIDES]
        if name is not None and "wp-block-" in name and groups(name):
            inner = home
    if tag in ASIDE_TAGS:
        asides = (*asides, key)[:_MOST_ASIDES]
    if tag in HEADINGS:
        heading = int(tag[1])
    if tag in LISTS:
        beside = (*beside[: _MOST_BESIDE - 1], outer if fills_its_box(node) else home)
    elif beside and tag not in IN_LISTS and not is_item(node.parent):
        beside = ()
    return True, key, home, outer, inner, heading, link, asides, beside
