"""Layouts of the years of tables: nested cells, bare text with line breaks, tags never closed."""

from tests.replica.dates import list_date
from tests.replica.furniture import FOOTER
from tests.replica.layouts.page import PAD_BOTTOM, PAD_TOP, Page


def tables(page: Page) -> str:
    """Nested tables; date, views and headline in cells, the body in one `font` with `<br><br>`."""
    site, look = page.furniture, page.look
    body = "<br><br>\n".join(page.paragraphs("font"))
    byline = f"<tr><td><font size=2><i>{page.byline()}</i></font></td></tr>" * bool(page.byline())
    closing = "<br><br>".join(page.closing())
    return f"""\
<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{page.title}</title>
<link rel="canonical" href="{page.canonical}">
<link rel="alternate" media="handheld" href="http://m.voa-islam.com">
<script language="JavaScript">document.cookie = "view=full";</script></head>
<body bgcolor="#FFFFFF" topmargin=0>
<table width=980 align=center cellspacing=0 cellpadding=0 border=0>
<tr><td colspan=3><a href="/">
<img src="/images/logo.gif" width=300 height=80 alt="VOA-ISLAM.COM"></a>
</td></tr>
<tr><td colspan=3 bgcolor="#006600"><font color=white size=1>{page.now(2)}</font></td></tr>
<tr><td colspan=3><font size=1>{site.menu(look)}</font></td></tr>
<tr valign=top><td width=180>{PAD_TOP}{page.table(look)}{page.ranking(look)}
<ul>{site.rubrics(look)}</ul></td>
<td width=580>
<table width="100%" cellpadding=4><tr><td>
<table width="100%" border=0>
<tr><td><font size=1 color="#666666" face="Verdana">{page.date_line}</font></td></tr>
<tr><td><font size=1 color="#990000">{page.view_line}</font></td></tr>
<tr><td><font size=5 face="Georgia"><b>{page.headline}</b></font></td></tr>
{byline}
<tr><td><table align=left width=200>
<tr><td><img src="/photos6/x/{page.story.id}.jpg"></td></tr></table>
<font size=2 face="Arial">{body}<br><br>
{closing}</font></td></tr>
</table></td></tr>
<tr><td>{page.more()}</td></tr>
<tr><td align=center>+Pasang iklan<br>{site.advert(look)}</td></tr>
</table></td>
<td width=220>{page.table(look + 1, 4)}{site.outside(look)}{PAD_BOTTOM}</td></tr>
<tr><td colspan=3><font size=1>{FOOTER}</font></td></tr></table></body></html>
"""


def text_nodes(page: Page) -> str:
    """The whole story is text in one `div`, its paragraphs kept apart by line breaks."""
    site, look = page.furniture, page.look
    between = ("<br /><br />", "<br />\n", "<br />\n&nbsp;<br />\n")[page.story.variant % 3]
    byline = f"<div><i>{page.byline()}</i></div>" if page.byline() else ""
    text = between.join([*page.paragraphs("plain"), *page.closing()])
    return f"""\
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
 "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
<title>{page.title}</title>
<meta property="og:url" content="{page.canonical}" />
<link rel="alternate" type="application/rss+xml" href="/rss" />
<style type="text/css">#detail-left {{float:left;width:600px}} .info {{color:#777}}</style>
</head><body>
<div id="header"><a href="/"><img src="/images/logo.png" alt="Voice of Al Islam" /></a></div>
<ul id="nav">{site.rubrics(look)}</ul>
<div id="top-slider">{page.teasers(look)}</div>
{PAD_TOP}
<div id="detail-left">
<div class="info">{page.date_line}<br />{page.view_line}</div>
<h2>{page.headline}</h2>{byline}
<div id="the-content">{text}</div>
<div id="lainnya">{page.more()}</div>
<p>+Pasang iklan</p><p>{site.advert(look)}</p>
{page.comments()}
</div>
<div id="right">{page.ranking(look)}{page.table(look)}{site.outside(look)}</div>
{PAD_BOTTOM}
<div id="footer">{site.menu(look)}<br />{FOOTER}</div>
</body></html>
"""


def unclosed(page: Page) -> str:
    """Capital tags, no `</P>`, cells and list items that are never closed."""
    site, look = page.furniture, page.look
    body = "\n<P ALIGN=justify>".join(page.paragraphs("font"))
    closing = "".join(f"\n<P><I>{line}" + "</I>" * (n % 2) for n, line in enumerate(page.closing()))
    byline = f"<P><EM>{page.byline()}</EM>" if page.byline() else ""
    items = "\n".join(
        f"<LI>{site.link(card, look)} <SMALL>{list_date(card.published_at)}"
        for card in page.others("unclosed", 5)
    )
    return f"""\
<HTML><HEAD><META HTTP-EQUIV=Content-Type CONTENT="text/html; charset=utf-8">
<TITLE>{page.title}</TITLE>
<LINK REL=canonical HREF="{page.canonical}">
<BODY BGCOLOR=white>
<CENTER><A HREF=/><IMG SRC=/images/logo.gif BORDER=0></A></CENTER>
<UL>{items}
</UL>
{PAD_TOP}
<TABLE WIDTH=100%><TR><TD WIDTH=70%>
<DIV CLASS=tanggal>{page.date_line}
<DIV CLASS=hits>{page.view_line}</DIV></DIV>
<H1>{page.headline}</H1>
{byline}
<DIV ID=isi>
<P ALIGN=justify>{body}
{closing}
</DIV>
<P>{page.more()}
<P>+Pasang iklan<P>{site.advert(look)}
<TD>{page.ranking(look)}
{page.table(look)}
<TR><TD COLSPAN=2>{PAD_BOTTOM}<HR>{FOOTER}
</TABLE>
"""
