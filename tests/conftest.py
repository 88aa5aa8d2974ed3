"""Fixtures for all tests. The database is the one that DATABASE_URL names, SQLite by default."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command

from articles.setup import EDITORS

from . import cast


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
