"""The list of articles, and the reader."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import adding, plain_lists, selectors
from ..editors import may_edit
from ..filters import Chip
from ..rail import Rail, rail
from .lists import plain_list
from .paging import Listing, Pager


@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    state = Listing.read(request.GET, plain_lists.ARTICLE_SORTS, plain_lists.ARTICLE_FILTERS)
    found = plain_lists.articles(state.q, state.others, state.sort)
    chips = [Chip(label, state.query(**{name: ""})) for name, label in found.labels.items()]
    return plain_list(
        request, state, found.rows, "/articles/", "articles", chips=chips, errors=found.errors
    )


@require_safe
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """The reader. `?quote=12` opens a long article where that quote begins; `speaker` and `kind`
    say which quotes and claims are listed beside the text."""
    wanted = {name: _number(request.GET.get(name)) for name in ("page", "quote", "claim")}
    found = selectors.reading(pk, wanted["page"] or 1, wanted["quote"], wanted["claim"])
    beside = rail(found.marks, request.GET.get("speaker", ""), request.GET.get("kind", ""))
    pager = Pager(found.pages, found.page, lambda page: _query(beside, page), size=1)
    context = {"reading": found, "rail": beside, "pager": pager}
    if may_edit(request):
        context["adding"] = adding.blank(found.article, request.user)
    return render(request, "articles/article.html", context)


def _query(beside: Rail, page: int | None) -> str:
    return "&".join(filter(None, [beside.query, f"page={page}" if page else ""]))


def _number(value: str | None) -> int | None:
    return (
        int(value) if value and value.isascii() and value.isdecimal() and len(value) < 10 else None
    )
