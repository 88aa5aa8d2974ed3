"""A run as a title and a name: "Foreign Minister Sana Ode", and of which kind the name is."""

from __future__ import annotations

from statistics import fmean

from spacy.tokens import Doc

from ..entities import LIKELY, NONE, SURE, UNSURE, share_of
from ..phrases import (
    PARTICLES,
    PERSON_ROLES,
    PREPOSITIONS,
    STOPS,
    is_capital,
    is_possessive,
    reports,
)
from ..vocabulary import gender_of, nationalities, outlets, places, roles
from .mentions import (
    ADDRESSES,
    FAMILY_FIRST,
    FUNCTION_WORDS,
    HONORIFICS,
    HYPHENS,
    ONCE,
    ORGANISATION,
    PEOPLE,
    POSTNOMINALS,
    REALMS,
    RELATIONS,
    SUFFIXES,
    THINGS,
    TITLES,
    Mention,
    bare,
    is_plain_opening,
    opens_sentence,
    word_at,
)
from .runs import are_initials, goes_on_inside

_OFFICE = roles("office")
_MODIFIERS = roles("modifier") | nationalities()
_LONGEST_BRACKETS = 7  # tokens
_LONGEST_FIELDS = 10  # tokens
_FIELDED = frozenset({"minister", "secretary", "commissioner"})
_PREFIXED = frozenset(
    {"based", "born", "listed", "owned", "aligned", "backed", "led", "run", "funded", "linked"}
    | {"affiliated", "controlled", "turned"}
)
_SEATS = frozenset({"district", "city", "county", "town", "village", "region", "province"})
_COMMON = frozenset({"boy", "girl", "man", "woman", "star", "friend"})
_CITING = frozenset({"citing", "quoting", "saying", "telling"})


def split_run(doc: Doc, start: int, end: int) -> list[Mention]:
    """A run is a title and a name ("Foreign Minister Sana Ode"), or a name alone, or neither."""
    start = next((i + 1 for i in range(end - 2, start, -1) if _is_based(doc, i)), start)
    if end - start > 1 and word_at(doc, start) in ORGANISATION and _only_opens(doc, start):
        start += 1
        return [Mention(start, end, start, tuple(doc[start:end].text.split()), "organisation")]
    named_after_place = any(word_at(doc, i) in ORGANISATION | THINGS for i in range(start, end))
    first = start
    while start < end - 1 and doc[start].lower_ in nationalities() and not named_after_place:
        start += 1
    while start < end - 1 and doc[start].lower_ in ONCE:
        start += 1
    start = _past_excellency(doc, start, end)
    cut = _past_excellency(doc, _title_end(doc, start, end), end)
    if (named := _office_after(doc, cut, end)) is not None:
        end = named
    given = _given_name_after_office(doc, start, end) or _tagged_person(doc, start, end)
    if cut == start and given:
        name = _past_excellency(doc, given, end)
        office, person = doc[start:given].text.split(), doc[name:end].text.split()
        title = _office_start(doc, start, given) or name
        return [
            Mention(start, given, start, tuple(office), "organisation"),
            Mention(name, end, title, tuple(person), "person"),
        ]
    if _is_field(doc, start, end):
        return []
    if doc[cut].lower_ in PREPOSITIONS:
        return []  # "Commissioner for Trade" is an office
    if cut == start and end - cut == 2 and _is_office_of(doc, end):
        end -= 1  # "the [SNA] Director of Partnerships"
    end -= _has_letters_after(doc, cut, end)
    words = tuple(doc[cut:end].text.split())
    lower = [bare(word) for word in words]
    before = word_at(doc, cut - 1) if cut > start else ""
    addressed = before in HONORIFICS and lower[0] not in TITLES
    addressed = addressed or (before in ADDRESSES and lower[0] in HONORIFICS)  # "Mr. King"
    if not addressed and all(word in PERSON_ROLES | _MODIFIERS | PEOPLE for word in lower):
        return []
    seated = lower[-1] in PERSON_ROLES and all(word in PERSON_ROLES | _SEATS for word in lower)
    if seated and not addressed:
        return []  # "Resident District Commissioner"
    title = _title_start(doc, first if cut > start else start)
    return [Mention(cut, end, title, words, _kind(doc, title, cut, end, lower))]


def _has_letters_after(doc: Doc, start: int, end: int) -> bool:
    """ "Ada Lund MP"; "the Skail South MP" is somebody without a name."""
    letters = word_at(doc, end - 1) in POSTNOMINALS and not doc[end - 1].text.istitle()
    return letters and end - start > 2 and share_of(doc, start, "Person") > SURE


def _is_office_of(doc: Doc, end: int) -> bool:
    """Whether a run ends with an office that goes on after it."""
    leads = end < len(doc) and doc[end].lower_ in ("of", "for")
    return leads and word_at(doc, end - 1) in _OFFICE - ORGANISATION


def _past_excellency(doc: Doc, start: int, end: int) -> int:
    """ "H E Ada Lund" and "H.E. Ada Lund" is Her Excellency; "H E Lund" may be given names."""
    length = next((n for n in (1, 2) if doc[start : start + n].text in ("H.E.", "H E")), 0)
    return start + length if length and end - start - length > 1 else start


def _only_opens(doc: Doc, i: int) -> bool:
    """ "Airline Lurair said", at the head of a sentence: neither "Bank Lurair" nor "Airline Pilots’
    Guild"."""
    return is_plain_opening(doc, i) and doc[i + 1].is_alpha and doc[i + 1].ent_iob_ == "B"


def _is_based(doc: Doc, i: int) -> bool:
    """ "Oslo-based Lund" """
    return doc[i].lower_ in _PREFIXED and doc[i - 1].text in HYPHENS


def _given_name_after_office(doc: Doc, start: int, end: int) -> int | None:
    """Where the person begins in "Minister of Public Works Ana Brook", by a known given name or as
    tagged ("CEO of Orvel Jelka Brook")."""
    if start < 2 or doc[start - 1].lower_ not in ("of", "for", "the", "at"):
        return None
    if not any(word_at(doc, i) in PERSON_ROLES for i in range(max(0, start - 5), start - 1)):
        return None
    for i in range(start + 1, end - 1):
        given = gender_of(word_at(doc, i)) or are_initials(doc, i)
        given = given or _begins_person(doc, i)
        words = sum(is_capital(doc, j) and len(doc[j].text) > 2 for j in range(i, end))
        if given and words <= 3 and word_at(doc, end - 1) not in ORGANISATION:
            return i
    return None


def _office_start(doc: Doc, start: int, given: int) -> int | None:
    """Where the office begins whose field is in one run with the name: "[Minister of] Public Works
    Ana Brook"."""
    i = start - 1
    if doc[i].lower_ not in ("of", "for") or doc[i - 1].lower_ not in PERSON_ROLES:
        return None
    while i > 0 and is_capital(doc, i - 1) and doc[i - 1].lower_ in PERSON_ROLES | _MODIFIERS:
        i -= 1
    return i if given > start > i + 1 else None


def _is_field(doc: Doc, start: int, end: int) -> bool:
    """Whether a run is one of several that an office is for: "Minister for Roads, [Rural Works] and
    [Transport], Ada Lund"."""
    tagged = max(share_of(doc, i, "Person") for i in range(start, end)) >= UNSURE
    if tagged or doc._.entity_shares is None or doc[start - 1].lower_ not in (",", "and", "&"):
        return False
    i = start - 1
    while i > max(1, start - _LONGEST_FIELDS) and (
        is_capital(doc, i) or doc[i].lower_ in (",", "and", "&")
    ):
        i -= 1
    return doc[i].lower_ in ("of", "for") and doc[i - 1].lower_ in _FIELDED


def _begins_person(doc: Doc, i: int) -> bool:
    """Whether the encoder sees a person's name begin here, of two words or more."""
    begins = doc[i].ent_iob_ == "B" and doc[i].ent_type_ == "Person"
    return begins and goes_on_inside(doc, i + 1, "Person")


def _office_after(doc: Doc, start: int, end: int) -> int | None:
    """Where the office begins in "Ada Lund [Skail Lines Marketing Director]", as tagged."""
    if word_at(doc, end - 1) not in PERSON_ROLES and doc[end - 2].text not in HYPHENS:
        return None
    person = [share_of(doc, i, "Person") for i in range(start, end)]
    count = next((i for i, share in enumerate(person) if share < UNSURE), 0)
    apart = 1 < count < len(person) - 1 and max(person[count:]) < UNSURE
    return start + count if apart and fmean(person[:count]) > SURE else None


def _tagged_person(doc: Doc, start: int, end: int) -> int | None:
    """Where the person begins whom the encoder sees at the end of a run that begins as something
    else: "Information Technology [Amr Talat]"."""
    person = [share_of(doc, i, "Person") for i in range(start, end)]
    first = next((i for i in range(len(person), 0, -1) if person[i - 1] < UNSURE), 0)
    apart = first and len(person) - first > 1 and max(person[:first]) < UNSURE
    if not apart or fmean(person[first:]) <= SURE:
        return None
    given = start + first - 1  # "Mining Office [B.] Talat", "the director, [Boy] Amr Talat"
    goes_back = gender_of(word_at(doc, given)) or are_initials(doc, given)
    goes_back = goes_back or word_at(doc, given) in _COMMON | FAMILY_FIRST
    titlecase = doc[given].text.istitle() and not doc[given].ent_type_
    goes_back = goes_back or (given == start and titlecase and person[0] > NONE)
    return (given if given > start else None) if goes_back else given + 1


def _title_end(doc: Doc, start: int, end: int) -> int:
    """Where in a run of capitalised words the name begins: after its last title.

    An occupation is taken for a title only where a full name follows or nothing but titles stands
    before, for many surnames are occupations.
    """
    if word_at(doc, end - 1) in ORGANISATION | THINGS and word_at(doc, start) not in HONORIFICS:
        return start
    given = gender_of(word_at(doc, start)) and word_at(doc, start) not in PERSON_ROLES
    cut, known = start, True
    for i in range(start, end - 1):
        word = word_at(doc, i)
        if word_at(doc, i + 1) in ORGANISATION or _is_headed(doc, start, i):
            continue  # "General Directorate", "Directorate-General"
        is_title = word in TITLES or (word in PERSON_ROLES and (known or end - i > 2))
        if word == "sultan" and _is_given(doc, i, start):
            continue
        if word in _COMMON and i == start and not opens_sentence(doc, i):
            continue  # "the director, [Boy] Tanu Lund"
        is_title = is_title or doc[max(i - 1, start) : i + 1].text in ("Tan Sri", "Ato")
        is_title = is_title or (word in RELATIONS and i == start and end - i > 2)  # "Mum Ada Lund"
        if word == "sheikh" and i > cut and gender_of(word_at(doc, i - 1)):
            continue  # "President Hassan Sheikh Tolmud"
        if is_title and not (given and i > start):
            cut = i + 1 + 2 * _is_yet_to_be(doc, i)
        known = known and (word in _MODIFIERS | PERSON_ROLES | ORGANISATION or word == "-")
    opens = start == 0 or doc[start - 1].is_space or doc[start - 1].text in STOPS - {",", ")"}
    if (
        cut == start
        and opens
        and not given
        and end - start > 2
        and not (word_at(doc, start) in FAMILY_FIRST or are_initials(doc, start))
        and is_capital(doc, start + 1)
        and (gender_of(word_at(doc, start + 1)) or _begins_person(doc, start + 1))
        and share_of(doc, start, "Person") < (LIKELY if _begins_person(doc, start + 1) else UNSURE)
    ):
        return start + 1  # "Keeper Ana Brook" at the head of a sentence
    if word_at(doc, cut) in SUFFIXES or not doc[cut].text[:1].isalnum():
        return start
    return cut


def _is_yet_to_be(doc: Doc, i: int) -> bool:
    """ "President-elect" """
    return doc[i + 1].text in HYPHENS and doc[i + 2 : i + 3].text.lower() in ("elect", "designate")


def _is_headed(doc: Doc, start: int, i: int) -> bool:
    """Whether "General" goes with the body before it."""
    body = i - 1 - (doc[i - 1].text in HYPHENS)
    return body >= start and doc[i].lower_ == "general" and word_at(doc, body) in ORGANISATION


def _is_given(doc: Doc, i: int, start: int) -> bool:
    """Whether "Sultan" is a given name: after another word of the name, and before "Al
    Rahmi" or an initial."""
    after = doc[i + 1]
    return i > start or after.lower_ in PARTICLES - {"bin"} or len(after.text.rstrip(".")) == 1


def _title_start(doc: Doc, start: int) -> int:
    """Lower-case words before a name that say what the person is: "energy minister"."""
    i = start
    while i > 0 and start - i < 8:
        before = doc[i - 1]
        word = before.lower_
        if opening := _opens_brackets(doc, i, start):
            i = opening
        elif (
            before.text == "-"
            or (before.text.islower() and (word in PERSON_ROLES or word in _MODIFIERS))
            or (
                i < start
                and before.text.isalpha()
                and not is_possessive(doc, i - 1)
                and word not in FUNCTION_WORDS
                and (
                    (
                        before.text.islower()
                        and doc[i].text.islower()
                        and not word.endswith(("ed", "s"))
                        and not (word in _CITING or reports(word))
                    )
                    or (is_capital(doc, i - 1) and i - 2 >= 0)
                )
            )
        ):
            i -= 1
        else:
            break
    if i < start and not any(doc[j].lower_ in PERSON_ROLES for j in range(i, start)):
        return start
    return i - 1 if doc[i].text in HYPHENS and i > 0 and not doc[i].whitespace_ else i


def _opens_brackets(doc: Doc, i: int, start: int) -> int | None:
    """Where what stands in brackets in a title opens: "Colonel [(retd)] Ada Lund"."""
    if i != start or doc[i - 1].text != ")":
        return None
    within = range(i - 2, max(0, i - _LONGEST_BRACKETS), -1)
    opening = next((j for j in within if doc[j].text == "("), 0)
    role = opening and is_capital(doc, opening - 1) and doc[opening - 1].lower_
    return opening if role and role in PERSON_ROLES | {"police"} else None


def _kind(doc: Doc, title: int, start: int, end: int, lower: list[str]) -> str:
    """ "person", "organisation", "place" or "unknown"."""
    if "&" in lower:
        return "organisation"
    titled = any(word_at(doc, i) in PERSON_ROLES for i in range(title, start))
    name = " ".join(lower)
    if name in places():
        return "place"
    if lower[-1] in THINGS:
        return "thing"
    if lower[-1] in ORGANISATION or any(
        w in ORGANISATION for w in lower[:-1] if len(lower) > 2 or "of" in lower
    ):
        return "organisation"
    if titled:
        return "person"
    if tuple(doc[start:end].text.replace("’", "'").split()) in outlets():
        return "organisation"
    if lower[0] in ORGANISATION | REALMS and len(lower) > 1:
        return "organisation"
    parts = sum(word not in PARTICLES for word in lower)
    if gender_of(lower[0]) and 2 <= parts <= (4 if parts == len(lower) else 5):
        return "person"
    if len(lower) == 1 and doc[start].text.isupper() and len(doc[start]) > 1:
        return "organisation"
    if start > 0 and doc[start - 1].lower_ == "the":
        return "organisation"
    if len(lower) in (2, 3) and all(word[:1].isalpha() for word in lower) and "&" not in lower:
        return "person?"
    return "unknown"
