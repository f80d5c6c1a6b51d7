"""From a turn to what is said: the one place where the embedded model and the loop meet the presenters."""

from __future__ import annotations

from bot.agent.turn import Turn
from bot.agent.understanding import detect_language
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
        return compose(reports, teller, silent if reports else silent or [""])
    return say_kind(
        plan.get("kind", "help"),
        plan.get("topic", "help"),
        plan.get("target"),
        tuple(plan.get("suggestions", ())),
        teller,
    )
