"""What the channel reads while people work on an incident: real cards from the real desk."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.alert_cards import PresentedAlerts
from bot.presenters.plain import plain_text
from tests.fakes import lone_job

ZONE = ZoneInfo("America/Sao_Paulo")


@pytest.fixture
async def worked_on(night):
    """An ABEND that somebody took a minute ago."""
    can = frozenset({"take", "snooze", "solved", "not_solved"})
    night.cards = lambda language: PresentedAlerts("en", lambda: ZONE, night.clock, can=can)
    await night.restart()
    await night.poll()
    night.plan.put(lone_job("A"))
    await night.poll()
    (incident,) = await night.alerts.book.open_incidents()
    await night.alerts.take(incident.id, "ana")
    await night.poll(seconds=60)
    return night, incident


def root(night):
    return plain_text(night.chat.told[0].message.card)


async def test_a_snooze_is_told_with_its_own_moment(worked_on):
    """The reply of the snooze says when it was pressed, not when the incident was taken."""
    night, incident = worked_on
    await night.alerts.snooze(incident.id, "ana", night.clock() + timedelta(hours=1))
    await night.poll()
    taken, snoozed = (reply.card.footer for reply in night.chat.told[0].replies)
    assert ("1 min after" in snoozed, "1 min after" in taken) == (True, False)


async def test_what_is_marked_as_solved_waits_for_hwa(worked_on):
    """After "solved" the card says who and when first, who has it since as before, and nothing of a snooze."""
    night, incident = worked_on
    taken_at = night.clock() - timedelta(seconds=60)
    await night.alerts.snooze(incident.id, "ana", night.clock() + timedelta(hours=1))
    night.clock.advance(minutes=7)
    await night.alerts.solved(incident.id, "ana", text="restarted")
    solved_at = night.clock()
    await night.poll()
    first, second = [line for line in root(night).splitlines() if line.strip()][1:3]
    assert f"Marked as solved by ana at {solved_at.astimezone(ZONE):%H:%M}" in first
    assert f"with ana since {taken_at.astimezone(ZONE):%H:%M}" in second
    assert "Held until" not in root(night)
    assert "Snooze 1 h" not in root(night)
    assert "marked as solved" in night.chat.told[0].message.card.title


async def test_a_bad_end_after_that_is_open_again(worked_on):
    """The next ABEND takes the word back."""
    night, incident = worked_on
    await night.alerts.solved(incident.id, "ana", text="restarted")
    night.plan.put(lone_job("A", number=2))
    await night.polls(2)
    assert "arked as solved by" not in root(night).split("What happened")[0]


async def test_a_moved_alert_names_the_other_at_its_top(worked_on):
    """Moved to the card of a job with the same error: title, first line and thread name it; the other claims nothing
    false, and when it is over says that one is left."""
    night, _ = worked_on
    night.diagnose.trouble = ValueError("no diagnosis yet")
    night.plan.put(lone_job("B"))
    await night.poll()
    night.diagnose.trouble = None
    for _ in range(3):
        await night.poll()
        await night.alerts.stop()
    moved = night.chat.told[1]
    assert moved.message.card.title.endswith(", now on the card of A")
    assert "Follows from A" in plain_text(moved.message.card).splitlines()[2]
    assert "B moves to the card of A." == moved.replies[-1].card.title
    assert "no card" not in root(night)
    night.plan.put(lone_job("A", "SUCC", number=2))
    await night.poll()
    assert "1 is still in error" in root(night)
    await night.polls(6)
    assert "B no longer follows from another incident and is still open." == moved.replies[-1].card.title
