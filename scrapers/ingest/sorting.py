"""Which records are stories of our outlets."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from models.fetch import is_usable
from models.outlet import Outlet
from scrapers.addresses import StoryAddress, on_outlet, story_address
from scrapers.archive.blocks import Record
from scrapers.reader.parts import is_later_part
from scrapers.statuses import GONE, NOT_MODIFIED

_PAGES = frozenset({"response", "resource", "conversion", "revisit"})

NO_ADDRESS = "no address"
NO_OUTLET = "of no outlet"
NO_STORY = "no story's address"
NO_PAGE = "about other records"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A record that by its address holds a story, or tells that it is gone or unchanged."""

    record: Record
    outlet: Outlet
    story: StoryAddress


class Sorter:
    """Finds the outlet of a record by its address, or holds it against one outlet alone."""

    def __init__(self, outlets: Iterable[Outlet], site: str | None = None) -> None:
        """`site`: another base address that serves the pages of the only outlet."""
        self._outlets = list(outlets)
        self._by_domain = {domain: each for each in self._outlets for domain in each.domains}
        self._site = site

    def sort(self, record: Record) -> Candidate | str:
        """The candidate, or in a few words why it is none."""
        if record.type not in _PAGES:
            return NO_PAGE
        if record.url is None:
            return NO_ADDRESS
        found = self.story(record.url)
        if isinstance(found, str):
            return found
        if not _is_told(record):
            return answered_with(record)
        outlet, url, story = found
        record = replace(record, url=url)
        return Candidate(record=record, outlet=outlet, story=story)

    def story(self, url: str) -> tuple[Outlet, str, StoryAddress] | str:
        """Outlet and address of a story, or in a few words why it is none."""
        outlet = self._outlet(url)
        own = on_outlet(url, url, outlet, self._site) if outlet else None
        if outlet is None or own is None:
            return NO_OUTLET
        story = story_address(own, outlet)
        if story is None:
            return NO_STORY
        if is_later_part(own):  # what is in the ledger of it must not be taken for its story's
            story = replace(story, url=own)
        return (outlet, own, story) if is_usable(story.url) else NO_STORY

    def _outlet(self, url: str) -> Outlet | None:
        if len(self._outlets) == 1:
            return self._outlets[0]
        try:
            host = urlsplit(url).hostname or ""
        except ValueError:
            return None
        while host:
            if host in self._by_domain:
                return self._by_domain[host]
            host = host.partition(".")[2]
        return None


def answered_with(record: Record) -> str:
    """Why a record tells nothing of a story."""
    return f"answered with {record.status}"


def _is_told(record: Record) -> bool:
    """Whether it is the whole page, says that there is none, or that one is as it was."""
    status = record.status
    if status == NOT_MODIFIED:
        return record.type == "revisit"
    return status is None or status in GONE or (200 <= status < 300 and status != 206)
