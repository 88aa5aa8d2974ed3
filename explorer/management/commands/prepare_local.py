"""`make run` calls this: everything that a machine of one's own needs before the site starts.

Each step does nothing where there is nothing to do, and none undoes what people did.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from articles.setup import EDITORS

EDITOR = "editor"


class Command(BaseCommand):
    help = "Migrates, collects static files, loads seeds/ and the samples, makes an editor."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", default="8000", help="the port that the site will have")

    def handle(self, *args, port: str, **options) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command(
            "ingest",
            str(settings.BASE_DIR / "seeds"),
            str(settings.BASE_DIR / "articles" / "samples" / "articles.csv"),
        )
        call_command("find_versions")
        self.stdout.write(
            f"\n  On Record is at   http://127.0.0.1:{port}/\n"
            f"  Sign in at        http://127.0.0.1:{port}/sign-in/ as {editor_account()}\n"
        )


def editor_account() -> str:
    """The local editor and password, in words; the account is made when it is not there yet."""
    path = settings.DATA_DIR / "editor_password"
    user = User.objects.filter(username=EDITOR).first()
    if user is None:
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(9), encoding="ascii")
        user = User.objects.create_user(EDITOR, password=path.read_text("ascii"), is_staff=True)
        user.groups.add(Group.objects.get(name=EDITORS))
    kept = path.read_text("ascii") if path.exists() else ""
    if kept and user.check_password(kept):
        return f"“{EDITOR}” with the password “{kept}”"
    return f"“{EDITOR}” with the password that was set for it"
