"""The list of outlets that ships with extraction can be trusted by whoever loads it."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from articles.extraction import records

OUTLETS = Path(records.__file__).parent / "lexicon" / "outlets.csv"
COLUMNS = ["name", "kind", "country", "website", "aliases"]


@pytest.fixture(scope="module")
def outlets():
    with OUTLETS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def names_of(outlet):
    return [outlet["name"], *filter(None, outlet["aliases"].split(";"))]


def test_it_has_its_columns_in_every_row(outlets):
    assert len(outlets) >= 450
    assert all(list(outlet) == COLUMNS for outlet in outlets)
    assert all(isinstance(cell, str) for outlet in outlets for cell in outlet.values())


def test_its_kinds_are_known_and_all_in_use(outlets):
    assert {outlet["kind"] for outlet in outlets} == set(records.OUTLET_KINDS)


def test_countries_have_two_capital_letters_or_none(outlets):
    wrong = [o for o in outlets if not re.fullmatch(r"([A-Z]{2})?", o["country"])]
    assert wrong == []


def test_websites_are_bare_hosts(outlets):
    wrong = [o for o in outlets if not re.fullmatch(r"([a-z0-9-]+(\.[a-z0-9-]+)+)?", o["website"])]
    assert wrong == []


def test_no_name_or_alias_comes_twice(outlets):
    names = [name for outlet in outlets for name in names_of(outlet)]
    assert len(names) == len(set(names))
    seen = Counter(name for o in outlets for name in {name.casefold() for name in names_of(o)})
    assert [name for name, times in seen.items() if times > 1] == []


def test_names_are_trimmed_and_longer_than_one_letter(outlets):
    names = [name for outlet in outlets for name in names_of(outlet)]
    assert [name for name in names if name != name.strip() or len(name) < 2] == []


@pytest.mark.parametrize(
    "word", ["X", "Time", "Sun", "Metro", "Post", "Times", "MENA", "SPA", "ANA", "Vice", "People"]
)
def test_a_word_that_means_other_things_is_no_outlet(outlets, word):
    assert word not in {name for outlet in outlets for name in names_of(outlet)}


@pytest.mark.parametrize(
    ("written", "name", "kind"),
    [
        ("Xinhua News Agency", "Xinhua", "agency"),
        ("RIA", "RIA Novosti", "agency"),
        ("AFP", "Agence France-Presse", "agency"),
        ("BBC World Service", "BBC", "broadcaster"),
        ("New York Times", "New York Times", "newspaper"),
        ("People’s Daily", "People's Daily", "state media"),
        ("Weibo", "Weibo", "social platform"),
        ("Efe", "EFE", "agency"),
        ("Japan Broadcasting Corp.", "NHK", "broadcaster"),
    ],
)
def test_well_known_outlets_are_found_by_what_people_write(outlets, written, name, kind):
    found = [outlet for outlet in outlets if written in names_of(outlet)]
    assert [(outlet["name"], outlet["kind"]) for outlet in found] == [(name, kind)]
