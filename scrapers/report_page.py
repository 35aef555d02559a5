"""The report as one HTML page that needs nothing else: style and charts are in it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from typing import Any

STYLE = """
:root { color-scheme: light dark; --ink: #1c2430; --soft: #5b6675; --line: #dde2e8;
  --paper: #fff; --mark: #2563a8; --faint: #eef2f6; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --soft: #9aa6b5; --line: #323a45;
  --paper: #14181e; --mark: #6cabf0; --faint: #1e242c; } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 62rem; padding: 2rem 1.25rem; background: var(--paper);
  color: var(--ink); font: 16px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif }
h1 { font-size: 1.9rem; margin: 0 } h2 { font-size: 1.2rem; margin: 2.4rem 0 .6rem }
p { color: var(--soft); margin: .3rem 0 1rem } a { color: var(--mark); text-decoration: none }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem }
.tiles div { background: var(--faint); border-radius: .5rem; padding: .8rem 1rem }
.tiles b { display: block; font-size: 1.5rem; line-height: 1.2 }
.tiles span { color: var(--soft); font-size: .85rem }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-size: .9rem }
th { text-align: left; color: var(--soft); font-weight: 600 }
th, td { padding: .4rem 1rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
td { overflow-wrap: anywhere }
.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
.d { white-space: nowrap }
svg { width: 100%; min-width: 44rem; height: auto; display: block } svg rect { fill: var(--mark) }
svg rect.back { fill: var(--faint) } svg text { fill: var(--ink); font-size: 13px }
svg text.soft { fill: var(--soft) }
@media print { :root { color-scheme: light; --ink: #000; --soft: #444; --line: #bbb;
  --paper: #fff; --mark: #2563a8; --faint: #eee }
  body { max-width: none; padding: 0; font-size: 10.5pt }
  tr, svg, .tiles div { break-inside: avoid } svg { min-width: 0 }
  h2, section > p { break-after: avoid }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact } }
"""
# Even if a value got through unescaped, a browser would run and load nothing.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"

Markup = str
LEFT_OUT = "…"
GAP = 10


def page(title: str, made: datetime, parts: Iterable[Markup]) -> str:
    """Give the whole page; `parts` are markup already."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body><h1>{escape(title)}</h1>"
        f"<p>Made on {made:%d %B %Y, %H:%M} UTC</p>{''.join(parts)}</body></html>\n"
    )


def section(title: str, content: Markup, note: str = "") -> Markup:
    """Give a part of the page under its heading."""
    said = f"<p>{escape(note)}</p>" if note else ""
    return f"<section><h2>{escape(title)}</h2>{said}{content}</section>"


def tiles(figures: dict[str, object]) -> Markup:
    """Give large figures, each with its name below."""
    each = (
        f"<div><b>{shown(value)}</b><span>{escape(name)}</span></div>"
        for name, value in figures.items()
    )
    return f'<div class="tiles">{"".join(each)}</div>'


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Markup:
    """Give a table of values; a Link becomes one, numbers stand at the right."""
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    if not body:
        return "<p>None.</p>"
    numeric = {i for i, name in enumerate(columns) if name in NUMERIC}
    head = "".join(
        f"<th{' class=n' if i in numeric else ''}>{escape(name)}</th>"
        for i, name in enumerate(columns)
    )
    inner = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    return f'<div class="scroll"><table>{inner}</table></div>'


NUMERIC = frozenset({"stories", "views", "edits", "pages", "visits"})


class Link(tuple[str, str | None]):
    """Words and the address that they lead to."""

    __slots__ = ()


def bars(rows: Sequence[tuple[str, int]], whole: int | None = None, unit: str = "") -> Markup:
    """Give a chart of lying bars; with `whole`, each is a share of it, in per cent."""
    if not rows:
        return "<p>None.</p>"
    top = whole or max(value for _, value in rows) or 1
    drawn = []
    for i, (name, value) in enumerate(rows):
        y, wide = i * 26, 520 * value / top
        end = 188 + (520 if whole else wide)
        said = f"{per_cent(value, top)}%" if whole else shown(value)
        label = escape(name if len(name) < 26 else f"{name[:24]}…")
        back = f'<rect class="back" x="180" y="{y + 3}" width="520" height="18" rx="3"/>'
        drawn.append(
            f'<text x="170" y="{y + 17}" text-anchor="end">{label}</text>{back if whole else ""}'
            f'<rect x="180" y="{y + 3}" width="{wide:.1f}" height="18" rx="3">'
            f"<title>{escape(name)}: {shown(value)} {escape(unit)}</title></rect>"
            f'<text class="soft" x="{end:.1f}" y="{y + 17}">{said}</text>'
        )
    return _chart(len(rows) * 26, drawn)


def per_cent(value: int, whole: int) -> int:
    """Give the share, 100 for all alone and 0 for none alone."""
    share = round(100 * value / whole)
    return share if value in (0, whole) else min(max(share, 1), 99)


def columns(rows: Sequence[tuple[str, int]], unit: str = "") -> Markup:
    """Give a chart of standing bars, one a period, with the figure on each."""
    if not rows:
        return "<p>None.</p>"
    top, step = max(value for _, value in rows) or 1, 760 / len(rows)
    every = max(1, round(34 / step + 0.49))  # a label needs 34 units
    drawn = []
    for i, (name, value) in enumerate(rows):
        high, x = 170 * value / top, 10 + i * step
        drawn.append(
            f'<rect x="{x + step * 0.1:.1f}" y="{190 - high:.1f}" width="{min(step * 0.8, 60):.1f}"'
            f' height="{high:.1f}" rx="2"><title>{escape(name)}: {shown(value)} {escape(unit)}'
            "</title></rect>"
        )
        if i % every == 0 or name == LEFT_OUT:
            middle = x + step * 0.1 + min(step * 0.8, 60) / 2
            drawn.append(
                f'<text class="soft" x="{middle:.1f}" y="{184 - high:.1f}" text-anchor="middle">'
                f'{shown(value)}</text><text x="{middle:.1f}" y="208" text-anchor="middle">'
                f"{escape(name)}</text>"
            )
    return _chart(214, drawn)


def every_year(rows: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Give the years in between as well, which have nothing; LEFT_OUT for more than GAP of them.

    One story that is dated 1970 by mistake leaves room for the others.
    """
    years: list[tuple[str, int]] = []
    for year, number in rows:
        empty = range(int(years[-1][0]) + 1 if years else int(year), int(year))
        years += [(LEFT_OUT, 0)] if len(empty) > GAP else [(f"{each:04}", 0) for each in empty]
        years.append((year, number))
    return years


def shown(value: object) -> Markup:
    """Give a value as people write it, escaped; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, int):
        return f"{value:,}".replace(",", " ")
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return escape(str(value))


def _chart(height: int, drawn: Iterable[Markup]) -> Markup:
    """A picture of 780 units across, scrolled on a phone, where it would be too small to read."""
    picture = f'<svg viewBox="0 0 780 {height}" role="img">{"".join(drawn)}</svg>'
    return f'<div class="scroll">{picture}</div>'


def _cell(value: object) -> Markup:
    if isinstance(value, Link):
        words, address = value
        if address and address.startswith(("https://", "http://")):
            return f'<td><a href="{escape(address)}" rel="noreferrer">{escape(words)}</a></td>'
        return f"<td>{escape(words)}</td>"
    css = "n" if isinstance(value, int) else "" if isinstance(value, str) else "d"
    return f"<td{f' class={css}' if css else ''}>{shown(value)}</td>"
