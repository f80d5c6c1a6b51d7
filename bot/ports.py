"""What the core needs from the world: a master to ask, a sheet to search, a chat to talk in, a clock."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import datetime
from typing import Protocol

from bot.cards import Card
from bot.messages import Answer, Outgoing, Question, Step, Told, Visitor
from rag.models import Found
from tws.master import Master
from tws.models import Job
from tws.reports import ImpactReport

__all__ = ["Assistant", "Chat", "Clock", "ImpactOf", "Knowledge", "Master", "References", "Teammate"]

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


class References(Protocol):
    """What a platform told an adapter and tells nobody again, such as where a channel is reached; kept over restarts.

    Keys are the adapter's own. Nothing is raised: what cannot be kept now is at hand until the next start.
    """

    async def save(self, key: str, value: str) -> None:
        """Keep a value under a key, in place of what stood there."""
        ...

    async def load(self, key: str) -> str | None:
        """The value under a key, None where there is none or it cannot be read now."""
        ...


class Assistant(Protocol):
    """Answers questions; what every platform adapter talks to."""

    def ask(self, question: Question) -> AsyncIterator[Step | Answer]:
        """Steps while the agent works, then one Answer, last. Never raises for what HWA or the sheet did."""
        ...


class Teammate(Protocol):
    """What a chat platform asks of the core. Every method knows who asks, and refuses what they may not.

    None raises for what HWA, the sheet or the store did: the card says so.
    """

    def ask(
        self, text: str, visitor: Visitor, *, conversation: str, below: Callable[[], Awaitable[str]] | None = None
    ) -> AsyncIterator[Step | Answer]:
        """Steps, then one Answer, last. A person who may not ask gets an answer that says so.

        `below` reads the message that the question stands below or quotes, empty where it cannot be read; it is asked
        only where that may be what is meant.
        """
        ...

    async def command(self, text: str, visitor: Visitor, *, conversation: str) -> Told:
        """What the words behind a slash command or of a command menu ask for."""
        ...

    async def press(self, action: str, value: str, visitor: Visitor) -> Told:
        """What a button does: take, snooze, solved, not_solved, or `ask` with its question. Twice is once."""
        ...

    async def solved(self, incident: str, visitor: Visitor, *, entry: str, text: str) -> Told:
        """Keep what fixed an incident: a sheet row's id, or words, or both."""
        ...

    async def solutions(self, incident: str, visitor: Visitor) -> tuple[tuple[str, str], ...]:
        """The sheet rows that may have fixed an incident, best first: id and what a person reads.

        None for somebody who does not see what the incident is about.
        """
        ...

    async def judge(self, conversation: str, visitor: Visitor, *, good: bool) -> None:
        """Keep what a person thought of the newest answer of a conversation."""
        ...

    async def diagnose(self, text: str, visitor: Visitor) -> Told:
        """What any words say: the jobs that they name, or the error that they quote."""
        ...

    async def search(self, text: str, visitor: Visitor, *, limit: int = 10) -> tuple[tuple[str, Card], ...]:
        """The jobs that a few letters may mean, each with a line and its card.

        Where nothing could be asked, one row says why.
        """
        ...

    async def home(self, visitor: Visitor) -> Card:
        """Health, open incidents, this person's watches, and the language."""
        ...

    async def board(self, visitor: Visitor, *, board: str = "") -> Card:
        """The live status, from what was last read: many viewers cost HWA nothing.

        `board` is what `Outgoing.incident` says of a board's message: its environment's is given, or that it has ended;
        without it, the first one's that the visitor sees.
        """
        ...

    async def choose_language(self, visitor: Visitor, language: str) -> None:
        """Keep the language that a person wants, pt or en."""
        ...

    async def greeting(self, visitor: Visitor) -> Card:
        """What the bot can do, and how to switch alerts on here."""
        ...

    async def left(self, visitor: Visitor, *, with_team: bool = False) -> None:
        """The bot was removed from the visitor's channel, or from all of its team: what was asked for there ends."""
        ...

    async def refusal(self, visitor: Visitor) -> str | None:
        """Why this person may not ask here, None where they may."""
        ...

    async def first_time(self, key: str) -> bool:
        """Whether an event, a trigger or a press of that id is new; remembered for a day, over restarts."""
        ...
