"""Speakers and outlets: their names, the people who are one, and adding new ones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction

from articles.models import Outlet, OutletAlias, Speaker, SpeakerAlias
from articles.text import name_key

from .saving import lock, save, sign, store

Named = Speaker | Outlet
Alias = SpeakerAlias | OutletAlias


def speaker_named(name: str, kind: str, by: AbstractBaseUser) -> Speaker:
    """The speaker whom this name leads to, added when nobody is known by it."""
    alias = SpeakerAlias.objects.filter(key=name_key(name)).select_related("speaker").first()
    return alias.speaker.survivor if alias else add_speaker(by=by, name=name, kind=kind)


def outlet_named(name: str, by: AbstractBaseUser) -> Outlet:
    """The outlet which this name leads to, added when none is known by it."""
    alias = OutletAlias.objects.filter(key=name_key(name)).select_related("outlet").first()
    return alias.outlet.survivor if alias else add_outlet(by=by, name=name)


@transaction.atomic
def add_speaker(
    *, by: AbstractBaseUser, name: str, kind: str = "person", role: str = "", reason: str = ""
) -> Speaker:
    """Add a speaker. A namesake may be added: the name goes on leading to the first."""
    return _add(Speaker(name=name.strip(), kind=kind, role=role), by, reason)


@transaction.atomic
def add_outlet(
    *,
    by: AbstractBaseUser,
    name: str,
    kind: str = "other",
    country: str = "",
    website: str = "",
    reason: str = "",
) -> Outlet:
    """Add an outlet; ValidationError when the name leads to one already."""
    outlet = Outlet(name=name.strip(), kind=kind, country=country, website=website)
    refuse_second_outlet(outlet)
    return _add(outlet, by, reason)


@transaction.atomic
def correct_speaker(
    speaker: Speaker, *, version: int, by: AbstractBaseUser, reason: str = "", **values: str
) -> Speaker:
    """Set name, kind or role. The old name goes on leading to the speaker, as an alias."""
    return _correct(Speaker, speaker, version, by, reason, values)


@transaction.atomic
def correct_outlet(
    outlet: Outlet, *, version: int, by: AbstractBaseUser, reason: str = "", **values: str
) -> Outlet:
    """Set name, kind, country or website. The old name goes on leading to it, as an alias."""
    if "name" in values:
        refuse_second_outlet(outlet, values["name"])
    return _correct(Outlet, outlet, version, by, reason, values)


def refuse_second_outlet(outlet: Outlet, name: str = "") -> None:
    """ValidationError when the name (its own without one) leads to another outlet already."""
    name = name or outlet.name
    owner = alias_owner(Outlet, name)
    if owner and owner != outlet:
        raise ValidationError({"name": f"“{name}” is a name of {owner} already."})


@transaction.atomic
def set_aliases(
    owner: Named, names: Iterable[str], *, by: AbstractBaseUser, reason: str = ""
) -> None:
    """Let exactly these names, and the owner's own, lead to a speaker or outlet.

    ValidationError when one of them leads to another already.
    """
    wanted = {name_key(name): name.strip() for name in [*names, owner.name] if name.strip()}
    others = [alias.name for alias in owner.aliases.all() if alias.key not in wanted]
    change_aliases(owner, add=wanted.values(), remove=others, by=by, reason=reason)


@transaction.atomic
def change_aliases(
    owner: Named,
    *,
    by: AbstractBaseUser,
    add: Iterable[str] = (),
    remove: Iterable[str] = (),
    reason: str = "",
) -> None:
    """Let more names lead to a speaker or outlet and others no longer, whatever somebody else did
    to its names meanwhile. Its own name stays, where it leads to it.

    ValidationError when a name leads to another already.
    """
    unwanted = {name_key(name) for name in remove} - {name_key(owner.name)}
    for alias in owner.aliases.filter(key__in=unwanted):
        sign(alias, by, reason)
        alias.delete()
    wanted = {name_key(name): name.strip() for name in add if name.strip()}
    for key, name in wanted.items():
        _add_alias(owner, key, name, by, reason)


def alias_owner(model: type[Named], name: str) -> Named | None:
    """The speaker or outlet which a name leads to."""
    alias = model._meta.get_field("aliases").related_model.objects.filter(key=name_key(name))
    found = alias.first()
    return _owner(found) if found else None


def in_use(row: Named) -> str:
    """What refers to a speaker or outlet, in words: "3 quotes and 1 claim"; "" when nothing."""
    parts = []
    for relation, one, many in _USES[type(row)]:
        count = getattr(row, relation).count()
        if count:
            parts.append(f"{count:,} {one if count == 1 else many}")
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


_USES: dict[type[Any], list[tuple[str, str, str]]] = {
    Speaker: [
        ("quotes", "quote", "quotes"),
        ("claims", "claim", "claims"),
        ("merged", "merged speaker", "merged speakers"),
    ],
    Outlet: [
        ("articles", "article", "articles"),
        ("credited_articles", "credit", "credits"),
        ("citations", "citation", "citations"),
        ("merged", "merged outlet", "merged outlets"),
    ],
}


def _add(row: Any, by: AbstractBaseUser, reason: str) -> Any:
    if not name_key(row.name):
        raise ValidationError({"name": "Give a name."})
    save(row, by, reason)
    if not alias_owner(type(row), row.name):
        _add_alias(row, name_key(row.name), row.name, by, reason)
    return row


def _correct(
    model: Any, row: Any, version: int, by: AbstractBaseUser, reason: str, values: dict[str, str]
) -> Any:
    stored = lock(model, row.pk, version)
    before = {name: getattr(stored, name) for name in values}
    for name, value in values.items():
        setattr(stored, name, value)
    if before == values:
        return stored
    store(stored, by, reason)
    if not alias_owner(model, stored.name):
        _add_alias(stored, name_key(stored.name), stored.name, by, reason)
    return stored


def _add_alias(owner: Any, key: str, name: str, by: AbstractBaseUser, reason: str) -> None:
    manager = owner.aliases
    taken = manager.model.objects.filter(key=key).first()
    if taken and _owner(taken) == owner:
        return
    if taken and key == name_key(owner.name):
        return  # a namesake: the name leads to the first
    if taken:
        raise ValidationError(
            f"“{name}” is a name of {_owner(taken)} already. Merge the two if they are one, "
            "or take the name away there first."
        )
    alias = manager.model(name=name, **{manager.field.name: owner})
    sign(alias, by, reason)
    alias.save()


def _owner(alias: Alias) -> Named:
    return alias.speaker if isinstance(alias, SpeakerAlias) else alias.outlet
