"""Names and titles: all the ways in which an article names somebody, and the one they mean.

`find_names` marks runs of capitalised words, splits titles off them and groups those that name the
same person or organisation.

mentions   what a name is, whom it means
runs       where a name begins and ends
titles     title and name
corrected  names as the whole article shows them
roles      what somebody is, by the words around
grouping   one entity for all names of the same
"""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from .corrected import (
    as_tagged,
    with_all_initials,
    with_people,
    with_surnames,
    without_neighbours,
    without_ranks,
)
from .grouping import group_names
from .mentions import (
    FUNCTION_WORDS,
    JOINS,
    ONCE,
    ORGANISATION,
    PEOPLE,
    RELATIONS,
    Entity,
    Mention,
    Names,
    bare,
    is_plain_opening,
    word_at,
)
from .roles import gender_in, is_owned, noun_before
from .runs import run_end
from .titles import split_run

__all__ = [
    "FUNCTION_WORDS",
    "JOINS",
    "ONCE",
    "ORGANISATION",
    "PEOPLE",
    "RELATIONS",
    "Entity",
    "Mention",
    "Names",
    "find_names",
    "gender_in",
    "is_owned",
    "is_plain_opening",
    "noun_before",
    "surnames",
    "word_at",
]

_SUM = re.compile(r"(?:SR|RM|Rs|US|KD|HK|AU|NT|KSh|Sh)[\d.,]+(?:bn|m)?")  # of money

if not Doc.has_extension("names"):
    Doc.set_extension("names", default=Names())
    Doc.set_extension("met_before", default=None)


@Language.factory("on_record_names")
def create_names(nlp: Language, name: str):
    """Writes `doc._.names`."""

    def component(doc: Doc) -> Doc:
        doc._.names = find_names(doc)
        return doc

    return component


def surnames(names: Names) -> dict[str, Entity]:
    """Whom a bare surname means after this piece of a text; of two the one named last."""
    return {
        bare(entity.name).split()[-1]: entity
        for entity in names.entities.values()
        if entity.kind == "person" and " " in entity.name
    }


def find_names(doc: Doc) -> Names:
    """All names of a doc, each with its entity. Needs `doc._.outlets` and, if an encoder has read
    the doc, `doc._.entity_shares`."""
    names = Names()
    runs: list[tuple[int, int]] = []
    i = 0
    while i < len(doc):
        end = run_end(doc, i)
        if end > i:
            names.mentions.extend(split_run(doc, i, end))
            runs.append((i, end))
        i = max(end, i + 1)
    names.mentions = [m for m in names.mentions if not _SUM.fullmatch(" ".join(m.words))]
    names.mentions = without_ranks(doc, with_all_initials(doc, names.mentions))
    names.mentions = with_people(doc, names.mentions)
    names.mentions = as_tagged(doc, without_neighbours(doc, names.mentions))
    names.mentions = with_surnames(doc, names.mentions, runs)
    names.index()
    group_names(doc, names)
    return names
