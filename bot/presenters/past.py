"""A job's own past, and what else stands badly around it, inside the card of a diagnosis."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from bot.cards import Block
from bot.circumstances import Past, PastRun, Surroundings
from bot.presenters.pieces import at, bullets, excerpt
from bot.presenters.records import plan_fact, workstation_fact
from bot.presenters.teller import Teller, statement
from bot.presenters.workstations import is_down, is_unsure, why_down
from bot.reports import DiagnosisReport
from rag.models import Found
from tws.models import JobRun, Plan, Workstation

# With fewer incidents than this, how often a job recovered alone says nothing.
LEAST = 3
_RUNS = 3
_NAMES = 4
_SOLUTIONS = 2
_TEXT = 120
# An extension of the plan this long before an error may have to do with it.
_NEAR = timedelta(hours=3)


def past_lines(report: DiagnosisReport, teller: Teller) -> tuple[Block, ...]:
    """How often the job ran and ended badly, how long it takes, whether it recovers alone, what solved it."""
    past = report.past
    if past is None:
        return ()
    note_past(report.job.key, past, teller)
    if past.since is None:
        title, told = teller.say("past.untold"), [teller.say("past.none")]
    else:
        title, told = teller.say("past.title", since=teller.day(past.since)), _runs_told(past, report.run, teller)
    if past.since is not None or past.incidents:
        told.append(_odds(past, teller))
    told += [teller.say("past.solved", what=what) for what in _solved(past, report.found, teller)]
    return bullets(told, title)


def around_lines(report: DiagnosisReport, teller: Teller) -> tuple[Block, ...]:
    """The workstation, the other jobs in error there, the same error elsewhere, a plan that was just extended."""
    around = report.surroundings
    if around is None:
        return ()
    told = [
        *(_place(around.workstation, teller) if around.workstation else ()),
        _errors(around, teller),
        *_same_error(around, teller),
        *_extended(around, report.run, teller),
    ]
    return bullets(told, teller.say("around.title", at=at(report.as_of, teller)))


def odds_line(job: str, past: Past | None, teller: Teller) -> str:
    """How often the job recovered by itself, in a line; empty where nothing is remembered."""
    if past is None or not past.incidents:
        return ""
    note_past(job, past, teller)
    return _odds(past, teller)


def note_past(job: str, past: Past, teller: Teller) -> None:
    """Write down the numbers of a past as a fact."""
    teller.note(
        statement(
            "past",
            job=job,
            since=past.since,
            runs=past.runs,
            successful=past.successful,
            in_error=past.in_error,
            usual_seconds=past.usual,
            longest_seconds=past.longest,
            incidents=past.incidents,
            recovered_alone=past.alone,
            alone_after_seconds=past.alone_after,
        )
    )


def _runs_told(past: Past, run: JobRun | None, teller: Teller) -> list[str]:
    told = [teller.say("past.runs", n=past.runs, good=past.successful, bad=past.in_error)]
    if past.usual is not None and past.longest is not None:
        told.append(teller.say("past.usual", usual=past.usual, longest=past.longest))
    before = [one for one in past.newest if not _is_it(one, run)][:_RUNS]
    if before:
        told.append(teller.say("past.newest", runs=" · ".join(_run_told(one, teller) for one in before)))
    return told


def _is_it(past: PastRun, run: JobRun | None) -> bool:
    return run is not None and (past.number, past.started_at) == (run.number, run.started_at)


def _run_told(run: PastRun, teller: Teller) -> str:
    code = "" if run.return_code is None else teller.say("said.rc", code=str(run.return_code))
    teller.note(statement("past_run", status=run.internal_status, ended_at=run.ended_at, return_code=run.return_code))
    return teller.say("past.run", moment=run.ended_at, status=run.internal_status, rc=code)


def _odds(past: Past, teller: Teller) -> str:
    if not past.incidents:
        return teller.say("past.first")
    if past.incidents < LEAST:
        return teller.say("past.few", n=past.incidents)
    if past.alone_after is None:
        return teller.say("past.never_alone", of=past.incidents)
    return teller.say("past.alone", n=past.alone, of=past.incidents, after=past.alone_after)


def _solved(past: Past, found: Found | None, teller: Teller) -> list[str]:
    """In words: what people wrote, and the rows among those that were found."""
    rows = {f"entry:{match.entry.id}": match.entry for match in (*found.solutions, *found.candidates)} if found else {}
    told: list[str] = []
    for what in past.solved_with:
        if what in rows:
            teller.cite(rows[what])
            told.append(teller.say("past.solved_row", row=str(rows[what].row)))
        elif not what.startswith("entry:"):
            told.append(excerpt(what, _TEXT, teller))
    return told[:_SOLUTIONS]


def _place(place: Workstation, teller: Teller) -> tuple[str, ...]:
    teller.note(workstation_fact(place))
    if is_down(place):
        return (teller.say("around.down", name=place.name, why=why_down(place, teller)),)
    if place.limit == 0:
        return (teller.say("around.limit", name=place.name),)
    return (teller.say("around.unsure" if is_unsure(place) else "around.up", name=place.name),)


def _errors(around: Surroundings, teller: Teller) -> str:
    if not around.in_error_total:
        return teller.say("around.none")
    names = _named(around.in_error_there, around.in_error_total, teller)
    return teller.say("around.errors", n=around.in_error_total, names=names)


def _same_error(around: Surroundings, teller: Teller) -> tuple[str, ...]:
    if not around.same_error:
        return ()
    names = _named(around.same_error, len(around.same_error), teller)
    return (teller.say("around.same_error", names=names),)


def _extended(around: Surroundings, run: JobRun | None, teller: Teller) -> tuple[str, ...]:
    extended, ended = around.plan_extended_at, run.ended_at if run else None
    if extended is None or ended is None or abs(ended - extended) > _NEAR:
        return ()
    teller.note(plan_fact(Plan(created_at=extended)))
    return (teller.say("around.extended", at=at(extended, teller)),)


def _named(keys: Iterable[str], total: int, teller: Teller) -> str:
    shown = list(keys)[:_NAMES]
    teller.note({"kind": "others", "keys": shown})
    if total > len(shown):
        shown.append(teller.say("list.more", n=total - len(shown)))
    return ", ".join(shown)
