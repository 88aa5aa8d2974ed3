"""Who may do what: signing in and out, roles, and a site that demands an account."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from articles import setup
from articles.setup import EDITORS

from . import site
from .pages import html

PASSWORD = "tall-harbour-lamp"


@pytest.fixture
def closed(settings):
    """A browser on a site that demands an account."""
    settings.SIGN_IN_REQUIRED = True
    return Client()


def test_signing_in_leads_to_where_one_was_going(client, ana):
    page = html(client, "/sign-in/?next=/quotes/%3Fq%3Dtruce")
    assert 'name="next" value="/quotes/?q=truce"' in page
    form = {"username": "ana", "password": PASSWORD, "next": "/quotes/?q=truce"}
    assert client.post("/sign-in/", form)["Location"] == "/quotes/?q=truce"
    assert "/account/" in html(client, "/")


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:1"])
def test_signing_in_never_leads_to_another_site(client, ana, elsewhere):
    form = {"username": "ana", "password": PASSWORD, "next": elsewhere}
    assert client.post("/sign-in/", form)["Location"] == "/"


def test_a_wrong_password_is_said_and_the_name_stays(client, ana):
    page = client.post("/sign-in/", {"username": "ana", "password": "wrong"}).content.decode()
    assert "Please enter a correct username and password" in page
    assert 'value="ana"' in page


def test_signing_out_needs_a_form_so_that_no_link_does_it(client, ana):
    client.force_login(ana)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/")["Location"] == "/"
    assert client.get("/account/").status_code == 302


def test_ones_own_password_is_changed(client, ana):
    client.force_login(ana)
    form = {"old_password": PASSWORD, "new_password1": "small-river-boat-7"}
    page = client.post("/account/", form | {"new_password2": "another"}).content.decode()
    assert "didn’t match" in page
    done = client.post("/account/", form | {"new_password2": "small-river-boat-7"}, follow=True)
    assert "Your password is changed." in done.content.decode()
    ana.refresh_from_db()
    assert ana.check_password("small-river-boat-7")


@pytest.mark.parametrize(
    ("who", "words"),
    [("carl", "You may read everything"), ("ana", "You are an editor")],
)
def test_the_account_says_what_one_may_do(client, db, request, who, words):
    client.force_login(request.getfixturevalue(who))
    assert words in html(client, "/account/")


def test_the_admin_has_the_sites_own_sign_in_page(client, ana):
    response = client.get("/admin/articles/quote/", follow=True)
    assert response.redirect_chain[-1][0] == "/sign-in/?next=/admin/articles/quote/"
    form = {"username": "ana", "password": PASSWORD, "next": "/admin/articles/quote/"}
    assert client.post("/sign-in/", form, follow=True).status_code == 200
    assert client.get("/admin/password_change/")["Location"] == "/account/"


def test_an_account_without_rights_is_told_so_in_the_admin(client, carl):
    client.force_login(carl)
    response = client.get("/admin/", follow=True)
    assert response.status_code == 403
    page = response.content.decode()
    assert "Your account may not do this" in page
    assert "signed in as carl" in page


def test_editors_get_the_permissions_that_a_new_version_brings_and_no_others(db):
    editors = Group.objects.get(name=EDITORS)
    taken_away = Permission.objects.get(codename="change_outlet")
    editors.permissions.remove(taken_away)
    Permission.objects.filter(codename="view_run").delete()  # as if this version had added it
    setup.after_migrate()
    codenames = set(editors.permissions.values_list("codename", flat=True))
    assert "view_run" in codenames
    assert "change_outlet" not in codenames
    assert not {name for name in codenames if name.startswith("delete_")}


# A site that demands an account


def test_readers_need_no_account_by_default(client, talks):
    assert client.get("/quotes/").status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/", "/quotes/?q=truce", "/quotes.csv", "/quotes/facets/", "/articles/1/", "/account/"],
)
def test_where_sign_in_is_demanded_nothing_is_shown_before(closed, talks, address):
    response = closed.get(address)
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/?next=/")


def test_the_sign_in_page_itself_the_icon_and_robots_are_open(closed, db):
    assert "people with an account only" in html(closed, "/sign-in/")
    assert closed.get("/robots.txt").status_code == 200
    assert closed.get("/favicon.ico")["Location"].startswith("/static/")


def test_a_list_that_is_open_when_the_session_ends_leads_the_browser_to_the_form(closed, talks):
    response = closed.get(
        "/quotes/?kind=direct",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/quotes/?q=truce"},
    )
    assert response["HX-Redirect"] == "/sign-in/?next=%2Fquotes%2F%3Fq%3Dtruce"
    assert "surrender" not in response.content.decode()


def test_whoever_has_an_account_reads_all_of_a_closed_site(closed, talks, carl):
    closed.force_login(carl)
    assert "surrender" in html(closed, "/quotes/")


@pytest.mark.sqlite_only
def test_a_closed_site_serves_its_look_and_nothing_else(tmp_path):
    closed = {"DJANGO_DEBUG": "1", "ON_RECORD_SIGN_IN": "required"}
    for command in ("migrate", "collectstatic"):
        made = site.Site("", site.environment(tmp_path, **closed)).manage(command, "--noinput")
        assert made.returncode == 0, made.stderr
    with site.serving(tmp_path, **closed) as served:
        assert "Sign in" in served.get("/quotes/")
        assert "<svg" in served.get("/static/favicon.svg")


@pytest.mark.sqlite_only
def test_a_setting_that_is_none_does_not_leave_the_site_open(tmp_path):
    done = site.Site("", site.environment(tmp_path, ON_RECORD_SIGN_IN="1")).manage("check")
    assert done.returncode != 0
    assert "ON_RECORD_SIGN_IN is “1”. Set it to optional or required." in done.stderr
