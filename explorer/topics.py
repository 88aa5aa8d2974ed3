"""Which words set some quotes apart from others.

Log-odds ratio with an informative Dirichlet prior, after Monroe, Colaresi and Quinn, "Fightin'
Words" (Political Analysis 16, 2008): a word that is merely common everywhere scores nothing, and
one that is rare scores little until it was seen often enough. Pure: no database.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from articles.extraction import vocabulary

SURE = 1.96  # standard deviations from "as everywhere"
PRIOR = 500.0  # how many words the prior weighs
SHORTEST = 3  # letters; in scripts without blanks one is enough


@dataclass(frozen=True)
class Topic:
    """A folded word, the number of quotes with it, and how far it stands out."""

    word: str
    count: int
    score: float


def counts(texts: Iterable[str]) -> Counter[str]:
    """In how many of these texts of folded words each word that can be a topic stands."""
    found = Counter[str]()
    for text in texts:
        found.update(set(text.split()))
    return Counter({word: count for word, count in found.items() if _can_be_topic(word)})


def distinctive(
    theirs: Counter[str], others: Counter[str], at_least: int, at_most: int
) -> list[Topic]:
    """The words of `theirs` that stand out against `others`, the most distinctive first.

    Both are counts of quotes with a word; words in fewer than `at_least` of theirs never do.
    """
    all_theirs, all_others = sum(theirs.values()), sum(others.values())
    if not all_theirs or not all_others:
        return []
    everything = all_theirs + all_others
    found = []
    for word, count in theirs.items():
        prior = PRIOR * (count + others[word]) / everything
        here, there = count + prior, others[word] + prior
        odds = math.log(here / (all_theirs + PRIOR - here))
        odds -= math.log(there / (all_others + PRIOR - there))
        score = odds / math.sqrt(1 / here + 1 / there)
        if count >= at_least and score >= SURE:
            found.append(Topic(word, count, score))
    return sorted(found, key=lambda topic: (-topic.score, topic.word))[:at_most]


def _can_be_topic(word: str) -> bool:
    if word.isdecimal() or word in _stop_words():
        return False
    return len(word) >= SHORTEST or not word.isascii()


@cache
def _stop_words() -> frozenset[str]:
    return vocabulary.words("stop_words", "function", "speech", "newspaper", "number")
