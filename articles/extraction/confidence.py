"""How sure a quote is, from 0 to 1: of quotes shown with 0.9, nine in ten are right.

A logistic regression over what is known of a quote, its weights fitted on quotes that people
judged (Platt, 1999). Without weights, as in a pipeline of rules alone, each pattern has a figure
of its own that only orders quotes.
"""

from __future__ import annotations

import math

from spacy.language import Language
from spacy.tokens import Doc

from .attribution import Attribution
from .kinds import quoted_share
from .names import Entity

_BY_RULE = {
    "quotation": 0.93,
    "as saying": 0.9,
    "colon": 0.85,
    "turn": 0.9,
    "signed": 0.9,
    "according": 0.84,
    "that": 0.85,
    "continued": 0.84,
    "carried": 0.76,
    "clause": 0.72,
    "lead-in": 0.66,
    "postposed": 0.75,
    "inverted": 0.75,
}
# Who speaks is printed beside or above the words. PolNeAR, which the weights are fitted on, mostly
# passes such lists over, so they would be promised far too little.
LABELLED = frozenset({"turn", "signed", "colon"})
_USUAL = 0.8
_NO_SPEAKER = 0.5
_PRONOUN = 0.94
_PRONOUNS = frozenset({"he", "she", "it", "they"})


@Language.factory("on_record_confidence", default_config={"weights": {}, "least": 0.3})
def create_confidence(nlp: Language, name: str, weights: dict[str, float], least: float):
    """Writes `sure` of every attribution, when speakers and chains are known, and leaves out what
    the network is not sure enough of."""

    def component(doc: Doc) -> Doc:
        for attribution in doc._.attributions:
            known = features(doc, attribution)
            fitted = weights and attribution.rule not in LABELLED
            sure = confidence(known, weights) if fitted else _by_rule(attribution, known)
            attribution.sure = round(sure, 2)
            attribution.speech &= not weights or _is_kept(attribution, least)
        if not doc._.everything:
            doc._.attributions = [a for a in doc._.attributions if a.speech]
        return doc

    return component


def _is_kept(attribution: Attribution, least: float) -> bool:
    """Quotations without a cue, and what the rules are certain of, stay however unsure."""
    certain = attribution.network is None and attribution.agreed
    return attribution.sure >= least or attribution.cue is None or certain


def features(doc: Doc, attribution: Attribution) -> dict[str, float]:
    """What confidence is told from, each about -5 to 5."""
    cue, content, source = attribution.network or (0.5, 0.5, 0.5)
    quoted = quoted_share(doc._.quotations, attribution.content)
    rule = _BY_RULE.get(attribution.rule, _USUAL)
    words = doc[slice(*attribution.source)].text.lower() if attribution.source else ""
    return {
        "cue": _odds(cue),
        "content": _odds(content),
        "source": _odds(source) if attribution.source else 0.0,
        "ruled": _odds(rule) if attribution.network is None else 0.0,
        "rules_alone": float(attribution.network is None),
        "agreed": float(attribution.agreed),
        "quoted": quoted,
        "direct": float(quoted > 0.9),
        "no_source": float(attribution.source is None and attribution.carried is None),
        "carried": float(attribution.carried is not None),
        "no_speaker": float(attribution.speaker is None),
        **_speaker(attribution.speaker),
        "pronoun": float(words in _PRONOUNS),
        "definite": float(words.startswith("the ")),
        "cited": float(bool(attribution.links)),
        "constant": 1.0,
    }


def _speaker(speaker: Entity | None) -> dict[str, float]:
    """How a speaker is called: who has no name, or a surname alone, may be named elsewhere."""
    name, kind = (speaker.name, speaker.kind) if speaker else ("", "")
    named = name[:1].isupper()
    return {
        "described": float(bool(name) and not named),
        "surname": float(kind == "person" and named and " " not in name),
        "unnamed": float(kind == "unnamed"),
        "organisation": float(kind == "organisation"),
    }


def confidence(known: dict[str, float], weights: dict[str, float]) -> float:
    return 1 / (1 + math.exp(-sum(weights[name] * value for name, value in known.items())))


def _odds(share: float) -> float:
    """Log-odds, kept within reason."""
    share = min(max(share, 0.005), 0.995)
    return math.log(share / (1 - share))


def _by_rule(attribution: Attribution, known: dict[str, float]) -> float:
    """The pattern's own figure, less for a pronoun and much less without a speaker."""
    sure = _BY_RULE.get(attribution.rule, min(attribution.network or (_USUAL,)))
    if known["no_speaker"]:
        return sure * _NO_SPEAKER
    return sure * _PRONOUN if known["pronoun"] else sure
