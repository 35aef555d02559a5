"""One setting, REDIS_URL, turns on whatever sharing a crawl needs."""

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.settings import BaseSettings


class Machines:
    """Scrapy add-on: requests keep the pace together."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Machines":
        if not crawler.settings["REDIS_URL"]:
            raise NotConfigured
        return cls()

    def update_settings(self, settings: BaseSettings) -> None:
        handler = "scrapers.machines.handler.PacedHandler"
        handlers = {"http": handler, "https": handler}
        # Above the project's own settings, which name the handler of a crawl by itself.
        known = settings.getdict("DOWNLOAD_HANDLERS")
        settings.set("DOWNLOAD_HANDLERS", known | handlers, "project")
