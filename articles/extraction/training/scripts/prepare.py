"""Read the corpora once into three files of one form, a document a line.

attributions.jsonl  {"name", "text", "held_out",
                     "attributions": [{"cue", "content", "source", "speech"}]}
entities.jsonl      {"name", "text", "entities": [[start, end, label]]}
sentences.jsonl     {"name", "held_out",
                     "lines": [{"text", "checkthat": 0 | 1 | null, "claimbuster": …}]}

Offsets are characters, spans are lists of [start, end].

PolNeAR: Newell, Margolin & Ruths, LREC 2018, BRAT standoff. Entities: Shan et al., Findings of
EMNLP 2023. Sentences: CheckThat! 2019, task 1; ClaimBuster: Arslan et al., ICWSM 2020.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from articles.extraction.quotation import Quotations, find_quotations

_SPAN = re.compile(r"(T\d+)\t\S+ ([\d; ]+)\t")
_EVENT = re.compile(r"E\d+\t(\S+(?: \S+)*)")
_THAT = re.compile(r"\b(?:that|whether)\s+$", re.IGNORECASE)
_ROLES = {"Cue": "cue", "Content": "content", "Source": "source"}
_GAP = 30  # sentence numbers further apart than this are of different debates

# What makes an attribution speech, not an attitude: words in quotation marks, or a verb of saying.
_VERBS_OF_SAYING = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|according to|wr(?:ite|ites|ote|itten|iting)"
    r"|(?:den|repl)(?:y|ies|ied|ying)|admit(?:s|ted|ting)?|stress(?:es|ed|ing)?|spoke|speaks?"
    r"|read(?:s|ing)?|(?:add|ask|claim|tweet|explain|announc|report|insist|warn|suggest|declar|argu"
    r"|acknowledg|predict|promis|respond|continu|conclud|contend|recall|remark|reveal|confirm|not"
    r"|complain|assert|urg|conced|jok|quip|observ|alleg|vow|pledg|emphasiz|charg|maintain|accus|stat"
    r"|call|criticiz|prais|describ|mention|point|post|testif|demand|advis|dismiss)"
    r"(?:e|es|s|ed|d|ing|y|ies|ied)?)\b",
    re.IGNORECASE,
)


def attributions(corpus: Path, held_out: int) -> Iterator[dict[str, Any]]:
    """One part of PolNeAR. Of an article with several annotators the first is taken; of every
    `held_out` articles one is marked as kept apart from training (none when 0)."""
    seen = set()
    for path in sorted((corpus / "attributions").glob("*.ann")):
        name = path.stem.rsplit("_", 1)[0]
        if name in seen:
            continue
        seen.add(name)
        with (corpus / "text" / f"{name}.txt").open(encoding="utf-8", newline="") as file:
            text = file.read()
        yield {
            "name": name,
            "text": text,
            "held_out": bool(held_out) and len(seen) % held_out == 0,
            "attributions": _read_standoff(path.read_text(encoding="utf-8"), text),
        }


def _read_standoff(standoff: str, text: str) -> list[dict[str, Any]]:
    spans = {
        match[1]: [[int(n) for n in span.split()] for span in match[2].split(";")]
        for match in map(_SPAN.match, standoff.splitlines())
        if match
    }
    quotations = Quotations(find_quotations(text))
    found = []
    for event in filter(None, map(_EVENT.match, standoff.splitlines())):
        roles: dict[str, Any] = {"cue": [], "content": [], "source": []}
        for argument in event[1].split():
            role, target = argument.split(":")
            if role := _ROLES.get(role.rstrip("0123456789"), ""):
                roles[role].extend(spans.get(target, []))
        if roles["cue"] and roles["content"]:
            roles["speech"] = _is_speech(roles, text, quotations)
            found.append(roles)
    return found


def from_that(text: str, start: int) -> int:
    """Where a content begins as PolNeAR has it, with the "that" or "whether" before `start`."""
    that = _THAT.search(text, max(0, start - 12), start)
    return that.start() if that else start


def _is_speech(roles: dict[str, Any], text: str, quotations: Quotations) -> bool:
    if any(_VERBS_OF_SAYING.search(text[start:end]) for start, end in roles["cue"]):
        return True
    inside = sum(
        min(end, quotation.outer_end) - max(start, quotation.outer_start)
        for start, end in roles["content"]
        for quotation in quotations.within(start, end)
    )
    return inside > 0.05 * sum(end - start for start, end in roles["content"])


def entities(corpus: Path, labels: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The worldwide corpus: its tokens found again in its texts. Left out is what can't be
    found, and the articles that are kept for judging quotes."""
    wanted = {"Facility": "Location", "Product": "Misc", **{label: label for label in labels}}
    kept = {path.stem for path in (corpus / "gold" / "text").glob("*.txt")}
    for path in sorted((corpus / "entities").glob("*.tsv")):
        name = path.name.split(".")[0]
        source = corpus / "text" / f"{name}.txt"
        if name in kept or not source.exists():
            continue
        text = source.read_text(encoding="utf-8")
        found: list[list[Any]] = []
        at = 0
        for line in path.read_text(encoding="utf-8").splitlines():
            token, _, tag = line.partition("\t")
            place = text.find(token, at, at + 400) if token.strip() else -1
            if place < 0:
                continue
            at = place + len(token)
            label = wanted.get(tag[2:])
            if label and tag[0] == "I" and found and found[-1][2] == label:
                found[-1][1] = at
            elif label:
                found.append([place, at, label])
        yield {"name": name, "text": text, "entities": found}


def sentences(checkthat: Path, claimbuster: Path) -> Iterator[dict[str, Any]]:
    """Transcripts, sentence by sentence. The encoder learns from ClaimBuster alone: CheckThat!'s
    transcripts are held out, and their sentences left out of ClaimBuster, so that the head that is
    fitted to them later can be judged on each transcript in turn."""
    known: set[str] = set()
    for path in sorted(checkthat.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = [
                r for r in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if len(r) > 3
            ]
        lines = [_line(row[2], checkthat=int(row[3].strip() == "1")) for row in rows]
        known.update(_key(line["text"]) for line in lines)
        yield {"name": path.stem, "held_out": True, "lines": lines}
    debates: dict[int, list[dict[str, Any]]] = defaultdict(list)
    debate, last = 0, 0
    with (claimbuster / "sentences.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            debate += int(row["id"]) - last > _GAP
            last = int(row["id"])
            if _key(row["text"]) not in known:
                line = _line(row["text"], claimbuster=int(row["checkworthy"]))
                debates[debate].append(line)
    for number, lines in debates.items():
        yield {"name": f"claimbuster-{number}", "lines": lines}


def _key(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def _line(text: str, **answers: int) -> dict[str, Any]:
    return {
        "text": " ".join(text.split()) or "-",
        "checkthat": None,
        "claimbuster": None,
        **answers,
    }


def write(path: Path, documents: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        count = sum(file.write(json.dumps(d, ensure_ascii=False) + "\n") > 0 for d in documents)
    print(f"{path}: {count} documents")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    for corpus in ("polnear", "worldwide", "checkthat", "claimbuster"):
        parser.add_argument(f"--{corpus}", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--held-out", type=int, default=20, metavar="N", help="one article in N")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    write(options.out / "attributions.jsonl", attributions(options.polnear, options.held_out))
    labels = ("Person", "Organization", "Location", "NORP", "Misc")
    write(options.out / "entities.jsonl", entities(options.worldwide, labels))
    write(options.out / "sentences.jsonl", sentences(options.checkthat, options.claimbuster))


if __name__ == "__main__":
    main()
