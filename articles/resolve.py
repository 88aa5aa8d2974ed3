"""From names as written to stored speakers and outlets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.db import models

from .extraction.layout import paragraphs, read_layout
from .models import Outlet, OutletAlias, Speaker, SpeakerAlias
from .text import name_key

_CREDITING = ("agency", "state media")
_DATELINE = re.compile(r"[^\n(]{0,80}\(([^()\n]{2,60})\)\s*[-–—]")
_BYLINE = re.compile(r"by\s+(?P<first>[^\n]{2,200})", re.IGNORECASE)
_BYLINE_PARTS = re.compile(r"\s*(?:,|\||/|;|\bfor\b|\bof\b|\band\b|\bwith\b)\s*", re.IGNORECASE)


class Names:
    """Speakers and outlets by name, added when no name leads to them.

    What it has looked up it remembers, so one of these serves one transaction: rows that were
    added in a transaction that failed are not there. What it adds, the history says that the
    machine added, for `reason`.
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        self._speakers: dict[str, Speaker] = {}
        self._outlets: dict[str, Outlet] = {}

    def speaker(self, name: str, kind: str, role: str = "") -> Speaker:
        """The speaker whom this name leads to, a merged one's survivor.

        Somebody new is added, of this kind and role.
        """
        key = name_key(name[:300])
        if key not in self._speakers:
            alias = SpeakerAlias.objects.filter(key=key).select_related("speaker").first()
            known = alias.speaker.survivor if alias else None
            self._speakers[key] = known or self._add_speaker(name, kind, role)
        return self._speakers[key]

    def outlet(self, name: str, kind: str | None = None) -> Outlet:
        """The outlet that this name leads to; of `kind`, where that is known, if new."""
        key = name_key(name[:300])
        if key not in self._outlets:
            alias = OutletAlias.objects.filter(key=key).select_related("outlet").first()
            known = alias.outlet.survivor if alias else None
            self._outlets[key] = known or self._add_outlet(name, kind or "other")
        return self._outlets[key]

    def _add_speaker(self, name: str, kind: str, role: str) -> Speaker:
        speaker = Speaker(name=name[:300], kind=kind, role=role)
        self.save(speaker)
        self.save(SpeakerAlias(speaker=speaker, name=speaker.name))
        return speaker

    def _add_outlet(self, name: str, kind: str) -> Outlet:
        outlet = Outlet(name=name[:300], kind=kind)
        self.save(outlet)
        self.save(OutletAlias(outlet=outlet, name=outlet.name))
        return outlet

    def save(self, row: models.Model) -> None:
        """Save a row in the machine's name."""
        row._history_user = None  # type: ignore[attr-defined]
        row._change_reason = self.reason  # type: ignore[attr-defined]
        row.save()


def credited_agency(body: str, byline: str) -> Outlet | None:
    """The agency that a byline or a dateline names: "By AFP", "BEIJING, May 16 (Reuters) -".

    Only what is stored under one of its names counts: other words in brackets are no agencies.
    """
    keys = list(dict.fromkeys(map(name_key, _credited_names(body, byline))))
    known = OutletAlias.objects.filter(key__in=keys, outlet__kind__in=_CREDITING)
    agencies = {alias.key: alias.outlet for alias in known.select_related("outlet")}
    return next((agencies[key] for key in keys if key in agencies), None)


def _credited_names(body: str, byline: str) -> Iterator[str]:
    """What stands where agencies are credited: in the byline and in the first few paragraphs."""
    yield from _BYLINE_PARTS.split(byline.removeprefix("By ").removeprefix("by "))
    start = read_layout(body).body_start
    opening = body[start : start + 3000]
    for left, right in paragraphs(opening)[:3]:
        line = opening[left:right]
        if written := _BYLINE.fullmatch(line):
            yield from _BYLINE_PARTS.split(written["first"])
        elif dateline := _DATELINE.match(line):
            yield dateline[1]
