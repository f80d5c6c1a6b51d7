"""Which sentence an answer should begin with, where the tools' reports hold more than was asked."""

from __future__ import annotations

from bot.messages import Call

_BY_CONCEPT = (
    ("TICKET", "tickets", "handover"),
    ("ALONE", "alone", "job_history"),
    ("BEFOREQ", "again", "job_history"),
    ("SINCEWHEN", "since", ""),
)


def aspect_of(said: frozenset[str], calls: list[Call]) -> str:
    """alone, again, since, tickets or late_critical; empty where the answer's own title says what was asked."""
    tools = {call.tool for call in calls}
    for concept, aspect, tool in _BY_CONCEPT:
        if concept in said and (not tool or tool in tools):
            return aspect
    # Late critical jobs were asked for, and those at risk are told beside them.
    late_first = bool(calls) and calls[0].tool == "find_jobs" and bool(calls[0].args.get("late"))
    return "late_critical" if late_first and "handover" in tools else ""


def with_incidents(said: frozenset[str], calls: list[Call]) -> list[Call]:
    """The calls, and before a job's runs its incidents where it is asked whether it recovers by itself."""
    if "ALONE" not in said:
        return calls
    asked = [call.args["job"] for call in calls if call.tool == "job_history"]
    return [*(Call(tool="handover", args={"about": job}) for job in asked), *calls]
