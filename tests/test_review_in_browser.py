"""An editor's work in a real browser: by keys, by selecting words, with undo."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .accessibility import assert_accessible
from .site import Site, prepared, serving

pytestmark = pytest.mark.sqlite_only

ARTICLE = """\
🙂 Emoji over the harbour 🎉
“The 🌊 came at noon,” harbour master Ilse Tornqvist said. “Nobody 🙂 slept that night.”
The sea took nine boats that night and gave back none.
"""
# Selects words in the article's text as a mouse does, from one text node into another.
SELECT = """(words) => {
  const body = document.querySelector("[data-body]");
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest("[data-start]") && !node.parentElement.closest("sup")
      ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT);
  const nodes = [];
  let text = "";
  while (walker.nextNode()) {
    nodes.push([walker.currentNode, text.length]);
    text += walker.currentNode.data;
  }
  const at = (offset) => {
    const [node, start] = nodes.findLast(([, start]) => start <= offset);
    return [node, offset - start];
  };
  const start = text.indexOf(words);
  getSelection().setBaseAndExtent(...at(start), ...at(start + words.length));
}"""


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    password = prepared(folder)
    (folder / "storm.txt").write_text(ARTICLE, encoding="utf-8")
    with serving(folder) as site:
        done = site.manage("ingest", str(folder / "storm.txt"), "--outlet", "Harbour Post")
        assert done.returncode == 0, done.stderr
        site.password = password  # type: ignore[attr-defined]
        yield site


@pytest.fixture
def editor(page: Page, served: Site) -> Page:
    page.goto(served.url + "/sign-in/?next=/review/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill(served.password)  # type: ignore[attr-defined]
    page.get_by_label("Password").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"Quote \d+"))
    expect(page.get_by_label("keys")).to_be_visible()  # the script is there
    return page


def number(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def press(page: Page, key: str) -> str:
    """Press a key and wait for another quote; gives that one's number."""
    before = number(page)
    page.keyboard.press(key)
    expect(page.get_by_role("heading", level=1)).not_to_have_text(before)
    return number(page)


def test_ten_quotes_are_reviewed_by_keys_and_three_of_them_undone(editor: Page):
    seen = [number(editor)]
    for key in "aaraanaara":
        seen.append(press(editor, key))
    assert len(set(seen)) == 11
    expect(editor.locator(".progress")).to_contain_text("9 of")
    for back in (9, 8, 7):
        assert press(editor, "u") == seen[back]
    expect(editor.locator(".progress")).to_contain_text("6 of")
    expect(editor.locator("#announcer")).to_contain_text("Undone:")
    assert press(editor, "a") == seen[8]
    editor.reload()
    assert number(editor) == seen[8]


def test_keys_are_silent_while_one_types_and_can_be_turned_off(editor: Page):
    before = number(editor)
    for label in ("Reason", "Speaker"):
        field = editor.get_by_label(label, exact=False).first
        field.fill("")
        field.press_sequentially("anrau")
        assert field.input_value() == "anrau"
    editor.keyboard.press("Escape")
    editor.keyboard.press("Escape")
    editor.get_by_label("keys").uncheck()
    editor.locator("main").click(position={"x": 5, "y": 5})
    editor.keyboard.press("n")
    editor.keyboard.press("Control+a")
    assert number(editor) == before
    editor.get_by_label("keys").check()


def test_a_speaker_is_chosen_among_suggestions_and_the_chain_put_in_order(
    editor: Page, served: Site
):
    editor.keyboard.press("s")
    editor.keyboard.type("Ushakow")
    option = editor.get_by_role("option", name=re.compile("Yuri Ushakov"))
    expect(option).to_be_visible()
    editor.keyboard.press("ArrowDown")
    editor.keyboard.press("Enter")
    expect(editor.locator("#speaker")).to_have_value("Yuri Ushakov")
    chain = editor.locator("input[name=chain]")
    while chain.count() > 1:
        count = chain.count()
        editor.locator("#remove-0").click()
        expect(chain).to_have_count(count - 1)
    for name in ("Reuters", "Xinhua"):
        count = chain.count()
        chain.last.fill(name)
        editor.locator("#add").click()
        expect(chain).to_have_count(count + 1)
        expect(chain.last).to_be_focused()
    chain.nth(1).press("Alt+ArrowUp")
    expect(chain.first).to_have_value("Xinhua")
    expect(chain.first).to_be_focused()
    expect(editor.locator("#speaker")).to_have_value("Yuri Ushakov")
    editor.keyboard.press("Escape")
    press(editor, "a")
    editor.keyboard.press("u")  # shows the quote again, as it was
    expect(editor.locator(".notice")).to_contain_text("Undone: changed quote")
    editor.goto(f"{served.url}/quotes/{number(editor).split()[1]}/")
    expect(editor.locator("main")).to_contain_text("Xinhua > Reuters")


def test_the_words_are_changed_by_selecting_after_emoji(editor: Page, served: Site):
    editor.goto(served.url + "/quotes/?outlet=harbour-post&q=noon")
    editor.locator("article.quote").get_by_role("link", name="Correct").click()
    expect(editor.locator("[data-body]")).to_be_visible()
    editor.wait_for_load_state("load")
    editor.evaluate(SELECT, "🌊 came at noon")
    button = editor.get_by_role("button", name=re.compile("Make these the words"))
    expect(button).to_be_visible()
    editor.keyboard.press("w")
    expect(editor.locator(".unsaved")).to_contain_text("words")
    expect(editor.locator(".text mark")).to_have_text("🌊 came at noon")
    press(editor, "a")
    editor.goto(served.url + "/quotes/?outlet=harbour-post&q=noon")
    expect(editor.locator("article.quote blockquote")).to_have_text("“🌊 came at noon”")


def test_a_missed_quote_is_added_by_selecting_and_undone(editor: Page, served: Site):
    editor.goto(served.url + "/quotes/?outlet=harbour-post&q=noon")
    editor.locator("article.quote").get_by_role("link", name=re.compile("Emoji")).click()
    editor.wait_for_url(re.compile("/articles/"))
    editor.wait_for_load_state("load")
    editor.evaluate(SELECT, "The sea took nine boats that night")
    expect(editor.get_by_role("button", name=re.compile("Add as a quote"))).to_be_visible()
    editor.keyboard.press("q")
    expect(editor.get_by_label("Words", exact=False).first).to_have_value(
        "The sea took nine boats that night"
    )
    editor.keyboard.type("Tornqvist")
    suggested = editor.locator(".suggestions")
    suggested.get_by_role("option", name=re.compile("Ilse Tornqvist")).click()
    editor.get_by_label(re.compile("^Outlet 1")).fill("Harbour Post")
    editor.locator("#adding").get_by_role("button", name="Add", exact=True).last.click()
    expect(editor).to_have_url(re.compile(r"\?quote=\d+#quote-\d+$"))
    key = editor.url.partition("#")[2]
    expect(editor.locator(f"#{key}")).to_have_text("The sea took nine boats that night")
    expect(editor.locator(f"#note-{key}")).to_contain_text("Ilse Tornqvist")
    again = served.manage(
        "ingest", str(served.environment["ON_RECORD_DATA"]) + "/storm.txt", "--again"
    )
    assert again.returncode == 0, again.stderr
    editor.reload()
    expect(editor.locator("mark", has_text="The sea took nine boats that night")).to_have_count(1)
    editor.get_by_role("button", name="Undo").click()
    expect(editor.get_by_role("status").first).to_contain_text("changed since")


def test_what_two_editors_typed_is_shown_to_the_later_one(editor: Page, served: Site, browser):
    url = f"{served.url}/review/{number(editor).split()[1]}/"
    context = browser.new_context()  # whose console notes the refused request, rightly
    context.add_cookies(editor.context.cookies())
    later = context.new_page()
    later.goto(url)
    editor.goto(url)
    kinds = {"direct", "indirect", "mixed"} - {editor.locator("[name=kind]:checked").input_value()}
    theirs, mine = sorted(kinds)
    editor.get_by_role("radio", name=theirs, exact=True).check()
    editor.get_by_label("Reason", exact=False).fill("The marks say so")
    press_button(editor, "#accept")

    later.get_by_role("radio", name=mine, exact=True).check()
    later.get_by_label("Reason", exact=False).fill("I heard it")
    with later.expect_response(lambda answer: answer.status == 409):
        later.locator("#accept").click()
    clash = later.locator(".clash")
    expect(clash).to_contain_text("The marks say so")
    expect(clash.locator("tbody tr").first).to_contain_text(theirs)
    expect(clash.locator("tbody tr").first).to_contain_text(mine)
    expect(later.get_by_label("Reason", exact=False)).to_have_value("I heard it")
    expect(later.locator("#announcer")).to_contain_text("while you had it open")
    clash.get_by_role("button", name="Keep mine").click()
    expect(clash).to_have_count(0)
    later.goto(url)
    expect(later.get_by_role("radio", name=mine, exact=True)).to_be_checked()
    context.close()


def press_button(page: Page, selector: str) -> None:
    before = number(page)
    page.locator(selector).click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(before)


@pytest.mark.parametrize("path", ["/review/", "/review/bulk/", "/articles/2/add/"])
@pytest.mark.parametrize("width", [1280, 400])
def test_nothing_stands_in_the_way_of_an_editor(editor: Page, served: Site, path, width):
    editor.set_viewport_size({"width": width, "height": 900})
    editor.goto(served.url + path)
    assert_accessible(editor)


def test_without_javascript_a_quote_is_reviewed_by_forms(browser, served: Site, editor: Page):
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(editor.context.cookies())
    page = context.new_page()
    page.goto(served.url + "/review/?kind=direct")
    before = number(page)
    page.get_by_label("Speaker", exact=False).first.fill("Somebody Unheard")
    page.locator("#accept").click()
    expect(page.get_by_role("alert").last).to_contain_text("Nobody is known as")
    page.get_by_label("somebody new").check()
    page.locator("#accept").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(before)
    expect(page.get_by_role("status").first).to_contain_text("Changed quote")
    page.locator("#undo").click()
    assert number(page) == before
    context.close()
