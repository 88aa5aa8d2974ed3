"""What must be there before a server starts."""

import os
import secrets
from pathlib import Path


def development_key(folder: Path) -> str:
    """The secret key of a development server, made on first use and kept in `folder`."""
    path = folder / "development_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return path.read_text(encoding="ascii").strip()


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
