"""Takes articles in: the only caller of extraction. One transaction per article.

A text is one article whatever its name, and a text that this version of the pipeline has read is
not read again. What a later copy knows of an article fills what is unknown; it overwrites nothing.
"""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from .copies import copy_article
from .extraction.layout import read_layout
from .extraction.records import Extraction
from .models import Article, Run
from .readers import Document, Problem
from .reconcile import Plan
from .resolve import Names, credited_agency
from .writing import write_extraction

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Extractor:
    """What reads texts: `pipeline` is its name and version, the same as in what it gives back."""

    pipeline: str
    extract: Callable[[str], Extraction]


@dataclass(frozen=True)
class Outcome:
    """What happened to one document. `what` is one of "added", "updated", "unchanged", "error"."""

    name: str
    what: str
    message: str
    article: Article | None = None


@dataclass
class Report:
    """What happened to all of them. `run` is None when nothing had to be read."""

    outcomes: list[Outcome] = field(default_factory=list)
    run: Run | None = None

    @property
    def counts(self) -> Counter[str]:
        """How many documents were "added", "updated", "unchanged", and how many gave an "error"."""
        return Counter(outcome.what for outcome in self.outcomes)

    def __str__(self) -> str:
        counts = self.counts
        words = ("added", "updated", "unchanged", "error")
        parts = [f"{counts[what]} {what}" for what in words if counts[what]]
        return ", ".join(parts).replace(" error", " with an error") or "nothing to take in"


def ingest(
    documents: Iterable[Document | Problem],
    user: AbstractBaseUser | None = None,
    nlp: Any = None,
    *,
    extractor: Extractor | None = None,
    again: bool = False,
    tell: Callable[[Outcome], None] = lambda outcome: None,
) -> Report:
    """Take documents in, in order; what cannot be read is reported, and the rest goes in.

    `user` is who asked for it. `nlp` is a loaded pipeline, to spare loading another; `extractor`
    reads the texts in place of our own extraction. With `again`, texts are read that this version
    has read already. `tell` hears of each document when it is done.
    """
    ingestion = _Ingestion(user, extractor or _our_own(nlp), again)
    for document in documents:
        outcome = ingestion.take_in(document)
        ingestion.report.outcomes.append(outcome)
        tell(outcome)
    ingestion.finish()
    return ingestion.report


def _our_own(nlp: Any) -> Extractor:
    from . import extraction  # spaCy is loaded on first use, when there is something to read

    return Extractor(extraction.PIPELINE, lambda text: extraction.extract(text, nlp))


class _Ingestion:
    """One call of `ingest`: whoever asked, what reads, and what happened so far."""

    def __init__(self, user: AbstractBaseUser | None, extractor: Extractor, again: bool) -> None:
        self.user = user
        self.extractor = extractor
        self.again = again
        self.report = Report()
        self.result: Counter[str] = Counter()

    def take_in(self, document: Document | Problem) -> Outcome:
        if isinstance(document, Problem):
            return Outcome(document.name, "error", document.message)
        try:
            return self._take_in(_fitting(document))
        except (DataError, IntegrityError) as error:
            logger.exception("Storing failed on %s", document.name)
            message = f"could not be stored, nothing of it was: {error}"
            return Outcome(document.name, "error", message)

    def _take_in(self, document: Document) -> Outcome:
        body = _body(document.text)
        digest = hashlib.sha256(body.encode()).hexdigest()
        stored = Article.objects.filter(body_sha256=digest).defer("body").first()
        if stored and stored.pipeline == self.extractor.pipeline and not self.again:
            return self._learn(stored, document)
        try:
            # Outside of the transaction: it may take long, and other writers would wait.
            extraction = self.extractor.extract(body)
        except Exception as error:  # whatever it is, the other articles go in
            logger.exception("Extraction failed on %s", document.name)
            return Outcome(document.name, "error", f"extraction failed: {error!r}")
        return self._write(document, body, digest, extraction)

    def finish(self) -> None:
        if run := self.report.run:
            self.result += Counter(
                {f"articles {what}": count for what, count in self.report.counts.items()}
            )
            run.finished_at, run.result = timezone.now(), dict(self.result)
            run.save()

    def _learn(self, stored: Article, document: Document) -> Outcome:
        """Nothing to read: take over what this copy knows and the stored article does not."""
        learnt: list[str] = []
        if _unknown(stored, document):
            with transaction.atomic():
                stored = Article.objects.select_for_update().defer("body").get(pk=stored.pk)
                learnt = _fill_unknown(stored, document, Names(f"named by {document.name}"))
                if "byline" in learnt:
                    learnt += _fill_credit(stored)
                if learnt:
                    self._save(stored, f"learnt from {document.name}")
                    copy_article(stored)
        is_copy = stored.file_name != _file_name(document)
        message = f"same text as {stored.file_name or stored.headline}" if is_copy else "unchanged"
        if not learnt:
            return Outcome(document.name, "unchanged", message, stored)
        return Outcome(document.name, "updated", f"{message}; {_learnt(learnt)}", stored)

    def _write(self, document: Document, body: str, digest: str, extraction: Extraction) -> Outcome:
        run = self._run()
        names = Names(f"extracted by {run.pipeline}, run {run.pk}")
        document = _with_layout(document, body)
        with transaction.atomic():
            stored = Article.objects.select_for_update().filter(body_sha256=digest).first()
            article = stored or Article(
                body=body,
                body_sha256=digest,
                file_name=_file_name(document),
                language=document.language or "en",
            )
            learnt = _fill_unknown(article, document, names)
            learnt += _fill_credit(article)
            if learnt or not stored:
                self._save(article, f"read in run {run.pk}")
            if learnt and stored:
                copy_article(article)
            quotes, claims = write_extraction(article, extraction, run, names)
            # Which pipeline read it last is no part of the history.
            Article.objects.filter(pk=article.pk).update(pipeline=run.pipeline)
        self.result += _counts("quotes", quotes) + _counts("claims", claims)
        if not stored:
            message = f"added: {_plural(len(quotes.add), 'quote')}, "
            message += _plural(len(claims.add), "claim")
            return Outcome(document.name, "added", message, article)
        message = f"updated: quotes {_in_words(quotes)}; claims {_in_words(claims)}"
        if learnt:
            message += f"; {_learnt(learnt)}"
        return Outcome(document.name, "updated", message, article)

    def _run(self) -> Run:
        """The run of this call, begun when the first article has been read."""
        if self.report.run is None:
            self.report.run = Run.objects.create(pipeline=self.extractor.pipeline, by=self.user)
        return self.report.run

    def _save(self, article: Article, reason: str) -> None:
        """Save what is known of an article, in the name of whoever took it in."""
        if article.pk:
            article.version += 1
        article._history_user = self.user  # type: ignore[attr-defined]
        article._change_reason = reason  # type: ignore[attr-defined]
        article.save()


# What copies of an article may know, and how it is called in messages.
_LABELS = {
    "title": "title",
    "outlet": "outlet",
    "published": "date",
    "url": "URL",
    "byline": "byline",
    "credit": "credit",
}


def _unknown(article: Article, document: Document) -> list[str]:
    """What the document knows and the article does not, unless a person decided on it."""
    known = [name for name in _LABELS if getattr(document, name, None)]
    return [
        name for name in known if not getattr(article, name) and name not in article.set_by_person
    ]


def _fill_unknown(article: Article, document: Document, names: Names) -> list[str]:
    """Set what the document knows and the article does not; the names of what was set."""
    unknown = _unknown(article, document)
    for name in unknown:
        value = getattr(document, name)
        setattr(article, name, names.outlet(value) if name == "outlet" else value)
    return unknown


def _fill_credit(article: Article) -> list[str]:
    """Set the agency that dateline or byline credit, if that is unknown: ["credit"] or []."""
    if article.credit_id or article.is_set_by_person("credit"):
        return []
    article.credit = credited_agency(article.body, article.byline)
    return ["credit"] if article.credit else []


def _with_layout(document: Document, body: str) -> Document:
    """With the title and URL that the text itself shows, where the reader knew none."""
    layout = read_layout(body)
    title, url = document.title or layout.title, document.url or layout.url
    return _fitting(replace(document, title=title, url=url))


def _fitting(document: Document) -> Document:
    """What is longer than its column is cut; a URL would lead nowhere then, so it is left out."""
    return replace(
        document,
        title=document.title if len(document.title) <= 1000 else document.title[:999] + "…",
        url=document.url if len(document.url) <= 2000 else "",
        byline=document.byline[:500],
        language=document.language[:10],
    )


def _body(text: str) -> str:
    """The text as it is stored, in which offsets count: without a byte order mark, and without
    the white space at its end, in which copies of one text often differ.
    """
    return text.removeprefix("\ufeff").rstrip()


def _file_name(document: Document) -> str:
    """The document's name as databases take it; file names may hold bytes that are no text."""
    return document.name.encode("utf-8", "backslashreplace").decode()[:500]


def _counts(rows: str, plan: Plan) -> Counter[str]:
    """How many rows were kept, changed, …: Counter({"quotes kept": 9, "quotes new": 1})."""
    counts = {
        "kept": len(plan.keep),
        "changed": len(plan.update),
        "new": len(plan.add),
        "gone": len(plan.retire),
        "missing": len(plan.miss),
    }
    return Counter({f"{rows} {what}": count for what, count in counts.items() if count})


def _in_words(plan: Plan) -> str:
    counts = _counts("", plan)
    return ", ".join(f"{count}{what}" for what, count in counts.items()) or "none"


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _learnt(fields: list[str]) -> str:
    return "learnt its " + ", ".join(_LABELS[name] for name in fields)
