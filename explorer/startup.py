"""What must be there before a server starts."""

import ctypes
import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def development_key(folder: Path) -> str:
    """The secret key of a development server, made on first use and kept in `folder`."""
    path = folder / "development_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return path.read_text(encoding="ascii").strip()


def one_of(name: str, *allowed: str) -> str:
    """The value of a variable, the first of `allowed` by default. ImproperlyConfigured when it is
    another: a site that was to be closed must not stand open for a slip of the pen."""
    value = os.environ.get(name) or allowed[0]
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} is “{value}”. Set it to {' or '.join(allowed)}.")
    return value


def missing_for_production() -> str:
    """One message that names every unset variable a server needs, "" when nothing is missing."""
    if os.environ.get("DJANGO_DEBUG") == "1":
        return ""
    wanted = {
        "DJANGO_SECRET_KEY": "a long random text, kept secret",
        "DJANGO_ALLOWED_HOSTS": "the host names it answers for, separated by commas",
    }
    unset = [f"{name} ({what})" for name, what in wanted.items() if not os.environ.get(name)]
    if not unset:
        return ""
    return (
        f"On Record will not serve without {' and '.join(unset)}. "
        "Set them, or set DJANGO_DEBUG=1 on a development machine."
    )


def refuse_unless_configured() -> None:
    """End the process with `missing_for_production`'s message when something is missing."""
    if message := missing_for_production():
        raise SystemExit(message)


def warm_up() -> None:
    """Read all columns (explorer/columns.py) before the first request, and before a server
    divides into workers, which then share them. Leaves no connection open."""
    from django.db import connections

    from . import columns

    _let_threads_share_memory()
    columns.current(columns.QuoteColumns)
    columns.current(columns.ClaimColumns)
    connections.close_all()


M_ARENA_MAX = -8  # from glibc's malloc.h


def _let_threads_share_memory() -> None:
    """Where the C library is glibc, take memory for all threads from one place. Each thread would
    keep what its large arrays took: 40 MB a worker more at a million quotes."""
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):
        library.mallopt(M_ARENA_MAX, 1)
