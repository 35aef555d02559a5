"""Looks of the mobile site: its own date line, no views, `latestnews` at the end."""

from tests.replica.layouts.page import PAD_BOTTOM, PAD_TOP, Page, wrap


def mobile(page: Page) -> str:
    """`View Full Version`, date, headline, story, `latestnews`, `View Full Version`."""
    site = page.furniture
    full = f'<a href="{page.canonical}">View Full Version</a>'
    byline = f"<p>{page.byline()}</p>" if page.byline() else ""
    latest = "".join(f"<li>{site.link(card, 10)}</li>" for card in page.others("latest", 5))
    return f"""\
<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{page.title}</title>
<meta name="viewport" content="width=device-width">
<link rel="canonical" href="{page.canonical}"></head>
<body><div data-role="page"><div data-role="header">{full}</div>{PAD_TOP}
<div data-role="content">
<div class="date">{page.date_line}</div>
<h2>{page.headline}</h2>{byline}
{wrap("p", page.paragraphs("plain"))}
{wrap("p", [line for line in page.closing() if page.story.variant % 2])}</div>
<div data-role="collapsible"><h3>latestnews</h3><ul>{latest}</ul></div>{PAD_BOTTOM}
<div data-role="footer">{full}</div></div></body></html>
"""


def wap(page: Page) -> str:
    """The same with line breaks only, and without any canonical address."""
    site = page.furniture
    byline = f"{page.byline()}<br/>" if page.byline() else ""
    latest = "<br/>".join(site.link(card, 10) for card in page.others("wap", 4))
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//WAPFORUM//DTD XHTML Mobile 1.0//EN" "">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{page.title}</title></head>
<body><a href="/read/{page.story.tail}">View Full Version</a><br/>{PAD_TOP}
{page.date_line}<br/>
<b>{page.headline}</b><br/>{byline}
{"<br/><br/>".join(page.paragraphs("plain"))}<br/><br/>
<b>latestnews</b><br/><br/>{latest}{PAD_BOTTOM}
<hr/><a href="/read/{page.story.tail}">View Full Version</a></body></html>
"""


def mobile_bare(page: Page) -> str:
    """The body alone, behind a picture; the day is in the address only."""
    site, look = page.furniture, page.look
    return f"""\
<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{page.title}</title>
<meta property="og:url" content="{page.canonical}"></head>
<body>{PAD_TOP}<div class="img"><img src="/images/placeholder.png" alt="image"></div>
<div class="text">
{wrap("p", page.paragraphs("plain"))}</div>
<div class="ad">{site.advert(look)}</div>{PAD_BOTTOM}</body></html>
"""
