"""Through which outlets a quote came, nearest to the reader first."""

from __future__ import annotations

import pytest

from articles.extraction import extract, known_outlet


def found(*lines: str) -> list[tuple[str | None, list[str]]]:
    quotes = extract("Headline\n" + "\n".join(lines) + "\n").quotes
    return [
        (quote.speaker and quote.speaker.name, [link.name for link in quote.citations])
        for quote in quotes
    ]


def test_an_agency_that_cites_state_media_with_somebody_behind_them():
    assert found(
        "Premier Jana Kolt vowed to drain the marsh, Reuters reports citing Lurian state media."
    ) == [("Jana Kolt", ["Reuters", "Lurian state media"])]


def test_an_agency_that_cites_somebody_as_saying():
    assert found("“The marsh stays,” Luria’s Ostpress news agency cited Kolt as saying.") == [
        ("Kolt", ["Ostpress"])
    ]


def test_an_outlet_with_nobody_behind_it_speaks():
    assert found("The marsh will be drained by May, The Lurian Courier reported.") == [
        ("Lurian Courier", [])
    ]


def test_state_media_that_say_what_police_said():
    assert found("State media reported that police said the bridge had fallen.") == [
        ("police", ["State media"])
    ]


def test_what_is_told_to_a_paper_came_through_it():
    assert found("Diver Rolf Amsel told the daily Kurant that the wreck was empty.") == [
        ("Rolf Amsel", ["Kurant"])
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Diver Rolf Amsel told reporters the wreck was empty.",
        "Diver Rolf Amsel told parliament that the wreck was empty.",
        "Diver Rolf Amsel said in a statement that the wreck was empty.",
        "Diver Rolf Amsel said at a press conference that the wreck was empty.",
        "SKAIL, June 2 (Reuters) - Diver Rolf Amsel said the wreck was empty.",
        "“The wreck was empty,” said Rolf Amsel, who worked for the BBC for ten years.",
    ],
)
def test_what_is_no_outlet_of_the_chain(words):
    assert found(words) == [("Rolf Amsel", [])]


def test_an_interview_goes_on_until_another_speaks():
    assert found(
        "Poet Mira Solberg told the magazine Lantern that she wrote at night.",
        "“By day I sell pears,” she said.",
        "“Nobody reads at noon.”",
        "Her brother, Jan Solberg, said he had never read a line.",
    ) == [
        ("Mira Solberg", ["Lantern"]),
        ("Mira Solberg", ["Lantern"]),
        ("Mira Solberg", ["Lantern"]),
        ("Jan Solberg", []),
    ]


def test_an_interview_ends_when_the_speaker_is_met_elsewhere():
    assert found(
        "Poet Mira Solberg told the magazine Lantern that she wrote at night.",
        "Solberg told reporters later that she had given up.",
    ) == [("Mira Solberg", ["Lantern"]), ("Mira Solberg", [])]


def test_a_post_came_through_its_platform():
    assert found("Keeper Ana Brook wrote on Instagram that she would play.") == [
        ("Ana Brook", ["Instagram"])
    ]


def test_to_tweet_is_to_write_on_twitter():
    assert found("Keeper Ana Brook tweeted that she would play.") == [("Ana Brook", ["Twitter"])]


def test_a_post_quoted_by_a_daily():
    assert found(
        "“My hand decides,” keeper Ana Brook wrote on Instagram, in a post quoted by the sports "
        "daily Goal."
    ) == [("Ana Brook", ["Goal", "Instagram"])]


def test_three_outlets_in_their_order():
    assert found(
        "The dam will hold, Governor Petra Lind told state broadcaster Luria One, in remarks "
        "carried by the Ostpress news agency and quoted by Reuters."
    ) == [("Petra Lind", ["Reuters", "Ostpress", "Luria One"])]


def test_an_outlet_named_once_is_known_without_its_kind():
    assert found(
        "The Ostpress news agency was founded in 1950.",
        "The dam will hold, Governor Petra Lind said, Ostpress reported.",
    ) == [("Petra Lind", ["Ostpress"])]


def test_an_editor_speaks_for_himself():
    assert found("The Lurian Courier will close in May, its editor, Ruth Osei, said.") == [
        ("Ruth Osei", [])
    ]


def test_somebody_told_somebody_is_no_outlet():
    assert found("Governor Petra Lind told Premier Jana Kolt that the dam would hold.") == [
        ("Petra Lind", [])
    ]


def test_a_known_outlet_has_its_canonical_name():
    outlet = known_outlet("RIA Novosti")
    assert outlet is not None
    assert outlet.name == "RIA Novosti"
    assert known_outlet("The Lurian Courier") is None


def test_an_outlet_that_writes_itself_in_capitals_is_known():
    told = "The dam is safe, Ada Lund told BUENOS AIRES TIMES on Monday."
    assert found(told) == [("Ada Lund", ["Buenos Aires Times"])]


@pytest.mark.parametrize(
    "sentence",
    [
        "Three barges sank in the storm, Reuters reported, citing the health ministry.",
        "Reuters reported, citing the health ministry, that three barges sank in the storm.",
        "Reuters, citing the health ministry, said three barges sank in the storm.",
    ],
    ids=["after", "between", "before"],
)
def test_an_agency_that_cites_a_ministry_relays_it_wherever_that_is_said(sentence):
    assert found(sentence) == [("health ministry", ["Reuters"])]


@pytest.mark.parametrize(
    ("words", "speaker", "outlets"),
    [
        # A country that no list has: its adjective is no name of an outlet.
        ("Ada Lund told the Lurian daily Kurant that the dam is full.", "Ada Lund", ["Kurant"]),
        (
            "The dam is full, Ada Lund said, the Lurian news agency Luripress reported.",
            "Ada Lund",
            ["Luripress"],
        ),
        (
            "Lurian state television quoted Ada Lund as saying that the dam is full.",
            "Ada Lund",
            ["Lurian state television"],
        ),
        (
            "Ada Lund told a local radio station that the dam is full.",
            "Ada Lund",
            ["local radio station"],
        ),
        # A name that ends like another paper's, and what it is behind or before it.
        (
            "Ada Lund told the Port Amal Observer newspaper that the dam is full.",
            "Ada Lund",
            ["Port Amal Observer"],
        ),
        (
            "KRN, the state news agency, quoted Ada Lund as saying that the dam is full.",
            "Ada Lund",
            ["KRN"],
        ),
        (
            "Ada Lund told her party's newspaper, Fremtid, that the dam is full.",
            "Ada Lund",
            ["Fremtid"],
        ),
        ("“The dam is full,” Ada Lund told LTV.", "Ada Lund", ["LTV"]),
        # Who relays what was said to others.
        ("“It is full,” Ada Lund was quoted as saying by Reuters.", "Ada Lund", ["Reuters"]),
        ("The dam is full, according to residents cited by Yonhap.", "residents", ["Yonhap"]),
        (
            "Ada Lund said in an interview with the weekly Terra, quoted by AFP, that it is full.",
            "Ada Lund",
            ["AFP", "Terra"],
        ),
        (
            "Xinhua reported, citing Premier Ada Lund, that the dam is full.",
            "Ada Lund",
            ["Xinhua"],
        ),
        (
            "Ada Lund said the dam was full, according to a report by Bloomberg.",
            "Ada Lund",
            ["Bloomberg"],
        ),
        # To whom it was said.
        ("Ada Lund confirmed to the Port Mirror that it is full.", "Ada Lund", ["Port Mirror"]),
        ("“It is full,” said Ada Lund in an interview with RAI.", "Ada Lund", ["RAI"]),
        (
            "Ada Lund, writing in the Morning Ledger, argued that the dam would overflow.",
            "Ada Lund",
            ["Morning Ledger"],
        ),
        ("In one tweet on Friday, Ada Lund said: “The dam is full.”", "Ada Lund", ["Twitter"]),
        ("“It is full,” Ada Lund said on NBC's “Meet the Press.”", "Ada Lund", ["NBC"]),
        # Who speaks beside an outlet.
        (
            "Mayor Bo Quist left. At a lunch with the editorial board of the Washington Post "
            "Quist said that the dam was full.",
            "Bo Quist",
            ["Washington Post"],
        ),
        ("One Twitter user @ada_lund pointed out that it is full.", "@ada_lund", ["Twitter"]),
        ("The dam is full, the Morning Post reported on its website.", "Morning Post", []),
        ("KRN, the state news agency, said the border was open.", "KRN", []),
    ],
)
def test_outlets_that_no_list_has_and_the_parts_they_take(words, speaker, outlets):
    assert found(words) == [(speaker, outlets)]


def test_an_interview_that_is_told_of_before_it_is_quoted():
    assert found(
        "Minister Ada Lund made the remarks in an interview with the Financial Courier.",
        "“I never promised that,” said Lund.",
        "“Nor will I,” she said.",
        "Her deputy, Bo Quist, said he had not been asked.",
    ) == [
        ("Ada Lund", ["Financial Courier"]),
        ("Ada Lund", ["Financial Courier"]),
        ("Bo Quist", []),
    ]


def test_to_agree_to_an_interview_is_no_quote():
    assert found("Ada Lund agreed to a long interview for the Morning Post.") == []


def test_small_words_of_an_outlets_name_may_have_capitals():
    assert found(
        "“I never dreamt of it,” Sana Ode said in a speech quoted by the Press Trust Of India."
    ) == [("Sana Ode", ["Press Trust of India"])]


def test_as_per_a_report_is_according_to_it():
    assert found("“It was late,” said Bo Ekdahl, as per a report by Reuters.") == [
        ("Bo Ekdahl", ["Reuters"])
    ]


def test_who_has_said_it_before_the_agency_that_reported_it():
    assert found(
        "Vostra will keep the gates of the dam shut until the snow melts, President Bogdan Yarevik "
        "has said, the Meridia news agency reported on Wednesday, citing the daily Tolvar Gazette, "
        "which quoted state broadcaster Vostra TV."
    ) == [("Bogdan Yarevik", ["Meridia", "Tolvar Gazette", "Vostra TV"])]


def test_the_whole_name_of_who_reports():
    assert found(
        "Most economists had expected a smaller step, the Corvel news agency reported."
    ) == [("Corvel", [])]


def test_initials_of_an_agency_named_before_are_the_agency():
    quotes = extract(
        "Headline\nSpeaking with the Ghana News Agency in Norrby, Ada Lund said the mill was old.\n"
        "She told the GNA that it would close.\n"
    ).quotes
    assert [[link.name for link in quote.citations] for quote in quotes] == [
        ["Ghana News Agency"],
        ["Ghana News Agency"],
    ]


@pytest.mark.parametrize(
    ("sentence", "chain"),
    [
        ("Ada Lund told The Peninsula that the wreck was empty.", ["Peninsula"]),
        (
            "In a recent interview with The Peninsula Dr. Ada Lund, a diver, said it was empty.",
            ["Peninsula"],
        ),
        (
            "In a report by public broadcaster Lurian Television, Ada Lund said it was empty.",
            ["Lurian Television"],
        ),
        ("The wreck was empty, Ada Lund told Coastal News Service.", ["Coastal News Service"]),
        (
            "“It was empty,” Ada Lund, a diver, told Trade and Industry Daily on Monday.",
            ["Trade and Industry Daily"],
        ),
    ],
)
def test_outlets_by_the_words_around_their_names(sentence, chain):
    assert found(sentence) == [("Ada Lund", chain)]


def test_a_place_with_an_article_is_no_outlet():
    assert found("Ada Lund told The Gambia that the wreck was empty.") == [("Ada Lund", [])]


def test_what_explains_an_outlet_is_no_link():
    assert found(
        "“It was empty,” Ada Lund said in an interview with NTV, a network funded by the state and "
        "broadcast by Benua’s state television."
    ) == [("Ada Lund", ["NTV"])]


@pytest.mark.parametrize("report", ["reports Al-Rai daily", "reported the Lurian Courier"])
def test_a_report_after_what_somebody_said(report: str):
    ((who, (link,)),) = found(f"According to the police, the land was sold, {report}.")
    assert who == "police"
    assert link in ("Al-Rai", "Lurian Courier")


def test_a_station_whose_initials_end_in_fm():
    assert found("In an interview with SAfm, Ada Lund said that the wreck was empty.") == [
        ("Ada Lund", ["SAfm"])
    ]


def test_what_is_told_to_an_agency_before_a_participle_came_through_it():
    assert found("Ada Lund told Reuters the mill was old, explaining that it had been shut.")[
        -1
    ] == (
        "Ada Lund",
        ["Reuters"],
    )
    text = "“We train farmers,” Ada Lund told the Corvel Post, explaining that they have shifted."
    assert {(who, *links) for who, links in found(text)} == {("Ada Lund", "Corvel Post")}


def test_news_after_initials():
    text = "The mayor announced that the mill had burnt down, according to KRT news."
    assert found(text) == [("mayor", ["KRT"])]


def test_who_had_what_somebody_said():
    text = "Asked about the mill, she said, according to KProfile: “It does feel good. I am glad.”"
    assert found("Singer Ada Lund is young.", text)[-1] == ("Ada Lund", ["KProfile"])


def test_what_media_reported_is_not_what_somebody_said_after_and():
    text = "State media reported the cuts and spokesman Zaw Venn later said the sums were small."
    assert found(text)[-1] == ("Zaw Venn", [])


def test_an_agency_behind_whose_it_is():
    text = "Minister Ada Venn told her country's state-owned IRNA on Thursday that it was late."
    assert found(text) == [("Ada Venn", ["IRNA"])]


def test_one_quotation_of_a_poster_is_one_quote():
    text = "One social media poster answered by asking: “Why be so solemn about a pear, you?”"
    assert len(found(text)) == 1


@pytest.mark.parametrize(
    ("where", "outlet"),
    [
        ("Channel 5’s “Mill Hour.”", "Channel 5"),
        ("KTB’s “This Week in the Valley.”", "KTB"),
        ("“Mill Hour.”", "Mill Hour"),
        ("Sunday’s “Mill Hour.”", "Mill Hour"),
    ],
)
def test_a_programme_or_whose_it_is_was_first(where: str, outlet: str):
    text = f"“We go on,” Ada Lund said on {where} “And we stay.”"
    assert found(text) == [("Ada Lund", [outlet])]


def test_a_programme_at_the_head_of_a_sentence():
    text = "Later on KTB’s “This Town,” Ada Lund said the mill would close."
    assert found(text) == [("Ada Lund", ["KTB"])]


def test_who_had_a_statement():
    text = "Ada Lund said in a note according to The Daily Blaze that the mill was late."
    assert found(text) == [("Ada Lund", ["Daily Blaze"])]


def test_whom_an_author_writes_for_had_it():
    text = "The hat has become controversial, reports Odile Marchbank for The Conversation."
    assert found(text) == [("Odile Marchbank", ["Conversation"])]
