"""Keeps each response before anything reads it."""

import asyncio
import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Response

from scrapers.statuses import GONE, NOT_MODIFIED
from scrapers.visit import NotArchived

if TYPE_CHECKING:
    from models.ledger import DuePage
    from scrapers.archive.exchange import Kept
    from scrapers.archive.writer import ArchiveWriter

logger = logging.getLogger(__name__)

_TELLING = GONE | {NOT_MODIFIED}
"""Without a page these say what became of a story. Refusals and failures say nothing of it."""


class Archive:
    """Downloader middleware, the innermost: it sees the bytes as served, before decompression.

    A page is packed and written at once and in the crawl's own thread: that takes half a
    millisecond, and handing it to another thread and back costs the crawl as much again.
    """

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings["ARCHIVE_DIR"]:
            raise NotConfigured
        self.crawler = crawler
        self._writer: ArchiveWriter | None = None
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Archive":
        middleware = cls(crawler)
        crawler.signals.connect(middleware.spider_closed, signal=signals.spider_closed)
        return middleware

    def process_response(self, request: Request, response: Response) -> Response:
        """The response, its place in the archive noted in the request; NotArchived where the
        disk takes no more, which also ends the crawl.
        """
        request.meta["fetched_at"] = now = datetime.now(UTC)
        # A redirect's request carries on the meta.
        request.meta["archived"] = request.meta["original"] = None
        is_page = 200 <= response.status < 300
        if not (is_page or response.status in _TELLING):
            return response
        try:
            kept = self._write(request, response, now)
        except OSError as error:
            self._give_up(error)
            if "page" not in request.meta:
                return response  # robots.txt: Scrapy would print a traceback for the same error
            raise NotArchived(f"could not be archived: {error}") from error
        request.meta["archived"] = kept.file, kept.offset
        if is_page:
            request.meta["original"] = kept.body
        return response

    async def spider_closed(self) -> None:
        try:
            if self._writer is not None:
                await asyncio.to_thread(self._writer.close)
        except OSError:
            logger.exception("The archive's last file was not closed well")

    def _write(self, request: Request, response: Response, now: datetime) -> "Kept":
        from scrapers.archive.exchange import Body, Exchange  # noqa: PLC0415 - see below

        if self._writer is None:
            self._writer = self._new_writer()
        page: DuePage | None = request.meta.get("page")
        earlier = None
        if page and page.body_digest and page.body_file and page.body_offset is not None:
            earlier = Body(page.body_digest, page.body_file, page.body_offset)
        return self._writer.write(
            Exchange(
                url=request.url,
                at=now,
                method=request.method,
                request_headers=_plain(request.headers),
                status=response.status,
                protocol=response.protocol,
                headers=_plain(response.headers),
                body=response.body,
            ),
            earlier,
        )

    def _new_writer(self) -> "ArchiveWriter":
        from scrapers.archive.codings import LARGEST  # noqa: PLC0415 - as below
        from scrapers.archive.writer import ArchiveWriter  # noqa: PLC0415 - only crawls need it

        settings, spider = self.crawler.settings, self.crawler.spider
        info = {
            "software": f"Warta/{settings['WARTA_VERSION']}",
            "format": "WARC File Format 1.1",
            "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/"
            "warc-1.1/",
            "isPartOf": spider.name if spider else "",
            "robots": "obey" if settings.getbool("ROBOTSTXT_OBEY") else "ignore",
            "http-header-user-agent": settings["USER_AGENT"],
        }
        return ArchiveWriter(
            Path(settings["ARCHIVE_DIR"]),
            info["isPartOf"],
            info,
            settings.getint("ARCHIVE_FILE_SIZE"),
            largest_body=settings.getint("DOWNLOAD_MAXSIZE") or LARGEST,
        )

    def _give_up(self, error: OSError) -> None:
        if self._closing is None:
            reason = f"the archive cannot be written: {error}"
            logger.error("Closing: %s", reason)
            closing = self.crawler.engine.close_spider_async(reason=reason)
            self._closing = asyncio.get_running_loop().create_task(closing)


def _plain(headers: Headers) -> tuple[tuple[str, str], ...]:
    """Each header with its value, repeated ones as often as they came."""
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in headers.items()
        for value in values
    )
