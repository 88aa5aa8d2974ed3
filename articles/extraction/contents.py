"""For each cue its content and its source, from what stands left and right of it.

    preposed    Ada Lund told reporters on Monday that [the bridge was safe].
    postposed   [The bridge is safe], Ada Lund said on Monday.
    inverted    “[The bridge is safe],” said Ada Lund, the mayor.
    broken      “[The bridge],” she said, “[is safe].”

A sentence with several cues is first cut where the clause of the next one begins.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from .attribution import Attribution
from .cues import Cue
from .documents import DOCUMENTS, issuer_before
from .phrases import (
    ADVERBS,
    BE,
    CLAUSE_OPENERS,
    CONJUNCTIONS,
    DASHES,
    DAYS,
    DETERMINERS,
    LONGEST_TITLE,
    MARKS,
    PREPOSITIONS,
    RELATIVES,
    SUBJECT_PRONOUNS,
    Tokens,
    has_finite,
    is_adjunct,
    is_capital,
    is_finite,
    is_title,
    past_apposition,
    past_citing,
    past_space,
    phrase_end,
    skip_back_over_verb_group,
    small,
    starts_phrase,
    subject_before,
    within_brackets,
)
from .quotation import Quotation
from .records import Span
from .sentences import Sentence
from .vocabulary import grammar, roles, signals, words

_QUESTION_WORDS = signals("question_words")
_SPEECH_MARKS = ",.?!…–—-"
_FEW = 3
_LONGEST_ASIDE = 25
_NEAR_CALL = 6  # tokens
CALLS = frozenset({"call", "calls", "demand", "demands", "appeal", "appeals", "plea", "pleas"})
_LONGEST_SIGNATURE = 8  # tokens
_NO_CONTENT = signals("no_content")
_WHENS = frozenset({"after", "before", "as"})
NO_SOURCE = signals("no_source")
_OF_OUTLETS = roles("occupation", "office") | words("outlet_words", "head", "media", "modifier")


@Language.factory("on_record_contents")
def create_contents(nlp: Language, name: str):
    """Writes `doc._.attributions`, one for each cue that has a content."""

    def component(doc: Doc) -> Doc:
        by_sentence: dict[int, list[Cue]] = {}
        for cue in doc._.cues:
            if not end_of_citing(doc, cue.start - 1, cue.sentence.end):
                by_sentence.setdefault(cue.sentence.start, []).append(cue)
        found = []
        for sentence in doc._.sentences:
            found.extend(_attributions(doc, sentence, by_sentence.get(sentence.start, [])))
        doc._.attributions = found
        return doc

    return component


def _attributions(doc: Doc, sentence: Sentence, cues: list[Cue]) -> list[Attribution]:
    found: list[Attribution] = []
    for segment in segments(doc, sentence, cues):
        attribution = segment.read()
        if attribution and attribution.content:
            if attribution.source is None:
                attribution.source = (
                    (found[-1].source if found else None)
                    or segment.coordinated_subject()
                    or segment.main_subject()
                )
            if attribution.source is not None and _may_speak(doc, attribution.source):
                found.append(attribution)
    if not found and (alone := _after_colon(doc, sentence) or _signed(doc, sentence)):
        found.append(alone)
    return found


def _may_speak(doc: Doc, source: Tokens) -> bool:
    """No participle ("was shown telling …"), no time and nothing that is only followed
    ("according to plan")."""
    start, end = source
    first, last = doc[start].lower_, doc[end - 1].lower_
    if is_capital(doc, start) and first not in NO_SOURCE:
        return True
    if first in NO_SOURCE or last in NO_SOURCE:
        return False
    if first.endswith("ously") and doc[start + 1].lower_ == "to":
        return False  # "who spoke anonymously to discuss strategy said"
    return not (
        start and doc[start - 1].lower_ in BE and first not in DETERMINERS | SUBJECT_PRONOUNS
    )


def segments(doc: Doc, sentence: Sentence, cues: list[Cue]) -> list[Segment]:
    """One segment for each cue: the stretch of the sentence that its content may come from."""
    subjects: list[Tokens | None] = []
    own: list[Cue] = []
    floor = sentence.start
    for cue in cues:
        if cue.start and end_of_citing(doc, cue.start - 1, sentence.end):
            continue  # says who is behind the report, and no more
        if own and (subject := _around(doc, cue, own[-1], sentence.start)):
            own.pop()
            subjects.pop()
        else:
            subject = subject_of(doc, cue, floor)
        own.append(cue)
        subjects.append(subject)
        if not _is_relative(doc, subject):
            floor = cue.end
    cues = own
    cuts = []
    for position, cue in enumerate(cues[1:], 1):
        cuts.append(_cut(doc, cue, subjects[position], cues[position - 1]))
    found = []
    low = sentence.start
    for position, cue in enumerate(cues):
        high = next((cut for cut in cuts[position:] if cut is not None), sentence.end)
        cut = cuts[position - 1] if position else None
        low = low if cut is None else cut
        nested = position > 0 and cut is None
        found.append(Segment(doc, cue, subjects[position], low, high, nested, cues[0].start))
    return found


def end_of_citing(doc: Doc, i: int, high: int) -> int | None:
    """Where "that" stands, if at i an aside begins such as ", citing the ministry, that"."""
    if i + 1 < high and doc[i].text == "," and past_citing(doc, i + 1):
        for j in range(i + 2, min(i + _LONGEST_ASIDE, high - 1)):
            if doc[j].text == "," and doc[j + 1].lower_ == "that":
                return j + 1
    return None


def subject_of(doc: Doc, cue: Cue, floor: int) -> Tokens | None:
    if cue.kind == "according":
        end = phrase_end(doc, cue.end, cue.sentence.end)
        return (cue.end, end) if end > cue.end else None
    if cue.form == "ing" and doc[cue.start - 1].lower_ in PREPOSITIONS and cue.start:
        return None  # "He is firm in stating that …"
    subject = subject_before(doc, cue.start, floor)
    if subject is None or doc._.quotations.at(doc[subject[0]].idx):
        return None
    if cue.form == "ing" and (issuer := _issuer(doc, subject, floor)):
        return issuer
    return subject


def _issuer(doc: Doc, document: Tokens, floor: int) -> Tokens | None:
    """Who speaks in "Lund issued a statement saying …"."""
    words = {doc[i].lower_ for i in range(*document)}
    if not words & DOCUMENTS or doc[document[0]].lower_ not in ("a", "an", "the", "another"):
        return None
    return issuer_before(doc, document[0], floor)


def _around(doc: Doc, cue: Cue, before: Cue, floor: int) -> Tokens | None:
    """The subject in "Lund, noting the cost, said …", where noting is no report of its own."""
    aside = doc[before.start - 1].text == "," if before.start else False
    if before.form != "ing" or not aside or cue.form not in ("past", "s"):
        return None
    verb = skip_back_over_verb_group(doc, cue.start, before.end)
    commas = [i for i in range(before.end, cue.start) if doc[i].text == ","]
    if doc[verb - 1].text != "," or commas != [verb - 1]:
        return None
    subject = subject_before(doc, cue.start, floor)
    if subject is None or subject[0] >= before.start - 1:
        return None
    return subject[0], min(subject[1], before.start - 1)


def _is_relative(doc: Doc, subject: Tokens | None) -> bool:
    """A cue in "who asked not to be named" does not part the subject from its own verb."""
    return subject is not None and small(doc[subject[0]]) in RELATIVES


def _cut(doc: Doc, cue: Cue, subject: Tokens | None, before: Cue) -> int | None:
    """Where the clause of `cue` parts from the one before; None when it stands inside its content
    ("said that the owner had told him …")."""
    start = cue.start if subject is None or cue.kind == "according" else subject[0]
    while subject is None and start - 1 > before.end and doc[start - 1].lower_ in ADVERBS:
        start -= 1
    while subject is None and start - 1 > before.end and doc[start - 1].lower_.endswith("ly"):
        start -= 1
    previous = start - 1
    if previous < before.end or start <= before.start:
        return None
    text, word = doc[previous].text, doc[previous].lower_
    if cue.form == "ing" and subject is not None and doc[cue.start - 1].lower_ == ",":
        return cue.start - 1
    if word in ("and", "but", "while", "although", "though") or text in (";", ",", "–", "—"):
        if word == "while" or text == ",":
            return previous
        return previous - (doc[previous - 1].text == ",")
    quotation = doc._.quotations.at(doc[previous].idx)
    if quotation and text in MARKS and doc._.text[quotation.end - 1] in _SPEECH_MARKS:
        return start
    if cue.kind == "according":
        return start
    return None


class Segment:
    """A cue with the tokens low..high around it. `read` decides what is content and what source."""

    def __init__(
        self,
        doc: Doc,
        cue: Cue,
        subject: Tokens | None,
        low: int,
        high: int,
        nested: bool,
        first_cue: int,
    ):
        self.doc, self.cue, self.subject = doc, cue, subject
        self.nested, self.first_cue = nested, first_cue
        self.low, self.high = within_brackets(doc, low, cue.start, high)
        before = doc[cue.start - 1].lower_ if cue.start else ""
        self.participle = cue.form == "ing" and before in (",", "–", "—", "while", "when", "by")
        while self.low < cue.start and (
            doc[self.low].text in (",", ";", "–", "—")
            or (doc[self.low].lower_ in ("and", "but") and self.low > cue.sentence.start)
        ):
            self.low += 1

    # -- reading -----------------------------------------------------------------------------

    def read(self) -> Attribution | None:
        if self.cue.kind == "according":
            return self._according()
        if self.cue.kind in ("quoting", "quoted"):
            return self._quoting()
        if fronted := self._fronted():
            return fronted
        patterns = [self._after_quotation, self._inverted, self._preposed, self._postposed]
        if self._ends_in_comma():
            patterns = [self._after_quotation, self._inverted, self._postposed, self._preposed]
        for pattern in patterns:
            if attribution := pattern():
                return attribution
        return None

    def _fronted(self) -> Attribution | None:
        """Said Ada Lund, “The bridge is safe.”"""
        doc, cue = self.doc, self.cue
        if cue.start != cue.sentence.start or cue.form not in ("past", "s"):
            return None
        if not self._takes("clause", "quote") or not starts_phrase(doc, cue.end, self.high):
            return None
        end = self._source_end(cue.end)
        end -= end < self.high and doc[end].text in MARKS and doc[end - 1].text in (",", ":")
        if end + 1 >= self.high or doc[end].text not in (",", ":"):
            return None
        if not is_capital(doc, cue.end) or not doc._.quotations.at(doc[end + 1].idx):
            return None
        return self._attribution(self._content_right(end + 1), (cue.end, end), "inverted")

    def _ends_in_comma(self) -> bool:
        """…, Ada Lund told the paper, in remarks carried by …"""
        rest = self.cue.end
        if self._takes("hearer") and starts_phrase(self.doc, rest, self.high):
            rest = phrase_end(self.doc, rest, self.high)
        return rest < self.high and self.doc[rest].text == ","

    def _attribution(
        self, content: list[Span], source: Tokens | None, rule: str, hearer: Tokens | None = None
    ) -> Attribution:
        speech = not self.cue.frames <= {"attitude", "attitude_infinitive"}
        return Attribution(
            self.cue.sentence, content, self.cue, source, rule, hearer=hearer, speech=speech
        )

    def _takes(self, *frames: str) -> bool:
        return bool(self.cue.frames.intersection(frames))

    def _after_quotation(self) -> Attribution | None:
        """“…,” X said. and “…,” said X. and “…,” X said, “…”."""
        end_of_left = self.subject[0] if self.subject else self.cue.start
        quotation = self._quotation_ending_at(end_of_left)
        source, rest = self.subject, self.cue.end
        if quotation is None and (quotation := self._quotation_ending_at(self.cue.start)):
            source = None
        if quotation is None or self._takes("object_quote", "noun_quote", "object_for"):
            return None
        if self.cue.frames <= {"infinitive", "figure"}:
            return None  # "the mill, called “Ada”, offers rooms"
        if source is None and starts_phrase(self.doc, self.cue.end, self.high):
            rest = self._source_end(self.cue.end)
            source = (self.cue.end, rest)
        if source is None or self._is_setting(quotation):
            return None
        content = self._left_of(quotation)
        content += self._quotations_right(rest)
        return self._attribution(content, source, "quotation")

    def _is_setting(self, quotation: Quotation) -> bool:
        """On the programme "Early Bird," Lund said …: the quotation is a name in an adjunct."""
        first = self.doc[self.low]
        words = len(self.doc._.text[quotation.start : quotation.end].split())
        if first.idx >= quotation.outer_start or words > LONGEST_TITLE:
            return False
        return first.lower_ in PREPOSITIONS or is_title(self.doc, first.idx, quotation)

    def _quotation_ending_at(self, token: int) -> Quotation | None:
        """The quotation whose closing mark stands right before the token, ended like speech."""
        i = token - 1
        while i > self.low and self.doc[i].text in (",", "–", "—"):
            i -= 1
        if i < self.low:
            return None
        quotation = self.doc._.quotations.at(self.doc[i].idx)
        if quotation is None or quotation.outer_end > self.doc[token].idx:
            return None
        comma = self.doc[token - 1].text in (",", "–", "—") and i < token - 1
        last = self.doc._.text[quotation.start : quotation.end].rstrip(" '’\"")[-1:]
        return quotation if comma or last in _SPEECH_MARKS else None

    def _left_of(self, quotation: Quotation) -> list[Span]:
        """What ends with the quotation: it alone, or the clause that it closes."""
        start = self.doc[self.low].idx
        if start >= quotation.outer_start or self._is_lead_in(start, quotation.outer_start):
            inside = self.doc._.quotations.within(start, quotation.outer_start)
            return [(q.start, q.end) for q in inside if q.outer_start >= start] + [
                (quotation.start, quotation.end)
            ]
        return [(self._clause_start(), quotation.outer_end)]

    def _is_lead_in(self, start: int, end: int) -> bool:
        """Words before a quotation that are no part of what was said: "And so:"."""
        words = self.doc._.text[start:end].strip()
        others = self.doc._.quotations.within(start, end)
        return not words or words.endswith((":", ",")) or bool(others)

    def _clause_start(self) -> int:
        low = self.low
        if self.doc[low].lower_ in ("but", "and", "yet", "so") and low < self.cue.start:
            low += 1
        return self.doc[low].idx

    def _quotations_right(self, start: int) -> list[Span]:
        """The parts of a broken quote after the words about it, to the end of the segment."""
        if start >= self.high:
            return []
        left, right = self.doc[start].idx, self._end_of(self.high)
        found: list[Span] = []
        for quotation in self.doc._.quotations.within(left, right):
            before = self.doc._.text[left : quotation.outer_start].rstrip()
            opens = not before or before[-1] in ",:.–—-;" or len(found) > 0
            if quotation.outer_start >= left and opens:
                found.append((quotation.start, quotation.end))
        if len(found) == 1 and self._words_after(found[0][1]) > 2:
            return [(found[0][0] - 1, self._trim(self._end_of(self.high)))]
        return found

    def _words_after(self, offset: int) -> int:
        rest = self.doc._.text[offset : self._end_of(self.high)]
        return sum(any(c.isalnum() for c in word) for word in rest.split())

    def _inverted(self) -> Attribution | None:
        """[The bridge is safe], said Ada Lund."""
        if self.cue.form not in ("s", "past") or not self._takes("clause") or self.nested:
            return None
        if self.doc[self.cue.start - 1].text != "," or not starts_phrase(
            self.doc, self.cue.end, self.high
        ):
            return None
        source_end = self._source_end(self.cue.end)
        if not self._is_rest(source_end):
            return None
        if self.subject and self.subject[0] <= self.low and not has_finite(self.doc, *self.subject):
            return None
        content = self._clause(self.low, self.cue.start)
        if not content:
            return None
        return self._attribution(content, (self.cue.end, source_end), "inverted")

    def _source_end(self, start: int) -> int:
        """The end of a source after its verb, with what stands in apposition to it."""
        end = phrase_end(self.doc, start, self.high)
        if end < self.high and self.doc[end].text == ",":
            for stop in range(end + 1, min(self.high, end + 40)):
                if self.doc[stop].text in MARKS or self.doc[stop].text in (".", ";", ":"):
                    break
                if (
                    self.doc[stop].text == ","
                    and stop + 1 < self.high
                    and self.doc[stop + 1].text in MARKS
                ):
                    break
                if self.doc[stop].lower_ in ("adding", "saying", "who"):
                    return end
            else:
                return end
            return stop
        return end

    def _is_rest(self, i: int) -> bool:
        """Whether from here on only time, place and manner of the saying are told."""
        doc = self.doc
        while i < self.high and (doc[i].text in ",." or doc[i].lower_ in ADVERBS):
            i += 1
        if i >= self.high or doc[i].text in (".", "?", "!"):
            return True
        if doc[i].lower_ in (
            "who",
            "whose",
            "which",
            "as",
            "when",
            "while",
            "citing",
            "quoting",
            "after",
            "before",
        ):
            return True
        if doc[i].lower_ in DAYS or doc[i].lower_ in PREPOSITIONS:
            return (
                not has_finite(doc, i, self.high) and "that" not in doc[i : self.high].text.split()
            )
        return i > self.cue.end and doc[i - 1].text == "," and not has_finite(doc, i, self.high)

    def _postposed(self) -> Attribution | None:
        """[The bridge is safe], Ada Lund said on Monday."""
        if self.subject is None or not self._takes("clause", "hearer", "question") or self.nested:
            return None
        rest = self.cue.end
        hearer = None
        if self._takes("hearer") and starts_phrase(self.doc, rest, self.high):
            rest = phrase_end(self.doc, rest, self.high)
            hearer = (self.cue.end, rest)
        if not self._is_rest(rest) and not self._ends_in_comma():
            return None
        end = self.subject[0]
        if end <= self.low or self.doc[end - 1].text not in (",", "–", "—", "-"):
            return None
        content = self._clause(self.low, end)
        if not content or not has_finite(self.doc, self.low, end):
            return None
        return self._attribution(content, self.subject, "postposed", hearer)

    def _preposed(self) -> Attribution | None:
        """Ada Lund told reporters on Monday that [the bridge was safe]."""
        if self.cue.form == "base" and self.subject is None:
            return None
        start, hearer = self._content_start()
        if start is None or start >= self.high:
            return None
        content = self._content_right(start)
        source = None if self.participle else self.subject
        return self._attribution(content, source, self._rule(start), hearer)

    def _rule(self, start: int) -> str:
        before = self.doc[start - 1].lower_
        return "that" if before in ("that", "whether", ":") else "clause"

    def coordinated_subject(self) -> Tokens | None:
        """The subject of the verb before "and": "Lund rejected the plan and said …"."""
        doc = self.doc
        i = skip_back_over_verb_group(doc, self.cue.start, self.cue.sentence.start)
        if self.participle or doc[i - 1].lower_ not in ("and", "but", "then"):
            return None
        low = max(self.cue.sentence.start, i - 40)
        for verb in range(i - 2, low, -1):
            if doc._.quotations.at(doc[verb].idx):
                return None
            if is_finite(doc, verb) and (subject := subject_before(doc, verb, low)):
                return subject
        return None

    def main_subject(self) -> Tokens | None:
        """The subject of the main clause, for ", saying …" when nothing was said before it."""
        doc, start = self.doc, self.cue.sentence.start
        while start < self.cue.start and doc[start].lower_ in CONJUNCTIONS | ADVERBS:
            start += 1
        if start < self.cue.start and doc[start].lower_ in PREPOSITIONS | CLAUSE_OPENERS:
            comma = next((i for i in range(start, self.cue.start) if doc[i].text == ","), None)
            if comma is not None and comma < self.cue.start - 1:
                start = comma + 1
        first = self.first_cue
        end = phrase_end(doc, start, max(first, start))
        return (start, end) if end > start else None

    def _content_start(self) -> tuple[int | None, Tokens | None]:
        """Where the content right of the cue begins, by the frames of its verb."""
        doc, i = self.doc, self._after_citing(self.cue.end)
        if i >= self.high:
            return None, None
        if self._takes("hearer", "hearer_infinitive") and (told := self._told(i)):
            return told
        if self._takes("infinitive", "attitude_infinitive") and doc[i].lower_ == "to":
            return i, None
        if self._takes("call_for") and self._calls_for(i):
            return i + 1, None
        if self._takes("figure"):
            return i, None
        if self._takes("out") and doc[i].lower_ == "out" and starts_phrase(doc, i + 1, self.high):
            return i + 1, None
        if self._takes("renewed_call"):
            return self._renewed_call(i), None
        if self._takes("appeal") and (asked := self._appeals(i)):
            return asked
        if self._takes("question"):
            if doc[i].lower_ in _QUESTION_WORDS:
                return i + (doc[i].lower_ == "whether"), None
            start = self._quotation_after(i)
            return (start if start is not None and start - i < 3 else None), None
        if self._takes("object_for", "object_of", "object_as", "object_to") and (
            start := self._object(i)
        ):
            return start, None
        if self._takes("object_quote", "noun_quote") and self._quoted_soon(i):
            return (None if self._is_what() else i), None
        if self._takes("noun") and starts_phrase(doc, i, self.high):
            return i + (doc[i].lower_ == "that"), None
        if self._takes("clause", "that", "attitude"):
            return self._said_to(i) or (self._clause_start_after(i), None)
        return self._quotation_after(i), None

    def _after_citing(self, i: int) -> int:
        """In "Reuters said, citing the ministry, that …" where "that" stands, else i."""
        return end_of_citing(self.doc, i, self.high) or i

    def _calls_for(self, i: int) -> bool:
        """ "called for a pause", "called on the council to pause" """
        doc = self.doc
        if doc[i].lower_ == "on":
            return any(doc[j].lower_ == "to" for j in range(i + 2, min(i + 16, self.high)))
        return doc[i].lower_ == "for"

    def _renewed_call(self, i: int) -> int | None:
        """ "renewed on Sunday his call for [a pause]" """
        doc = self.doc
        calls = (j for j in range(i, min(i + _NEAR_CALL, self.high - 1)) if doc[j].lower_ in CALLS)
        call = next(calls, None)
        return call + 2 if call and doc[call + 1].lower_ == "for" else None

    def _appeals(self, i: int) -> tuple[int, Tokens | None] | None:
        """ "appealed to drivers [to go slow]", "pleaded with us [to go]", "appealed for [help]" """
        doc = self.doc
        if doc[i].lower_ == "for":
            return i + 1, None
        if doc[i].lower_ not in ("to", "with"):
            return None
        end = phrase_end(doc, i + 1, self.high)
        asked = (j for j in range(end, min(end + 2, self.high - 1)) if doc[j].lower_ == "to")
        to = next(asked, None)
        return (to - (doc[to - 1].lower_ == "not"), (i + 1, end)) if to else None

    def _told(self, i: int) -> tuple[int | None, Tokens | None] | None:
        """After "told": the hearer, perhaps an adjunct, then the content."""
        doc = self.doc
        if not starts_phrase(doc, i, self.high) and doc[i].lower_ not in grammar("object_pronoun"):
            if self._takes("clause", "question"):
                return None
            return (None if self._takes("rare") else self._quotation_after(i)), None
        end = self._hearer_end(i)
        if end <= i:
            return None
        hearer = (i, end)
        if self._takes("hearer_infinitive"):
            tos = (j for j in range(end, min(end + 2, self.high)) if doc[j].lower_ == "to")
            to = next(tos, None)
            if to is not None:
                to_do = doc[to + 1 : to + 2].text.lower() not in DETERMINERS
                return (to if to_do else None), hearer  # "urged him to the door"
            if end < self.high and doc[end].lower_ in _QUESTION_WORDS and self._takes("question"):
                return end, hearer
            return None
        if (
            self._takes("clause")
            and doc[i].lower_ not in roles("receiver")
            and not self._opens_clause(end)
        ):
            return None
        if end < self.high and doc[end].lower_ in _QUESTION_WORDS | {"to", "about", "of"}:
            if doc[end].lower_ in ("about", "of"):
                return None, hearer
            return end, hearer
        start = self._clause_start_after(end)
        return start, hearer

    def _hearer_end(self, i: int) -> int:
        """Where whom it was told to ends, an outlet before what it was told: "told [the Corvel
        Post] cuts were near"."""
        doc, end = self.doc, phrase_end(self.doc, i, self.high)
        outlet = next((m for m in doc._.outlets.within(i, end) if m.start <= i + 1), None)
        if outlet is None or not outlet.named or not i < outlet.end < end:
            return end
        after = doc[outlet.end]
        goes_on = PREPOSITIONS | CONJUNCTIONS | _OF_OUTLETS | ADVERBS
        plain = after.text.islower() and after.is_alpha and small(after) not in goes_on
        return int(outlet.end) if plain and has_finite(doc, outlet.end, self.high) else end

    def _said_to(self, i: int) -> tuple[int, Tokens] | None:
        """ "confirmed to the paper that …": the content, and who heard it."""
        if self.doc[i].lower_ != "to" or not starts_phrase(self.doc, i + 1, self.high):
            return None
        end = phrase_end(self.doc, i + 1, self.high)
        that = self._skip_adjuncts(end)
        if that >= self.high or self.doc[that].lower_ != "that":
            return None
        return that + 1, (i + 1, end)

    def _opens_clause(self, i: int) -> bool:
        return i < self.high and (self.doc[i].lower_ == "that" or self.doc[i].text in MARKS)

    def _object(self, i: int) -> int | None:
        """ "praised X for", "accused X of", "described X as": the object and all that follows."""
        prepositions = {
            name.removeprefix("object_") for name in self.cue.frames if name.startswith("object_")
        }
        if not starts_phrase(self.doc, i, self.high) and self.doc[i].lower_ not in grammar(
            "object_pronoun"
        ):
            return None
        for j in range(i + 1, min(i + 16, self.high)):
            if self.doc[j].lower_ in prepositions and not self.doc._.quotations.at(self.doc[j].idx):
                return i
            if self.doc[j].text in (";", ":") or self.doc[j].lower_ in ("that", "who"):
                break
        return None

    def _is_what(self) -> bool:
        """ "what they call “…”" is how others put it, told by the way."""
        start = self.subject[0] if self.subject else self.cue.start
        return start > 0 and self.doc[start - 1].lower_ == "what"

    def _quoted_soon(self, i: int) -> bool:
        left = self.doc[i].idx
        right = self._end_of(self.high)
        quotations = self.doc._.quotations.within(left, right)
        return bool(quotations) and len(self.doc._.text[left : quotations[0].start].split()) <= 12

    def _quotation_after(self, i: int) -> int | None:
        """The quotation that a verb such as "continued" must have right after it."""
        for j in range(i, min(i + 25, self.high)):
            if self.doc[j].text in MARKS or self.doc._.quotations.at(self.doc[j].idx):
                return j
            if is_finite(self.doc, j) or self.doc[j].lower_ in ("that", "and"):
                return None
        return None

    def _about_itself(self, i: int) -> bool:
        """ "said it again", "said so" """
        return self.doc[i].lower_ == "it" and not (
            i + 1 < self.high and (is_finite(self.doc, i + 1) or self.doc[i + 1].lower_[0] in "'’")
        )

    def _clause_start_after(self, i: int) -> int | None:
        """Past adjuncts ("on Monday", "in a statement") and "that"; None without a clause."""
        doc = self.doc
        for j in range(i, min(i + 25, self.high)):
            word = doc[j].lower_
            if word == "that" and i < j < self.high - 1 and doc[j + 1].lower_ in BE:
                break  # "in an interview that was broadcast by …"
            if word == "that" and (
                j == i or not starts_phrase(doc, i, self.high) or self._takes("hearer")
            ):
                return j + 1
            if doc[j].text == ":":
                return j + 1
            if doc._.quotations.at(doc[j].idx) and doc[j].text in MARKS and doc[j - 1].text == ",":
                return j
            if (j > i and is_finite(doc, j)) or doc[j].text in MARKS:
                break
        if self._takes("that") and not self._takes("clause"):
            return self._quotation_after(i)
        i = self._skip_adjuncts(i)
        if i >= self.high or doc[i].text in (".", "?", "!"):
            return None
        if doc[i].lower_ == "that" or (doc[i - 1].text == "," and small(doc[i]) in RELATIVES):
            return None
        if (
            doc[i].lower_ in ("of", "about", "to", "as", "so", "no", "yes")
            and doc[i].text not in MARKS
            and not self._quoted_at(i)
        ):
            return i if doc[i].lower_ == "no" else None
        return i if self._is_clause(i) and not self._about_itself(i) else None

    def _quoted_at(self, i: int) -> bool:
        return self.doc._.quotations.at(self.doc[i].idx) is not None

    def _skip_adjuncts(self, i: int) -> int:
        doc = self.doc
        while i < self.high:
            if (doc[i].text in (",", ":") and i + 1 < self.high) or doc[i].lower_ in DAYS:
                i += 1
            elif is_adjunct(doc, i, self.high):
                end = phrase_end(doc, i + 1, self.high)
                if end <= i + 1 or has_finite(doc, i + 1, end):
                    return i
                if doc[i].lower_ in _WHENS and end < self.high and is_finite(doc, end):
                    return self.high  # said on Monday after two men were hurt
                i = end
            else:
                return i
        return i

    def _is_clause(self, i: int) -> bool:
        """Whether something is asserted from here on: a verb or a quotation must be in it."""
        if self._quoted_at(i) or self.doc[i].lower_ in SUBJECT_PRONOUNS - {"it"}:
            return True
        if self.doc[i].lower_ in _NO_CONTENT:
            return False
        if self._takes("clause", "that") and self._is_object(i):
            return False
        if self.cue.lemma == "say" and self.high - i > 3 and starts_phrase(self.doc, i, self.high):
            return True
        return has_finite(self.doc, i + 1, self.high) or any(
            self._quoted_at(j) for j in range(i, min(i + 30, self.high))
        )

    def _scene(self, start: int) -> int | None:
        """ "pledged to help as the two met": when it was pledged is the article's to tell."""
        doc = self.doc
        for i in range(start + 2, self.high - 3):
            opens = doc[i].lower_ == "as" and not self._quoted_at(i)
            if opens and doc[i + 1].lower_ in DETERMINERS | SUBJECT_PRONOUNS:
                return i if has_finite(doc, i + 2, min(i + 8, self.high)) else None
        return None

    def _concession(self, start: int) -> int | None:
        """ ", although a fund was opened" after reported words is the article's."""
        for i in range(start + 3, self.high - 2):
            if self.doc[i].text == "," and self.doc[i + 1].lower_ in ("although", "though"):
                return i
        return None

    def _told_by_the_way(self, quotation: Quotation) -> bool:
        """Called it “a mess” — the third this year: what follows is the article's."""
        rest = self.doc._.text[quotation.outer_end : self._end_of(self.high)].lstrip()
        first = rest.split(" ", 1)[0].lower()
        return rest[:1] in ("—", "–", "-", ",") or first in DAYS | _NO_CONTENT

    def _is_object(self, i: int) -> bool:
        """Whether only a noun stands there: "declared a partnership when …" asserts nothing."""
        doc = self.doc
        if doc[i].lower_ not in DETERMINERS:
            return False
        for j in range(i + 1, self.high):
            if doc[j].lower_ in ("when", "while", "after", "because", "before", "who", "that"):
                return doc[j].lower_ not in ("who", "that")
            if doc[j].text in (",", ";", ".") or is_finite(doc, j):
                return False
        return True

    def _content_right(self, start: int) -> list[Span]:
        doc = self.doc
        while start < self.high and doc[start].text == ",":
            start += 1
        if start >= self.high:
            return []
        left = doc[start].idx
        first = doc._.quotations.at(left)
        end = self._end_of(self.high)
        if first and self._words_after(first.outer_end) == 0:
            return [(first.start, first.end)]
        inside = doc._.quotations.within(left, end)
        if first and self._only_quotations(left, end, inside):
            return [(quotation.start, quotation.end) for quotation in inside]
        named = self._takes("object_as", "object_quote", "noun_quote")
        if inside and named and self._told_by_the_way(inside[-1]):
            end = inside[-1].outer_end
        elif self._takes("infinitive") and (scene := self._scene(start)):
            end = self._end_of(scene)
        elif not inside and (concession := self._concession(start)):
            end = self._end_of(concession)
        end = self._trim(end)
        return [(left, end)] if end > left else []

    def _only_quotations(self, left: int, end: int, inside: list[Quotation]) -> bool:
        outside = "".join(
            self.doc._.text[a:b]
            for a, b in zip(
                [left, *[q.outer_end for q in inside]],
                [*[q.outer_start for q in inside], end],
                strict=True,
            )
        )
        return not any(character.isalnum() for character in outside)

    def _according(self) -> Attribution | None:
        """According to X, […]. and […], according to X."""
        if self.subject is None:
            return None
        source_end = self.subject[1]
        if self.cue.start <= self.low + 1 or (
            self.doc[self.cue.start - 1].text in MARKS and self.cue.start - 1 <= self.low
        ):
            comma = next(
                (
                    i
                    for i in range(source_end, min(source_end + 30, self.high))
                    if self.doc[i].text == ","
                ),
                None,
            )
            if comma is None:
                return None
            comma = past_apposition(self.doc, comma, self.high)
            content = self._content_right(comma + 1)
            return self._attribution(content, (self.subject[0], comma), "according")
        quotation = self._quotation_ending_at(self.cue.start)
        content = self._left_of(quotation) if quotation else self._clause(self.low, self.cue.start)
        return self._attribution(content, self.subject, "according")

    def _quoting(self) -> Attribution | None:
        """The agency cited X as saying […]. and […], the agency cited X as saying."""
        doc, tail = self.doc, self.cue.tail
        source = self.cue.quoted if self.cue.kind == "quoting" else self.subject
        if source is None or tail is None or source[0] >= source[1]:
            return None
        i = tail[1]
        hearer = None
        if self.cue.frames == {"hearer"} and starts_phrase(doc, i, self.high):
            hearer = (i, phrase_end(doc, i, self.high))
            i = hearer[1]
        start = self._clause_start_after(i) if i < self.high else None
        if start is not None and not self._is_rest(i):
            content = self._content_right(start)
        else:
            end = self.subject[0] if self.subject else self.cue.start
            quotation = self._quotation_ending_at(end)
            content = self._left_of(quotation) if quotation else self._clause(self.low, end)
        return self._attribution(content, source, "as saying", hearer) if content else None

    # -- edges -------------------------------------------------------------------------------

    def _clause(self, low: int, high: int) -> list[Span]:
        """The clause of tokens low..high, without the marks at its edges."""
        if high <= low:
            return []
        left = self._clause_start() if low == self.low else self.doc[low].idx
        end = self._trim(self._end_of(high))
        if end <= left or len(self.doc._.text[left:end].split()) < _FEW:
            return []
        inside = self.doc._.quotations.within(left, end)
        if inside and self._only_quotations(left, end, inside):
            return [(quotation.start, quotation.end) for quotation in inside]
        return [(left, end)]

    def _end_of(self, token: int) -> int:
        last = self.doc[token - 1]
        return last.idx + len(last)

    def _trim(self, end: int) -> int:
        """Without the punctuation after the content; what stands inside marks stays."""
        text = self.doc._.text
        while end > 0 and (text[end - 1].isspace() or text[end - 1] in ",;:.–—"):
            if text[end - 1] == "." and _is_abbreviation(text, end):
                break
            end -= 1
        return end


def _is_abbreviation(text: str, end: int) -> bool:
    """ "U.S." at the end keeps its stop."""
    return end > 3 and text[end - 3] == "." and text[end - 2].isupper()


def _after_colon(doc: Doc, sentence: Sentence) -> Attribution | None:
    """Ada Lund: “…” — a speaker, a colon and a quotation."""
    for i in range(sentence.start + 1, min(sentence.start + 12, sentence.end - 1)):
        if doc._.quotations.at(doc[i].idx):
            return None
        if doc[i].text != ":":
            continue
        quotation = doc._.quotations.at(doc[i + 1].idx)
        if quotation is None or not is_capital(doc, sentence.start):
            return None
        end = doc[sentence.end - 1].idx + 1
        if any(c.isalnum() for c in doc._.text[quotation.outer_end : end]):
            return None
        source = before_colon(doc, sentence.start, i)
        return source and Attribution(
            sentence, [(quotation.start, quotation.end)], None, source, "colon"
        )
    return None


def before_colon(doc: Doc, start: int, colon: int) -> Tokens | None:
    """The subject of the words that lead to a quotation: "he" in "However, he went on:"."""
    commas = [i for i in range(start, colon) if doc[i].text == ","]
    led = doc[start].lower_ in ADVERBS | PREPOSITIONS | CONJUNCTIONS | CLAUSE_OPENERS
    if commas and (led or doc[start].lower_ == "speaking"):
        start = commas[0] + 1
    elif doc[start].lower_ in ADVERBS | CONJUNCTIONS:
        start += 1
    if start >= colon or doc[start].lower_ in NO_SOURCE:
        return None
    return (start, start + 1) if doc[start].lower_ in SUBJECT_PRONOUNS else (start, colon)


def _signed(doc: Doc, sentence: Sentence) -> Attribution | None:
    """“…” — Ada Lund, as lists of readers' voices and mottos are signed."""
    start = doc[sentence.start].idx
    quotation = doc._.quotations.at(start)
    if quotation is None or quotation.start - start > 2:
        return None
    i = next(
        (i for i in range(sentence.start, sentence.end) if doc[i].idx >= quotation.outer_end), None
    )
    source = None if i is None else signature(doc, i, sentence.end)
    if source is None:
        return None
    return Attribution(sentence, [(quotation.start, quotation.end)], None, source, "signed")


def signature(doc: Doc, dash: int, stop: int) -> Tokens | None:
    """Who signs a quotation after a dash: "— Ada Lund, fisher"."""
    if doc[dash].text not in DASHES or dash + 1 >= stop:
        return None
    start = past_space(doc, dash + 1)
    end = phrase_end(doc, start, stop)
    if end <= start or not is_capital(doc, start) or end - dash > _LONGEST_SIGNATURE:
        return None
    return start, end
