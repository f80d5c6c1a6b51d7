"""Incidents that are no bad end of a job: what their titles and figures say, and what to ask about them."""

from __future__ import annotations

from datetime import datetime

from bot.cards import Block, Fact, Tone
from bot.presenters.incidents import ENDED, OF_A_JOB, incident_name, reply_command, severity_row
from bot.presenters.pieces import code, excerpt, facts, line, row, state_text
from bot.presenters.teller import Sayable, Teller
from bot.reports import Evidence, Incident, IncidentKind

_TEXT = 300  # characters of a prompt's question
_NOTHING = Evidence()
_OURS = frozenset({"", "LATE", "AT_RISK"})  # no words of the engine: the title says them
_ABOUT = {
    IncidentKind.STUCK: "job_stream",
    IncidentKind.WORKSTATION: "workstation",
    IncidentKind.PROMPT: "prompt",
}
# What to ask next: the question's phrase, and the button's.
_ASKED: dict[IncidentKind, tuple[str, ...]] = {
    IncidentKind.STUCK: ("stream", "errors"),
    IncidentKind.LATE: ("why_waiting", "when_ends", "impact"),
    IncidentKind.AT_RISK: ("when_ends", "why_waiting", "impact"),
    IncidentKind.OVERRUN: ("log", "history", "when_ends"),
    IncidentKind.WORKSTATION: ("workstation", "errors_on"),
    IncidentKind.PROMPT: ("prompts",),
    IncidentKind.PLAN: ("plan", "health"),
    IncidentKind.HWA: ("health",),
}


def condition_title(incident: Incident, teller: Teller) -> str:
    """What stands badly, with the figure that says how badly; once it is over, how it ended."""
    return over_title(incident, teller) if incident.state == "recovered" else _open_title(incident, teller)


def over_title(incident: Incident, teller: Teller) -> str:
    """How it ended well."""
    deadline = (incident.evidence or _NOTHING).deadline
    end = incident.closed_at or incident.updated_at
    if incident.kind is IncidentKind.LATE and deadline and end > deadline:
        return teller.say("kind.over.late.after", name=incident_name(incident), after=end - deadline)
    return teller.say(f"kind.over.{incident.kind}", name=incident_name(incident))


def _open_title(incident: Incident, teller: Teller) -> str:
    name, seen = incident_name(incident), incident.evidence or _NOTHING
    figures: dict[str, Sayable] = {}
    suffix = ""
    match incident.kind:
        case IncidentKind.LATE | IncidentKind.AT_RISK:
            suffix, figures = _deadline_figures(incident, seen)
        case IncidentKind.OVERRUN:
            suffix, figures = _overrun_figures(seen)
        case IncidentKind.WORKSTATION:
            figures = {"problem": _problem(incident, teller), "n": seen.waiting or 0}
            suffix = ".waiting" if seen.waiting else ""
        case IncidentKind.PROMPT if seen.since:
            suffix, figures = ".since", {"since": seen.since}
        case _:
            pass
    return teller.say(f"kind.{incident.kind}{suffix}", name=name, **figures)


def _deadline_figures(incident: Incident, seen: Evidence) -> tuple[str, dict[str, Sayable]]:
    if seen.deadline is None:
        return "", {}
    if incident.kind is IncidentKind.AT_RISK and seen.expected_at:
        return ".expected", {"deadline": seen.deadline, "expected": seen.expected_at}
    return ".deadline", {"deadline": seen.deadline}


def _overrun_figures(seen: Evidence) -> tuple[str, dict[str, Sayable]]:
    if seen.started_at is None:
        return "", {}
    if seen.usual is None:
        return ".started", {"started": seen.started_at}
    return ".usual", {"started": seen.started_at, "usual": seen.usual}


def _problem(incident: Incident, teller: Teller) -> str:
    """How a workstation stands; LIMIT and FENCE come with their number, which the phrase already says."""
    states = (incident.evidence or _NOTHING).states or (incident.internal_status,)
    told = [_state_of_workstation(state, teller) for state in states if state][:2]
    if len(told) == 2 and told[0] != told[1]:
        return teller.say("problem.and", first=told[0], second=told[1])
    return told[0] if told else teller.say("problem.down")


def _state_of_workstation(state: str, teller: Teller) -> str:
    key = f"problem.{state.partition(' ')[0]}"
    return teller.say(key) if teller.phrases.knows(key) else excerpt(state, _TEXT, teller)


def condition_blocks(incident: Incident, teller: Teller) -> tuple[Block, ...]:
    """The figures that it rests on, and what they mean."""
    return (
        *_rows(incident, incident.evidence or _NOTHING, teller),
        *_hint(incident, teller),
        *_reply(incident, teller),
    )


def _reply(incident: Incident, teller: Teller) -> tuple[Block, ...]:
    prompt = (incident.evidence or _NOTHING).prompt
    if incident.kind is not IncidentKind.PROMPT or incident.state in ENDED or not prompt:
        return ()
    command = reply_command(prompt, teller)
    return code(teller, (command,) if command else (), teller.say("prompt.reply"))


def _rows(incident: Incident, seen: Evidence, teller: Teller) -> tuple[Block, ...]:
    is_open = incident.state not in ENDED
    about = _about(incident)
    return facts(
        row(teller, about, incident.job) if about else None,
        severity_row(incident, teller),
        row(teller, "state", _states(incident, seen, teller) if is_open else None),
        row(teller, "question", excerpt(seen.text, _TEXT, teller)) if incident.kind is IncidentKind.PROMPT else None,
        row(teller, "extension", excerpt(seen.text, _TEXT, teller)) if incident.kind is IncidentKind.PLAN else None,
        row(teller, "over_since" if incident.kind is IncidentKind.OVERRUN else "since", _since(seen)),
        _deadline(incident, seen, teller),
        *(_open_rows(seen, teller) if is_open else ()),
        row(teller, "usual", seen.usual),
        row(teller, "taken_by", incident.taken_by if incident.state == "rerunning" else None),
    )


def _about(incident: Incident) -> str:
    """The label of what it is about; empty where the title says it all."""
    if incident.job_name and incident.kind in OF_A_JOB:
        return "job"
    if incident.kind in {IncidentKind.PLAN, IncidentKind.HWA}:
        return ""
    return _ABOUT.get(incident.kind, "job_stream")


def _since(seen: Evidence) -> datetime | None:
    """When it began, where the deadline does not say it."""
    return None if seen.since == seen.deadline else seen.since


def _open_rows(seen: Evidence, teller: Teller) -> tuple[Fact | None, ...]:
    return (
        row(teller, "expected", seen.expected_at),
        row(teller, "start_by", seen.latest_start, Tone.WARNING),
        row(teller, "started", seen.started_at),
        row(teller, "waiting_jobs", seen.waiting),
        row(teller, "blocked_by", seen.blocked_by),
    )


def _states(incident: Incident, seen: Evidence, teller: Teller) -> str:
    """The engine's words with their meaning; none where another row says the same."""
    if incident.kind is IncidentKind.HWA or (incident.kind is IncidentKind.PLAN and seen.text):
        return ""
    words = seen.states or (incident.internal_status,)
    return ", ".join(state_text(excerpt(word, _TEXT, teller), teller) for word in words if word not in _OURS)


def _deadline(incident: Incident, seen: Evidence, teller: Teller) -> Fact | None:
    label = "plan_ends" if incident.kind is IncidentKind.PLAN else "deadline"
    if seen.deadline is None or incident.state in ENDED or seen.deadline > teller.now:
        return row(teller, label, seen.deadline)
    return row(teller, label, teller.say("alert.late", deadline=seen.deadline), Tone.BAD)


def _hint(incident: Incident, teller: Teller) -> tuple[Block, ...]:
    if incident.state in ENDED:
        return ()
    start = (incident.evidence or _NOTHING).latest_start
    if incident.kind is IncidentKind.AT_RISK and start and start > teller.now:
        return line(teller.say("hint.at_risk", start=start, zone=teller.zone(start)))
    key = f"hint.{incident.kind}"
    told = incident.kind is not IncidentKind.AT_RISK and teller.phrases.knows(key)
    return line(teller.say(key)) if told else ()


def condition_questions(incident: Incident, teller: Teller) -> tuple[tuple[str, str], ...]:
    """What to ask about it: the button's text and the question."""
    asked = [(f"press.{word}", f"ask.{word}", _asked_about(incident)) for word in _questions(incident)]
    blocker = (incident.evidence or _NOTHING).blocked_by
    if blocker:
        asked.append(("press.blocker", "ask.status", blocker))
    elif incident.kind is IncidentKind.PROMPT and incident.job_name:
        asked.append(("press.why_waiting", "ask.why_waiting", incident.job_name))
    return tuple((teller.say(text), teller.phrases.say(question, name=about)) for text, question, about in asked)


def _questions(incident: Incident) -> tuple[str, ...]:
    if incident.kind in OF_A_JOB and not incident.job_name:
        return _ASKED[IncidentKind.STUCK]
    states = (incident.evidence or _NOTHING).states
    if incident.kind is IncidentKind.LATE and "EXEC" in (*states, incident.internal_status):
        return _ASKED[IncidentKind.OVERRUN]
    return _ASKED.get(incident.kind, ())


def _asked_about(incident: Incident) -> str:
    """The name to ask with: a job stream's own, a job's key."""
    return (incident.job_stream if _about(incident) == "job_stream" else "") or incident.job
