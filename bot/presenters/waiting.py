"""Why a job has not started."""

from __future__ import annotations

from collections.abc import Iterable

from bot.cards import Block, Card, Tone
from bot.presenters.jobs import job_questions
from bot.presenters.pieces import (
    Draft,
    bullets,
    facts,
    freshness,
    job_handle,
    job_tone,
    line,
    numbered,
    other_keys,
    row,
    state_tone,
    verdict,
)
from bot.presenters.records import gate_fact, job_fact
from bot.presenters.teller import Teller, statement
from tws.models import Job
from tws.reports import Gate, WaitingReport

_NOT_STARTED = frozenset({"WAITING", "READY", "HELD", "BLOCKED", "UNDECIDED"})
_TIMES = frozenset({"time", "stream_time"})
_LIMITS = frozenset({"limit", "stream_limit"})
_TIMED = frozenset({"time", "stream_time", "until_passed"})
_MEASURED = frozenset({"limit", "stream_limit", "fence", "priority_zero"})  # their state is said in words
_LISTED = 12
_HOLDERS = 3


def waiting_answer(report: WaitingReport, teller: Teller) -> Draft:
    """The gate that matters most in the title, all closed gates below, the chain to the root."""
    job = report.job
    if job.status not in _NOT_STARTED or job.internal_status == "PEND" or job.canceled:
        return _started(report, teller)
    teller.note(job_fact(report.job))
    shut = [gate for gate in report.gates if gate.satisfied is False]
    unsure = [gate for gate in report.gates if gate.satisfied is None]
    met = len(report.gates) - len(shut) - len(unsure)
    blocks = (
        *facts(row(teller, "job", report.job.key), row(teller, "scheduled", report.job.scheduled_at)),
        *bullets(_told(shut, teller), teller.say("waiting.open")),
        *bullets(_told(unsure, teller), teller.say("waiting.unsure")),
        *_chain(report, teller),
        *(line(teller.say("waiting.met", n=met), "muted") if met else ()),
        *(_hint(report.job, teller) if not shut and not unsure else ()),
        *other_keys(report.others, teller),
    )
    card = Card(
        title=_title(report, shut, unsure, teller),
        tone=_tone(report, shut),
        blocks=blocks,
        footer=freshness(report, teller),
    )
    return card, _questions(report, shut, teller)


def _started(report: WaitingReport, teller: Teller) -> Draft:
    shut = [gate for gate in report.gates if gate.satisfied is not True]
    ran = report.job.run is not None
    card = Card(
        title=verdict(report.job, teller, report.as_of),
        tone=job_tone(report.job),
        blocks=(
            *facts(row(teller, "job", report.job.key)),
            *bullets(_told(shut, teller), teller.say("waiting.open")),
            *(line(teller.say("waiting.started")) if ran and not shut else ()),
            *other_keys(report.others, teller),
        ),
        footer=freshness(report, teller),
    )
    return card, job_questions(report.job, teller, job_handle(report.job, report.others), but="ask.why_waiting")


def _title(report: WaitingReport, shut: list[Gate], unsure: list[Gate], teller: Teller) -> str:
    name = report.job.name
    if not shut and unsure:
        return teller.say("waiting.only_unsure", name=name, n=len(unsure))
    if not shut:
        return teller.say("waiting.free", name=name)
    first = gate_text(shut[0], teller)
    if len(shut) == 1:
        title = teller.say("waiting.title", name=name, gate=first)
    else:
        title = teller.say("waiting.more", name=name, gate=first, n=len(shut) - 1)
    if len(report.root) > 1 and report.root_state and report.root[-1] != shut[0].name:
        return teller.say("waiting.root", title=title, root=report.root[-1], state=report.root_state)
    return title


def _tone(report: WaitingReport, shut: list[Gate]) -> Tone:
    tones = [state_tone(report.root_state), *(state_tone(gate.state) for gate in shut)]
    if Tone.BAD in tones:
        return Tone.BAD
    return Tone.WARNING if any(gate.kind not in _TIMES for gate in shut) or report.job.late else Tone.NEUTRAL


def _told(gates: list[Gate], teller: Teller) -> Iterable[str]:
    for gate in gates[:_LISTED]:
        teller.note(gate_fact(gate))
        yield gate_text(gate, teller)
    if len(gates) > _LISTED:
        yield teller.say("list.more", n=len(gates) - _LISTED)


def gate_text(gate: Gate, teller: Teller) -> str:
    """One gate as a clause, with what the engine says about it."""
    text = _measured(gate, _clause(gate, teller), teller)
    if gate.text:
        text = teller.say("gated.text", gate=text, text=gate.text)
    if gate.holders:
        text = teller.say("gated.holders", gate=text, holders=", ".join(gate.holders[:_HOLDERS]))
    stated = gate.state and gate.kind not in _MEASURED
    return teller.say("gated.state", gate=text, state=gate.state) if stated else text


def _clause(gate: Gate, teller: Teller) -> str:
    key = f"gate.{gate.kind}"
    if gate.until is None and gate.kind in _TIMED:
        return teller.say(f"{key}.untold")
    until = teller.tell(gate.until) if gate.until else ""
    return teller.say(key if teller.phrases.knows(key) else "gate.other", name=gate.name, until=until)


def _measured(gate: Gate, text: str, teller: Teller) -> str:
    if gate.kind in _LIMITS:
        running, _, limit = gate.state.partition("/")
        if limit in {"", "0"}:
            return teller.say("gated.zero", gate=text) if limit else text
        return teller.say("gated.room", gate=text, running=running, limit=limit)
    if gate.kind == "fence" and gate.available is not None:
        return teller.say("gated.fenced", gate=text, priority=gate.available, fence=gate.state)
    if gate.kind == "resource" and gate.needed is not None and gate.available is not None:
        return teller.say("gated.units", gate=text, needed=gate.needed, available=gate.available)
    return text


def _chain(report: WaitingReport, teller: Teller) -> tuple[Block, ...]:
    if len(report.root) < 2:
        return ()
    teller.note(statement("chain", keys=list(report.root), state=report.root_state))
    *nearer, last = report.root
    end = teller.say("gated.state", gate=last, state=report.root_state) if report.root_state else last
    return numbered((*nearer, end), teller, teller.say("waiting.chain"))


def _hint(job: Job, teller: Teller) -> tuple[Block, ...]:
    return line(teller.say("waiting.free_hint", workstation=job.workstation))


def _questions(report: WaitingReport, shut: list[Gate], teller: Teller) -> tuple[str, ...]:
    name = job_handle(report.job, report.others)
    told = [teller.phrases.say(key, name=name) for key in ("ask.when_starts", "ask.impact")]
    if report.root:
        bad = state_tone(report.root_state) is Tone.BAD
        told.insert(0, teller.phrases.say("ask.diagnose" if bad else "ask.status", name=report.root[-1]))
    if any(gate.kind in {"workstation_unlinked", "workstation_stopped", "limit", "fence"} for gate in shut):
        told.append(teller.phrases.say("ask.workstation", name=report.job.workstation))
    return tuple(told)
