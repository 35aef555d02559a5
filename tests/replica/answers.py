"""Plain HTTP answers: pages, redirects, refusals, answers that break off, and 304."""

import asyncio
import gzip
from datetime import UTC, timedelta
from email.utils import format_datetime, parsedate_to_datetime

from aiohttp import web

from tests.replica import refusals
from tests.replica.behaviours import Behaviour
from tests.replica.furniture import Furniture
from tests.replica.layouts.page import Layout
from tests.replica.stories import Story

HTML = "text/html; charset=UTF-8"
XML = "application/xml; charset=UTF-8"


def page(html: str, *, status: int = 200, content_type: str = HTML) -> web.Response:
    return web.Response(body=html.encode(), status=status, headers={"Content-Type": content_type})


def not_found(site: Furniture, status: int = 404) -> web.Response:
    return page(refusals.not_found(site), status=status)


def redirect(status: int, location: str) -> web.Response:
    return web.Response(status=status, headers={"Location": location})


def refusal(behaviour: Behaviour) -> web.Response:
    """A challenge for 403 and 429, an error page for the rest."""
    guarded = behaviour.status in {403, 429}
    html = refusals.challenge() if guarded else refusals.broken(behaviour.status)
    response = page(html, status=behaviour.status)
    if behaviour.retry_after is not None:
        response.headers["Retry-After"] = str(behaviour.retry_after)
    return response


async def cut_short(request: web.Request) -> web.StreamResponse:
    """The connection closes long before the announced length."""
    response = web.StreamResponse(headers={"Content-Type": HTML, "Content-Length": "60000"})
    await response.prepare(request)
    await response.write(b"<html><head><title>VOA-ISLAM.COM</title></head><body>")
    if request.transport is not None:
        request.transport.close()
    return response


async def huge(request: web.Request) -> web.StreamResponse:
    """64 MB without an announced length."""
    response = web.StreamResponse(headers={"Content-Type": HTML})
    await response.prepare(request)
    for _ in range(64):
        await response.write(b"<!-- -->" * (1 << 17))
    return response


async def bomb(_: web.Request) -> web.Response:
    """64 MB packed into a few hundred kilobytes."""
    body = await asyncio.to_thread(gzip.compress, b" " * (64 << 20), 1)
    return web.Response(body=body, headers={"Content-Type": HTML, "Content-Encoding": "gzip"})


def validators(story: Story, layout: Layout) -> dict[str, str]:
    """ETag and Last-Modified; they change with the text, not with the counter."""
    changed = story.published_at + timedelta(hours=story.revision)
    return {
        "ETag": f'"{story.id}-{story.revision}-{layout.name}"',
        "Last-Modified": format_datetime(changed.astimezone(UTC), usegmt=True),
    }


def not_modified(request: web.Request, headers: dict[str, str]) -> bool:
    """Whether the visitor knows this version already."""
    known = request.headers.get("If-None-Match")
    if known is not None:
        return headers["ETag"] in known
    since = request.headers.get("If-Modified-Since")
    if since is None:
        return False
    return parsedate_to_datetime(since) >= parsedate_to_datetime(headers["Last-Modified"])
