"""The site as production serves it. A request with the header `X-Count-Statements` is told how many
SQL statements its whole answer takes, instead of the answer; all others pass through untouched."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection

from explorer.wsgi import application as site


class _Counter:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable, *args: Any) -> Any:
        self.count += 1
        return execute(*args)


def application(environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
    if "HTTP_X_COUNT_STATEMENTS" not in environ:
        return site(environ, start_response)
    counter = _Counter()
    with connection.execute_wrapper(counter):
        answer = site(environ, lambda *started: None)
        for _ in answer:
            pass  # files are made while they are sent
        answer.close()
    start_response("200 OK", [("X-Statements", str(counter.count)), ("Content-Length", "0")])
    return []
