"""Each page family against axe-core, light and dark, wide and narrow."""

from __future__ import annotations

import pytest

from .accessibility import assert_accessible
from .site import prepared, serving

pytestmark = pytest.mark.sqlite_only


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    prepared(folder)
    with serving(folder) as site:
        yield site


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/quotes/",
        "/quotes/?whole=speaker&find=a&kind=direct",
        "/quotes/?q=nobodysaidthis",
        "/quotes/?from=yesterday",
        "/claims/",
        "/sign-in/",
        "/nothing/",
        "/quotes/1/",
        "/claims/1/",
        "/articles/1/",
        "/articles/?speaker=vladimir-putin&from=2020-01-01",
        "/speakers/",
        "/speakers/bogdan-yarevik/",
        "/outlets/",
        "/outlets/vostra-tv/",
        "/outlets/who-cites-whom/",
    ],
)
def test_nothing_stands_in_the_way(browser, served, path, width, look):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=look)
    page = context.new_page()
    page.goto(served.url + path)
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


VERSIONS = """
from articles.models import Quote
from articles.versions import find_versions
print(next(quote.pk for quote in Quote.objects.all() if len(find_versions(quote).found) > 1))
"""


@pytest.mark.parametrize("look", ["light", "dark"])
def test_nothing_stands_in_the_way_of_versions(browser, served, look):
    found = served.manage("shell", "-v0", "-c", VERSIONS)
    context = browser.new_context(color_scheme=look)
    page = context.new_page()
    page.goto(f"{served.url}/quotes/{int(found.stdout)}/")
    page.get_by_role("link", name="other versions").click()
    assert page.locator(".version").count() > 2
    assert_accessible(page)
    context.close()
