"""The core behind Slack until the composition root gives it: the real agent, the real buttons, the real memory."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

from bot.app import Resync
from bot.cards import Card
from bot.channel.commands import understood
from bot.channel.once import Once
from bot.channel.presses import Presses
from bot.messages import Answer, Question, Step, Told, Visitor


class HouseTeammate:
    """Answers for one Resync."""

    def __init__(self, running: Resync) -> None:
        self._running = running
        self._presses = Presses(running.alerts, running.master.now, running.store)
        self._once = Once(running.store, lambda: datetime.now(UTC))
        self.judged: list[tuple[str, bool]] = []

    async def ask(self, text: str, visitor: Visitor, *, conversation: str) -> AsyncIterator[Step | Answer]:
        if (words := await self.refusal(visitor)) is not None:
            yield Answer(text=words, language="pt", environment="default", card=Card(title=words))
            return
        question = Question(text=text, conversation=conversation, language=visitor.language, user=visitor.user)
        async for part in self._running.agent.ask(question):
            yield part

    async def command(self, text: str, visitor: Visitor, *, conversation: str) -> Told:
        told = understood(text, visitor.language or "pt")
        return Told(card=Card(title=told.name), language=told.language, question=told.question)

    async def press(self, action: str, value: str, visitor: Visitor) -> Told:
        language = visitor.language or "pt"
        if action == "ask":
            return Told(card=Card(title=value), language=language, question=value)
        said = await self._presses(action, value, visitor.name, language)
        return Told(card=Card(title=said), language=language)

    async def solved(self, incident: str, visitor: Visitor, *, entry: str, text: str) -> Told:
        alerts = next(iter(self._running.alerts.values()))
        await alerts.solved(incident, visitor.name, entry, text)
        await alerts.deliver_once()
        return Told(card=Card(title="ok"), language="pt")

    async def solutions(self, incident: str) -> tuple[tuple[str, str], ...]:
        return await self._presses.solutions(incident)

    async def judge(self, conversation: str, visitor: Visitor, *, good: bool) -> None:
        self.judged.append((conversation, good))

    async def diagnose(self, text: str, visitor: Visitor) -> Told:
        return Told(card=Card(title=text), language="pt", question=text)

    async def search(self, text: str, visitor: Visitor, *, limit: int = 10) -> tuple[tuple[str, Card], ...]:
        return ()

    async def home(self, visitor: Visitor) -> Card:
        return Card(title="home")

    async def board(self, visitor: Visitor) -> Card:
        return Card(title="board")

    async def choose_language(self, visitor: Visitor, language: str) -> None:
        return None

    async def greeting(self, visitor: Visitor) -> Card:
        return Card(title="hello")

    async def refusal(self, visitor: Visitor) -> str | None:
        return "external" if visitor.external else None

    async def first_time(self, key: str) -> bool:
        return await self._once.first_time(key)
