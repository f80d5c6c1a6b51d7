"""Buttons, commands, the dialogue, the shortcut and the home, in both modes."""

from __future__ import annotations

import asyncio

import pytest

from bot.cards import Actions, Button, Card
from bot.errors import ChatError
from bot.messages import Told
from tests.adapters.slack.conftest import SLOW, FakeTeammate, alert, connected, until

ANA, OPS, AWAY = "U0OPERATOR", "C0OPS", "C0AWAY"


async def stood(bot, message=None):
    await bot.platform.chat.post(message or alert())
    return bot.fake.channel(OPS).roots[-1]


async def test_a_press_counts_once_and_tells_who_pressed(bot):
    """A button delivered twice is pressed once; what came of it is shown to whoever pressed."""
    root = await stood(bot)
    await bot.fake.press(root, "take")
    await bot.fake.redeliver()
    await bot.settled()
    assert [("take", "inc-1", "operator")] == [(each[0], each[1], each[2].name) for each in bot.teammate.pressed]
    assert ["take by operator"] == [each.shown.strip("⚪ ") for each in bot.fake.channel(OPS).ephemeral]


async def test_a_question_on_an_alert_is_answered_in_its_thread(bot):
    """Log, impact and diagnosis are questions; their answers stand below the alert."""
    root = await stood(bot)
    await bot.fake.press(root, "ask")
    answer = await bot.fake.answered(root)
    assert ("answer to log do PAY_CALC" in answer.shown, root.ts) == (True, answer.thread_ts)


async def test_the_same_question_of_a_card_is_answered_once_for_all(bot):
    """Two people press Log within a moment: one log stands there, and the second is told so alone."""
    root = await stood(bot)
    for user in (ANA, "U0NIGHT"):
        await bot.fake.press(root, "ask", user=user)
        await bot.settled()
    (told,) = bot.fake.channel(OPS).ephemeral
    assert (1, "U0NIGHT", True) == (len(bot.teammate.asked), told.ephemeral_to, "just answered" in told.shown)


async def test_a_question_that_slack_did_not_take_is_answered_again(bot):
    """Only what stands there counts as answered."""
    root = await stood(bot)
    bot.fake.fail("chat.postMessage", error="restricted_action")
    for _ in range(2):
        await bot.fake.press(root, "ask")
        await bot.settled()
    assert 2 == len(bot.teammate.asked)


async def test_a_command_for_all_where_resync_is_not_is_one_answer(fake):
    """What was done and what is still missing stand on one card."""
    done = Told(card=Card(title="alerts come here"), language="en", public=True)
    async with connected(fake, FakeTeammate(told=done)):
        await fake.command("alerts on", channel=AWAY)
        (told,) = await fake.until(lambda: fake.channel(AWAY).ephemeral)
        assert [True, True] == [words in told.shown for words in ("alerts come here", "invite me with /invite.")]


async def test_a_board_where_resync_is_not_asks_for_an_invitation(bot):
    """The core hears that the place is closed, and says what helps."""
    with pytest.raises(ChatError) as refused:
        await bot.platform.chat.post(alert(target=AWAY, incident="board-1", state="board"))
    assert refused.value.gone


async def test_solved_by_opens_a_dialogue_and_keeps_what_was_told(bot):
    """The dialogue offers rows of the sheet and words; what is sent is kept with who sent it."""
    await bot.fake.press(await stood(bot), "solved")
    (dialogue,) = await bot.fake.until(lambda: bot.fake.modals)
    await bot.fake.submit(dialogue, {"entry": "e2", "words": "freed the disk"})
    await until(lambda: bot.teammate.solved_by)
    await bot.settled()
    assert [("inc-1", "e2", "freed the disk", "operator")] == [
        (*each[:3], each[3].name) for each in bot.teammate.solved_by
    ]
    assert "kept what fixed it" in bot.fake.channel(OPS).ephemeral[-1].shown


async def test_a_dialogue_without_words_or_row_stays_open(bot):
    """Nothing chosen and nothing written is said to be missing; none of these is no row."""
    await bot.fake.press(await stood(bot), "solved")
    (dialogue,) = await bot.fake.until(lambda: bot.fake.modals)
    empty = await bot.fake.submit(dialogue, {})
    none = await bot.fake.submit(dialogue, {"entry": "-"})
    await bot.settled()
    assert (["errors", "errors"], []) == (
        [each.body["response_action"] for each in (empty, none)],
        bot.teammate.solved_by,
    )
    await bot.fake.submit(dialogue, {"words": "a restart"})
    await until(lambda: bot.teammate.solved_by)
    assert ("", "a restart") == bot.teammate.solved_by[0][1:3]


async def test_the_dialogue_lists_rows_to_whom_they_are_shown(fake):
    """The teammate is asked as whoever pressed: who sees no row may still say what fixed it."""
    async with connected(fake, FakeTeammate(blind=frozenset({ANA}))) as bot:
        root = await stood(bot)
        for user in (ANA, "U0NIGHT"):
            await fake.press(root, "solved", user=user)
            await bot.settled()
        assert [["words"], ["entry", "words"]] == [
            [block["block_id"] for block in dialogue.body["blocks"]] for dialogue in fake.modals
        ]


async def test_the_dialogue_opens_though_the_sheet_is_slow(fake):
    """A trigger lives three seconds: without rows in time the dialogue asks for words alone."""
    teammate = FakeTeammate()
    never = asyncio.Event()

    async def slow(incident, visitor):
        await never.wait()
        return ()

    teammate.solutions = slow
    async with connected(fake, teammate) as bot:
        await fake.press(await stood(bot), "solved")
        (dialogue,) = await fake.until(lambda: fake.modals)
        assert ["words"] == [block["block_id"] for block in dialogue.body["blocks"]]


async def test_a_dialogue_that_slack_opens_no_more_is_told(bot):
    """A trigger that expired, as on a busy machine, is no silence: whoever pressed is asked to press again."""
    bot.fake.fail("views.open", error="expired_trigger_id")
    await bot.fake.press(await stood(bot), "solved")
    (told,) = await bot.fake.until(lambda: bot.fake.channel(OPS).ephemeral)
    assert ([], True) == (bot.fake.modals, "Aperte o botão de novo" in told.shown)


async def test_a_known_solution_is_one_press(bot):
    """A button that names its row asks for nothing more."""
    button = Button(text="Resolvido pela linha 12", action="solved", value="inc-1|e1")
    await bot.fake.press(await stood(bot, alert(card=Card(title="x", blocks=(Actions(buttons=(button,)),)))), "solved")
    await until(lambda: bot.teammate.pressed)
    assert ("solved", "inc-1|e1") == bot.teammate.pressed[0][:2]


async def test_a_command_is_answered_to_one_person(bot):
    """What a command gives is shown to whoever gave it, in that channel."""
    ack = await bot.fake.command("health")
    await until(lambda: bot.fake.channel(OPS).ephemeral)
    assert (True, None) == (ack.ok, ack.body)
    assert ("health", f"slack:T0HOME:{OPS}:{ANA}") == (bot.teammate.commands[0][0], bot.teammate.commands[0][2])
    assert "command health" in bot.fake.channel(OPS).ephemeral[0].shown


async def test_a_question_by_command_can_be_posted_to_the_channel(bot):
    """The answer to one person carries a button that shows it to all, as it was, and says whose it is."""
    await bot.fake.command("job PAY_CALC")
    (seen,) = await bot.fake.until(lambda: bot.fake.channel(OPS).ephemeral)
    assert [] == bot.fake.channel(OPS).from_bot
    await bot.fake.press(seen, "share")
    (posted,) = await bot.fake.until(lambda: bot.fake.channel(OPS).from_bot)
    await bot.settled()
    assert ("answer to job PAY_CALC" in posted.shown, [ANA], 1) == (True, posted.mentioned, len(bot.teammate.asked))


async def test_two_clicks_post_once(bot):
    """A double click is two presses for Slack, and one message for the channel."""
    await bot.fake.command("job PAY_CALC")
    (seen,) = await bot.fake.until(lambda: bot.fake.channel(OPS).ephemeral)
    await asyncio.gather(bot.fake.press(seen, "share"), bot.fake.press(seen, "share"))
    await bot.settled()
    assert 1 == len(bot.fake.channel(OPS).from_bot)


async def test_where_two_talk_alone_there_is_no_channel_to_post_to(bot):
    """In a direct message an answer by command carries no button to post it."""
    talk = bot.fake.slack.talk(ANA).id
    await bot.fake.command("job PAY_CALC", channel=talk)
    (seen,) = await bot.fake.until(lambda: bot.fake.channel(talk).ephemeral)
    assert [] == seen.buttons


async def test_a_post_that_slack_does_not_take_now_blames_no_invitation(bot):
    """Only where Resync is not in the channel an invitation helps; else Slack's word is told."""
    await bot.fake.command("job PAY_CALC")
    (seen,) = await bot.fake.until(lambda: bot.fake.channel(OPS).ephemeral)
    bot.fake.fail("chat.postMessage", error="invalid_name")
    await bot.fake.press(seen, "share")
    await bot.fake.until(lambda: len(bot.fake.channel(OPS).ephemeral) == 2)
    told = bot.fake.channel(OPS).ephemeral[-1].shown
    assert (True, False) == ("invalid_name" in told, "/invite" in told)


async def test_posting_after_a_restart_asks_again(fake):
    """An answer that this process did not give is asked for once more, and then posted."""
    async with connected(fake):
        await fake.command("job PAY_CALC")
        (seen,) = await fake.until(lambda: fake.channel(OPS).ephemeral)
    async with connected(fake) as after:
        await fake.press(seen, "share")
        (posted,) = await fake.until(lambda: fake.channel(OPS).from_bot)
        assert ("answer to job PAY_CALC" in posted.shown, 1) == (True, len(after.teammate.asked))


async def test_a_channel_that_resync_is_not_in_is_said_to_be(bot):
    """Posting where Resync was not invited says how to invite it."""
    await bot.fake.command("job PAY_CALC", channel=AWAY)
    (seen,) = await bot.fake.until(lambda: bot.fake.channel(AWAY).ephemeral)
    await bot.fake.press(seen, "share")
    await bot.fake.until(lambda: len(bot.fake.channel(AWAY).ephemeral) == 2)
    assert "/invite" in bot.fake.channel(AWAY).ephemeral[-1].shown


async def test_a_public_command_is_shown_to_all(fake):
    """A board is for the channel."""
    async with connected(fake, FakeTeammate(told=Told(card=Card(title="board"), language="pt", public=True))):
        await fake.command("board")
        (shown,) = await fake.until(lambda: fake.channel(OPS).from_bot)
        assert "board" in shown.shown


async def test_a_refusal_is_for_one_person(fake):
    """Who may not is told so, and nobody else."""
    refused = Told(card=Card(title="you may not ask here"), language="pt", public=True, refused=True)
    async with connected(fake, FakeTeammate(told=refused)) as bot:
        await fake.command("health")
        await fake.until(lambda: fake.channel(OPS).ephemeral)
        await bot.settled()
        assert ([], 1) == (fake.channel(OPS).from_bot, len(fake.channel(OPS).ephemeral))


async def test_an_expired_response_url_loses_no_answer(fake):
    """After half an hour the address answers 404: the answer is shown another way."""
    teammate = FakeTeammate(hold=asyncio.Event())
    async with connected(fake, teammate) as bot:
        await fake.command("job PAY_CALC")
        await until(lambda: teammate.asked)
        fake.clock.advance(31 * 60)
        teammate.hold.set()
        (seen,) = await fake.until(lambda: fake.channel(OPS).ephemeral)
        await bot.settled()
        assert ("answer to job PAY_CALC" in seen.shown, 1) == (True, len(fake.called("chat.postEphemeral")))


async def test_where_nothing_can_be_whispered_there_is_a_direct_message(fake):
    """In a channel without Resync an expired address leaves the talk between the two."""
    teammate = FakeTeammate(hold=asyncio.Event())
    async with connected(fake, teammate):
        await fake.command("job PAY_CALC", channel=AWAY)
        await until(lambda: teammate.asked)
        fake.clock.advance(31 * 60)
        teammate.hold.set()
        (seen,) = await fake.until(lambda: fake.channel(ANA).from_bot)
        assert "answer to job PAY_CALC" in seen.shown


async def test_the_shortcut_reads_everything_that_a_message_says(bot):
    """The words of blocks and attachments are diagnosed too, and the diagnosis is whispered."""
    message = await bot.fake.say(OPS, "U0OTHERBOT", "job failed")
    message.blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "PAY_CALC: *ORA-01555* &lt;x&gt;"}}]
    await bot.fake.shortcut(message, "diagnose")
    await until(lambda: bot.fake.channel(OPS).ephemeral)
    assert ["job failed\nPAY_CALC: ORA-01555 <x>"] == bot.teammate.diagnosed


async def test_the_home_shows_and_changes_the_language(bot):
    """The home is the teammate's card; choosing a language keeps it and shows the home in it."""
    await bot.fake.open_home(ANA)
    home = await bot.fake.until(lambda: bot.fake.slack.homes.get(ANA))
    assert "home of operator in pt" in home.shown
    await bot.fake.press(home, "English", user=ANA)
    await bot.fake.until(lambda: "in en" in bot.fake.home(ANA).shown)
    assert [(ANA, "en")] == bot.teammate.languages


async def test_a_question_from_the_home_begins_a_talk(fake):
    """The home cannot hold an answer: it stands in a thread of the direct messages."""
    async with connected(fake) as bot:
        ask = Actions(buttons=(Button(text="Status", action="ask", value="status do PAY_CALC"),))

        async def home(visitor):
            return Card(title="home", blocks=(ask,))

        bot.teammate.home = home
        await fake.open_home(ANA)
        view = await fake.until(lambda: fake.slack.homes.get(ANA))
        await fake.press(view, "ask", user=ANA)
        await until(lambda: bot.teammate.asked)
        await bot.settled()
        root, answer = fake.channel(ANA).from_bot
        assert (root.ts, True) == (answer.thread_ts, "answer to status do PAY_CALC" in answer.shown)
        assert (True, root.channel) == (bot.teammate.asked[0][1].private, bot.teammate.asked[0][1].channel)


async def test_a_question_from_a_button_can_be_stopped(fake):
    """Slack's stop button ends what a button began, too."""
    teammate = FakeTeammate(hold=asyncio.Event(), steps=("lendo…",))
    async with connected(fake, teammate, pace=SLOW) as bot:
        root = await stood(bot)
        await fake.press(root, "ask")
        await until(lambda: teammate.asked)
        await fake.stop_session(root)
        await fake.until(lambda: any("Parei" in each.shown for each in fake.channel(OPS).from_bot))
        await bot.settled()
        assert [] == [each for each in fake.channel(OPS).from_bot if "answer to" in each.shown]
