"""The card of every kind of incident, its replies and groups, in both languages, as the person on call reads them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from bot.cards import Actions, Table, Tone, card_as_dict, card_from_dict
from bot.presenters import ACTIONS, Pressed, Teller, alert_card, group_card, plain_text, pressed, unsupported
from bot.presenters.incidents import first_ones, incident_tone
from bot.reports import BAD_END_KINDS, Happening, IncidentKind, Severity
from tests.bot.presenters.incident_samples import AGENT, CONDITIONS, EFFECTS, INCIDENT_ALERTS
from tests.bot.presenters.plan_samples import DIAGNOSIS, INCIDENT, NOW, RECOVERED, TAKEN, ZONE
from tests.bot.presenters.test_golden import LANGUAGES, shown

STATES = ("open", "acknowledged", "rerunning", "recovered", "cancelled", "gone", "orbiting")


def buttons(card) -> list[tuple[str, str]]:
    """What can be pressed on a card: action and value, questions left out."""
    blocks = [block for block in card.blocks if isinstance(block, Actions)]
    return [(each.action, each.value) for block in blocks for each in block.buttons if each.action != "ask"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", INCIDENT_ALERTS)
def test_incident(name: str, language: str, snapshot: SnapshotAssertion) -> None:
    """The card reads as it was reviewed, states nothing but facts, and survives the wire."""
    teller = Teller(language, ZONE, NOW)
    presented = teller.present(INCIDENT_ALERTS[name](teller))
    text = plain_text(presented.card, language)
    assert snapshot == shown(presented, language)
    assert unsupported(text, presented.facts, presented.sources) == []
    assert presented.card == card_from_dict(card_as_dict(presented.card))


@pytest.mark.parametrize(
    ("because", "words"),
    [("same_stream:PAYROLL", True), ("same_workstation:FTA_01", True), ("same_error:ORA-01555", False),
     ("follows:W#S.J", False), ("workstation_down:FTA_01", False)],
)  # fmt: skip
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_guess_is_told_as_one(language: str, because: str, words: bool) -> None:
    """What only shares a place is said to follow probably, on its own card and on its cause's."""
    effect = replace(INCIDENT, id="e", cause="c", because=because)
    teller = Teller(language, ZONE, NOW)
    cards = [alert_card(effect, None, teller), alert_card(replace(INCIDENT, effects=1), None, teller, effects=[effect])]
    said = [any(word in plain_text(card).lower() for word in ("probabl", "provavel", "prováve")) for card in cards]
    assert [words, words] == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_in_every_state_is_told_in_words(language: str) -> None:
    """No kind, state or severity makes a card without a title, or shows a phrase's key instead of words."""
    for incident in (INCIDENT, replace(INCIDENT, kind=IncidentKind.FAIL, internal_status="FAIL"), *CONDITIONS.values()):
        for state in STATES:
            for severity in Severity:
                teller = Teller(language, ZONE, NOW)
                card = alert_card(replace(incident, state=state, severity=severity), None, teller, can=ACTIONS)
                assert card.title.strip()
                assert not any(f"{word}." in plain_text(card) for word in ("kind", "severity", "happened", "press"))


def test_every_kind_has_a_sample() -> None:
    """A kind that is new is not forgotten here."""
    assert {each.kind for each in CONDITIONS.values()} == set(IncidentKind) - BAD_END_KINDS


@pytest.mark.parametrize(
    ("changes", "tone"),
    [
        ({}, Tone.BAD),
        ({"severity": Severity.LOW}, Tone.WARNING),
        ({"state": "acknowledged"}, Tone.WARNING),
        ({"state": "rerunning"}, Tone.WARNING),
        ({"state": "recovered"}, Tone.GOOD),
        ({"state": "gone"}, Tone.NEUTRAL),
        ({"state": "cancelled"}, Tone.NEUTRAL),
        ({"kind": IncidentKind.AT_RISK}, Tone.WARNING),
        ({"kind": IncidentKind.AT_RISK, "severity": Severity.HIGH}, Tone.BAD),
        ({"kind": IncidentKind.WORKSTATION}, Tone.BAD),
    ],
)
def test_tone(changes: dict[str, object], tone: Tone) -> None:
    """What is over is not red, what was taken is not red, and what is only feared is not red unless it is urgent."""
    assert tone == incident_tone(replace(INCIDENT, **changes))


def test_only_what_the_platform_handles_can_be_pressed() -> None:
    """A platform that handles nothing shows no button but questions."""
    teller = Teller("pt", ZONE, NOW)
    assert buttons(alert_card(TAKEN, DIAGNOSIS, teller)) == []
    assert buttons(alert_card(INCIDENT, DIAGNOSIS, teller, can=frozenset({"take"}))) == [("take", "i1")]
    assert buttons(alert_card(INCIDENT, DIAGNOSIS, teller, can=ACTIONS)) == [("take", "i1"), ("snooze", "i1")]


def test_what_solved_it_is_asked_when_it_can_be_known() -> None:
    """Once somebody has it or it is over, the sheet's own row can be confirmed or refused, and something else named."""
    feedback = [("solved", "i1|e1"), ("not_solved", "i1|e1"), ("solved", "i1")]
    teller = Teller("en", ZONE, NOW)
    assert buttons(alert_card(TAKEN, DIAGNOSIS, teller, can=ACTIONS)) == [("snooze", "i1"), *feedback]
    assert [value for _, value in buttons(alert_card(RECOVERED, DIAGNOSIS, teller, can=ACTIONS))] == [
        "i2|e1",
        "i2|e1",
        "i2",
    ]
    assert buttons(alert_card(TAKEN, None, teller, can=ACTIONS)) == [("snooze", "i1"), ("solved", "i1")]


@pytest.mark.parametrize("undone", ["not_solved", "failed_again", "reopened"])
def test_what_solved_it_is_asked_again_once_it_did_not(undone: str) -> None:
    """After "solved" nothing more is asked; after it was taken back, or the job ended badly again, it is."""
    teller = Teller("en", ZONE, NOW)
    said = [Happening(at=NOW, what=what) for what in ("opened", "taken", "solved", undone)]
    shown = [buttons(alert_card(TAKEN, DIAGNOSIS, teller, can=ACTIONS, happenings=life)) for life in (said[:3], said)]
    assert shown == [[], [("snooze", "i1"), ("solved", "i1|e1"), ("not_solved", "i1|e1"), ("solved", "i1")]]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("i1", Pressed(incident="i1")),
        ("i1|e1", Pressed(incident="i1", entry="e1")),
        ("i1||more space | asked the DBA ", Pressed(incident="i1", text="more space | asked the DBA")),
        ("", Pressed(incident="")),
    ],
)
def test_what_a_press_means(value: str, expected: Pressed) -> None:
    """The incident, the sheet's row and a person's words are told apart, whatever those words hold."""
    assert expected == pressed(value)


@given(st.text(max_size=60))
@settings(deadline=None)
def test_any_value_is_read(value: str) -> None:
    """No value that a client sends breaks the reading."""
    assert value.startswith(pressed(value).incident)


def test_the_list_begins_with_what_needs_somebody() -> None:
    """Critical open ones come first, those that are over last."""
    order = [each.id for each in first_ones(EFFECTS)]
    assert (order[0], order[-1]) == ("e5", "e0")


def test_no_row_is_lost_uncounted() -> None:
    """What a group's table does not list is counted below it."""
    card = group_card(EFFECTS * 3, 2000, "storm", Teller("en", ZONE, NOW))
    (table,) = [block for block in card.blocks if isinstance(block, Table)]
    assert len(table.rows) + table.more == 2000


def test_meaning_does_not_rest_on_colour() -> None:
    """Cards of one kind whose tone differs differ in their words, too."""
    said: dict[str, Tone] = {}
    for severity in Severity:
        for state in STATES:
            card = alert_card(replace(AGENT, severity=severity, state=state), None, Teller("en", ZONE, NOW))
            assert card.tone == said.setdefault(plain_text(card), card.tone)
