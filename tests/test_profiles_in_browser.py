"""Plots and networks in a real browser: what one sees leads to the quotes behind it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .site import Site, prepared, serving

pytestmark = pytest.mark.sqlite_only


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    prepared(folder)
    with serving(folder) as site:
        yield site


def assert_leads_to(page: Page, number: str) -> None:
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(re.compile(rf"^{number} quotes?\b"))


def test_a_bar_and_its_line_in_the_table_lead_to_the_same_quotes(page: Page, served: Site):
    page.goto(f"{served.url}/speakers/bogdan-yarevik/")
    bar = page.locator("svg.bars a").first
    label = bar.get_attribute("aria-label") or ""
    month, number = re.fullmatch(r"(.*): (\d+) quotes?", label).groups()
    bar.click()
    assert_leads_to(page, number)
    there = page.url

    page.go_back()
    page.get_by_text("As a table: Quotes over time").click()
    row = page.get_by_role("row", name=re.compile(month))
    row.get_by_role("link", name=number).click()
    assert_leads_to(page, number)
    assert page.url == there


def test_a_line_of_a_network_leads_to_its_quotes(page: Page, served: Site):
    page.goto(f"{served.url}/outlets/vostra-tv/")
    line = page.locator("svg.edges a").first
    number = re.search(r": (\d+) quotes?$", line.get_attribute("aria-label") or "")[1]
    line.locator(".hit").click()
    expect(page).to_have_url(re.compile("agency=vostra-tv&outlet="))
    assert_leads_to(page, number)


def test_plots_can_be_read_without_javascript_on_a_narrow_screen(browser, served: Site):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 400, "height": 900})
    page = context.new_page()
    for path in ("/", "/speakers/bogdan-yarevik/", "/outlets/vostra-tv/"):
        page.goto(served.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 400
    page.get_by_text("As a table: who cites whom").click()
    expect(page.get_by_role("table", name=re.compile("Who cites whom"))).to_be_visible()
    context.close()
