"""Noun phrases beside a verb, found without a parser: by function words, capitals and commas."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from .vocabulary import (
    PERSON_ROLE_CLASSES,
    grammar,
    nationalities,
    reporting_verbs,
    roles,
    signals,
)

if TYPE_CHECKING:
    from .quotation import Quotation

Tokens = tuple[int, int]

ADVERBS = grammar("adverb", "negation")
AUXILIARIES = grammar("auxiliary", "modal")
BE = signals("be")
SUBJECT_PRONOUNS = signals("subject_pronouns")
DETERMINERS = grammar("determiner", "possessive")
NUMBERS = frozenset({"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"})
PREPOSITIONS = grammar("preposition")
CONJUNCTIONS = grammar("conjunction")
CLAUSE_OPENERS = grammar("subordinator") | {"which", "whom", ";", ":"}
RELATIVES = grammar("relative")
DAYS = grammar("day")
MONTHS = grammar("month")
STOPS = frozenset([*",;:.!?()[]–—-…", "--"])
ACRONYMS = frozenset({"WHO"})  # names that are spelt like small words
DASHES = frozenset(["—", "–", "―", "-", "--", "~"])
MARKS = frozenset([*'“”"«»‘„', "''", "``"])
PARTICLES = signals("particles")
PERSON_ROLES = roles(*PERSON_ROLE_CLASSES)
ROLE_WORDS = PERSON_ROLES | roles("modifier", "organisation") | nationalities()
_FINITE = grammar("past_verb", "present_verb", "modal") | {"’s", "'s been"}
_LONGEST_PHRASE = 40
_LONGEST_TURN = 7  # tokens of "took to her own Facebook page"
_TURNING = frozenset({"took", "takes", "taken", "taking", "turned"})
WITNESSED = frozenset({"heard", "seen"})
LONGEST_TITLE = 6  # words
_IN_TITLES = PREPOSITIONS | DETERMINERS | CONJUNCTIONS
_LEADING = frozenset({"on", "of", "called", "titled", "entitled"})  # to a title
PERIODS = frozenset({"week", "month", "year", "morning", "evening", "night", "summer", "today"})


def small(token: Token) -> str:
    """A word in lower case, unless it only looks like a small word: WHO, the organisation."""
    return token.text if token.text in ACRONYMS else token.lower_


def is_capital(doc: Doc, i: int) -> bool:
    return doc[i].text[:1].isupper()


def is_possessive(doc: Doc, i: int) -> bool:
    """A clitic of possession, as in "China’s" or "workers’"."""
    return doc[i].lower_ in ("'s", "’s", "'", "’") and i > 0 and not doc[i - 1].whitespace_


@cache
def reports(word: str) -> bool:
    """Whether it is a reporting verb's past, "said" or "told"."""
    verb = reporting_verbs().get(word)
    return verb is not None and verb.form == "past" and "attitude" not in verb.frames


def is_finite(doc: Doc, i: int) -> bool:
    """Whether the word looks like a finite verb; a guess from its form."""
    word = doc[i].lower_
    if word == "may" and is_capital(doc, i):
        return False  # the month
    if word == "works" and i and doc[i - 1].lower_ == "public":
        return False
    if word in _FINITE or reports(word):
        return True
    if is_capital(doc, i) or len(word) < 4 or not word.endswith("ed"):
        return False
    if i and doc[i - 1].text == "-" and not doc[i - 1].whitespace_:
        return False  # "state-owned"
    return i == 0 or doc[i - 1].lower_ not in DETERMINERS | PREPOSITIONS


def has_finite(doc: Doc, start: int, end: int) -> bool:
    return any(is_finite(doc, i) and not is_possessive(doc, i) for i in range(start, end))


def skip_back_over_verb_group(doc: Doc, i: int, low: int) -> int:
    """From a verb leftwards over adverbs, auxiliaries and the day ("on Monday said"): the index
    after the last word of the subject."""
    while i > low:
        word = doc[i - 1].lower_
        if _possesses(doc, i - 1, low):
            break
        if (
            word in ADVERBS
            or word in AUXILIARIES
            or (word.endswith("ly") and len(word) > 4 and not is_capital(doc, i - 1))
        ):
            i -= 1
        elif word in WITNESSED and doc[i - 2].lower_ in BE:  # "can be heard asking"
            i -= 2
        elif word in DAYS and i - 1 > low:
            i -= 1 + (doc[i - 2].lower_ in ("on", "late", "early", "last"))
        elif word in PERIODS and i - 2 > low and doc[i - 2].lower_ in ("this", "last", "earlier"):
            i -= 2 + (doc[i - 3].lower_ in ("earlier", "late", "later", "early"))
        elif word == "to" and i - 2 >= low and doc[i - 2].lower_ == "on":  # "went on to say"
            i -= 3 if i - 3 >= low else 2
        elif word == "to" and i - 4 >= low and doc[i - 3 : i - 1].text.lower() == "on record":
            i -= 4  # "went on record to say"
        elif (turned := turn_to(doc, i - 1, low)) is not None:
            i = turned
        else:
            break
    return max(i, low)


def turn_to(doc: Doc, to: int, low: int) -> int | None:
    """Where somebody turns to a platform before the "to" of what they do there: "[took] to the air
    to say"."""
    if doc[to : to + 1].text != "to":
        return None
    for i in range(to - 2, max(low, to - _LONGEST_TURN) - 1, -1):
        if doc[i].lower_ in _TURNING and doc[i + 1].lower_ == "to":
            return i
    return None


def _possesses(doc: Doc, i: int, low: int) -> bool:
    """A clitic after a name is taken for possession, after a pronoun for "is"."""
    if not is_possessive(doc, i) or i - 1 < low:
        return False
    return is_capital(doc, i - 1) and doc[i - 1].lower_ not in SUBJECT_PRONOUNS


def subject_before(doc: Doc, verb: int, low: int) -> Tokens | None:
    """The noun phrase whose verb stands at `verb`, not reaching left of `low`.

    Appositions between commas are skipped: "Ada Lund, the mayor, said" gives all up to the second
    comma. None where nothing that could be a subject stands there.
    """
    end = skip_back_over_verb_group(doc, verb, low)
    if end <= low or doc[end - 1].lower_ in CONJUNCTIONS:
        return None
    if doc[end - 1].text in (",", "–", "—", "-", ")"):
        return _subject_with_apposition(doc, end, low)
    start = phrase_start(doc, end, low)
    return (start, end) if start < end else None


def _subject_with_apposition(doc: Doc, end: int, low: int) -> Tokens | None:
    """`end` is the index after the comma that closes the apposition."""
    if doc[end - 1].text == ")":
        opening = next(
            (i for i in range(end - 2, max(low, end - 15) - 1, -1) if doc[i].text == "("), None
        )
        if opening is None or opening <= low:
            return None
        start = phrase_start(doc, opening, low)
        return (start, end) if start < opening else None
    stop = end - 1
    floor = max(low, end - _LONGEST_PHRASE)
    while stop > floor:
        comma = next(
            (
                i
                for i in range(stop - 1, floor - 1, -1)
                if doc[i].text == doc[end - 1].text or doc[i].text in MARKS or doc[i].text == ";"
            ),
            None,
        )
        chunk_start = floor if comma is None else comma + 1
        if (
            comma is not None
            and doc[comma].text == ","
            and is_apposition(doc, chunk_start, stop)
            and not (
                doc[chunk_start].lower_ in DETERMINERS
                and _opens_with_adjunct(doc, low, comma)
                and is_capital(doc, stop - 1)
            )
        ):
            stop = comma
            continue
        start = phrase_start(doc, stop, chunk_start)
        if start >= stop:
            return None
        if (
            comma is not None
            and doc[comma].text == ","
            and is_capital(doc, stop - 1)
            and (role := _role_chunk_before(doc, comma, floor)) is not None
        ):
            start = role
        return start, end - 1
    return None


def _opens_with_adjunct(doc: Doc, low: int, comma: int) -> bool:
    """Whether nothing but "For his part" or "In the capital" stands before the comma."""
    opens = doc[low].lower_ in PREPOSITIONS and doc[low].lower_ != "as"
    return opens and not any(
        doc[i].text == "," or is_finite(doc, i) or (i > low + 1 and is_capital(doc, i))
        for i in range(low, comma)
    )


def _role_chunk_before(doc: Doc, comma: int, floor: int) -> int | None:
    """In "its editor, Ruth Amadi, said" and "the head of the mill, Ruth Amadi, said": where the
    description before the name begins."""
    if doc[comma - 1].lower_ in PERSON_ROLES:
        start = phrase_start(doc, comma, floor)
        return start if doc[start].lower_ in DETERMINERS or is_capital(doc, start) else None
    start = comma
    while (
        start > floor and doc[start - 1].text not in (",", ";") and doc[start - 1].text not in MARKS
    ):
        start -= 1
    described = doc[start].lower_ in DETERMINERS and any(
        doc[i].lower_ in PERSON_ROLES and doc[i + 1].lower_ in PREPOSITIONS
        for i in range(start, comma - 1)
    )
    return start if described and not has_finite(doc, start, comma) else None


def is_apposition(doc: Doc, start: int, end: int) -> bool:
    """Whether a chunk between commas adds to the noun before it: "a farmer from Uppsala", "43"."""
    if start >= end:
        return False
    first = doc[start].lower_
    if end - start == 1 and doc[start].text.isupper() and 2 <= len(first) <= 4:
        return True  # "Lund, MP, said"
    if doc[start].lower_ == "for" and doc[start + 2 : end].text == "part":
        return True  # "the guild, for its part, said"
    if first in (
        "who",
        "whose",
        "which",
        "of",
        "from",
        "in",
        "one",
        "both",
        "then",
        "now",
        "also",
        "at",
        "head",
        "d",
        "r",
    ):
        return True
    if first.endswith("ing") or (first.endswith("ed") and end - start > 1):
        return not is_capital(doc, start)
    if (
        first[0].isdigit()
        or first in DETERMINERS
        or first in PERSON_ROLES
        or first in roles("modifier")
    ):
        last = doc[end - 1]
        return not (
            is_capital(doc, end - 1)
            and last.lower_ not in ROLE_WORDS
            and first in PERSON_ROLES
            and end - start <= 4
            and not any(doc[i].lower_ in ("of", "at", "for", "in") for i in range(start, end))
        )
    if first in ("jr", "jr.", "sr", "sr.", "ph.d", "md", "m.d."):
        return True
    # "Smith, Director of Labs," and "Jones, D-Ohio,"
    return any(doc[i].lower_ in PERSON_ROLES for i in range(start, end)) and any(
        doc[i].lower_ in ("of", "at", "for") for i in range(start, end)
    )


def past_apposition(doc: Doc, comma: int, high: int) -> int:
    """The comma after what explains a name: of "According to Ada Lund, manager at the mill, the sum
    is small" the second."""
    after = next((i for i in range(comma + 2, min(comma + 20, high)) if doc[i].text == ","), None)
    if after is None:
        return comma
    relative = doc[comma + 1].lower_ in RELATIVES
    if not relative and has_finite(doc, comma + 1, after):
        return comma
    return after if is_apposition(doc, comma + 1, after) else comma


def phrase_start(doc: Doc, end: int, low: int) -> int:
    """Where the noun phrase that ends before `end` begins; `end` itself when there is none."""
    if end <= low:
        return end
    if doc[end - 1].text == ")" and (opening := _opening(doc, end - 1, low)) is not None:
        return phrase_start(doc, opening, low) if opening > low else end
    last = doc[end - 1]
    if last.lower_ in grammar("pronoun"):
        return end - 1
    if not (last.text[:1].isalnum() or is_possessive(doc, end - 1) or last.text[:1] in "$€£#@"):
        return end
    low = max(low, end - _LONGEST_PHRASE)
    i = end - 1
    while i > low:
        word, before = doc[i].lower_, doc[i - 1]
        lower = small(before)
        if "\n" in before.text_with_ws:
            break
        if before.text in STOPS or before.text in MARKS or lower in CLAUSE_OPENERS:
            if before.text == "-":
                i -= 1
                continue
            break
        if (
            word in DETERMINERS
            and lower not in PREPOSITIONS
            and lower not in CONJUNCTIONS
            and lower not in ("all", "both", "half")
        ):
            break
        if lower in ("who", "whose"):
            i -= 1
            continue
        if lower in grammar("pronoun") or lower in grammar("object_pronoun"):
            break
        if before.text in OCCASIONS and is_capital(doc, end - 1) and is_capital(doc, i):
            break  # "in a statement [Ada Lund]"; but "[the Benuan News Agency]"
        if lower in CONJUNCTIONS:
            if lower not in ("and", "or") or has_finite(doc, low, i - 1):
                break
            i -= 1
            continue
        if is_finite(doc, i - 1) and not is_possessive(doc, i - 1) and not _reduced(doc, i - 1):
            break
        i -= 1
    while i < end and (
        doc[i].lower_ in PREPOSITIONS or doc[i].lower_ in CONJUNCTIONS or doc[i].lower_ in ADVERBS
    ):
        i += 1
    return i


def _opening(doc: Doc, i: int, low: int) -> int | None:
    return next((j for j in range(i - 1, max(low, i - 15) - 1, -1) if doc[j].text == "("), None)


def _reduced(doc: Doc, i: int) -> bool:
    """A participle after a noun, as in "people briefed on the plan"."""
    return (
        doc[i].lower_.endswith("ed")
        and i + 1 < len(doc)
        and doc[i + 1].lower_ in ("by", "on", "in", "with", "at")
    )


def past_determiners(doc: Doc, i: int, end: int) -> int:
    """The first token of i..end that is no determiner; `end` if all are."""
    while i < end and doc[i].lower_ in DETERMINERS:
        i += 1
    return i


def closes_phrase(doc: Doc, i: int) -> bool:
    """Whether no phrase goes on over a token: white space, a mark, a stop but for a hyphen."""
    return doc[i].is_space or doc[i].text in MARKS | STOPS - {"-"}


def past_space(doc: Doc, i: int) -> int:
    """The first token from i on that is no white space of its own; the doc's length if none."""
    while i < len(doc) and doc[i].is_space:
        i += 1
    return i


def phrase_end(doc: Doc, start: int, high: int) -> int:
    """Where the noun phrase that begins at `start` ends: before a verb, a mark or an adjunct."""
    if start >= high:
        return start
    first = doc[start].lower_
    if first in SUBJECT_PRONOUNS or first in grammar("object_pronoun"):
        return start + 1
    i = start
    while i < high and i - start < _LONGEST_PHRASE:
        token = doc[i]
        word = small(token)
        if token.text in STOPS and token.text != "-":
            if token.text == "(" and (close := _closing(doc, i, high)):
                i = close
                continue
            break
        if (
            token.text in MARKS
            or word in CLAUSE_OPENERS
            or word in ("who", "which")
            or (word in DAYS and i > start)
        ):
            break
        if i > start and word in SUBJECT_PRONOUNS | _INDEFINITE:
            break
        if word in PREPOSITIONS and (
            i == start
            or word not in ("of", "for", "at", "from", "with", "in", "on")
            or _adjunct_at(doc, i, high)
        ):
            break
        modifies = i > start and (_reduced(doc, i) or doc[i - 1].lower_ in DETERMINERS)
        if i > start and is_finite(doc, i) and not is_possessive(doc, i) and not modifies:
            break  # but: "an informed source"
        if i > start and token.text in _ADDRESSES and _ends_hearer(doc, i):
            break  # "told the court Mr Ek was drunk"
        if (
            i > start
            and word in DETERMINERS
            and doc[i - 1].lower_ not in PREPOSITIONS | CONJUNCTIONS
        ):
            break
        if i > start and word in ADVERBS and not is_capital(doc, i):
            break
        i += 1
    while i > start and (doc[i - 1].lower_ in PREPOSITIONS or doc[i - 1].lower_ in CONJUNCTIONS):
        i -= 1
    return i


def _ends_hearer(doc: Doc, i: int) -> bool:
    """Whether no title, preposition or "and" stands before Mr Ek."""
    before = doc[i - 1]
    joins = PREPOSITIONS | CONJUNCTIONS | PERSON_ROLES | DETERMINERS
    return before.text.islower() and before.lower_ not in joins


def past_citing(doc: Doc, i: int) -> int | None:
    """Where who is cited begins, if at i stands "citing", "which in turn quoted", "with reference
    to"; past "what it called"."""
    words = [token.lower_ for token in doc[i : i + 4]]
    if words[:1] in (["citing"], ["quoting"]):
        start = i + 1
    elif words[:3] == ["with", "reference", "to"]:
        start = i + 3
    elif words[:1] == ["which"] and not CITING_VERBS.isdisjoint(words):
        start = i + next(k for k, word in enumerate(words) if word in CITING_VERBS) + 1
    else:
        return None
    if doc[start : start + 2].text == "what it":
        start += 4 if doc[start + 3 : start + 4].text == "as" else 3
    return start if start < len(doc) else None


def _closing(doc: Doc, i: int, high: int) -> int | None:
    return next((j + 1 for j in range(i + 1, min(high, i + 12)) if doc[j].text == ")"), None)


OCCASIONS = signals("occasions")
_INDEFINITE = frozenset({"nothing", "nobody", "everything", "everyone", "everybody"})
_ADDRESSES = frozenset({"Mr", "Mrs", "Ms", "Miss", "Dr", "Mr.", "Mrs.", "Ms.", "Dr."})
CITING_VERBS = frozenset({"cited", "cites", "quoted", "quotes"})


def _adjunct_at(doc: Doc, i: int, high: int) -> bool:
    """A phrase that says when, where or how it was said: "in a statement", "on Monday"."""
    if doc[i].lower_ in ("during", "after", "before", "via", "through", "late", "early", "last"):
        return True
    for j in range(i + 1, min(i + 6, high)):
        word = doc[j].lower_
        if (
            word in OCCASIONS
            or word in DAYS
            or word in MONTHS
            or (word.isdigit() and len(word) == 4)
        ):
            return True
        if word in PREPOSITIONS:
            return False
    return False


def is_adjunct(doc: Doc, i: int, high: int) -> bool:
    return i < high and (
        doc[i].lower_ in DAYS or (doc[i].lower_ in PREPOSITIONS and _adjunct_at(doc, i, high))
    )


def starts_phrase(doc: Doc, i: int, high: int) -> bool:
    """Whether a noun phrase could begin here: a name, a determiner, a pronoun, a plain noun."""
    if i >= high:
        return False
    token = doc[i]
    word = token.lower_
    if (
        word in DAYS
        or word in PREPOSITIONS
        or word in CONJUNCTIONS
        or word in ADVERBS
        or word in AUXILIARIES
    ):
        return False
    if word in CLAUSE_OPENERS and word not in DETERMINERS:
        return False
    return token.text[:1].isalnum() or token.text[:1] in "@#"


def is_title(doc: Doc, start: int, quotation: Quotation) -> bool:
    """Whether a quotation is what a programme or a work is called, by the words before it from a
    character on: "Later on KTB’s “This Town,”", "author of “The Mill,”"."""
    words = doc._.text[quotation.start : quotation.end].split()
    before = doc._.text[start : quotation.outer_start].split()
    if not before or not 0 < len(words) <= LONGEST_TITLE:
        return False
    titled = all(word[0].isupper() or word.lower() in _IN_TITLES for word in words)
    return titled and (before[-1].lower() in _LEADING or before[-1].endswith(("’s", "'s")))


def within_brackets(doc: Doc, low: int, cue: int, high: int) -> Tokens:
    """low..high without what is outside the bracket that a cue stands in: "They fear it [(“It is
    late,” Lund wrote)]"."""
    opening = next((i for i in range(cue - 1, low - 1, -1) if doc[i].text in ("(", ")")), None)
    if opening is None or doc[opening].text == ")":
        return low, high
    closing = next((i for i in range(cue, high) if doc[i].text == ")"), high)
    return opening + 1, closing
