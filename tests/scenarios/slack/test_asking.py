"""People ask in Slack, where they are, and are answered there."""

from __future__ import annotations

from adapters.slack.reply import Pace
from tests.scenarios.slack.conftest import OPS, opened

JOB = "FINAL_BATCH_PAYROLL"


async def test_a_mention_is_answered_in_its_thread_with_what_can_come_next(slack_house):
    """The answer stands under the question, names the job, and carries feedback buttons; nothing else is posted."""
    answer = await slack_house.ask_in(OPS, f"Qual o status do job {JOB}?")
    kinds = [each["type"] for each in answer.buttons]
    assert (True, True, "feedback_buttons") == (JOB in answer.shown, answer.thread_ts is not None, kinds[-1])
    assert 1 == len(slack_house.fake.channel(OPS).from_bot)


async def test_a_thread_that_is_alive_needs_no_mention_and_knows_what_was_talked_about(slack_house):
    """ "e o log dele?" without a mention is answered about the job of the question before."""
    fake = slack_house.fake
    first = await slack_house.ask_in(OPS, "qual o status do job PAY_CALC_NET?")
    follow_up = await fake.say(OPS, "U0OPERATOR", "e o log dele?", thread=first)
    assert "PAY_CALC_NET" in (await fake.answered(follow_up)).shown


async def test_talk_between_people_is_left_alone(slack_house):
    """What people say to each other in the channel, and in threads of their own, is not answered."""
    fake = slack_house.fake
    said = await fake.say(OPS, "U0OPERATOR", f"status do job {JOB}?")
    await fake.say(OPS, "U0NIGHT", "looks fine", thread=said)
    await slack_house.settled()
    assert [] == fake.channel(OPS).from_bot


async def test_a_direct_message_is_answered_at_the_top_and_in_a_thread(slack_house):
    """Both shapes of a direct message get their answer under what was asked."""
    fake = slack_house.fake
    top = await fake.dm("U0OPERATOR", f"status do job {JOB}")
    first = await fake.answered(top)
    second = await fake.answered(await fake.dm("U0OPERATOR", "quem é o dono?", thread=top))
    assert [(top.ts, True), (top.ts, True)] == [
        (first.thread_ts, JOB in first.shown),
        (second.thread_ts, first.ts != second.ts),
    ]


async def test_a_bare_name_is_answered_in_the_askers_own_language(slack_house):
    """A job's name is of no language: what Slack knows of the person decides."""
    english = await slack_house.ask_in(OPS, JOB, user="U0NIGHT")
    portuguese = await slack_house.ask_in(OPS, JOB, user="U0OPERATOR")
    words = [[word in each.shown for word in ("Helpful", "Ajudou")] for each in (english, portuguese)]
    assert [[True, False], [False, True]] == words


async def test_an_answer_that_takes_long_shows_its_steps_and_ends_as_one_message(hwa, tmp_path, fake):
    """The stream's tasks are all complete at the end, and the whole answer is the same message."""
    async with opened(hwa, tmp_path, fake, pace=Pace(status=0.0, stream=0.0)) as house:
        answer = await house.ask_in(OPS, f"por que {JOB} ainda não iniciou?")
        await house.settled()
        assert {"complete"} == {task["status"] for task in answer.tasks.values()}
        assert (True, 1) == (JOB in answer.shown, len(fake.channel(OPS).from_bot))
        assert 1 == len(fake.called("chat.startStream")) == len(fake.called("chat.stopStream"))


async def test_a_stream_that_slack_ended_still_becomes_the_whole_answer(hwa, tmp_path, fake):
    """Where the stream cannot be stopped any more, its message takes the answer by an edit."""
    async with opened(hwa, tmp_path, fake, pace=Pace(status=0.0, stream=0.0)) as house:
        fake.fail("chat.stopStream", error="message_not_in_streaming_state")
        message = await fake.mention(OPS, "U0OPERATOR", f"por que {JOB} ainda não iniciou?")
        await fake.until(lambda: fake.called("chat.update") or fake.called("chat.postMessage"))
        await house.settled()
        said = fake.channel(OPS).thread(message)
        assert any(JOB in each.shown for each in said)


async def test_other_bots_are_not_answered(slack_house):
    """A bot that mentions the app starts no talk between machines."""
    fake = slack_house.fake
    message = await fake.mention(OPS, "U0OTHERBOT", f"status do job {JOB}")
    assert message.ts
    await slack_house.settled()
    assert [] == fake.channel(OPS).from_bot


async def test_a_command_is_answered_to_one_person_and_can_be_posted(slack_house):
    """`/tws saude` is seen by who typed it; the button posts it to the channel, for all."""
    fake = slack_house.fake
    ack = await fake.command("saude", OPS)
    shown = (await fake.until(lambda: fake.channel(OPS).ephemeral))[-1]
    assert (True, []) == (ack.ok, fake.channel(OPS).from_bot)
    await fake.press(shown, "share")
    posted = (await fake.until(lambda: fake.channel(OPS).from_bot))[0]
    assert shown.blocks[0]["text"] == posted.blocks[0]["text"]


async def test_what_is_pressed_under_an_answer_is_thanked_for_once(slack_house):
    """A thumb is taken, and whoever pressed it is told so alone, however often Slack delivers it."""
    fake = slack_house.fake
    answer = await slack_house.ask_in(OPS, f"status do job {JOB}")
    await slack_house.press(answer, "judge", option="negative")
    await fake.redeliver()
    await slack_house.settled()
    assert ["U0OPERATOR"] == [each.ephemeral_to for each in fake.channel(OPS).ephemeral]
    assert 1 == len(fake.channel(OPS).from_bot)


async def test_why_below_a_colleagues_message_is_about_what_stands_there(slack_house):
    """The job that the message names is diagnosed, and what is asked next in the thread is about it."""
    fake = slack_house.fake
    said = await fake.say(OPS, "U0NIGHT", "CAR_CALC_FATURA caiu de novo, alguém?")
    why = await slack_house.ask_in(OPS, "por quê?", said)
    owner = await slack_house.ask_in(OPS, "quem é o dono?", said)
    assert [True, True] == ["CAR_CALC_FATURA" in each.shown for each in (why, owner)]
