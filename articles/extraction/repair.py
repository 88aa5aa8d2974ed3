"""From the clauses of a content to its characters, as a reader would cut it.

snapped   a quotation of which most is content is content whole, and no more than it
joined    parts are one unless cue or source parts them
narrowed  a new paragraph is a new quote
trimmed   no outer quotation marks, no leading "that", no full stop outside the marks
"""

from __future__ import annotations

import re

from spacy.tokens import Doc

from .clauses import TIMES, content_runs
from .phrases import AUXILIARIES, Tokens, reports
from .quotation import Quotation
from .records import Span
from .sentences import Sentence, past_dateline

_VERBS = "|".join(sorted(word for word in AUXILIARIES if word.isalpha()))
# "said that the mill is old", but "said [that] is why".
_OPENER = re.compile(rf"(?:that|whether)\b(?! (?:{_VERBS})\b)\s*", re.I)
# The programme in: said on CNN's [“State of the Union” that] the dam was full.
_PROGRAMME = re.compile(r"(?<=[’']s )[“\"][A-Z][^”\"]{1,60}[”\"],? that\b\s*")
# Posted [a note that read, “]We go.[”]
_THAT_READ = re.compile(
    r"(?:an?|the|another) [^“”\"]{1,60}\b(?:(?:that|which) reads?|captioned|with (?:an?|the) "
    r"(?:\w+ )?(?:comment|caption|message|text|words|line))[,:]? (?=[“\"])"
)
_EDGE = " \t\n\u00a0,;:–—-"
# After a quotation: where it was said is no part of what was said, nor what was said next.
_INTERVIEW = re.compile(
    r"(?:(?<=[”\"])|(?<='')) (?:(?:in|during) (?:an?|his|her|their) (?:[\w’'-]+ ){0,2}"
    r"(?:interview|statement|speech|tweet|post|e-?mail|briefing)s?\b"
    r"|in (?:answer(?:ing)?|response|reply) |(?:on \w+ )?(?:before|while) (?:claim|say|add|"
    r"insist|argu|tell|promis|warn|announc)ing\b)[^“”\"]*\Z"
)
_OCCASION = re.compile(r"\w+ing\b[^,.;:“”\"]{1,80}? that ")
_PLACE = re.compile(
    r" (?:at|in|during) (?:an?|several|many|his|her|their) (?:[\w-]+ ){0,2}"
    r"(?:conference|briefing|interview|statement|hearing|speech(?:es)?)s?"
    r" (?:that )?(?=\w)(?!with |about |to |by |of |for |from |on |in |at |after |before )"
)
# Said [in May 2012 that] the dam was full.
_DATE = re.compile(
    r"(?:(?:in|on|by|since|early|earlier|late|later|last|this|the) )+"
    r"(?:(?:[A-Z][a-z]{2,8}|\d{1,4}|year|month|week|day|morning|evening|afternoon),? ){1,3}that "
)
# Said [too that] the dam was full; said [on Tuesday] he would go.
_BY_THE_WAY = re.compile(
    r"(?:too|however|also|further|again|today|yesterday|earlier|in turn|at (?:the|that|this) time"
    r"|at the same time)(?:, ?| )that "
    r"|(?:today|yesterday|(?:this|last) (?:week|month|year|morning)|(?:on )?[A-Z][a-z]{2,5}day) "
    r"(?=(?:that|the|an?|it|he|she|they|there|its|his|her|their|we|I)\b)"
)
# The mill is old, Lund said [without saying why], [but did not explain], [the latest in a row].
_TAIL = re.compile(
    r"(?:,? (?:but|and|though) (?:(?:it|he|she|they) )?(?:did|does|do|would|could)(?: not|n[’']t) "
    r"(?:\w+ly )?(?:explain|elaborate|specif|say|give|provide|name|disclose|mention|identif|detail)"
    r"|,? without (?:\w+ly )?(?:explain|elaborat|specif|saying|giving|provid|naming|disclos|mention"
    r"|identif|detail)|, (?:in )?the latest (?:[\w-]+ ){0,2}(?:in|of))\w*\b[^“”\"]*\Z"
)
# Renewed [her call for] a pause.
_RENEWED = re.compile(r"renew|reiterat|repeat", re.I)
_CALL = re.compile(r"(?:his|her|its|their) (?:\w+ )?(?:call|demand|appeal|plea)s? for (?=\w)")
# He said the mill is old[, he added].
_SAID_AGAIN = re.compile(r", (?:he|she|it|they)(?: (?P<verb>\w+))?\Z")
_NEXT_WORD = re.compile(r" ?(?P<verb>\w+)[.,]?(?: |\Z|\n)")
_HEARER = re.compile(r"[A-Z][\w’'-]* about (?=whether\b)|(?:him|her|them|us|me),? (?=[“\"])")
# Yelled “You lie!” [at the mayor].
_SCENE = re.compile(r" (?:at|to|in|during|when|while|as|before|after|until) ")
_RELATIVES = frozenset({"which", "what", "who", "whom"})
_MOST = 0.5  # of a quotation's words
_GAP = 12  # words that the network may have missed within a content
_STOPS = re.compile(r"[.?!]")
_LONGEST_AGAIN = 30  # characters
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
    runs, opening = content_runs(doc, runs, cue, source, aside, sentence)
    spans = [_characters(doc, run) for run in runs]
    spans = _joined(text, spans, [around, _characters(doc, source)] if source else [around])
    spans = _in_one_paragraph(text, spans, around)
    if not opening:
        spans = _without_crumbs(doc, spans, source)
    spans = [_snapped(doc, span, around) for span in spans]
    spans = [_before_interview(text, around, _past_occasion(text, around, s)) for s in spans]
    spans = [_before_tail(text, around, _past_call(text, around, s)) for s in spans]
    spans = _merged(spans)
    told = doc[cue[0]].lower_ != "according"
    spans = [_trimmed(doc, s, k == 0 and s[0] >= around[1], told) for k, s in enumerate(spans)]
    return [(s, e) for s, e in spans if any(c.isalnum() for c in text[s:e])]


def _characters(doc: Doc, tokens: Tokens) -> Span:
    last = doc[tokens[1] - 1]
    return doc[tokens[0]].idx, last.idx + len(last)


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
    start = past_dateline(text, start, end)
    near = [(max(s, start), min(e, end)) for s, e in spans if s < end and start < e]
    return near or spans


def _without_crumbs(doc: Doc, spans: list[Span], source: Tokens | None) -> list[Span]:
    """Parts of a word or two that are no whole quotation are slips where another part is longer;
    but not what a clause is about: "[which], she said, [is old]"."""
    longer = [s for s in spans if _words(doc, *s) >= _FEW or _holds_quotation(doc, s)]
    whole = [s for s in longer if not _is_scrap(doc, s)]
    if whole and source and (relative := _relative(doc, spans, source)):
        return [relative, *whole]
    return whole or longer or spans


def _relative(doc: Doc, spans: list[Span], source: Tokens) -> Span | None:
    """ "which" right before who says it, where it is a part."""
    before = source[0] - 1 - (doc[source[0] - 1].text == ",")
    if before < 0 or doc[before].lower_ not in _RELATIVES:
        return None
    if doc[before].lower_ == "what" and any(_holds_quotation(doc, span) for span in spans):
        return None  # "what she called “a mess”"
    return next((s for s in spans if s == _characters(doc, (before, before + 1))), None)


def _is_scrap(doc: Doc, span: Span) -> bool:
    """Whether it is but the lesser part of a quotation, from within it."""
    held = doc._.quotations.at(span[0])
    if held is None or span[1] > held.outer_end:
        return False
    return span[1] - span[0] < _MOST * (held.end - held.start)


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
            last = doc._.text[quotation.start : quotation.end][-_FEW:].rstrip("’'")[-1:]
            closed = last in (".", "?", "!")
            few = _words(doc, quotation.outer_end, end) < _FEW
            scene = start == quotation.outer_start and _SCENE.match(
                doc._.text, quotation.outer_end, end
            )
            if closed and (few or scene):
                end = quotation.outer_end  # “We go.” [Lund] left.
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
    outside, text = start, doc._.text
    for quotation in doc._.quotations.within(start, end):
        before = text[outside : quotation.outer_start].rstrip()
        goes_on = text[quotation.start].islower() and _abbreviates(text, outside + len(before))
        if before.endswith((".", "?", "!")) and not goes_on:
            return quotation.outer_start  # but: the U.S. “does not” care
        outside = quotation.outer_end
    return None


def _past_occasion(text: str, cue: Span, span: Span) -> Span:
    """Said after [attending the seminar that] the plan was fine; admitted [at a news conference]
    there was none; asked Ada [Lund about] whether it was."""
    start, end = span
    if start < cue[1]:
        return span
    between = text[cue[1] : start].strip().lower()
    if between in TIMES and (found := _OCCASION.match(text, start, end)):
        return found.end(), end
    if not between and (found := _DATE.match(text, start, end)):
        return found.end(), end
    if text[cue[1] : start].isspace() and (found := _BY_THE_WAY.match(text, start, end)):
        return found.end(), end
    found = _PLACE.match(text, cue[1], end) or _HEARER.match(text, start, end)
    return (max(start, found.end()), end) if found else span


def _before_interview(text: str, cue: Span, span: Span) -> Span:
    """Called the plan [“fair”] in an interview with the daily."""
    start, end = span
    found = _INTERVIEW.search(text, start, end) if start >= cue[1] else None
    return (start, found.start()) if found else span


def _past_call(text: str, cue: Span, span: Span) -> Span:
    """Reiterated [her call for] a pause."""
    renewed = span[0] >= cue[1] and _RENEWED.match(text, *cue)
    found = _CALL.match(text, *span) if renewed else None
    return (found.end(), span[1]) if found else span


def _before_tail(text: str, cue: Span, span: Span) -> Span:
    """A content without what the article says of how it was said, or that it was said, again."""
    start, end = span
    if start < cue[1]:
        return span
    if again := _SAID_AGAIN.search(text, max(start, end - _LONGEST_AGAIN), end):
        verb = again if again["verb"] else _NEXT_WORD.match(text, end)
        return (start, again.start()) if verb and reports(verb["verb"]) else span
    found = _TAIL.search(text, start, end)
    comma = found is not None and text[found.start()] == ","
    return (start, found.start()) if found and (comma or " but " in found[0]) else span


def _words(doc: Doc, start: int, end: int) -> int:
    return len(doc._.text[start:end].split())


def _trimmed(doc: Doc, span: Span, reported: bool, told: bool) -> Span:
    """`reported`: the first that a cue leads to, as in "said that". Not `told`: "according to the
    ministry, that country", where the word belongs to what follows."""
    start, end = span
    text = doc._.text
    while start < end and text[start] in _EDGE + ")]":
        start += 1
    if text[start : start + 2] == ". ":
        start += 2
    while end > start and (text[end - 1] in _EDGE or text[end - 2 : end] == " “"):
        end -= 1
    if text[end - 1 : end] == ")" and "(" not in text[start:end]:
        end -= 1
    if text[end - 1 : end] == "”" and "“" not in text[start - 1 : end]:
        end -= 1
    if reported and (read := _THAT_READ.match(text, start, end)):
        start = read.end()
    if reported and (programme := _PROGRAMME.match(text, start, end)):
        start = programme.end()
    if quotation := _alone(doc, start, end):
        return quotation.start, quotation.end
    if end > start and text[end - 1] == "." and not _abbreviates(text, end):
        end -= 1
    opener = _OPENER.match(text, start, end)
    pointing = not told and text[:start].rstrip().endswith(",")
    if opener and not pointing and (reported or text[start].islower()):
        start = opener.end()
        while start < end and text[start] in _EDGE:
            start += 1
        if quotation := _alone(doc, start, end):
            return quotation.start, quotation.end
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
