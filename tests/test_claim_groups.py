"""A claim made by several people is one row with all of them; editors join and split."""

from __future__ import annotations

import csv
import io
import random

import pytest
from django.http import QueryDict

from articles import corrections
from articles.claim_groups import group_of
from articles.corrections import Conflict, merge_speakers
from articles.models import Claim
from explorer.facets import facets
from explorer.filters import ClaimFilter

from . import cast
from .pages import html

BOATS = "the fleet lost 41 boats in the spring storms"


def group(text: str, claimant: int | None = None, at: int = 0) -> int:
    return group_of(text, claimant, (1, at, at + len(text)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (BOATS, "The fleet lost 41 boats in the spring storms."),
        (BOATS, "that fleet lost 41 boats in spring storms"),
        ("Debt grew by 3.5 % in Delmar", "debt grew by 3.5% in Delmar"),
        ("Delmar’s debt is $41 million", "Delmar's debt is $41 million"),
    ],
)
def test_the_same_words_are_one_claim_whoever_makes_it(one, other):
    assert group(one, 1, at=0) == group(other, 2, at=900)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (BOATS, BOATS.replace("41", "40")),
        (BOATS, BOATS.replace("lost", "has not lost")),
        ("Delmar’s debt is $41 million", "Delmar’s debt is €41 million"),
        ("Growth was -3 percent in Delmar", "Growth was 3 percent in Delmar"),
        ("it rained a lot", "it rained a lot"),
        ("the fleet lost 41 boats last week", "the fleet lost 41 boats last week"),
        ("we have lost 41 boats there", "we have lost 41 boats there"),
    ],
)
def test_other_numbers_words_or_what_they_point_at_make_another_claim(one, other):
    assert group(one, 1, at=0) != group(other, 2, at=900)


def test_words_that_point_at_the_speaker_are_one_claim_of_one_claimant():
    assert group("we have lost 41 boats there", 1, at=0) == group(
        "We have lost 41 boats there", 1, 9
    )
    assert group("we have lost 41 boats there", None, 0) != group(
        "we have lost 41 boats there", None, 9
    )


pytestmark = pytest.mark.django_db


@pytest.fixture
def boats(db) -> list[Claim]:
    """One claim by three, in four articles, and another one."""
    made = []
    for number, (who, outlet, day) in enumerate(
        [
            ("Ilse Karvonen", "Harbour Post", "2026-05-01"),
            ("Lola Marín", "Delmar Telegraph", "2026-05-03"),
            ("Lola Marín", None, None),
            (None, "Harbour Post", "2026-05-02"),
        ]
    ):
        article = cast.article(
            f"Storm {number}\nIt is said that {BOATS}.\n", outlet and cast.outlet(outlet), day
        )
        made.append(cast.claim(article, BOATS, who and cast.speaker(who)))
    other = cast.article("Fish\nThe herring came back to the bay.\n", None, "2026-05-02")
    made.append(cast.claim(other, "The herring came back to the bay", worth=0.2))
    return made


def read(query: str) -> ClaimFilter:
    return ClaimFilter.read(QueryDict(query))


def test_a_claim_made_by_several_is_one_row_with_all_of_them(client, boats):
    page = html(client, "/claims/")
    assert '<h1 tabindex="-1">2 claims</h1>' in page
    assert page.count('<article class="quote claim">') == 2
    for name in ("Ilse Karvonen", "Lola Marín", "articles themselves", "Made 4 times"):
        assert name in page
    [first, second] = read("").shown(slice(0, 50))
    assert first == boats[1], "its newest stands for it"
    group = first.all_of_it
    assert str(group.claimants[0]) == "Lola Marín", "who made it most often comes first"
    assert {str(claimant) for claimant in group.claimants} == {
        "Lola Marín",
        "Ilse Karvonen",
        "None",
    }
    assert second == boats[4]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("", [1, 4]),
        ("sort=oldest", [4, 1]),
        ("sort=worth", [1, 4]),
        ("claimant=ilse-karvonen", [1]),
        ("claimant=ilse-karvonen&outlet=delmar-telegraph", []),
        ("claimant=lola-marín&outlet=delmar-telegraph", [1]),
        ("claimant=unknown", [1, 4]),
        ("outlet=unknown", [1, 4]),
        ("from=2026-05-01&to=2026-05-01", [1]),
        ("from=2026-05-04", []),
        ("q=boats", [1]),
        ("q=boats&claimant=ilse-karvonen&status=unchecked", [1]),
        ("q=-boats", [4]),
        ("min_worth=0.5", [1]),
        ("from=tomorrow", []),
    ],
)
def test_a_claim_fits_when_it_fits_as_it_was_made_once(boats, query, rows):
    shown = read(query).shown(slice(0, 50))
    assert [boats.index(claim) for claim in shown] == rows
    assert facets(read(query)).total == len(rows)


def test_counts_are_of_claims_not_of_times(boats):
    Claim.objects.filter(pk=boats[0].pk).update(status="refuted")
    counted = {g.name: {v.value: v.count for v in g.values} for g in facets(read("")).groups}
    assert counted["claimant"] == {"ilse-karvonen": 1, "lola-marín": 1, "unknown": 2}
    assert counted["status"] == {"refuted": 1, "unchecked": 2}
    assert counted["outlet"] == {"harbour-post": 1, "delmar-telegraph": 1, "unknown": 2}
    assert facets(read("from=2026-01-01")).undated == 0, "it was made on a day too"


def test_an_export_has_a_row_for_each_time(client, boats):
    text = b"".join(client.get("/claims.csv?q=boats").streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [int(row["id"]) for row in rows] == [boats[n].pk for n in (1, 3, 0, 2)]
    assert len({row["group"] for row in rows}) == 1
    assert rows[0]["permalink"] == f"http://testserver/claims/{boats[1].pk}/"


def test_facets_agree_with_the_rows_for_any_filter(boats):
    """Against counting groups by hand, over random collections."""
    generator = random.Random(3)
    texts = [
        f"the {animal} ate {n} apples in the yard" for animal in ("goat", "pig") for n in (3, 4)
    ]
    people = [cast.speaker(name) for name in ("Ana Bo", "Ben Cy")]
    for number in range(60):
        text = generator.choice(texts)
        day = generator.choice([None, "2026-04-01", "2026-04-02", "2026-04-03"])
        article = cast.article(f"N{number}\n{text} indeed\n", None, day)
        made = cast.claim(article, text, generator.choice([None, *people]))
        if generator.random() < 0.2:
            Claim.objects.filter(pk=made.pk).update(gone=True)
        if generator.random() < 0.3:
            Claim.objects.filter(pk=made.pk).update(status="disputed")
    for query in (
        "",
        "claimant=ana-bo",
        "claimant=unknown&q=goat",
        "from=2026-04-02",
        "q=apples -pig",
    ):
        for more in ("", "&status=disputed", "&status=disputed&status=unchecked&to=2026-04-02"):
            state = read(query + more)
            fitting = set(Claim.objects.filter(pk__in=state.ids()).values_list("group", flat=True))
            shown = state.shown(slice(0, 100))
            assert {claim.group for claim in shown} == fitting, query + more
            assert len(shown) == len(fitting) == facets(state).total
            for claim in shown:
                days = [
                    str(c.published or "")
                    for c in Claim.objects.filter(group=claim.group, gone=False)
                ]
                assert str(claim.published or "") == max(days)
            for facet in facets(state).groups:
                for value in facet.values:
                    alone = read(state.query(**{facet.name: [value.value]}))
                    assert value.count == len(alone.shown(slice(None))), value


def test_editors_join_split_and_undo(client, boats, ana, ben):
    fish = boats[4]
    client.force_login(ana)
    url = f"/claims/{fish.pk}/"
    told = client.post(
        f"{url}join/", {"other": f"https://a.example/claims/{boats[0].pk}/", "seen": 1}
    )
    assert told.status_code == 302
    assert "Made 5 times" in html(client, url).replace("Made 5 time", "Made 5 time")
    fish.refresh_from_db()
    assert (fish.group, fish.version, fish.set_by_person) == (boats[0].group, 2, ["group"])
    newest = fish.history.first()
    assert (newest.history_user, newest.history_change_reason) == (
        ana,
        f"joined with claim {boats[0].pk}",
    )
    page = client.post(f"{url}split/", {"seen": 1}, follow=True).content.decode()
    assert "was changed after you opened it" in page, "the version is an old one"
    client.post(f"{url}undo/", {"seen": 2})
    assert "2 claims" in html(client, "/claims/")
    client.post(f"/claims/{boats[0].pk}/split/", {"seen": 1})
    assert "3 claims" in html(client, "/claims/")
    page = client.post(f"{url}join/", {"other": "that one"}, follow=True).content.decode()
    assert "Give the other claim’s number" in page


def test_a_whole_group_joins_another_and_stays_there(boats, ana):
    corrections.join_claims(boats[0], boats[4], version=1, by=ana)
    assert facets(read("")).total == 1
    claim = Claim.objects.get(pk=boats[0].pk)
    corrections.correct_claim(claim, version=claim.version, by=ana, status="refuted")
    assert facets(read("")).total == 1, "saving does not undo it"
    with pytest.raises(Conflict):
        corrections.split_claim(claim, version=1, by=ana)


def test_only_editors_join(client, boats, carl):
    url = f"/claims/{boats[0].pk}/join/"
    assert client.post(url, {"other": boats[4].pk}).status_code == 302
    client.force_login(carl)
    assert client.post(url, {"other": boats[4].pk}).status_code == 403
    assert "Join" not in html(client, f"/claims/{boats[0].pk}/")


def test_merging_claimants_brings_together_what_each_said_of_themselves(db, ana):
    one, other = cast.speaker("Ilse Karvonen"), cast.speaker("I. Karvonen")
    for number, who in enumerate([one, other]):
        text = "we have lost 41 boats there"
        cast.claim(cast.article(f"N{number}\n{text}\n"), text, who)
    assert facets(read("")).total == 2
    [merge] = merge_speakers([other], into=one, by=ana)
    assert facets(read("")).total == 1
    corrections.undo_merge(merge, by=ana)
    assert facets(read("")).total == 2


def test_a_gone_claim_has_a_page_that_says_so(client, boats):
    Claim.objects.filter(pk=boats[4].pk).update(gone=True)
    assert "no longer finds this claim" in html(client, f"/claims/{boats[4].pk}/")
    assert client.get("/claims/999999/").status_code == 404
