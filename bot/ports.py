"""What the core needs from the world: a master to ask, a sheet to search, a chat to talk in, a clock."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from datetime import datetime
from typing import Protocol

from bot.messages import Answer, Outgoing, Question, Step
from rag.models import Found
from tws.master import Master
from tws.models import Job
from tws.reports import ImpactReport

__all__ = ["Assistant", "Chat", "Clock", "ImpactOf", "Knowledge", "Master"]

Clock = Callable[[], datetime]


class Knowledge(Protocol):
    """The operators' sheet."""

    async def search(
        self,
        text: str,
        *,
        job: str | None = None,
        log: str | None = None,
        limit: int = 3,
        environment: str = "",
        helped: Mapping[str, int] | None = None,
    ) -> Found:
        """What the sheet says about an error text, a job, or both, in an environment.

        `helped` counts, by entry id, how often people said that it solved such an error, less how often it did not.

        Raises: rag.errors.StoreError where the index cannot be asked.
        """
        ...


class ImpactOf(Protocol):
    """Walks what waits behind a job, with bounded queries."""

    async def __call__(self, job: Job) -> ImpactReport: ...


class Chat(Protocol):
    """A platform that takes messages. `name` is slack, teams, web, terminal."""

    name: str

    async def post(self, message: Outgoing) -> str:
        """Send a message and give the platform's reference to it. Raises: ChatError."""
        ...

    async def edit(self, reference: str, message: Outgoing) -> None:
        """Replace a message in place. Raises: ChatError."""
        ...


class Assistant(Protocol):
    """Answers questions; what every platform adapter talks to."""

    def ask(self, question: Question) -> AsyncIterator[Step | Answer]:
        """Steps while the agent works, then one Answer, last. Never raises for what HWA or the sheet did."""
        ...
