"""The fixed list of requests, with values that the collection at hand has: a frequent, a middling
and a rare speaker, and so on. Where Datasette has the same, its address is there too."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Count
from django.http import QueryDict

from articles.models import Claim, Outlet, Quote, Speaker
from explorer.filters import PAGE_SIZE, QuoteFilter

from .collection import Collection

EXPORTED = 100_000  # rows of the CSV file
EXPORTED_CLAIMS = 10_000
TABLE = "articles_quote"
FACETS = ("speaker_id", "outlet_id", "kind", "state")
# The columns of our CSV that the table in Datasette has; it puts in names for ids too.
COLUMNS = (
    *("id", "text", "kind", "speaker_id", "speaker_role", "speaker_text", "cue"),
    *("source_outlet_id", "outlet_id", "article_id", "published", "confidence", "state"),
    *("start", "end", "spans"),
)


@dataclass(frozen=True)
class Question:
    """`kind` is list, facets, page or csv. `datasette` is the address there, None where it has no
    such page. Only `as_editor` ones send the editor's session."""

    name: str
    kind: str
    url: str
    datasette: str | None = None
    as_editor: bool = False


def questions() -> dict[str, Any]:
    """All requests, and the session of an editor."""
    lists = _lists()
    asked = [
        Question("front page", "page", "/"),
        *(Question(name, "list", _url("/quotes/", query), there) for name, query, there in lists),
        *(
            Question(f"facets: {name}", "facets", _url("/quotes/facets/", query))
            for name, query, _ in lists
            if "page" not in query
        ),
        Question("profile of a frequent speaker", "page", f"/speakers/{_speakers()[0][1]}/"),
        Question("review queue", "page", "/review/", as_editor=True),
        *(Question(f"claims: {name}", "page", url) for name, url in _claims()),
        _export(),
    ]
    return {"questions": [asdict(question) for question in asked], "session": _session()}


def _lists() -> list[tuple[str, dict[str, Any], str]]:
    """Name, query, and Datasette's address of each list."""
    speakers = _speakers()
    frequent, rare = speakers[0], speakers[-1]
    middling = speakers[len(speakers) // 20]
    agency = Outlet.objects.annotate(n=Count("citations")).order_by("-n", "pk")[0]
    outlet = Outlet.objects.annotate(n=Count("printed_quotes")).order_by("-n", "pk")[0]
    frequent_word, rare_word, phrase = _words()
    through = f'{{"table":"articles_citation","column":"outlet_id","value":"{agency.pk}"}}'
    page = min(1000, -(-Quote.objects.exclude(state__in=("rejected", "gone")).count() // PAGE_SIZE))
    three = {"speaker": frequent[1], "outlet": outlet.slug, "kind": "indirect"}
    there = {"speaker_id": frequent[0], "outlet_id": outlet.pk, "kind": "indirect"}
    return [
        ("no filter", {}, _there()),
        ("a frequent speaker", {"speaker": frequent[1]}, _there(speaker_id=frequent[0])),
        ("a middling speaker", {"speaker": middling[1]}, _there(speaker_id=middling[0])),
        ("a rare speaker", {"speaker": rare[1]}, _there(speaker_id=rare[0])),
        ("a cited agency", {"agency": agency.slug}, _there(_through=through)),
        ("a frequent word", {"q": frequent_word}, _there(**_match(frequent_word))),
        ("a rare word", {"q": rare_word}, _there(**_match(rare_word))),
        ("a phrase", {"q": f'"{phrase}"'}, _there(**_match(f'"{phrase}"'))),
        ("three filters at once", three, _there(**there)),
        (f"page {page:,}", {"page": page} if page > 1 else {}, _there(**_after(page))),
    ]


def _claims() -> list[tuple[str, str]]:
    """Name and address of what is asked of the list of claims. Each counts as a page: "list" and
    "facets" are those of quotes."""
    claimant = Speaker.objects.annotate(n=Count("claims")).order_by("-n", "pk")[0]
    frequent_word, _, _ = _words()
    dated = Claim.objects.filter(published__isnull=False).order_by("-published")
    wanted = min(EXPORTED_CLAIMS, dated.count())
    since = dated.values_list("published", flat=True)[wanted - 1]
    return [
        ("no filter", "/claims/"),
        ("a frequent claimant", _url("/claims/", {"claimant": claimant.slug})),
        ("a frequent word", _url("/claims/", {"q": frequent_word})),
        ("facets", "/claims/facets/"),
        ("CSV of 10,000 rows", _url("/claims.csv", {"from": since})),
    ]


def _speakers() -> list[tuple[int, str, int]]:
    """Id, slug and number of quotes, the most quoted first."""
    rows = Speaker.objects.annotate(n=Count("quotes")).filter(n__gt=0).order_by("-n", "pk")
    return list(rows.values_list("pk", "slug", "n"))


def _words() -> tuple[str, str, str]:
    """A word in about a fifth of all quotes, a word in a few, and the two most frequent words."""
    vocabulary = Collection(0).vocabulary

    def share(word: str) -> float:
        return QuoteFilter.read(QueryDict(f"q={word}")).selection.total / Quote.objects.count()

    frequent = min(vocabulary[:16], key=lambda word: abs(share(word) - 0.2))
    present = (word for word in reversed(vocabulary) if share(word))
    return frequent, next(present), " ".join(vocabulary[:2])


def _export() -> Question:
    """Every quote since the day that leaves a hundred thousand of them, or a tenth of a few."""
    total = Quote.objects.count()
    wanted = min(EXPORTED, total // 2)
    shown = Quote.objects.exclude(state__in=("rejected", "gone")).filter(published__isnull=False)
    since = shown.order_by("-published").values_list("published", flat=True)[wanted - 1]
    there = [("published__gte", since), ("state__notin", "rejected,gone"), ("_stream", "on")]
    there += [("_labels", "on"), ("_sort_desc", "published"), *(("_col", c) for c in COLUMNS)]
    return Question(
        "CSV of 100,000 rows",
        "csv",
        f"/quotes.csv?from={since}",
        f"/{TABLE}.csv?{urlencode(there)}",
    )


def _there(**filters: Any) -> str:
    """The table in Datasette: fifty rows, newest first, the same facets, hidden states left out."""
    query = [*filters.items(), ("state__notin", "rejected,gone"), ("_sort_desc", "published")]
    query += [("_size", str(PAGE_SIZE)), *(("_facet", column) for column in FACETS)]
    query += [("_facet_size", "8")]
    return f"/{TABLE}?{urlencode(query)}"


def _match(query: str) -> dict[str, str]:
    return {"_search": query, "_fts_table": f"{TABLE}_words", "_fts_pk": "id"}


def _after(page: int) -> dict[str, str]:
    """Datasette has no page numbers; where its page would begin is worked out for it beforehand."""
    if page < 2:
        return {}
    last = (page - 1) * PAGE_SIZE - 1
    rows = QuoteFilter.read(QueryDict("")).shown(slice(last, last + 1))
    date = rows[0].published
    return {"_next": f"{date.isoformat()},{rows[0].pk}" if date else f"$null,{rows[0].pk}"}


def _url(path: str, query: dict[str, Any]) -> str:
    return f"{path}?{urlencode(query)}" if query else path


def _session() -> dict[str, str]:
    """The cookie of a signed-in administrator."""
    user = User.objects.create_superuser("benchmark")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return {settings.SESSION_COOKIE_NAME: session.session_key or ""}
