"""What editors get in the admin: pages that are posted as a browser posts them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from articles import corrections
from articles.models import Article, Claim, Outlet, OutletMerge, Quote, Run, Speaker, SpeakerMerge

from . import cast
from .site import prepared, serving


class _Form(HTMLParser):
    """Reads what a browser would post from one form of a page."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id, self.inside, self.data = form_id, False, {}
        self.select = self.textarea = None

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("id") == self.form_id
        if not self.inside or "disabled" in given:
            return
        name = given.get("name")
        if tag == "input" and name and given.get("type") not in ("submit", "button"):
            if given.get("type") in ("checkbox", "radio") and "checked" not in given:
                return
            self.data[name] = given.get("value", "on" if given.get("type") == "checkbox" else "")
        elif tag == "select":
            self.select = name
            self.data.setdefault(name, "")
        elif tag == "option" and self.select and "selected" in given:
            self.data[self.select] = given.get("value", "")
        elif tag == "textarea":
            self.textarea, self.data[name] = name, ""

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.data[self.textarea] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.textarea:
            # As browsers do: the line break after the tag is not text, line ends are \r\n.
            text = self.data[self.textarea]
            text = text.removeprefix("\r").removeprefix("\n")
            self.data[self.textarea] = text.replace("\n", "\r\n")
            self.textarea = None
        elif tag == "select":
            self.select = None
        elif tag == "form":
            self.inside = False


def posted(response, form_id: str) -> dict[str, str]:
    parser = _Form(form_id)
    parser.feed(response.content.decode())
    return {name: value or "" for name, value in parser.data.items()}


def text_of(response) -> str:
    """The words of a page, white space folded."""
    bare = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    return " ".join(bare.split())


def address(name: str, *args) -> str:
    return reverse(f"admin:articles_{name}", args=args)


@pytest.fixture
def editor(client, ana):
    """Ana's browser."""
    client.force_login(ana)
    return client


@pytest.fixture
def quote(talks) -> Quote:
    return talks.quotes.get(kind="direct")


def save_quote(browser, quote: Quote, **changes):
    url = address("quote_change", quote.pk)
    return browser.post(url, {**posted(browser.get(url), "quote_form"), **changes})


def errors(response) -> str:
    return " ".join(re.findall(r'class="errorlist.*?</ul>', response.content.decode(), re.S))


def chain_of(quote: Quote) -> list[str]:
    rows = quote.citations.select_related("outlet").order_by("position")
    return [row.outlet.name for row in rows]


# Who may enter


def test_carl_who_has_no_rights_cannot_enter(client, carl, quote):
    client.force_login(carl)
    for url in (
        address("quote_changelist"),
        address("quote_change", quote.pk),
        reverse("admin:index"),
    ):
        assert client.get(url).status_code == 302


def test_editors_see_add_and_change_but_cannot_delete(editor, talks, quote):
    for name in ("quote", "claim", "article", "speaker", "outlet"):
        row = {
            "quote": quote,
            "claim": Claim.objects.get(),
            "article": talks,
            "speaker": quote.speaker,
            "outlet": talks.outlet,
        }[name]
        listing = editor.get(address(f"{name}_changelist"))
        assert listing.status_code == 200
        assert b"delete_selected" not in listing.content
        change = editor.get(address(f"{name}_change", row.pk))
        assert change.status_code == 200
        assert b"deletelink" not in change.content
        assert editor.post(address(f"{name}_delete", row.pk), {"post": "yes"}).status_code == 403
        assert type(row).objects.filter(pk=row.pk).exists()


def test_whoever_may_only_look_is_shown_the_quote_without_a_form(client, carl, quote):
    from django.contrib.auth.models import Permission

    carl.is_staff = True
    carl.save()
    carl.user_permissions.set(Permission.objects.filter(codename="view_quote"))
    client.force_login(carl)
    response = client.get(address("quote_change", quote.pk))
    assert "Ilse Karvonen" in text_of(response)
    assert b'name="_save"' not in response.content
    assert client.post(address("quote_change", quote.pk), {}).status_code == 403


# Quotes


def test_the_page_of_a_quote_shows_it_in_its_context_and_what_the_machine_says(editor, ana, quote):
    corrections.correct_quote(quote, version=1, by=ana, speaker=cast.speaker("Ines Vall"))
    response = editor.get(address("quote_change", quote.pk))
    assert f"<mark>{quote.text}</mark>".encode() in response.content
    words = text_of(response)
    assert "the newspaper cited Foreign Minister" in words
    assert "Speaker Ines Vall (“Ilse Karvonen”) Ilse Karvonen, foreign minister" in words
    assert "set by a person" in words


def test_saving_without_a_change_changes_nothing(editor, quote):
    assert save_quote(editor, quote).status_code == 302
    quote.refresh_from_db()
    assert (quote.version, quote.set_by_person, quote.state) == (1, [], "unreviewed")
    assert quote.history.count() == 1


def test_an_editor_corrects_a_speaker_with_a_reason(editor, ana, quote):
    vall = cast.speaker("Ines Vall")
    save_quote(editor, quote, speaker=vall.pk, reason="Her deputy spoke")
    quote.refresh_from_db()
    assert (quote.speaker, quote.state, quote.set_by_person) == (vall, "corrected", ["speaker"])
    newest = quote.history.first()
    assert (newest.history_user, newest.history_change_reason) == (ana, "Her deputy spoke")
    log = LogEntry.objects.get()
    assert (log.user, log.object_id) == (ana, str(quote.pk))


def test_a_speaker_who_is_not_listed_is_added_by_name_on_the_same_page(editor, ana, quote):
    save_quote(editor, quote, new_speaker="Ines Vall", new_speaker_kind="person")
    quote.refresh_from_db()
    assert quote.speaker.name == "Ines Vall"
    assert quote.speaker.history.get().history_user == ana


def test_a_name_that_is_known_leads_to_who_bears_it(editor, quote):
    known = cast.speaker("Ines Vall")
    save_quote(editor, quote, new_speaker="INES VALL", new_speaker_kind="group")
    quote.refresh_from_db()
    assert quote.speaker == known
    assert Speaker.objects.count() == 3


def test_a_speaker_and_a_new_name_together_are_refused(editor, quote):
    vall = cast.speaker("Ines Vall")
    response = save_quote(editor, quote, speaker=vall.pk, new_speaker="Jo Mar")
    assert "not both" in errors(response)
    assert Quote.objects.get(pk=quote.pk).version == 1


def test_the_order_of_a_chain_is_changed_by_its_numbers(editor, quote):
    save_quote(editor, quote, **{"chain-0-order": "2", "chain-1-order": "1"})
    quote.refresh_from_db()
    assert chain_of(quote) == ["Delmar Telegraph", "Agence Meridia"]
    assert quote.source_outlet.name == "Agence Meridia"
    assert quote.set_by_person == ["chain"]


def test_an_outlet_is_removed_from_a_chain_and_another_one_added(editor, quote):
    sund = cast.outlet("Radio Sund", "broadcaster")
    save_quote(editor, quote, **{"chain-0-remove": "1", "chain-2-outlet": str(sund.pk)})
    assert chain_of(quote) == ["Delmar Telegraph", "Radio Sund"]


def test_an_outlet_that_is_not_listed_is_added_to_a_chain_by_name(editor, ana, quote):
    save_quote(editor, quote, **{"chain-2-named": "Radio Sund", "chain-2-order": "1"})
    assert chain_of(quote)[-1] == "Delmar Telegraph"
    assert "Radio Sund" in chain_of(quote)
    assert Outlet.objects.get(name="Radio Sund").history.get().history_user == ana


def test_an_outlet_twice_in_a_chain_is_refused_and_what_was_typed_stays(editor, quote):
    response = save_quote(editor, quote, **{"chain-2-named": "agence meridia", "reason": "Twice"})
    assert "Agence Meridia stands in the chain twice" in errors(response)
    form = posted(response, "quote_form")
    assert (form["chain-2-named"], form["reason"]) == ("agence meridia", "Twice")
    assert chain_of(quote) == ["Agence Meridia", "Delmar Telegraph"]


def test_the_text_is_corrected_by_typing_the_exact_words(editor, quote):
    save_quote(editor, quote, exact_words="We are ready to sit down tomorrow … is a surrender")
    quote.refresh_from_db()
    assert quote.text == "We are ready to sit down tomorrow … is a surrender"
    assert [quote.article.body[start:end] for start, end in quote.spans] == [
        "We are ready to sit down tomorrow",
        "is a surrender",
    ]
    assert quote.set_by_person == ["spans"]


def test_the_text_is_corrected_by_its_place(editor, quote):
    save_quote(editor, quote, place=f"{quote.start}-{quote.start + 12}")
    quote.refresh_from_db()
    assert quote.text == "We are ready"


def test_words_over_several_lines_count_as_unchanged_when_they_are(editor, talks, ana):
    start, end = talks.body.index("surrender,”"), talks.body.index("The two countries") + 3
    quote = corrections.add_quote(talks, by=ana, spans=[[start, end]], kind="mixed")
    save_quote(editor, quote, kind="direct")
    quote.refresh_from_db()
    assert "\n" in quote.text
    assert (quote.kind, quote.spans) == ("direct", [[start, end]])


@pytest.mark.parametrize(
    ("changes", "advice"),
    [
        ({"exact_words": "We are never ready"}, "does not stand in the article"),
        ({"place": "7-99999"}, "outside the article"),
        ({"place": "somewhere"}, "is no place"),
        ({"kind": "shouted"}, "Select a valid choice"),
    ],
)
def test_a_bad_value_is_refused_with_advice(editor, quote, changes, advice):
    response = save_quote(editor, quote, **changes)
    assert response.status_code == 200
    assert advice in errors(response)
    assert Quote.objects.get(pk=quote.pk).version == 1


def test_the_machines_value_is_taken_again(editor, ana, quote):
    corrections.correct_quote(quote, version=1, by=ana, speaker=None, kind="mixed")
    save_quote(editor, quote, release="speaker")
    quote.refresh_from_db()
    assert (quote.speaker.name, quote.kind) == ("Ilse Karvonen", "mixed")
    assert quote.set_by_person == ["kind"]


def test_a_quote_that_the_machine_missed_is_added_from_its_article(editor, ana, talks):
    link = re.search(
        r'class="addlink" href="([^"]+)"',
        editor.get(address("article_change", talks.pk)).content.decode(),
    )[1]
    form = posted(editor.get(link), "quote_form")
    assert form["article"] == str(talks.pk)
    telegraph = cast.outlet("Delmar Telegraph")
    response = editor.post(
        link,
        form
        | {
            "exact_words": "its northern neighbour would start again",
            "kind": "indirect",
            "speaker": cast.speaker("Ilse Karvonen").pk,
            "chain-0-outlet": telegraph.pk,
        },
    )
    assert response.status_code == 302, errors(response)
    added = Quote.objects.get(machine__isnull=True)
    assert (added.kind, added.state, added.source_outlet) == ("indirect", "accepted", telegraph)
    assert added.history.get().history_user == ana
    assert LogEntry.objects.get().object_id == str(added.pk)


def test_words_that_stand_twice_ask_for_more_or_for_their_place(editor, talks):
    url = address("quote_add") + f"?article={talks.pk}"
    form = posted(editor.get(url), "quote_form") | {"exact_words": "letters", "kind": "direct"}
    form["exact_words"] = "in"
    response = editor.post(url, form)
    assert "Give more of the words, or say which by its place" in errors(response)
    assert editor.post(url, form | {"place": "1-3"}).status_code == 302


def test_a_quote_that_is_there_is_not_added_twice(editor, quote):
    url = address("quote_add") + f"?article={quote.article_id}"
    form = posted(editor.get(url), "quote_form")
    response = editor.post(url, form | {"exact_words": quote.text, "kind": "direct"})
    assert "has the quote already" in errors(response)


def test_a_conflict_tells_who_changed_what_and_loses_nothing(editor, client, ben, quote):
    url = address("quote_change", quote.pk)
    form = posted(editor.get(url), "quote_form")
    vall = cast.speaker("Ines Vall")
    corrections.correct_quote(
        quote, version=1, by=ben, speaker=vall, chain=[cast.outlet("Radio Sund")]
    )
    form |= {"kind": "mixed", "reason": "Half of it is reported"}
    response = editor.post(url, form)
    told = errors(response)
    assert "ben" in told
    assert "speaker: Ilse Karvonen → Ines Vall" in told
    assert "Agence Meridia &gt; Delmar Telegraph → Radio Sund" in told
    assert Quote.objects.get(pk=quote.pk).kind == "direct"

    # What Ana typed is there, with Ben's changes around it; saving again keeps both.
    form = posted(response, "quote_form")
    assert (form["kind"], form["reason"]) == ("mixed", "Half of it is reported")
    assert editor.post(url, form).status_code == 302
    quote.refresh_from_db()
    assert (quote.kind, quote.speaker) == ("mixed", vall)
    assert chain_of(quote) == ["Radio Sund"]


def test_after_a_conflict_a_value_that_both_set_is_the_second_persons(editor, ben, quote):
    url = address("quote_change", quote.pk)
    form = posted(editor.get(url), "quote_form")
    corrections.correct_quote(quote, version=1, by=ben, speaker=cast.speaker("Ines Vall"))
    mar = cast.speaker("Jo Mar")
    response = editor.post(url, form | {"speaker": mar.pk, "chain-0-remove": "1"})
    form = posted(response, "quote_form")
    assert form["speaker"] == str(mar.pk)
    assert editor.post(url, form).status_code == 302
    quote.refresh_from_db()
    assert quote.speaker == mar
    assert chain_of(quote) == ["Delmar Telegraph"]


def test_quotes_are_found_by_their_words_whatever_their_accents(editor, talks):
    for query, count in (
        ("SURRENDER,%20tomorrow", 1),
        ("%22a+truce%22", 1),
        ("letters+-truce", 0),
        ("surrenders", 0),
    ):
        response = editor.get(address("quote_changelist") + f"?q={query}")
        assert response.context["cl"].result_count == count, query


def test_quotes_are_filtered_by_state_kind_and_what_is_missing(editor, ana, quote):
    corrections.correct_quote(quote, version=1, by=ana, kind="mixed")
    for query, count in (
        ("state__exact=corrected", 1),
        ("kind__exact=indirect", 2),
        ("missing=yes", 0),
        (f"article__id__exact={quote.article_id}", 3),
    ):
        response = editor.get(address("quote_changelist") + "?" + query)
        assert response.context["cl"].result_count == count, query


def test_the_words_of_a_quote_are_not_taken_away_but_the_quote_rejected(editor, quote):
    response = save_quote(editor, quote, exact_words="")
    assert "Paste the words" in errors(response)
    save_quote(editor, quote, state="rejected")
    assert Quote.objects.get(pk=quote.pk).state == "rejected"


def test_what_an_article_prints_is_never_markup(editor):
    made = cast.article("Tags\nShe wrote <script>alert(1)</script> & left.", published="2026-05-14")
    quote = cast.quote(made, "<script>alert(1)</script> & left")
    for url in (
        address("quote_changelist"),
        address("quote_change", quote.pk),
        address("article_change", made.pk),
    ):
        content = editor.get(url).content
        assert b"<script>alert" not in content
        assert b"&lt;script&gt;alert(1)" in content


# Articles


def test_an_articles_outlet_date_and_address_are_corrected(editor, ana, talks):
    url = address("article_change", talks.pk)
    sund = cast.outlet("Radio Sund")
    form = posted(editor.get(url), "article_form")
    form |= {"outlet": sund.pk, "published": "2026-05-15", "url": "https://example.org/talks"}
    assert editor.post(url, form).status_code == 302
    talks.refresh_from_db()
    assert talks.set_by_person == ["outlet", "published", "url"]
    assert Quote.objects.filter(outlet=sund, published="2026-05-15").count() == 3
    assert talks.history.first().history_user == ana


def test_an_articles_page_shows_its_text_and_its_quotes(editor, talks, quote):
    response = editor.get(address("article_change", talks.pk))
    assert "traded fire 41 times since the harvest" in text_of(response)
    assert address("quote_change", quote.pk).encode() in response.content
    assert f'href="/articles/{talks.pk}/"'.encode() in response.content  # view on site
    assert b'name="body"' not in response.content


def test_articles_are_not_added_in_the_admin(editor):
    assert editor.get(address("article_add")).status_code == 403


def test_two_editors_of_an_article_lose_nothing(editor, ben, talks):
    url = address("article_change", talks.pk)
    form = posted(editor.get(url), "article_form")
    corrections.correct_article(talks, version=1, by=ben, title="Talks may resume")
    response = editor.post(url, form | {"byline": "Jo Mar"})
    assert "title: Talks to resume, minister says → Talks may resume" in errors(response)
    assert editor.post(url, posted(response, "article_form")).status_code == 302
    talks.refresh_from_db()
    assert (talks.title, talks.byline) == ("Talks may resume", "Jo Mar")


def test_articles_of_unknown_outlet_are_listed(editor, talks, letters):
    response = editor.get(address("article_changelist") + "?unknown=outlet")
    assert [row.pk for row in response.context["cl"].result_list] == [letters.pk]


# Claims


def test_a_claim_gets_its_verdict(editor, ana, talks):
    claim = Claim.objects.get()
    url = address("claim_change", claim.pk)
    form = posted(editor.get(url), "claim_form")
    editor.post(url, form | {"status": "refuted"})
    claim.refresh_from_db()
    assert (claim.status, claim.version) == ("refuted", 2)
    assert claim.history.first().history_user == ana


def test_a_claim_that_the_machine_missed_is_added(editor, talks):
    url = address("claim_add") + f"?article={talks.pk}"
    form = posted(editor.get(url), "claim_form")
    words = "the envoy had carried three letters and no truce"
    response = editor.post(url, form | {"exact_words": words, "kind": "event"})
    assert response.status_code == 302, errors(response)
    assert Claim.objects.get(machine__isnull=True).text == words


def test_a_claim_is_made_in_a_quote_of_its_own_article(editor, talks, letters):
    url = address("claim_change", Claim.objects.get().pk)
    form = posted(editor.get(url), "claim_form")
    response = editor.post(url, form | {"quote": letters.quotes.get().pk})
    assert "a quote of the same article" in errors(response)


# Speakers and outlets


def speaker_form(editor, speaker: Speaker) -> tuple[str, dict[str, str]]:
    url = address("speaker_change", speaker.pk)
    return url, posted(editor.get(url), "speaker_form")


def test_an_alias_is_added_and_taken_away_on_the_speakers_page(editor, ana, talks):
    karvonen = cast.speaker("Ilse Karvonen")
    url, form = speaker_form(editor, karvonen)
    editor.post(url, form | {"aliases-1-name": "Frau Karvonen", "aliases-TOTAL_FORMS": "2"})
    added = karvonen.aliases.get(name="Frau Karvonen")
    assert added.history.get().history_user == ana
    url, form = speaker_form(editor, karvonen)
    row = next(name for name, value in form.items() if value == "Frau Karvonen")
    editor.post(url, form | {row.replace("-name", "-DELETE"): "on"})
    assert karvonen.aliases.count() == 1


def test_an_alias_that_leads_to_another_speaker_is_refused(editor, talks):
    vall = cast.speaker("Ines Vall")
    url, form = speaker_form(editor, vall)
    changes = {"aliases-1-name": "ilse karvonen", "aliases-TOTAL_FORMS": "2"}
    response = editor.post(url, form | changes)
    assert "is a name of Ilse Karvonen already" in errors(response)


def test_a_speaker_is_added_with_aliases(editor, ana):
    url = address("speaker_add")
    form = posted(editor.get(url), "speaker_form")
    form |= {"name": "Ines Vall", "aliases-0-name": "The Envoy"}
    assert editor.post(url, form).status_code == 302
    speaker = Speaker.objects.get()
    assert sorted(alias.name for alias in speaker.aliases.all()) == ["Ines Vall", "The Envoy"]
    assert speaker.history.get().history_user == ana


def test_speakers_are_found_by_any_of_their_names(editor, talks):
    cast.speaker("Zoë Marín")
    response = editor.get(address("speaker_changelist") + "?q=zoe%20marin")
    assert [row.name for row in response.context["cl"].result_list] == ["Zoë Marín"]


def test_selected_speakers_are_merged_after_a_look_at_what_it_will_do(editor, ana, talks):
    short, full = cast.speaker("Ilse Karvonen"), cast.speaker("Ilse Marit Karvonen")
    chosen = {"action": "merge_selected", "_selected_action": [short.pk, full.pk]}
    response = editor.post(address("speaker_changelist"), chosen)
    assert "Merge speakers" in text_of(response)
    assert Speaker.objects.filter(merged_into=None).count() == 3  # nothing is done yet
    editor.post(
        address("speaker_changelist"), chosen | {"survivor": full.pk, "reason": "One person"}
    )
    short.refresh_from_db()
    assert short.merged_into == full
    assert full.quotes.count() == 2
    assert full.quotes.first().history.first().history_user == ana
    listed = editor.get(address("speaker_changelist")).context["cl"].result_list
    assert short not in listed


def test_one_speaker_alone_is_not_merged(editor, talks):
    chosen = {"action": "merge_selected", "_selected_action": [cast.speaker("Ilse Karvonen").pk]}
    response = editor.post(address("speaker_changelist"), chosen, follow=True)
    assert "Select at least two" in text_of(response)


def test_a_merge_is_taken_back_from_the_survivors_page(editor, ana, talks):
    short, full = cast.speaker("Ilse Karvonen"), cast.speaker("Ilse Marit Karvonen")
    [merge] = corrections.merge_speakers([short], into=full, by=ana)
    assert (
        address("speakermerge_change", merge.pk).encode()
        in editor.get(address("speaker_change", full.pk)).content
    )
    assert b"Take it back" in editor.get(address("speakermerge_change", merge.pk)).content
    editor.post(address("speakermerge_undo", merge.pk), {"reason": "Two sisters"})
    short.refresh_from_db()
    assert short.merged_into is None
    assert short.quotes.count() == 2
    assert short.history.first().history_change_reason == "Two sisters"


def test_merged_speakers_are_not_offered_for_quotes(editor, ana, talks):
    short, full = cast.speaker("Ilse Karvonen"), cast.speaker("Ilse Marit Karvonen")
    corrections.merge_speakers([short], into=full, by=ana)
    response = editor.get(
        reverse("admin:autocomplete"),
        {"app_label": "articles", "model_name": "quote", "field_name": "speaker", "term": "ilse"},
    )
    assert [row["text"] for row in response.json()["results"]] == ["Ilse Marit Karvonen"]


def test_selected_outlets_are_merged_and_the_merge_is_taken_back(editor, ana, talks):
    telegraph, sund = cast.outlet("Delmar Telegraph"), cast.outlet("Radio Sund")
    chosen = {"action": "merge_selected", "_selected_action": [telegraph.pk, sund.pk]}
    assert "2 citations" in text_of(editor.post(address("outlet_changelist"), chosen))
    editor.post(address("outlet_changelist"), chosen | {"survivor": sund.pk, "reason": "Renamed"})
    merge = OutletMerge.objects.get()
    assert (merge.merged, merge.survivor, merge.by, merge.reason) == (
        telegraph,
        sund,
        ana,
        "Renamed",
    )
    page = text_of(editor.get(address("outletmerge_change", merge.pk)))
    assert "gets back 2 quotes that cite it and 1 name" in page
    editor.post(address("outletmerge_undo", merge.pk))
    assert telegraph.citations.count() == 2


def test_two_editors_of_a_speaker_lose_nothing(editor, ben, talks):
    karvonen = cast.speaker("Ilse Karvonen")
    url, form = speaker_form(editor, karvonen)
    corrections.correct_speaker(karvonen, version=1, by=ben, kind="group")
    corrections.change_aliases(karvonen, add=["Frau Karvonen"], by=ben)
    response = editor.post(url, form | {"role": "prime minister"})
    assert "kind: person → group" in errors(response)
    assert editor.post(url, posted(response, "speaker_form")).status_code == 302
    karvonen.refresh_from_db()
    assert (karvonen.role, karvonen.kind) == ("prime minister", "group")
    assert karvonen.aliases.count() == 2


def test_what_a_correction_teaches_is_said_on_the_form(editor, talks):
    made = cast.article("Slip\nShe said no.")
    quote = cast.quote(made, "no", cast.speaker("Ilse Karvonnen"))
    save_quote(editor, quote, speaker=cast.speaker("Ilse Karvonen").pk)
    words = text_of(editor.get(address("quote_changelist")))
    assert "“Ilse Karvonnen” is understood as Ilse Karvonen from now on" in words


def test_outlets_are_corrected_and_keep_their_former_name(editor, talks):
    telegraph = cast.outlet("Delmar Telegraph")
    url = address("outlet_change", telegraph.pk)
    form = posted(editor.get(url), "outlet_form")
    response = editor.post(url, form | {"name": "Telegraph of Delmar", "country": "DK"})
    assert response.status_code == 302, errors(response)
    telegraph.refresh_from_db()
    assert (telegraph.name, telegraph.slug) == ("Telegraph of Delmar", "delmar-telegraph")
    names = sorted(alias.name for alias in telegraph.aliases.all())
    assert names == ["Delmar Telegraph", "Telegraph of Delmar"]


def test_a_second_outlet_of_the_same_name_is_refused(editor, talks):
    url = address("outlet_add")
    form = posted(editor.get(url), "outlet_form") | {"name": "AGENCE MERIDIA"}
    assert "is a name of Agence Meridia already" in errors(editor.post(url, form))


def test_deleting_a_speaker_or_outlet_in_use_is_refused_in_words(admin_client, talks):
    karvonen, telegraph = cast.speaker("Ilse Karvonen"), cast.outlet("Delmar Telegraph")
    for name, row, words in (
        ("speaker", karvonen, "in use by 2 quotes and cannot be deleted"),
        ("outlet", telegraph, "in use by 2 citations and cannot be deleted"),
    ):
        url = address(f"{name}_delete", row.pk)
        response = admin_client.post(url, {"post": "yes"}, follow=True)
        assert words in text_of(response)
        assert type(row).objects.filter(pk=row.pk).exists()


def test_an_administrator_deletes_a_speaker_whom_nothing_refers_to(admin_client, admin_user, talks):
    vall = cast.speaker("Ines Vall")
    admin_client.post(address("speaker_delete", vall.pk), {"post": "yes"})
    assert not Speaker.objects.filter(pk=vall.pk).exists()
    assert Speaker.history.filter(name="Ines Vall").first().history_user == admin_user


# Runs and merges are a record


def test_runs_and_merges_are_read_only(admin_client, ana, talks):
    run = Run.objects.create(pipeline="by_hand 1", result={"articles_added": 3})
    short, full = cast.speaker("Ilse Karvonen"), cast.speaker("Ilse Marit Karvonen")
    [merge] = corrections.merge_speakers([short], into=full, by=ana)
    for name, row in (("run", run), ("speakermerge", merge)):
        assert admin_client.get(address(f"{name}_changelist")).status_code == 200
        assert admin_client.get(address(f"{name}_change", row.pk)).status_code == 200
        assert admin_client.get(address(f"{name}_add")).status_code == 403
        assert admin_client.post(address(f"{name}_change", row.pk), {}).status_code == 403
        assert (
            admin_client.post(address(f"{name}_delete", row.pk), {"post": "yes"}).status_code == 403
        )
    assert SpeakerMerge.objects.filter(pk=merge.pk).exists()


# History


def test_the_history_page_tells_who_changed_what_and_why(editor, ben, quote):
    corrections.correct_quote(
        quote, version=1, by=ben, reason="Wrong wire", chain=[cast.outlet("Radio Sund")]
    )
    words = text_of(editor.get(address("quote_history", quote.pk)))
    assert "ben" in words
    assert "Wrong wire" in words
    assert "citation chain Agence Meridia &gt; Delmar Telegraph → Radio Sund" in words


def test_an_editor_goes_back_to_an_older_version(editor, ana, ben, quote):
    corrections.correct_quote(quote, version=1, by=ben, chain=[cast.outlet("Radio Sund")])
    url = address("quote_simple_history", quote.pk, quote.history.last().pk)
    response = editor.get(url)
    assert "Radio Sund → Agence Meridia &gt; Delmar Telegraph" in text_of(response)
    version = re.search(rb'name="version" value="(\d+)"', response.content)[1].decode()
    editor.post(url, {"version": version, "reason": "The wire was right"})
    quote.refresh_from_db()
    assert chain_of(quote) == ["Agence Meridia", "Delmar Telegraph"]
    newest = quote.history.first()
    assert (newest.history_user, newest.history_change_reason) == (ana, "The wire was right")


def test_going_back_on_an_old_version_is_refused(editor, ben, quote):
    quote = corrections.correct_quote(quote, version=1, by=ben, kind="mixed")
    url = address("quote_simple_history", quote.pk, quote.history.last().pk)
    corrections.correct_quote(quote, version=2, by=ben, kind="indirect")
    response = editor.post(url, {"version": "2"})
    assert "was changed after you opened it" in text_of(response)
    assert Quote.objects.get(pk=quote.pk).kind == "indirect"


def test_every_kind_of_row_has_its_history_page_and_goes_back(editor, ana, talks):
    karvonen, telegraph = cast.speaker("Ilse Karvonen"), cast.outlet("Delmar Telegraph")
    corrections.correct_speaker(karvonen, version=1, by=ana, role="prime minister")
    corrections.correct_outlet(telegraph, version=1, by=ana, name="Telegraph of Delmar")
    corrections.correct_article(talks, version=1, by=ana, title="Talks")
    corrections.correct_claim(Claim.objects.get(), version=1, by=ana, status="refuted")
    for row, version in (
        (karvonen, "2"),
        (telegraph, "2"),
        (talks, "2"),
        (Claim.objects.get(), "2"),
    ):
        name = row._meta.model_name
        assert editor.get(address(f"{name}_history", row.pk)).status_code == 200
        url = address(f"{name}_simple_history", row.pk, row.history.last().pk)
        assert editor.get(url).status_code == 200
        response = editor.post(url, {"version": version})
        assert response.status_code == 302
    assert Speaker.objects.get(pk=karvonen.pk).role == "foreign minister"
    assert Outlet.objects.get(pk=telegraph.pk).name == "Delmar Telegraph"
    assert Article.objects.get().title == "Talks to resume, minister says"
    assert Claim.objects.get().status == "unchecked"


def test_the_history_of_a_speaker_tells_of_its_names_too(editor, ana, talks):
    karvonen = cast.speaker("Ilse Karvonen")
    corrections.set_aliases(karvonen, ["Frau Karvonen"], by=ana, reason="In the German press")
    words = text_of(editor.get(address("speaker_history", karvonen.pk)))
    assert "ana Frau Karvonen added In the German press" in words


def test_the_latest_changes_of_everybody_are_on_one_page(editor, ana, ben, quote):
    corrections.correct_quote(quote, version=1, by=ben, kind="mixed")
    corrections.set_aliases(quote.speaker, ["Frau Karvonen"], by=ana)
    words = text_of(editor.get(reverse("admin:articles_latest_changes")))
    assert "ben" in words
    assert "kind direct → mixed" in words
    assert "Ilse Karvonen (alias Frau Karvonen)" in words


# Lists stay cheap


def test_a_long_list_says_that_it_shows_the_first_rows_only(editor, talks, monkeypatch):
    monkeypatch.setattr("articles.admin.paging.MOST", 2)
    words = text_of(editor.get(address("quote_changelist")))
    assert "More than 2 quotes, of which these pages show the first" in words
    monkeypatch.setattr("articles.admin.paging.MOST", 3)
    words = text_of(editor.get(address("quote_changelist")))
    assert "3 quotes" in words
    assert "More than" not in words


@pytest.mark.parametrize("name", ["quote", "claim", "article", "speaker", "outlet"])
def test_a_list_costs_no_more_statements_with_more_rows(
    editor, talks, name, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    url = address(f"{name}_changelist")
    editor.get(url)  # content types are remembered from here on
    with CaptureQueriesContext(
        connection,
    ) as few:
        editor.get(url)
    cast.letters()
    for number in range(6):
        made = cast.article(
            f"Talk {number}\nShe said no {number} times.", cast.outlet(f"Post {number}")
        )
        speaker = cast.speaker(f"Speaker {number}")
        cast.quote(made, f"no {number} times", speaker, [cast.outlet(f"Wire {number}")])
        cast.claim(made, f"no {number} times", speaker)
    with CaptureQueriesContext(connection) as many:
        editor.get(url)
    assert len(many) <= len(few)


def test_no_page_has_an_inline_script_or_style(editor, ana, quote):
    corrections.correct_quote(quote, version=1, by=ana, kind="mixed")
    chosen = {
        "action": "merge_selected",
        "_selected_action": [row.pk for row in Speaker.objects.all()],
    }
    for response in (
        editor.get(reverse("admin:index")),
        editor.get(address("quote_changelist")),
        editor.get(address("quote_change", quote.pk)),
        editor.get(address("quote_add")),
        editor.get(address("quote_history", quote.pk)),
        editor.get(address("quote_simple_history", quote.pk, quote.history.last().pk)),
        editor.get(address("article_change", quote.article_id)),
        editor.get(address("speaker_change", quote.speaker_id)),
        editor.post(address("speaker_changelist"), chosen),
        editor.get(reverse("admin:articles_latest_changes")),
    ):
        assert response.status_code == 200
        assert not re.search(
            rb"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=", response.content
        )


# In a real browser, where the Content-Security-Policy is at work


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A site of its own with the sample articles, and the password of its editor."""
    folder = tmp_path_factory.mktemp("admin")
    password = prepared(folder)
    with serving(folder) as site:
        yield site, password


@pytest.fixture
def signed_in(page, served):
    """An editor's page, which must not complain, and the address of the admin."""
    site, password = served
    page.goto(f"{site.url}/admin/")
    page.fill("#id_username", "editor")
    page.fill("#id_password", password)
    page.click("input[type=submit]")
    return page, f"{site.url}/admin/articles"


@pytest.mark.sqlite_only
def test_a_chain_is_put_in_order_with_buttons_and_the_autocomplete(signed_in):
    page, admin = signed_in
    page.goto(f"{admin}/quote/?q=always+be+a+good+partner")
    page.click("#result_list tbody th a")
    rows = page.locator(".chain-row .select2-selection__rendered")
    assert "Reuters" in rows.nth(0).inner_text()
    page.locator(".chain-down").first.click()
    page.locator(".chain-row").nth(2).locator(".select2-selection").click()
    page.fill(".select2-search__field", "agence france")
    page.locator(".select2-results__option", has_text="Agence France-Presse").first.click()
    page.click("input[name=_continue]")
    page.wait_for_selector(".success")
    page.wait_for_selector(".chain-row:nth-child(3) .select2-selection__rendered")
    assert [text.strip("×\n ") for text in rows.all_inner_texts()[:3]] == [
        "Chinese state media",
        "Reuters",
        "Agence France-Presse",
    ]


@pytest.mark.sqlite_only
def test_no_page_of_the_admin_is_stopped_by_the_content_security_policy(signed_in):
    page, admin = signed_in
    for path in (
        "",
        "/quote/",
        "/quote/1/change/",
        "/quote/1/history/",
        "/quote/add/?article=1",
        "/quote/changes/",
        "/article/",
        "/article/1/change/",
        "/claim/",
        "/speaker/",
        "/speaker/1/change/",
        "/outlet/1/change/",
        "/run/",
        "/speakermerge/",
    ):
        assert page.goto(admin + path).status == 200
        assert page.locator("#content").is_visible()
