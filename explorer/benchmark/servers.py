"""What is measured: a database of our own, the production server on it, and Datasette."""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

from .questions import Question


@dataclass(frozen=True)
class Site:
    """A filled database and what to ask of it. `file` is None on PostgreSQL."""

    environment: dict[str, str]
    file: Path | None
    asked: dict[str, Any]

    def datasette_url(self, question: Question) -> str:
        return f"/{self.file.stem}{question.datasette}" if self.file else ""


@contextlib.contextmanager
def filled(quotes: int) -> Iterator[Site]:
    """A database made, filled and dropped again, beside the one in use and never the same."""
    with tempfile.TemporaryDirectory(prefix="benchmark-", dir=settings.DATA_DIR) as folder:
        if connection.vendor == "postgresql":
            with _postgresql() as url:
                yield _fill(Path(folder), url, None, quotes)
        else:
            file = Path(folder) / "benchmark.sqlite3"
            yield _fill(Path(folder), f"sqlite:///{file}", file, quotes)


@contextlib.contextmanager
def _postgresql() -> Iterator[str]:
    """A new database on the server that DATABASE_URL names."""
    name = f"on_record_benchmark_{secrets.token_hex(4)}"
    params = connection.get_connection_params() | {"autocommit": True}
    known = {"host", "port", "user", "password", "dbname", "sslmode", "autocommit"}
    with psycopg.connect(**{key: params[key] for key in known & params.keys()}) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            # The path is all that differs; what follows a question mark are options.
            yield re.sub(r"/[^/?]*(\?|$)", rf"/{name}\1", os.environ["DATABASE_URL"], count=1)
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _fill(folder: Path, url: str, file: Path | None, quotes: int) -> Site:
    environment = {
        k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "ON_RECORD_"))
    }
    environment |= {
        "DATABASE_URL": url,
        "ON_RECORD_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "explorer.settings",
        "DJANGO_SECRET_KEY": secrets.token_urlsafe(40),
        "DJANGO_ALLOWED_HOSTS": "127.0.0.1",
        "DJANGO_HTTPS": "0",
    }
    _run(environment, "manage.py", "migrate", "--verbosity", "0")
    _run(environment, "manage.py", "collectstatic", "--no-input", "--verbosity", "0")
    asked = _run(environment, "-m", "explorer.benchmark.load", str(quotes))
    return Site(environment, file, json.loads(asked))


def _run(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout


@dataclass(frozen=True)
class Server:
    port: int
    process: subprocess.Popen

    @property
    def worker_mb(self) -> float | None:
        """The largest memory that any one worker has had resident; None where the system does not
        tell (it is Linux that does)."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        if not children.exists():
            return None
        return max(_peak_mb(pid) for pid in children.read_text().split())


def _peak_mb(pid: str) -> float:
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1000 if found else 0.0


@contextlib.contextmanager
def serving(site: Site) -> Iterator[Server]:
    """The production server, as docs/deploying.md starts it."""
    command = ["-m", "gunicorn", "explorer.benchmark.wsgi", "--bind"]
    with _started(site.environment, command, "127.0.0.1:{port}") as server:
        yield server


@contextlib.contextmanager
def datasette(site: Site) -> Iterator[Server]:
    """Datasette on the same file and with our indexes. Suggestions are off, as they would only
    slow it down; its time limits too, so that it counts all that we count."""
    off = {"suggest_facets": "off", "facet_time_limit_ms": "60000", "sql_time_limit_ms": "60000"}
    off |= {"max_csv_mb": "0", "allow_download": "off"}
    command = ["-m", "datasette", "serve", str(site.file)]
    for name, value in off.items():
        command += ["--setting", name, value]
    with _started(site.environment, [*command, "--port"], "{port}") as server:
        yield server


@contextlib.contextmanager
def _started(environment: dict[str, str], command: list[str], at: str) -> Iterator[Server]:
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, *command, at.format(port=port)],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(port, process)
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(port: int, process: subprocess.Popen, seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < until:
        try:
            urlopen(f"http://127.0.0.1:{port}/", timeout=60).close()
            return
        except HTTPError:
            return  # an error page is an answer
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The server does not answer: {process.args}")
