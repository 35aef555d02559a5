"""What machines read: the feed, the sitemaps, robots.txt."""

import gzip
from email.utils import format_datetime

from tests.replica.furniture import Furniture
from tests.replica.markup import attribute, escape
from tests.replica.stories import HOME

FEED_SIZE = 30
MAP_SIZE = 1000


def feed(site: Furniture) -> str:
    """RSS 2.0 with the newest stories; some links carry junk, as on the pages."""
    items = []
    for number in site.newsroom.newest().page(1, FEED_SIZE):
        card = site.newsroom.card(number)
        link = f"{HOME}/read/{site.addresses.tail(card)}/" + "#sthash.Qe7TqQ1a.dpuf" * (
            number % 4 == 0
        )
        items.append(
            f"<item><title>{escape(card.headline)}</title><link>{attribute(link)}</link>"
            f'<guid isPermaLink="false">{card.id}</guid>'
            f"<pubDate>{format_datetime(card.published_at)}</pubDate>"
            f"<category>{card.section}</category>"
            f"<description><![CDATA[<p>{escape(card.headline)}...</p>]]></description></item>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>VOA-ISLAM.COM</title><link>{HOME}/</link><language>id</language>\n"
        + "\n".join(items)
        + "</channel></rss>\n"
    )


def sitemap_index(site: Furniture) -> str:
    """Names a gzipped map for each thousand stories, oldest first, and one of the newest."""
    maps = [f"/sitemap-{n + 1}.xml.gz" for n in range(-(-site.newsroom.count // MAP_SIZE))]
    inside = "".join(f"<sitemap><loc>{HOME}{path}</loc></sitemap>" for path in maps)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"{inside}<sitemap><loc>{HOME}/sitemap-news.xml</loc></sitemap></sitemapindex>\n"
    )


def sitemap(site: Furniture, number: int) -> bytes | None:
    """The gzipped map with this number, from 1; None where there is none."""
    first = (number - 1) * MAP_SIZE
    numbers = range(first, min(first + MAP_SIZE, site.newsroom.count))
    if number < 1 or not numbers:
        return None
    inside = "".join(
        f"<url><loc>{HOME}/read/{site.addresses.tail(card)}/</loc>"
        f"<lastmod>{card.published_at.isoformat()}</lastmod></url>\n"
        for card in map(site.newsroom.card, numbers)
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inside}</urlset>\n'
    )
    return gzip.compress(text.encode(), compresslevel=1, mtime=0)


def news_sitemap(site: Furniture) -> str:
    """A news sitemap with the newest stories."""
    inside = "".join(
        f"<url><loc>{HOME}/read/{site.addresses.tail(card)}/</loc><news:news><news:publication>"
        "<news:name>VOA-Islam</news:name><news:language>id</news:language></news:publication>"
        f"<news:publication_date>{card.published_at.isoformat()}</news:publication_date>"
        f"<news:title>{escape(card.headline)}</news:title></news:news></url>\n"
        for card in map(site.newsroom.card, site.newsroom.newest().page(1, FEED_SIZE))
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{inside}</urlset>\n'
    )


def robots(crawl_delay: float | None) -> str:
    delay = f"Crawl-delay: {crawl_delay:g}\n" if crawl_delay is not None else ""
    return (
        f"User-agent: *\nDisallow: /search/\nDisallow: /l/\n{delay}\nSitemap: {HOME}/sitemap.xml\n"
    )
