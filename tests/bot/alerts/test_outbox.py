"""The way out: order, what is sent, and when."""

import asyncio
import json
from dataclasses import replace

from bot.alerts.outbox import Outbox
from bot.alerts.threads import by_thread, sends
from bot.cards import Card, Code, Text, card_as_dict
from bot.errors import CardTooLargeError
from bot.store.rows import Delivery, Draft, Kind, Progress
from tests.bot.alerts import messages
from tests.bot.alerts.messages import draft, put
from tests.fakes import NIGHT, REFUSED, FakeChat, PlainCards

store, clock = messages.store, messages.clock
CARD = Card(title="ABEND", blocks=(Text(text="why"), Code(text="x" * 100)))


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


async def test_a_card_that_is_too_large_is_sent_short(store, clock):
    """Where a card does not fit, its title and first text are sent at once rather than nothing."""
    chat = FakeChat()
    chat.faults.append(CardTooLargeError("40 KB"))
    long = Draft(**{**_fields(draft()), "payload": json.dumps(card_as_dict(CARD))})
    await put(store, long)
    await Outbox(store, [chat], clock, PlainCards()).deliver()
    assert Card(title="ABEND", blocks=(Text(text="why"),)) == chat.told[0].message.card


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
