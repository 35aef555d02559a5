"""Layouts as editors leave them: text pasted from a word processor, boxes floating in the story."""

from tests.replica.dates import list_date
from tests.replica.furniture import FOOTER
from tests.replica.layouts.page import PAD_BOTTOM, PAD_TOP, Page, wrap
from tests.replica.words import GOODS

_OFFICE = """\
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- /* Style Definitions */ p.MsoNormal {mso-style-parent:"";margin:0cm} --></style>
"""
_SPAN = '<span lang="IN" style="font-size:12.0pt;font-family:&quot;Times New Roman&quot;">'


def _typed(text: str) -> str:
    """The text as pasted: new lines, tabs and doubled spaces where one space was."""
    words = text.split(" ")
    out = []
    for place, word in enumerate(words):
        out.append(word)
        odd = {5: "\n\t", 11: "  ", 17: "&nbsp; ", 23: "\r\n"}.get(place % 29, " ")
        # Inside a tag or beside one nothing is changed.
        out.append(odd if "<" not in word and ">" not in word else " ")
    return "".join(out[:-1])


def pasted(page: Page) -> str:
    """Paragraphs from a word processor: nested spans, empty ones between, odd white space."""
    site, look = page.furniture, page.look
    empty = '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>\n'
    body = empty.join(
        f'<p class="MsoNormal" style="text-align:justify">{_SPAN}<span>{_typed(text)}</span>'
        "<o:p></o:p></span></p>\n"
        for text in page.paragraphs("strong")
    )
    byline = f'<p class="MsoNormal"><b>{page.byline()}</b></p>' if page.byline() else ""
    return f"""\
<!DOCTYPE html>
<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="utf-8">
<title>
    {page.title}
</title><link rel="canonical" href="{page.canonical}"></head>
<body><div class="header"><a href="/">VOA-ISLAM.COM</a> {page.now(2)}</div>
<ul class="menu">{site.rubrics(look)}</ul>
<div class="kiri">{page.ranking(look)}</div>{PAD_TOP}
<div class="tengah"><div class="tgl">  {_typed(page.date_line or "")}  </div>
<div class="baca">
    {page.view_line}
</div>
<h2>{page.headline}</h2>{byline}
<div class="huruf">Ukuran huruf: <a href="#">A-</a> <a href="#">A+</a></div>
<div class="naskah">{_OFFICE}{body}{empty}
{wrap("p", page.closing())}</div>
<div class="lainnya">{page.more()}</div><p>+Pasang iklan</p><p>{site.advert(look)}</p>
{page.comments()}</div>
<div class="kanan">{page.table(look)}{site.outside(look)}</div>{PAD_BOTTOM}
<div class="kaki">{site.menu(look)}<br>{FOOTER}</div></body></html>
"""


def _linked(text: str) -> str:
    """The text with links on some of its words, as sites set them on their topics."""
    for word in GOODS[:6]:
        if f" {word} " in text:
            link = f' <a href="/topic/{len(word)}/{word.replace(" ", "-")}/">{word}</a> '
            return text.replace(f" {word} ", link, 1)
    return text


def floats(page: Page) -> str:
    """A box of related stories inside the body, quotes apart, links on words, a large initial."""
    site, look, story = page.furniture, page.look, page.story
    related = "".join(
        f"<li>{site.link(card, look)}<br><span>{list_date(card.published_at)}</span></li>"
        for card in page.others("floats", 3)
    )
    boxes = []
    for place, text in enumerate(page.paragraphs("place")):
        if place == story.pulled:
            boxes.append(f"<blockquote><p>{text}</p></blockquote>")
        else:
            boxes.append(f"<p>{_linked(text)}</p>")
    first = 0 if story.dateline is None else None
    if first is not None and boxes[0][3].isalpha():
        boxes[0] = f'<p><span class="initial">{boxes[0][3]}</span>{boxes[0][4:]}'
    box = f'<div class="terkait"><h4>Berita Terkait</h4><ul>{related}</ul></div>'
    boxes.insert(2, box)
    byline = f'<p class="penulis">{page.byline()}</p>' if page.byline() else ""
    return f"""\
<!DOCTYPE html>
<html lang="id"><head><meta charset="utf-8"><title>{page.title}</title>
<meta property="og:url" content="{page.canonical}">
<meta property="og:type" content="article"></head>
<body><div id="atas"><div class="hari-ini">{page.now(3)}</div>
<ul>{site.rubrics(look)}</ul></div>
<div class="sorotan">{page.teasers(look)}</div>{PAD_TOP}
<div class="berita"><ul class="info"><li>{page.date_line}</li><li>{page.view_line}</li></ul>
<h1>{page.headline}</h1>{byline}
<div class="isi-berita">
{"".join(boxes)}
</div>
<div class="penutup">{wrap("p", page.closing())}</div>
<div class="tags">Tags: <a href="/topic/1/air/">air</a>, <a href="/topic/2/pangan/">pangan</a></div>
{page.comments("<div class='komentar'>{}</div>")}
{page.more()}<p>+Pasang iklan</p>{site.advert(look)}</div>
<div class="samping">{page.ranking(look)}{page.table(look)}{site.outside(look)}</div>{PAD_BOTTOM}
<div id="bawah">{FOOTER}</div></body></html>
"""
