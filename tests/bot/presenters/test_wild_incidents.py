"""Whatever an incident holds, its cards are made, and they are closed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards import card_as_dict, card_from_dict
from bot.presenters import (
    ACTIONS,
    Teller,
    alert_card,
    delayed,
    group_card,
    plain_text,
    pressed,
    progress_card,
    unsupported,
)
from bot.reports import Evidence, Happening, Incident, IncidentKind, Severity
from tests.bot.presenters.incident_samples import WORDS
from tests.bot.presenters.plan_samples import DIAGNOSIS, NOW, ZONE

moments = st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)).map(lambda each: each.replace(tzinfo=UTC))
durations = st.timedeltas(timedelta(seconds=-5), timedelta(days=400))
words = st.text(max_size=40)
coded = words | st.sampled_from(
    ["same_error:ORA-01555", "quiet_hours:22:00-06:00", "mute:", ":", "same_stream", "blocked_by:A#B.C", "snooze:ana"]
)
said = coded | moments.map(datetime.isoformat) | st.sampled_from(["2026-11-22", "2026-11-22T10:00"])
evidence = st.builds(
    Evidence,
    since=st.none() | moments,
    deadline=st.none() | moments,
    expected_at=st.none() | moments,
    latest_start=st.none() | moments,
    usual=st.none() | durations,
    lasting=st.none() | durations,
    waiting=st.none() | st.integers(0, 100_000),
    blocked_by=words,
    states=st.lists(words | st.sampled_from(["UNLINKED", "LIMIT 0", "FENCE 40", "EXEC"]), max_size=3).map(tuple),
    text=words,
    prompt=words | st.sampled_from(["12", "GO"]),
    started_at=st.none() | moments,
)
incidents = st.builds(
    Incident,
    id=st.uuids().map(str),
    key=words,
    environment=words,
    job=words,
    job_name=words,
    job_stream=words,
    workstation=words,
    internal_status=words | st.sampled_from(["ABEND", "FAIL", "LATE", "EXEC"]),
    state=st.sampled_from(["open", "acknowledged", "rerunning", "recovered", "cancelled", "gone"]) | words,
    opened_at=moments,
    updated_at=moments,
    closed_at=st.none() | moments,
    kind=st.sampled_from(IncidentKind),
    severity=st.sampled_from(Severity),
    critical=st.booleans(),
    return_code=st.none() | st.integers(-(2**31), 2**32),
    run_number=st.none() | st.integers(0, 10**9),
    taken_by=words,
    error_line=words,
    blocked=st.integers(0, 100_000),
    evidence=st.none() | evidence,
    cause=st.sampled_from(["", "i0"]),
    because=coded,
    effects=st.integers(0, 5000),
    held_until=st.none() | moments,
    held_why=coded,
)
lives = st.lists(
    st.builds(Happening, at=moments, what=st.sampled_from(WORDS) | words, who=words, text=said), max_size=8
).map(tuple)
languages = st.sampled_from(["pt", "en"])


def holds(teller: Teller, card, language: str) -> None:
    """The card has a title, states nothing but facts, and survives the wire."""
    presented = teller.present(card)
    assert presented.card.title.strip()
    assert unsupported(plain_text(card, language), presented.facts, presented.sources) == []
    assert card == card_from_dict(card_as_dict(card))


@settings(max_examples=150, deadline=None)
@given(incidents, lives, st.lists(incidents, max_size=4), st.booleans(), languages)
def test_every_alert_is_closed(incident, happenings, effects, is_diagnosed, language) -> None:
    """No incident makes its card break, or state a number, time or name that its facts lack; its buttons can be read."""
    teller = Teller(language, ZONE, NOW)
    report = DIAGNOSIS if is_diagnosed else None
    card = alert_card(incident, report, teller, can=ACTIONS, happenings=happenings, effects=effects)
    holds(teller, delayed(card, timedelta(minutes=3), teller), language)
    values = [button.value for block in card.blocks for button in getattr(block, "buttons", ())]
    assert all(pressed(value).incident == incident.id for value in values if value.startswith(incident.id))


@settings(max_examples=100, deadline=None)
@given(incidents, st.sampled_from(WORDS) | words, words, said, languages)
def test_every_reply_is_closed(incident, what, who, text, language) -> None:
    """No happening makes its reply break, or state what its facts lack."""
    teller = Teller(language, ZONE, NOW)
    holds(teller, progress_card(incident, what, teller, who=who, text=text), language)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(incidents, max_size=20),
    st.integers(0, 5000),
    st.integers(0, 5000),
    st.sampled_from(["storm", "standing"]),
    languages,
)
def test_every_group_is_closed(found, more, recovered, what, language) -> None:
    """No set of incidents makes the card for many break, or state what its facts lack."""
    teller = Teller(language, ZONE, NOW)
    holds(teller, group_card(found, len(found) + more, what, teller, recovered=recovered), language)
