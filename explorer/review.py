"""The review: which quote comes next for an editor, what its page shows, what an editor does to it.

A queue is a filter of the list of quotes with its order; without a state it holds what nobody
reviewed yet, the least certain first. Decisions are written by articles/corrections alone.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone

from articles import corrections
from articles.corrections import Entry
from articles.extraction.layout import paragraphs
from articles.extraction.records import QUOTE_KINDS, SPEAKER_KINDS
from articles.models import Citation, Quote, Turn

from . import marking
from .filters import QuoteFilter
from .typed import LABELS, Problems, Typed, seen_by, values_of

HELD = datetime.timedelta(minutes=10)  # a quote that an editor opened is nobody else's so long
DAY = datetime.timedelta(hours=24)
AROUND = 450  # characters of context on either side, before paragraphs are made whole
HISTORY = 6


class ReviewFilter(QuoteFilter):
    """A filter of the list of quotes; what it leaves open is chosen for the review: what nobody
    reviewed yet, the least certain first."""

    orders: ClassVar = QuoteFilter.orders | {"uncertain": "least certain first"}

    @classmethod
    def read(cls, params: QueryDict) -> ReviewFilter:
        chosen = params.copy()
        for name, value in (("state", "unreviewed"), ("sort", "uncertain")):
            if not any(params.getlist(name)):
                chosen[name] = value
        return super().read(chosen)


@dataclass(frozen=True)
class Progress:
    """How many quotes an editor has done today, and how many of the queue are left to them."""

    done: int
    left: int

    @property
    def all(self) -> int:
        return self.done + self.left


class Queue:
    """The quotes of one filter in the order of one editor's review."""

    def __init__(self, params: QueryDict, by: AbstractBaseUser) -> None:
        self.by = by
        self.listed = QuoteFilter.read(params)
        self.state = ReviewFilter.read(params)

    @property
    def query(self) -> str:
        """The canonical query string, as the list of quotes has it too."""
        return self.listed.query(page=None)

    @property
    def errors(self) -> list[str]:
        return self.state.errors

    @property
    def sentence(self) -> str:
        """ "Quotes by Ilse Karvonen, unreviewed, least certain first."."""
        by = self.state._by()
        return f"quotes{f' by {by}' if by else ''}, {self.state.sentence(0)}"

    def rows(self) -> QuerySet[Quote]:
        """The quotes, unordered."""
        return self.state.queryset()

    @transaction.atomic
    def take_next(self) -> Quote | None:
        """The next quote that no other editor has open; from now on it is this editor's."""
        taken = {*self._mine(), *self._theirs()}
        first = self.state.selection.ids(slice(0, len(taken) + 1))
        pk = next((pk for pk in first if pk not in taken), None)
        if pk is None:
            return None
        self.turn(pk, "open")
        return stored_quote(pk)

    def _mine(self) -> list[int]:
        """The quotes that this editor is done with or passed over within a day."""
        mine = Turn.objects.filter(by=self.by, turn__in=("passed", "done"))
        return list(mine.filter(at__gte=timezone.now() - DAY).values_list("quote_id", flat=True))

    def _theirs(self) -> list[int]:
        """The quotes that other editors opened or did a short while ago."""
        theirs = Turn.objects.filter(turn__in=("open", "done"), at__gte=timezone.now() - HELD)
        return list(theirs.exclude(by=self.by).values_list("quote_id", flat=True))

    def turn(self, pk: int, turn: str) -> None:
        """Note what this editor does at a quote, and forget what was more than a day ago."""
        now = timezone.now()
        Turn.objects.filter(at__lt=now - 2 * DAY).delete()
        Turn.objects.update_or_create(quote_id=pk, by=self.by, defaults={"turn": turn, "at": now})

    def look_again(self) -> None:
        """Let the quotes that this editor passed over come again."""
        Turn.objects.filter(by=self.by, turn="passed").delete()

    @property
    def passed(self) -> int:
        since = timezone.now() - DAY
        return Turn.objects.filter(by=self.by, turn="passed", at__gte=since).count()

    @property
    def progress(self) -> Progress:
        midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        done = Turn.objects.filter(by=self.by, turn="done", at__gte=midnight).count()
        behind = self.rows().filter(pk__in=self._mine()).count()
        return Progress(done, self.state.selection.total - behind)


# The page of one quote


@dataclass(frozen=True)
class Row:
    """One field on which two editors worked: as it was, as it was saved since, as it was typed."""

    label: str
    seen: str
    theirs: str
    mine: str

    @property
    def is_theirs(self) -> bool:
        return self.theirs != self.seen

    @property
    def is_mine(self) -> bool:
        return self.mine != self.seen


@dataclass(frozen=True)
class Clash:
    """Somebody saved this quote after it was opened: who and what, and each field three times."""

    entries: list[Entry]
    rows: list[Row]
    do: str


@dataclass(frozen=True)
class Item:
    """One quote in the review. `typed` is what its fields show, `changed` which of them are not
    saved; `machine` what the machine said where it differs."""

    quote: Quote
    typed: Typed
    changed: list[str]
    passages: list[marking.Passage]
    machine: dict[str, str]
    neighbour: Quote | None
    entries: list[Entry]
    version: int
    problems: Problems = field(default_factory=Problems)
    clash: Clash | None = None
    leaving: bool = False

    @property
    def chain_rows(self) -> list[str]:
        """The chain's outlets and a blank row for one more."""
        return [*self.typed.chain, ""]

    kinds = QUOTE_KINDS
    speaker_kinds = SPEAKER_KINDS


def stored_quote(pk: int) -> Quote:
    links = Citation.objects.select_related("outlet").order_by("position")
    quotes = Quote.objects.select_related("article", "outlet", "speaker").defer("words")
    return get_object_or_404(quotes.prefetch_related(Prefetch("citations", links)), pk=pk)


def item(quote: Quote, typed: Typed | None = None, version: int | None = None, **more: Any) -> Item:
    """The page of a quote, with what was typed on the version that was seen."""
    version = version or quote.version
    stored = seen_by(quote, version)
    typed = typed or stored
    return Item(
        quote=quote,
        typed=typed,
        changed=[LABELS[name].lower() for name in LABELS if name in typed.changed(stored)],
        passages=_context(quote, typed),
        machine=_said(quote, typed),
        neighbour=corrections.neighbour(quote),
        entries=corrections.history_of(quote, HISTORY),
        version=version,
        **more,
    )


def _context(quote: Quote, typed: Typed) -> list[marking.Passage]:
    """The paragraphs around the words as typed, or as stored where the place is none."""
    body = quote.article.body
    try:
        spans = corrections.checked_spans(body, corrections.parse_place(typed.place))
    except ValidationError:
        spans = quote.spans
    first, last = spans[0][0], spans[-1][1]
    left = body.rfind("\n", 0, max(first - AROUND, 0)) + 1
    right = body.find("\n", min(last + AROUND, len(body)))
    around = paragraphs(body[: right if right >= 0 else len(body)], left)
    kind = typed.kind if typed.kind in QUOTE_KINDS else quote.kind
    mark = marking.Mark(f"quote-{quote.pk}", "", kind, tuple(map(tuple, spans)), quote)
    return marking.passages(body, around, [mark])


def _said(quote: Quote, typed: Typed) -> dict[str, str]:
    """What the machine said, where the fields say something else."""
    if not quote.machine:
        return {}
    machine = Typed.of_machine(quote.machine)
    return {name: machine.shown(name) for name in typed.changed(machine) if name in LABELS}


# What an editor does


def decide(queue: Queue, pk: int, version: int, typed: Typed, do: str) -> Item | str:
    """Accept or reject a quote, with what was changed of it.

    Returns what was done, in words; or, when something is wrong or somebody else saved it
    meanwhile, its page with what was typed.
    """
    quote = stored_quote(pk)
    base = seen_by(quote, version)
    changed = typed.changed(base)
    what = _what(pk, do, changed)

    def write() -> str:
        corrections.lock(Quote, pk, version)  # a conflict is told before a name is asked about
        values = values_of(typed, base, quote.article, queue.by)
        if do == "reject":
            values["state"] = "rejected"
        elif not values and quote.state != "corrected":
            values["state"] = "accepted"
        elif values and quote.state == "rejected":
            values["state"] = "corrected"
        stored = corrections.correct_quote(
            quote, version=version, by=queue.by, reason=typed.reason, **values
        )
        return "".join(
            f". “{merge.merged}” is understood as {merge.survivor} from now on"
            for merge in stored.learned
        )

    return _written(queue, quote, version, typed, do, what, write)


def split(queue: Queue, pk: int, version: int, typed: Typed, at: int | None) -> Item | str:
    """Split a quote at an offset of its article."""
    quote = stored_quote(pk)

    def write() -> None:
        if at is None:
            raise ValidationError("Say with which words of it the second quote begins.")
        corrections.split_quote(quote, at=at, version=version, by=queue.by, reason=typed.reason)

    return _written(queue, quote, version, typed, "split", f"split quote {pk}", write)


def join(
    queue: Queue, pk: int, version: int, typed: Typed, second: int, second_version: int
) -> Item | str:
    """Join a quote with the next one in its article."""
    quote = stored_quote(pk)

    def write() -> None:
        corrections.join_quotes(
            quote,
            stored_quote(second),
            version=version,
            second_version=second_version,
            by=queue.by,
            reason=typed.reason,
        )

    what = f"joined quotes {pk} and {second}"
    return _written(queue, quote, version, typed, "join", what, write)


def _written(
    queue: Queue,
    quote: Quote,
    version: int,
    typed: Typed,
    do: str,
    what: str,
    write: Callable[[], str | None],
) -> Item | str:
    """`write` may return what else there is to say."""
    try:
        with corrections.batch(queue.by, what, typed.reason):
            more = write()
    except corrections.Conflict as conflict:
        if conflict.stored.pk != quote.pk:
            problem = ValidationError(f"Of the other quote: {conflict}")
            return _with_problems(quote.pk, version, typed, problem)
        return _clashing(quote.pk, version, typed, do, conflict)
    except ValidationError as error:
        return _with_problems(quote.pk, version, typed, error)
    if do in ("accept", "reject"):
        queue.turn(quote.pk, "done")
    return f"{what}{more or ''}"


def _with_problems(pk: int, version: int, typed: Typed, error: ValidationError) -> Item:
    return item(stored_quote(pk), typed, version, problems=Problems.of(error, typed))


def _clashing(pk: int, version: int, typed: Typed, do: str, conflict: corrections.Conflict) -> Item:
    """The page of a quote that somebody else saved meanwhile: their fields with ours put on."""
    quote = stored_quote(pk)
    seen, theirs = seen_by(quote, version), Typed.of(quote)
    mine = typed.onto(theirs, typed.changed(seen))
    rows = [
        Row(label, seen.shown(name), theirs.shown(name), typed.shown(name))
        for name, label in LABELS.items()
        if name in theirs.changed(seen) | typed.changed(seen)
    ]
    return item(quote, mine, clash=Clash(conflict.entries, rows, do))


def _what(pk: int, do: str, changed: set[str]) -> str:
    names = ", ".join(label.lower() for name, label in LABELS.items() if name in changed)
    if do == "reject":
        return f"rejected quote {pk}"
    return f"changed quote {pk}: {names}" if changed else f"accepted quote {pk}"


def selected_place(quote: Quote, selected: str, typed: Typed, add: bool) -> Typed:
    """The fields with a selection as the words, or as a further part of them. ValidationError."""
    body = quote.article.body
    [[start, end]] = corrections.parse_place(selected)
    spans = [corrections.tidied(body, start, end)]
    if add:
        spans = corrections.checked_spans(body, [*corrections.parse_place(typed.place), *spans])
    return replace(
        typed, place=corrections.write_place(spans), words=corrections.text_at(body, spans)
    )


def split_offset(quote: Quote, selected: str, words: str) -> int | None:
    """Where the second half begins: at a selection, or at words of the quote. ValidationError."""
    if selected:
        return corrections.parse_place(selected)[0][0]
    if not words.strip():
        return None
    body = quote.article.body
    places = corrections.find_words(body[: quote.end], words, quote.start)
    return places[0][0]


def undo_last(queue: Queue) -> tuple[str, int | None]:
    """Take back what this editor did last. Returns what happened, and the quote to look at again.

    ValidationError when there is nothing to undo or somebody went on from there.
    """
    batch = corrections.latest_batch(queue.by)
    if batch is None:
        raise ValidationError("There is nothing of yours left to undo.")
    undone = corrections.undo_batch(batch, by=queue.by)
    said = " ".join([f"Undone: {batch.what}.", *undone.kept])
    ids = list(Quote.history.filter(batch=batch).order_by("id").values_list("id", flat=True)[:1])
    if batch.is_bulk or not ids or not Quote.objects.filter(pk=ids[0]).exists():
        return said, None
    queue.turn(ids[0], "open")
    return said, ids[0]
