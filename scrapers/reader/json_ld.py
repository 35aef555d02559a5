"""What a page's JSON-LD says of its story."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from models.spellings import NEWSROOM_WORDS
from scrapers.reader.lines import fold_space
from scrapers.reader.signs import LEAST_SAID, fold

_STORY_TYPES = ("NewsArticle", "Article", "BlogPosting", "LiveBlogPosting", "Report")
"""And all that end as the first does: `ReportageNewsArticle`, `OpinionNewsArticle`."""
_LONGEST = 200_000  # characters of a script
_NESTING = 20  # JSON-LD deeper than this is bait, not metadata

Thing = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """What one object says of a story, as written."""

    headline: str | None
    published: str | None
    address: str | None
    author: str | None
    is_free: bool | None


def told_by(scripts: Iterable[str], titles: Sequence[str]) -> list[Told]:
    """What the scripts say of the story; of several stories, of the one that the titles name."""
    things = [thing for script in scripts for thing in _things(script)]
    by_id = {_id(thing): thing for thing in things if "name" in thing}
    stories = [thing for thing in things if _is_story(thing)]
    # A plugin that knows of no article dates the page that shows it.
    told = [_told(each, by_id) for each in stories or filter(_is_dated_page, things)]
    if len({each.published for each in told if each.published}) > 1:
        folded = [fold(title) for title in titles]
        return [each for each in told if _is_named(each, folded)] or told
    return told


def is_kept_back(told: Sequence[Told], titles: Sequence[str]) -> bool:
    """Whether it is said of the page's own story that it is not accessible for free."""
    folded = [fold(title) for title in titles]
    own = told if len(told) == 1 else [each for each in told if _is_named(each, folded)]
    return any(each.is_free is False for each in own)


def _is_named(told: Told, titles: Sequence[str]) -> bool:
    headline = fold(told.headline or "")
    return len(headline) >= LEAST_SAID and any(headline in title for title in titles)


def _kinds(thing: Thing) -> list[str]:
    """Its types without the vocabulary's address."""
    kinds = thing.get("@type")
    return [
        str(kind).rpartition("/")[2] for kind in (kinds if isinstance(kinds, list) else [kinds])
    ]


def _is_story(thing: Thing) -> bool:
    return any(kind in _STORY_TYPES or kind.endswith(_STORY_TYPES[0]) for kind in _kinds(thing))


def _is_dated_page(thing: Thing) -> bool:
    return "WebPage" in _kinds(thing) and "datePublished" in thing


def _told(thing: Thing, by_id: dict[str | None, Thing]) -> Told:
    page = thing.get("mainEntityOfPage") or thing.get("url")
    authors = thing.get("author")
    named = [_author(each, by_id) for each in (authors if isinstance(authors, list) else [authors])]
    publisher = thing.get("publisher")
    newsroom = _text(publisher.get("name")) if isinstance(publisher, dict) else None
    return Told(
        _text(thing.get("headline")),
        _text(thing.get("datePublished")),
        _text(page.get("@id") if isinstance(page, dict) else page),
        next((name for name in named if name and name != newsroom), None),
        _truth(thing.get("isAccessibleForFree")),
    )


def _truth(value: object) -> bool | None:
    """A boolean, also as a word (`"False"`) or the vocabulary's address of one."""
    words = {"true": True, "false": False}
    word = str(value).rpartition("/")[2].strip().lower() if isinstance(value, str | bool) else ""
    return words.get(word)


def _author(author: object, by_id: dict[str | None, Thing]) -> str | None:
    """The name of a person; what is of no type is one unless newsrooms call themselves so."""
    is_person = False
    if isinstance(author, dict):
        author = author if "name" in author else by_id.get(_id(author), {})
        is_person = "Person" in _kinds(author)
        author = author.get("name") if is_person or "@type" not in author else None
    name = _text(author)
    if not name or "://" in name:
        return None
    return name if is_person or not NEWSROOM_WORDS.issuperset(name.lower().split()) else None


def _id(thing: Thing) -> str | None:
    return _text(thing.get("@id"))


def _text(value: object) -> str | None:
    return (fold_space(value) or None) if isinstance(value, str) else None


def _things(text: str) -> Iterator[Thing]:
    """Every object in a script, `@graph` and `mainEntity` opened; nothing where it is no JSON."""
    if len(text) > _LONGEST:
        return
    try:
        top = json.loads(text.strip(), strict=False)
        if "\\ud" in text.lower():
            top = json.loads(_whole(json.dumps(top, ensure_ascii=False)))
    except (ValueError, RecursionError):
        return  # broken JSON-LD is common and only one witness of several
    pending = [(top, 0)]
    while pending:
        value, depth = pending.pop(0)
        if depth > _NESTING:
            continue
        if isinstance(value, list):
            pending.extend((each, depth + 1) for each in value)
        elif isinstance(value, dict):
            yield value
            pending.extend(
                (value[key], depth + 1) for key in ("@graph", "mainEntity") if key in value
            )


def _whole(text: str) -> str:
    """The text with U+FFFD for halves of characters, as JSON has where a title was cut short."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
