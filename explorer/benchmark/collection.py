"""A large invented collection, the same every time: speakers, outlets and words come as in real
news, a few very often and most of them rarely (Zipf's law).

Rows are dicts by column name, in the order in which they can be stored. Dates are ISO text and JSON
is text, which every database takes.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np

from articles.extraction.records import CLAIM_KINDS
from articles.models import CLAIM_STATUSES

QUOTES_AN_ARTICLE = 10
CLAIMS_AN_ARTICLE = 3
WORDS = 20_000
OUTLETS = 300
FIRST_ID = 10_001  # of outlets, beyond the starting list
DAYS = 3650
FIRST_DAY = datetime.date(2016, 1, 1)

_ONSETS = [*"bdfghklmnprstvz", "br", "dr", "gr", "kl", "pr", "st", "tr"]
_SYLLABLES = ["".join(parts) for parts in product(_ONSETS, "aeiou", ["", "n", "r", "s", "l"])]


def words(generator: np.random.Generator, count: int) -> list[str]:
    """Distinct invented words of two or three syllables; the frequent ones are short."""
    found: dict[str, None] = {}
    while len(found) < count:
        length = 2 if len(found) < count // 10 else 3
        picked = generator.integers(len(_SYLLABLES), size=length)
        found["".join(_SYLLABLES[number] for number in picked)] = None
    return list(found)


def zipf(generator: np.random.Generator, values: int, count: int) -> np.ndarray:
    """`count` numbers below `values`; number n comes about as often as 1 / (n + 3)."""
    weights = np.cumsum(1 / np.arange(3, values + 3))
    return np.searchsorted(weights / weights[-1], generator.random(count)).astype(np.int64)


@dataclass(frozen=True)
class Collection:
    """`quotes` quotes in a tenth as many articles by a fiftieth as many speakers."""

    quotes: int
    seed: int = 1

    @property
    def articles(self) -> int:
        return -(-self.quotes // QUOTES_AN_ARTICLE)

    @property
    def speakers(self) -> int:
        return self.quotes // 50 + 10

    @property
    def repeated_claims(self) -> int:
        """How many claims are made by several people."""
        return self.quotes // 50 + 10

    @cached_property
    def vocabulary(self) -> list[str]:
        """All words, the most frequent first."""
        return words(self._generator(0), WORDS)

    @cached_property
    def names(self) -> list[str]:
        """A name for every speaker: two words, as names are, and a number for namesakes."""
        first, last = self.vocabulary[:400], self.vocabulary[400:2400]
        return [
            f"{first[n * 7 % 400].title()} {last[n * 31 % 2000].title()} {n}"
            for n in range(self.speakers)
        ]

    @cached_property
    def outlet_names(self) -> list[str]:
        return [f"{self.vocabulary[3000 + n].title()} Gazette" for n in range(OUTLETS)]

    def _generator(self, *part: int) -> np.random.Generator:
        return np.random.default_rng([self.seed, *part])

    # Rows

    def outlet_rows(self) -> Iterator[dict]:
        for n, name in enumerate(self.outlet_names):
            slug = name.lower().replace(" ", "-")
            yield {"id": FIRST_ID + n, "name": name, "slug": slug, "kind": "newspaper"}

    def speaker_rows(self) -> Iterator[dict]:
        for n, name in enumerate(self.names):
            slug = name.lower().replace(" ", "-")
            yield {"id": n + 1, "name": name, "slug": slug, "role": "councillor"}

    def alias_rows(self) -> Iterator[dict]:
        for n, name in enumerate(self.names):
            yield {"id": n + 1, "name": name, "key": name.lower(), "speaker_id": n + 1}

    def batches(self) -> Iterator[Batch]:
        """A thousand articles at a time, with all that they hold."""
        for start in range(0, self.articles, 1000):
            yield Batch(self, start, min(start + 1000, self.articles))


class Batch:
    """Some articles with their quotes, citations, claims and fact-checks."""

    def __init__(self, collection: Collection, start: int, stop: int) -> None:
        self.collection, self.start, self.stop = collection, start, stop
        generator = collection._generator(1, start)
        articles = stop - start
        self.days = generator.integers(DAYS, size=articles)
        self.is_dated = generator.random(articles) < 0.95
        self.printers = zipf(generator, OUTLETS, articles)
        self.is_printed = generator.random(articles) < 0.95
        first, last = start * QUOTES_AN_ARTICLE, min(stop * QUOTES_AN_ARTICLE, collection.quotes)
        self.first, self.count = first, last - first
        self.who = zipf(generator, collection.speakers, self.count)
        self.kinds = generator.choice(["direct", "indirect", "indirect", "mixed"], self.count)
        self.states = generator.choice(
            ["unreviewed"] * 16 + ["accepted", "corrected", "rejected", "gone"], self.count
        )
        self.is_named = generator.random(self.count) < 0.95
        self.sure = np.round(generator.random(self.count), 3)
        self.chains = zipf(generator, OUTLETS, 2 * self.count).reshape(-1, 2)
        self.links = generator.choice([0, 0, 0, 1, 1, 2], self.count)
        self.lengths = generator.integers(8, 32, self.count)
        self.picks = zipf(generator, WORDS, int(self.lengths.sum()))
        self.is_repeated = generator.random(self.count) < 0.4
        self.repeats = generator.integers(collection.repeated_claims, size=self.count)
        self.is_checked = generator.random(self.count) < 0.02
        self._fill()

    def _fill(self) -> None:
        self.articles: list[dict] = []
        self.quotes: list[dict] = []
        self.citations: list[dict] = []
        self.claims: list[dict] = []
        self.fact_checks: list[dict] = []
        vocabulary = self.collection.vocabulary
        at = np.concatenate([[0], np.cumsum(self.lengths)]).tolist()
        picks = self.picks.tolist()
        for number in range(self.start, self.stop):
            article = self._article(number)
            body = [f"{article['title']}\n"]
            length = len(body[0])
            first = (number - self.start) * QUOTES_AN_ARTICLE
            for n in range(first, min(first + QUOTES_AN_ARTICLE, self.count)):
                text = " ".join([vocabulary[pick] for pick in picks[at[n] : at[n + 1]]])
                quote = self._quote(article, n, text, length + 1)
                body.append(f"“{text},” said {quote['speaker_text'] or 'a spokesman'}.\n")
                length += len(body[-1])
            article["body"] = "".join(body)
            self.articles.append(article)

    def _article(self, number: int) -> dict:
        n = number - self.start
        day = FIRST_DAY + datetime.timedelta(days=int(self.days[n]))
        return {
            "id": number + 1,
            "title": f"Article {number + 1} of the benchmark",
            "body_sha256": hashlib.sha256(str(number).encode()).hexdigest(),
            "outlet_id": FIRST_ID + int(self.printers[n]) if self.is_printed[n] else None,
            "published": day.isoformat() if self.is_dated[n] else None,
            "pipeline": "benchmark 1",
        }

    def _quote(self, article: dict, n: int, text: str, start: int) -> dict:
        pk = self.first + n + 1
        chain = list(dict.fromkeys(self.chains[n, : self.links[n]].tolist()))
        speaker = int(self.who[n])
        named = bool(self.is_named[n])
        name = self.collection.names[speaker] if named else ""
        state = str(self.states[n])
        links = [self._link(outlet) for outlet in chain]
        spans = [[start, start + len(text)]]
        quote = {
            "id": pk,
            "article_id": article["id"],
            "text": text,
            "words": text,
            "start": start,
            "end": start + len(text),
            "spans": json.dumps(spans),
            "kind": str(self.kinds[n]),
            "cue": "said",
            "speaker_id": speaker + 1 if named else None,
            "speaker_text": name,
            "speaker_role": "councillor",
            "chain": json.dumps(links),
            "confidence": float(self.sure[n]),
            "state": state,
            "set_by_person": json.dumps(["kind"] if state in ("accepted", "corrected") else []),
            "outlet_id": article["outlet_id"],
            "published": article["published"],
            "source_outlet_id": FIRST_ID + chain[-1] if chain else article["outlet_id"],
            "machine": json.dumps(
                {"kind": str(self.kinds[n]), "text": text, "spans": spans, "citations": links}
            ),
        }
        self.quotes.append(quote)
        for position, outlet in enumerate(chain):
            self.citations.append(
                {
                    "id": 2 * pk + position,
                    "quote_id": pk,
                    "outlet_id": FIRST_ID + outlet,
                    "position": position,
                    "text": self.collection.outlet_names[outlet],
                }
            )
        if n % QUOTES_AN_ARTICLE < CLAIMS_AN_ARTICLE:
            self._claim(quote, n)
        return quote

    def _link(self, outlet: int) -> dict:
        name = self.collection.outlet_names[outlet]
        slug = name.lower().replace(" ", "-")
        return {"outlet": slug, "name": name, "text": name, "span": [0, len(name)]}

    def _claim(self, quote: dict, n: int) -> None:
        """Of a quote's words. Two in five are one with others, as if people had joined them."""
        pk, repeated = quote["id"], bool(self.is_repeated[n])
        checked = n // QUOTES_AN_ARTICLE % len(CLAIM_STATUSES) if self.is_checked[n] else 0
        status = CLAIM_STATUSES[checked]
        if checked:
            self.fact_checks.append(
                {
                    "id": pk,
                    "claim_id": pk,
                    "url": f"https://facts.example/{pk}",
                    "verdict": status,
                    "publisher": "Benchmark Facts",
                }
            )
        self.claims.append(
            {
                "id": pk,
                "article_id": quote["article_id"],
                "quote_id": pk,
                "text": quote["text"],
                "words": quote["words"],
                "start": quote["start"],
                "end": quote["end"],
                "claimant_id": quote["speaker_id"],
                "kind": CLAIM_KINDS[n % len(CLAIM_KINDS)],
                "status": status,
                "check_worthiness": float(self.sure[n]),
                "group": int(self.repeats[n]) if repeated else self.collection.repeated_claims + pk,
                "set_by_person": json.dumps(["group"] if repeated else []),
                "outlet_id": quote["outlet_id"],
                "published": quote["published"],
            }
        )
