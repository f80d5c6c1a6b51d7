"""The card of an incident of any kind through its life, edited in place, and that it comes late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.cards import Block, Card, Fact, Text, Tone
from bot.presenters.buttons import incident_buttons
from bot.presenters.conditions import condition_blocks, condition_title
from bot.presenters.diagnosis import diagnosis_blocks
from bot.presenters.groups import cause_line, effect_lines, moved_to
from bot.presenters.incidents import (
    ENDED,
    asked_prompt,
    footer,
    held_lines,
    incident_name,
    incident_tone,
    is_bad_end,
    prompt_text,
    return_code,
    severity_row,
    timeline,
    titled,
)
from bot.presenters.lives import answer, count_line, said_solved, solved_line, state_since
from bot.presenters.pieces import bullets, code, facts, line, row, state_text, state_tone
from bot.presenters.records import incident_fact
from bot.presenters.teller import Teller
from bot.reports import DiagnosisReport, Happening, Incident

_URGENCY = (Tone.NEUTRAL, Tone.GOOD, Tone.WARNING, Tone.BAD)
NOTHING_CAN: frozenset[str] = frozenset()


def alert_card(
    incident: Incident,
    diagnosis: DiagnosisReport | None,
    teller: Teller,
    *,
    can: frozenset[str] = NOTHING_CAN,
    happenings: Sequence[Happening] = (),
    effects: Sequence[Incident] = (),
    cause: Incident | None = None,
) -> Card:
    """The root card of an incident, edited in place over its life.

    `can` are the buttons that the platform handles: take, solved, not_solved, snooze. `happenings` are its
    life so far, oldest first; `effects` some or all of the incidents that follow from it, `cause` the one that it
    follows from itself.
    """
    teller.note(incident_fact(incident))
    is_answered = answer(happenings) is not None
    solved = said_solved(incident, happenings)
    moved = moved_to(incident, happenings, cause)
    if solved is not None:
        can -= {"snooze"}
    return Card(
        title=titled(_title(incident, teller, solved=solved is not None, moved=moved), incident, teller),
        tone=min(incident_tone(incident), Tone.WARNING, key=_URGENCY.index) if moved else incident_tone(incident),
        blocks=(
            *solved_line(solved, teller),
            *cause_line(incident, cause, teller, moved=bool(moved)),
            *line(_state_line(incident, happenings, teller)),
            *count_line(happenings, teller),
            *held_lines(incident, teller),
            *(_bad_end(incident, diagnosis, teller) if is_bad_end(incident) else condition_blocks(incident, teller)),
            *effect_lines(incident, effects, teller),
            *timeline(happenings, teller),
            *incident_buttons(incident, diagnosis, teller, can=can, is_answered=is_answered),
        ),
        footer=footer(incident.environment, incident.updated_at, teller),
    )


def delayed(card: Card, by: timedelta, teller: Teller) -> Card:
    """The card with its delay told before all else."""
    told = Text(text=teller.say("delayed.by", by=by), style="strong")
    return replace(card, blocks=(told, *card.blocks))


def _title(incident: Incident, teller: Teller, *, solved: bool, moved: str) -> str:
    title = _own_title(incident, teller, solved=solved)
    return teller.say("alert.moved_title", title=title, name=moved) if moved else title


def _own_title(incident: Incident, teller: Teller, *, solved: bool) -> str:
    if is_bad_end(incident):
        return _bad_end_title(incident, teller, solved=solved)
    if incident.state in {"cancelled", "gone"}:
        return teller.say(f"alert.title.{incident.state}", name=incident_name(incident))
    title = condition_title(incident, teller)
    return teller.say("alert.taken_title", title=title) if incident.state == "acknowledged" else title


def _bad_end_title(incident: Incident, teller: Teller, *, solved: bool) -> str:
    key = f"alert.title.{'solved' if solved and incident.state != 'rerunning' else incident.state}"
    return teller.say(
        key if teller.phrases.knows(key) else "alert.title.open",
        name=incident_name(incident),
        status=incident.internal_status,
        rc=return_code(incident, teller),
    )


def _state_line(incident: Incident, happenings: Sequence[Happening], teller: Teller) -> str:
    closed = incident.closed_at or incident.updated_at
    return teller.say(
        _state_key(incident, teller),
        opened=incident.opened_at,
        zone=teller.zone(incident.opened_at),
        updated=state_since(incident, happenings),
        closed=closed,
        lasted=closed - incident.opened_at,
        who=incident.taken_by or teller.say("alert.someone"),
    )


def _state_key(incident: Incident, teller: Teller) -> str:
    if incident.state in ENDED and not is_bad_end(incident):
        return "kind.state.closed"
    key = f"alert.state.{incident.state}"
    return key if teller.phrases.knows(key) else "alert.state.open"


def _bad_end(incident: Incident, diagnosis: DiagnosisReport | None, teller: Teller) -> tuple[Block, ...]:
    return (
        *_rows(incident, diagnosis, teller),
        *_asking(incident, teller),
        *_diagnosis(incident, diagnosis, teller),
    )


def _rows(incident: Incident, diagnosis: DiagnosisReport | None, teller: Teller) -> tuple[Block, ...]:
    number = incident.run_number
    word = incident.internal_status
    return facts(
        row(teller, "job", incident.job),
        severity_row(incident, teller),
        row(teller, "state", state_text(word, teller) if incident.state == "rerunning" else None, state_tone(word)),
        row(
            teller, "workstation", None if incident.job.startswith(f"{incident.workstation}#") else incident.workstation
        ),
        row(teller, "run_number", str(number) if number is not None else None),
        _deadline(incident, diagnosis, teller),
        row(teller, "taken_by", incident.taken_by if incident.state == "rerunning" else None),
    )


def _asking(incident: Incident, teller: Teller) -> tuple[Block, ...]:
    """That the job waits for the reply to its recovery prompt, what that asks, and how a person replies."""
    prompt = asked_prompt(incident)
    if not prompt or incident.evidence is None:
        return ()
    told = teller.say("progress.asked", name=incident_name(incident))
    asked = prompt_text(prompt, incident.evidence.text, teller=teller)
    return (*line(told, "strong"), *line(asked))


def _deadline(incident: Incident, diagnosis: DiagnosisReport | None, teller: Teller) -> Fact | None:
    deadline = _deadline_of(incident, diagnosis)
    if deadline is None or incident.state in ENDED:
        return None
    if deadline > teller.now:
        return row(teller, "deadline", deadline, Tone.WARNING)
    return row(teller, "deadline", teller.say("alert.late", deadline=deadline), Tone.BAD)


def _deadline_of(incident: Incident, diagnosis: DiagnosisReport | None) -> datetime | None:
    told = incident.evidence.deadline if incident.evidence else None
    return told or (diagnosis.job.deadline if diagnosis else None)


def _diagnosis(incident: Incident, diagnosis: DiagnosisReport | None, teller: Teller) -> tuple[Block, ...]:
    if diagnosis is not None:
        return diagnosis_blocks(diagnosis, teller)
    told = code(teller, (incident.error_line,) if incident.error_line else (), teller.say("log.error_lines"))
    blocked = (teller.say("diagnosis.blocked", n=incident.blocked),) if incident.blocked else ()
    pending = line(teller.say("alert.no_diagnosis"), "muted") if incident.state == "open" else ()
    return (*told, *bullets(blocked, teller.say("diagnosis.impact")), *pending)
