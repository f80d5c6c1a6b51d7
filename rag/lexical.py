"""How rare each term is in the sheet, and which cases hold the terms of a question (BM25 on weighted terms)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.cases import Case
from rag.terms import Terms

_K1 = 1.2
_B = 0.4  # cases are short and alike in length


class Lexicon:
    """Postings of the terms of all cases.

    Weighted terms (a phrase's inner words, a solution's words) are why this is no library: BM25 libraries count tokens.
    """

    def __init__(self, cases: Sequence[Case]) -> None:
        postings: dict[str, list[tuple[int, float]]] = {}
        lengths = [sum(case.terms.values()) for case in cases]
        mean = (sum(lengths) / len(lengths)) if lengths else 1.0
        for number, case in enumerate(cases):
            norm = _K1 * (1 - _B + _B * lengths[number] / (mean or 1.0))
            for term, weight in case.terms.items():
                postings.setdefault(term, []).append((number, weight * (_K1 + 1) / (weight + norm)))
        self._count = len(cases)
        self._postings = {term: _Postings.of(held) for term, held in postings.items()}
        self._rarity = {term: _rarity(len(cases), len(held)) for term, held in postings.items()}
        self._rarest = _rarity(len(cases), 0)
        self.usual_rarity = sum(self._rarity.values()) / len(self._rarity) if self._rarity else 1.0

    def rarity(self, term: str) -> float:
        """The inverse document frequency of a term; highest for one that the sheet does not hold."""
        return self._rarity.get(term, self._rarest)

    def best(self, terms: Terms, limit: int, among: AbstractSet[int] | None = None) -> list[int]:
        """Numbers of the cases that hold most of the terms, best first; of all or `among` some."""
        scores = np.zeros(self._count, dtype=np.float32)
        for term, weight in terms.items():
            held = self._postings.get(term)
            if held:
                scores[held.cases] += self.rarity(term) * weight * held.gains
        wanted = np.flatnonzero(scores) if among is None else np.fromiter(sorted(among), dtype=np.int64)
        wanted = wanted[scores[wanted] > 0]
        if len(wanted) > limit:
            wanted = wanted[np.argpartition(-scores[wanted], limit - 1)[:limit]]
        return sorted(map(int, wanted), key=lambda number: (-scores[number], number))

    def mass(self, terms: Terms) -> float:
        """What terms weigh together, rare ones more."""
        return sum(weight * self.rarity(term) for term, weight in terms.items())

    def coverage(self, wanted: Terms, held: Terms, whole: float | None = None) -> float:
        """The share of the wanted terms that are held, rare ones counting more; 0 to 1. `whole` is their known mass."""
        part = sum(wanted[term] * self.rarity(term) * min(1.0, held[term]) for term in wanted.keys() & held.keys())
        whole = self.mass(wanted) if whole is None else whole
        return min(1.0, part / whole) if whole else 0.0


@dataclass(frozen=True, slots=True)
class _Postings:
    cases: NDArray[np.int64]
    gains: NDArray[np.float32]

    @classmethod
    def of(cls, held: Sequence[tuple[int, float]]) -> _Postings:
        return cls(np.array([number for number, _ in held]), np.array([gain for _, gain in held], dtype=np.float32))


def _rarity(cases: int, held: int) -> float:
    return math.log(1 + (cases - held + 0.5) / (held + 0.5))
