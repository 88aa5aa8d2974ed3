"""What the profiles of speakers and outlets read.

Every count is of quotes that are neither rejected nor gone, as in the list behind its link, and
counts them all. Only a speaker's topics are taken from a recent part of a very frequent one's
quotes, which the page names and the links repeat as a date.
"""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass
from functools import partial

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import F, Max, Min
from django.shortcuts import get_object_or_404

from articles.models import (
    HIDDEN_STATES,
    QUOTE_STATES,
    Article,
    Outlet,
    Quote,
    Speaker,
    SpeakerAlias,
)

from . import counting, plots, topics
from .columns import Array
from .counting import Quotes
from .filters import UNKNOWN, day_in_words
from .selection import NOBODY
from .selectors import SHOWN, Line, list_url, quotes_url, shown_quotes

RANKED = 10  # lines of one ranking
FAN = 8  # outlets on each side of an outlet's network
PAIRS = 40  # lines in the network of all outlets
LATEST = 8  # quotes on a profile
ROLES = 8
RECENT = 500  # quotes that topics are taken from, and the rest of their last day
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


def _tally(quotes: Quotes, **params: str) -> Tally:
    """Of quotes in any state."""
    kinds, states = Counter[str](), Counter[str]()
    for kind, state, count in quotes.by_kind_and_state():
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


def _time(quotes: Quotes, **params: str) -> Time | None:
    days, undated = quotes.by_day()
    url = partial(_between, **params)
    plot = plots.over_time(days, url)
    if not plot:
        return None
    first, last = min(days), max(days)
    return Time(
        plot,
        Line(day_in_words(first), days[first], url(first, first)),
        Line(day_in_words(last), days[last], url(last, last)),
        undated,
        url(first, last),
    )


def _between(start: datetime.date, end: datetime.date, **params: str) -> str:
    return quotes_url(**params, **{"from": str(start), "to": str(end)})


def ranking(quotes: Quotes, param: str, at_most: int = RANKED, **params: str) -> Ranking:
    """The speakers, outlets or agencies of these quotes, most frequent first."""
    return ranking_of(quotes.by(param), param, at_most, **params)


def ranking_of(by_id: Array, param: str, at_most: int, **params: str) -> Ranking:
    counts, more = counting.largest(by_id, at_most)
    return Ranking(_lines(counts, param, **params), more, quotes_url(**params, whole=param))


def _lines(counts: list[tuple[int, int]], param: str, **params: str) -> list[Line]:
    """A line for each id, 0 for unknown, with the list of the quotes that have it for `param`."""
    model = Speaker if param == "speaker" else Outlet
    names = model.objects.in_bulk([pk for pk, _ in counts])
    return [
        Line(
            names[pk].name if pk else _UNKNOWN[param],
            count,
            quotes_url(**params, **{param: names[pk].slug if pk else UNKNOWN}),
            names[pk].get_absolute_url() if pk else "",
        )
        for pk, count in counts
        if pk == NOBODY or pk in names
    ]


def _latest(quotes: Quotes) -> list[Quote]:
    ids = quotes.ids(LATEST)
    found = shown_quotes().in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


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
class Topics:
    """The words that set a speaker's quotes apart: of all their quotes, or of a frequent one's
    those `since` a day, `size` in number, against so many quotes by others."""

    lines: list[Line]
    size: int
    since: datetime.date | None
    background: int
    background_is_part: bool

    @property
    def source(self) -> str:
        if not self.since:
            return "In all of these quotes"
        return f"In the {intcomma(self.size)} quotes since {day_in_words(self.since)}"


@dataclass(frozen=True)
class Relay:
    """Whose words a speaker passes on that is an outlet too."""

    outlet: Outlet
    total: int
    speakers: Ranking


@dataclass(frozen=True)
class SpeakerProfile:
    """`people` are quoted in the same articles; their numbers count articles."""

    speaker: Speaker
    aliases: list[str]
    merged: list[Speaker]
    claims: int
    tally: Tally
    time: Time | None
    roles: list[Role]
    agencies: Ranking
    printers: Ranking
    people: list[Line]
    topics: Topics | None
    relay: Relay | None
    latest: list[Quote]


def speaker_profile(speaker: Speaker) -> SpeakerProfile:
    slug = speaker.slug
    theirs = counting.of_speaker(speaker.pk)
    shown = theirs.shown
    return SpeakerProfile(
        speaker=speaker,
        aliases=_other_names(speaker),
        merged=list(speaker.merged.all()),
        claims=counting.claims(speaker.pk),
        tally=_tally(theirs, speaker=slug),
        time=_time(shown, speaker=slug),
        roles=_roles(speaker),
        agencies=ranking(shown, "agency", speaker=slug),
        printers=ranking(shown, "outlet", speaker=slug),
        people=_people(speaker, shown),
        topics=_topics(speaker, shown),
        relay=_relay(speaker),
        latest=_latest(shown),
    )


def _roles(speaker: Speaker) -> list[Role]:
    """The roles that articles gave, the latest first."""
    rows = (
        Quote.objects.filter(SHOWN, speaker=speaker)
        .exclude(speaker_role="")
        .order_by()
        .values_list("speaker_role")
        .annotate(first=Min("published"), last=Max("published"))
        .order_by(F("last").desc(nulls_last=True), "speaker_role")[:ROLES]
    )
    slug = speaker.slug
    return [
        Role(
            name,
            first,
            last,
            _between(first, last, speaker=slug) if first else quotes_url(speaker=slug),
        )
        for name, first, last in rows
    ]


def _people(speaker: Speaker, shown: Quotes) -> list[Line]:
    """Who is quoted in the most of the same articles, unnamed ones aside."""
    counts = [
        (pk, count)
        for pk, count in counting.largest(shown.beside(), 3 * NEAR)[0]
        if pk not in (NOBODY, speaker.pk)
    ]
    people = Speaker.objects.exclude(kind="unnamed").in_bulk([pk for pk, _ in counts])
    return [
        Line(
            people[pk].name,
            count,
            list_url("/articles/", speaker=speaker.slug, **{"with": people[pk].slug}),
            people[pk].get_absolute_url(),
        )
        for pk, count in counts
        if pk in people
    ][:NEAR]


def _topics(speaker: Speaker, shown: Quotes) -> Topics | None:
    """None where no quotes are there, or no day parts them into few enough to read."""
    part = _recent(shown)
    if not part:
        return None
    recent, since = part
    words = Quote.objects.filter(pk__in=recent.ids()).values_list("words", flat=True)
    others, is_part = _background(speaker)
    found = topics.distinctive(
        topics.counts(words), topics.counts(others), max(2, len(recent) // 100), TOPICS
    )
    params = {"speaker": speaker.slug} | ({"from": str(since)} if since else {})
    lines = [Line(each.word, each.count, quotes_url(**params, q=each.word)) for each in found]
    return Topics(lines, len(recent), since, len(others), is_part)


def _recent(shown: Quotes) -> tuple[Quotes, datetime.date | None] | None:
    """All quotes, or of many those since the day when the newest `RECENT` began."""
    if len(shown) <= RECENT:
        return (shown, None) if len(shown) else None
    since = shown.day(RECENT - 1) or shown.first_day
    recent = since and shown.between(since, datetime.date.max)
    return (recent, since) if recent and len(recent) <= RECENT_AT_MOST else None


def _background(speaker: Speaker) -> tuple[list[str], bool]:
    """The words of quotes by others, and whether they are a part of all: then about `BACKGROUND`,
    drawn from the whole collection, the same ones every time."""
    others, is_part = counting.sample(BACKGROUND)
    quotes = Quote.objects.filter(pk__in=others.not_said_by(speaker.pk).ids())
    return list(quotes.values_list("words", flat=True)), is_part


def _relay(speaker: Speaker) -> Relay | None:
    """What a speaker that is an outlet too, by one of its names, passed on from others."""
    names = SpeakerAlias.objects.filter(speaker=speaker).values("key")
    outlet = Outlet.objects.filter(aliases__key__in=names).order_by("pk").first()
    passed_on = outlet and counting.citing(outlet.pk).shown
    if not passed_on:
        return None
    return Relay(outlet, len(passed_on), ranking(passed_on, "speaker", agency=outlet.slug))


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

    @property
    def first_hand_share(self) -> float:
        return self.first_hand.count / self.printed.total


def outlet_profile(slug: str) -> OutletProfile:
    outlet = get_object_or_404(Outlet, slug=slug)
    theirs, citing = counting.of_outlet(outlet.pk), counting.citing(outlet.pk)
    printed, cited = theirs.shown, citing.shown
    agencies = printed.by("agency")
    first_hand, agencies[NOBODY] = int(agencies[NOBODY]), 0
    cites = ranking_of(agencies, "agency", FAN, outlet=slug)
    cited_by = ranking(cited, "outlet", FAN, agency=slug)
    return OutletProfile(
        outlet=outlet,
        aliases=_other_names(outlet),
        speaks=_speaks(outlet),
        articles=Article.objects.filter(outlet=outlet).count(),
        printed=_tally(theirs, outlet=slug),
        printed_time=_time(printed, outlet=slug),
        first_hand=Line(_UNKNOWN["agency"], first_hand, quotes_url(agency=UNKNOWN, outlet=slug)),
        speakers=ranking(printed, "speaker", outlet=slug),
        cited=_tally(citing, agency=slug),
        cited_time=_time(cited, agency=slug),
        passed_on=ranking(cited, "speaker", agency=slug),
        cites=cites,
        cited_by=cited_by,
        fans=_fans(outlet, cites.lines, cited_by.lines),
        latest_printed=_latest(printed),
        latest_cited=_latest(cited),
    )


def _speaks(outlet: Outlet) -> Speaker | None:
    """The speaker that this outlet is where it says something itself, by one of its names."""
    names = outlet.aliases.values("key")
    return Speaker.objects.filter(merged_into=None, aliases__key__in=names).order_by("pk").first()


def _fans(outlet: Outlet, cites: list[Line], cited_by: list[Line]) -> Fans | None:
    """The outlet between those that it cites and those that cite it, in one scale."""
    most = max((line.count for line in (*cites, *cited_by)), default=0)
    if not most:
        return None
    name, page = outlet.name, outlet.get_absolute_url()
    left = [plots.Pair(line.label, name, line.count, line.url, line.page, page) for line in cites]
    right = [
        plots.Pair(name, line.label, line.count, line.url, page, line.page) for line in cited_by
    ]
    return Fans(plots.network(left, most), plots.network(right, most))


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
    total, pairs = strongest_pairs(counting.all_shown(), PAIRS)
    return OutletNetwork(plots.network(pairs), pairs, total)


def strongest_pairs(quotes: Quotes, many: int, **params: str) -> tuple[int, list[plots.Pair]]:
    """How many pairs of an outlet and one that it cites there are, and the most frequent ones.

    `params` are added to the addresses of their lists."""
    printers, agencies, counts = quotes.pairs()
    rows = zip(printers[:many], agencies[:many], counts[:many], strict=True)
    return len(counts), _pairs([tuple(map(int, row)) for row in rows], **params)


def _pairs(rows: list[tuple[int, ...]], **params: str) -> list[plots.Pair]:
    """A pair for each (outlet that prints, outlet that it cites, number of quotes)."""
    names = Outlet.objects.in_bulk({pk for row in rows for pk in row[:2]})
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
