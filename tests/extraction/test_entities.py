"""What the encoder takes for a person, an organisation or no name at all, and what names gain."""

from __future__ import annotations

import pytest

from articles.extraction import extract, load_pipeline
from articles.extraction.pipeline import STEPS, assemble


def speaker(*lines: str):
    return extract("Headline\n" + "\n".join(lines) + "\n").quotes[-1].speaker


def test_persons_organisations_and_places_are_tagged():
    doc = load_pipeline()("Tomas Brook of the Corvel Harbour Council met the mayor in Norway.")
    assert [(entity.text, entity.label_) for entity in doc.ents] == [
        ("Tomas Brook", "Person"),
        ("Corvel Harbour Council", "Organization"),
        ("Norway", "Location"),
    ]


def test_each_token_has_a_share_of_every_tag():
    doc = load_pipeline()("Tomas Brook left.\n\n“It was late.”")
    assert doc._.entity_shares.shape == (len(doc), 6)
    assert doc._.entity_shares.sum(-1) == pytest.approx(1, abs=1e-5)


def test_an_empty_text_has_no_entities():
    assert load_pipeline()("").ents == ()


def test_without_the_encoder_the_rules_name_as_they_did():
    nlp = assemble(STEPS)
    (quote,) = extract("Headline\nMayor Tomas Quell said the plant was closed.", nlp).quotes
    assert quote.speaker.name == "Tomas Quell"


def test_an_office_and_its_holder_in_one_run_are_parted():
    found = speaker(
        "Minister of Communication and Information Technology Dagvar Tolsen said the harbour"
        " would reopen."
    )
    assert (found.name, found.kind, found.role) == (
        "Dagvar Tolsen",
        "person",
        "Minister of Communication and Information Technology",
    )
    found = speaker("Secretary for Health Lo Kvam-mau told the council that beds were scarce.")
    assert found.name == "Lo Kvam-mau"


def test_a_towns_mayor_is_no_part_of_the_name():
    found = speaker(
        "Larvik Mayor Jennifer Quell spoke.",
        "“The harbour is safe,” Larvik Mayor Jennifer Quell said on Friday.",
    )
    assert found.name == "Jennifer Quell"


def test_a_house_without_a_telling_word_is_an_organisation():
    assert speaker("Brookval Securities said the harbour would reopen.").kind == "organisation"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Corvel Film and Sound Archive", "According to the {}, the tapes are safe."),
        ("Centers for Salt Control and Prevention", "The {} said the tapes were safe."),
        ("Assembly of First Nations Corvel", "The {} went on record to say the tapes were safe."),
        ("Channel 12 News", "{} reported that the tapes were safe."),
        ("Chamber of Commerce, Industries and Agriculture of Corvel", "The {} said rents rose."),
    ],
)
def test_an_organisations_name_goes_on_over_small_words(name, sentence):
    found = speaker(sentence.format(name))
    assert (found.name, found.kind) == (name, "organisation")


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Delegates said that the harbour would reopen.", "delegates"),
        ("Speakers at the symposium said the harbour would reopen.", "speakers at the symposium"),
        ("Senior US officials said the harbour would reopen.", "senior US officials"),
    ],
)
def test_a_sentences_first_word_is_no_name(sentence, name):
    found = speaker(sentence)
    assert (found.name, found.kind) == (name, "group")


def test_nobody_is_named_by_a_sentences_first_word():
    found = speaker("Delegates cheered in the hall.", "“It cost too much,” she said.")
    assert (found.name, found.kind) == ("she", "unnamed")


def test_a_surname_that_is_a_title_too():
    assert speaker("Mr. King said the harbour would reopen.").name == "King"
    assert speaker("Mr. President said the harbour would reopen.").kind == "unnamed"


def test_where_a_speaker_spoke_is_not_who_spoke():
    found = speaker("The mayor who spoke at State House, Nairobi, said that the tapes were safe.")
    assert (found.name, found.kind) == ("mayor", "unnamed")


@pytest.mark.parametrize(
    "text",
    [
        "She would so blithely sign up with a network Norway has financed.",
        "However, speaking to this newspaper, Tarkan, who is married to a singer, says rents rose.",
    ],
)
def test_a_country_or_a_person_behind_an_outlets_noun_is_no_outlet(text):
    assert load_pipeline()(text)._.outlets.all == []


def test_an_unheard_of_outlet_behind_its_noun_is_one():
    (mention,) = load_pipeline()("He told the newspaper Qolsten that rents rose.")._.outlets.all
    assert (mention.name, mention.kind) == ("Qolsten", "newspaper")


def test_his_excellency_is_no_part_of_the_name():
    found = speaker(
        "The ties are strong, said French Ambassador to Corvel H E Jean-Baptiste Falvre.",
        "“They are old,” Falvre said.",
    )
    assert found.name == "Jean-Baptiste Falvre"
    assert not found.role.endswith("H E")


def test_a_day_that_opens_a_sentence_stays_capital():
    assert speaker("Friday’s affidavit says that the tapes are safe.").name == "Friday’s affidavit"


def test_a_given_name_may_begin_like_a_preposition():
    lines = ("Seo In-brook began as a singer.", "“I have been preparing for long,” Seo said.")
    assert speaker(*lines).name == "Seo In-brook"


def test_a_part_of_the_world_is_nobody():
    text = "Bo Quist met leaders of Eastern Europe. Quist said that Europe had lost the war."
    doc = load_pipeline()(text)
    kinds = {entity.name: entity.kind for entity in doc._.names.entities.values()}
    assert kinds["Eastern Europe"] == "organisation"
