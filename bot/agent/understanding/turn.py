"""One text with everything that is needed to understand it, and what a part of it asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from bot.agent.understanding import classifier
from bot.agent.understanding.reading import Part, Reading
from bot.agent.understanding.records import Memory, Window

RESEMBLES = 25  # words up to which a text is compared with the corpus
SHORT = 12  # words up to which a text is read as a whole


@dataclass(frozen=True)  # no slots: what is computed once is kept
class Turn:
    """One text with everything that is needed to understand it."""

    reading: Reading
    memory: Memory
    now: datetime
    language: str

    @cached_property
    def alike(self) -> dict[str, float]:
        """How much the text resembles the corpus of each label."""
        return classifier.resemblances(self.reading)

    @property
    def window(self) -> Window | None:
        """The window that the text names."""
        return self.reading.found.window if self.reading.found else None


@dataclass(frozen=True, slots=True)
class Ask:
    """A tool that a part of the text asks for, how strongly, and how far before the next one."""

    tool: str
    weight: float
    lead: float
    part: Part
