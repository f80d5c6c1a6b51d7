"""An answer that takes long: its status, its steps as a stream, and what happens when Slack ends the stream."""

from __future__ import annotations

import asyncio

import pytest

from adapters.slack.arrivals import Person
from adapters.slack.reply import Pace, Reply
from tests.adapters.slack.conftest import SLOW, FakeTeammate, connected, until
from tests.adapters.slack.fake.server import fake_slack

ANA, OPS = "U0OPERATOR", "C0OPS"
STEPS = ("lendo o plano…", "lendo o log de PAY_CALC…")


@pytest.fixture
async def fake():
    async with fake_slack("http", rates=0) as made:
        yield made


@pytest.fixture
def held():
    """A teammate that has told its steps and is not done."""
    return FakeTeammate(steps=STEPS, hold=asyncio.Event())


async def test_the_steps_are_a_stream_that_ends_as_the_answer(fake, held):
    """Steps show as tasks while they are done; the same message ends as the whole answer with its feedback."""
    async with connected(fake, held, pace=SLOW) as bot:
        asked = await fake.mention(OPS, ANA, "why?")
        (message,) = await fake.until(lambda: [each for each in fake.channel(OPS).from_bot if len(each.tasks) == 2])
        assert [("lendo o plano…", "complete"), ("lendo o log de PAY_CALC…", "in_progress")] == [
            (task["title"], task["status"]) for task in message.tasks.values()
        ]
        held.hold.set()
        answer = await fake.answered(asked)
        await bot.settled()
        assert (message.ts, {"complete"}) == (answer.ts, {task["status"] for task in answer.tasks.values()})
        assert ("answer to why?" in answer.shown, 1) == (True, len(fake.channel(OPS).thread(asked)))


async def test_a_step_that_comes_late_is_shown_too(fake):
    """An agent that thinks long before its first step still shows it: the stream begins with that step."""
    async with connected(fake) as bot:
        asked = await fake.mention(OPS, ANA, "why?")
        await fake.answered(asked)
        person = Person(team="T0HOME", channel=OPS, user=ANA)
        pace = Pace(status=0.0, stream=0.001)
        async with Reply(bot.platform._calls, person, asked.ts, thinking="…", pace=pace) as reply:
            await reply._timer
            assert [] == fake.called("chat.startStream")
            await reply.step(STEPS[0])
            assert [STEPS[0]] == [task["title"] for task in fake.called("chat.startStream")[0].args["chunks"]]


async def test_a_stream_in_a_channel_names_its_recipient(fake, held):
    """Slack wants both ids of whom it streams to wherever others read along."""
    held.hold.set()
    async with connected(fake, held, pace=SLOW) as bot:
        await fake.answered(await fake.mention(OPS, ANA, "why?"))
        await bot.settled()
    (started,) = fake.called("chat.startStream")
    assert ("T0HOME", ANA) == (started.args["recipient_team_id"], started.args["recipient_user_id"])


async def test_an_answer_outlives_its_stream(fake, held):
    """After five minutes Slack ends the stream: the whole answer replaces what stands there."""
    async with connected(fake, held, pace=SLOW) as bot:
        asked = await fake.mention(OPS, ANA, "why?")
        (message,) = await fake.until(lambda: [each for each in fake.channel(OPS).from_bot if len(each.tasks) == 2])
        fake.clock.advance(400)
        held.hold.set()
        await fake.until(lambda: "answer to why?" in message.shown)
        await bot.settled()
        assert ([message], 1) == (fake.channel(OPS).thread(asked), len(fake.called("chat.update")))


async def test_a_workspace_without_streams_gets_plain_answers(fake, held):
    """Where Slack refuses streams and sessions, the answer is one message all the same."""
    held.hold.set()
    for method in ("chat.startStream", "assistant.threads.setStatus", "agents.sessions.setStatus"):
        fake.fail(method, times=99, error="unknown_method")
    async with connected(fake, held, pace=SLOW):
        answer = await fake.answered(await fake.mention(OPS, ANA, "why?"))
        assert "answer to why?" in answer.shown


async def test_a_stream_that_breaks_in_between_loses_nothing(fake, held):
    """A refused step is left out; the answer is there."""
    fake.fail("chat.appendStream", times=99, status=500)
    held.hold.set()
    async with connected(fake, held, pace=SLOW) as bot:
        answer = await fake.answered(await fake.mention(OPS, ANA, "why?"))
        await bot.settled()
        assert ("answer to why?" in answer.shown, 1) == (True, len(fake.channel(OPS).from_bot))


async def test_the_status_is_gone_when_the_answer_is_there(fake, held):
    """Who asked sees that the plan is being read, and after the answer no status and no running session."""
    async with connected(fake, held, pace=SLOW) as bot:
        asked = await fake.dm(ANA, "why?")
        key = asked.channel, asked.ts
        await fake.until(lambda: fake.slack.statuses.get(key) and fake.slack.sessions.get(key))
        assert ("está lendo o plano…", "processing") == (fake.slack.statuses[key][0], fake.slack.sessions[key][-1])
        held.hold.set()
        await fake.answered(asked)
        await bot.settled()
        assert ("", "active") == (fake.slack.statuses[key][-1], fake.slack.sessions[key][-1])


async def test_a_talk_is_named_by_its_first_question(fake):
    """What begins a talk is its title; a later question leaves it."""
    async with connected(fake) as bot:
        asked = await fake.dm(ANA, "  por que PAY_CALC\n não iniciou? ")
        await fake.answered(asked)
        await fake.dm(ANA, "e o log?", thread=asked)
        await until(lambda: len(bot.teammate.asked) == 2)
        await bot.settled()
    assert "por que PAY_CALC não iniciou?" == fake.slack.titles[asked.channel, asked.ts]


async def test_an_answer_at_once_is_one_call(fake):
    """No status, no stream: a quick answer costs Slack one message."""
    async with connected(fake) as bot:
        await fake.answered(await fake.mention(OPS, ANA, "health"))
        await bot.settled()
    assert ["auth.test", "users.info", "chat.postMessage"] == [call.method for call in fake.calls]


async def test_stop_stops(fake, held):
    """Slack's stop button ends the work, and the status, which Slack leaves as it is."""
    async with connected(fake, held, pace=SLOW) as bot:
        asked = await fake.mention(OPS, ANA, "why?")
        await fake.until(lambda: [each for each in fake.channel(OPS).from_bot if len(each.tasks) == 2])
        await fake.stop_session(asked)
        await fake.until(lambda: any("Parei" in each.shown for each in fake.channel(OPS).from_bot))
        await bot.settled()
        streaming = [each for each in fake.channel(OPS).from_bot if each.streaming]
        assert ("active", []) == (fake.slack.sessions[OPS, asked.ts][-1], streaming)


async def test_an_answer_that_breaks_leaves_nothing_running(fake):
    """After a defect neither status nor stream goes on."""
    teammate = FakeTeammate(steps=STEPS, trouble=ZeroDivisionError("x"))
    async with connected(fake, teammate, pace=SLOW) as bot:
        asked = await fake.mention(OPS, ANA, "why?")
        await until(lambda: fake.channel(OPS).ephemeral)
        await bot.settled()
        streaming = [each for each in fake.channel(OPS).from_bot if each.streaming]
        assert ([], "active") == (streaming, fake.slack.sessions[OPS, asked.ts][-1])
