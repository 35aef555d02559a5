"""Addresses as the site's pages write them: absolute, relative, to this host, with junk behind."""

from collections.abc import Callable

from tests.replica.stories import HOME, Card


class Addresses:
    """Writes links; `own` is where this replica listens, `tail` the address that lists know."""

    def __init__(self, own: str, tail: Callable[[Card], str] = lambda card: card.tail) -> None:
        self.own = own
        self.tail = tail

    def story(self, card: Card, look: int) -> str:
        """A link to a story; the same story and look give the same link."""
        return _STORY_FORMS[(card.number + look) % len(_STORY_FORMS)].format(
            home=HOME, own=self.own, tail=self.tail(card)
        )

    def page(self, path: str, look: int) -> str:
        """A link to any other page."""
        return (path, HOME + path, self.own + path)[look % 3]

    def mobile(self, card: Card) -> str:
        return f"http://m.voa-islam.com/news/{card.tail}"


_STORY_FORMS = (
    "{home}/read/{tail}/",
    "/read/{tail}",
    "{own}/read/{tail}/",
    "http://voa-islam.com/read/{tail}",
    "{home}/read/{tail}/#sthash.hK2mV9aQ.dpbs",
    "/read/{tail};",
    "{home}/read/{tail};#sthash.Zx81QpLr.dpuf",
    "//www.voa-islam.com/read/{tail}/",
    "/read/{tail}/",
    "http://admin.voa-islam.com/read/{tail}",
    "http://m.voa-islam.com/news/{tail}",
)
