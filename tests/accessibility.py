"""What axe-core, the reference checker, says against a page in a real browser."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def assert_accessible(page: Page) -> None:
    """Fail on any violation of WCAG 2.2 level AA or of axe's best practices, and tell where."""
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    told = [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]}\n  {node['failureSummary']}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]
    assert not told, f"{page.url}\n" + "\n".join(told)
