"""Judging a crawl by its own figures and by the outlet's crawls before it: pure, no database."""

from collections import Counter
from collections.abc import Sequence
from functools import reduce
from math import exp, lgamma, log, sqrt

from models.profiles import FIELDS, Profile

SURPRISING = 1e-6
"""Chance below which a figure is no accident: with a dozen checks a crawl and a crawl each quarter
of an hour, one false alarm in a few years, if pages were independent; they are not quite."""
ENOUGH = 20
"""Stories from which on a single crawl's shares and lengths say something."""
FAR = 0.3
"""Distance of two distributions of length (Kolmogorov and Smirnov) that matters to a reader."""
SURPRISING_DISTANCE = 2.6
"""The same chance for that distance, times sqrt((n + m) / (n m))."""


def drift(now: Profile, past: Sequence[Profile]) -> list[str]:
    """What is not as it was in the outlet's crawls before, one sentence each."""
    if not past or not now.articles:
        return []
    before = reduce(Profile.__add__, past)
    telling = [before, *(each for each in past if each.articles >= ENOUGH)]
    found = []
    for name in FIELDS:
        usual = min(_share(each.present[name], each) for each in telling)
        if _at_most(now.present[name], now.articles, usual) < SURPRISING:
            was = before.present[name] / before.articles
            found.append(
                f"{name} on {now.present[name]} of {now.articles} stories, before on {was:.0%}"
            )
    usual = max(_share(each.disagreeing, each) for each in telling)
    agreeing = now.articles - now.disagreeing
    if _at_most(agreeing, now.articles, 1 - usual) < SURPRISING:
        was = before.disagreeing / before.articles
        found.append(
            f"dates disagree on {now.disagreeing} of {now.articles} stories, before on {was:.0%}"
        )
    if _is_another_length(now, before):
        found.append(
            f"stories of {_median(now.lengths)} words, before of {_median(before.lengths)}"
        )
    return found


def _share(stories: int, of: Profile) -> float:
    """One more of either kind is taken to have been seen, so that no share is quite 0 or 1."""
    return (stories + 1) / (of.articles + 2)


def _at_most(found: int, number: int, share: float) -> float:
    """The chance that of `number` at most `found` have what a `share` of all have (binomial)."""
    if found >= number * share:
        return 1.0  # nothing to be surprised at
    total = 0.0
    for k in range(found + 1):
        ways = lgamma(number + 1) - lgamma(k + 1) - lgamma(number - k + 1)
        total += exp(ways + k * log(share) + (number - k) * log(1 - share))
    return min(1.0, total)


def _is_another_length(now: Profile, before: Profile) -> bool:
    if min(now.articles, before.articles) < ENOUGH:
        return False
    distance, here, there = 0.0, 0, 0
    for length in sorted({*now.lengths, *before.lengths}):
        here += now.lengths[length]
        there += before.lengths[length]
        distance = max(distance, abs(here / now.articles - there / before.articles))
    n, m = now.articles, before.articles
    return distance > max(FAR, SURPRISING_DISTANCE * sqrt((n + m) / (n * m)))


def _median(lengths: Counter[int]) -> int:
    """Words of the story in the middle, as far as the classes of length tell."""
    left = sum(lengths.values()) / 2
    for length in sorted(lengths):
        left -= lengths[length]
        if left <= 0:
            return round(2 ** ((length + 0.5) / 2))
    return 0
