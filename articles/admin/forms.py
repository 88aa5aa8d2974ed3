"""Forms that gather what a person decided; articles/corrections.py writes it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from articles import corrections
from articles.corrections import Conflict
from articles.extraction.records import SPEAKER_KINDS
from articles.models import Article, Claim, FactCheck
from articles.models.base import choices

from .chain import ChainField, chain_value


class DecisionForm(forms.ModelForm):
    """A form of decisions: its instance stays what is stored, also when the form is refused.

    The fields of `ModelForm` and those declared here stand for values of `corrections`; `decided`
    tells which of them the person changed.
    """

    reason = forms.CharField(
        required=False,
        max_length=500,
        help_text="Why, for those who read the history. May stay empty.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    # Fields that help to fill the form in and stand for no value of their own.
    helpers: tuple[str, ...] = ("seen_version", "reason")

    def __init__(self, *args: Any, instance: Any = None, **kwargs: Any) -> None:
        initial = {**self.extra_initial(instance), **(kwargs.pop("initial", None) or {})}
        super().__init__(*args, instance=instance, initial=initial, **kwargs)

    def extra_initial(self, instance: Any) -> dict[str, Any]:
        """What the declared fields show for a stored row, or for None."""
        return {}

    def decided(self) -> dict[str, Any]:
        """The values that the person changed, by their name in `corrections`."""
        names = set(self.changed_data) & set(self.cleaned_data) - set(self.helpers)
        return {name: self.cleaned_data[name] for name in self.cleaned_data if name in names}

    def _post_clean(self) -> None:
        """Leave the instance as it is stored."""


class VersionedForm(DecisionForm):
    """A form that says so when someone else saved after it was opened, and loses nothing."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, instance: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        self.initial["seen_version"] = instance.version if instance else None

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.instance.pk:
            try:
                corrections.lock(type(self.instance), self.instance.pk, self._seen_version())
            except Conflict as conflict:
                self._show_both(conflict)
        return self.cleaned_data

    def _seen_version(self) -> int:
        return self.cleaned_data.get("seen_version") or 0

    def _show_both(self, conflict: Conflict) -> None:
        """Keep what this person typed; where they typed nothing, show what the other one saved."""
        seen = conflict.stored.history.filter(version=conflict.seen).first()  # type: ignore[attr-defined]
        self.data = self.data.copy()
        if seen:
            before = {**self._model_values(seen.instance), **self.extra_initial(seen.instance)}
            for name, field in self.fields.items():
                posted = self[name].data
                if name in before and not field.has_changed(before[name], posted):
                    self._put(name, field, self.initial.get(name))
        self.data[self.add_prefix("seen_version")] = str(conflict.stored.version)
        self.add_error(
            None,
            [
                f"Someone else saved this {self.instance._meta.verbose_name} after you opened it.",
                *map(str, conflict.entries),
                "Nothing of yours is lost: what you typed is in the form, with the other changes "
                "around it. Look it over and save again.",
            ],
        )

    def _model_values(self, instance: models.Model) -> dict[str, Any]:
        return forms.model_to_dict(instance, self._meta.fields, self._meta.exclude)

    def _put(self, name: str, field: forms.Field, value: Any) -> None:
        if isinstance(field, ChainField):
            self.data.update(field.widget.posted(self.add_prefix(name), value))
        else:
            shown = field.prepare_value(value)
            self.data[self.add_prefix(name)] = "" if shown is None else str(shown)


class TextFromBody(forms.CharField):
    """Words of an article; browsers send line ends that the article does not have."""

    widget = forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n")


class PlacedForm(VersionedForm):
    """Something found in an article: its words, pasted or given by their place."""

    exact_words = TextFromBody(
        required=False,
        label="Words",
        help_text="As they stand in the article. Put … between the parts of a broken quote. "
        "Leave out the quotation marks around a direct quote.",
    )
    place = forms.CharField(
        required=False,
        help_text="Where the words start and end, as 120-180 or 120-180;200-240. "
        "It moves with the words. Needed only where the same words stand there more than once, "
        "or to set the limits by number.",
    )
    helpers = (*VersionedForm.helpers, "exact_words", "place", "article")

    def extra_initial(self, instance: Any) -> dict[str, Any]:
        if not instance or not instance.pk:
            return {}
        spans = getattr(instance, "spans", None) or [[instance.start, instance.end]]
        return {"exact_words": instance.text, "place": corrections.write_place(spans)}

    def clean(self) -> dict[str, Any]:
        super().clean()
        article = self._article()
        if article and not self.errors:
            self._find(article)
        return self.cleaned_data

    def _article(self) -> Article | None:
        return self.instance.article if self.instance.pk else self.cleaned_data.get("article")

    def _find(self, article: Article) -> None:
        """Set `spans` when the words or the place were changed."""
        words, place = self.cleaned_data["exact_words"], self.cleaned_data["place"]
        try:
            if "exact_words" in self.changed_data and words:
                near = corrections.parse_place(place)[0][0] if place else None
                spans = corrections.find_words(article.body, words, near)
            elif "place" in self.changed_data and place:
                spans = corrections.parse_place(place)
            elif words and self.instance.pk:
                return
            else:
                raise ValidationError("Paste the words, or give their place.")
            self.cleaned_data["spans"] = corrections.checked_spans(article.body, spans)
        except ValidationError as error:
            self.add_error("exact_words" if words or not place else "place", error)


class QuoteForm(PlacedForm):
    """A quote. A speaker or outlet who is not listed yet is given by name."""

    chain = ChainField(
        required=False,
        label="Citation chain",
        help_text="The outlets that the words passed through, nearest to the reader first. Empty "
        "when the article’s own outlet heard them.",
    )
    new_speaker = forms.CharField(
        required=False,
        max_length=300,
        label="New speaker",
        help_text="The name of somebody who is not listed. A known name leads to who bears it.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    new_speaker_kind = forms.ChoiceField(
        required=False, label="who is a", choices=choices(SPEAKER_KINDS)
    )
    release = forms.MultipleChoiceField(
        required=False, choices=[(mark, mark) for mark in corrections.ALL_MARKS]
    )
    helpers = (*PlacedForm.helpers, "new_speaker", "new_speaker_kind", "release")

    class Meta:
        labels = {"speaker_role": "Role"}
        help_texts = {
            "speaker_role": "As this article gives it. It goes when the speaker changes, unless "
            "you change it too.",
            "speaker_text": "The mention beside the quote: a name, “she”, “the ministry”.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "state" in self.fields:
            state = self.instance.state
            possible = dict.fromkeys([*corrections.STATES_FOR_PEOPLE, state])
            self.fields["state"].choices = choices(tuple(possible))

    def extra_initial(self, instance: Any) -> dict[str, Any]:
        chain = instance.chain if instance else []
        return {**super().extra_initial(instance), "chain": chain_value(chain)}

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("new_speaker") and data.get("speaker") and "speaker" in self.changed_data:
            self.add_error("new_speaker", "Choose a speaker or give a name, not both.")
        both = {corrections.MARKS[name] for name in self.decided() if name in corrections.MARKS}
        if both & set(data.get("release", ())):
            self.add_error(
                None,
                "You changed a value and asked for the machine’s too: "
                f"{', '.join(sorted(both & set(data['release'])))}. Do one of the two.",
            )
        article = self._article()
        if not self.instance.pk and article and "spans" in data:
            try:
                corrections.refuse_double(article, data["spans"])
            except ValidationError as error:
                self.add_error("exact_words", error)
        return data

    def decided(self) -> dict[str, Any]:
        values = super().decided()
        if "spans" in self.cleaned_data:
            values["spans"] = self.cleaned_data["spans"]
        if self.cleaned_data.get("new_speaker"):
            values["speaker"] = None  # who it is stands in `new_speaker` until the form is saved
        return values


class ClaimForm(PlacedForm):
    """A claim, and what a check of the facts found."""

    def decided(self) -> dict[str, Any]:
        values = super().decided()
        if spans := self.cleaned_data.get("spans"):
            values["span"] = spans[0]
        return values

    def clean(self) -> dict[str, Any]:
        super().clean()
        if len(self.cleaned_data.get("spans", ())) > 1:
            self.add_error("exact_words", "A claim is in one piece: leave nothing out.")
        quote, article = self.cleaned_data.get("quote"), self._article()
        if quote and article and quote.article_id != article.pk:
            self.add_error("quote", "Choose a quote of the same article.")
        return self.cleaned_data


class FactCheckForm(VersionedForm):
    """What somebody who checked a claim found."""

    helpers = (*VersionedForm.helpers, "claim")

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        check = FactCheck(pk=self.instance.pk, claim=data.get("claim") or self._claim())
        check.url, check.removed = data.get("url", ""), data.get("removed", False)
        if check.claim_id:
            try:
                corrections.refuse_second_check(check)
            except ValidationError as error:
                self.add_error(None, error)
        return data

    def _claim(self) -> Claim | None:
        return self.instance.claim if self.instance.pk else None


def quote_of(form: QuoteForm, by: Any) -> dict[str, Any]:
    """What the form decided, with new speakers and outlets added under their names."""
    values = form.decided()
    if name := form.cleaned_data.get("new_speaker"):
        kind = form.cleaned_data["new_speaker_kind"] or "person"
        values["speaker"] = corrections.speaker_named(name, kind, by)
    if "chain" in values:
        values["chain"] = [
            corrections.outlet_named(outlet, by) if isinstance(outlet, str) else outlet
            for outlet in values["chain"]
        ]
    return values
