"""The outlets of one sentence, and the words before them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from spacy.tokens import Doc

from ..attribution import Attribution
from ..cues import Cue
from ..outlets import OutletMention
from ..phrases import MARKS, PREPOSITIONS, STOPS
from ..records import Citation
from ..sentences import Sentence
from ..vocabulary import signals
from .links import FAR

_GOVERNING = PREPOSITIONS | signals("governing")
_EDITIONS = frozenset({"edition", "issue", "version"})  # "told the Lurian edition of the daily"


@dataclass(frozen=True)
class View:
    """One sentence with its attributions, its cues and its outlets."""

    doc: Doc
    sentence: Sentence
    attributions: list[Attribution]
    cues: list[Cue]

    @cached_property
    def words(self) -> set[str]:
        return {self.doc[i].lower_ for i in range(self.sentence.start, self.sentence.end)}

    @cached_property
    def text(self) -> str:
        return str(self.doc[self.sentence.start : self.sentence.end].text)

    @cached_property
    def mentions(self) -> list[OutletMention]:
        """The outlets of the sentence, but for those in somebody's words."""
        found = self.doc._.outlets.within(self.sentence.start, self.sentence.end)
        outside = [mention for mention in found if not self._in_words(mention)]
        return [
            mention
            for before, mention in pairwise([None, *outside])
            if mention and not (before and self._explains(before, mention))
        ]

    def _explains(self, outlet: OutletMention, other: OutletMention) -> bool:
        """Whether the other one is named in what explains an outlet: "KRN, a network that the
        state television broadcasts"."""
        words = [self.doc[i].lower_ for i in range(outlet.end, other.start)]
        sister = words[1:4] == ["the", "sister", "paper"]
        explained = sister or words[1:2] in (["a"], ["an"])
        return words[:1] in ([","], ["("]) and explained and words.count(",") <= 1

    def _in_words(self, mention: OutletMention) -> bool:
        """Whether it stands in quotation marks with more than itself: not on “Sunday Live”."""
        span = self.doc[mention.start : mention.end]
        quotation = self.doc._.quotations.at(span.start_char)
        if quotation is None:
            return False
        before = self.doc._.text[quotation.start : span.start_char]
        after = self.doc._.text[span.end_char : quotation.end]
        return before not in ("", "The ") or any(c.isalnum() for c in after)

    def citation(self, mention: OutletMention) -> Citation:
        span = self.doc[mention.start : mention.end]
        return Citation(mention.name, span.text, (span.start_char, span.end_char), mention.kind)

    def words_before(self, mention: OutletMention) -> tuple[list[str], str]:
        """The preposition or verb that governs the outlet, and up to eight words before that.

        Between may stand an article, an adjective, a possessor: "with Benua's propagandistic RTB".
        """
        doc, low = self.doc, self.sentence.start
        last = mention.start - 1 - (doc[mention.start - 1].text in MARKS)
        last -= doc[last].text == "("  # "aired by Luria Broadcasting (LBC)"
        for i in range(last, max(low, mention.start - FAR) - 1, -1):
            if doc[i].lower_ in _GOVERNING and doc[i - 1].lower_ not in _EDITIONS:
                return [doc[j].lower_ for j in range(max(low, i - 8), i)], doc[i].lower_
            if doc[i].text in STOPS - {"-"}:
                break
        return [], ""

    def leads(self, mention: OutletMention) -> bool:
        """ "In an interview with X, …" stands before everything in the sentence."""
        first = min(a.start for a in self.attributions)
        cue = min((self.doc[a.cue.start].idx for a in self.attributions if a.cue), default=first)
        return self.doc[mention.start].idx < min(first, cue)


@dataclass(frozen=True)
class OfView:
    """Rules that look at one sentence."""

    view: View

    @property
    def doc(self) -> Doc:
        return self.view.doc

    @property
    def sentence(self) -> Sentence:
        return self.view.sentence

    @property
    def attributions(self) -> list[Attribution]:
        return self.view.attributions
