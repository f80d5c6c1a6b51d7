"""In which threads Resync is talked to without being called, and where it holds its tongue."""

from __future__ import annotations

import asyncio
import json

import pytest

from adapters.slack.message_text import reads_as_question
from adapters.slack.threads import Standing, Threads
from tests.adapters.slack.conftest import FakeReferences, LookingUp, alert, connected, said_in, until

ANA, OPS = "U0OPERATOR", "C0OPS"


async def test_a_follow_up_needs_no_mention_while_the_thread_is_alive(bot):
    """In a thread that was answered, the next word is a question; in any other it is nobody's business."""
    asked = await bot.fake.mention(OPS, ANA, "status do PAY_CALC")
    await bot.fake.answered(asked)
    await bot.settled()
    await bot.fake.say(OPS, ANA, "e o log dele?", thread=asked)
    await until(lambda: len(bot.teammate.asked) == 2)
    foreign = await bot.fake.say(OPS, ANA, "lunch?")
    await bot.fake.say(OPS, ANA, "yes", thread=foreign)
    await bot.settled()
    assert ["status do PAY_CALC", "e o log dele?"] == [text for text, _, _ in bot.teammate.asked]


async def test_what_people_tell_each_other_in_an_alive_thread_is_not_answered(bot):
    """A message that mentions somebody else is for them, and so is what is said after it."""
    asked = await bot.fake.mention(OPS, ANA, "health")
    await bot.fake.answered(asked)
    await bot.settled()
    for words in ("<@U0NIGHT> can you look?", "it is the third time today"):
        await bot.fake.say(OPS, ANA, words, thread=asked)
        await bot.settled()
    assert 1 == len(said_in(bot, asked))


async def test_a_colleague_who_joins_in_is_answered_where_something_is_asked(bot):
    """Once two people talk in a thread, remarks are theirs; what Resync can look up is still answered."""
    asked = await bot.fake.mention(OPS, ANA, "health")
    await bot.fake.answered(asked)
    await bot.settled()
    for user, words in (
        ("U0NIGHT", "I am on it"),
        (ANA, "thanks, call me"),
        ("U0NIGHT", "and the log?"),
        (ANA, "looks odd"),
    ):
        await bot.fake.say(OPS, user, words, thread=asked)
        await bot.settled()
    assert ["answer to health", "answer to and the log?"] == [each.title.strip("🟢 ") for each in said_in(bot, asked)]


async def test_a_mention_makes_a_talk_of_a_company_again(bot):
    """Who calls Resync again may go on without calling it."""
    asked = await bot.fake.mention(OPS, ANA, "health")
    await bot.fake.answered(asked)
    await bot.settled()
    await bot.fake.say(OPS, "U0NIGHT", "good morning", thread=asked)
    await bot.settled()
    await bot.fake.mention(OPS, ANA, "the log", thread=asked)
    await until(lambda: len(said_in(bot, asked)) == 2)
    await bot.settled()
    await bot.fake.say(OPS, ANA, "who owns it", thread=asked)
    await bot.settled()
    assert ["health", "the log", "who owns it"] == [text for text, _, _ in bot.teammate.asked]
    assert 3 == len(said_in(bot, asked))


async def test_a_press_under_an_alert_begins_no_talk(bot):
    """Who asked for the log by a button tells colleagues, not Resync, what they do about it."""
    await bot.platform.chat.post(alert())
    (root,) = bot.fake.channel(OPS).roots
    await bot.fake.press(root, "ask")
    await bot.fake.answered(root)
    await bot.settled()
    for words in ("I enlarge the tablespace", "who owns it?"):
        await bot.fake.say(OPS, ANA, words, thread=root)
        await bot.settled()
    assert ["log do PAY_CALC", "who owns it?"] == [each.title.partition("answer to ")[2] for each in said_in(bot, root)]


async def test_a_thread_sleeps_after_a_day(bot):
    """A day after the last answer a thread wants a mention again."""
    asked = await bot.fake.mention(OPS, ANA, "health")
    await bot.fake.answered(asked)
    await bot.settled()
    bot.fake.clock.advance(24 * 3600 + 1)
    await bot.fake.say(OPS, ANA, "still there?", thread=asked)
    await bot.settled()
    assert 1 == len(bot.teammate.asked)


async def test_a_thread_is_still_alive_after_a_restart(fake):
    """Which threads are alive is kept, and Slack's history, which new apps may hardly read, is not asked."""
    kept = FakeReferences()
    async with connected(fake, kept=kept) as before:
        asked = await fake.mention(OPS, ANA, "health")
        await fake.answered(asked)
        await before.settled()
    async with connected(fake, kept=kept) as after:
        await fake.say(OPS, ANA, "and now?", thread=asked)
        await until(lambda: after.teammate.asked)
        assert ["and now?"] == [text for text, _, _ in after.teammate.asked]
        assert [] == fake.called("conversations.replies", ok=False)


async def test_a_word_that_follows_before_the_answer_is_heard(fake):
    """Who goes on while Resync still works is answered, too."""
    teammate = LookingUp(hold=asyncio.Event())
    async with connected(fake, teammate) as bot:
        asked = await fake.mention(OPS, ANA, "health")
        await until(lambda: teammate.asked)
        await fake.say(OPS, ANA, "and the log?", thread=asked)
        await until(lambda: len(teammate.asked) == 2)
        teammate.hold.set()
        await bot.settled()
        assert 2 == len(said_in(bot, asked))


async def test_an_alerts_own_thread_hears_questions(bot):
    """Resync began it: what is asked there needs no mention, what people tell each other is left alone."""
    await bot.platform.chat.post(alert())
    (root,) = bot.fake.channel(OPS).roots
    for words in ("I look at it", "what waits behind it?"):
        await bot.fake.say(OPS, ANA, words, thread=root)
        await bot.settled()
    assert ["🟢 answer to what waits behind it?"] == [each.title for each in said_in(bot, root)]


async def test_thanks_without_a_mention_are_left_alone(bot):
    """Who thanks a colleague in a thread is not thanked back; what is asked there is answered."""
    asked = await bot.fake.mention(OPS, ANA, "health")
    await bot.fake.answered(asked)
    await bot.settled()
    await bot.fake.say(OPS, ANA, "valeu, vou falar com o time da folha", thread=asked)
    await bot.settled()
    assert 1 == len(said_in(bot, asked))


@pytest.mark.parametrize("words", ["e o log dele", "Quem é o dono", "por que falhou", "cadê", "and who owns it", "ok?"])
def test_a_question_is_known_by_its_form(words):
    """A question mark, or how it begins, in both languages."""
    assert reads_as_question(words)


@pytest.mark.parametrize("words", ["obrigado", "I am on it", "PAY_CALC travou de novo", "", "aumentei o UNDO"])
def test_a_remark_is_none(words):
    """What people tell each other is not asked."""
    assert not reads_as_question(words)


@pytest.mark.parametrize("kept", ["", "no json", "[]", '{"1.2": 7}', '{"1.2": ["x", "U1", true]}', "null"])
async def test_what_was_kept_and_cannot_be_read_is_forgotten(kept):
    """A damaged value costs a mention, not the bot."""
    threads = Threads(clock=lambda: 100.0)
    threads.remember(FakeReferences({"threads:C1": kept}))
    assert Standing.ASLEEP is await threads.standing("C1", "1.2", "U1")


async def test_what_is_kept_of_a_channel_stays_small():
    """The newest two hundred threads of a channel are kept, and none that is older than a day."""
    now = [0.0]
    threads, kept = Threads(clock=lambda: now[0]), FakeReferences()
    threads.remember(kept)
    for number in range(250):
        await threads.answered("C1", f"{number}.0", "U1")
    assert 200 == len(json.loads(kept["threads:C1"]))
    now[0] = 25 * 3600
    await threads.answered("C1", "new", "U1")
    assert ["new"] == list(json.loads(kept["threads:C1"]))


async def test_below_a_colleagues_message_its_words_can_be_asked_for(bot):
    """Who calls Resync in a thread asks about its first message; what was said to Resync itself is no such message."""
    said = await bot.fake.say(OPS, "U0NIGHT", "PAY_CALC &amp; co. are down")
    await bot.fake.answered(await bot.fake.mention(OPS, ANA, "why?", said))
    asked = await bot.fake.mention(OPS, ANA, "status of PAY_CALC")
    await bot.fake.answered(asked)
    await bot.fake.answered(await bot.fake.mention(OPS, ANA, "why?", asked))
    assert ["PAY_CALC & co. are down", ""] == bot.teammate.below
    assert ["1", "1"] == [str(each.args["limit"]) for each in bot.fake.called("conversations.replies")]


async def test_a_thread_whose_first_message_cannot_be_read_is_answered_all_the_same(bot):
    """Slack may allow it nowhere, or not now: nothing is known of the message, and nobody hears of that."""
    said = await bot.fake.say(OPS, "U0NIGHT", "PAY_CALC is down")
    bot.fake.fail("conversations.replies", error="missing_scope")
    answer = await bot.fake.answered(await bot.fake.mention(OPS, ANA, "why?", said))
    assert ([""], True) == (bot.teammate.below, "answer to why?" in answer.shown)
