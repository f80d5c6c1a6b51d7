"""Replies in an incident's thread: what happened, who did it, when."""

from __future__ import annotations

from bot.cards import Block, Card, Tone
from bot.presenters.conditions import over_title
from bot.presenters.incidents import (
    flapping_text,
    follows_text,
    incident_name,
    is_bad_end,
    is_because,
    return_code,
    said_text,
)
from bot.presenters.pieces import line
from bot.presenters.records import incident_fact
from bot.presenters.teller import Teller
from bot.reports import Incident

_BAD = frozenset({"opened", "failed_again", "reopened", "escalated", "late", "flapping", "pressed", "overdue"})
_WARNING = frozenset({"not_solved"})
_GOOD = frozenset({"recovered", "solved"})


def progress_card(
    incident: Incident, what: str, teller: Teller, *, who: str = "", text: str = "", cause: Incident | None = None
) -> Card:
    """A reply in the incident's thread: what happened, when, how long after it began.

    `what` is a word of a Happening, or not_solved; other words are shown as they are. `who` did it, where a person
    did (whoever has it, where that is not said); `text` says more: a reason, what solved it, whom it was escalated to;
    `cause` is the incident that this one follows from.
    """
    teller.note({**incident_fact(incident), "what": what, "who": who, "text": text})
    return Card(
        title=_moved(incident, cause, teller)
        if what == "grouped" and cause is not None
        else _title(incident, what, teller, who=who or incident.taken_by, text=text),
        tone=_tone(what),
        blocks=_more(what, text, teller, cause),
        footer=_footer(incident, teller),
    )


def _moved(incident: Incident, cause: Incident, teller: Teller) -> str:
    return teller.say("progress.grouped.named", name=incident_name(incident), cause=incident_name(cause))


def _title(incident: Incident, what: str, teller: Teller, *, who: str, text: str) -> str:
    if what == "recovered" and not is_bad_end(incident):
        return over_title(incident, teller)
    return teller.say(
        _key(incident, what, teller, text=text),
        name=incident_name(incident),
        status=incident.internal_status,
        rc=return_code(incident, teller),
        who=who or teller.say("alert.someone"),
        what=what,
    )


def _key(incident: Incident, what: str, teller: Teller, *, text: str) -> str:
    key = f"progress.{what}"
    if what == "released" and is_because(text):
        return "progress.released.effect"
    if what == "released" and text.startswith("flapping") and is_bad_end(incident):
        return "progress.released.flapping"
    if not is_bad_end(incident) and teller.phrases.knows(f"{key}.condition"):
        return f"{key}.condition"
    return key if teller.phrases.knows(key) else "reply.other"


def _tone(what: str) -> Tone:
    if what in _BAD:
        return Tone.BAD
    if what in _WARNING:
        return Tone.WARNING
    return Tone.GOOD if what in _GOOD else Tone.NEUTRAL


def _more(what: str, text: str, teller: Teller, cause: Incident | None) -> tuple[Block, ...]:
    if what == "grouped" and text:
        return line(follows_text(text, teller, cause))
    if what == "flapping":
        return line(flapping_text("flapping.from_now", text, teller))
    return line(said_text(what, text, teller))


def _footer(incident: Incident, teller: Teller) -> str:
    moment = incident.updated_at
    key = "reply.at" if is_bad_end(incident) else "reply.at.condition"
    return teller.say(key, moment=moment, zone=teller.zone(moment), age=moment - incident.opened_at)
