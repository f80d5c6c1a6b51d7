"""A span of time that some words of a text name, and the part that it plays in a window."""

from __future__ import annotations

from dataclasses import dataclass

from bot.agent.understanding.days import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A span that some of the words name, the part that it plays in a window, and where it was read."""

    role: str  # rolling, coming, since, until, range or span
    start: Span
    end: Span | None
    first: int
    after: int
