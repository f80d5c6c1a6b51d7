"""What the console needs beyond an assistant: what is open, how the environment is, who handles a button."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol

from bot.cards import Card
from bot.reports import Incident

Status = Callable[[], Awaitable[Mapping[str, Any]]]
Press = Callable[[str, str], Awaitable[str]]
# All incidents behind a card: those that follow from an incident, or the rows of a card that stands for many.
Behind = Callable[[str], Awaitable[Sequence[Incident]]]


class Feed(Protocol):
    """The store's view of what is open."""

    async def open_incidents(self) -> list[tuple[Incident, Card]]:
        """All open incidents with the card of each as it stands."""
        ...
