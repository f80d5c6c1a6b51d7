"""The shared agent: one question in, steps while it works, one answer out; the same for every platform."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing
from dataclasses import replace
from time import monotonic
from typing import Any
from weakref import WeakValueDictionary
from zoneinfo import ZoneInfo

import structlog
from langchain.agents import create_agent
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage
from langchain_core.runnables import RunnableConfig
from langchain_core.tools import BaseTool

from bot import metrics
from bot.agent.memory import Conversations
from bot.agent.middleware import LLM_SECONDS, middleware
from bot.agent.prompt import SYSTEM_PROMPT
from bot.agent.turn import Turn, last_turn, question_message
from bot.agent.understanding import detect_language
from bot.agent.wording import language_of, presented
from bot.cards import Card, Text
from bot.messages import Answer, Question, Step
from bot.ports import Clock
from bot.presenters import Presented, Teller, plain_text, say_kind, step_text

TEXT_LIMIT = 20_000  # characters
LANGUAGE_SAMPLE = 2_000

log = structlog.get_logger()


class Agent:
    """Answers questions through LangChain's loop; implements bot.ports.Assistant.

    `model` is the LLM or the embedded model; `embedded` what takes over where the LLM fails or is silent for
    `llm_seconds`, None where it is the model. `clock` gives the engine's time, `zone` the zone in which times are said.
    """

    def __init__(
        self,
        *,
        model: BaseChatModel,
        embedded: BaseChatModel | None,
        tools: Sequence[BaseTool],
        memory: Conversations,
        clock: Clock,
        zone: Callable[[], ZoneInfo],
        environment: str,
        llm_seconds: float = LLM_SECONDS,
    ) -> None:
        self._graph = create_agent(
            model,
            list(tools),
            system_prompt=SYSTEM_PROMPT,
            middleware=middleware(embedded, llm_seconds),
            checkpointer=memory,
        )
        self._memory = memory
        self._llm = embedded is not None
        self._clock = clock
        self._zone = zone
        self._environment = environment
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def ask(self, question: Question) -> AsyncIterator[Step | Answer]:
        """Steps, then the answer. Turns of one conversation run one after the other (langgraph#8796)."""
        lock = self._turns.setdefault(question.conversation, asyncio.Lock())
        async with lock:
            zone, began = self._zone(), monotonic()
            try:
                async with aclosing(self._turn(question, zone)) as events:
                    async for event in events:
                        yield event
            except Exception:
                log.exception("question_failed", conversation=question.conversation)
                metrics.BROKEN.inc()
                yield self._said("broken", question, zone)
            finally:
                # Whoever asked may leave with the answer in hand; nothing after the last yield runs then.
                metrics.QUESTION_SECONDS.observe(monotonic() - began)

    async def _turn(self, question: Question, zone: ZoneInfo) -> AsyncGenerator[Step | Answer, None]:
        text = clean(question.text)
        if not text or len(text) > TEXT_LIMIT:
            yield self._said("toolong" if text else "empty", question, zone)
            return
        asked = question_message(
            text,
            asked_at=self._clock().astimezone(zone),
            zone=zone,
            language=question.language,
            about=question.about,
        )
        language = spoken(question)
        messages: list[BaseMessage] = [asked]
        async with aclosing(self._messages(asked, question, language)) as new:
            async for message in new:
                messages.append(message)
                for step in _steps(message, language):
                    yield step
        answer = self._answer(messages)
        count(question, answer)
        yield answer

    async def _messages(
        self, asked: HumanMessage, question: Question, language: str
    ) -> AsyncGenerator[BaseMessage, None]:
        """What model and tools say. Once the answer stands, a memory that cannot be written does not cost it."""
        place = {"thread_id": question.conversation, "asker": question.user, "language": language}
        config: RunnableConfig = {"configurable": place}
        last: BaseMessage = asked
        try:
            async for update in self._graph.astream(
                {"messages": [asked]}, config, stream_mode="updates", durability="exit"
            ):
                for node in (update[name] for name in ("model", "tools") if name in update):
                    for last in _new_messages(node):
                        yield last
            await self._memory.forget_history(question.conversation)
        except sqlite3.Error as error:
            if not _final(last):
                raise
            log.warning("conversation_not_kept", conversation=question.conversation, error=str(error))

    def _answer(self, messages: list[BaseMessage]) -> Answer:
        turn = last_turn(messages)
        words = str(messages[-1].text).strip() if self._llm and _final(messages[-1]) else ""
        if not words or _embedded_words(messages):
            return self._as_answer(turn, presented(turn))
        if not turn.calls:
            return replace(self._as_answer(turn, Presented(card=_card_of(words))), by_model=True)
        said = presented(turn)
        return replace(self._as_answer(turn, replace(said, card=_with_words(said.card, words))), by_model=True)

    def _as_answer(self, turn: Turn, said: Presented) -> Answer:
        return Answer(
            text=plain_text(said.card, language_of(turn)),
            language=language_of(turn),
            environment=self._environment,
            card=said.card,
            as_of=turn.as_of,
            calls=turn.calls,
            facts=said.facts,
            sources=said.sources,
            suggestions=said.suggestions,
        )

    def _said(self, kind: str, question: Question, zone: ZoneInfo) -> Answer:
        language = spoken(question)
        said = say_kind(kind, "", None, (), Teller(language, zone, self._clock().astimezone(zone)))
        return Answer(
            text=plain_text(said.card, language),
            language=language,
            environment=self._environment,
            card=said.card,
            facts=said.facts,
            suggestions=said.suggestions,
        )


def spoken(question: Question) -> str:
    """pt or en: by the question's words; where they say nothing, as the platform hints."""
    return detect_language(question.text[:LANGUAGE_SAMPLE], question.language or "pt")


def count(question: Question, answer: Answer) -> None:
    """Count a question and the tools it took."""
    metrics.QUESTIONS.labels(question.conversation.partition(":")[0], answer.language).inc()
    for call in answer.calls:
        metrics.TOOL_CALLS.labels(call.tool).inc()


def clean(text: str) -> str:
    """The text without control characters."""
    return "".join(c for c in text if c.isprintable() or c in "\n\t").strip()


def _new_messages(node: Any) -> list[BaseMessage]:
    found = node.get("messages", []) if isinstance(node, dict) else []
    return [m for m in found if isinstance(m, BaseMessage) and m.type in {"ai", "tool"}]


def _steps(message: BaseMessage, language: str) -> list[Step]:
    calls = message.tool_calls if isinstance(message, AIMessage) else []
    return [Step(text=step_text(call["name"], language), tool=call["name"]) for call in calls]


def _final(message: BaseMessage) -> bool:
    return isinstance(message, AIMessage) and not message.tool_calls


def _embedded_words(messages: Sequence[BaseMessage]) -> bool:
    return any(m.additional_kwargs.get("embedded_instead") for m in messages)


def _card_of(words: str) -> Card:
    title, _, rest = words.partition("\n")
    return Card(title=title, blocks=(Text(text=rest.strip()),) if rest.strip() else ())


def _with_words(card: Card, words: str) -> Card:
    return replace(card, blocks=(Text(text=words), *card.blocks))
