"""Cues: the words that signal a quote. Here, forms of the lexicon's reporting verbs and a few
fixed phrases, where their neighbours let them be read as a verb that somebody is the subject of."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from .phrases import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    MARKS,
    PREPOSITIONS,
    STOPS,
    Tokens,
    is_capital,
    is_possessive,
    subject_before,
    turn_to,
)
from .sentences import Sentence
from .vocabulary import Verb, grammar, nationalities, reporting_verbs, roles, signals, words

_CLOSED = frozenset({",", "?", "!"})  # before the closing mark
_LONGEST_SUBJECT = 8  # tokens
_HOMOGRAPHS = signals("homographs")
_BEFORE_BASE = signals("before_base")
_SPEAKING_AS = signals("speaking_as")
# A sentence of prose has a handful; a text without full stops is one sentence, and each cue looks
# to its end.
_MOST_CUES = 30
_QUOTES = signals("quotes")
_REGIONAL = signals("regional")


@dataclass(frozen=True)
class Cue:
    """A signal of a quote at tokens start..end of its doc.

    `kind` is "verb", "according" (according to X), "quoting" (X cites Y as saying, Y is tokens
    `quoted` and `tail` the words "as saying") or "quoted" (Y was quoted as saying).
    """

    start: int
    end: int
    lemma: str
    form: str
    frames: frozenset[str]
    sentence: Sentence
    kind: str = "verb"
    quoted: Tokens | None = None
    tail: Tokens | None = None


if not Doc.has_extension("cues"):
    Doc.set_extension("cues", default=())
    Doc.set_extension("everything", default=False)


@Language.factory("on_record_cues")
def create_cues(nlp: Language, name: str):
    """Writes `doc._.cues`, in reading order."""

    def component(doc: Doc) -> Doc:
        doc._.cues = [cue for sentence in doc._.sentences for cue in find_cues(doc, sentence)]
        return doc

    return component


def find_cues(doc: Doc, sentence: Sentence) -> list[Cue]:
    """The cues of one sentence, those inside quotation marks left out."""
    verbs = reporting_verbs()
    found: list[Cue] = []
    busy = sentence.start
    for i in range(sentence.start, sentence.end):
        word = doc[i].lower_
        if i < busy or (word not in verbs and word not in _FIXED | _PARTICLES.keys()):
            continue
        if doc._.quotations.at(doc[i].idx):
            continue
        cue = _cue_at(doc, i, sentence)
        if cue and (doc._.everything or not cue.frames <= ATTITUDES):
            found.append(cue)
            busy = cue.tail[1] if cue.tail else cue.end
            if len(found) == _MOST_CUES:
                break
    return found


_FIGURE_WITHIN = 10  # tokens
ATTITUDES = frozenset({"attitude", "attitude_infinitive"})
_FIXED = signals("fixed")
_VIEWS = frozenset({"view", "opinion"})
_QUESTION_WORDS = signals("question_words")
_PARTICLES = {  # what makes an answer of a verb
    **dict.fromkeys(("fired", "fires", "shot", "shoots", "hit", "hits"), "back"),
    "cut": "in",
}


def _cue_at(doc: Doc, i: int, sentence: Sentence) -> Cue | None:
    word, end = doc[i].lower_, sentence.end
    following = doc[i + 1].lower_ if i + 1 < end else ""
    if word == "according":
        if following != "to":
            return None
        return Cue(
            i, i + 2, "according to", "according", frozenset({"clause"}), sentence, "according"
        )
    if word == "per":
        led = (i == sentence.start or doc[i - 1].text == ",") and i + 1 < end
        if not led or not (is_capital(doc, i + 1) or following in DETERMINERS):
            return None
        frames = frozenset({"clause"})
        return Cue(i, i + 1, "according to", "according", frames, sentence, "according")
    if quoting := _quoting(doc, i, sentence):
        return quoting
    clause = frozenset({"clause"})
    if word.startswith("point") and following == "out":
        return Cue(i, i + 2, "point out", _form(word), clause, sentence)
    if word[:3] in ("mad", "mak") and (length := _made_clear(doc, i, end)):
        return Cue(i, i + length, "make clear", _form(word), frozenset({"that"}), sentence)
    if word in ("put", "puts") and following == "it":
        if doc[i + 2 : i + 3].text == "to":  # "put it to the witness that"
            return Cue(i, i + 2, "put it", "past", frozenset({"that", "rare"}), sentence)
        return Cue(i, i + 2, "put it", "past", frozenset({"quote"}), sentence)
    if word in ("went", "goes") and following == "on" and not _goes_on_to_say(doc, i, end):
        return Cue(i, i + 2, "go on", "past", frozenset({"quote"}), sentence)
    if word in ("wanted", "wants"):
        return _wonders(doc, i, sentence)
    if word in _VIEWS:
        return _of_the_view(doc, i, sentence)
    if _PARTICLES.get(word) == following:
        return Cue(i, i + 2, f"{word} {following}", _form(word), frozenset({"quote"}), sentence)
    verb = reporting_verbs().get(word)
    if verb is None or not _is_verb(doc, i, verb, sentence):
        return None
    if verb.lemma == "put" and not _puts_figure(doc, i, end):
        return None
    return Cue(i, i + 1, verb.lemma, verb.form, verb.frames, sentence)


def _wonders(doc: Doc, i: int, sentence: Sentence) -> Cue | None:
    """ "wanted to know why" """
    asks = doc[i + 1 : i + 3].text.lower() == "to know" and i + 3 < sentence.end
    if not asks or doc[i + 3].lower_ not in _QUESTION_WORDS:
        return None
    frames = frozenset({"question", "rare"})
    return Cue(i, i + 3, "want to know", _form(doc[i].lower_), frames, sentence)


def _of_the_view(doc: Doc, i: int, sentence: Sentence) -> Cue | None:
    """ "is of the opinion that" """
    start = i - 3
    held = doc[i - 2 : i].text.lower() == "of the" and start > sentence.start
    that = i + 1 < sentence.end and doc[i + 1].lower_ == "that"
    if not (held and that) or doc[start].lower_ not in BE:
        return None
    return Cue(start, i + 1, "be of the view", "past", frozenset({"that", "rare"}), sentence)


def _puts_figure(doc: Doc, i: int, end: int) -> bool:
    """ "put the death toll at 43" """
    following = range(i + 2, min(i + _FIGURE_WITHIN, end - 1))
    at = next((j for j in following if doc[j].lower_ == "at"), None)
    words = doc[at + 1 : at + 5] if at and doc[i + 1].lower_ in DETERMINERS else ()
    return any(token.like_num or token.is_digit for token in words)


def _form(word: str) -> str:
    return "ing" if word.endswith("ing") else "s" if word.endswith("s") else "past"


def _made_clear(doc: Doc, i: int, end: int) -> int:
    words_after = [doc[j].lower_ for j in range(i + 1, min(i + 3, end))]
    if words_after[:1] == ["clear"]:
        return 2
    return 3 if words_after == ["it", "clear"] else 0


def _quoting(doc: Doc, i: int, sentence: Sentence) -> Cue | None:
    """ "cited X as saying", "was quoted by Y as saying"; without "as saying" there is no quote,
    but an outlet to be cited, which is the business of citations."""
    if doc[i].lower_ not in _QUOTES:
        return None
    for j in range(i + 1, min(i + 30, sentence.end - 1)):
        if doc[j].lower_ == "as" and doc[j + 1].lower_ in _SPEAKING_AS:
            passive = _is_passive(doc, i, sentence.start)
            kind = "quoted" if passive else "quoting"
            frames = frozenset({"hearer" if doc[j + 1].lower_ == "telling" else "clause"})
            return Cue(
                i,
                i + 1,
                "quote",
                _form(doc[i].lower_),
                frames,
                sentence,
                kind,
                (i + 1, j),
                (j, j + 2),
            )
        if doc[j].text in (".", ";") or doc[j].lower_ in _QUOTES:
            return None
    return None


def _previous(doc: Doc, i: int, start: int) -> int:
    """The word before, adverbs passed over; start - 1 when there is none."""
    i -= 1
    while i >= start and (
        doc[i].lower_ in ADVERBS or (doc[i].lower_.endswith("ly") and len(doc[i]) > 4)
    ):
        i -= 1
    return i


def _is_passive(doc: Doc, i: int, start: int) -> bool:
    before = _previous(doc, i, start)
    return (
        before >= start
        and doc[before].lower_ in BE
        and not (is_possessive(doc, before) and is_capital(doc, i))
    )


def _is_verb(doc: Doc, i: int, verb: Verb, sentence: Sentence) -> bool:
    if i + 1 < len(doc) and verb.lemma == "ask" and doc[i + 1].lower_ == "not":
        return False  # "asked not to be named"
    if i and doc[i - 1].text == "-":
        return False  # "so-called"
    if doc[i].text[:1].isupper() and i > sentence.start and verb.form != "ing":
        return doc[i].text.isupper() and doc[i - 1].text.isupper()
    if i + 1 < len(doc) and doc[i + 1].text == "-":
        return False
    before = _previous(doc, i, sentence.start)
    if before < sentence.start:
        return verb.form in ("past", "ing") and verb.lemma not in ("post",)
    word = doc[before].lower_
    if (
        is_possessive(doc, before)
        and doc[before].text not in ("'", "’")
        and verb.form in ("base", "s")
    ):
        return False
    if word in DETERMINERS and verb.lemma in _HOMOGRAPHS | {"say"}:
        return (
            word
            in ("this", "that", "some", "many", "several", "few", "all", "most", "both", "another")
            and verb.form in ("s", "past")
            and verb.lemma == "say"
        )
    if word in DETERMINERS and verb.form != "ing":
        return False
    check = {"base": _base, "s": _third_person, "ing": _gerund}.get(verb.form, _past)
    return check(doc, i, before, verb, sentence)


def _base(doc: Doc, i: int, before: int, verb: Verb, sentence: Sentence) -> bool:
    word = doc[before].lower_
    if word == "to":  # "went on to say", "went on record to say"
        if turn_to(doc, before, sentence.start) is not None:
            return True  # "took to the air to say"
        return before - 1 >= sentence.start and doc[before - 1].lower_ in (
            "on",
            "record",
            "continued",
            "have",
        )
    if word in ("n't", "not", "n’t"):
        return False
    if word == "will":
        return _after_quotation(doc, before, sentence)  # “…,” the leader will say
    if word in _BEFORE_BASE:
        return word not in ("did", "do", "does") or verb.lemma == "say"
    if verb.lemma in ("think", "read", "begin", "ask", "know", "plan", "want"):
        return False
    plural = len(word) > 3 and word.endswith("s") and not word.endswith("ss")
    if plural and word not in grammar("preposition", "auxiliary", "adverb", "possessive"):
        if verb.lemma in _HOMOGRAPHS:
            return i + 1 < len(doc) and doc[i + 1].lower_ == "that"
        return True
    return verb.lemma not in _HOMOGRAPHS and _is_plural(doc, subject_before(doc, i, sentence.start))


def _goes_on_to_say(doc: Doc, i: int, end: int) -> bool:
    """Whether "went on" is no report of its own: "went on to say", "went on record to say"."""
    return i + 2 < end and doc[i + 2].lower_ in ("to", "record")


def _after_quotation(doc: Doc, i: int, sentence: Sentence) -> bool:
    """Whether nothing but a name or a description stands between a quotation's end and a word."""
    low = max(sentence.start, i - _LONGEST_SUBJECT)
    close = next((j for j in range(i - 1, low, -1) if doc[j].text in MARKS | STOPS), None)
    return close is not None and doc[close].text in MARKS and doc[close - 1].text in _CLOSED


def _is_plural(doc: Doc, subject: Tokens | None) -> bool:
    """Whether the head of "residents of the old town" is a plural."""
    if subject is None:
        return False
    head = subject[0]
    for i in range(*subject):
        if doc[i].lower_ in PREPOSITIONS or doc[i].text == ",":
            break
        head = i
    return doc[head].lower_ in roles("people") or doc[head].lower_ in ("they", "we")


def _third_person(doc: Doc, i: int, before: int, verb: Verb, sentence: Sentence) -> bool:
    token, word = doc[before], doc[before].lower_
    if word in PREPOSITIONS or word in BE:
        return False
    if word in nationalities() | _REGIONAL and verb.lemma not in ("say", "tell"):
        return False  # "African states", "Iranian promises"
    if verb.lemma in _HOMOGRAPHS:
        if token.text == "," and verb.lemma == "report" and i + 1 < sentence.end:
            return is_capital(doc, i + 1) or doc[i + 1].lower_ == "the"  # ", reports Reuters"
        if token.text in STOPS or token.text in MARKS or word in CONJUNCTIONS:
            return False
        if word in words("outlet_words", "media"):
            return i + 1 < len(doc) and doc[i + 1].lower_ == "that"
        if is_capital(doc, before) or word in grammar("pronoun", "relative"):
            return True
        return i + 1 < len(doc) and doc[i + 1].lower_ == "that"
    return True


def _gerund(doc: Doc, i: int, before: int, verb: Verb, sentence: Sentence) -> bool:
    word = doc[before].lower_
    if word in DETERMINERS or word in (
        "of",
        "as",
        "without",
        "from",
        "to",
        "on",
        "about",
        "for",
        "than",
        "worth",
    ):
        return False
    return verb.lemma not in (
        "begin",
        "read",
        "post",
        "text",
        "email",
        "plan",
        "label",
        "brand",
        "rule",
        "anticipate",
    )


def _past(doc: Doc, i: int, before: int, verb: Verb, sentence: Sentence) -> bool:
    word = doc[before].lower_
    if word in ("when", "if", "once", "as", "though", "than"):
        return False  # "when asked", "as announced"
    if verb.form == "participle" and word not in AUXILIARIES:
        return False  # "a book written by"
    if (word in BE and not is_possessive(doc, before)) or word in ("being", "been", "get", "got"):
        return False
    if word in ("’s", "'s") and verb.lemma in _HOMOGRAPHS:
        return False
    if word in PREPOSITIONS and word not in ("on", "in", "before"):
        return False
    return not (
        word in ("and", "or")
        and doc[i].lower_.endswith("ed")
        and before - 1 >= sentence.start
        and doc[before - 1].lower_.endswith("ed")
        and _is_passive(doc, before - 1, sentence.start)
    )
