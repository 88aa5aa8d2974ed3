"""Whatever comes in: an answer or one clear line, offsets that fit, time in line with length."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.extraction import Unreadable, extract, load_pipeline, read_text
from articles.extraction.clauses import _is_quoted
from articles.extraction.layout import read_layout
from articles.extraction.pieces import pieces
from articles.extraction.quotation import find_quotations

ARTICLE = (
    "Ferry\nMayor Ilse Brandvold told the daily Kurant that the ferry was late.\n"
    "“It was not my fault,” she said. “It never is.”\n"
    "“Ask the captain.”\n"
)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b" \n\r\n\t", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"Title\nwith a \0 in it", "NUL byte at byte 13"),
        ("Café".encode("latin-1"), "not UTF-8: byte 0xe9 at byte 3"),
        (b"a" * 10_000_001, "too large"),
    ],
)
def test_what_cannot_be_read_says_why_in_one_line(data, message):
    with pytest.raises(Unreadable) as error:
        read_text(data)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_line_ends_become_one_kind():
    assert read_text(b"a\r\nb\rc\n") == "a\nb\nc\n"


def test_a_byte_order_mark_counts_and_stays_out_of_the_title():
    text = read_text(b"\xef\xbb\xbf" + ARTICLE.encode())
    assert text[0] == "\ufeff"
    assert read_layout(text).title == "Ferry"
    quote = extract(text).quotes[0]
    assert text[slice(*quote.spans[0])] == quote.text == "the ferry was late"


def test_a_first_line_of_several_sentences_is_no_headline():
    text = "The ferry was late. Nobody knew why. It came at noon.\nMore."
    assert read_layout(text).title == ""
    assert read_layout(text).body_start == 0


def test_a_text_without_quotes_has_none():
    assert extract("Weather\nIt rained all day.\n").quotes == ()


def found_in(text: str) -> list[tuple[str, str]]:
    return [(quote.speaker.name, quote.kind) for quote in extract(text).quotes if quote.speaker]


AS_PRINTED = found_in(ARTICLE)


def test_all_capitals_are_read_like_small_letters():
    assert found_in(ARTICLE.upper()) == AS_PRINTED
    assert extract(ARTICLE.upper()).quotes[0].text == "THE FERRY WAS LATE"


@pytest.mark.parametrize(
    ("opening", "closing"),
    ['""', "””", "„“", "«»", "»«", "‹›", "‟❞", "「」", "＂＂", "″″", ["''", "''"], ["``", "''"]],
)
def test_quotation_marks_of_all_kinds(opening, closing):
    assert found_in(ARTICLE.replace("“", opening).replace("”", closing)) == AS_PRINTED


def test_tags_and_entities_are_not_read_and_offsets_stay_those_of_the_file():
    page = "<html><body><h1>" + ARTICLE.replace("\n", "</h1>\n<p>", 1).replace("\n", "</p>\n<p>")
    page = page.replace("fault", "f<b>aul</b>t").replace("“", "&quot;").replace("”", "&#8221;")
    page = page.replace("<p>", "<p class='x'>", 2) + "<script>he said that it was so</script>"
    assert found_in(page) == AS_PRINTED
    check_offsets(page)
    second = extract(page).quotes[1]
    assert second.text == "It was not my f<b>aul</b>t, … It never is."


def test_invisible_and_full_width_characters_do_not_hide_a_word():
    text = ARTICLE.replace("told", "t\u00adold").replace("she said", "she\u2060 ｓａｉｄ")
    assert found_in("\ufeff" + text) == AS_PRINTED
    check_offsets(text)


def test_accents_of_their_own_are_those_of_their_letters():
    text = ARTICLE.replace("Ilse", "Zoë")
    apart = unicodedata.normalize("NFD", text)
    assert found_in(apart) == found_in(text) == [("Zoë Brandvold", kind) for _, kind in AS_PRINTED]
    check_offsets(apart)


def test_a_comparison_is_no_tag():
    text = "Sums\nAda Lund said that 5 < 6 and 7 > 3 & 2.\n"
    assert extract(text).quotes[0].text == "5 < 6 and 7 > 3 & 2"


def test_a_surname_is_known_in_the_next_piece_of_a_long_text():
    padding = "The river is long and brown and slow.\n" * 2_000
    text = "Rivers\nMayor Ilse Brandvold said it rained.\n" + padding + "“No,” Brandvold said.\n"
    assert [quote.speaker.name for quote in extract(text).quotes] == ["Ilse Brandvold"] * 2


def test_everything_adds_beliefs_and_all_sentences():
    text = "Ferry\nMayor Ilse Brandvold believes that the ferry was late. It is red.\n"
    assert extract(text).quotes == ()
    everything = extract(text, everything=True)
    assert [quote.speech for quote in everything.quotes] == [False]
    assert any(not claim.claim for claim in everything.claims)


def check_offsets(text: str) -> None:
    for quote in extract(text).quotes:
        assert list(quote.spans) == sorted(quote.spans)
        assert quote.text == " … ".join(text[start:end] for start, end in quote.spans)
        for (_, end), (start, _) in zip(quote.spans, quote.spans[1:], strict=False):
            assert end <= start
        assert all(0 <= start < end <= len(text) for start, end in quote.spans)
        if quote.cue:
            assert quote.cue.text == " … ".join(text[s:e] for s, e in quote.cue.spans)
        if quote.speaker and quote.speaker.span:
            assert text[slice(*quote.speaker.span)] == quote.speaker.text
        for link in quote.citations:
            assert text[slice(*link.span)] == link.text
        assert 0 <= quote.confidence <= 1
    for claim in extract(text, everything=True).claims:
        assert text[slice(*claim.span)] == claim.text
        assert 0 <= claim.check_worthiness <= 1


TAGS = ["<p>", "</p>", "<b>", "<br/>", "&quot;", "&amp;", "&#8220;", "\u00ad", "e\u0301", "LUND:"]
MARKS = "“”\"'’‘«,.:;()—-\n\r\ufeff%?!…3é😀"
NAMES = ["林宝", "Ada", "Lund", "Minister", "Reuters", "Ostpress", "Twitter,"]
SMALL = ["said", "told", "that", "the", "reported", "citing", "cited", "as", "saying", "according"]
SMALLER = ["to", "he", "she", "it", "they", "who", "and", "news", "agency", "wrote", "on"]
WORDS = st.sampled_from([*TAGS, *MARKS, *NAMES, *SMALL, *SMALLER])


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join) | st.text(max_size=200))
def test_offsets_always_lie_in_the_text(text):
    check_offsets(text)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="a“”\"'’‘ .,\n«»", max_size=120))
def test_quotations_never_overlap(text):
    last = 0
    for quotation in find_quotations(text):
        assert last <= quotation.outer_start <= quotation.start <= quotation.end
        assert quotation.end <= quotation.outer_end <= len(text)
        last = quotation.outer_end


@given(st.text(max_size=300), st.integers(min_value=5, max_value=50))
def test_pieces_cover_the_text_in_order(text, size):
    spans = list(pieces(text, size))
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(0 < end - start <= size for start, end in spans)


def test_offsets_of_a_long_text_count_from_its_start():
    text = ARTICLE * 2000
    quotes = extract(text).quotes
    assert len(quotes) >= 4000
    for quote in quotes[::97]:
        assert quote.text == " … ".join(text[start:end] for start, end in quote.spans)


def work(text: str) -> int:
    """Calls of Python functions while a text is extracted: a measure that no busy machine moves."""
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        extract(text)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize(
    "unit",
    [
        "“A word here ",
        "“A word here said he \n",
        '"A word here ',
        "'A word here ",
        "he said that ",
        "Ada Lund, the mayor, said ",
        "(",
        "“",
        ", ",
        "A.",
        "Ada Lund said Lund was late. ",
        "the Ostpress news agency reported, citing ",
        "“No,” Ada Lund said, reported Kurant. ",
        "The CE said it was late. Chief Executive Ada Lund left. ",
        "<b>said</b> &quot;",
        "LUND: We said no. ",
        "LUND: We said no.\nEKDAHL: It is so.\n",
    ],
)
def test_twice_the_text_is_about_twice_the_work(unit):
    load_pipeline()
    extract("Title\n" + unit * 300)
    once, twice = work("Title\n" + unit * 900), work("Title\n" + unit * 1800)
    assert twice < 2.6 * once + 1000


def test_claims_of_a_paragraph_longer_than_a_piece_are_weighed_to_its_end():
    body = "The dam held back 40 million tonnes of water in 2019. " * 1500
    worths = {claim.check_worthiness for claim in extract("Title\n" + body, everything=True).claims}
    assert len(worths) > 1
    assert all(0 < worth < 1 for worth in worths)


def test_three_thousand_unclosed_marks_work():
    assert extract("Title\n" + "“A word here " * 3000).pipeline
    assert extract("Title\n" + "“A word here \n" * 3000).pipeline


def test_importing_extraction_loads_no_django_and_needs_no_model():
    code = (
        "import sys; from articles.extraction import extract\n"
        "assert extract('T\\n“No,” said Ada Lund.').quotes\n"
        "print([name for name in sys.modules if name.startswith(('django', 'en_core'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_content_may_end_with_the_text():
    nlp = load_pipeline()
    doc = nlp.get_pipe("on_record_quotations")(nlp.make_doc("Lund said “no”"))
    assert _is_quoted(doc, (0, len(doc)))
    assert not _is_quoted(doc, (0, 2))
