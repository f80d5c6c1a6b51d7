"""How far a provider's cosines can be trusted: the numbers that are set anew for each provider of embeddings.

`python -m rag.recalibrate SHEET QUESTIONS` measures them; a line of CALIBRATIONS is where they go.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """From which confidence a solution is `known`, and from which it is `possible`.

    `share` is how much of the words' evidence the vectors give. Two texts that have nothing to do with each other have
    a cosine of about `unrelated`, a question and its row one of about `same`; what lies between counts in proportion.
    """

    known: float = 0.60
    possible: float = 0.32
    share: float = 0.15
    unrelated: float = 0.0
    same: float = 1.0

    def nearness(self, cosine: float) -> float:
        """A cosine as evidence, 0 to 1."""
        return min(1.0, max(0.0, (cosine - self.unrelated) / (self.same - self.unrelated)))


HASHED = Calibration()
# Where nobody measured a provider yet: half-way between what the language models of several vendors give.
UNMEASURED = Calibration(share=0.35, unrelated=0.30, same=0.80)

# By the beginning of an embedder's name; the longest that fits counts.
CALIBRATIONS: dict[str, Calibration] = {
    "hashed-": HASHED,
    "langchain-": UNMEASURED,
}


def calibration_for(name: str) -> Calibration:
    """The numbers for the embedder of that name."""
    fitting = [beginning for beginning in CALIBRATIONS if name.startswith(beginning)]
    return CALIBRATIONS[max(fitting, key=len)] if fitting else UNMEASURED
