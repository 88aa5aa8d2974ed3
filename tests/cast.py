"""The cast that recurs in all tests: invented people, outlets and articles, built in the database.

Ana and Ben are editors, Carl has an account without rights. Ilse Karvonen is foreign minister of
Delmar; the Harbour Post and the Delmar Telegraph print, Agence Meridia relays.
"""

from __future__ import annotations

import datetime
import hashlib

from articles.copies import copy_to_claim, copy_to_quote, write_citations
from articles.models import (
    Article,
    Claim,
    Outlet,
    OutletAlias,
    Quote,
    Speaker,
    SpeakerAlias,
    chain_link,
)

TALKS = """\
Talks to resume, minister says
Delmar’s foreign minister said on Thursday that talks with its northern neighbour would start \
again within days, Agence Meridia reported, citing the Delmar Telegraph.
“We are ready to sit down tomorrow, but a truce that one side writes is a surrender,” the \
newspaper cited Foreign Minister Ilse Karvonen as saying.
The two countries have traded fire 41 times since the harvest of 2024.
Karvonen added that the envoy had carried three letters and no truce.
A border official, who asked not to be named, said the gate was locked from inside.
"""

LETTERS = """\
Three letters
Ilse Karvonen said she had read "all three letters" twice.
"""


def outlet(name: str, kind: str = "newspaper") -> Outlet:
    found = Outlet.objects.filter(name=name).first()
    if not found:
        found = Outlet.objects.create(name=name, kind=kind)
        OutletAlias.objects.create(outlet=found, name=name)
    return found


def speaker(name: str, kind: str = "person", role: str = "") -> Speaker:
    found = Speaker.objects.filter(name=name).first()
    if not found:
        found = Speaker.objects.create(name=name, kind=kind, role=role)
        SpeakerAlias.objects.create(speaker=found, name=name)
    return found


def article(body: str, outlet: Outlet | None = None, published: str | None = None) -> Article:
    """`published` is an ISO date."""
    return Article.objects.create(
        title=body.partition("\n")[0],
        body=body,
        body_sha256=hashlib.sha256(body.encode()).hexdigest(),
        outlet=outlet,
        published=published and datetime.date.fromisoformat(published),
        pipeline="by_hand 1",
    )


def quote(
    article: Article,
    text: str,
    speaker: Speaker | None = None,
    chain: list[Outlet] = (),
    kind: str = "direct",
    cue: str = "said",
    confidence: float | None = 0.9,
    state: str = "unreviewed",
) -> Quote:
    """A quote of words that stand in the article's body, as if the machine had found it."""
    start = article.body.index(text)
    made = Quote(
        article=article,
        text=text,
        start=start,
        end=start + len(text),
        spans=[[start, start + len(text)]],
        kind=kind,
        cue=cue,
        speaker=speaker,
        speaker_text=speaker.name if speaker else "",
        speaker_role=speaker.role if speaker else "",
        chain=[chain_link(link) for link in chain],
        confidence=confidence,
        state=state,
    )
    made.machine = {
        "kind": kind,
        "text": text,
        "spans": made.spans,
        "cue": {"text": cue, "spans": []},
        "speaker": speaker
        and {
            "name": speaker.name,
            "kind": speaker.kind,
            "role": speaker.role or None,
            "text": speaker.name,
            "span": None,
        },
        "citations": [{"name": link.name, "text": link.name, "span": [0, 1]} for link in chain],
        "confidence": confidence,
        "speech": True,
    }
    copy_to_quote(made, article)
    made.save()
    write_citations([made])
    return made


def claim(
    article: Article, text: str, claimant: Speaker | None = None, worth: float = 0.6
) -> Claim:
    start = article.body.index(text)
    made = Claim(
        article=article,
        text=text,
        start=start,
        end=start + len(text),
        claimant=claimant,
        kind="quantity",
        check_worthiness=worth,
        machine={"text": text, "span": [start, start + len(text)]},
    )
    copy_to_claim(made, article)
    made.save()
    return made


def talks() -> Article:
    """The article that most tests use: three quotes of three kinds of provenance, one claim."""
    karvonen = speaker("Ilse Karvonen", role="foreign minister")
    telegraph, meridia = outlet("Delmar Telegraph"), outlet("Agence Meridia", "agency")
    made = article(TALKS, outlet("Harbour Post"), "2026-05-14")
    quote(
        made,
        "We are ready to sit down tomorrow, but a truce that one side writes is a surrender,",
        karvonen,
        [meridia, telegraph],
        cue="cited … as saying",
        confidence=0.94,
    )
    quote(
        made,
        "the envoy had carried three letters and no truce",
        karvonen,
        [telegraph],
        kind="indirect",
        cue="added",
        confidence=0.88,
    )
    quote(
        made,
        "the gate was locked from inside",
        speaker("border official", "unnamed"),
        kind="indirect",
        confidence=0.7,
    )
    claim(made, "The two countries have traded fire 41 times since the harvest of 2024")
    return made


def letters() -> Article:
    """An article whose outlet and date are unknown."""
    made = article(LETTERS)
    quote(made, 'she had read "all three letters" twice', speaker("Ilse Karvonen"), kind="mixed")
    return made
