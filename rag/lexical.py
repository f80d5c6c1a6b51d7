"""How rare each term is in the sheet, and which cases hold the terms of a question (BM25 on weighted terms)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

import numpy as np

from rag.cases import Case
from rag.terms import Terms

_K1 = 1.2
_B = 0.4  # cases are short and alike in length


class Lexicon:
    """Postings of the terms of all cases.

    Weighted terms (a phrase's inner words, a solution's words) are why this is no library: BM25 libraries count tokens.
    """

    def __init__(self, cases: Sequence[Case]) -> None:
        # In bulk: a changed row has to be in service within a second, and ten thousand rows hold half a million terms.
        count = self._count = len(cases)
        written = [term for case in cases for term in case.terms]
        self._places = {term: place for place, term in enumerate(dict.fromkeys(written))}
        places = np.fromiter(map(self._places.__getitem__, written), dtype=np.int64, count=len(written))
        weights = np.fromiter(chain.from_iterable(case.terms.values() for case in cases), np.float64, len(written))
        numbers = np.repeat(np.arange(count), [len(case.terms) for case in cases])
        lengths = np.bincount(numbers, weights, minlength=count)
        norms = _K1 * (1 - _B + _B * lengths / ((lengths.mean() if count else 0.0) or 1.0))
        by_place = np.argsort(places, kind="stable")
        self._cases = numbers[by_place]
        self._gains = (weights * (_K1 + 1) / (weights + norms[numbers]))[by_place].astype(np.float32)
        held = np.bincount(places, minlength=len(self._places))
        self._ends = np.cumsum(held).tolist()
        self._rarity: dict[str, float] = dict(
            zip(self._places, np.log(1 + (count - held + 0.5) / (held + 0.5)).tolist(), strict=True)
        )
        self._rarest = _rarity(count, 0)
        self.usual_rarity = sum(self._rarity.values()) / len(self._rarity) if self._rarity else 1.0

    def rarity(self, term: str) -> float:
        """The inverse document frequency of a term; highest for one that the sheet does not hold."""
        return self._rarity.get(term, self._rarest)

    def best(self, terms: Terms, limit: int, among: AbstractSet[int] | None = None) -> list[int]:
        """Numbers of the cases that hold most of the terms, best first; of all or `among` some."""
        scores = np.zeros(self._count, dtype=np.float32)
        for term, weight in terms.items():
            place = self._places.get(term)
            if place is not None:
                held = slice(self._ends[place - 1] if place else 0, self._ends[place])
                scores[self._cases[held]] += self.rarity(term) * weight * self._gains[held]
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


def _rarity(cases: int, held: int) -> float:
    return math.log(1 + (cases - held + 0.5) / (held + 0.5))
