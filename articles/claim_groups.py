"""Which claims are one: made in the same words and numbers, by whomever and in whichever article.

A claim's group is a number that follows from its words, so that it needs no table, no search when
articles are taken in, and is the same in every process and database. Articles ("the", "a") and
"that" do not count; a currency, a sign and "%" do. Words that only the speaker gives a meaning ("we
lost 41 boats") make a claim one with those of the same claimant alone, and words that only the day
gives a meaning ("41 boats were lost yesterday") with no other; so do very few words.

>>> here, there = (1, 0, 23), (2, 5, 25)
>>> group_of("The fleet lost 41 boats", 7, here) == group_of("fleet lost 41 boats.", 8, there)
True
>>> group_of("We have lost 41 boats", 7, here) == group_of("We have lost 41 boats", 8, there)
False
"""

from __future__ import annotations

import hashlib
import re
import secrets

from .text import words

FEWEST_WORDS = 4
_EMPTY = frozenset({"a", "an", "the", "that"})
_FIGURE = re.compile(r"(?<!\w)[-−]?[€$£¥₹₽]?\d+(?:[.,]\d+)*\s?[%‰°€$£¥₹₽]?")
_OF_SPEAKER = frozenset(
    words(
        "i me my mine we us our ours you your yours he him his she her hers it its they them their "
        "theirs this these those such here there same other others both"
    )
)
_OF_DAY = frozenset(
    words(
        "today yesterday tomorrow tonight now currently recently ago last next monday tuesday "
        "wednesday thursday friday saturday sunday"
    )
)
Place = tuple[int, int, int]  # article, start, end


def group_of(text: str, claimant: int | None, place: Place) -> int:
    """The number of the group that a claim belongs to: those that are one claim share it."""
    said = [word for word in words(text) if word not in _EMPTY]
    has = frozenset(said)
    if len(said) < FEWEST_WORDS or has & _OF_DAY:
        return alone(place)
    if has & _OF_SPEAKER:
        return alone(place) if claimant is None else _number(said, _figures(text), claimant)
    return _number(said, _figures(text), None)


def alone(place: Place) -> int:
    """The number of a claim that is one with no other, from where it stands."""
    return _number(place)


def another() -> int:
    """A number that no group has, for a claim whose words and place are not known yet."""
    return secrets.randbits(63)


def _figures(text: str) -> list[str]:
    return [re.sub(r"\s", "", figure).replace("−", "-") for figure in _FIGURE.findall(text)]


def _number(*parts: object) -> int:
    """63 bits, which any database holds in an integer."""
    digest = hashlib.blake2b(repr(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
