"""Invented passages about who said what through whom, as lessons and as a test.

PolNeAR hardly ever nests reports, and nobody has labelled citation chains. So people, offices,
outlets, facts and words of invented/words.csv are drawn at random and put into the forms of
invented/forms.txt, which are those that news uses. Every form says who
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
    FACT     a clause;  WORDS  a spoken sentence;  PHRASE  a few spoken words;  SCENE  no quote
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .prepare import write

LESSONS = 2400
_TESTED = 400
_MARK = re.compile(r"<(/?)([scqu])(\d?)>")
_STRAIGHT = str.maketrans("“”’", '""\'')
_SLOT = re.compile(r"\b(?:[XY](?:_[A-Z]+)?|[NABTUM]|FACT|WORDS|PHRASE|SCENE|WHEN|PLACE)\b")

_FOLDER = Path(__file__).parents[1] / "invented"


def _word_lists() -> dict[str, list[str]]:
    with (_FOLDER / "words.csv").open(encoding="utf-8", newline="") as file:
        return {row["class"]: row["words"].split("; ") for row in csv.DictReader(file)}


_FORMS = (_FOLDER / "forms.txt").read_text(encoding="utf-8").splitlines()
_WORDS = _word_lists()


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
        while True:
            for form in self._chance.sample(_FORMS, len(_FORMS)):
                yield self.passage(form)

    def passage(self, form: str) -> Passage:
        body, _, said_by = form.partition("|")
        cast = self._cast()
        body = body.replace("\\n", "\n")
        body = re.sub(r"(?<!had <c)>said<", f">{self._one('said')}<", body)
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
        whole = len(quotes) == len(attributions)  # else somebody speaks whom no slot names
        return Passage(text, attributions, marks.get("u1", []), quotes if whole else [])

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
        body = self._one("body")
        return {
            **{"X": one, "Y": other},
            **dict(zip("AB", agencies, strict=True)),
            **dict(zip("TU", papers, strict=True)),
            "N": _Named(body, re.sub("^(?:the|a|an) ", "", body)),
            "M": _Named(*[self._one("platform")] * 2),
        }

    def _different(self, draw: Any) -> list[_Named]:
        one = draw()
        while (other := draw()).name == one.name:
            pass
        return [one, other]

    def _person(self) -> _Person:
        pronoun = self._chance.choice(("he", "she"))
        given = self._one("men" if pronoun == "he" else "women")
        return _Person(given, self._one("family"), self._one("office"), pronoun)

    def _agency(self) -> _Named:
        land, adjective = self._land()
        press = f"{land[:-1]}press"
        return self._chance.choice(
            [
                *[_Named(name, name) for name in self._chance.sample(_WORDS["agency"], 4)],
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
        title = f"{self._one('town')} {self._one('paper')}"
        masthead, channel = self._one("masthead"), self._one("channel")
        kind = self._chance.choice(("daily", "weekly", "magazine", "newspaper", "website"))
        _, adjective = self._land()
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

    def _one(self, kind: str) -> str:
        return self._chance.choice(_WORDS[kind])

    def _land(self) -> tuple[str, str]:
        """A country and its adjective."""
        return self._chance.choice(list(zip(_WORDS["land"], _WORDS["adjective"], strict=True)))

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
        if slot in ("FACT", "WORDS", "PHRASE", "SCENE"):
            return self._fact(self._one(slot.lower()))
        if slot == "WHEN":
            return self._one("when")
        if slot == "PLACE":
            return self._one("town")
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
        land, adjective = self._land()
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
        lands = self._chance.sample(_WORDS["land"], 2)
        small = ("do", "do2", "done", "cause", "town", "month")
        slots = {name: self._one(name) for name in small}
        slots |= {"it": self._one("subject"), "other": self._one("subject")}
        slots |= {"land": lands[0], "land2": lands[1], "n": str(self._chance.randint(2, 90))}
        slots |= {"It": slots["it"][0].upper() + slots["it"][1:], "Land": lands[0]}
        slots["time"] = self._one("time").format_map(slots)
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
    options.prepared.mkdir(parents=True, exist_ok=True)
    write(options.prepared / "invented.jsonl", lessons(options.lessons, seed=1))
    if options.gold:
        write_gold(options.gold, _TESTED, seed=2)


if __name__ == "__main__":
    main()
