"""What a layout is, and what it gets to print."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.replica.furniture import SHARE_LINE, TITLES, Furniture
from tests.replica.markup import attribute, escape, inner
from tests.replica.stories import Card, Story

PAD_TOP = "<!--above-->"
PAD_BOTTOM = "<!--below-->"
"""Where a page is padded to a size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One look of the story pages and what it shows."""

    name: str
    render: Callable[["Page"], str]
    date: str | None = "full"
    """`full` date line, `day` (the mobile one), or None."""
    views: bool = True
    byline: bool = True
    content_type: str = "text/html; charset=UTF-8"
    """The header, true or not."""
    encoding: str = "utf-8"
    """What the bytes are in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The words of one visit, for a layout to put tags around."""

    story: Story
    date_line: str | None
    view_line: str
    today_line: str
    furniture: Furniture
    look: int = field(default=0)

    @property
    def headline(self) -> str:
        return escape(self.story.headline)

    @property
    def title(self) -> str:
        """The headline with the site's name, in one of three forms."""
        suffix = (" - VOA-ISLAM.COM", "", " | VOA-Islam.com")[self.story.variant % 3]
        return self.headline + suffix

    @property
    def canonical(self) -> str:
        """With or without the slash at the end."""
        url = self.story.url
        return attribute(url if self.story.variant % 2 else url.rstrip("/"))

    def now(self, one_in: int = 2) -> str:
        """The front page's line of the day, on one in so many pages."""
        return self.today_line if self.story.variant % one_in == 0 else ""

    def paragraphs(
        self, style: str = "plain", *, entities: bool = False, strong_sign_off: bool = False
    ) -> list[str]:
        """The HTML of each paragraph; a sign-off that stands alone is the last."""
        furniture = self.furniture
        href = furniture.addresses.story(furniture.cards(self.look, "see", 1)[0], self.look)
        out = [
            inner(
                paragraph,
                style=style,
                href=href,
                entities=entities,
                strong_sign_off=strong_sign_off,
            )
            for paragraph in self.story.printed()
        ]
        if self.story.sign_off and self.story.sign_off_alone:
            out.append(escape(self.story.sign_off))
        return out

    def closing(self) -> list[str]:
        """The lines under the body, to and with the share line."""
        lines = [escape(line) for line in self.story.closing]
        if self.story.share_line:
            lines.append(SHARE_LINE)
        return lines

    def byline(self) -> str:
        """`Oleh: Jamal Turangga`, or nothing."""
        if self.story.byline is None:
            return ""
        label = ("Oleh: ", "Oleh : ")[self.story.variant % 2]
        return label + escape(self.story.byline)

    # Lists of other stories never show the story itself: its date there would be its own.

    def more(self) -> str:
        return self.furniture.more(self.story.section, self.look, but=self.story.number)

    def table(self, look: int, size: int = 6) -> str:
        return self.furniture.table(look, size, but=self.story.number)

    def ranking(self, look: int) -> str:
        return self.furniture.ranking(look, but=self.story.number)

    def teasers(self, look: int) -> str:
        return self.furniture.teasers(look, but=self.story.number)

    def others(self, salt: str, size: int) -> list[Card]:
        return self.furniture.cards(self.look, salt, size, but=self.story.number)

    def comments(self, outer: str = '<div class="comment">{}</div>') -> str:
        """A section of readers' comments, prose with dates; nothing where there are none."""
        comments = self.furniture.comments(self.story)
        if not comments:
            return ""
        items = "".join(
            outer.format(f"<b>{name}</b> <small>{when}</small><p>{escape(text)}</p>")
            for name, when, text in comments
        )
        return f'<div id="comments"><h3>Komentar ({len(comments)})</h3>{items}</div>'

    def crumbs(self) -> str:
        href = self.furniture.addresses.page(f"/rubrik/{self.story.section}", self.look)
        return f'<a href="/">Home</a> &raquo; <a href="{href}">{TITLES[self.story.section]}</a>'


def wrap(tag: str, items: list[str]) -> str:
    return "".join(f"<{tag}>{item}</{tag}>\n" for item in items)
