"""Any news page of any outlet, read from what all of them print."""

import re

from models.outlet import Outlet
from scrapers.news_spider import NewsSpider


class NewsPageSpider(NewsSpider):
    """Visits single pages, `-a url=`, of outlets that have no module of their own."""

    name = "news"
    outlet = Outlet(
        name="news",
        title="any news page",
        home="https://news.invalid",  # of no outlet: every address keeps its own host
        domains=(),
        is_any=True,
        # A number of four digits, or four words: what a path has that leads to a single story.
        story_path=re.compile(r"/[^/]*(?:\d{4,}|(?:[a-z0-9]+[-_.]){3,}[a-z0-9]+)", re.IGNORECASE),
    )
