"""The likeliest path of roles through the pieces around a cue.

Each piece alone may be near to content, but whether a content begins or ends there depends on the
pieces beside it too. So the roles around a cue are decided together: of all paths the one whose
pieces and steps are likeliest (Viterbi, 1967).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

Ints = np.ndarray[Any, np.dtype[np.int64]]
Floats = np.ndarray[Any, np.dtype[np.floating[Any]]]

NEITHER = 0
_SURELY = 0.999  # neither content nor source, as nearly all pieces around a cue are
_MARGIN = 3  # pieces beyond the last one that may be either
_LEAST = 1e-30  # a share whose logarithm can be taken


def likeliest_paths(roles: Sequence[Floats], steps: Sequence[Floats]) -> Iterator[Ints]:
    """For each cue the shares of its pieces' roles [T, R] and log-odds of steps [T, R, R], from the
    role before to the piece's own -> its roles [T]. What is surely neither is not gone through."""
    ranges = [_in_question(shares) for shares in roles]
    longest = max((high - low for low, high in ranges), default=0)
    if not longest:
        yield from (np.full(len(shares), NEITHER) for shares in roles)
        return
    kinds = roles[0].shape[1]
    own = np.zeros((len(roles), longest, kinds), dtype=np.float32)
    between = np.zeros((len(roles), longest, kinds, kinds), dtype=np.float32)
    for i, (low, high) in enumerate(ranges):
        own[i, : high - low] = np.log(np.maximum(roles[i][low:high], _LEAST))
        between[i, : high - low] = steps[i][low:high]
    for path, shares, (low, high) in zip(_best(own, between), roles, ranges, strict=True):
        found = np.full(len(shares), NEITHER)
        found[low:high] = path[: high - low]
        yield found


def _in_question(shares: Floats) -> tuple[int, int]:
    places = np.flatnonzero(shares[:, NEITHER] < _SURELY)
    if not len(places):
        return 0, 0
    return max(0, int(places[0]) - _MARGIN), min(len(shares), int(places[-1]) + 1 + _MARGIN)


def _best(own: Floats, between: Floats) -> Ints:
    """[C, T, R] and [C, T, R, R] -> [C, T]. Zeros behind a cue's last piece change nothing."""
    count, length, kinds = own.shape
    before = np.zeros((count, length, kinds), dtype=np.int64)
    best = own[:, 0]
    for i in range(1, length):
        ways = best[:, :, None] + between[:, i]
        before[:, i] = ways.argmax(1)
        best = ways.max(1) + own[:, i]
    paths = np.empty((count, length), dtype=np.int64)
    paths[:, -1] = best.argmax(1)
    rows = np.arange(count)
    for i in range(length - 1, 0, -1):
        paths[:, i - 1] = before[rows, i, paths[:, i]]
    return paths
