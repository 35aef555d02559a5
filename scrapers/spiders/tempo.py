"""Tempo: the sites of its newsroom share one series of ids, the daily's and others have their own.

An id that stands behind a date in an address has the channel before it: `060716092` is 716092.
"""

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
        # koran, majalah, cekfakta, video, foto, grafis and indonesiana number on their own.
        domains=tuple(
            f"{name}.tempo.co"
            for name in (
                "www rss en nasional metro bisnis dunia gaya seleb sport bola tekno otomotif travel"
            ).split()
        ),
        tags=("tempo.co", "tempo", "tempo interaktif"),
        story_path=re.compile(
            r"/(?:(?:read|amp)/(?:[a-z]+/)?(?:(?P<year>\d{4})/(?P<month>\d\d)/(?P<day>\d\d)/"
            r"(?:\d{3}(?=\d{6}[/,.]))?)?(?=\d)|[a-z-]+/(?=[a-z0-9-]*[a-z]))"
            # Whether the newest addresses go on with that series is not known.
            r"(?P<id>\d{4,9}|[a-z0-9-]+-\d{5,9})(?:[/,.]|$)"
        ),
        feeds=(
            "https://rss.tempo.co/nasional",
            "https://rss.tempo.co/bisnis",
            "https://rss.tempo.co/dunia",
        ),
    )
