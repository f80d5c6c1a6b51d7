"""The sentence that answers what was asked, where the report holds it among other things."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.circumstances import Past
from bot.presenters.deadlines import has_missed
from bot.presenters.past import LEAST, note_past
from bot.presenters.pieces import job_state
from bot.presenters.records import incident_fact, job_fact, run_fact
from bot.presenters.teller import Teller
from bot.reports import HandoverReport
from tws.models import IN_ERROR, Job
from tws.reports import HistoryReport, JobsReport, Report


def lead(aspect: str, reports: Sequence[Report], teller: Teller) -> str:
    """The first sentence of an answer, empty where the reports' own one says it.

    `aspect`: alone (does it recover by itself), since (since when is it so), again (did it happen before), tickets
    (is there one), late_critical (is a critical job late, or about to be). What is said is noted with the teller.
    """
    told = _LEADS.get(aspect)
    return next(filter(None, (told(report, teller) for report in reports)), "") if told else ""


def _alone(report: Report, teller: Teller) -> str:
    if not isinstance(report, HandoverReport) or not report.about:
        return ""
    name, past = report.about.rpartition(".")[2], report.past or Past()
    note_past(report.about, past, teller)
    if not past.incidents:
        return teller.say("lead.no_past", name=name)
    if past.incidents < LEAST:
        return teller.say("lead.few", name=name, n=past.incidents, alone=past.alone)
    if past.alone_after is None:
        return teller.say("lead.never_alone", name=name, of=past.incidents)
    return teller.say("lead.alone", name=name, n=past.alone, of=past.incidents, after=past.alone_after)


def _since(report: Report, teller: Teller) -> str:
    if isinstance(report, HandoverReport):
        return _open_since(report, teller)
    if not isinstance(report, JobsReport) or not report.jobs:
        return ""
    job = min(report.jobs, key=lambda one: 0 if one.in_error else 1 if one.status == "RUNNING" else 2)
    teller.note(job_fact(job))
    return _job_since(job, report.as_of, teller)


def _job_since(job: Job, now: datetime, teller: Teller) -> str:
    run = job.run
    started, ended = (run.started_at, run.ended_at) if run else (None, None)
    if job.status == "RUNNING" and started:
        return teller.say("lead.running_since", name=job.name, elapsed=now - started, moment=started)
    moment = ended or started
    if job.in_error and moment:
        status, lasting = job_state(job), now - moment
        return teller.say("lead.error_since", name=job.name, status=status, elapsed=lasting, moment=moment)
    if job.ended:
        return teller.say("lead.ended_since", name=job.name, elapsed=now - ended, moment=ended) if ended else ""
    due = job.starts_after or job.scheduled_at
    if due is None:
        return ""
    if due > now:
        return teller.say("lead.due_later", name=job.name, moment=due)
    return teller.say("lead.due_since", name=job.name, elapsed=now - due, moment=due)


def _open_since(report: HandoverReport, teller: Teller) -> str:
    oldest = min(report.open, key=lambda one: one.opened_at, default=None)
    if not report.about or oldest is None:
        return ""
    teller.note(incident_fact(oldest))
    opened = oldest.opened_at
    return teller.say("lead.open_since", name=report.about, elapsed=report.as_of - opened, moment=opened)


def _again(report: Report, teller: Teller) -> str:
    if not isinstance(report, HistoryReport):
        return ""
    bad = [run for run in report.runs if run.internal_status in IN_ERROR]
    now_bad = bool(report.runs) and report.runs[0].internal_status in IN_ERROR
    before = max(report.in_error, len(bad)) - now_bad
    earlier = bad[now_bad:]
    total, name = report.total or len(report.runs), report.job.name
    if before > 0 and earlier and (moment := earlier[0].ended_at or earlier[0].started_at):
        teller.note(run_fact(report.job, earlier[0]))
        return teller.say("lead.again", name=name, n=before, moment=moment)
    if total > 1:
        return teller.say("lead.first", name=name, n=total)
    return teller.say("lead.only_run", name=name) if total else ""


def _tickets(report: Report, teller: Teller) -> str:
    return teller.say("lead.tickets") if isinstance(report, HandoverReport) else ""


def _late_critical(report: Report, teller: Teller) -> str:
    if not isinstance(report, HandoverReport) or any(has_missed(job, report.as_of) for job in report.at_risk):
        return ""
    return teller.say("lead.none_late_yet", n=len(report.at_risk)) if report.at_risk else ""


_LEADS: Mapping[str, Callable[[Any, Teller], str]] = {
    "alone": _alone,
    "since": _since,
    "again": _again,
    "tickets": _tickets,
    "late_critical": _late_critical,
}
