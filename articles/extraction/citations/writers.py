"""Who writes for an outlet, and who tweets."""

from __future__ import annotations

from ..attribution import Attribution
from ..cues import Cue
from ..outlets import OutletMention
from ..phrases import Tokens, is_possessive
from ..vocabulary import signals
from .links import HEARS, NEXT, WRITERS, Link, Links
from .view import OfView

_TWEETING = signals("tweeting")
_TWEETS = frozenset({"tweet", "tweets"})
_TWEETED = 6  # tokens: "in a since-deleted tweet"
_COLUMNISTS = frozenset({"columnist", "commentator", "editorialist", "blogger"})
_COLUMNS = frozenset({"write", "argue", "report", "note", "suggest", "conclude", "observe"})


class Writers(OfView):
    """Outlets that are named by who speaks or how."""

    def tweeted(self, attribution: Attribution, links: Links) -> None:
        """The verb names the platform, or what was published there: "in a tweet"."""
        cue = attribution.cue
        if cue is None or any(link.part == HEARS for link in links.of(attribution)):
            return
        named = cue.start if self.doc[cue.start].lower_ in _TWEETING else self._tweet(attribution)
        if named is not None:
            mention = OutletMention(named, named + 1, "Twitter", "social platform")
            links.add(attribution, Link(HEARS, named, mention))

    def written(self, attribution: Attribution, links: Links) -> None:
        """Whose columnist speaks: "Ledger columnist Ada Lund asks", "the Ledger's editor wrote"."""
        source, cue = attribution.source, attribution.cue
        if source is None or cue is None or links.of(attribution):
            return
        for mention in self.doc._.outlets.within(source[0], max(source[1], cue.start)):
            if mention.named and self._writes_for(mention, source, cue):
                links.add(attribution, Link(HEARS, mention.start, mention))
                return

    def _writes_for(self, mention: OutletMention, source: Tokens, cue: Cue) -> bool:
        """Whether a source names the outlet that somebody writes for: "the Ledger's editor", "the
        Ledger's Ada Lund", "a critic for the Ledger"."""
        doc, end = self.doc, mention.end
        writing = cue.lemma in _COLUMNS
        writers = _COLUMNISTS | (WRITERS if cue.lemma == "write" else set())
        owned = end < source[1] and is_possessive(doc, end)
        after = end + owned
        if after < source[1] and (doc[after].lower_ in writers or (owned and writing)):
            return doc[after].lower_ in writers or bool(doc._.names.people_in(after, source[1]))
        low = max(source[0], mention.start - NEXT)
        before = {doc[i].lower_ for i in range(low, mention.start)}
        return bool(before & writers and before & {"of", "at", "for", "with", "in"})

    def _tweet(self, attribution: Attribution) -> int | None:
        """Where "tweet" stands in "In one tweet, Lund said", "Lund wrote in a tweet", "sent out
        tweets saying"."""
        doc, cue = self.doc, attribution.cue
        assert cue
        for i in range(self.sentence.start + 1, self.sentence.end):
            if doc[i].lower_ not in _TWEETS or attribution.covers(doc[i].idx):
                continue
            before = {doc[j].lower_ for j in range(max(self.sentence.start, i - _TWEETED), i)}
            speaks = attribution.source is not None and i in range(*attribution.source)
            if i + 1 == cue.start or before & {"in", "via"} or speaks:
                return i
        return None
