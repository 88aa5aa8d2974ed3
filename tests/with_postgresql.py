"""Run a command with DATABASE_URL naming a PostgreSQL made for it and thrown away afterwards.

    python tests/with_postgresql.py python -m pytest

Needs the server programs (Debian: `apt-get install postgresql`). Where they are missing the command
is not run and one line says so; with ON_RECORD_INSIST=1 that is a failure.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path


def server_programs() -> Path | None:
    """The folder with initdb and postgres: the newest of Debian's, or what is on the PATH."""
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parts[4])
    )
    if versions:
        return versions[-1]
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextlib.contextmanager
def throw_away_cluster(programs: Path) -> Iterator[str]:
    """Yields the URL of an empty database in a new cluster that listens on a socket only."""
    # PostgreSQL refuses to run as root; Debian's package brings a user for it.
    owner = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    run = {"check": True, "user": owner if os.geteuid() == 0 else None, "cwd": "/"}
    with tempfile.TemporaryDirectory(prefix="pg", dir="/tmp") as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, owner)
        data, log = f"{folder}/data", f"{folder}/log"
        initdb = [programs / "initdb", "-D", data, "--auth=trust", "--encoding=UTF8"]
        subprocess.run(
            [*initdb, "--locale=C.UTF-8", "-U", "on_record"], **run, stdout=subprocess.DEVNULL
        )
        options = f"-k {folder} -c listen_addresses= -c fsync=off -c full_page_writes=off"
        start = [programs / "pg_ctl", "-D", data, "-l", log, "-w", "-o", options]
        subprocess.run([*start, "start"], **run, stdout=subprocess.DEVNULL)
        try:
            yield f"postgres://on_record@{folder.replace('/', '%2F')}/postgres"
        finally:
            stop = [programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"]
            subprocess.run(stop, **run, stdout=subprocess.DEVNULL)


def main(command: list[str]) -> int:
    programs = server_programs()
    if programs is None:
        print(
            "PostgreSQL is not installed here: its tests did not run (apt-get install postgresql)."
        )
        return int(os.environ.get("ON_RECORD_INSIST") == "1")
    with throw_away_cluster(programs) as url:
        return subprocess.call(command, env=os.environ | {"DATABASE_URL": url})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
