"""The log of a run."""

from __future__ import annotations

from bot.cards import Block, Card, Tone
from bot.presenters.jobs import job_questions
from bot.presenters.pieces import (
    Draft,
    code,
    facts,
    freshness,
    job_handle,
    line,
    other_keys,
    row,
    state_text,
    state_tone,
    state_word,
)
from bot.presenters.records import job_fact, run_fact
from bot.presenters.teller import Teller, statement
from tws.models import JobLog, JobRun
from tws.reports import LogReport

_ERROR_LINES = 8
_TAIL = 15
_MISSING = frozenset({"never_started", "not_launched", "not_kept"})


def log_answer(report: LogReport, teller: Teller) -> Draft:
    """The error lines and the end of a log, or why there is none."""
    teller.note(job_fact(report.job))
    handle = job_handle(report.job, report.others)
    questions = job_questions(report.job, teller, handle, but="ask.log")
    if report.log is None:
        return _no_log(report, teller), questions
    card = Card(
        title=_title(report, report.log, teller),
        tone=_tone(report, report.log),
        blocks=(*_run(report, teller), *_lines(report.log, teller), *other_keys(report.others, teller)),
        footer=freshness(report, teller),
    )
    return card, questions


def _no_log(report: LogReport, teller: Teller) -> Card:
    key = f"log.{report.missing}" if report.missing in _MISSING else "log.missing"
    return Card(
        title=teller.say(key, name=report.job.name),
        tone=Tone.BAD if report.missing == "not_launched" else Tone.NEUTRAL,
        blocks=(*_run(report, teller), *other_keys(report.others, teller)),
        footer=freshness(report, teller),
    )


def _title(report: LogReport, log: JobLog, teller: Teller) -> str:
    if log.exit_status is None:
        return teller.say("log.title", name=report.job.name)
    teller.note(statement("log", job=report.job.key, exit_status=log.exit_status))
    return teller.say("log.exit", name=report.job.name, code=str(log.exit_status))


def _tone(report: LogReport, log: JobLog) -> Tone:
    run = report.run
    tone = state_tone(run.internal_status or run.status) if run else Tone.NEUTRAL
    return Tone.BAD if tone is Tone.NEUTRAL and log.exit_status else tone


def _run(report: LogReport, teller: Teller) -> tuple[Block, ...]:
    run = report.run or JobRun(id="")
    if report.run:
        teller.note(run_fact(report.job, run))
    word = state_word(run.status, run.internal_status)
    return facts(
        row(teller, "state", state_text(word, teller) if report.run else None, state_tone(word)),
        row(teller, "job", report.job.key),
        row(teller, "return_code", str(run.return_code) if run.return_code is not None else None),
        row(teller, "run_number", str(run.number) if run.number is not None else None),
        row(teller, "started", run.started_at),
        row(teller, "ended", run.ended_at),
    )


def _lines(log: JobLog, teller: Teller) -> tuple[Block, ...]:
    text = (log.body or log.text).strip("\n")
    if not text:
        return line(teller.say("log.empty"))
    cut = line(teller.say("log.truncated"), "muted") if log.truncated else ()
    return (
        *code(teller, log.error_lines[-_ERROR_LINES:], teller.say("log.error_lines")),
        *code(teller, text.splitlines()[-_TAIL:], teller.say("log.tail")),
        *cut,
    )
