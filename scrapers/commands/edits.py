"""`scrapy edits`: what newsrooms changed in their stories, word by word."""

import argparse
import json
import re
from typing import TYPE_CHECKING

from models.side_by_side import Paragraph, side_by_side, words
from scrapers.addresses import story_address
from scrapers.command import OwnCommand
from scrapers.piped import until_enough
from scrapers.terminal import escaped, print_blocks, visible
from scrapers.usage import (
    day,
    no_days_in_reverse,
    only_text,
    outlets_of,
    wrong_call,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text
    from sqlalchemy import Engine

    from models.reading_rows import Revision

_MOST = 1000
_AROUND = 8
"""Words that stayed, which are shown before and after what changed."""


class Command(OwnCommand):
    """The edits that were seen last, or those of one story, newest first."""

    def syntax(self) -> str:
        return "[options] [URL|STORY_ID]"

    def short_desc(self) -> str:
        return "Show what newsrooms changed in their stories, word by word"

    def long_desc(self) -> str:
        return (
            "[-taken away-]{+added+}, with a few words around it; … is text that stayed. Without a"
            " story the edits that were seen last, with one all of its edits. Exit status: 0 shown,"
            " 1 no edit or no database, 2 wrong call."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--since", type=day, help="seen on this day (UTC) or later, YYYY-MM-DD")
        parser.add_argument("--until", type=day, help="seen on this day (UTC) or earlier")
        parser.add_argument("--outlet", help="of this outlet alone")
        parser.add_argument("--limit", help=f"how many, at most {_MOST} (default 10)")
        parser.add_argument("--json", action="store_true", help="one JSON object an edit")

    @until_enough
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        self.check(args)
        _check(args, opts)
        from models.database import DatabaseError  # noqa: PLC0415 - slow to import

        try:
            with self.archive() as engine:
                edits = self._of(engine, args[0]) if args else _latest(engine, opts)
        except DatabaseError as error:
            self.fail(str(error))
            return
        if not edits:
            self.fail(f"no change of {args[0]} was seen" if args else "no edit was seen")
            return
        if opts.json:
            _print_json(edits)
        else:
            print_blocks((_lines(edit), edit.url) for edit in edits)

    def _of(self, engine: "Engine", story: str) -> "list[Revision]":
        from models.edits import edits_of, has_story, story_at  # noqa: PLC0415

        if re.fullmatch("[0-9]{1,18}", story):
            story_id = int(story) if has_story(engine, int(story)) else None
        else:
            story_id = story_at(engine, self._places(story))
        if story_id is None:
            raise wrong_call("edits", f"the archive has no story {story!r}")
        return edits_of(engine, story_id)

    def _places(self, url: str) -> list[tuple[str, str]]:
        """The outlets to which an address may belong, each with the id it has there."""
        outlets = outlets_of(self.settings).items()
        found = ((name, story_address(url, outlet)) for name, outlet in outlets)
        return [(name, address.source_id) for name, address in found if address]


def _check(args: list[str], opts: argparse.Namespace) -> None:
    only_text("edits", *args, opts.outlet)
    if len(args) > 1:
        raise wrong_call("edits", "name one story at most: scrapy edits [URL|STORY_ID]")
    if args and any((opts.since, opts.until, opts.outlet, opts.limit)):
        raise wrong_call("edits", "all edits of a story are shown: no other choice goes with it")
    no_days_in_reverse("edits", opts.since, opts.until)
    if opts.limit is not None and not 1 <= _number(opts.limit) <= _MOST:
        raise wrong_call("edits", f"--limit {opts.limit!r} is no number from 1 to {_MOST}")


def _number(text: str) -> int:
    return int(text) if re.fullmatch("[0-9]{1,4}", text) else 0


def _latest(engine: "Engine", opts: argparse.Namespace) -> "list[Revision]":
    from models.edits import Wanted, latest_edits  # noqa: PLC0415 - slow to import

    days = {"since": opts.since, "until": opts.until}
    wanted = Wanted(outlet=opts.outlet, limit=_number(opts.limit or "10"), **days)
    try:
        return latest_edits(engine, wanted)
    except ValueError as error:
        raise wrong_call("edits", str(error)) from None


def _lines(edit: "Revision") -> "Iterator[Text]":
    from rich.text import Text  # noqa: PLC0415

    seen = f"{edit.found_at:%Y-%m-%d %H:%M} UTC" if edit.found_at else "at a moment not known"
    facts = f"seen {seen}  {edit.outlet}  edit {edit.number} of story {edit.story_id}"
    yield Text(visible(facts), "cyan")
    yield Text(visible(edit.headline or "(no headline)"), "bold")
    for name, paragraph in _changed(edit):
        yield Text.assemble((f"{name}: ", "cyan"), _marked(paragraph))


def _changed(edit: "Revision") -> "Iterator[tuple[str, Paragraph]]":
    """The changed paragraphs, each with what it is one of."""
    headlines = side_by_side(edit.headline_before, edit.headline_after)
    bodies = side_by_side(edit.body_before, edit.body_after)
    for name, paragraphs in (("headline", headlines), ("body", bodies)):
        for paragraph in paragraphs:
            if any(piece.changed for piece in paragraph):
                yield name, paragraph


def _marked(paragraph: Paragraph) -> "Text":
    from rich.text import Text  # noqa: PLC0415

    line = Text()
    for i, piece in enumerate(paragraph):
        if not piece.changed:
            line.append(visible(_excerpt(piece.before, i > 0, i < len(paragraph) - 1)))
            continue
        if i and (piece.before or piece.after).startswith(" "):
            line.append(" ")
        if piece.before:
            line.append(f"[-{visible(piece.before.strip())}-]", "red")
        if piece.after:
            line.append(f"{{+{visible(piece.after.strip())}+}}", "green")
    return line


def _excerpt(text: str, is_behind: bool, is_before: bool) -> str:
    """Of words that stayed, those behind a change and those before one."""
    every = words(text)
    if len(every) <= _AROUND * (is_behind + is_before):
        return text
    behind = "".join(every[:_AROUND]) + " " if is_behind else ""
    before = "".join(every[-_AROUND:]) if is_before else ""
    return f"{behind}…{before}"


def _print_json(edits: "list[Revision]") -> None:
    for edit in edits:
        changes = [
            {"of": name, "removed": piece.before.strip(), "added": piece.after.strip()}
            for name, paragraph in _changed(edit)
            for piece in paragraph
            if piece.changed
        ]
        facts = {
            "story_id": edit.story_id,
            "outlet": edit.outlet,
            "url": edit.url,
            "headline": edit.headline,
            "published_on": edit.published_on,
            "number": edit.number,
            "found_at": edit.found_at and edit.found_at.isoformat(),
            "changes": changes,
        }
        print(escaped(json.dumps(facts, ensure_ascii=False, default=str)))
