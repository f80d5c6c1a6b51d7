"""The buttons of an incident's card, and what the value of a pressed one means.

A platform says which actions it handles (`can`); the others are not shown. `ask` is handled everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.cards import Actions, Block, Button
from bot.presenters.conditions import condition_questions
from bot.presenters.incidents import ENDED, is_bad_end
from bot.presenters.teller import Teller
from bot.reports import DiagnosisReport, Incident
from rag.models import Entry

ACTIONS = frozenset({"take", "solved", "not_solved", "snooze"})
SNOOZE = timedelta(hours=1)
_ASKED = {"alert.log": "ask.log", "alert.impact": "ask.impact", "alert.why": "ask.diagnose"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """What the value of a pressed button says. `entry` is the sheet row's id and `text` a person's own words."""

    incident: str
    entry: str = ""
    text: str = ""


def pressed(value: str) -> Pressed:
    """The parts of a button's value: `incident`, `incident|entry` or `incident||what the person said`."""
    incident, _, rest = value.partition("|")
    entry, _, text = rest.partition("|")
    return Pressed(incident=incident, entry=entry, text=text.strip())


def incident_buttons(
    incident: Incident,
    diagnosis: DiagnosisReport | None,
    teller: Teller,
    *,
    can: frozenset[str],
    is_answered: bool = False,
) -> tuple[Block, ...]:
    """What a person can press now; `is_answered` says that somebody told already what solved it."""
    pressable = [
        *_handling(incident, teller),
        *(() if is_answered else _feedback(incident, diagnosis, teller)),
    ]
    asks = () if incident.state in ENDED else _questions(incident, teller)
    buttons = (*(button for button in pressable if button.action in can), *asks)
    return (Actions(buttons=buttons),) if buttons else ()


def asks(name: str, teller: Teller) -> tuple[Button, ...]:
    """What to ask about a job in error."""
    return tuple(
        Button(text=teller.say(text), action="ask", value=teller.phrases.say(question, name=name))
        for text, question in _ASKED.items()
    )


def _handling(incident: Incident, teller: Teller) -> tuple[Button, ...]:
    if incident.state in ENDED:
        return ()
    take = Button(text=teller.say("alert.take"), action="take", value=incident.id)
    snooze = Button(text=teller.say("press.snooze"), action="snooze", value=incident.id)
    return (take, snooze) if incident.state == "open" else (snooze,)


def _feedback(incident: Incident, diagnosis: DiagnosisReport | None, teller: Teller) -> tuple[Button, ...]:
    """What solved it is asked once somebody has it, or when it ended well by then."""
    if not is_bad_end(incident) or incident.state not in {"acknowledged", "rerunning", "recovered"}:
        return ()
    entry = _known_solution(diagnosis)
    other = Button(text=teller.say("press.solved"), action="solved", value=incident.id)
    if entry is None:
        return (other,)
    value = f"{incident.id}|{entry.id}"
    return (
        Button(text=teller.say("press.solved_by", row=str(entry.row)), action="solved", value=value),
        Button(text=teller.say("press.not_solved"), action="not_solved", value=value),
        other,
    )


def _known_solution(diagnosis: DiagnosisReport | None) -> Entry | None:
    found = diagnosis.found if diagnosis else None
    if found is None or found.verdict == "none" or not found.solutions:
        return None
    return found.solutions[0].entry


def _questions(incident: Incident, teller: Teller) -> tuple[Button, ...]:
    if is_bad_end(incident):
        return asks(incident.job, teller)
    return tuple(
        Button(text=text, action="ask", value=question) for text, question in condition_questions(incident, teller)
    )
