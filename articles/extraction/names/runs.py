"""Runs of capitalised words: where a name may begin, and how far it goes on."""

from __future__ import annotations

import re
from statistics import fmean

from spacy.tokens import Doc

from ..entities import SURE, share_of
from ..phrases import (
    DAYS,
    MARKS,
    MONTHS,
    PARTICLES,
    PERSON_ROLES,
    SUBJECT_PRONOUNS,
    is_capital,
    is_finite,
    is_possessive,
    reports,
    small,
)
from ..vocabulary import gender_of, nationalities, places, reporting_verbs, signals
from .mentions import (
    FAMILY_FIRST,
    FUNCTION_WORDS,
    HYPHENS,
    JOINS,
    ORGANISATION,
    REALMS,
    RELATIONS,
    TOWARDS,
    opens_sentence,
)

_INITIALS = re.compile(r"(?:[A-Z]\.){1,4}|[A-Z]|(?:Kh|Ts|Dz|Zh|Ch|Sh)\.")  # "A.", "A.B.", "A"
_QUOTES = MARKS | {"'", "’"}
_COUNTRIES = frozenset({"U.S.", "U.K.", "U.N.", "E.U."})
_ELIDED = re.compile(r"[dl][’'][A-ZÀ-Ý]\w+")  # "Ada d’Olon"
_AGREEING = frozenset({"echoing", "quoting", "citing", "joining", "supporting", "backing"})
_LONGEST_LIST = 8  # tokens
_LONGEST_NICKNAME = 3  # tokens
_CURRENCIES = frozenset({"$", "£", "€", "¥"})
_OFFICES = frozenset({"ministry", "department", "commission", "committee", "office", "chamber"})
_SEVERAL = frozenset({"people", "children", "women", "men"})
_SEVERAL_TITLED = frozenset({"justices", "messrs"})  # no end of "Division Bench of"
_ON = frozenset({"commission", "committee", "council", "board", "panel"})
_NEAR = 3  # words from an owner to what it owns


def _starts_name(doc: Doc, i: int) -> bool:
    token = doc[i]
    if not token.text[:1].isupper():
        return False
    if token.lower_ in MONTHS and gender_of(token.lower_) and i + 1 < len(doc):
        follows = doc[i + 1]  # "April Osei", not "April" or "In April Mayor Osei"
        return is_capital(doc, i + 1) and follows.lower_ not in FUNCTION_WORDS | PERSON_ROLES
    if _is_money(doc, i) or _is_participle(doc, i) or _is_inverted(doc, i) or _is_parent(doc, i):
        return False
    if _is_first_nation(doc, i) or _is_first_of_initials(doc, i):
        return True
    if token.text == "All" and doc[i + 1 : i + 2].text.lower() in places() | nationalities():
        return is_capital(doc, i + 2) if i + 2 < len(doc) else False  # "All India Guild"
    return small(token) not in FUNCTION_WORDS or _is_surname(doc, i)


def _is_surname(doc: Doc, i: int) -> bool:
    """ "He Lian, a pilot" and "You Meilin said"; and "He" in mid-sentence, as tagged."""
    if not doc[i].text.istitle() or doc[i].lower_ not in SUBJECT_PRONOUNS:
        return False
    if not opens_sentence(doc, i) and share_of(doc, i, "Person") > SURE:
        return True
    given, after = i + 1, i + 2
    named = after < len(doc) and is_capital(doc, given) and doc[given].lower_ not in FUNCTION_WORDS
    named = named and not (is_finite(doc, given) or doc[given].text.isupper())
    return named and (doc[after].text in (",", "(") or is_finite(doc, after))


def _is_first_of_initials(doc: Doc, i: int) -> bool:
    """ "A K Rao", not "A K-pop star" or "A B movie"."""
    if doc[i].text not in ("A", "I") or i + 2 >= len(doc) or not is_initial(doc, i + 1):
        return False
    return bool(doc[i + 1].whitespace_) and is_capital(doc, i + 2)


def _is_participle(doc: Doc, i: int) -> bool:
    """ "Speaking at the launch, …" and "Echoing Lund, …"; not "Beijing said"."""
    if not opens_sentence(doc, i):
        return False
    if not doc[i].lower_.endswith("ing") or doc[i].lower_ in places():
        return False
    if i + 1 >= len(doc) or not doc[i + 1].is_alpha or is_finite(doc, i + 1):
        return False
    return doc[i + 1].text.islower() or doc[i].lower_ in _AGREEING


def _is_parent(doc: Doc, i: int) -> bool:
    """ "Mum-of-two Ada Lund" """
    of = doc[i + 1 : i + 4].text.lower()
    return doc[i].lower_ in RELATIONS and of == "-of-"


def _is_inverted(doc: Doc, i: int) -> bool:
    """ "Said Lund: …"; not "Said Aouita ran"."""
    if not opens_sentence(doc, i):
        return False
    verb = reporting_verbs().get(doc[i].lower_)
    if verb and verb.form == "s" and verb.lemma not in signals("homographs"):
        return i + 1 < len(doc) and is_capital(doc, i + 1)  # "Says Lund, the mayor: …"
    if not reports(doc[i].lower_):
        return False
    end = next((j for j in range(i + 1, len(doc)) if not is_capital(doc, j)), len(doc) - 1)
    return end > i + 1 and doc[end].text == ":"


def run_end(doc: Doc, start: int) -> int:
    """The end of the run of capitalised words that begins at `start`."""
    if not _starts_name(doc, start):
        return start
    outlet = next(iter(doc._.outlets.within(start, start + 1)), None)
    i = start + 1
    while i < len(doc):
        token, before = doc[i], doc[i - 1]
        owned = is_possessive(doc, i) and i + 1 < len(doc) and _owns_in_name(doc, i)
        if token.is_space or (outlet and i == outlet.end and not owned):
            break
        glued = not before.whitespace_
        if glued and token.text in ("-", "‑", "/") and i + 1 < len(doc) and not token.whitespace_:
            i += 2
            continue
        if glued and token.text == "." and is_initial(doc, i - 1) and not token.whitespace_:
            i += 1  # "L.Lund"
            continue
        if owned:
            i += 2
            continue
        if _is_word_of_name(doc, i):
            i += 1
            continue
        step = _joined_by(doc, start, i)
        if not step:
            break
        i += step
    return i


def is_initial(doc: Doc, i: int) -> bool:
    return len(doc[i]) == 1 and doc[i].text.isupper()


def are_initials(doc: Doc, i: int) -> bool:
    """ "A." and "A.B.", or "A" with its full stop apart; not "U.S."."""
    whole = bool(_INITIALS.fullmatch(doc[i].text)) and doc[i].text not in _COUNTRIES
    return whole and (len(doc[i]) > 1 or doc[i + 1 : i + 2].text == ".")


def _is_money(doc: Doc, i: int) -> bool:
    """ "HK$12 million" """
    prefixed = doc[i + 1 : i + 2].text in _CURRENCIES and not doc[i].whitespace_
    return prefixed and doc[i].text.isupper()


def _is_word_of_name(doc: Doc, i: int) -> bool:
    """Whether a word or a number goes on with the name before it, by itself or as tagged."""
    token = doc[i]
    if _ELIDED.fullmatch(token.text):
        return True
    if token.text.isdigit():
        return doc[i - 1].text == "Channel" or goes_on_inside(doc, i, "Organization")
    named = small(token) not in FUNCTION_WORDS or token.lower_ in PARTICLES
    named = named or _is_first_nation(doc, i) or _is_middle_initial(doc, i) or _is_given(doc, i)
    if _is_money(doc, i):
        return False
    return token.text[:1].isupper() and (named or goes_on_inside(doc, i, "Organization", "Person"))


def _is_given(doc: Doc, i: int) -> bool:
    """The "Soon" of "Lim Soon Ek"."""
    second = doc[i - 1].lower_ in FAMILY_FIRST and doc[i].text.istitle()
    return second and i + 1 < len(doc) and is_capital(doc, i + 1)


def _is_middle_initial(doc: Doc, i: int) -> bool:
    """ "Ada V. Lund"; "v." between two is "versus"."""
    return are_initials(doc, i) and i + 1 < len(doc) and is_capital(doc, i + 1)


def _is_first_nation(doc: Doc, i: int) -> bool:
    return doc[i : i + 2].text in ("First Nation", "First Nations")


def goes_on_inside(doc: Doc, i: int, *labels: str) -> bool:
    """Whether the encoder sees an entity of a kind that goes on here: "Assembly of [First]
    Nations", "Channel [12]", "Seo [In]-guk"."""
    return doc[i].ent_iob_ == "I" and doc[i].ent_type_ in labels


def _owns_in_name(doc: Doc, i: int) -> bool:
    return _is_plural_owner(doc, i) or _is_of_branch(doc, i) or _is_one_body(doc, i)


def _is_one_body(doc: Doc, i: int) -> bool:
    """ "Skail Magistrate’s Court" and "Mayor’s Office"; not "Mayor Ada Baker’s Office"."""
    role = doc[i - 1].lower_ in PERSON_ROLES and share_of(doc, i - 1, "Person") < SURE
    if not role or not is_capital(doc, i + 1):
        return False
    return doc[i + 1].lower_ in ORGANISATION or _goes_on_as_tagged(doc, i, i + 1)


def _is_of_branch(doc: Doc, i: int) -> bool:
    """ "the Skail Police Department’s 4th Precinct" is one name."""
    number, branch = doc[i + 1], doc[i + 2 : i + 3].text
    ordinal = number.text[0].isdigit() and number.lower_.endswith(("st", "nd", "rd", "th"))
    named = ordinal and branch.istitle() and branch.lower() in ORGANISATION
    return named and doc[i - 1].lower_ in ORGANISATION


def _is_plural_owner(doc: Doc, i: int) -> bool:
    """ "Bakers' Guild" and "Children's Trust" are one name, and "Bakers' Collective" as tagged."""
    several = doc[i - 1].lower_ in _SEVERAL or not doc[i].text.endswith("s")
    following = doc[i + 1 : i + 1 + _NEAR]
    capitals = next((j for j, word in enumerate(following) if not word.text[:1].isupper()), _NEAR)
    body = any(word.lower_ in ORGANISATION for word in following[:capitals])
    return several and (body or (capitals > 0 and _goes_on_as_tagged(doc, i, i + 1)))


def _joined_by(doc: Doc, start: int, i: int) -> int:
    """How many small words stand between two parts of one name: "Ministry of Health"."""
    word = doc[i].lower_
    following = next(
        (j for j in range(i + 1, min(i + 3, len(doc))) if doc[j].text[:1].isupper()), None
    )
    if following is None:
        return 0
    between = [doc[j].lower_ for j in range(i, following)]
    if doc[following].lower_ in MONTHS | DAYS | _SEVERAL_TITLED:
        return 0
    spaced = word in HYPHENS and bool(doc[i].whitespace_)  # "Corvel- Officials"
    dated = spaced and doc[i - 1].lower_ not in PARTICLES
    if not dated and all(part in PARTICLES or part in HYPHENS for part in between):
        return following - i  # "van der Berg", "al-Kadhimi"
    if nickname := _nickname(doc, i):
        return nickname
    if between == ["&"]:
        return following - i  # "Gull & Lantern"
    joined = all(part in JOINS | TOWARDS or part == "," for part in between)
    if joined and _goes_on_as_tagged(doc, i, following):
        return following - i
    if between == ["of"] and doc[i - 1].lower_ in REALMS:
        return following - i  # "City of Skail"
    organised = any(doc[j].lower_ in ORGANISATION or doc[j].text in "'’" for j in range(start, i))
    if word == "," and (listed := _listed_fields(doc, start, i)):
        return listed - i
    if organised and word in ("of", "for") and all(part in JOINS for part in between):
        return following - i
    if organised and between in (["into"], ["against"]):
        return following - i  # "Inquiry into Missing Ferries"
    if between == ["on"] and doc[i - 1].lower_ in _ON:
        return following - i  # "Commission on Audit"
    if organised and between == ["and"]:
        later = doc[min(following + 1, len(doc) - 1)]
        return (
            following - i
            if later.lower_ in ORGANISATION
            or (
                doc[i - 1].lower_ not in ORGANISATION
                and any(doc[j].lower_ in ("of", "for", "into") for j in range(start, i))
            )
            else 0
        )
    return 0


def _nickname(doc: Doc, i: int) -> int:
    """How many tokens to the name after a nickname: "Ada [“Ninna”] Lund", “the Plumber”,
    “Jah-Jah”."""
    near = range(i + 2, min(i + 2 + _LONGEST_NICKNAME, len(doc) - 1))
    close = next((j for j in near if doc[j].text in _QUOTES), None)
    if doc[i].text not in _QUOTES or close is None:
        return 0
    glued = not doc[i].whitespace_ and doc[i - 1].whitespace_ and doc[close].whitespace_
    inside = (j for j in range(i + 1, close) if doc[j].text not in HYPHENS)
    capitals = all(
        is_capital(doc, j) or doc[j].lower_ in PARTICLES | {"the"} for j in [*inside, close + 1]
    )
    last = i - 1 - (doc[i - 1].text == ".")
    person = share_of(doc, last, "Person") > SURE and share_of(doc, close + 1, "Person") > SURE
    return close + 1 - i if glued and capitals and person else 0


def _goes_on_as_tagged(doc: Doc, i: int, end: int) -> bool:
    """Whether the encoder sees one organisation in what stands before i and from there to `end`:
    "the National Film [and Sound] Archive"."""
    if not all(goes_on_inside(doc, j, "Organization") for j in range(i, end + 1)):
        return False
    return fmean([share_of(doc, j, "Organization") for j in range(i - 1, end + 1)]) > SURE


def _listed_fields(doc: Doc, start: int, comma: int) -> int | None:
    """Where "Ministry of Higher Education, Technology and Innovation" ends, at its comma."""
    before = {doc[i].lower_ for i in range(start, comma)}
    if not before & _OFFICES or not before & {"of", "for"}:
        return None
    for i in range(comma + 1, min(comma + _LONGEST_LIST, len(doc) - 1)):
        if doc[i].lower_ in nationalities() or doc[i].lower_ in places():
            return None
        if doc[i].lower_ == "and" and is_capital(doc, i + 1) and doc[i - 1].text != ",":
            return None if doc[i + 1].lower_ in places() else i + 2
        if not is_capital(doc, i) and doc[i].text != ",":
            return None
    return None
