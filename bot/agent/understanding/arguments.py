"""The arguments of a tool, from what a part of the text says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.agent.understanding.reading import Part, Reading
from bot.agent.understanding.records import JOB, STREAM, WORKSTATION, Mention, Window
from bot.agent.understanding.tables import one_of

JOB_TOOLS = one_of("job_status job_log diagnose why_waiting impact job_history estimate watch")
LIST_TOOLS = one_of("jobs_in_error find_jobs count_jobs")
WINDOWED = LIST_TOOLS | {"handover"}
TIMED = WINDOWED | {"watch"}  # tools whose answer hangs on a time that the text gives

# the first concept that a text holds gives the status
_STATUSES = (
    ("PENDCONF", "PEND"), ("FAILWORD", "FAIL"), ("NOLAUNCH", "FAIL"), ("ABEND", "ABEND"), ("FAIL", "ERROR"),
    ("CANCELLED", "CANCELED"), ("SUPPRESSED", "SUPPRESS"), ("UNDECIDED", "UNDECIDED"), ("HELD", "HELD"),
    ("READY", "READY"),
    ("STUCK", "BLOCKED"), ("LONG", "RUNNING"), ("RUNNING", "RUNNING"), ("SUCC", "SUCC"), ("WAITING", "WAITING"),
)  # fmt: skip
_BY = (("BYSTATUS", "status"), ("BYSTREAM", "stream"), ("BYWKS", "workstation"))
_FRAME = re.compile(
    r"^\W*(?:(?:como|how|what|que|q|o|a|os|as|e|and|is|the|to|do|does|i|we|eu|se|me|mean|means|significa|quer|dizer|trata|tratar|trato|resolve|resolver|resolvo|"
    r"corrige|corrigir|corrijo|fix|solve|handle|deal|with|for|para|pra|solucao|solu[cç][aã]o|solution|de|da|about|sobre|when|quando|you|voce|vc|get|"
    r"procurar?|procura|busca|buscar|search|look|up|find|planilha|sheet|kb|knowledge|base|oq|qual|whats|what's|erro:|error:|por|favor|please|pls|oi|hi)\b\W*)+",
    re.IGNORECASE,
)
# the question that stands behind what is asked about: `ORA-01555 o que fazer?`
_AFTER = re.compile(
    r"[\s,.:;!?\-]+(?:e\s+(?:agora|a[ií])"
    r"|(?:o\s*que|oq|o\s*q|q)\s+(?:(?:eu\s+)?fa[cç]o|fazer|significa|[eé]|quer dizer|a gente faz)"
    r"|como\s+(?:eu\s+)?(?:se\s+)?(?:resolv\w+|trat\w+|corrig\w+|arrum\w+|fa[cç]o|proced\w+)"
    r"|significa\s+(?:o\s*que|oq|o\s*q)|sabe\s+resolver"
    r"|(?:qual\s+(?:o|[eé]\s+o)\s+)?(?:procedimento|solu[cç][aã]o|runbook)"
    r"|what\s+(?:now|do\s+i\s+do|to\s+do|does\s+(?:it|that|this)\s+mean)"
    r"|(?:any\s+)?(?:runbook|procedure|fix|ideas?)"
    r"|how\s+(?:do\s+(?:i|we)|to)\s+(?:fix|solve|handle)(?:\s+(?:it|this|that))?)[\s?!.]*\Z",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"[\s,!?.]*(?:\b(?:por favor|pfv|pf|please|pls|obrigad[oa]|obg|thanks|thx|valeu)\b[\s,!?.]*)*$", re.IGNORECASE
)


def named(mentions: Sequence[Mention], kind: str) -> tuple[Mention, ...]:
    """The mentions of one kind, patterns among them."""
    return tuple(m for m in mentions if m.kind == kind)


def iso(moment: datetime | None) -> str | None:
    """A moment as tools take it: ISO 8601 with offset, to the second."""
    return moment.isoformat(timespec="seconds") if moment else None


def window_args(tool: str, window: Window | None, now: datetime | None = None) -> dict[str, Any]:
    """`since` and `until` for a tool that takes them; an open end is left out.

    A handover looks back to `since` and ahead to `until`; where `now` is given, an end that has no beginning is ahead.
    """
    if window is None or tool not in WINDOWED:
        return {}
    since, until = window.since, window.until
    if now is not None and since is None and until is not None:
        since = now if tool != "handover" else None
        until = until + timedelta(days=1) if until <= now else until
    elif tool == "handover":
        since, until = (None, until) if window.ahead else (since, None)
    ends = {"since": iso(since), "until": iso(until)}
    return {end: moment for end, moment in ends.items() if moment}


def looks_ahead(tool: str, said: frozenset[str]) -> bool:
    """Whether a part that names only an end means one that is still to come: `vai rodar até as 6h`."""
    if tool == "handover":
        return True
    return tool == "find_jobs" and bool(said & {"WILL", "LEFT"}) and not said & {"FAIL", "PAST"}


def arguments(
    tool: str, part: Part, reading: Reading, window: Window | None, now: datetime | None = None
) -> dict[str, Any]:
    """The arguments of a tool that needs no single job; `now` tells ends that are still to come."""
    ahead = looks_ahead(tool, part.said | reading.whole.said)
    args = window_args(tool, window, now if ahead else None)
    if tool in ("jobs_in_error", "find_jobs"):
        args |= _places(part, reading)
    if tool == "find_jobs":
        args |= _conditions(part.said) | _pattern(part, reading)
    if tool == "count_jobs":
        args |= _counted(part.said)
    if tool == "stream_status":
        args |= _place("job_stream", STREAM, part, reading)
    if tool == "workstation_status":
        args |= _place("workstation", WORKSTATION, part, reading)
    if tool == "handover":
        subject = next((m.name for m in reading.mentions if not m.is_pattern), None)
        args |= {"about": subject} if subject else {}
    if tool == "knowledge":
        args["query"] = query_of(reading)
    return args


def status_of(said: frozenset[str]) -> str | None:
    """The status that a text speaks of, in the plan's words; None where it names none."""
    if {"MISS", "PAST"} <= said or ("LATE" in said and not said & {"WAITING", "HELD", "FAIL"}):
        return None
    if "LATE" in said and "RUNNING" in said:
        return None
    for concept, status in _STATUSES:
        if concept in said:
            return "WAITING" if _is_to_come(said) and status in ("RUNNING", "READY") else status
    if _is_to_come(said):
        return "WAITING"
    if said & {"NOT", "LEFT", "WILL"} and said & {"START", "RUN", "END", "NOSTART"}:
        return "WAITING"
    return "SUCC" if {"END", "PAST"} <= said else None


def _is_to_come(said: frozenset[str]) -> bool:
    """Whether jobs are spoken of that are still to start: `o que roda na próxima hora`."""
    return "COMING" in said and bool(said & {"START", "RUN", "RUNNING", "ETA"})


def query_of(reading: Reading) -> str:
    """The words of a question that a sheet is searched for, as typed, without the frame and the courtesies."""
    text = re.sub(r"\s+", " ", reading.text).strip()
    bare = _AFTER.sub("", _COURTESY.sub("", _FRAME.sub("", text, count=1))).strip(" \"'`\u201c\u201d.,:;-")
    return bare if len(bare) > 2 else text


def _places(part: Part, reading: Reading) -> dict[str, Any]:
    return _place("job_stream", STREAM, part, reading) | _place("workstation", WORKSTATION, part, reading)


def _place(arg: str, kind: str, part: Part, reading: Reading) -> dict[str, Any]:
    found = named(part.mentions, kind) or named(reading.mentions, kind)
    if part.said & {"STARTS", "ENDSWITH", "CONTAINS"}:
        typed = {m.at: reading.pieces[m.at].raw.upper() for m in found}
        found = tuple(m for m in found if m.name == typed[m.at] != reading.stem)
    return {arg: _name_or_beginning(found[0])} if found else {}


def _name_or_beginning(mention: Mention) -> str:
    """The name; where several names go on from what was typed, the pattern of them all."""
    begun = mention.typed.upper()
    several = len(mention.choices) > 1 and begun and all(name.upper().startswith(begun) for name in mention.choices)
    return f"{begun}*" if several else mention.name


def _conditions(said: frozenset[str]) -> dict[str, Any]:
    status = "PEND" if {"WAITING", "CONFIRM"} <= said else status_of(said)
    args: dict[str, Any] = {"status": status} if status else {}
    if "LATE" in said or {"MISS", "PAST"} <= said:
        args["late"] = True
    if "LONG" in said:
        args["overrunning"] = True
    if "CRIT" in said:
        args["critical"] = True
    return args


def _counted(said: frozenset[str]) -> dict[str, Any]:
    by = next((value for concept, value in _BY if concept in said), None)
    if by is None and "STREAM" in said and said & {"HOWMANY", "MORE"}:
        by = "stream"
    if by is None and "MORE" in said and said & {"WKS", "WKSES"}:
        by = "workstation"
    if by is None and "BREAKDOWN" in said:
        by = "workstation" if "WKS" in said else "stream" if "STREAM" in said else "status"
    status = status_of(said - {"LONG"}) if "LEFT" not in said else "WAITING"
    return ({"by": by} if by else {}) | ({"status": status} if status else {})


def _pattern(part: Part, reading: Reading) -> dict[str, Any]:
    patterns = [m.name for m in named(reading.mentions, JOB) if m.is_pattern]
    if patterns:
        return {"job": patterns[0]}
    affix = next((a for a in ("STARTS", "ENDSWITH", "CONTAINS") if a in part.said), None)
    stem = _stem(reading) if affix else None
    if stem is None:
        return {}
    return {"job": {"STARTS": f"{stem}*", "ENDSWITH": f"*{stem}", "CONTAINS": f"*{stem}*"}[affix or "STARTS"]}


def _stem(reading: Reading) -> str | None:
    """The beginning of a name that the text gives: after `starting with`, a name, or the word after `com`."""
    if reading.stem:
        return reading.stem
    if reading.mentions:
        return reading.pieces[reading.mentions[0].at].raw.upper()
    for at, word in enumerate(reading.words[:-1]):
        if word in (
            "com",
            "with",
            "w",
            "por",
            "prefixo",
            "prefix",
            "con",
            "like",
            "matching",
            "contendo",
            "containing",
        ):
            following = reading.pieces[at + 1]
            if not following.is_stop and following.word not in ("o", "a", "the", "prefixo", "prefix"):
                return following.raw.upper()
    return None
