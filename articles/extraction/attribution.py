"""What the steps pass on to each other: one attribution, from its cue to its chain."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from .cues import Cue
from .phrases import Tokens
from .records import Citation, Span
from .sentences import Sentence

if TYPE_CHECKING:
    from .names import Entity


@dataclass
class Attribution:
    """Content in characters, all else in tokens; later steps add what earlier ones leave out.

    `source` is the phrase beside the cue; `hearer` whoever it was told to. `carried` is the
    attribution whose speaker it continues, for a quotation without a source of its own. `rule`
    names the pattern that found it; of the network's own, `network` says how sure it is of cue,
    content and source, and `agreed` whether the rules found the same. `sure` is how likely it is
    right. All of them 0 to 1. `speaker` is an entity of names.py; `links` are
    the outlets, nearest to the reader first.
    """

    sentence: Sentence
    content: list[Span]
    cue: Cue | None
    source: Tokens | None
    rule: str
    hearer: Tokens | None = None
    speech: bool = True
    carried: Attribution | None = None
    speaker: Entity | None = None
    kind: str = ""
    links: list[Citation] = field(default_factory=list)
    passage: str = ""
    network: tuple[float, float, float] | None = None
    agreed: bool = False
    sure: float = 0.0

    @property
    def start(self) -> int:
        return self.content[0][0]

    @property
    def end(self) -> int:
        return self.content[-1][1]

    def covers(self, offset: int) -> bool:
        """Whether the character there is one of the content's."""
        return any(start <= offset < end for start, end in self.content)


if not Doc.has_extension("attributions"):
    Doc.set_extension("attributions", default=())
