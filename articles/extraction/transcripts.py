"""Transcripts and interviews: turns that open with who speaks.

    SMITH: We will build it. (APPLAUSE)      Q: Who pays?        Ada Lund (mayor): Everybody.

A transcript that is quoted as a whole has a quotation mark before each paragraph. A turn's words
are the speaker's own, so each counts as a quotation, though it has no marks: nothing inside it is
looked for, its kind is direct, and directions in brackets are no part of it.
A paragraph without a label between two turns goes on with the turn before.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from .layout import paragraphs
from .phrases import PERSON_ROLES
from .records import Span
from .vocabulary import gender_of, grammar, reporting_verbs, signals

ASKS, ANSWERS = signals("labels_asking"), signals("labels_answering")
_NO_LABEL = signals("no_labels") | grammar("subordinator", "relative", "determiner", "day", "month")
_SMALL = signals("particles") | {"of", "the", "for", "and", "in", "at", "to"}
_WORD = r"[^\W_][\w.'’-]*"
_LABEL = re.compile(
    rf"\*{{0,2}}(?P<who>(?:{_WORD}|@\w+)(?:,? (?:{_WORD}|\#?\d+)){{0,9}})"
    r"(?: ?[(\[][^()\[\]\n]{1,60}[)\]])?\*{0,2} ?(?::|：)\*{0,2}(?=\s|$)"
)
_NUMBERED = re.compile(r"[qa] ?\d{1,2}")
_Q_AND_A = re.compile(r"(?P<who>[QA])\.(?= [A-Z“\"'‘])")
_WITHIN = re.compile(r"(?<=[.?!…)\]”\"] )(?:[A-Z][A-Z.'’ -]{1,30}|[QA]):(?= \S)")
_DIRECTION = re.compile(
    r"\((?:[A-Z][A-Z ,.'’/-]{2,60}|(?:[Ll]augh|[Aa]pplau|[Cc]rosstalk|[Ii]naudible|[Pp]ause|"
    r"[Cc]heer|[Ss]igh|[Nn]ods|[Ss]miles)[\w ,]{0,40})\)"
    r"|\[(?:[A-Z][A-Z ,.'’/-]{2,60}|(?:[Ll]augh|[Aa]pplau|[Cc]rosstalk|[Ii]naudible|[Pp]ause|"
    r"[Cc]heer|[Ss]igh|[Nn]ods|[Ss]miles)[\w ,]{0,40})\]"
)
_FINISHED = re.compile(r"[.?!…”\"’)\]–—-]$")
_OPENING = ("“", '"')
_FEWEST_COMMON = 0.2  # of the words: lists of names have none, speech has two in five
_MOST_WITHOUT_LABEL = 2  # words for each word of a labelled paragraph; interviews have at most one
_MOST_BETWEEN = 6  # paragraphs without a label between two turns
_COMMON = grammar(
    "determiner",
    "possessive",
    "pronoun",
    "object_pronoun",
    "preposition",
    "conjunction",
    "subordinator",
    "auxiliary",
    "modal",
    "negation",
    "adverb",
)


def role_of(label: str) -> str:
    """A label in lower case, numbered questions and answers without their number: "A2"."""
    low = label.lower()
    return low[0] if _NUMBERED.fullmatch(low) else low


@dataclass(frozen=True)
class Turn:
    """The label without its colon, and the words that follow, directions left out.

    `label` is None for a paragraph that goes on with the turn before.
    """

    label: Span | None
    words: tuple[Span, ...]
    end: int


@dataclass(frozen=True)
class _Line:
    start: int
    end: int
    label: Span | None
    words: int  # where they begin

    def name(self, text: str) -> str:
        return role_of(text[slice(*self.label)]) if self.label else ""


def find_turns(text: str) -> list[Turn]:
    """The turns of a text in reading order; none where its labels are not those of speakers."""
    if text.count(":") + text.count("：") < 2 and not _Q_AND_A.search(text):
        return []
    lines = [_read_line(text, start, end) for start, end in _split(text)]
    if len(lines) > 1 and lines[0].label and not lines[1].label:
        lines = lines[1:]  # a headline: "Lund: We will build it"
    labelled = [line for line in lines if line.label]
    speaking = _speaking(text, labelled)
    if len(speaking) < 2 or not _is_speech(text, [x for x in labelled if x.name(text) in speaking]):
        return []
    turns = _turns(text, lines, speaking)
    return [] if _are_headings(text, turns) else turns


def _split(text: str) -> list[Span]:
    """Paragraphs, and the turns within one where line breaks were lost."""
    found = []
    for start, end in paragraphs(text):
        for label in _WITHIN.finditer(text, start, end):
            found.append((start, label.start()))
            start = label.start()
        found.append((start, end))
    return found


def _read_line(text: str, start: int, end: int) -> _Line:
    at = start + (text[start] in _OPENING)
    match = _LABEL.match(text, at, min(end, at + 120)) or _Q_AND_A.match(text, at, end)
    if match is None or not _may_label(match["who"]):
        return _Line(start, end, None, start)
    return _Line(start, end, match.span("who"), match.end())


def _may_label(label: str) -> bool:
    """A name, perhaps with a title and an office: every word with a capital, or of an office."""
    if role_of(label) in ASKS | ANSWERS:
        return True
    words = label.replace(",", " ").split()
    first = words[0].lower().rstrip(".")
    if first in _NO_LABEL or first in reporting_verbs() or not label[:1].isalpha():
        return False
    return all(
        word[:1].isupper() or word[:1].isdigit() or word in _SMALL or word.lower() in PERSON_ROLES
        for word in words
    )


def _speaking(text: str, lines: list[_Line]) -> set[str]:
    """The labels that are speakers': roles of interviews, names, and what opens several turns."""
    often = Counter(line.name(text) for line in lines)
    found = set()
    for line in lines:
        name = line.name(text)
        label = text[slice(*line.label)] if line.label else ""
        first, last = label.split()[0].rstrip("."), label.split(",")[0].split()[-1]
        if (
            name.rstrip("0123456789 ") in ASKS | ANSWERS
            or often[name] > 1
            or gender_of(first) is not None
            or first.lower() in PERSON_ROLES
            or (label.isupper() and len(last) > 1)
            or _is_known(text, last, line)
        ):
            found.add(name)
    return found


def _is_known(text: str, surname: str, line: _Line) -> bool:
    """Whether the text names somebody so elsewhere: "Ada Lund" for "Lund:"."""
    return any(
        re.search(rf"[A-Z][\w.'’-]+ {re.escape(surname)}\b", part)
        for part in (text[: line.start][-5000:], text[line.words :][:5000])
    )


def _is_speech(text: str, lines: list[_Line]) -> bool:
    """Sentences rather than figures, names and times."""
    words = [word for line in lines for word in text[line.words : line.end].lower().split()]
    common = sum(word.strip(".,;:!?“”\"'’") in _COMMON for word in words)
    finished = sum(
        line.words >= line.end or bool(_FINISHED.search(text[line.words : line.end].rstrip()))
        for line in lines
    )
    return common >= _FEWEST_COMMON * len(words) and finished >= 0.6 * len(lines)


def _are_headings(text: str, turns: list[Turn]) -> bool:
    """Whether the labels open lines over long passages: "Lund: Now or never", then an article."""
    labelled, others = (
        sum(len(text[a:b].split()) for turn in turns if bool(turn.label) is is_labelled
            for a, b in turn.words)
        for is_labelled in (True, False)
    )  # fmt: skip
    return others > _MOST_WITHOUT_LABEL * labelled


def _turns(text: str, lines: list[_Line], speaking: set[str]) -> list[Turn]:
    spoken = [k for k, line in enumerate(lines) if line.name(text) in speaking]
    found: list[Turn] = []
    for here, after in zip(spoken, [*spoken[1:], None], strict=True):
        line = lines[here]
        if words := _words(text, line.words, line.end):
            found.append(Turn(line.label, words, line.end))
        alone = not words  # the label has a line of its own, the words follow
        stop = here + 1 + alone if after is None else after
        if stop - here - 1 > _MOST_BETWEEN:
            stop = here + 1 + alone
        while stop < len(lines) and after is None and _is_quoted(text, line, lines[stop]):
            stop += 1
        for k in range(here + 1, min(stop, len(lines))):
            if words := _words(text, lines[k].start, lines[k].end):
                label = line.label if alone else None
                found.append(Turn(label, words, lines[k].end))
                alone = False
    return found


def _is_quoted(text: str, *lines: _Line) -> bool:
    return all(text[line.start] in _OPENING for line in lines)


def _words(text: str, start: int, end: int) -> tuple[Span, ...]:
    """What is spoken between start and end: in parts where a direction interrupts it."""
    found = []
    for direction in [*_DIRECTION.finditer(text, start, end), None]:
        stop = direction.start() if direction else end
        left, right = start, stop
        while left < right and not (text[left].isalnum() or text[left] in "“\"'‘«$€£([¿¡@#–—…."):
            left += 1
        right -= len(text[left:right]) - len(text[left:right].rstrip())
        left, right = _without_marks(text, left, right)
        if any(character.isalnum() for character in text[left:right]):
            found.append((left, right))
        start = direction.end() if direction else end
    return tuple(found)


def _without_marks(text: str, left: int, right: int) -> Span:
    """Without the marks around the words, and without one that opens or closes more than them."""
    inner = text[left + 1 : right - 1]
    if text[left : left + 1] in _OPENING and not re.search('[”"]', inner):
        left += 1
    if text[right - 1 : right] in ("”", '"') and not re.search('[“"]', text[left : right - 1]):
        right -= 1
    return left, right
