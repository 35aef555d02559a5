"""Answers to invented questions, held against going through all stories one by one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import Engine

import models.search
from models.search import SORTS, Wanted, search
from models.search_query import Query, Term, read_query
from models.words import stem
from tests.newsroom import NOW, STORY, Newsroom

STORIES = 60
QUESTIONS = 150
FAMILIES = (
    "bantu membantu bantuan dibantu",
    "jalan berjalan jalanan dijalani",
    "ajar mengajar ajaran diajar",
)
VOCABULARY = " ".join((*FAMILIES, "gempa banjir haji hajat")).split()
Story = tuple[list[str], list[str]]
"""The words of headline and body."""


@pytest.mark.parametrize("seed", range(3))
def test_an_answer_has_stories_that_match_and_the_newest_all_of_them(
    engine: Engine, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(seed)
    stories = _saved(Newsroom(engine), random)
    known = {word for headline, body in stories.values() for word in (*headline, *body)}
    for _ in range(QUESTIONS):
        asked, limit = _question(random), random.choice((1, 2, 5, 100))
        monkeypatch.setattr(models.search, "NEWEST", random.choice((1, 2, 5, 500)))
        query = read_query(asked)
        matching = [number for number, story in stories.items() if _matches(query, known, story)]
        for sort in SORTS:
            answer = search(engine, Wanted(words=asked, limit=limit, sort=sort))
            hits = [int(hit.story["source_id"]) for hit in answer.hits]
            told = f"{asked!r} by {sort}, {limit} at the most"
            assert len(hits) == min(limit, len(matching)), told
            assert set(hits) <= set(matching), told
            if sort == "newest":
                assert hits == matching[:limit], told


def _saved(newsroom: Newsroom, random: Random) -> dict[int, Story]:
    """The words of stories that were saved, the newest first."""
    stories: dict[int, Story] = {}
    saved = []
    for number in range(1, STORIES + 1):
        headline, body = (random.choices(VOCABULARY, k=random.randint(1, most)) for most in (3, 6))
        stories[number] = headline, body
        saved.append(
            replace(
                STORY,
                source_id=str(number),
                headline=" ".join(headline),
                body=" ".join(body),
                published_at=NOW - timedelta(days=number),
                credits=(),
            )
        )
    assert newsroom.visit(*saved) == ["stored"] * STORIES
    return stories


def _question(random: Random) -> str:
    parts = [_term(random) for _ in range(random.randint(1, 3))]
    if random.random() < 0.3:
        parts[-1] += f" OR {_term(random)}"
    return " ".join((*parts, *(f"-{_term(random)}" for _ in range(random.randint(0, 2)))))


def _term(random: Random) -> str:
    first, second = random.choices(VOCABULARY, k=2)
    return random.choice((first, first, f'"{first}"', f'"{first} {second}"', f"{first[:4]}*"))


def _matches(query: Query, known: Iterable[str], story: Story) -> bool:
    wanted = (any(_has(story, term, known) for term in clause) for clause in query.clauses)
    return all(wanted) and not any(_has(story, term, known) for term in query.excluded)


def _has(story: Story, term: Term, known: Iterable[str]) -> bool:
    return any(_stands_in(text, term, known) for text in story)


def _stands_in(text: Sequence[str], term: Term, known: Iterable[str]) -> bool:
    first, length = term.words[0], len(term.words)
    if term.is_prefix:
        return any(word.startswith(first) for word in text)
    if term.is_exact:
        places = range(len(text) - length + 1)
        return any(tuple(text[at : at + length]) == term.words for at in places)
    forms = {first, *(word for word in known if stem(word) == stem(first))}
    return not forms.isdisjoint(text)
