"""Outlets that only the words around them show: whom things are told, where they are posted."""

from __future__ import annotations

import pytest

from articles.extraction import extract


def found(*lines: str) -> list[tuple[str | None, list[str]]]:
    quotes = extract("Headline\n" + "\n".join(lines) + "\n").quotes
    return [
        (quote.speaker and quote.speaker.name, [link.name for link in quote.citations])
        for quote in quotes
    ]


@pytest.mark.parametrize(
    ("words", "outlet"),
    [
        ("Beekeeper Orla Finch told Granit that the hives were empty.", "Granit"),
        ("“The hives were empty,” beekeeper Orla Finch told APIARIO DEL SUR.", "APIARIO DEL SUR"),
        ("“The hives were empty,” beekeeper Orla Finch told Q&B.", "Q&B"),
        ("Yesterday, beekeeper Orla Finch admitted to Sunrise Report that the hives were empty.",
         "Sunrise Report"),
        ("“The hives were empty,” beekeeper Orla Finch explained to Verdana.", "Verdana"),
        ("Speaking to NLK, beekeeper Orla Finch said that the hives were empty.", "NLK"),
        ("When contacted by The Margin, beekeeper Orla Finch said the hives were empty.",
         "Margin"),
        ("In an interview with Isla Verde News Online, beekeeper Orla Finch said the hives were "
         "empty.", "Isla Verde News Online"),
        ("Speaking on Harbour FM on Monday, beekeeper Orla Finch said the hives were empty.",
         "Harbour FM"),
    ],
)  # fmt: skip
def test_who_is_told_something_and_is_no_other_body_publishes_it(words, outlet):
    assert found(words) == [("Orla Finch", [outlet])]


@pytest.mark.parametrize(
    "words",
    [
        "Beekeeper Orla Finch told Jon Marlow that the hives were empty.",
        "Beekeeper Orla Finch told UHP delegates that the hives were empty.",
        "Beekeeper Orla Finch told Skail District Court that the hives were empty.",
        "Beekeeper Orla Finch told Congress that the hives were empty.",
    ],
)
def test_a_person_and_another_body_publish_nothing(words):
    assert found(words) == [("Orla Finch", [])]


def test_who_is_a_person_elsewhere_publishes_nothing():
    assert found(
        "Arne Granit, 43, keeps the mill. Beekeeper Orla Finch told Granit the hives were empty."
    ) == [("Orla Finch", [])]


@pytest.mark.parametrize(
    ("words", "platform"),
    [
        ("“The hives are empty,” Orla Finch wrote on social media.", "social media"),
        ("“The hives are empty,” Orla Finch wrote on her social media account.", "social media"),
        ("Orla Finch said in a social media post that the hives were empty.", "social media"),
        ("“The hives are empty,” said Orla Finch in a message published on her social networks.",
         "social networks"),
        ("Via social media, the guild said that the hives were empty.", "social media"),
        ("Speaking on a social media platform, Orla Finch said that the hives were empty.",
         "social media platform"),
    ],
)  # fmt: skip
def test_social_media_without_a_name(words, platform):
    assert [chain for _, chain in found(words)] == [[platform]]


def test_who_speaks_after_a_platform_is_not_the_platform():
    assert found("Via Instagram, the guild said that the hives were empty.") == [
        ("guild", ["Instagram"])
    ]


def test_social_media_that_are_only_talked_about():
    warned = found(
        "Orla Finch cited social media as a help for keepers, but warned that it could sting."
    )
    assert warned[-1] == ("Orla Finch", [])


def test_a_post_that_a_sentence_announces():
    assert found(
        "Orla Finch took to Instagram on Monday to show her garden.",
        "“The hives are empty,” she wrote.",
    ) == [("Orla Finch", ["Instagram"])]


@pytest.mark.parametrize(
    "words", ["“The hives are empty,” said Jon Marlow.", "“The hives are empty,” one keeper said."]
)
def test_somebody_else_did_not_speak_in_the_post(words):
    ((_, chain),) = found("Orla Finch took to Instagram on Monday to show her garden.", words)
    assert chain == []


def test_an_interview_told_of_in_the_sentence_before():
    assert found(
        "Orla Finch tasted the wax during an interview with Harbour FM on Monday.",
        "She said the hives were empty.",
    ) == [("Orla Finch", ["Harbour FM"])]


@pytest.mark.parametrize(
    ("words", "outlet"),
    [
        ("Speaking to Jon Marlow on KTB Radio Skail, Orla Finch said the hives were empty.",
         "KTB Radio Skail"),
        ("Orla Finch told the Post the hives were empty.", "Post"),
        ("“The hives were empty,” Orla Finch told a radio programme on Tuesday.",
         "radio programme"),
        ("Orla Finch said on another television show that the hives were empty.",
         "television show"),
        ("“The hives were empty,” wrote Morning Ledger columnist Orla Finch.", "Morning Ledger"),
        ("“Why are the hives empty?” asks El Pregonero columnist Orla Finch.", "El Pregonero"),
    ],
)  # fmt: skip
def test_broadcasts_short_names_and_columns(words, outlet):
    assert found(words) == [("Orla Finch", [outlet])]


def test_the_short_name_of_a_paper_that_is_named_in_full():
    assert found(
        "The Skail Post visited the hives. Orla Finch told the Post that they were empty."
    ) == [("Orla Finch", ["Skail Post"])]


def test_initials_that_a_party_shares_with_an_agency():
    assert found("Answering a question on PTI leaders, Orla Finch said the hives were empty.") == [
        ("Orla Finch", [])
    ]


def test_a_report_goes_on_into_the_next_paragraph():
    assert found(
        "“The hives are empty,” Orla Finch said, according to the Corvel News Agency.",
        "“Nobody fed the bees,” Finch said.",
        "The garden is large and has a wall.",
        "“I will sell them,” Finch said.",
    ) == [
        ("Orla Finch", ["Corvel"]),
        ("Orla Finch", ["Corvel"]),
        ("Orla Finch", []),
    ]


@pytest.mark.parametrize("words", ["Last month, Finch said", "In May, Finch said", "She once said"])
def test_what_was_said_at_another_time_is_no_part_of_a_passage(words):
    assert found(
        "Orla Finch told the daily Kurant that the hives were empty.",
        f"{words} that nobody fed the bees.",
    ) == [("Orla Finch", ["Kurant"]), ("Orla Finch", [])]


def test_an_interview_goes_on_over_the_words_of_others():
    others = [f"Jon Marlow said that hive {number} was full." for number in "23456789"]
    chains = found(
        "Orla Finch told the daily Kurant that the hives were empty.",
        *others, "Nobody came.", "Finch said that nobody fed the bees.",
    )  # fmt: skip
    assert chains[0] == chains[-1] == ("Orla Finch", ["Kurant"])


def test_a_source_is_the_one_that_told_it():
    assert found(
        "The hives will be sold, a ministerial source told the daily Kurant.",
        "Nobody fed the bees, the source said.",
        "The garden is safe, a medical source said.",
    ) == [
        ("ministerial source", ["Kurant"]),
        ("ministerial source", ["Kurant"]),
        ("medical source", []),
    ]


def test_a_post_goes_on_where_it_is_named_again():
    assert found(
        "“The hives are empty,” Orla Finch wrote on Instagram.",
        "The garden is large.",
        "In the post, she also said that nobody fed the bees.",
    ) == [("Orla Finch", ["Instagram"]), ("Orla Finch", ["Instagram"])]


def test_an_opening_paragraph_that_ends_with_who_reports_it():
    assert found(
        "The guild met on Monday to talk about the hives of the town, reports Al-Fanar daily. "
        "Keepers at the meeting said that they were empty.",
        "“Nobody fed the bees,” said Orla Finch.",
    )[-2:] == [("keepers at the meeting", ["Al-Fanar"]), ("Orla Finch", ["Al-Fanar"])]


def test_numbered_questions_and_answers():
    assert found(
        "Keeper Orla Finch gave an interview to The Skail Times. Here are the questions.",
        "Q1: Why are the hives empty, and who is to feed the bees now?",
        "A1: Nobody fed them in the winter, and that is all I have to say.",
        "Q2: And what will you do now?",
        "A2: I will sell the hives, and go to the sea with my brother.",
    ) == [
        ("Skail Times", []),
        ("Orla Finch", ["Skail Times"]),
        ("Skail Times", []),
        ("Orla Finch", ["Skail Times"]),
    ]


def test_an_outlet_by_what_it_is_called_besides():
    assert found(
        "Orla Finch told Isla Verde News Online (INO) that the hives were empty.",
        "The garden will be sold, Jon Marlow told INO.",
    ) == [("Orla Finch", ["Isla Verde News Online"]), ("Jon Marlow", ["Isla Verde News Online"])]


def test_two_names_of_an_agency_behind_two_reports():
    assert found(
        'During the talks, Orla Finch referred to the "old and warm" ties of the guilds, pointing '
        "out that the town pays for both, the Skail News Agency, Alba, reported."
    )[-1] == ("Orla Finch", ["Skail"])


def test_who_is_quoted_through_the_outlet_of_the_sentence_before():
    assert found(
        "The Corvel News Agency reports that the fight is between two guilds. A keeper is quoted "
        "as saying that the guild had refused to pay."
    ) == [("Corvel", []), ("keeper", ["Corvel"])]


def test_an_opening_paragraph_as_per_an_agency():
    assert found(
        "“The rain will go on,” said Orla Finch, as per news agency KNQ.",
        "“The hives are wet,” said Jon Marlow.",
    ) == [("Orla Finch", ["KNQ"]), ("Jon Marlow", ["KNQ"])]


@pytest.mark.parametrize(
    ("words", "outlet"),
    [
        ("Orla Finch told Channel 13 on Monday that the hives were empty.", "Channel 13"),
        ("Orla Finch told local TV news Channel 13 that the hives were empty.", "Channel 13"),
        ("“The hives were empty,” Orla Finch said in a statement to Voice of Skail radio.",
         "Voice of Skail"),
        ("Orla Finch - on an RNZ panel about bees - said the hives were empty.", "RNZ"),
        ("“The hives were empty,” explains Orla Finch in the Evening Courier.", "Evening Courier"),
    ],
)  # fmt: skip
def test_channels_panels_and_columns(words, outlet):
    assert found(words) == [("Orla Finch", [outlet])]


def test_where_remarks_were_made_is_told_of_afterwards():
    assert found(
        "A keeper said that the hives were empty.",
        "“Nobody fed the bees,” she said.",
        "Orla Finch, head of the guild, made the comments on the messaging platform Kuvo.",
        "“I will sell them,” Finch said.",
    ) == [("Orla Finch", ["Kuvo"]), ("Orla Finch", ["Kuvo"]), ("Orla Finch", ["Kuvo"])]


def test_a_paper_in_a_journal():
    assert found(
        "In a paper published this month by the Journal of Hive Studies, Orla Finch spoke of bees.",
        "“They are few,” she said.",
    ) == [("Orla Finch", ["Journal of Hive Studies"])]


def test_an_interview_that_was_declined():
    assert found(
        "On Sunday, Orla Finch declined an interview with the daily Kurant.",
        "She said the hives were empty.",
    ) == [("Orla Finch", [])]


@pytest.mark.parametrize(
    ("opening", "outlet"),
    [
        ("In an op-ed for the Skail Courier, Orla Finch wrote", "Skail Courier"),
        ("In an opinion piece in the Skail Courier, Orla Finch said", "Skail Courier"),
        ("In a commentary in the Skail Courier, Orla Finch said", "Skail Courier"),
        ("Reached by phone by the Skail Courier, Orla Finch said", "Skail Courier"),
        ("On Skail TV on Monday, Orla Finch said", "Skail TV"),
        ("On the podcast Salt Talk, Orla Finch said", "Salt Talk"),
        ("Orla Finch told the weekend edition of the Skail Courier", "Skail Courier"),
        ("Orla Finch said in remarks carried by KRNA", "KRNA"),
    ],
)
def test_where_somebody_wrote_or_spoke(opening, outlet):
    assert found(f"{opening} that the hives were empty.") == [("Orla Finch", [outlet])]


def test_who_is_told_something_on_a_channel_is_no_outlet():
    assert found("Orla Finch told Tom Ek on Skail TV that the hives were empty.") == [
        ("Orla Finch", ["Skail TV"])
    ]


def test_the_news_agency_is_the_one_named_before():
    assert [
        chain
        for _, chain in found(
            "A keeper told AFP that the hives were empty. "
            "A second keeper told the news agency that it was late."
        )
    ] == [["AFP"], ["AFP"]]


def test_what_is_explained_of_an_outlet_may_go_on():
    assert found(
        "Al-Asal, a newspaper close to the guild, quoted Orla Finch as saying the hives were empty."
    ) == [("Orla Finch", ["Al-Asal"])]


def test_comments_to_an_agency_are_no_part_of_what_was_said():
    text = "Headline\nOrla Finch said the hives had been empty in comments to Reuters on Monday.\n"
    (quote,) = extract(text).quotes
    assert [text[a:b] for a, b in quote.spans] == ["the hives had been empty"]
    assert [link.name for link in quote.citations] == ["Reuters"]


@pytest.mark.parametrize(
    ("words", "chain"),
    [
        ("Skail’s state-run Hive Times newspaper quoted Orla Finch as saying", ["Hive Times"]),
        ("Skail’s semi-official Melna news agency quoted Orla Finch as saying", ["Melna"]),
        ("Turkish news agencies quoted Orla Finch as saying", ["Turkish news agencies"]),
        ("Reuters reported that Interfax quoted Orla Finch as saying", ["Reuters", "Interfax"]),
        ("In an interview with Turkish TV channel Melna, Orla Finch said", ["Melna"]),
        ("In an exclusive interview with Melna, Orla Finch said", ["Melna"]),
        ("Talking to The Daily Hive, Orla Finch said", ["Daily Hive"]),
        ("Orla Finch told broadcaster LRK", ["LRK"]),
        ("Orla Finch told TV7", ["TV7"]),
        ("Orla Finch told the Skail Broadcasting Corporation", ["Skail Broadcasting Corporation"]),
        ("Orla Finch told Saudi-owned Al Arabiya", ["Al Arabiya"]),
    ],
)
def test_how_outlets_are_introduced(words, chain):
    assert found(f"{words} the hives had been empty.") == [("Orla Finch", chain)]


@pytest.mark.parametrize(
    "before",
    [
        "Sarah Finch sat down with Reuters on Monday.",
        "Reuters spoke to Sarah Finch on Monday.",
        "Reuters interviewed Sarah Finch on Monday.",
    ],
)
def test_an_outlet_that_spoke_to_somebody_hears_what_follows(before):
    assert found(f"{before} “The hives are empty,” she said.") == [("Sarah Finch", ["Reuters"])]


def test_a_statement_carried_by_an_agency_is_not_the_agency_s():
    assert found(
        "The hives had been empty, according to a guild statement carried by Reuters."
    ) == [("guild", ["Reuters"])]


@pytest.mark.parametrize("other", ["Another wrote", "Another user wrote"])
def test_another_user_writes_on_the_same_platform(other):
    chains = [
        chain for _, chain in found(f"One user wrote on Weibo: “It is sad.” {other}: “It is old.”")
    ]
    assert chains == [["Weibo"], ["Weibo"]]


def test_another_resident_does_not():
    chains = [
        chain
        for _, chain in found(
            "Orla Finch wrote on Facebook: “It is sad.” Another resident said it was old."
        )
    ]
    assert chains == [["Facebook"], []]


def test_to_whom_somebody_was_speaking_is_told_afterwards():
    assert found("“It is sad,” Orla Finch said. She was speaking to Reuters in Skail.") == [
        ("Orla Finch", ["Reuters"])
    ]


def test_a_daily_quotes_somebody():
    assert found("Politico quoted Orla Finch: “It is sad.”") == [("Orla Finch", ["Politico"])]


def test_an_agency_in_capitals_that_said_so_last():
    assert found(
        "Vice Premier Orla Finch told visiting Trade Minister Oskar Brandt that the two countries "
        "should “meet each other halfway”, the official Xinhua News Agency said."
    ) == [("Orla Finch", ["Xinhua News Agency"])]


def test_another_after_a_fan_is_a_fan():
    chains = [
        chain
        for _, chain in found(
            "“Leave her alone,” one fan wrote on Twitter. “She deserves it,” said another."
        )
    ]
    assert chains == [["Twitter"], ["Twitter"]]
