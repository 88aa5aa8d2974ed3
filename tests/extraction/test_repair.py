"""From the words that the network labels to the content that a reader would mark."""

from __future__ import annotations

import pytest

from articles.extraction import extract
from articles.extraction.pipeline import assemble
from articles.extraction.repair import content_spans
from articles.extraction.sentences import Sentence

NLP = assemble(("on_record_quotations",))


def repaired(text: str, cue: str, *labelled: str, **others: str) -> list[str]:
    """The repaired content of `text`, given the words of cue, content and others."""
    doc = NLP(text)

    def tokens(words: str) -> tuple[int, int]:
        start = text.index(words)
        span = doc.char_span(start, start + len(words), alignment_mode="expand")
        return span.start, span.end

    given = {name: tokens(words) for name, words in others.items()}
    contents = [tokens(words) for words in labelled]
    spans = content_spans(doc, contents, tokens(cue), **given, sentence=Sentence(0, len(doc), 0))
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize("labelled", ["The mill will close", "“The mill will close, and"])
def test_a_quotation_is_taken_whole(labelled: str) -> None:
    text = "“The mill will close, and soon,” Ada Lund said."
    assert repaired(text, "said", labelled) == ["The mill will close, and soon,"]


def test_that_and_the_full_stop_are_no_part_of_it() -> None:
    text = "Ada Lund said that the mill will close."
    assert repaired(text, "said", "that the mill will close.") == ["the mill will close"]


def test_an_abbreviation_keeps_its_full_stop() -> None:
    text = "Ada Lund said the mill will move to the U.S."
    assert repaired(text, "said", "the mill will move to the U.S.") == [
        "the mill will move to the U.S."
    ]


def test_a_gap_is_filled_unless_cue_or_source_stand_in_it() -> None:
    text = "Ada Lund said that the old mill in the valley will close."
    assert repaired(text, "said", "the old mill", "will close") == [
        "the old mill in the valley will close"
    ]
    text = "The mill, Ada Lund said, will close."
    assert repaired(text, "said", "The mill", "will close", source="Ada Lund") == [
        "The mill",
        "will close",
    ]


def test_who_was_told_is_no_part_of_it() -> None:
    text = "Ada Lund told the Valley Times that the mill will close."
    assert repaired(text, "told", "Times that the mill will close", aside="the Valley Times") == [
        "the mill will close"
    ]


def test_a_new_paragraph_is_a_new_quote() -> None:
    text = "“The mill will close,” Ada Lund said.\n“Nobody asked us.”"
    assert repaired(text, "said", "The mill will close", "Nobody asked us") == [
        "The mill will close,"
    ]


def test_a_cue_inside_a_quotation_reports_within_it() -> None:
    text = "“My mother told me the mill will close, and I laughed,” Ada Lund said."
    assert repaired(text, "told", "the mill will close") == ["the mill will close"]


@pytest.mark.parametrize(
    ("opening", "clause", "rest"),
    [
        ("The mill", "Ada Lund said", "was built long ago by the people of the town"),
        ("Rain", "Ada Lund often says", "is good for pears and for the people who grow them"),
    ],
)
def test_what_a_reporting_clause_parts_from_it_is_part_of_it(opening, clause, rest) -> None:
    (quote,) = extract(f"Headline\n{opening}, {clause}, {rest}.\n").quotes
    assert quote.text == f"{opening} … {rest}"


def test_a_linking_word_before_a_reporting_clause_is_no_part_of_it() -> None:
    (quote,) = extract("Headline\nHowever, Ada Lund said, the mill will close.\n").quotes
    assert quote.text == "the mill will close"


def test_the_occasion_after_the_cue_is_no_part_of_it() -> None:
    text = "Ada Lund said after attending the seminar that the plan will hold."
    assert repaired(text, "said", "attending the seminar that the plan will hold") == [
        "the plan will hold"
    ]
    text = "Ada Lund admitted at a noisy press conference there was no proof."
    assert repaired(text, "admitted", "conference there was no proof") == ["there was no proof"]
    text = "The chief hinted in several speeches that it is also to please millers."
    assert repaired(text, "hinted", "speeches that it is also to please millers") == [
        "it is also to please millers"
    ]
    text = "Members asked Sana Aho about whether the plan was sound."
    assert repaired(text, "asked", "Aho about whether the plan was sound") == ["the plan was sound"]


def test_a_verb_after_a_reporting_clause_goes_with_its_subject() -> None:
    (quote,) = extract(
        "Headline\nThe count of arrivals in May 2022, according to Vestmark Analytics, is 313,548 "
        "(that is, 40,281 in January).\n"
    ).quotes
    assert quote.text.startswith("The count of arrivals in May 2022 … is 313,548")


def test_what_stands_before_a_clause_with_its_own_adjunct_was_said() -> None:
    (quote,) = extract(
        "https://example.test/talks\n\nThe government was open to a debate on the mill and "
        "had informed the opposition, minister Pavel Ekdahl said on Tuesday after a record 19 "
        "members were suspended for disrupting the session for the rest of the week.\n"
    ).quotes
    assert quote.text == (
        "The government was open to a debate on the mill and had informed the opposition"
    )


def test_the_article_of_a_content_is_part_of_it() -> None:
    (quote,) = extract(
        "Headline\nAccording to Ekdahl the fleet altogether consists of 212 wooden "
        "ferries including rafts.\n"
    ).quotes
    assert quote.text.startswith("the fleet")


def test_a_scrap_of_a_quotation_belongs_to_whom_the_quotation_does() -> None:
    text = (
        "Lund said it was late, stressing that “all that we have is ours, and not in any way his.”"
    )
    assert repaired(text, "said", "it was late", "in any way his") == ["it was late"]


@pytest.mark.parametrize(
    ("text", "labelled", "content"),
    [
        (
            "Ekdahl said the sum would rise from 3,044 to 4,044 in May.",
            "the sum would rise from 3,044 to",
            "the sum would rise from 3,044 to 4,044 in May",
        ),
        (
            "Ekdahl said it had asked the Ministry of Salt, which saw no need.",
            "it had asked the Ministry of Salt, which",
            "it had asked the Ministry of Salt",
        ),
        (
            "Ekdahl said it had met the bank, to which it owes a mill.",
            "it had met the bank, to which",
            "it had met the bank",
        ),
        (
            "Ekdahl said it would open the mill and the works denied that.",
            "it would open the mill and",
            "it would open the mill",
        ),
        (
            "Ekdahl praised the policies and decisions of the mill.",
            "the policies and",
            "the policies and decisions of the mill",
        ),
    ],
)
def test_a_content_ends_with_its_phrase(text: str, labelled: str, content: str) -> None:
    cue = "praised" if "praised" in text else "said"
    assert repaired(text, cue, labelled) == [content]


def test_a_quotation_after_a_sentence_without_marks_is_a_quote_of_its_own() -> None:
    quotes = extract(
        "Headline\nPavel Ekdahl said the “one mill, two works” rule will stay. “Without the rule "
        "nobody could speak of the calm of the valley.”\n"
    ).quotes
    assert [(quote.text, quote.speaker and quote.speaker.name) for quote in quotes] == [
        ("the “one mill, two works” rule will stay", "Pavel Ekdahl"),
        ("Without the rule nobody could speak of the calm of the valley.", "Pavel Ekdahl"),
    ]


def test_a_bracket_of_the_sentence_before_is_no_part_of_it() -> None:
    (quote,) = extract(
        "Headline\nOla Ek told the paper in an interview on Wednesday (Feb. 24) that the first "
        "boat will sail soon.\n"
    ).quotes
    assert quote.text == "the first boat will sail soon"


def test_what_somebody_was_asked_on_is_no_part_of_the_answer() -> None:
    (quote,) = extract(
        "Headline\nOn how he managed to open the mill, Ola Ek said, his plan was to build ten "
        "mills in thirty years.\n"
    ).quotes
    assert quote.text == "his plan was to build ten mills in thirty years"


@pytest.mark.parametrize("before", ["Spy case", "A headline\n"])
def test_a_reports_subject_is_part_of_it_and_not_who_reports(before: str) -> None:
    (quote,) = extract(
        before + "\nThe ministry knew in January, The Evening Mirror reported.\n"
    ).quotes
    assert quote.speaker is not None
    assert (quote.text, quote.speaker.name) == ("The ministry knew in January", "Evening Mirror")


@pytest.mark.parametrize(
    ("setting", "content"),
    [
        ("noted in a filing to the exchange on Thursday", "the total value of the mill is small"),
        ("commented after his win", "he was glad to see the mill again"),
        ("said at a campaign stop in Corvel, Upper Benua,", "it means nothing to the mill"),
    ],
)
def test_when_and_where_it_was_said_is_no_part_of_it(setting: str, content: str) -> None:
    text = f"Ada Lund {setting} that {content}."
    verb, _, first, *_ = setting.split()
    labelled = text[text.index(f" {first} ") + 1 :]
    assert repaired(text, verb, labelled) == [content]


def test_a_relative_clause_about_when_it_was_said_is_left_alone() -> None:
    text = "Ada Lund spoke in a hall that burned down of the mill."
    assert repaired(text, "spoke", "a hall that burned down") == ["a hall that burned down"]


@pytest.mark.parametrize(
    ("text", "labelled", "content"),
    [
        (
            "In the last three years the mill grew by a third, said the report.",
            "last three years the mill grew by a third,",
            "In the last three years the mill grew by a third",
        ),
        (
            "That was one of the aims of the mill, says Ada Lund.",
            "was one of the aims of the mill,",
            "That was one of the aims of the mill",
        ),
        (
            "Corvel, Upper Benua – The man who built the mill has no plans, said the report.",
            "Benua – The man who built the mill has no plans,",
            "The man who built the mill has no plans",
        ),
        (
            "Meanwhile the mill grew by a third, said the report.",
            "the mill grew by a third,",
            "the mill grew by a third",
        ),
        (
            "The mayor left, but the mill grew by a third, said the report.",
            "the mill grew by a third,",
            "the mill grew by a third",
        ),
        (
            "The council said the mill grew by a third, according to the report.",
            "mill grew by a third,",
            "the mill grew by a third",
        ),
    ],
)
def test_what_is_reported_afterwards_begins_with_its_clause(text, labelled, content) -> None:
    cue = next(cue for cue in ("according to", "says", "said the report") if cue in text)
    cue = cue.split(" the ")[0]
    source = text[text.rindex(cue) + len(cue) + 1 : -1]
    assert repaired(text, cue, labelled, source=source) == [content]


@pytest.mark.parametrize(
    ("labelled", "content"),
    [
        ("the mill was closed by Lund’s", "the mill was closed by Lund’s heirs"),
        ("the mill was closed by Lund’s heirs, while", "the mill was closed by Lund’s heirs"),
    ],
)
def test_a_content_goes_on_to_the_end_of_its_phrase(labelled: str, content: str) -> None:
    text = "Ada Lund said the mill was closed by Lund’s heirs, while pears were ripe."
    assert repaired(text, "said", labelled) == [content]


def test_a_slip_past_a_quotation_is_cut() -> None:
    text = "Ada Lund was heard saying, “That makes me glad,” when Ek blasted her for the mill."
    labelled = "That makes me glad,” when Ek blasted"
    assert repaired(text, "saying", labelled) == ["That makes me glad,"]


def test_a_relative_clause_ends_before_the_verb_of_its_sentence() -> None:
    text = "The bank, which said the sum was small, has grown since."
    labelled = "the sum was small, has grown since"
    assert repaired(text, "said", labelled, source="which") == ["the sum was small"]


def test_what_somebody_spoke_about_is_no_part_of_it() -> None:
    text = "Speaking of the mill and its heirs, the hosts said it was old."
    labelled = ("Speaking of the mill and its heirs", "it was old")
    assert repaired(text, "said", *labelled, source="the hosts") == ["it was old"]


def test_the_full_stop_of_the_sentence_before_is_no_part_of_it() -> None:
    text = "It fell to ten. It was cold in the capital, he said."
    assert repaired(text, "said", ". It was cold in the capital") == ["It was cold in the capital"]


def test_what_another_report_says_is_no_part_of_it() -> None:
    text = "Lund said that plums are sweet, since, according to the guild, it was the best year."
    labelled = ("said that plums", "it was the best year")
    assert repaired(text, "according to", *labelled, source="the guild") == ["it was the best year"]


def test_marks_around_what_follows_that_are_no_part_of_it() -> None:
    text = "Ada Lund revealed that “the work is fully paid for by the guild,” and went."
    labelled = "that “the work is fully paid for by the guild,”"
    assert repaired(text, "revealed", labelled) == ["the work is fully paid for by the guild,"]


def test_that_country_is_no_conjunction() -> None:
    text = "According to the ministry, that country was in favour."
    labelled = "country was in favour"
    assert repaired(text, "According to", labelled, source="the ministry") == [
        "that country was in favour"
    ]


def test_the_subject_of_what_goes_on_after_the_report_is_part_of_it() -> None:
    text = "At night, says the report, boats and buses have sunk."
    labelled = ("At night", "have sunk")
    assert repaired(text, "says", *labelled, source="the report") == [
        "At night",
        "boats and buses have sunk",
    ]


def test_a_report_between_two_clauses_is_of_both() -> None:
    text = "On reaching the mill, Ek was late, according to Lund, and the bus began to sink."
    assert repaired(text, "according to", "to sink", source="Lund") == [
        "On reaching the mill, Ek was late",
        "the bus began to sink",
    ]


@pytest.mark.parametrize("when", ["while opening a mill", "to reporters", "in a statement"])
def test_when_something_was_said_is_not_what_was_said(when: str) -> None:
    text = f"The mayor said this {when}."
    assert repaired(text, "said", f"this {when}") == []


def test_this_may_be_the_subject_of_what_was_said() -> None:
    text = "The mayor said this in turn led to higher prices."
    labelled = "this in turn led to higher prices"
    assert repaired(text, "said", labelled) == [labelled]


def test_a_name_is_taken_whole() -> None:
    text = "Headline\nGen Karol then met Pichet Sathira, a member, for talks, Mr Venn said.\n"
    (quote,) = extract(text).quotes
    assert quote.text.startswith("Gen Karol") or quote.text.startswith("Pichet")


def test_a_clause_before_while_is_another() -> None:
    text = "The mayor let him stay in Skail, while, according to Lund, the case would go on."
    labelled = ("let him stay in Skail", "the case would go on")
    assert repaired(text, "according to", *labelled, source="Lund") == ["the case would go on"]


def test_what_leads_to_the_next_line_is_no_content() -> None:
    text = "Looking ahead to the race, Ada Lund said: \n"
    assert repaired(text, "said", "to the race") == []


def test_what_somebody_did_who_noted_it_is_not_what_was_noted() -> None:
    text = "Noting that the guild will help, Ada Lund thanked the team and wished them success."
    labelled = ("that the guild will help", "thanked the team and wished them success")
    assert repaired(text, "Noting", *labelled, source="Ada Lund") == ["the guild will help"]


def test_a_number_may_end_a_content() -> None:
    text = "Ada Lund said that Ek helped the other six."
    assert repaired(text, "said", "that Ek helped the other six") == ["Ek helped the other six"]


def test_the_first_word_after_a_quotation_that_ends_is_no_part_of_it() -> None:
    text = "But, says Stein, “the mill was: ‘there are too many.’” Stein was astonished."
    labelled = "“the mill was: ‘there are too many.’” Stein"
    assert repaired(text, "says", labelled) == ["the mill was: ‘there are too many.’"]


def test_at_whom_a_quotation_was_yelled_is_no_part_of_it() -> None:
    text = "Ada Lund yelled “You lie!” at the mayor during the debate."
    assert repaired(text, "yelled", "“You lie!” at the mayor during the debate") == ["You lie!"]


def test_whom_a_quotation_is_about_is_no_part_of_it() -> None:
    text = "“They have a long history,” Ada Lund said about the mill’s owners."
    labelled = ("“They have a long history,”", "the mill’s owners")
    assert repaired(text, "said about", *labelled, source="Ada Lund") == [
        "They have a long history,"
    ]


def test_a_programme_is_no_content() -> None:
    text = "Later on KTB’s “This Town,” Ada Lund said the mill would close."
    labelled = ("’s “This Town,”", "the mill would close")
    assert repaired(text, "said", *labelled, source="Ada Lund") == ["the mill would close"]


@pytest.mark.parametrize(
    ("line", "quotes"),
    [
        (
            "Mr. Venn said having Mr. Ek greet him in the street is a fine thing if he becomes "
            "mayor. ''Lund doesn't get along with Ek,'' he said on ABC's ''This Town.'' ''Ek can't "
            "stand our mayor and it's causing us trouble.''",
            [
                (
                    "Venn",
                    "having Mr. Ek greet him in the street is a fine thing if he becomes mayor",
                ),
                (
                    "Venn",
                    "Lund doesn't get along with Ek, … Ek can't stand our mayor and it's causing "
                    "us trouble.",
                ),
            ],
        ),
        (
            "“I regard Bo as a friend,” Lund told Brook, noting that he and his sister, Ana, “have "
            "often walked with him through the two or three mills.”",
            [
                ("Lund", "I regard Bo as a friend,"),
                (
                    "Lund",
                    "he and his sister, Ana, “have often walked with him through the two or "
                    "three mills.”",
                ),
            ],
        ),
        (
            "''It has the great charm of being short,'' Leonard Venn, director of the central "
            "Salt-Brook Fee Centre and a teacher at the Miller School of Skail University, said "
            "of Mrs. Lund's plan. ''It hardly makes our muddy mill ponds worse.''",
            [
                (
                    "Leonard Venn",
                    "It has the great charm of being short, … It hardly makes our "
                    "muddy mill ponds worse.",
                )
            ],
        ),
    ],
)
def test_what_goes_on_in_the_next_sentence_is_one_quote(line, quotes) -> None:
    found = extract(f"Headline of the day\n\n{line}\n").quotes
    assert [(quote.speaker and quote.speaker.name, quote.text) for quote in found] == quotes


@pytest.mark.parametrize(
    ("line", "content"),
    [
        (
            "The front-runner said the U.S. “clearly” wanted a taller mill.",
            "the U.S. “clearly” wanted a taller mill",
        ),
        (
            "The mill is old. (The Lurians, it turns out, love “Mill Break,” Mr. Venn said.)",
            "The Lurians, it turns out, love “Mill Break,”",
        ),
        ("Ek walked in. The mill, which was old, stood. (Ek said it was late.)", "it was late"),
        (
            "They left softly (“This is less a mill and more an idea,” Monica Venn wrote in "
            "the Corvel Times last week) and went.",
            "This is less a mill and more an idea,",
        ),
        (
            "Mr. Ek is raising money for a small print of a tale: “Print the tale that Venn "
            "doesn’t like you to hear,” the pitch on the site says.",
            "Print the tale that Venn doesn’t like you to hear,",
        ),
        (
            "Lund said the ruling has “kept us dry” on Twitter before claiming so.",
            "the ruling has “kept us dry”",
        ),
        (
            "When Francis said Mr. Ek “is not one of us” in answering a miller’s letter on "
            "his return from Corvel, the town laughed.",
            "Mr. Ek “is not one of us”",
        ),
        (
            "The short ad ends with a voice over saying: “Flour for no mill. Salt for "
            "himself. Can millers trust Venn?”",
            "Flour for no mill. Salt for himself. Can millers trust Venn?",
        ),
    ],
)
def test_how_far_a_content_reaches(line, content) -> None:
    assert [quote.text for quote in extract(f"Headline of the day\n\n{line}\n").quotes] == [content]


def test_a_question_is_no_part_of_its_answer() -> None:
    text = "He left, and when asked whether it was late, he said, “I hope not.”"
    labelled = ("when asked whether it was late", "“I hope not.”")
    assert repaired(text, "said", *labelled, source="he") == ["I hope not."]


@pytest.mark.parametrize(
    ("text", "labelled", "source"),
    [
        (
            "The mill, which Lund said in May, is old, was sold.",
            ("which", "is old"),
            "Lund",
        ),
        (
            "Hawaii, as Lund pointed out in May, normally does not get storms.",
            ("Hawaii", "normally does not get storms"),
            "Lund",
        ),
    ],
)
def test_a_clause_keeps_what_it_is_about(text, labelled, source) -> None:
    cue = "said" if "said" in text else "pointed out"
    assert repaired(text, cue, *labelled, source=source) == list(labelled)


def test_a_hyphened_word_is_taken_whole() -> None:
    text = "The sum, eaten up by flood-relief works, is small, Lund said."
    labelled = "relief works, is small"
    assert repaired(text, "said", labelled, source="Lund") == [
        "The sum, eaten up by flood-relief works, is small"
    ]


def test_a_mark_at_the_end_that_opens_is_a_slip() -> None:
    text = "Lund must respect the court “ Ek said."
    assert repaired(text, "said", "Lund must respect the court “") == [
        "Lund must respect the court"
    ]


@pytest.mark.parametrize("when", ["in 2012", "in early March", "in late May 2012"])
def test_when_it_was_said_is_no_part_of_it(when: str) -> None:
    text = f"The bank said {when} that it found graft."
    assert repaired(text, "said", f"{when} that it found graft") == ["it found graft"]


def test_what_somebody_has_is_no_content() -> None:
    text = "The ministry confirmed her death, and praised Kolt’s kindness."
    assert repaired(text, "confirmed", "her death", "’s kindness") == ["her death"]


def test_a_colon_within_a_quotation_leads_nowhere() -> None:
    text = (
        "“It all goes back to the guild. We insist that they say: ‘What is your stance?’” Ek asked."
    )
    labelled = "all goes back to the guild. We insist that they say: ‘What is your stance?’"
    assert repaired(text, "asked", labelled) == [
        "It all goes back to the guild. We insist that they say: ‘What is your stance?’"
    ]
