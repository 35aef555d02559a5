"""What is peculiar to one outlet, as data."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)  # one object each, cheap to look up
class Outlet:
    """The facts about an outlet that cutting and reading its pages need."""

    name: str
    """The stem: spider name, module name and folder of saved pages."""
    title: str
    """What a reader calls it, as in a report: `VOA-Islam`."""
    home: str
    """Scheme and host of its canonical addresses, without a trailing slash."""
    domains: tuple[str, ...]
    """Hosts that belong to it; subdomains are included."""
    is_any: bool = False
    """Stands for whatever outlet a page is of: any public host, canonical addresses as ids, and
    `story_path` only tells links to stories from others."""
    zone: str = "Asia/Jakarta"
    """The newsroom's time zone (IANA), which a printed time is in unless it names another."""
    language: str = "id"
    """BCP 47 tag of its stories, whatever its pages declare."""
    tags: tuple[str, ...] = ()
    """How it names itself in datelines and sign-offs, lower case, known typing slips included."""
    story_path: re.Pattern[str] = re.compile(r"(?!)")
    """Matches the path of a story's address. Groups: `id`, and where the path has them `section`,
    `year`, `month`, `day`."""
    canonical_path: str | None = None
    """The path of a story's canonical address, with the groups of `story_path` in braces; None: as
    met, host included, without query and fragment."""
    sections: tuple[str, ...] = ()
    """Sections whose listings are visited."""
    section_path: str | None = None
    """Path or address of a section's newest page: `/rubrik/{section}`."""
    section_page_path: str | None = None
    """Path of its page number `{page}`, from 2 on."""
    day_path: str | None = None
    """Path or address of the list of all that came out on a day:
    `/indeks?date={year}-{month}-{day}`, month and day in two digits."""
    day_page_path: str | None = None
    """Path of that list's page number `{page}`, from 2 on."""
    probe_path: str | None = None
    """For ids that rise with time: a path that leads to the story `{id}`, whatever its section, day
    and words; a story address by form, so that it is recognised."""
    feeds: tuple[str, ...] = ()
    """Paths or addresses of RSS or Atom feeds."""
    sitemaps: tuple[str, ...] = ()
    """Paths or addresses of sitemaps."""
    byline_css: str | None = None
    """Selects the element that names the author, where neither a label nor JSON-LD does."""
    byline_lines: tuple[re.Pattern[str], ...] = ()
    """Lines of the head that name the author as their first group, full match."""
    inserted_lines: tuple[re.Pattern[str], ...] = ()
    """Lines among and after the paragraphs of a story that are not its own, full match."""
    closing_lines: tuple[re.Pattern[str], ...] = ()
    """Lines that the outlet prints under a story, full match, beyond what every outlet prints."""
