"""What people ask below a colleague's message."""

from __future__ import annotations

import pytest

from bot.channel.pointing import is_pointing
from bot.messages import Answer
from tests.bot.channel.conftest import ANA
from tests.fakes import fake_job

TALK = "slack:T1:C1:1763791920.000100"


async def answered(channel, question, said, visitor=ANA):
    """The answer to a question below a message, and how often the message was read."""
    read = []

    async def below():
        read.append(said)
        return said

    told = [each async for each in channel.teammate.ask(question, visitor, conversation=TALK, below=below)]
    assert isinstance(told[-1], Answer)
    return told[-1], len(read)


@pytest.mark.parametrize(
    "question",
    ["why?", "Por quê?", "por que", "what is it?", "What's this?", "o que é isso?", "e o que houve?", "diagnose this"],
)
def test_a_question_that_names_nothing_points(question):
    """In both languages, with or without signs and accents."""
    assert is_pointing(question)


@pytest.mark.parametrize("question", ["why PAY_CALC?", "why is it late?", "log", "o que caiu ontem?", "", "who?"])
def test_a_question_that_says_more_does_not_point(question):
    """What asks for something else is the agent's."""
    assert not is_pointing(question)


async def test_why_below_a_message_that_names_a_job_is_that_jobs_diagnosis(channel):
    """The agent is not asked; what stands there is found as the shortcut finds it."""
    channel.plan.put(fake_job("PAY_CALC"))
    told, _ = await answered(channel, "por quê?", "gente, o PAY_CALC caiu de novo")
    assert (True, True, []) == ("PAY_CALC" in told.card.title, "ABEND" in told.card.title, channel.assistant.asked)


async def test_another_question_below_it_is_about_that_job(channel):
    """The agent hears of the one job that is named there, and of none where there are several; it is read once."""
    channel.plan.put(fake_job("PAY_CALC"), fake_job("PAY_LOAD"))
    reads = [(await answered(channel, each, "PAY_CALC is down"))[1] for each in ("who owns it?", "and the log?")]
    assert ([1, 0], [True, True]) == (reads, ["PAY_CALC" in each.about for each in channel.assistant.asked])


async def test_below_several_names_none_is_meant(channel):
    """Nothing is picked in silence."""
    channel.plan.put(fake_job("PAY_CALC"), fake_job("PAY_LOAD"))
    await answered(channel, "who owns it?", "PAY_CALC and PAY_LOAD are down")
    assert [""] == [each.about for each in channel.assistant.asked]


async def test_why_goes_to_the_agent_where_something_was_spoken_of_or_nothing_is_said(channel):
    """After an answer the talk itself says what is meant, and a message that names nothing says nothing."""
    channel.plan.put(fake_job("PAY_CALC"))
    await answered(channel, "why?", "good morning, coffee?")
    await answered(channel, "why?", "PAY_CALC is down")
    assert ["why?", "why?"] == [each.text for each in channel.assistant.asked]


async def test_while_hwa_is_silent_the_question_is_asked_all_the_same(channel):
    """A name that cannot be looked up is no job that is meant, and nothing fails."""
    channel.silence()
    await answered(channel, "who owns it?", "PAY_CALC is down")
    assert [""] == [each.about for each in channel.assistant.asked]
