"""Media Indonesia: its metadata name the editor as author, its page the reporter."""

import re

from models.outlet import Outlet
from scrapers.news_spider import NewsSpider


class MediaIndonesiaSpider(NewsSpider):
    """Crawls mediaindonesia.com."""

    name = "mediaindonesia"
    outlet = Outlet(
        name="mediaindonesia",
        title="Media Indonesia",
        home="https://mediaindonesia.com",
        domains=("mediaindonesia.com",),
        tags=("media indonesia", "mediaindonesia.com", "mi"),
        story_path=re.compile(r"/(?P<section>[a-z-]+)/(?:read/detail/)?(?P<id>\d{4,})(?:[/-]|$)"),
        feeds=("/feed", "/feed/all"),
        byline_css=".author-2",
        inserted_lines=(re.compile(r"Cek berita dan artikel y(?:an)?g lain di Google News\b.*"),),
    )
