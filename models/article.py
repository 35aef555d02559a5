"""The two shapes of a story: as printed (`RawArticle`) and as values (`Article`)."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWitness:
    """A place on the page that says when the story was published, and its words."""

    source: str
    """`line` (a line in the page's head), `address`, `json-ld`, `meta`, `time` (a time element, or
    another that is marked as one)."""
    text: str
    """As printed: `Sabtu, 7 Rajab 1446 H / 31 Oktober 2020 22:25 wib`, `2017/08/30`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawArticle:
    """The words of one story exactly as printed; what the page does not print is None."""

    outlet: str
    url: str | None
    """The canonical address; None for a text without one."""
    source_id: str | None
    section: str | None
    headline: str | None
    body: str
    """Paragraphs separated by one blank line, without dateline, sign-off, closing lines, "Baca
    juga" links, captions and advertising."""
    date_witnesses: tuple[DateWitness, ...] = ()
    """In the order of the page; lines first."""
    view_line: str | None = None
    dateline: str | None = None
    """With the outlet's tag and the dash: `MOSKOW, RUSIA (voa-islam.com) -`."""
    sign_off: str | None = None
    """With its brackets: `(st/Reuters)`."""
    byline: str | None = None
    credits: tuple[str, ...] = ()
    """Labelled credits, one an entry: `Pewarta: Nur Imansyah`, `Rep: C07`."""
    reader: str = "outlet"
    """`outlet`: cut with the facts of the outlet's own module; `generic`: without any."""
    fetched_at: datetime | None = None
    """Aware moment of the visit; None where no visit is known (a file)."""
    problems: tuple[str, ...] = ()
    """What the cutter noticed, one `code: explanation` each."""

    def __repr__(self) -> str:
        return _in_a_line(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One story as values, beside the printed words that each value was read from."""

    outlet: str
    source_id: str | None
    section: str | None
    url: str | None
    headline: str | None
    body: str
    published_at: datetime | None
    """Aware, in the outlet's zone; midnight there when the precision is `day`."""
    published_precision: str | None
    """`minute`, `day`, or None when no date is known."""
    date_line: str | None
    """The printed line that names the day of publication, if one does."""
    date_witnesses: tuple[dict[str, str | None], ...]
    """Every witness with `source`, `text`, `read` (ISO day or moment, None if it says none) and
    `verdict` (`chosen`, `agrees`, `disagrees`, `update`, `visit`, `unread`)."""
    hijri_printed: str | None
    """`1446-07-07`, as printed."""
    hijri_published: str | None
    """Hijri date of the publication day, Umm al-Qura."""
    hijri_refers_to: str | None
    """`publication`, `rendering`, `neither`, or None when no Hijri date is printed."""
    rendered_on: date | None
    """The Gregorian day of a `rendering` Hijri date."""
    view_line: str | None
    view_count: int | None
    dateline: str | None
    place: str | None
    country_code: str | None
    """ISO 3166-1 alpha-2."""
    sign_off: str | None
    sign_off_codes: tuple[str, ...]
    """The parts of the sign-off, the outlet's own name left out."""
    byline: str | None
    credits: tuple[dict[str, str | None], ...]
    """Whom sign-off and labelled credits name, in that order: `role` (`reporter`, `editor`,
    `wire`, `outlet`, `code`, `unknown`), `printed`, and `name` in full where that is certain."""
    reader: str
    """`outlet`, or `generic` where no module knows the page's outlet."""
    language: str
    """BCP 47 tag, the outlet's; what pages declare is their template's, `en` above Indonesian."""
    fetched_at: datetime | None
    problems: tuple[str, ...]
    """Disagreements that did not keep the story out, one `code: explanation` each."""

    def __repr__(self) -> str:
        return _in_a_line(self)


def _in_a_line(story: RawArticle | Article) -> str:
    """Say which story it is; logs quote items, and a body may have megabytes."""
    headline = (story.headline or "")[:80]
    return (
        f"<{type(story).__name__} {story.outlet} {story.source_id} {headline!r},"
        f" {len(story.body):,} characters>"
    )
