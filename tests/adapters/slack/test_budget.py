"""How often Slack is called: within its limits, each channel for itself, alerts apart from the rest."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack.budget import ALERTS, HOUSEKEEPING, Budget
from bot.errors import ChatError
from tests.adapters.slack.fake.rates import RATES


class Time:
    """A clock that sleeping moves."""

    def __init__(self) -> None:
        self.now, self.slept = 1000.0, 0.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept += seconds


def budget(limits=ALERTS):
    time = Time()
    return Budget(limits, clock=time, sleep=time.sleep), time


async def test_a_storm_keeps_to_one_message_a_second():
    """Sixty messages to a channel take about a minute, the first three no time."""
    held, time = budget()
    for _ in range(3):
        await held.wait("chat.postMessage", "C1", 20)
    assert 0.0 == time.slept
    for _ in range(57):
        await held.wait("chat.postMessage", "C1", 20)
    assert 57 == round(time.slept)


async def test_a_busy_channel_delays_no_other():
    """Slack counts messages by channel, and so do we."""
    held, time = budget()
    for _ in range(3):
        await held.wait("chat.postMessage", "C1", 20)
    await held.wait("chat.postMessage", "C2", 0)
    assert 0.0 == time.slept


async def test_what_slack_blocked_waits_or_says_for_how_long():
    """A Retry-After is waited for where there is patience; else the caller hears when to come again."""
    held, time = budget()
    held.block("chat.update", "", 12)
    with pytest.raises(ChatError) as refused:
        await held.wait("chat.update", "", 5)
    assert (12.0, 0.0) == (refused.value.retry_after, time.slept)
    await held.wait("chat.update", "", 20)
    assert 12.0 == time.slept


async def test_who_lost_patience_spent_nothing():
    """A call that was not made takes nobody's turn."""
    held, time = budget()
    held.block("chat.update", "", 12)
    for _ in range(50):
        with pytest.raises(ChatError):
            await held.wait("chat.update", "", 1)
    time.now += 12
    await held.wait("chat.update", "", 0)
    assert 0.0 == time.slept


@given(st.lists(st.floats(0, 30), min_size=20, max_size=120))
@settings(deadline=None)
async def test_no_pattern_of_calls_is_over_the_limit(pauses):
    """In every minute there are at most the minute's calls and one burst more."""
    held, time = budget()
    made = []
    for pause in pauses:
        time.now += pause / 20
        await held.wait("chat.update", "", 600)
        made.append(time.now)
    limit = ALERTS["chat.update"]
    assert max(sum(at <= each < at + 60 for each in made) for at in made) <= limit.a_minute + limit.burst


@pytest.mark.parametrize("method", ["chat.update", "conversations.history"])
def test_alerts_and_the_rest_stay_within_slacks_limit_together(method):
    """The two budgets of a method that Slack counts as one are no more than it gives."""
    both = ALERTS[method].a_minute + (HOUSEKEEPING[method].a_minute if method in HOUSEKEEPING else 0)
    assert both <= RATES[method].a_minute
