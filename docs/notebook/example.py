"""From the database to three plots: `make notebook`, or cell by cell in an editor that knows %%.

    python -m docs.notebook.example [FILE or DATABASE_URL [FOLDER for the plots]]

Everything asked here is in models.reading; what its columns mean is in docs/data.md.
"""

# %%
import sys
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.ticker import LogFormatter

from models.database import DatabaseError
from models.reading import open_reading

mpl.use("agg")  # into files; leave this line out in a notebook
database, folder = [*sys.argv[1:], *("demo/warta.sqlite", "demo")[len(sys.argv) - 1 :]][:2]
if not Path(folder).is_dir():
    sys.exit(f"there is no folder {folder} for the plots")
url = database if "://" in database else f"sqlite:///{database}"
try:
    archive = open_reading(url)
except DatabaseError as error:
    sys.exit(str(error))


def new_plot(title: str, wide: float = 9, high: float = 4.5) -> plt.Axes:
    """An empty plot that is easy to read."""
    _, axes = plt.subplots(figsize=(wide, high), layout="constrained")
    axes.set_title(title, loc="left", fontweight="bold")
    axes.spines[["top", "right"]].set_visible(False)
    return axes


def finish(axes: plt.Axes, name: str) -> None:
    """Write the plot."""
    file = Path(folder) / f"{name}.png"
    axes.figure.savefig(file, dpi=120)
    print(file)


# %% How many stories a year? The counts are there already; pandas only adds up the days.
counts = archive.daily_counts().frame()
if counts.empty:
    archive.close()
    sys.exit(f"{database} holds no story with a date yet: run scrapy crawl first")
yearly = counts.groupby([counts["day"].dt.year, "outlet"])["stories"].sum().unstack(fill_value=0)
years = range(yearly.index.min(), yearly.index.max() + 1)
yearly = yearly.reindex(years, fill_value=0)  # a year without stories is a zero, not a jump
axes = new_plot("Stories a year, by outlet")
yearly.plot.bar(ax=axes, stacked=True, width=0.8, colormap="tab20")  # not ten colours in turn
axes.set_xlabel("year of publication")
axes.set_ylabel("stories")
axes.yaxis.set_major_formatter("{x:,.0f}")
axes.tick_params(axis="x", rotation=0 if len(years) < 16 else 90)
axes.legend(frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))
finish(axes, "stories-a-year")

# %% How do stories gain readers? A dot an observation; a line where a story was seen on most days.
days = archive.view_days().frame().dropna(subset=["days_since_publication"])
days = days[days["views"] > 0]  # the axes are logarithmic
days["age"] = days["days_since_publication"] + 1
often = days["story_id"].value_counts()
often = often[often > 1].index[:5]
axes = new_plot("Views of stories by their age, as observed")
axes.scatter(days["age"], days["views"], s=8, alpha=0.35, color="grey", label="any story")
for story_id in often:
    story = days[days["story_id"] == story_id]
    label = (story["headline"].iloc[0] or f"story {story_id}")[:40]
    axes.plot(story["age"], story["views"], marker="o", markersize=4, label=label)
axes.set_ylabel("views")
if len(days):  # there is no logarithm of nothing
    axes.set(xscale="log", yscale="log")
axes.set_xlabel("days since publication, the first day being 1 (between two dots nothing is known)")
axes.xaxis.set_major_formatter("{x:,.0f}")
axes.yaxis.set_major_formatter("{x:,.0f}")
for axis in (axes.xaxis, axes.yaxis):
    axis.set_minor_formatter(LogFormatter())  # where there are few powers of ten
axes.legend(frameon=False, fontsize="small", loc="center left", bbox_to_anchor=(1, 0.5))
finish(axes, "views-by-age")

# %% Where do stories come from?
places = archive.places().frame().dropna(subset=["place"])
places["name"] = places["place_name"] + places["country"].map(
    lambda name: f" ({name})", "ignore"
).fillna("")
top = places.groupby("name")["stories"].sum().nlargest(15).sort_values()
axes = new_plot("The fifteen places with most stories", high=5)
axes.barh(top.index, top)
axes.bar_label(axes.containers[0], fmt="{:,.0f}", padding=3)
axes.set_xlabel("stories with a dateline from there")
finish(axes, "places")

archive.close()
