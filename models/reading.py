"""The archive for notebooks: typed rows of the analysts' views, streamed, or as pandas DataFrames.

    from datetime import date
    from models.reading import open_reading

    with open_reading("sqlite:///demo/warta.sqlite") as archive:
        for story in archive.stories(since=date(2020, 10, 1), place="Jakarta"):
            print(story.published_on, story.views, story.headline)
        counts = archive.daily_counts(outlet="voaislam").frame()

The rows are those of the views in docs/data.md, where each column is explained. Iterating holds a
thousand rows at a time; `frame()` holds them all, and needs pandas. Nothing can be written.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Generic, Self, TypedDict, TypeVar, Unpack, get_args
from typing import get_type_hints as hints_of

from sqlalchemy import (
    ColumnClause,
    ColumnElement,
    Date,
    Engine,
    Float,
    Integer,
    Select,
    TableClause,
    Text,
    column,
    event,
    select,
    table,
)
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.types import TypeEngine

from models.crawls import check_outlet
from models.database import UtcDateTime
from models.existing import unwritten
from models.place_names import spellings
from models.reading_rows import Credit, DailyCount, Place, Revision, Story, ViewDay, Views
from models.schema import open_archive

if TYPE_CHECKING:
    from pandas import DataFrame

Columns = ReadOnlyColumnCollection[str, ColumnClause[Any]]
RowType = TypeVar("RowType", bound=tuple[Any, ...])

_TYPES: dict[type, TypeEngine[Any]] = {
    str: Text(),
    int: Integer(),
    float: Float(),
    date: Date(),
    datetime: UtcDateTime(),
}


class OutletFilter(TypedDict, total=False):
    """Of which outlet, by its short name."""

    outlet: str


class DayFilters(OutletFilter, total=False):
    """Published from the day `since` to the day `until`, both included."""

    since: date
    until: date


class PlaceFilters(OutletFilter, total=False):
    """From which place, in any of its spellings (`models.place_names`) and capital letters."""

    place: str


class StoryFilters(DayFilters, PlaceFilters, total=False):
    """All of these."""


@dataclass(frozen=True, slots=True)
class Rows(Generic[RowType]):
    """The rows that a question asks for; each iteration asks anew."""

    engine: Engine
    query: Select[Any]
    kind: type[RowType]

    def __iter__(self) -> Iterator[RowType]:
        with unwritten(self.engine), self.engine.connect() as connection:
            for row in connection.execution_options(yield_per=1000).execute(self.query):
                yield self.kind(*row)

    def frame(self) -> "DataFrame":
        """Give all rows as a DataFrame; numbers, days and moments (UTC) are of pandas' own types.

        Without rows, or with nothing but nulls, too: then figures can be taken all the same.
        """
        import pandas  # noqa: PLC0415 - of the extra `notebook`, and slow to import

        types = _types(self.kind)
        frame = pandas.DataFrame.from_records(list(self), columns=list(types))
        for name, type_ in types.items():
            if type_ in (date, datetime):
                frame[name] = pandas.to_datetime(frame[name], utc=type_ is datetime)
            elif type_ in (int, float):
                frame[name] = pandas.to_numeric(frame[name])
        return frame


@dataclass(frozen=True, slots=True)
class Reading:
    """A database that is open to be read; close it, or use it in a `with`."""

    engine: Engine

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def stories(self, **filters: Unpack[StoryFilters]) -> Rows[Story]:
        """One row a story, in the order of `story_id`."""
        return self._rows("stories", Story, StoryFilters, filters, "story_id")

    def views(self, **filters: Unpack[StoryFilters]) -> Rows[Views]:
        """One row an observation of a story's views, story by story."""
        return self._rows("story_views", Views, StoryFilters, filters, "story_id", "observed_at")

    def view_days(self, **filters: Unpack[StoryFilters]) -> Rows[ViewDay]:
        """One row a story and a day on which it was observed, story by story."""
        return self._rows("story_view_days", ViewDay, StoryFilters, filters, "story_id", "day")

    def revisions(self, **filters: Unpack[StoryFilters]) -> Rows[Revision]:
        """One row a change of headline or body, story by story."""
        return self._rows("story_revisions", Revision, StoryFilters, filters, "story_id", "number")

    def credits(self, **filters: Unpack[StoryFilters]) -> Rows[Credit]:
        """One row a name or code that a story is signed or credited with, story by story."""
        return self._rows("story_credits", Credit, StoryFilters, filters, "story_id", "position")

    def daily_counts(self, **filters: Unpack[DayFilters]) -> Rows[DailyCount]:
        """One row an outlet, section and day with stories, outlet by outlet."""
        order = "outlet", "day", "section"
        return self._rows("daily_counts", DailyCount, DayFilters, filters, *order)

    def places(self, **filters: Unpack[PlaceFilters]) -> Rows[Place]:
        """One row an outlet and place of a dateline, most stories first."""
        order = "stories DESC", "place", "outlet"
        return self._rows("places", Place, PlaceFilters, filters, *order)

    def _rows(
        self, view: str, kind: type[RowType], known: type, filters: Any, *order: str
    ) -> Rows[RowType]:
        source = view_of(view, kind)
        columns = source.c
        query = select(source)
        for name, value in filters.items():
            _check(view, hints_of(known), name, value)
            query = query.where(self._condition(columns, name, value))
        by = (columns[each.removesuffix(" DESC")] for each in order)
        ordered = (each.desc() if " DESC" in o else each for each, o in zip(by, order, strict=True))
        return Rows(self.engine, query.order_by(*ordered), kind)

    def _condition(self, columns: Columns, name: str, value: str | date) -> ColumnElement[bool]:
        if isinstance(value, date):
            day = columns["published_on" if "published_on" in columns else "day"]
            return day >= value if name == "since" else day <= value
        if name == "place":
            return self._from_place(columns, value)
        check_outlet(self.engine, value)
        return columns["outlet"] == value

    def _from_place(self, columns: Columns, place: str) -> ColumnElement[bool]:
        places = self._spellings(place)
        if "place" in columns:
            return columns["place"].in_(places)
        stories = view_of("stories", Story).c
        return columns["story_id"].in_(select(stories.story_id).where(stories.place.in_(places)))

    def _spellings(self, place: str) -> list[str]:
        # Looked up now: a planner that sees a subquery takes it for many of the archive's places.
        with self.engine.connect() as connection:
            return list(connection.scalars(spellings(place)))


def open_reading(url: str) -> Reading:
    """Open the database at a DATABASE_URL, of which nothing can be changed.

    DatabaseError says in one line why not: there is none, or it has another schema.
    """
    engine = open_archive(url)
    engine.dispose()  # connections that could write
    is_sqlite = engine.dialect.name == "sqlite"

    @event.listens_for(engine, "connect")
    def only_read(connection: Any, _record: Any) -> None:
        if is_sqlite:
            connection.execute("PRAGMA query_only=ON")
        else:
            connection.read_only = True  # psycopg's, for every transaction

    return Reading(engine)


def _check(view: str, known: dict[str, type], name: str, value: Any) -> None:
    if name not in known:
        raise TypeError(f"{view} has no filter {name!r}; it has {', '.join(sorted(known))}")
    # A moment is a date to Python, but its day depends on the zone.
    if not isinstance(value, known[name]) or isinstance(value, datetime):
        raise TypeError(f"{name}={value!r} is no {known[name].__name__}")


def view_of(name: str, kind: type[tuple[Any, ...]]) -> TableClause:
    """Give a view as a table whose columns have the types of a row."""
    return table(name, *(column(each, _TYPES[type_]) for each, type_ in _types(kind).items()))


def _types(kind: type[tuple[Any, ...]]) -> dict[str, type]:
    """What each column holds where it is not null."""
    return {
        name: next(iter(each for each in get_args(hint) if each is not type(None)), hint)
        for name, hint in hints_of(kind).items()
    }
