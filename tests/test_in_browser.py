"""What an analyst and an editor do, in a real browser on a real server, with the user's article."""

from __future__ import annotations

import csv
import json
import re

import openpyxl
import pytest
from playwright.sync_api import Page, Route, expect

from .accessibility import assert_accessible
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


def test_a_tick_outlives_what_was_asked_before(page: Page, served: Site):
    """The rest of a facet arrives just after a box was ticked, and must not untick it."""
    held: list[Route] = []
    page.route("**/quotes/facets/**", lambda route: held.append(route))
    page.goto(served.url + "/quotes/")
    more = facet_of(page, "Speaker").get_by_role("link", name="more")
    whole = page.request.get(served.url + str(more.get_attribute("hx-get"))).text()
    more.click()
    page.get_by_role("checkbox", name=re.compile("Vladimir Putin")).check()
    held[0].fulfill(body=whole, content_type="text/html")
    expect(page.get_by_role("heading", level=1)).to_have_text("5 quotes by Vladimir Putin")
    expect(page.get_by_role("checkbox", name=re.compile("Vladimir Putin"))).to_be_checked()


def test_a_tick_outlives_what_is_asked_after(page: Page, served: Site):
    """The rest of a facet is asked for while the answer to a tick is on its way."""
    held: list[Route] = []
    page.goto(served.url + "/quotes/")
    page.route("**/quotes/?*", lambda route: held.append(route))
    page.get_by_role("checkbox", name=re.compile("Vladimir Putin")).check()
    expect(page.locator("#filters")).to_have_class(re.compile("htmx-request"))
    facet_of(page, "Speaker").get_by_role("link", name="more").click()
    held[0].continue_()
    expect(page.get_by_role("heading", level=1)).to_have_text("5 quotes by Vladimir Putin")
    expect(page.get_by_role("checkbox", name=re.compile("Vladimir Putin"))).to_be_checked()


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
    page.get_by_role("searchbox", name="Words").fill("strategic")
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


def sign_in(page: Page, served: Site, password: str) -> None:
    page.goto(served.url + "/sign-in/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_an_editor_corrects_a_speaker_and_finds_it_corrected_after_re_extraction(
    page: Page, served: Site, password: str
):
    sign_in(page, served, password)
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


def test_a_name_typed_before_the_script_has_come_is_suggested_all_the_same(
    page: Page, served: Site, password: str
):
    sign_in(page, served, password)
    page.goto(served.url + "/quotes/?speaker=vladimir-putin")
    address = results(page).get_by_role("link", name=re.compile("Correct")).first
    held: list[Route] = []
    page.route(re.compile(r"/review(\.\w+)?\.js"), lambda route: held.append(route))
    page.goto(served.url + (address.get_attribute("href") or ""), wait_until="commit")
    page.locator("#speaker").fill("Sergei Lavrov")
    expect(page.get_by_role("option")).to_have_count(0)
    held.pop().continue_()
    expect(page.get_by_role("option", name="Add Sergei Lavrov as a new speaker")).to_be_visible()


def counts_of(page: Page, legend: str) -> dict[str, int]:
    """The values of a facet with their counts."""
    labels = facet_of(page, legend).locator("label")
    rows = [labels.nth(n) for n in range(labels.count())]
    return {
        row.locator("span").first.inner_text(): int(row.locator("data").get_attribute("value"))
        for row in rows
    }


def test_a_value_is_found_by_typing_its_name_in_a_long_facet(page: Page, served: Site):
    page.goto(served.url + "/quotes/")
    speakers = facet_of(page, "Speaker")
    speakers.get_by_role("link", name="more").click()
    speakers.get_by_role("searchbox", name="Find in Speaker").press_sequentially("putin", delay=30)
    expect(speakers.get_by_role("checkbox")).to_have_count(1)
    expect(speakers.get_by_role("searchbox")).to_be_focused()
    speakers.get_by_role("checkbox", name=re.compile("Vladimir Putin")).check()
    expect(page).to_have_url(f"{served.url}/quotes/?speaker=vladimir-putin")
    # The facet stays open, so that a second one is found as quickly.
    speakers.get_by_role("searchbox").fill("jinping")
    expect(speakers.get_by_role("checkbox")).to_have_count(2)
    speakers.get_by_role("searchbox").fill("nobody at all")
    expect(speakers.get_by_role("checkbox")).to_have_count(1)


def test_an_active_filter_is_taken_off_by_its_cross(page: Page, served: Site):
    page.goto(served.url + "/quotes/?kind=direct&kind=mixed&q=talks")
    page.get_by_role("link", name="Remove the filter mixed").click()
    expect(page).to_have_url(f"{served.url}/quotes/?kind=direct&q=talks")
    page.get_by_role("link", name="Remove the filter talks").click()
    expect(page).to_have_url(f"{served.url}/quotes/?kind=direct")
    expect(page.get_by_role("searchbox", name="Words")).to_have_value("")


def test_the_list_is_used_by_keyboard_alone(page: Page, served: Site):
    page.goto(served.url + "/quotes/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox", name="Words")).to_be_focused()
    page.keyboard.type("water")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/quotes/\?q=water$"))
    expect(page.get_by_role("searchbox", name="Words")).to_be_focused()
    direct = page.get_by_role("checkbox", name=re.compile("^direct"))
    for _ in range(60):
        if direct.evaluate("box => box === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(r"kind=direct&q=water$"))
    expect(direct).to_be_focused()
    expect(page.get_by_role("status").last).to_have_text(re.compile(r"^\d+ quotes?$"))


def test_facets_and_lists_follow_a_correction_a_merge_and_its_taking_back(
    page: Page, served: Site, password: str
):
    sign_in(page, served, password)
    page.goto(served.url + "/quotes/?whole=speaker")
    before = counts_of(page, "Speaker")
    yarevik, dourado = before["Bogdan Yarevik"], before["Casimir Dourado"]

    page.goto(served.url + "/speakers/bogdan-yarevik/")
    page.get_by_role("link", name="Merge").click()
    page.get_by_role("searchbox", name="Name of the other speaker").fill("dourado")
    page.get_by_role("link", name="Casimir Dourado").click()
    page.get_by_role("radio", name=re.compile("Casimir Dourado")).check()
    page.get_by_label("Reason").fill("To try it")
    page.get_by_role("button", name="Merge").click()
    expect(page).to_have_url(f"{served.url}/speakers/casimir-dourado/")
    expect(page.get_by_role("status").first).to_contain_text("Bogdan Yarevik is Casimir Dourado")

    page.goto(served.url + "/quotes/?speaker=bogdan-yarevik")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(f"{yarevik + dourado} quotes by Casimir Dourado")
    assert "Bogdan Yarevik" not in counts_of(page, "Speaker")

    page.goto(served.url + "/speakers/casimir-dourado/merge/")
    page.get_by_role("button", name=re.compile("Take it back.*Bogdan Yarevik")).click()
    expect(page).to_have_url(f"{served.url}/speakers/bogdan-yarevik/")
    page.goto(served.url + "/quotes/?whole=speaker")
    assert counts_of(page, "Speaker") == before


def test_some_quotes_are_told_apart_and_given_to_somebody_new(
    page: Page, served: Site, password: str
):
    sign_in(page, served, password)
    page.goto(served.url + "/speakers/mara-lindqvarn/")
    page.get_by_role("link", name="Tell apart").click()
    page.get_by_role("group", name="Quotes").get_by_role("checkbox").nth(1).check()
    page.get_by_label("Whose are they?").fill("Mira Lindqvarn")
    page.get_by_role("button", name="See what will move").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 quote to Mira Lindqvarn")
    page.get_by_role("button", name="Tell them apart").click()
    expect(page).to_have_url(f"{served.url}/speakers/mira-lindqvarn/")
    page.goto(served.url + "/quotes/?speaker=mira-lindqvarn")
    expect(results(page)).to_have_count(1)
    expect(results(page)).to_contain_text("corrected by editor")


def test_what_is_exported_is_what_is_on_the_screen(page: Page, served: Site, tmp_path):
    for query in (
        "kind=direct&q=the",
        "agency=vostra-tv",
        "min_confidence=0.8&outlet=harbour-post&sort=confidence",
        "outlet=unknown&speaker=vladimir-putin&speaker=yuri-ushakov",
    ):
        page.goto(f"{served.url}/quotes/?{query}")
        shown = [
            row.get_by_role("link", name="Details").get_attribute("href")
            for row in results(page).all()
        ]
        export = served.get(f"/quotes.csv?{query}").removeprefix("\ufeff")
        rows = list(csv.DictReader(export.splitlines()))
        assert shown
        assert [f"/quotes/{row['id']}/" for row in rows[:50]] == shown, query


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 400])
def test_nothing_stands_in_the_way_of_editors(browser, served: Site, password: str, width, look):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=look)
    page = context.new_page()
    sign_in(page, served, password)
    for path in (
        "/account/",
        "/speakers/idris-kallowane/merge/",
        "/speakers/idris-kallowane/merge/?other=casimir-dourado",
        "/speakers/idris-kallowane/split/",
        "/outlets/harbour-post/merge/?other=radio-tolvar",
    ):
        page.goto(served.url + path)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()


def test_where_sign_in_is_demanded_the_browser_leads_to_it_and_back(browser, folder, password):
    with serving(folder, DJANGO_DEBUG="1", ON_RECORD_SIGN_IN="required") as closed:
        context = browser.new_context()
        page = context.new_page()
        page.goto(closed.url + "/quotes/?kind=direct")
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
        page.get_by_label("Username").fill("editor")
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()
        expect(page).to_have_url(f"{closed.url}/quotes/?kind=direct")
        expect(results(page).first).to_be_visible()
        # The session ends while a list is open: the next filter leads to the form, and back.
        context.clear_cookies()
        page.get_by_role("checkbox", name=re.compile("^mixed")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
        assert "kind%3Ddirect" in page.url
        context.close()
