"""The embedded model: understands a question and words the answer with no key and no network.

It plugs into the same loop as an LLM. Stateless: where no tool has answered the newest question it plans (tool calls,
or an answer without any); otherwise it words the artifacts. So it can finish a turn that an LLM began.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, replace
from typing import Any
from uuid import uuid4

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import Runnable
from pydantic import ConfigDict

from bot.agent.listed import listed_jobs, page_of
from bot.agent.turn import Turn, last_turn
from bot.agent.understanding import Memory, Names, Understanding, candidate_tokens, next_memory, understand
from bot.agent.wording import language_of, presented
from bot.messages import Call
from bot.presenters import plain_text

LookUp = Callable[[tuple[str, ...]], Awaitable[Names]]
# What a tool cannot do without; a question that lacks it is asked back.
NEEDS = {
    **dict.fromkeys(
        ("job_status", "job_log", "diagnose", "why_waiting", "impact", "job_history", "estimate", "watch"), "job"
    ),
    "stream_status": "job_stream",
}
KeyOf = Callable[[str], Awaitable[str | None]]


class EmbeddedModel(BaseChatModel):
    """`look_up` asks the plan which of the question's words are names; it gives empty Names where HWA is silent.

    `key_of` gives the full key of a job's name, None where the plan has none or is silent.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    look_up: LookUp
    key_of: KeyOf

    @property
    def _llm_type(self) -> str:
        return "resync-embedded"

    def bind_tools(self, tools: Sequence[Any], **kwargs: Any) -> Runnable[Any, AIMessage]:  # noqa: ARG002 (it knows its tools)
        """Itself: the tools are those of the design, known by name."""
        return self

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,  # noqa: ARG002 (LangChain's signature)
        **kwargs: Any,
    ) -> ChatResult:
        return asyncio.run(self._agenerate(messages, stop, **kwargs))

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,  # noqa: ARG002 (LangChain's signature)
        run_manager: AsyncCallbackManagerForLLMRun | None = None,  # noqa: ARG002 (LangChain's signature)
        **kwargs: Any,  # noqa: ARG002 (LangChain's signature)
    ) -> ChatResult:
        turn = last_turn(messages)
        message = self._answer(turn) if turn.planned else await self._plan(turn)
        return ChatResult(generations=[ChatGeneration(message=message)])

    async def _plan(self, turn: Turn) -> AIMessage:
        names = await self.look_up(candidate_tokens(turn.text))
        memory = Memory(**turn.remembered)
        meant = understand(turn.text, names=names, memory=memory, now=turn.asked_at, language=turn.language)
        if any(_lacks(call) for call in meant.calls):
            meant = replace(meant, kind="clarify", topic="job", calls=())
        if meant.kind == "decline" and meant.target:
            # The command that a person would type needs workstation and job stream.
            meant = replace(meant, target=await self.key_of(meant.target) or meant.target)
        extra = {
            "plan": _plan_of(meant),
            "memory": asdict(next_memory(memory, meant)),
        }
        if meant.calls:
            calls = [{"name": c.tool, "args": c.args, "id": uuid4().hex} for c in meant.calls]
            return AIMessage(content="", tool_calls=calls, additional_kwargs=extra)
        return AIMessage(content=_words(replace(turn, plan=extra["plan"])), additional_kwargs=extra)

    def _answer(self, turn: Turn) -> AIMessage:
        shown = {"listed": listed_jobs(turn.reports), "page": page_of(turn.calls, turn.reports)}
        return AIMessage(content=_words(turn), additional_kwargs={name: kept for name, kept in shown.items() if kept})


def _lacks(call: Call) -> bool:
    """Whether a call misses what its tool cannot do without; to list or drop watches no job is needed."""
    return "action" not in call.args and NEEDS.get(call.tool, "") not in {"", *call.args}


def _words(turn: Turn) -> str:
    return plain_text(presented(turn).card, language_of(turn))


def _plan_of(meant: Understanding) -> dict[str, Any]:
    return {
        "kind": meant.kind,
        "language": meant.language,
        "topic": meant.topic,
        "target": meant.target,
        "suggestions": list(meant.suggestions),
        "read_as": [list(pair) for pair in meant.read_as],
        "after": meant.after,
    }
