"""Pages that list stories: front page, rubrics with paging, search, dossiers."""

from datetime import date, datetime, time

from tests.replica.dates import list_date, today_line
from tests.replica.furniture import FOOTER, TITLES, Furniture
from tests.replica.markup import attribute, escape
from tests.replica.newsroom import SECTIONS
from tests.replica.stories import Card

PAGE_SIZE = 20
DAY_SIZE = 5


def _frame(title: str, inside: str, site: Furniture, look: int, head: str = "") -> str:
    return f"""\
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "">
<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>{title}</title><link rel="alternate" type="application/rss+xml" href="/rss" />
<link rel="alternate" media="handheld" href="http://m.voa-islam.com" />
{head}</head><body><h1 id="logo"><a href="/">VOA-ISLAM.COM</a></h1>
<!-- <ul id="menu">{site.rubrics(look)}</ul> -->
<ul id="menu">{site.rubrics(look)}</ul>
{inside}
<div id="right">{site.ranking(look)}{site.outside(look)}<p>{site.advert(look)}</p></div>
<div id="footer">{site.menu(look)}<p>{FOOTER}</p></div></body></html>
"""


def _items(cards: list[Card], site: Furniture, look: int, *, table: bool) -> str:
    """The stories in one of the two looks; some titles cut, some with `[VIDEO]` before them."""
    rows = []
    for card in cards:
        href = attribute(site.addresses.story(card, look))
        text = escape(card.headline)
        if card.number % 7 == 0:
            text = f"[VIDEO] {text} "
        if card.number % 3 == 0 and len(card.headline) > 45:
            text = escape(card.headline[:45].rstrip()) + "..."
        if table:
            rows.append(
                f'<tr><td><a href="{href}"><img src="/timthumb.php?src=/photos6/a/{card.id}.jpg'
                f'&h=90&w=120&zc=1" /></a></td><td><h4><a href="{href}">{text}</a></h4>'
                f'<p class="datepost">{list_date(card.published_at)}</p></td></tr>'
            )
        else:
            rows.append(
                f'<div class="list-item"><a href="{href}"><h3>{text}</h3></a>'
                f'<span class="date">{list_date(card.published_at, english=True)}</span></div>'
            )
    inside = "\n".join(rows)
    return f'<table class="news-list">{inside}</table>' if table else inside


def rubric(site: Furniture, section: str, number: int, *, repeat: bool) -> str | None:
    """One page of a section's stories, newest first; None past the last page.

    With `repeat`, what is past the last page shows the last page again.
    """
    shelf = site.newsroom.newest(section) if section in SECTIONS else None
    last = max(1, -(-len(shelf) // PAGE_SIZE)) if shelf else 1
    if number > last and not repeat:
        return None
    shown = min(number, last)
    numbers = shelf.page(shown, PAGE_SIZE) if shelf else []
    cards = [site.newsroom.card(n) for n in numbers]
    table = section not in SECTIONS or SECTIONS.index(section) % 2 == 0
    title = TITLES.get(section, section.title())
    inside = f"""\
<div id="detail-left"><h2>{title}</h2>
{_items(cards, site, number, table=table) if cards else "<p>Belum ada berita.</p>"}
<div class="paging">{_paging(site, section, shown, last)}</div></div>"""
    return _frame(f"{title} - VOA-ISLAM.COM", inside, site, number)


def _paging(site: Furniture, section: str, shown: int, last: int) -> str:
    near = range(max(1, shown - 2), min(last, shown + 3) + 1)
    base = f"/rubrik/{section}"
    links = [
        f"<b>{n}</b>"
        if n == shown
        else f'<a href="{site.addresses.page(f"{base}/page/{n}" if n > 1 else base, n)}">{n}</a>'
        for n in near
    ]
    if shown < last:
        links.append(f'<a href="{base}/page/{shown + 1}">Selanjutnya &raquo;</a>')
    return " ".join(links)


def of_day(site: Furniture, day: date, number: int) -> str:
    """One page of what came out on a day, five stories a page; past the end the last page again."""
    room = site.newsroom
    numbers = [each for each in range(room.count) if room.published_at(each).date() == day]
    shown = min(number, max(1, -(-len(numbers) // DAY_SIZE)))
    cards = [room.card(each) for each in numbers[(shown - 1) * DAY_SIZE : shown * DAY_SIZE]]
    title = f"Indeks {list_date(datetime.combine(day, time()))}"
    inside = f"<h2>{title}</h2>{_items(cards, site, number, table=False)}"
    return _frame(title, inside, site, number)


def front(site: Furniture, today: date) -> str:
    """The front page: line of the day, newest stories, a block for each section."""
    newest = [site.newsroom.card(n) for n in site.newsroom.newest().page(1, 10)]
    blocks = []
    for look, section in enumerate(SECTIONS):
        shelf = site.newsroom.newest(section)
        cards = [site.newsroom.card(n) for n in shelf.page(1, 4)]
        blocks.append(
            f"<div class='block'><h3>{TITLES[section]}</h3>"
            f"{_items(cards, site, look, table=look % 2 == 0)}</div>"
        )
    head = (
        '<meta property="og:type" content="article" /><meta property="og:image" content="" />'
        '<meta property="og:url" content="https://www.voa-islam.com" />'
    )
    inside = f"""\
<div id="today">{today_line(today, 1)}</div>
<div id="slider">{_items(newest, site, 0, table=False)}{site.teasers(0)}</div>
{"".join(blocks)}"""
    return _frame("VOA-ISLAM.COM : Voice of Al Islam", inside, site, 0, head)


def search(site: Furniture, query: str) -> str:
    """Results of a search: a form, a count and a list."""
    cards = site.cards(len(query), "search", 8)
    inside = f"""\
<div id="search"><form action="/search/" method="get"><input name="q" value="{attribute(query)}" />
<input type="submit" value="Cari" /></form>
<p>Hasil pencarian untuk "{escape(query)}": ditemukan {len(cards)} berita</p>
{_items(cards, site, len(query), table=True)}</div>"""
    return _frame("Hasil pencarian - VOA-ISLAM.COM", inside, site, 3)


def topic(site: Furniture, name: str) -> str:
    """A dossier: some stories under one heading."""
    title = escape(name.replace("-", " ").title())
    cards = site.cards(4, name, 12)
    inside = f"<h2>Topik: {title}</h2>{_items(cards, site, 4, table=False)}"
    return _frame(f"{title} - VOA-ISLAM.COM", inside, site, 4)


def other(site: Furniture, title: str, text: str) -> str:
    """A page that is no list and no story, with the site's usual surroundings."""
    inside = f"<div id='page'><h2>{title}</h2><p>{text}</p></div>"
    return _frame(f"{title} - VOA-ISLAM.COM", inside, site, 5)
