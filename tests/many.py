"""A large invented collection, the same every time: speakers and outlets come as in real news, a
few very often and most of them rarely (Zipf's law)."""

from __future__ import annotations

import datetime
import hashlib
import random

from django.db import connection

from articles.models import Article, Citation, Outlet, Quote, Speaker, chain_link

WORDS = [
    "water",
    "harvest",
    "border",
    "treaty",
    "dam",
    "letter",
    "truce",
    "budget",
    "harbour",
    "school",
    "price",
    "rail",
    "winter",
    "minister",
    "fish",
    "grain",
    "island",
    "court",
    "signal",
    "bridge",
    "council",
    "vote",
    "salt",
    "river",
    "storm",
]
QUOTES_AN_ARTICLE = 10


def zipf(rows: list, generator: random.Random, count: int) -> list:
    return generator.choices(rows, [1 / rank for rank in range(1, len(rows) + 1)], k=count)


def quotes(count: int, seed: int = 1) -> None:
    """Fill the database with `count` quotes in a tenth as many articles."""
    generator = random.Random(seed)
    speakers = Speaker.objects.bulk_create(
        Speaker(name=f"Speaker {n}", slug=f"speaker-{n}") for n in range(count // 50 + 5)
    )
    outlets = Outlet.objects.bulk_create(
        Outlet(name=f"Paper {n}", slug=f"paper-{n}", kind="newspaper") for n in range(60)
    )
    articles = Article.objects.bulk_create(
        [_article(n, outlets, generator) for n in range(count // QUOTES_AN_ARTICLE)],
        batch_size=1000,
    )
    who = zipf(speakers, generator, count)
    made = [
        _quote(articles[n // QUOTES_AN_ARTICLE], n, who[n], outlets, generator)
        for n in range(count)
    ]
    made = Quote.objects.bulk_create(made, batch_size=1000)
    by_slug = {outlet.slug: outlet for outlet in outlets}
    Citation.objects.bulk_create(
        [
            Citation(quote=quote, outlet=by_slug[link["outlet"]], position=position)
            for quote in made
            for position, link in enumerate(quote.chain)
        ],
        batch_size=1000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # after a bulk load a planner knows nothing of the tables


def _article(number: int, outlets: list[Outlet], generator: random.Random) -> Article:
    day = datetime.date(2020, 1, 1) + datetime.timedelta(days=generator.randrange(2000))
    body = f"Article {number}\n" + "He said it. " * 200
    return Article(
        title=f"Article {number}",
        words=f"article {number}",
        body=body,
        body_sha256=hashlib.sha256(str(number).encode()).hexdigest(),
        outlet=zipf(outlets, generator, 1)[0] if generator.random() < 0.9 else None,
        published=day if generator.random() < 0.9 else None,
    )


def _quote(
    article: Article, number: int, speaker: Speaker, outlets: list[Outlet], generator: random.Random
) -> Quote:
    text = " ".join(zipf(WORDS, generator, 12))
    start = number % QUOTES_AN_ARTICLE * 150 + 20
    chain = generator.sample(outlets, generator.choice([0, 0, 0, 1, 1, 2]))
    return Quote(
        article=article,
        text=text,
        words=text,
        start=start,
        end=start + len(text),
        spans=[[start, start + len(text)]],
        kind=generator.choice(["direct", "indirect", "indirect", "mixed"]),
        cue="said",
        speaker=speaker if generator.random() < 0.95 else None,
        speaker_text=speaker.name,
        chain=[chain_link(outlet) for outlet in chain],
        confidence=round(generator.random(), 2),
        state=generator.choice(["unreviewed"] * 8 + ["accepted", "rejected"]),
        outlet_id=article.outlet_id,
        published=article.published,
        source_outlet_id=chain[-1].pk if chain else article.outlet_id,
    )
