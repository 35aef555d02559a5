"""What the elements of a page mean for the lines in them, by their tags, classes and neighbours."""

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

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
PAGE = frozenset(("html", "body"))
"""Of which class and id name the layout: `<body class="with-sidebar">`."""
# Words in class and id that name furniture. A hint only: see `Line.asides`.
_ASIDE_NAME = re.compile(
    # `no-share` and `category-iklan` name the story's own element.
    r"(?:^|[\s_-])(?<!\bno-)(?<!\bhas-)(?<!\bwith-)(?<!\bcategory-)(?<!\btag-)"
    r"(?:ads?|ad(?:vert\w*|box|slot|unit|s?banner|sense)|iklan|banner|sponsor(?:ed)?"
    r"|breadcrumbs?|comments?|comment(?:list|s?-?area)|komentar|disqus|shar(?:e|ing)|socials?"
    r"|related|terkait|baca-?juga|menus?|nav|navbar|navigation|side-?bar|widgets?|popular"
    r"|terpopuler|captions?|newsletter|cookies?|footer|recommend(?:ed|ation)s?"
    r"|twitter-tweet|instagram-media|tiktok-embed|fb-post)"  # what others posted, embedded
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
# Those that hold no paragraphs: with several inside, a box is not closed.
_TEXTLESS_NAME = re.compile(
    r"(?:^|[\s_-])(?:ads?|ad(?:vert\w*|box|slot|unit|s?banner|sense)|iklan|banner|shar(?:e|ing))"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_PARAGRAPHS = 3
_GROUP = re.compile(r"\bwp-block-group(?:__inner-container)?(?![\w-])")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_STREAMED = re.compile(r"S:[0-9a-f]+")
BREAKS = BLOCKS | {"br"}
LISTS = frozenset("dl ol table ul".split())
IN_LISTS = frozenset("caption dd dt li p tbody td tfoot th thead tr".split())
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def is_item(node: LexborNode | None) -> bool:
    """Whether it is an entry of a list."""
    return node is not None and node.tag == "li"


def is_open(node: LexborNode, name: str | None, identity: str | None) -> bool:
    """Whether a box of an advertisement was not closed, so that the rest of a story is inside."""
    if not any(_TEXTLESS_NAME.search(each) for each in (name, identity) if each):
        return False
    tags = [each.tag for each in node.iter()]
    return tags.count("p") >= _PARAGRAPHS or tags.count("br") >= _PARAGRAPHS


def groups(name: str) -> bool:
    """Whether a class is that of an author's group of paragraphs, as WordPress has them."""
    return _GROUP.search(name) is not None


def fills_its_box(node: LexborNode) -> bool:
    """Whether a list or table is all that its element holds, a caption apart, as in
    `<figure class="wp-block-table">` and `<div class="table-responsive">`.
    """
    box = node.parent
    if box is None or box.tag not in ("div", "figure"):
        return False
    return not any(
        each.tag != "figcaption"
        and each.mem_id != node.mem_id
        and (each.is_element_node or not (each.text_content or "").isspace())
        for each in box.iter(include_text=True)
        if each.tag != "-comment"
    )


def is_streamed(identity: str | None) -> bool:
    """Whether a hidden element is one that React streams behind the page and its script shows."""
    return identity is not None and _STREAMED.fullmatch(identity) is not None


def hides(style: str | None) -> bool:
    """Whether a style keeps an element from being shown."""
    return style is not None and _HIDDEN_STYLE.search(style) is not None


@lru_cache(maxsize=4096)
def names_aside(name: str | None, identity: str | None) -> bool:
    """Whether a class or an id names furniture."""
    return any(_ASIDE_NAME.search(each) for each in (name, identity) if each)
