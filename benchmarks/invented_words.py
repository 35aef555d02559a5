"""Invented words, texts, places and names for benchmarks.invented."""

from itertools import accumulate
from random import Random
from typing import Any

COUNTRIES = "EG PS SA SY MY TR US GB JP AU IQ IR LB MA PK SD SO TH PH IN CN RU FR DE QA".split()


class Words:
    """Invented words, texts, places and names; common ones come up often."""

    def __init__(self, random: Random) -> None:
        self._random = random
        syllables = [a + b for a in "bcdgjklmnprst" for b in ("a", "i", "u", "e", "o", "an", "ar")]
        words = [
            "".join(random.choices(syllables, k=random.choice((2, 3, 3)))) for _ in range(6000)
        ]
        weights = _zipf(len(words))
        self._titles = [
            " ".join(random.choices(words, cum_weights=weights, k=8)).capitalize()
            for _ in range(5_000)
        ]
        self._paragraphs = [
            " ".join(random.choices(words, cum_weights=weights, k=40)).capitalize() + "."
            for _ in range(5_000)
        ]
        at_home = [("Jakarta", "ID"), *((words[-i].title(), "ID") for i in range(2, 400))]
        abroad = [
            ("Gaza", "PS"),
            *((words[-i].title(), COUNTRIES[i % 25]) for i in range(401, 600)),
        ]
        self._places = [*at_home[:9], *abroad[:9], *at_home[9:], *abroad[9:]]
        self._place_weights = _zipf(len(self._places))
        self._wires = [f"Kantor {word.title()}" for word in words[100:112]]
        self._people = [
            f"{a} {b}".title() for a, b in zip(words[200:500], words[500:800], strict=True)
        ]
        self._people[1] = "Siti Rahma"
        self._people_weights = _zipf(50)

    def text(self) -> tuple[str, str]:
        """Headline and body."""
        choose = self._random.choice
        parts = self._random.choices(self._paragraphs, k=self._random.randrange(3, 8))
        return choose(self._titles), "\n\n".join(parts)

    def edited(self, headline: str, body: str) -> tuple[str, str]:
        return headline, f"{body}\n\n{self._random.choice(self._paragraphs)}"

    def place(self) -> tuple[str, str]:
        return self._random.choices(self._places, cum_weights=self._place_weights)[0]

    def credits(self, outlet: int) -> list[dict[str, Any]]:
        """A reporter of the outlet, by name or by code, and in a third of the stories a wire."""
        random = self._random
        who = random.choices(range(50), cum_weights=self._people_weights)[0]
        name = self._people[(outlet - 1) * 50 + who]
        code = f"{name[0]}{name.split()[1][0]}{who}".lower()
        found = [{"role": "reporter", "printed": name if who % 3 else code,
                  "name": name if who % 3 else None}]  # fmt: skip
        if random.random() < 0.3:
            wire = random.choice(self._wires)
            found.append({"role": "wire", "printed": wire, "name": wire})
        return found


def _zipf(number: int) -> list[float]:
    return list(accumulate(1 / (rank + 3) for rank in range(number)))
