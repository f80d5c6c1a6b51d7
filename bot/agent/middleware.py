"""What stands around the model in the loop, outermost first: repair, limits, fallback, tool errors."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from langchain.agents.middleware import (
    AgentMiddleware,
    AgentState,
    ModelCallLimitMiddleware,
    ModelRequest,
    ModelResponse,
    ToolCallLimitMiddleware,
    ToolErrorMiddleware,
)
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, RemoveMessage, ToolMessage
from langgraph.graph.message import REMOVE_ALL_MESSAGES
from langgraph.runtime import Runtime

from bot import metrics
from bot.agent.models import model_errors

TURNS_KEPT = 6
MODEL_CALLS = 6
TOOL_CALLS = 8
LLM_SECONDS = 30.0

log = structlog.get_logger()


class Repair(AgentMiddleware[AgentState[Any], Any, Any]):
    """Before a turn: keep the last few turns, answer tool calls that a cancelled turn left open, drop old artifacts."""

    async def abefore_agent(self, state: AgentState[Any], runtime: Runtime[Any]) -> dict[str, Any] | None:  # noqa: ARG002
        messages = state["messages"]
        kept = repaired(messages)
        return None if kept == messages else {"messages": [RemoveMessage(id=REMOVE_ALL_MESSAGES), *kept]}


def repaired(messages: Sequence[AnyMessage]) -> list[AnyMessage]:
    """The last turns, without artifacts of earlier ones, each tool call answered (langgraph#6726)."""
    starts = [i for i, m in enumerate(messages) if isinstance(m, HumanMessage)]
    window = messages[starts[-TURNS_KEPT] :] if len(starts) > TURNS_KEPT else messages
    answered = {m.tool_call_id for m in window if isinstance(m, ToolMessage)}
    kept: list[AnyMessage] = []
    for message in window:
        if isinstance(message, ToolMessage) and message.artifact is not None:
            kept.append(message.model_copy(update={"artifact": None}))
            continue
        kept.append(message)
        if isinstance(message, AIMessage):
            kept += [_cut_short(c["id"] or "") for c in message.tool_calls if c["id"] not in answered]
    return kept


def _cut_short(call_id: str) -> ToolMessage:
    return ToolMessage(content="This call was cut short; nothing is known of it.", tool_call_id=call_id, status="error")


class LlmOrEmbedded(AgentMiddleware[AgentState[Any], Any, Any]):
    """Ask the LLM; where it fails, says nothing or is silent for `seconds`, the embedded model takes over for the rest
    of the turn."""

    def __init__(self, embedded: BaseChatModel, seconds: float = LLM_SECONDS) -> None:
        super().__init__()
        self._embedded = embedded
        self._seconds = seconds

    async def awrap_model_call(
        self, request: ModelRequest[Any], handler: Callable[[ModelRequest[Any]], Awaitable[ModelResponse[Any]]]
    ) -> ModelResponse[Any]:
        if _took_over(request.messages):
            return await handler(request.override(model=self._embedded))
        try:
            async with asyncio.timeout(self._seconds):
                response = await handler(request)
        except model_errors() as error:
            log.warning("llm_failed", error=type(error).__name__)
        else:
            if _says_something(response):
                return response
            log.warning("llm_failed", error="said nothing")
        response = await handler(request.override(model=self._embedded))
        for message in response.result:
            message.additional_kwargs["embedded_instead"] = True
        return response


def _says_something(response: ModelResponse[Any]) -> bool:
    return any(isinstance(m, AIMessage) and (m.tool_calls or str(m.text).strip()) for m in response.result)


def _took_over(messages: Sequence[AnyMessage]) -> bool:
    for message in reversed(messages):
        if isinstance(message, HumanMessage):
            return False
        if message.additional_kwargs.get("embedded_instead"):
            return True
    return False


def tool_sentence(error: Exception, request: Any) -> str:
    """What the model hears of a tool that raised: its name and the kind of error, never its message."""
    name = request.tool_call["name"]
    log.error("tool_failed", tool=name, exc_info=error)
    metrics.BROKEN.inc()
    return f"The tool {name} failed ({type(error).__name__}); nothing is known of what it was asked."


def middleware(embedded: BaseChatModel | None, seconds: float = LLM_SECONDS) -> list[AgentMiddleware[Any, Any, Any]]:
    """The layers around the model; `embedded` is what an LLM that fails or is silent for `seconds` falls back to, None
    where it is the model itself."""
    layers: list[AgentMiddleware[Any, Any, Any]] = [
        Repair(),
        ModelCallLimitMiddleware(run_limit=MODEL_CALLS, exit_behavior="end"),
        ToolCallLimitMiddleware(run_limit=TOOL_CALLS, exit_behavior="continue"),
    ]
    if embedded is not None:
        layers.append(LlmOrEmbedded(embedded, seconds))
    return [*layers, ToolErrorMiddleware(tool_sentence)]
