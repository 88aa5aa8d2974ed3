"""Fact-checks: attached, corrected, removed and brought back by editors; read by others as data."""

from __future__ import annotations

import json
import re

import pytest

from articles import corrections
from articles.models import Claim, FactCheck

from . import cast
from .pages import html

pytestmark = pytest.mark.django_db

TYPED = {
    "url": "https://facts.example/41-times",
    "verdict": "Half the figure",
    "publisher": "Delmar Facts",
    "published": "2026-06-01",
    "reason": "They asked both ministries.",
    "seen": "0",
}


@pytest.fixture
def claim(talks) -> Claim:
    return Claim.objects.get()


@pytest.fixture
def check(claim, ana) -> FactCheck:
    return corrections.add_fact_check(
        claim, by=ana, url=TYPED["url"], verdict="False", publisher="Delmar Facts"
    )


def test_an_editor_attaches_one(client, claim, ana):
    client.force_login(ana)
    assert "Attach a fact-check" in html(client, f"/claims/{claim.pk}/")
    done = client.post(f"/claims/{claim.pk}/fact-checks/", TYPED, follow=True)
    assert done.redirect_chain == [(f"/claims/{claim.pk}/", 302)]
    for page in (done.content.decode(), html(client, "/claims/?q=fire")):
        assert "Half the figure" in page and 'href="https://facts.example/41-times"' in page
    [record] = FactCheck.objects.get().history.all()
    assert (record.history_user, record.history_change_reason) == (ana, TYPED["reason"])
    assert Claim.objects.get().status == "unchecked", "the claim's own status is set apart"


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("url", "javascript:alert(1)", "Enter a valid URL"),
        ("url", "", "This field is required"),
        ("verdict", " ", "This field is required"),
        ("published", "soon", "Enter a valid date"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(
    client, claim, ana, field, value, says
):
    client.force_login(ana)
    answer = client.post(f"/claims/{claim.pk}/fact-checks/", TYPED | {field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page and "They asked both ministries." in page
    assert not FactCheck.objects.exists()


def test_the_same_address_twice_is_refused(client, claim, check, ana):
    client.force_login(ana)
    page = client.post(f"/claims/{claim.pk}/fact-checks/", TYPED).content.decode()
    assert "has the fact-check at that address already" in page
    assert FactCheck.objects.count() == 1


def test_it_is_changed_removed_and_brought_back(client, claim, check, ana, ben):
    client.force_login(ben)
    url = f"/fact-checks/{check.pk}/"
    assert 'value="False"' in html(client, url)
    client.post(url, TYPED | {"do": "save", "seen": 1})
    check.refresh_from_db()
    assert (check.verdict, str(check.published), check.version) == (
        "Half the figure",
        "2026-06-01",
        2,
    )
    client.post(url, {"do": "remove", "seen": 2, "reason": "withdrawn"})
    page = html(client, f"/claims/{claim.pk}/")
    assert "None is known." in page and "Removed: Delmar Facts" in page
    client.post(url, {"do": "undo", "seen": 3})
    assert "Half the figure" in html(client, "/claims/")
    client.post(url, {"do": "undo", "seen": 4})
    changes = [str(entry) for entry in corrections.history_of(check)]
    assert "removed: no → yes" in changes[2] and changes[2].startswith("ben")
    assert "verdict: False → Half the figure" in changes[3]
    assert "added" in changes[4] and changes[4].startswith("ana")


def test_who_saves_on_an_old_version_sees_both_and_chooses(client, check, ana, ben):
    corrections.correct_fact_check(check, version=1, by=ben, verdict="Mostly false")
    client.force_login(ana)
    url = f"/fact-checks/{check.pk}/"
    answer = client.post(url, TYPED | {"do": "save", "seen": 1})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Someone else saved this fact-check" in page
    assert "verdict: False → Mostly false" in page and 'value="Half the figure"' in page
    check.refresh_from_db()
    assert check.verdict == "Mostly false", "nothing is overwritten silently"
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    client.post(url, TYPED | {"do": "save", "seen": seen})
    check.refresh_from_db()
    assert check.verdict == "Half the figure"


def test_only_editors_may(client, claim, check, carl):
    for url in (f"/claims/{claim.pk}/fact-checks/", f"/fact-checks/{check.pk}/"):
        assert client.post(url, TYPED).status_code == 302
    client.force_login(carl)
    for url in (f"/claims/{claim.pk}/fact-checks/", f"/fact-checks/{check.pk}/"):
        assert client.post(url, TYPED).status_code == 403
    assert "Attach" not in html(client, f"/claims/{claim.pk}/")


def test_the_admin_has_them_too(client, claim, check, ana):
    client.force_login(ana)
    assert "Delmar Facts" in html(client, "/admin/articles/factcheck/?q=fire")
    assert "add one" in html(client, f"/admin/articles/claim/{claim.pk}/change/")
    form = {"verdict": "Wrong", "publisher": "Delmar Facts", "url": check.url, "seen_version": 1}
    url = f"/admin/articles/factcheck/{check.pk}/change/"
    assert client.post(url, form).status_code == 302
    check.refresh_from_db()
    assert (check.verdict, check.version, check.history.first().history_user) == ("Wrong", 2, ana)
    again = client.post(url, form | {"verdict": "Right"}).content.decode()
    assert "Someone else saved this fact-check" in again
    added = client.post(
        "/admin/articles/factcheck/add/", form | {"claim": claim.pk, "url": check.url}
    )
    assert "at that address already" in added.content.decode()


EXPECTED = {
    "@type": "ClaimReview",
    "url": "https://facts.example/41-times",
    "datePublished": "2026-06-01",
    "author": {"@type": "Organization", "name": "Delmar Facts </script>"},
    "claimReviewed": "The two countries have traded fire 41 times since the harvest of 2024",
    "reviewRating": {"@type": "Rating", "alternateName": "Half the figure"},
}


def test_claim_review(client, claim, ana):
    karvonen = cast.speaker("Ilse Karvonen")
    again = cast.article(f"Again\n{claim.text}.\n", None, "2026-05-02")
    cast.claim(again, claim.text, karvonen)
    cast.claim(cast.article("Fish\nThe herring came back to the bay.\n"), "The herring came back")
    values = {"url": TYPED["url"], "verdict": TYPED["verdict"], "published": "2026-06-01"}
    check = corrections.add_fact_check(claim, by=ana, publisher="Delmar Facts </script>", **values)
    corrections.add_fact_check(
        claim, by=ana, url="https://b.example/", verdict="?", publisher="B", removed=True
    )
    answer = client.get("/claims.jsonld?q=fire")
    assert answer.headers["Content-Type"] == "application/ld+json"
    listed = json.loads(b"".join(answer.streaming_content))
    alone = client.get(f"/claims/{claim.pk}.jsonld").json()
    page = html(client, f"/claims/{claim.pk}/")
    embedded = json.loads(
        re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1]
    )
    assert listed == alone == embedded
    assert listed["@context"] == "https://schema.org"
    [review] = listed["@graph"]
    item = review.pop("itemReviewed")
    assert review.pop("@id") == f"http://testserver/claims/{claim.pk}/#fact-check-{check.pk}"
    assert review == EXPECTED
    assert item["@type"] == "Claim" and item["datePublished"] == "2026-05-02"
    assert [(author["@type"], author["name"]) for author in item["author"]] == [
        ("Person", "Ilse Karvonen")
    ]
    assert [made["headline"] for made in item["appearance"]] == [
        "Talks to resume, minister says",
        "Again",
    ]
    assert item["appearance"][0]["publisher"]["name"] == "Harbour Post"
    of_another = json.loads(b"".join(client.get("/claims.jsonld?q=herring").streaming_content))
    assert of_another["@graph"] == []
    assert client.get("/claims.jsonld?from=tomorrow").status_code == 400


def test_exports_name_the_fact_checks_of_all_that_is_one(client, claim, check):
    again = cast.article(f"Again\n{claim.text}.\n")
    cast.claim(again, claim.text)
    rows = json.loads(b"".join(client.get("/claims.json").streaming_content))
    assert [row["fact_check"] for row in rows] == [TYPED["url"]] * 2
