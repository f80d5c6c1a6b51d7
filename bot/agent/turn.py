"""One turn of a conversation, read from its messages: the question, what the tools gave, and what came before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage

from bot.messages import Call

NOT_ASKED = "NOT ASKED: "  # how a tool begins what it says of arguments that make no sense


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """A call that gave no report. `reason` is why it was not asked, empty where the tool went wrong inside."""

    tool: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What the newest question of a conversation has led to so far.

    `asked_at` is in the zone in which times are said; `language` is a hint from the platform or None; `reports` are
    artifacts of the tools in the order they were called; `unanswered` are calls that gave none, without those that
    were put right by a later call of the same tool; `remembered` is what the previous turn left behind.
    """

    text: str
    asked_at: datetime
    zone: ZoneInfo
    language: str | None
    calls: tuple[Call, ...]
    reports: tuple[dict[str, Any], ...]
    unanswered: tuple[Unanswered, ...]
    plan: dict[str, Any]
    remembered: dict[str, Any]

    @property
    def as_of(self) -> datetime | None:
        """The engine's time of the oldest data in this turn, None where nothing was asked."""
        times = [datetime.fromisoformat(report["as_of"]) for report in self.reports]
        return min(times, default=None)

    @property
    def planned(self) -> bool:
        """Whether this turn has what an answer is made of: a report, or what the embedded model itself had asked."""
        return bool(self.reports or self.plan)


def question_message(
    text: str, *, asked_at: datetime, zone: ZoneInfo, language: str | None, about: str = ""
) -> HumanMessage:
    """The question as a message that carries all that an answer needs beside the text.

    `about` is the job that is meant where none was ever named; an LLM reads of it behind the question.
    """
    extra = {"asked_at": asked_at.isoformat(), "zone": zone.key, "language": language}
    if not about:
        return HumanMessage(content=text, additional_kwargs=extra)
    told = f"{text}\n\n(This is asked in the thread of an alert about the job {about}.)"
    return HumanMessage(content=told, additional_kwargs={**extra, "text": text, "about": about})


def last_turn(messages: Sequence[BaseMessage]) -> Turn:
    """The turn that the newest HumanMessage began.

    Raises: ValueError where there is none.
    """
    start = max((i for i, m in enumerate(messages) if isinstance(m, HumanMessage)), default=None)
    if start is None:
        raise ValueError("no question among the messages")
    question, after = messages[start], messages[start + 1 :]
    extra = question.additional_kwargs
    results = _in_order(after)
    plan: dict[str, Any] = next((m.additional_kwargs["plan"] for m in after if "plan" in m.additional_kwargs), {})
    zone = ZoneInfo(extra.get("zone") or "UTC")
    asked = datetime.fromisoformat(extra["asked_at"]) if extra.get("asked_at") else datetime.now(zone)
    return Turn(
        text=str(extra.get("text") or question.text),
        asked_at=asked.astimezone(zone),
        zone=zone,
        language=extra.get("language"),
        calls=_calls(after),
        reports=tuple(_paged(m.artifact, plan) for m in results if _reported(m)),
        unanswered=_unanswered(results),
        plan=plan,
        remembered=_of_the_thread(_left_behind(messages[:start]), extra.get("about")) | _listed(messages[:start]),
    )


def _calls(messages: Sequence[BaseMessage]) -> tuple[Call, ...]:
    return tuple(
        Call(tool=call["name"], args={k: v for k, v in call["args"].items() if v is not None})
        for m in messages
        if isinstance(m, AIMessage)
        for call in m.tool_calls
    )


def _in_order(messages: Sequence[BaseMessage]) -> list[ToolMessage]:
    # Calls of one message run side by side, and their results arrive as they end.
    called = [call["id"] for m in messages if isinstance(m, AIMessage) for call in m.tool_calls]
    place = {call_id: n for n, call_id in enumerate(called)}
    results = [m for m in messages if isinstance(m, ToolMessage)]
    return sorted(results, key=lambda m: place.get(m.tool_call_id, len(place)))


def _reported(message: ToolMessage) -> bool:
    return isinstance(message.artifact, dict)


def _unanswered(results: Sequence[ToolMessage]) -> tuple[Unanswered, ...]:
    found: dict[str, Unanswered] = {}
    for message in results:
        tool = message.name or ""
        if _reported(message):
            found.pop(tool, None)
        else:
            found[tool] = Unanswered(tool=tool, reason=_reason(str(message.text)))
    return tuple(found.values())


def _reason(text: str) -> str:
    return text.removeprefix(NOT_ASKED).strip() if text.startswith(NOT_ASKED) else ""


def _paged(artifact: dict[str, Any], plan: dict[str, Any]) -> dict[str, Any]:
    """The report; of a list that goes on, how much of it was shown before."""
    goes_on = plan.get("after") and artifact.get("report") == "JobsReport"
    return {**artifact, "after": plan["after"]} if goes_on else artifact


def _listed(earlier: Sequence[BaseMessage]) -> dict[str, Any]:
    newest = next((m for m in reversed(earlier) if "listed" in m.additional_kwargs), None)
    listed = {"listed": tuple(newest.additional_kwargs["listed"])} if newest else {}
    cut = next((m for m in reversed(earlier) if "page" in m.additional_kwargs), None)
    return listed | ({"page": cut.additional_kwargs["page"]} if cut else {})


def _of_the_thread(remembered: dict[str, Any], about: str | None) -> dict[str, Any]:
    """What is remembered; until somebody spoke of another job, the thread's own is meant."""
    return remembered if remembered.get("job") or not about else {"tool": "job_status", **remembered, "job": about}


def _left_behind(earlier: Sequence[BaseMessage]) -> dict[str, Any]:
    for message in reversed(earlier):
        if "memory" in message.additional_kwargs:
            memory: dict[str, Any] = message.additional_kwargs["memory"]
            return memory
        if isinstance(message, AIMessage) and message.tool_calls:
            call = message.tool_calls[-1]
            names = {k: call["args"].get(k) for k in ("job", "job_stream", "workstation")}
            return {"tool": call["name"], "args": call["args"], **names, "offered": ()}
    return {}
