"""Tempo: its sites, from the daily's to the archive's, share one series of ids."""

import re

from models.outlet import Outlet
from scrapers.news_spider import NewsSpider


class TempoSpider(NewsSpider):
    """Crawls tempo.co."""

    name = "tempo"
    outlet = Outlet(
        name="tempo",
        title="Tempo",
        home="https://www.tempo.co",
        domains=("tempo.co",),
        tags=("tempo.co", "tempo", "tempo interaktif"),
        story_path=re.compile(
            r"/(?:(?:read|amp)/(?:[a-z]+/)?(?:(?P<year>\d{4})/(?P<month>\d\d)/(?P<day>\d\d)/)?"
            r"|[a-z-]+/[a-z0-9-]+-)(?P<id>\d{4,9})(?:[/,.]|$)"
        ),
        feeds=(
            "https://rss.tempo.co/nasional",
            "https://rss.tempo.co/bisnis",
            "https://rss.tempo.co/dunia",
        ),
    )
