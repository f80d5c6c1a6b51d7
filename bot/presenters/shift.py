"""The handover at a change of shift."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.cards import Block, Card, Table, Tone
from bot.presenters.deadlines import deadlines_answer, risk_table
from bot.presenters.health import part_names
from bot.presenters.incidents import incident_tone, status_word
from bot.presenters.past import odds_line
from bot.presenters.pieces import (
    LISTED,
    NOTHING,
    Draft,
    bullets,
    excerpt,
    freshness,
    job_table,
    line,
)
from bot.presenters.records import incident_fact
from bot.presenters.silence import held_counts, silence_answer
from bot.presenters.teller import Teller
from bot.reports import HandoverReport, Incident

_ERROR = 80  # characters of an error line in a cell
_FEW = 5  # rows of what is to come


def handover_answer(report: HandoverReport, teller: Teller) -> Draft:
    """What is open and who has it, what ended or recovered by itself, what the sheet could not explain, what is to
    come and which deadlines are in danger."""
    if report.only:
        return silence_answer(report, teller) if report.only == "mutes" else deadlines_answer(report, teller)
    if report.about:
        return _about(report, teller)
    told = tuple(
        teller.phrases.say("ask.diagnose", name=incident.job_name) for incident in report.open[:2] if incident.job_name
    )
    return _card(report, teller), (*told, teller.phrases.say("ask.health"))


def handover_card(report: HandoverReport, teller: Teller, *, due: datetime, late_by: timedelta | None = None) -> Card:
    """The handover of a change of shift at `due`; `late_by` says that it comes that much later."""
    card = _card(report, teller)
    if late_by is None:
        return card
    apology = line(teller.say("handover.late_by", due=due, late=late_by), "muted")
    return replace(card, blocks=(*apology, *card.blocks))


def _card(report: HandoverReport, teller: Teller) -> Card:
    quiet = not (report.open or report.ended)
    return Card(
        title=_title(report, teller),
        tone=_tone(report),
        blocks=(
            *line(teller.window(report.since, report.as_of), "muted"),
            *(line(teller.say("handover.quiet")) if quiet else ()),
            *_open(report, teller),
            *_ended(report, teller),
            *bullets(_unexplained(report.unexplained, teller), teller.say("handover.unexplained")),
            *_outlook(report, teller),
            *_unread(report, teller),
        ),
        footer=freshness(report, teller),
    )


def _title(report: HandoverReport, teller: Teller) -> str:
    title = teller.say("handover.title", open=len(report.open), ended=len(report.ended))
    return teller.say("handover.with_risk", title=title, n=len(report.at_risk)) if report.at_risk else title


def _tone(report: HandoverReport) -> Tone:
    if report.open:
        return Tone.BAD
    return Tone.WARNING if report.at_risk or report.missing else Tone.GOOD


def _about(report: HandoverReport, teller: Teller) -> Draft:
    """Who has the incidents of one job, job stream or workstation."""
    name = report.about
    teller.note({"kind": "about", "name": name})
    card = Card(
        title=_who_has(report, teller),
        tone=_tone(report),
        blocks=(
            *line(teller.window(report.since, report.as_of), "muted"),
            *_open(report, teller),
            *_ended(report, teller),
            *line(odds_line(name, report.past, teller), "muted"),
        ),
        footer=freshness(report, teller),
    )
    known = next((one.job_name for one in (*report.open, *report.ended) if one.job_name), name)
    keys = ("ask.diagnose", "ask.owner", "ask.status")
    return card, tuple(teller.phrases.say(key, name=known) for key in keys)


def _who_has(report: HandoverReport, teller: Teller) -> str:
    name = report.about
    taken = dict.fromkeys(one.taken_by for one in report.open if one.taken_by)
    if taken:
        return teller.say("handover.about.taken", who=", ".join(taken), name=name)
    if report.open:
        return teller.say("handover.about.nobody", name=name)
    return teller.say("handover.about.ended" if report.ended else "handover.about.none", name=name)


def incident_state(incident: Incident, teller: Teller) -> str:
    """The lifecycle word in the reader's language."""
    key = f"incident.{incident.state}"
    return teller.say(key) if teller.phrases.knows(key) else incident.state


def _open(report: HandoverReport, teller: Teller) -> tuple[Block, ...]:
    """The open incidents; those that follow from another open one are counted with it, the held ones among all."""
    ids = {one.id for one in report.open}
    own = tuple(one for one in report.open if one.cause not in ids)
    following = len(report.open) - len(own)
    return (
        *_incidents("handover.open", own, teller, report.taken_at),
        *(line(teller.say("handover.following", n=following), "muted") if following else ()),
        *held_counts(report.open, teller),
    )


def _ended(report: HandoverReport, teller: Teller) -> tuple[Block, ...]:
    alone = {one.id for one in report.alone}
    others = tuple(one for one in report.ended if one.id not in alone)
    return (
        *_incidents("handover.alone", report.alone, teller),
        *_incidents("handover.ended", others, teller),
    )


def _incidents(
    title: str, incidents: tuple[Incident, ...], teller: Teller, taken_at: Mapping[str, datetime] | None = None
) -> tuple[Block, ...]:
    shown = incidents[:LISTED]
    if not shown:
        return ()
    more = len(incidents) - len(shown)
    if more:
        teller.count(more)
    titles = ("state", "opened", "taken_by", "error")
    columns = (
        teller.say("handover.about"),
        *(teller.say(f"column.{each}", zone=teller.zone()) for each in titles),
    )
    table = Table(
        columns=columns,
        rows=tuple(_incident_row(incident, teller, (taken_at or {}).get(incident.id)) for incident in shown),
        tones=tuple(incident_tone(incident) for incident in shown),
        more=more,
    )
    return (*line(teller.say(title), "strong"), table)


def _incident_row(incident: Incident, teller: Teller, taken_at: datetime | None = None) -> tuple[str, ...]:
    teller.note(incident_fact(incident))
    name = incident.job_name or incident.job
    if incident.effects:
        name = teller.say("handover.with_effects", name=name, n=incident.effects)
    return (
        name,
        f"{status_word(incident, teller)}, {incident_state(incident, teller)}",
        teller.tell(incident.opened_at),
        _who(incident, taken_at, teller),
        excerpt(incident.error_line, _ERROR, teller) or NOTHING,
    )


def _who(incident: Incident, taken_at: datetime | None, teller: Teller) -> str:
    if not incident.taken_by:
        return teller.say("handover.nobody")
    if taken_at is None:
        return incident.taken_by
    return teller.say("handover.who_since", who=incident.taken_by, moment=taken_at)


def _unexplained(incidents: tuple[Incident, ...], teller: Teller) -> list[str]:
    for incident in incidents[:LISTED]:
        teller.note(incident_fact(incident))
    told = [incident.job for incident in incidents[:LISTED]]
    if len(incidents) > LISTED:
        told.append(teller.say("list.more", n=len(incidents) - LISTED))
    return told


def _outlook(report: HandoverReport, teller: Teller) -> tuple[Block, ...]:
    """What is to come: how many, which deadlines are in danger, and the other critical jobs."""
    if report.until is None or any(part.startswith("critical") for part in report.missing):
        return ()
    zone = teller.zone(report.until)
    counts = {"critical": len(report.critical_open), "due": len(report.due)}
    unsure = bool(report.missing) and not report.at_risk
    calm = "handover.untold" if unsure else "handover.calm"
    risky = {job.id for job in report.at_risk}
    others = tuple(job for job in report.critical_open if job.id not in risky)
    return (
        *line(teller.say("handover.ahead", until=report.until, zone=zone, **counts)),
        *(line(teller.say("handover.risk"), "strong") if report.at_risk else line(teller.say(calm))),
        *risk_table(report.at_risk, report, teller, word=True),
        *(line(teller.say("handover.critical"), "strong") if others else ()),
        *job_table(others, teller, listed=_FEW),
    )


def _unread(report: HandoverReport, teller: Teller) -> tuple[Block, ...]:
    unread = part_names(report.missing, teller)
    return line(teller.say("diagnosis.unread", parts=unread)) if unread else ()
