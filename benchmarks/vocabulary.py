"""An invented vocabulary, the stories that are made of it, and what is asked of them."""

from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Any

from models.words import stem

VOCABULARY = 60_000
FORMS = "{0} me{0}kan di{0} ber{0} {0}an pe{0} {0}nya me{0} ke{0}an di{0}kan".split()
START = date(2014, 1, 1)
DAYS = 3650


class Words:
    """The vocabulary, most frequent first, and texts made of it."""

    def __init__(self) -> None:
        self.random = Random(5)
        syllables = [c + v for c in "bcdghjklmnprstw" for v in "aiueo"]
        ends = ["", "", "n", "ng", "r", "s", "t"]
        found: dict[str, None] = {}
        while len(found) < VOCABULARY:
            root = "".join(self.random.choices(syllables, k=self.random.choice((2, 2, 3))))
            root += self.random.choice(ends)
            forms = [form.format(root) for form in FORMS]
            found |= dict.fromkeys(self.random.sample(forms, k=self.random.randint(1, len(forms))))
        self.words = list(found)[:VOCABULARY]
        self.random.shuffle(self.words)
        self.weights = list(accumulate(1 / (rank + 2.7) for rank in range(VOCABULARY)))

    def text(self, length: int) -> str:
        return " ".join(self.random.choices(self.words, cum_weights=self.weights, k=length))

    def story(self, number: int) -> tuple[Any, ...]:
        random = self.random
        day = START + timedelta(days=random.randrange(DAYS))
        outlet = min(20, int(random.paretovariate(0.6)))
        place = f"Kota {min(300, int(random.paretovariate(0.5)))}"
        body = self.text(random.randint(150, 300))
        return (
            outlet, str(number), self.text(8), body, day.isoformat(), "day", place,
            "[]", "[]", "[]", "outlet", "id", "h",
        )  # fmt: skip

    def questions(self) -> dict[str, dict[str, Any]]:
        """Questions by what makes them hard."""
        word = self.words
        old = {"since": date(2015, 3, 1), "until": date(2015, 3, 31)}
        family = max(
            (word[rank] for rank in range(100, 400)),
            key=lambda each: sum(stem(other) == stem(each) for other in word[:20_000]),
        )
        return {
            "the commonest word": {"words": word[0]},
            "a common word": {"words": word[50]},
            "a common word, newest first": {"words": word[50], "sort": "newest"},
            "a word of every 20th story": {"words": f'"{word[400]}"'},
            "a word of every 100th story": {"words": f'"{word[2500]}"'},
            "a rare word": {"words": f'"{word[40_000]}"'},
            "a word of many forms": {"words": family},
            "two common words": {"words": f"{word[30]} {word[90]}"},
            "four words": {"words": " ".join(word[i] for i in (40, 150, 300, 700))},
            "a phrase of common words": {"words": f'"{word[5]} {word[9]}"'},
            "a common word but not another": {"words": f"{word[20]} -{word[1]}"},
            "a prefix": {"words": f"{word[300][:5]}*"},
            "a common word in a month long ago": {"words": word[50], **old},
            "a common word of a small outlet": {"words": word[50], "outlet": "outlet19"},
            "a common word from a small place": {"words": word[50], "place": "kota 250"},
            "a rare word, newest of a small outlet": {
                "words": word[20_000], "outlet": "outlet19", "sort": "newest"},
        }  # fmt: skip
