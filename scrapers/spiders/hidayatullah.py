"""Hidayatullah.com: mobile addresses hold an extra step."""

import re

from models.outlet import Outlet
from scrapers.news_spider import NewsSpider


class HidayatullahSpider(NewsSpider):
    """Crawls hidayatullah.com."""

    name = "hidayatullah"
    outlet = Outlet(
        name="hidayatullah",
        title="Hidayatullah.com",
        home="https://hidayatullah.com",
        domains=("hidayatullah.com",),
        tags=("hidayatullah.com", "hidayatullah"),
        story_path=re.compile(
            r"/(?P<section>[a-z-]+(?:/(?!read/)[a-z-]+)?)/(?:read/)?"
            r"(?P<year>\d{4})/(?P<month>\d\d)/(?P<day>\d\d)/(?P<id>\d+)/(?P<slug>[^/]+)"
        ),
        canonical_path="/{section}/{year}/{month}/{day}/{id}/{slug}",
        feeds=("/feed",),
    )
