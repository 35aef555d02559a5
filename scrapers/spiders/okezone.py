"""Okezone."""

import re

from models.outlet import Outlet
from scrapers.news_spider import NewsSpider


class OkezoneSpider(NewsSpider):
    """Crawls okezone.com."""

    name = "okezone"
    outlet = Outlet(
        name="okezone",
        title="Okezone",
        home="https://www.okezone.com",
        domains=("okezone.com",),
        tags=("okezone.com", "okezone"),
        story_path=re.compile(
            r"/read/(?P<year>\d{4})/(?P<month>\d\d)/(?P<day>\d\d)/\d+/(?P<id>\d+)(?:/|$)"
        ),
        feeds=("https://sindikasi.okezone.com/index.php/rss/0/RSS2.0",),
        byline_css=".nmreporter div",
    )
