"""Questions that a part of the handover answers: deadlines in danger, silence, who has what was spoken of last."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bot.agent.understanding.arguments import iso, window_args
from bot.agent.understanding.days import midnight
from bot.agent.understanding.records import Memory
from bot.agent.understanding.tables import one_of
from bot.agent.understanding.turn import Ask, Turn
from bot.messages import Call

# what the rules call these questions; the tool is the handover
DEADLINES, SILENCE = "deadlines", "silence"
PARTS_OF_HANDOVER = frozenset({DEADLINES, SILENCE})
CRITICAL_DEADLINES = "critical_deadlines"
_LATE = one_of("LATE MISS ONTIME DEADLINES")
_TODAY = one_of("hoje hj oje today")
_TONIGHT = one_of("noite madrugada tonight overnight night amanhecer")
_MORNING = 6  # the hour at which a night ends
_ABOUT = (("JOBREF", "job"), ("STREAMN", "job_stream"), ("WKSN", "workstation"))


def part_of_handover(turn: Turn, ask: Ask) -> list[Call]:
    """The calls for one of PARTS_OF_HANDOVER: what is predicted to miss its deadline, and what has; or silence."""
    if ask.tool == SILENCE:
        return [Call(tool="handover", args={"only": "mutes"})]
    said = ask.part.said | turn.reading.whole.said
    return deadlines(critical="CRIT" in said, until=_until(turn), late=bool(said & _LATE) or "CRIT" not in said)


def deadlines(*, critical: bool, until: str | None, late: bool = True) -> list[Call]:
    """What is predicted to miss its deadline until then, and beside it what is late already, or all critical jobs."""
    ahead: dict[str, Any] = {"only": CRITICAL_DEADLINES if critical else DEADLINES}
    ahead |= {"until": until} if until else {}
    beside: dict[str, Any] = ({"late": True} if late else {}) | ({"critical": True} if critical else {})
    return [Call(tool="handover", args=ahead), Call(tool="find_jobs", args=beside)]


def narrowed_deadlines(turn: Turn) -> list[Call] | None:
    """`e os criticos?`, `e até as 8?` after a question about deadlines; None where it is none."""
    memory, said = turn.memory, turn.reading.whole.said
    was = memory.args.get("only")
    if memory.tool != "handover" or was not in {DEADLINES, CRITICAL_DEADLINES} or turn.reading.mentions:
        return None
    until = _until(turn)
    if "CRIT" not in said and not (until and "CONTENT" not in said):
        return None
    critical = "CRIT" in said or was == CRITICAL_DEADLINES
    return deadlines(critical=critical, until=until or memory.args.get("until"))


def about_last(turn: Turn, ask: Ask) -> str | None:
    """What was spoken of last, where a question about who has it, or since when, means it by a pronoun."""
    memory: Memory = turn.memory
    names = {"job": memory.job, "job_stream": memory.job_stream, "workstation": memory.workstation}
    return next((names[arg] for concept, arg in _ABOUT if concept in ask.part.said and names[arg]), None)


def _until(turn: Turn) -> str | None:
    """How far ahead the deadlines are asked about; None where the text does not say."""
    window, words, now = turn.window, set(turn.reading.words), turn.now
    told = window_args("handover", window, now).get("until") if window else None
    if told and datetime.fromisoformat(str(told)) > now:
        return str(told)
    if words & _TONIGHT:
        return iso(_next_hour(now, _MORNING))
    return iso(midnight(now.date() + timedelta(days=1), now)) if words & _TODAY else None


def _next_hour(now: datetime, hour: int) -> datetime:
    at = midnight(now.date(), now).replace(hour=hour)
    return at if at > now else at + timedelta(days=1)
