"""The board of a channel: health, counts, critical jobs against their deadlines, what is down, what is open.

It says no time that runs by itself, so that it only changes where something happened.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.cards import Actions, Block, Button, Card, Table, Text, Tone
from bot.presenters.groups import incident_table
from bot.presenters.health import health_answer, in_danger
from bot.presenters.pieces import NOTHING, facts, job_state, line, row, where
from bot.presenters.records import job_fact, workstation_fact
from bot.presenters.teller import Teller
from bot.presenters.troubles import error_card
from bot.presenters.words import count_rows
from bot.presenters.workstations import why_down, workstation_tone
from bot.reports import Incident, IncidentKind
from tws.models import Job, Plan, Workstation
from tws.reports import HealthReport, Trouble

LISTED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """An environment as it was last read, with the open incidents of it that are seen.

    `report` is None where it was never read; `trouble` says why the newest reading gave nothing.
    """

    environment: str
    report: HealthReport | None = None
    incidents: tuple[Incident, ...] = ()
    trouble: Trouble | None = None

    @property
    def stale_since(self) -> datetime | None:
        """When the content was read that stands there while nothing newer can be, None where it is fresh."""
        return self.report.as_of if self.report and self.trouble else None


def status_card(status: Status, teller: Teller) -> Card:
    """The board, or where HWA does not answer, the last that is known and since when; an error where nothing is."""
    if status.report is None:
        return error_card(status.trouble, teller) if status.trouble else Card(title=status.environment)
    card = board_card(status.report, status.incidents, teller)
    return stale_card(card, status.stale_since, teller) if status.stale_since else card


def board_card(report: HealthReport, incidents: Sequence[Incident], teller: Teller) -> Card:
    """The board with fresh content; a teller at the time of the report makes the same card of the same content."""
    verdict, _ = health_answer(report, teller)
    return Card(
        title=verdict.title,
        tone=verdict.tone,
        blocks=(
            *facts(*count_rows(report.counts, teller)),
            *_plan(report.plan, teller),
            *_critical(report, _at_risk(incidents), teller),
            *_down(report, teller),
            *open_incidents(incidents, teller),
            *_questions(teller),
        ),
        footer=_footer(report, teller),
    )


def stale_card(card: Card, since: datetime, teller: Teller) -> Card:
    """The card with the word that it stands still, and since when."""
    title = teller.say("board.stale", since=since, zone=teller.zone(since), title=card.title)
    told = Text(text=teller.say("board.stale_text"), style="strong")
    return replace(card, title=title, tone=Tone.WARNING, blocks=(told, *card.blocks))


def open_incidents(incidents: Sequence[Incident], teller: Teller) -> tuple[Block, ...]:
    """The open incidents that follow from no other one of the list, or that there is none."""
    ids = {one.id for one in incidents}
    own = [one for one in incidents if one.cause not in ids]
    if not own:
        return line(teller.say("home.none_open"))
    return (
        *line(teller.say("home.open"), "strong"),
        *incident_table(own, len(own), teller, listed=LISTED, newest=True),
    )


def _plan(plan: Plan | None, teller: Teller) -> tuple[Block, ...]:
    if plan is None or plan.ends_at is None:
        return ()
    return facts(row(teller, "plan_ends", plan.ends_at))


def _at_risk(incidents: Sequence[Incident]) -> frozenset[str]:
    """The jobs that are expected to miss their deadline, as whoever walked all that they wait for has found."""
    return frozenset(one.job for one in incidents if one.kind is IncidentKind.AT_RISK)


def _critical(report: HealthReport, at_risk: Collection[str], teller: Teller) -> tuple[Block, ...]:
    jobs = sorted(report.critical_open, key=lambda job: (job.deadline is None, job.deadline or report.as_of, job.key))
    if not jobs:
        return line(teller.say("board.no_critical"))
    shown, more = jobs[:LISTED], len(jobs) - len(jobs[:LISTED])
    if more:
        teller.count(more)
    titles = (
        teller.say("column.job"),
        teller.say("column.state"),
        teller.say("column.deadline", zone=teller.zone()),
        teller.say("board.standing"),
    )
    table = Table(
        columns=titles,
        rows=tuple(_critical_row(job, _standing(job, report, at_risk)[0], teller) for job in shown),
        tones=tuple(_standing(job, report, at_risk)[1] for job in shown),
        more=more,
    )
    return (*line(teller.say("board.critical"), "strong"), table)


def _critical_row(job: Job, standing: str, teller: Teller) -> tuple[str, ...]:
    teller.note(job_fact(job))
    deadline = teller.tell(job.deadline) if job.deadline else NOTHING
    return job.name, job_state(job), deadline, teller.say(standing)


def _standing(job: Job, report: HealthReport, at_risk: Collection[str]) -> tuple[str, Tone]:
    if job.late or (job.deadline is not None and job.deadline < report.as_of):
        return "risk.missed", Tone.BAD
    if job.key in at_risk or in_danger(job, report):
        return "risk.ahead", Tone.WARNING
    return ("board.on_time", Tone.GOOD) if job.deadline else ("board.no_deadline", Tone.NEUTRAL)


def _down(report: HealthReport, teller: Teller) -> tuple[Block, ...]:
    down = report.workstations_down
    if not down:
        unread = any(part.startswith("workstations") for part in report.missing)
        return () if unread else line(teller.say("board.none_down"))
    shown, more = down[:LISTED], len(down) - len(down[:LISTED])
    if more:
        teller.count(more)
    table = Table(
        columns=(teller.say("column.name"), teller.say("column.state")),
        rows=tuple(_down_row(workstation, teller) for workstation in shown),
        tones=tuple(workstation_tone(workstation) for workstation in shown),
        more=more,
    )
    return (*line(teller.say("board.down"), "strong"), table)


def _down_row(workstation: Workstation, teller: Teller) -> tuple[str, ...]:
    teller.note(workstation_fact(workstation))
    return workstation.name, why_down(workstation, teller)


def _questions(teller: Teller) -> tuple[Block, ...]:
    buttons = (
        Button(text=teller.say("press.health"), action="ask", value=teller.phrases.say("ask.health")),
        Button(text=teller.say("press.errors"), action="ask", value=teller.phrases.say("ask.errors")),
    )
    return (Actions(buttons=buttons),)


def _footer(report: HealthReport, teller: Teller) -> str:
    zone, place = teller.zone(report.as_of), where(report.environment, teller)
    return teller.say("board.footer", moment=report.as_of, zone=zone, where=place)
