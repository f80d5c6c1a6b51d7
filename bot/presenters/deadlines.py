"""Deadlines in danger, and jobs that are late: each with its deadline and when it may end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.cards import Block, Card, Table, Tone
from bot.deadlines import expected_end
from bot.presenters.health import part_names
from bot.presenters.pieces import JOBS_LISTED, LISTED, NOTHING, Draft, freshness, job_state, job_tone, line
from bot.presenters.records import job_fact
from bot.presenters.teller import Teller
from bot.reports import HandoverReport
from tws.models import Job


def deadlines_answer(report: HandoverReport, teller: Teller) -> Draft:
    """Which jobs are predicted to miss their deadline; those that have missed it are the late ones, told elsewhere."""
    risky = tuple(job for job in report.at_risk if not has_missed(job, report.as_of))
    unread = part_names(report.missing, teller)
    card = Card(
        title=_title(report, len(risky), teller),
        tone=Tone.BAD if risky else Tone.WARNING if report.missing else Tone.GOOD,
        blocks=(
            *risk_table(risky, report, teller),
            *_looked_at(report, teller),
            *(line(teller.say("diagnosis.unread", parts=unread)) if unread else ()),
        ),
        footer=freshness(report, teller),
    )
    return card, _questions(risky, report, teller)


def has_missed(job: Job, as_of: datetime) -> bool:
    """Whether the deadline has passed, or HWA says that the job is late."""
    return job.late or (job.deadline is not None and job.deadline < as_of)


def risk_table(
    jobs: tuple[Job, ...], report: HandoverReport, teller: Teller, *, word: bool = False
) -> tuple[Block, ...]:
    """Jobs with their deadline and when they are expected to end; `word`: the state says how bad it is."""
    shown = jobs[:LISTED]
    if not shown:
        return ()
    if len(jobs) > len(shown):
        teller.count(len(jobs) - len(shown))
    zone = teller.zone()
    columns = (
        teller.say("column.job"),
        teller.say("column.state"),
        teller.say("column.deadline", zone=zone),
        teller.say("handover.expected", zone=zone),
    )
    table = Table(
        columns=columns,
        rows=tuple(_risk_row(job, report, teller, word=word) for job in shown),
        tones=tuple(Tone.BAD if has_missed(job, report.as_of) else Tone.WARNING for job in shown),
        more=len(jobs) - len(shown),
    )
    return (table,)


def late_table(jobs: Iterable[Job], as_of: datetime, total: int, teller: Teller) -> tuple[Block, ...]:
    """Late jobs with their deadline, by how much it is missed, and when they may end."""
    every = tuple(jobs)
    shown = every[:JOBS_LISTED]
    if not shown:
        return ()
    more = max(total, len(every)) - len(shown)
    if more:
        teller.count(more)
    zone = teller.zone()
    columns = (
        teller.say("column.job"),
        teller.say("column.state"),
        teller.say("column.deadline", zone=zone),
        teller.say("deadlines.late"),
        teller.say("handover.expected", zone=zone),
    )
    rows = tuple(_late_row(job, as_of, teller) for job in shown)
    return (Table(columns=columns, rows=rows, tones=tuple(job_tone(job) for job in shown), more=more),)


def _title(report: HandoverReport, risky: int, teller: Teller) -> str:
    until = report.until or report.as_of
    zone, critical = teller.zone(until), report.only.startswith("critical")
    if risky:
        return teller.say("deadlines.critical" if critical else "deadlines.some", n=risky, until=until, zone=zone)
    told = "deadlines.none_critical" if critical else "deadlines.none"
    return teller.say("deadlines.untold" if report.missing else told, until=until, zone=zone)


def _looked_at(report: HandoverReport, teller: Teller) -> tuple[Block, ...]:
    """How many deadlines the answer rests on, and of which of them less is known."""
    if any(part.startswith("critical") for part in report.missing):
        return ()
    coming = [job for job in (*report.critical_open, *report.due) if _is_ahead(job, report)]
    unjudged = line(teller.say("deadlines.unjudged", n=report.unjudged), "muted") if report.unjudged else ()
    return (*line(teller.say("deadlines.looked", n=len(coming) + _unread(report, len(coming))), "muted"), *unjudged)


def _unread(report: HandoverReport, read: int) -> int:
    # more are unjudged than were read: the rest of them was only counted
    return max(0, report.unjudged - read)


def _is_ahead(job: Job, report: HandoverReport) -> bool:
    return job.deadline is not None and job.deadline >= report.as_of and job.deadline <= (report.until or job.deadline)


def _risk_row(job: Job, report: HandoverReport, teller: Teller, *, word: bool) -> tuple[str, ...]:
    teller.note(job_fact(job))
    state = job_state(job)
    if word:
        state = f"{state}, {teller.say('risk.missed' if has_missed(job, report.as_of) else 'risk.ahead')}"
    elif job.critical:
        state = teller.say("deadlines.state_critical", state=state)
    deadline = teller.tell(job.deadline) if job.deadline else NOTHING
    return (job.name, state, deadline, _expected(job, report, teller))


def _expected(job: Job, report: HandoverReport, teller: Teller) -> str:
    blocker, end = report.blockers.get(job.key), report.expected_ends.get(job.key)
    if blocker:
        teller.note({"kind": "blocked", "job": job.key, "blocked_by": blocker})
        return teller.say("deadlines.blocked", name=blocker.rpartition(".")[2])
    if job.in_error:
        return teller.say("deadlines.error")
    at_best = expected_end(job, report.as_of)
    if end is None:
        return teller.say("deadlines.not_before", end=at_best) if at_best else teller.say("handover.unknown_end")
    if job.deadline and report.as_of < job.deadline < end:
        return teller.say("deadlines.after", end=end, late=end - job.deadline)
    return teller.tell(end)


def _late_row(job: Job, as_of: datetime, teller: Teller) -> tuple[str, ...]:
    teller.note(job_fact(job))
    state = teller.say("deadlines.state_critical", state=job_state(job)) if job.critical else job_state(job)
    deadline = teller.tell(job.deadline) if job.deadline else NOTHING
    late = teller.tell(as_of - job.deadline) if job.deadline and job.deadline < as_of else NOTHING
    return (job.name, state, deadline, late, _late_end(job, as_of, teller))


def _late_end(job: Job, as_of: datetime, teller: Teller) -> str:
    """When a late job may end, as far as is known of it alone."""
    end = expected_end(job, as_of)
    if job.in_error:
        return teller.say("deadlines.error")
    if end is None:
        return teller.say("handover.unknown_end")
    if job.status != "RUNNING":
        return teller.say("deadlines.not_before", end=end)
    return teller.tell(end) if end > as_of else teller.say("deadlines.overrun")


def _questions(risky: tuple[Job, ...], report: HandoverReport, teller: Teller) -> tuple[str, ...]:
    told = []
    if risky:
        first = risky[0]
        key = "ask.why_waiting" if first.status not in {"RUNNING", "ERROR"} else "ask.when_ends"
        told = [teller.phrases.say(key, name=first.name), teller.phrases.say("ask.impact", name=first.name)]
        blocker = report.blockers.get(first.key)
        if blocker:
            told.insert(0, teller.phrases.say("ask.diagnose", name=blocker.rpartition(".")[2]))
    return (*told, teller.phrases.say("ask.health"))
