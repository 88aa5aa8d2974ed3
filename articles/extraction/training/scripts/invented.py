"""Invented passages about who said what through whom, as lessons and as a test.

PolNeAR hardly ever nests reports, and nobody has labelled citation chains. So people, offices,
outlets, facts and words are drawn at random and put into forms that news uses. Every form says who
speaks and through which outlets, so that the passages are lessons for the network and a test of the
whole pipeline at once.

    python -m articles.extraction.training.scripts.invented prepared --gold FOLDER

writes prepared/invented.jsonl (as silver.py does) and, where asked, FOLDER/text and
FOLDER/gold.jsonl in the form that the scorer of sources reads.

A form marks its parts: <s> source, <c> cue, <q> content, numbered where there are several, and
names them after the bar: speaker, then the outlets, nearest to the reader first. <u> is a cue that
is neither a lesson nor a fault: that of an outlet which passes somebody's words on. In capitals
stand the slots:

    X Y      a person with an office; X_LAST, X_FULL, X_HE, X_OFFICE are other ways to name them
    N        a body that speaks: police, a ministry, residents
    A B      agencies and state media;  T U  papers, magazines and channels;  M  a platform
    FACT     a clause;  WORDS  a spoken sentence;  PHRASE  a few spoken words;  SCENE  no quote at all
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from .prepare import write

LESSONS = 2400
_TESTED = 400
_MARK = re.compile(r"<(/?)([scqu])(\d?)>")
_STRAIGHT = str.maketrans("“”’", '""\'')
_SLOT = re.compile(r"\b(?:[XY](?:_[A-Z]+)?|[NABTUM]|FACT|WORDS|PHRASE|SCENE|WHEN|PLACE)\b")

_FORMS = """
<s>X</s> <c>told</c> T <q>that FACT</q>.|X T
<s>X</s> <c>told</c> T WHEN <q>that FACT</q>.|X T
<s>X</s> <c>told</c> T in an interview <q>that FACT</q>.|X T
<s>X</s> <c>told</c> T and U <q>that FACT</q>.|X T U
<q>“WORDS,”</q> <s>X</s> <c>told</c> T.|X T
<q>“WORDS,”</q> <s>X</s> <c>told</c> T in PLACE WHEN.|X T
<q>“WORDS,”</q> <c>said</c> <s>X</s> in an interview with T.|X T
In an interview with T, <s>X</s> <c>said</c> <q>FACT</q>.|X T
In an interview with T published WHEN, <s>X</s> <c>said</c> <q>that FACT</q>.|X T
Speaking to T WHEN, <s>X</s> <c>warned</c> <q>that FACT</q>.|X T
In remarks carried by A, <s>X</s> <c>said</c> <q>that FACT</q>.|X A
In comments broadcast on T, <s>X</s> <c>insisted</c> <q>that FACT</q>.|X T
<q>“WORDS,”</q> <s>X</s> <c>said</c> in remarks carried by A.|X A
<q>“WORDS,”</q> A <c>quoted</c> <s>X</s> as saying.|X A
<q>FACT</q>, A <c>quoted</c> <s>X</s> as saying.|X A
A <c>quoted</c> <s>X</s> as saying <q>that FACT</q>.|X A
A <c>cited</c> <s>X</s> as saying WHEN <q>that FACT</q>.|X A
<q>“WORDS,”</q> <s>X</s> <c>was quoted</c> as saying by A.|X A
<s>X</s> <c>was quoted</c> by A as saying <q>that FACT</q>.|X A
<s>X</s> <c>was cited</c> by T as saying <q>FACT</q>.|X T
<q>“WORDS,”</q> <s>X</s> <c>said</c>, according to A.|X A
<s>X</s> <c>said</c> <q>FACT</q>, according to A.|X A
<s>X</s> <c>said</c> WHEN <q>that FACT</q>, A <u>reported</u>.|X A
<q>“WORDS,”</q> <s>X</s> <c>said</c>, A <u>reported</u> WHEN.|X A
<s>X</s> <c>told</c> T <q>that FACT</q>, A <u>reported</u>.|X A T
<q>“WORDS,”</q> <s>X</s> <c>told</c> T, A <u>reported</u>.|X A T
<q>“WORDS,”</q> <s>X</s> <c>told</c> T, according to A.|X A T
A <u>reported</u> WHEN that <s>X</s> had <c>said</c> <q>FACT</q>.|X A
A <u>said</u> <s>N</s> <c>said</c> <q>FACT</q>.|N A
A <u>reported</u> that <s>N</s> <c>said</c> <q>FACT</q>.|N A
A, citing T, <u>said</u> <s>X</s> <c>said</c> <q>FACT</q>.|X A T
A, citing <s>N</s>, <c>said</c> <q>FACT</q>.|N A
A, quoting <s>N</s>, <c>reported</c> <q>that FACT</q>.|N A
<q>FACT</q>, A <c>reported</c>, citing <s>N</s>.|N A
<q>FACT</q>, A <c>reported</c> WHEN, quoting <s>X</s>.|X A
<q>FACT</q>, <c>according to</c> <s>N</s> cited by A.|N A
<q>FACT</q>, <s>X</s> <c>said</c> in an interview with T that was quoted by A.|X A T
<q>“WORDS,”</q> <s>X</s> <c>told</c> T in an interview relayed by A.|X A T
<q>“WORDS,”</q> <s>X</s> <c>told</c> T in comments carried by A.|X A T
In an interview with T, quoted by A, <s>X</s> <c>said</c> <q>that FACT</q>.|X A T
<q>FACT</q>, <s>X</s> <c>told</c> T, which was quoted by A.|X A T
<q>FACT</q>, <s>A</s> <c>reported</c>.|A
<q>FACT</q>, <s>A</s> <c>reported</c> WHEN.|A
<s>A</s> <c>reported</c> WHEN <q>that FACT</q>.|A
<s>T</s> <c>reported</c> <q>that FACT</q>.|T
<c>According to</c> <s>T</s>, <q>FACT</q>.|T
<q>FACT</q>, <c>according to</c> <s>N</s>.|N
<c>According to</c> <s>X</s>, <q>FACT</q>.|X
<q>FACT</q>, <s>A</s> <c>reported</c>, citing T.|T A
<s>X</s> <c>said</c> in a statement <q>that FACT</q>.|X
<s>X</s> <c>said</c> in a statement WHEN <q>that FACT</q>.|X
In a statement, <s>N</s> <c>said</c> <q>FACT</q>.|N
<s>X</s> <c>told</c> reporters in PLACE <q>that FACT</q>.|X
<s>X</s> <c>told</c> lawmakers <q>that FACT</q>.|X
<q>“WORDS,”</q> <s>X</s> <c>told</c> reporters WHEN.|X
<q>“WORDS,”</q> <s>X</s> <c>said</c> at a press conference in PLACE.|X
<q>“WORDS,”</q> <c>said</c> <s>X</s>, who once worked for T.|X
<q>“WORDS,”</q> <c>said</c> <s>X_FULL</s>, an editor at T.|X
PLACE, June 4 (A) - <s>X</s> <c>said</c> WHEN <q>FACT</q>.|X
<s>X</s> <c>wrote</c> on M <q>that FACT</q>.|X M
<q>“WORDS,”</q> <s>X</s> <c>wrote</c> on M.|X M
<q>“WORDS,”</q> <s>X</s> <c>posted</c> on M WHEN.|X M
In a post on M, <s>X</s> <c>said</c> <q>FACT</q>.|X M
<q>“WORDS,”</q> <s>X</s> <c>wrote</c> on M, in a post quoted by T.|X T M
<s>X</s> <c>called</c> <q>the plan “PHRASE”</q> in an interview with T.|X T
<s>X</s> <c>said</c> <q>the plan was “PHRASE”</q>, A <u>reported</u>.|X A
<s>N</s> <c>confirmed</c> to T <q>that FACT</q>.|N T
<s>A spokesman for N</s> <c>told</c> A <q>that FACT</q>.|- A
<q>“WORDS,”</q> <s>X</s> <c>said</c>. <q>“WORDS.”</q>|X
<q>“WORDS,”</q> <c>said</c> <s>X</s>, <q>“WORDS.”</q>|X
<s>X</s> <c>told</c> T <q>that FACT</q>.\\n<q2>“WORDS,”</q2> <s2>X_HE</s2> <c2>said</c2>.|X T;X T
<s>X</s> <c>told</c> T <q>that FACT</q>.\\n<q2>“WORDS,”</q2> <s2>X_LAST</s2> <c2>added</c2>.|X T;X T
In an interview with T, <s>X</s> <c>said</c> <q>FACT</q>.\\n<s2>X_LAST</s2> also <c2>said</c2> <q2>that FACT</q2>.|X T;X T
In an interview with T, <s>X</s> <c>said</c> <q>FACT</q>.\\n<q2>“WORDS,”</q2> <s2>X_HE</s2> <c2>said</c2>.\\nSCENE\\n<s3>Y</s3> <c3>said</c3> <q3>FACT</q3>.|X T;X T;Y
<s>X</s> <c>said</c> WHEN <q>that FACT</q>, A <u>reported</u>.\\n<s2>N</s2> <c2>said</c2> <q2>FACT</q2>.|X A;N
<q>“WORDS,”</q> <s>X</s> <c>told</c> T.\\n<s2>Y</s2>, however, <c2>said</c2> <q2>that FACT</q2>.|X T;Y
X_FULL, the X_OFFICE, met Y_FULL in PLACE WHEN.\\n<q>“WORDS,”</q> <s>X_LAST</s> <c>told</c> T.|X T
X_FULL, the X_OFFICE, met Y_FULL in PLACE WHEN.\\n<s>Y_LAST</s> <c>said</c> <q>FACT</q>.\\n<q2>“WORDS,”</q2> <s2>X_LAST</s2> <c2>said</c2>.|Y;X
A <u>said</u> <s>N</s> had <c>announced</c> <q>that FACT</q>, and <c2>quoted</c2> <s2>X</s2> as saying <q2>that FACT</q2>.|N A;X A
""".strip().splitlines()

_GIVEN = {
    "he": "Anselm Bako Caspar Dario Emre Farid Goran Hiro Ivo Jorn Kwame Luca Milos Nuri Otis Pavel "
    "Rafa Sami Tomas Umar Viktor Yusuf Zoran Andre Boris Chidi Deniz Elias Felipe Hassan",
    "she": "Alba Bruna Carla Dalia Edda Farah Greta Hana Ines Jelena Kemi Leila Mira Nadia Olga Petra "
    "Rosa Selma Tala Ursula Vera Wanda Yara Zora Amina Beatriz Chiara Elif Fatima Ingrid",
}
_FAMILY = (
    "Abara Almqvist Bakari Belov Castelo Dembar Drost Ekholm Eszes Farouki Fonte Galan Grubek Hadrich "
    "Halvor Ibarren Ilmaz Jovic Kamara Kestrel Kovarik Lamine Lindqvist Lorca Maduro-Paz Mbeki-Orr "
    "Montez Nakashi Norrby Obando Okonjo Oyelar Palmgren Petrovar Quaye Rahmani Rosnes Sadiq Sandoval "
    "Sorel Takeda-Ruiz Tamm Tesfai Ulvang Varadi Vasko Wolde Xiberta Yamada-Lund Zaleski Zamorin"
).split()
_LANDS = {  # country, adjective
    "Lurenia": "Lurenian", "Ostmark": "Ostmarkian", "Tavria": "Tavrian", "Kesh": "Keshi",
    "Varland": "Varlandic", "Saleno": "Salenese", "Norvia": "Norvian", "Zambara": "Zambaran",
}  # fmt: skip
_TOWNS = (
    "Port Amal|Skarn|Velita|Old Harbour|Tessaly|Mirogrod|Santa Pola|Kibuye|Almeira|Dunmoor|"
    "Vrana|Lake Osel|Carrow|Belmonte|Nur-Abad|Tolima"
).split("|")
_OFFICES = (
    "energy minister|foreign minister|defence minister|president|prime minister|mayor|governor|"
    "police chief|opposition leader|central bank governor|health minister|union leader|prosecutor|"
    "judge|coach|army spokesman|trade envoy|engineer|economist|senator|ambassador|novelist|director"
).split("|")
_BODIES = (
    "police|the trade ministry|the foreign ministry|residents|officials|the army|the central bank|"
    "rescuers|the railway company|two witnesses|a security source|the port authority|doctors|"
    "the election commission|the coast guard|an unnamed official|the health ministry|prosecutors"
).split("|")
_AGENCIES = (
    "Reuters|AFP|AP|Xinhua|EFE|dpa|Interfax|TASS|Anadolu|Kyodo|Yonhap|Bernama|ANSA|PTI|Tanjug"
).split("|")
_PAPERS = (
    "Courier Herald Gazette Chronicle Tribune Observer Mirror Dispatch Monitor Standard".split()
)
_MASTHEADS = "Kurant Folha Vesna Orizont Zenit Palabra Nedelja Akhbar Sabah Ditta".split()
_CHANNELS = "BBC|Al Jazeera|CNN|France 24|Sky News|NTV|KBS|RAI|Radio Free Asia".split("|")
_PLATFORMS = "Twitter|Facebook|Instagram|Telegram".split("|")
_WHEN = (
    "on Monday|on Tuesday|on Wednesday|on Thursday|on Friday|on Saturday|on Sunday|late on Monday|"
    "on Sunday evening|last week|this week|earlier on Friday|on June 4"
).split("|")
_SUBJECTS = (
    "the bridge|the refinery|the new rail link|the dam|the harbour|the ceasefire|the budget|"
    "the vaccine|the grain deal|the pipeline|the airport|the vote|the strike|the wage talks|"
    "the border crossing|the steel works|the national team|the coal mine|the trial|the festival|"
    "fuel rationing|the curfew|the school year|the rescue operation|the merger"
).split("|")
_FACTS = (
    "{it} would {do} {time}|{it} had been {done} {time}|{it} was {done} after {cause}|"
    "{it} would not {do} unless {other} was {done}|at least {n} people had been hurt near {town}|"
    "{n} people were missing after {cause}|prices had risen by {n} per cent since {other} was {done}|"
    "{land} was ready to talk about {it}|{land} and {land2} had agreed on {it}|"
    "{it} had cost {n} million crowns and would {do} {time}|no one in {town} had been warned|"
    "{n} suspects were held in {town} over {cause}|{it} could {do} as early as {month}|"
    "the government would pay {n} million crowns for {it}|most of {town} had no water or power|"
    "there was no evidence that {it} had been {done}|{it} was safe and would {do} {time}"
).split("|")
_WORDS = (
    "We will not {do2} {it} before {month}|Nobody asked us about {it}|I have read every page of it|"
    "{It} is not for sale|This is a good day for {town}|We counted {n} boats in one night|"
    "If {it} fails, we all fail|They promised us {it}, and we got {cause}|I did not sleep for {n} nights|"
    "There are {n} families without a roof in {town}|{It} belongs to everybody|"
    "We need {it}, and we need it now|You cannot run {land} from {town}|{It} has cost us {n} years|"
    "Our people are tired of {cause}|I will be there when {it} is {done}|We expected more of {land}|"
    "It was {cause}, nothing else|The numbers for {month} are better than we hoped"
).split("|")
_PHRASES = (
    "a gift to nobody|late but welcome|a house without a door|worse than useless|fair to both sides|"
    "the wrong answer|a first step|an insult to {town}|dead on arrival|a matter of weeks"
).split("|")
_SCENES = (
    "Snow fell on {town} as {it} was {done}.|The square in front of the ministry was empty.|"
    "{It} was {done} in {month} after {cause}.|Some {n} people live in {town}, near the border.|"
    "{Land} bought {n} trains from {land2} two years ago.|The talks ended without a date for the next."
).split("|")
_SAID = "said said said says warned insisted".split()
_DO = "open|close|begin|end|resume|be delayed|go ahead|be tested".split("|")
_DO_TO = "sign|accept|discuss|close|reopen|pay for".split("|")
_DONE = "closed|opened|approved|delayed|damaged|inspected|sold|rebuilt|suspended".split("|")
_TIMES = "by the end of the year|in {month}|within {n} weeks|next spring|on schedule|soon".split(
    "|"
)
_CAUSES = (
    "a storm|the landslide|months of protest|two explosions|a power cut|the frost|empty promises|"
    "a computer fault|the fire|heavy rain"
).split("|")
_MONTHS = "January February March April June July August September October December".split()


@dataclass(frozen=True)
class _Person:
    given: str
    family: str
    office: str
    pronoun: str

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"


@dataclass(frozen=True)
class _Named:
    """How a body or an outlet stands in the text, and its name as readers expect it."""

    words: str
    name: str


@dataclass
class Passage:
    """A text with lessons as silver.py writes them, and quotes as the scorer of sources reads."""

    text: str
    attributions: list[dict[str, Any]]
    unsure: list[tuple[int, int]]
    quotes: list[dict[str, Any]]


class Inventor:
    """Draws passages; the same seed draws the same ones."""

    def __init__(self, seed: int):
        self._chance = random.Random(seed)

    def passages(self) -> Iterator[Passage]:
        """Every form in turn, for ever."""
        for _ in count():
            for form in self._chance.sample(_FORMS, len(_FORMS)):
                yield self.passage(form)

    def passage(self, form: str) -> Passage:
        body, _, said_by = form.partition("|")
        cast = self._cast()
        body = body.replace("\\n", "\n")
        body = re.sub(r"(?<!had <c)>said<", f">{self._chance.choice(_SAID)}<", body)
        text, marks = _unmarked(self._filled(self._surrounded(body), cast))
        if self._chance.random() < 0.5:
            text = text.translate(_STRAIGHT)
        attributions, quotes = [], []
        for number, named in enumerate(said_by.split(";")):
            parts = {part: marks.get(f"{part}{number + 1}", []) for part in "scq"}
            parts["s"] = [(start, end - (text[end - 1] == ",")) for start, end in parts["s"]]
            attributions.append(
                {"cue": parts["c"], "content": parts["q"], "source": parts["s"], "speech": True}
            )
            speaker, *outlets = named.split()
            if speaker != "-":
                quotes.append(_quote(text, parts["q"], cast[speaker], [cast[o] for o in outlets]))
        unsure = marks.get("u1", [])
        return Passage(text, attributions, unsure, quotes if len(quotes) == number + 1 else [])

    def _surrounded(self, body: str) -> str:
        """With a headline, and often a scene before or after."""
        before = "SCENE\n" if self._chance.random() < 0.5 else ""
        after = "\nSCENE" if self._chance.random() < 0.5 else ""
        return f"{self._headline()}\n{before}{body}{after}\n"

    def _headline(self) -> str:
        words = self._fact("{it}").removeprefix("the ")
        return words[0].upper() + words[1:]

    def _cast(self) -> dict[str, Any]:
        one, other = self._person(), self._person()
        while other.family == one.family:
            other = self._person()
        agencies, papers = self._different(self._agency), self._different(self._paper)
        body = self._chance.choice(_BODIES)
        return {
            **{"X": one, "Y": other},
            **dict(zip("AB", agencies, strict=True)),
            **dict(zip("TU", papers, strict=True)),
            "N": _Named(
                body, body.split(" ", 1)[1] if body.split()[0] in ("the", "a", "an") else body
            ),
            "M": _Named(*[self._chance.choice(_PLATFORMS)] * 2),
        }

    def _different(self, draw: Any) -> list[_Named]:
        one = draw()
        while (other := draw()).name == one.name:
            pass
        return [one, other]

    def _person(self) -> _Person:
        pronoun = self._chance.choice(("he", "she"))
        given = self._chance.choice(_GIVEN[pronoun].split())
        return _Person(given, self._chance.choice(_FAMILY), self._chance.choice(_OFFICES), pronoun)

    def _agency(self) -> _Named:
        land, adjective = self._chance.choice(list(_LANDS.items()))
        press = f"{land[:-1]}press"
        return self._chance.choice(
            [
                *[_Named(name, name) for name in self._chance.sample(_AGENCIES, 4)],
                _Named(f"{adjective} state media", f"{adjective} state media"),
                _Named("state media", "state media"),
                _Named("local media", "local media"),
                _Named(f"{adjective} state television", f"{adjective} state television"),
                _Named(f"the {adjective} news agency {press}", press),
                _Named(f"{land}’s {press} news agency", press),
                _Named(f"the news agency {press}", press),
            ]
        )

    def _paper(self) -> _Named:
        title = f"{self._chance.choice(_TOWNS)} {self._chance.choice(_PAPERS)}"
        masthead, channel = self._chance.choice(_MASTHEADS), self._chance.choice(_CHANNELS)
        kind = self._chance.choice(("daily", "weekly", "magazine", "newspaper", "website"))
        adjective = self._chance.choice(list(_LANDS.values()))
        article = "the " if channel == "BBC" else ""
        return self._chance.choice(
            [
                _Named(f"the {title}", title),
                _Named(f"the {title} newspaper", title),
                _Named(f"the {kind} {masthead}", masthead),
                _Named(f"the {adjective} {kind} {masthead}", masthead),
                _Named(f"{article}{channel}", channel),
                _Named(f"{article}{channel}", channel),
                _Named("state television", "state television"),
                _Named("a local radio station", "local radio station"),
            ]
        )

    def _filled(self, body: str, cast: dict[str, Any]) -> str:
        seen: set[str] = set()

        def fill(slot: re.Match[str]) -> str:
            words = self._words_for(slot[0], cast, slot[0][0] in seen)
            seen.add(slot[0][0])
            before = re.sub(r"</?[scqu]\d?>", "", body[: slot.start()])
            if not before or before.endswith(("\n", "“", ". ")):
                words = words[0].upper() + words[1:]
            return words

        return _SLOT.sub(fill, body)

    def _words_for(self, slot: str, cast: dict[str, Any], known: bool) -> str:
        draw = {"FACT": _FACTS, "WORDS": _WORDS, "PHRASE": _PHRASES, "SCENE": _SCENES}
        if slot in draw:
            return self._fact(self._chance.choice(draw[slot]))
        if slot == "WHEN":
            return self._chance.choice(_WHEN)
        if slot == "PLACE":
            return self._chance.choice(_TOWNS)
        who = cast[slot[0]]
        if isinstance(who, _Named):
            return who.words
        ways = {
            "_FULL": who.name,
            "_LAST": who.family,
            "_HE": who.pronoun,
            "_OFFICE": who.office,
            "": self._introduced(who),
        }
        return ways[slot[1:]]

    def _introduced(self, who: _Person) -> str:
        land, adjective = self._chance.choice(list(_LANDS.items()))
        return self._chance.choice(
            [
                who.name,
                f"{who.office} {who.name}",
                f"{land}’s {who.office}, {who.name},",
                f"the {who.office}, {who.name},",
                f"{adjective} {who.office} {who.name}",
            ]
        )

    def _fact(self, pattern: str) -> str:
        """A pattern with its small slots filled, each time another way."""
        draw, land = self._chance.choice, self._chance.sample(list(_LANDS), 2)
        it = draw(_SUBJECTS)
        slots = {
            **{"it": it, "It": it[0].upper() + it[1:], "other": draw(_SUBJECTS)},
            **{"do": draw(_DO), "do2": draw(_DO_TO), "done": draw(_DONE), "cause": draw(_CAUSES)},
            **{"town": draw(_TOWNS), "land": land[0], "Land": land[0], "land2": land[1]},
            **{"month": draw(_MONTHS), "n": str(self._chance.randint(2, 90))},
        }
        slots["time"] = draw(_TIMES).format_map(slots)
        return pattern.format_map(slots)


def _unmarked(marked: str) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    """The text without its marks, and the spans of each part: {"s1": [(start, end)], …}."""
    text, at = "", 0
    opened: dict[str, int] = {}
    found: dict[str, list[tuple[int, int]]] = {}
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        part = f"{mark[2]}{mark[3] or 1}"
        if mark[1]:
            found.setdefault(part, []).append((opened.pop(part), len(text)))
        else:
            opened[part] = len(text)
    return text + marked[at:], found


def _quote(text: str, spans: list[Any], speaker: Any, outlets: list[_Named]) -> dict[str, Any]:
    """As people mark it: without outer quotation marks and without "that"."""
    inner = []
    for start, end in spans:
        words = text[start:end]
        quoted = words[0] in '“"' and words[-1] in '”"'
        start += 1 if quoted else len(words) - len(words.removeprefix("that "))
        inner.append([start, end - quoted])
    kinds = {text[start - 1] in '“"' for start, _ in inner}
    mixed = any(mark in text[start:end] for start, end in inner for mark in '“"')
    kind = "mixed" if mixed else "direct" if kinds == {True} else "indirect"
    person = isinstance(speaker, _Person)
    return {
        "kind": kind,
        "spans": inner,
        "speaker": {"name": speaker.name, "kind": "person" if person else "organisation"},
        "citations": [outlet.name for outlet in outlets],
    }


def lessons(number: int, seed: int) -> Iterator[dict[str, Any]]:
    """Passages in the form of silver.jsonl."""
    for i, passage in zip(range(number), Inventor(seed).passages(), strict=False):
        yield {
            "name": f"invented-{i:04d}",
            "text": passage.text,
            "attributions": passage.attributions,
            "unsure": passage.unsure,
        }


def write_gold(folder: Path, number: int, seed: int) -> None:
    """Other passages than the lessons, to judge by."""
    (folder / "text").mkdir(parents=True, exist_ok=True)
    rows = []
    for i, passage in zip(range(number), Inventor(seed).passages(), strict=False):
        name = f"{i:04d}.txt"
        (folder / "text" / name).write_text(passage.text, encoding="utf-8")
        rows.append({"article": name, "chars": len(passage.text), "quotes": passage.quotes})
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "gold.jsonl").write_text(lines, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("prepared", type=Path, help="folder that prepare.py wrote")
    parser.add_argument("--lessons", type=int, default=LESSONS)
    parser.add_argument("--gold", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    write(options.prepared / "invented.jsonl", lessons(options.lessons, seed=1))
    if options.gold:
        write_gold(options.gold, _TESTED, seed=2)


if __name__ == "__main__":
    main()
