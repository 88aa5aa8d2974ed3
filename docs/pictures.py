"""Make the README's pictures from the sample articles, in a real browser, so that they stay true.

make pictures
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent))

from tests.site import CHROMIUM_ARGUMENTS, chromium, prepared, serving  # noqa: E402

# A picture's name, the page's address, and the link on it that leads to what is shown.
PICTURES = [
    ("list", "/quotes/?speaker=bogdan-yarevik&q=water", None),
    ("reader", "/articles/", "Vostra to keep dam shut until the thaw, president says"),
]
SIZE = {"width": 1280, "height": 860}


def main() -> None:
    path = chromium()
    if not path:
        sys.exit("Chromium is not installed here (apt-get install chromium).")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        prepared(folder)
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        with serving(folder) as site:
            for scheme in ("light", "dark"):
                context = browser.new_context(viewport=SIZE, color_scheme=scheme)
                for picture, address, link in PICTURES:
                    page = context.new_page()
                    page.goto(site.url + address)
                    if link:
                        page.get_by_role("link", name=link).click()
                        page.wait_for_load_state()
                    page.screenshot(path=FOLDER / f"{picture}-{scheme}.png")
        browser.close()


if __name__ == "__main__":
    main()
