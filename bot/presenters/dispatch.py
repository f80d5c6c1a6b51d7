"""From a report to its presenter, one report or several."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import Any

from bot.cards import Block, Card, Divider, Text, Tone
from bot.presenters.jobs import jobs_answer
from bot.presenters.pieces import Draft
from bot.presenters.teller import Presented, Teller
from bot.presenters.troubles import not_found, trouble
from tws.reports import JobsReport, NotFound, Report, Trouble, from_artifact

PRESENTERS: Mapping[type[Report], Callable[[Any, Teller], Draft]] = {
    NotFound: not_found,
    Trouble: trouble,
    JobsReport: jobs_answer,
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


def compose(reports: Sequence[Report | Mapping[str, Any]], teller: Teller) -> Presented:
    """One answer from one or more reports: the verdict of the first on top, the others as sections below it.

    Raises: ValueError where there is no report.
    """
    if not reports:
        raise ValueError("an answer needs at least one report")
    drafts = [_draft(report, teller) for report in reports]
    card = reduce(_joined, (card for card, _ in drafts))
    return teller.present(card, _in_turn([questions for _, questions in drafts]))


def _draft(report: Report | Mapping[str, Any], teller: Teller) -> Draft:
    record = report if isinstance(report, Report) else report_of(report)
    return PRESENTERS[type(record)](record, teller)


def _joined(card: Card, section: Card) -> Card:
    blocks: tuple[Block, ...] = (*card.blocks, Divider(), Text(text=section.title, style="strong"), *section.blocks)
    tone = max(card.tone, section.tone, key=_WORST.index)
    footers = dict.fromkeys((*card.footer.split("\n"), *section.footer.split("\n")))
    return Card(title=card.title, tone=tone, blocks=blocks, footer="\n".join(footers))


def _in_turn(questions: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    longest = max(map(len, questions))
    return tuple(each[n] for n in range(longest) for each in questions if n < len(each))
