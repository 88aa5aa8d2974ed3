"""A whole site of its own in a folder of its own: real commands, a real server process."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass
class Site:
    """`url` is where it answers, without a slash at the end."""

    url: str
    environment: dict[str, str]

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
        )

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.url + path, timeout=30) as response:
            return response.read().decode()


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Only what a shell has, and the folder: nothing of the test run's own settings."""
    bare = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return bare | {"ON_RECORD_DATA": str(folder)} | (more or {"DJANGO_DEBUG": "1"})


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def serving(folder: Path, **more: str) -> Iterator[Site]:
    """Serve what `folder` holds. `more` are environment variables, development's by default."""
    port = free_port()
    site = Site(f"http://127.0.0.1:{port}", environment(folder, **more))
    log = folder / "server.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"],
            cwd=ROOT,
            env=site.environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_it_answers(site.url, server, log)
            yield site
        finally:
            server.terminate()
            server.wait(timeout=20)


def wait_until_it_answers(
    url: str, server: subprocess.Popen, log: Path, seconds: float = 60
) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if server.poll() is not None:
            raise AssertionError(f"The server ended: {log.read_text()}")
        try:
            urllib.request.urlopen(url, timeout=10).close()
            return
        except urllib.error.HTTPError:
            return  # an error page is an answer
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"No answer from {url}: {log.read_text()}")


def prepared(folder: Path) -> str:
    """Fill `folder` as `make run` does; gives the local editor's password."""
    done = subprocess.run(
        [sys.executable, "manage.py", "prepare_local"],
        cwd=ROOT,
        env=environment(folder),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = re.search(r"with the password “(.+)”", done.stdout)
    assert found, done.stdout
    return found[1]


def chromium() -> str | None:
    """The system's own browser."""
    return (
        shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )


# A closed network must not slow the browser's start.
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
