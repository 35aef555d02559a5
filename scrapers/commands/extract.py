"""`scrapy extract OUTLET FILE|URL|- …`: what the reader makes of pages, as JSON."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.utils.misc import load_object

from models.article import Article, RawArticle
from models.fetch import Ending, Outcome
from models.outlet import Outlet
from scrapers.arguments import read_site
from scrapers.command import OwnCommand
from scrapers.piped import until_enough
from scrapers.reader.cut import cut_article
from scrapers.reader.page import Page, decode
from scrapers.reader.refusal import NotAnArticle
from scrapers.saved import unpacked
from scrapers.second_opinion import compare, second_opinion
from scrapers.terminal import escaped
from scrapers.usage import spider_of, wrong_call

if TYPE_CHECKING:
    from scrapers.one_off import Visited

_FAILED = Outcome.FAILED
Result = Article | RawArticle | Ending


class Command(OwnCommand):
    """One JSON object a page on stdout, in the order of the arguments."""

    def syntax(self) -> str:
        return "[options] OUTLET FILE|URL|- ..."

    def short_desc(self) -> str:
        return "Print the articles in saved pages or at addresses as JSON, storing nothing"

    def long_desc(self) -> str:
        return (
            "Reads HTML or plain text; - is standard input. A page that cannot be read gives an"
            " object with error and text, and exit status 1 at the end."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--raw", action="store_true", help="print the words before reading them"
        )
        parser.add_argument(
            "--check",
            action="store_true",
            help="add where a generic extractor reads the page differently",
        )
        parser.add_argument("--url", help="the address of the one file named")
        parser.add_argument("--site", help="another base address that serves the outlet's pages")

    @until_enough
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        self.check(args)
        if len(args) < 2:
            raise wrong_call("extract", "name an outlet and at least one FILE, URL or -")
        if opts.url and (len(args) != 2 or _is_url(args[1])):
            raise wrong_call("extract", "--url goes with exactly one FILE or -")
        spider = spider_of("extract", self.settings, args[0])
        outlet = spider.outlet
        try:
            site = read_site(opts.site)
        except ValueError as error:
            raise wrong_call("extract", str(error)) from None
        read = _as_is if opts.raw else load_object(self.settings["ARTICLE_READER"])
        urls = [arg for arg in args[1:] if _is_url(arg)]
        visited: Iterator[Visited] = iter(())
        if urls:
            from scrapers.one_off import visit  # noqa: PLC0415 - files need no network

            visited = iter(visit(spider, urls, self.settings, site))
        for arg in args[1:]:
            if _is_url(arg):
                found = next(visited)
                html = decode(found.page, found.content_type) if found.page else ""
                cut = found.result
            else:
                html, cut = _cut_file(arg, outlet, opts.url)
            checked = _check(cut, html) if opts.check else {}
            self._print("url" if _is_url(arg) else "file", arg, _read(cut, read, outlet), checked)

    def _print(self, kind: str, name: str, result: Result, checked: dict[str, Any]) -> None:
        if isinstance(result, Ending):
            self.exitcode = 1
            shown: dict[str, Any] = {kind: name, "error": result.reason, "text": result.message}
        else:
            shown = asdict(result) | checked
        line = json.dumps(shown, ensure_ascii=False, default=_as_json)
        print(escaped(line), flush=True)  # also bytes of a file's name that are no text


def _cut_file(name: str, outlet: Outlet, url: str | None) -> tuple[str, RawArticle | Ending]:
    """The page's text and what is cut from it."""
    try:
        saved = unpacked(sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes())
    except (OSError, ValueError) as error:
        return "", Ending(outcome=_FAILED, reason="unreadable-file", message=f"{error}")
    text = decode(saved.body, saved.content_type)
    try:
        return text, cut_article(Page(text, url), outlet)
    except NotAnArticle as refusal:
        reason = f"not-an-article:{refusal.reason}"
        return text, Ending(outcome=_FAILED, reason=reason, message=str(refusal))


def _check(cut: RawArticle | Ending, html: str) -> dict[str, Any]:
    """The second opinion on a page, or why there is none."""
    if isinstance(cut, Ending):
        return {}
    try:
        return {"check": asdict(compare(cut, second_opinion(html)))}
    except ValueError as error:
        return {"check": {"error": str(error)}}


def _read(
    cut: RawArticle | Ending, read: Callable[[RawArticle, Outlet], Result], outlet: Outlet
) -> Result:
    if isinstance(cut, Ending):
        return cut
    try:
        return read(cut, outlet)
    except ValueError as refusal:
        return Ending(outcome=_FAILED, reason="unreadable", message=str(refusal))


def _as_is(raw: RawArticle, outlet: Outlet) -> RawArticle:
    del outlet
    return raw


def _is_url(arg: str) -> bool:
    return arg.startswith(("http://", "https://"))


def _as_json(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON form for {type(value).__name__}")
