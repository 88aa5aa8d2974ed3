"""The README's first command in a fresh clone. Installs from the network, so it runs where CI
insists (ON_RECORD_INSIST=1)."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from .site import ROOT, Site, free_port, wait_until_it_answers

pytestmark = [
    pytest.mark.sqlite_only,
    pytest.mark.skipif(
        os.environ.get("ON_RECORD_INSIST") != "1",
        reason="installs from the network: set ON_RECORD_INSIST=1 to run it",
    ),
]

PUTIN = "/quotes/?agency=ria-novosti&speaker=vladimir-putin"
CORRECT = """
from django.contrib.auth.models import User
from articles.corrections import add_speaker, correct_quote
from articles.models import Quote
editor = User.objects.get(username="editor")
quote = Quote.objects.get(text__startswith="It is of crucial significance")
speaker = add_speaker(name="Dmitry Peskov", by=editor)
correct_quote(quote, version=quote.version, by=editor, speaker=speaker)
"""


@contextlib.contextmanager
def make_run(clone: Path, log: Path, **more: str) -> Iterator[Site]:
    """`make run` on a free port, ended like a person ends it, with all that it started."""
    port = free_port()
    bare = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    with log.open("w") as output:
        make = subprocess.Popen(
            ["make", "run", f"PORT={port}"],
            cwd=clone,
            env=bare | more,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            wait_until_it_answers(url, make, log, seconds=900)
            yield Site(url, bare | {"DJANGO_DEBUG": "1"})
        finally:
            os.killpg(make.pid, signal.SIGINT)
            make.wait(timeout=30)


def test_make_run_serves_the_users_article_and_keeps_what_people_did(tmp_path):
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)

    log = tmp_path / "first.log"
    with make_run(clone, log) as site:
        page = site.get(PUTIN)
        assert "1 quote by Vladimir Putin" in page
        assert "It is of crucial significance" in page
        said = log.read_text()
        assert site.url in said
        assert "Sign in at" in said
        assert "as “editor” with the password “" in said
    subprocess.run(
        [".venv/bin/python", "manage.py", "shell", "-c", CORRECT],
        cwd=clone,
        env=site.environment,
        check=True,
    )

    # An index that answers nothing: a second run that asks the network fails.
    log = tmp_path / "second.log"
    with make_run(clone, log, PIP_INDEX_URL="http://127.0.0.1:9/", PIP_RETRIES="0") as site:
        assert "0 quotes by Vladimir Putin" in site.get(PUTIN)
        assert "It is of crucial significance" in site.get("/quotes/?speaker=dmitry-peskov")
    status = subprocess.run(
        ["git", "status", "--porcelain"], cwd=clone, capture_output=True, text=True
    )
    assert status.stdout == "", "what it makes is kept out of git"
