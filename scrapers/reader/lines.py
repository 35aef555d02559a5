"""A page as lines in reading order, whatever tags surround them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborNode

MOST = 30_000
"""Lines of a page that can be an article's; the longest real page seen has 500."""

# Elements that start and end a line, after the HTML standard's rendering section (§15.3).
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt"
    " fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li"
    " listing main menu nav ol optgroup option p plaintext pre search section summary table"
    " tbody td tfoot th thead tr ul xmp".split()
)
# Their text is not shown, or is a control's label.
SILENT = frozenset(
    "audio button canvas head iframe math noembed noframes noscript object script select style"
    " svg template textarea title video".split()
)
# Never the story, whatever the outlet.
ASIDE_TAGS = frozenset("aside dialog figcaption footer form menu nav".split())
# Words in class and id that name furniture. A hint only: see `Line.asides`.
_ASIDE_NAME = re.compile(
    r"(?:^|[\s_-])(?:ads?|ad(?:vert\w*|box|slot|unit|s?banner|sense)|iklan|banner|sponsor(?:ed)?"
    r"|breadcrumbs?|comments?|comment(?:list|s?-?area)|komentar|disqus|shar(?:e|ing)|socials?"
    r"|related|terkait|baca-?juga|menus?|nav|navbar|navigation|side-?bar|widgets?|popular"
    r"|terpopuler|captions?|newsletter|cookies?|footer|read-?more|recommend(?:ed|ation)s?)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
BREAKS = BLOCKS | {"br"}
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\\x00]+")


class Line(NamedTuple):
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
    asides: tuple[int, ...] = ()
    """Identities of the surrounding elements that look like furniture. A line of the story may
    stand in one (`<body class="with-sidebar">`), so they count only where the story's head does
    not stand in them too."""

    def stands_aside(self, asides: tuple[int, ...]) -> bool:
        """Whether it stands in furniture other than that."""
        return bool(self.asides) and not set(asides).issuperset(self.asides)

    @property
    def is_link(self) -> bool:
        """Whether nearly all of it is a link."""
        return self.linked * 10 >= len(self.text) * 9


class _Open:
    """What an element that the walk stands in means for the lines below it."""

    __slots__ = ("asides", "block", "heading", "home", "href", "is_block", "outer", "silent")

    def __init__(
        self,
        is_block: bool = False,
        block: int = 0,
        outer: int = 0,
        home: int = 0,
        silent: bool = False,
        heading: int = 0,
        href: str | None = None,
        asides: tuple[int, ...] = (),
    ) -> None:
        self.is_block = is_block
        self.block = block
        """Key of the nearest block, itself included."""
        self.outer = outer
        """What the lines of that block call their container."""
        self.home = home
        """What paragraphs below that block call their container."""
        self.silent = silent
        self.heading = heading
        self.href = href
        self.asides = asides


def text_lines(text: str) -> list[Line]:
    """The lines of a plain text; no more than `MOST` and one."""
    lines = (Line(folded) for raw in text.splitlines() if (folded := fold_space(raw)))
    return list(islice(lines, MOST + 1))


def html_lines(root: LexborNode) -> list[Line]:
    """The lines below `root` in document order; no more than `MOST` and one."""
    return list(islice(lines_from(root), MOST + 1))


def lines_from(start: LexborNode) -> Iterator[Line]:
    """The lines from the node `start` on, in document order, to the end of its document."""
    node: LexborNode | None = start
    stack, here = _ancestors(start)
    while here.silent:
        node, here = stack.pop()
    draft = _Draft()
    while node is not None:  # some thousand times a page
        tag, child = node.tag or "", None
        if tag == "-text":
            draft.add(node.text_content or "", here)
        else:
            if draft.texts and _ends_line(node, tag) and (line := draft.line(here)):
                yield line
            if tag not in SILENT and (child := node.first_child) is not None:
                inside = _enter(node, tag, here)
                if inside.silent:
                    child = None
                else:
                    stack.append((node, here))
                    here = inside
        following = child or node.next
        while following is None and stack:
            left, around = stack.pop()
            if around is not here:
                if draft.texts and here.is_block and (line := draft.line(here)):
                    yield line
                here = around
            following = left.next
        node = following
    if line := draft.line(here):
        yield line


def _ancestors(node: LexborNode) -> tuple[list[tuple[LexborNode, "_Open"]], "_Open"]:
    """The elements around a node, outermost first, each with what surrounds it; and what all of
    them mean for the node.
    """
    elements: list[LexborNode] = []
    parent = node.parent
    while parent is not None and parent.is_element_node:
        elements.append(parent)
        parent = parent.parent
    stack, here = [], _Open()
    for element in reversed(elements):
        stack.append((element, here))
        here = _enter(element, element.tag or "", here)
    return stack, here


class _Draft:
    """A line in the making."""

    __slots__ = ("href", "linked", "texts")

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.linked = 0
        self.href: str | None = None

    def add(self, text: str, here: _Open) -> None:
        if self.texts or not text.isspace():  # white space begins no line
            self.texts.append(text)
            if here.href is not None:
                self.linked += len(fold_space(text))
                self.href = here.href

    def line(self, here: _Open) -> Line | None:
        """The line as it stands, None where it shows nothing; the next one begins."""
        text = fold_space("".join(self.texts))
        linked, href = self.linked, self.href
        self.texts, self.linked, self.href = [], 0, None
        if not text:
            return None
        return Line(text, here.heading, linked, href, here.block, here.outer, here.asides)


def _ends_line(node: LexborNode, tag: str) -> bool:
    """Whether an element ends the line that it stands in."""
    if tag in SILENT:  # shows nothing, but blocks inside it break the line all the same
        return any(below.tag in BREAKS for below in node.traverse())
    return tag in BREAKS


def fold_space(text: str) -> str:
    """`text` with every run of white space (NBSP too) as one space and without invisible marks."""
    if not text.isascii() or "\0" in text:
        text = _INVISIBLE.sub("", text)
    return " ".join(text.split())


def _enter(node: LexborNode, tag: str, around: _Open) -> _Open:
    """What the element means; the same object as around it where it changes nothing."""
    if tag in BLOCKS:
        return around if around.silent else _enter_block(node, tag, around)
    if around.silent or (tag != "a" and tag not in SILENT):
        return around
    href = (node.attributes.get("href") or "") if tag == "a" else around.href
    return _Open(
        False, around.block, around.outer, around.home, tag in SILENT, around.heading, href,
        around.asides,
    )  # fmt: skip


def _enter_block(node: LexborNode, tag: str, around: _Open) -> _Open:
    key, attributes, asides, silent = node.mem_id, node.attributes, around.asides, False
    if attributes:
        silent = "hidden" in attributes or _hides(attributes.get("style"))
        name, identity = attributes.get("class"), attributes.get("id")
        if (name and _names_aside(name)) or (identity and _names_aside(identity)):
            asides = (*asides, key)
    if tag in ASIDE_TAGS:
        asides = (*asides, key)
    heading = int(tag[1]) if tag in _HEADINGS else around.heading
    # A quotation stands among the paragraphs.
    home = around.home if tag == "blockquote" else key
    return _Open(True, key, around.home, home, silent, heading, around.href, asides)


def _hides(style: str | None) -> bool:
    return style is not None and _HIDDEN_STYLE.search(style) is not None


@lru_cache(maxsize=4096)
def _names_aside(name: str) -> bool:
    return _ASIDE_NAME.search(name) is not None
