"""Who is meant by the words beside a cue: "Lund", "she", "the minister", "an official".

`Resolver` goes through the attributions in reading order and gives each source its entity. It asks

nouns         what a phrase without a name says: its head, its kind
heads         which of the names in a phrase it is about
scene         who is in view, who spoke last, who goes by a description
offices       who holds an office: "the mayor", "the foreign minister", "his wife"
bodies        which organisation is meant: "the company", "the ministry"
descriptions  whom all other descriptions mean
pairs         who speaks as one: "Lund and Ek", "the two"
writings      whose a report, poll or statement is
labels        who the labels of a transcript are
"""

from spacy.language import Language
from spacy.tokens import Doc

from .resolver import Resolver

__all__ = ["Resolver"]


@Language.factory("on_record_speakers")
def create_speakers(nlp: Language, name: str):
    """Gives every attribution its `speaker`."""

    def component(doc: Doc) -> Doc:
        Resolver(doc).resolve_all(doc._.attributions)
        return doc

    return component
