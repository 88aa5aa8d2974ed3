"""The database itself refuses rows that cannot be, whoever writes them."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from articles.models import (
    Article,
    Citation,
    Claim,
    Outlet,
    OutletAlias,
    Quote,
    Speaker,
    SpeakerAlias,
)

from . import cast


@pytest.fixture
def refused():
    """Whatever is written inside is refused, and the rest of the test can go on."""

    class Refused:
        def __enter__(self):
            self.savepoint = transaction.atomic()
            self.savepoint.__enter__()

        def __exit__(self, kind, error, traceback):
            self.savepoint.__exit__(kind, error, traceback)
            assert kind and issubclass(kind, IntegrityError), "the database took it"
            return True

    return Refused


@pytest.mark.parametrize(
    "change",
    [
        {"end": 0},
        {"start": 90, "end": 90},
        {"start": -1},
        {"kind": "shouted"},
        {"state": "perhaps"},
        {"confidence": 1.01},
        {"confidence": -0.1},
        {"speaker": None, "article": None},
    ],
)
def test_a_quote_with_a_bad_value_is_refused(talks, refused, change):
    with refused():
        Quote.objects.update(**change)


@pytest.mark.parametrize(
    "change",
    [
        {"end": 0},
        {"kind": "shouted"},
        {"status": "perhaps"},
        {"check_worthiness": 1.01},
        {"check_worthiness": -0.1},
    ],
)
def test_a_claim_with_a_bad_value_is_refused(talks, refused, change):
    with refused():
        Claim.objects.update(**change)


def test_two_outlets_cannot_stand_at_one_place_of_a_chain(talks, refused):
    quote = talks.quotes.get(kind="direct")
    with refused():
        Citation.objects.bulk_create(
            [Citation(quote=quote, outlet=cast.outlet("Radio Sund", "broadcaster"), position=1)]
        )


def test_an_outlet_cannot_stand_in_a_chain_twice(talks, refused):
    quote = talks.quotes.get(kind="direct")
    with refused():
        Citation.objects.bulk_create(
            [Citation(quote=quote, outlet=cast.outlet("Agence Meridia"), position=2)]
        )


def test_a_negative_place_in_a_chain_is_refused(talks, refused):
    with refused():
        talks.quotes.get(kind="direct").citations.filter(position=0).update(position=-1)


@pytest.mark.parametrize("model", [Speaker, Outlet])
def test_a_speaker_or_outlet_of_an_unknown_kind_is_refused(talks, refused, model):
    with refused():
        model.objects.update(kind="rumour")


@pytest.mark.parametrize("model", [Speaker, Outlet])
def test_two_speakers_or_outlets_cannot_have_one_slug(talks, refused, model):
    with refused():
        model.objects.bulk_create([model(name="Other", slug=model.objects.first().slug)])


def test_one_name_cannot_lead_to_two_speakers_or_outlets(talks, refused):
    with refused():
        SpeakerAlias.objects.create(speaker=cast.speaker("Jo Mar"), name="ILSE KARVONEN")
    with refused():
        OutletAlias.objects.create(outlet=cast.outlet("Radio Sund"), name="agence meridia")


def test_one_text_cannot_be_two_articles(talks, refused):
    with refused():
        Article.objects.bulk_create([Article(body=talks.body, body_sha256=talks.body_sha256)])


def test_slugs_are_never_given_again(talks):
    gone = cast.speaker("Ines Vall")
    gone.aliases.all().delete()
    gone.delete()
    assert cast.speaker("Ines Vall").slug == "ines-vall-2"
