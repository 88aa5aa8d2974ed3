"""The article and the list beside it, in a real browser: they find each other by mouse, keyboard,
finger and address, with scripts and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .site import prepared, serving

pytestmark = pytest.mark.sqlite_only

PARTNER = "cooperation was a stabilising factor"
CRUCIAL = "It is of crucial significance"
LAST = "those talks would range over"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Of the article about two presidents."""
    folder = tmp_path_factory.mktemp("site")
    prepared(folder)
    with serving(folder) as site:
        listed = site.get("/articles/")
        found = re.search(r'href="(/articles/\d+/)">Xi lauds', listed)
        assert found
        yield site.url + found[1]


def mark(page: Page, words: str):
    return page.locator("#text mark", has_text=words).first


def note(page: Page, words: str):
    return page.locator(".note", has_text=words).first


def key_of(page: Page, words: str) -> str:
    return mark(page, words).get_attribute("id") or ""


def test_an_address_opens_the_article_at_a_quote(page: Page, address):
    page.goto(address)
    key = key_of(page, CRUCIAL)
    page.goto("about:blank")
    page.goto(f"{address}#{key}")
    expect(mark(page, CRUCIAL)).to_be_in_viewport()
    expect(note(page, CRUCIAL)).to_be_in_viewport()
    expect(note(page, CRUCIAL)).to_have_attribute("aria-current", "true")
    expect(page.locator(".note[aria-current]")).to_have_count(1)


def test_words_in_the_text_lead_to_their_note_and_back(page: Page, address):
    page.goto(address)
    mark(page, PARTNER).click()
    expect(note(page, PARTNER)).to_have_attribute("aria-current", "true")
    expect(note(page, PARTNER).locator(".number")).to_be_focused()
    expect(page).to_have_url(f"{address}#{key_of(page, PARTNER)}")

    note(page, LAST).locator(".kind").click()
    expect(page).to_have_url(f"{address}#{key_of(page, LAST)}")
    expect(mark(page, LAST)).to_be_in_viewport()
    expect(mark(page, LAST)).to_have_class(re.compile(r"\bon\b"))
    page.go_back()
    expect(mark(page, PARTNER)).to_have_class(re.compile(r"\bon\b"))


def test_the_keyboard_goes_from_the_text_to_the_note_and_back(page: Page, address):
    page.goto(address)
    key = key_of(page, PARTNER)
    page.locator(f'sup a[href="#note-{key}"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#note-{key}")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(f"#note-{key} .number")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(f"#{key}")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(f'sup a[href="#note-{key}"]')).to_be_focused()


def test_the_list_follows_the_text(page: Page, address):
    page.goto(address)
    expect(note(page, LAST)).not_to_be_in_viewport()
    mark(page, LAST).evaluate("mark => mark.scrollIntoView()")
    expect(note(page, LAST)).to_be_in_viewport()
    expect(note(page, LAST)).to_have_class(re.compile("seen"))


def test_the_list_is_narrowed_at_once_and_the_address_keeps_it(page: Page, address):
    page.goto(address)
    everything = page.locator(".note:visible").count()
    speakers = page.get_by_label("Speaker")
    label = speakers.locator("option[value=vladimir-putin]").inner_text()
    wanted = int(re.search(r"\((\d+)\)", label)[1])
    assert 5 <= wanted < everything
    speakers.select_option("vladimir-putin")
    expect(page.locator(".note:visible")).to_have_count(wanted)
    expect(page.get_by_role("status")).to_contain_text(f"{wanted} of {everything}.")
    page.get_by_label("Kind").select_option("indirect")
    expect(page).to_have_url(f"{address}?speaker=vladimir-putin&kind=indirect")
    few = page.locator(".note:visible").count()
    page.reload()
    expect(page.locator(".note:visible")).to_have_count(few)
    page.get_by_role("link", name="Show all").click()
    expect(page.locator(".note:visible")).to_have_count(everything)
    expect(page).to_have_url(address)


def test_a_note_that_is_filtered_out_is_shown_when_its_words_are_looked_up(page: Page, address):
    page.goto(f"{address}?kind=indirect")
    expect(note(page, CRUCIAL)).to_be_hidden()
    mark(page, CRUCIAL).click()
    expect(note(page, CRUCIAL)).to_be_visible()


def test_without_scripts_every_link_leads_where_it_says(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    key = key_of(page, CRUCIAL)
    page.locator(f'sup a[href="#note-{key}"]').click()
    expect(page.locator(f"#note-{key}")).to_be_in_viewport()
    page.locator(f"#note-{key} .number").click()
    expect(page.locator(f"#{key}")).to_be_in_viewport()
    page.get_by_label("Kind").select_option("claim")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".note:visible")).to_have_count(page.locator(".note.claim").count())
    page.locator(f'sup a[href="#note-{key}"]').click()
    expect(page.locator(f"#note-{key}")).to_be_visible()
    context.close()


def test_on_a_telephone_the_note_lies_below_its_words(browser, address):
    context = browser.new_context(viewport={"width": 400, "height": 800})
    page = context.new_page()
    page.goto(address)
    mark(page, LAST).click()
    found = note(page, LAST)
    expect(found).to_be_in_viewport()
    expect(mark(page, LAST)).to_be_in_viewport()
    page.wait_for_function(
        """() => document.querySelector('.note:target').getBoundingClientRect().top
           >= document.querySelector('mark.on').getBoundingClientRect().bottom"""
    )
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 400
    found.get_by_role("link", name="to the text").click()
    expect(page.locator(".note:target")).to_have_count(0)
    expect(mark(page, LAST)).to_be_in_viewport()
    expect(found).not_to_be_in_viewport()
    context.close()
