"""The turns of a transcript as attributions: whose they are is resolved as for any source."""

from __future__ import annotations

from bisect import bisect_right

from spacy.language import Language
from spacy.tokens import Doc

from .attribution import Attribution
from .phrases import Tokens
from .records import Span


@Language.factory("on_record_transcripts")
def create_transcripts(nlp: Language, name: str):
    """Adds the turns that the quotations step wrote to `doc._.attributions`, in reading order."""

    def component(doc: Doc) -> Doc:
        if doc._.turns:
            doc._.attributions = with_turns(doc)
        return doc

    return component


def _tokens(doc: Doc, span: Span) -> Tokens | None:
    found = doc.char_span(span[0], span[1], alignment_mode="expand")
    return (found.start, found.end) if found is not None else None


def with_turns(doc: Doc) -> list[Attribution]:
    """What was found between the turns, and the turns."""
    sentences = doc._.sentences
    found: list[Attribution] = []
    spoken: set[int] = set()
    position = 0
    last: Attribution | None = None
    for turn in doc._.turns:
        start = turn.label[0] if turn.label else turn.words[0][0]
        while position + 1 < len(sentences) and doc[sentences[position + 1].start].idx <= start:
            position += 1
        if position >= len(sentences) or doc[sentences[position].start].idx > start:
            continue  # a headline
        sentence = sentences[position]
        source = _tokens(doc, turn.label) if turn.label else None
        if source is None and last is None:
            continue
        attribution = Attribution(
            sentence,
            list(turn.words),
            None,
            source,
            "turn",
            carried=None if source else last,
        )
        spoken.add(sentence.start)
        last = attribution if source else last
        found.append(attribution)
    words = [span for turn in doc._.turns for span in turn.words]
    between = [
        a
        for a in doc._.attributions
        if a.sentence.start not in spoken and not _is_spoken(a.content[0][0], words)
    ]
    return sorted([*between, *found], key=lambda a: a.start)


def _is_spoken(place: int, spans: list[Span]) -> bool:
    """Whether a character stands within the words of the turns."""
    at = bisect_right(spans, place, key=lambda span: span[0]) - 1
    return at >= 0 and place < spans[at][1]
