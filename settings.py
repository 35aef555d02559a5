"""Every knob of a crawl, each with its reason. `-s NAME=VALUE` changes one for a single run.

What a number may be stands in `scrapers/bounds.py`; any other is a wrong call.
"""

import os

from scrapy.settings import default_settings as scrapys

BOT_NAME = "warta"
WARTA_VERSION = "0.1.0"  # recorded with every crawl
SPIDER_MODULES = ["scrapers.spiders"]
NEWSPIDER_MODULE = "scrapers.spiders"
COMMANDS_MODULE = "scrapers.commands"

# --- Where things are kept ---------------------------------------------------------------------
# SQLite to start, PostgreSQL to grow: postgresql://USER@HOST/NAME. Passwords belong in the
# environment or in ~/.pgpass.
DATABASE_URL = os.environ.get("DATABASE_URL", "sqlite:///warta.sqlite")
# Each page as it came, and each 404 and 304, in WARC files; empty: none are kept, and nothing can
# be read again.
ARCHIVE_DIR = os.environ.get("WARTA_ARCHIVE", "archive")
ARCHIVE_FILE_SIZE = 1 << 30  # bytes; the usual size, which tools and file systems take well
# How long a crawl waits for a database that is locked or gone (or for Redis, with several machines)
# before it ends, in seconds.
DATABASE_PATIENCE = 300

# --- Manners -----------------------------------------------------------------------------------
# Who we are and where a webmaster can reach us.
CONTACT = os.environ.get("WARTA_CONTACT", "set WARTA_CONTACT to an address of yours")
USER_AGENT = f"Warta/{WARTA_VERSION} (news archive; {CONTACT})"
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS = 16
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # one at a time: these are small newsrooms' servers
DOWNLOAD_DELAY = 1.0
# In seconds: how long a crawl waits, at its start or while it runs, for an outlet that wants to be
# left alone (Retry-After, refusals); for a longer wait it ends, and later crawls keep it too.
LONGEST_PAUSE = 600
# The pause after a page that was refused without a word of how long (403, 429, a challenge); it
# doubles with each refusal until a page is let through, so the seventh in a row ends the crawl.
REFUSED_PAUSE = 10
DOWNLOAD_HANDLERS = {
    "http": "scrapers.handler.PausingHandler",
    "https": "scrapers.handler.PausingHandler",
}
AUTOTHROTTLE_ENABLED = True  # a slow server is asked more slowly, never faster than the delay
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_MAX_DELAY = 60.0

# --- Limits ------------------------------------------------------------------------------------
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024  # also after decompression; no news page comes near
DOWNLOAD_WARNSIZE = 4 * 1024 * 1024
REDIRECT_MAX_TIMES = 5
RETRY_TIMES = 2  # in this crawl; the ledger backs off over the days
RETRY_BACK_OFF = 5.0  # seconds before the first retry, doubling
RETRY_HTTP_CODES = [500, 502, 503, 504, 522, 524, 408]  # 429 is no fault to retry but a request
FRONTIER_WINDOW = 256  # pages out at a time; all others wait in the ledger, not in memory
# Each response yields one item; Scrapy starts this many tasks for every response.
CONCURRENT_ITEMS = 1
# Bytes of pages that wait for their commit; nothing more is fetched meanwhile. A commit and the
# fetching in one process only hinder each other: by turns they cost a fifth less.
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 1_000_000
# Ages of a story, in seconds, at which it is visited again; then yearly. None: the built-in
# 1 h, 6 h, 1 d, 3 d, 7 d, 30 d, 90 d. 0: whenever a crawl runs. One that could be read before and
# cannot is visited again a day later, once.
REVISIT_AFTER = None

# --- Jobs (`scrapy jobs`, see docs/operating.md) -------------------------------------------------
JOBS_FILE = os.environ.get("WARTA_JOBS_FILE", "jobs.toml")
JOBS_TICK = 20  # how often `scrapy jobs start` looks what is due, in seconds
# A run says so often that it is alive; one that was silent for the lease is dead, in seconds.
JOBS_LEASE = 120
JOBS_GRACE = 30  # between the time limit, asking a crawl to end, and killing it, in seconds
JOB = os.environ.get("WARTA_JOB")  # the job that began this crawl, as its row will say

# Where `scrapy jobs start` answers Prometheus, on this machine only; 0: nowhere.
METRICS_PORT = 0
# Of view counts older than that, `scrapy db prune` keeps the first, and the last of each local
# day. None: all are kept.
VIEW_COUNTS_FULL_DAYS = None
# Archive files of crawls that ended so long ago are deleted by `scrapy db prune now`, unless the
# crawl left a page in quarantine. None: all are kept. What is gone cannot be read again.
ARCHIVE_KEEP_DAYS = None

# --- More than one machine (docs/machines.md) ----------------------------------------------------
# Crawls of an outlet that are given the same Redis server share its work and its rate. It may hold
# a password, so it comes from the environment. None: one crawl has an outlet to itself.
REDIS_URL = os.environ.get("WARTA_REDIS_URL")
# A worker that was silent for so many seconds is dead, and what it had in flight is due again.
WORKER_LEASE = 10
ADDONS = {"scrapers.machines.addon.Machines": 100}

# --- Reading on demand (`scrapy serve`) ----------------------------------------------------------
READ_TIMEOUT = 30  # for one visit, robots.txt included, and for the wait before it, in seconds
READ_AT_ONCE = 2  # each visit is a process of some 100 MB

# --- When a crawl counts as broken (exit status 3) ---------------------------------------------
# Of the story pages that were fetched. Stories that are not there (404, a page that says so with
# status 200, the front page in its place) count on neither side.
MAX_QUARANTINED_SHARE = 0.2
MIN_STORIES_TO_JUDGE = 5  # below this, one odd page is no alarm
# Floors for a crawl that has always something to do, such as a nightly one (`-s MIN_STORIES=50` in
# its job): pages fetched, stories stored or found as they were. What is due decides otherwise.
MIN_PAGES = 0
MIN_STORIES = 0
MAX_SILENT_DAYS = 7  # without one new story of the outlet; 0: an outlet that has closed down
# Besides, each crawl is compared with the outlet's last twenty: fields, dates, lengths.
# Who is told of a crawl that broke or failed: a command (JSON on its standard input), an address
# (JSON by POST). Addresses of webhooks are secrets, so they come from the environment.
ALARM_COMMAND = os.environ.get("WARTA_ALARM_COMMAND", "")
ALARM_WEBHOOK = os.environ.get("WARTA_ALARM_WEBHOOK", "")

# Share of new texts that are compared with a generic extractor's reading of the page: one in a
# hundred, but at most one in ten seconds, shows a changed layout within a night. 0: none.
CHECK_SAMPLE = 0.01

# --- Safety ------------------------------------------------------------------------------------
DOWNLOAD_VERIFY_CERTIFICATES = True
TELNETCONSOLE_ENABLED = False  # both run code that arrives on a port
REMOTE_CONTROL_ENABLED = False
TWISTED_DNS_RESOLVER = "scrapers.resolver.PublicResolver"  # no requests into our own networks
COOKIES_ENABLED = False  # news pages need none, and some answer differently with one

# --- Parts -------------------------------------------------------------------------------------
ITEM_PIPELINES = {
    "pipelines.read.ReadPipeline": 200,
    "pipelines.save.SavePipeline": 900,
}
# Scrapy imports even what is switched off. Without these two, which are, a crawl starts a tenth of
# a second sooner and takes 14 MB less (aiohttp, requests, tldextract).
EXTENSIONS_BASE = dict(scrapys.EXTENSIONS_BASE)
EXTENSIONS_BASE.pop("scrapy.extensions.remote_control.RemoteControl", None)
DOWNLOADER_MIDDLEWARES_BASE = dict(scrapys.DOWNLOADER_MIDDLEWARES_BASE)
DOWNLOADER_MIDDLEWARES_BASE.pop("scrapy.downloadermiddlewares.cookies.CookiesMiddleware", None)
DOWNLOADER_MIDDLEWARES = {
    # First in line, so that nothing is asked of a refused address, not even its robots.txt.
    "scrapers.middlewares.guard.AddressGuard": 50,
    "scrapers.middlewares.back_off.BackOff": 60,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapers.middlewares.robots.Robots": 100,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scrapers.middlewares.codings.Codings": 590,
    # Next to the network: sees the bytes as served, before decompression.
    "scrapers.middlewares.archive.Archive": 950,
    # The guard does its work; this one drops requests without telling anybody.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    # Counts what `fetches` holds of each visit, at a tenth of the instructions of a bare fetch.
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
    # Scans each page for a meta tag, at a sixth of the cost of a fetch.
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
}
SPIDER_MIDDLEWARES = {
    "scrapers.middlewares.accounting.Accounting": 10,
    # These watch the requests that callbacks yield, and ours yield none: what pages link to goes
    # through the ledger, which bounds addresses by itself. A fifth of a bare fetch's instructions.
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
EXTENSIONS = {
    "scrapers.extensions.crawl_record.CrawlRecord": 100,
    "scrapers.extensions.closing.Closing": 140,
    "scrapers.extensions.refusals.Refusals": 150,
    "scrapers.extensions.check_sample.CheckSample": 200,
    "scrapers.extensions.progress.Progress": 500,
    "scrapy.extensions.logstats.LogStats": None,  # Progress prints instead
}
# What `scrapy extract` reads with: commands know pipelines by name only.
ARTICLE_READER = "pipelines.read_article.read_article"
# What pages out of an archive are read with: as in a crawl, a refusal is an ending.
STORY_READER = "pipelines.read.read_story"

# --- Log ---------------------------------------------------------------------------------------
_LOG = os.environ.get("WARTA_LOG", "")
LOG_LEVEL = os.environ.get("WARTA_LOG_LEVEL", "INFO").upper()
# One object a line, for machines: WARTA_LOG=json.
LOG_JSON = {"": False, "json": True}.get(_LOG.lower(), _LOG)
# Both are printed over many lines; the lock has the versions, the crawl's row the counts.
LOG_VERSIONS: list[str] = []
STATS_DUMP = False
FEED_EXPORT_ENCODING = "utf-8"
