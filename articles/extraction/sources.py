"""From the words that the network labels as a source to those that a reader would give.

whose    right beside the cue, where the network looked further on or saw nobody
cut      no dateline, day, occasion or remark, nobody who only relays, no adverb at its end
whole    with its article, and with what a preposition at its end leads to
"""

from __future__ import annotations

from spacy.tokens import Doc

from .names import ORGANISATION, PEOPLE
from .phrases import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    DASHES,
    DAYS,
    DETERMINERS,
    MARKS,
    MONTHS,
    NUMBERS,
    PERIODS,
    PERSON_ROLES,
    PREPOSITIONS,
    RELATIVES,
    STOPS,
    SUBJECT_PRONOUNS,
    WITNESSED,
    Tokens,
    has_finite,
    is_capital,
    is_finite,
    is_possessive,
    phrase_end,
    phrase_start,
    small,
    subject_before,
)
from .sentences import Sentence
from .vocabulary import grammar, reporting_verbs, signals

_LONGEST_TITLED = 6  # tokens of a name with its title
_LONGEST_DATE = 3  # tokens
_LONGEST_BODY = 8  # tokens
_ENDS = frozenset({",", "?", "!", "."})
_OWNERS = grammar("possessive")
_REFLEXIVES = frozenset({"himself", "herself", "itself", "themselves"})
_NOBODY = DETERMINERS | ADVERBS | AUXILIARIES | PREPOSITIONS | CONJUNCTIONS | {"there", "if", ","}
_SOME = frozenset({"some", "most", "many", "others", "another", "several", "few", "both"})
_NAMED = frozenset({"named", "identified", "quoted"})
_INSERTED = frozenset({"sent", "written", "addressed", "signed", "referring", "citing", "quoting"})
_OBTAINED = frozenset({"obtained", "seen", "reviewed", "read", "cited", "released", "published"})
_LONGEST_REQUEST = 24  # tokens of who would not be named
_GENITIVE = frozenset({"of", "by"})  # what a name goes on after
_POSTED = frozenset({"on", "via"})
_RELAYING = signals("relaying")
_OCCASIONS = signals("occasions")
_OPENERS = frozenset({"while", "although", "though", "because"})
_OPENING = frozenset({"speaking", "addressing", "asked", "contacted", "writing"})
_SENT = frozenset(
    {"sent", "wrote", "filed", "held", "posted", "issued", "convened", "gave", "made"}
)
_PERFECT = frozenset({"has", "have", "had"})
_DUE = frozenset({"expected", "set", "due"})  # to say
_PUT_TO = frozenset({"asked", "told", "pressed", "questioned", "informed", "ordered", "reminded"})
_LONGEST_GROUP = 3  # tokens before a verb: "has often been"
_ASKED = frozenset({"asked", "questioned", "interviewed"})
_UNFINISHED = frozenset({"this", "last"})  # of a day that was cut off
_DATED = signals("documents") | signals("works") | {"ad", "speech", "debate"}


def find_source(
    doc: Doc, labelled: Tokens | None, cue: Tokens, sentence: Sentence
) -> Tokens | None:
    """Whose words a cue reports, from the tokens that the network labelled; None for nobody."""
    if labelled and labelled[0] < sentence.start < labelled[1] and _ends(doc, sentence.start - 1):
        labelled = (sentence.start, labelled[1])
    if labelled and labelled[1] <= sentence.start and "\n" in doc[labelled[1] : cue[0]].text:
        labelled = subject_before(doc, cue[0], sentence.start) or labelled  # no heading
    if labelled:
        labelled = _in_line(doc, labelled, cue)
        labelled = _past_whom(doc, labelled)
    if agent := _agent(doc, cue, sentence):
        return agent
    if labelled and _is_asked(doc, labelled, cue):
        return None
    if labelled and doc[labelled[0]].lower_ in _DUE and labelled[0] - 1 > sentence.start:
        labelled = subject_before(doc, labelled[0], sentence.start)  # "[he] is expected to"
    if labelled:
        labelled = _rather(doc, labelled, cue, sentence)
    source = (
        _whose_writing(doc, labelled)
        or _after_cue(doc, labelled, cue, sentence)
        or _named_before(doc, labelled, cue)
        or (cut(doc, labelled) if labelled else None)
        or _beside(doc, cue, sentence)
    )
    return _at_relative(doc, _before_subject(doc, source, cue), cue) if source else None


def _rather(doc: Doc, source: Tokens, cue: Tokens, sentence: Sentence) -> Tokens:
    """Who speaks rather than what the network labelled, where that is but said about them."""
    source = _who_posted(doc, source, cue, sentence) or source
    source = _who_stays_unnamed(doc, source, sentence) or source
    source = _who_then(doc, source) or source
    source = _before_insertion(doc, source, cue, sentence) or source
    source = _of_main_clause(doc, source, cue, sentence) or source
    source = _who_did(doc, source, cue, sentence) or source
    source = _one_for_several(doc, source, cue, sentence) or source
    source = _past_opening(doc, source, cue) or source
    return _what_was_obtained(doc, source, sentence) or source


def _before_subject(doc: Doc, source: Tokens, cue: Tokens) -> Tokens:
    """Who reports in mid-sentence, without the subject of what follows: "At night, says [the
    report], buses and boats sink"."""
    comma = next((i for i in range(*source) if doc[i].text == ","), None)
    if comma is None or source[0] < cue[1] or doc[cue[0] - 1].text != ",":
        return source
    end = min(source[1] + 2, len(doc))  # a dash, and the verb
    verb = next((i for i in range(comma + 2, end) if is_finite(doc, i)), None)
    explains = verb and {small(doc[i]) for i in range(comma + 1, verb)} & (RELATIVES | {",", "a"})
    return (source[0], comma) if verb and not explains else source


def cut(doc: Doc, source: Tokens) -> Tokens | None:
    """A source by itself; None where it names nobody."""
    nobody = all(small(doc[i]) in _NOBODY for i in range(*source))
    if nobody and not (_is_counted(doc, *source) or _are_some(doc, *source)):
        return None
    start = _start(doc, *source)
    end = _end(doc, start, source[1])
    alone = small(doc[end - 1]) in SUBJECT_PRONOUNS - RELATIVES
    if alone and doc[end - 2].lower_ not in PREPOSITIONS:
        start = end - 1  # "[At 86] she", "[what] he"
    return (start, end) if start < end else source


def _is_counted(doc: Doc, start: int, end: int) -> bool:
    """ "the three" """
    return end - start == 2 and doc[start].lower_ == "the" and doc[start + 1].lower_ in NUMBERS


def _are_some(doc: Doc, start: int, end: int) -> bool:
    """ "some", "yet another" """
    return doc[end - 1].lower_ in _SOME and end - start <= 2


def _start(doc: Doc, start: int, end: int) -> int:
    """Past the line before, a dateline, a linking word and who relays the words ("…, relayed by the
    agency, [Ada Lund], a pilot, said"); back to an article and to what "of" and "who" belong to."""
    start = max((i + 1 for i in range(start, end) if "\n" in doc[i].text_with_ws), default=start)
    if start == end:
        return start
    start = _past_dash(doc, start, end)
    while start < end - 1 and small(doc[start]) in STOPS | CONJUNCTIONS | _OPENERS:
        start += 1
    start += end - start > 1 and doc[start].text == "then" and doc[start + 1].text not in DASHES
    if doc[start].lower_ in _ASKED and doc[start + 1].lower_ == "by":
        start += 2  # "[asked by] the host"
    if doc[start].lower_ == "of":
        start = phrase_start(doc, start, max(0, start - _LONGEST_TITLED))  # "[most] of them"
    if small(doc[min(start, end - 1)]) in PREPOSITIONS | RELATIVES:
        start = _name_before(doc, start)  # "Lund [from the ministry]", "Lund, [who sat there]"
    if start < end and doc[start].lower_ in _RELAYING:
        start = next((i + 1 for i in range(start, end) if doc[i].text == ","), start)
    if doc[start : start + 2].text.endswith(",") and doc[start].lower_ in ADVERBS:
        start += 2  # "[However,] three men"
    start += start < end and doc[start].lower_ == "what"  # "[what] the ministry"
    start = _past_that(doc, start, end)
    start += end - start > 2 and _ends_before(doc, start)
    if start and doc[start].text.islower() and doc[start - 1].lower_ in DETERMINERS - {"that"}:
        start -= small(doc[start]) not in DETERMINERS  # "[the] mill"
    start = _set_off(doc, _explained_before(doc, start), end)
    return _past_outlet(doc, start, end)


def _ends_before(doc: Doc, i: int) -> bool:
    """Whether another clause ends with a word: "(once the clip went) viral [the council]"."""
    word, after = doc[i], doc[i + 1].lower_
    whole = small(word) in _NOBODY | _SOME | {"all", "half", "such"} or not word.is_alpha
    return after in ("the", "another") and not whole and not is_finite(doc, i)


def _past_that(doc: Doc, start: int, end: int) -> int:
    """Where who speaks begins in "[a mill that] scientists (say is old)"."""
    that = end - 2
    if that <= start or doc[that].lower_ != "that" or not doc[that - 1].is_alpha:
        return start
    return start if is_finite(doc, that - 1) else that + 1


def _end(doc: Doc, start: int, end: int) -> int:
    """Before the occasion ("said Ada Lund [in an interview with the daily]"), the day and a remark;
    on to what "of" leads to; before an adverb or an auxiliary."""
    end = next((i for i in range(start + 1, end) if _is_occasion(doc, i)), end)
    end = next((i for i in range(start + 1, end) if _is_hearer(doc, i)), end)
    end = _before_verb(doc, start, end)
    end = _before_date(doc, start, end)
    end = next((i for i in range(start + 1, end) if _opens_remark(doc, i)), end)
    end = next((i for i in range(start + 1, end - 1) if _opens_clause(doc, i)), end)
    if doc[end - 1].lower_ in _GENITIVE:
        end = max(end, phrase_end(doc, end, min(end + _LONGEST_TITLED, len(doc))))
    while end - start > 1 and _is_no_noun(doc, end - 1) and not _is_counted(doc, start, end):
        end -= 1  # "according to Lund [the] mill is old", "the company [also]", "he [on]"
    return end


def _after_cue(doc: Doc, source: Tokens | None, cue: Tokens, sentence: Sentence) -> Tokens | None:
    """Who stands right after a cue that follows a quotation, where the network looked further on:
    “…,” said [Ada Lund], summing up what the council held. So after "according to"."""
    before, end = cue[0] - 1, cue[1]
    if source is None or source[0] <= end or end >= sentence.end:
        return None
    closes = before > 0 and (doc[before].text in MARKS and doc[before - 1].text in _ENDS)
    according = doc[cue[0]].lower_ == "according"
    if not (closes or according) or not is_capital(doc, end):
        return None
    last = phrase_end(doc, end, sentence.end)
    return (end, last) if last > end else None


def _ends(doc: Doc, i: int) -> bool:
    """Whether a sentence ends with a token that is no abbreviation ("D.C.")."""
    return doc[i].text in _ENDS or doc[i].is_space


def _past_whom(doc: Doc, source: Tokens) -> Tokens:
    """Who speaks of whom in "who [Ada Lund] says is old"."""
    start, end = source
    people = doc._.names.people_in(start + 1, end)
    whole = any(person.title == start + 1 and person.end == end for person in people)
    return (start + 1, end) if whole and small(doc[start]) in RELATIVES else source


def _in_line(doc: Doc, source: Tokens, cue: Tokens) -> Tokens:
    """Who follows a cue, as far as the line: argues [Steve Lund] over the text's first line."""
    start, end = source
    if start < cue[1]:
        return source
    return start, next((i for i in range(start + 1, end) if "\n" in doc[i].text), end)


def _agent(doc: Doc, cue: Tokens, sentence: Sentence) -> Tokens | None:
    """ "It was said by [a lawyer] that …" """
    end = cue[1]
    opens = cue[0] == sentence.start  # "Asked by the host if …"
    passive = opens or any(token.lower_ in BE for token in doc[cue[0] - 1 : end])
    if not passive or end >= sentence.end or doc[end].lower_ != "by":
        return None
    last = phrase_end(doc, end + 1, sentence.end)
    return (end + 1, last) if last > end + 1 else None


def _is_asked(doc: Doc, source: Tokens, cue: Tokens) -> bool:
    """Whether the words were put to somebody: "[Lund] was asked whether …"."""
    between = doc[source[1] : cue[1] - 1]
    asked = doc[cue[1] - 1].lower_ in _PUT_TO and 0 < len(between) <= _LONGEST_GROUP
    return asked and between[0].lower_ in BE | _PERFECT and between[-1].lower_ in BE


def _who_stays_unnamed(doc: Doc, source: Tokens, sentence: Sentence) -> Tokens | None:
    """Who asked not to be named, where the network took only why: "[an expert who would not be
    named,] fearing for his job, said"."""
    start, end = source
    low = max(sentence.start, start - _LONGEST_REQUEST)
    who = next((i for i in range(start - 1, low, -1) if doc[i].lower_ == "who"), None)
    if who is None or not {doc[i].lower_ for i in range(who, end)} & _NAMED:
        return None
    return phrase_start(doc, who - (doc[who - 1].text == ","), sentence.start), end


def _who_then(doc: Doc, source: Tokens) -> Tokens | None:
    """Who stands before a date that was taken for the source: "Here's [Lund] in May 1992:"."""
    start, end = source
    dated = all(doc[i].lower_ in MONTHS | DAYS or doc[i].is_digit for i in range(start, end))
    before = start - 1
    if not dated or before < 1 or doc[before].lower_ not in ("in", "on"):
        return None
    people = doc._.names.people_in(max(0, before - _LONGEST_TITLED), before)
    return (people[-1].title, before) if people and people[-1].end == before else None


def _of_main_clause(doc: Doc, source: Tokens, cue: Tokens, sentence: Sentence) -> Tokens | None:
    """Who a participle goes with where the network took who is but named before it: "[Lund] wished
    them luck under the leadership of Ek, stressing"."""
    start, comma = source[0] + (doc[source[0]].text == ","), cue[0] - 1
    participle = cue[1] - cue[0] == 1 and doc[cue[0]].lower_.endswith("ing")
    if not participle or doc[comma].text != "," or source[1] not in (comma, comma + 1):
        return None
    while doc[start - 1].text == "," or is_capital(doc, start - 1):
        start -= 1  # "of the President, Ada Ek"
    before = start - 1 - (doc[start - 1].lower_ in DETERMINERS)
    led = doc[before].lower_ in _GENITIVE | {"with", "to", "for", "from"}
    verb = next((i for i in range(sentence.start, start) if is_finite(doc, i)), None)
    subject = subject_before(doc, verb, sentence.start) if verb and led else None
    return subject if subject and subject[0] == sentence.start else None


def _who_did(doc: Doc, source: Tokens, cue: Tokens, sentence: Sentence) -> Tokens | None:
    """Whose message a participle tells of where the network took the message: "[Lund] sent letters
    to the guests claiming", "[the two] issued a notice calling for"."""
    start, end = source
    participle = cue[1] - cue[0] <= 2 and doc[cue[0]].lower_.endswith("ing")
    led = doc[start - 1].lower_ in ("to", "with")  # "a note [to the guests] claiming"
    if not participle or end != cue[0] or not (led or not _are_people(doc, start, end)):
        return None
    verb = next((i for i in range(start, sentence.start, -1) if doc[i - 1].lower_ in _SENT), None)
    parted = verb is None or any(doc[i].text in STOPS | {","} for i in range(verb, start))
    if verb is None or parted:
        return None
    return subject_before(doc, verb - 1, sentence.start)


def _are_people(doc: Doc, start: int, end: int) -> bool:
    """Whether a phrase names somebody or people: who calls for something themselves."""
    start = next((i + 1 for i in range(end - 1, start, -1) if is_possessive(doc, i)), start)
    end = next((i for i in range(start, end) if doc[i].lower_ in PREPOSITIONS), end)
    speaking = PERSON_ROLES | PEOPLE | ORGANISATION - _DATED - _OCCASIONS
    words = {doc[i].lower_ for i in range(start, end)} | {small(doc[start])}
    return bool(words & (speaking | SUBJECT_PRONOUNS | RELATIVES)) or any(
        doc._.names.entities[mention].can_speak for mention in doc._.names.within(start, end)
    )


def _one_for_several(doc: Doc, source: Tokens, cue: Tokens, sentence: Sentence) -> Tokens | None:
    """Who speaks where the network took the end of a list: "[The board] looking into the pilot,
    Ada Lund and Ola Ek has stated"."""
    start, end = source
    several = any(doc[i].lower_ == "and" for i in range(start + 1, end))
    listed = doc[start - 1].text == "," and doc._.names.people_in(start, end)[1:]
    if not (several and listed) or end > cue[0] or doc[end].lower_ not in ("has", "is", "was"):
        return None
    last = phrase_end(doc, sentence.start, start)
    last -= doc[last - 1].lower_.endswith("ing")
    return (sentence.start, last) if sentence.start < last < start else None


def _past_opening(doc: Doc, source: Tokens, cue: Tokens) -> Tokens | None:
    """Who says something on an occasion that was taken for the source: "Speaking in the hall, [the
    hosts] said"."""
    start, end = source
    if end - start > 1 or doc[start].lower_ not in _OPENING or end >= cue[0]:
        return None
    return subject_before(doc, cue[0], start + 1)


def _before_insertion(doc: Doc, source: Tokens, cue: Tokens, sentence: Sentence) -> Tokens | None:
    """Who speaks where the network took what a participle inserts: "[One letter], sent to Ada Lund
    and seen by Ek, said"."""
    start, comma = source[0], cue[0] - 1
    if source[1] > cue[0] or doc[comma].text != ",":
        return None
    opens = next((i for i in range(start, sentence.start, -1) if doc[i - 1].text == ","), None)
    if opens is None:
        return None
    first = opens + (doc[opens].lower_ in ADVERBS or doc[opens].lower_.endswith("ly"))
    inserted = doc[first].lower_ in _INSERTED and not doc._.names.people_in(first, first + 1)
    head = (sentence.start, opens - 1)
    simple = not has_finite(doc, *head) and doc[head[0]].lower_ not in PREPOSITIONS
    return head if inserted and simple and head[0] < head[1] else None


def _what_was_obtained(doc: Doc, source: Tokens, sentence: Sentence) -> Tokens | None:
    """What speaks where the network took who got it: "[A letter for Lund], and obtained by the
    agency, says"."""
    start = source[0] + (doc[source[0]].lower_ in CONJUNCTIONS)
    obtained = doc[start].lower_ in _OBTAINED and doc[start + 1].lower_ == "by"
    end = start - (doc[start - 1].lower_ in CONJUNCTIONS)
    end -= doc[end - 1].text == ","
    opens = doc[sentence.start].lower_ in DETERMINERS and end > sentence.start + 1
    verbs = (i for i in range(sentence.start, end) if is_finite(doc, i))
    if not (obtained and opens) or any(not doc[i].lower_.endswith("ed") for i in verbs):
        return None
    return sentence.start, end


def _whose_writing(doc: Doc, source: Tokens | None) -> Tokens | None:
    """Who wrote what the network took for the source: "[Lund] in her latest post said"."""
    if source is None or doc[source[0]].lower_ not in _OWNERS:
        return None
    before = source[0] - 1
    written = {doc[i].lower_ for i in range(*source)} & (_OCCASIONS | _DATED)
    people = doc._.names.people_in(max(0, before - _LONGEST_TITLED), before)
    beside = written and people and people[-1].end == before and doc[before].lower_ in ("in", "on")
    return (people[-1].title, before) if beside else None


def _who_posted(doc: Doc, source: Tokens, cue: Tokens, sentence: Sentence) -> Tokens | None:
    """Who stands before a platform that the network took for the source: "[Lund], a pilot, on
    Twitter described"."""
    platform = next(iter(doc._.outlets.within(*source)), None)
    on = source[0] - 1
    if platform is None or platform.kind != "social platform" or source[1] > cue[0]:
        return None
    if platform.start != source[0] or on <= sentence.start or doc[on].lower_ not in _POSTED:
        return None
    return subject_before(doc, on, sentence.start)


def _named_before(doc: Doc, source: Tokens | None, cue: Tokens) -> Tokens | None:
    """The person right before a cue, where the network looked elsewhere: "As [Ms. Lund] put it in a
    statement to my colleague", "who [Ms. Lund] says is old"."""
    first = cue[0]
    relative = source is not None and small(doc[source[0]]) in RELATIVES and source[1] < first
    if source is None or (source[0] < cue[1] and not relative):
        return None
    low = source[1] if relative else max(0, first - _LONGEST_TITLED)
    people = doc._.names.people_in(low, first)
    return (people[-1].title, first) if people and people[-1].end == first else None


def _beside(doc: Doc, cue: Tokens, sentence: Sentence) -> Tokens | None:
    """Who stands at a cue that the network saw nobody for: "[who] denied", "[his] promise", "But,
    says [Lund], …"."""
    for person in doc._.names.people_in(cue[1], cue[1] + 2):
        marks = doc[cue[0] - 1].text + doc[person.end : person.end + 1].text
        if person.title == cue[1] and marks == ",,":
            return person.title, person.end
    at = cue[0] - 1
    at -= at - 1 >= sentence.start and doc[at - 1].lower_ in _OWNERS
    if at < sentence.start:
        return None
    return (at, at + 1) if small(doc[at]) in _OWNERS | RELATIVES | SUBJECT_PRONOUNS else None


def _at_relative(doc: Doc, source: Tokens, cue: Tokens) -> Tokens:
    """A source that ends with "who": only that before its cue ("Lund, [who] said"), nothing of it
    behind one (said [Lund], who left)."""
    start, last = source[0], source[1] - 1
    if small(doc[last]) not in RELATIVES:
        return source
    if last < cue[0]:
        return last, last + 1
    while last - start > 1 and small(doc[last - 1]) in PREPOSITIONS | {","}:
        last -= 1
    return (start, last) if last > start else source


def _past_dash(doc: Doc, start: int, end: int) -> int:
    """Where the name begins in "OSLO - European leaders" and "was made public — Lund"."""
    dash = next((i for i in range(start, min(start + 3, end)) if doc[i].text in DASHES), None)
    apart = (
        dash is not None and dash + 1 < end and (doc[dash - 1].whitespace_ or doc[dash].whitespace_)
    )
    return dash + 1 if dash and apart and is_capital(doc, dash + 1) else start


def _name_before(doc: Doc, start: int) -> int:
    """Where the name right before a token begins, past a comma; the token where there is none."""
    end = start - (doc[start - 1].text == ",")
    first = end
    while first > 0 and is_capital(doc, first - 1) and "\n" not in doc[first - 1].text_with_ws:
        first -= 1
    return first if first < end else start


def _explained_before(doc: Doc, start: int) -> int:
    """Where the outlet begins in "KRN, [the state news agency,] said"."""
    if start < 2 or doc[start - 1].text != "," or doc[start].lower_ != "the":
        return start
    before = doc._.outlets.within(max(0, start - 4), start - 1)
    if not before or before[-1].end != start - 1 or not before[-1].named:
        return start
    outlet = first = int(before[-1].start)
    first -= outlet > 0 and doc[outlet - 1].lower_ in DETERMINERS
    led = first and doc[first - 1].lower_ in PREPOSITIONS  # "On Instagram, the club said"
    return start if led else outlet


def _set_off(doc: Doc, start: int, end: int) -> int:
    """Where the name that opens a clause begins in "Orvel, [Luria’s largest mill], said"."""
    if start < 2 or (doc[start - 1].text, doc[end : end + 1].text) != (",", ","):
        return start
    named = doc._.names.within(max(0, start - _LONGEST_BODY), start)
    if not named or named[-1].end != start - 1 or doc._.names.people_in(start, end):
        return start
    first = named[-1].title
    first -= first > 0 and doc[first - 1].lower_ in DETERMINERS
    before = doc[first - 1]
    opens = first == 0 or before.is_space or before.lower_ in STOPS | MARKS | CONJUNCTIONS
    return first if opens and doc._.names.entities[named[-1]].can_speak else start


def _past_outlet(doc: Doc, start: int, end: int) -> int:
    """Where the person begins in "the editorial board of the Morning Post Ada Lund"."""
    for mention in doc._.outlets.within(start, end):
        people = doc._.names.people_in(mention.end, end) if mention.end < end else []
        alone = not doc._.names.people_in(start, mention.start)
        if people and alone and people[0].title == mention.end:
            explained = people[0].end < end and doc[people[0].end].text == ","
            if explained or people[0].end == end:
                return int(mention.end)
    return start


def _before_verb(doc: Doc, start: int, end: int) -> int:
    """Where a source ends that goes on as a sentence: "residents [have begun a petition]", "a man
    [can be heard]"."""
    last = end - 1 - (doc[end - 1].lower_.endswith("ly"))  # "heard loudly"
    witnessed = doc[last].lower_ in WITNESSED and doc[last - 1].lower_ in BE
    if witnessed and last - start > 1:
        return last - 1 - (doc[last - 2].lower_ in AUXILIARIES)
    for i in range(start + 1, end - 1):
        if small(doc[i]) in RELATIVES | STOPS | MARKS | {"that"}:
            break
        if doc[i].lower_ in _PERFECT and doc[i + 1].lower_.endswith(("ed", "en", "un")):
            return i
    return end


def _is_occasion(doc: Doc, i: int) -> bool:
    """ "in an interview", "in remarks", "in a written statement" """
    longest = 4 if doc[min(i + 1, len(doc) - 1)].lower_ in _OWNERS else 3  # tokens after "in"
    after = {doc[j].lower_ for j in range(i + 1, min(i + longest + 1, len(doc)))}
    return doc[i].lower_ == "in" and bool(after & _OCCASIONS)


def _is_hearer(doc: Doc, i: int) -> bool:
    """ "said the father of the boy [to Corvel News]", "writes Ada Lund [for the Corvel Post]" """
    word = doc[i].lower_
    if word not in ("to", "for") or is_finite(doc, i - 1):
        return False  # "men who spoke to"
    people = doc._.names.people_in(max(0, i - _LONGEST_TITLED), i)
    if word == "for" and not any(person.end == i for person in people):
        return False  # "a reporter for"
    first = i + 1 + (doc[i + 1 : i + 2].text.lower() == "the")
    return bool(doc._.outlets.within(first, first + 1))


def _before_date(doc: Doc, start: int, end: int) -> int:
    """Where a source ends before the day that its words were said on: "the court [in May]". A date
    belongs to a poll or a report, and to whatever a relative clause or an apposition tells."""
    first = max(start + 1, end - _LONGEST_DATE)
    at = next((i for i in range(first, end) if _is_date(doc, i, end)), end)
    words = {small(doc[i]) for i in range(start, at)}
    told = words & (RELATIVES | {","}) and at - start > 1
    belongs = told or words & _DATED or any(word.endswith("ed") for word in words)
    return end if belongs else at


def _is_date(doc: Doc, i: int, end: int) -> bool:
    """ "in May", "on Monday", "in 2015", "this month" """
    after = {doc[j].lower_ for j in range(i + 1, end)}
    if doc[i].lower_ in ("this", "last"):
        return bool(after & PERIODS)
    return doc[i].lower_ in ("in", "on") and (
        bool(after & (DAYS | MONTHS)) or doc[end - 1].is_digit
    )


def _opens_remark(doc: Doc, i: int) -> bool:
    """ "Lund (a view that others share)" """
    return doc[i].text == "(" and i + 1 < len(doc) and doc[i + 1].lower_ in DETERMINERS


def _opens_clause(doc: Doc, i: int) -> bool:
    """ "the official, as it is part of the", "the official, explaining why" """
    after = doc[i + 1].lower_
    verb = reporting_verbs().get(after)
    explains = verb is not None and verb.form == "ing" and "clause" in verb.frames
    return doc[i].text == "," and (after in _OPENERS | {"as", "when"} or explains)


def _is_no_noun(doc: Doc, i: int) -> bool:
    """Whether no source can end with the word."""
    word = doc[i].lower_
    follows = word in ADVERBS | AUXILIARIES | _REFLEXIVES and not is_possessive(doc, i)
    return word in DETERMINERS | PREPOSITIONS | _UNFINISHED | DASHES or (
        follows and not is_capital(doc, i)
    )
