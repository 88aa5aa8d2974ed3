"""Marking text: pieces that a template can wrap one by one, whatever the spans do."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from explorer.marking import Mark, cut, matches, passages, quote_words, verbatim

BODY = "He said “no” and left.\n\nShe stayed.\n"
PARAGRAPHS = [(0, 22), (24, 35)]


def test_text_is_cut_at_every_edge_of_overlapping_spans():
    assert list(cut([(1, 4, "a"), (3, 6, "b")], 0, 5)) == [
        (0, 1, ()),
        (1, 3, ("a",)),
        (3, 4, ("a", "b")),
        (4, 5, ("b",)),
    ]


@given(st.lists(st.tuples(st.integers(-5, 40), st.integers(-5, 40)), max_size=12))
def test_pieces_always_add_up_to_the_text(spans):
    pieces = list(cut([(left, right, i) for i, (left, right) in enumerate(spans)], 0, 30))
    assert [left for left, _, _ in pieces] == [0, *(right for _, right, _ in pieces)][:-1]
    assert pieces[-1][1] == 30
    for left, right, labels in pieces:
        assert sorted(labels) == [
            i for i, (start, end) in enumerate(spans) if start <= left and right <= end
        ]


def test_a_direct_quote_is_word_for_word_and_an_indirect_one_is_not():
    assert verbatim("We are ready", "direct") == [(0, 12)]
    assert verbatim('she "never" came', "indirect") == []


def test_of_a_mixed_quote_the_words_in_quotation_marks_are_word_for_word():
    def quoted(text):
        return [text[left:right] for left, right in verbatim(text, "mixed")]

    assert quoted("to “rejuvenate” their “old” towns") == ["“rejuvenate”", "“old”"]
    assert quoted('read "all three letters" twice') == ['"all three letters"']
    assert quoted("that ‘it’s ours’ and Delmar’s") == ["‘it’s ours’"]
    assert quoted("that 'it's ours' and the workers' wages") == ["'it's ours'"]
    assert quoted("den „alten Hafen“ und «le port»") == ["„alten Hafen“", "«le port»"]
    assert quoted("calling it “late") == ["“late"]


def test_matches_are_found_however_they_are_written():
    def found(text, *phrases):
        return [text[left:right] for left, right in matches(text, phrases)]

    assert found("No TRUCE, no truce’s end", ("truce",)) == ["TRUCE"]
    assert found("Lola Marín and Mari\u0301n", ("marin",)) == ["Marín", "Mari\u0301n"]
    assert found("the China-Russia talks", ("china", "russia")) == ["China-Russia"]
    assert found("they don’t know", ("dont",)) == ["don’t"]
    assert found("open the fire", ("open", "fire")) == []


def test_a_match_inside_word_for_word_text_is_both():
    words = quote_words("calling it “bold and late”", "mixed", [("late",)])
    assert [(piece.text, piece.verbatim, piece.match) for piece in words] == [
        ("calling it ", False, False),
        ("“bold and ", True, False),
        ("late", True, True),
        ("”", True, False),
    ]


def test_paragraphs_keep_their_text_and_lose_the_space_between_them():
    found = passages(BODY, PARAGRAPHS, [])
    assert ["".join(piece.text for piece in passage.pieces) for passage in found] == [
        "He said “no” and left.",
        "She stayed.",
    ]


def test_a_quote_in_two_parts_has_one_anchor_and_one_number():
    mark = Mark("quote-1", "1", "indirect", ((3, 7), (28, 34)))
    first, second = passages(BODY, PARAGRAPHS, [mark])
    assert first.marks == [mark]
    assert second.marks == []
    assert [
        piece.text for passage in (first, second) for piece in passage.pieces if piece.marks
    ] == [
        "said",
        "stayed",
    ]
    assert [piece.text for piece in second.pieces if piece.ends] == ["stayed"]


def test_a_quote_over_two_paragraphs_is_marked_in_both():
    mark = Mark("quote-1", "1", "direct", ((8, 34),))
    first, second = passages(BODY, PARAGRAPHS, [mark])
    assert first.pieces[-1].text == "“no” and left."
    assert second.pieces[0].text == "She stayed"
    assert second.pieces[0].ends == [mark]


def test_a_claim_inside_a_quote_shares_its_piece():
    quote = Mark("quote-1", "1", "mixed", ((0, 21),))
    claim = Mark("claim-2", "c1", "claim", ((3, 12),))
    (first, _) = passages(BODY, PARAGRAPHS, [quote, claim])
    assert [(piece.text, piece.classes, piece.keys) for piece in first.pieces] == [
        ("He ", "mixed", "quote-1"),
        ("said ", "claim mixed", "quote-1 claim-2"),
        ("“no”", "claim mixed verbatim", "quote-1 claim-2"),
        (" and left", "mixed", "quote-1"),
        (".", "", ""),
    ]


def test_twenty_thousand_quotes_in_five_megabytes_take_seconds_at_most():
    line = "She said the gate was locked from inside and would stay so until the spring came. " * 3
    body = (line + "\n") * 20_000
    width = len(line) + 1
    paragraphs = [(i * width, i * width + width - 2) for i in range(20_000)]
    marks = [
        Mark(f"quote-{i}", str(i), "indirect", ((i * width + 9, i * width + 40),))
        for i in range(20_000)
    ]
    began = time.monotonic()
    found = passages(body, paragraphs, marks)
    assert sum(len(passage.marks) for passage in found) == 20_000
    assert time.monotonic() - began < 5


def test_a_quote_lies_over_a_claim_of_the_same_words():
    quote = Mark("quote-1", "1", "indirect", ((3, 15),))
    claim = Mark("claim-1", "c1", "claim", ((3, 15),))
    (first, _) = passages(BODY, PARAGRAPHS, [quote, claim])
    assert {piece.keys for piece in first.pieces if piece.marks} == {"claim-1 quote-1"}
