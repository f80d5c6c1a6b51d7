"""One turn of a conversation, read from its messages: the question, what the tools gave, and what came before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage

from bot.messages import Call


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What the newest question of a conversation has led to so far.

    `asked_at` is in the zone in which times are said; `language` is a hint from the platform or None; `reports` are
    artifacts of the tools in the order they were called; `remembered` is what the previous turn left behind.
    """

    text: str
    asked_at: datetime
    zone: ZoneInfo
    language: str | None
    calls: tuple[Call, ...]
    reports: tuple[dict[str, Any], ...]
    plan: dict[str, Any]
    remembered: dict[str, Any]

    @property
    def as_of(self) -> datetime | None:
        """The engine's time of the oldest data in this turn, None where nothing was asked."""
        times = [datetime.fromisoformat(report["as_of"]) for report in self.reports]
        return min(times, default=None)

    @property
    def planned(self) -> bool:
        """Whether tools have already answered in this turn."""
        return bool(self.calls)


def question_message(text: str, *, asked_at: datetime, zone: ZoneInfo, language: str | None) -> HumanMessage:
    """The question as a message that carries all that an answer needs beside the text."""
    return HumanMessage(
        content=text,
        additional_kwargs={"asked_at": asked_at.isoformat(), "zone": zone.key, "language": language},
    )


def last_turn(messages: Sequence[BaseMessage]) -> Turn:
    """The turn that the newest HumanMessage began.

    Raises: ValueError where there is none.
    """
    start = max((i for i, m in enumerate(messages) if isinstance(m, HumanMessage)), default=None)
    if start is None:
        raise ValueError("no question among the messages")
    question, after = messages[start], messages[start + 1 :]
    extra = question.additional_kwargs
    zone = ZoneInfo(extra.get("zone") or "UTC")
    asked = datetime.fromisoformat(extra["asked_at"]) if extra.get("asked_at") else datetime.now(zone)
    return Turn(
        text=str(question.text),
        asked_at=asked.astimezone(zone),
        zone=zone,
        language=extra.get("language"),
        calls=_calls(after),
        reports=tuple(m.artifact for m in after if isinstance(m, ToolMessage) and isinstance(m.artifact, dict)),
        plan=next((m.additional_kwargs["plan"] for m in after if "plan" in m.additional_kwargs), {}),
        remembered=_remembered(messages[:start]),
    )


def _calls(messages: Sequence[BaseMessage]) -> tuple[Call, ...]:
    return tuple(
        Call(tool=call["name"], args={k: v for k, v in call["args"].items() if v is not None})
        for m in messages
        if isinstance(m, AIMessage)
        for call in m.tool_calls
    )


def _remembered(earlier: Sequence[BaseMessage]) -> dict[str, Any]:
    for message in reversed(earlier):
        if "memory" in message.additional_kwargs:
            memory: dict[str, Any] = message.additional_kwargs["memory"]
            return memory
        if isinstance(message, AIMessage) and message.tool_calls:
            call = message.tool_calls[-1]
            names = {k: call["args"].get(k) for k in ("job", "job_stream", "workstation")}
            return {"tool": call["name"], "args": call["args"], **names, "offered": ()}
    return {}
