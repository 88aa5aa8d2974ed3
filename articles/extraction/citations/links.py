"""What a chain is made of, and words that several of its rules ask for."""

from __future__ import annotations

from dataclasses import dataclass

from ..attribution import Attribution
from ..outlets import OutletMention
from ..records import Citation
from ..vocabulary import signals

REPORTS, RELAYS, CITED, HEARS = range(4)
PUBLISHED = signals("published")
INTERVIEWS = signals("interviews")
ELSEWHERE = signals("elsewhere")
DOCUMENTS = signals("documents")
TEXTS = DOCUMENTS | {"translation", "transcript", "recording", "transcription", "excerpts"}
PUBLISHING = frozenset({"by", "in", "from", "on"})
HOSTS = frozenset({"host", "hosts", "presenter", "listeners", "viewers", "moderator"})
TELLING = frozenset({"told", "telling", "tells"})
WRITERS = frozenset({"editor", "correspondent", "reporter", "journalist", "critic"})
FAR = 8  # tokens from an outlet to what governs it: "told his country's state-owned KRN"
NEXT = 4  # words from a report to the report within it: "reported on Monday that police said"


@dataclass(frozen=True)
class Link:
    """An outlet of a chain. `order` sorts those of the same part, nearest to the reader first."""

    part: int
    order: int
    mention: OutletMention


class Links:
    """The links of each attribution of a sentence, as they are found."""

    def __init__(self, attributions: list[Attribution]) -> None:
        self._links: dict[int, list[Link]] = {id(a): [] for a in attributions}

    def of(self, attribution: Attribution) -> list[Link]:
        return self._links[id(attribution)]

    def add(self, attribution: Attribution, link: Link) -> None:
        self._links[id(attribution)].append(link)


def unique(citations: list[Citation]) -> list[Citation]:
    """The same outlet twice in a sentence is one link, where it stands nearest to the reader."""
    found: dict[str, Citation] = {}
    for citation in citations:
        found.setdefault(citation.name, citation)
    return list(found.values())
