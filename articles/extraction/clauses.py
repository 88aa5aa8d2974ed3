"""Labelled runs of tokens to the clauses that they stand for.

left out  whom it was told to, an apposition, half of an outlet's name, the occasion, when and
          where it was said
taken in  what a reporting clause parts from the rest, the article, the beginning of a clause and
          the end of a phrase
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from .phrases import (
    CONJUNCTIONS,
    DASHES,
    DETERMINERS,
    MARKS,
    NUMBERS,
    PREPOSITIONS,
    RELATIVES,
    STOPS,
    SUBJECT_PRONOUNS,
    Tokens,
    closes_phrase,
    has_finite,
    is_adjunct,
    is_capital,
    is_finite,
    is_possessive,
    is_title,
    past_apposition,
    reports,
    small,
    within_brackets,
)
from .sentences import Sentence
from .vocabulary import grammar

TIMES = frozenset({"after", "before", "while", "when", "as", "on", "upon", "in", "during"})
_LONGEST_OUTLET = 8  # tokens of its name
_ARTICLES = frozenset({"the", "a", "an"})
_SUBORDINATORS = grammar("subordinator")
# What does not go on with the phrase before it.
_APART = (
    PREPOSITIONS | CONJUNCTIONS | RELATIVES | DETERMINERS | _SUBORDINATORS | SUBJECT_PRONOUNS
    | grammar("adverb", "day", "month", "auxiliary", "modal") | {"according", "following"}
)  # fmt: skip
_ADVERBS = grammar("adverb", "negation")
_LINKING = grammar("adverb", "conjunction") | {","}
_TOPICS = frozenset({"on", "about", "regarding", "concerning"})  # "On how he began, she said, …"
_LONGEST_OPENING = 30  # words
_LONGEST_SETTING = 25  # tokens
_SPEAKING = frozenset(
    {"speaking", "talking", "commenting", "responding", "reacting", "referring", "asked"}
)
_THEN = frozenset({"and", "but", "as", "when", "while", "before", "after", "then"})
_REMARKS = frozenset({"comments", "remarks"})
_SPEECHES = frozenset(
    {"speech", "statement", "address", "interview", "video", "message", "email", "post"}
)
_CARRIED = frozenset({"carried", "broadcast", "aired", "published", "posted", "shared", "to", "on"})
_SETTINGS = frozenset({"in", "at", "on", "during", "after", "before", "while", "under"})
_WHENEVER = frozenset({"while", "when", "after", "before"})
_REASONS = frozenset({"since", "because", "as", "while", "although", "though"})
_JOINING = frozenset({"and", "or", "but"})
_OPEN = PREPOSITIONS | _ARTICLES | {"to"}
_PARTING = DASHES | {":", ";", "(", "["}
_ASKED = frozenset({"asked", "pressed", "questioned"})
_LONGEST_MOTTO = 8  # tokens of a quotation that a sentence can hold after a colon
_NEAR = 3  # words from the edge of a quotation, or from where a run begins to a dateline's dash


def content_runs(
    doc: Doc,
    runs: list[Tokens],
    cue: Tokens,
    source: Tokens | None,
    aside: Tokens | None,
    sentence: Sentence | None,
) -> tuple[list[Tokens], Tokens | None]:
    """The runs of a cue's content as its sentence shapes them, and which of them opens the sentence
    before a reporting clause, if one does. `aside` are words between cue and content."""
    runs = [_whole_words(doc, _before_space(doc, run)) for run in runs]
    runs = [run for run in runs if not _leads_to_colon(doc, run, cue, runs)]
    if len(runs) > 1:
        runs = [run for run in runs if not _is_owned(doc, run)] or runs
    runs = _outside_names(doc, _after(_after(runs, aside), _apposition(doc, cue, source)))
    runs = [_with_what_is_said_of(doc, run, cue, source, runs) for run in runs]
    runs = [run for run in runs if not (sentence and _is_occasion(doc, run, cue, sentence))]
    runs = [run for run in runs if not _is_when(doc, run, cue) and not _leads_in(doc, run, cue)]
    runs = [run for run in runs if not _is_topic(doc, run, cue, runs)]
    runs = [run for run in runs if not _is_on_air(doc, run, cue) and not _is_put(doc, run, runs)]
    if sentence:
        runs = _within_brackets(doc, runs, cue, sentence)
    runs = [_past_lead(doc, run, cue) for run in runs]
    runs = _past_setting(doc, _without_other_reports(doc, runs, cue), cue)
    if source:
        runs = [(a, b) for a, b in runs if not (source[0] <= a and b <= source[1])]
    if sentence and source:
        runs = [run for run in runs if not _is_after_opening(doc, run, cue, source, sentence)]
    opening = None
    if runs and source and sentence:
        clause = _Clause(min(cue[0], source[0]), max(cue[1], source[1]), sentence)
        runs, opening = _on_both_sides(doc, runs, cue, clause)
        opening = opening or _subject_apart(doc, runs, clause)
    runs = [_with_article(doc, run, cue, source) for run in runs]
    runs = [_with_names(doc, run, [cue, source or cue]) for run in runs]
    if sentence:
        parts = [cue, source or cue]
        runs = [_to_phrase_end(doc, run, sentence, parts) for run in runs]
        first = min(runs, default=None)
        runs = [_from_clause_start(doc, r, sentence, parts) if r == first else r for r in runs]
        runs = [_within_relative(doc, run, source) for run in runs]
    runs = [_to_quotation_end(doc, run, cue) for run in runs]
    return [_before_occasion(doc, run, cue) for run in runs], opening


def _to_quotation_end(doc: Doc, run: Tokens, cue: Tokens) -> Tokens:
    """A run without what was done after whole sentences between marks: said [“We go,”] and left."""
    quotations = doc._.quotations
    first = run[0] + (doc[run[0]].text in MARKS)
    quotation = quotations.at(doc[min(first, run[1] - 1)].idx)
    if run[0] < cue[1] or first >= run[1] or quotation is None:
        return run
    if quotation.start != doc[first].idx:
        return run
    end = next((i for i in range(first, run[1]) if doc[i].idx >= quotation.outer_end), run[1])
    after = end + (doc[end].text == ",") if end < run[1] else end
    if after + 1 >= run[1] or doc[after].lower_ not in _THEN or doc[after + 1].lower_ == "that":
        return run
    said = doc._.text[quotation.start : quotation.end]
    whole = said[0].isupper() and " " in said.strip()
    goes_on = quotations.within(doc[end].idx, doc[run[1] - 1].idx)
    return (run[0], end) if whole and not goes_on else run


def _before_occasion(doc: Doc, run: Tokens, cue: Tokens) -> Tokens:
    """A run without how an outlet came by it: said [the mill was old] in comments to the daily."""
    outlets = doc._.outlets.within(max(run[0], run[1] - _LONGEST_OUTLET), run[1] + 2)
    if run[0] < cue[1] or not outlets or outlets[-1].end < run[1] - 1:
        return run
    last = min(outlets[-1].start, run[1]) - 1
    for i in range(last, max(run[0] + 1, outlets[-1].start - _LONGEST_OUTLET), -1):
        if doc[i].text in MARKS:
            break
        if doc[i].lower_ == "in" and _are_remarks(doc, i + 1, last):
            return run[0], i - (doc[i - 1].text == ",")
    return run


def _are_remarks(doc: Doc, i: int, last: int) -> bool:
    """ "comments to …", "a speech carried by …", "a text message to …" """
    if doc[i].lower_ in _REMARKS:
        return True
    noun = next((j for j in range(i, min(last, i + _NEAR)) if doc[j].lower_ in _SPEECHES), last)
    return noun < last and doc[noun + 1].lower_ in _CARRIED


def _before_space(doc: Doc, run: Tokens) -> Tokens:
    """A run without the empty lines after it."""
    start, end = run
    while end - start > 1 and doc[end - 1].is_space:
        end -= 1
    return start, end


def _leads_to_colon(doc: Doc, run: Tokens, cue: Tokens, runs: list[Tokens]) -> bool:
    """Whether a run is but what somebody does who then speaks: praised [the board] without smiling:
    “They did what they could.”"""
    last = max(runs)
    first = last[0] + (doc[last[0]].text in MARKS)
    quotation = doc._.quotations.at(doc[min(first, last[1] - 1)].idx)
    opens = quotation is not None and quotation.start == doc[first].idx
    before = first - 1 - (doc[first - 1].text in MARKS)
    after = cue[1] <= run[0] < run[1] <= before
    return opens and after and doc[before].text == ":" and not _is_quoted(doc, run)


def _whole_words(doc: Doc, run: Tokens) -> Tokens:
    """A run that begins or ends within "inflation-relief" with all of it."""
    start, end = run
    while start > 1 and _is_hyphen(doc, start - 1):
        start -= 2
    while end + 1 < len(doc) and _is_hyphen(doc, end):
        end += 2
    return start, end


def _is_owned(doc: Doc, run: Tokens) -> bool:
    """Whether it is but what somebody has: "praised [her work] and Lund[’s legacy]"."""
    return is_possessive(doc, run[0]) and run[1] - run[0] <= _NEAR


def _is_hyphen(doc: Doc, i: int) -> bool:
    return doc[i].text == "-" and not doc[i].whitespace_ and not doc[i - 1].whitespace_


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
    if end < len(doc) and (small(doc[end]) in RELATIVES or is_finite(doc, end)):
        return None  # "According to him, this rule, which is old, …"
    return (source[1], end) if end > source[1] + 1 else None


def _with_what_is_said_of(
    doc: Doc, run: Tokens, cue: Tokens, source: Tokens | None, runs: list[Tokens]
) -> Tokens:
    """According to Lund, [these boats,] which are old, need sails; according to her, [in
    May,] boats came."""
    if source is None or doc[cue[0]].lower_ != "according" or run != min(runs):
        return run
    start, opening = run[0], source[1] + 1
    if not source[1] + 2 < start <= source[1] + _LONGEST_OPENING:
        return run
    if doc[source[1]].text != "," or doc[start - 1].text != ",":
        return run
    torn = small(doc[start]) in RELATIVES or is_finite(doc, start)
    between = {doc[i].text for i in range(opening, start - 1)} & (STOPS | MARKS)
    fits = (torn or _is_adverbial(doc, opening, start)) and not between
    return (opening, run[1]) if fits and not has_finite(doc, opening, start) else run


def _outside_names(doc: Doc, runs: list[Tokens]) -> list[Tokens]:
    """Runs without the half of an outlet's name that they begin or end with."""
    found = []
    for start, end in runs:
        for mention in doc._.outlets.within(max(0, start - _LONGEST_OUTLET), end):
            if mention.start < start < mention.end < end:
                start = mention.end
            if start < mention.start < end < mention.end:
                end = mention.start
        if end - start > 1 and doc[end - 1].lower_ in DETERMINERS - NUMBERS:
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


def _is_occasion(doc: Doc, run: Tokens, cue: Tokens, sentence: Sentence) -> bool:
    """Whether a run is but what somebody spoke about: "[Speaking of the mill], Lund said …"."""
    opening = sentence.start, run[1]
    if run[1] > cue[0] or doc[sentence.start].lower_ not in _SPEAKING:
        return False
    return not _is_quoted(doc, opening) and not has_finite(doc, *opening)


def _is_after_opening(
    doc: Doc, run: Tokens, cue: Tokens, source: Tokens, sentence: Sentence
) -> bool:
    """Whether somebody does it who opened the sentence otherwise: "Noting that it was late, Lund
    [thanked the guild]"."""
    first = doc[cue[0]].lower_
    opens = cue[0] == sentence.start and first.endswith("ing") and first != "according"
    return opens and cue[1] <= source[0] and run[0] >= source[1]


def _leads_in(doc: Doc, run: Tokens, cue: Tokens) -> bool:
    """Whether what was said comes in the next line: "[Looking ahead to May], Lund said:"."""
    end = cue[1]
    ends = end + 1 >= len(doc) or doc[end + 1].is_space or "\n" in doc[end].text_with_ws
    return ends and doc[end : end + 1].text == ":" and run[1] <= cue[0] and not _is_quoted(doc, run)


def _is_topic(doc: Doc, run: Tokens, cue: Tokens, runs: list[Tokens]) -> bool:
    """Whether a run is but whom or what a quotation is about, or where it was said: “We go,” Lund
    said of [the mill]."""
    told = run[0] == cue[1] and doc[cue[1] - 1].lower_ in PREPOSITIONS
    before = next((other for other in runs if other[1] <= cue[0]), None)
    if not told or before is None or _is_quoted(doc, run) or has_finite(doc, *run):
        return False
    return doc[before[0]].text in MARKS


def _is_on_air(doc: Doc, run: Tokens, cue: Tokens) -> bool:
    """Whether a run is but the programme: "[Later on “This Town,”] Lund said …"."""
    if run[1] > cue[0]:
        return False
    start, last = doc[run[0]].idx, doc[run[1] - 1]
    quotation = doc._.quotations.at(last.idx)
    if quotation is None or quotation.outer_start <= start or has_finite(doc, *run):
        return False
    return is_title(doc, start, quotation)


def _is_put(doc: Doc, run: Tokens, runs: list[Tokens]) -> bool:
    """Whether a run is but the question: "[when asked if it was late], she said, “No.”"."""
    opens = doc[run[0]].lower_ in ("when", "if") and doc[run[0] + 1].lower_ in _ASKED
    return opens and run != max(runs) and not _is_quoted(doc, run)


def _within_brackets(doc: Doc, runs: list[Tokens], cue: Tokens, sentence: Sentence) -> list[Tokens]:
    """The runs as far as they stand in the bracket of their cue, if any does."""
    low, high = within_brackets(doc, sentence.start, cue[0], sentence.end)
    inside = [(max(low, start), min(high, end)) for start, end in runs]
    inside = [(start, end) for start, end in inside if start < end]
    return inside if low > sentence.start and inside else runs


def _past_lead(doc: Doc, run: Tokens, cue: Tokens) -> Tokens:
    """A run without what leads to a quotation: "[He sells a book:] “Buy the mill that shut,” the
    label says", "wrote [the following:] “The mill is old.”"."""
    start, end = run
    if doc._.quotations.at(doc[start].idx):
        return run
    colon = next((i for i in range(start + 1, end - 1) if doc[i].text == ":"), None)
    if colon is None or doc[colon + 1].text not in MARKS or doc[colon - 1].lower_ in PREPOSITIONS:
        return run
    quotation = doc._.quotations.at(doc[colon + 1].idx)
    last = doc[end - 1]
    whole = (
        quotation is not None and quotation.end <= last.idx + len(last) <= quotation.outer_end + 1
    )
    before = end <= cue[0] and end - colon > _LONGEST_MOTTO
    after = start >= cue[1] and end - colon > _NEAR and not has_finite(doc, start, colon)
    after = after and not _is_quoted(doc, (start, colon))
    return (colon + 1, end) if whole and (before or after) else run


def _is_when(doc: Doc, run: Tokens, cue: Tokens) -> bool:
    """Whether a run is but when something was said: "said [this while opening a mill]"."""
    start = cue[1]
    if run[0] < start or doc[start].text != "this" or doc[start + 2 : start + 3].text == "turn":
        return False  # "this in turn …"
    follows = doc[start + 1 : start + 2].text
    if any(token.text == ":" for token in doc[start : run[1]]):
        return False
    whole = any(
        is_finite(doc, i)
        and not doc[i].lower_.endswith("ed")
        and not doc._.quotations.at(doc[i].idx)  # "this in “Nobody Wrote It”"
        for i in range(*run)
    )
    return follows in _WHENEVER or (follows in PREPOSITIONS | {"to"} and not whole)


def _without_other_reports(doc: Doc, runs: list[Tokens], cue: Tokens) -> list[Tokens]:
    """Runs without what another cue opens: "[the mayor said that] it was late, since, according to
    the guild, the mill was old"."""
    after = [run for run in runs if run[0] >= cue[1]]
    if doc[cue[0]].lower_ != "according" or not after:
        return runs
    return [r for r in runs if r in after or not any(reports(doc[i].lower_) for i in range(*r))]


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
    if after and _follows_comma(doc, clause) and _is_apart_before(doc, clause):
        return after, None
    if after and after == runs and doc[cue[0]].lower_ == "according" and _is_joined(doc, clause):
        return [(clause.sentence.start, clause.start - 1), (clause.end + 2, max(runs)[1])], None
    first = min(after, default=None)
    runs = [_with_subject(doc, run, clause) if run == first else run for run in runs]
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


def _is_apart_before(doc: Doc, clause: _Clause) -> bool:
    """Whether what stands before is what the rest is about, or another clause: "[On how he began],
    she said, …", "[The mayor let it stand], while, according to Lund, …"."""
    opening = doc[clause.sentence.start : clause.start - 1]
    topic = opening[0].lower_ in _TOPICS and all(token.text != "," for token in opening)
    return topic or (opening[-1].lower_ in _REASONS and doc[clause.start - 3].text == ",")


def _is_joined(doc: Doc, clause: _Clause) -> bool:
    """Whether the clause stands between two that "and" joins: "The mill was old, according to Lund,
    and it fell"."""
    joins = doc[clause.end : clause.end + 2].text in (", and", ", but")
    before = clause.sentence.start, clause.start - 1
    whole = _follows_comma(doc, clause) and has_finite(doc, *before)
    return whole and joins and not _is_quoted(doc, before)


def _with_subject(doc: Doc, run: Tokens, clause: _Clause) -> Tokens:
    """A run after the clause that begins with its verb: "At night, says the report, [boats and
    buses] sink"."""
    first = clause.end + 1
    verb = run[0] + (doc[run[0]].text in DASHES)
    parted = _follows_comma(doc, clause) and doc[clause.end].text == ","
    if not parted or run[0] <= first or verb >= run[1] or not is_finite(doc, verb):
        return run
    stops = {doc[i].text for i in range(first, run[0])} & (MARKS | STOPS - DASHES)
    return run if stops or has_finite(doc, first, run[0]) else (first, run[1])


def _subject_apart(doc: Doc, runs: list[Tokens], clause: _Clause) -> Tokens | None:
    """The subject that the network has of what a clause parts from its verb: "[Hawaii], as Lund
    pointed out in May, [does not get them]"."""
    first, rest = min(runs), _first_after(runs, clause)
    if rest is None or first[1] > clause.start or doc[first[1]].text != ",":
        return None
    if first[0] > clause.sentence.start + 1:
        return None
    verb = next((i for i in range(rest, len(doc)) if doc[i].text not in STOPS), rest)
    verb += small(doc[verb]) in _ADVERBS or doc[verb].lower_.endswith("ly")
    return first if verb < len(doc) and is_finite(doc, verb) else None


def _first_after(runs: list[Tokens], clause: _Clause) -> int | None:
    return min((start for start, _ in runs if start >= clause.end), default=None)


def _opening(doc: Doc, runs: list[Tokens], clause: _Clause) -> Tokens | None:
    """What a reporting clause parts from the rest: "[The mill,] Lund often says, [is old]"."""
    rest = _first_after(runs, clause)
    if rest is None or not _follows_comma(doc, clause):
        return None
    commas = [doc[i].text == "," for i in range(clause.end, rest + 1)]
    if not any(commas):
        return None
    said_when = is_adjunct(doc, clause.end, rest) and commas.index(True) <= _NEAR
    if commas[:-1].count(False) > 1 and not said_when:
        return None
    goes_on = next((doc[i].text for i in range(rest, len(doc)) if doc[i].text != ","), "")
    if not goes_on[:1].islower():
        return None
    opening = clause.sentence.start, clause.start - 1
    words = {doc[i].lower_ for i in range(*opening)}
    no_clause = words <= _LINKING or len(words) > _LONGEST_OPENING
    no_clause = no_clause or doc[opening[1] - 1].lower_ in _REASONS
    return None if no_clause or _is_quoted(doc, opening) else opening


def _before_adjunct(doc: Doc, runs: list[Tokens], clause: _Clause) -> Tokens | None:
    """What was said before a clause with an adjunct of its own: "[The mill is safe], Lund said on
    Monday after two men were hurt"."""
    first = _first_after(runs, clause)
    if first is None or not _follows_comma(doc, clause):
        return None
    between = {doc[i].lower_ for i in range(clause.end, first)}
    before = clause.sentence.start, clause.start - 1
    if _is_quoted(doc, before) or not between & TIMES or between & {",", "that"}:
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
    words = doc[tokens[0] : tokens[1]]  # which may end with the text
    return bool(doc._.quotations.within(words.start_char, words.end_char))


def _with_article(doc: Doc, run: Tokens, cue: Tokens, source: Tokens | None) -> Tokens:
    """According to Lund [the] mill is old; according to Lund, [that] mill is old."""
    before = run[0] - 1
    taken = any(start <= before < end for start, end in (cue, source or cue))
    pointing = doc[cue[0]].lower_ == "according" and doc[before - 1 : before + 1].text == ", that"
    if before < 0 or taken or not (pointing or doc[before].lower_ in _ARTICLES):
        return run
    return before, run[1]


def _with_names(doc: Doc, run: Tokens, parts: list[Tokens]) -> Tokens:
    """A run that begins or ends within a name with all of it: "met [Ola] Ek for talks"."""
    start, end = run
    for mention in doc._.names.within(max(0, start - _LONGEST_OUTLET), end):
        apart = all(mention.end <= low or high <= mention.title for low, high in parts)
        if apart and mention.start < start < mention.end:
            start = mention.title
        if apart and mention.start < end < mention.end:
            end = mention.end
    return start, end


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
    before = {doc[i].text for i in range(max(0, end - _NEAR - 1), end)}  # no slip past a quotation
    if word in _APART or not doc[end].is_alpha or before & MARKS or doc[end - 1].text in STOPS:
        return False
    return not (word.endswith(("ing", "ly")) or is_finite(doc, end))


def _is_end(doc: Doc, i: int, parts: list[Tokens]) -> bool:
    """Whether a phrase cannot go on at a token: a mark, or cue or source."""
    return closes_phrase(doc, i) or any(first <= i < last for first, last in parts)


def _from_clause_start(doc: Doc, run: Tokens, sentence: Sentence, parts: list[Tokens]) -> Tokens:
    """A run before its reporting clause that begins in mid-phrase from the sentence's start:
    "[In the] last three years the mill grew, the report said"."""
    start, end = run
    if start <= sentence.start or any(part[0] < end for part in parts):
        return run
    set_off = {doc[end - 1].text, doc[end].text} & (STOPS | MARKS)
    told = any(reports(doc[i].lower_) and doc[i + 1].lower_ == "that" for i in range(start, end))
    whole = has_finite(doc, start, end) and not _is_quoted(doc, (start, min(start + _NEAR, end)))
    if not set_off or told or not whole or _is_apart(doc, sentence.start, start):
        return run
    return _past_dateline(doc, sentence.start, start + _NEAR), end


def _is_apart(doc: Doc, opening: int, start: int) -> bool:
    """Whether what opens a sentence is no part of the clause that begins at `start`: a linking
    word, another clause, other marks."""
    last = doc[start - 1]
    words = {small(doc[i]) for i in range(opening, start)}
    other = words & (MARKS | _PARTING | {"according"}) or any(map(reports, words))
    if last.text == "," and not other and _is_adverbial(doc, opening, start):
        return False
    if last.is_space or {last.text, doc[start].text} & (STOPS | MARKS):
        return True
    return bool(other) or words <= _LINKING or last.lower_ in CONJUNCTIONS | RELATIVES


def _is_adverbial(doc: Doc, opening: int, end: int) -> bool:
    """Whether a sentence opens with but when, where or how: "[In the spring tide,] boats came"."""
    opens = doc[opening].lower_ in PREPOSITIONS and small(doc[opening + 1]) not in SUBJECT_PRONOUNS
    return opens and not has_finite(doc, opening, end)


def _past_dateline(doc: Doc, opening: int, high: int) -> int:
    """Where a sentence begins: "[Corvel, Upper Benua –] The mill …"."""
    dash = next((i for i in range(opening + 1, high) if doc[i].text in DASHES), None)
    if dash is None:
        return opening
    place = all(is_capital(doc, i) or doc[i].text == "," for i in range(opening, dash))
    return dash + 1 if place else opening


def _within_relative(doc: Doc, run: Tokens, source: Tokens | None) -> Tokens:
    """A run as far as its relative clause: "the bank, which said [it was small], has grown", "the
    bank, which Lund said [was small], has grown"."""
    start, end = run
    if source is None or source[0] >= start:
        return run
    first = source[0]
    first -= small(doc[first]) not in RELATIVES
    if small(doc[first]) not in RELATIVES or doc[first - 1].text != ",":
        return run
    closes = (
        i
        for i in range(start + 1, end - 1)
        if doc[i].text == "," and is_finite(doc, i + 1)
        if has_finite(doc, start, i) or first < source[0]
    )
    return start, next(closes, end)
