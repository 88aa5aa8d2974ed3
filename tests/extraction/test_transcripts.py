"""Transcripts, interviews and lists: who speaks stands before or after the words."""

from __future__ import annotations

import pytest

from articles.extraction import extract


def quotes(text: str):
    return extract(text).quotes


DEBATE = """The bridge debate
The council met on Monday. Ada Lund, the mayor, and Bo Ekdahl of the Harbour Party took questions.
MAYOR LUND: We will build the bridge. It costs nothing. (APPLAUSE) Nothing at all.
And we will build it soon.
EKDAHL (via video link): That is not true! The minister said it was dear.
[CROSSTALK]
LUND: Please let me finish.
The debate ended at nine. “I am tired,” Lund said.
"""


def test_a_label_in_capitals_is_the_speaker_by_the_fullest_name():
    found = [(quote.speaker.name, quote.speaker.text) for quote in quotes(DEBATE)]
    assert found == [
        ("Ada Lund", "MAYOR LUND"),
        ("Ada Lund", "MAYOR LUND"),
        ("Bo Ekdahl", "EKDAHL"),
        ("Ada Lund", "LUND"),
        ("Ada Lund", "Lund"),
    ]


def test_a_turn_is_direct_without_marks_and_without_directions():
    first = quotes(DEBATE)[0]
    assert first.kind == "direct"
    assert first.text == "We will build the bridge. It costs nothing. … Nothing at all."
    assert first.cue is None


def test_a_paragraph_without_a_label_goes_on_with_the_turn():
    second = quotes(DEBATE)[1]
    assert second.text == "And we will build it soon."
    assert second.speaker.span is None


def test_what_a_speaker_reports_within_a_turn_is_no_quote_of_its_own():
    assert not any(quote.text == "it was dear" for quote in quotes(DEBATE))


def test_a_turn_in_an_article_begins_where_the_prose_ends():
    assert quotes(DEBATE)[-1].text == "I am tired,"


@pytest.mark.parametrize(("q", "a"), [("Q: ", "A: "), ("Q. ", "A. "), ("Question: ", "Answer: ")])
def test_who_answers_is_the_person_that_the_interview_is_about(q, a):
    text = f"A talk\nSana Ode runs the port. We met her.\n{q}Is it full?\n{a}It never is.\n"
    asked, answered = quotes(text)
    assert (asked.speaker.name, asked.speaker.kind) == ("interviewer", "unnamed")
    assert (answered.speaker.name, answered.text) == ("Sana Ode", "It never is.")


def test_initials_stand_for_names():
    text = (
        "A talk\nThe Benua Post sat down with Sana Ode.\n"
        "TBP: Is the port full?\nSO: It never is.\nTBP: Why?\nSO: Nobody comes.\n"
    )
    found = [(quote.speaker.name, quote.speaker.kind) for quote in quotes(text)]
    assert found[:2] == [("Benua Post", "organisation"), ("Sana Ode", "person")]


def test_a_transcript_may_begin_with_its_first_turn():
    found = quotes(
        "SMYTHE: We will cut taxes.\nJORDAL: You voted against it.\nSMYTHE: I did not.\n"
    )
    assert [quote.speaker.name for quote in found] == ["Smythe", "Jordal", "Smythe"]


def test_turns_whose_line_breaks_are_lost_are_parted():
    text = "A talk\nLUND: Is it full? EKDAHL: It is never full. LUND: I see that you are sad.\n"
    assert [quote.text for quote in quotes(text)] == [
        "Is it full?",
        "It is never full.",
        "I see that you are sad.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Results\nAda Lund: 1,769.\nBo Ekdahl: 1,501.\nAda Lund: 12.\n",
        "Squads\nGOALKEEPERS: Ada Lund, Bo Ekdahl (Tromso).\nDEFENDERS: Nils Aho, Sana Ode.\n",
        "Concert\nWhere: At the old mill by the river.\nWhen: On the first Monday of the month.\n",
        "News\nNOTE: The map is to be found on the back.\nUPDATE: It is on the front now.\n",
    ],
)
def test_lists_of_figures_names_and_places_are_no_transcripts(text):
    assert quotes(text) == ()


def test_a_quote_signed_in_the_line_below_is_the_signers():
    text = "Voices\n“The ferry is always late.”\n— Ada Lund, farmer\n“I walk.”\n— Bo Ekdahl\n"
    found = [(quote.text, quote.speaker.name, quote.speaker.role) for quote in quotes(text)]
    assert found == [
        ("The ferry is always late.", "Ada Lund", "farmer"),
        ("I walk.", "Bo Ekdahl", None),
    ]


QUOTED_WHOLE = """A talk about the bridge
Governor Ada Lund spoke to Tom Ash. Partial transcript as follows:
"ASH: Let’s start with the bridge. Will it be ready in time for the fair?
"LUND: Well, look, they think that this is an episode of “River Tales.” It is serious.
"(CROSSTALK.)
"ASH: If I may, Governor, because we’ve got limited time.
"LUND: It will be ready in May. We all wait for it.
"And the truth is that we build well."
"""


def test_a_transcript_that_is_quoted_as_a_whole_is_one_too():
    found = [(quote.speaker.name, quote.speaker.text) for quote in quotes(QUOTED_WHOLE)]
    assert found == [
        ("Tom Ash", "ASH"),
        ("Ada Lund", "LUND"),
        ("Tom Ash", "ASH"),
        ("Ada Lund", "LUND"),
        ("Ada Lund", "LUND"),
    ]
    texts = [quote.text for quote in quotes(QUOTED_WHOLE)]
    assert texts[0].startswith("Let’s start")
    assert texts[1].endswith("“River Tales.” It is serious.")
    assert texts[-1] == "And the truth is that we build well."


def test_a_headline_with_a_label_is_no_turn():
    text = (
        "Lund: We will build it\nThe council met on Monday, and it was late.\n"
        "LUND: We will build the bridge.\nASH: You voted against it, Ada Lund.\n"
    )
    assert [quote.text for quote in quotes(text)] == [
        "We will build the bridge.",
        "You voted against it, Ada Lund.",
    ]


def test_labels_over_long_passages_are_headings():
    passage = "The candidate comes from a town that has seen better days and worse ones. "
    text = "What each of them needs\nThe vote is near.\n" + "".join(
        f"{name}: Now or never.\n{passage * 3}\n" for name in ("Lund", "Ekdahl", "Ash")
    )
    assert quotes(text) == ()


def test_a_list_of_quotes_signed_after_dashes_has_each_once():
    text = (
        "What the fishers said\n“Nobody asked us before they dug up the harbour.” ― Ada Lund\n"
        "“Maybe we can build a wall. Around the harbour.” ― Bo Ekdahl.\nAhlgren/Photograph.\n"
        "”Fear. I am afraid that the mayor will win.” ― Nils G. Aho\n"
    )
    assert [(quote.text, quote.speaker.name) for quote in quotes(text)] == [
        ("Nobody asked us before they dug up the harbour.", "Ada Lund"),
        ("Maybe we can build a wall. Around the harbour.", "Bo Ekdahl"),
        ("Fear. I am afraid that the mayor will win.", "Nils G. Aho"),
    ]


def test_a_set_off_quote_is_his_who_signs_within_its_marks():
    text = (
        "The mine\nThe council’s plan has foes.\n"
        '"I worry that we will see a return of small mines, and nothing else.\n'
        'Dean Marlow, Center for Mines and Rivers."\nThe council met on Monday.\n'
    )
    (quote,) = quotes(text)
    assert quote.speaker.name == "Dean Marlow"
    assert quote.text == "I worry that we will see a return of small mines, and nothing else."


def test_who_is_named_beside_the_words_is_as_sure_as_a_cue_makes_it():
    assert all(quote.confidence >= 0.85 for quote in quotes(QUOTED_WHOLE))
