"""Outlets for the tests of cutting and reading: the source, and one of which nothing is known."""

from models.outlet import Outlet

VOA = Outlet(
    name="voaislam",
    title="VOA-Islam",
    home="https://www.voa-islam.com",
    domains=("voa-islam.com",),
    tags=("voa-islam.com", "voa-islam,com", "voa-islam.om", "voa-islam", "voa islam"),
)
ANY = Outlet(name="news", title="Any", home="https://news.example", domains=("news.example",))
