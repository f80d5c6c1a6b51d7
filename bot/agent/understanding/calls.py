"""The calls that a tool asked for turns into, or what has to be asked back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.agent.understanding import classifier
from bot.agent.understanding.arguments import JOB_TOOLS, LIST_TOOLS, arguments, iso, named, query_of
from bot.agent.understanding.followups import focus, opens_like_a_followup
from bot.agent.understanding.guards import names_an_error, quotes
from bot.agent.understanding.handovers import CRITICAL_DEADLINES, PARTS_OF_HANDOVER, about_last, part_of_handover
from bot.agent.understanding.reading import Part
from bot.agent.understanding.records import CLARIFY, JOB, STREAM, Mention, Understanding
from bot.agent.understanding.suggestions import openers, questions_about
from bot.agent.understanding.turn import SHORT, Ask, Turn
from bot.messages import Call

_OFFERED_AT_MOST = 6
_OFFERED_OF_A_LIST = 3
_CODE_FROM = 3  # digits from which a number is something that a sheet may know
_PLACES = ("since", "until", "job_stream", "workstation")
# what a follow-up keeps of the list before
_TAKES = {"count_jobs": ("since", "until", "status"), "jobs_in_error": _PLACES, "find_jobs": (*_PLACES, "job")}


def calls_for(turn: Turn, ask: Ask) -> list[Call] | Understanding:
    if ask.tool in PARTS_OF_HANDOVER:
        return part_of_handover(turn, ask)
    if ask.tool in JOB_TOOLS:
        return _job_calls(turn, ask)
    if ask.tool == "knowledge":
        return _knowledge_calls(turn, ask)
    unsure = next((m for m in turn.reading.mentions if m.choices and m.kind != JOB), None)
    if unsure and ask.tool not in ("find_jobs", "jobs_in_error"):
        return _which(turn, ask.tool, unsure)
    args = arguments(ask.tool, ask.part, turn.reading, turn.window, turn.now)
    if ask.tool == "handover" and "about" not in args and (name := about_last(turn, ask)):
        args["about"] = name
    if (
        ask.tool == "find_jobs"
        and args.get("status") in ("ERROR", "ABEND")
        and not args.keys() & {"job", "late", "critical", "overrunning"}
    ):
        ask, args = replace(ask, tool="jobs_in_error"), {k: v for k, v in args.items() if k != "status"}
    return _beside(turn, _listing(turn, ask, args))


def _listing(turn: Turn, ask: Ask, args: dict[str, Any]) -> Call:
    """The call of a tool that lists or tells; errors among the jobs of a pattern are found, as the pattern is kept."""
    if ask.tool == "jobs_in_error" and "*" in str(turn.memory.args.get("job")):
        as_found = replace(ask, tool="find_jobs")
        kept = _kept_filters(turn, as_found, args)
        if "job" in kept:
            return Call(tool="find_jobs", args={"status": "ERROR"} | kept)
    return Call(tool=ask.tool, args=_kept_filters(turn, ask, args))


def _beside(turn: Turn, call: Call) -> list[Call]:
    """The call, and what belongs to its answer: to late critical jobs those that are about to be, to what is left of
    a job stream the jobs that wait in it."""
    said, stream = turn.reading.whole.said, call.args.get("job_stream")
    if (
        call.tool == "stream_status"
        and stream
        and "LEFT" in said
        and said & {"WHAT", "WHICH"}
        and "HOWMUCH" not in said
    ):
        return [call, Call(tool="find_jobs", args={"job_stream": stream, "status": "WAITING"})]
    late = call.args.get("late") and call.args.get("critical") and not turn.reading.mentions and not turn.window
    ahead = Call(tool="handover", args={"only": CRITICAL_DEADLINES})
    return [call, ahead] if call.tool == "find_jobs" and late else [call]


def _kept_filters(turn: Turn, ask: Ask, args: dict[str, Any]) -> dict[str, Any]:
    """The stream or workstation that a pronoun means, and the filters that a follow-up leaves unsaid."""
    memory, said = turn.memory, ask.part.said
    if not turn.reading.mentions:
        if "STREAMN" in said and ask.tool in ("stream_status", "jobs_in_error", "find_jobs"):
            args = args | {"job_stream": memory.job_stream}
        if "WKSN" in said and ask.tool in ("workstation_status", "jobs_in_error", "find_jobs"):
            args = args | {"workstation": memory.workstation}
    goes_on = opens_like_a_followup(turn.reading) and memory.tool in LIST_TOOLS and ask.tool in LIST_TOOLS
    if not goes_on or turn.reading.size > SHORT // 2:
        return args
    takes = _TAKES.get(ask.tool, ())
    kept = {k: v for k, v in memory.args.items() if k in takes and k not in args}
    if turn.window or turn.reading.mentions:
        return args
    if ask.tool == "count_jobs" and memory.tool == "jobs_in_error":
        kept = {"status": "ERROR"} | kept
    return kept | args


def _job_calls(turn: Turn, ask: Ask) -> list[Call] | Understanding:
    jobs = [m for m in named(ask.part.mentions, JOB) if not m.is_pattern] or [
        m for m in named(turn.reading.mentions, JOB) if not m.is_pattern
    ]
    unsure = next((m for m in jobs if m.choices), None)
    if unsure:
        return _which(turn, ask.tool, unsure)
    names = [m.name for m in jobs] or ([turn.memory.job] if turn.memory.job and not turn.reading.mentions else [])
    if not names:
        return _without_job(turn, ask)
    until = turn.window.until if turn.window else None
    until = until + timedelta(days=1) if until and until <= turn.now else until
    extra = {"until": iso(until)} if ask.tool == "watch" and until else {}
    return [Call(tool=ask.tool, args={"job": name, **extra}) for name in dict.fromkeys(names)]


def _without_job(turn: Turn, ask: Ask) -> list[Call] | Understanding:
    """A job's question about a pattern, a stream or a workstation goes to their tool; else ask which job."""
    said = ask.part.said | turn.reading.whole.said
    if "PATTERN" in said:
        return [Call(tool="find_jobs", args=arguments("find_jobs", ask.part, turn.reading, turn.window))]
    for concept, tool in (("STREAMN", "stream_status"), ("WKSN", "workstation_status")):
        if concept in said:
            part = replace(ask.part, said=said)
            return [
                Call(
                    tool=tool,
                    args=_kept_filters(
                        turn, replace(ask, part=part, tool=tool), arguments(tool, part, turn.reading, None)
                    ),
                )
            ]
    if ask.tool in JOB_TOOLS and focus(turn.memory) == STREAM and "JOBW" not in said:
        return [Call(tool="stream_status", args={"job_stream": turn.memory.job_stream})]
    return Understanding(
        kind=CLARIFY,
        language=turn.language,
        topic="job",
        pending=ask.tool,
        suggestions=_of_the_list(turn, ask.tool) or openers(turn.language),
        margin=0.5,
    )


def _of_the_list(turn: Turn, tool: str) -> tuple[str, ...]:
    """The question, put about the first jobs of the list that was shown last."""
    names = dict.fromkeys(key.rpartition(".")[2] for key in turn.memory.listed)
    return questions_about(tool, JOB, list(names)[:_OFFERED_OF_A_LIST], turn.language)


def _knowledge_calls(turn: Turn, ask: Ask) -> list[Call] | Understanding:
    jobs = [m for m in named(turn.reading.mentions, JOB) if not m.is_pattern]
    unsure = next((m for m in jobs if m.choices), None)
    if unsure:
        return _which(turn, ask.tool, unsure)
    if jobs:
        return [Call(tool="knowledge", args={"job": m.name}) for m in jobs]
    if _says_what(turn, ask.part):
        return [Call(tool="knowledge", args={"query": query_of(turn.reading)})]
    if turn.memory.job and focus(turn.memory) == JOB:
        tool = "diagnose" if "FIX" in ask.part.said and not ask.part.said & {"OWNER", "PROC", "SHEET"} else "knowledge"
        return [Call(tool=tool, args={"job": turn.memory.job})]
    return _without_job(turn, replace(ask, part=replace(ask.part, said=frozenset())))


def _says_what(turn: Turn, part: Part) -> bool:
    """Whether a question to the sheet says what to look for, beside its frame."""
    if part.said & {"CODE", "MEAN", "RC"} or turn.reading.mentions or quotes(turn.reading.text):
        return True
    if any(len(word) >= _CODE_FROM and word.isdigit() for word in turn.reading.words):
        return True
    return names_an_error(turn.reading.text) or bool(classifier.unspoken_words(turn.reading.words))


def _which(turn: Turn, tool: str, mention: Mention) -> Understanding:
    offered = questions_about(tool, mention.kind, mention.choices[:_OFFERED_AT_MOST], turn.language)
    return Understanding(
        kind=CLARIFY, language=turn.language, topic="name", pending=tool, suggestions=offered, margin=0.0
    )
