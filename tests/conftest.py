"""Fixtures for all tests. The database is the one that DATABASE_URL names, SQLite by default."""

from __future__ import annotations

import os

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from playwright.sync_api import sync_playwright

from articles.setup import EDITORS

from . import cast, site


@pytest.fixture(scope="session", autouse=True)
def collected_static_files(tmp_path_factory):
    """Pages name static files by their hash, so these are collected as `make run` does."""
    from django.test import override_settings

    with override_settings(STATIC_ROOT=tmp_path_factory.mktemp("static")):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield


def _user(name: str, *groups: str) -> User:
    user = User.objects.create_user(name, password="tall-harbour-lamp", is_staff=bool(groups))
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


@pytest.fixture
def ana(db) -> User:
    """An editor."""
    return _user("ana", EDITORS)


@pytest.fixture
def ben(db) -> User:
    """Another editor."""
    return _user("ben", EDITORS)


@pytest.fixture
def carl(db) -> User:
    """Has an account and no rights."""
    return _user("carl")


@pytest.fixture
def talks(db):
    return cast.talks()


@pytest.fixture
def letters(db):
    return cast.letters()


@pytest.fixture(scope="module")
def browser():
    """The system's Chromium. Where it is missing its tests are skipped, or fail if CI insists.

    For one file: while Playwright's loop runs, Django refuses the database to the files after it.
    """
    path = site.chromium()
    if not path:
        message = "Chromium is not installed here (apt-get install chromium)"
        (pytest.fail if os.environ.get("ON_RECORD_INSIST") == "1" else pytest.skip)(message)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=site.CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


# What htmx logs of a request that a newer one replaced, as `hx-sync` asks for where somebody is
# quicker than the server. One that failed leaves a line of its own (htmx:sendError, responseError).
_GIVEN_UP = ("htmx:sendAbort", "htmx:afterRequest")


@pytest.fixture
def page(browser):
    """A page that must not complain: an error in its console fails the test."""
    context = browser.new_context(locale="en-GB", accept_downloads=True)
    made = context.new_page()
    complaints: list[str] = []

    def hear(message) -> None:
        if message.type == "error" and not message.text.startswith(_GIVEN_UP):
            complaints.append(message.text)

    made.on("console", hear)
    made.on("pageerror", lambda error: complaints.append(str(error)))
    yield made
    context.close()
    assert not complaints
