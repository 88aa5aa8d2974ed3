"""What an analyst and an editor do, in a real browser on a real server, with the user's article."""

from __future__ import annotations

import csv
import json
import re

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from .site import Site, prepared, serving

pytestmark = pytest.mark.sqlite_only


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="module")
def password(folder):
    return prepared(folder)


@pytest.fixture(scope="module")
def served(folder, password):
    with serving(folder) as site:
        yield site


def results(page: Page):
    return page.locator("article.quote")


def facet_of(page: Page, legend: str):
    return page.get_by_role("group", name=legend)


def test_filter_share_go_back_and_export(page: Page, served: Site, browser, tmp_path):
    page.goto(served.url + "/quotes/")
    everything = results(page).count()

    facet_of(page, "Speaker").get_by_role("link", name="more").click()
    page.get_by_role("checkbox", name=re.compile("Vladimir Putin")).check()
    expect(page.get_by_role("heading", level=1)).to_have_text("5 quotes by Vladimir Putin")
    page.get_by_role("checkbox", name=re.compile("RIA Novosti")).check()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 quote by Vladimir Putin")
    expect(page).to_have_url(f"{served.url}/quotes/?agency=ria-novosti&speaker=vladimir-putin")
    expect(results(page)).to_have_count(1)
    expect(results(page)).to_contain_text("It is of crucial significance")
    expect(page).to_have_title(re.compile("1 quote by Vladimir Putin"))

    shared = browser.new_page()
    shared.goto(page.url)
    expect(results(shared)).to_have_count(1)
    shared.close()

    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    path = tmp_path / "export.csv"
    download.value.save_as(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["speaker"] for row in rows] == ["Vladimir Putin"]
    assert rows[0]["citation_chain"] == "RIA Novosti"
    assert rows[0]["cue"] == "cited … as saying"
    assert (rows[0]["outlet"], rows[0]["published"]) == ("", "")

    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("5 quotes by Vladimir Putin")
    expect(page.get_by_role("checkbox", name=re.compile("RIA Novosti"))).not_to_be_checked()
    page.go_back()
    expect(results(page)).to_have_count(everything)
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)
    page.go_forward()
    expect(page.get_by_role("checkbox", name=re.compile("Vladimir Putin"))).to_be_checked()
    expect(page).to_have_title(re.compile("5 quotes by Vladimir Putin"))


def test_typing_words_narrows_the_list(page: Page, served: Site):
    page.goto(served.url + "/quotes/?speaker=vladimir-putin")
    page.get_by_role("searchbox").fill("strategic partnership")
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("2 quotes by Vladimir Putin")
    expect(page).to_have_url(f"{served.url}/quotes/?q=strategic+partnership&speaker=vladimir-putin")


def test_what_is_downloaded_is_what_is_shown_row_by_row(page: Page, served: Site, tmp_path):
    page.goto(served.url + "/quotes/?kind=direct&kind=mixed&sort=speaker")
    shown = results(page).all()
    ids = [row.get_by_role("link", name="Details").get_attribute("href") for row in shown]
    words = [row.locator("blockquote").inner_text() for row in shown]

    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").click()
    assert re.fullmatch(r"quotes-kind-direct-mixed-.*\.xlsx", download.value.suggested_filename)
    download.value.save_as(tmp_path / "quotes.xlsx")
    header, *rows = openpyxl.load_workbook(tmp_path / "quotes.xlsx")["Quotes"].values
    found = [dict(zip(header, row, strict=True)) for row in rows]
    assert [row["permalink"] for row in found][: len(ids)] == [served.url + path for path in ids]
    for row, on_screen in zip(found, words, strict=False):
        assert " ".join(row["quote"].removeprefix("'").split()) in " ".join(on_screen.split())

    with page.expect_download() as download:
        page.get_by_role("link", name="JSON Lines").click()
    lines = download.value.path().read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [row["id"] for row in found]


def test_everything_works_without_javascript(browser, served: Site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served.url + "/quotes/")
    facet_of(page, "Speaker").get_by_role("link", name="more").click()
    page.get_by_role("checkbox", name=re.compile("Vladimir Putin")).check()
    page.get_by_role("searchbox").fill("strategic")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 quotes by Vladimir Putin")
    results(page).first.get_by_role("link", name=re.compile("Xi lauds")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Xi lauds China-Russia"))
    context.close()


def test_the_server_being_away_is_said(browser, served: Site):
    page = browser.new_page()  # the browser's console notes the failed request, rightly
    page.goto(served.url + "/quotes/")
    page.route("**/quotes/?*", lambda route: route.fulfill(status=503, body="busy"))
    page.get_by_role("checkbox", name=re.compile("direct")).first.check()
    expect(page.get_by_role("alert")).to_be_visible()
    page.close()


def test_an_editor_corrects_a_speaker_and_finds_it_corrected_after_re_extraction(
    page: Page, served: Site, password: str
):
    page.goto(served.url + "/admin/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()

    page.goto(served.url + "/quotes/?speaker=yuri-ushakov")
    results(page).get_by_role("link", name=re.compile("Correct")).click()
    correct_the_speaker(page, "Sergei Lavrov")

    page.goto(served.url + "/quotes/?speaker=sergei-lavrov")
    expect(results(page)).to_contain_text("those talks would range over")

    again = served.manage("ingest", "seeds/", "--again")
    assert again.returncode == 0, again.stderr
    page.goto(served.url + "/quotes/?speaker=sergei-lavrov")
    expect(results(page)).to_contain_text("those talks would range over")
    expect(results(page)).to_contain_text("corrected by editor")
    page.goto(served.url + "/quotes/?speaker=yuri-ushakov")
    expect(results(page)).to_have_count(0)


def correct_the_speaker(page: Page, name: str) -> None:
    page.locator("#speaker").fill(name)
    page.get_by_role("option", name=f"Add {name} as a new speaker").click()
    page.get_by_role("button", name="Save changes").click()
    expect(page.locator(".notice")).to_contain_text("Changed quote")
