"""The cards of a channel as they were reviewed, in both languages: board, home, greeting, commands, refusal, alerts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from bot.cards import Card, Table, Tone, card_as_dict, card_from_dict
from bot.channel.asked import typed, usage
from bot.channel.commands import NAMES
from bot.channel.presses import Outcome, outcome_card
from bot.messages import Visitor
from bot.phrases import LANGUAGES, Phrases
from bot.presenters import Teller, plain_text, unsupported
from bot.presenters.board import LISTED, Status, board_card, status_card
from bot.presenters.health import health_answer
from bot.presenters.home import (
    commands_card,
    greeting_card,
    hears_card,
    home_card,
    note_card,
    refusal_card,
)
from bot.reports import Incident, IncidentKind, KeptWatch
from tests.bot.presenters.plan_samples import INCIDENT, LATE, NOW, WAITING, ZONE, ago
from tests.bot.presenters.samples import REPORTS
from tws.models import Workstation
from tws.reports import HealthReport

SLACK, TEAMS = Visitor(platform="slack"), Visitor(platform="teams")
GOOD: HealthReport = next(r for r in REPORTS.values() if isinstance(r, HealthReport) and r.verdict == "good")
BAD: HealthReport = next(r for r in REPORTS.values() if isinstance(r, HealthReport) and r.verdict == "bad")
TROUBLE = REPORTS["trouble_TwsTimeoutError_"]
WATCH = KeptWatch(job="PAY_WKS#PAYROLL.PAY_CALC", job_name="PAY_CALC", asked_at=ago(minutes=50))
FULL = Status(environment="default", report=BAD, incidents=(INCIDENT,))


def greeting(visitor: Visitor, teller: Teller) -> Card:
    on = typed("alerts", visitor, teller.language, teller.say("switch.on"))
    help_ = typed("help", visitor, teller.language)
    return greeting_card(alerts=on, some=f"{on} PAY_*", help_=help_, private=visitor.private, teller=teller)


def commands(visitor: Visitor, teller: Teller) -> Card:
    return commands_card([usage(name, visitor, teller) for name in NAMES], teller)


CARDS: dict[str, Callable[[Teller], Card]] = {
    "board_good": lambda teller: status_card(Status(environment="default", report=GOOD), teller),
    "board_bad": lambda teller: status_card(FULL, teller),
    "board_stale": lambda teller: status_card(replace(FULL, trouble=TROUBLE), teller),
    "board_unknown": lambda teller: status_card(Status(environment="default", trouble=TROUBLE), teller),
    "home": lambda teller: home_card([FULL], [WATCH, replace(WATCH, until=NOW)], teller),
    "home_quiet": lambda teller: home_card([Status(environment="default", report=GOOD)], [], teller),
    "home_silent": lambda teller: home_card([Status(environment="default", trouble=TROUBLE)], [], teller),
    "home_two_environments": lambda teller: home_card(
        [FULL, Status(environment="test", report=replace(GOOD, environment="test"))], [WATCH] * 12, teller
    ),
    "greeting": lambda teller: greeting(SLACK, teller),
    "greeting_alone": lambda teller: greeting(replace(TEAMS, private=True), teller),
    "commands_slack": lambda teller: commands(SLACK, teller),
    "commands_teams": lambda teller: commands(TEAMS, teller),
    "refusal": lambda teller: refusal_card(teller.say("refused.rules")),
    "refusal_external": lambda teller: refusal_card(teller.say("refused.external")),
    "hears": lambda teller: hears_card([("PAY_*", "plantao1"), ("*", "plantao2")], ["folha"], "/tws alerts on", teller),
    "hears_nothing": lambda teller: hears_card([], [], "/tws alerts on", teller),
    "store_silent": lambda teller: note_card(teller.say("channel.store_silent")),
    **{
        f"press_{what}": lambda teller, what=what: outcome_card(
            Outcome(what=what, action="take", incident=None if what in {"gone", "unknown"} else INCIDENT), teller
        )
        for what in ("done", "over", "gone", "someone", "unknown")
    },
    **{
        f"press_{action}": lambda teller, action=action: outcome_card(
            Outcome(what="done", action=action, incident=INCIDENT, until=NOW if action == "snooze" else None), teller
        )
        for action in ("snooze", "solved", "not_solved")
    },
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CARDS)
def test_the_card_reads_as_it_was_reviewed(name: str, language: str, snapshot: SnapshotAssertion) -> None:
    """Its text, its tone, the tones of its rows and its buttons are those that somebody read."""
    card = CARDS[name](Teller(language, ZONE, NOW))
    tones = [" ".join(block.tones) for block in card.blocks if isinstance(block, Table)]
    assert snapshot == f"[{card.tone}]\n{plain_text(card, language)}\ntones: {tones}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in CARDS if name.startswith(("board", "home"))])
def test_a_status_states_nothing_but_facts(name: str, language: str) -> None:
    """Every number, time and name on it stands in what it rests on."""
    teller = Teller(language, ZONE, NOW)
    card = CARDS[name](teller)
    said = teller.present(card)
    questions = " ".join(Phrases(language).say(key) for key in ("ask.health", "ask.errors"))
    assert unsupported(plain_text(card, language), said.facts, said.sources, questions) == []


@pytest.mark.parametrize("name", CARDS)
def test_the_card_survives_the_wire(name: str) -> None:
    """A card that went through JSON is the same card."""
    card = CARDS[name](Teller("pt", ZONE, NOW))
    assert card == card_from_dict(card_as_dict(card))


def test_a_board_of_the_same_content_is_the_same_card_a_minute_later() -> None:
    """No words on it run with the clock; only its foot does."""
    later = replace(BAD, as_of=ago(minutes=-1))
    one, two = (board_card(each, [INCIDENT], Teller("en", ZONE, each.as_of)) for each in (BAD, later))
    assert replace(one, footer="") == replace(two, footer="")
    assert one.footer != two.footer


def test_a_critical_job_that_is_expected_to_be_late_is_never_on_time() -> None:
    """The open incident knows what the job waits for; the plan's own figures do not."""
    job = replace(WAITING, critical=True, deadline=ago(minutes=-600))
    risk = replace(INCIDENT, kind=IncidentKind.AT_RISK, job=job.key)
    report = replace(GOOD, critical_open=(job,))
    tones = [_critical_table(report, known).tones for known in ([], [risk])]
    assert [(Tone.GOOD,), (Tone.WARNING,)] == tones


def test_board_and_health_say_what_holds_a_critical_job_up() -> None:
    """A critical job with time to spare that waits for one in error is at risk on both, and health names that one."""
    job = replace(WAITING, critical=True, deadline=ago(hours=-9), estimated=None)
    report = replace(GOOD, critical_open=(job,), blockers={job.key: "WKS_DB1#PAYROLL.PAY_CALC"})
    teller = Teller("en", ZONE, NOW)
    told = plain_text(health_answer(report, teller)[0])
    assert (Tone.WARNING,) == _critical_table(report, []).tones
    assert ("held up by PAY_CALC, in error" in told, "1 critical job at risk" in told) == (True, True)


def _critical_table(report: HealthReport, incidents: list[Incident]) -> Table:
    card = board_card(report, incidents, Teller("en", ZONE, NOW))
    return next(block for block in card.blocks if isinstance(block, Table))


@settings(deadline=None, max_examples=60)
@given(
    number=st.integers(0, 60),
    name=st.text(min_size=1, max_size=60),
    language=st.sampled_from(LANGUAGES),
)
def test_a_board_is_bounded_and_takes_any_name(number: int, name: str, language: str) -> None:
    """Long lists are cut with their number, and no name breaks a card."""
    down = tuple(Workstation(id=str(n), name=f"{name}{n}", is_linked=False) for n in range(number))
    jobs = tuple(replace(LATE, id=str(n), name=f"{name}{n}", critical=True) for n in range(number))
    incidents = [replace(INCIDENT, id=str(n), job_name=f"{name}{n}") for n in range(number)]
    report = replace(GOOD, workstations_down=down, critical_open=jobs)
    card = board_card(report, incidents, Teller(language, ZONE, NOW))
    tables = [block for block in card.blocks if isinstance(block, Table)]
    assert [(min(number, LISTED), max(number - LISTED, 0))] * (3 if number else 0) == [
        (len(table.rows), table.more) for table in tables
    ]


def test_every_command_has_a_meaning_in_help() -> None:
    """No command stands in help without its words, in either language."""
    for language in LANGUAGES:
        phrases = Phrases(language)
        assert [name for name in NAMES if not phrases.knows(f"command.{name}")] == []
