"""Refuses addresses that are not the outlet's, before they are asked for and after redirects."""

from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.utils.httpobj import urlparse_cached

from scrapers.addresses import is_own_host
from scrapers.resolver import PublicResolver
from scrapers.visit import Excluded


class AddressGuard:
    """Downloader middleware; counts each visit once, however many redirects it takes."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        # The environment names a proxy on purpose, mostly one inside.
        named = [url for scheme, url in getproxies().items() if scheme != "no"]
        proxies = (urlsplit(url if "://" in url else f"//{url}").hostname for url in named)
        PublicResolver.exempt = {host for host in proxies if host}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "AddressGuard":
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Lets the outlet's own addresses pass; `Excluded` names why another is refused."""
        if "page" in request.meta and not request.meta.get("counted"):
            request.meta["counted"] = True
            self.crawler.stats.inc_value("fetch/count")
        parts = urlparse_cached(request)
        if parts.scheme not in ("http", "https"):
            raise Excluded("scheme", f"no web address: {request.url[:200]!r}")
        spider = self.crawler.spider
        site = spider.arguments.site  # type: ignore[union-attr]
        if site is not None and parts.netloc == urlsplit(site).netloc:
            PublicResolver.exempt.add(parts.hostname or "")
            return
        if not is_own_host(parts.hostname or "", spider.outlet):  # type: ignore[union-attr]
            raise Excluded("offsite", f"leads away from the outlet: {request.url[:200]!r}")
