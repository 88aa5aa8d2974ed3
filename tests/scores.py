"""`make scores`: every figure of docs/scores.md on the public corpora, in one table.

    python tests/scores.py CORPORA SCORERS [OUT]

CORPORA is the folder with `polnear`, `worldwide`, `chains` and `checkthat2019`, SCORERS the one
with `score_polnear.py`, `score_sources.py` and `score_checkworthy.py`; docs/scores.md says where
they come from. What `manage.py extract` printed and the scorers said stays in OUT (`var/scores`).
All of it runs on one core, for the times are part of the table.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SETS = ("polnear/dev/text", "polnear/dev/chains.jsonl", "worldwide/gold/text", "worldwide/text")
SETS += ("worldwide/gold/dev.jsonl", "chains/text", "chains/gold.jsonl", "checkthat2019")
TOOLS = ("score_polnear.py", "score_sources.py", "score_checkworthy.py")
MEASURED = 200  # articles whose reading is timed

SPEED = """
import resource, sys, time
from pathlib import Path
from articles.extraction import extract, load_pipeline, read_text
load_pipeline()
texts = [read_text(Path(path).read_bytes()) for path in sys.argv[1:]]
extract(texts[0])
start = time.perf_counter()
for text in texts:
    extract(text)
spent = time.perf_counter() - start
print(sum(len(text.split()) for text in texts) / spent)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


@dataclass
class Scores:
    corpora: Path
    scorers: Path
    out: Path

    def extract(self, name: str, texts: Path, *options: str) -> Path:
        """What `manage.py extract` prints for a folder of texts, as OUT/name.jsonl."""
        found = self.out / f"{name}.jsonl"
        with found.open("w") as file:
            command = [sys.executable, "manage.py", "extract", *options]
            subprocess.run([*command, *sorted(map(str, texts.glob("*.txt")))], check=True,
                           cwd=ROOT, stdout=file)  # fmt: skip
        return found

    def score(self, name: str, scorer: str, *arguments: object) -> str:
        command = [sys.executable, str(self.scorers / scorer), *map(str, arguments)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        (self.out / f"{name}.txt").write_text(done.stdout)
        return done.stdout

    def rows(self) -> list[tuple[str, str, str, str]]:
        return [
            *self.polnear(),
            *self.worldwide(),
            *self.held_out(),
            *self.chains(),
            self.checkworthy(),
            *self.machine(),
        ]

    def polnear(self) -> list[tuple[str, str, str, str]]:
        folder = self.corpora / "polnear/dev"
        quotes = self.extract("polnear", folder / "text")
        shown = self.score("polnear", TOOLS[0], folder, quotes)
        names = self.score("polnear_chains", TOOLS[1], folder / "chains.jsonl", quotes)
        everything = self.extract("polnear_all", folder / "text", "--all")
        all_of_it = self.score("polnear_all", TOOLS[0], folder, everything)
        ends = [end_to_end(shown, kind) for kind in ("DIRECT", "MIXED", "REPORTED")]
        ends.append(end_to_end(all_of_it, "ALL"))
        exact = [exact_f1(all_of_it, role) for role in ("source", "cue", "content")]
        of_found = first(names, r"chain exact: +([\d.]+)")
        of_all = first(names, r"of all gold with one: +([\d.]+)")
        speaker = first(names, r"speaker, all found: +([\d.]+)")
        return [
            row("PolNeAR, end to end F1: direct / mixed / reported / all", ends,
                "94 / 84 / 86 / 74", "97 / 88 / 91 / 75"),
            row("PolNeAR, right source where found, reported", [right_source(shown)], "97", "98"),
            row("PolNeAR, exact F1: source / cue / content", exact, "80 / 73 / 66", "83 / 75 / 73"),
            row("PolNeAR near outlets, chain right: of the found / of all; full name",
                [of_found, of_all, speaker], "88 / 72 / 92", "96 / 90 / 97"),
        ]  # fmt: skip

    def worldwide(self) -> list[tuple[str, str, str, str]]:
        folder = self.corpora / "worldwide/gold"
        quotes = self.extract("worldwide", folder / "text")
        said = self.score("worldwide", TOOLS[1], folder / "dev.jsonl", quotes)
        found = [first(said, rf"found, {kind}: +P [\d.]+ R [\d.]+ F ([\d.]+)")
                 for kind in ("direct and mixed", "all kinds")]  # fmt: skip
        return [
            row("worldwide, quotes found F1: direct and mixed / all", found, "93 / 88", "97 / 94"),
            row("worldwide, speaker's full name, of the found",
                [first(said, r"speaker, all found: +([\d.]+)")], "92", "97"),
            row("worldwide, chain right, of all with one",
                [first(said, r"of all gold with one: +([\d.]+)")], "70", "88"),
            row("worldwide, outlets in chains F1",
                [first(said, r"chain outlets: +P [\d.]+ R [\d.]+ F ([\d.]+)")], "78", "92"),
            row("worldwide, calibration error of confidence",
                [first(said, r"calibration error: +([\d.]+)")], "0.10", "0.05"),
        ]  # fmt: skip

    def held_out(self) -> list[tuple[str, str, str, str]]:
        """The annotated worldwide articles that judge (training/worldwide.jsonl)."""
        folder = self.corpora / "worldwide/text"
        gold, texts = self.out / "held_out_gold.jsonl", self.out / "held_out"
        step = ("-m", "articles.extraction.training.scripts.worldwide", "gold")
        command = [sys.executable, *step, str(folder), "--out", str(gold)]
        subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
        texts.mkdir(exist_ok=True)
        for line in gold.read_text().splitlines():
            name = json.loads(line)["article"]
            (texts / name).write_bytes((folder / name).read_bytes())
        said = self.score("held_out", TOOLS[1], gold, self.extract("held_out", texts))
        found = [first(said, rf"found, {kind}: +P [\d.]+ R [\d.]+ F ([\d.]+)")
                 for kind in ("direct and mixed", "all kinds")]  # fmt: skip
        return [
            row("160 worldwide articles, quotes found F1: direct and mixed / all", found,
                "93 / 88", "97 / 94"),
            row("160 worldwide articles, full name, of the found / chain, of all with one",
                [first(said, r"speaker, all found: +([\d.]+)"),
                 first(said, r"of all gold with one: +([\d.]+)")], "92 / 70", "97 / 88"),
            row("160 worldwide articles, end to end F1 / calibration error",
                [first(said, r"end to end: +P [\d.]+ R [\d.]+ F ([\d.]+)"),
                 first(said, r"calibration error: +([\d.]+)")], "- / 0.10", "- / 0.05"),
        ]  # fmt: skip

    def chains(self) -> list[tuple[str, str, str, str]]:
        folder = self.corpora / "chains"
        quotes = self.extract("chains", folder / "text")
        said = self.score("chains", TOOLS[1], folder / "gold.jsonl", quotes)
        values = [
            first(said, r"end to end: +P [\d.]+ R [\d.]+ F ([\d.]+)"),
            first(said, r"of all gold with one: +([\d.]+)"),
            first(said, r"with several links: +([\d.]+)"),
        ]
        label = "chain passages: end to end F1 / chain right / with several links"
        return [row(label, values, "80 / 78 / 65", "95 / 92 / 90")]

    def checkworthy(self) -> tuple[str, str, str, str]:
        debates = sorted((self.corpora / "checkthat2019").glob("*.tsv"))
        texts = self.out / "transcripts"
        self.score("transcripts", TOOLS[2], "texts", *debates, "--out", texts)
        claims = self.extract("claims", texts, "--all")
        said = self.score("claims", TOOLS[2], "score", *debates, "--pred", claims)
        average = first(said, r"mean average precision ([\d.]+)")
        return row("CheckThat!, mean average precision", [average], "0.18", "0.22")

    def machine(self) -> list[tuple[str, str, str, str]]:
        texts = sorted((self.corpora / "worldwide/text").glob("*.txt"))[:MEASURED]
        done = subprocess.run([sys.executable, "-c", SPEED, *map(str, texts)], check=True,
                              cwd=ROOT, capture_output=True, text=True)  # fmt: skip
        words, memory = map(float, done.stdout.split())
        note = self.out / "note.txt"
        note.write_text("Ferry\n“No,” said Ada Lund.\n")
        seconds = min(self.start_up(note) for _ in range(3))
        return [
            row("speed, words a second", [f"{words:,.0f}"], "3,000", "5,000"),
            row("memory, MB / start-up of extract, seconds",
                [f"{memory:.0f}", f"{seconds:.1f}"], "700 / 2.5", "400 / 1.5"),
        ]  # fmt: skip

    def start_up(self, note: Path) -> float:
        start = time.perf_counter()
        command = [sys.executable, "manage.py", "extract", str(note)]
        subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
        return time.perf_counter() - start


def first(text: str, pattern: str) -> str:
    match = re.search(pattern, text)
    return match[1] if match else "none"


def end_to_end(said: str, kind: str) -> str:
    """F1 is the last figure of the kind's row."""
    return first(said, rf"(?m)^{kind} .* ([\d.]+)$")


def right_source(said: str) -> str:
    return first(said, r"(?m)^REPORTED .*?\|.*?\|.*?\|.*?\| +([\d.]+)")


def exact_f1(said: str, role: str) -> str:
    return first(said, rf"(?m)^{role} +\| +[\d.]+ +[\d.]+ +([\d.]+)")


def row(what: str, values: list[str], least: str, aim: str) -> tuple[str, str, str, str]:
    return what, " / ".join(values), least, aim


def missing(corpora: Path, scorers: Path) -> list[Path]:
    wanted = [*(corpora / name for name in SETS), *(scorers / name for name in TOOLS)]
    return [path for path in wanted if not path.exists()]


def main(arguments: list[str]) -> int:
    corpora, scorers = (Path(argument).resolve() for argument in arguments[:2])
    if lacking := missing(corpora, scorers):
        print("make scores needs the public corpora and their scorers, which are not part of this")
        print("repository (docs/scores.md): make scores CORPORA=folder SCORERS=folder. Missing:")
        print(*(f"  {path}" for path in lacking), sep="\n")
        return 2
    out = Path(arguments[2]) if len(arguments) > 2 else ROOT / "var" / "scores"
    out.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("DJANGO_DEBUG", "1")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    print("| what | now | at least | aim |\n|---|---|---|---|", flush=True)
    for line in Scores(corpora, scorers, out).rows():
        print("| " + " | ".join(line) + " |")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
