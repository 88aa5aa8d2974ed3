"""Outlets in the text: by the list of the world's outlets, and by the words around a name.

"Reuters" and "the BBC" are known; "the magazine Margin", "state broadcaster Y", "the X news
agency", "Benuan state media" and "The Evening Mirror" show by themselves that they publish.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from ..entities import SURE, share_of
from ..phrases import is_capital, is_possessive, reports
from ..vocabulary import Outlet
from .hearers import REACHING, is_said, told_things
from .listed import by_first_word, by_word, fullest_forms, known_outlet, listed_in, widen
from .mentions import INITIALS, PROGRAMMES, OutletMention, OutletMentions
from .patterns import SHOWS, airs, by_pattern, domain_at, its_channel
from .references import with_references

__all__ = [
    "REACHING",
    "OutletMention",
    "OutletMentions",
    "airs",
    "find_outlets",
    "is_said",
    "known_outlet",
]

if not Doc.has_extension("outlets"):
    Doc.set_extension("outlets", default=OutletMentions([]))


@Language.factory("on_record_outlets")
def create_outlets(nlp: Language, name: str):
    """Writes `doc._.outlets`."""

    def component(doc: Doc) -> Doc:
        doc._.outlets = OutletMentions(find_outlets(doc))
        return doc

    return component


def find_outlets(doc: Doc) -> list[OutletMention]:
    """Known names first, then patterns where no known name stands. Linear in the text's length.

    A name that a pattern showed once ("the Corvel news agency") is known in the whole article, and
    so is what is meant by "the agency" later on.
    """
    known = listed_in(doc, by_first_word())
    shown = _scan(doc, known)
    new = {m.name: Outlet(m.name, m.kind or "other") for m in shown if _is_new(m, known)}
    new |= told_things(doc, known, shown)
    new |= _also_called(doc, known, shown)
    new |= _initials_of(doc, shown)
    if new:
        known = listed_in(doc, by_word(new.items())) | known
        shown = _scan(doc, known)
    return with_references(doc, shown)


def _also_called(
    doc: Doc, known: dict[int, tuple[int, Outlet]], shown: list[OutletMention]
) -> dict[str, Outlet]:
    """ "Isla News Online (INO)", "the Corvel News Agency, Alba, reported" """
    found: dict[str, Outlet] = {}
    for mention in shown:
        end = mention.end
        if not mention.named or end + 3 >= len(doc):
            continue
        bracketed = (
            doc[end].text == "(" and doc[end + 2].text == ")" and doc[end + 1].text.isupper()
        )
        apart = doc[end].text == doc[end + 2].text == "," and is_capital(doc, end + 1)
        if bracketed or (apart and mention.kind == "agency" and reports(doc[end + 3].lower_)):
            listed = (known[i][1] for i in range(mention.start, end) if i in known)
            outlet = next(listed, Outlet(mention.name, mention.kind or "other"))
            found[doc[end + 1].text] = outlet
    return found


def _initials_of(doc: Doc, shown: list[OutletMention]) -> dict[str, Outlet]:
    """ "the SNA" after "the Skail News Agency"; two letters may mean anything."""
    words = {token.text for token in doc if INITIALS.fullmatch(token.text)}
    found: dict[str, Outlet] = {}
    for mention in shown:
        name = doc[mention.start : mention.end].text.split()
        initials = "".join(word[0] for word in name if word[0].isupper())
        if mention.named and len(initials) > 2 and initials in words:
            found.setdefault(initials, Outlet(mention.name, mention.kind or "other"))
    return found


def _is_new(mention: OutletMention, known: dict) -> bool:
    whole = {outlet.name for _, outlet in known.values()}
    return mention.named and mention.name[:1].isupper() and mention.name not in whole


def _scan(doc: Doc, known: dict[int, tuple[int, Outlet]]) -> list[OutletMention]:
    surnames = _surnames(doc)
    ends = {entity.text.split()[-1] for entity in doc.ents if len(entity) > 1}
    known = {i: at for i, at in known.items() if not _is_surname(doc, i, at[0], surnames)}
    written = fullest_forms(doc, known)
    found: list[OutletMention] = []
    i = 0
    while i < len(doc):
        mention = domain_at(doc, i)
        if mention:
            pass
        elif i in known:
            end, outlet = known[i]
            mention = its_channel(doc, i, end) if outlet.kind == "social platform" else None
            start, end = widen(doc, i, end, found[-1].end if found else 0)
            mention = mention or OutletMention(start, end, written[outlet], outlet.kind)
        else:
            mention = by_pattern(doc, i, known, ends)
            if mention and found and mention.start < found[-1].end:
                if mention.named and not found[-1].named and mention.start <= found[-1].start:
                    found.pop()  # "Lurian TV", of "Lurian TV channel Salo"
                else:
                    mention = None
            if mention and _is_someone_else(doc, mention):
                mention = None
        if mention and found and _is_on(doc, found[-1], mention):
            found.pop()
        if mention and found and _is_programme_of(doc, found[-1], mention):
            mention = None
        if mention and mention.named and found and _describes(doc, found[-1], mention):
            mention = replace(mention, start=found.pop().start)
        if mention:
            found.append(mention)
        i = max(mention.end if mention else 0, i + 1)
    return found


def _surnames(doc: Doc) -> set[str]:
    """The last words of the people named in full."""
    people = (entity for entity in doc.ents if entity.label_ == "Person" and len(entity) > 1)
    return {entity[-1].text for entity in people}


def _is_surname(doc: Doc, start: int, end: int, surnames: set[str]) -> bool:
    """Whether an outlet's name of one word is somebody's: "Moen, Berg and Tribune", after "Ada
    Tribune"."""
    mine = end == start + 1 and doc[start].text in surnames
    return mine and share_of(doc, start, "Person") > SURE


def _is_someone_else(doc: Doc, mention: OutletMention) -> bool:
    """Whether the encoder takes what a pattern shows as an outlet for a person, or for a place
    after its noun: "this newspaper, Lund", "the network Norway has paid for"."""
    names = [i for i in range(mention.start, mention.end) if is_capital(doc, i)]
    if not mention.named or not names:
        return False
    led = names[0] > mention.start and names[-1] == mention.end - 1
    place = led and all(share_of(doc, i, "Location") > SURE for i in names)
    return place or share_of(doc, names[-1], "Person") > SURE


def _describes(doc: Doc, outlet: OutletMention, other: OutletMention) -> bool:
    """Whether one without a name says what the next one is: "local TV news Channel 9"."""
    between = doc[outlet.end : other.start].text
    alike = other.kind in (outlet.kind, "other", None)
    return not outlet.named and between in ("", "news") and alike


def _is_on(doc: Doc, programme: OutletMention, channel: OutletMention) -> bool:
    """Whether a programme is named with its channel: "the show Mill Hour on KTB"."""
    words_of_it = {doc[i].lower_ for i in range(programme.start, programme.end)}
    between = doc[programme.end : channel.start].text.lower()
    broadcast = channel.kind in ("broadcaster", "state media") and channel.named
    return broadcast and between in ("on", "of") and not words_of_it.isdisjoint(SHOWS)


def _is_programme_of(doc: Doc, outlet: OutletMention, other: OutletMention) -> bool:
    """Whether the channel before it stands for a programme: "the BBC’s “Newsnight”", "the BBC
    programme Newsnight"."""
    between = other.start - outlet.end
    if between == 0:
        both = outlet.named and outlet.kind == other.kind == "broadcaster"  # "CBS This Morning"
        return both or doc[outlet.end - 1].lower_ in PROGRAMMES
    return is_possessive(doc, outlet.end) and 0 < between <= 2
