"""The state of everything on one card."""

from __future__ import annotations

from collections.abc import Iterable

from bot.cards import Block, Card, Tone
from bot.deadlines import expected_end, is_in_danger
from bot.presenters.needs import prompt_table, resource_table
from bot.presenters.pieces import Draft, bullets, facts, freshness, job_table, line, row
from bot.presenters.records import job_fact, plan_fact
from bot.presenters.streams import stream_table
from bot.presenters.teller import Teller, statement
from bot.presenters.words import count_rows
from bot.presenters.workstations import count_limited, with_limited, workstation_table
from tws.models import Job, Plan
from tws.reports import HealthReport

_LISTED = 5
_BOUND = 20  # records that the question lists at most: so many may be more
_NAMED = 3  # problems in the title, worst first; all of them stand below it
_TONES = {"good": Tone.GOOD, "warning": Tone.WARNING, "bad": Tone.BAD}


def health_answer(report: HealthReport, teller: Teller) -> Draft:
    """The verdict, the numbers in a fixed order, the problems worst first, and what could not be read."""
    for group in report.counts:
        teller.note(statement("count", by="status", name=group.name, value=group.count))
    card = Card(
        title=_title(report, teller),
        tone=_tone(report),
        blocks=(
            *_unread(report, teller),
            *facts(*count_rows(report.counts, teller)),
            *_plan(report, teller),
            *_problems(report, teller),
        ),
        footer=freshness(report, teller),
    )
    return card, _questions(report, teller)


def _tone(report: HealthReport) -> Tone:
    tone = _TONES.get(report.verdict, Tone.WARNING)
    return Tone.WARNING if tone is Tone.GOOD and (report.missing or _at_risk(report)) else tone


def _at_risk(report: HealthReport) -> tuple[Job, ...]:
    """The critical jobs that cannot make their deadline any more, beside those that are late and told as such."""
    late = {job.id for job in report.late}
    return tuple(job for job in report.critical_open if job.id not in late and in_danger(job, report))


def in_danger(job: Job, report: HealthReport) -> bool:
    """Whether a critical job of the report misses its deadline, as far as is known."""
    expected, blocked = report.expected_ends.get(job.key), job.key in report.blockers
    return is_in_danger(job, report.as_of, ends_at=expected, blocked=blocked)


def _title(report: HealthReport, teller: Teller) -> str:
    problems = list(_problem_words(report, teller))
    if not problems and report.missing:
        return teller.say("health.unread")
    if not problems and report.verdict == "good":
        return teller.say("health.good")
    key = "health.bad" if report.verdict == "bad" else "health.warning"
    return teller.say(key, problems=", ".join(problems[:_NAMED]) or teller.say("health.odd"))


def _problem_words(report: HealthReport, teller: Teller) -> Iterable[str]:
    in_error = max(report.in_error_total, len(report.in_error))
    if in_error:
        yield teller.say("health.in_error", n=in_error)
    if report.plan and report.plan.ends_at and report.plan.ends_at < report.as_of:
        yield teller.say("health.plan_over")
    listed: dict[str, tuple[object, ...]] = {
        "health.stuck": report.stuck,
        "health.workstations": report.workstations_down,
        "health.late": report.late,
        "health.at_risk": _at_risk(report),
        "health.prompts": report.prompts_waiting,
        "health.resources": report.resources_short,
    }
    for key, records in listed.items():
        if records:
            problem = teller.say(key, n=len(records))
            if key == "health.workstations":
                problem = with_limited(problem, count_limited(report.workstations_down), teller)
            yield teller.say("health.least", problem=problem) if len(records) >= _BOUND else problem
    if report.plan and report.plan.extending:
        yield teller.say("health.extending")


def part_names(missing: Iterable[str], teller: Teller) -> str:
    """The parts that could not be read, each with its reason where that is known (`part:ErrorClass`)."""
    told = []
    for item in missing:
        part, _, reason = item.partition(":")
        key = f"part.{part.strip().replace(' ', '_')}"
        name = teller.say(key) if teller.phrases.knows(key) else part
        told.append(teller.say("unread.why", part=name, reason=reason) if reason else name)
        teller.note(statement("unread", part=part, reason=reason or None))
    return ", ".join(told)


def _unread(report: HealthReport, teller: Teller) -> tuple[Block, ...]:
    if not report.missing:
        return ()
    return line(teller.say("health.also_unread", parts=part_names(report.missing, teller)))


def _plan(report: HealthReport, teller: Teller) -> tuple[Block, ...]:
    total = report.workstations_total or None
    plan = _plan_text(report.plan, teller) if report.plan else None
    return facts(row(teller, "workstations", total), row(teller, "plan", plan))


def _plan_text(plan: Plan, teller: Teller) -> str | None:
    teller.note(plan_fact(plan))
    if plan.ends_at is None or plan.run_number is None:
        return None
    return teller.say("health.plan", number=str(plan.run_number), end=plan.ends_at, zone=teller.zone(plan.ends_at))


def _problems(report: HealthReport, teller: Teller) -> tuple[Block, ...]:
    sections: tuple[tuple[str, tuple[Block, ...]], ...] = (
        ("errors", job_table(report.in_error, teller, total=report.in_error_total, listed=_LISTED)),
        ("stuck", stream_table(report.stuck, teller, listed=_LISTED)),
        ("workstations", workstation_table(report.workstations_down, teller)),
        ("late", job_table(report.late, teller, listed=_LISTED)),
        ("critical", job_table(report.critical_open, teller, listed=_LISTED)),
        ("prompts", prompt_table(report.prompts_waiting, teller, listed=_LISTED)),
        ("resources", resource_table(report.resources_short, teller, listed=_LISTED)),
    )
    blocks: tuple[Block, ...] = ()
    for title, table in sections:
        if table:
            blocks = (*blocks, *line(teller.say(f"health.{title}_title"), "strong"), *table)
        if title == "critical":
            blocks = (*blocks, *bullets(_risk_lines(report, teller)))
    return blocks


def _risk_lines(report: HealthReport, teller: Teller) -> list[str]:
    """One line for each critical job that cannot make its deadline, and why that is known."""
    told = []
    for job in _at_risk(report)[:_LISTED]:
        teller.note(job_fact(job))
        told.append(_risk_line(job, report, teller))
    return told


def _risk_line(job: Job, report: HealthReport, teller: Teller) -> str:
    at_best, expected = expected_end(job, report.as_of), report.expected_ends.get(job.key)
    blocker = report.blockers.get(job.key)
    if job.deadline is None:
        return teller.say("health.risk_late", name=job.name)
    if blocker and not job.in_error:
        teller.note({"kind": "blocked", "job": job.key, "blocked_by": blocker})
        held = teller.say("deadlines.blocked", name=blocker.rpartition(".")[2])
        return teller.say("health.risk_blocked", name=job.name, deadline=job.deadline, held=held)
    if not job.in_error and at_best and at_best > job.deadline:
        return teller.say("health.risk_line", name=job.name, deadline=job.deadline, end=at_best)
    if not job.in_error and expected and expected > job.deadline:
        late = expected - job.deadline
        return teller.say("health.risk_after", name=job.name, deadline=job.deadline, end=expected, late=late)
    return teller.say("health.risk_error", name=job.name, deadline=job.deadline)


def _questions(report: HealthReport, teller: Teller) -> tuple[str, ...]:
    told = []
    if report.in_error:
        told += [teller.phrases.say("ask.diagnose", name=report.in_error[0].name), teller.phrases.say("ask.errors")]
    if report.stuck:
        told.append(teller.phrases.say("ask.stream", name=report.stuck[0].name))
    extra = {
        "ask.workstations": report.workstations_down,
        "ask.late": report.late,
        "ask.prompts": report.prompts_waiting,
        "ask.resources": report.resources_short,
    }
    told += [teller.phrases.say(key) for key, records in extra.items() if records]
    return tuple(told) or (teller.phrases.say("ask.running"), teller.phrases.say("ask.plan"))
