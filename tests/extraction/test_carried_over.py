"""Quotations without a cue of their own."""

from __future__ import annotations

import pytest

from articles.extraction import extract
from articles.extraction.pipeline import STEPS, assemble


def quotes(*lines: str):
    return extract("Headline\n" + "\n".join(lines) + "\n").quotes


def test_the_next_paragraph_goes_on_with_the_same_speaker():
    first, second = quotes("“The pears are late,” said Nils Aho.", "“The plums are early.”")
    assert (first.speaker.name, second.speaker.name) == ("Nils Aho", "Nils Aho")
    assert second.cue is None
    assert second.speaker.span is None
    assert second.speaker.text == "Nils Aho"


def test_in_the_same_paragraph_it_is_one_broken_quote():
    (only,) = quotes("“The pears are late,” said Nils Aho. “The plums are early.”")
    assert only.kind == "direct"
    assert only.text == "The pears are late, … The plums are early."


def test_a_quote_broken_by_its_speaker_is_one():
    (only,) = quotes("“The pears,” said Nils Aho, “are late this year.”")
    assert only.text == "The pears, … are late this year."


def test_a_quotation_far_below_the_last_speaker_has_none_carried_over():
    plain = ["It rained.", "The road is long.", "The shop is shut.", "Snow fell.", "Ice came."]
    found = quotes("Nils Aho said the pears were late.", *plain, "“The plums are early this year.”")
    assert [quote.speaker.name for quote in found if quote.speaker] == ["Nils Aho"]


def test_who_the_sentence_before_is_about_speaks():
    found = quotes(
        "“The pears are late,” said Nils Aho.",
        "Mira Solberg sells them. “Nobody buys a pear in June, and nobody ever has.”",
    )
    assert found[-1].speaker.name == "Mira Solberg"


def test_two_cues_are_two_quotes():
    first, second = quotes("Nils Aho said the pears were late, adding that the plums were early.")
    assert (first.text, second.text) == ("the pears were late", "the plums were early")
    assert first.speaker.name == second.speaker.name == "Nils Aho"


def test_a_question_before_its_speaker_is_there_once():
    (only,) = quotes(
        "“Why is this bank too old to fall, too old to paint, too old to row?” Aho demanded."
    )
    assert only.speaker.name == "Aho"


def test_what_two_cues_have_is_theirs_alone():
    first, second = quotes(
        "“Promise me that you will go,” said Nils Aho before asking her, “Where do we go now?”"
    )
    assert first.text == "Promise me that you will go,"
    assert second.text == "Where do we go now?"


def test_a_broken_quote_goes_on_past_what_its_sentence_adds():
    first, added = quotes(
        "“That is the question,” Nils Aho said, noting that he would support any of the others. "
        "“We have plenty of pears.”"
    )
    assert first.text == "That is the question, … We have plenty of pears."
    assert added.text == "he would support any of the others"
    first, *_ = quotes(
        "“You cannot talk about change if you do not know it,” Aho said, emphasizing why the past "
        "is crucial to us. “What we need to change is our view. It is important.”"
    )
    assert first.text.endswith("know it, … What we need to change is our view. It is important.")


def test_a_quote_broken_by_what_it_refers_to_is_one_and_once():
    (only,) = quotes(
        "“Every time you say that,” Aho said, referring to the old excuse, “you give help to the "
        "people who want to close the mill.”"
    )
    assert only.text.endswith("you give help to the people who want to close the mill.")
    assert only.text.startswith("Every time you say that,")


def test_a_question_before_its_speaker_is_not_the_speakers_before():
    _, question = quotes(
        "“The pears are late,” said Nils Aho.",
        "“Why is this not clear proof that the mill is too big to fail?” Ekdahl demanded.",
    )
    assert question.speaker.name == "Ekdahl"


def test_a_subheading_between_marks_is_nobodys_words():
    found = quotes(
        "“The pears are late,” said Nils Aho.",
        "'All Pears Are Late.'",
        "Eight years ago the council met in the mill.",
    )
    assert [quote.text for quote in found] == ["The pears are late,"]


def test_words_that_break_off_announce_what_follows():
    (only,) = quotes("Speaking of the pears, the growers said…", "“We began with two trees.”")
    assert (only.speaker.name, only.text) == ("growers", "We began with two trees.")


@pytest.mark.parametrize("line", ["‘Thieves on our own land’", "“VOTERS MAKE GOOD DECISIONS”"])
def test_a_line_without_a_stop_between_marks_is_a_subheading(line):
    (only,) = quotes("“The pears are late,” said Nils Aho.", line, "The plums were early.")
    assert only.text == "The pears are late,"


def test_a_short_line_in_marks_between_paragraphs_is_a_subheading():
    text = (
        "Headline\nThe survey was made in June among 206 houses of the different trades of Skail, "
        "the mayor Ada Lund said.\n“My small mill became a family mill”\nAna Venn, the owner of a "
        "store in Corvel, saw a fall in demand that led to low sums at hand.\n"
    )
    assert [quote.text for quote in extract(text).quotes if "family" in quote.text] == []


def test_what_a_line_with_a_colon_announces_is_shown():
    text = (
        "Headline\nBo Venn urged rowers who wished to enter the boat to come as others did:\n“I "
        "invite other rowers who want to sit by me with the same calm, to come aboard.”\n"
    )
    quote = extract(text).quotes[-1]
    assert quote.text.startswith("I invite")
    assert quote.speaker is not None
    assert quote.speaker.name == "Bo Venn"


def test_whose_words_a_line_announces():
    text = (
        "Headline\nThe bias is clear.\nSee how the site rated this statement by Venn on June 11:\n"
        "“If you look at what is going on in this country, you see that the mills are shut.”\n"
    )
    assert [quote.speaker and quote.speaker.name for quote in extract(text).quotes] == ["Venn"]


@pytest.mark.parametrize("word", ["president", "general", "victim", "official"])
def test_a_sentence_may_end_with_what_somebody_is(word: str):
    text = f"Headline\nAda Lund says it needs a {word}. “We say it all the time. We say it.”\n"
    assert [quote.text for quote in extract(text).quotes] == [
        f"it needs a {word}",
        "We say it all the time. We say it.",
    ]


def test_a_signature_after_a_dash_belongs_to_its_quotation():
    text = "Headline\n“The most unqualified child ever to run for president.” ― Francisco Venn\n"
    (quote,) = extract(text).quotes
    assert quote.speaker is not None
    assert quote.speaker.name == "Francisco Venn"


def test_who_answers_is_the_subject_of_the_last_clause():
    text = (
        "Headline\nThe Corvel Post made these claims in May, and Skail News responded:\n“If there "
        "are people so careless, the answer is not to punish the many millers of the valley.”\n"
    )
    (quote,) = extract(text, assemble(STEPS)).quotes
    assert quote.speaker is not None
    assert quote.speaker.name == "Skail News"


def test_what_the_next_paragraph_closes_is_spoken_by_whom_it_names():
    first, second, third = quotes(
        "The airlines said the growth will see the addition of Corvel.",
        "",
        "“We are very pleased to do the codeshare, which offers our customers more options.",
        "",
        "The additional towns will offer a better journey to all,” said Ola Venn, the CEO.",
    )
    assert [quote.speaker.name for quote in (first, second, third)] == [
        "airlines",
        "Ola Venn",
        "Ola Venn",
    ]
    assert third.text == "The additional towns will offer a better journey to all,"
