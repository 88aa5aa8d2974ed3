"""The lexicon's data files, read once, as sets and tables that every step can ask."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("lexicon")


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one data file; none when the file is missing."""
    path = FOLDER / f"{name}.csv"
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


@cache
def words(name: str, *classes: str) -> frozenset[str]:
    """All words of these classes in a file with the columns `class` and `words`."""
    return frozenset(
        word for row in rows(name) if row["class"] in classes for word in row["words"].split()
    )


def grammar(*classes: str) -> frozenset[str]:
    """Function words of these classes, lower case."""
    return words("function_words", *classes)


def roles(*classes: str) -> frozenset[str]:
    """Words for what people and organisations are, lower case."""
    return words("roles", *classes)


def signals(name: str) -> frozenset[str]:
    """Words around a cue or an outlet that decide one question, named after it; lower case."""
    return words("signals", name)


PERSON_ROLE_CLASSES = ("honorific", "rank", "office", "occupation")


@cache
def genders() -> dict[str, str]:
    """Given names, lower case, whose bearers are mostly "male" or mostly "female"."""
    return {name: row["gender"] for row in rows("given_names") for name in row["names"].split()}


def gender_of(given_name: str) -> str | None:
    """By the list, accents aside."""
    folded = unicodedata.normalize("NFKD", given_name.lower())
    return genders().get("".join(c for c in folded if not unicodedata.combining(c)))


@cache
def places() -> frozenset[str]:
    """Countries and the cities that news uses for their governments, lower case."""
    found = set()
    for row in rows("places"):
        found.update([row["country"], *row["cities"].split()])
    return frozenset(place.replace("_", " ").lower() for place in found)


@cache
def nationalities() -> frozenset[str]:
    """Adjectives of countries, lower case."""
    found = {word for row in rows("places") for word in row["adjectives"].split()}
    return frozenset(word.replace("_", " ").lower() for word in found)


@dataclass(frozen=True)
class Verb:
    """One form of a reporting verb. `form` is "base", "s", "past", "participle" or "ing"."""

    lemma: str
    form: str
    frames: frozenset[str]


@cache
def reporting_verbs() -> dict[str, Verb]:
    """Every form of every reporting verb, lower case."""
    table: dict[str, Verb] = {}
    for row in rows("reporting_verbs"):
        frames = frozenset(row["frames"].split())
        for form, word in _forms(row["verb"], row["forms"].split()):
            table.setdefault(word, Verb(row["verb"], form, frames))
    return table


def _forms(verb: str, irregular: list[str]) -> list[tuple[str, str]]:
    """`irregular`: third person, past, past participle, gerund; or, with no participle, three."""
    if irregular:
        finite = zip(("s", "past", "participle"), irregular[:-1], strict=False)
        return [("base", verb), *finite, ("ing", irregular[-1])]
    if verb.endswith("y") and verb[-2] not in "aeou":
        third, past = f"{verb[:-1]}ies", f"{verb[:-1]}ied"
    elif verb.endswith(("s", "sh", "ch", "x")):
        third, past = f"{verb}es", f"{verb}ed"
    else:
        third, past = f"{verb}s", f"{verb.removesuffix('e')}ed"
    gerund = f"{verb.removesuffix('e') if not verb.endswith('ee') else verb}ing"
    return [("base", verb), ("s", third), ("past", past), ("ing", gerund)]


@dataclass(frozen=True)
class Outlet:
    """A row of the list of outlets."""

    name: str
    kind: str


@cache
def outlets() -> dict[tuple[str, ...], Outlet]:
    """Names and aliases, split into words as written, to their outlet."""
    table: dict[tuple[str, ...], Outlet] = {}
    for row in rows("outlets"):
        outlet = Outlet(row["name"], row["kind"])
        for name in [row["name"], *filter(None, row["aliases"].split(";"))]:
            table.setdefault(tuple(name.replace("’", "'").removeprefix("The ").split()), outlet)
    return table
