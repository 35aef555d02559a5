"""Detik: old and new addresses carry the same number."""

import re

from models.outlet import Outlet
from scrapers.news_spider import NewsSpider


class DetikSpider(NewsSpider):
    """Crawls detik.com."""

    name = "detik"
    outlet = Outlet(
        name="detik",
        title="detikcom",
        home="https://www.detik.com",
        domains=("detik.com",),
        tags=("detik.com", "detikcom", "detiknews", "detikinet"),
        story_path=re.compile(
            r"/(?:[a-z-]+/)*(?:read(?:foto)?/(?P<year>\d{4})/(?P<month>\d\d)/(?P<day>\d\d)/\d+/|d-)"
            r"(?P<id>\d{5,})(?:/|$)"
        ),
        feeds=("https://rss.detik.com/index.php/detikcom", "https://news.detik.com/berita/rss"),
        # Fino Yurio Kristo - detikinet
        byline_lines=(re.compile(r"(.{3,60}) - detik\w+", re.IGNORECASE),),
    )
