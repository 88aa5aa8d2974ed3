"""The chains of one sentence."""

from __future__ import annotations

from functools import cached_property

from ..attribution import Attribution
from ..outlets import OutletMention
from .links import HEARS, INTERVIEWS, PUBLISHED, RELAYS, REPORTS, Link, Links, unique
from .parts import Parts
from .reports import Reports
from .told import Told
from .view import OfView
from .writers import Writers


class Chains(OfView):
    """The attributions of one sentence and the outlets that they came through."""

    @cached_property
    def parts(self) -> Parts:
        return Parts(self.view)

    @cached_property
    def reports(self) -> Reports:
        return Reports(self.view)

    @cached_property
    def told(self) -> Told:
        return Told(self.view, self.parts, self.reports)

    def read(self) -> list[Attribution]:
        links, writers = Links(self.attributions), Writers(self.view)
        for mention in self.view.mentions:
            self._place(mention, links)
        for attribution in self.attributions:
            writers.tweeted(attribution, links)
            writers.written(attribution, links)
            self.reports.cited_by_it(attribution, links)
        kept = [a for a in self.attributions if a not in self.reports.relaying]
        for attribution in kept:
            found = sorted(links.of(attribution), key=lambda link: (link.part, link.order))
            chain = unique([self.view.citation(link.mention) for link in found])
            speaker = attribution.speaker.name if attribution.speaker else ""
            attribution.links = [citation for citation in chain if citation.name != speaker]
            hears = [link for link in found if link.part == HEARS]
            if hears:
                attribution.passage = self._kind_of_passage(hears)
            elif found:
                attribution.passage = "report"
        return kept

    def _kind_of_passage(self, hears: list[Link]) -> str:
        if all(link.mention.kind == "social platform" for link in hears):
            return "social"
        before, preposition = self.view.words_before(hears[0].mention)
        published = preposition in ("in", "by") and bool(PUBLISHED.intersection(before[-2:]))
        published |= "review" in before
        interviewed = INTERVIEWS.intersection(before) or not published
        return "interview" if interviewed else "article"

    def _place(self, mention: OutletMention, links: Links) -> None:
        """Find the part of one outlet and the quotes that came through it."""
        if cue := self.reports.reporting(mention):
            self.reports.reports(mention, cue, links)
            return
        part = self.parts.part(mention)
        if part is None:
            return
        for attribution in self.attributions:
            if self.parts.concerns(mention, attribution, part):
                order = -mention.start if part == RELAYS else mention.start
                outer = part == RELAYS and self.parts.relays_another(mention)
                links.add(attribution, Link(REPORTS if outer else part, order, mention))
