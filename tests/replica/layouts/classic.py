"""One plain layout in several encodings, rightly and wrongly declared, and one nobody can read."""

import json

from tests.replica.furniture import FOOTER
from tests.replica.layouts.page import PAD_BOTTOM, PAD_TOP, Page, wrap


def classic(page: Page, charset: str) -> str:
    """Date, views, headline and paragraphs, with typographic marks in the furniture."""
    site, look = page.furniture, page.look
    byline = f"<p>{page.byline()}</p>" if page.byline() else ""
    return f"""\
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "">
<html><head>
<meta http-equiv="Content-Type" content="text/html; charset={charset}" />
<title>{page.title}</title>
<link rel="canonical" href="{page.canonical}" /></head><body>
<div id="kepala">VOA\u2013ISLAM » Voice of Al Islam</div>
<div id="menu">{site.menu(look, " • ")}</div>
<div id="kiri">{page.ranking(look)}{page.now(3)}</div>{PAD_TOP}
<div id="tengah">
<p class="tanggal">{page.date_line}</p>
<p class="dibaca">{page.view_line}</p>
<h2>{page.headline}</h2>{byline}
{wrap("p", page.paragraphs("strong"))}
{wrap("p", page.closing())}
<div>{page.more()}</div><p>+Pasang iklan</p><p>{site.advert(look)}</p>
{page.comments()}</div>
<div id="kanan">{page.table(look)}{site.outside(look)}</div>{PAD_BOTTOM}
<div id="kaki">© voa-islam.com “{FOOTER}”</div></body></html>
"""


def in_windows_1252(page: Page) -> str:
    return classic(page, "windows-1252")


def in_utf_8(page: Page) -> str:
    return classic(page, "utf-8")


def redesigned(page: Page) -> str:
    """The story is drawn by a script from numbered words: no reader of pages can have it."""
    words: dict[str, int] = {}
    text = [
        [words.setdefault(word, len(words)) for word in paragraph.split()]
        for paragraph in (page.story.headline, *page.story.paragraphs)
    ]
    state = json.dumps({"w": list(words), "t": text}, separators=(",", ":")).replace("</", "<\\/")
    return f"""\
<!DOCTYPE html>
<html lang="id"><head><meta charset="utf-8"><title>VOA-ISLAM.COM</title>
<link rel="stylesheet" href="/app.css"></head>
<body><div id="app">Memuat…</div>{PAD_TOP}
<noscript>Aktifkan JavaScript untuk membaca halaman ini.</noscript>
<script>window.__STATE__={state};
for (const p of __STATE__.t) app.append(p.map((i) => __STATE__.w[i]).join(" "));</script>
{PAD_BOTTOM}</body></html>
"""
