"""What a short turn takes from the turns before it: a pronoun's name, the tool and filters that it does not repeat."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.agent.understanding.arguments import JOB_TOOLS, LIST_TOOLS, WINDOWED, iso, named, status_of
from bot.agent.understanding.reading import Part, Reading
from bot.agent.understanding.records import JOB, STREAM, WORKSTATION, Memory, Window
from bot.agent.understanding.tables import one_of

_OPENERS = one_of(
    "e and so only just apenas agora mas but y what how about or ou solo tambem also now same mesma mesmo idem igual"
)
_PLACES = {STREAM: "job_stream", WORKSTATION: "workstation"}
_LIST_WORDS = one_of("ONLY ABEND FAIL CRIT LATE RUNNING WAITING HELD READY SUCC CANCELLED STUCK")
_ASK_FOR_ROWS = one_of("WHICH WHO LIST ONES")
_IN = one_of("na no da do em in on at for from pra para of en")
_PLACE_ALONE = 3  # words up to which `na PAYROLL` goes on from the turn before
# what is asked of something that was spoken of, also without a pronoun: `há quanto tempo?`, `já abriram chamado?`
_OF_THE_LAST = one_of("SINCEWHEN BEFOREQ TICKET")
_OF_MANY = one_of("JOBS WHICH STREAM WKS ENV WINDOW HOWMANY INCIDENT SHEET")
_OF_SEVERAL = one_of("WHAT WHO PAST EXISTS FAIL SHIFT HANDOVER EVERY")
_ASKED_FOR = one_of("WHAT WHICH WHO EXISTS JOBS EVERY")
_SHORTEST = 5  # words of a question in which `it` stands for something rather than for nothing
_LONGEST = 7  # words of a turn that may be an omission


def opens_like_a_followup(reading: Reading) -> bool:
    """Whether a turn begins as one that goes on: `e …`, `only …`, `what about …`."""
    if not reading.words:
        return False
    named_place = reading.words[0] in _IN and bool(reading.mentions) and reading.size <= _PLACE_ALONE
    return named_place or reading.words[0] in _OPENERS or bool({"ONLY", "ONES"} & reading.whole.said)


def focus(memory: Memory) -> str | None:
    """The kind of name that was spoken of last."""
    for kind, arg in ((JOB, "job"), (STREAM, "job_stream"), (WORKSTATION, "workstation")):
        if memory.args.get(arg):
            return kind
    remembered = ((JOB, memory.job), (STREAM, memory.job_stream), (WORKSTATION, memory.workstation))
    return next((kind for kind, name in remembered if name), None)


def with_pronoun(part: Part, memory: Memory, reading: Reading) -> Part:
    """The part with what its pronoun means among its concepts; unchanged where it names something itself."""
    said = part.said
    if reading.mentions:
        by_name = not part.mentions and said & {"PRON", "BEHIND"} and named(reading.mentions, JOB)
        return replace(part, said=said | {"JOBREF"}) if by_name else part
    added: set[str] = set()
    there = bool(said & {"PLACE", "ONES"})
    if memory.job_stream and ("STREAMREFW" in said or (there and focus(memory) == STREAM)):
        added.add("STREAMN")
    elif memory.workstation and ("WKSREFW" in said or (there and focus(memory) == WORKSTATION)):
        added |= {"WKSN", "IN_WKS"}
    elif _asks_of_the_last(said):
        added |= _pointed_at(memory, said)
    elif _points(reading, said):
        added |= _pointed_at(memory, said) or ({"JOBREF"} if reading.size <= _SHORTEST else set())
    elif (
        memory.job
        and said & {"WHY", "CAUSE", "DEQUE"}
        and not said & {"JOBS", "WINDOW", "WHICH", "STREAM", "WKS", "ENV", "FIX"}
    ):
        added.add("JOBREF")
    return replace(part, said=said | added) if added else part


def _asks_of_the_last(said: frozenset[str]) -> bool:
    """`há quanto tempo?`, `já abriram chamado?`, `e volta sozinho?`; not `quais voltaram sozinhos`."""
    if "PRON" in said or said & _OF_MANY:
        return False
    return bool(said & _OF_THE_LAST) or ("ALONE" in said and not said & _OF_SEVERAL)


def _points(reading: Reading, said: frozenset[str]) -> bool:
    if "MISS" in said and said & _ASKED_FOR and "its" in reading.words and "it" not in reading.words:
        return False  # `what's gonna miss its sla`: the pronoun means what is asked for
    if "PRON" in said:
        return True
    last = next(
        (w for w, p in zip(reversed(reading.words), reversed(reading.pieces), strict=True) if not p.is_stop), ""
    )
    return "PRONEND" in said and last in ("that", "this", "them", "those", "these")


def _pointed_at(memory: Memory, said: frozenset[str]) -> set[str]:
    kind = JOB if memory.job and "JOBW" in said else focus(memory)
    return {JOB: {"JOBREF"}, STREAM: {"STREAMN"}, WORKSTATION: {"WKSN"}}.get(kind or "", set())


def omitted(reading: Reading, memory: Memory, window: Window | None) -> tuple[str, dict[str, Any]] | None:
    """Tool and arguments of a turn that only changes a filter of the one before; None where it says more."""
    if memory.tool is None or reading.size > _LONGEST or _asks_for_the_shift(reading):
        return None
    if "CONTENT" in reading.whole.said:
        return _numbered(reading, memory, window) or _narrowed(reading, memory, window)
    if reading.mentions:
        return _renamed(reading, memory, window)
    return _listed(reading, memory) or (_moved(memory, window) if window else None)


def _asks_for_the_shift(reading: Reading) -> bool:
    """`turno ontem`, `shift since 22h`: no change of the time of the list before, but the handover."""
    return reading.words[:1] in (("turno",), ("plantao",), ("shift",)) and "SHIFT" in reading.whole.said


def _numbered(reading: Reading, memory: Memory, window: Window | None) -> tuple[str, dict[str, Any]] | None:
    """How many the last list had: counted anew, or listed again where a count takes no such filter."""
    said = reading.whole.said
    only_a_number = "HOWMANY" in said and reading.size <= _SHORTEST and not said & _LIST_WORDS
    if not only_a_number or reading.mentions or window or memory.tool not in ("jobs_in_error", "find_jobs"):
        return None
    if any(memory.args.get(a) for a in ("job_stream", "workstation", "job", "late", "critical", "overrunning")):
        return memory.tool, dict(memory.args)
    status = {"status": "ERROR"} if memory.tool == "jobs_in_error" else {}
    return "count_jobs", status | memory.args


def _listed(reading: Reading, memory: Memory) -> tuple[str, dict[str, Any]] | None:
    """The records behind a number: `quais?` after `quantas falhas hoje?`; a list again: `list them`."""
    if memory.tool not in LIST_TOOLS or reading.size > _SHORTEST or not reading.whole.said & _ASK_FOR_ROWS:
        return None
    if memory.tool != "count_jobs":
        again = "LIST" in reading.whole.said and not reading.whole.said & {"JOBW", "PRON", "PLACE"}
        return (str(memory.tool), dict(memory.args)) if again else None
    kept = {k: v for k, v in memory.args.items() if k in ("since", "until", "status")}
    if kept.get("status") in ("ERROR", "ABEND"):
        kept.pop("status")
        return "jobs_in_error", kept
    return "find_jobs", kept


def _moved(memory: Memory, window: Window) -> tuple[str, dict[str, Any]] | None:
    """The same question about another time; a job's status yesterday is its history."""
    tool = memory.tool or ""
    if tool in WINDOWED:
        return tool, _args_with(memory, window)
    if tool in JOB_TOOLS and memory.job and tool != "watch":
        return "job_history", {"job": memory.job}
    if tool == "watch" and memory.job and window.until:
        return tool, {"job": memory.job, "until": iso(window.until)}
    return ("jobs_in_error", _args_with(replace(memory, args={}), window)) if tool == "environment_health" else None


def _args_with(memory: Memory, window: Window | None) -> dict[str, Any]:
    args = dict(memory.args)
    if window is None:
        return args
    if window.since is not None:
        args.pop("until", None)
    ends = {"since": iso(window.since), "until": iso(window.until)}
    return args | {end: moment for end, moment in ends.items() if moment}


def _renamed(reading: Reading, memory: Memory, window: Window | None) -> tuple[str, dict[str, Any]] | None:
    """The same question about another name, where the turn goes on from the last or answers what was asked back."""
    tool = memory.tool or ""
    mention = reading.mentions[0]
    asked_back = not any(memory.args.get(a) for a in ("job", "query")) and tool in JOB_TOOLS | {"knowledge"}
    if mention.choices or not (opens_like_a_followup(reading) or asked_back):
        return None
    if mention.kind == JOB:
        return _about_job(reading, memory, tool)
    arg = _PLACES[mention.kind]
    if (
        tool in ("jobs_in_error", "find_jobs")
        or tool == f"{'stream' if mention.kind == STREAM else 'workstation'}_status"
    ):
        args = _args_with(memory, window)
        return tool, args | {arg: mention.name}
    if tool == "count_jobs":
        status = memory.args.get("status")
        kept = {k: v for k, v in _args_with(memory, window).items() if k in ("since", "until")}
        if status in ("ERROR", "ABEND"):
            return "jobs_in_error", kept | {arg: mention.name}
        return "find_jobs", kept | ({"status": status} if status else {}) | {arg: mention.name}
    return None


def _about_job(reading: Reading, memory: Memory, tool: str) -> tuple[str, dict[str, Any]] | None:
    jobs = named(reading.mentions, JOB)
    if jobs[0].is_pattern:
        return ("find_jobs", memory.args | {"job": jobs[0].name}) if tool == "find_jobs" else None
    if tool in JOB_TOOLS or (tool == "knowledge" and "job" in memory.args) or (tool == "knowledge" and not memory.args):
        return tool, {"job": jobs[0].name}
    return None


def _narrowed(reading: Reading, memory: Memory, window: Window | None) -> tuple[str, dict[str, Any]] | None:
    """A list narrowed by a state or a trait: `só os críticos`, `and the late ones?`."""
    said = reading.whole.said
    states = said & _LIST_WORDS - {"ONLY"}
    if memory.tool not in LIST_TOOLS or not opens_like_a_followup(reading) or not states or reading.mentions:
        return None
    if said & {"HOWMANY", "JOBREF", "ENV", "WHY", "LOG", "JOBW"} or window is not None:
        return None
    if memory.tool == "count_jobs" and status_of(said) and reading.size <= _SHORTEST:
        return "count_jobs", memory.args | {"status": status_of(said)}
    kept = {k: v for k, v in memory.args.items() if k != "by"}
    if memory.tool == "jobs_in_error" and states <= {"CRIT", "LATE"}:
        kept["status"] = "ERROR"
    if states <= {"CRIT", "LATE"}:
        return "find_jobs", kept | {c.replace("CRIT", "critical").lower(): True for c in states}
    return None
