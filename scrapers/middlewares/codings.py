"""Undoes content codings as the archive does, so that a page is the same when it is read again."""

from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware

from scrapers.archive.codings import LARGEST, Unusable, decoded
from scrapers.visit import Undecoded


class Codings(HttpCompressionMiddleware):
    """Scrapy's, which takes as much of a torn page as there is: half a story passes for an edit.

    A body that is plainly not in the coding that it names is taken as it is.
    """

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        try:
            return decoded(body, encoding.decode("latin-1"), [], max_size or LARGEST)
        except Unusable as error:
            reason = "too-large" if error.reason == "bomb" else error.reason
            raise Undecoded(reason, f"Content-Encoding {encoding!r}: {error}") from None
