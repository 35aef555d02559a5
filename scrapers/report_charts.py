"""The report's charts as PNG, for a document or a slide; needs the extra `charts`."""

import io
import re
import warnings
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.figure import Figure

from scrapers.report_page import every_year, per_cent

if TYPE_CHECKING:
    from models.report import Figures

_Draw = Callable[[Any, Any], None]

MARK = "#2563a8"
_LONGEST_LABEL = 60


def charts(figures: "Figures") -> dict[str, bytes]:
    """Give each chart's PNG by the name of its file; one without figures is left out."""
    whole = figures.totals["articles"]
    covered = [(name.replace("_", " "), per_cent(n, whole)) for name, n in figures.covered if whole]
    drawn: dict[str, tuple[Sequence[Any], _Draw, str]] = {
        "stories-a-year.png": (every_year(figures.volumes), _columns, "Stories a year"),
        "fields.png": (covered, _bars, "Stories that have the field, per cent"),
        "places.png": (figures.places, _bars, "Stories by place"),
        "most-read.png": (_most_read(figures), _bars, "Most read, views"),
        "last-crawls.png": (figures.crawls, _outcomes, "How the visits of the last crawls ended"),
    }
    return {name: _png(title, draw, rows) for name, (rows, draw, title) in drawn.items() if rows}


def _most_read(figures: "Figures") -> list[tuple[str, int]]:
    return [(row["headline"] or "(no headline)", row["view_count"]) for row in figures.read]


def _png(title: str, draw: _Draw, rows: Sequence[Any]) -> bytes:
    figure = Figure(figsize=(9, 4.8), layout="constrained")
    # A dollar in a headline begins no formula, and a sign that the font lacks is drawn as a box.
    with mpl.rc_context({"text.parse_math": False, "font.size": 10}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")
        axes = figure.add_subplot()
        axes.set_title(title, loc="left", fontweight="bold")
        axes.spines[["top", "right"]].set_visible(False)
        draw(axes, rows)
        file = io.BytesIO()
        figure.savefig(file, format="png", dpi=120)
    return file.getvalue()


def _columns(axes: Any, rows: Sequence[tuple[str, int]]) -> None:
    names, values = zip(*rows, strict=True)
    places = range(len(rows))
    axes.bar_label(axes.bar(places, values, color=MARK), fmt="{:,.0f}", fontsize=8)
    axes.set_xticks(places, names)
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.yaxis.set_major_formatter("{x:,.0f}")
    axes.tick_params(axis="x", rotation=0 if len(rows) < 16 else 90)


def _bars(axes: Any, rows: Sequence[tuple[str, float]]) -> None:
    """Bars that lie, the first row on top; equal labels stay two bars."""
    heights = range(len(rows))
    bars = axes.barh(heights, [value for _, value in rows], color=MARK)
    axes.bar_label(bars, fmt="{:,.0f}", padding=3)
    axes.set_yticks(heights, [_label(name) for name, _ in rows])
    axes.invert_yaxis()
    axes.xaxis.set_visible(False)  # each bar says its figure
    axes.spines["bottom"].set_visible(False)


def _outcomes(axes: Any, crawls: Sequence[dict[str, Any]]) -> None:
    """A stack for each crawl, the oldest first."""
    names = [f"{crawl['started_at']:%d %b\n%H:%M}" for crawl in reversed(crawls)]
    below = [0] * len(crawls)
    for outcome in sorted({name for crawl in crawls for name in crawl["outcomes"]}):
        counts = [crawl["outcomes"].get(outcome, 0) for crawl in reversed(crawls)]
        axes.bar(range(len(crawls)), counts, bottom=below, label=outcome.replace("_", " "))
        below = [low + count for low, count in zip(below, counts, strict=True)]
    axes.set_xticks(range(len(crawls)), names)
    axes.yaxis.set_major_formatter("{x:,.0f}")
    if any(below):
        axes.legend(frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))


def _label(name: str) -> str:
    words = re.sub(r"\s+", " ", name)
    return words if len(words) <= _LONGEST_LABEL else f"{words[: _LONGEST_LABEL - 1]}…"
