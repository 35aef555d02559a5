"""Layouts that are odd above the story: the date in pieces, menus in comments, no date."""

from tests.replica.furniture import FOOTER, MENU_LINE
from tests.replica.layouts.page import PAD_BOTTOM, PAD_TOP, Page, wrap
from tests.replica.markup import attribute, escape


def _pieces(date_line: str) -> str:
    """The date line over several spans, with entities and no-break spaces."""
    head, _, moment = date_line.partition(" / ")
    name, _, hijri = head.partition(", ")
    number, _, rest = hijri.partition(" ")
    day, month, year, clock, zone = moment.split(" ")
    name = escape(name).replace("'", "&#039;")
    rest = escape(rest).replace("'", "&#39;").replace("’", "&rsquo;")
    return (
        f'<span class="hari">{name},</span>&nbsp;<span class="hijri">{number}&nbsp;{rest}</span>'
        f"\n <span>&#47;</span>&nbsp;<span><span>{day}</span> {month}</span>\n"
        f"<span>{year}</span>&nbsp;<b>{clock.replace(':', '&#58;')}</b> <small>{zone}</small>"
    )


def spans(page: Page) -> str:
    """Date line and counter over many spans, no-break spaces in headline and dateline."""
    site, look = page.furniture, page.look
    number, _, label = page.view_line.partition(" ")
    headline = page.headline.replace(" ", "&nbsp;", 2)
    byline = f"<p class='oleh'><span>{page.byline()}</span></p>" if page.byline() else ""
    return f"""\
<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>  {page.title}
</title>
<link rel='canonical' href='{page.canonical}' /></head>
<body><div id="wrap"><div id="head"><h1><a href="/">VOA-ISLAM.COM</a></h1>
<span class="now">{page.now(2)}</span></div>
<div id="nav"><ul>{site.rubrics(look)}</ul></div>
<div id="sidebar-left">{page.table(look)}</div>{PAD_TOP}
<div id="post">
<p class="meta">{_pieces(page.date_line or "")}</p>
<p class="meta"><span>{number}</span>&nbsp;<span>{label}</span></p>
<h2 class="judul"> {headline}
</h2>{byline}
<div class="isi">
{wrap("p", page.paragraphs("nbsp", entities=True))}<p>&nbsp;</p>
{wrap("p", page.closing())}</div>
<div class="lain">{page.more()}</div>
<p>+Pasang iklan {site.advert(look)}</p>
{page.comments()}</div>
<div id="sidebar-right">{page.ranking(look)}{site.outside(look)}</div>{PAD_BOTTOM}
<div id="foot">{FOOTER}</div></div></body></html>
"""


def commented(page: Page) -> str:
    """Whole menus and an old date in comments, the h1 is the logo, ids twice, an empty og:image."""
    site, look = page.furniture, page.look
    byline = f'<div id="the-author">{page.byline()}</div>' if page.byline() else ""
    return f"""\
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "">
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:og="http://ogp.me/ns#"><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>VOA-ISLAM.COM : Voice of Al Islam</title>
<meta property="og:title" content="{attribute(page.story.headline)}" />
<meta property="og:type" content="article" />
<meta property="og:image" content="" />
<meta property="og:site_name" content="VOA-ISLAM.COM" />
<link rel="canonical" href="{page.canonical}" />
<!-- <link rel="canonical" href="https://www.voa-islam.com/read/opini/2009/01/01/12/lama/" /> -->
</head><body>
<h1 id="logo"><a href="/" title="Voice of Al Islam">VOA-ISLAM.COM</a></h1>
<!-- <div id="menu"><ul>{site.rubrics(look)}</ul>
<p>Jum'at, 3 Rajab 1430 H / 26 Juni 2009 08:00 wib</p><p>1.111 views</p></div> -->
<div id="menu"><ul>{site.rubrics(look + 1)}</ul></div>
<div id="content"><div id="slider">{page.teasers(look)}</div></div>
{PAD_TOP}
<div id="content"><div id="detail-left">
<div class="tgl">{page.date_line}</div>
<!-- <div class="tgl">Senin, 1 Rajab 1430 H / 24 Juni 2009 09:00 wib</div> -->
<div class="views">{page.view_line}</div>
<h2>{page.headline}</h2>{byline}
<div id="the-content">
<!-- iklan lama: <p>Gamis Syari Murah</p> -->
{wrap("p", page.paragraphs("link"))}
{wrap("p", page.closing())}
</div>
<div id="content">{page.more()}</div>
<!-- <div id="the-content"><p>KABUL (voa-islam.com) - Naskah percobaan.</p></div> -->
<p>+Pasang iklan</p>{site.advert(look)}
{page.comments()}</div></div>
<div id="content">{page.ranking(look)}{page.table(look)}{site.outside(look)}</div>
{PAD_BOTTOM}
<div id="footer">{site.menu(look)}<p>{FOOTER}</p></div></body></html>
"""


def dateless(page: Page) -> str:
    """The menu line, `Facebook RSS`, views, headline: the day is in the address only."""
    site, look = page.furniture, page.look
    today = page.now(2)
    top = f'<div class="tanggal">{today}</div>' if today else ""
    menu = site.menu(look) if page.story.variant % 3 else MENU_LINE
    byline = f"<p><em>{page.byline()}</em></p>" if page.byline() else ""
    canonical = f'<link rel="canonical" href="{page.canonical}">' * (page.story.variant % 2)
    return f"""\
<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>VOA-ISLAM.COM : Voice of Al Islam</title>
{canonical}<meta name="description" content="Voice of Al Islam"></head>
<body>{top}
<div class="list-top">{page.table(look, 5)}</div>{PAD_TOP}
<div class="top-menu">{menu}</div>
<div class="social"><a href="https://www.facebook.com/voaislam.invalid">Facebook</a>
<a href="/rss">RSS</a></div>
<div class="hits">{page.view_line}</div>
<h1>{page.headline}</h1>{byline}
<div class="detail">
{wrap("p", page.paragraphs("strong"))}
{wrap("p", page.closing())}</div>
{page.more()}
<p>+Pasang iklan</p><p>{site.advert(look)}</p>
<div class="side">{page.ranking(look)}{page.teasers(look)}{site.outside(look)}</div>
{page.comments()}
{PAD_BOTTOM}<p class="foot">{FOOTER}</p></body></html>
"""


def bare(page: Page) -> str:
    """The body alone: neither date nor views nor headline in the text, a title element only."""
    site, look = page.furniture, page.look
    tail = wrap("p", page.closing()) if page.story.variant % 2 else f"<p>{site.advert(1)}</p>"
    return f"""\
<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{page.title}</title>
<meta property="og:url" content="{page.canonical}"></head>
<body><div class="nav"><ul>{site.rubrics(look)}</ul></div>
<div class="latest">{page.table(look)}</div>{PAD_TOP}
<div class="entry">
{wrap("p", page.paragraphs("strong"))}
{tail}</div>
<div class="bottom">{page.ranking(look)}{site.outside(look)}</div>{PAD_BOTTOM}
<div class="foot">{FOOTER}</div></body></html>
"""
