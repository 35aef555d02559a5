"""Undoes content codings as the archive does, so that a page is the same when it is read again."""

from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Response

from scrapers.archive.codings import LARGEST, Unusable, decoded
from scrapers.visit import Undecoded


class Codings(HttpCompressionMiddleware):
    """Scrapy's, which takes as much of a torn page as there is: half a story passes for an edit.

    A body that is plainly not in the coding that it names is taken as it is.
    """

    def process_response(
        self, request: Request, response: Response, spider: Any = None
    ) -> Request | Response:
        try:
            return super().process_response(request, response)
        except Undecoded:
            if 200 <= response.status < 300:
                raise
            return response  # the status says all

    def _handle_encoding(
        self, body: bytes, content_encoding: list[bytes], max_size: int
    ) -> tuple[bytes, list[bytes]]:
        """The body with all of its codings undone, and none that is left."""
        codings = b",".join(content_encoding).decode("latin-1")
        try:
            return decoded(body, codings, [], max_size or LARGEST), []
        except Unusable as error:
            reason = "too-large" if error.reason == "bomb" else error.reason
            raise Undecoded(reason, f"Content-Encoding {codings[:80]!r}: {error}") from None
