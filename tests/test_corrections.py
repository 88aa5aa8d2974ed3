"""What people decide is written once, with their name, and nothing is lost on the way."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError

from articles import corrections
from articles.corrections import Conflict, correct_article, correct_claim, correct_quote
from articles.models import Article, Claim, Quote, Speaker, SpeakerAlias, SpeakerMerge

from . import cast


def direct(article: Article) -> Quote:
    return article.quotes.get(kind="direct")


def names(quote: Quote) -> list[str]:
    """The chain as the Citation rows have it."""
    return [row.outlet.name for row in quote.citations.order_by("position")]


def place(article: Article, words: str) -> list[int]:
    start = article.body.index(words)
    return [start, start + len(words)]


# Quotes


def test_a_corrected_speaker_is_stored_marked_and_signed(talks, ana):
    vall = cast.speaker("Ines Vall")
    quote = correct_quote(direct(talks), version=1, by=ana, reason="Her deputy spoke", speaker=vall)
    quote.refresh_from_db()
    assert quote.speaker == vall
    assert quote.set_by_person == ["speaker"]
    assert quote.state == "corrected"
    assert quote.version == 2
    newest = quote.history.first()
    assert newest.history_user == ana
    assert newest.history_change_reason == "Her deputy spoke"


def test_the_role_of_the_former_speaker_goes_with_them(talks, ana):
    quote = correct_quote(direct(talks), version=1, by=ana, speaker=cast.speaker("Ines Vall"))
    assert quote.speaker_role == ""
    quote = correct_quote(quote, version=2, by=ana, speaker=None, speaker_role="an envoy")
    assert (quote.speaker, quote.speaker_role) == (None, "an envoy")


def test_a_chain_changes_its_order_as_one_and_keeps_the_words_that_showed_it(talks, ana):
    meridia, telegraph = cast.outlet("Agence Meridia"), cast.outlet("Delmar Telegraph")
    before = direct(talks)
    before.chain[0]["text"] = "Agence Meridia reported"
    before.save()
    quote = correct_quote(before, version=1, by=ana, chain=[telegraph, meridia])
    assert names(quote) == ["Delmar Telegraph", "Agence Meridia"]
    assert quote.chain[1]["text"] == "Agence Meridia reported"
    quote.refresh_from_db()
    assert quote.source_outlet == meridia
    assert quote.set_by_person == ["chain"]


def test_an_emptied_chain_leaves_the_articles_outlet_as_the_source(talks, ana):
    quote = correct_quote(direct(talks), version=1, by=ana, chain=[])
    quote.refresh_from_db()
    assert names(quote) == []
    assert quote.source_outlet == talks.outlet


def test_a_new_place_brings_its_text_and_its_words_for_the_search(talks, ana):
    spans = [place(talks, "We are ready"), place(talks, "a surrender")]
    quote = correct_quote(direct(talks), version=1, by=ana, spans=spans[::-1])
    quote.refresh_from_db()
    assert quote.text == "We are ready … a surrender"
    assert (quote.start, quote.end) == (spans[0][0], spans[1][1])
    assert quote.words == "we are ready a surrender"


def test_a_state_that_a_person_chooses_stays_when_other_values_differ(talks, ana):
    quote = correct_quote(direct(talks), version=1, by=ana, kind="mixed", state="accepted")
    assert quote.state == "accepted"
    assert quote.set_by_person == ["kind", "state"]


def test_a_rejected_quote_stays_rejected_when_it_is_corrected(talks, ana):
    quote = correct_quote(direct(talks), version=1, by=ana, state="rejected")
    assert correct_quote(quote, version=2, by=ana, kind="mixed").state == "rejected"


def test_a_value_set_back_to_the_machines_is_confirmed_by_a_person(talks, ana):
    quote = correct_quote(direct(talks), version=1, by=ana, kind="mixed")
    quote = correct_quote(quote, version=2, by=ana, kind="direct")
    assert quote.set_by_person == ["kind"]
    assert quote.state == "accepted"


def test_taking_the_machines_value_again_leaves_the_quote_untouched(talks, ana):
    quote = correct_quote(
        direct(talks), version=1, by=ana, speaker=None, chain=[cast.outlet("Radio Sund")]
    )
    quote = corrections.release_quote(quote, version=2, by=ana, fields=["chain", "speaker"])
    quote.refresh_from_db()
    assert quote.speaker.name == "Ilse Karvonen"
    assert quote.speaker_role == "foreign minister"
    assert names(quote) == ["Agence Meridia", "Delmar Telegraph"]
    assert not quote.is_touched
    assert quote.state == "unreviewed"


def test_taking_one_value_again_keeps_the_others(talks, ana):
    quote = correct_quote(direct(talks), version=1, by=ana, speaker=None, kind="mixed")
    quote = corrections.release_quote(quote, version=2, by=ana, fields=["speaker"])
    assert (quote.speaker.name, quote.kind, quote.state) == ("Ilse Karvonen", "mixed", "corrected")


def test_a_merged_speaker_still_counts_as_the_one_the_machine_named(talks, ana):
    full = cast.speaker("Ilse Marit Karvonen")
    corrections.merge_speakers([cast.speaker("Ilse Karvonen")], into=full, by=ana)
    assert corrections.differing(direct(talks)) == set()


def test_saving_what_is_there_already_writes_nothing(talks, ana):
    quote = correct_quote(direct(talks), version=1, by=ana, kind="mixed")
    again = correct_quote(quote, version=2, by=ana, kind="mixed")
    assert again.version == 2
    assert quote.history.count() == 2


def test_a_gone_quote_that_a_person_takes_up_stays_flagged(talks, ana):
    Quote.objects.update(state="gone")
    quote = correct_quote(direct(talks), version=1, by=ana, kind="mixed")
    assert (quote.state, quote.missing) == ("corrected", True)


def test_whoever_saves_on_an_old_version_is_told_who_changed_what(talks, ana, ben):
    seen = direct(talks)
    correct_quote(seen, version=1, by=ana, chain=[cast.outlet("Radio Sund")])
    with pytest.raises(Conflict) as caught:
        correct_quote(seen, version=1, by=ben, kind="mixed")
    [entry] = caught.value.entries
    assert entry.who == "ana"
    assert [str(change) for change in entry.changes] == [
        "citation chain: Agence Meridia > Delmar Telegraph → Radio Sund",
        "state: unreviewed → corrected",
    ]
    assert "ana" in str(caught.value)
    stored = direct(talks)
    assert (stored.kind, names(stored)) == ("direct", ["Radio Sund"])


@pytest.mark.parametrize(
    ("values", "advice"),
    [
        ({"spans": [[10, 99999]]}, "outside the article, whose text ends at"),
        ({"spans": [[20, 10]]}, "the end must be above the start"),
        ({"spans": [[10, 30], [20, 40]]}, "overlap"),
        ({"spans": []}, "at least one word"),
        ({"kind": "shouted"}, "not a valid choice"),
        ({"state": "gone"}, "Choose one of"),
        ({"speaker_role": "x" * 301}, "at most 300"),
    ],
)
def test_what_cannot_be_is_refused_and_says_what_to_do(talks, ana, values, advice):
    with pytest.raises(ValidationError, match=advice):
        correct_quote(direct(talks), version=1, by=ana, **values)
    assert direct(talks).version == 1


def test_an_outlet_twice_in_a_chain_is_refused(talks, ana):
    sund = cast.outlet("Radio Sund")
    with pytest.raises(ValidationError, match="Radio Sund stands in the chain twice"):
        correct_quote(direct(talks), version=1, by=ana, chain=[sund, sund])
    assert names(direct(talks)) == ["Agence Meridia", "Delmar Telegraph"]


def test_a_quote_that_the_machine_missed_is_added_by_hand(talks, ana):
    telegraph = cast.outlet("Delmar Telegraph")
    quote = corrections.add_quote(
        talks,
        by=ana,
        spans=[place(talks, "its northern neighbour")],
        kind="indirect",
        speaker=cast.speaker("Ilse Karvonen"),
        chain=[telegraph],
    )
    quote.refresh_from_db()
    assert quote.text == "its northern neighbour"
    assert (quote.machine, quote.confidence, quote.state) == (None, None, "accepted")
    assert quote.set_by_person == ["chain", "kind", "spans", "speaker", "state"]
    assert (quote.outlet, quote.published) == (talks.outlet, talks.published)
    assert quote.source_outlet == telegraph
    assert quote.history.get().history_user == ana


def test_a_quote_that_is_there_already_is_not_added_twice(talks, ana):
    words = "We are ready to sit down tomorrow, but a truce that one side writes"
    with pytest.raises(ValidationError, match="has the quote already"):
        corrections.add_quote(talks, by=ana, spans=[place(talks, words)], kind="direct")


def test_a_quote_inside_another_may_be_added(talks, ana):
    corrections.add_quote(talks, by=ana, spans=[place(talks, "a surrender")], kind="direct")
    assert talks.quotes.count() == 4


# Finding words


def test_words_are_found_though_marks_and_white_space_differ():
    body = "She said “no\ncity’s  peace—ever” twice."
    [[start, end]] = corrections.find_words(body, '"no city\'s peace-ever"')
    assert body[start:end] == "no\ncity’s  peace—ever"


def test_parts_with_an_ellipsis_between_are_found_one_after_the_other():
    body = "A truce, “we will, in time, go home,” he said, “in time and singing.”"
    spans = corrections.find_words(body, "we will … in time and singing")
    assert corrections.text_at(body, spans) == "we will … in time and singing"


def test_an_ellipsis_that_is_printed_is_part_of_the_words():
    body = "He said: we hope… and wait. Wait."
    assert corrections.find_words(body, "hope… and wait") == [[12, 26]]


def test_words_that_stand_twice_are_taken_nearest_to_the_former_place():
    body = "yes, he said; no, she said; yes, they said"
    assert corrections.find_words(body, "yes", near=25) == [[28, 31]]
    with pytest.raises(ValidationError, match=r"2 times, at 0-3, 28-31\. Give more"):
        corrections.find_words(body, "yes")


def test_words_that_are_not_there_are_refused():
    with pytest.raises(ValidationError, match="does not stand in the article"):
        corrections.find_words("yes", "no")


def test_places_are_read_as_they_are_written():
    assert corrections.parse_place("10-40; 55 – 80") == [[10, 40], [55, 80]]
    assert corrections.write_place([[10, 40], [55, 80]]) == "10-40;55-80"
    with pytest.raises(ValidationError, match="is no place"):
        corrections.parse_place("ten to forty")


# Articles


def test_an_articles_new_outlet_and_date_reach_its_quotes_and_claims_at_once(talks, ana):
    sund = cast.outlet("Radio Sund", "broadcaster")
    day = datetime.date(2026, 5, 15)
    article = correct_article(
        talks, version=1, by=ana, reason="Wrong masthead", outlet=sund, published=day
    )
    assert Quote.objects.filter(outlet=sund, published=day).count() == 3
    assert Claim.objects.filter(outlet=sund, published=day).count() == 1
    assert Quote.objects.filter(source_outlet=sund).count() == 1  # the one without a chain
    assert article.set_by_person == ["outlet", "published"]
    assert article.version == 2
    assert article.history.first().history_user == ana


def test_an_article_can_become_unknown_in_outlet_and_date(talks, ana):
    correct_article(talks, version=1, by=ana, outlet=None, published=None)
    assert Quote.objects.filter(outlet=None, published=None).count() == 3
    assert Quote.objects.filter(source_outlet=None).count() == 1


def test_an_address_that_is_none_is_refused(talks, ana):
    with pytest.raises(ValidationError, match="valid URL"):
        correct_article(talks, version=1, by=ana, url="harbour post")


def test_two_editors_of_one_article_do_not_overwrite_each_other(talks, ana, ben):
    correct_article(talks, version=1, by=ana, title="Talks may resume")
    with pytest.raises(Conflict, match="title: Talks to resume, minister says → Talks may resume"):
        correct_article(talks, version=1, by=ben, title="Talks")


# Claims


def test_a_checked_claim_keeps_its_verdict_note_and_link(talks, ana):
    claim = correct_claim(
        Claim.objects.get(),
        version=1,
        by=ana,
        status="refuted",
        note="The ministry counts 39.",
    )
    claim.refresh_from_db()
    assert (claim.status, claim.note) == ("refuted", "The ministry counts 39.")
    assert claim.set_by_person == ["note", "status"]
    assert claim.history.first().history_user == ana


def test_a_claims_place_and_claimant_are_corrected(talks, ana):
    span = place(talks, "have traded fire 41 times")
    karvonen = cast.speaker("Ilse Karvonen")
    claim = correct_claim(Claim.objects.get(), version=1, by=ana, span=span, claimant=karvonen)
    claim.refresh_from_db()
    assert claim.text == "have traded fire 41 times"
    assert claim.words == "have traded fire 41 times"
    assert claim.claimant == karvonen


def test_a_claim_that_the_machine_missed_is_added_by_hand(talks, ana):
    span = place(talks, "the envoy had carried three letters")
    claim = corrections.add_claim(talks, by=ana, span=span, kind="event")
    claim.refresh_from_db()
    assert (claim.machine, claim.outlet) == (None, talks.outlet)
    assert claim.is_touched


def test_a_gone_claim_that_a_person_takes_up_is_shown_again(talks, ana):
    Claim.objects.update(gone=True)
    claim = correct_claim(Claim.objects.get(), version=1, by=ana, status="supported")
    assert (claim.gone, claim.missing) == (False, True)


# Undo


def test_a_chain_is_undone_as_one(talks, ana, ben):
    meridia, telegraph = cast.outlet("Agence Meridia"), cast.outlet("Delmar Telegraph")
    quote = correct_quote(direct(talks), version=1, by=ana, chain=[telegraph, meridia])
    quote = corrections.undo(quote, version=2, by=ben)
    quote.refresh_from_db()
    assert names(quote) == ["Agence Meridia", "Delmar Telegraph"]
    assert quote.source_outlet == telegraph
    assert (quote.state, quote.set_by_person, quote.version) == ("unreviewed", [], 3)
    assert quote.history.first().history_user == ben


def test_undoing_twice_does_it_again(talks, ana):
    quote = correct_quote(direct(talks), version=1, by=ana, kind="mixed")
    quote = corrections.undo(quote, version=2, by=ana)
    quote = corrections.undo(quote, version=3, by=ana)
    assert (quote.kind, quote.set_by_person) == ("mixed", ["kind"])


def test_an_undone_place_brings_back_text_and_words(talks, ana):
    before = direct(talks)
    quote = correct_quote(before, version=1, by=ana, spans=[place(talks, "a surrender")])
    quote = corrections.undo(quote, version=2, by=ana)
    assert (quote.text, quote.spans, quote.words) == (before.text, before.spans, before.words)


def test_an_undone_article_carries_its_copies_back(talks, ana):
    article = correct_article(talks, version=1, by=ana, outlet=cast.outlet("Radio Sund"))
    corrections.undo(article, version=2, by=ana)
    assert Quote.objects.filter(outlet__name="Harbour Post").count() == 3


def test_an_undone_claim_is_what_it_was(talks, ana):
    claim = correct_claim(Claim.objects.get(), version=1, by=ana, status="refuted", note="No.")
    claim = corrections.undo(claim, version=2, by=ana)
    assert (claim.status, claim.note, claim.set_by_person) == ("unchecked", "", [])


def test_going_back_skips_over_several_changes(talks, ana):
    quote = correct_quote(direct(talks), version=1, by=ana, kind="mixed")
    first = quote.history.last()
    quote = correct_quote(quote, version=2, by=ana, speaker=None)
    quote = corrections.go_back(quote, to=first, version=3, by=ana)
    assert (quote.kind, quote.speaker.name) == ("direct", "Ilse Karvonen")


def test_nothing_is_undone_on_an_old_version(talks, ana, ben):
    quote = correct_quote(direct(talks), version=1, by=ana, kind="mixed")
    correct_quote(quote, version=2, by=ben, kind="indirect")
    with pytest.raises(Conflict):
        corrections.undo(quote, version=2, by=ana)


def test_there_is_nothing_to_undo_before_the_first_change(talks, ana):
    with pytest.raises(ValidationError, match="Nothing about this quote was changed"):
        corrections.undo(direct(talks), version=1, by=ana)


def test_going_back_to_a_speaker_merged_since_leads_to_the_survivor(talks, ana):
    quote = correct_quote(direct(talks), version=1, by=ana, speaker=None)
    full = cast.speaker("Ilse Marit Karvonen")
    corrections.merge_speakers([cast.speaker("Ilse Karvonen")], into=full, by=ana)
    assert corrections.undo(quote, version=2, by=ana).speaker == full


# Speakers and outlets


def test_merged_speakers_are_one_and_old_names_lead_to_the_survivor(talks, letters, ana):
    short, full = cast.speaker("Ilse Karvonen"), cast.speaker("Ilse Marit Karvonen")
    claim = correct_claim(Claim.objects.get(), version=1, by=ana, claimant=short)
    [merge] = corrections.merge_speakers([short], into=full, by=ana, reason="One person")
    short.refresh_from_db()
    assert short.survivor == full
    assert short.slug == "ilse-karvonen"
    assert full.quotes.count() == 3
    assert full.claims.get() == claim
    assert corrections.speaker_named("ilse karvonen", "person", ana) == full
    newest = full.quotes.first().history.first()
    assert (newest.history_user, newest.history_change_reason) == (ana, "One person")
    assert newest.version == 2
    assert (len(merge.quotes), len(merge.claims), len(merge.aliases)) == (3, 1, 1)


def test_a_merge_taken_back_gives_everything_back(talks, letters, ana, ben):
    short, full = cast.speaker("Ilse Karvonen"), cast.speaker("Ilse Marit Karvonen")
    [merge] = corrections.merge_speakers([short], into=full, by=ana)
    merge = corrections.undo_merge(merge, by=ben)
    short.refresh_from_db()
    assert short.merged_into is None
    assert short.quotes.count() == 3
    assert full.quotes.count() == 0
    assert SpeakerAlias.objects.get(key="ilse karvonen").speaker == short
    assert merge.undone_at
    assert short.quotes.first().history.first().history_user == ben
    with pytest.raises(ValidationError, match="taken back already"):
        corrections.undo_merge(merge, by=ben)


def test_a_merge_taken_back_leaves_what_people_moved_elsewhere(talks, ana):
    short, full = cast.speaker("Ilse Karvonen"), cast.speaker("Ilse Marit Karvonen")
    vall = cast.speaker("Ines Vall")
    [merge] = corrections.merge_speakers([short], into=full, by=ana)
    correct_quote(direct(talks), version=2, by=ana, speaker=vall)
    corrections.undo_merge(merge, by=ana)
    assert (short.quotes.count(), full.quotes.count(), vall.quotes.count()) == (1, 0, 1)


def test_chains_of_merges_come_apart_in_any_order(talks, ana):
    a, b, c = cast.speaker("Ilse Karvonen"), cast.speaker("Ilse M. Karvonen"), cast.speaker("I. K.")
    [first] = corrections.merge_speakers([a], into=b, by=ana)
    [second] = corrections.merge_speakers([b], into=c, by=ana)
    a.refresh_from_db()
    assert a.survivor == c
    assert c.quotes.count() == 2
    corrections.undo_merge(first, by=ana)
    assert (a.quotes.count(), c.quotes.count()) == (2, 0)
    corrections.undo_merge(second, by=ana)
    assert sorted(b.aliases.values_list("name", flat=True)) == ["Ilse M. Karvonen"]
    assert not Speaker.objects.filter(merged_into__isnull=False).exists()


def test_speakers_are_not_merged_in_circles(talks, ana):
    a, b = cast.speaker("Ilse Karvonen"), cast.speaker("Ilse M. Karvonen")
    with pytest.raises(ValidationError, match="into itself"):
        corrections.merge_speakers([a], into=a, by=ana)
    corrections.merge_speakers([a], into=b, by=ana)
    with pytest.raises(ValidationError, match="Merge into that one"):
        corrections.merge_speakers([b], into=a, by=ana)
    with pytest.raises(ValidationError, match=r"merged into Ilse M\. Karvonen already"):
        corrections.merge_speakers([a], into=cast.speaker("Ines Vall"), by=ana)
    assert SpeakerMerge.objects.count() == 1


def test_a_renamed_speaker_is_found_under_both_names_at_the_old_address(talks, ana):
    karvonen = cast.speaker("Ilse Karvonen")
    renamed = corrections.correct_speaker(karvonen, version=1, by=ana, name="Ilse Marit Karvonen")
    assert renamed.slug == "ilse-karvonen"
    for name in ("Ilse Karvonen", "ILSE MARIT KARVONEN"):
        assert corrections.speaker_named(name, "person", ana) == karvonen


def test_a_name_that_leads_to_another_is_refused_as_an_alias(talks, ana):
    vall = cast.speaker("Ines Vall")
    with pytest.raises(ValidationError, match="is a name of Ilse Karvonen already"):
        corrections.set_aliases(vall, ["Ilse Karvonen"], by=ana)


def test_aliases_are_added_and_taken_away_and_the_own_name_stays(talks, ana):
    vall = cast.speaker("Ines Vall")
    corrections.set_aliases(vall, ["Vall", "The Envoy"], by=ana)
    corrections.set_aliases(vall, ["Vall"], by=ana)
    assert sorted(vall.aliases.values_list("name", flat=True)) == ["Ines Vall", "Vall"]


def test_a_renamed_outlet_is_renamed_in_every_chain(talks, ana):
    corrections.correct_outlet(
        cast.outlet("Delmar Telegraph"), version=1, by=ana, name="Telegraph of Delmar"
    )
    assert [link["name"] for link in direct(talks).chain] == [
        "Agence Meridia",
        "Telegraph of Delmar",
    ]


def test_an_outlet_is_not_added_twice(talks, ana):
    with pytest.raises(ValidationError, match="is a name of Agence Meridia already"):
        corrections.add_outlet(by=ana, name="AGENCE MERIDIA")
    with pytest.raises(ValidationError, match="is a name of Agence Meridia already"):
        corrections.correct_outlet(
            cast.outlet("Radio Sund"), version=1, by=ana, name="agence meridia"
        )


def test_what_uses_a_speaker_or_outlet_is_told_in_words(talks):
    assert corrections.in_use(cast.speaker("Ilse Karvonen")) == "2 quotes"
    assert corrections.in_use(cast.outlet("Delmar Telegraph")) == "2 citations"
    assert corrections.in_use(cast.speaker("Ines Vall")) == ""
