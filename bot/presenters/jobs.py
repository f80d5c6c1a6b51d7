"""Jobs: how one is, and lists of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.cards import Block, Card, Fact, Tone
from bot.presenters.deadlines import late_table
from bot.presenters.pieces import (
    JOBS_LISTED,
    Draft,
    before_the_plan,
    bullets,
    facts,
    freshness,
    is_late,
    is_untold,
    job_handle,
    job_state,
    job_table,
    job_tone,
    line,
    meant,
    row,
    state_text,
    verdict,
)
from bot.presenters.teller import Teller
from bot.presenters.words import quality_words
from tws.models import Job, JobRun
from tws.reports import JobsReport

_ERROR_WORDS = frozenset({"ERROR", "ABEND", "FAIL"})
_QUESTIONS: dict[str, tuple[str, ...]] = {
    "ABEND": ("ask.why_abend", "ask.log", "ask.impact", "ask.history"),
    "FAIL": ("ask.diagnose", "ask.impact", "ask.owner", "ask.history"),
    "PEND": ("ask.log", "ask.impact", "ask.history"),
    "running": ("ask.when_ends", "ask.watch", "ask.history"),
    "ended": ("ask.log", "ask.history", "ask.impact"),
    "waiting": ("ask.why_waiting", "ask.when_starts", "ask.impact"),
}
_WILDCARDS = frozenset("*@?")


def jobs_answer(report: JobsReport, teller: Teller) -> Draft:
    """One job in full where one was asked by name, else a list."""
    if _one_name(report):
        return _job_answer(report, teller)
    return _list_answer(report, teller)


def _one_name(report: JobsReport) -> bool:
    filtered = report.statuses or report.since or report.until or report.late or report.critical or report.overrunning
    asked = report.job and not _WILDCARDS & set(report.job)
    return bool(asked and not filtered and report.jobs and len({job.name for job in report.jobs}) == 1)


def _job_answer(report: JobsReport, teller: Teller) -> Draft:
    job, *others = sorted(report.jobs, key=_least_telling)
    blocks = (
        *meant(report.job, report.meant, teller),
        *job_details(job, teller, report.as_of),
        *_others(others, report.total, teller),
    )
    card = Card(
        title=verdict(job, teller, report.as_of),
        tone=job_tone(job),
        blocks=blocks,
        footer=freshness(report, teller),
    )
    return card, job_questions(job, teller, handle=job_handle(job, [other.key for other in others]))


def _least_telling(job: Job) -> int:
    # in error, then running, then the rest in the order they came
    return 0 if job.in_error else 1 if job.status == "RUNNING" else 2


def _others(others: list[Job], total: int, teller: Teller) -> tuple[Block, ...]:
    if not others:
        return ()
    return (
        *line(teller.say("job.others", n=max(total - 1, len(others))), "strong"),
        *job_table(others, teller, listed=5),
    )


def job_details(job: Job, teller: Teller, as_of: datetime) -> tuple[Block, ...]:
    """The labelled values of a job, and what is unusual about it."""
    rows = (
        row(teller, "state", state_text(job_state(job), teller), job_tone(job)),
        row(teller, "job", job.key),
        row(teller, "workstation", (job.run and job.run.workstation) or job.workstation),
        *_run_rows(job, job.run, teller, as_of),
        row(teller, "deadline", job.deadline, Tone.BAD if is_late(job, as_of) else Tone.NEUTRAL),
        row(teller, "priority", job.priority if job.priority in {0, 100, 101} else None),
        row(teller, "runs", len(job.runs) if len(job.runs) > 1 else None),
    )
    return (*facts(*rows), *bullets(_remarks(job, teller, as_of)))


def _run_rows(job: Job, run: JobRun | None, teller: Teller, as_of: datetime) -> tuple[Fact | None, ...]:
    usual = job.estimated or (run.estimated if run else None)
    if run is None or run.started_at is None:
        return (
            row(teller, "scheduled", job.scheduled_at),
            row(teller, "not_before", job.starts_after),
            row(teller, "unresolved", job.unresolved or None),
            row(teller, "estimated", usual),
        )
    return (
        row(teller, "started", run.started_at),
        row(teller, "ended", run.ended_at),
        row(teller, "duration", _lasted(run, as_of)),
        row(teller, "estimated", usual),
        row(teller, "run_number", str(run.number) if run.number is not None else None),
    )


def _lasted(run: JobRun, as_of: datetime) -> timedelta | None:
    end = as_of if run.status == "RUNNING" else run.ended_at
    return run.elapsed or (end - run.started_at if end and run.started_at else None)


def _remarks(job: Job, teller: Teller, as_of: datetime) -> list[str]:
    overrunning = bool(job.run and job.run.max_duration_gone)
    marks = {
        "job.late": is_late(job, as_of),
        "job.critical": job.critical,
        "job.overrunning": overrunning,
        "job.until_passed": job.until_passed,
        "job.needs_reply": job.needs_reply,
        "job.cancel_pending": job.cancel_pending,
        "job.no_operation": job.no_operation,
    }
    return [teller.say(key) for key, is_so in marks.items() if is_so]


def job_questions(job: Job, teller: Teller, handle: str = "", *, but: str = "") -> tuple[str, ...]:
    """What is worth asking next about a job in this state; `but` is what was asked just now."""
    name = handle or job.name
    keys = _QUESTIONS.get(job_state(job)) or _QUESTIONS[_phase(job)]
    return tuple(teller.phrases.say(key, name=name) for key in keys if not but or not key.startswith(but))


def _phase(job: Job) -> str:
    if job.status == "RUNNING":
        return "running"
    return "ended" if job.ended else "waiting"


def _list_answer(report: JobsReport, teller: Teller) -> Draft:
    blocks = (
        *line(conditions(report, teller), "muted"),
        *before_the_plan(report.plan_from, teller),
        *_page(report, teller),
        *_table(report, teller),
        *_unheld(report, teller),
    )
    if report.truncated:
        blocks = (*blocks, *line(teller.say("list.truncated"), "muted"))
    card = Card(
        title=_list_title(report, teller),
        tone=_list_tone(report),
        blocks=blocks,
        footer=freshness(report, teller),
    )
    return card, _list_questions(report, teller)


def _table(report: JobsReport, teller: Teller) -> tuple[Block, ...]:
    jobs, total = report.jobs[report.after :], report.total - report.after
    if report.late:
        return late_table(jobs, report.as_of, total, teller)
    return job_table(jobs, teller, total=total)


def _page(report: JobsReport, teller: Teller) -> tuple[Block, ...]:
    """Which of all are shown, where a list goes on."""
    last = min(report.after + JOBS_LISTED, len(report.jobs))
    if not report.after or report.after >= last:
        return ()
    return line(teller.say("list.page", first=report.after + 1, last=last, total=report.total), "muted")


def _unheld(report: JobsReport, teller: Teller) -> tuple[Block, ...]:
    """Where the rest is to be seen, on the last page of a list of which a report holds the newest jobs only."""
    held = len(report.jobs)
    if held >= report.total or report.after + JOBS_LISTED < held:
        return ()
    return line(teller.say("list.unheld"))


def _goes_on(report: JobsReport) -> bool:
    return report.after + JOBS_LISTED < len(report.jobs)


def _list_title(report: JobsReport, teller: Teller) -> str:
    words = _qualities(report, teller)
    if is_untold(report):
        return teller.say("list.untold")
    if report.after and report.after >= report.total:
        return teller.say("list.no_more", n=report.total, qualities=words)
    if not report.total and report.late and not (report.statuses or report.overrunning):
        return teller.say("deadlines.no_late_critical" if report.critical else "deadlines.no_late")
    if not report.total:
        return teller.say("list.none", qualities=words)
    title = teller.say("list.some", n=report.total, qualities=words)
    abended = sum(job.internal_status == "ABEND" for job in report.jobs)
    unlaunched = sum(job.internal_status == "FAIL" for job in report.jobs)
    if abended and unlaunched and abended + unlaunched == report.total:
        return teller.say("list.both", title=title, abended=abended, unlaunched=unlaunched)
    return title


def _qualities(report: JobsReport, teller: Teller) -> str:
    marked = [quality for quality in ("late", "critical", "overrunning") if getattr(report, quality)]
    # "no job" is one that is missing, so singular in Portuguese
    return quality_words((*report.statuses, *marked), report.total or 1, teller)


def _list_tone(report: JobsReport) -> Tone:
    if any(job.in_error for job in report.jobs):
        return Tone.BAD
    if is_untold(report):
        return Tone.NEUTRAL
    if not report.jobs:
        return Tone.GOOD if set(report.statuses) & _ERROR_WORDS or report.late or report.overrunning else Tone.NEUTRAL
    return Tone.WARNING if report.late or report.overrunning else Tone.NEUTRAL


def conditions(report: JobsReport, teller: Teller) -> str:
    """The conditions that were understood, echoed: window, name, job stream, workstation."""
    told: list[str] = []
    if report.statuses:
        teller.note({"kind": "condition", "statuses": list(report.statuses)})
    if report.since:
        told.append(teller.window(report.since, report.until or report.as_of))
    elif report.until:
        told.append(teller.say("condition.until", moment=report.until, zone=teller.zone(report.until)))
    for word in ("job", "job_stream", "workstation"):
        value = (report.meant or report.job) if word == "job" else getattr(report, word)
        if value:
            teller.note({"kind": "condition", word: value})
            told.append(teller.say(f"condition.{word}", name=value))
    return " · ".join(told)


def _list_questions(report: JobsReport, teller: Teller) -> tuple[str, ...]:
    rest = (teller.phrases.say("list.ask_rest"),) if _goes_on(report) else ()
    return (*rest, *_next_questions(report, teller))


def _next_questions(report: JobsReport, teller: Teller) -> tuple[str, ...]:
    shown = report.jobs[report.after :] or report.jobs
    broken = next((job for job in shown if job.in_error), None)
    if broken:
        why, *_ = job_questions(broken, teller)
        return (why, teller.phrases.say("ask.impact", name=broken.name), teller.phrases.say("ask.health"))
    if report.jobs:
        more = (teller.phrases.say("suggest.deadlines"),) if report.late else ()
        return (teller.phrases.say("ask.status", name=shown[0].name), *more, teller.phrases.say("ask.health"))
    return (teller.phrases.say("ask.health"), teller.phrases.say("ask.running"))
