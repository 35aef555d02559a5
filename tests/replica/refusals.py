"""Pages that stand where something else was asked for: not found, broken, please prove yourself."""

from tests.replica import lists
from tests.replica.furniture import Furniture


def not_found(site: Furniture) -> str:
    return lists.other(
        site,
        "Halaman tidak ditemukan",
        "Maaf, halaman yang Anda cari tidak ditemukan atau sudah dihapus.",
    )


def broken(look: int) -> str:
    """An error page without the site's surroundings, in one of two forms."""
    if look % 2:
        return (
            "<html><head><title>Database Error</title></head><body><div id='container'>"
            "<h1>A Database Error Occurred</h1><p>Error Number: 1040</p>"
            "<p>Too many connections</p><p>Filename: models/berita_model.php</p></div>"
            "</body></html>"
        )
    return (
        "<html><head><title>503 Service Temporarily Unavailable</title></head><body><center>"
        "<h1>503 Service Temporarily Unavailable</h1></center><hr><center>nginx</center>"
        "</body></html>"
    )


def challenge() -> str:
    """The page of a guard that wants a browser with scripts."""
    return (
        '<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title>'
        '<meta http-equiv="refresh" content="390"></head><body>'
        "<h1>www.voa-islam.com</h1><h2>Checking your browser before accessing the site.</h2>"
        '<noscript>Enable JavaScript and cookies to continue</noscript><div id="cf-please-wait">'
        "</div><p>This process is automatic. Your browser will redirect to your requested content "
        "shortly.</p><p>Ray ID: 7d1f0c9a2b3e4f55</p></body></html>"
    )


def impostor(kind: str, site: Furniture, section: str) -> str:
    """The page that is served with status 200 at a story's address."""
    if kind == "listing":
        return lists.rubric(site, section, 1, repeat=True) or ""
    if kind == "search":
        return lists.search(site, "air bersih")
    if kind == "error":
        return broken(1) if len(section) % 2 else not_found(site)
    if kind == "not-found":
        return not_found(site)
    if kind == "challenge":
        return challenge()
    raise ValueError(f"no page of the replica is an impostor of kind {kind!r}")
