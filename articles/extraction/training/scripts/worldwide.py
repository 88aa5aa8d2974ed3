"""What is annotated in the worldwide articles: who says what there, through whom.

worldwide.jsonl holds offsets alone, none of the corpus's text: for each article every quote that
its annotators see in it. They began from what version 1.3.3 had found, said of each whether it is
right, mended what was not and added what was missing.

    {"name", "held_out", "quotes": [{"content", "cue", "source", "speaker", "person", "via",
     "speech", "unsure"}], "none": [{"content", "cue"}]}

`speaker` is where the fullest name of who speaks stands, `person` whether it is a person's, `via`
where the names of the outlets stand, nearest to the reader first. `speech` is there, and false, for
beliefs and plans; `unsure`, and true, where readers may differ or a name stands nowhere in one
piece. `none` is what was taken for a quote and is none. `held_out` articles judge what is trained.

lessons  the prepared articles with these quotes in place of what rules and network hold of them
gold     the articles held out, as score_sources.py reads them
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from articles.extraction.kinds import kind_of
from articles.extraction.quotation import Quotations, find_quotations

from .prepare import from_that, write

Row = dict[str, Any]
MARKED = Path(__file__).parents[1] / "worldwide.jsonl"
# Verbs that name whom they are said to or of. PolNeAR's contents begin with those: "urged [the mill
# to close]".
_ADDRESSING = re.compile(
    r"(?:urg|accus|call|ask|request|thank|prais|critici|t[eo]l|remind|warn|inform|appeal|invit|order"
    r"|direct|demand|encourag|advis|blam|congratulat|commend|laud|credit|challeng|instruct|assur)",
    re.IGNORECASE,
)
_LONGEST_ADDRESS = 70  # characters
_APART = re.compile(r'["“”\n.]')


def read_marked(path: Path = MARKED) -> dict[str, Row]:
    """The articles by their names."""
    with path.open(encoding="utf-8") as file:
        return {row["name"]: row for row in map(json.loads, file)}


def lessons(silver: Iterable[Row], marked: dict[str, Row]) -> Iterator[Row]:
    """The articles that silver.py wrote, without those held out. Of those annotated, these quotes
    are the lessons; beliefs and plans, which are not annotated, stay as they were."""
    for row in silver:
        annotated = marked.get(row["name"])
        if annotated is None:
            yield row
        elif not annotated["held_out"]:
            yield row | _lessons(row, annotated)


def _lessons(row: Row, annotated: Row) -> Row:
    judged = [*annotated["quotes"], *annotated["none"]]
    cues = [span for quote in judged for span in quote["cue"]]

    def is_judged(span: list[int]) -> bool:
        return any(span[0] < end and start < span[1] for start, end in cues)

    quotations = Quotations(find_quotations(row["text"]))
    cued = (quote for quote in annotated["quotes"] if quote["cue"])
    own = [_lesson(row["text"], quote, quotations) for quote in cued]
    beliefs = [a for a in row["attributions"] if not a["speech"]]
    return {
        "attributions": own + [a for a in beliefs if not any(map(is_judged, a["cue"]))],
        "unsure": [span for span in row["unsure"] if not is_judged(span)],
    }


def _lesson(text: str, quote: Row, quotations: Quotations) -> Row:
    """In PolNeAR's terms: with the marks, "that" and whom it was said to."""
    cue, content = quote["cue"], sorted(quote["content"])
    behind, first = cue[-1][1], content[0][0]
    between = text[behind:first]
    addressed = _ADDRESSING.match(text, cue[-1][0]) and 0 < len(between) < _LONGEST_ADDRESS
    if addressed and not _APART.search(between):
        content[0] = [behind + 1, content[0][1]]
    content = [_as_annotated(text, start, end, quotations) for start, end in content]
    source = quote["source"]
    outside = source and not any(source[0] < end and start < source[1] for start, end in content)
    return {
        "cue": [[min(start for start, _ in cue), max(end for _, end in cue)]],
        "content": content,
        "source": [source] if outside else [],
        "speech": quote.get("speech", True),
    }


def _as_annotated(text: str, start: int, end: int, quotations: Quotations) -> list[int]:
    for quotation in quotations.within(start, end):
        if quotation.start == start and end == quotation.end:
            return [quotation.outer_start, quotation.outer_end]
        if quotation.end == end:
            end = quotation.outer_end
    return [from_that(text, start), end]


def gold(marked: dict[str, Row], texts: Path) -> Iterator[Row]:
    """The articles held out, in the form that the scorer of speakers and chains reads."""
    for name, row in marked.items():
        if not row["held_out"]:
            continue
        text = (texts / f"{name}.txt").read_text(encoding="utf-8")
        quotations = Quotations(find_quotations(text))
        spoken = (quote for quote in row["quotes"] if quote.get("speech", True))
        quotes = [_as_gold(text, quote, quotations) for quote in spoken]
        yield {"article": f"{name}.txt", "chars": len(text), "quotes": quotes}


def _as_gold(text: str, quote: Row, quotations: Quotations) -> Row:
    speaker = quote["speaker"]
    found = {
        "kind": kind_of(text, quote["content"], quotations),
        "spans": quote["content"],
        "cue": None,
        "speaker": {
            "name": text[slice(*speaker)] if speaker else "",
            "kind": "person" if quote["person"] else "group",
            "mention": None,
        },
        "citations": [text[slice(*outlet)] for outlet in quote["via"]],
    }
    return found | ({"sure": False} if quote.get("unsure") else {})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    steps = parser.add_subparsers(dest="step", required=True)
    step = steps.add_parser("lessons")
    step.add_argument("prepared", type=Path, help="folder that prepare.py wrote")
    step.add_argument("--silver", default="silver-again.jsonl", metavar="NAME")
    step.add_argument("--out", default="marked.jsonl", metavar="NAME")
    step.add_argument("--marked", type=Path, default=MARKED)
    step = steps.add_parser("gold")
    step.add_argument("texts", type=Path, help="folder of the worldwide articles")
    step.add_argument("--out", type=Path, required=True)
    step.add_argument("--marked", type=Path, default=MARKED)
    options = parser.parse_args()
    marked = read_marked(options.marked)
    if options.step == "gold":
        write(options.out, gold(marked, options.texts))
        return
    with (options.prepared / options.silver).open(encoding="utf-8") as file:
        write(options.prepared / options.out, lessons(map(json.loads, file), marked))


if __name__ == "__main__":
    main()
