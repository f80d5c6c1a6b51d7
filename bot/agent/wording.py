"""From a turn to what is said: the one place where the embedded model and the loop meet the presenters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.agent.turn import Turn
from bot.agent.understanding import detect_language
from bot.cards import Text
from bot.presenters import Presented, Teller, compose, report_of, say_kind
from bot.presenters.leads import lead
from bot.presenters.silence import how_to_mute, no_tickets

# What is declined in words of its own: it would be no act on HWA.
_OWN: dict[str, Callable[[str | None, Teller], Presented]] = {"mute": how_to_mute, "ticket": no_tickets}


def language_of(turn: Turn) -> str:
    """pt or en: as the plan understood it, else by the question's own words, else as the platform hinted."""
    return str(turn.plan.get("language") or detect_language(turn.text, turn.language or "pt"))


def presented(turn: Turn) -> Presented:
    """The card, facts, sources and suggestions of a turn: of its tools' reports, or of a question without any.

    Of calls that gave no report, it is said why they were not asked, or that they went wrong inside.
    """
    teller = Teller(language_of(turn), turn.zone, turn.asked_at)
    plan = turn.plan
    own = _OWN.get(plan.get("topic", "")) if plan.get("kind") == "decline" else None
    if own:
        return own(plan.get("target"), teller)
    if turn.reports or (turn.calls and plan.get("kind", "answer") == "answer"):
        silent = [call.reason for call in turn.unanswered]
        reports = [report_of(artifact) for artifact in turn.reports]
        first = lead(plan.get("topic", ""), reports, teller)
        said = _led(
            _without_asked(compose(reports, teller, silent if reports else silent or [""]), turn, teller), first
        )
        return _with_reading(said, plan.get("read_as", ()), teller)
    return say_kind(
        plan.get("kind", "help"),
        plan.get("topic", "help"),
        plan.get("target"),
        tuple(plan.get("suggestions", ())),
        teller,
    )


def _without_asked(said: Presented, turn: Turn, teller: Teller) -> Presented:
    """The answer without the suggestion to ask about deadlines, where that is what was asked."""
    if not any(str(call.args.get("only", "")).endswith("deadlines") for call in turn.calls):
        return said
    asked = {teller.phrases.say("suggest.deadlines"), teller.phrases.say("ask.late")}
    return replace(said, suggestions=tuple(one for one in said.suggestions if one not in asked))


def _led(said: Presented, first: str) -> Presented:
    """The answer with its first sentence on top, and under it what was the title."""
    if not first:
        return said
    card = said.card
    return replace(said, card=replace(card, title=first, blocks=(Text(text=card.title, style="strong"), *card.blocks)))


def _with_reading(said: Presented, read_as: Sequence[Sequence[str]], teller: Teller) -> Presented:
    """The answer, with what was taken for a mistyped name told above it."""
    if not read_as:
        return said
    told = tuple(
        Text(text=teller.say("talk.read_as", typed=typed, name=name), style="muted") for typed, name in read_as
    )
    fact = {"kind": "read_as", "names": [list(pair) for pair in read_as]}
    return replace(said, card=replace(said.card, blocks=(*told, *said.card.blocks)), facts=(*said.facts, fact))
