"""How many jobs."""

from __future__ import annotations

import re

from bot.cards import Block, Card, Table
from bot.presenters.pieces import Draft, before_the_plan, freshness, is_untold, line, state_text, state_tone
from bot.presenters.teller import Teller, statement
from bot.presenters.words import quality_words
from tws.reports import CountReport

_BY = ("status", "stream", "workstation")


def count_answer(report: CountReport, teller: Teller) -> Draft:
    """The number in the title, the groups below it."""
    statuses = re.findall(r"\w+", report.status or "")
    teller.note(statement("jobs", total=report.total, by=report.by, status=report.status))
    window = ""
    if report.since or report.until:
        window = teller.window(report.since or report.as_of, report.until or report.as_of) if report.since else ""
    title = (
        teller.say("list.untold")
        if is_untold(report)
        else _title(report, statuses, "window" if window else "title", teller)
    )
    blocks = (*line(window, "muted"), *before_the_plan(report.plan_from, teller), *_groups(report, teller))
    if report.truncated:
        blocks = (*blocks, *line(teller.say("count.largest"), "muted"))
    return Card(title=title, blocks=blocks, footer=freshness(report, teller)), _questions(report, teller)


def _title(report: CountReport, statuses: list[str], place: str, teller: Teller) -> str:
    return teller.say(
        f"count.least_{place}" if report.at_least else f"count.{place}",
        n=report.total,
        qualities=quality_words(statuses, report.total, teller),
    )


def _groups(report: CountReport, teller: Teller) -> tuple[Block, ...]:
    if not report.groups:
        return ()
    by = report.by or "status"
    for group in report.groups:
        teller.note(statement("count", by=by, name=group.name, value=group.count))
    by_status = by == "status"
    return (
        Table(
            columns=(teller.say(f"count.by.{by if by in _BY else _BY[0]}"), teller.say("column.count")),
            rows=tuple(
                (state_text(group.name, teller) if by_status else group.name, teller.count(group.count))
                for group in report.groups
            ),
            tones=tuple(state_tone(group.name) for group in report.groups) if by_status else (),
        ),
    )


def _questions(report: CountReport, teller: Teller) -> tuple[str, ...]:
    first = "ask.health" if report.by == "status" else "ask.count"
    return tuple(teller.phrases.say(key) for key in ("ask.errors", first, "ask.running"))
