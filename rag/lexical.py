"""How rare each term is in the sheet, and which cases hold the terms of a question (BM25 on weighted terms)."""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from rag.cases import Case
from rag.terms import Terms

_K1 = 1.2
_B = 0.4  # cases are short and alike in length


class Lexicon:
    """Postings of the terms of all cases.

    Weighted terms (a phrase's inner words, a solution's words) are why this is no library: BM25 libraries count tokens.
    """

    def __init__(self, cases: Sequence[Case]) -> None:
        self._postings: dict[str, list[tuple[int, float]]] = {}
        lengths = [sum(case.terms.values()) for case in cases]
        mean = (sum(lengths) / len(lengths)) if lengths else 1.0
        for number, case in enumerate(cases):
            norm = _K1 * (1 - _B + _B * lengths[number] / (mean or 1.0))
            for term, weight in case.terms.items():
                self._postings.setdefault(term, []).append((number, weight * (_K1 + 1) / (weight + norm)))
        self._rarity = {term: _rarity(len(cases), len(held)) for term, held in self._postings.items()}
        self._rarest = _rarity(len(cases), 0)
        self.usual_rarity = sum(self._rarity.values()) / len(self._rarity) if self._rarity else 1.0

    def rarity(self, term: str) -> float:
        """The inverse document frequency of a term; highest for one that the sheet does not hold."""
        return self._rarity.get(term, self._rarest)

    def best(self, terms: Terms, limit: int, among: AbstractSet[int] | None = None) -> list[int]:
        """Numbers of the cases that hold most of the terms, best first; of all or `among` some."""
        scores: dict[int, float] = {}
        for term, weight in terms.items():
            rarity = self.rarity(term) * weight
            for number, gain in self._postings.get(term, ()):
                scores[number] = scores.get(number, 0.0) + rarity * gain
        wanted = scores if among is None else among & scores.keys()
        return heapq.nsmallest(limit, wanted, key=lambda number: (-scores[number], number))

    def coverage(self, wanted: Terms, held: Terms) -> float:
        """The share of the wanted terms that are held, rare ones counting more; 0 to 1."""
        whole = part = 0.0
        for term, weight in wanted.items():
            value = weight * self.rarity(term)
            whole += value
            part += value * min(1.0, held.get(term, 0.0))
        return part / whole if whole else 0.0


def _rarity(cases: int, held: int) -> float:
    return math.log(1 + (cases - held + 0.5) / (held + 0.5))
