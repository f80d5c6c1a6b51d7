"""A question asked in a channel: who asks sees what they may, and what they thought of the answer is kept."""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

import structlog

from bot import metrics
from bot.channel.environments import Environments
from bot.channel.scope import Scope, seeing
from bot.messages import Answer, Question, Step, Visitor
from bot.ports import Assistant, Clock
from bot.store import judgements
from bot.store.rows import Judgement
from bot.store.store import Store

_LOG = structlog.get_logger(__name__)
_AT_HAND = 2_000
KEPT = timedelta(days=365)
EventT = TypeVar("EventT")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answered:
    """What is kept of an answer until somebody judges it; not the question's words, for they may hold a secret."""

    question: str = ""
    tools: tuple[str, ...] = ()
    language: str = ""


class Asking:
    """Puts questions to the assistant within a scope, and remembers the newest answer of each conversation.

    `environments` are the names of all of HWA's.
    """

    def __init__(self, assistant: Assistant, store: Store, clock: Clock, environments: Sequence[str] = ()) -> None:
        self._environments = Environments(environments)
        self._assistant = assistant
        self._store = store
        self._clock = clock
        self._newest: OrderedDict[str, _Answered] = OrderedDict()

    async def ask(
        self, question: Question, scope: Scope, *, environment: str = ""
    ) -> AsyncGenerator[Step | Answer, None]:
        """Steps, then one Answer, last. `environment` is the one that the talk is about where nobody named any."""
        meant = self._environments.narrowed(question, scope, environment)
        async with aclosing(_in_scope(self._assistant.ask(question), meant)) as events:
            async for event in events:
                if isinstance(event, Answer):
                    self._remember(question, event)
                yield event

    def has_answered(self, conversation: str) -> bool:
        """Whether something was answered there before, as far as is known: it may be what is spoken of."""
        return conversation in self._newest

    async def judge(self, conversation: str, visitor: Visitor, *, good: bool) -> None:
        """Keep what a person thought of the newest answer. Raises: SQLAlchemyError."""
        answered = self._newest.get(conversation, _Answered())
        judgement = Judgement(
            conversation=conversation[:500],
            question=answered.question,
            tools=answered.tools,
            language=answered.language,
            good=good,
            who=visitor.user[:300],
            at=self._clock(),
        )
        metrics.JUDGEMENTS.labels(visitor.platform, "good" if good else "bad").inc()
        _LOG.info("answer.judged", conversation=conversation, good=good, tools=answered.tools)
        async with self._store.writing() as connection:
            await judgements.forget(connection, judgement.at - KEPT)
            await judgements.add(connection, judgement)

    def _remember(self, question: Question, answer: Answer) -> None:
        self._newest[question.conversation] = _Answered(
            question=_hash(question.text),
            tools=tuple(dict.fromkeys(call.tool for call in answer.calls)),
            language=answer.language,
        )
        self._newest.move_to_end(question.conversation)
        while len(self._newest) > _AT_HAND:
            self._newest.popitem(last=False)


async def _in_scope(events: AsyncIterator[EventT], scope: Scope) -> AsyncGenerator[EventT, None]:
    """The events, made in a task of their own: what is seen there is seen nowhere else, whoever takes the events."""
    taken: asyncio.Queue[EventT | None] = asyncio.Queue()

    async def make() -> None:
        try:
            with seeing(scope):
                async for event in events:
                    taken.put_nowait(event)
        finally:
            taken.put_nowait(None)

    maker = asyncio.create_task(make())
    try:
        while (event := await taken.get()) is not None:
            yield event
        await maker
    finally:
        maker.cancel()
        await asyncio.gather(maker, return_exceptions=True)


def _hash(words: str) -> str:
    return hashlib.sha256(" ".join(words.casefold().split()).encode()).hexdigest()[:16]
