"""Reads the banks of questions and judges what was understood, by the rules of the shared evaluation."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.agent.understanding import Memory, Understanding, next_memory, understand
from tests.bot.agent.understanding.made_up_plan import PLACEHOLDERS, names_in

NOW = datetime.fromisoformat("2026-11-22T03:12:00-03:00")
BANKS = Path(__file__).parent / "bank"
FILTERS = ("job", "job_stream", "workstation", "status", "late", "critical", "action", "about")
# what each list of jobs is made to show
LISTED = ("JOB1", "JOB2", "JOB_RUNNING", "JOB_WAITING")
LISTS = {"jobs_in_error", "find_jobs"}
TAKES = {
    "count_jobs": {"status", "by", "since", "until"},
    "jobs_in_error": {"since", "until", "job_stream", "workstation"},
    "find_jobs": {"job", "status", "job_stream", "workstation", "since", "until", "late", "critical"},
    "stream_status": {"job_stream"},
    "workstation_status": {"workstation"},
    "knowledge": {"query", "job"},
    "handover": {"since", "until", "about", "only"},
    "watch": {"job", "until", "action"},
}
NO_NAMES = {"environment_health", "prompts", "resources", "plan_info"}


@dataclass(frozen=True)
class Turn:
    """What is typed and what it should be taken for."""

    text: str
    kind: str
    tools: tuple[str, ...] = ()
    args: dict[str, Any] = field(default_factory=dict)
    free: frozenset[str] = frozenset()
    others: tuple[Turn, ...] = ()  # expectations that are right as well


def conversations(bank: Path, names: Mapping[str, str] = PLACEHOLDERS) -> list[list[Turn]]:
    """The conversations of a bank, names filled in."""
    found: list[list[Turn]] = []
    for line in bank.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        goes_on = line.startswith("+ ")
        expected, _, text = line.removeprefix("+ ").partition(" :: ")
        if not goes_on:
            found.append([])
        first, *others = (_turn(_filled(e, names), _filled(text, names)) for e in expected.split(" || "))
        found[-1].append(replace(first, others=tuple(others)))
    return found


def faults(conversation: list[Turn], names: Mapping[str, str] = PLACEHOLDERS) -> Iterator[str]:
    """What was understood wrongly in a conversation."""
    memory = Memory()
    for turn in conversation:
        meant = understand(turn.text, names=names_in(turn.text), memory=memory, now=NOW)
        memory = next_memory(memory, meant)
        if any(call.tool in LISTS for call in meant.calls):
            memory = replace(memory, listed=tuple(names[name] for name in LISTED))
        fault = _fault(turn, meant)
        if fault and all(_fault(other, meant) for other in turn.others):
            yield f"{turn.text!r}: {fault}"


def _filled(text: str, names: Mapping[str, str]) -> str:
    def name(match: re.Match[str]) -> str:
        word = match.group(1)
        return names[word] if word.isupper() else names[word.upper()].lower()

    return re.sub(r"\{(\w+)\}", name, text)


def _turn(expected: str, text: str) -> Turn:
    head, *rest = shlex.split(expected)
    if head.startswith("("):
        return Turn(text, head.strip("()"))
    pairs = [word.partition("=") for word in rest if not word.startswith("~") and not word.startswith("w=")]
    args = {key.removesuffix("_any"): value.split(",") for key, _, value in pairs}
    if "since" in args:
        args.setdefault("until", [""])
    return Turn(text, "answer", tuple(head.split("|")), args, frozenset(w[1:] for w in rest if w.startswith("~")))


def _fault(turn: Turn, meant: Understanding) -> str | None:
    if turn.kind != "answer":
        wrong = meant.calls or (turn.kind == "clarify" and not meant.suggestions)
        return f"took it for {meant.kind} {meant.calls}" if wrong else None
    found = [_call_fault(turn, call.tool, call.args) for call in meant.calls]
    if not found or len(found) > 4:
        return f"{meant.kind}, {len(found)} calls"
    return None if None in found else found[-1]


def _call_fault(turn: Turn, tool: str, args: dict[str, Any]) -> str | None:
    if tool not in turn.tools:
        return f"called {tool} {args}"
    takes = TAKES.get(tool, set() if tool in NO_NAMES else {"job"})
    for arg, wanted in turn.args.items():
        if arg in takes and arg not in turn.free and not any(_same(arg, value, args.get(arg)) for value in wanted):
            return f"{tool} {arg} {args.get(arg)!r}"
    asked = turn.args.keys() | turn.free
    unasked = [arg for arg in FILTERS if args.get(arg) not in (None, False, "") and arg not in asked]
    return f"{tool} {unasked} not asked for" if unasked else None


def _same(arg: str, wanted: str, given: Any) -> bool:
    if arg in ("since", "until"):
        return _same_time(wanted, given)
    if arg == "query":
        return " ".join(re.findall(r"\w+", wanted.lower())) in " ".join(re.findall(r"\w+", str(given).lower()))
    return str(given).upper().replace("@", "*") == wanted.upper().replace("@", "*")


def _same_time(wanted: str, given: Any) -> bool:
    if not wanted or given is None:
        return not wanted and given is None
    full = wanted if len(wanted) > 8 else f"2026-11-{wanted}:00-03:00"
    return abs((datetime.fromisoformat(given) - datetime.fromisoformat(full)).total_seconds()) <= 60
