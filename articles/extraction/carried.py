"""Quotations without a cue of their own, and whose words they are.

“The second one is warmer,” he said. “The third I keep.”     same paragraph: one broken quote
“And the fourth?”                                            next paragraph: carried over
"""

from __future__ import annotations

from itertools import pairwise
from operator import or_

from spacy.language import Language
from spacy.tokens import Doc

from .attribution import Attribution
from .contents import before_colon, signature
from .cues import Cue
from .phrases import (
    CONJUNCTIONS,
    DETERMINERS,
    MARKS,
    PERSON_ROLES,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    Tokens,
    is_capital,
    is_finite,
    is_possessive,
    past_space,
    phrase_end,
    subject_before,
)
from .quotation import Quotation
from .sentences import Sentence
from .vocabulary import grammar

_PARAGRAPHS = 3
_NEAREST = 3  # attributions that may have a quotation already
_WORDS_OF_SPEECH = 4
_WORDS = frozenset({"statement", "statements", "words", "remark", "remarks", "comment", "quote"})
_LONGEST_HEADING = 8  # words
_FEWEST_OF_PROSE = 12  # words
_ELLIPSES = frozenset({"…", "..."})
_SMALL_WORD = 3  # letters, in a title
_FEWEST_CAPITALS = 3
_ENDS = (".", ",", "?", "!", "…")
_IN_NAMES = frozenset({"of", "for", "and", "the", "in", "at"})
_LONGEST_LINE = 16  # tokens
_ARTICLES = frozenset({"the", "a", "an"})
_LONGEST_ASIDE = 16  # tokens
_NO_SUBJECT = grammar("preposition", "subordinator", "conjunction", "adverb", "day", "month")


@Language.factory("on_record_carried")
def create_carried(nlp: Language, name: str):
    """Adds to `doc._.attributions` the quotations that stand alone."""
    return carry_over


def carry_over(doc: Doc) -> Doc:
    by_sentence: dict[int, list[Attribution]] = {}
    for attribution in doc._.attributions:
        by_sentence.setdefault(attribution.sentence.start, []).append(attribution)
    found: list[Attribution] = []
    waiting: list[tuple[Sentence, list[Quotation]]] = []
    before: Sentence | None = None
    for sentence, following in pairwise([*doc._.sentences, None]):
        own = by_sentence.get(sentence.start, [])
        alone = not own and standing_alone(doc, sentence)
        below = by_sentence.get(following.start, []) if following else []
        neighbours = [*found[-_NEAREST:], *below]
        if alone and any(_is_held(neighbour, alone) for neighbour in neighbours):
            before = sentence
            continue
        if alone:
            attribution = _signed_below(doc, sentence, alone, following)
            attribution = attribution or _closed_below(doc, sentence, alone, below)
            attribution = attribution or _continue(doc, sentence, alone, found, before)
            if attribution is None and not _joined(found, sentence, alone):
                waiting.append((sentence, alone))
            elif attribution:
                found.append(attribution)
        elif own:
            waiting = [(s, q) for s, q in waiting if not any(_is_held(a, q) for a in own)]
            found.extend(_lead_ins(waiting, own[0], sentence))
            waiting = []
            found.extend(own)
        before = sentence
    doc._.attributions = found
    return doc


def _closed_below(
    doc: Doc, sentence: Sentence, alone: list[Quotation], below: list[Attribution]
) -> Attribution | None:
    """What the next paragraph closes that no mark opens: “We are pleased. / [We offer more,”] said
    Lund."""
    spoken = next(iter(below), None)
    if alone[-1].closed or spoken is None or spoken.source is None:
        return None
    start = doc[spoken.sentence.start].idx
    end = spoken.content[0][1] if spoken.content else start
    closes = "”" in doc._.text[end - 1 : end + 2] and "“" not in doc._.text[start:end]
    if not closes or spoken.start > start + 1 or spoken.sentence.paragraph == sentence.paragraph:
        return None
    spans = [(quotation.start, quotation.end) for quotation in alone]
    return Attribution(sentence, spans, None, spoken.source, "carried")


def standing_alone(doc: Doc, sentence: Sentence) -> list[Quotation]:
    """The quotations of a sentence that is nothing but quotations, and long enough for speech."""
    start = doc[sentence.start].idx
    last = doc[sentence.end - 1]
    end = last.idx + len(last)
    quotations = doc._.quotations.within(start, end)
    if not quotations or not any(_is_speech(doc, quotation) for quotation in quotations):
        return []
    outside = start
    for quotation in quotations:
        if any(c.isalnum() for c in doc._.text[outside : quotation.outer_start]):
            return []
        outside = quotation.outer_end
    if any(c.isalnum() for c in doc._.text[outside:end]) or _is_subheading(doc, start, end):
        return []
    return quotations


def _is_subheading(doc: Doc, start: int, end: int) -> bool:
    """In a line of its own ‘A hole in the wall’ between single marks, without a stop or in the case
    of titles ('All Bets Are Off.'), or “ALL BETS ARE OFF” in capitals."""
    text = doc._.text
    if text[:start].rstrip(" \t")[-1:] != "\n" or text[end:].lstrip(" \t")[:1] not in "\n":
        return False
    line = text[start + 1 : end].rstrip("'’\"” \t")
    ended = line.endswith(_ENDS)
    if text[start] in "'‘":
        return _is_title(line.split()) or not ended
    short = not ended and len(line.split()) <= _LONGEST_HEADING
    return line.isupper() or (short and _is_between_paragraphs(text, start, end))


def _is_between_paragraphs(text: str, start: int, end: int) -> bool:
    """Whether a short line stands between two paragraphs of prose, as a subheading does."""
    while start and text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    before = text[text.rfind("\n", 0, start) + 1 : start]
    after = text[end : text.find("\n", end) % (len(text) + 1)]
    if before.endswith((":", ",")):
        return False
    prose = all(len(line.split()) >= _FEWEST_OF_PROSE for line in (before, after))
    return prose and after[0].isupper()


def _is_title(words: list[str]) -> bool:
    capitals = [word[0].isupper() for word in words]
    small = (len(word) <= _SMALL_WORD for word in words)
    return sum(capitals) >= _FEWEST_CAPITALS and all(map(or_, capitals, small))


def _is_held(last: Attribution, alone: list[Quotation]) -> bool:
    """Whether the quotations are part of the quote before them already."""
    return all(
        any(start <= quotation.start and quotation.end <= end for start, end in last.content)
        for quotation in alone
    )


def _is_speech(doc: Doc, quotation: Quotation) -> bool:
    """A whole sentence, or too long for a title."""
    words = doc._.text[quotation.start : quotation.end].rstrip()
    return words.endswith((".", "?", "!", "…")) or len(words.split()) >= _WORDS_OF_SPEECH


def _joined(found: list[Attribution], sentence: Sentence, alone: list[Quotation]) -> bool:
    """Whether the quotations went into the direct quote before them, in the same paragraph."""
    return (
        bool(found)
        and found[-1].sentence.paragraph == sentence.paragraph
        and ((alone[-1].start, alone[-1].end) == found[-1].content[-1])
    )


def _continue(
    doc: Doc,
    sentence: Sentence,
    alone: list[Quotation],
    found: list[Attribution],
    before: Sentence | None,
) -> Attribution | None:
    spans = [(quotation.start, quotation.end) for quotation in alone]
    last = found[-1] if found else None
    if last and last.sentence.paragraph == sentence.paragraph and last.sentence is before:
        if broken := _broken(doc, found, last):
            broken.content.extend(spans)
            broken.sentence = sentence if broken.cue is None else broken.sentence
            return None
        return Attribution(sentence, spans, None, last.source, "continued", carried=last)
    if before and (led_in := _led_in(doc, before)):
        source, cue = led_in
        return Attribution(sentence, spans, cue, source, "colon")
    told_between = before is not None and (last is None or last.sentence is not before)
    if told_between and before and (subject := leading_subject(doc, before)):
        return Attribution(sentence, spans, None, subject, "lead-in")
    if last and sentence.paragraph - last.sentence.paragraph <= _PARAGRAPHS:
        origin = last.carried if last.source is None and last.carried else last
        return Attribution(sentence, spans, None, None, "carried", carried=origin)
    return None


def _signature_within(doc: Doc, line: Sentence) -> Tokens | None:
    """Who signs a set-off quotation in its last line, which ends with the closing mark."""
    words = doc[line.start : line.end].text.rstrip()
    if words[-1:] not in '”"' or any(mark in words[:-1] for mark in '“”"'):
        return None
    plain = (word for word in words[:-1].split() if word[0].isalpha())
    if not all(word[0].isupper() or word in _IN_NAMES for word in plain):
        return None
    end = phrase_end(doc, line.start, line.end)
    return (line.start, end) if end > line.start else None


def _broken(doc: Doc, found: list[Attribution], last: Attribution) -> Attribution | None:
    """The quote that goes on: the last one, or the one that its sentence begins with (“Fine,” Lund
    said, adding that it was late. “We go.”)."""
    if _is_direct(doc, last):
        return last
    first = next(a for a in found if a.sentence is last.sentence)
    same = first.source is not None and _same_speaker(doc, first, last)
    return first if same and first.start < last.start and _is_direct(doc, first) else None


def _same_speaker(doc: Doc, one: Attribution, other: Attribution) -> bool:
    if one.source == other.source:
        return True
    return other.source is not None and doc[other.source[0]].lower_ in SUBJECT_PRONOUNS


def _led_in(doc: Doc, before: Sentence) -> tuple[Tokens, Cue | None] | None:
    """Whose words a sentence with a colon at its end announces, and its cue: "He went on:", "He
    said…"."""
    colon = before.end - 1
    cue = next((c for c in reversed(doc._.cues) if before.start < c.start < colon), None)
    said = cue and cue.end == colon and doc[colon].text in _ELLIPSES
    if doc[colon].text != ":" and not said:
        return None
    if author := _whose_words(doc, before.start, colon):
        return author, None
    source = _of_last_clause(doc, before, cue) or before_colon(
        doc, before.start, cue.start if cue else colon
    )
    if source is None:
        return None
    start = source[0]
    named = is_capital(doc, start) or doc[start].lower_ in DETERMINERS | SUBJECT_PRONOUNS
    end = phrase_end(doc, start, source[1]) if named else start
    return ((start, end), cue) if end > start else None


def _of_last_clause(doc: Doc, before: Sentence, cue: Cue | None) -> Tokens | None:
    """The subject of a second clause: "The mill rose again in May, and [Lund] answered:"."""
    subject = subject_before(doc, cue.start, before.start) if cue else None
    if subject is None or doc[subject[0] - 1].lower_ not in CONJUNCTIONS:
        return None
    parted = doc[subject[0] - 2].text in (",", ";")
    return (past_space(doc, subject[0]), subject[1]) if parted else None


def _whose_words(doc: Doc, start: int, colon: int) -> Tokens | None:
    """ "This is how the site rated a statement by [Ada Lund] on Monday:" """
    for i in range(colon - 1, start, -1):
        if doc[i].lower_ == "by" and doc[i - 1].lower_ in _WORDS:
            end = phrase_end(doc, i + 1, colon)
            return (i + 1, end) if is_capital(doc, i + 1) and end > i + 1 else None
    return None


def _signed_below(
    doc: Doc, sentence: Sentence, alone: list[Quotation], following: Sentence | None
) -> Attribution | None:
    """“…” and in the line below — Ada Lund, fisher; or within the marks: Ada Lund, fisher.”"""
    if following is None or following.end - following.start > _LONGEST_LINE:
        return None
    source = signature(doc, following.start, following.end)
    if source is None and not alone[-1].closed:
        source = _signature_within(doc, following)
    if source is None:
        return None
    spans = [(quotation.start, quotation.end) for quotation in alone]
    return Attribution(sentence, spans, None, source, "signed")


def _is_direct(doc: Doc, attribution: Attribution) -> bool:
    end = attribution.content[-1][1]
    quotation = doc._.quotations.at(end - 1)
    return quotation is not None and all(
        (q := doc._.quotations.at(s)) is not None and q.start == s for s, _ in attribution.content
    )


def leading_subject(doc: Doc, sentence: Sentence) -> Tokens | None:
    """The person that a sentence before a quotation is about: "Jones agrees." then “…”"""
    start = sentence.start
    if doc[start].lower_ in ("he", "she"):
        return start, start + 1
    if described := described_subject(doc, sentence):
        return described
    if doc[start].text in MARKS or doc[start].lower_ in _NO_SUBJECT or not is_capital(doc, start):
        return None
    end = phrase_end(doc, start, sentence.end)
    first = next(iter(doc._.names.people_in(start, end)), None)
    if first is None or first.title != start or is_possessive(doc, min(first.end, len(doc) - 1)):
        return None
    return start, first.end


def described_subject(doc: Doc, sentence: Sentence) -> Tokens | None:
    """The one person without a name, or with one set off, whom a sentence begins with: "[The mayor,
    Ada Lund,] was unmoved.", "But [a director] laughed it off."."""
    start = sentence.start + (doc[sentence.start].lower_ in CONJUNCTIONS)
    owned = start + 1 < sentence.end and is_possessive(doc, start + 1)  # "Luria’s minister"
    if doc[start].lower_ not in _ARTICLES and not owned:
        return None
    end = phrase_end(doc, start, sentence.end)
    head = next((i for i in range(start + 1, end) if doc[i].lower_ in PREPOSITIONS), end) - 1
    head -= doc[head].lower_ in ("close", "familiar")
    if head <= start or doc[head].lower_ not in PERSON_ROLES:
        return None
    if doc._.names.people_in(start + owned, end):
        return None
    verb = end
    if doc[end].text == ",":
        following = range(end + 2, min(end + _LONGEST_ASIDE, sentence.end - 1))
        closing = next((i for i in following if doc[i].text == "," and is_finite(doc, i + 1)), None)
        if closing is None:
            return None
        verb = closing + 1
        end = closing if doc._.names.people_in(end + 1, end + 2) else end
    return (start, end) if is_finite(doc, verb) else None


def _lead_ins(
    waiting: list[tuple[Sentence, list[Quotation]]], own: Attribution, sentence: Sentence
) -> list[Attribution]:
    """“No. Never.” at the head of a paragraph whose next sentence says who speaks."""
    return [
        Attribution(
            before,
            [(quotation.start, quotation.end) for quotation in alone],
            None,
            own.source,
            "continued",
        )
        for before, alone in waiting
        if before.paragraph == sentence.paragraph
    ]
