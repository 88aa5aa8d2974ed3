"""Names by spelling: which known names are nearest to what somebody typed, even misspelt.

Every alias keeps the short pieces ("grams") of its folded words in a table of its own, so that the
candidates come from an index on either database; the nearest among them are then chosen here.

>>> sorted(grams("lola marin"))
[' l', ' lo', ' m', ' ma', 'ari', 'in ', 'la ', 'lol', 'mar', 'ola', 'rin']
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from .text import name_key

if TYPE_CHECKING:
    from .models.base import Alias

HAVING = 1000  # aliases that are looked up by one piece
CANDIDATES = 80  # aliases with most pieces in common that are looked at more closely
LIKE = 0.55  # the least likeness of a name that is offered (0 to 1),
LIKE_BESIDE = 0.75  # and of one that is offered beside names that begin as was typed
BEGINS = 0.9
BATCH = 2000


def grams(key: str) -> set[str]:
    """The pieces of a folded name: how each word begins, and all three letters in a row."""
    pieces = set()
    for word in key.split():
        padded = f" {word} "
        pieces.add(padded[:2])
        pieces |= {padded[i : i + 3] for i in range(len(padded) - 2)}
    return pieces


def grams_typed(key: str) -> set[str]:
    """The pieces to look up for what was typed so far: its last word may go on."""
    pieces = set()
    *whole, last = key.split() or [""]
    for word in whole:
        padded = f" {word} "
        pieces |= {padded[i : i + 3] for i in range(len(padded) - 2)}
    padded = f" {last}"
    pieces |= {padded[i : i + 3] for i in range(len(padded) - 2)} or {padded}
    return pieces if last else set()


def index(aliases: Iterable[Alias]) -> None:
    """Write the pieces of these saved aliases, all of one model, anew."""
    rows = list(aliases)
    if not rows:
        return
    model = _gram_model(type(rows[0]))
    model._default_manager.filter(alias__in=rows).delete()
    _write(model, rows)


def catch_up(model: type[Alias], using: str = "default") -> int:
    """Index the aliases that have no pieces yet, as after a bulk load; returns how many."""
    without = model._default_manager.using(using).filter(grams__isnull=True)
    done = 0
    while rows := list(without.order_by("pk")[:BATCH]):
        _write(_gram_model(model), rows, using)
        done += len(rows)
    return done


def nearest(model: type[Alias], typed: str, limit: int = 8) -> list[Alias]:
    """The aliases nearest to what was typed, best first: those with words that begin like it, then
    those that look like it."""
    key = name_key(typed)
    pieces = grams_typed(key)
    if not pieces:
        return []
    shared = _sharing(model, pieces).most_common(CANDIDATES)
    aliases = model._default_manager.select_related(_owner(model)).in_bulk([pk for pk, _ in shared])
    scored = sorted(
        ((_likeness(key, alias.key), alias) for alias in aliases.values()),
        key=lambda pair: (-pair[0], pair[1].pk),
    )
    least = LIKE_BESIDE if scored and scored[0][0] >= BEGINS else LIKE
    return [alias for likeness, alias in scored if likeness >= least][:limit]


def _sharing(model: type[Alias], pieces: set[str]) -> Counter[int]:
    """How many of the pieces the aliases have, by their ids; of a piece that very many have, those
    that were stored first, who are those most written about."""
    having = (
        _gram_model(model)._default_manager.order_by("alias").values_list("alias_id", flat=True)
    )
    shared: Counter[int] = Counter()
    for piece in sorted(pieces):
        shared.update(having.filter(gram=piece)[:HAVING])
    return shared


def _likeness(typed: str, key: str) -> float:
    """1 for the very name, above 0.9 where each typed word begins one of the name's words, else
    how much of the two is the same, the name being cut to the length of what was typed."""
    if typed == key:
        return 1.0
    words = key.split()
    if all(any(word.startswith(part) for word in words) for part in typed.split()):
        return BEGINS + 0.09 * len(typed) / (len(typed) + len(key))
    starts = [" ".join(words[i:])[: len(typed) + 1] for i in range(len(words))]
    return BEGINS * max(_same(typed, text) for text in [key, *starts])


def _same(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _write(model: Any, rows: list[Alias], using: str = "default") -> None:
    model._default_manager.using(using).bulk_create(
        [model(alias=alias, gram=gram) for alias in rows for gram in sorted(grams(alias.key))],
        batch_size=BATCH,
    )


def _gram_model(model: type[Alias]) -> Any:
    return model._meta.get_field("grams").related_model


def _owner(model: type[Alias]) -> str:
    """ "speaker" or "outlet": the field that an alias leads by."""
    return model.__name__.removesuffix("Alias").lower()
