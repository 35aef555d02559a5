"""What stands around a story: menus, lists of other stories, teasers, advertising, comments."""

from collections.abc import Callable
from functools import lru_cache
from random import Random

from tests.replica import prose, words
from tests.replica.addresses import Addresses
from tests.replica.dates import MONTHS, list_date
from tests.replica.markup import attribute, escape
from tests.replica.newsroom import SECTIONS, Newsroom
from tests.replica.stories import Card, Story

TITLES = {
    "indonesiana": "Indonesiana",
    "world-news": "World News",
    "international-jihad": "International Jihad",
    "politik-indonesia": "Berita Politik Indonesia",
    "world-analysis": "World Analysis",
    "muslimah": "Muslimah",
    "opini": "Opini",
    "citizens-jurnalism": "Citizens Jurnalism",
}
OTHER_RUBRICS = ("ulama", "aqidah", "ibadah", "doa", "tekno", "health", "smart-teen", "pers-rilis")
MENU_LINE = "Home | Redaksi | Advertisement | Kirim Naskah | Pedoman Pemberitaan Media Siber"
SHARE_LINE = "Sebarkan informasi ini, semoga menjadi amal sholeh kita!"
FOOTER = (
    "Seluruh materi situs voa-islam boleh dicopy, diperbanyak dan disebarluaskan untuk dakwah, "
    "dengan syarat mencantumkan sumbernya (voa-islam)"
)
ADVERTS = (
    ("Gamis Syari Murah Terbaru Original", "https://gamis-syari.invalid/?ref=voa"),
    (
        "FREE ONGKIR. Belanja Gamis syari dan jilbab terbaru via online tanpa khawatir ongkos "
        "kirim.",
        "https://toko-gamis.invalid/",
    ),
    ("Cari Obat Herbal Murah & Berkualitas?", "https://obat-herbal.invalid/promo"),
)
_PAGES = {
    "Home": "/",
    "Redaksi": "/about",
    "Advertisement": "/advertisement",
    "Kirim Naskah": "/naskah",
    "Pedoman Pemberitaan Media Siber": "/pedoman-pemberitaan-media-siber",
}


class Furniture:
    """The surroundings of a page, for one number of published stories.

    `look` chooses stories, order and ways of writing links; there are twelve looks.
    """

    LOOKS = 12

    def __init__(self, newsroom: Newsroom, addresses: Addresses) -> None:
        self.newsroom = newsroom
        self.addresses = addresses
        self._drawn = lru_cache(maxsize=128)(self._draw)
        self._kept = lru_cache(maxsize=512)(_drawing)
        self.rubrics = lru_cache(maxsize=64)(self._rubrics)

    def _draw(self, look: int, salt: str, size: int) -> list[Card]:
        rng = Random(f"{self.newsroom.seed}/furniture/{look}/{salt}")
        return [self.newsroom.card(rng.randrange(self.newsroom.count)) for _ in range(size)]

    def cards(self, look: int, salt: str, size: int, but: int | None = None) -> list[Card]:
        """Stories from anywhere in the archive, without the one whose number is `but`."""
        return [card for card in self._drawn(look, salt, size) if card.number != but]

    def _list(
        self, draw: Callable[..., str], look: int, salt: str, size: int, but: int | None
    ) -> str:
        # Only where the story itself is among them does a list differ from page to page.
        among = any(card.number == but for card in self._drawn(look, salt, size))
        return self._kept(draw, look, size, but if among else None)

    def table(self, look: int, size: int = 6, but: int | None = None) -> str:
        """A list with dates as the site's own front page has it."""
        return self._list(self._table, look, "table", size, but)

    def ranking(self, look: int, size: int = 7, but: int | None = None) -> str:
        """The most read, with counters and titles cut short."""
        return self._list(self._ranking, look, "ranking", size, but)

    def teasers(self, look: int, size: int = 2, but: int | None = None) -> str:
        """Openings of other stories, dateline and all, cut with `...`."""
        return self._list(self._teasers, look, "teaser", size, but)

    def more(self, section: str, look: int, but: int | None = None) -> str:
        """`International Jihad lainnya:` with the section's newest."""
        newest = self.newsroom.newest(section).page(1, 6)
        return self._kept(self._more, section, look, but if but in newest else None)

    def menu(self, look: int, between: str = " | ") -> str:
        """`Home | Redaksi | …` with links."""
        page = self.addresses.page
        return between.join(
            f'<a href="{page(path, look)}">{name}</a>' for name, path in _PAGES.items()
        )

    def _rubrics(self, look: int) -> str:
        page = self.addresses.page
        names = [*SECTIONS, *OTHER_RUBRICS]
        return "".join(
            f'<li><a href="{page("/rubrik/" + name, look)}">'
            f"{TITLES.get(name, name.replace('-', ' ').title())}</a></li>"
            for name in names
        )

    def link(self, card: Card, look: int, *, cut: int | None = None) -> str:
        """A link with the headline, shortened with `...` where it is longer than `cut`."""
        text = card.headline
        if cut and len(text) > cut:
            text = text[:cut].rstrip() + "..."
        return f'<a href="{attribute(self.addresses.story(card, look))}">{escape(text)}</a>'

    def _table(self, look: int, size: int, but: int | None) -> str:
        rows = "".join(
            f'<tr><td><img src="/timthumb.php?src=/photos6/u{card.id % 9}/{card.id}.jpg'
            f'&h=60&w=80&zc=1" alt="" /></td><td><h4>{self.link(card, look)}</h4>'
            f'<p class="datepost">{list_date(card.published_at, english=look % 2 == 0)}</p>'
            f"</td></tr>\n"
            for card in self.cards(look, "table", size, but)
        )
        return f'<table class="news-list" border="0" cellpadding="2">{rows}</table>'

    def _ranking(self, look: int, size: int, but: int | None) -> str:
        rows = "".join(
            f"<li>{self.link(card, look + 1, cut=48)}<br />"
            f"<span>{list_date(card.published_at)}</span>"
            f"<div>{prose.thousands(card.view_base)} views</div></li>\n"
            for card in self.cards(look, "ranking", size, but)
        )
        return f'<div id="first7"><h3>Terpopuler</h3><ol>{rows}</ol></div>'

    def _teasers(self, look: int, size: int, but: int | None) -> str:
        out = []
        for card in self.cards(look, "teaser", size, but):
            story = self.newsroom.story(card.number)
            lead = f"{story.dateline or ''} {story.paragraphs[0]}".strip()
            out.append(
                f'<div class="teaser"><h3>{self.link(card, look + 2)}</h3>'
                f"<small>{list_date(card.published_at)}</small>"
                f"<p>{escape(lead[:110])}...</p></div>\n"
            )
        return "".join(out)

    def _more(self, section: str, look: int, but: int | None) -> str:
        numbers = [n for n in self.newsroom.newest(section).page(1, 6) if n != but]
        cards = [self.newsroom.card(n) for n in numbers[:5]]
        items = "".join(
            f"<li>{self.link(card, look)} <em>({list_date(card.published_at)})</em></li>"
            for card in cards
        )
        return f"<h4>{TITLES[section]} lainnya:</h4><ul>{items}</ul>"

    def advert(self, look: int) -> str:
        """A text link through the site's own redirect."""
        text, url = ADVERTS[look % len(ADVERTS)]
        return f'<a href="/l/{50 + look}/{attribute(url)}" rel="nofollow">{escape(text)}</a>'

    def outside(self, look: int) -> str:
        """A sponsored story of another outlet and links that are no stories."""
        return (
            '<a href="https://kabar-tetangga.invalid/2018/03/16/9914/sponsor/">[Sponsor] '
            "Tetangga Menulis tentang Pesisir</a>"
            f'<a href="{self.addresses.page("/vivo/tausiyah/2018/03/14/451/adab/", look)}">[VIDEO]'
            " Adab di Pasar</a>"
            f'<a href="{self.addresses.page("/topic/31/air-bersih/", look)}">Topik: Air Bersih</a>'
            f'<a href="{self.addresses.page("/search/?q=air", look)}">Cari</a>'
        )

    @staticmethod
    def comments(story: Story) -> list[tuple[str, str, str]]:
        """Name, date and text of each comment under a story; most stories have none."""
        rng = Random(f"comments/{story.id}")
        out = []
        for _ in range(rng.choice((0, 0, 1, 3, 5))):
            month = MONTHS[rng.randrange(12)]
            when = f"{rng.randrange(1, 29)} {month} {story.day.year} {rng.randrange(24):02}:14"
            text = prose.fill(rng.choice(words.COMMENTS), rng, story.day)
            out.append((rng.choice(words.PEOPLE).split()[0].lower(), when, text))
        return out


def _drawing(draw: Callable[..., str], *chosen: object) -> str:
    return draw(*chosen)
