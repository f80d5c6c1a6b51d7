"""Every answer and alert, in both languages, as the person on call reads it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.cards import Card, Table, card_as_dict, card_from_dict
from bot.presenters import (
    Presented,
    Teller,
    alert_card,
    back_card,
    compose,
    group_card,
    plain_text,
    present,
    progress_card,
    say_kind,
    unreachable_card,
    unsupported,
    watch_card,
)
from tests.bot.presenters.plan_samples import (
    ABENDED,
    DIAGNOSIS,
    ENDED,
    INCIDENT,
    LATE,
    NOW,
    RECOVERED,
    TAKEN,
    ZONE,
    ago,
)
from tests.bot.presenters.samples import REPORTS

LANGUAGES = ("pt", "en")
RERUNNING = replace(INCIDENT, state="rerunning", internal_status="FAIL", return_code=None)
CANCELLED = replace(RECOVERED, state="cancelled")
TROUBLE = REPORTS["trouble_TwsTimeoutError_"]

ALERTS: dict[str, Callable[[Teller], Card]] = {
    "alert": lambda teller: alert_card(INCIDENT, DIAGNOSIS, teller, can=frozenset({"take"})),
    "alert_bare": lambda teller: alert_card(INCIDENT, None, teller),
    "alert_taken": lambda teller: alert_card(TAKEN, None, teller, can=frozenset({"take"})),
    "alert_rerunning": lambda teller: alert_card(RERUNNING, None, teller),
    "alert_recovered": lambda teller: alert_card(RECOVERED, None, teller),
    "alert_cancelled": lambda teller: alert_card(CANCELLED, None, teller),
    "alert_strange": lambda teller: alert_card(replace(INCIDENT, state="orbiting"), None, teller),
    **{
        f"progress_{what}": lambda teller, what=what: progress_card(TAKEN, what, teller)
        for what in ("failed_again", "reopened", "rerunning", "recovered", "cancelled", "gone", "taken", "odd")
    },
    "group_standing": lambda teller: group_card((INCIDENT,), 1, "standing", teller),
    "group_storm": lambda teller: group_card((INCIDENT, TAKEN), 2000, "storm", teller),
    "unreachable": lambda teller: unreachable_card(TROUBLE, teller),
    "back": lambda teller: back_card(replace(TROUBLE, as_of=ago(minutes=4)), NOW, teller),
    "watch_told_ended": lambda teller: watch_card(ENDED.key, ENDED, "ended", teller),
    "watch_told_abended": lambda teller: watch_card(ABENDED.key, ABENDED, "ended", teller),
    "watch_told_late": lambda teller: watch_card(LATE.key, LATE, "late", teller),
    "watch_told_until": lambda teller: watch_card(LATE.key, LATE, "until", teller),
    "watch_told_gone": lambda teller: watch_card(LATE.key, None, "gone", teller),
}
TALK = {
    "greeting": ("help", "greeting", None, ()),
    "help": ("help", "help", None, ()),
    "thanks": ("help", "thanks", None, ()),
    "bye": ("help", "bye", None, ()),
    "outofscope": ("outofscope", "", None, ()),
    "toolong": ("toolong", "", None, ()),
    "empty": ("empty", "", None, ()),
    "broken": ("broken", "", None, ()),
    "clarify": ("clarify", "job", None, ("status do job PAY_CALC", "log de PAY_CALC")),
    "clarify_name": ("clarify", "name", None, ("status do job PAY_01",)),
    "clarify_strange": ("clarify", "orbit", None, ()),
    "decline_key": ("decline", "rerun", "WKS#STREAM.PAY_CALC", ()),
    "decline_name": ("decline", "hold", "PAY_CALC", ()),
    "decline_nothing": ("decline", "cancel", None, ()),
    "decline_strange": ("decline", "orbit", "PAY_CALC", ()),
}


def shown(presented: Presented, language: str) -> str:
    """The card as text, with all that the text alone does not tell."""
    tones = [" ".join(block.tones) for block in presented.card.blocks if isinstance(block, Table)]
    rows = [f"{source['file']} {source['sheet']} {source['row']}" for source in presented.sources]
    return "\n".join(
        (
            f"[{presented.card.tone}]",
            plain_text(presented.card, language),
            f"tones: {tones}",
            f"next: {list(presented.suggestions)}",
            f"sources: {rows}",
        )
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REPORTS)
def test_answer(name: str, language: str, snapshot: SnapshotAssertion) -> None:
    """The answer reads as it was reviewed."""
    presented = present(REPORTS[name], Teller(language, ZONE, NOW))
    assert snapshot == shown(presented, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ALERTS)
def test_alert(name: str, language: str, snapshot: SnapshotAssertion) -> None:
    """The alert reads as it was reviewed, and states nothing but facts."""
    teller = Teller(language, ZONE, NOW)
    presented = teller.present(ALERTS[name](teller))
    assert snapshot == shown(presented, language)
    assert unsupported(plain_text(presented.card, language), presented.facts, presented.sources) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TALK)
def test_talk(name: str, language: str, snapshot: SnapshotAssertion) -> None:
    """What is said without asking HWA reads as it was reviewed, and states nothing but facts."""
    presented = say_kind(*TALK[name], Teller(language, ZONE, NOW))
    assert snapshot == shown(presented, language)
    assert unsupported(plain_text(presented.card, language), presented.facts) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_several_results(language: str, snapshot: SnapshotAssertion) -> None:
    """Two results become one card with the worst tone, the first verdict on top, suggestions taken in turn."""
    teller = Teller(language, ZONE, NOW)
    presented = compose([REPORTS["pay_load"], REPORTS["impact"], REPORTS["trouble_never"]], teller)
    assert snapshot == shown(presented, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REPORTS)
def test_answer_is_closed(name: str, language: str) -> None:
    """Every number, time and name in the text stands in the facts or the sources."""
    presented = present(REPORTS[name], Teller(language, ZONE, NOW + timedelta(seconds=1)))
    for text in (plain_text(presented.card, language), plain_text(presented.card)):
        assert unsupported(text, presented.facts, presented.sources) == []


@pytest.mark.parametrize("name", REPORTS)
def test_card_survives_the_wire(name: str) -> None:
    """A card that went through JSON is the same card."""
    card = present(REPORTS[name], Teller("pt", ZONE, NOW)).card
    assert card == card_from_dict(card_as_dict(card))
