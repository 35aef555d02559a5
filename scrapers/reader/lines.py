"""A page as lines in reading order, whatever tags surround them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

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
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\x00"))


@dataclass(frozen=True, slots=True)
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
    asides: tuple[int, ...] = ()
    """Identities of the surrounding elements that look like furniture. A line of the story may
    stand in one (`<body class="with-sidebar">`), so they count only where the story's head does
    not stand in them too."""

    @property
    def is_link(self) -> bool:
        """Whether nearly all of it is a link."""
        return self.linked * 10 >= len(self.text) * 9


@dataclass(slots=True)
class _Open:
    """An element that the walk stands in."""

    key: int
    home: int  # what paragraphs below it call their container
    block: "_Open | None"  # nearest block, itself included
    outer: int  # key of the block around that block
    is_block: bool = False
    silent: bool = False
    heading: int = 0
    href: str | None = None
    asides: tuple[int, ...] = ()


def text_lines(text: str) -> list[Line]:
    """The lines of a plain text; no more than `MOST` and one."""
    lines = (Line(folded) for raw in text.splitlines() if (folded := fold_space(raw)))
    return list(islice(lines, MOST + 1))


def html_lines(root: LexborNode) -> list[Line]:
    """The lines below `root` in document order; no more than `MOST` and one."""
    return list(islice(_walk(root), MOST + 1))


def fold_space(text: str) -> str:
    """`text` with every run of white space (NBSP too) as one space and without invisible marks."""
    return " ".join(text.translate(_INVISIBLE).split())


def _walk(root: LexborNode) -> Iterator[Line]:
    opened = [_Open(0, 0, None, 0)]
    texts: list[str] = []
    linked, href = 0, None
    here = opened[-1]

    def flush() -> Iterator[Line]:
        nonlocal linked, href
        text = fold_space("".join(texts))
        if text:
            block = here.block
            key, outer = (block.key, block.outer) if block else (0, 0)
            yield Line(text, here.heading, linked, href, key, outer, here.asides)
        texts.clear()
        linked, href = 0, None

    for node in root.traverse(include_text=True):
        parent = node.parent
        key = parent.mem_id if parent is not None else 0
        while len(opened) > 1 and opened[-1].key != key:
            if here.is_block and texts:
                yield from flush()
            opened.pop()
            here = opened[-1]
        tag = node.tag
        if tag == "-text":
            if not here.silent:
                text = node.text_content or ""
                texts.append(text)
                if here.href is not None:
                    linked += len(fold_space(text))
                    href = here.href
        elif tag == "br":
            if texts:
                yield from flush()
        elif tag and tag[0] != "-":
            if tag in BLOCKS and texts:
                yield from flush()
            here = _enter(node, tag, here)
            opened.append(here)
    if texts:
        yield from flush()


def _enter(node: LexborNode, tag: str, outer: _Open) -> _Open:
    key = node.mem_id
    if outer.silent or tag in SILENT:
        return _Open(key, 0, outer.block, outer.outer, silent=True)
    if tag not in BLOCKS:
        href = node.attributes.get("href") or "" if tag == "a" else outer.href
        return _Open(
            key, 0, outer.block, outer.outer, False, False, outer.heading, href, outer.asides
        )
    attributes = node.attributes
    asides = outer.asides
    silent = False
    if attributes:
        silent = "hidden" in attributes or bool(_HIDDEN_STYLE.search(attributes.get("style") or ""))
        name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        if _ASIDE_NAME.search(name):
            asides = (*asides, key)
    if tag in ASIDE_TAGS:
        asides = (*asides, key)
    heading = int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() else outer.heading
    around = outer.block.home if outer.block else 0
    home = around if tag == "blockquote" else key  # a quotation stands among the paragraphs
    opened = _Open(key, home, None, around, True, silent, heading, outer.href, asides)
    opened.block = opened
    return opened
