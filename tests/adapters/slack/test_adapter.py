"""SlackChat: what is told, edited and found again, and what becomes of what Slack refuses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from adapters.slack.spots import key_of, spot_of
from bot.cards import Card, Text
from bot.errors import CardTooLargeError, ChatError
from bot.messages import Outgoing
from tests.adapters.slack.conftest import alert, connected, reply
from tests.adapters.slack.fake.records import Message
from tests.adapters.slack.fake.server import fake_slack

OPS = "C0OPS"


@pytest.fixture
async def fake():
    """The mode makes no difference to what is told."""
    async with fake_slack("socket", rates=0) as made:
        yield made


@pytest.fixture
async def chat(bot):
    return bot.platform.chat


async def test_an_alert_lives_in_one_message_and_its_thread(chat, fake):
    """The root is edited in place, replies stand in its thread, and its metadata carries the alert's key."""
    root = await chat.post(alert())
    await chat.edit(root, alert("recovered PAY_CALC", state="recovered"))
    await chat.post(reply(root, "PAY_CALC ended well", state="recovered"))
    (message,) = fake.channel(OPS).roots
    assert ("resync_incident", {"incident": "inc-1", "kind": "root", "state": "recovered"}) == (
        message.metadata["event_type"],
        message.metadata["event_payload"],
    )
    assert ("recovered PAY_CALC" in message.shown, 1) == (True, len(fake.channel(OPS).thread(message)))


async def test_a_message_that_slack_took_without_saying_so_is_found(chat, fake):
    """A fault after the message was taken is unsure: `find` gives it, and nothing of another incident's."""
    for number in range(3):
        await chat.post(alert(f"ABEND JOB_{number}", incident=f"inc-{number}"))
    fake.fail("chat.postMessage", status=500, taken=True)
    with pytest.raises(ChatError):
        await chat.post(alert(incident="inc-9"))
    found = await chat.find(alert("a newer state", incident="inc-9"))
    standing = next(each for each in fake.channel(OPS).roots if each.metadata["event_payload"]["incident"] == "inc-9")
    assert (f"{OPS}:{standing.ts}", None) == (found, await chat.find(alert(incident="inc-8")))


async def test_a_cut_connection_is_not_repeated_blindly(chat, fake):
    """The SDK's own retry would post twice: a dropped connection is an error here, and the message is found."""
    fake.fail("chat.postMessage", drop=True, taken=True)
    with pytest.raises(ChatError):
        await chat.post(alert())
    assert (1, True) == (len(fake.channel(OPS).roots), await chat.find(alert()) is not None)


async def test_replies_are_told_apart_by_their_decision(chat, fake):
    """Two replies with the same words are two decisions; the same one, told late, is the same."""
    root = await chat.post(alert())
    await chat.post(reply(root, "ended badly again", decision="inc-1/failed_again/2"))
    again = reply(root, "ended badly again", decision="inc-1/failed_again/3")
    late = replace(again, decision="inc-1/failed_again/2", card=Card(title="delayed", blocks=(Text(text="by 5 min"),)))
    assert (None, True) == (await chat.find(again), await chat.find(late) is not None)


async def test_a_reply_without_a_decision_is_known_by_its_words(chat):
    """The delay that a later attempt tells first does not make it another message."""
    root = await chat.post(alert())
    told = reply(root, "taken")
    await chat.post(told)
    late = replace(told, card=replace(told.card, blocks=(Text(text="delayed by 5 min", style="strong"),)))
    assert (True, None) == (await chat.find(late) is not None, await chat.find(reply(root, "recovered")))


async def test_what_slack_refused_for_sure_is_not_looked_for(chat, fake):
    """After Slack's own no there is nothing to find, and the history is not read for it."""
    fake.fail("chat.postMessage", status=429, retry_after=7)
    with pytest.raises(ChatError) as refused:
        await chat.post(alert())
    assert (7.0, None, []) == (
        refused.value.retry_after,
        await chat.find(alert()),
        fake.called("conversations.history"),
    )


async def test_a_history_that_may_not_be_read_stops_no_alert(fake):
    """Without the scope for it nothing is found: an alert that may be seen twice is better than none."""
    fake.slack.scopes -= {"channels:history"}
    async with connected(fake) as bot:
        fake.fail("chat.postMessage", status=503, taken=True)
        with pytest.raises(ChatError):
            await bot.platform.chat.post(alert())
        assert None is await bot.platform.chat.find(alert())


@pytest.mark.parametrize("error", ["unknown_method", "no_permission", "method_deprecated"])
async def test_a_board_is_posted_where_no_history_is_given(chat, fake, error):
    """Whatever Slack's word is for it: a history that is closed to us holds up nothing."""
    fake.fail("conversations.history", error=error)
    assert None is await chat.find(alert())


async def test_a_long_history_is_read_a_page_at_a_time_where_slack_gives_no_more(chat, fake):
    """Put off in between, the next look goes on where the last one ended, and finds what stands far up."""
    await chat.post(alert(incident="inc-first"))
    for number in range(450):
        fake.slack.add(Message(channel=OPS, ts=fake.slack.ts(), user="U0NIGHT", text=f"{number}"))
    looks = 0
    for _ in range(5):
        looks += 1
        fake.fail("conversations.history", status=429, retry_after=1, after=1)
        try:
            found = await chat.find(alert(incident="inc-first"))
        except ChatError:
            continue
        break
    assert (True, 3) == (found is not None, looks)


async def test_a_card_that_slack_finds_too_long_is_said_to_be(chat, fake):
    """Slack's word for a message over its limits becomes CardTooLargeError, so that a shorter one is sent."""
    fake.fail("chat.postMessage", error="msg_blocks_too_long")
    with pytest.raises(CardTooLargeError):
        await chat.post(alert())


async def test_a_long_alert_goes_on_in_its_thread(chat, fake):
    """Nothing of a card is dropped: what does not fit its message follows below it."""
    card = Card(title="long", blocks=tuple(Text(text=f"part {number} " + "y" * 900) for number in range(30)))
    await chat.post(replace(alert(), card=card))
    (root,) = fake.channel(OPS).roots
    shown = " ".join(each.shown for each in [root, *fake.channel(OPS).thread(root)])
    assert [] == [number for number in range(30) if f"part {number} " not in shown]


async def test_an_update_gives_all_blocks_anew(chat, fake):
    """Blocks that an update leaves out would stay: each edit gives them, and never a block_id."""
    root = await chat.post(alert())
    for state in ("acknowledged", "recovered"):
        await chat.edit(root, alert(state, state=state))
    given = [call.args["blocks"] for call in fake.called("chat.update")]
    assert (2, False) == (len(given), any("block_id" in block for blocks in given for block in blocks))


async def test_a_card_that_somebody_deleted_stays_deleted(chat, fake):
    """A deleted alert is let go; a deleted board is said to be gone, so that it is not edited for ever."""
    root = await chat.post(alert())
    fake.channel(OPS).roots[0].deleted = True
    await chat.edit(root, alert("recovered"))
    with pytest.raises(ChatError) as gone:
        await chat.edit(root, Outgoing(target=OPS, incident="", card=Card(title="board")))
    assert ([], True) == (fake.channel(OPS).roots, gone.value.gone)


@pytest.mark.parametrize(
    ("named", "called"),
    [
        (("<@U0OWNER>",), ["U0OWNER"]),
        (("U0OWNER", "<!subteam^S0ONCALL>"), ["U0OWNER", "S0ONCALL"]),
        (("@here",), ["here"]),
        (("Payroll team", "<!channel> <@U1>"), []),
    ],
)
async def test_owners_are_called_by_what_is_configured(chat, fake, named, called):
    """Ids and Slack's own spellings call; any other words are only shown."""
    await chat.post(alert(mentions=named))
    assert called == fake.channel(OPS).roots[0].mentioned


async def test_names_out_of_logs_call_nobody(chat, fake):
    """What stands in a card mentions nobody, whatever it says."""
    await chat.post(alert("<!channel> <@U0OWNER> @here"))
    assert [] == fake.channel(OPS).roots[0].mentioned


async def test_a_notice_calls_who_asked_for_it(chat, fake):
    """What a watch tells stands in the thread that asked for it, and mentions the asker."""
    asked = await fake.say(OPS, "U0NIGHT", "tell me when it ends")
    talk = f"slack:T0HOME:{OPS}:{asked.ts}"
    await chat.post(Outgoing(target=talk, incident="watch-1", card=Card(title="ended"), mentions=("U0NIGHT",)))
    notice = fake.channel(OPS).thread(asked)[-1]
    assert (["U0NIGHT"], True) == (notice.mentioned, "ended" in notice.shown)


async def test_who_looked_at_an_alert_is_not_called_by_what_follows(bot, fake):
    """Having pressed a button under an alert is no wish to hear of everything that happens to it."""
    root = await bot.platform.chat.post(alert())
    await fake.press(fake.channel(OPS).roots[0], "ask", user="U0NIGHT")
    await fake.answered(fake.channel(OPS).roots[0])
    await bot.settled()
    await bot.platform.chat.post(reply(root, "taken by operator"))
    assert [] == fake.channel(OPS).from_bot[-1].mentioned


async def test_where_two_talk_alone_nobody_is_mentioned(chat, fake):
    """In a direct message there is nobody else to call."""
    asked = await fake.dm("U0NIGHT", "tell me when it ends")
    talk = f"slack:T0HOME:{asked.channel}:{asked.ts}"
    await chat.post(Outgoing(target=talk, incident="watch-1", card=Card(title="ended"), mentions=("U0NIGHT",)))
    assert [] == fake.channel(asked.channel).thread(asked)[-1].mentioned


async def test_a_notice_to_a_command_stands_in_its_channel(chat, fake):
    """A command has no thread: its notice stands in the channel and calls who gave it."""
    await chat.post(Outgoing(target=f"slack:T0HOME:{OPS}:U0NIGHT", incident="watch-1", card=Card(title="ended")))
    assert ["U0NIGHT"] == fake.channel(OPS).roots[0].mentioned


async def test_alerts_do_not_wait_for_housekeeping(chat, fake):
    """A refusal of a board's edit, or of a look-up, blocks no edit of an alert."""
    root = await chat.post(alert())
    fake.fail("chat.update", status=429, retry_after=600)
    board = Outgoing(target=OPS, incident="", card=Card(title="board"))
    with pytest.raises(ChatError):
        await chat.edit(root, board)
    with pytest.raises(ChatError) as waiting:
        await chat.edit(root, board)
    await chat.edit(root, alert("recovered"))
    assert (True, True) == ("recovered" in fake.channel(OPS).roots[0].shown, waiting.value.retry_after > 500)


async def test_two_notices_of_one_watch_are_two_messages(chat, fake):
    """That a job is late is not that it ended: the second is not taken for told because the first was."""
    late = Outgoing(target=f"slack:T0HOME:{OPS}:U0NIGHT", incident="watch-1", card=Card(title="late"), state="late")
    await chat.post(late)
    assert (True, None) == (await chat.find(late) is not None, await chat.find(replace(late, state="ended")))


def test_targets_and_threads_are_told_apart():
    """A channel, a thread, a talk with a thread and one of a command each have their place."""
    talk = alert(target="slack:T1:C1:17.5")
    assert [("C0OPS", "", ""), ("C1", "17.5", ""), ("C1", "", "U9"), ("C2", "1.2", "")] == [
        (spot.channel, spot.thread, spot.person)
        for spot in (spot_of(each) for each in (alert(), talk, alert(target="slack:T1:C1:U9"), reply("C2:1.2")))
    ]


def test_a_root_has_one_key_whatever_it_says():
    """The newest state of a root that waits is sent in its place: it is the same message."""
    assert key_of(alert("ABEND")) == key_of(alert("recovered", state="recovered"))
