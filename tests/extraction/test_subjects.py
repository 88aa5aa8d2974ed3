"""Whose words they are, by the subject of the verb beside them."""

from __future__ import annotations

import pytest

from articles.extraction.pipeline import STEPS, assemble, extract
from articles.extraction.sources import cut

RULES = assemble(STEPS)


@pytest.mark.parametrize(
    ("sentence", "speaker", "kind", "words"),
    [
        ("Said Ola Ek, “It is safe.”", "Ola Ek", "person", "It is safe."),
        ("“It is safe,” Ola Ek went on.", "Ola Ek", "person", "It is safe,"),
        ("Ola Ek, noting the cost, said that it was safe.", "Ola Ek", "person", "it was safe"),
        ("Ola Ek, MP, said that it was safe.", "Ola Ek", "person", "it was safe"),
        ("Ola Ek issued a statement saying it was safe.", "Ola Ek", "person", "it was safe"),
        ("The council last month said that it was safe.", "council", "organisation", "it was safe"),
        ("For his part, Ola Ek said that it was safe.", "Ola Ek", "person", "it was safe"),
        ("Ola Ek is firm in stating that it is safe.", "Ola Ek", "person", "it is safe"),
        ("Then Faivru said that it was safe.", "Faivru", "person", "it was safe"),
        ("Corvel said it was safe. Corvel shares fell.", "Corvel", "organisation", "it was safe"),
        (
            "The minister of trade and crafts Ola Ek said that it was safe.",
            "Ola Ek",
            "person",
            "it was safe",
        ),
        (
            "A lawyer for Ola Ek said that it was safe.",
            "lawyer for Ola Ek",
            "unnamed",
            "it was safe",
        ),
        ("The 24-year-old said that it was safe.", "24-year-old", "unnamed", "it was safe"),
        (
            "''It's safe,'' Ola Ek said. ''That's all.''",
            "Ola Ek",
            "person",
            "It's safe, … That's all.",
        ),
    ],
)
def test_the_subject_speaks(sentence, speaker, kind, words):
    (quote,) = extract(f"Bridges\n{sentence}\n", RULES).quotes
    assert (quote.speaker.name, quote.speaker.kind, quote.text) == (speaker, kind, words)


def test_who_goes_on_before_a_colon_is_the_pronoun_of_it():
    text = "Bridges\nOla Ek came. However, he was not done: “It is safe.”\n"
    (quote,) = extract(text, RULES).quotes
    assert (quote.speaker.name, quote.speaker.text) == ("Ola Ek", "he")


@pytest.mark.parametrize(
    "sentence",
    [
        "Most African states have abolished it.",
        "It is worth mentioning that the bridge is long.",
        "A film was shown recounting facts on the bridge.",
        "The bridge was built according to plan.",
        "When asked if it was safe, nobody answered.",
    ],
)
def test_what_cannot_speak_does_not(sentence):
    assert extract(f"Bridges\n{sentence}\n", RULES).quotes == ()


def test_a_pronoun_makes_a_person_of_a_single_name():
    text = "Bridges\nNobody knew Faivru. “It is safe,” he said.\n"
    (quote,) = extract(text, RULES).quotes
    assert (quote.speaker.name, quote.speaker.kind) == ("Faivru", "person")


def test_who_stands_after_an_inverted_cue_speaks():
    (quote,) = extract(
        "Headline\n“The cause has not been determined,” said O’Hara, on what was his first day "
        "on the job following the exit of Bo Bratt as commissioner.\n"
    ).quotes
    assert quote.speaker.name == "O’Hara"


def test_the_pronoun_beside_a_cue_speaks():
    quotes = extract(
        "Headline\n“I am tired,” said Ada Lund.\nContrary to her claim that rowers would “hear "
        "little,” there was a heap of facts.\n"
    ).quotes
    assert quotes[-1].speaker.name == "Ada Lund"


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("“They like surprises,” the mill itself said.", "the mill"),
        ("“The sea was wild,” the spokesman further warns.", "the spokesman"),
        ("In 2020, at 86 she still says that it was wrong.", "she"),
        ("However, three men said it was shut.", "three men"),
        (
            "According to what the Ministry of Salt announced, the mill is shut.",
            "the Ministry of Salt",
        ),
    ],
)
def test_words_around_a_source_are_no_part_of_it(sentence, speaker):
    (quote,) = extract(f"Headline\n{sentence}\n").quotes
    assert quote.speaker.text == speaker


@pytest.mark.parametrize("ending", ["said Lund\n\n", "said another", "said the"])
def test_a_text_may_end_in_the_middle_of_a_source(ending):
    doc = assemble(("on_record_quotations",))(ending)
    assert cut(doc, (1, len(doc))) in (None, (1, len(doc)))
    assert extract(f"Headline\n“We go, and soon,” {ending}").quotes


def test_what_explains_a_source_is_no_part_of_the_content():
    quotes = extract(
        "Headline\nAccording to Sana Nino, marketing and communications executive at a four-star "
        "hotel in Norrby, the hotel’s occupancy reached 90 per cent and continued to rise.\n"
        "According to Ada Lund, whose mill is old, the town is small.\n"
    ).quotes
    assert [(quote.speaker.name, quote.text) for quote in quotes] == [
        ("Sana Nino", "the hotel’s occupancy reached 90 per cent and continued to rise"),
        ("Ada Lund", "the town is small"),
    ]


def test_a_director_of_an_office_for_two_places_speaks():
    (quote,) = extract(
        "Headline\nThe residents should be vigilant, Norrby and Vestmark Affairs Office director "
        "Xia Bao said in a seminar.\n"
    ).quotes
    assert quote.speaker.name == "Xia Bao"


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("The council in 2015 said that the bridge was safe.", "The council"),
        ("The court this month rejected that the bridge was unsafe.", "The court"),
        ("OSLO - Council leaders said that the bridge was safe.", "Council leaders"),
        ("Ada Lund, who has argued that the bridge is safe, left.", "who"),
        ("A survey of drivers in March said that it was safe.", "A survey of drivers in March"),
    ],
)
def test_when_it_was_said_is_no_part_of_a_source(sentence, source):
    (quote,) = extract(f"Headline\n{sentence}\n").quotes
    assert quote.speaker.text == source


def test_who_is_resolved_to_whom_it_follows():
    (quote,) = extract(
        "Headline\nThe mill drew independent voters who said they would come again.\n"
    ).quotes
    assert quote.speaker.name == "independent voters"


def test_the_clause_that_reports_a_quotation_is_no_quote_of_its_own():
    quotes = extract(
        "Headline\nIn Norrby the tone was warmer. “We are friends once more,” President Bogdan Ek "
        "told the state news agency Tolpress, according to the Corvel news agency.\n"
    ).quotes
    assert [quote.text for quote in quotes] == ["We are friends once more,"]


@pytest.mark.parametrize(
    ("sentence", "speaker", "words"),
    [
        (
            "Lund, said the mayor, was one of the best and has shown her skill.",
            "mayor",
            "Lund … was one of the best and has shown her skill",
        ),
        (
            "Asked by radio host Clara Lin if the pledge was his own, Mr. Chen said he would pay.",
            "Chen",
            "he would pay",
        ),
        (
            "The Corvel mayor Ola Ek, a former pilot, on Twitter called the plan “a mess.”",
            "Ola Ek",
            "the plan “a mess.”",
        ),
        (
            "The mill fell by a third in May, according to a survey-based report by the guild.",
            "survey-based report by the guild",
            "The mill fell by a third in May",
        ),
    ],
)
def test_who_reports_in_a_longer_sentence(sentence, speaker, words):
    quote = extract(f"Bridges\n{sentence}\n").quotes[-1]
    assert (quote.speaker.name, quote.text) == (speaker, words)


def test_what_is_called_into_question_is_nobodys_words():
    text = "Ola Ek said the mill was old, calling into question whether it was safe."
    (quote,) = extract(f"Bridges\n{text}\n").quotes
    assert quote.text == "the mill was old"


def test_a_dateline_with_its_dash_beside_it_is_no_part_of_the_name():
    text = "Corvel- Officials on Monday said that the weather will be cloudy."
    (quote,) = extract(f"Bridges\n{text}\n").quotes
    assert quote.speaker.name == "officials"


def test_a_month_that_was_cut_off_is_no_part_of_the_name():
    doc = RULES.make_doc("The Corvel Council last month said it.")
    assert cut(RULES(doc), (0, 4)) == (0, 3)


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Ola Ek in his social media post said that the pear was “good.”", "Ola Ek"),
        (
            "Skail residents have started a petition demanding the city mend the road.",
            "Skail residents",
        ),
        ("It is bad for BMC. Ada Lund, chief of BMC’s affairs, said it was sad.", "Ada Lund"),
    ],
)
def test_a_source_is_whole_and_no_more(sentence, speaker):
    assert extract(f"Bridges\n{sentence}\n").quotes[-1].speaker.name == speaker


def test_nobody_speaks_where_something_is_but_followed():
    text = "The grain of the valley is sold according to market needs in Luria."
    assert not extract(f"Bridges\n{text}\n").quotes


@pytest.mark.parametrize(
    "dateline",
    ["KUWAIT: ", "KUWAIT CITY, July 25: ", "CAIRO - 25 July 2022: ", "Kabul – ", "SKAIL ― "],
)
def test_a_dateline_is_no_part_of_what_is_said(dateline):
    text = f"{dateline}A new cabinet will be formed in May, the mayor said."
    (quote,) = extract(f"Bridges\n{text}\n").quotes
    assert quote.text == "A new cabinet will be formed in May"


def test_an_office_in_two_words_is_no_dateline():
    (quote,) = extract("Bridges\nGCC Secretary-General said that the summit was fine.\n").quotes
    assert quote.speaker.name == "GCC Secretary-General"


def test_it_is_suggested_by_nobody():
    text = "She faces the Skail Court in May.\n\nIt was suggested that Ek was involved in it."
    (quote,) = extract(f"Bridges\n{text}\n").quotes
    assert quote.speaker is None


def test_those_who_claim_it_of_a_thing():
    text = "The bees make a honey that proponents claim is good for its lower sugar content."
    (quote,) = extract(f"Bridges\n{text}\n").quotes
    assert (quote.speaker.name, quote.speaker.text) == ("proponents", "proponents")


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("“We should bring changes to childcare,” he is expected to say.", "Ola Ek"),
        ("“They are driving up the cost of energy as well,” Mr. Ek will claim.", "Ola Ek"),
        ("While the council says that it is late, it will not pay.", "council"),
        ("Another user, Old Luria, which tweets about culture, said: “It is late.”", "Old Luria"),
    ],
)
def test_who_speaks_in_other_words(sentence, speaker):
    text = f"Bridges\nMr. Ola Ek, leader of the Greens, met farmers in May.\n\n{sentence}\n"
    assert extract(text).quotes[-1].speaker.name == speaker


def test_what_nobody_will_say_outside_marks_is_no_quote():
    text = "Bridges\nOla Ek will say in May whether the mill can stay in town.\n"
    assert not extract(text, RULES).quotes


def test_a_surname_that_looks_like_he():
    text = "On Friday, 826 cases were counted but He Qing, an official of Luria, said it was low."
    (quote,) = extract(f"Bridges\n{text}\n").quotes
    assert quote.speaker.text.startswith("He Qing")


def test_a_name_and_what_explains_it_are_one_source():
    text = "Mr. Carlos Mesa left. Mesa, his old rival, announced the “end of tyranny” in Luria."
    assert extract(f"Bridges\n{text}\n").quotes[-1].speaker.name == "Carlos Mesa"


@pytest.mark.parametrize("cue", ["fired back", "answered", "snapped", "mused", "shrugged"])
def test_verbs_that_only_go_with_quotations(cue):
    (quote,) = extract(f"Headline\n“We go home today,” Ada Lund {cue}.\n", RULES).quotes
    assert (quote.cue.text, quote.speaker.name) == (cue, "Ada Lund")
    assert extract(f"Headline\nAda Lund {cue} when the mill was late.\n", RULES).quotes == ()


def test_who_is_heard_speaks():
    text = (
        "Headline\n“Should there be a list of mills here?” a reporter can be heard asking Venn.\n"
    )
    (quote,) = extract(text, RULES).quotes
    assert (quote.cue.text, quote.speaker.name) == ("asking", "reporter")


def test_who_cuts_in_speaks():
    text = "Headline\n“I’m dry,” Ek said, and her brother cut in. “Don’t leave me, or us all.”\n"
    assert [quote.speaker.name for quote in extract(text).quotes] == ["Ek", "brother"]


@pytest.mark.parametrize(
    "line",
    [
        "She is renowned for a chummy culture called “The Mill Way.”",
        "Scribner is set to publish “Venn Revealed,” a biography written by Ola Ek in May.",
        "Venn goes on the air. Wait, it gets better:\n“By law, the mayor sets how many there are.”",
    ],
)
def test_who_says_nothing(line):
    found = extract(f"Headline of the day\n\n{line}\n").quotes
    assert [quote for quote in found if quote.speaker and quote.speaker.name != "Venn"] == []


def test_whom_it_was_said_to_is_not_who_said_it():
    text = "Headline\n\n“It was late,” said the uncle of one of the men to Reuters.\n"
    (quote,) = extract(text).quotes
    assert quote.speaker.text == "the uncle of one of the men"


@pytest.mark.parametrize(
    "line",
    [
        "The miller accused of theft from the valley does not walk the quays.",
        "Salt, as the title suggests, holds two tunes, and Seo knows it.",
    ],
)
def test_what_reports_nothing(line):
    assert extract(f"Headline of the day\n\n{line}\n").quotes == ()
