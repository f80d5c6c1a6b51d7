"""The plan, and the job stream that extends it."""

from __future__ import annotations

from bot.cards import Block, Card, Tone
from bot.presenters.pieces import Draft, facts, freshness, job_table, line, row
from bot.presenters.records import plan_fact, stream_fact
from bot.presenters.streams import stream_state
from bot.presenters.teller import Teller, statement
from tws.reports import PlanReport


def plan_answer(report: PlanReport, teller: Teller) -> Draft:
    """Its number and end, how long is left, and the state of its extension."""
    plan, engine = report.plan, report.engine
    teller.note(plan_fact(plan))
    teller.note(statement("engine", version=engine.version, api=engine.api, time_zone=engine.time_zone))
    card = Card(
        title=_title(report, teller),
        tone=Tone.WARNING if plan.extending or _is_over(report) else Tone.NEUTRAL,
        blocks=(
            *facts(
                row(teller, "plan_number", _code(plan.run_number)),
                row(teller, "plan_starts", plan.starts_at),
                row(teller, "plan_ends", plan.ends_at),
                row(teller, "plan_created", plan.created_at),
                row(teller, "master", plan.master),
                row(teller, "engine", engine.version),
                row(teller, "zone", engine.time_zone),
            ),
            *_left(report, teller),
            *_extension(report, teller),
        ),
        footer=freshness(report, teller),
    )
    final = (teller.phrases.say("ask.stream", name=report.extension.name),) if report.extension else ()
    return card, (*final, teller.phrases.say("ask.health"), teller.phrases.say("ask.count"))


def _code(number: int | None) -> str | None:
    return None if number is None else str(number)


def _is_over(report: PlanReport) -> bool:
    return report.plan.ends_at is not None and report.plan.ends_at < report.as_of


def _title(report: PlanReport, teller: Teller) -> str:
    plan = report.plan
    if plan.extending:
        return teller.say("plan.extending")
    if plan.ends_at is None:
        return teller.say("plan.unknown")
    end = f"{teller.moment(plan.ends_at)} {teller.zone(plan.ends_at)}"
    if plan.run_number is None:
        return teller.say("plan.unnumbered", end=end)
    return teller.say("plan.title", number=str(plan.run_number), end=end)


def _left(report: PlanReport, teller: Teller) -> tuple[Block, ...]:
    if report.plan.ends_at is None or report.plan.extending:
        return ()
    if _is_over(report):
        return line(teller.say("plan.over"))
    return line(teller.say("plan.left", left=report.plan.ends_at - report.as_of))


def _extension(report: PlanReport, teller: Teller) -> tuple[Block, ...]:
    final = report.extension
    if final is None:
        return ()
    teller.note(stream_fact(final))
    title = teller.say("plan.final", name=final.key, state=stream_state(final, teller))
    return (*line(title, "strong"), *job_table(report.extension_jobs, teller))
