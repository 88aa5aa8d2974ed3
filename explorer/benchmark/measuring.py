"""Asks over HTTP, one request after another on one connection, and times the answers."""

from __future__ import annotations

import gzip
import math
import re
import statistics
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from http.client import HTTPConnection

from .questions import Question

REPEATS = 40
WARM_UPS = 3
FILES = 3  # times that a file is fetched, at most
CHUNK = 1 << 16


@dataclass(frozen=True)
class Timing:
    """Milliseconds; of a file, also its lines after the header and how many came each second."""

    p50_ms: float
    p95_ms: float
    rows: int = 0
    rows_per_s: float = 0.0


class Client:
    def __init__(
        self, port: int, cookies: dict[str, str] | None = None, repeats: int = REPEATS
    ) -> None:
        self._repeats = repeats
        self._connection = HTTPConnection("127.0.0.1", port, timeout=600)
        self._cookie = "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())

    def get(self, url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        if self._cookie:
            headers["Cookie"] = self._cookie
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        self._connection.request("GET", url, headers=names)
        response = self._connection.getresponse()
        return response.status, dict(response.getheaders()), response.read()

    def timing(self, question: Question, url: str = "") -> Timing:
        """How long the answer takes; `url` is where another server has it."""
        self._connection.close()  # it opens by itself; the server may have closed an idle one
        time_it = self.time_file if question.kind == "csv" else self.time_page
        return time_it(url or question.url)

    def time_page(self, url: str) -> Timing:
        """The time until the whole answer is there, once the first ones have warmed caches."""
        for _ in range(WARM_UPS):
            self._timed(url)
        times = sorted(self._timed(url) for _ in range(self._repeats))
        return Timing(statistics.median(times), times[math.ceil(self._repeats * 0.95) - 1])

    def time_file(self, url: str) -> Timing:
        times, rows = [], 0
        for _ in range(min(FILES, self._repeats)):
            start = time.perf_counter()
            self._connection.request("GET", url, headers={"Cookie": self._cookie})
            response = self._connection.getresponse()
            if response.status != 200:
                raise RuntimeError(f"{url} answered {response.status}")
            lines = 0
            while part := response.read(CHUNK):
                lines += part.count(b"\n")
            times.append((time.perf_counter() - start) * 1000)
            rows = lines - 1
        median = statistics.median(times)
        return Timing(median, max(times), rows, rows / median * 1000)

    def statements(self, url: str) -> int:
        return int(self.get(url, X_Count_Statements="1")[1]["X-Statements"])

    def first_view_kb(self, url: str) -> float:
        """What a browser loads to show a page for the first time, compressed."""
        page = self._compressed(url)
        html = gzip.decompress(page).decode() if page[:2] == b"\x1f\x8b" else page.decode()
        links = re.findall(r'<(?:link|script|img)[^>]* (?:href|src)="(/[^"]+)"', html)
        assets = {link for link in links if "." in link.rpartition("/")[2]}
        return (len(page) + sum(len(self._compressed(asset)) for asset in assets)) / 1000

    def _compressed(self, url: str) -> bytes:
        status, _, body = self.get(url, Accept_Encoding="gzip")
        if status != 200:
            raise RuntimeError(f"{url} answered {status}")
        return body

    def _timed(self, url: str) -> float:
        start = time.perf_counter()
        status, _, body = self.get(url)
        elapsed = (time.perf_counter() - start) * 1000
        if status != 200:
            raise RuntimeError(f"{url} answered {status}: {body[:500].decode(errors='replace')}")
        return elapsed


@dataclass(frozen=True)
class Measured:
    """One question and how long its answer took, here and in Datasette."""

    question: Question
    timing: Timing
    statements: int = 0
    there: Timing | None = None


@dataclass(frozen=True)
class Clients:
    """Somebody who reads, and an editor."""

    reader: Client
    editor: Client

    def of(self, question: Question) -> Client:
        return self.editor if question.as_editor else self.reader

    def measure(self, asked: Iterable[Question]) -> list[Measured]:
        return [Measured(question, self.of(question).timing(question)) for question in asked]

    def count(self, measured: Iterable[Measured]) -> list[Measured]:
        """The same with their statements."""
        return [
            replace(one, statements=self.of(one.question).statements(one.question.url))
            for one in measured
        ]
