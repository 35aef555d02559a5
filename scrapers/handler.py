"""Sends requests, but none while the outlet wants to be left alone."""

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response

from scrapers.extensions.refusals import Refusals


class PausingHandler(HTTP11DownloadHandler):
    """Scrapy's own; behind its queues, so that whatever goes out waits: pages, robots.txt,
    redirects and retries.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.crawler = crawler

    async def download_request(self, request: Request) -> Response:
        refusals = self.crawler.get_extension(Refusals)
        if refusals is None:  # a visit without a ledger
            return await super().download_request(request)
        await refusals.over()
        response = await super().download_request(request)
        await refusals.heard(request, response)
        return response
