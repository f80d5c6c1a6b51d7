"""From a turn to what is said: the one place where the embedded model and the loop meet the presenters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.agent.turn import Turn
from bot.agent.understanding import detect_language
from bot.cards import Text
from bot.presenters import Presented, Teller, compose, report_of, say_kind


def language_of(turn: Turn) -> str:
    """pt or en: as the plan understood it, else by the question's own words, else as the platform hinted."""
    return str(turn.plan.get("language") or detect_language(turn.text, turn.language or "pt"))


def presented(turn: Turn) -> Presented:
    """The card, facts, sources and suggestions of a turn: of its tools' reports, or of a question without any.

    Of calls that gave no report, it is said why they were not asked, or that they went wrong inside.
    """
    teller = Teller(language_of(turn), turn.zone, turn.asked_at)
    plan = turn.plan
    if turn.reports or (turn.calls and plan.get("kind", "answer") == "answer"):
        silent = [call.reason for call in turn.unanswered]
        reports = [report_of(artifact) for artifact in turn.reports]
        said = compose(reports, teller, silent if reports else silent or [""])
        return _with_reading(said, plan.get("read_as", ()), teller)
    return say_kind(
        plan.get("kind", "help"),
        plan.get("topic", "help"),
        plan.get("target"),
        tuple(plan.get("suggestions", ())),
        teller,
    )


def _with_reading(said: Presented, read_as: Sequence[Sequence[str]], teller: Teller) -> Presented:
    """The answer, with what was taken for a mistyped name told above it."""
    if not read_as:
        return said
    told = tuple(
        Text(text=teller.say("talk.read_as", typed=typed, name=name), style="muted") for typed, name in read_as
    )
    fact = {"kind": "read_as", "names": [list(pair) for pair in read_as]}
    return replace(said, card=replace(said.card, blocks=(*told, *said.card.blocks)), facts=(*said.facts, fact))
