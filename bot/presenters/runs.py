"""Earlier runs of a job, and when it will start or end."""

from __future__ import annotations

from bot.cards import Block, Card, Table, Tone
from bot.presenters.jobs import job_questions
from bot.presenters.pieces import (
    LISTED,
    NOTHING,
    Draft,
    at,
    facts,
    freshness,
    job_handle,
    job_tone,
    line,
    other_keys,
    return_code,
    row,
    state_tone,
    state_word,
    verdict,
)
from bot.presenters.records import job_fact, run_fact
from bot.presenters.teller import Teller, statement
from tws.models import Job, JobRun
from tws.reports import EstimateReport, HistoryReport


def history_answer(report: HistoryReport, teller: Teller) -> Draft:
    """How often the job ended well and badly, how long it usually takes, its runs."""
    teller.note(job_fact(report.job))
    name = report.job.name
    card = Card(
        title=_history_title(report, name, teller),
        tone=Tone.WARNING if report.in_error else Tone.NEUTRAL,
        blocks=(
            *facts(
                row(teller, "job", report.job.key),
                row(teller, "usual", report.usual),
                row(teller, "estimated", report.estimated),
            ),
            *_runs(report, teller),
            *line(_scope(report, teller), "muted"),
            *other_keys(report.others, teller),
        ),
        footer=freshness(report, teller),
    )
    handle = job_handle(report.job, report.others)
    return card, job_questions(report.job, teller, handle, but="ask.history")


def _history_title(report: HistoryReport, name: str, teller: Teller) -> str:
    total = report.total or len(report.runs)
    if not total:
        return teller.say("history.none", name=name)
    counts = {"n": total, "good": report.successful, "bad": report.in_error}
    if report.known_since is None:
        return teller.say("history.title", name=name, **counts)
    return teller.say("history.since", name=name, since=teller.day(report.known_since), **counts)


def _scope(report: HistoryReport, teller: Teller) -> str:
    if report.known_since is None:
        return teller.say("history.scope")
    return teller.say("history.kept", since=teller.day(report.known_since), n=report.past_runs)


def _runs(report: HistoryReport, teller: Teller) -> tuple[Block, ...]:
    shown = report.runs[:LISTED]
    if not shown:
        return ()
    more = max(report.total, len(report.runs)) - len(shown)
    if more:
        teller.count(more)
    titles = ("run", "state", "started", "duration")
    return (
        Table(
            columns=tuple(teller.say(f"column.{title}", zone=teller.zone()) for title in titles),
            rows=tuple(_run_row(report.job, run, teller) for run in shown),
            tones=tuple(state_tone(state_word(run.status, run.internal_status)) for run in shown),
            more=more,
        ),
    )


def _run_row(job: Job, run: JobRun, teller: Teller) -> tuple[str, ...]:
    teller.note(run_fact(job, run))
    lasted = run.elapsed
    if lasted is None and run.started_at and run.ended_at:
        lasted = run.ended_at - run.started_at
    return (
        str(run.number) if run.number is not None else NOTHING,
        f"{state_word(run.status, run.internal_status)}{return_code(run, teller)}",
        teller.tell(run.started_at) if run.started_at else NOTHING,
        teller.tell(lasted) if lasted is not None else NOTHING,
    )


def estimate_answer(report: EstimateReport, teller: Teller) -> Draft:
    """When the job should start and end, against its deadline."""
    handle = job_handle(report.job, report.others)
    teller.note(job_fact(report.job))
    teller.note(
        statement(
            "estimate",
            job=report.job.key,
            basis=report.basis,
            starts_at=report.starts_at,
            ends_at=report.ends_at,
            usual_seconds=report.usual,
            usual_runs=report.usual_runs,
            usual_since=report.usual_since,
            deadline=report.deadline,
            after_deadline=report.after_deadline,
            blocked_by=report.blocked_by,
        )
    )
    card = Card(
        title=_estimate_title(report, teller),
        tone=_estimate_tone(report),
        blocks=(*_estimate_rows(report, teller), *_basis(report, teller), *other_keys(report.others, teller)),
        footer=freshness(report, teller),
    )
    return card, _estimate_questions(report, handle, teller)


def _estimate_title(report: EstimateReport, teller: Teller) -> str:
    if report.basis == "ended":
        return verdict(report.job, teller, report.as_of)
    title = _foreseen(report, teller)
    if report.after_deadline is None:
        return title
    return teller.say("estimate.after" if report.after_deadline else "estimate.before", title=title)


def _foreseen(report: EstimateReport, teller: Teller) -> str:
    name, start, end = report.job.name, at(report.starts_at, teller), at(report.ends_at, teller)
    if report.basis == "blocked":
        blocker = report.blocked_by
        return teller.say("estimate.blocked" if blocker else "estimate.held", name=name, blocker=blocker or "")
    if report.basis == "running" and end:
        return teller.say("estimate.running", name=name, end=end)
    if start and end:
        return teller.say("estimate.waiting", name=name, start=start, end=end)
    return teller.say("estimate.starting" if start else "estimate.unknown", name=name, start=start)


def _estimate_tone(report: EstimateReport) -> Tone:
    if report.basis == "ended":
        return job_tone(report.job)
    if report.after_deadline or report.basis == "blocked":
        return Tone.BAD
    return Tone.GOOD if report.after_deadline is False else Tone.NEUTRAL


def _estimate_rows(report: EstimateReport, teller: Teller) -> tuple[Block, ...]:
    run, ended = report.job.run, report.basis == "ended"
    started = run.started_at if run else None
    return facts(
        row(teller, "job", report.job.key),
        row(teller, "started", started),
        row(teller, "starts", None if ended or started else report.starts_at),
        row(teller, "ends", None if ended else report.ends_at),
        row(teller, "usual", report.usual),
        row(teller, "deadline", report.deadline, Tone.BAD if report.after_deadline else Tone.NEUTRAL),
    )


def _basis(report: EstimateReport, teller: Teller) -> tuple[Block, ...]:
    run = report.job.run
    if report.basis == "running" and report.usual and run and run.started_at:
        elapsed = report.as_of - run.started_at
        if elapsed > report.usual:
            return line(teller.say("estimate.overrun", elapsed=elapsed, usual=report.usual))
    if report.basis in {"running", "waiting"} and (report.ends_at or report.starts_at):
        return line(_times_from(report, teller), "muted")
    return line(teller.say("estimate.why_unknown")) if report.basis == "unknown" else ()


def _times_from(report: EstimateReport, teller: Teller) -> str:
    if report.usual_runs is None or report.usual_since is None:
        return teller.say("estimate.basis")
    return teller.say("estimate.own_basis", n=report.usual_runs, since=teller.day(report.usual_since))


def _estimate_questions(report: EstimateReport, handle: str, teller: Teller) -> tuple[str, ...]:
    if report.blocked_by:
        blocker = teller.phrases.say("ask.diagnose", name=report.blocked_by)
        return (blocker, teller.phrases.say("ask.why_waiting", name=handle))
    return job_questions(report.job, teller, handle, but="ask.when")
