"""A list as an Atom feed: the newest hundred rows of any filter, for whoever watches a speaker."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Max, Model
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed
from django.utils.text import Truncator

from articles.models import Claim, Quote

from .filters import Filter

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
ENTRIES = 100
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML cannot hold
_NEVER = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


class _Feed(Atom1Feed):
    """With content in HTML, and an "updated" that moves only when an entry does."""

    def latest_post_date(self) -> datetime.datetime:
        return max((item["updateddate"] for item in self.items), default=_NEVER)

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


def atom(state: Filter, site: str) -> str:
    """The feed of a list, whatever its order and page. `site` is "https://onrecord.example"."""
    newest = type(state).read(QueryDict(state.query(sort=None, page=None)))
    name = newest.noun[1]
    query = f"?{newest.query()}" if newest.query() else ""
    feed = _Feed(
        title=_fit(f"On Record: {newest.subject}"),
        link=f"{site}/{name}/{query}",
        feed_url=f"{site}/{name}.atom{query}",
        feed_guid=f"{site}/{name}.atom{query}",
        description=None,
        subtitle=_fit(newest.sentence(0)),
        author_name="On Record",
        language="en",
    )
    rows = newest.shown(slice(0, ENTRIES))
    changed = _last_changes(rows)
    for row in rows:
        author, title, path = _ENTRY[type(row)](row)
        feed.add_item(
            title=_fit(Truncator(title).chars(140)),
            link=f"{site}{path}",
            unique_id=f"{site}{path}",
            description=None,
            author_name=_fit(author),
            pubdate=row.published and _midnight(row.published),
            updateddate=changed.get(row.pk, row.article.added_at),
            content=_fit(
                render_to_string(f"feeds/{name}.html", {"item": row, "site": site}).strip()
            ),
        )
    return feed.writeString("utf-8")


def _quote(quote: Quote) -> tuple[str, str, str]:
    who = str(quote.speaker) if quote.speaker else "Unknown speaker"
    words = f"“{quote.text}”" if quote.kind == "direct" else quote.text
    return who, f"{who}: {words}", f"/quotes/{quote.pk}/"


def _claim(claim: Claim) -> tuple[str, str, str]:
    group = claim.all_of_it  # type: ignore[attr-defined]
    names = [str(claimant) if claimant else "The article itself" for claimant in group.claimants]
    who = ", ".join(names) + (f" and {group.more} more" if group.more else "")
    return who, f"{who}: {claim.text}", claim.get_absolute_url()


_ENTRY: dict[type[Model], Callable[[Any], tuple[str, str, str]]] = {Quote: _quote, Claim: _claim}


def _last_changes(rows: Iterable[Any]) -> dict[int, datetime.datetime]:
    """When each of these was changed last, by whomever."""
    by_id = {row.pk: row for row in rows}
    if not by_id:
        return {}
    history = type(next(iter(by_id.values()))).history.filter(id__in=list(by_id))
    return dict(history.order_by().values_list("id").annotate(Max("history_date")))


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)


def _fit(text: str) -> str:
    return _UNFIT.sub("\ufffd", text)
