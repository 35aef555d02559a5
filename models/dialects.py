"""The few expressions of the views that the two databases write differently, and shared ones."""

from dataclasses import dataclass

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Ahad")
"""Monday first, as ISO 8601 numbers them."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """Expressions for one of the databases."""

    is_sqlite: bool

    def weekday(self, day: str) -> str:
        """1 for Monday to 7 for Sunday."""
        if self.is_sqlite:
            return f"((CAST(strftime('%w', {day}) AS INTEGER) + 6) % 7 + 1)"
        return f"CAST(EXTRACT(ISODOW FROM {day}) AS INTEGER)"

    def seconds(self, start: str, end: str) -> str:
        """Whole seconds from one moment to another."""
        if self.is_sqlite:
            moments = (f"CAST(strftime('%s', {moment}) AS INTEGER)" for moment in (end, start))
        else:
            moments = (
                f"CAST(floor(EXTRACT(EPOCH FROM {each})) AS BIGINT)" for each in (end, start)
            )
        return "({} - {})".format(*moments)

    def hours(self, start: str, end: str) -> str:
        return f"({self.seconds(start, end)} / CAST(3600 AS DOUBLE PRECISION))"

    def days(self, start: str, end: str) -> str:
        """Whole days from one day to another."""
        if self.is_sqlite:
            return f"CAST(julianday({end}) - julianday({start}) AS INTEGER)"
        return f"({end} - {start})"


def case(number: str, names: tuple[str, ...]) -> str:
    """Give the name with that number, from 1."""
    branches = " ".join(f"WHEN {i} THEN '{name}'" for i, name in enumerate(names, start=1))
    return f"CASE {number} {branches} END"
