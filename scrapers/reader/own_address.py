"""Which address a page's story has, by where it was visited and by what the page calls itself."""

import re
from urllib.parse import urlsplit

from models.outlet import Outlet
from scrapers.addresses import StoryAddress, on_outlet, story_address
from scrapers.reader.page import Page

# Of a query, what names a story: `id=7`, `idberita=7`, `news_id=7`, `p=7`; not whose session it is.
_ID = re.compile(
    r"(?!\w*sess|sid=)(?:\w*id|id\w*|p|no|kode|post|read|baca|news|berita|artikel|article)=\w*\d",
    re.IGNORECASE,
)


def own_address(page: Page, outlet: Outlet) -> tuple[StoryAddress | None, tuple[str, ...]]:
    """The story's address, and problems: the one visited, in the form the page calls canonical."""
    visited = story_address(page.url, outlet) if page.url else None
    if outlet.is_any:
        return _any_address(page, visited, outlet)
    claims = [claim for url in page.witnesses.addresses if (claim := story_address(url, outlet))]
    if visited is None:
        return (claims[0] if claims else None), ()
    claim = next((claim for claim in claims if claim.source_id == visited.source_id), None)
    if claims and claim is None:
        problem = f"address: page calls itself {claims[0].url!r}, visited at {visited.url!r}"
        return visited, (problem,)
    return claim or visited, ()


def _any_address(
    page: Page, visited: StoryAddress | None, outlet: Outlet
) -> tuple[StoryAddress | None, tuple[str, ...]]:
    """Where nothing is known of the outlet, the canonical address is the identity."""
    told = (on_outlet(url, page.url or "", outlet) for url in page.witnesses.addresses)
    claims = [claim for url in told if url and (claim := story_address(url, outlet))]
    claim = next((each for each in claims if not _names_many(each, visited, outlet)), None)
    if claims and claim is None and visited is not None:
        problem = f"address: page calls itself {claims[0].url!r}, visited at {visited.url!r}"
        return visited, (problem,)
    return claim or visited, ()


def _names_many(claim: StoryAddress, visited: StoryAddress | None, outlet: Outlet) -> bool:
    """Whether the outlet's other stories call themselves so, too, as where a template leaves out
    what tells them apart: `/berita.php` for `/berita.php?id=7`, `/berita/` for every story in it.
    """
    if visited is None:
        return False
    told, asked = urlsplit(claim.url), urlsplit(visited.url)
    if told.path.rstrip("/") == asked.path.rstrip("/"):
        left_out = set(asked.query.split("&")) - set(told.query.split("&"))
        return any(_ID.match(pair) for pair in left_out)
    is_story = outlet.story_path.search
    return not told.query and is_story(asked.path) is not None and is_story(told.path) is None
