"""What a new reading of a story changes in its row: pure, without a database."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from models.article_row import Row
from models.content import change_kind, content_hash
from models.fetch import Outcome
from models.partial_copies import is_for_print, is_part, without_print
from models.story import GROUPS, PUBLISHED, VIEWS, Revision, Story

_OF_A_COPY = ("fetched_at", "language", "page_id", "problems", "reader", "reader_version")
"""Columns that say which copy gave the text, and what it was to its reader."""
_GROUPED = tuple(name for group in GROUPS for name in group)


def moment_of(fetched_at: datetime | None, rendered_on: date | None, zone: str) -> datetime | None:
    """Say when a copy was made: its visit, or else midnight of the day it was rendered on."""
    if fetched_at is not None or rendered_on is None:
        return fetched_at
    return datetime.combine(rendered_on, time(), ZoneInfo(zone)).astimezone(UTC)


def same_text(story: Story, new: Row) -> bool:
    """Whether headline and body say what they said; a missing headline contradicts none."""
    known = story["content_hash"]
    if known == new["content_hash"]:
        return True
    if new["headline"] is None:
        return bool(known == content_hash(story["headline"], new["body"]))
    if story["headline"] is None:
        return bool(known == content_hash(None, new["body"]))
    return False


def merge(story: Story, new: Row, moment: datetime | None) -> tuple[Outcome, Revision | None]:
    """Apply the copy of `moment` to the story; nothing known is ever replaced by null.

    `new` holds every column of `articles` but `id`, `outlet_id` and `gone_at`, and the rows of
    `credits` as a list, or None.
    """
    if story.is_new:
        story.changed = {**new, "gone_at": None}
        story.seen_at = moment
        return Outcome.STORED, None
    older = story.seen_at is not None and (moment is None or moment < story.seen_at)
    if not older:
        story.seen_at = moment
    if same_text(story, new):
        is_whole = not (is_for_print(story) and is_for_print(new))
        if older and _is_earliest(story, new):
            _date_back(story, new)
        _complete(story, new)
        if is_whole and is_for_print(story):
            story.set({"problems": without_print(story["problems"])}, ["problems"])
        return Outcome.UNCHANGED, None
    if is_part(new, story) or (older and is_part(story, new)):
        _complete_beside_text(story, new)
        return Outcome.UNCHANGED, None
    if not story.revisions and is_part(story, new):
        _make_whole(story, new)
        return Outcome.UNCHANGED, None
    revision = (_precede if older else _replace)(story, new, moment)
    return (Outcome.REVISED if revision else Outcome.UNCHANGED), revision


def is_out_of_turn(story: Story, new: Row, moment: datetime | None) -> bool:
    """Whether a copy that was merged is older than others and may change the story's edits, or what
    else their order decides: its place among them is known where all are read, as in `scrapy
    reparse`.
    """
    if moment is None or story.seen_at is None or moment >= story.seen_at:
        return False
    if not same_text(story, new):
        return True
    since = story["fetched_at"]
    return since is None or bool(moment < since)


def note_views(story: Story, new: Row, observed_at: datetime) -> None:
    """Let the row show the count of the latest observation; of two of one moment, the greater."""
    if story.viewed_at == observed_at and new["view_count"] < (story["view_count"] or 0):
        return
    if story.viewed_at is None or observed_at >= story.viewed_at:
        story.viewed_at = observed_at
        story.set(new, VIEWS)


def _is_earliest(story: Story, new: Row) -> bool:
    """Whether no earlier copy of the story is known, and no other text of it."""
    moment, first = new["fetched_at"], story["first_fetched_at"]
    if moment is None or story["fetched_at"] != first:
        return False
    return first is None or bool(moment < first)


def _date_back(story: Story, new: Row) -> None:
    """Let the row say what it would had this copy, the earliest, come before the others."""
    story.set(new, ["first_fetched_at", *(each for each in _OF_A_COPY if each not in PUBLISHED)])
    if not _dates_better(story, new):
        story.set(new, PUBLISHED)
    for group in GROUPS:
        if new[group[0]] is not None and group is not VIEWS:  # see note_views
            story.set(new, group)


def _complete(story: Story, new: Row) -> None:
    """Fill what the row lacks; a date to the minute, or in print, takes the place of another."""
    if story["headline"] is None:
        story.set(new, ["headline", "content_hash"])
    if story["fetched_at"] is None:  # of the copies before it no more than their day is known
        story.set(new, ["fetched_at", "first_fetched_at"])
    if _dates_better(new, story):
        story.set(new, PUBLISHED)
    _fill(story, new)


def _fill(story: Story, new: Row) -> None:
    """Take what the row lacks beside text and dates."""
    row = {**story.stored, **story.changed}
    if all(new[name] == row.get(name) for name in _GROUPED if not row.get(name)):
        return  # nothing is lacking, as in most visits
    for group in GROUPS:
        if story[group[0]] in (None, new[group[0]]) and _adds(story, new, group):
            story.set(new, group)  # as a whole, for its columns explain each other


def _complete_beside_text(story: Story, new: Row) -> None:
    """Fill what the row lacks but its text, and what explains that, which are of another copy."""
    _date_story_back(story, new)
    if _dates_better(new, story):
        story.set(new, [name for name in PUBLISHED if name != "problems"])
    _fill(story, new)


def _make_whole(story: Story, whole: Row) -> None:
    """Put a whole text in the place of a part of it: that is no edit."""
    headline = whole["headline"] or story["headline"]
    text = {"headline": headline, "content_hash": content_hash(headline, whole["body"])}
    story.set(whole | text, ["headline", "body", "content_hash", *_OF_A_COPY])
    _date_story_back(story, whole)
    _take_dates(story, whole)
    _take_groups(story, whole)


def _date_story_back(story: Story, new: Row) -> None:
    """Let the story begin with this copy where no earlier one has a moment."""
    moment, first = new["first_fetched_at"], story["first_fetched_at"]
    if moment is not None and (first is None or moment < first):
        story.set(new, ["first_fetched_at"])


def _adds(story: Story, new: Row, group: Sequence[str]) -> bool:
    """Whether the new columns hold all that the row's do, and more."""
    return any(new[name] and not story[name] for name in group) and all(
        new[name] or not story[name] for name in group
    )


def _dates_better(new: Story | Row, known: Story | Row) -> bool:
    """Whether a copy's dates take the place of those of an earlier one with the same text."""
    if known["published_at"] is None:
        return new["published_at"] is not None
    if (known["published_precision"], new["published_precision"]) == ("day", "minute"):
        return True
    adds_line = known["date_line"] is None and new["date_line"] is not None
    return adds_line and bool(known["published_at"] == new["published_at"])


def _replace(story: Story, new: Row, moment: datetime | None) -> Revision:
    """Put the newer text, and what came with it, in the place of the older one."""
    headline = story["headline"] if new["headline"] is None else new["headline"]
    new = {**new, "fetched_at": moment}
    if headline != new["headline"]:
        new |= {"headline": headline, "content_hash": content_hash(headline, new["body"])}
    story.revisions += 1
    revision = Revision(
        number=story.revisions,
        found_at=moment,
        kind=change_kind((story["headline"], story["body"]), (headline, new["body"])),
        headline_before=story["headline"],
        body_before=story["body"],
        headline_after=headline,
        body_after=new["body"],
    )
    story.set(new, ["headline", "body", "content_hash", *_OF_A_COPY])
    _take_dates(story, new)
    _take_groups(story, new)
    return revision


def _take_dates(story: Story, new: Row) -> None:
    degrades = (story["published_precision"], new["published_precision"]) == ("minute", "day")
    if new["published_at"] is not None and not degrades:
        story.set(new, PUBLISHED)


def _take_groups(story: Story, new: Row) -> None:
    """Take what came with a text; of view counts, see note_views."""
    for group in GROUPS:
        if new[group[0]] is not None and (group is not VIEWS or story.viewed_at is None):
            story.set(new, group)


def _precede(story: Story, new: Row, moment: datetime | None) -> Revision | None:
    """Give the revision that led from an older copy to our text, if that is the whole history.

    Where the story has revisions already, or the copy has no date, the place of its text among
    them is not known here; it is then left to the archive.
    """
    first = story["first_fetched_at"]
    if story.revisions or moment is None or first is None or moment >= first:
        return None
    story.revisions = 1
    story.set(new, ["first_fetched_at"])
    return Revision(
        number=1,
        found_at=story["fetched_at"],
        kind=change_kind((new["headline"], new["body"]), (story["headline"], story["body"])),
        headline_before=new["headline"],
        body_before=new["body"],
        headline_after=story["headline"],
        body_after=story["body"],
    )
