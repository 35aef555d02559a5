"""Refuses addresses inside our own networks at the moment of connecting: names may lie."""

from collections.abc import Sequence
from typing import ClassVar

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred

from scrapers.addresses import is_public


class PrivateAddress(OSError):
    """A name that leads to a private, loopback, link-local, multicast or reserved address."""


class PublicResolver(CachingThreadedResolver):
    """Gives the address that is connected to, unless it is no public one.

    Every connection asks here, so neither a redirect nor a name that answers differently the
    second time (DNS rebinding) gets around it.
    """

    exempt: ClassVar[set[str]] = set()
    """Hosts that may be private: the `site` of a crawl, the proxies of the environment."""

    refused: ClassVar[dict[str, str]] = {}
    """What refused names led to: Twisted tells the request only that there is no such host."""

    def getHostByName(  # noqa: N802 - Twisted's name
        self, name: str, timeout: Sequence[int] = ()
    ) -> "Deferred[str]":
        found = super().getHostByName(name, timeout)
        return found if name in self.exempt else found.addCallback(_public, name)


def _public(address: str, name: str) -> str:
    if not is_public(address):
        PublicResolver.refused[name] = address
        raise PrivateAddress(f"{name} leads to {address}, which is no public address")
    return address
