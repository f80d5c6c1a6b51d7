"""From a report to its presenter, one report or several."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from typing import Any

from bot.cards import Block, Card, Divider, Text, Tone
from bot.presenters.counts import count_answer
from bot.presenters.diagnosis import diagnosis_answer
from bot.presenters.health import health_answer
from bot.presenters.impact import impact_answer
from bot.presenters.joblog import log_answer
from bot.presenters.jobs import jobs_answer
from bot.presenters.knowledge import knowledge_answer
from bot.presenters.needs import prompts_answer, resources_answer
from bot.presenters.pieces import Draft
from bot.presenters.plan import plan_answer
from bot.presenters.runs import estimate_answer, history_answer
from bot.presenters.shift import handover_answer
from bot.presenters.streams import stream_answer
from bot.presenters.teller import Presented, Teller
from bot.presenters.troubles import not_found, trouble, unanswered_card
from bot.presenters.waiting import waiting_answer
from bot.presenters.watches import watch_answer
from bot.presenters.workstations import workstation_answer
from bot.reports import DiagnosisReport, HandoverReport, KnowledgeReport, WatchReport
from tws.reports import (
    CountReport,
    EstimateReport,
    HealthReport,
    HistoryReport,
    ImpactReport,
    JobsReport,
    LogReport,
    NotFound,
    PlanReport,
    PromptsReport,
    Report,
    ResourcesReport,
    StreamReport,
    Trouble,
    WaitingReport,
    WorkstationReport,
    from_artifact,
)

PRESENTERS: Mapping[type[Report], Callable[[Any, Teller], Draft]] = {
    NotFound: not_found,
    Trouble: trouble,
    JobsReport: jobs_answer,
    CountReport: count_answer,
    LogReport: log_answer,
    WaitingReport: waiting_answer,
    ImpactReport: impact_answer,
    StreamReport: stream_answer,
    WorkstationReport: workstation_answer,
    HealthReport: health_answer,
    HistoryReport: history_answer,
    EstimateReport: estimate_answer,
    PromptsReport: prompts_answer,
    ResourcesReport: resources_answer,
    PlanReport: plan_answer,
    KnowledgeReport: knowledge_answer,
    DiagnosisReport: diagnosis_answer,
    HandoverReport: handover_answer,
    WatchReport: watch_answer,
}
_CLASSES = {record.__name__: record for record in PRESENTERS}
_WORST = (Tone.NEUTRAL, Tone.GOOD, Tone.WARNING, Tone.BAD)


def report_of(artifact: Mapping[str, Any]) -> Report:
    """The report that a tool returned as its artifact.

    Raises: KeyError for an unknown class name; pydantic.ValidationError for a dict that does not fit it.
    """
    return from_artifact(_CLASSES[artifact["report"]], dict(artifact))


def present(report: Report | Mapping[str, Any], teller: Teller) -> Presented:
    """The answer to one question: a report, or the artifact it travels as."""
    return compose([report], teller)


def compose(reports: Sequence[Report | Mapping[str, Any]], teller: Teller, unanswered: Sequence[str] = ()) -> Presented:
    """One answer from one or more reports: the verdict of the first on top, the others as sections below it.

    `unanswered` holds, for each call that gave no report, why it was not asked, empty where the tool broke.

    Raises: ValueError where there is neither.
    """
    if not (reports or unanswered):
        raise ValueError("an answer needs at least one report")
    records = [report if isinstance(report, Report) else report_of(report) for report in reports]
    drafts = [PRESENTERS[type(record)](record, teller) for record in records]
    silent = [unanswered_card(reason, teller) for reason in dict.fromkeys(unanswered)]
    card = reduce(_joined, (*(card for card, _ in drafts), *silent))
    footer = _footer(records, [card.footer for card, _ in drafts])
    return teller.present(replace(card, footer=footer), _in_turn([questions for _, questions in drafts]))


def _joined(card: Card, section: Card) -> Card:
    blocks: tuple[Block, ...] = (*card.blocks, Divider(), Text(text=section.title, style="strong"), *section.blocks)
    return replace(card, tone=max(card.tone, section.tone, key=_WORST.index), blocks=blocks)


def _footer(records: Sequence[Report], footers: Sequence[str]) -> str:
    # sections read a moment apart are as fresh as the oldest of them
    oldest_first = sorted(zip(records, footers, strict=True), key=lambda pair: pair[0].as_of)
    told: dict[tuple[str, bool], str] = {}
    for record, footer in oldest_first:
        told.setdefault((record.environment, isinstance(record, Trouble)), footer)
    return "\n".join(told.values())


def _in_turn(questions: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    longest = max(map(len, questions), default=0)
    return tuple(each[n] for n in range(longest) for each in questions if n < len(each))
