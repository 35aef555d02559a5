"""The looks of the story pages; a reader is told about none of them."""

from tests.replica.layouts import classic, heads, mobile, modern, old, pasted
from tests.replica.layouts.page import Layout

DESKTOP = (
    Layout(name="tables", render=old.tables),
    Layout(name="text-nodes", render=old.text_nodes),
    Layout(name="modern", render=modern.modern),
    Layout(name="spans", render=heads.spans),
    Layout(name="commented", render=heads.commented),
    Layout(
        name="windows-1252",
        render=classic.in_windows_1252,
        content_type="text/html",
        encoding="windows-1252",
    ),
    # The server's header is wrong, the page's own declaration is right: with bytes that cannot
    # be what the header says, and with bytes that can.
    Layout(name="wrong-utf-8", render=classic.in_windows_1252, encoding="windows-1252"),
    Layout(
        name="wrong-latin-1",
        render=classic.in_utf_8,
        content_type="text/html; charset=ISO-8859-1",
    ),
    Layout(name="unclosed", render=old.unclosed),
    Layout(name="dateless", render=heads.dateless, date=None),
    Layout(name="split", render=modern.split),
    Layout(name="pasted", render=pasted.pasted),
    Layout(name="floats", render=pasted.floats),
    Layout(name="bare", render=heads.bare, date=None, views=False, byline=False),
)

MOBILE = (
    Layout(name="mobile", render=mobile.mobile, date="day", views=False),
    Layout(name="wap", render=mobile.wap, date="day", views=False),
    Layout(name="mobile-bare", render=mobile.mobile_bare, date=None, views=False, byline=False),
)

REDESIGNED = Layout(
    name="redesigned",
    render=classic.redesigned,
    date=None,
    views=False,
    byline=False,
)

LAYOUTS = {layout.name: layout for layout in (*DESKTOP, *MOBILE, REDESIGNED)}
