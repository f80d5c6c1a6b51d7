"""The way out: order, retries, and platforms that fail."""

import asyncio
import json
from dataclasses import replace

import pytest

from bot.alerts.cards import payload_of
from bot.alerts.outbox import Outbox
from bot.alerts.threads import by_thread, sends
from bot.cards import Card, Code, Text, card_as_dict
from bot.errors import CardTooLargeError, ChatError
from bot.store import deliveries
from bot.store.rows import Delivery, Draft, Kind, Progress
from tests.databases import opened
from tests.fakes import NIGHT, REFUSED, FakeChat, FixedClock, PlainCards, lone_job

CARD = Card(title="ABEND", blocks=(Text(text="why"), Code(text="x" * 100)))


def draft(kind=Kind.ROOT, number=1, *, incident="one", chat="web", title="ABEND", target="alerts"):
    return Draft(
        decision=f"{incident}/{number}/{kind}/{chat}/{target}",
        incident=incident,
        chat=chat,
        target=target,
        kind=kind,
        payload=payload_of(Card(title=title)),
        lifecycle="open",
    )


@pytest.fixture
async def store(tmp_path):
    store = await opened(tmp_path / "resync.db")
    yield store
    await store.close()


@pytest.fixture
def clock():
    return FixedClock()


async def put(store, *drafts, at=NIGHT):
    async with store.writing() as connection:
        await deliveries.add(connection, drafts, at)


async def test_a_thread_is_told_in_order(store, clock):
    """Root, then replies in the order of their decisions."""
    chat = FakeChat()
    await put(store, draft(), draft(Kind.REPLY, 2, title="first"), draft(Kind.REPLY, 3, title="second"))
    assert 3 == await Outbox(store, [chat], clock, PlainCards()).deliver()
    assert ["first", "second"] == [reply.card.title for reply in chat.told[0].replies]


async def test_a_reply_waits_for_its_root(store, clock):
    """While the root is refused, its thread is silent; another incident's is not."""
    chat = FakeChat()
    chat.faults.append(REFUSED)
    await put(store, draft(), draft(Kind.REPLY, 2), draft(incident="other", title="OTHER"))
    await Outbox(store, [chat], clock, PlainCards()).deliver()
    assert (["OTHER"], []) == (chat.titles, chat.told[0].replies)


async def test_a_refused_message_is_tried_again_after_a_growing_pause(store, clock):
    """The pauses double from 2 seconds; before they are over nothing is called."""
    chat = FakeChat()
    chat.faults += [REFUSED] * 3
    outbox = Outbox(store, [chat], clock, PlainCards(), jitter=lambda: 0)
    await put(store, draft())
    calls = []
    for _ in range(16):
        await outbox.deliver()
        calls.append(chat.calls)
        clock.advance(seconds=1)
    assert [1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 4, 4] == calls
    assert ["ABEND"] == chat.titles


async def test_the_newest_edit_wins(store, clock):
    """Of several waiting edits the last is shown, with one call."""
    chat = FakeChat()
    outbox = Outbox(store, [chat], clock, PlainCards())
    await put(store, draft())
    await outbox.deliver()
    await put(store, *(draft(Kind.EDIT, number, title=f"edit {number}") for number in (2, 3, 4)))
    await outbox.deliver()
    assert (["edit 4"], 1, 2) == (chat.titles, chat.told[0].edits, chat.calls)


async def test_a_root_that_waited_is_sent_as_it_stands_now(store, clock):
    """Where the platform was away, the first thing it shows is the newest state."""
    chat = FakeChat()
    await put(store, draft(), draft(Kind.EDIT, 2, title="RECOVERED"))
    await Outbox(store, [chat], clock, PlainCards()).deliver()
    assert (["RECOVERED"], 0) == (chat.titles, chat.told[0].edits)


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


async def test_a_card_that_is_too_large_is_sent_short(store, clock):
    """Where a card does not fit, its title and first text are sent at once rather than nothing."""
    chat = FakeChat()
    chat.faults.append(CardTooLargeError("40 KB"))
    long = Draft(**{**_fields(draft()), "payload": json.dumps(card_as_dict(CARD))})
    await put(store, long)
    await Outbox(store, [chat], clock, PlainCards()).deliver()
    assert Card(title="ABEND", blocks=(Text(text="why"),)) == chat.told[0].message.card


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


async def test_two_environments_share_one_outbox(store, clock):
    """Two senders at the same time, one per environment, hand over each message once."""
    chat = FakeChat()
    await put(store, *(draft(incident=f"incident {number}") for number in range(5)))
    taken = await asyncio.gather(*(Outbox(store, [chat], clock, PlainCards()).deliver() for _ in range(2)))
    assert [0, 5] == sorted(taken)


async def test_a_clock_that_is_set_back_does_not_hold_messages(store, clock):
    """Where the engine's clock goes back by a day, what waited for a second attempt is sent."""
    chat = FakeChat()
    chat.faults.append(REFUSED)
    outbox = Outbox(store, [chat], clock, PlainCards())
    await put(store, draft())
    await outbox.deliver()
    clock.advance(days=-1)
    assert 1 == await outbox.deliver()


async def test_a_message_that_comes_late_says_so(store, clock):
    """More than a minute after its decision, a root and a reply carry their delay; an edit shows the newest state."""
    chat = FakeChat()
    outbox = Outbox(store, [chat], clock, PlainCards())
    await put(store, draft(), draft(Kind.REPLY, 2, title="told"))
    clock.advance(seconds=90)
    await outbox.deliver()
    told = chat.told[0]
    assert ("delayed by 90 s", "delayed by 90 s") == (told.message.card.footer, told.replies[0].card.footer)
    await put(store, draft(Kind.EDIT, 3, title="RECOVERED"), at=clock())
    clock.advance(seconds=90)
    await outbox.deliver()
    assert ("RECOVERED", "") == (told.message.card.title, told.message.card.footer)


async def test_a_message_that_comes_in_time_says_nothing_of_it(store, clock):
    """Up to a minute is no delay."""
    chat = FakeChat()
    await put(store, draft())
    clock.advance(seconds=60)
    await Outbox(store, [chat], clock, PlainCards()).deliver()
    assert "" == chat.told[0].message.card.footer


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


async def test_a_root_calls_and_an_edit_does_not(store, clock):
    """Whom a message calls is handed to the platform once, even where the root went out as its newest edit."""
    chat = FakeChat()
    outbox = Outbox(store, [chat], clock, PlainCards())
    await put(store, replace(draft(), mentions=("@oncall",)), draft(Kind.EDIT, 2, title="edited"))
    await outbox.deliver()
    assert ("edited", ("@oncall",)) == (chat.titles[0], chat.told[0].message.mentions)
    await put(store, replace(draft(Kind.EDIT, 3), mentions=("@oncall",)))
    await outbox.deliver()
    assert () == chat.told[0].message.mentions


async def test_each_target_has_its_own_thread(store, clock):
    """The same incident in two channels is two messages, each with its reply."""
    chat = FakeChat()
    drafts = [
        draft(kind, number, target=target) for kind, number in ((Kind.ROOT, 1), (Kind.REPLY, 2)) for target in "ab"
    ]
    await put(store, *drafts)
    await Outbox(store, [chat], clock, PlainCards()).deliver()
    assert [1, 1] == [len(told.replies) for told in chat.told]


def test_replies_follow_the_head():
    """Edits of a thread that waits are merged into its first place, replies keep their order."""
    kinds = (Kind.ROOT, Kind.REPLY, Kind.EDIT, Kind.REPLY, Kind.EDIT)
    thread = [
        Delivery(id=i, draft=draft(kind, i), progress=Progress.PENDING, attempts=0, next_at=NIGHT, created_at=NIGHT)
        for i, kind in enumerate(kinds)
    ]
    (only,) = by_thread(thread)
    assert [(Kind.ROOT, (0, 2, 4)), (Kind.REPLY, (1,)), (Kind.REPLY, (3,))] == [(s.kind, s.covers) for s in sends(only)]
    assert 4 == sends(only)[0].newest.id


def _fields(one):
    return {
        name: getattr(one, name) for name in ("decision", "incident", "chat", "target", "kind", "payload", "lifecycle")
    }


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
