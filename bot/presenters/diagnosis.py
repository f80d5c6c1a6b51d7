"""Why a job ended badly, what solves it, who owns it, what is blocked behind it."""

from __future__ import annotations

from bot.cards import Block, Card
from bot.presenters.impact import impact_lines
from bot.presenters.knowledge import about_job, found_section
from bot.presenters.past import around_lines, past_lines
from bot.presenters.pieces import (
    Draft,
    code,
    facts,
    freshness,
    job_handle,
    job_state,
    job_tone,
    line,
    other_keys,
    row,
    state_text,
    verdict,
)
from bot.presenters.teller import Teller
from bot.reports import DiagnosisReport
from tws.models import IN_ERROR

_LINES = 6


def diagnosis_answer(report: DiagnosisReport, teller: Teller) -> Draft:
    """The verdict, the error's own lines, the solution with its row, the impact, and what could not be read."""
    job, run = report.job, report.run
    card = Card(
        title=verdict(job, teller, report.as_of),
        tone=job_tone(job),
        blocks=(
            *facts(
                row(teller, "state", state_text(job_state(job), teller), job_tone(job)),
                row(teller, "job", job.key),
                row(teller, "workstation", (run.workstation if run else None) or job.workstation),
                row(teller, "run_number", str(run.number) if run and run.number is not None else None),
            ),
            *diagnosis_blocks(report, teller),
            *other_keys(report.others, teller),
        ),
        footer=freshness(report, teller),
    )
    return card, _questions(report, teller)


def diagnosis_blocks(report: DiagnosisReport, teller: Teller) -> tuple[Block, ...]:
    """The parts of a diagnosis that the card of an alert has too, each with where it came from."""
    read_log = not any(part.startswith("log") for part in report.missing)
    no_lines = line(teller.say("diagnosis.no_lines"), "muted") if read_log and not report.error_lines else ()
    unread = _unread(report, teller)
    return (
        *code(teller, report.error_lines[-_LINES:], _lines_title(report, teller)),
        *no_lines,
        *_sheet(report, teller, blind=not read_log),
        *(impact_lines(report.impact, teller) if report.impact else ()),
        *past_lines(report, teller),
        *around_lines(report, teller),
        *(line(teller.say("diagnosis.unread", parts=unread)) if unread else ()),
    )


def _sheet(report: DiagnosisReport, teller: Teller, *, blind: bool) -> tuple[Block, ...]:
    """What solves the error; of a job that is well no row is a solution, there is nothing to solve."""
    if report.found is None:
        return ()
    if report.run and report.run.internal_status not in IN_ERROR:
        return about_job(report.found, report.job.name, teller)
    return found_section(report.found, report.job.name, teller, blind=blind)


def _lines_title(report: DiagnosisReport, teller: Teller) -> str:
    number = report.run.number if report.run else None
    if number is None:
        return teller.say("log.error_lines")
    teller.note({"kind": "run", "job": report.job.key, "run_number": number})
    return teller.say("diagnosis.lines_of", number=str(number))


def _unread(report: DiagnosisReport, teller: Teller) -> str:
    """The parts that could not be had, each with why in words."""
    told = []
    for missing in report.missing:
        part, _, reason = missing.partition(":")
        name, why = (_word(f"part.{part}", part, teller), _word(f"why.{reason}", reason, teller))
        teller.note({"kind": "unread", "part": part, "reason": reason})
        told.append(teller.say("unread.why", part=name, reason=why) if why else name)
    return ", ".join(told)


def _word(key: str, word: str, teller: Teller) -> str:
    return teller.say(key) if teller.phrases.knows(key) else word


def _questions(report: DiagnosisReport, teller: Teller) -> tuple[str, ...]:
    name = job_handle(report.job, report.others)
    keys = ["ask.log", "ask.history", "ask.watch"]
    if report.impact is None or report.impact.blocked:
        keys.insert(1, "ask.impact")
    if report.job.ended and report.job.status != "ERROR":
        keys.remove("ask.watch")
    return tuple(teller.phrases.say(key, name=name) for key in keys)
