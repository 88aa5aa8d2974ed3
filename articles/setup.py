"""What a freshly migrated database gets: the starting list of outlets and the group of editors."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from django.apps import apps
from django.utils.text import slugify

from . import spelling
from .text import name_key

EDITORS = "Editors"
OUTLETS_FILE = Path(__file__).parent / "extraction" / "lexicon" / "outlets.csv"


def after_migrate(using: str = "default", **kwargs: Any) -> None:
    add_starting_outlets(using)
    _index_names(using)
    _give_editors_their_permissions(using)


def _index_names(using: str) -> None:
    """Names that came by a bulk load are found by their spelling too."""
    from .models import OutletAlias, SpeakerAlias

    for model in (SpeakerAlias, OutletAlias):
        spelling.catch_up(model, using)


def add_starting_outlets(using: str = "default") -> int:
    """Add the outlets of the lexicon that are not known by any of their names yet.

    Returns how many were added. Outlets that are there stay as people made them.
    """
    from .models import Outlet, OutletAlias

    known = set(OutletAlias.objects.using(using).values_list("key", flat=True))
    slugs = set(Outlet.objects.using(using).values_list("slug", flat=True))
    slugs |= set(Outlet.history.using(using).values_list("slug", flat=True))
    outlets, aliases = [], []
    with OUTLETS_FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names = [row["name"], *filter(None, row["aliases"].split(";"))]
            keys = {name_key(name): name for name in reversed(names)}
            slug = slugify(row["name"], allow_unicode=True)
            if known & keys.keys() or slug in slugs:
                continue
            known |= keys.keys()
            slugs.add(slug)
            outlet = Outlet(
                name=row["name"],
                slug=slug,
                kind=row["kind"],
                country=row["country"],
                website=row["website"],
            )
            outlets.append(outlet)
            aliases += [
                OutletAlias(outlet=outlet, name=name, key=key) for key, name in keys.items()
            ]
    Outlet.objects.using(using).bulk_create(outlets)
    OutletAlias.objects.using(using).bulk_create(aliases)
    return len(outlets)


def _give_editors_their_permissions(using: str) -> None:
    """Editors may see, add and change what is stored; only administrators delete.

    A group that exists keeps what an administrator made of it, and gets the permissions that are
    new in this version.
    """
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Group, Permission

    theirs = Permission.objects.using(using).filter(
        content_type__app_label="articles", codename__regex="^(view|add|change)_"
    )
    editors, created = Group.objects.using(using).get_or_create(name=EDITORS)
    known = [] if created else list(theirs.values_list("pk", flat=True))
    create_permissions(apps.get_app_config("articles"), verbosity=0, using=using)
    editors.permissions.add(*theirs.exclude(pk__in=known))
