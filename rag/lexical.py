"""How rare each term is in the sheet, and which cases hold the terms of a question (BM25 on weighted terms)."""

from __future__ import annotations

import math
from collections.abc import Sequence

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
        self._count = len(cases)
        rarities = [self.rarity(term) for term in self._postings]
        self.usual_rarity = sum(rarities) / len(rarities) if rarities else 1.0

    def rarity(self, term: str) -> float:
        """The inverse document frequency of a term; highest for one that the sheet does not hold."""
        held = len(self._postings.get(term, ()))
        return math.log(1 + (self._count - held + 0.5) / (held + 0.5))

    def knows(self, term: str) -> bool:
        """Whether any case holds the term."""
        return term in self._postings

    def best(self, terms: Terms, limit: int) -> list[int]:
        """Numbers of the cases that hold most of the terms, best first."""
        scores: dict[int, float] = {}
        for term, weight in terms.items():
            rarity = self.rarity(term) * weight
            for number, gain in self._postings.get(term, ()):
                scores[number] = scores.get(number, 0.0) + rarity * gain
        return sorted(scores, key=lambda number: (-scores[number], number))[:limit]

    def coverage(self, wanted: Terms, held: Terms) -> float:
        """The share of the wanted terms that are held, rare ones counting more; 0 to 1."""
        whole = part = 0.0
        for term, weight in wanted.items():
            value = weight * self.rarity(term)
            whole += value
            part += value * min(1.0, held.get(term, 0.0))
        return part / whole if whole else 0.0
