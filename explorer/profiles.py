"""What the profiles of speakers and outlets read, one statement for each block.

Every count is of quotes that are neither rejected nor gone, as in the list behind its link, and
counts them all. Only what stands near a speaker, people and topics, is taken from a recent part of
a very frequent one's quotes, which the page names and the links repeat as a date.
"""

from __future__ import annotations

import datetime
import random
from collections import Counter
from dataclasses import dataclass
from functools import partial

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Count, F, Max, Min, QuerySet, Window
from django.shortcuts import get_object_or_404

from articles.models import (
    HIDDEN_STATES,
    QUOTE_STATES,
    Article,
    Claim,
    Outlet,
    Quote,
    Speaker,
    SpeakerAlias,
)

from . import plots, topics
from .filters import UNKNOWN, day_in_words
from .selectors import SHOWN, Line, list_url, quotes_url, shown_quotes

RANKED = 10  # lines of one ranking
FAN = 8  # outlets on each side of an outlet's network
PAIRS = 40  # lines in the network of all outlets
LATEST = 8  # quotes on a profile
ROLES = 8
RECENT = 500  # quotes that people and topics nearby are taken from, and the rest of their last day
RECENT_AT_MOST = 5_000
NEAR = 8
TOPICS = 16
BACKGROUND = 2_000  # quotes of the collection that topics are compared with
KINDS = ("direct", "mixed", "indirect")
_UNKNOWN = {
    "speaker": "unknown speaker",
    "outlet": "unknown outlet",
    "agency": "nobody: first-hand",
}


# Blocks that both profiles have


@dataclass(frozen=True)
class Ranking:
    """The most frequent names. `more` are not listed; `whole` is the list that names them all."""

    lines: list[Line]
    more: int = 0
    whole: str = ""

    def __bool__(self) -> bool:
        return bool(self.lines)


@dataclass(frozen=True)
class Time:
    """Quotes over time. `dated` is the list of those with a date; it says how many have none."""

    plot: plots.Plot
    first: Line
    last: Line
    undated: int
    dated: str


@dataclass(frozen=True)
class Tally:
    """How many quotes, of what kinds and in what states. `states` has the hidden ones too."""

    total: int
    kinds: list[plots.Share]
    states: list[Line]


def _tally(quotes: QuerySet, **params: str) -> Tally:
    """Of quotes in any state."""
    kinds, states = Counter[str](), Counter[str]()
    for kind, state, count in quotes.values_list("kind", "state").annotate(count=Count("*")):
        states[state] += count
        kinds[kind] += count * (state not in HIDDEN_STATES)
    return Tally(
        total=sum(kinds.values()),
        kinds=plots.strip(
            (kind, kinds[kind], quotes_url(**params, kind=kind)) for kind in KINDS if kinds[kind]
        ),
        states=[
            Line(state, states[state], quotes_url(**params, state=state))
            for state in QUOTE_STATES
            if states[state]
        ],
    )


def _time(quotes: QuerySet, **params: str) -> tuple[dict[datetime.date, int], Time | None]:
    """Counts by day, and what the page shows of them."""
    days = dict(quotes.values_list("published").annotate(count=Count("*")))
    undated = days.pop(None, 0)
    url = partial(_between, **params)
    plot = plots.over_time(days, url)
    if not plot:
        return days, None
    first, last = min(days), max(days)
    return days, Time(
        plot,
        Line(day_in_words(first), days[first], url(first, first)),
        Line(day_in_words(last), days[last], url(last, last)),
        undated,
        url(first, last),
    )


def _between(start: datetime.date, end: datetime.date, **params: str) -> str:
    return quotes_url(**params, **{"from": str(start), "to": str(end)})


def _ranking(quotes: QuerySet, path: str, param: str, **params: str) -> Ranking:
    """The speakers or outlets at the end of `path`, most frequent first."""
    groups = list(_counted(quotes, path).annotate(groups=Window(Count("*")))[:RANKED])
    more = groups[0][2] - len(groups) if groups else 0
    return Ranking(
        _lines([(pk, count) for pk, count, _ in groups], param, **params),
        more,
        quotes_url(**params, whole=param) if more else "",
    )


def _counted(quotes: QuerySet, path: str) -> QuerySet:
    """Pairs of an id (None for unknown) and the number of quotes with it, most first."""
    return (
        quotes.order_by()
        .values_list(path)
        .annotate(count=Count("*"))
        .order_by("-count", F(path).asc(nulls_last=True))
    )


def _lines(counts: list[tuple[int | None, int]], param: str, **params: str) -> list[Line]:
    """A line for each id, with the list of the quotes that also have this value of `param`."""
    model = Speaker if param == "speaker" else Outlet
    names = model.objects.in_bulk([pk for pk, _ in counts if pk])
    return [
        Line(
            names[pk].name if pk else _UNKNOWN[param],
            count,
            quotes_url(**params, **{param: names[pk].slug if pk else UNKNOWN}),
            names[pk].get_absolute_url() if pk else "",
        )
        for pk, count in counts
    ]


def _other_names(row: Speaker | Outlet) -> list[str]:
    return [name for name in row.aliases.values_list("name", flat=True) if name != row.name]


# Speakers


@dataclass(frozen=True)
class Role:
    """How the articles called a speaker, and the quotes of the time in which they did."""

    name: str
    first: datetime.date | None
    last: datetime.date | None
    url: str


@dataclass(frozen=True)
class Recent:
    """The quotes that people and topics are taken from: all, or those since a day."""

    quotes: QuerySet
    size: int
    since: datetime.date | None

    @property
    def params(self) -> dict[str, str]:
        return {"from": str(self.since)} if self.since else {}

    @property
    def in_words(self) -> str:
        if not self.since:
            return "In all of these quotes"
        return f"In the {intcomma(self.size)} quotes since {day_in_words(self.since)}"


@dataclass(frozen=True)
class Near:
    """Who is quoted in the same articles, in how many of them, and what the quotes are about."""

    recent: Recent
    people: list[Line]
    topics: list[Line]
    background: int
    background_is_part: bool


@dataclass(frozen=True)
class Relay:
    """Whose words a speaker passes on that is an outlet too."""

    outlet: Outlet
    total: int
    speakers: Ranking


@dataclass(frozen=True)
class SpeakerProfile:
    speaker: Speaker
    aliases: list[str]
    merged: list[Speaker]
    claims: int
    tally: Tally
    time: Time | None
    roles: list[Role]
    agencies: Ranking
    printers: Ranking
    near: Near | None
    relay: Relay | None
    latest: list[Quote]


def speaker_profile(speaker: Speaker) -> SpeakerProfile:
    slug = speaker.slug
    theirs = Quote.objects.filter(speaker=speaker).order_by()
    shown = theirs.filter(SHOWN)
    tally = _tally(theirs, speaker=slug)
    days, time = _time(shown, speaker=slug)
    return SpeakerProfile(
        speaker=speaker,
        aliases=_other_names(speaker),
        merged=list(speaker.merged.all()),
        claims=Claim.objects.filter(claimant=speaker, gone=False).count(),
        tally=tally,
        time=time,
        roles=_roles(shown, slug),
        agencies=_ranking(shown, "citations__outlet", "agency", speaker=slug),
        printers=_ranking(shown, "outlet", "outlet", speaker=slug),
        near=_near(speaker, _recent(shown, tally.total, days)),
        relay=_relay(speaker),
        latest=list(shown_quotes().filter(speaker=speaker)[:LATEST]),
    )


def _roles(shown: QuerySet, slug: str) -> list[Role]:
    """The roles that articles gave, the latest first."""
    rows = (
        shown.exclude(speaker_role="")
        .values_list("speaker_role")
        .annotate(first=Min("published"), last=Max("published"))
        .order_by(F("last").desc(nulls_last=True), "speaker_role")[:ROLES]
    )
    return [
        Role(
            name,
            first,
            last,
            _between(first, last, speaker=slug) if first else quotes_url(speaker=slug),
        )
        for name, first, last in rows
    ]


def _recent(shown: QuerySet, total: int, days: dict[datetime.date, int]) -> Recent | None:
    """All quotes of a speaker, or of a frequent one those since the day when the last `RECENT`
    began. None where no day parts them into few enough."""
    if total <= RECENT:
        return Recent(shown, total, None)
    size = 0
    for day in sorted(days, reverse=True):
        size += days[day]
        since = day
        if size >= RECENT:
            break
    if not 0 < size <= RECENT_AT_MOST:
        return None
    return Recent(shown.filter(published__gte=since), size, since)


def _near(speaker: Speaker, recent: Recent | None) -> Near | None:
    if not recent or not recent.size:
        return None
    others, is_part = _background(speaker)
    words = recent.quotes.values_list("words", flat=True)
    found = topics.distinctive(
        topics.counts(words), topics.counts(others), max(2, recent.size // 100), TOPICS
    )
    return Near(
        recent=recent,
        people=_people(speaker, recent),
        topics=[
            Line(
                topic.word,
                topic.count,
                quotes_url(**recent.params, q=topic.word, speaker=speaker.slug),
            )
            for topic in found
        ],
        background=len(others),
        background_is_part=is_part,
    )


def _people(speaker: Speaker, recent: Recent) -> list[Line]:
    """The named speakers of the same articles, with the number of articles that quote both."""
    beside = (
        Quote.objects.filter(SHOWN, article__in=recent.quotes.values("article"))
        .exclude(speaker=speaker)
        .exclude(speaker=None)
        .exclude(speaker__kind="unnamed")
        .order_by()
        .values_list("speaker")
        .annotate(count=Count("article", distinct=True))
        .order_by("-count", "speaker")[:NEAR]
    )
    counts = dict(beside)
    people = Speaker.objects.in_bulk(counts)
    return [
        Line(
            people[pk].name,
            count,
            list_url(
                "/articles/", speaker=speaker.slug, **{"with": people[pk].slug}, **recent.params
            ),
            people[pk].get_absolute_url(),
        )
        for pk, count in counts.items()
    ]


def _background(speaker: Speaker) -> tuple[list[str], bool]:
    """The words of quotes by others, and whether they are a part of all: then about `BACKGROUND`,
    drawn from the whole collection, the same ones every time."""
    quotes = Quote.objects.filter(SHOWN).exclude(speaker=speaker).order_by()
    ends = Quote.objects.aggregate(low=Min("pk"), high=Max("pk"))
    numbers = range(ends["low"], ends["high"] + 1)
    is_part = len(numbers) > 2 * BACKGROUND
    if is_part:
        quotes = quotes.filter(pk__in=random.Random(1).sample(numbers, BACKGROUND))
    return list(quotes.values_list("words", flat=True)), is_part


def _relay(speaker: Speaker) -> Relay | None:
    """What a speaker that is an outlet too, by one of its names, passed on from others."""
    names = SpeakerAlias.objects.filter(speaker=speaker).values("key")
    outlet = Outlet.objects.filter(aliases__key__in=names).order_by("pk").first()
    if not outlet:
        return None
    passed_on = Quote.objects.filter(SHOWN, citations__outlet=outlet).order_by()
    total = passed_on.count()
    if not total:
        return None
    return Relay(outlet, total, _ranking(passed_on, "speaker", "speaker", agency=outlet.slug))


# Outlets


@dataclass(frozen=True)
class Fans:
    """The lines from whom an outlet cites to it, and from it to who cites it. None for nobody."""

    cites: plots.Network | None
    cited_by: plots.Network | None


@dataclass(frozen=True)
class OutletProfile:
    """What an outlet printed, and what others print citing it. `first_hand` are the quotes that
    it printed and cites nobody for."""

    outlet: Outlet
    aliases: list[str]
    speaks: Speaker | None
    articles: int
    printed: Tally
    printed_time: Time | None
    first_hand: Line
    speakers: Ranking
    cited: Tally
    cited_time: Time | None
    passed_on: Ranking
    cites: Ranking
    cited_by: Ranking
    fans: Fans | None
    latest_printed: list[Quote]
    latest_cited: list[Quote]


def outlet_profile(slug: str) -> OutletProfile:
    outlet = get_object_or_404(Outlet, slug=slug)
    theirs = Quote.objects.filter(outlet=outlet).order_by()
    citing = Quote.objects.filter(citations__outlet=outlet).order_by()
    printed, cited = theirs.filter(SHOWN), citing.filter(SHOWN)
    agencies = dict(_counted(printed, "citations__outlet"))
    first_hand = agencies.pop(None, 0)
    cites = _lines(list(agencies.items())[:FAN], "agency", outlet=slug)
    printers = list(_counted(cited, "outlet"))
    cited_by = _lines(printers[:FAN], "outlet", agency=slug)
    latest = shown_quotes()
    return OutletProfile(
        outlet=outlet,
        aliases=_other_names(outlet),
        speaks=_speaks(outlet),
        articles=Article.objects.filter(outlet=outlet).count(),
        printed=_tally(theirs, outlet=slug),
        printed_time=_time(printed, outlet=slug)[1],
        first_hand=Line(_UNKNOWN["agency"], first_hand, quotes_url(agency=UNKNOWN, outlet=slug)),
        speakers=_ranking(printed, "speaker", "speaker", outlet=slug),
        cited=_tally(citing, agency=slug),
        cited_time=_time(cited, agency=slug)[1],
        passed_on=_ranking(cited, "speaker", "speaker", agency=slug),
        cites=Ranking(cites, len(agencies) - len(cites), quotes_url(outlet=slug, whole="agency")),
        cited_by=Ranking(
            cited_by, len(printers) - len(cited_by), quotes_url(agency=slug, whole="outlet")
        ),
        fans=_fans(outlet, cites, cited_by),
        latest_printed=list(latest.filter(outlet=outlet)[:LATEST]),
        latest_cited=list(latest.filter(citations__outlet=outlet)[:LATEST]),
    )


def _speaks(outlet: Outlet) -> Speaker | None:
    """The speaker that this outlet is where it says something itself, by one of its names."""
    names = outlet.aliases.values("key")
    return Speaker.objects.filter(merged_into=None, aliases__key__in=names).order_by("pk").first()


def _fans(outlet: Outlet, cites: list[Line], cited_by: list[Line]) -> Fans | None:
    """The outlet between those that it cites and those that cite it, both sides equally high."""
    rows = max(len(cites), len(cited_by))
    most = max((line.count for line in (*cites, *cited_by)), default=0)
    if not rows:
        return None
    name, page = outlet.name, outlet.get_absolute_url()
    left = [plots.Pair(line.label, name, line.count, line.url, line.page, page) for line in cites]
    right = [
        plots.Pair(name, line.label, line.count, line.url, page, line.page) for line in cited_by
    ]
    return Fans(plots.network(left, rows, most), plots.network(right, rows, most))


# All outlets


@dataclass(frozen=True)
class OutletNetwork:
    """The pairs of outlets that cite each other most, and how many pairs there are in all."""

    network: plots.Network | None
    pairs: list[plots.Pair]
    total: int

    @property
    def least(self) -> int:
        return self.pairs[-1].count


def outlet_network() -> OutletNetwork:
    """Who prints quotes citing whom, in the whole collection."""
    rows = list(
        Quote.objects.filter(SHOWN, citations__isnull=False)
        .order_by()
        .values_list("outlet", "citations__outlet")
        .annotate(count=Count("*"), groups=Window(Count("*")))
        .order_by("-count", F("outlet").asc(nulls_last=True), "citations__outlet")[:PAIRS]
    )
    pairs = _pairs([row[:3] for row in rows])
    return OutletNetwork(plots.network(pairs), pairs, rows[0][3] if rows else 0)


def _pairs(rows: list[tuple[int | None, int, int]], **params: str) -> list[plots.Pair]:
    """A pair for each (outlet that prints, outlet that it cites, number of quotes)."""
    names = Outlet.objects.in_bulk({pk for row in rows for pk in row[:2] if pk})
    return [
        plots.Pair(
            names[left].name if left else _UNKNOWN["outlet"],
            names[right].name,
            count,
            quotes_url(
                **params,
                agency=names[right].slug,
                outlet=names[left].slug if left else UNKNOWN,
            ),
            names[left].get_absolute_url() if left else "",
            names[right].get_absolute_url(),
        )
        for left, right, count in rows
    ]
