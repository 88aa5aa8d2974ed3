"""The fullest name of who speaks: abbreviations, titles, slips of the pen, several at once."""

from __future__ import annotations

import pytest

from articles.extraction import extract


def speakers(*lines: str) -> list[str | None]:
    quotes = extract("Headline\n" + "\n".join(lines) + "\n").quotes
    return [quote.speaker.name if quote.speaker else None for quote in quotes]


def test_a_directorate_general_goes_by_its_initials():
    assert speakers(
        "The Directorate-General of Bridges (DGB) closed the road.",
        "The DGB said cracks had been found.",
    ) == ["Directorate-General of Bridges"]


def test_initials_that_stop_early():
    assert speakers(
        "Lurian Nations Ferry and Salt Agency for Island Farmers in the Near North (LNFSA) met.",
        "The LNFSA said it needed money.",
    ) == ["Lurian Nations Ferry and Salt Agency for Island Farmers in the Near North"]


def test_the_chamber_is_the_one_named_before():
    assert speakers(
        "The Chamber of Trade of Skail met in May.", "“We disagree,” the Chamber said."
    ) == ["Chamber of Trade of Skail"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("former deputy president Tan Sri Lo Tian Bek", "Lo Tian Bek"),
        ("Eng. Marwish Ahmed Al Rahmi", "Marwish Ahmed Al Rahmi"),
        ("Executive Director Sultan A. Al-Marid", "Sultan A. Al-Marid"),
        ("the under-secretary for the Affairs of the Salt Court Dr. Ada Lund", "Ada Lund"),
    ],
)
def test_a_name_is_all_of_the_name(written, name):
    assert speakers(f"On Monday, {written} said the road was closed.") == [name]


def test_el_rahmi_may_be_called_rahmi():
    assert speakers(
        "President Samir Nabil El-Rahmi met the council.", "Rahmi said the canal was open."
    ) == ["Samir Nabil El-Rahmi"]


def test_a_surname_with_a_slip():
    assert speakers("Mayor Ilse Brandvold opened the road.", "“It is wide,” Branvold said.") == [
        "Ilse Brandvold"
    ]


def test_says_is_no_given_name():
    assert speakers(
        "Historian Ola Brandvold wrote on salt.",
        "Says Brandvold, the historian: “Salt is a part of what we are.”",
    ) == ["Ola Brandvold"]


def test_the_prosecutors_office():
    assert speakers("The Prosecutor’s Office said the case was closed.") == ["Prosecutor’s Office"]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Both Brandvold and Sand", "Ilse Brandvold and Hugo Sand"),
        ("Ms Brandvold and Mr Sand", "Ilse Brandvold and Hugo Sand"),
    ],
)
def test_two_who_speak_as_one(source, name):
    assert speakers(
        "Mayor Ilse Brandvold met minister Hugo Sand.",
        f"{source} said the road was closed.",
        "The two said it would open in May.",
    ) == [name, name]


def test_he_may_be_a_surname():
    assert speakers("On Monday, He Lianhua, an official, said the outbreak was small.") == [
        "He Lianhua"
    ]


def test_the_prime_minister_in_parliament():
    assert speakers(
        "Hugo Sand, Prime Minister of Luria, met the council on Monday.",
        *["The road through the hills was built by the council long ago."] * 9,
        "The Prime Minister said it would be closed.",
    ) == ["Hugo Sand"]


def test_who_speaks_is_the_prime_minister_whom_nobody_introduced():
    assert speakers(
        "Hugo Sand said the road would be closed.", "“It is old,” the Prime Minister said."
    ) == ["Hugo Sand", "Hugo Sand"]


def test_the_source_is_nobody_with_a_name():
    assert speakers(
        "Mayor Ilse Brandvold closed the road.",
        "“She knew it,” one party leader told reporters.",
        "Brandvold had opened it in May.",
        "The insider said the mayor would resign.",
    ) == ["party leader", "party leader"]


def test_he_is_who_spoke_just_before_without_a_name():
    assert speakers(
        "Mayor Hugo Sand closed the road.",
        "A lawyer warned that Sand would be sued.",
        "“It is a matter of weeks,” he said.",
    ) == ["lawyer", "lawyer"]


def test_a_pronoun_goes_on_being_whom_it_was():
    assert (
        speakers(
            "Ms Ilse Brandvold spoke in Skail.",
            "She praised her old friend, minister Lin Baozhai.",
            "She said the road was closed.",
        )[-1]
        == "Ilse Brandvold"
    )


def test_another_minister_who_spoke_of_it_meanwhile():
    assert (
        speakers(
            "“The road is closed,” said minister Hugo Sand.",
            "For his part, the minister of trade, Tomas Quell, referred to the harbour.",
            "“It is open,” he said.",
        )[-1]
        == "Tomas Quell"
    )


def test_the_company_is_the_one_that_spoke():
    assert (
        speakers(
            "The ferry will sail, according to Skail Lines, beside Brandvold Shipping.",
            "The airline said it would help.",
        )[-1]
        == "Skail Lines"
    )


def test_a_bare_surname_is_not_the_sons():
    assert speakers(
        "Ilse Brandvold came with her son, Damon Brandvold, to the camp.",
        "Brandvold said it was fun.",
    ) == ["Ilse Brandvold"]


def test_questions_and_answers_with_numbers():
    assert (
        speakers(
            "The Skail Post met Ilse Brandvold, the mayor, in her office.",
            "Q1: When will the road be open to us all?",
            "A1: I hope that it will be open in the spring of next year.",
            "Q2: And what will you do about the harbour then?",
            "A2: We will build it again, and it will be larger than it was.",
        )
        == ["interviewer", "Ilse Brandvold"] * 2
    )


def test_who_can_be_heard():
    assert speakers(
        "“Who has locked this gate again!,” the girl can be heard loudly asking on the tape."
    ) == ["girl"]


def test_the_next_paragraph_says_who():
    assert speakers(
        "A pilot has said that ferries will soon be gone from the islands.",
        "Ilse Brandvold, a pilot for ten years, said they were too old.",
    ) == ["Ilse Brandvold", "Ilse Brandvold"]


def test_the_pope():
    assert speakers(
        "Pope Marinus visited the islands.",
        "Mayor Ilse Brandvold said it was an honour.",
        "The Pope said he was tired.",
    ) == ["Ilse Brandvold", "Marinus"]


def test_the_agency_by_its_other_name():
    assert (
        speakers(
            "The mill will open, according to the Lurian News Agency, Bena.",
            "The harbour is closed, Bena reported.",
        )[-1]
        == "Lurian News Agency"
    )


def test_a_professor_is_no_university():
    assert speakers("Professor Ilse Brandvold of Skail University said it was late.") == [
        "Ilse Brandvold"
    ]


def test_the_party_of_a_senator_is_no_short_name_of_hers():
    assert speakers(
        "Sen. Ilse Brandvold (R-S.C.) met the council.", "“It is late,” Brandvold said."
    ) == ["Ilse Brandvold"]


def test_a_namesake_of_the_other_gender_is_no_slip():
    assert speakers(
        "Susan Falkberg, the baker, opened the inn.", "Mr. Falkberg said the roof had gone."
    ) != ["Susan Falkberg"]


def test_an_office_after_a_name_is_no_part_of_it():
    assert speakers("At the meeting, Hugo Sand ILF Director-General said the shop was open.") == [
        "Hugo Sand"
    ]


def test_her_excellency_in_short():
    assert speakers("Skail Airways Chief Executive H E Akbar Al Rahmi said it was late.") == [
        "Akbar Al Rahmi"
    ]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Report co-author and University of Skail professor in music Elena Petrova", None),
        ("The union's representative at TSC Bahaa Al Rahmi, who is a baker,", "Bahaa Al Rahmi"),
        ("Salt Resources and Environment Minister Anurat Kholin", "Anurat Kholin"),
    ],
)
def test_who_is_named_last(source, name):
    assert speakers(f"{source} said the road was closed.") == [name or "Elena Petrova"]


def test_the_outlet_asks_in_its_own_interview():
    assert (
        speakers(
            "Ilse Brandvold, the mayor, spoke of the road in an interview with The Skail Post.",
            "Q1: When will the road be open to us all?",
            "A1: I hope that it will be open in the spring of next year.",
            "Q2: And what will you do about the harbour then?",
            "A2: We will build it again, and it will be larger than it was.",
        )
        == ["Skail Post", "Ilse Brandvold"] * 2
    )


def test_the_hosts_speak_on_an_occasion():
    assert speakers(
        "Speaking about the great event and the new hall, the hosts said… “We began it in May.”"
    ) == ["hosts"]


@pytest.mark.parametrize(
    ("role", "source"),
    [
        ("Lurian Foreign Minister", "Luria’s foreign minister"),
        ("Harbour Trust Executive President", "The Harbour Trust head"),
        ("Chief River Auditor", "The CRA"),
    ],
)
def test_who_holds_an_office(role, source):
    assert (
        speakers(
            f"{role} Ilse Brandvold met the council.",
            "Baker Hugo Sand said it was late.",
            f"{source} said the road was closed.",
        )[-1]
        == "Ilse Brandvold"
    )


def test_the_delegate_of_a_union_is_who_has_spoken():
    assert speakers(
        "Hugo Sand said the road was closed.", "According to the Tosk delegate, it is old."
    ) == ["Hugo Sand", "Hugo Sand"]


def test_his_majesty():
    assert speakers(
        "King Marinus visited the islands on Monday.", "His Majesty said the harbour was fine."
    ) == ["Marinus"]


def test_the_health_body():
    assert speakers(
        "The Skail Salt Commission said it was late.", "The global salt body said it was old."
    ) == ["Skail Salt Commission", "Skail Salt Commission"]


def test_the_military_is_the_army():
    assert speakers(
        "“The road is closed,” the Lurian army said.", "The military said there was a fire."
    ) == ["Lurian army", "Lurian army"]


def test_the_club_says_what_the_club_statement_says():
    assert speakers(
        "Skail United parted ways with its coach.", "“We thank him,” read the club statement."
    ) == ["Skail United"]


@pytest.mark.parametrize(
    "source",
    [
        "Ilse Brandvold, the mayor of Skail, and Hugo Sand, a pilot,",
        "Board members Ilse Brandvold and Hugo Sand",
        "Ilse Brandvold and fellow harbour analyst Hugo Sand",
    ],
)
def test_two_with_their_offices_speak_as_one(source):
    assert speakers(f"{source} said the road was closed.") == ["Ilse Brandvold and Hugo Sand"]


def test_a_branch_and_a_fleet_by_all_of_their_names():
    assert speakers(
        "An officer of the Skail Police Department’s 4th Precinct was moved in May.",
        "The precinct said it had been late.",
        "The Lurian Seventh Fleet said the ship had sailed.",
    ) == ["Skail Police Department’s 4th Precinct", "Lurian Seventh Fleet"]


def test_the_president_is_not_the_vice_president():
    assert (
        speakers(
            "Vice President of the STK Ilse Brandvold met the president, Hugo Sand.",
            "Sand said it was late.",
            "The STK president said the road was closed.",
        )[-1]
        == "Hugo Sand"
    )


def test_an_office_in_brackets_is_its_holder():
    found = speakers(
        "The girl lived nearby, said Upper River Officer (URO) Karim Haldun.",
        "The URO said the mill was old.",
    )
    assert found[-1] == "Karim Haldun"


def test_a_party_in_brackets_makes_nobody_a_body():
    found = speakers("Members Nosipho Lundberg (SPL) and Karim Haldun (DP) asked to see the mill.")
    assert found == ["Nosipho Lundberg and Karim Haldun"]


@pytest.mark.parametrize(
    ("first", "then", "name"),
    [
        (
            "The Salt Widow Society of Keelmouth met on Monday.",
            "The Salt Widow Society said that the mill was old.",
            "Salt Widow Society of Keelmouth",
        ),
        (
            "A poll by Tides and Insights for Luria (Tifl) was out on Monday.",
            "The poll suggested that the mill was old.",
            "Tides and Insights for Luria",
        ),
        (
            "The Carwick/Tamish First Nation met in Skail on Monday.",
            "The First Nation said that the mill was old.",
            "Carwick/Tamish First Nation",
        ),
        (
            "The Intergovernmental Panel on Salt Change (IPSC) met on Monday.",
            "The IPSC said that the mill was old.",
            "Intergovernmental Panel on Salt Change",
        ),
    ],
)
def test_the_fullest_name_of_a_body(first, then, name):
    assert speakers(f"{first} {then}") == [name]


def test_surnames_misspelt():
    assert speakers("Ms Carla Sommerdale left.", "Somerdale said the mill was old.") == [
        "Carla Sommerdale"
    ]
    text = "Dr Kofi Ato Branson came.", "Dr Kofi Ato Bransson said the mill was old."
    assert speakers(*text) == ["Kofi Ato Bransson"]


def test_a_first_name_is_no_title():
    text = "The national director of harbours, Ulfredo Alexander Monteros, said it was old."
    assert speakers(text) == ["Ulfredo Alexander Monteros"]


def test_of_two_with_a_surname_the_one_the_article_is_about():
    found = speakers(
        "Chairman Pak Mun-Seo opened the mill. Pak Mun-Seo is rich.",
        "His brother Stefan Pak was there.",
        "Pak said the mill was old.",
    )
    assert found == ["Pak Mun-Seo"]


def test_a_union_of_states_is_not_its_declaration():
    found = speakers("The EU Tide Council met on Monday.", "The EU said the mill was old.")
    assert found == ["EU"]


def test_ministry_at_the_head_of_a_sentence():
    text = "The Ministry of Salt Development met on Monday. Ministry said the mill was old."
    found = speakers(text)
    assert found == ["Ministry of Salt Development"]


def test_a_squadron_is_no_prince():
    found = speakers(
        "King Harald visited the King Harald II Airbase on Monday.",
        "Two jets of the Prince Olav Harald Squadron were there.",
        "His Majesty said the mill was old.",
    )
    assert found == ["Harald"]


def test_a_surname_that_is_an_occupation_too():
    assert speakers(
        "Sarah Bishop opened the hall on Monday.",
        "“It is safe,” Bishop said. Senator Bishop added that it had cost too much.",
    ) == ["Sarah Bishop", "Sarah Bishop"]


def test_a_bishop_is_not_who_is_called_bishop():
    assert speakers("Sarah Bishop met a bishop.", "The bishop of Skail said he was glad.") == [
        "bishop of Skail"
    ]


@pytest.mark.parametrize(
    ("named", "called"),
    [
        ("Rundu Magistrate's Court", "The court"),
        ("Salo Prosecutor’s Office", "The office"),
        ("Lurian Prime Minister’s Office", "The office"),
    ],
)
def test_the_owner_is_part_of_the_name_of_an_office(named, called):
    assert speakers(
        f"The {named} closed the case on Monday.", f"{called} said nothing had been found."
    ) == [named]


def test_a_body_into_something():
    assert speakers("The National Inquiry into Missing and Stolen Boats said the law was old.") == [
        "National Inquiry into Missing and Stolen Boats"
    ]


def test_an_office_in_capitals_goes_on_after_for():
    assert speakers("The UN High Commissioner for Salt Rights said the law was old.") == [
        "UN High Commissioner for Salt Rights"
    ]


def test_who_is_yet_to_be_president():
    assert speakers(
        "President-elect Ada Lund met the council.", "The president-elect said it took time."
    ) == ["Ada Lund"]


def test_letters_after_a_name():
    assert speakers("Ada Lund MP met the council.", "The MP said it took time.") == ["Ada Lund"]


def test_the_da_is_the_district_attorney():
    assert speakers(
        "Corvel District Attorney Ada Lund met the council.", "“He was armed,” the DA said."
    ) == ["Ada Lund"]


@pytest.mark.parametrize(
    ("two", "names"),
    [
        ("Ada Lund and her husband, Ola Ek,", "Ada Lund and Ola Ek"),
        ("His aide, Ola Ek, and his widow, Ada Lund,", "Ola Ek and Ada Lund"),
        ("Ada Lund and  Ola Ek", "Ada Lund and Ola Ek"),
    ],
)
def test_a_couple_speaks_as_one(two, names):
    assert speakers(f"{two} said they were tired.", "The couple said they would rest.") == [
        names,
        names,
    ]


def test_the_two_are_who_met():
    assert speakers("Ada Lund and Ola Ek met in Skail. The two said they agreed.") == [
        "Ada Lund and Ola Ek"
    ]


def test_a_firm_is_not_what_is_explained_of_it():
    assert speakers(
        "Salt Bank, Luria’s largest lender, said it would cut jobs.", "The lender was sad, it said."
    ) == ["Salt Bank", "Salt Bank"]


def test_the_ceo_is_the_chief_executive():
    assert speakers(
        "Orvel CEO Ola Ek met the council.", "“We are sad,” Orvel’s chief executive said."
    ) == ["Ola Ek"]


@pytest.mark.parametrize(
    ("first", "called"),
    [
        ("The Gull Observatory, a UK-based monitor, said", "The monitor"),
        ("Amnesty for Salt said", "The rights group"),
        ("Tech giant Orvel Group said", "The tech giant"),
        ("The Salt Institute said", "The Skail-based institute"),
        ("The World Salt Organization said", "The UN agency"),
        ("Skail Police said", "The force"),
        ("The European Union said", "The bloc"),
        ("Orvel Lynch Group said", "The bank"),
    ],
)
def test_what_a_body_is_called_next(first, called):
    one, other = speakers(f"{first} two men had died.", f"{called} said more would.")
    assert one and one == other and one in first


def test_a_rights_group_is_not_the_army_that_spoke():
    assert speakers("The Lurian Army said two died.", "The rights group said it was five.") == [
        "Lurian Army",
        "rights group",
    ]


def test_the_researchers_are_those_of_the_college():
    assert (
        speakers(
            "Researchers at Salt College said the fish were gone.",
            "The researchers said the water was too warm.",
        )
        == ["researchers at Salt College"] * 2
    )


@pytest.mark.parametrize("surname", ["West", "House", "Paris", "Guard", "French"])
def test_a_surname_that_is_a_place_or_a_thing_too(surname):
    assert speakers(f"Sarah {surname} said she saw it.", f"{surname} said she ran.") == [
        f"Sarah {surname}",
        f"Sarah {surname}",
    ]


def test_the_who_is_no_relative():
    assert speakers(
        "WHO Director-General Ola Ek said cases rose.", "The WHO chief said more would come."
    ) == ["Ola Ek", "Ola Ek"]


def test_the_mayor_is_not_her_deputy():
    assert speakers(
        "The mayor said the bridge was safe. Her deputy, Ola Ek, said it was old.",
        "The mayor said it would be mended.",
    ) == ["mayor", "Ola Ek", "mayor"]


def test_a_wife_is_she():
    assert speakers(
        "Tom Ek, 34, and his wife, Maria, 32, lost their house.",
        "“It went in minutes,” she said. “We ran,” he said.",
    ) == ["Maria", "Tom Ek"]


@pytest.mark.parametrize(
    ("named", "called", "name"),
    [
        ("Orvel Group", "The militant group", "Orvel Group"),
        ("Salt Airlines flight SA14 was late, and", "The airline", "Salt Airlines"),
        ("Orvel Group CEO Ada Lund", "The company", "Orvel Group"),
        ("In a report, the Salt Institute said it was late, and", "The report", "Salt Institute"),
        ("Salt Bank said it was late, and", "The lender", "Salt Bank"),
    ],
)
def test_what_a_body_was_not_called_before(named, called, name):
    assert speakers(f"{named} left.", f"{called} said it was sad.")[-1] == name


def test_a_report_after_a_comma_is_its_publisher_s():
    assert speakers("The report, published by the Salt Institute, said it was sad.") == [
        "Salt Institute"
    ]


def test_the_eu_is_the_european_union():
    assert speakers("The European Union met on Monday.", "The EU said it was sad.") == [
        "European Union"
    ]


@pytest.mark.parametrize(
    ("title", "short"), [("Superintendent", "Supt"), ("Advocate", "Adv"), ("Councillor", "Cllr")]
)
def test_titles_in_short(title, short):
    assert speakers(f"{title} Tom Ek left.", f"{short} Ek said it was sad.") == ["Tom Ek"]


def test_the_mother_is_the_victim_s():
    assert speakers("The victim’s mother said it was late.", "The mother said it was sad.") == [
        "victim’s mother",
        "victim’s mother",
    ]


def test_the_pontiff_is_the_pope():
    assert speakers("Pope Aldo said war was a sin.", "“Pray,” the pontiff said.") == ["Aldo"] * 2


def test_a_body_and_an_occupation_before_a_name():
    assert speakers("Department of Salt ranger Ada Lund said the mill was safe.") == ["Ada Lund"]


def test_initials_that_look_like_an_article():
    assert speakers("Justice A K Rao met the council.", "Justice Rao said it was safe.") == [
        "A K Rao"
    ]


def test_a_k_pop_star_has_no_initials():
    assert speakers("A K-pop star said it was safe.") == ["K-pop star"]


def test_the_portuguese_is_who_has_just_spoken():
    assert speakers("Coach Bruno Alves said it was hard.", "“They ran,” the Portuguese said.") == [
        "Bruno Alves",
        "Bruno Alves",
    ]


def test_a_collector_is_an_office():
    assert speakers("Collector Ada Lund met the council.",
                    "The collector said it was safe.") == ["Ada Lund"]  # fmt: skip


def test_the_father_of_somebody_is_not_the_policeman():
    assert (
        speakers(
            "Police chief Tom Ek urged hikers to stay away.",
            "“He lives,” the father of one of the men said.",
        )[-1]
        == "father of one of the men"
    )


def test_the_club_s_president_is_not_the_hotel_owner():
    assert (
        speakers(
            "“They left,” the owner, Berit Moe, said. The road is closed, the Salt Club said.",
            "The club's president said more signs were needed.",
        )[-1]
        != "Berit Moe"
    )


def test_who_speaks_after_an_outlet_in_an_opening_is_not_the_outlet():
    names = speakers("In a statement sent to the Skail Courier, the firm said it would go.")
    assert names == ["firm"]


def test_the_company_of_a_spokesman():
    assert speakers(
        "A spokesman for Orvel Group said it was late.", "The firm said it was sad."
    ) == ["spokesman for Orvel Group", "Orvel Group"]


def test_the_coast_guard_is_nobody_s_office():
    assert speakers(
        "Twelve died, the coast guard said.",
        "Commodore Luis Tan, a coast guard spokesman, said it was late.",
    ) == ["coast guard", "Luis Tan"]


def test_for_whom_it_makes_sense_is_who_speaks():
    assert speakers(
        "Senator Risa Brandt said a hearing would be held.",
        "For Maria Lund, a mother of four, the plan makes sense. “It floods,” she said.",
    ) == ["Risa Brandt", "Maria Lund"]


def test_fan_is_a_surname():
    assert speakers("Fan Bing said it was late.") == ["Fan Bing"]
