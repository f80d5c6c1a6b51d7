"""Every place that an incident is routed to hears of it, also one that was added after the first message."""

from datetime import timedelta

import pytest

from bot.alerts.routing.records import Hold
from bot.store.rows import Place
from tests.bot.alerts.test_standing import workstation_down
from tests.fakes import NIGHT, REFUSED, FakeChat, lone_job, own_line

ALERTS, LATER = Place(chat="web", target="alerts"), Place(chat="web", target="later", mentions=("@later",))


def told_in(night, target):
    return [told.message.card.title for told in night.chat.told if told.message.target == target]


def subscribe(night):
    night.routes.places = (ALERTS, LATER)


async def test_a_place_added_later_hears_of_an_incident_that_is_opened_again(quiet_night):
    """ABEND, recovery, a new subscriber, ABEND again: the old place has an edit and a reply, the new one its root."""
    quiet_night.plan.put(lone_job("A"))
    await quiet_night.poll()
    quiet_night.plan.put(lone_job("A", "SUCC", number=2))
    await quiet_night.poll()
    subscribe(quiet_night)
    quiet_night.plan.put(lone_job("A", number=3))
    await quiet_night.poll()
    first, second = quiet_night.chat.told
    assert ("ABEND A open", "later", ("@later",)) == (
        second.message.card.title,
        second.message.target,
        second.message.mentions,
    )
    assert ["A recovered", "A reopened"] == quiet_night.replies(0)
    assert ([], "alerts") == (second.replies, first.message.target)


async def test_what_stood_before_the_first_look_is_no_news_in_a_place_added_later(night):
    """The next bad end of one of its jobs is told there by that job's own card alone."""
    night.plan.put(lone_job("A"))
    await night.poll()
    subscribe(night)
    night.plan.put(lone_job("A", "SUCC", number=2))
    await night.poll()
    night.plan.put(lone_job("A", number=3))
    await night.polls(2)
    assert ["ABEND A open"] == told_in(night, LATER.target)


async def test_where_nobody_was_told_the_next_bad_end_is_told(night):
    """With no place at all at first, a channel that switches on hears of the same job's next ABEND, once."""
    night.routes.places = ()
    await night.poll()
    night.plan.put(lone_job("A"))
    await night.poll()
    subscribe(night)
    night.plan.put(lone_job("A", number=2))
    await night.polls(3)
    assert (["ABEND A open"], ["ABEND A open"]) == (told_in(night, "alerts"), told_in(night, "later"))


async def test_a_repaint_begins_no_thread(quiet_night):
    """What only changes a card, or says who has it, is no news for a place that was not told."""
    quiet_night.plan.put(lone_job("A"))
    await quiet_night.poll()
    subscribe(quiet_night)
    (incident,) = await quiet_night.alerts.book.open_incidents()
    await quiet_night.alerts.take(incident.id, "ops")
    quiet_night.plan.put(lone_job("A", "EXEC", number=2))
    await quiet_night.polls(3)
    assert [] == told_in(quiet_night, "later")


async def test_an_escalation_is_told_in_every_place_by_then(quiet_night):
    """Nobody came: who was added meanwhile hears of it too."""
    quiet_night.routes.steps = [(10, Place(chat="web", target="managers"))]
    quiet_night.plan.put(lone_job("A"))
    await quiet_night.poll()
    subscribe(quiet_night)
    await quiet_night.polls(12)
    assert ["alerts", "later", "managers"] == sorted(told.message.target for told in quiet_night.chat.told)


async def test_a_cause_is_told_wherever_a_new_follower_is(quiet_night):
    """A job that follows from an incident told before: the new place has that incident's card, and no other."""
    quiet_night.plan.put(lone_job("A"))
    await quiet_night.poll()
    subscribe(quiet_night)
    quiet_night.plan.put(lone_job("B"))
    await quiet_night.poll()
    assert ["ABEND A open"] == told_in(quiet_night, "later")


async def test_nobody_is_sent_to_a_card_that_does_not_stand(quiet_night):
    """An alert that moves to another's card: where that was never told it is told first, then the move."""
    quiet_night.diagnose.lines = own_line
    quiet_night.routes.by_stream["S_A"] = (LATER,)
    quiet_night.plan.put(lone_job("A", workstation="FTA_01"))
    await quiet_night.poll()
    quiet_night.conditions.standing = [workstation_down("FTA_01")]
    await quiet_night.polls(5)
    assert ["ABEND A open", "UNLINKED FTA_01 open"] == told_in(quiet_night, "later")
    assert ["UNLINKED FTA_01 open"] == told_in(quiet_night, "alerts")
    assert ["A grouped"] == quiet_night.replies(0)


async def test_an_alert_stays_where_it_is_while_its_cause_is_told_nowhere(quiet_night):
    """A workstation that is held back takes no alert away that people see."""
    quiet_night.diagnose.lines = own_line
    quiet_night.plan.put(lone_job("A", workstation="FTA_01"))
    await quiet_night.poll()
    quiet_night.routes.hold = Hold(until=NIGHT + timedelta(hours=2), why="quiet_hours:")
    quiet_night.conditions.standing = [workstation_down("FTA_01")]
    await quiet_night.polls(5)
    assert (["ABEND A open"], []) == (quiet_night.chat.titles, quiet_night.replies())
    assert {""} == {one.cause for one in await quiet_night.alerts.book.open_incidents()}


async def test_a_new_place_waits_for_the_end_of_quiet_hours(quiet_night):
    """Opened again while it is held back: the new place hears of it when nothing holds it any more."""
    quiet_night.plan.put(lone_job("A"))
    await quiet_night.poll()
    quiet_night.plan.put(lone_job("A", "SUCC", number=2))
    await quiet_night.poll()
    subscribe(quiet_night)
    quiet_night.routes.hold = Hold(until=quiet_night.clock() + timedelta(minutes=10), why="quiet_hours:")
    quiet_night.plan.put(lone_job("A", number=3))
    await quiet_night.polls(5)
    assert [] == told_in(quiet_night, "later")
    await quiet_night.polls(7)
    assert ["ABEND A open"] == told_in(quiet_night, "later")


@pytest.mark.parametrize("kills", [False, True])
async def test_the_new_root_is_posted_once_over_a_restart(quiet_night, kills):
    """Decided before the process died, told after, once."""
    quiet_night.plan.put(lone_job("A"))
    await quiet_night.poll()
    quiet_night.plan.put(lone_job("A", "SUCC", number=2))
    await quiet_night.poll()
    subscribe(quiet_night)
    quiet_night.plan.put(lone_job("A", number=3))
    await quiet_night.alerts.look_once()
    if kills:
        await quiet_night.restart()
    await quiet_night.polls(3)
    assert ["ABEND A open"] == told_in(quiet_night, "later")


async def explained(night):
    """All diagnoses have come, and what follows from them is decided."""
    night.diagnose.trouble = None
    night.diagnose.lines = lambda _: "ORA-01555: snapshot too old"
    for _ in range(3):
        await night.alerts.look_once()
        await night.alerts._diagnoses.drain(5)


async def strangers(night, *jobs):
    """Bad ends of which nothing is known yet, decided on and not sent."""
    night.diagnose.trouble = ValueError("no diagnosis yet")
    night.plan.put(*jobs)
    night.clock.advance(seconds=30)
    await night.alerts.look_once()


async def test_what_is_grouped_before_it_was_sent_is_not_posted(quiet_night):
    """Three told apart, the platform slow, then one cause: one card that counts two, and no thread beside it."""
    await strangers(quiet_night, *(lone_job(name) for name in "ABC"))
    await explained(quiet_night)
    await quiet_night.polls(3)
    (told,) = quiet_night.chat.told
    assert [] == told.replies
    assert 2 == len(await quiet_night.alerts.feed.behind(told.message.incident))


async def test_a_critical_alert_is_not_taken_back(quiet_night):
    """A critical job keeps its thread although it follows from another."""
    for job in (lone_job("A"), lone_job("CRIT", critical=True)):
        await strangers(quiet_night, job)
    await explained(quiet_night)
    await quiet_night.polls(3)
    assert ["ABEND A open", "ABEND CRIT open"] == quiet_night.chat.titles
    assert ["CRIT grouped"] == quiet_night.replies(1)


async def test_what_was_sent_in_one_place_is_taken_back_in_the_other(quiet_night):
    """One platform has the card already: there the move is told; the other one hears of the cause alone."""
    slow = FakeChat("slack")
    quiet_night.chats.append((slow, "ops"))
    quiet_night.routes.places = (ALERTS, Place(chat="slack", target="ops"))
    await quiet_night.restart()
    slow.faults += [REFUSED] * 3
    await strangers(quiet_night, *(lone_job(name) for name in "ABCDEF"))
    await quiet_night.alerts.deliver_once()
    await explained(quiet_night)
    await quiet_night.polls(3)
    assert 6 == len(quiet_night.chat.told)
    moved = [reply.card.title.split()[1] for told in slow.told for reply in told.replies]
    assert (3 <= len(slow.told) <= 4, {"grouped"}) == (True, set(moved))


async def test_what_was_taken_back_is_told_when_it_stands_alone(quiet_night):
    """The cause ends well and the follower stays in error: now it has its thread."""
    await strangers(quiet_night, lone_job("A"), lone_job("B"))
    await explained(quiet_night)
    await quiet_night.poll()
    cause, effect = "AB" if "A" in quiet_night.chat.titles[0].split() else "BA"
    quiet_night.plan.put(lone_job(cause, "SUCC", number=2))
    await quiet_night.polls(20)
    assert [f"ABEND {cause} recovered", f"ABEND {effect} open"] == quiet_night.chat.titles


async def test_a_second_bad_end_before_the_first_message_takes_nothing_back(quiet_night):
    """What follows from nothing is told, however often it ends badly before the platform takes it."""
    quiet_night.plan.put(lone_job("A"))
    await quiet_night.alerts.look_once()
    quiet_night.plan.put(lone_job("A", number=2))
    await quiet_night.polls(2)
    assert ["ABEND A open"] == quiet_night.chat.titles
