"""`python -m benchmarks.other_crawls bare|naive FILE [NAME=VALUE …]`: crawls to compare ours with.

`bare` only downloads the addresses in FILE, one a line; `naive` reads them as a first Scrapy
project would: parsel's CSS selectors, an ORM object and a commit for each item.
"""

import os
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class BareSpider(scrapy.Spider):
    """Downloads and drops."""

    name = "bare"

    async def start(self) -> AsyncIterator[Any]:
        with Path(self.file).open(encoding="utf-8") as addresses:  # noqa: ASYNC230 - before the first request
            for address in addresses:
                yield scrapy.Request(address.strip(), callback=self.parse)

    def parse(self, response: Response, **_: Any) -> None:
        """Nothing."""


class NaiveSpider(BareSpider):
    """Seven fields by CSS; the names of the classes are those of the replica's layouts."""

    name = "naive"

    def parse(self, response: Response, **_: Any) -> Iterator[dict[str, Any]]:
        yield {
            "url": response.url,
            "headline": response.css("h1::text, h2::text").get(),
            "date": response.css(".tgl::text, .tanggal::text, .meta ::text, time::text").get(),
            "views": response.css(".baca::text, .dibaca::text, .views::text, .hits::text").get(),
            "author": response.css(".author::text, .oleh ::text").get(),
            "language": response.css("html::attr(lang)").get(),
            "body": "\n\n".join(
                "".join(each.css("::text").getall())
                for each in response.css(".naskah p, .isi p, .detail p, .content p, .text p, td p")
            ),
        }


class Base(DeclarativeBase):
    """Of the naive tables."""


class Story(Base):
    """A row as the naive pipeline keeps it."""

    __tablename__ = "stories"
    url: Mapped[str] = mapped_column(primary_key=True)
    headline: Mapped[str | None]
    date: Mapped[str | None]
    views: Mapped[str | None]
    author: Mapped[str | None]
    language: Mapped[str | None]
    body: Mapped[str]


class NaivePipeline:
    """An object, a merge and a commit for each item."""

    def open_spider(self) -> None:
        self.engine = create_engine(f"sqlite:///{os.environ['NAIVE_DATABASE']}")
        Base.metadata.create_all(self.engine)

    def process_item(self, item: dict[str, Any]) -> dict[str, Any]:
        with Session(self.engine) as session:
            session.merge(Story(**item))
            session.commit()
        return item

    def close_spider(self) -> None:
        self.engine.dispose()


def main(kind: str, file: str, *settings: str) -> None:
    """Crawl once."""
    given = dict(each.split("=", 1) for each in settings)
    spider = {"bare": BareSpider, "naive": NaiveSpider}[kind]
    pipelines = {NaivePipeline: 100} if kind == "naive" else {}
    process = AsyncCrawlerProcess(given | {"ITEM_PIPELINES": pipelines})
    process.crawl(spider, file=file)
    process.start()


if __name__ == "__main__":
    main(*sys.argv[1:])
