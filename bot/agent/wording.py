"""From a turn to what is said: the one place where the embedded model and the loop meet the presenters."""

from __future__ import annotations

from bot.agent.turn import Turn
from bot.agent.understanding import detect_language
from bot.presenters import Presented, Teller, compose, report_of, say_kind


def language_of(turn: Turn) -> str:
    """pt or en: as the plan understood it, else by the question's own words."""
    return str(turn.plan.get("language") or turn.language or detect_language(turn.text))


def presented(turn: Turn) -> Presented:
    """The card, facts, sources and suggestions of a turn: of its tools' reports, or of a question without any.

    Tools that were called and gave no report went wrong inside; that is said as such.
    """
    teller = Teller(language_of(turn), turn.zone, turn.asked_at)
    if turn.reports:
        return compose([report_of(artifact) for artifact in turn.reports], teller)
    if turn.calls:
        return say_kind("broken", "", None, (), teller)
    plan = turn.plan
    return say_kind(
        plan.get("kind", "help"),
        plan.get("topic", "help"),
        plan.get("target"),
        tuple(plan.get("suggestions", ())),
        teller,
    )
