"""The shapes of an invented story: the card that a list prints, and all that its page prints."""

from dataclasses import dataclass
from datetime import date, datetime

from tests.replica.datelines import Place

HOME = "https://www.voa-islam.com"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a list of stories needs to know of one."""

    number: int
    id: int
    section: str
    published_at: datetime
    headline: str
    slug: str
    where: Place | None
    """Where it plays; None for an opinion."""
    curly: bool
    """Printed with typographic quotes."""
    view_base: int
    view_growth: int
    """How many views come with each visit of ours: others read too."""

    @property
    def day(self) -> date:
        return self.published_at.date()

    @property
    def tail(self) -> str:
        """`world-news/2017/08/01/52363/slug`: the address without its root."""
        return f"{self.section}/{self.published_at:%Y/%m/%d}/{self.id}/{self.slug}"

    @property
    def url(self) -> str:
        """The canonical address."""
        return f"{HOME}/read/{self.tail}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph with what is printed around its text."""

    text: str
    dateline: str | None = None
    glue: str = " "
    """Between dateline and text: a space, or nothing after some glued dashes."""
    sign_off: str | None = None
    pulled: bool = False
    """A pull-quote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story(Card):
    """One story with everything its page prints."""

    paragraphs: tuple[str, ...]
    """Without dateline and sign-off."""
    pulled: int | None
    """Which paragraph is a pull-quote."""
    dateline: str | None
    glue: str
    sign_off: str | None
    sign_off_codes: tuple[str, ...]
    sign_off_alone: bool
    """On a line of its own."""
    byline: str | None
    closing: tuple[str, ...]
    """Lines between sign-off and share line: `Sumber: …`, `Foto: …`, `Berita terkait : …`."""
    share_line: bool
    variant: int
    """A number by which layouts vary their details."""
    revision: int = 0

    def printed(self) -> list[Paragraph]:
        """The paragraphs as printed; a dateline opens the first that is not a pull-quote."""
        opened = 1 if self.pulled == 0 else 0
        last = len(self.paragraphs) - 1
        return [
            Paragraph(
                text=text,
                dateline=self.dateline if index == opened else None,
                glue=self.glue,
                sign_off=self.sign_off if index == last and not self.sign_off_alone else None,
                pulled=index == self.pulled,
            )
            for index, text in enumerate(self.paragraphs)
        ]
