"""The way out where platforms refuse, hang or are gone."""

import asyncio

import pytest

from bot.alerts.outbox import Outbox
from bot.errors import ChatError
from bot.store.rows import Kind
from tests.bot.alerts import messages
from tests.bot.alerts.messages import draft, put
from tests.fakes import REFUSED, FakeChat, PlainCards, lone_job

store, clock = messages.store, messages.clock


async def test_a_dead_platform_does_not_hold_up_another(store, clock):
    """One chat refuses everything, the other has the message."""
    dead, alive = FakeChat("slack"), FakeChat("web")
    dead.faults += [REFUSED] * 9
    await put(store, draft(chat="slack"), draft(chat="web"))
    assert 1 == await Outbox(store, [dead, alive], clock, PlainCards()).deliver()
    assert ["ABEND"] == alive.titles


async def test_a_defect_of_one_chat_is_raised_after_the_others_had_their_turn(store, clock):
    """An error that is no ChatError reaches the scheduler, the other chat is served, and the message is not lost."""
    broken, alive = FakeChat("slack"), FakeChat("web")
    broken.faults.append(KeyError("a defect"))
    outbox = Outbox(store, [broken, alive], clock, PlainCards())
    await put(store, draft(chat="slack"), draft(chat="web"))
    with pytest.raises(KeyError):
        await outbox.deliver()
    clock.advance(seconds=10)
    await outbox.deliver()
    assert (["ABEND"], ["ABEND"]) == (broken.titles, alive.titles)


async def test_a_platform_that_refuses_in_a_row_is_left_alone(store, clock):
    """Three refusals end the round: a dead platform costs three calls, not one per message."""
    chat = FakeChat()
    chat.faults += [REFUSED] * 50
    await put(store, *(draft(incident=f"incident {number}") for number in range(20)))
    await Outbox(store, [chat], clock, PlainCards()).deliver()
    assert 3 == chat.calls


async def test_what_nobody_took_for_a_day_is_given_up(store, clock):
    """A message to a channel that is gone does not wait for ever."""
    chat = FakeChat()
    chat.faults.append(REFUSED)
    outbox = Outbox(store, [chat], clock, PlainCards())
    await put(store, draft())
    await outbox.deliver()
    clock.advance(hours=25)
    await outbox.deliver()
    assert (0, []) == (await outbox.waiting(), chat.titles)


async def test_a_chat_that_comes_back_after_days_is_not_flooded(store, clock):
    """Messages that waited more than a day for a chat that was not there are not told when it is."""
    chat = FakeChat()
    await put(store, *(draft(incident=f"incident {number}") for number in range(5)))
    clock.advance(days=3)
    outbox = Outbox(store, [chat], clock, PlainCards())
    await outbox.deliver()
    assert (0, 0) == (chat.calls, await outbox.waiting())


async def test_a_thread_whose_root_was_given_up_begins_with_its_next_edit(store, clock):
    """News of an incident whose first message never arrived is a message of its own, and later edits change that."""
    chat = FakeChat()
    chat.faults.append(REFUSED)
    outbox = Outbox(store, [chat], clock, PlainCards())
    await put(store, draft())
    await outbox.deliver()
    clock.advance(hours=25)
    await outbox.deliver()
    for number in (2, 3):
        await put(store, draft(Kind.EDIT, number, title=f"edit {number}"), at=clock())
        await outbox.deliver()
    assert ["edit 3"] == chat.titles


class HangingChat(FakeChat):
    """A platform that takes calls and never answers, until `awake` is set."""

    def __init__(self, name):
        super().__init__(name)
        self.awake = asyncio.Event()

    async def post(self, message):
        await self.awake.wait()
        return await super().post(message)


async def test_a_platform_that_hangs_does_not_hold_up_another(store, clock):
    """While one platform never answers, the other has every message, and the first has them when it wakes up."""
    hanging, alive = HangingChat("slack"), FakeChat("web")
    outbox = Outbox(store, [hanging, alive], clock, PlainCards(), round_limit=0.05, answer_limit=60)
    for number in range(3):
        await put(store, *(draft(incident=f"{number}", chat=chat) for chat in ("slack", "web")), at=clock())
        while len(alive.told) <= number:
            await outbox.deliver()
            await asyncio.sleep(0)
    assert [] == hanging.told
    hanging.awake.set()
    while await outbox.waiting():
        clock.advance(seconds=10)
        await outbox.deliver()
        await asyncio.sleep(0)
    assert 3 == len(hanging.told)


async def test_a_call_without_an_answer_is_made_again(store, clock):
    """A post that never returns is given up after its limit and tried again after the pause."""
    chat = HangingChat("web")
    outbox = Outbox(store, [chat], clock, PlainCards(), answer_limit=0.05)
    await put(store, draft())
    assert 0 == await outbox.deliver()
    chat.awake.set()
    clock.advance(seconds=10)
    assert 1 == await outbox.deliver()


async def test_stopping_leaves_nothing_hanging(store, clock):
    """A platform that hangs does not keep the process from ending, and its message is still there."""
    chat = HangingChat("web")
    outbox = Outbox(store, [chat], clock, PlainCards(), round_limit=0.01, answer_limit=60)
    await put(store, draft())
    await outbox.deliver()
    await outbox.stop()
    assert 1 == await outbox.waiting()


async def test_a_throttled_platform_is_left_alone_for_as_long_as_it_asks(quiet_night):
    """Told to come back in 90 seconds, the next attempt is made no sooner; the message carries its decision."""
    quiet_night.chat.faults = [ChatError("429", retry_after=90)]
    quiet_night.plan.put(lone_job("A"))
    await quiet_night.poll()
    await quiet_night.poll(seconds=60)
    assert [] == quiet_night.chat.told
    await quiet_night.poll(seconds=60)
    assert [True] == [bool(told.message.decision) for told in quiet_night.chat.told]


async def test_a_place_that_is_gone_is_left_after_an_hour(store, clock, capsys):
    """A bot that was removed is waited for an hour, not a day; one line names chat and target for all its messages."""
    chat = FakeChat()
    outbox = Outbox(store, [chat], clock, PlainCards())
    await put(store, draft(), draft(incident="other"))
    for _ in range(14):
        chat.faults = [ChatError("404", gone=True)] * 2
        await outbox.deliver()
        clock.advance(minutes=6)
    assert (0, []) == (await outbox.waiting(), chat.titles)
    assert 1 == sum("outbox.place_gone" in line and "alerts" in line for line in capsys.readouterr().out.splitlines())


async def test_one_refusal_proves_no_place_gone(store, clock):
    """A platform that says once that a place is gone, and then takes the message, has it."""
    chat = FakeChat()
    chat.faults = [ChatError("403", gone=True)]
    outbox = Outbox(store, [chat], clock, PlainCards())
    await put(store, draft())
    await outbox.deliver()
    clock.advance(seconds=10)
    await outbox.deliver()
    assert ["ABEND"] == chat.titles
