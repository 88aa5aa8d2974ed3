"""Roles around a cue, all decided together."""

from __future__ import annotations

from itertools import product

import numpy as np

from articles.extraction.paths import likeliest_paths


def test_the_path_is_the_likeliest_of_all() -> None:
    chance = np.random.default_rng(1)
    roles = chance.dirichlet(np.ones(3), size=(4, 6))
    steps = chance.normal(size=(4, 6, 3, 3))

    def likelihood(cue: int, path: tuple[int, ...]) -> float:
        own = sum(np.log(roles[cue, i, role]) for i, role in enumerate(path))
        return own + sum(steps[cue, i, path[i - 1], path[i]] for i in range(1, len(path)))

    for cue, path in enumerate(likeliest_paths(list(roles), list(steps))):
        best = max(product(range(3), repeat=6), key=lambda other: likelihood(cue, other))
        assert tuple(path) == best


def test_a_piece_goes_with_its_neighbours() -> None:
    content = [0.1, 0.8, 0.1]
    roles = np.array([content, content, [0.5, 0.4, 0.1], content, content])
    staying = np.broadcast_to(2 * np.eye(3), (5, 3, 3))
    (path,) = likeliest_paths([roles], [staying])
    assert path.tolist() == [1, 1, 1, 1, 1]


def test_cues_of_different_lengths_are_decided_each_alone() -> None:
    chance = np.random.default_rng(2)
    lengths = (3, 9, 5)
    roles = [chance.dirichlet(np.ones(3), size=n) for n in lengths]
    steps = [chance.normal(size=(n, 3, 3)) for n in lengths]
    together = list(likeliest_paths(roles, steps))
    assert [len(path) for path in together] == list(lengths)
    for i, path in enumerate(together):
        (alone,) = likeliest_paths([roles[i]], [steps[i]])
        assert (path == alone).all()


def test_what_is_surely_neither_stays_so() -> None:
    sure, content = [0.9999, 0.00005, 0.00005], [0.0, 1.0, 0.0]
    roles = np.array([sure] * 20 + [content] * 4 + [sure] * 20)
    steps = np.zeros((44, 3, 3))
    (path,) = likeliest_paths([roles], [steps])
    assert path.tolist() == [0] * 20 + [1] * 4 + [0] * 20
    (nothing,) = likeliest_paths([np.array([sure] * 5)], [np.zeros((5, 3, 3))])
    assert nothing.tolist() == [0] * 5
    assert list(likeliest_paths([], [])) == []
