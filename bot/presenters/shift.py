"""The handover at a change of shift, and watches."""

from __future__ import annotations

from bot.cards import Block, Card, Table, Tone
from bot.presenters.health import part_names
from bot.presenters.pieces import (
    LISTED,
    NOTHING,
    Draft,
    bullets,
    excerpt,
    facts,
    freshness,
    job_table,
    line,
    row,
    verdict,
)
from bot.presenters.records import incident_fact
from bot.presenters.teller import Teller, statement
from bot.reports import HandoverReport, Incident, WatchReport

_ERROR = 80  # characters of an error line in a cell


def handover_answer(report: HandoverReport, teller: Teller) -> Draft:
    """What is open and who has it, what ended since, what the sheet could not explain, what is still to come."""
    quiet = not (report.open or report.ended)
    card = Card(
        title=teller.say("handover.title", open=len(report.open), ended=len(report.ended)),
        tone=Tone.BAD if report.open else Tone.GOOD,
        blocks=(
            *line(teller.window(report.since, report.as_of), "muted"),
            *(line(teller.say("handover.quiet")) if quiet else ()),
            *_incidents("handover.open", report.open, teller),
            *_incidents("handover.ended", report.ended, teller),
            *bullets(_unexplained(report.unexplained, teller), teller.say("handover.unexplained")),
            *_critical(report, teller),
            *_unread(report, teller),
        ),
        footer=freshness(report, teller),
    )
    told = tuple(teller.phrases.say("ask.diagnose", name=incident.job_name) for incident in report.open[:2])
    return card, (*told, teller.phrases.say("ask.health"))


def incident_state(incident: Incident, teller: Teller) -> str:
    """The lifecycle word in the reader's language."""
    key = f"incident.{incident.state}"
    return teller.say(key) if teller.phrases.knows(key) else incident.state


def _incidents(title: str, incidents: tuple[Incident, ...], teller: Teller) -> tuple[Block, ...]:
    shown = incidents[:LISTED]
    if not shown:
        return ()
    more = len(incidents) - len(shown)
    if more:
        teller.count(more)
    titles = ("job", "state", "opened", "taken_by", "error")
    table = Table(
        columns=tuple(teller.say(f"column.{each}", zone=teller.zone()) for each in titles),
        rows=tuple(_incident_row(incident, teller) for incident in shown),
        tones=tuple(incident_tone(incident) for incident in shown),
        more=more,
    )
    return (*line(teller.say(title), "strong"), table)


def incident_tone(incident: Incident) -> Tone:
    """How an incident is to be seen."""
    tones = {
        "recovered": Tone.GOOD,
        "cancelled": Tone.NEUTRAL,
        "gone": Tone.NEUTRAL,
        "rerunning": Tone.WARNING,
        "acknowledged": Tone.WARNING,
    }
    return tones.get(incident.state, Tone.BAD)


def _incident_row(incident: Incident, teller: Teller) -> tuple[str, ...]:
    teller.note(incident_fact(incident))
    return (
        incident.job_name,
        f"{incident.internal_status}, {incident_state(incident, teller)}",
        teller.tell(incident.opened_at),
        incident.taken_by or teller.say("handover.nobody"),
        excerpt(incident.error_line, _ERROR, teller) or NOTHING,
    )


def _unexplained(incidents: tuple[Incident, ...], teller: Teller) -> list[str]:
    for incident in incidents[:LISTED]:
        teller.note(incident_fact(incident))
    told = [incident.job for incident in incidents[:LISTED]]
    if len(incidents) > LISTED:
        told.append(teller.say("list.more", n=len(incidents) - LISTED))
    return told


def _critical(report: HandoverReport, teller: Teller) -> tuple[Block, ...]:
    if not report.critical_open:
        return ()
    return (*line(teller.say("handover.critical"), "strong"), *job_table(report.critical_open, teller, listed=5))


def _unread(report: HandoverReport, teller: Teller) -> tuple[Block, ...]:
    unread = part_names(report.missing, teller)
    return line(teller.say("diagnosis.unread", parts=unread)) if unread else ()


def watch_answer(report: WatchReport, teller: Teller) -> Draft:
    """That the watch stands, that there is nothing to wait for, or that nobody could be told."""
    if report.cannot_tell:
        return _untold(report, teller)
    teller.note(statement("watch", jobs=list(report.job_keys), until=report.until))
    name = report.job.name if report.job else ", ".join(report.job_keys[:1])
    if report.already_ended:
        title = _ended(report, name, teller)
    elif len(report.job_keys) > 1:
        title = teller.say("watch.many", n=len(report.job_keys))
    else:
        title = teller.say("watch.set", name=name)
    card = Card(
        title=title,
        blocks=(
            *bullets(report.job_keys[:LISTED], teller.say("watch.jobs")),
            *facts(row(teller, "until", report.until)),
            *(() if report.already_ended else line(teller.say("watch.ours"), "muted")),
        ),
        footer=freshness(report, teller),
    )
    keys = ("ask.log", "ask.history") if report.already_ended else ("ask.when_ends", "ask.status")
    return card, tuple(teller.phrases.say(key, name=name) for key in keys)


def _untold(report: WatchReport, teller: Teller) -> Draft:
    keys = report.job_keys[:LISTED]
    teller.note(statement("not_watched", jobs=list(keys)))
    name = report.job.name if report.job else ", ".join(keys[:1])
    card = Card(
        title=teller.say("watch.untold", name=name),
        tone=Tone.WARNING,
        blocks=line(teller.say("watch.elsewhere")),
        footer=freshness(report, teller),
    )
    return card, tuple(teller.phrases.say(key, name=name) for key in ("ask.when_ends", "ask.status"))


def _ended(report: WatchReport, name: str, teller: Teller) -> str:
    if report.job is None:
        return teller.say("watch.over", name=name)
    return teller.say("watch.ended", verdict=verdict(report.job, teller, report.as_of))
