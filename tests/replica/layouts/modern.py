"""Layouts of later years: an `article` with JSON-LD, and a body in many small boxes."""

import json

from tests.replica.furniture import FOOTER, TITLES
from tests.replica.layouts.page import PAD_BOTTOM, PAD_TOP, Page, wrap
from tests.replica.markup import attribute, escape

_SEE_ALSO = (
    "<p><strong>Baca juga: </strong>{}</p>",
    '<p class="baca">BACA JUGA: {}</p>',
    "<p>Baca Juga : {}</p>",
    '<div class="read-also"><p>Baca Juga:</p><ul><li>{}</li></ul></div>',
)
_BREAKS = (
    '<div class="ads"><span>Advertisement</span><ins class="adsbygoogle" data-ad-slot="81"></ins>'
    "<script>(adsbygoogle = window.adsbygoogle || []).push({});</script></div>",
    '<div class="ad-slot"><p>ADVERTISEMENT</p><p>SCROLL TO CONTINUE WITH CONTENT</p></div>',
)


def _json_ld(page: Page) -> str:
    story = page.story
    author: dict[str, str] = {"@type": "Organization", "name": "VOA-Islam.com"}
    if story.byline:
        author = {"@type": "Person", "name": story.byline}
    article = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": story.url},
        "headline": story.headline,
        "datePublished": story.published_at.isoformat(),
        "dateModified": story.published_at.replace(hour=23, minute=59).isoformat(),
        "author": author,
        "publisher": {"@type": "Organization", "name": "VOA-Islam.com"},
    }
    crumbs = {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "Home"},
            {"@type": "ListItem", "position": 2, "name": TITLES[story.section]},
        ],
    }
    return "".join(
        f'<script type="application/ld+json">{json.dumps(part, indent=1)}</script>\n'
        for part in (crumbs, article)
    )


def modern(page: Page) -> str:
    """An `article` with microdata of its own; captions, advertising and links inside the body."""
    site, look, story = page.furniture, page.look, page.story
    body = [f"<p>{text}</p>" for text in page.paragraphs("strong", strong_sign_off=True)]
    see_also = site.link(site.cards(look, "inside", 1)[0], look)
    body.insert(min(3, len(body) - 1), _SEE_ALSO[story.variant % 4].format(see_also))
    body.insert(min(2, len(body) - 1), _BREAKS[story.variant % 2])
    caption = f"<figcaption>Ilustrasi: suasana pagi di {escape(_city(page))}. (Dok. redaksi)"
    byline = f'<div class="author">{page.byline()}</div>' if page.byline() else ""
    moment = story.published_at.isoformat()
    return f"""\
<!DOCTYPE html>
<html lang="id"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{page.title}</title>
<link rel="canonical" href="{page.canonical}">
<meta property="og:type" content="article">
<meta property="og:title" content="{attribute(story.headline)}">
<meta property="og:url" content="{page.canonical}">
<meta property="og:image" content="https://www.voa-islam.com/photos6/x/{story.id}.jpg">
<meta property="article:published_time" content="{moment}">
{_json_ld(page)}</head>
<body class="single"><header class="site-header"><a class="logo" href="/">VOA-Islam</a>
<div class="today">{page.now(2)}</div>
<nav><ul>{site.rubrics(look)}</ul></nav></header>
<aside class="headline-slider">{page.teasers(look)}</aside>
{PAD_TOP}
<main><article id="post-{story.id}">
<nav class="breadcrumb">{page.crumbs()}</nav>
<div class="meta"><time datetime="{moment}">{page.date_line}</time></div>
<div class="meta views">{page.view_line}</div>
<h1>{page.headline}</h1>{byline}
<ul class="share"><li><a href="#fb">Facebook</a></li><li><a href="#tw">Twitter</a></li></ul>
<figure><img src="/photos6/x/{story.id}.jpg" alt="{attribute(story.headline)}" loading="lazy">
{caption}</figcaption></figure>
<div class="content">
{"".join(body)}{wrap("p", page.closing())}</div>
</article>
<section class="related">{page.more()}</section>
<div class="promo"><p>+Pasang iklan</p>{site.advert(look)}</div>
<section class="komentar">{page.comments("<article>{}</article>")}</section></main>
<aside>{page.ranking(look)}{page.table(look)}{site.outside(look)}</aside>
{PAD_BOTTOM}
<footer>{site.menu(look)}<p>{FOOTER}</p></footer></body></html>
"""


def _city(page: Page) -> str:
    return page.story.where.title if page.story.where else "pesisir"


def split(page: Page) -> str:
    """Each paragraph in a `div` of its own, the body in two halves around an advertising block."""
    site, look, story = page.furniture, page.look, page.story
    boxes = [f'<div class="par">{text}</div>\n' for text in page.paragraphs("place")]
    half = len(boxes) // 2
    byline = f'<div class="penulis">{page.byline()}</div>' if page.byline() else ""
    return f"""\
<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>VOA-ISLAM.COM : Voice of Al Islam</title>
<meta property="og:title" content="{attribute(story.headline)}">
<meta property="og:url" content="{page.canonical}">
<meta property="og:type" content="website"></head>
<body><div class="topbar">{page.now(3)}</div>
<div class="menu">{site.menu(look, " &middot; ")}</div>
<div class="cols"><div class="left">{page.ranking(look)}{page.table(look, 8)}{PAD_TOP}</div>
<div class="center">
<div class="crumb">{page.crumbs()}</div>
<div class="date">{page.date_line}</div>
<div class="counter"><i class="icon-eye"></i> {page.view_line}</div>
<div class="title">{page.headline}</div>{byline}
<div class="wp-caption alignleft"><img src="/photos6/x/{story.id}.jpg" alt="">
<p class="wp-caption-text">Warga berjalan di tepi sungai, beberapa waktu lalu.</p></div>
<div class="body-1">
{"".join(boxes[:half])}</div>
<div class="iklan" id="iklan-tengah"><div>{site.advert(look)}</div>
<div>{site.advert(look + 1)}</div>
<div>+Pasang iklan</div></div>
<div class="body-2">
{"".join(boxes[half:])}</div>
{wrap("div", page.closing())}
<div class="lainnya">{page.more()}</div>
{page.comments()}
</div>
<div class="right">{page.teasers(look)}{site.outside(look)}</div></div>
{PAD_BOTTOM}
<div class="foot">{FOOTER}</div></body></html>
"""
