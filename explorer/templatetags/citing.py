"""How to cite a list or a quote: what it is, where it stands, when it was seen.

{% cite_list %} on a page of a list, {% cite quote %} on the page of a quote or claim.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format

from articles.models import Claim, Quote

from ..filters import day_in_words

register = template.Library()


@register.inclusion_tag("_cite.html", takes_context=True)
def cite_list(context: template.Context) -> dict[str, str]:
    state, title = context["state"], context["title"]
    what = f"{title}: {context['sentence'].rstrip('.')}"
    query = state.query(page=None)
    return _reference(context, what, f"{context['path']}?{query}" if query else context["path"])


@register.inclusion_tag("_cite.html", takes_context=True)
def cite(context: template.Context, item: Quote | Claim) -> dict[str, str]:
    if isinstance(item, Quote):
        return _reference(context, f"{_quoted(item)}, {_printed(item)}", f"/quotes/{item.pk}/")
    who = str(item.claimant) if item.claimant else "The article itself"
    what = f"{who} claims: “{item.text}”, {_printed(item)}"
    return _reference(context, what, item.get_absolute_url())


def _quoted(quote: Quote) -> str:
    who = str(quote.speaker) if quote.speaker else "Unknown speaker"
    role = f", {quote.speaker_role}" if quote.speaker_role else ""
    words = quote.text if quote.kind != "direct" else f"“{quote.text}”"
    chain = " > ".join(link.outlet.name for link in quote.citations.all())
    return f"{who}{role}: {words}" + (f" (via {chain})" if chain else "")


def _printed(item: Quote | Claim) -> str:
    outlet = str(item.outlet) if item.outlet else "unknown outlet"
    day = day_in_words(item.published) if item.published else "no date"
    return f"in “{item.article.headline}”, {outlet}, {day}"


def _reference(context: template.Context, what: str, path: str) -> dict[str, Any]:
    now = timezone.now()
    return {
        "what": what,
        "url": context["request"].build_absolute_uri(path),
        "day": day_in_words(now.date()),
        "time": date_format(now, "H:i"),
    }
