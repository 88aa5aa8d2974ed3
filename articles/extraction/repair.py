"""From labelled tokens to a content as a reader would cut it.

snapped   a quotation of which most is content is content whole, and no more than it
joined    parts are one unless cue or source parts them
narrowed  a new paragraph is a new quote; whom something was told to, and half of an outlet's name,
          is no part of it
trimmed   no outer quotation marks, no leading "that", no full stop outside the marks
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc

from .phrases import (
    CONJUNCTIONS,
    DASHES,
    DETERMINERS,
    MARKS,
    PREPOSITIONS,
    RELATIVES,
    STOPS,
    SUBJECT_PRONOUNS,
    Tokens,
    has_finite,
    is_capital,
    is_finite,
    past_apposition,
    reports,
    small,
)
from .quotation import Quotation
from .records import Span
from .sentences import DATELINE, Sentence
from .vocabulary import grammar

_OPENER = re.compile(r"(?:that|whether)\b\s*", re.I)
# The programme in: said on CNN's [“State of the Union” that] the dam was full.
_PROGRAMME = re.compile(r"(?<=[’']s )[“\"][A-Z][^”\"]{1,60}[”\"],? that\b\s*")
_EDGE = " \t\n\u00a0,;:–—-"
# After a quotation: where it was said is no part of what was said.
_INTERVIEW = re.compile(r"(?<=[”\"]) in (?:an|a \w+) interview\b[^”\"]*\Z")
_OCCASION = re.compile(r"\w+ing\b[^,.;:“”\"]{1,80}? that ")
_PLACE = re.compile(
    r" (?:at|in|during) (?:an?|several|many|his|her|their) (?:[\w-]+ ){0,2}"
    r"(?:conference|briefing|interview|statement|hearing|speech(?:es)?)s?"
    r" (?:that )?(?=\w)(?!with |about |to |by |of |for |from |on |in |at |after |before )"
)
_HEARER = re.compile(r"[A-Z][\w’'-]* about (?=whether\b)|(?:him|her|them|us|me),? (?=[“\"])")
_TIMES = frozenset({"after", "before", "while", "when", "as", "on", "upon", "in", "during"})
_MOST = 0.5  # of a quotation's words
_GAP = 12  # words that the network may have missed within a content
_LONGEST_OUTLET = 8  # tokens of its name
_STOPS = re.compile(r"[.?!]")
_ARTICLES = frozenset({"the", "a", "an"})
_SUBORDINATORS = grammar("subordinator")
# What does not go on with the phrase before it.
_APART = (
    PREPOSITIONS | CONJUNCTIONS | RELATIVES | DETERMINERS | _SUBORDINATORS | SUBJECT_PRONOUNS
    | grammar("adverb", "day", "month", "auxiliary", "modal") | {"according", "following"}
)  # fmt: skip
_LINKING = grammar("adverb", "conjunction") | {","}
_TOPICS = frozenset({"on", "about", "regarding", "concerning"})  # "On how he began, she said, …"
_LONGEST_OPENING = 30  # words
_LONGEST_SETTING = 25  # tokens
_SPEAKING = frozenset(
    {"speaking", "talking", "commenting", "responding", "reacting", "referring", "asked"}
)
_SETTINGS = frozenset({"in", "at", "on", "during", "after", "before", "while", "under"})
_JOINING = frozenset({"and", "or", "but"})
_OPEN = PREPOSITIONS | _ARTICLES | {"to"}
_FEW = 3  # words past the edge of a quotation that are a slip


def content_spans(
    doc: Doc,
    runs: list[Tokens],
    cue: Tokens,
    source: Tokens | None = None,
    aside: Tokens | None = None,
    sentence: Sentence | None = None,
) -> list[Span]:
    """The content of the cue in characters, from its runs of tokens. `aside` are words between cue
    and content: whom it was told to, or who is cited. `sentence` is the cue's."""
    text = doc._.text
    around = _characters(doc, cue)
    runs = _outside_names(doc, _after(_after(runs, aside), _apposition(doc, cue, source)))
    runs = [run for run in runs if not (sentence and _is_occasion(doc, run, cue, sentence))]
    runs = _past_setting(doc, runs, cue)
    opening = None
    if runs and source and sentence:
        clause = _Clause(min(cue[0], source[0]), max(cue[1], source[1]), sentence)
        runs, opening = _on_both_sides(doc, runs, cue, clause)
    runs = [_with_article(doc, run, cue, source) for run in runs]
    if sentence:
        parts = [cue, source or cue]
        runs = [_to_phrase_end(doc, run, sentence, parts) for run in runs]
        first = min(runs, default=None)
        runs = [_from_clause_start(doc, r, sentence, parts) if r == first else r for r in runs]
        runs = [_within_relative(doc, run, source) for run in runs]
    spans = [_characters(doc, run) for run in runs]
    spans = _joined(text, spans, [around, _characters(doc, source)] if source else [around])
    spans = _in_one_paragraph(text, spans, around)
    if not opening:
        spans = _without_crumbs(doc, spans)
    spans = [_snapped(doc, span, around) for span in spans]
    spans = [_before_interview(text, _past_occasion(text, around, span)) for span in spans]
    spans = _merged(spans)
    spans = [_trimmed(doc, s, k == 0 and s[0] >= around[1]) for k, s in enumerate(spans)]
    return [(s, e) for s, e in spans if any(c.isalnum() for c in text[s:e])]


def _with_article(doc: Doc, run: Tokens, cue: Tokens, source: Tokens | None) -> Tokens:
    """According to Lund [the] mill is old."""
    before = run[0] - 1
    taken = any(start <= before < end for start, end in (cue, source or cue))
    if before < 0 or taken or doc[before].lower_ not in _ARTICLES:
        return run
    return before, run[1]


def _is_occasion(doc: Doc, run: Tokens, cue: Tokens, sentence: Sentence) -> bool:
    """Whether a run is but what somebody spoke about: "[Speaking of the mill], Lund said …"."""
    opening = sentence.start, run[1]
    if run[1] > cue[0] or doc[sentence.start].lower_ not in _SPEAKING:
        return False
    return not _is_quoted(doc, opening) and not has_finite(doc, *opening)


def _past_setting(doc: Doc, runs: list[Tokens], cue: Tokens) -> list[Tokens]:
    """Runs without what says when and where: stated in [a filing, Sunday, that] it is small."""
    after = sorted(run for run in runs if run[0] >= cue[1])
    if not after or after[0][0] - cue[1] > _LONGEST_SETTING:
        return runs
    start, end = after[0][0], after[-1][1]
    led = {doc[i].lower_ for i in range(cue[0] + 1, start)}
    if not led & _SETTINGS or led & (MARKS | {"that"}):
        return runs
    for i in range(start, min(end, start + _LONGEST_SETTING) - 1):
        if doc[i].lower_ == "that" and not _is_verb(doc, i + 1):
            rest = [(max(low, i + 1), high) for low, high in after if high > i + 1]
            return [run for run in runs if run[0] < cue[1]] + rest
        if doc[i].text in MARKS | {":"} or is_finite(doc, i):
            break
    return runs


def _is_verb(doc: Doc, i: int) -> bool:
    """Whether a verb follows "that", of a hall "that burned"."""
    return is_finite(doc, i) or doc[i].lower_.endswith("ed")


def _from_clause_start(doc: Doc, run: Tokens, sentence: Sentence, parts: list[Tokens]) -> Tokens:
    """A run before its reporting clause that begins in mid-phrase from the sentence's start:
    "[In the] last three years the mill grew, the report said"."""
    start, end = run
    before = range(sentence.start, start)
    if not before or any(part[0] < end for part in parts) or not has_finite(doc, start, end):
        return run
    set_off = {doc[end - 1].text, doc[end].text} & (STOPS | MARKS)
    if not set_off or _is_quoted(doc, (start, min(start + _FEW, end))):
        return run
    last = doc[start - 1]
    if (
        {last.text, doc[start].text} & (STOPS | MARKS)
        or last.is_space
        or last.lower_ in CONJUNCTIONS | RELATIVES
    ):
        return run
    words = {small(doc[i]) for i in before}
    told = any(reports(doc[i].lower_) and doc[i + 1].lower_ == "that" for i in range(start, end))
    apart = (
        told or words & MARKS or any(doc[i].text in DASHES | {":", ";", "(", "["} for i in before)
    )
    if apart or words <= _LINKING or any(reports(doc[i].lower_) for i in before):
        return run
    if "according" in words:
        return run
    dash = next((i for i in range(start, min(start + _FEW, end)) if doc[i].text in DASHES), None)
    dated = dash and all(is_capital(doc, i) or doc[i].text == "," for i in range(before[0], dash))
    return (dash + 1 if dated else sentence.start), end  # "[Corvel, Upper Benua –] The mill …"


def _within_relative(doc: Doc, run: Tokens, source: Tokens | None) -> Tokens:
    """A run as far as its relative clause: "the bank, which said [it was small], has grown"."""
    start, end = run
    if source is None or source[0] >= start or source[1] - source[0] > 1:
        return run
    if small(doc[source[0]]) not in RELATIVES or doc[source[0] - 1].text != ",":
        return run
    closes = (
        i
        for i in range(start + 1, end - 1)
        if doc[i].text == "," and is_finite(doc, i + 1) and has_finite(doc, start, i)
    )
    return start, next(closes, end)


def _to_phrase_end(doc: Doc, run: Tokens, sentence: Sentence, parts: list[Tokens]) -> Tokens:
    """A run that ends in mid-phrase to its end: "rose from 3,044 to [4,044]"; one that ends where a
    clause of others begins to that: "the group, [to which]"."""
    start, end = run
    if end >= sentence.end or _is_end(doc, end, parts):
        return run
    after = next(
        i for i in range(end, sentence.end + 1) if i == sentence.end or _is_end(doc, i, parts)
    )
    last = doc[end - 1].lower_
    follows = start >= max(part[1] for part in parts)
    if follows and last not in RELATIVES | _JOINING | _SUBORDINATORS and _breaks_off(doc, end):
        return start, after
    if last in _OPEN or (last in _JOINING and not has_finite(doc, end, after)):
        return start, after
    if last in RELATIVES | _JOINING | _SUBORDINATORS:
        end -= 1
        while end - start > 1 and doc[end - 1].lower_ in PREPOSITIONS | {","}:
            end -= 1
    return start, end


def _breaks_off(doc: Doc, end: int) -> bool:
    """Whether a phrase goes on at a token: "the settlement was [closed]", "Obama's [outreach]"."""
    word = small(doc[end])
    before = {doc[i].text for i in range(max(0, end - _FEW - 1), end)}  # no slip past a quotation
    if word in _APART or not doc[end].is_alpha or before & MARKS or doc[end - 1].text in STOPS:
        return False
    return not (word.endswith(("ing", "ly")) or is_finite(doc, end))


def _is_end(doc: Doc, i: int, parts: list[Tokens]) -> bool:
    """Whether a phrase cannot go on at a token: a mark, or cue or source."""
    closes = doc[i].is_space or doc[i].text in MARKS | STOPS - {"-"}
    return closes or any(first <= i < last for first, last in parts)


def _characters(doc: Doc, tokens: Tokens) -> Span:
    last = doc[tokens[1] - 1]
    return doc[tokens[0]].idx, last.idx + len(last)


def _after(runs: list[Tokens], aside: Tokens | None) -> list[Tokens]:
    """Runs that begin in an aside begin after it: "told the paper [that …]"."""
    if aside is None:
        return runs
    moved = [(aside[1] if aside[0] <= a < aside[1] else a, b) for a, b in runs]
    return [(a, b) for a, b in moved if a < b]


def _apposition(doc: Doc, cue: Tokens, source: Tokens | None) -> Tokens | None:
    """What explains the source: "According to Lund, [manager at the mill,] …"."""
    if source is None or doc[cue[0]].lower_ != "according" or doc[source[1] % len(doc)].text != ",":
        return None
    end = past_apposition(doc, source[1], len(doc)) + 1
    return (source[1], end) if end > source[1] + 1 else None


def _outside_names(doc: Doc, runs: list[Tokens]) -> list[Tokens]:
    """Runs without the half of an outlet's name that they begin or end with."""
    found = []
    for start, end in runs:
        for mention in doc._.outlets.within(max(0, start - _LONGEST_OUTLET), end):
            if mention.start < start < mention.end < end:
                start = mention.end
            if start < mention.start < end < mention.end:
                end = mention.start
        if end - start > 1 and doc[end - 1].lower_ in DETERMINERS:
            end -= 1
        if len(runs) == 1 or not _is_name(doc, start, end):
            found.append((start, end))
    return found


def _is_name(doc: Doc, start: int, end: int) -> bool:
    """Whether there is nothing but an outlet: told "The Mirror" …"""
    while start < end and not doc[start].text[0].isalnum():
        start += 1
    while start < end and not doc[end - 1].text[-1].isalnum():
        end -= 1
    return any(m.start <= start and end <= m.end for m in doc._.outlets.within(start, end))


def _joined(text: str, spans: list[Span], parting: list[Span]) -> list[Span]:
    """Neighbours in a paragraph are one, unless cue or source stand between them, or much else."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and _belong_together(text, found[-1], (start, end), parting):
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _belong_together(text: str, one: Span, other: Span, parting: list[Span]) -> bool:
    low, high = one[1], other[0]
    between = text[low:high]
    if "\n" in between:
        return False
    if not any(c.isalnum() for c in between):
        return True
    parted = any(start < high and low < end for start, end in parting)
    shorter = min(len(text[s:e].split()) for s, e in (one, other))
    return not parted and len(between.split()) < min(_GAP + 1, 2 * shorter)


def _in_one_paragraph(text: str, spans: list[Span], cue: Span) -> list[Span]:
    """The spans of the cue's paragraph where it has any; the others are quotes of their own."""
    start = text.rfind("\n", 0, cue[0]) + 1
    end = text.find("\n", cue[1])
    end = len(text) if end < 0 else end
    if dateline := DATELINE.match(text, start, end):
        start = dateline.end()
    near = [(max(s, start), min(e, end)) for s, e in spans if s < end and start < e]
    return near or spans


def _without_crumbs(doc: Doc, spans: list[Span]) -> list[Span]:
    """Parts of a word or two that are no whole quotation are slips where another part is longer."""
    longer = [s for s in spans if _words(doc, *s) >= _FEW or _holds_quotation(doc, s)]
    whole = [s for s in longer if not _is_scrap(doc, s)]
    return whole or longer or spans


def _is_scrap(doc: Doc, span: Span) -> bool:
    """Whether it is but the lesser part of a quotation, from within it."""
    held = doc._.quotations.at(span[0])
    if held is None or span[1] > held.outer_end:
        return False
    return span[1] - span[0] < _MOST * (held.end - held.start)


@dataclass(frozen=True)
class _Clause:
    """The tokens from source to cue, whichever comes first, and the sentence they report in."""

    start: int
    end: int
    sentence: Sentence


def _on_both_sides(
    doc: Doc, runs: list[Tokens], cue: Tokens, clause: _Clause
) -> tuple[list[Tokens], Tokens | None]:
    """The runs with what the network missed on the other side of the reporting clause, and which
    of them opens the sentence."""
    after = [run for run in runs if run[0] >= clause.end]
    if after and _follows_comma(doc, clause) and doc[clause.sentence.start].lower_ in _TOPICS:
        return after, None
    opening = _opening(doc, runs, clause)
    if opening:
        runs = [opening, *(run for run in runs if run[0] >= cue[0])]
    if before := _before_adjunct(doc, runs, clause):
        return [before], opening
    if rest := _rest(doc, runs, clause):
        return [min(runs), rest], min(runs)
    return runs, opening


def _follows_comma(doc: Doc, clause: _Clause) -> bool:
    """Whether the sentence has begun before the clause and a comma parts them."""
    return clause.start - 1 > clause.sentence.start and doc[clause.start - 1].text == ","


def _first_after(runs: list[Tokens], clause: _Clause) -> int | None:
    return min((start for start, _ in runs if start >= clause.end), default=None)


def _opening(doc: Doc, runs: list[Tokens], clause: _Clause) -> Tokens | None:
    """What a reporting clause parts from the rest: "[The mill,] Lund often says, [is old]"."""
    rest = _first_after(runs, clause)
    if rest is None or not _follows_comma(doc, clause):
        return None
    commas = [doc[i].text == "," for i in range(clause.end, rest + 1)]
    if not any(commas) or commas[:-1].count(False) > 1:
        return None
    goes_on = next((doc[i].text for i in range(rest, len(doc)) if doc[i].text != ","), "")
    if not goes_on[:1].islower():
        return None
    opening = clause.sentence.start, clause.start - 1
    words = {doc[i].lower_ for i in range(*opening)}
    no_clause = words <= _LINKING or len(words) > _LONGEST_OPENING
    return None if no_clause or _is_quoted(doc, opening) else opening


def _before_adjunct(doc: Doc, runs: list[Tokens], clause: _Clause) -> Tokens | None:
    """What was said before a clause with an adjunct of its own: "[The mill is safe], Lund said on
    Monday after two men were hurt"."""
    first = _first_after(runs, clause)
    if first is None or not _follows_comma(doc, clause):
        return None
    between = {doc[i].lower_ for i in range(clause.end, first)}
    before = clause.sentence.start, clause.start - 1
    if _is_quoted(doc, before) or not between & _TIMES or between & {",", "that"}:
        return None
    opens = doc[before[0]].lower_ in _SUBORDINATORS and min(runs)[0] > clause.start
    return before if has_finite(doc, *before) and not opens else None


def _rest(doc: Doc, runs: list[Tokens], clause: _Clause) -> Tokens | None:
    """The verb and what follows where the network took its subject only: "[The sum,] according to
    the bank, [is small]"."""
    end = clause.end
    parted = doc[clause.start - 1].text == "," and doc[end : end + 1].text == ","
    if not parted or end + 1 >= clause.sentence.end:
        return None
    if min(runs)[0] > clause.start or any(has_finite(doc, *run) for run in runs):
        return None
    follows = doc[end + 1]
    goes_on = follows.text.islower() and small(follows) not in CONJUNCTIONS | RELATIVES
    return (end + 1, clause.sentence.end) if goes_on else None


def _is_quoted(doc: Doc, tokens: Tokens) -> bool:
    """Whether a quotation stands in these tokens."""
    return bool(doc._.quotations.within(doc[tokens[0]].idx, doc[tokens[1]].idx))


def _holds_quotation(doc: Doc, span: Span) -> bool:
    start, end = span
    return any(start <= q.start and q.end <= end for q in doc._.quotations.within(start, end))


def _merged(spans: list[Span]) -> list[Span]:
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _snapped(doc: Doc, span: Span, cue: Span) -> Span:
    """Quotations taken whole where most of one is content; a slip over their edge taken back.

    A cue inside a quotation reports within it, and that quotation is left alone.
    """
    start, end = span
    for quotation in doc._.quotations.within(*span):
        if quotation.holds(cue[0]):
            continue
        shared = min(end, quotation.end) - max(start, quotation.start)
        if shared >= _MOST * (quotation.end - quotation.start):
            start, end = min(start, quotation.outer_start), max(end, quotation.outer_end)
        elif start < quotation.outer_start and _words(doc, quotation.outer_start, end) <= _FEW:
            end = quotation.outer_start
        elif end > quotation.outer_end and _words(doc, start, quotation.outer_end) <= _FEW:
            start = quotation.outer_end
    if leading := _ends_before(doc, start, end):
        follows = start >= cue[1] and not _STOPS.search(doc._.text, cue[1], start)
        start, end = (start, leading) if follows else (leading, end)
    if start < cue[0] < end and span[0] >= cue[1]:
        start = cue[1]
    if start < cue[0] < end and span[1] <= cue[0]:
        end = cue[0]
    return start, end


def _ends_before(doc: Doc, start: int, end: int) -> int | None:
    """Where a quotation opens, if a sentence outside marks ends right before it."""
    outside = start
    for quotation in doc._.quotations.within(start, end):
        before = doc._.text[outside : quotation.outer_start].rstrip()
        if before.endswith((".", "?", "!")):
            return quotation.outer_start
        outside = quotation.outer_end
    return None


def _past_occasion(text: str, cue: Span, span: Span) -> Span:
    """Said after [attending the seminar that] the plan was fine; admitted [at a news conference]
    there was none; asked Ada [Lund about] whether it was."""
    start, end = span
    if start < cue[1]:
        return span
    between = text[cue[1] : start].strip().lower()
    if between in _TIMES and (found := _OCCASION.match(text, start, end)):
        return found.end(), end
    found = _PLACE.match(text, cue[1], end) or _HEARER.match(text, start, end)
    return (max(start, found.end()), end) if found else span


def _before_interview(text: str, span: Span) -> Span:
    """Called the plan [“fair”] in an interview with the daily."""
    start, end = span
    found = _INTERVIEW.search(text, start, end)
    return (start, found.start()) if found else span


def _words(doc: Doc, start: int, end: int) -> int:
    return len(doc._.text[start:end].split())


def _trimmed(doc: Doc, span: Span, reported: bool) -> Span:
    """`reported`: the first that a cue leads to, as in "said that"."""
    start, end = span
    text = doc._.text
    while start < end and text[start] in _EDGE + ")]":
        start += 1
    if text[start : start + 2] == ". ":
        start += 2
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    if reported and (programme := _PROGRAMME.match(text, start, end)):
        start = programme.end()
    if quotation := _alone(doc, start, end):
        return quotation.start, quotation.end
    if end > start and text[end - 1] == "." and not _abbreviates(text, end):
        end -= 1
    opener = _OPENER.match(text, start, end)
    if opener and (reported or text[start].islower()):
        start = opener.end()
        while start < end and text[start] in _EDGE:
            start += 1
    return start, end


def _alone(doc: Doc, start: int, end: int) -> Quotation | None:
    """The quotation that is all there is to a content, but for marks."""
    found = doc._.quotations.within(start, end)
    if len(found) != 1 or start > found[0].start or end < found[0].end:
        return None
    outside = doc._.text[start : found[0].outer_start] + doc._.text[found[0].outer_end : end]
    return None if any(c.isalnum() for c in outside) else found[0]


def _abbreviates(text: str, end: int) -> bool:
    """Whether the full stop is of "U.S." rather than of the sentence."""
    return end >= 4 and text[end - 3] == "." and text[end - 2].isupper()
