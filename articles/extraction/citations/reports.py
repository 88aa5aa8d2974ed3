"""Outlets that report: the subjects of a cue, and who is behind what they report."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..attribution import Attribution
from ..contents import subject_of
from ..cues import Cue
from ..names import Entity
from ..outlets import OutletMention
from ..phrases import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    MARKS,
    PREPOSITIONS,
    Tokens,
    has_finite,
    is_possessive,
    past_citing,
    past_determiners,
    phrase_end,
    starts_phrase,
)
from ..speakers import Resolver
from .links import DOCUMENTS, FAR, NEXT, PUBLISHING, REPORTS, TELLING, Link, Links
from .view import OfView

_REFERRED = 100  # tokens from "it" to the outlet that is meant


@dataclass(frozen=True)
class Reports(OfView):
    """What the outlets of a sentence report. `relaying` are attributions of outlets behind which
    somebody else speaks, `cited` who is named behind one."""

    relaying: list[Attribution] = field(default_factory=list)
    cited: list[Entity] = field(default_factory=list)

    def reporting(self, mention: OutletMention) -> Cue | None:
        """The cue that the outlet is the subject of."""
        floor = self.sentence.start
        for cue in self.view.cues:
            if cue.lemma == "cite":
                continue
            if cue.kind == "quoting" and self._leads_to(mention, cue):
                return cue
            if (
                cue.kind == "quoted"
                and cue.quoted
                and cue.quoted[0] <= mention.start < cue.quoted[1]
            ):
                return cue
            if self.follows(mention, cue) or self._is_relative(mention, cue):
                return cue
            subject = self._with_publisher(subject_of(self.doc, cue, floor))
            floor = cue.end
            if subject and subject[0] <= mention.start < subject[1]:
                is_subject = self._is_subject(mention, subject)
                return cue if is_subject and not self._said_by_other(mention, cue) else None
        return None

    def _leads_to(self, mention: OutletMention, cue: Cue) -> bool:
        """ "The daily, meanwhile, quoted …", "the Kurant agency later quoted …" """
        between = [token.lower_ for token in self.doc[mention.end : cue.start]]
        idle = ADVERBS | AUXILIARIES | {",", "which", "meanwhile", "later", "earlier"}
        aside = between[:2] == [",", "which"] and between[-1] == "," and between.count(",") == 2
        led = mention.end <= cue.start and self.view.words_before(mention)[1] != "by"
        led = led and mention.named
        return led and (aside or all(word in idle for word in between))

    def _leading_to(self, cue: Cue) -> Tokens | None:
        """The outlet right before a cue: "the daily, cited" """
        before = self.doc._.outlets.within(max(self.sentence.start, cue.start - FAR), cue.start)
        return next(((m.start, m.end) for m in before if self._leads_to(m, cue)), None)

    def follows(self, mention: OutletMention, cue: Cue) -> bool:
        """ "…, police said, reports the daily." """
        doc = self.doc
        apart = cue.lemma == "report" and doc[cue.start - 1].text in MARKS | {","}
        return apart and past_determiners(doc, cue.end, mention.start) == mention.start

    def _is_relative(self, mention: OutletMention, cue: Cue) -> bool:
        """ "It was picked up by the daily, [which reported] that …" """
        if cue.start != mention.end + 2 or self.doc[mention.end : cue.start].text != ", which":
            return False
        return any(a.cue is cue for a in self.attributions)  # not "reported the story"

    def _said_by_other(self, mention: OutletMention, cue: Cue) -> bool:
        """Whether somebody before the outlet speaks: "Lund, writing in the Ledger, argued", "Lund
        told the Ledger, explaining"."""
        source = next((a.source for a in self.attributions if a.cue is cue), None)
        first = mention.start
        while first > self.sentence.start and self.doc[first - 1].lower_ in DETERMINERS:
            first -= 1
        leads = PREPOSITIONS | TELLING
        aside = first > self.sentence.start and self.doc[first - 1].lower_ in leads
        return aside and source is not None and source[1] < first

    def _with_publisher(self, subject: Tokens | None) -> Tokens | None:
        """ "a report" to "a report by the agency" """
        if subject is None or self.doc[subject[1] - 1].lower_ not in DOCUMENTS:
            return subject
        if subject[1] >= self.sentence.end or self.doc[subject[1]].lower_ not in PUBLISHING:
            return subject
        return subject[0], phrase_end(self.doc, subject[1] + 1, self.sentence.end)

    def _is_subject(self, mention: OutletMention, subject: tuple[int, int]) -> bool:
        """The outlet itself, not somebody of it: "an editor of the Mirror"."""
        start = subject[0]
        while start < mention.start and self.doc[start].lower_ in DETERMINERS:
            start += 1
        if self.doc[start].lower_ in DOCUMENTS:  # "according to a report by the agency"
            start = mention.start
        if is_possessive(self.doc, mention.start - 1):
            start = max(start, mention.start)  # "the army’s Kurant agency"
        after = self.doc[mention.end].lower_ if mention.end < subject[1] else ","
        return (start >= mention.start and after in (",", "(", "newspaper", "website", "and")) or (
            start >= mention.start and mention.end >= subject[1]
        )

    def reports(self, mention: OutletMention, cue: Cue, links: Links) -> None:
        own = next((a for a in self.attributions if a.cue is cue), None)
        if cue.kind in ("quoting", "quoted"):
            quoted = [a for a in self.attributions if a.cue is cue]
            for attribution in quoted:
                links.add(attribution, Link(REPORTS, mention.start, mention))
                if len(quoted) > 1 and attribution.covers(self.doc[mention.start].idx):
                    self.relaying.append(attribution)  # the outlet is no content
            return
        inner = [
            a for a in self.attributions if a is not own and self._behind(a, own, cue, mention)
        ]
        for attribution in inner:
            after = self.doc[cue.start].idx > attribution.end
            order = -mention.start if after else mention.start
            links.add(attribution, Link(REPORTS, order, mention))
        if own and inner and any(self._inside(a, own) for a in inner):
            self.relaying.append(own)
        elif own and own.source and self._quotes(mention, cue, own.source):
            links.add(own, Link(REPORTS, mention.start, mention))
        elif own and not inner:
            self._cites_somebody(mention, own, links)

    def _quotes(self, mention: OutletMention, cue: Cue, source: Tokens) -> bool:
        """ "The daily quoted Lund: “…”" """
        verb = self.doc[cue.start].lower_ in ("quoted", "quotes")
        return verb and mention.end <= cue.start < source[0]

    def _inside(self, inner: Attribution, outer: Attribution) -> bool:
        cue = self.doc[inner.cue.start].idx if inner.cue else inner.start
        return outer.start <= cue < outer.end or (
            inner.start < outer.end and outer.start < inner.end
        )

    def _behind(
        self, inner: Attribution, own: Attribution | None, cue: Cue, mention: OutletMention
    ) -> bool:
        """Whether the inner quote came through the report: it stands in its content, or the report
        comes after it with no content of its own."""
        if inner.source and inner.source[0] <= mention.start < inner.source[1]:
            return inner.cue is not None and inner.cue.kind == "quoting"
        if inner.cue is None:
            return False
        if inner.cue.kind == "quoting" and inner.cue.start > cue.start:
            subject = subject_of(self.doc, inner.cue, cue.end) or self._leading_to(inner.cue)
            if not subject or not self.doc._.outlets.within(*subject):
                return not subject
            return self._inside(inner, own) if own else subject[0] - cue.end <= NEXT
        if own is not None:
            said = self.doc[cue.start].idx  # "…, pointing out that it is full, the agency reported"
            trailing = inner.end < said and own.end < said and own.start < inner.start
            return trailing or (self._inside(inner, own) and not self._is_beside(inner, cue))
        if cue.kind == "according" and cue.start <= self.sentence.start + 1:
            return inner.cue.start > cue.start
        if inner.cue.start > cue.start:  # "Reuters, citing the daily, said police said …"
            between = self.doc[cue.end : inner.source[0] if inner.source else cue.end]
            joined = any(token.lower_ == "and" for token in between)
            near = inner.source is not None and 0 <= len(between) <= NEXT
            return near and not joined and not self._is_beside(inner, cue)
        return inner.cue.start < cue.start

    def _is_beside(self, inner: Attribution, cue: Cue) -> bool:
        """ "The agency reported the cuts and Lund said they were small": two reports."""
        if inner.cue is None or inner.cue.start < cue.end:
            return False
        words = self.doc[cue.end : inner.cue.start]
        joint = next((token.i for token in words if token.lower_ == "and"), cue.end)
        things = all(token.text.islower() for token in self.doc[cue.end : joint])
        return joint > cue.end and things and not has_finite(self.doc, cue.end, joint)

    def _cites_somebody(self, mention: OutletMention, own: Attribution, links: Links) -> None:
        """Reuters reported, citing the ministry: the ministry speaks, through Reuters."""
        doc = self.doc
        for i in range(self.sentence.start, self.sentence.end - 1):
            who = past_citing(doc, i)
            if who is None or own.covers(doc[i].idx) or self._quotes_at(i):
                continue
            end = self._past_source(who)
            further = past_citing(doc, end + (doc[end : end + 1].text == ","))
            if further and doc._.outlets.within(who, end):
                continue  # "citing the site, which in turn quoted an official"
            if starts_phrase(doc, who, self.sentence.end):
                own.source = (who, end)
                own.speaker = Resolver(doc).entity(*own.source)
                self.cited.extend([own.speaker] if own.speaker else [])
                links.add(own, Link(REPORTS, mention.start, mention))
            return

    def cited_by_it(self, own: Attribution, links: Links) -> None:
        """ "The agency reported it. [Citing police, it said] two men were held." """
        start = self.sentence.start
        if own.speaker is None or own.source is None or past_citing(self.doc, start) is None:
            return
        before = self.doc._.outlets.within(max(0, start - _REFERRED), start)
        outlet = next((m for m in reversed(before) if m.name == own.speaker.name), None)
        if outlet and self.doc[slice(*own.source)].text.lower() == "it":
            self._cites_somebody(outlet, own, links)

    def _past_source(self, start: int) -> int:
        """Where who is cited ends: "two people [close to the ministry]"."""
        doc, high = self.doc, self.sentence.end
        end = phrase_end(doc, start, high)
        goes_on = end + 2 < high and doc[end].lower_ in ("close", "familiar", "privy", "present")
        led = goes_on and doc[end + 1].lower_ in ("to", "with", "at")
        return phrase_end(doc, end + 2, high) if led else end

    def _quotes_at(self, i: int) -> bool:
        """Whether somebody is quoted there in his own words: "quoting him as saying"."""
        cues = (a.cue for a in self.attributions if a.cue)
        return any(cue.kind == "quoting" and cue.start == i for cue in cues)
