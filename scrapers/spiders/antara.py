"""ANTARA, the state's news agency: its national site."""

import re

from models.outlet import Outlet
from scrapers.news_spider import NewsSpider


class AntaraSpider(NewsSpider):
    """Crawls antaranews.com."""

    name = "antara"
    outlet = Outlet(
        name="antara",
        title="ANTARA",
        home="https://www.antaranews.com",
        # Not the regional desks below antaranews.com, each of which numbers its stories anew.
        domains=("www.antaranews.com", "m.antaranews.com", "otomotif.antaranews.com"),
        tags=("antara news", "antara"),
        story_path=re.compile(r"/(?:amp/)?berita/(?P<id>\d+)/"),
        feeds=("/rss/terkini.xml", "/rss/top-news.xml"),
        byline_css='.byline [itemprop="author"]',
        inserted_lines=(
            re.compile(
                r"\.\.\. .*|.* ?\.\.\. \.\.\."
            ),  # a sentence of the story, set large above it
            re.compile(r"id [^.]+"),  # language and keywords, hidden by a style sheet only
        ),
    )
