"""The best tree out of scores for arcs: one root, no cycle (Chu & Liu 1965; Edmonds 1967)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

_NEVER = np.float32(-1e9)


def tree(scores: npt.NDArray[np.float32]) -> list[int]:
    """The head of every word, 0 for the root, from `scores[word, head]` with the root as head 0 and words from 1.

    The scores may favour a cycle or several roots; the root is the word that fits it best, and the others form the
    best tree below it.
    """
    words = len(scores)
    square = np.full((words + 1, words + 1), _NEVER, dtype=np.float64)
    square[1:] = scores
    square[np.arange(1, words + 1), np.arange(1, words + 1)] = _NEVER
    best = square[1:].argmax(axis=1)
    roots = np.flatnonzero(best == 0)
    if len(roots) != 1:
        # A word's claim to be the root is what it would lose by hanging anywhere else.
        claim = square[1:, 0] - square[1:, 1:].max(axis=1) if words > 1 else np.zeros(1)
        root = int(claim.argmax())
    else:
        root = int(roots[0])
    square[1:, 0] = _NEVER
    square[root + 1] = _NEVER
    square[root + 1, 0] = 0
    heads = _spanning(square)
    return heads[1:]


def _spanning(scores: npt.NDArray[np.float64]) -> list[int]:
    """Heads of the best tree rooted in 0; `scores[word, head]`, the first row of no account."""
    heads = [0, *scores[1:].argmax(axis=1).tolist()]
    cycle = np.array(_cycle(heads), dtype=np.intp)
    if not len(cycle):
        return heads
    inside = np.zeros(len(heads), dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    # The cycle becomes one node, the last of a smaller graph.
    kept = scores[cycle, [heads[at] for at in cycle]]
    into = scores[np.ix_(cycle, outside)] - kept[:, None]
    out_of = scores[np.ix_(outside, cycle)]
    small = np.full((len(outside) + 1, len(outside) + 1), _NEVER, dtype=np.float64)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    small[:-1, -1] = out_of.max(axis=1)
    small[-1, :-1] = into.max(axis=0)
    solved = _spanning(small)
    breaks = int(into[:, solved[-1]].argmax())
    for at, head in enumerate(solved[:-1]):
        heads[outside[at]] = int(cycle[int(out_of[at].argmax())] if head == len(outside) else outside[head])
    heads[cycle[breaks]] = int(outside[solved[-1]])
    heads[0] = 0
    return heads


def _cycle(heads: list[int]) -> list[int]:
    """The nodes of one cycle, none where there is no cycle."""
    done = [False] * len(heads)
    done[0] = True
    for start in range(1, len(heads)):
        path: list[int] = []
        at = start
        on_path: set[int] = set()
        while not done[at] and at not in on_path:
            on_path.add(at)
            path.append(at)
            at = heads[at]
        if at in on_path:
            return path[path.index(at) :]
        for seen in path:
            done[seen] = True
    return []
