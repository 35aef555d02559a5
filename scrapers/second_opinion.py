"""Another extractor's body of the same page, and where it disagrees with ours."""

import logging
import re
from collections import Counter
from dataclasses import dataclass

from models.article import Article, RawArticle
from scrapers.reader.lines import fold_space
from scrapers.reader.signs import fold

_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘'(\[]*[^\W\d_a-z])|\n+")
_NOT_XML = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
    "|&#0*(?:[0-8]|1[124-9]|2[0-9]|3[01]|65534|65535)(?![0-9]);?"
    "|&#x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef])(?![0-9a-f]);?",
    re.IGNORECASE,
)
"""What some pages have, pasted out of word processors, and lxml refuses a whole page for."""
_SHORT = 25
"""Characters: what is shorter is a heading, a caption's end or a label, and proves nothing."""

logging.getLogger("readability").setLevel(logging.CRITICAL)  # it raises what it logs


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What two readers of a page make of its story."""

    f1: float
    """Of the words of both, 0 to 1; 1 is the same words as often."""
    only_ours: tuple[str, ...]
    """Sentences of ours that the other has not."""
    only_theirs: tuple[str, ...]


def second_opinion(html: str) -> str:
    """The body as readability-lxml finds it, knowing nothing of the outlet; a block is a line.

    Of four generic extractors it was nearest to ten real pages: `benchmarks/reading.py`.
    Raises ValueError where it finds none.
    """
    # A tenth of a second at import, and few runs ask for it.
    import lxml.html  # noqa: PLC0415
    from lxml.etree import LxmlError  # noqa: PLC0415
    from readability import Document  # noqa: PLC0415
    from readability.readability import Unparseable  # noqa: PLC0415

    try:
        document = Document(_NOT_XML.sub("", html))
        summary = lxml.html.fromstring(document.summary(html_partial=True))
    except (Unparseable, LxmlError) as error:
        raise ValueError(f"no second opinion: {error}") from error
    for block in summary.iter("p", "div", "br", "li", "td", "h1", "h2", "h3", "h4", "h5", "h6"):
        block.tail = f"\n{block.tail or ''}"
    lines = (fold_space(line) for line in summary.text_content().splitlines())
    return "\n".join(line for line in lines if line)


def compare(story: Article | RawArticle, theirs: str) -> Disagreement:
    """Where a story, dateline and sign-off included, and another reading of it differ."""
    parts = (story.dateline, story.body, story.sign_off)
    ours = " ".join(part for part in parts if part)
    return Disagreement(
        f1=round(token_f1(ours, theirs), 4),
        only_ours=_sentences_missing(ours, theirs),
        only_theirs=_sentences_missing(theirs, ours),
    )


def token_f1(one: str, other: str) -> float:
    """How alike two texts are by their words, order aside: 0 to 1."""
    ours, theirs = _words(one), _words(other)
    shared = (ours & theirs).total()
    return 2 * shared / (ours.total() + theirs.total()) if shared else 0.0


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold()))


def _sentences_missing(text: str, other: str) -> tuple[str, ...]:
    known = fold(other)
    sentences = (sentence.strip() for sentence in _SENTENCE.split(text))
    return tuple(s for s in sentences if len(s) >= _SHORT and fold(s) not in known)
