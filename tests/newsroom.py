"""An invented outlet with a crawl under way, and short ways to say what its pages brought."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Column, ColumnElement, Engine, Table, Text, select

from models import ledger
from models.article import Article
from models.crawls import begin_crawl, register
from models.discovery import discover
from models.fetch import Ending, Fetch, Found, Listing, Outcome, PageKind
from models.outlet import Outlet
from models.store import save
from models.tables import pages

NOW = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Jakarta")
KABAR = Outlet(
    name="kabar", title="Kabar", home="https://kabar.example", domains=("kabar.example",)
)

STORY = Article(
    outlet="kabar",
    source_id="7",
    section="nasional",
    url="https://kabar.example/nasional/2026/10/31/7/panen-raya",
    headline="Panen raya dimulai",
    body="Petani turun ke sawah.\n\nPadi sudah kuning.",
    published_at=datetime(2026, 10, 31, 23, 30, tzinfo=ZONE),
    published_precision="minute",
    date_line="Sabtu, 20 Jumadil Awwal 1448 H / 31 Oktober 2026 23:30 wib",
    date_witnesses=(
        {"source": "line", "text": "31 Oktober 2026", "read": "2026-10-31", "verdict": "chosen"},
    ),
    hijri_printed="1448-05-20",
    hijri_published="1448-05-20",
    hijri_refers_to="publication",
    rendered_on=None,
    view_line="1.234 views",
    view_count=1234,
    dateline="SUBANG (kabar) -",
    place="Subang",
    country_code="ID",
    sign_off="(an/kb)",
    sign_off_codes=("an", "kb"),
    byline=None,
    credits=(
        {"role": "reporter", "printed": "an", "name": None},
        {"role": "unknown", "printed": "kb", "name": None},
    ),
    reader="outlet",
    language="id",
    fetched_at=NOW,
    problems=(),
)


class Newsroom:
    """The outlet's ledger on one engine; its moments are the test's own."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._pages: dict[str, int] = {}
        self.outlet_id = register(engine, KABAR)
        self.crawl_id = begin_crawl(
            engine, self.outlet_id, arguments={"limit": 5}, version="0.1.0", now=NOW
        )

    def page(self, source_id: str | None = "7", *, kind: PageKind = PageKind.STORY) -> int:
        """The id of the page of a story, or of a listing of that name."""
        found = _found(source_id, kind)
        if found.url not in self._pages:
            page = ledger.page_for(self.engine, self.outlet_id, found, NOW)
            self._pages[found.url] = page.id
        return self._pages[found.url]

    def foresee(self, *stories: Article) -> None:
        """Write the pages of many stories at once; `page` writes one."""
        found = [_found(story.source_id, PageKind.STORY) for story in stories]
        discover(self.engine, self.outlet_id, found, found_on=None, now=NOW)
        theirs = pages.c.url.in_([each.url for each in found])
        with self.engine.connect() as connection:
            for url, number in connection.execute(select(pages.c.url, pages.c.id).where(theirs)):
                self._pages[url] = number

    def fetch(
        self, result: Article | Ending | Listing, page_id: int | None = None, **facts: Any
    ) -> Fetch:
        """A visit at the article's moment, or now."""
        kind = PageKind.LISTING if isinstance(result, Listing) else PageKind.STORY
        if page_id is None:
            source_id = result.source_id if isinstance(result, Article) else "7"
            page_id = self.page(source_id, kind=kind)
        moment = result.fetched_at if isinstance(result, Article) else None
        given = {"fetched_at": moment or NOW, "status": 200, "seconds": 0.25, **facts}
        return Fetch(
            crawl_id=self.crawl_id,
            page_id=page_id,
            url=f"https://kabar.example/{kind}/{page_id}",
            kind=kind,
            result=result,
            **given,
        )

    def visit(self, *stories: Article | Ending | Listing, **facts: Any) -> list[Any]:
        """Save a visit of each in one batch."""
        if len(stories) > 1 and "page_id" not in facts:
            self.foresee(*(story for story in stories if isinstance(story, Article)))
        return save(self.engine, [self.fetch(story, **facts) for story in stories])

    def rows(self, table: Table, *columns: str) -> list[tuple[Any, ...]]:
        """The table's rows in order, or some of their columns."""
        chosen = [table.c[name] for name in columns] or list(table.c)
        with self.engine.connect() as connection:
            order = [self._in_order_of_codes(column) for column in table.primary_key]
            return [tuple(row) for row in connection.execute(select(*chosen).order_by(*order))]

    def _in_order_of_codes(self, column: Column[Any]) -> ColumnElement[Any]:
        """As SQLite orders, whatever the server's locale."""
        is_text = isinstance(column.type, Text) and self.engine.dialect.name == "postgresql"
        return column.collate("C") if is_text else column

    def page_row(self, page_id: int) -> dict[str, Any]:
        with self.engine.connect() as connection:
            row = connection.execute(select(pages).where(pages.c.id == page_id)).one()
            return row._asdict()


def _found(source_id: str | None, kind: PageKind) -> Found:
    return Found(
        url=f"https://kabar.example/{kind}/{source_id}",
        kind=kind,
        source_id=source_id if kind is PageKind.STORY else None,
    )


def at(article: Article, moment: datetime, **changes: Any) -> Article:
    """The same story on another visit."""
    return replace(article, fetched_at=moment, **changes)


def gone(status: int = 404) -> Ending:
    return Ending(outcome=Outcome.GONE, reason=f"http-{status}")


def story_address(number: int, day: date | None = None, **facts: Any) -> Found:
    return Found(
        url=f"https://kabar.example/baca/{number}",
        kind=PageKind.STORY,
        source_id=str(number),
        day=day,
        **facts,
    )
