"""Questions in Slack, in both modes: where they are heard, and how the answer is shown."""

from __future__ import annotations

import asyncio

import pytest

from bot.cards import Card, Text
from tests.adapters.slack.conftest import FakeTeammate, LookingUp, connected, said_in, until

ANA, GUEST = "U0OPERATOR", "U0GUEST"
OPS, SHARED = "C0OPS", "C0SHARED"


async def test_a_mention_is_answered_once_in_its_thread(bot):
    """A mention arrives as message and as app_mention; one answer stands in its thread."""
    asked = await bot.fake.mention(OPS, ANA, "status do PAY_CALC")
    answer = await bot.fake.answered(asked)
    await bot.settled()
    assert (["status do PAY_CALC"], 1) == ([text for text, _, _ in bot.teammate.asked], len(said_in(bot, asked)))
    assert "answer to status do PAY_CALC" in answer.shown


async def test_an_event_that_is_delivered_twice_is_answered_once(bot):
    """Slack's redelivery of an event with the same id gives no second answer."""
    asked = await bot.fake.mention(OPS, ANA, "status do PAY_CALC")
    await bot.fake.answered(asked)
    await bot.fake.redeliver()
    await bot.settled()
    assert (1, 1) == (len(bot.teammate.asked), len(said_in(bot, asked)))


class SlowStore(FakeTeammate):
    """Takes a moment to keep a key, as a database does."""

    async def first_time(self, key):
        new = await super().first_time(key)
        await asyncio.sleep(0)
        return new


async def test_deliveries_at_the_same_moment_are_one_question(fake):
    """Twice the same event, and the mention beside its message, all at once: exactly one answer, never none."""
    async with connected(fake, SlowStore()) as bot:
        await fake.mention(OPS, ANA, "health", None)
        kind, payload = fake.last
        for number in range(20):
            made = {**payload, "event": {**payload["event"], "ts": f"17{number}.1"}, "event_id": f"EvX{number}"}
            twin = {**made, "event": {**made["event"], "type": "app_mention"}, "event_id": f"EvY{number}"}
            await asyncio.gather(*(fake._send(kind, each, 0) for each in (made, twin, made, twin)))
        await bot.settled()
        assert [f"slack:T0HOME:{OPS}:17{number}.1" for number in range(20)] == sorted(
            {talk for _, _, talk in bot.teammate.asked[1:]}, key=lambda talk: int(talk.rpartition(":")[2][2:-2])
        )
        assert 21 == len(bot.teammate.asked)


async def test_two_replicas_answer_once(fake):
    """Two processes that share what was seen give one answer, whichever socket hears the two events."""
    shared = FakeTeammate()
    async with connected(fake, shared) as one, connected(fake, shared) as two:
        asked = await fake.mention(OPS, ANA, "health")
        await fake.answered(asked)
        await one.settled()
        await two.settled()
        assert 1 == len(shared.asked)


async def test_a_direct_message_is_answered_at_the_top_and_in_a_thread(bot):
    """A talk needs no mention: a message at its top begins a thread, one in the thread stays in it."""
    first = await bot.fake.dm(ANA, "health")
    await bot.fake.answered(first)
    await bot.fake.dm(ANA, "and the log?", thread=first)
    await until(lambda: len(bot.teammate.asked) == 2)
    await bot.settled()
    talks = {talk for _, _, talk in bot.teammate.asked}
    assert {f"slack:T0HOME:{first.channel}:{first.ts}"} == talks
    assert (2, True) == (len(said_in(bot, first)), all(visitor.private for _, visitor, _ in bot.teammate.asked))


async def test_edits_and_bots_are_not_heard(bot):
    """A corrected message is no new one, and what a bot writes is no question."""
    asked = await bot.fake.mention(OPS, ANA, "helth")
    await bot.fake.answered(asked)
    await bot.fake.edit(asked, "<@U0RESYNC> health")
    await bot.fake.dm("U0RESYNC", "talking to myself")
    await bot.settled()
    assert 1 == len(bot.teammate.asked)


async def test_an_event_that_nobody_asked_for_is_taken(bot):
    """Whatever Slack sends is acknowledged: a 404 counts as a failure, and failures switch events off."""
    held = bot.fake.channel(OPS)
    acks = [
        await bot.fake.event({"type": kind, "channel": OPS}, held) for kind in ("emoji_changed", "app_context_changed")
    ]
    assert [True, True] == [ack.ok for ack in acks]


async def test_the_acknowledgement_does_not_wait_for_the_answer(fake):
    """An event and a command are acknowledged while the answer is still being worked on."""
    teammate = FakeTeammate(hold=asyncio.Event())
    async with connected(fake, teammate) as bot:
        await fake.mention(OPS, ANA, "health")
        command = await fake.command("job PAY_CALC")
        assert ([True, True, True], True) == ([ack.ok for ack in fake.acks], command.ok)
        teammate.hold.set()
        await bot.settled()


async def test_a_queue_that_is_full_says_so(fake):
    """Who asks when too much is asked hears that, and to whom it is not said there is no silence."""
    teammate = FakeTeammate(hold=asyncio.Event())
    async with connected(fake, teammate) as bot:
        bot.platform.work._queue._maxsize = 1
        for number in range(bot.platform.work._count):
            await fake.dm(ANA, f"question {number}")
        await until(lambda: len(teammate.asked) == bot.platform.work._count)
        await fake.dm(ANA, "fits the queue")
        late = await fake.dm(ANA, "one too many")
        busy = await fake.until(
            lambda: [each for each in fake.channel(late.channel).from_bot if "muitas perguntas" in each.shown]
        )
        told = await fake.command("health", user="U0NIGHT")
        assert (1, True) == (len(busy), "muitas perguntas" in told.body["text"])
        teammate.hold.set()
        await bot.settled()


async def test_a_follow_up_that_does_not_fit_the_queue_is_told_so(fake):
    """Who talks with Resync in a thread hears that it is busy, as who mentions it does; people among themselves do not."""
    teammate = FakeTeammate()
    async with connected(fake, teammate) as bot:
        asked = await fake.mention(OPS, "U0NIGHT", "health")
        await fake.answered(asked)
        await bot.settled()
        bot.platform.work.offer = lambda job: False  # as where two hundred wait
        await fake.say(OPS, ANA, "lunch?", thread=await fake.say(OPS, ANA, "hungry"))
        await fake.say(OPS, "U0NIGHT", "and the log", thread=asked)
        (busy,) = await fake.until(lambda: fake.channel(OPS).ephemeral)
        await bot.settled()
        assert ("U0NIGHT", True) == (busy.ephemeral_to, "too many questions" in busy.shown)


async def test_the_askers_locale_and_name_are_known(bot):
    """The core hears who asks: name and language as Slack knows them."""
    await bot.fake.answered(await bot.fake.mention(OPS, "U0NIGHT", "health"))
    visitor = bot.teammate.asked[0][1]
    assert ("slack", "T0HOME", OPS, "U0NIGHT", "night", "en") == (
        visitor.platform,
        visitor.tenant,
        visitor.channel,
        visitor.user,
        visitor.name,
        visitor.language,
    )
    assert (False, False) == (visitor.private, visitor.external)


async def test_people_of_other_companies_are_told_apart(bot):
    """Who asks from another workspace, or where another company reads along, is external to the core."""
    await bot.fake.answered(await bot.fake.mention(SHARED, GUEST, "health"))
    await bot.fake.answered(await bot.fake.mention(SHARED, ANA, "health"))
    assert [True, True] == [visitor.external for _, visitor, _ in bot.teammate.asked]


async def test_names_that_cannot_be_had_hold_up_no_answer(bot):
    """Without users.info the answer comes all the same."""
    bot.fake.fail("users.info", times=9, status=429, retry_after=60)
    answer = await bot.fake.answered(await bot.fake.mention(OPS, ANA, "health"))
    assert "answer to health" in answer.shown


async def test_a_mention_without_words_is_helped(bot):
    """Somebody who only calls is shown what can be asked."""
    answer = await bot.fake.answered(await bot.fake.mention(OPS, ANA, ""))
    assert "command help" in answer.shown


async def test_an_answer_has_feedback_and_suggestions(fake):
    """Below an answer stand what to ask next and whether it helped; a suggestion asks in the same thread."""
    async with connected(fake, LookingUp(suggestions=("e o log?",))) as bot:
        asked = await fake.mention(OPS, ANA, "health?")
        answer = await fake.answered(asked)
        await bot.settled()
        await fake.press(answer, "e o log?")
        await fake.press(answer, "judge", option="negative")
        await until(lambda: len(bot.teammate.asked) == 2 and bot.teammate.judged)
        talk = f"slack:T0HOME:{OPS}:{asked.ts}"
        assert ([talk, talk], [(talk, False)]) == ([each for _, _, each in bot.teammate.asked], bot.teammate.judged)


async def test_thanks_and_refusals_are_not_asked_to_be_judged(bot):
    """Where nothing was looked up there is nothing that could have helped."""
    answer = await bot.fake.answered(await bot.fake.mention(OPS, ANA, "thanks"))
    assert [] == answer.buttons


async def test_an_answer_of_any_length_is_whole(fake):
    """What does not fit one message goes on in the next, in the same thread."""
    card = Card(title="long", blocks=tuple(Text(text=f"part {n} " + "y" * 900) for n in range(40)))
    async with connected(fake, FakeTeammate(card=card)) as bot:
        asked = await fake.mention(OPS, ANA, "all of it")
        await fake.answered(asked)
        await bot.settled()
        shown = " ".join(each.shown for each in said_in(bot, asked))
        assert [] == [number for number in range(40) if f"part {number} " not in shown]


async def test_an_answer_that_slack_puts_off_comes_later(bot):
    """Slack's "too many" loses no answer: it is posted when its time has come, once."""
    bot.fake.fail("chat.postMessage", times=2, status=429, retry_after=30)
    asked = await bot.fake.mention(OPS, ANA, "health")
    answer = await bot.fake.answered(asked)
    await bot.settled()
    assert ("answer to health" in answer.shown, 1) == (True, len(said_in(bot, asked)))


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 500},
        {"status": 503, "taken": True},
        {"error": "internal_error"},
        {"drop": True},
        {"drop": True, "taken": True},
        {"status": 500, "times": 2},
    ],
)
async def test_a_fault_of_slacks_loses_no_answer_and_doubles_none(bot, fault):
    """Refused, cut off or taken without a word: in the end one answer stands there."""
    bot.fake.fail("chat.postMessage", **fault)
    asked = await bot.fake.mention(OPS, ANA, "health")
    await bot.fake.answered(asked)
    await bot.settled()
    assert ["🟢 answer to health"] == [each.title for each in said_in(bot, asked)]


@pytest.mark.parametrize("error", ["invalid_blocks", "msg_too_long"])
async def test_an_answer_whose_blocks_are_refused_is_said_as_text(bot, error):
    """Never silent: what Slack does not draw it shows as words."""
    bot.fake.fail("chat.postMessage", error=error)
    answer = await bot.fake.answered(await bot.fake.mention(OPS, ANA, "health"))
    assert ([], True) == (answer.blocks, "answer to health" in answer.text)


async def test_something_that_breaks_is_told(fake):
    """A defect ends in a sentence to who asked, not in silence."""
    async with connected(fake, FakeTeammate(trouble=ZeroDivisionError("x"))) as bot:
        await fake.mention(OPS, ANA, "health")
        await until(lambda: fake.channel(OPS).ephemeral)
        await bot.settled()
        assert "deu errado" in fake.channel(OPS).ephemeral[0].shown


async def test_opening_the_messages_suggests_what_to_ask(bot):
    """The agent view shows at most four prompts, in the person's language."""
    await bot.fake.open_home("U0NIGHT", tab="messages")
    await bot.settled()
    prompts = bot.fake.slack.prompts[bot.fake.slack.talk("U0NIGHT").id, ""]
    assert (4, "Summarise the health of the environment") == (len(prompts), prompts[0]["title"])


async def test_a_channel_is_greeted_once(bot):
    """Resync says hello where it was invited, and to nobody else's joining."""
    await bot.fake.join("C0AWAY")
    await bot.fake.join("C0AWAY", ANA)
    await bot.fake.redeliver()
    await bot.settled()
    assert ["hello, all"] == [each.shown.strip("⚪ ") for each in bot.fake.channel("C0AWAY").from_bot]


async def test_one_connection_serves_a_hundred_posts(bot):
    """All calls of the Web API share one session, and so one connection while they follow each other."""
    for number in range(25):
        await bot.fake.answered(await bot.fake.mention(OPS, ANA, f"question {number}"))
        await bot.settled()
    assert 1 == bot.fake.connections
