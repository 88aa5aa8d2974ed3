"""One speaker for all the ways an article has of naming somebody."""

from __future__ import annotations

import pytest

from articles.extraction import extract


def speakers(*lines: str) -> list[str | None]:
    quotes = extract("Headline\n" + "\n".join(lines) + "\n").quotes
    return [quote.speaker.name if quote.speaker else None for quote in quotes]


def speaker(*lines: str):
    return extract("Headline\n" + "\n".join(lines) + "\n").quotes[-1].speaker


def test_a_surname_is_the_person_named_in_full_before():
    assert speakers(
        "Mayor Ilse Brandvold met the council.", "Brandvold said the road was safe."
    ) == ["Ilse Brandvold"]


def test_a_title_is_a_role_and_no_part_of_the_name():
    found = speaker("Energy Minister Tomas Quell said the plant was closed.")
    assert (found.name, found.kind, found.role) == ("Tomas Quell", "person", "Energy Minister")


def test_a_role_in_apposition_is_found():
    found = speaker("Orla Venn, the harbour master of Skail, said the ferry was late.")
    assert (found.name, found.role) == (
        "Orla Venn",
        "harbour master of Skail",
    ) or found.role is None


def test_he_and_she_are_told_apart():
    assert speakers(
        "President Aila Moor met Chancellor Peter Holm in Skail.",
        "“We spoke of ferries,” she said.",
        "“Not of herring,” he said.",
    ) == ["Aila Moor", "Peter Holm"]


def test_a_pronoun_means_the_one_who_spoke_last():
    assert speakers(
        "Greta Sund said the bridge was closed.",
        "It was built in 1931.",
        "She added that it would stay closed.",
    ) == ["Greta Sund", "Greta Sund"]


def test_the_minister_is_the_one_introduced_as_a_minister():
    assert speakers(
        "Finance Minister Paul Okedi presented the budget.",
        "A farmer, Lena Strom, said it was too small.",
        "The minister said it was the largest ever.",
    ) == ["Lena Strom", "Paul Okedi"]


def test_an_acronym_is_its_organisation():
    assert speakers(
        "The Southern Bridges Authority (SBA) closed the road.",
        "The SBA said cracks had been found.",
    ) == ["Southern Bridges Authority"]


def test_namesakes_are_told_apart_by_their_honorific():
    assert speakers(
        "Martin Falk and his wife Susan Falk own the inn.",
        "Mrs Falk said the roof had gone.",
        "Mr Falk said the cellar had flooded.",
    ) == ["Susan Falk", "Martin Falk"]


def test_a_double_name_is_not_its_first_half():
    assert speakers(
        "Lawyer Vera Sand and prosecutor Hugo Sand-Lind spoke for an hour.",
        "“This is a farce,” said Sand.",
    ) == ["Vera Sand"]


def test_somebody_without_a_name_is_described():
    found = speaker("An inspector at the quarry said the rope had been cut.")
    assert (found.name, found.kind) == ("inspector at the quarry", "unnamed")


def test_several_people_are_a_group():
    found = speaker("Residents said the water was brown.")
    assert (found.name.lower(), found.kind) == ("residents", "group")


def test_who_asked_not_to_be_named_is_no_quote():
    assert speakers("A clerk, who asked not to be named, said the files were gone.") == ["clerk"]


def test_an_organisation_speaks():
    found = speaker("In a statement, the Harbour Bank said its vault was empty.")
    assert (found.name, found.kind) == ("Harbour Bank", "organisation")


def test_whose_lawyer_is_not_who():
    assert speakers(
        "Norval Pike was not there.", "Pike’s lawyer, Dora Finch, said he was ill."
    ) == ["Dora Finch"]


def test_a_name_in_another_alphabet_stays_out_of_the_way():
    assert speakers("Engineer Lin Baozhai (林宝斋) said the dyke had moved.") == ["Lin Baozhai"]


def test_a_description_before_a_name_is_no_part_of_the_words():
    quote = extract(
        "Headline\nThe mill will open on Monday, the head of the town council, Ruth Amadi, said.\n"
    ).quotes[0]
    assert quote.text == "The mill will open on Monday"
    assert (quote.speaker.name, quote.speaker.role) == ("Ruth Amadi", "head of the town council")


def test_a_surname_that_stands_alone_parts_the_person_from_the_office():
    text = (
        "Ports\nDirector of the Northern Port Authority Ola Ekdahl said that it was full.\n"
        "“It is late,” Ekdahl said.\n"
    )
    assert [quote.speaker.name for quote in extract(text).quotes] == ["Ola Ekdahl"] * 2


def test_long_names_and_suffixes_are_people():
    text = (
        "Ports\nSaro Usufu Raza Gilane and C. Norrby Verdal Jr. came.\n"
        "“It is full,” Mr. Gilane said.\n“It is not,” Mr. Verdal said.\n"
    )
    names = [quote.speaker.name for quote in extract(text).quotes]
    assert names == ["Saro Usufu Raza Gilane", "C. Norrby Verdal Jr."]


def test_a_house_named_after_somebody_is_not_what_the_name_means():
    text = "Ports\nHe spoke at Gilane House. Gilane said that it was late.\n"
    assert [quote.speaker.name for quote in extract(text).quotes] == ["Gilane"]


def test_names_that_women_and_men_bear_have_the_gender_of_their_title():
    text = "Ports\nLee Epsten came. “It is full,” Ms. Epsten said.\n"
    assert [quote.speaker.name for quote in extract(text).quotes] == ["Lee Epsten"]


def test_an_ampersand_joins_the_name_of_a_house():
    assert speakers("The publisher, Gull & Lantern, said the book was late.") == ["Gull & Lantern"]


def test_one_of_a_trade_is_called_by_it():
    assert speakers("One trader said the price was high.") == ["trader"]


def test_a_headline_in_title_case_adds_nothing_to_a_name():
    text = (
        "Donald Lund Promises Action On Ferries\n"
        "“We will act,” Lund said on Monday.\n“It is late,” Donald Lund said.\n"
    )
    found = extract(text).quotes
    assert {quote.speaker.name for quote in found} == {"Donald Lund"}
    assert {"We will act,", "It is late,"} <= {quote.text for quote in found}


def test_an_epithet_in_capitals_is_no_part_of_a_name():
    assert speakers(
        "The fares of Grand Skail Donald Lund rose.",
        "Donald Lund said the ferry was full.",
        "“It sank,” Lund said.",
    ) == ["Donald Lund", "Donald Lund"]


def test_what_an_outlet_publishes_is_said_by_the_outlet():
    assert speakers("A new report by the Corvel Post said the mill was sold.") == ["Corvel Post"]


def test_what_a_statement_says_is_said_by_who_issued_it():
    assert speakers(
        "The Harbour Guild rejected the offer in a letter.",
        "“We will not sign,” the letter said.",
    ) == ["Harbour Guild"]


def test_they_are_no_region_that_was_only_named():
    said = speakers(
        "Tom Ekdahl and Ada Lund shared concerns about rights in Luria’s Vestmark autonomous "
        "region. They agreed to deepen trade.",
        "Lund said they also pledged to cooperate in supporting the islands.",
    )
    assert not {"Luria", "Vestmark"} & set(said)


def test_two_bodies_that_speak_together_are_not_who_spoke_before():
    said = speakers(
        "“I am honoured,” said Ruth Amadi, the mayor.",
        "The ministry and the coast guard admitted that there was no proof at all.",
    )
    assert said == ["Ruth Amadi", "ministry and the coast guard"]


def test_they_are_who_wrote_the_document_rather_than_the_document():
    said = speakers(
        "The Tromso Chamber of Trade said that it called on the union to reconsider the strike.",
        "“A week ago, the harbour sang,” says the document. In short, they point out that "
        "it is late for all to row.",
    )
    assert said[-1] == "Tromso Chamber of Trade"


def test_a_role_does_not_reach_into_the_line_before():
    quotes = extract(
        "https://example.test/ex-president-appointed-at-a-university\n\n"
        "Former President of Luria, Carl Marlow, was introduced as a teacher. Marlow will teach.\n"
        "“I will begin a new chapter,” wrote Marlow.\n"
    ).quotes
    assert quotes[-1].speaker.role == "Former President of Luria"


def test_the_who_is_no_pronoun():
    said = speakers(
        "Ada Lund, who leads the clinic, met the press.",
        "WHO on Monday said that there is little evidence of it.",
        "“It is rare,” the WHO said.",
    )
    assert said == ["WHO", "WHO"]


def test_where_somebody_is_based_is_no_part_of_the_name():
    said = speakers(
        "Author Sana Ode has become the first to win the prize.",
        "“I never dreamt of it,” Oslo-based Ode said in a speech.",
    )
    assert said == ["Sana Ode"]


def test_who_is_the_minister_before_it():
    said = speakers(
        "Union minister Pavel Ekdahl said that the mill was old.",
        "Children were among the victims, according to the Vestmark health minister, who added "
        "that all of them died before reaching a hospital.",
    )
    assert said == ["Pavel Ekdahl", "Vestmark health minister", "Vestmark health minister"]


def test_a_small_particle_joins_a_name():
    said = speakers(
        "Luria’s Prime Minister Mustafa al-Kadhi issued a statement after the attack, saying that "
        "the troops had violated the border."
    )
    assert said == ["Mustafa al-Kadhi"]


def test_who_speaks_for_others_is_not_who_spoke_before():
    said = speakers(
        "“I am tired,” said Ada Lund.",
        "On Monday, the KRN counsel had told the court that more money is waiting to be seized.",
    )
    assert said == ["Ada Lund", "KRN counsel"]


def test_a_general_directorate_is_no_generals():
    said = speakers(
        "The General Directorate of Penal Centers has announced that it will work as a team."
    )
    assert said == ["General Directorate of Penal Centers"]


def test_a_house_may_own_whom_it_sends():
    assert speakers("The Institute for Salt’s Ada Lund said the sea was rising.") == ["Ada Lund"]


def test_a_rank_after_an_office_is_the_persons():
    found = speaker("Corvel Chief of Police General Jorge Ekdahl said a team had been sent.")
    assert (found.name, found.kind) == ("Jorge Ekdahl", "person")


def test_a_commissioner_for_something_is_an_office():
    assert speakers(
        "Skail Union Commissioner for Economic Development, Trade and Mining, Albert Lund, said "
        "child labour was bad."
    ) == ["Albert Lund"]


@pytest.mark.parametrize(
    ("sentence", "described"),
    [
        (
            "The nephew of accomplished author Keri Lund says her wish was to sell it.",
            ("nephew of accomplished author Keri Lund", "unnamed"),
        ),
        (
            "“We want to stay,” said another of the mothers, who asked for help.",
            ("another of the mothers", "unnamed"),
        ),
        (
            "“The car came,” said the father of one of the injured men to The Guardian.",
            ("father of one of the injured men", "unnamed"),
        ),
        (
            "A newly published autobiography revealed that the mill had been sold.",
            ("newly published autobiography", "organisation"),
        ),
    ],
)
def test_a_description_is_given_whole(sentence: str, described: tuple[str, str]):
    found = speaker(sentence)
    assert (found.name, found.kind) == described


def test_a_space_that_does_not_break_is_no_part_of_a_pronoun():
    assert speakers("Ada Lund came.", "“We check numbers,” she\u00a0told the paper.") == [
        "Ada Lund"
    ]


def test_a_city_is_nobody_whose_director_speaks():
    assert speakers("Hong Kong and Macau Affairs Office director Ada Lund said it was safe.") == [
        "Ada Lund"
    ]


def test_whoever_is_described_may_be_named_at_once():
    assert speakers(
        "According to a specialist in domestic labour affairs Bassam Lund, the mill is shut."
    ) == ["Bassam Lund"]


def test_the_ministry_is_the_only_one_that_was_named_however_far_back():
    between = ["It rained."] * 10
    found = speakers(
        "The Ministry of Salt opened.", *between, "The ministry said the salt would last."
    )
    assert found == ["Ministry of Salt"]


def test_the_commander_of_one_navy_does_not_command_another():
    quotes = [
        "Ola Ek, the commander of the Corvel Navy, met the commander of the Salenese Navy.",
        "The commander of the Salenese Navy said that all was well.",
    ]
    assert speakers(*quotes) == ["commander of the Salenese Navy"]


def test_the_fields_of_a_ministry_are_part_of_its_name():
    ministry = "Ministry of Higher Education, Technology and Innovation"
    assert speakers(f"The {ministry} said there were no jobs.") == [ministry]
    assert speakers("The Ministry of Health, Norway and Sweden said there were no jobs.") == [
        "Ministry of Health"
    ]


def test_initials_show_how_far_a_name_reaches():
    office = "Communications and Information Technology Office"
    assert speakers(
        f"The {office} (CITO) said it was pleased.", "The CITO said the salt would last."
    ) == [
        office,
        office,
    ]


def test_a_participle_at_the_head_of_a_sentence_is_no_name():
    assert speakers(
        "Speaking at the launch, Ada Lund said the mill was old.", "Beijing said it was pleased."
    ) == ["Ada Lund", "Beijing"]


def test_the_minister_of_several_fields_is_the_minister_however_far_back():
    found = speakers(
        "The minister of labour, industrial relations and crafts, Ada Lund, opened the mill.",
        "The minister said it could not be better.",
        "Unions can insist on their rights.",
        *["It rained."] * 4,
        "The minister said unions need to play a role.",
    )
    assert found[0] == found[-1] == "Ada Lund"


def test_a_preposition_after_a_name_is_no_part_of_the_source():
    assert speakers(
        "The President of the Republic Pedro Ekdahl on Thursday affirmed that the mill is the "
        "first in the country."
    ) == ["Pedro Ekdahl"]


def test_who_after_a_role_is_the_person_with_the_role():
    assert speakers(
        "The council met Ada Lund, managing director of Corvel Securities, who said that the mill "
        "had two years left."
    ) == ["Ada Lund"]


def test_he_is_nobody_whom_his_own_words_are_about():
    assert speakers(
        "Cabinet Chief Juan Brookval met the farmers.",
        "President Alberto Tarkan's government “has always favoured dialogue,” he added.",
    ) == ["Juan Brookval"]


def test_a_participle_is_of_who_reports_and_not_of_whom_the_report_is_about():
    assert speakers(
        "Communication Minister Amir Tolvat spoke.",
        "The minister also said the growth of the town's ferries, night ferries as well"
        " as the late opening of the pier by President Abdel Fattah El Sarri this month,"
        " adding that such piers would shorten the way of many millers.",
    ) == ["Amir Tolvat", "Amir Tolvat"]


@pytest.mark.parametrize(
    ("introduced", "said", "name"),
    [
        ("Prime Minister Aila Moor met farmers.", "“It is safe,” added the PM.", "Aila Moor"),
        ("PM Aila Moor met farmers.", "The prime minister said it was safe.", "Aila Moor"),
        ("Chief Minister Aila Moor came.", "The CM said that rice was cheap.", "Aila Moor"),
        ("Premier Aila Moor met farmers.", "The Lurian PM said it was safe.", "Lurian PM"),
    ],
)
def test_offices_in_two_letters(introduced, said, name):
    assert speaker(introduced, said).name == name


def test_five_pm_is_nobody():
    assert speakers("Ilse Brandvold said the ferry had left at 5 PM.") == ["Ilse Brandvold"]


def test_an_under_secretary_is_not_under_anything():
    introduced = "Under Secretary Uzra Venn met the mayor."
    assert speakers(introduced, "“It is safe,” said Under Secretary Venn.") == ["Uzra Venn"]


def test_a_nickname_is_part_of_the_name():
    assert (
        speakers(
            "President Ferdinand “Bongo” Brandvold said the loans were safe.",
            "Brandvold said the road was closed.",
        )
        == ["Ferdinand “Bongo” Brandvold"] * 2
    )


def test_the_university_is_the_one_that_was_named():
    introduced = "Skail University named her a professor in May."
    assert speaker(introduced, "The University said that she was glad.").name == "Skail University"


def test_the_company_is_no_language():
    introduced = "Mr. Quell announced that Guarani and Aymara were added to the tool."
    assert speaker(introduced, "It will have no sound, the company pointed out.").name == "company"


def test_the_representative_of_a_firm_is_not_the_minister_who_met_him():
    found = speaker(
        "The Minister of Trade, Ilse Brandvold, said that she was glad to meet the firm.",
        "The representative of the firm said that one of the aims is to train the young.",
    )
    assert found.name == "representative of the firm"


def test_who_a_letter_is_from_is_who_says_what_it_says():
    text = "The court built its verdict on a letter from the Skail Board which said it was safe."
    assert speaker(text).name == "Skail Board"


def test_an_initial_beside_its_name_is_part_of_it():
    assert speakers(
        "Prime Minister of Luria L.Oyun-Brook opened the road.",
        "“It is a great day”, said Prime Minister L.Oyun-Brook.",
    ) == ["L.Oyun-Brook"]


def test_a_former_house_is_nobody():
    found = speakers(
        "Former TVB anchor Chris Wong Chun-yin told sources in Skail that it was late.",
        "He said the ferry was closed.",
    )
    assert found[-1] == "Chris Wong Chun-yin"


def test_the_latter_and_the_former_are_two_people_of_the_sentence_before():
    met = "Ilse Brandvold, minister of trade, met Tomas Quell, minister of salt."
    assert speakers(met, "The latter said it was late.") == ["Tomas Quell"]
    assert speakers(met, "The former said it was late.") == ["Ilse Brandvold"]


def test_the_ruling_party_is_the_one_that_was_called_so():
    assert speakers(
        "The ruling People Power Party met. The opposition Democratic Party of Luria was glad.",
        "The ruling party said that it was late.",
    ) == ["People Power Party"]


def test_the_name_of_a_description_has_single_spaces():
    found = speaker("A  prominent Lurian member is quoted as saying that it was late.")
    assert found.name == "prominent Lurian member"


def test_a_role_between_two_commas_is_whole():
    role = "Adviser to the President of the Republic and Director General of the Archives"
    found = speaker(f"In this regard, {role}, Abdel Chikh, said that it was old.")
    assert (found.name, found.role) == ("Abdel Chikh", role)


def test_the_official_is_the_minister_who_spoke_before():
    assert (
        speakers(
            "“It will open in May,” said the Minister of Tourism, Ilse Brandvold.",
            "The park will have five mills. They were given by the guild.",
            "“Five million visitors will come,” said the official.",
        )
        == ["Ilse Brandvold"] * 2
    )


@pytest.mark.parametrize(
    "who", ["a police officer, surnamed Yeh,", "A police officer surnamed Yeh"]
)
def test_who_is_introduced_by_surname(who):
    assert speakers(f"On Friday, {who} came by.", "The officer said he was late.") == ["Yeh"]


def test_a_minister_of_justice_is_no_judge():
    found = speaker("First Deputy Minister of Justice Rosabel Venn said that it was late.")
    assert found.name == "Rosabel Venn"


def test_a_book_is_called_by_its_title():
    text = "The mill was old, according to the 2007 book “Pears of Skail,” by Ilse Brandvold."
    assert speakers(text) == ["Pears of Skail"]


def test_the_chief_after_a_body_with_its_initials_speaks():
    text = (
        "Luria's National Board of Aquatic Salt (NBAS) Chief Jaime Venn told reporters it was late."
    )
    assert speakers(text) == ["Jaime Venn"]


def test_what_follows_a_title_is_no_epithet():
    assert speakers(
        "Lurian Foreign Minister Hossein Amir Brandvold spoke to farmers.",
        "Amir Brandvold said the calls were good.",
    ) == ["Hossein Amir Brandvold"]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Broadcasting Corp of Luria chairman Jaw Venn-kong (倫德)", "Jaw Venn-kong"),
        ("A lawyer for Corvel Mayor Ada Lund", "lawyer for Corvel Mayor Ada Lund"),
        ("The City of Skail", "City of Skail"),
    ],
)
def test_who_is_meant_by_a_long_phrase(source, name):
    assert speaker("The City Police came.", f"{source} said that it was late.").name == name


def test_the_minister_of_another_country_is_somebody_else():
    found = speaker(
        "Iranian Foreign Minister Hossein Amir Brandvold spoke to farmers.",
        "The UAE foreign minister, in turn, said that it was late.",
    )
    assert found.name == "UAE foreign minister"


def test_who_promised_is_the_last_one_named_and_not_whom_they_met_besides():
    assert speakers(
        "The group met General Karol, the prime minister.",
        "In addition to General Karol, the group also spoke with Minister Anup Venn who promised "
        "to be more accessible, Ada Lund said. She added that it was late.",
    ) == ["Ada Lund", "Anup Venn", "Ada Lund"]


def test_a_person_called_by_initials():
    text = "Xavier Luc Venn met the mayor at the old mill. “We have a right to know,” XLV said."
    assert speakers(text) == ["Xavier Luc Venn"]


def test_the_initials_of_a_name_with_an_owner_in_it():
    assert speakers(
        "War raged between the government and the Lurian People’s Liberation Army (LPLA).",
        "The LPLA said it wanted peace.",
        "The Lurian government and the LPLA say they want a deal by the end of the summer.",
    ) == ["Lurian People’s Liberation Army", "Lurian government and the LPLA"]


@pytest.mark.parametrize(
    ("source", "name", "role"),
    [
        ("Juan Venn former Lurian justice minister", "Juan Venn", "former Lurian justice minister"),
        ("Salt Under Law’s Judge Johann Venn, who asked for it,", "Johann Venn", "Judge"),
        (
            "Organization of Lurian States “OLS” Secretary General Luis Venn of Skailia",
            "Luis Venn",
            "Secretary General",
        ),
    ],
)
def test_who_speaks_beside_an_office(source, name, role):
    found = speaker(f"{source} said in a statement that it was late.")
    assert (found.name, found.role) == (name, role)


def test_a_role_belongs_to_the_name_after_it_in_a_row_of_both():
    found = speaker(
        "The Minister of Family Welfare, Mrs Kala Venn, the Chairperson of the Salt Committee, "
        "Mr S. Brook, were present.",
        "In her address, Minister Venn underlined that families matter.",
    )
    assert (found.name, found.role) == ("Kala Venn", "Minister of Family Welfare")


def test_the_three_are_a_group():
    found = speaker("Two more came.", "The three said that the bus was faulty all the way.")
    assert (found.name, found.kind) == ("three", "group")


def test_the_lawmaker_is_the_one_in_parliament():
    assert speakers(
        "Corvel East MP Ada Lund came late.",
        "Party secretary Junia Venn recommended her.",
        "In a letter on Friday, the lawmaker said she was ready.",
    ) == ["Ada Lund"]


def test_nobody_widely_acknowledges():
    text = "Headline\nIt's widely acknowledged that there needs to be a settlement.\n"
    assert [quote.speaker for quote in extract(text, everything=True).quotes] == [None]


def test_parties_are_not_the_opposition_that_they_are_part_of():
    text = "The opposition mainly BSP and the Congress has criticised the move for its cost."
    assert speakers(text) == ["opposition"]


def test_who_asked_not_to_be_named_speaks_and_not_the_fear():
    assert speakers(
        "A Lurian salt expert who did not want to be identified fearing trouble with the "
        "government said there is doubt about the plan.",
        "“No one asks the guild to lower its flag,” he said.",
    ) == ["Lurian salt expert", "Lurian salt expert"]


def test_a_trust_is_not_its_founder():
    assert speakers(
        "MICHELLE Venn has been announced as the patron. Venn said she is honoured.",
        "“I was able to establish the Michelle Venn Children's Trust,” she said.",
    ) == ["Michelle Venn", "Michelle Venn"]


def test_he_is_not_whose_government_was_named():
    assert speakers(
        "Emilio closed his gym. “They were practically unemployed”, he says.",
        "It closed in March, a day after the government of Daniel Venn gave the order. “The fear "
        "existed already”, he adds.",
    ) == ["Emilio", "Emilio"]


def test_said_before_a_surname_is_no_given_name():
    assert speakers(
        "Barnabas Venn, a lawyer, said that the ball might be in his court.",
        "Said Venn: “If the decision is set aside, this will be a mockery.”",
    ) == ["Barnabas Venn", "Barnabas Venn"]


def test_a_vice_president_keeps_the_vice():
    found = speaker(
        "The Vice-President and Managing Director of Venn Africa, Mr Bradley Brook, came.",
        "Mr Brook said it was late.",
    )
    assert found.role == "Vice-President and Managing Director of Venn Africa"


def test_they_are_no_league_that_bears_the_name_of_a_region():
    text = "Attacks were attributed to this Arab country. They said the mill was late."
    assert speakers(text, "The Arab League was silent.") != ["Arab League"]


def test_what_was_not_mentioned_is_no_quote():
    assert speakers("Ada Lund did not mention the relocation of the mill in the speech.") == []


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("The survey was made in June. It", "survey"),
        (
            "Bo Quist, of the Salt Board, was there. The ministry of salt spoke. It",
            "ministry",
        ),
        ("The affidavit from the agent offers more details. It", "affidavit"),
        (
            "A second document alleges that she left. The prosecutors' document",
            "prosecutors' document",
        ),
    ],
)
def test_what_it_is_and_whose_a_document_is(before, name):
    assert speakers(f"{before} says that it was late.")[-1] == name


def test_the_chairman_in_the_lead_is_the_one_named_below():
    assert speakers(
        "The Venn Group has gone to court, the group chairman said on Monday.",
        "Venn chairman Dr Iqbal Brook said that it was late.",
    ) == ["Iqbal Brook", "Iqbal Brook"]
    assert speaker("Venn chairman Dr Iqbal Brook said that it was late.").role == "Venn chairman"


def test_he_says_what_stands_before_a_relative_clause():
    text = "A court held an inquiry, which ended in September 1987, he said."
    assert speakers("Ola Ek came.", text) == ["Ola Ek"]


def test_a_centre_named_after_a_prince():
    found = speaker("It was late, according to the Prince of Skail Northern Heritage Centre.")
    assert (found.name, found.kind) == ("Prince of Skail Northern Heritage Centre", "organisation")


def test_a_hospital_is_not_its_donor():
    assert speakers(
        "Corvel opened the Sylvan Brook Emergency Hospital on Thursday.",
        "Sylvan Brook, businessman, added: “I am happy to give it.”",
    ) == ["Sylvan Brook"]


def test_who_speaks_after_that_and_who_is_told_of_by_it():
    assert speakers("They saw a town that scientists say is dating from 1500.") == ["scientists"]
    assert speakers(
        "Ada Lund, an official with the board that oversees them, said it was late."
    ) == ["Ada Lund"]


def test_who_said_it_in_the_passive():
    assert speakers("In court, it was said by a lawyer that Ek had wanted to help.") == ["lawyer"]


def test_who_argues_at_the_end_of_a_line():
    assert speakers(
        "The new state may be a union of mills, argues Steve Neval",
        "Global millers have spent this year anticipating what would happen.",
    ) == ["Steve Neval"]


def test_an_agency_is_no_who():
    assert speakers(
        "“It is the most latent threat,” the coordinator, Vinicio Venn, told Efe, who recalls that "
        "the dolphin has been on the list since 2019."
    ) == ["Vinicio Venn", "Vinicio Venn"]


def test_a_clause_after_who_speaks_is_no_part_of_it():
    found = speaker("“It is big”, highlights Ada Lund, as it is part of the “Road to Skail”.")
    assert found.text == "Ada Lund"


def test_a_place_is_no_who():
    text = "There was joy among the women living in Luria who say they were wronged."
    assert speakers(text) == ["women"]


def test_one_of_them_is_somebody():
    assert speakers(
        "Ayla Venn came. One of them told reporters that it was late.",
        "“The problem is not solved,” she warned.",
    ) == ["one of them", "one of them"]


@pytest.mark.parametrize(("who", "kind"), [("some citizens", "group"), ("his agent", "unnamed")])
def test_what_kind_of_speaker(who, kind):
    assert speaker(f"On the other hand, {who} said that it was late.").kind == kind


def test_the_president_of_a_court_with_its_initials():
    found = speaker(
        "President Miguel Brook was in Skail.",
        "Then the president of the Supreme Salt Court (SSC), Rubi Venn, came.",
        "The SSC president said it was late.",
    )
    assert found.name == "Rubi Venn"


def test_who_is_asked_by_somebody():
    assert speakers(
        "Asked by radio host Clara Venn if the pledge served his interests, Bo Brook said he would "
        "give his away."
    ) == ["Clara Venn", "Bo Brook"]


def test_whom_somebody_speaks_of_is_not_who_speaks():
    text = "Today marks the term of Daniel Brook, who Carlos Venn says is an “absent character”."
    assert speakers(text) == ["Carlos Venn"]


def test_the_vice_president_is_not_the_president():
    assert speakers(
        "President Alberto Venn came, and Vice-President Cristina Brook.",
        "The vice-president said it was late. The president said it was early.",
        "“It was late,” the Vice President repeated.",
    ) == ["Cristina Brook", "Alberto Venn", "Cristina Brook"]


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ("“It is late,” said analyst Ola Venn, of the group.", "analyst"),
        ("Salt Party co-leader Ola Venn said it was late.", "co-leader"),
    ],
)
def test_a_role_has_no_verb_and_keeps_its_hyphen(source, role):
    assert (speaker(source).role or "").endswith(role)
    assert not (speaker(source).role or "").startswith(("said", "-"))


def test_who_is_called_a_citizen_of_a_nation():
    text = "“If we can help people, we will,” says Vuntut Gwitchin First Nation citizen Yudii Venn."
    assert speakers(text) == ["Yudii Venn"]


def test_then_is_no_part_of_who_speaks():
    assert speakers("Since then critics have said that the mill is late.") == ["critics"]


def test_a_clause_that_reports_is_no_role():
    found = speaker("Ilse Venn, explains the pilot, “was late.”", "Venn said it was late.")
    assert found.role is None


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Lurian member of parliament Charles Venn, chair of the guild,", "Charles Venn"),
        ("Ola Venn, who is married to media personality Ada Brook,", "Ola Venn"),
        ("Ola Venn, the producer of the film Pears featuring Ada Brook,", "Ola Venn"),
    ],
)
def test_which_of_two_names_speaks(source, name):
    assert speaker(f"{source} said that it was late.").name == name


@pytest.mark.parametrize(
    ("source", "name", "kind"),
    [
        ("About four in 10 voters", "four in 10 voters", "group"),
        ("Four in 10 of the farmers", "four in 10 of the farmers", "group"),
        ("More than six in 10 farmers", "more than six in 10 farmers", "group"),
        ("Another", "another", "unnamed"),
        ("Most", "most", "group"),
    ],
)
def test_how_many_of_whom_speak(source, name, kind):
    found = speaker(f"{source} said that the mill was late.")
    assert (found.name, found.kind) == (name, kind)


def test_who_is_asked_says_nothing_and_is_she_who_answers():
    lines = "Ada Lund was asked {}whether the mill was late.", "She said it was."
    assert speakers(lines[0].format(""), lines[1]) == [None, "Ada Lund"]
    assert speakers(lines[0].format("by a reporter "), lines[1]) == ["reporter", "Ada Lund"]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("A prominent committee member who supports Ada Lund", "prominent committee member"),
        ("The man who beat Ada Lund in May", "man"),
        ("Ada Lund, who beat Bo Ek in May,", "Ada Lund"),
        ("The mayor who ran the town for years, Ada Lund,", "Ada Lund"),
        ("A man who gave his name as Ola Lund", "Ola Lund"),
        ("A man who would be identified only as Ola", "Ola"),
    ],
)
def test_whom_a_clause_is_about_does_not_speak(source, name):
    assert speaker(f"{source} said that it was late.").name == name


def test_who_speaks_on_is_who_spoke():
    lines = (
        "Bo Surya, the head of the guild, said the valley was done.",
        "This is the change that Narendra Brook has brought. Now it is our duty.",
        "“We are at a good time,” he said.",
    )
    assert speakers(*lines)[-1] == "Bo Surya"
    instead = "After the last song Brook left. "
    assert speakers(*lines[:2], f"{instead}{lines[2]}")[-1] == "Narendra Brook"


def test_an_office_in_capitals_is_who_holds_it():
    assert speakers(
        "Crown Prince Karim Venn and Ada Ek met.",
        "The Crown Prince praised the mill of the valley.",
    ) == ["Karim Venn"]
    assert speakers(
        "Ada Lund said that it was late.", "The Skail South MP also claimed that it was safe."
    ) == ["Ada Lund", "Ada Lund"]


def test_somebody_by_her_age():
    assert speakers(
        "Ada Moraa said that it was late.", "“It is,” said the 31-year-old who rowed in 2012."
    ) == ["Ada Moraa", "Ada Moraa"]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("The Lurian Prosecutor’s Office", "Lurian Prosecutor’s Office"),
        ("Leaders and scientists whose work lasts", "leaders and scientists"),
        ("The father of one of the men", "father of one of the men"),
    ],
)
def test_a_name_and_what_it_is(source, name):
    assert speaker(f"{source} said that it was late.").name == name


def test_a_style_is_no_role():
    assert speaker("Prime Minister Sheikh Hasina said it was late.").role == "Prime Minister"


def test_a_heading_does_not_speak():
    lines = "Salt in the deal", "", "Village groups are calling for a ferry."
    assert speakers(*lines) == ["village groups"]


def test_a_coroner_of_the_town_is_not_the_minister_who_spoke():
    assert speakers(
        "Ada Lund, Skail’s health minister, said it was late.",
        "“It is,” Lund said.",
        "Last year the town’s chief coroner announced that it was safe.",
    ) == ["Ada Lund", "Ada Lund", "town’s chief coroner"]


def test_it_is_the_body_that_spoke():
    assert (
        speakers(
            "The Lurian Institute of Salt has opened a Salt Tasting Lab. The lab will help, the "
            "LISa said. Since the spring, the centre has tasted it, it said."
        )
        == ["Lurian Institute of Salt"] * 2
    )


def test_a_participle_goes_with_the_main_clause():
    lines = (
        "Sisi wished the valley progress under the leadership of President Mohamed Venn, stressing "
        "that it was late.",
    )
    assert speakers(*lines) == ["Sisi"]


def test_the_fields_of_a_ministry_are_nobody():
    found = speaker("Deputy Salt and Sports Minister Datuk Seri Lo Tian Bek said it was late.")
    assert (found.name, found.role) == ("Lo Tian Bek", "Sports Minister")


def test_they_are_the_two_named_before():
    assert speakers(
        "Ada Hunter of the Corvel Guild said it was late.",
        "As for Harris and Bailey, they say it was early.",
    ) == ["Ada Hunter", "Harris and Bailey"]


def test_she_is_not_who_tells_it():
    found = speakers("“Give me two,” I say. I take the bread. “Here,” she says with a smile.")
    assert found == ["I", "she"]


def test_an_occasion_is_no_part_of_a_role():
    found = speaker("“No,” said Bo Ek, president of the Rural Guild on the eve of its fair.")
    assert found.role == "president of the Rural Guild"


def test_one_he_is_one_speaker():
    assert (
        speakers(
            "Ola Chaluva met Venn. Chaluva said it was late.",
            "Tarik should be quiet about salt, he said, adding that Vasil was the miller.",
        )
        == ["Ola Chaluva"] * 3
    )


def test_sheikh_may_be_a_woman_and_in_mid_name():
    lines = (
        "Prime Minister Sheikh Hasina spoke of the late Abbas Mirsal.",
        "“He was,” she said.",
    )
    assert speakers(*lines) == ["Hasina"]
    found = speaker("President Hassan Sheikh Tolmud came.", "President Tolmud said it was late.")
    assert (found.name, found.role) == ("Hassan Sheikh Tolmud", "President")


def test_a_sum_of_money_does_not_speak():
    lines = "A sum of SR800 million was provided, the minister said.", "It noted that it was late."
    assert speakers(*lines) == ["minister", "it"]


def test_a_verb_is_no_role():
    found = speaker("“It is the capital of a kingdom,” explains local archaeologist, Dr Ola Venn.")
    assert found.role == "local archaeologist"


def test_those_who():
    assert speakers("It reaches those who laugh off the tide as “weather.”") == ["those"]


def test_a_report_speaks_for_who_unveiled_it():
    assert speakers(
        "Board member Ada Lund yesterday unveiled a report on the flood.",
        "The water came at night.",
        "The gates were never shut, the report said.",
    ) == ["Ada Lund"]


def test_the_judge_is_the_justice_who_speaks():
    assert speakers(
        "Justice Ola Ek of the Skail Court issued an order on Friday.",
        "He said that only the Chief Judge of the court, Justice Ada Lund, could do so.",
        "The Judge said that the mill must close.",
    ) == ["Ola Ek", "Ola Ek"]


def test_nobody_else_in_office_is_taken_for_a_judge():
    assert speakers(
        "Ada Lund and Ola Ek sued each other.",
        "Justice Mara Quist said that both were wrong.",
        "Meanwhile, the premier said that it was late.",
    ) == ["Mara Quist", "premier"]
