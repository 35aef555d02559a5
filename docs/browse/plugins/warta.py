"""What Datasette learns about the archive: its name, what its columns mean, and a page a story."""

import asyncio
from functools import cache

from datasette import hookimpl
from datasette.utils.asgi import NotFound, Response
from markupsafe import Markup

from docs.browse.explained import explained
from docs.browse.shortened import shortened
from models.side_by_side import side_by_side

NAME = "warta"
ASKED = ("words", "since", "until", "outlet", "place", "sort")

STORY = "SELECT * FROM stories WHERE story_id = :id"
CREDITS = "SELECT role, printed, name FROM story_credits WHERE story_id = :id ORDER BY position"
VIEWS = "SELECT * FROM story_views WHERE story_id = :id ORDER BY observed_at"
EDITS = "SELECT * FROM story_revisions WHERE story_id = :id ORDER BY number"


@hookimpl
def startup(datasette):
    """Serve the file as `warta`, as the queries and charts call it, whatever its own name is."""
    (database,) = (each for each in datasette.databases.values() if each.path)
    datasette.remove_database(database.name)
    datasette.add_database(database, name=NAME, route=NAME)


@hookimpl
def get_metadata():
    """Titles, descriptions and columns of tables and views, from docs/data.md."""
    return {"databases": {NAME: {"tables": _tables()}}}


@cache
def _tables():
    return {
        name: {
            "title": f"{said.title}: {name}",
            "description": said.description.replace("`", ""),
            "columns": {column: what.replace("`", "") for column, what in said.columns.items()},
        }
        for name, said in explained().items()
    }


@hookimpl
def render_cell(row, value, column, table, datasette):
    """Lead from the number or headline of a story, in whatever list, to its page."""
    if column not in ("story_id", "headline"):
        return None
    key = "id" if table == "articles" else "article_id" if table == "revisions" else "story_id"
    story = row[key] if key in row.keys() else None  # noqa: SIM118 - a sqlite3.Row
    if not isinstance(story, int) or value is None:
        return None
    return Markup('<a href="{}">{}</a>').format(datasette.urls.path(f"/-/story/{story}"), value)


@hookimpl
def register_routes():
    """Two more pages: the search, and that of a story."""
    return [(r"^/-/search$", search_page), (r"^/-/story/(?P<id>\d{1,18})$", story_page)]


async def search_page(datasette, request):
    """Stories by their words, as `scrapy search` finds them."""
    # Not at the start, half of whose time SQLAlchemy would take.
    from docs.browse.searching import MOST, find, outlets, pieces, reading  # noqa: PLC0415

    said = {name: request.args.get(name) or "" for name in ASKED}
    engine = reading(datasette.get_database(NAME).path)
    found, names = await asyncio.to_thread(lambda: (find(engine, said), outlets(engine)))
    hits = [
        (hit, hit.headline and list(pieces(hit.headline)), list(pieces(hit.body)))
        for hit in found.hits
    ]
    shown = {"said": said, "found": found, "hits": hits, "outlets": names, "most": MOST}
    return Response.html(await datasette.render_template("search.html", shown, request=request))


async def story_page(datasette, request):
    """The text of a story, how its views grew, and each of its edits."""
    database = datasette.get_database(NAME)
    number = int(request.url_vars["id"])

    async def rows(query):
        return [dict(row) for row in (await database.execute(query, {"id": number})).rows]

    found, credits, views, edits = await asyncio.gather(*map(rows, (STORY, CREDITS, VIEWS, EDITS)))
    if not found:
        raise NotFound(f"there is no story {number} in this archive")
    for edit in edits:
        edit["headlines"] = side_by_side(edit["headline_before"], edit["headline_after"])
        edit["bodies"] = shortened(side_by_side(edit["body_before"], edit["body_after"]))
    curve = [{"at": f"{each['observed_at'][:19]}Z", "views": each["views"]} for each in views]
    said = {"story": found[0], "credits": credits, "views": views, "edits": edits, "curve": curve}
    return Response.html(await datasette.render_template("story.html", said, request=request))
