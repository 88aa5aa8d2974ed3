"""Citation chains: through which outlets a quote came, nearest to the reader first.

An outlet near a quote takes one of these parts, from the reader inwards:

    REPORTS   “…,” X said, the agency reported.  The agency cited X as saying …  (outermost)
    RELAYS    …, in a post quoted by the daily.  …, relayed by the agency
    CITED     Reuters, citing state media, said …
    HEARS     X told the paper.  In an interview with the channel, X said …  X wrote on Instagram

With nobody behind it an outlet that reports is the speaker. What is heard in an interview goes on
through the following quotes of the same speaker, until that speaker is met elsewhere.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from ..attribution import Attribution
from ..cues import Cue
from .chains import Chains
from .reader import Reader
from .view import View


@Language.factory("on_record_citations")
def create_citations(nlp: Language, name: str):
    """Gives every attribution its `links`; drops outlets that only relay; corrects speakers."""

    def component(doc: Doc) -> Doc:
        doc._.attributions = cite(doc)
        return doc

    return component


def cite(doc: Doc) -> list[Attribution]:
    by_sentence: dict[int, list[Attribution]] = {}
    for attribution in doc._.attributions:
        by_sentence.setdefault(attribution.sentence.start, []).append(attribution)
    cues: dict[int, list[Cue]] = {}
    for cue in doc._.cues:
        cues.setdefault(cue.sentence.start, []).append(cue)
    reader = Reader(doc)
    for sentence in doc._.sentences:
        own = by_sentence.get(sentence.start, [])
        reader.read(Chains(View(doc, sentence, own, cues.get(sentence.start, []))))
    return reader.kept
