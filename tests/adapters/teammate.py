"""What both chat platforms' adapters are tested with: a teammate that answers what it is told to, and patience."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from typing import Any

from bot.cards import Actions, Button, Card, Text, Tone
from bot.messages import Answer, Outgoing, Step, Told, Visitor

# Commands that need no agent; whatever else is commanded is a question.
OWN = frozenset({"", "help", "ajuda", "health", "board", "alerts on"})


@dataclass
class FakeTeammate:
    """Says back what it heard. `steps` come before each answer; `hold` is waited for before it; `seen` are the keys.

    `language` is that of every answer, the visitor's where it is empty.

    `told` is what a command or a press gives, whatever it is; `trouble` is raised where an answer is due.
    """

    steps: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    sources: tuple[dict[str, Any], ...] = ()
    by_model: bool = False
    language: str = ""
    hold: asyncio.Event | None = None
    card: Card | None = None
    told: Told | None = None
    alert: Card | None = None
    refused: str | None = None
    rows: tuple[tuple[str, str], ...] = (("e1", "Row 12: rerun it"), ("e2", "Row 31: free the disk"))
    blind: frozenset[str] = frozenset()  # whom no rows are listed to
    jobs: tuple[tuple[str, Card], ...] = (("PAY_CALC · ABEND <8>", Card(title="PAY_CALC", tone=Tone.BAD)),)
    trouble: BaseException | None = None
    boards: int = 0
    asked: list[tuple[str, Visitor, str]] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    commands: list[tuple[str, Visitor, str]] = field(default_factory=list)
    pressed: list[tuple[str, str, Visitor]] = field(default_factory=list)
    solved_by: list[tuple[str, str, str, Visitor]] = field(default_factory=list)
    judged: list[tuple[str, bool]] = field(default_factory=list)
    diagnosed: list[str] = field(default_factory=list)
    searched: list[tuple[str, int]] = field(default_factory=list)
    greeted: list[Visitor] = field(default_factory=list)
    languages: list[tuple[str, str]] = field(default_factory=list)
    gone: list[tuple[Visitor, bool]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    async def ask(
        self, text: str, visitor: Visitor, *, conversation: str, below: Any = None
    ) -> AsyncIterator[Step | Answer]:
        self.asked.append((text, visitor, conversation))
        if below is not None:
            self.below.append(await below())
        for step in self.steps:
            yield Step(text=step)
            await asyncio.sleep(0)
        await self._ready()
        card = self.card or Card(title=f"answer to {text}", tone=Tone.GOOD, footer="as of 03:12")
        yield Answer(
            text=card.title,
            language=self.language or visitor.language or "pt",
            environment="default",
            card=card,
            suggestions=self.suggestions,
            sources=self.sources,
            by_model=self.by_model,
        )

    async def command(self, text: str, visitor: Visitor, *, conversation: str) -> Told:
        self.commands.append((text, visitor, conversation))
        question = "" if text in OWN else text
        return self.told or Told(card=Card(title=f"command {text or 'help'}"), language="pt", question=question)

    async def press(self, action: str, value: str, visitor: Visitor) -> Told:
        self.pressed.append((action, value, visitor))
        if action != "ask":
            await self._ready()
        question = value if action == "ask" else ""
        return self.told or Told(card=Card(title=f"{action} by {visitor.name}"), language="pt", question=question)

    async def solved(self, incident: str, visitor: Visitor, *, entry: str, text: str) -> Told:
        self.solved_by.append((incident, entry, text, visitor))
        return Told(card=Card(title="kept what fixed it"), language="pt", alert=self.alert)

    async def solutions(self, incident: str, visitor: Visitor) -> tuple[tuple[str, str], ...]:
        return () if visitor.user in self.blind else self.rows

    async def judge(self, conversation: str, visitor: Visitor, *, good: bool) -> None:
        self.judged.append((conversation, good))

    async def diagnose(self, text: str, visitor: Visitor) -> Told:
        self.diagnosed.append(text)
        return Told(card=Card(title="diagnosis of the words"), language="pt")

    async def search(self, text: str, visitor: Visitor, *, limit: int = 10) -> tuple[tuple[str, Card], ...]:
        self.searched.append((text, limit))
        await self._ready()
        return self.jobs

    async def home(self, visitor: Visitor) -> Card:
        return Card(title=f"home of {visitor.name} in {visitor.language}")

    async def board(self, visitor: Visitor, *, board: str = "") -> Card:
        self.boards += 1
        return Card(title=f"board for {visitor.name}")

    async def choose_language(self, visitor: Visitor, language: str) -> None:
        self.languages.append((visitor.user, language))

    async def greeting(self, visitor: Visitor) -> Card:
        self.greeted.append(visitor)
        return Card(title="hello, all")

    async def left(self, visitor: Visitor, *, with_team: bool = False) -> None:
        self.gone.append((visitor, with_team))

    async def refusal(self, visitor: Visitor) -> str | None:
        return self.refused

    async def first_time(self, key: str) -> bool:
        new = key not in self.seen
        self.seen.add(key)
        return new

    async def _ready(self) -> None:
        if self.hold is not None:
            await self.hold.wait()
        if self.trouble is not None:
            raise self.trouble


async def until(claim: Callable[[], Any], seconds: float = 20) -> None:
    """Let the loop go on until something is true."""
    async with asyncio.timeout(seconds):
        while not claim():  # noqa: ASYNC110 (there is no event for it)
            await asyncio.sleep(0.005)


def alert_in(title: str = "ABEND PAY_CALC", incident: str = "inc-1", *, target: str, **more: Any) -> Outgoing:
    """An alert's root card, with its buttons."""
    buttons = Actions(
        buttons=(
            Button(text="Estou cuidando", action="take", value=incident),
            Button(text="Log", action="ask", value="log do PAY_CALC"),
            Button(text="Resolvido por…", action="solved", value=incident),
        )
    )
    card = Card(title=title, tone=Tone.BAD, blocks=(Text(text="ORA-01555"), buttons))
    return Outgoing(**{"target": target, "incident": incident, "card": card, **more})


def reply(root: str, title: str = "PAY_CALC taken", *, target: str = "C0OPS", **more: Any) -> Outgoing:
    """A reply in an alert's thread."""
    return replace(alert_in(title, target=target, thread=root), card=Card(title=title), **more)
