"""What an operator meets when starting a server."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from .site import serving

pytestmark = pytest.mark.sqlite_only

ROOT = Path(__file__).parent.parent


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command in an environment of its own, without this test run's settings."""
    bare = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=bare | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize(
    "server",
    [
        ("manage.py", "runserver", "127.0.0.1:0", "--noreload"),
        ("-c", "import explorer.wsgi"),
        ("-c", "import explorer.asgi"),
    ],
    ids=["runserver", "wsgi", "asgi"],
)
def test_without_settings_a_server_refuses_to_start_and_says_what_is_missing(server, tmp_path):
    done = run(*server, ON_RECORD_DATA=str(tmp_path))
    assert done.returncode != 0
    assert "DJANGO_SECRET_KEY" in done.stderr
    assert "DJANGO_ALLOWED_HOSTS" in done.stderr
    assert "Traceback" not in done.stderr
    half = run(*server, ON_RECORD_DATA=str(tmp_path), DJANGO_SECRET_KEY="long and random")
    assert half.returncode != 0
    assert "without DJANGO_ALLOWED_HOSTS" in half.stderr


def test_production_settings_pass_djangos_own_deployment_check(tmp_path):
    done = run(
        "manage.py",
        "check",
        "--deploy",
        ON_RECORD_DATA=str(tmp_path),
        DJANGO_SECRET_KEY="x7" * 40 + "abcdefghijk",
        DJANGO_ALLOWED_HOSTS="onrecord.example",
    )
    assert done.returncode == 0, done.stderr
    # HTTPS redirects and HSTS are the proxy's business, as docs/deploying.md says.
    warnings = {line.split(")")[0] for line in done.stderr.splitlines() if line.startswith("?: (")}
    assert warnings <= {"?: (security.W004", "?: (security.W008"}


def test_the_development_key_is_made_once_and_kept_private(tmp_path):
    ask = (
        "-c",
        "import django; django.setup(); from django.conf import settings as s; print(s.SECRET_KEY)",
    )
    environment = {
        "ON_RECORD_DATA": str(tmp_path),
        "DJANGO_DEBUG": "1",
        "DJANGO_SETTINGS_MODULE": "explorer.settings",
    }
    first, second = run(*ask, **environment).stdout, run(*ask, **environment).stdout
    assert first == second
    assert len(first.strip()) > 50
    assert (tmp_path / "development_key").stat().st_mode & 0o077 == 0


def test_no_secret_is_in_the_repository():
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout
    assert "var/" not in files
    assert "SECRET_KEY =" not in "".join(
        path.read_text(encoding="utf-8")
        for name in files.split()
        if (path := ROOT / name).suffix == ".py"
        and path.name not in ("settings.py", Path(__file__).name)
    )


def test_production_serves_static_files_under_hashed_names(tmp_path):
    production = {
        "DJANGO_SECRET_KEY": "long and random",
        "DJANGO_ALLOWED_HOSTS": "127.0.0.1",
        "DJANGO_HTTPS": "0",
    }
    for command in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"]):
        done = run("manage.py", *command, ON_RECORD_DATA=str(tmp_path), **production)
        assert done.returncode == 0, done.stderr
    with serving(tmp_path, **production) as site:
        sheet = re.search(r'href="(/static/on_record\.[0-9a-f]{12}\.css)"', site.get("/"))
        assert sheet, "the page names its stylesheet by what is in it"
        with urllib.request.urlopen(site.url + sheet[1], timeout=30) as response:
            assert "immutable" in response.headers["Cache-Control"]
            assert "--paper" in response.read().decode()
        with pytest.raises(urllib.error.HTTPError, match="404"):
            site.get("/quotes/999999/")
