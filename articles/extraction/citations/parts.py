"""Which part an outlet takes that is no subject, and whose words came through it."""

from __future__ import annotations

from ..attribution import Attribution
from ..outlets import REACHING, OutletMention, airs, is_said
from ..phrases import (
    CITING_VERBS,
    DAYS,
    MARKS,
    MONTHS,
    PERIODS,
    is_possessive,
    past_citing,
    reports,
)
from ..vocabulary import signals
from .links import (
    CITED,
    DOCUMENTS,
    FAR,
    HEARS,
    HOSTS,
    INTERVIEWS,
    NEXT,
    PUBLISHED,
    PUBLISHING,
    RELAYS,
    REPORTS,
    TELLING,
    TEXTS,
    WRITERS,
)
from .view import OfView

_RELAYING = signals("relaying")
_HEARING = signals("hearing")
_INTERVIEWING = PUBLISHED | REACHING | {"asked", "conducted", "hosted"}
_WRITING = frozenset({"writes", "wrote", "reports", "reported"})  # … for the daily
_SAID_ON = signals("said_on")
_REACTIONS = signals("reactions")  # of the public, "to outrage on social media"
_CONFIRMED = frozenset({"confirmed", "confirms", "confirming", "revealed", "disclosed"})
_SENT = frozenset({"sent", "emailed", "issued", "given", "provided"})
_ANSWERS = frozenset({"response", "reply", "responding", "replying", "answer", "answering"})
_QUESTIONS = frozenset({"question", "questions", "query", "queries", "request", "inquiry"})
_STORIES = frozenset({"report", "reports", "story", "article", "investigation", "claim"})
_MEMBERS = frozenset({"leader", "leaders", "members", "workers", "supporters", "candidates"})
_OWNERS = frozenset({"founder", "co", "owner", "chief", "ceo", "boss", "executive", "executives"})
_ASKING = WRITERS | {"producer", "anchor"}
_SHOWS = frozenset({"panel", "show", "programme", "program", "podcast", "broadcast"})
_READ = frozenset({"newspaper", "magazine", "agency", "social platform"})  # not aired
_DATES = DAYS | MONTHS | PERIODS | {"this", "last", "on", "in", "late", "earlier"}
_ENDING = frozenset({".", ",", ":", "that", "on", "last", "this", "”", '"'})  # no "Herald survey"
_OBJECTS = frozenset({"this", "it", "that", "known"})  # "made this known to the daily"


class Parts(OfView):
    """The parts of a sentence's outlets but for those that report."""

    def part(self, mention: OutletMention) -> int | None:
        """The part of an outlet that is no subject, by the words before and after it."""
        if any(a.hearer and a.hearer[0] <= mention.start < a.hearer[1] for a in self.attributions):
            return HEARS
        if self._followed_by_citing(mention):
            return REPORTS
        if self._names_an_interview(mention) or self._names_its_user(mention):
            return HEARS
        if self._of_a_party(mention):
            return None
        before, preposition = self.view.words_before(mention)
        if preposition in ("citing", "quoting", "quoted", "cited"):
            return CITED if mention.named or mention.kind != "social platform" else None
        if preposition in TELLING:
            return HEARS
        if (before[-1:], preposition) in ((["according"], "to"), (["as"], "per")):
            return REPORTS
        if "per" in before[-4:] and before[-1] in DOCUMENTS and preposition in PUBLISHING:
            return REPORTS
        if preposition in PUBLISHING and before[-1:] == ["report"] and "in" in before[-4:]:
            return REPORTS  # "In a report by the agency, police said"
        if self._publishes_what_another_heard(before, preposition):
            return REPORTS
        while preposition == "by" and before and before[-1] in _DATES:  # "published this week by"
            before.pop()
        if before[-1:] == [","] and "," in before[:-1]:  # "said, laughing, to the daily"
            del before[-2 - before[-2::-1].index(",") :]
        if before[-2:] in (["by", "phone"], ["by", "telephone"], ["by", "email"]):
            del before[-2:]  # "reached by phone by the daily"
        near, nearest = _HEARING.intersection(before[-6:]), set(before[-2:])
        if preposition in ("from", "by", "to") and self._answers(mention, before):
            return HEARS
        if preposition == "by" and (nearest & _RELAYING or before[-2:] == ["as", "saying"]):
            return RELAYS
        if preposition == "by" and nearest & _INTERVIEWING:
            return HEARS
        if preposition in ("in", "on") and (near or nearest & PUBLISHED):
            return HEARS
        if preposition == "to" and nearest & (PUBLISHED | _SENT):
            return HEARS  # "in a memo leaked to the daily"
        if preposition == "per" and not before:
            return REPORTS
        if preposition == "in" and not before and mention.named and self._opens(mention):
            return HEARS  # "In the daily, Lund writes"
        if mention.kind == "social platform" and _REACTIONS.intersection(before[-2:]):
            return None
        if mention.kind == "social platform" and preposition in (
            "on",
            "via",
            "in",
            "to",
            "through",
        ):
            return HEARS
        if preposition == "via" and mention.named:
            return HEARS
        if preposition == "in" and before[-1:] == ["quoted"]:
            return HEARS  # "Quoted in the daily, Lund said"
        if preposition in ("with", "to", "for", "via", "through", "of") and near:
            return HEARS
        if preposition == "over" and before[-1:] == ["interview"]:
            return HEARS
        if preposition == "to" and before[-2:] == ["opened", "up"]:
            return HEARS
        if preposition == "of" and before[-3:] == ["on", "the", "air"]:
            return HEARS
        if preposition == "to" and mention.named and not _CONFIRMED.isdisjoint(before[-5:]):
            return HEARS  # "confirmed the deal to the daily"
        told = [word for word in before[-2:] if word not in _OBJECTS]
        if preposition in ("to", "with") and told and is_said(told[-1]):
            return HEARS  # "explained to the daily", "disclosed this to the daily"
        if preposition in ("in", "to") and self._after_source(mention):
            return HEARS  # "explains Ada Lund in the daily"
        if preposition == "for" and _WRITING.intersection(before[-6:]):
            return HEARS
        if preposition == "in" and mention.kind in ("newspaper", "magazine") and before:
            after = self.doc[mention.end : mention.end + 1].text
            if is_said(before[-1]) and after in _ENDING:
                return HEARS  # "as Lund says in the daily"
        if preposition == "on" and not before and self._opens(mention):
            return HEARS  # "On KTB on Monday, Lund said"
        if preposition == "on" and mention.kind not in _READ:
            return HEARS if self._is_said_on(mention, before) else None
        return None

    def _publishes_what_another_heard(self, before: list[str], preposition: str) -> bool:
        """ "Lund told the channel, according to a translation published by the daily" """
        published = preposition in PUBLISHING and bool(PUBLISHED.intersection(before[-1:]))
        at = before.index("according") if "according" in before else len(before)
        return published and not TEXTS.isdisjoint(before[at:])

    def _is_said_on(self, mention: OutletMention, before: list[str]) -> bool:
        """ "hit back on KRN", "called it a farce on KRN’s Mill Hour programme" """
        doc, end = self.doc, mention.end
        after = {token.lower_ for token in doc[end : min(end + FAR, self.sentence.end)]}
        shown = is_possessive(doc, min(end, len(doc) - 1)) and not _SHOWS.isdisjoint(after)
        if airs(doc, end) or shown or not HOSTS.isdisjoint(after):
            return True
        answered = before[-1:] == ["back"] or "reacting" in before
        said = not _SAID_ON.isdisjoint(before[-6:]) or any(map(reports, before[-3:]))
        return answered or said

    def relays_another(self, mention: OutletMention) -> bool:
        """ "KRN, monitored by [the agency], quoted …" """
        low = max(self.sentence.start, mention.start - FAR)
        ends = {other.end for other in self.doc._.outlets.within(low, mention.start)}
        near = range(max(low, mention.start - NEXT), mention.start)
        return any(self.doc[i].text == "," and i in ends for i in near)

    def _answers(self, mention: OutletMention, before: list[str]) -> bool:
        """ "in an emailed response to questions from the daily"; not to "the daily's report"."""
        after = {token.lower_ for token in self.doc[mention.end : mention.end + 3]}
        asked = before[-1:] in (["response"], ["reply"]) or bool(_QUESTIONS & set(before[-2:]))
        return asked and bool(_ANSWERS & set(before)) and after.isdisjoint(_STORIES)

    def _opens(self, mention: OutletMention) -> bool:
        """Whether an outlet, not what is its own, stands before everything in the sentence."""
        owns = is_possessive(self.doc, min(mention.end, len(self.doc) - 1))
        return bool(self.attributions) and self.view.leads(mention) and not owns

    def _after_source(self, mention: OutletMention) -> bool:
        """Whether who speaks stands right before the preposition of an outlet."""
        low = max(self.sentence.start, mention.start - NEXT)
        prepositions = (i for i in range(mention.start - 1, low - 1, -1) if self._governs(i))
        at = next(prepositions, None)
        inverted = (a for a in self.attributions if a.cue and a.source and a.cue.end <= a.source[0])
        return at is not None and any(a.source and a.source[1] == at for a in inverted)

    def _governs(self, i: int) -> bool:
        return self.doc[i].lower_ in ("in", "to")

    def _of_a_party(self, mention: OutletMention) -> bool:
        """ "a question about DSK leaders": initials of an outlet may be another body's too; and
        "the Facebook founder"."""
        after = self.doc[mention.end].lower_ if mention.end < len(self.doc) else ""
        return after in _OWNERS or (mention.name.isupper() and after in _MEMBERS)

    def _names_an_interview(self, mention: OutletMention) -> bool:
        """ "In a Mirror interview" """
        doc = self.doc
        return (
            mention.end < self.sentence.end
            and doc[mention.end].lower_ in INTERVIEWS | _SHOWS
            and any(
                doc[i].lower_ in ("in", "on", "during")
                for i in range(max(0, mention.start - 3), mention.start)
            )
        )

    def _names_its_user(self, mention: OutletMention) -> bool:
        """ "One Twitter user pointed out …" """
        return (
            mention.kind == "social platform"
            and mention.end < self.sentence.end
            and self.doc[mention.end].lower_ in ("user", "users")
        )

    def _followed_by_citing(self, mention: OutletMention) -> bool:
        doc, end = self.doc, mention.end
        after = end + (doc[end : end + 1].text == ",")
        if past_citing(doc, after) is not None:
            return True
        rest = doc[end : self.sentence.end].text.lower()
        verb = rest.partition(" ")[0]
        cited = verb in CITING_VERBS and ", who " in rest
        return cited or (verb in PUBLISHED and " in which " in rest)

    def concerns(self, mention: OutletMention, attribution: Attribution, part: int) -> bool:
        start = self.doc[mention.start].idx
        if attribution.covers(start):
            return part == HEARS and self._is_beside_what_is_said(mention, attribution)
        if attribution.hearer and attribution.hearer[0] <= mention.start < attribution.hearer[1]:
            return True
        if part == HEARS and mention.kind == "social platform" and self._hears(attribution):
            return False  # "After he mocked her on Twitter, Lund told the daily …"
        if attribution.source and attribution.source[0] <= mention.start < attribution.source[1]:
            return part in (RELAYS, HEARS)  # "residents quoted by the agency"
        if part == HEARS:
            leads = self.view.leads(mention) or self._asked_by(mention)
            return leads or self._nearest_to(mention) is attribution
        return not (part == RELAYS and self._is_other_clause(mention, attribution))

    def _is_beside_what_is_said(self, mention: OutletMention, attribution: Attribution) -> bool:
        """ "called it “a gift” [on Twitter]", "urged him to go [in a post on X]": the platform
        belongs to the cue, though the content may go on over it."""
        doc, at = self.doc, mention.start
        low = max(self.sentence.start, at - NEXT)
        after_words = doc[at - 1].lower_ == "on" and doc[at - 2].text in MARKS
        posted = doc[low:at].text.lower().endswith((" post on", "message on"))
        if mention.kind != "social platform" or not (after_words or posted):
            return False
        tail = doc._.text[doc[mention.end - 1].idx + len(doc[mention.end - 1]) : attribution.end]
        return not any(c.isalnum() for c in tail)

    def _asked_by(self, mention: OutletMention) -> bool:
        """ "Asked by a Kurant reporter whether it was late, Lund said" """
        words = [token.lower_ for token in self.doc[max(0, mention.start - NEXT) : mention.start]]
        by = "by" in words and words[words.index("by") - 1] in ("asked", "questioned", "pressed")
        after = self.doc[mention.end : mention.end + 1].text.lower()
        return by and after in _ASKING

    def _is_other_clause(self, mention: OutletMention, attribution: Attribution) -> bool:
        """ "The report was carried by the agency, but [a spokesman denied] it" """
        start = attribution.source[0] if attribution.source else mention.start
        between = self.doc[mention.end : max(start, mention.end)]
        return any(token.lower_ in ("but", "while", "although") for token in between)

    def _hears(self, attribution: Attribution) -> bool:
        """Whether what is quoted was told an outlet."""
        hearer = attribution.hearer
        return hearer is not None and bool(self.doc._.outlets.within(*hearer))

    def _nearest_to(self, mention: OutletMention) -> Attribution | None:
        at = self.doc[mention.start].idx
        outside = [a for a in self.attributions if a.cue and not a.covers(at)]
        before = [a for a in outside if a.cue and a.cue.start < mention.start]
        return before[-1] if before else next(iter(outside), None)
