"""What an editor typed about a quote, and what is meant by it.

Forms hold names and words, the database rows and offsets; this is the way from one to the other
and back. Pages without JavaScript send names alone, so that names decide.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import QueryDict

from articles import corrections
from articles.extraction.records import QUOTE_KINDS, SPEAKER_KINDS
from articles.models import Article, Outlet, Quote, Speaker
from articles.text import name_key

from .suggestions import Suggestion, outlets_like, speakers_like

NEW = "+"  # in place of a speaker's slug: somebody who is to be added
LABELS = {
    "speaker": "Speaker",
    "role": "Role",
    "written": "As written",
    "chain": "Citation chain",
    "kind": "Kind",
    "words": "Words",
    "state": "State",
}


@dataclass(frozen=True)
class Typed:
    """The fields of one quote as text. `chain` has the outlets' names, nearest to the reader first;
    `place` is where the words stand, as "10-40;55-80"."""

    speaker: str = ""
    slug: str = ""
    speaker_kind: str = "person"
    role: str = ""
    written: str = ""
    chain: tuple[str, ...] = ()
    new_outlets: tuple[str, ...] = ()
    kind: str = ""
    words: str = ""
    place: str = ""
    reason: str = ""

    @classmethod
    def of(cls, row: Any) -> Typed:
        """The fields of a quote, or of a historical record of one."""
        speaker = _speaker_of(row)
        return cls(
            speaker=speaker.name if speaker else "",
            slug=speaker.slug if speaker else "",
            role=row.speaker_role,
            written=row.speaker_text,
            chain=tuple(link["name"] for link in row.chain),
            kind=row.kind,
            words=row.text,
            place=corrections.write_place(row.spans),
        )

    @classmethod
    def of_machine(cls, said: dict[str, Any]) -> Typed:
        """What the machine said of a quote, as the fields would hold it."""
        speaker = said.get("speaker") or {}
        return cls(
            speaker=speaker.get("name") or "",
            role=speaker.get("role") or "",
            written=speaker.get("text") or "",
            chain=tuple(link["name"] for link in said.get("citations") or ()),
            kind=said["kind"],
            words=said["text"],
            place=corrections.write_place(said["spans"]),
        )

    @classmethod
    def read(cls, data: QueryDict) -> Typed:
        """What a form sends. Blank rows of the chain are left out."""
        text = {
            name: data.get(name, "").strip()
            for name in ("speaker", "slug", "role", "written", "kind", "place", "reason")
        }
        if meant := data.get("meant"):  # chosen among the names that a form offered
            text["slug"], _, text["speaker"] = meant.partition("|")
        return cls(
            **text,
            speaker_kind=data.get("speaker_kind") or "person",
            chain=tuple(filter(None, (name.strip() for name in data.getlist("chain")))),
            new_outlets=tuple(data.getlist("new_outlet")),
            words=data.get("words", "").replace("\r\n", "\n").strip(),
        )

    def changed(self, base: Typed) -> set[str]:
        """Which fields differ from `base`'s, by their names in `LABELS`."""
        differ = {
            name
            for name in ("role", "written", "chain", "kind")
            if getattr(self, name) != getattr(base, name)
        }
        slugs = {self.slug, base.slug} - {
            ""
        }  # what a machine or a page without scripts says has none
        if self.speaker != base.speaker or len(slugs) > 1:
            differ.add("speaker")
        if self.words != base.words.strip() or self.place != base.place:
            differ.add("words")
        return differ

    def onto(self, base: Typed, changed: Iterable[str]) -> Typed:
        """`base` with those of our fields that are named, and our reason."""
        own: dict[str, Any] = {"reason": self.reason, "new_outlets": self.new_outlets}
        for name in changed:
            for part in _PARTS.get(name, (name,)):
                own[part] = getattr(self, part)
        return replace(base, **own)

    def shown(self, name: str) -> str:
        """A field as people read it."""
        if name == "chain":
            return " > ".join(self.chain) or "first-hand"
        return getattr(self, name) or "none"


_PARTS = {"speaker": ("speaker", "slug", "speaker_kind"), "words": ("words", "place")}


def moved(typed: Typed, do: str) -> Typed:
    """With an outlet of the chain moved: "up-2" brings the third nearer to the reader, "down-2"
    nearer to the speaker, "remove-2" takes it out. Anything else moves nothing."""
    step, _, number = do.rpartition("-")
    at = int(number) if number.isdecimal() else -1
    if step not in ("up", "down", "remove") or not 0 <= at < len(typed.chain):
        return typed
    chain = list(typed.chain)
    name = chain.pop(at)
    if step != "remove":
        chain.insert(max(at + (1 if step == "down" else -1), 0), name)
    return replace(typed, chain=tuple(chain))


@dataclass(frozen=True)
class Problems:
    """What is wrong with the fields, by their names, and who may have been meant."""

    messages: dict[str, list[str]] = field(default_factory=dict)
    speakers: list[Suggestion] = field(default_factory=list)
    outlets: dict[str, list[Suggestion]] = field(default_factory=dict)

    @classmethod
    def of(cls, error: ValidationError, typed: Typed) -> Problems:
        """By the name of the field; what concerns none of the fields under ""."""
        messages = getattr(error, "message_dict", None) or {"": error.messages}
        messages = {_FIELDS.get(name, name): said for name, said in messages.items()}
        unknown = [name for name in typed.chain if not corrections.alias_owner(Outlet, name)]
        return cls(
            messages,
            speakers_like(typed.speaker) if "speaker" in messages else [],
            {name: outlets_like(name) for name in unknown} if "chain" in messages else {},
        )

    def __iter__(self):
        return iter([message for said in self.messages.values() for message in said])

    def __bool__(self) -> bool:
        return bool(self.messages)


# The names that the fields of a quote have where it is stored.
_FIELDS = {
    "speaker_role": "role",
    "speaker_text": "written",
    "name": "speaker",
    "spans": "words",
    "__all__": "",
}


def values_of(
    typed: Typed, base: Typed, article: Article, by: AbstractBaseUser
) -> corrections.QuoteValues:
    """What to store for the fields that were changed. New speakers and outlets are added, so this
    belongs into the transaction of the change. ValidationError by the field's name."""
    changed = typed.changed(base)
    values: dict[str, Any] = {}
    if "speaker" in changed:
        values["speaker"] = speaker_of(typed, by)
    if "role" in changed:
        values["speaker_role"] = typed.role
    if "written" in changed:
        values["speaker_text"] = typed.written
    if "chain" in changed:
        values["chain"] = chain_of(typed, by)
    if "kind" in changed:
        values["kind"] = kind_of(typed)
    if "words" in changed:
        values["spans"] = spans_of(typed, base, article.body)
    return values  # type: ignore[return-value]


def speaker_of(typed: Typed, by: AbstractBaseUser) -> Speaker | None:
    """Whom the name means: the one who was chosen, somebody new, or whom the name leads to."""
    name = typed.speaker
    if not name:
        return None
    if typed.slug == NEW:
        if typed.speaker_kind not in SPEAKER_KINDS:
            raise ValidationError({"speaker": f"Choose a kind: one of {', '.join(SPEAKER_KINDS)}."})
        return corrections.add_speaker(by=by, name=name, kind=typed.speaker_kind)
    chosen = Speaker.objects.filter(slug=typed.slug).first() if typed.slug else None
    if chosen and name_key(chosen.survivor.name) == name_key(name):
        return chosen.survivor
    known = corrections.alias_owner(Speaker, name)
    if known is None:
        raise ValidationError(
            {"speaker": f"Nobody is known as “{name}”. Choose who is meant, or add them as new."}
        )
    return known.survivor  # type: ignore[union-attr]


def chain_of(typed: Typed, by: AbstractBaseUser) -> list[Outlet]:
    """The outlets that the names mean; those that are to be new are added."""
    adding = {name_key(name) for name in typed.new_outlets}
    chain, unknown = [], []
    for name in typed.chain:
        outlet = corrections.alias_owner(Outlet, name)
        if outlet is None and name_key(name) in adding:
            outlet = corrections.add_outlet(by=by, name=name)
        if outlet is None:
            unknown.append(f"“{name}”")
        chain.append(outlet)
    if unknown:
        raise ValidationError(
            {
                "chain": f"No outlet is known as {' or '.join(unknown)}. Choose which is meant, or "
                "add it as new."
            }
        )
    try:
        return corrections.checked_chain(chain)  # type: ignore[arg-type]
    except ValidationError as error:
        raise ValidationError({"chain": error.messages}) from None


def kind_of(typed: Typed) -> str:
    if typed.kind not in QUOTE_KINDS:
        raise ValidationError({"kind": f"Choose a kind: one of {', '.join(QUOTE_KINDS)}."})
    return typed.kind


def spans_of(typed: Typed, base: Typed, body: str) -> corrections.Spans:
    """Where the words stand. A place that fits them holds; else they are looked for near it."""
    try:
        spans = corrections.parse_place(typed.place) if typed.place else []
        if spans:
            spans = corrections.checked_spans(body, spans)
        if typed.words == base.words.strip() or _same_words(typed.words, body, spans):
            return corrections.checked_spans(body, spans)
        near = spans[0][0] if spans else None
        return corrections.checked_spans(body, corrections.find_words(body, typed.words, near))
    except ValidationError as error:
        raise ValidationError({"words": error.messages}) from None


def _same_words(words: str, body: str, spans: corrections.Spans) -> bool:
    return bool(spans) and words.split() == corrections.text_at(body, spans).split()


def _speaker_of(row: Any) -> Speaker | None:
    """The speaker of a quote or historical record; one of old may be gone."""
    try:
        return row.speaker
    except ObjectDoesNotExist:
        return None


def seen_by(quote: Quote, version: int) -> Typed:
    """The fields as they were in the version that an editor saw."""
    if quote.version == version:
        return Typed.of(quote)
    record = quote.history.filter(version=version).order_by("-pk").first()
    return Typed.of(record) if record else Typed()
