"""`scrapy search "kata kunci"`: stories by their words."""

import argparse
import json
import re
import sys
from datetime import date
from typing import TYPE_CHECKING

from scrapers.command import OwnCommand
from scrapers.piped import until_enough
from scrapers.terminal import escaped, print_blocks, visible
from scrapers.usage import day, no_days_in_reverse, no_wrong_settings, only_text, wrong_call

if TYPE_CHECKING:
    from rich.text import Text

    from models.excerpt import Excerpt
    from models.search import Answer, Hit, Wanted

_MOST = 1000


class Command(OwnCommand):
    """The best or the newest stories that answer, each with the words that were found."""

    def syntax(self) -> str:
        return '[options] "WORDS"'

    def short_desc(self) -> str:
        return "Search the archive's headlines and texts"

    def long_desc(self) -> str:
        return (
            "A word finds all its forms: membantu also bantuan and dibantu. In quotation marks it"
            " is found as written, and so is a phrase. prefix* finds what begins so, A OR B either"
            " one, -word leaves out: 'haj* \"Menteri Agama\" -kuota'. Exit status: 0 found, 1"
            " nothing found or no database, 2 wrong call."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--since", help="first day of publication, YYYY-MM-DD")
        parser.add_argument("--until", help="last day of publication, YYYY-MM-DD")
        parser.add_argument("--outlet", help="of this outlet alone")
        parser.add_argument("--place", help="datelined there: Jakarta")
        parser.add_argument("--limit", default="10", help=f"how many, at most {_MOST} (default 10)")
        parser.add_argument("--sort", default="rank", help="rank (default) or newest")
        parser.add_argument("--json", action="store_true", help="one JSON object a story")

    @until_enough
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        no_wrong_settings("search", self.settings)
        wanted = _wanted(args, opts)
        from models.database import DatabaseError  # noqa: PLC0415 - slow to import
        from models.search import search  # noqa: PLC0415
        from models.search_nothing import why_nothing  # noqa: PLC0415
        from models.search_query import QueryError  # noqa: PLC0415

        try:
            with self.archive() as engine:
                answer = search(engine, wanted)
                why = "" if answer.hits else why_nothing(engine, wanted)
        except QueryError as error:
            raise wrong_call("search", str(error)) from None
        except DatabaseError as error:
            self.fail(str(error))
            return
        if not answer.hits:
            self.fail(f"nothing found: {why}")
            return
        if opts.json:
            _print_json(answer)
        else:
            print_blocks((_lines(hit), hit.story["url"]) for hit in answer.hits)
        if answer.is_bounded:
            _say_bound()


def _wanted(args: list[str], opts: argparse.Namespace) -> "Wanted":
    from models.search import SORTS, Wanted  # noqa: PLC0415 - slow to import

    for arg in args:
        if arg.startswith("-") and " " not in arg:
            raise wrong_call("search", f"unknown option {arg!r}; words go in quotes: 'kata {arg}'")
    if not args:
        raise wrong_call("search", 'write what to look for: scrapy search "kata kunci"')
    only_text("search", *args, opts.outlet, opts.place)
    if opts.sort not in SORTS:
        raise wrong_call("search", f"--sort {opts.sort!r} is neither of {' and '.join(SORTS)}")
    if not re.fullmatch("[0-9]{1,4}", opts.limit) or not 1 <= int(opts.limit) <= _MOST:
        raise wrong_call("search", f"--limit {opts.limit!r} is no number from 1 to {_MOST}")
    days = {"since": _day("since", opts.since), "until": _day("until", opts.until)}
    no_days_in_reverse("search", **days)
    chosen = {"outlet": opts.outlet, "place": opts.place, "sort": opts.sort, **days}
    return Wanted(words=" ".join(args), limit=int(opts.limit), **chosen)


def _day(name: str, given: str | None) -> date | None:
    try:
        return None if given is None else day(given)
    except argparse.ArgumentTypeError as error:
        raise wrong_call("search", f"--{name} {error}") from None


def _lines(hit: "Hit") -> list["Text"]:
    from rich.text import Text  # noqa: PLC0415

    story = hit.story
    day, time = story["published_on"], story["published_time"]
    moment = f"{day} {time}" if time else str(day or "no date")
    facts = (moment, story["outlet"], story["section"], story["place"])
    lines = [Text("  ".join(visible(each) for each in facts if each), "cyan")]
    if hit.headline is not None:
        lines.append(_marked(hit.headline, "bold"))
    lines.append(_marked(hit.body, ""))
    return lines


def _marked(excerpt: "Excerpt", style: str) -> "Text":
    from rich.text import Text  # noqa: PLC0415

    line, end = Text(style=style), 0
    for start, stop in excerpt.marks:
        line.append(visible(excerpt.text[end:start]))
        line.append(visible(excerpt.text[start:stop]), "bold yellow")
        end = stop
    return line.append(visible(excerpt.text[end:]))


def _print_json(answer: "Answer") -> None:
    for hit in answer.hits:
        story = {
            "story_id": hit.story_id,
            "score": hit.score,
            **hit.story,
            "headline": hit.headline and hit.headline.text,
            "headline_marks": hit.headline and hit.headline.marks,
            "excerpt": hit.body.text,
            "excerpt_marks": hit.body.marks,
        }
        print(escaped(json.dumps(story, ensure_ascii=False, default=str)))


def _say_bound() -> None:
    from models.search import NEWEST  # noqa: PLC0415

    print(
        f"scrapy search: {NEWEST} stories or more match: the newest of them are ranked;"
        " --since and --until ask for others",
        file=sys.stderr,
    )
