"""What several models share: slugs that last, and machine output kept apart from people's."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.text import slugify

from articles import spelling
from articles.text import name_key, words


def choices(values: tuple[str, ...]) -> list[tuple[str, str]]:
    """Choices whose label is the value itself."""
    return [(value, value) for value in values]


def in_list(field: str, values: tuple[str, ...], name: str) -> models.CheckConstraint:
    """A constraint that keeps `field` to `values`, in the database too."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": values}), name=name)


class NewestFirst(models.Index):
    """An index by date, newest first, unknown dates last, then by id; within each value of `by`.
    It holds the columns `covering` too, so that what needs no others never reads the table.

    SQLite puts NULL last in descending order by itself and refuses to be told so in an index, and
    there a column that an index holds is one that it is ordered by.
    """

    def __init__(
        self,
        name: str,
        by: str = "",
        condition: models.Q | None = None,
        covering: tuple[str, ...] = (),
    ) -> None:
        self.by, self.covering = by, tuple(covering)
        newest = (models.F("published").desc(nulls_last=True), models.F("id").desc())
        first = (models.F(by),) if by else ()
        super().__init__(*first, *newest, name=name, condition=condition)

    def deconstruct(self) -> tuple[str, tuple, dict[str, Any]]:
        path, _, _ = super().deconstruct()
        options = {"by": self.by, "condition": self.condition, "covering": self.covering}
        return path, (), {"name": self.name} | {k: v for k, v in options.items() if v}

    def create_sql(self, model: type[models.Model], schema_editor: Any, **kwargs: Any) -> Any:
        options: dict[str, Any] = {"name": self.name, "condition": self.condition}
        if schema_editor.connection.vendor != "sqlite":
            whole = models.Index(*self.expressions, include=self.covering or None, **options)
        else:
            first = [self.by] if self.by else []
            whole = models.Index(fields=[*first, "-published", "-id", *self.covering], **options)
        return whole.create_sql(model, schema_editor, **kwargs)


class LeastCertainFirst(models.Index):
    """An index by state, then by confidence, the least first and those without a figure before
    them, as SQLite orders them by itself (and refuses to be told)."""

    def __init__(self, name: str) -> None:
        super().__init__(
            models.F("state"),
            models.F("confidence").asc(nulls_first=True),
            models.F("id"),
            name=name,
        )

    def deconstruct(self) -> tuple[str, tuple, dict[str, str]]:
        path, _, _ = super().deconstruct()
        return path, (), {"name": self.name}

    def create_sql(self, model: type[models.Model], schema_editor: Any, **kwargs: Any) -> Any:
        if schema_editor.connection.vendor != "sqlite":
            return super().create_sql(model, schema_editor, **kwargs)
        plain = models.Index(fields=["state", "confidence", "id"], name=self.name)
        return plain.create_sql(model, schema_editor, **kwargs)


class Sluggable(models.Model):
    """A name with a slug that is never changed and never given to another row again."""

    name = models.CharField(max_length=300)
    slug = models.SlugField(max_length=320, unique=True, allow_unicode=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = self._free_slug()
        super().save(*args, **kwargs)

    def _free_slug(self) -> str:
        """The slugified name, "-2" and so on for a namesake; deleted rows keep theirs."""
        base = slugify(self.name, allow_unicode=True)[:300] or "unnamed"
        if base == "unknown":  # means "no outlet" or "no speaker" in addresses
            base = "unknown-1"
        model = type(self)
        taken = set(model.objects.filter(slug__startswith=base).values_list("slug", flat=True))
        taken |= set(
            model.history.filter(slug__startswith=base).values_list("slug", flat=True)  # type: ignore[attr-defined]
        )
        slug, number = base, 1
        while slug in taken:
            number += 1
            slug = f"{base}-{number}"
        return slug


class Alias(models.Model):
    """A name that leads to a row. Each leads to one only, in whatever spelling."""

    name = models.CharField(max_length=300)
    key = models.CharField(max_length=300, unique=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = name_key(self.name)
        super().save(*args, **kwargs)
        spelling.index([self])


class Gram(models.Model):
    """A piece of an alias's folded name, to find it by spelling. articles/spelling.py writes it."""

    gram = models.CharField(max_length=3)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.gram


class Numbered(models.Model):
    """A row that several people edit. Each save by a person gives the version it was based on."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class Mergeable(Sluggable, Numbered):
    """A named row that may turn out to be another one.

    A merged row stays, with `merged_into` set, so that its slug still leads somewhere.
    """

    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )

    class Meta:
        abstract = True

    @property
    def survivor(self) -> Self:
        """The row that this one was merged into, or itself."""
        return self.merged_into.survivor if self.merged_into else self


class Merge(models.Model):
    """Something that moved from one row, `merged`, to another, `survivor`, so that it can be
    undone. `summary` says in words how much; lists of ids may be long."""

    aliases = models.JSONField(default=list, help_text="ids of the aliases that moved")
    summary = models.CharField("what moved", max_length=300, blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField("taken back", null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-at"]


class Versioned(Numbered):
    """A row with values that a machine finds and people set."""

    # The names of the fields that a person has set; a new extraction leaves them alone.
    set_by_person = models.JSONField(default=list, blank=True, editable=False)

    class Meta:
        abstract = True

    def is_set_by_person(self, field: str) -> bool:
        return field in self.set_by_person


class Extracted(Versioned):
    """Something found in an article's body, by the machine or by a person.

    The columns hold what is true now. `machine` is what the machine last said, as in the JSON
    contract of `manage.py extract`; it is None for what a person added and no extraction found.
    """

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="%(class)ss")
    text = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    machine = models.JSONField(null=True, blank=True, editable=False)
    run = models.ForeignKey(
        "articles.Run", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    # A person touched it, and the latest extraction no longer finds it.
    missing = models.BooleanField(default=False, editable=False)

    # The folded words of `text`, for full-text search.
    words = models.TextField(editable=False, default="")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.words = " ".join(words(self.text))
        super().save(*args, **kwargs)

    @property
    def is_touched(self) -> bool:
        """Has a person added it or set any of it?"""
        return bool(self.set_by_person)
