"""Alerts: the card of an incident through its life, replies in its thread, and an engine that cannot be reached."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.cards import Actions, Block, Button, Card, Tone
from bot.presenters.diagnosis import diagnosis_blocks
from bot.presenters.pieces import bullets, code, facts, job_tone, line, row, state_text, state_tone, verdict
from bot.presenters.records import incident_fact
from bot.presenters.shift import incident_tone
from bot.presenters.teller import Teller, statement
from bot.presenters.troubles import error_card
from bot.reports import DiagnosisReport, Incident
from tws.models import Job
from tws.reports import Trouble

_ENDED = frozenset({"recovered", "cancelled", "gone"})
_LISTED = 15
_ASKED = {"alert.why": "ask.diagnose", "alert.log": "ask.log", "alert.impact": "ask.impact"}


def alert_card(
    incident: Incident, diagnosis: DiagnosisReport | None, teller: Teller, *, can_take: bool = False
) -> Card:
    """The root card of an incident, edited in place over its life. `can_take` adds "I'm on it"."""
    teller.note(incident_fact(incident))
    return Card(
        title=_title(incident, teller),
        tone=incident_tone(incident),
        blocks=(
            *line(_state_line(incident, teller)),
            *_rows(incident, teller),
            *_diagnosis(incident, diagnosis, teller),
            *_buttons(incident, teller, can_take=can_take),
        ),
        footer=_footer(incident.environment, incident.updated_at, teller),
    )


def _title(incident: Incident, teller: Teller) -> str:
    key = f"alert.title.{incident.state}"
    return teller.say(
        key if teller.phrases.knows(key) else "alert.title.open",
        name=incident.job_name,
        status=incident.internal_status,
        rc=_return_code(incident, teller),
    )


def _return_code(incident: Incident, teller: Teller) -> str:
    if incident.return_code is None:
        return ""
    return teller.say("said.rc", code=str(incident.return_code))


def _state_line(incident: Incident, teller: Teller) -> str:
    key = f"alert.state.{incident.state}"
    closed = incident.closed_at or incident.updated_at
    return teller.say(
        key if teller.phrases.knows(key) else "alert.state.open",
        opened=incident.opened_at,
        zone=teller.zone(incident.opened_at),
        updated=incident.updated_at,
        closed=closed,
        lasted=closed - incident.opened_at,
        who=incident.taken_by or teller.say("alert.someone"),
    )


def _rows(incident: Incident, teller: Teller) -> tuple[Block, ...]:
    number = incident.run_number
    word = incident.internal_status
    return facts(
        row(teller, "job", incident.job),
        row(teller, "state", state_text(word, teller) if incident.state not in _ENDED else None, state_tone(word)),
        row(teller, "workstation", incident.workstation),
        row(teller, "run_number", str(number) if number is not None else None),
        row(teller, "taken_by", incident.taken_by),
    )


def _diagnosis(incident: Incident, diagnosis: DiagnosisReport | None, teller: Teller) -> tuple[Block, ...]:
    if diagnosis is not None:
        return diagnosis_blocks(diagnosis, teller)
    told = code(teller, (incident.error_line,) if incident.error_line else (), teller.say("log.error_lines"))
    blocked = (teller.say("diagnosis.blocked", n=incident.blocked),) if incident.blocked else ()
    pending = line(teller.say("alert.no_diagnosis"), "muted") if incident.state == "open" else ()
    return (*told, *bullets(blocked, teller.say("diagnosis.impact")), *pending)


def _buttons(incident: Incident, teller: Teller, *, can_take: bool) -> tuple[Block, ...]:
    if incident.state in _ENDED:
        return ()
    take = Button(text=teller.say("alert.take"), action="take", value=incident.id)
    return (
        Actions(buttons=(*((take,) if can_take and incident.state == "open" else ()), *_asks(incident.job, teller))),
    )


def _footer(environment: str, moment: datetime, teller: Teller) -> str:
    text = teller.moment(moment, seconds=True)
    return teller.say("alert.footer", moment=text, zone=teller.zone(moment), environment=environment)


def progress_card(incident: Incident, what: str, teller: Teller) -> Card:
    """A reply in the incident's thread: what happened, when, how long after the error.

    `what`: failed_again, reopened, rerunning, recovered, cancelled, gone, taken; other words are shown as they are.
    """
    teller.note(incident_fact(incident))
    key = f"progress.{what}"
    text = teller.say(
        key if teller.phrases.knows(key) else "reply.other",
        name=incident.job_name,
        status=incident.internal_status,
        rc=_return_code(incident, teller),
        who=incident.taken_by or teller.say("alert.someone"),
        what=what,
    )
    when = teller.say(
        "reply.at",
        moment=incident.updated_at,
        zone=teller.zone(incident.updated_at),
        age=incident.updated_at - incident.opened_at,
    )
    return Card(title=text, tone=_progress_tone(what), footer=when)


def _progress_tone(what: str) -> Tone:
    if what in {"failed_again", "reopened"}:
        return Tone.BAD
    return Tone.GOOD if what == "recovered" else Tone.NEUTRAL


def unreachable_card(trouble: Trouble, teller: Teller) -> Card:
    """That alerts have stopped because HWA cannot be reached, and why."""
    why = error_card(trouble, teller)
    return Card(
        title=teller.say("unreachable.title"),
        tone=Tone.BAD,
        blocks=(*line(teller.say("unreachable.text")), *line(why.title, "strong"), *why.blocks),
        footer=_footer(trouble.environment, trouble.as_of, teller),
    )


def back_card(trouble: Trouble, back_at: datetime, teller: Teller) -> Card:
    """That HWA answers again after that trouble, and how long it did not."""
    return Card(
        title=teller.say("back.title"),
        tone=Tone.GOOD,
        blocks=line(teller.say("back.after", outage=back_at - trouble.as_of)),
        footer=_footer(trouble.environment, back_at, teller),
    )


def group_card(incidents: Sequence[Incident], total: int, what: str, teller: Teller) -> Card:
    """Many incidents in one message, of which some are given.

    `what`: standing (they stood before the first look) or storm (too many at once for a card each).
    """
    shown = incidents[:_LISTED]
    for incident in shown:
        teller.note(incident_fact(incident))
    told = [f"{incident.job}: {incident.internal_status}{_return_code(incident, teller)}" for incident in shown]
    if total > len(shown):
        told.append(teller.say("list.more", n=total - len(shown)))
    return Card(
        title=teller.say("group.standing" if what == "standing" else "group.storm", n=total),
        tone=Tone.WARNING if what == "standing" else Tone.BAD,
        blocks=(*bullets(told), *_ask_errors(teller)),
        footer=_footer(incidents[0].environment, incidents[0].updated_at, teller) if incidents else "",
    )


def _ask_errors(teller: Teller) -> tuple[Block, ...]:
    question = teller.phrases.say("ask.errors")
    return (Actions(buttons=(Button(text=teller.say("alert.all"), action="ask", value=question),)),)


def watch_card(key: str, job: Job | None, what: str, teller: Teller) -> Card:
    """What became of a watched job. `what`: ended, late (still to end), until (time is up), gone (`job` is None)."""
    teller.note(statement("watch", jobs=[key], what=what))
    if job is None:
        return Card(title=teller.say("told.gone", name=key), tone=Tone.WARNING)
    rows = facts(row(teller, "job", job.key), row(teller, "deadline", job.deadline))
    ended = what == "ended"
    state = verdict(job, teller, teller.now)
    return Card(
        title=state if ended else teller.say(f"told.{what}", name=job.name),
        tone=job_tone(job) if ended else Tone.WARNING,
        blocks=(*line("" if ended else state), *rows, *_watch_buttons(job, teller)),
        footer=teller.say("told.footer", moment=teller.now, zone=teller.zone()),
    )


def _watch_buttons(job: Job, teller: Teller) -> tuple[Block, ...]:
    if not job.in_error:
        return ()
    return (Actions(buttons=_asks(job.key, teller)),)


def _asks(name: str, teller: Teller) -> tuple[Button, ...]:
    return tuple(
        Button(text=teller.say(text), action="ask", value=teller.phrases.say(question, name=name))
        for text, question in _ASKED.items()
    )
